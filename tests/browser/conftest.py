"""What the browser tests share: one JupyterLab and one Chromium, and for each file lessons of its own."""

from __future__ import annotations

import pytest

from tests.browser.lab import chromium, jupyterlab, window
from tests.browser.lab import course as copied


@pytest.fixture(scope="package")
def jupyter(tmp_path_factory):
    """The address of a JupyterLab, and the folder that it shows."""
    folder = tmp_path_factory.mktemp("lab")
    with jupyterlab(folder) as address:
        yield address, folder / "root"


@pytest.fixture(scope="package")
def browser():
    """Chromium. It ends with the last browser test: its loop of events must not run beside that of a notebook."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def course(jupyter, request):
    """Lessons and exercises of one test file, without anybody's reading."""
    address, root = jupyter
    with copied(address, root / request.path.stem) as copies:
        yield copies


@pytest.fixture(scope="module")
def page(browser):
    """A window that the tests of a file share, so that it loads JupyterLab from its cache."""
    with window(browser) as opened:
        yield opened

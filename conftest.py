"""Notebooks under test never see what a student has saved: each file's kernel gets an empty reading folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

OVERRIDES = ("READING_DIR", "READING_NAME", "COURSE_TRACEBACKS")
FOLDERS = pytest.StashKey[dict[Path, str]]()


def _folder(item: pytest.Item) -> str:
    """Return the folder of a notebook file: one for all its cells, for they run in one kernel."""
    folders = item.config.stash.setdefault(FOLDERS, {})
    if item.path not in folders:
        folders[item.path] = tempfile.mkdtemp(prefix="reading-")
    return folders[item.path]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Set the folder while a cell runs. nbval starts the kernel at the first cell; it inherits the environment."""
    if item.path.suffix != ".ipynb":
        return (yield)
    before = {name: os.environ.pop(name, None) for name in OVERRIDES}
    os.environ |= {"READING_DIR": _folder(item), "COURSE_TRACEBACKS": "1"}  # a failure shows the code it went through
    try:
        return (yield)
    finally:
        for name in OVERRIDES:
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folders."""
    for folder in config.stash.get(FOLDERS, {}).values():
        shutil.rmtree(folder, ignore_errors=True)

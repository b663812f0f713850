"""Run the lessons and store what they show, so that a second run gives the same bytes."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from helpers.article import IMAGES, ROOT, SEEDS, TRACEBACKS, CourseError

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set environment variables for a while; kernels started meanwhile inherit them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _tidy(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what changes from run to run: widget views, whose models die with the kernel, and times."""
    cell.metadata.pop("execution", None)
    for output in cell.get("outputs", []):
        output.get("data", {}).pop(WIDGET_VIEW, None)
        output.pop("transient", None)
    return cell


def execute(path: Path) -> None:
    """Run one notebook in its own folder, with an empty reading folder, and store its outputs."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],  # its warning about TCP would break the line that says how far it is
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        store_widget_state=False,
    )
    settings = {IMAGES: "1", TRACEBACKS: "1"}
    with tempfile.TemporaryDirectory() as reading, _environment(READING_DIR=reading, **settings):
        client.execute()
    notebook.cells = [_tidy(cell) for cell in notebook.cells]
    notebook.metadata.update(METADATA)
    notebook.metadata.pop("widgets", None)
    nbformat.write(notebook, path)


def notebooks_of(folder: Path) -> list[Path]:
    """Return the notebooks of a folder of the project, in order.

    Raises ``CourseError`` where there are none, as in an installed package: its notebooks would be somebody else's.
    """
    paths = sorted(folder.glob("*.ipynb"))
    if SEEDS.parent != ROOT or not paths:
        here = "only the package is installed" if SEEDS.parent != ROOT else f"there is no notebook in {folder}"
        raise CourseError(f"This command needs the whole folder of the project, and {here}; run it in a git clone.")
    return paths


def build_notebooks(paths: list[Path] | None = None) -> None:
    """Run the given notebooks, by default every lesson, and say so as it goes.

    Raises ``CourseError`` where lessons are wanted and there are none.
    """
    chosen = paths or notebooks_of(ROOT / "notebooks")
    for number, path in enumerate(chosen, 1):
        began = time.perf_counter()
        print(f"[{number}/{len(chosen)}] {path.name} ...", end=" ", flush=True)
        execute(path.resolve())
        print(f"{time.perf_counter() - began:.1f} s")

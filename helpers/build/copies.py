"""Student copies of the exercises, made from their masters by nbgrader's own preprocessors."""

from __future__ import annotations

from pathlib import Path

import nbformat
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from helpers.article import ROOT, CourseError
from helpers.build.notebooks import notebooks_of

EXERCISES = ROOT / "exercises"
MASTERS = EXERCISES / "instructor"
STEPS = (  # the order of nbgrader's generate_assignment, without its database
    "LockCells",
    "ClearSolutions",
    "ClearOutput",
    "CheckCellMetadata",
    "ClearHiddenTests",
    "ClearMarkScheme",
    "ComputeChecksums",
    "CheckCellMetadata",
)


def _config() -> Config:
    return PyFileConfigLoader("nbgrader_config.py", path=str(MASTERS)).load_config()


def student_copy(master: Path) -> str:
    """Return the student copy of a master, as the text of a notebook.

    Raises ``CourseError`` when nbgrader is not installed; nbgrader's own errors say what is wrong with a master.
    """
    try:
        from nbgrader import preprocessors
    except ImportError:
        raise CourseError("nbgrader is not installed; run: pip install -r requirements-dev.txt") from None
    notebook = nbformat.read(master, as_version=4)
    resources: dict[str, object] = {}
    config = _config()
    for name in STEPS:
        notebook, resources = getattr(preprocessors, name)(config=config).preprocess(notebook, resources)
    for cell in notebook.cells:
        cell.source = cell.source.rstrip() if cell.cell_type == "code" else cell.source
        _sign_again(cell)
    return str(nbformat.writes(notebook)) + "\n"


def _sign_again(cell: nbformat.NotebookNode) -> None:
    """Give a cell whose end was trimmed its checksum again, by which nbgrader knows an untouched one."""
    from nbgrader.utils import compute_checksum

    if "checksum" in cell.metadata.get("nbgrader", {}):
        cell.metadata.nbgrader["checksum"] = compute_checksum(cell)


def make_copies() -> list[Path]:
    """Write the student copy of every master into ``exercises``; return the paths.

    Raises ``CourseError`` where there are no masters, and as ``student_copy`` does.
    """
    made = []
    for master in notebooks_of(MASTERS):
        copy = EXERCISES / master.name
        copy.write_text(student_copy(master), encoding="utf-8")
        made.append(copy)
    return made

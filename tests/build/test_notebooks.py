"""The tools around the notebooks: the check by nbval can fail, and a second build gives the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.__main__ import main
from helpers.article import ROOT
from helpers.build import execute
from helpers.show import theme

pytestmark = pytest.mark.slow
SOURCES = (
    "from helpers import finds, forms, show\nfrom helpers.article import Article",
    "article = Article.from_text('city city mayor')\nfinds.count_terms(article)",
    "show.frequency_chart(finds.count_terms(article))",
    "forms.TermExplorer(article)",
    "print('two')",
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory) -> Path:
    """A small notebook with a frame, a chart, a widget and printed text, run and stored once for all tests."""
    path = tmp_path_factory.mktemp("stored") / "small.ipynb"
    cells = [new_code_cell(source, id=f"c{number}") for number, source in enumerate(SOURCES)]
    nbformat.write(new_notebook(cells=cells), path)
    execute(path)
    return path


@pytest.fixture
def notebook(stored, tmp_path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(stored, tmp_path))


def _change(notebook: Path, cells: tuple[int, ...]) -> None:
    """Store beside it a copy in which some cells show something else."""
    copy = nbformat.read(notebook, as_version=4)
    for cell in cells:
        output = copy.cells[cell].outputs[0]
        if "text" in output:
            output["text"] = "three\n"
        elif theme.MIME in output["data"]:
            output["data"][theme.MIME]["title"] = "changed"
        else:
            output["data"]["text/plain"] = output["data"]["text/plain"].replace("2", "3")
    nbformat.write(copy, notebook.with_name("changed.ipynb"))


@pytest.mark.timeout(300)
def test_nbval_passes_what_holds_and_fails_what_changed(notebook):
    """One changed figure in a frame, a chart or a printed line turns that cell red, and no other.

    nbval compares each cell alone, so one notebook with three changed cells shows it, in one kernel.
    """
    changed = (1, 2, 4)
    _change(notebook, changed)
    command = [sys.executable, "-m", "pytest", "--nbval", "-c", ROOT / "pyproject.toml", "-rf", notebook.parent]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=notebook.parent)
    failed = re.findall(r"^FAILED (\S+)::Cell (\d+)", result.stdout, re.M)

    assert [(Path(name).name, int(cell)) for name, cell in failed] == [("changed.ipynb", cell) for cell in changed]
    assert f"3 failed, {2 * len(SOURCES) - 3} passed" in result.stdout, result.stdout


STUDENT = "\n".join(
    (
        "from helpers.article import Article",
        "from helpers.reading import open_reading",
        "reading = open_reading(Article.from_text('city mayor'))",
        "reading",
    )
)
MARK = "_ = reading.add(0, 4, 'loaded')\nreading"


@pytest.mark.timeout(300)
def test_what_a_student_saved_never_reaches_a_test(tmp_path):
    """Plain nbval passes twice in the same way, beside a student's file and with her name in the environment."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    path = tmp_path / "one.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(STUDENT, id="a"), new_code_cell(MARK, id="b")]), path)
    execute(path)
    shutil.copy(path, tmp_path / "two.ipynb")
    saved = tmp_path / "my-reading"
    program = STUDENT + "\nreading.add(5, 10, 'hers')"
    own = {**os.environ, "READING_NAME": "reader", "READING_DIR": str(saved)}
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path, env=own)
    before = {file.name: file.read_bytes() for file in saved.glob("*.json")}
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-p", "no:cacheprovider", tmp_path]
    for environment in (own, {**own, "READING_NAME": "Ana"}):
        result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
        assert "4 passed" in result.stdout, result.stdout

    assert {file.name: file.read_bytes() for file in saved.glob("*.json")} == before != {}


def test_build_command_says_what_it_does(notebook, capsys):
    """python -m helpers notebooks names each notebook and its time."""
    main(["notebooks", str(notebook)])

    assert capsys.readouterr().out.startswith("[1/1] small.ipynb ... ")


def test_error_in_a_notebook_stops_the_build(notebook):
    """A lesson that fails is not stored as if it had run."""
    stored = nbformat.read(notebook, as_version=4)
    stored.cells[4].source = "1 / 0"
    nbformat.write(stored, notebook)
    before = notebook.read_bytes()

    with pytest.raises(Exception, match="ZeroDivisionError"):
        execute(notebook)
    assert notebook.read_bytes() == before

"""Errors in a student's cell: one sentence each, still an error, and the full message one click away."""

from __future__ import annotations

import importlib.util
import re
import shutil
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from helpers.article import ROOT, TRACEBACKS
from helpers.desk import explain_errors
from helpers.desk.errors import unload_ipython_extension
from helpers.desk.explain import explain

CASES = tomllib.loads((ROOT / "tests" / "cases" / "mistakes.toml").read_text(encoding="utf-8"))
ERRORS = CASES["fresh"] + CASES["case"]
FIRST = "\n".join(
    (
        "from helpers import passage",
        "from helpers.checks import open_exercise",
        'exercise = open_exercise("01")',
        "q1, q2, q3, *_ = exercise.questions",
    )
)
CONFIG = ROOT / "helpers" / "desk" / "ipython_kernel_config.py"


def _run(folder: Path, monkeypatch: pytest.MonkeyPatch, cells: list[str], **options: bool) -> nbformat.NotebookNode:
    """Run cells in a real kernel that finds the course's configuration where an installation puts it."""
    profile = folder / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    shutil.copy(CONFIG, profile)
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    monkeypatch.setenv("READING_DIR", str(folder / "my-reading"))
    monkeypatch.delenv(TRACEBACKS, raising=False)
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3", **options).execute()
    return notebook


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The outputs of each case, by its name, all from one kernel."""
    cases = [*CASES["fresh"], {"name": "first", "cell": FIRST}, *CASES["case"], *CASES["answered"]]
    with pytest.MonkeyPatch.context() as monkeypatch:
        folder = tmp_path_factory.mktemp("mistakes")
        notebook = _run(folder, monkeypatch, [case["cell"] for case in cases], allow_errors=True)
    return {case["name"]: cell.outputs for case, cell in zip(cases, notebook.cells, strict=True)}


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["name"])
def test_a_mistake_ends_in_one_sentence(ran, case):
    """The last output is the error under its own name; its text is one line with the words that help."""
    *before, last = ran[case["name"]]

    assert (last.output_type, last.ename) == ("error", case["error"])
    (sentence,) = last.traceback
    assert [words for words in case["words"] if words not in sentence] == [], sentence
    assert "\n" not in sentence
    assert len(sentence.split()) <= 60
    assert case["error"] == "CourseError" or "<details>" in before[-1].data["text/html"]


@pytest.mark.parametrize("case", CASES["answered"], ids=lambda case: case["name"])
def test_what_is_no_error_stays_none(ran, case):
    assert {output.output_type for output in ran[case["name"]]} <= {"display_data", "execute_result"}


def test_the_full_message_is_there(ran):
    """Folded, escaped, and without the colours of a terminal."""
    shown = ran["a fault of the course"][0].data

    assert "Traceback" in shown["text/plain"]
    assert "tables.py" in shown["text/html"]
    assert "&#x27;int&#x27; object" in shown["text/html"]
    assert "\x1b" not in shown["text/html"]


def test_no_sentence_uses_the_words_of_programmers(ran):
    """Nobody has told a beginner what these mean."""
    sentences = " ".join(ran[case["name"]][-1].traceback[0] for case in ERRORS)

    assert re.findall(r"\b(syntax|string|variable|parenthes\w+|argument|attribute|indent\w*|kernel)\b", sentences) == []


def test_an_error_still_stops_a_run(tmp_path, monkeypatch):
    """Who runs a notebook without a browser is told at once, with the sentence and Python's own name."""
    with pytest.raises(CellExecutionError, match="A cell above has not run, so desk") as caught:
        _run(tmp_path, monkeypatch, ["desk.marks"])
    assert (caught.value.ename, caught.value.evalue) == ("NameError", "name 'desk' is not defined")


def test_a_kernel_without_the_course_starts_as_ever(monkeypatch):
    """The configuration names the module only where it can be found."""
    from traitlets.config import PyFileConfigLoader

    def extensions() -> str:
        return str(PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config())

    assert "helpers.desk.errors" in extensions()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "helpers.desk.errors" not in extensions()


class Shell:
    """As much of a shell as the hook uses."""

    def __init__(self) -> None:
        self.shown: list[list[str]] = []

    def _showtraceback(self, kind: type, error: BaseException, lines: list[str]) -> None:
        self.shown.append(lines)


def test_a_fault_of_the_hook_hides_no_error():
    """A shell without history breaks it; the error is shown as Python tells it."""
    shell = Shell()
    explain_errors(shell)
    with pytest.raises(AttributeError):
        shell._showtraceback(ValueError, ValueError("x"), ["ValueError: x"])

    assert shell.shown == [["ValueError: x"]]


def test_registering_twice_changes_nothing_and_is_undone():
    shell = Shell()
    explain_errors(shell)
    hook = shell._showtraceback
    explain_errors(shell)
    assert shell._showtraceback is hook
    unload_ipython_extension(shell)
    unload_ipython_extension(shell)

    assert shell._showtraceback == Shell._showtraceback.__get__(shell)


def test_builds_and_tests_see_the_code(monkeypatch):
    """Who works on the course needs to see where an error came from."""
    monkeypatch.setenv(TRACEBACKS, "1")
    shell = Shell()
    explain_errors(shell)

    assert vars(shell) == {"shown": []}


def test_a_stopped_cell_is_told_how_to_go_on():
    assert explain(KeyboardInterrupt(), "desk") == (
        "You stopped this cell: to run it again, choose Run → Run Selected Cell."
    )

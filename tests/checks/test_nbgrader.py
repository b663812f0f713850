"""nbgrader for real: a student copy is released, handed in untouched, half done and done, graded and given back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

pytest.importorskip("nbgrader", reason="nbgrader is not installed: pip install -r requirements-dev.txt")

from nbgrader.api import Gradebook

from helpers.build.copies import MASTERS
from helpers.checks import open_exercise, read_keys

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
NAMES = [path.stem for path in sorted(MASTERS.glob("*.ipynb"))]
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)\n### END SOLUTION", re.S)
MARK = re.compile(r"^q\d\.mark\(.*?\)$", re.M | re.S)
HALF = [NAMES[0], NAMES[3]]  # each notebook takes seconds, so this student hands in two
REASON = "The mayor answered it on that evening (13.1)."


def _nbgrader(course: Path, command: str) -> str:
    """Run one nbgrader command in a course folder, with the environment activated."""
    activated = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for name in ("READING_DIR", "READING_NAME", "NBGRADER_EXECUTION"):
        activated.pop(name, None)
    words = [sys.executable, "-m", "nbgrader", command, "exercises"]
    run = subprocess.run(words, cwd=course, env=activated, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return run.stderr


def _solutions(name: str) -> dict[str, str]:
    """Return the solution of each answer cell of a master, without the marks: those are made at the desk."""
    cells = nbformat.read(MASTERS / f"{name}.ipynb", as_version=4).cells
    found = {
        cell.metadata.nbgrader.grade_id: SOLUTION.search(cell.source) for cell in cells if "nbgrader" in cell.metadata
    }
    return {grade_id: MARK.sub("", match[1]).strip() for grade_id, match in found.items() if match}


def _hand_in(course: Path, student: str, solved: set[str]) -> Path:
    """Copy the released notebooks, and fill in the answers of these questions."""
    folder = course / "submitted" / student / "exercises"
    shutil.copytree(course / "release" / "exercises", folder)
    for name in NAMES:
        notebook, solutions = nbformat.read(folder / f"{name}.ipynb", as_version=4), _solutions(name)
        for cell in notebook.cells:
            grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if grade_id in solutions and grade_id.partition("-")[0] in solved:
                cell.source = (
                    f"{cell.source}\n{solutions[grade_id]}" if cell.cell_type == "code" else solutions[grade_id]
                )
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder


def _mark_at_the_desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the marks of every master in the reading beside the notebooks, under a reader's own name."""
    monkeypatch.setenv("READING_DIR", str(folder / "my-reading"))
    monkeypatch.setenv("READING_NAME", "Ana")
    for name in NAMES:
        exercise = open_exercise(name[:2])
        source = "\n".join(cell.source for cell in nbformat.read(MASTERS / f"{name}.ipynb", as_version=4).cells)
        for call in MARK.findall(source):
            exec(call, {question.key.name: question for question in exercise.questions})


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder, released, with three students, graded and given back."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(
        MASTERS, folder / "source" / "exercises", ignore=shutil.ignore_patterns("keys", "*.py", "my-reading")
    )
    shutil.copy(MASTERS / "nbgrader_config.py", folder)
    _nbgrader(folder, "generate_assignment")
    _hand_in(folder, "untouched", set())
    half = _hand_in(folder, "half", {"q1", "q2", "q5"})
    for name in set(NAMES) - set(HALF):
        (half / f"{name}.ipynb").unlink()
    path = half / f"{NAMES[0]}.ipynb"
    text = path.read_text(encoding="utf-8").replace("The article does not say.", "before July 31")
    path.write_text(text.replace('q1.reason = \\"\\"', f'q1.reason = \\"{REASON}\\"', 1), encoding="utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch:
        _mark_at_the_desk(_hand_in(folder, "solved", {f"q{number}" for number in range(1, 8)}), monkeypatch)
    _nbgrader(folder, "autograde")
    _nbgrader(folder, "generate_feedback")
    return folder


@pytest.fixture(scope="module")
def scores(course):
    """For each student and notebook: points of the checked part, their maximum, and whether a person is waited for."""
    found = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for student in ("untouched", "half", "solved"):
            for notebook in book.find_submission("exercises", student).notebooks:
                checked = [grade for grade in notebook.grades if grade.name.endswith("-check")]
                written = next(grade for grade in notebook.grades if grade.name.endswith("-written"))
                points = sum(grade.auto_score or 0 for grade in checked)
                most = sum(grade.max_score_gradecell for grade in checked)
                found[student, notebook.name] = (points, most, written.needs_manual_grade, written.auto_score)
    return found


def test_scores(scores, capsys):
    """Untouched gets nothing, solved gets everything that is checked, half is in between."""
    with capsys.disabled():
        print()
        for (student, name), (points, most, waits, _) in scores.items():
            waiting = ", a person is waited for" if waits else ""
            print(f"  {student:<10} {name:<24} {points:g} of {most:g} checked{waiting}")

    assert len(scores) == 3 * len(NAMES) == 18
    for name in NAMES:
        most = sum(key.points for key in read_keys(name[:2]).questions if key.kind != "open")
        assert scores["untouched", name][:2] == (0, most)
        assert scores["solved", name][:2] == (most, most)
        assert scores["half", name][:2] == (6 if name in HALF else 0, most)


def test_a_defensible_answer_with_its_reason_earns_full_points(course):
    """The half-done exercise 01 has such an answer in question 1."""
    notebook = nbformat.read(course / "autograded/half/exercises" / f"{NAMES[0]}.ipynb", as_version=4)
    first = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "q1-check")

    assert "◆ Defensible, with your reason" in first.outputs[0]["data"]["text/plain"]


def test_the_open_answer_waits_for_a_person(scores):
    """A written answer has no points until somebody reads it; an untouched one has none, and waits for nobody."""
    for name in NAMES:
        assert scores["solved", name][2:] == (True, None)
        assert scores["untouched", name][2:] == (False, 0)


def test_the_reading_of_the_desk_travels(course):
    """The file with the marks is handed in, graded, and still there."""
    handed_in = sorted(path.name for path in (course / "submitted/solved/exercises/my-reading").glob("*.json"))
    graded = sorted(path.name for path in (course / "autograded/solved/exercises/my-reading").glob("*.json"))

    assert len(handed_in) >= len(NAMES)
    assert set(handed_in) <= set(graded)


def test_feedback_says_what_to_look_at_again(course):
    """The page that a student gets back holds the check's own sentence and no hidden answer of the master."""
    page = (course / "feedback/untouched/exercises" / f"{NAMES[0]}.html").read_text(encoding="utf-8")

    assert "Not attempted" in page
    assert "The lede says that a letter was submitted" not in page


def test_released_copies_are_those_of_the_repository(course):
    """What a teacher's own nbgrader makes differs from the stored copy in nothing but blank ends of cells."""
    for name in NAMES:
        released = nbformat.read(course / "release" / "exercises" / f"{name}.ipynb", as_version=4)
        stored = nbformat.read(MASTERS.parent / f"{name}.ipynb", as_version=4)

        assert [cell.source.rstrip() for cell in released.cells] == [cell.source.rstrip() for cell in stored.cells]

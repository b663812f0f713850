"""The exercise notebooks: copies are those of their masters, hold no answer, and run untouched."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest

from helpers.article import CourseError
from helpers.build import execute, student_copy
from helpers.build.copies import EXERCISES, MASTERS
from helpers.build.notebooks import METADATA
from helpers.checks import ASPECTS, read_keys
from helpers.checks.keys import LEVELS

NAMES = [path.stem for path in sorted(MASTERS.glob("*.ipynb"))]
EACH = pytest.mark.parametrize("name", NAMES)
HIDDEN = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)\n(.*?)\n### END \1", re.S)


def _read(path):
    return nbformat.read(path, as_version=4)


def _master(name):
    return _read(MASTERS / f"{name}.ipynb")


def _hidden_lines(name):
    """Return every line that stands in a solution, a hidden test or a mark scheme of a master."""
    regions = (text for cell in _master(name).cells for _, text in HIDDEN.findall(cell.source))
    return [line.strip() for text in regions for line in text.splitlines() if len(line.strip()) > 3]


def _reasons(name):
    """Return the longer texts in quotation marks of a master's hidden lines."""
    return {text for line in _hidden_lines(name) for text in re.findall(r'"([^"]{25,})"', line)}


def test_there_is_an_exercise_for_each_lesson():
    copies = [path.stem for path in sorted(EXERCISES.glob("*.ipynb"))]

    assert copies == NAMES
    assert [name[:2] for name in NAMES] == ["01", "02", "03", "04", "05", "06"]


@EACH
def test_copy_has_not_drifted_from_its_master(name):
    """If this fails: run `make exercises`."""
    pytest.importorskip("nbgrader")

    assert (EXERCISES / f"{name}.ipynb").read_text(encoding="utf-8") == student_copy(MASTERS / f"{name}.ipynb")


@EACH
def test_copy_holds_no_answer(name):
    """Nothing hidden of a master is in its copy: not in a cell, an output or the metadata."""
    text = (EXERCISES / f"{name}.ipynb").read_text(encoding="utf-8")
    notebook = _read(EXERCISES / f"{name}.ipynb")
    sources = {line.strip() for cell in notebook.cells for line in cell.source.splitlines()}

    assert len(_hidden_lines(name)) > 20
    assert sources.isdisjoint(_hidden_lines(name))
    assert [reason for reason in _reasons(name) if reason in text] == []
    assert "BEGIN " not in text
    assert "import verify" not in text
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")


@EACH
def test_copy_holds_no_solution_of_the_key(name):
    """Neither a solution nor a hint of the key stands in the copy; they come when they are asked for."""
    text = (EXERCISES / f"{name}.ipynb").read_text(encoding="utf-8")
    for key in read_keys(name[:2]).questions:
        for secret in (key.solution, *key.hints, *(ruling.because for ruling in (*key.defensible, *key.contradicted))):
            assert secret not in text


@EACH
def test_notebook_asks_what_its_key_asks(name):
    """Each question of the key stands in the notebook, with its options and its points, and there are five to eight."""
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in _master(name).cells if "nbgrader" in cell.metadata}
    keys = read_keys(name[:2]).questions

    assert 5 <= len(keys) <= 8
    assert {"addresses", "choice", "marks", "open"} | {"text"} <= {key.kind for key in keys}
    assert {key.part for key in keys} == {"A", "B"}
    for key in keys:
        graded = cells[f"{key.name}-{'written' if key.kind == 'open' else 'check'}"].metadata.nbgrader
        assert key.ask in cells[f"{key.name}-text"].source
        assert all(f"**{letter}** {text}" in cells[f"{key.name}-text"].source for letter, text in key.options)
        assert (graded.grade, graded.points) == (True, key.points)


@EACH
def test_rubric_is_seen_by_the_student(name):
    """Five aspects in four levels, and the sentence that opinion is not graded."""
    text = "\n".join(cell.source for cell in _read(EXERCISES / f"{name}.ipynb").cells)

    assert all(f"| **{aspect}** |" in text for aspect in ASPECTS)
    assert all(f"{level} (" in text for level in LEVELS)
    assert "is not graded" in text


@EACH
def test_master_is_stored_as_it_ran(name):
    """Every code cell ran, in order; no error, no warning, no path of the machine; every check is passed."""
    notebook = _master(name)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in cells for output in cell.outputs]
    shown = [output["data"]["text/plain"] for output in outputs if "data" in output]

    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert dict(notebook.metadata) == METADATA
    assert {output.output_type for output in outputs} <= {"execute_result", "display_data"}
    assert sum(text.startswith("✓ Matches the key") for text in shown) == 6
    assert sum(text.startswith("✎ For your teacher") for text in shown) == 1
    assert any(text.startswith("Your progress. 6 of 6 checked") for text in shown)


@EACH
def test_sample_answer_is_sound(name):
    """The written answer of a master names sentences that exist, and quotes words of one article only as they stand."""
    from helpers.article import SEEDS, read_article

    texts = [read_article(SEEDS / f"{article}.txt") for article in read_keys(name[:2]).articles.values()]
    known = {"0.1", *(address for article in texts for address in article.sentences["sentence"])}
    written = next(cell for cell in _master(name).cells if cell.id.endswith("-written")).source
    quoted = [words.rstrip(".,") for words in re.findall(r'"([^"]+)"', written)]

    assert set(re.findall(r"\d+\.\d+", written)) <= known
    assert len(re.findall(r"\d+\.\d+", written)) >= 2
    assert [
        words for words in quoted if not any(words.casefold() in it.text.casefold() for it in texts) and words != "said"
    ] == []


@EACH
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_copy_runs_untouched(name, tmp_path):
    """An untouched copy runs top to bottom without an error, and says of every question that it is not attempted."""
    path = shutil.copy(EXERCISES / f"{name}.ipynb", tmp_path)
    execute(tmp_path / f"{name}.ipynb")
    shown = [
        output["data"]["text/plain"]
        for cell in _read(path).cells
        for output in cell.get("outputs", [])
        if output.output_type in ("execute_result", "display_data")
    ]

    assert sum(text.startswith("○ Not attempted") for text in shown) == len(read_keys(name[:2]).questions)
    assert any(text.startswith("Your progress. 0 of 6 checked") for text in shown)


def test_without_nbgrader_the_command_says_what_to_install(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "nbgrader", None)
    with pytest.raises(CourseError, match="nbgrader is not installed"):
        student_copy(MASTERS / f"{NAMES[0]}.ipynb")

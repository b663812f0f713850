"""An exercise in a real JupyterLab, as a student does it."""

from __future__ import annotations

import pytest

from tests.browser.lab import (
    accessibility_faults,
    cell_with,
    errors,
    open_lesson,
    restart_kernel,
    run_all,
    wait_quiet,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def exercise(page, course):
    """Exercise 01, run from top to bottom and untouched, in a reading that holds nothing."""
    course.forget()
    open_lesson(page, course, "01-map-the-article.ipynb", "exercises")
    run_all(page)
    wait_quiet(page)
    return page


def _run(page, text):
    """Run the cell with this text, as a click and Shift+Enter do; return it."""
    cell = cell_with(page, text)
    cell.locator(".jp-InputArea-prompt").click()
    page.keyboard.press("Shift+Enter")
    return cell


def _write(page, begins, source):
    """Replace what stands in a cell, and run it."""
    editor = cell_with(page, begins).locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    page.keyboard.press("Shift+Enter")


def _see(cell, text):
    cell.locator(".jp-OutputArea-output", has_text=text).first.wait_for()


def test_untouched_exercise_is_accessible(exercise):
    """Every question says that it is not attempted; axe finds nothing; the desk is there."""
    page = exercise
    assert page.locator(".jp-OutputArea-output", has_text="○ Not attempted. There is").count() == 7
    assert errors(page) == []
    assert accessibility_faults(page) == []


def _answer_after_a_hint(page):
    """Question 2: wrong, a hint, right."""
    _write(page, "q2.answer", "q2.answer = 38")
    _see(_run(page, "q2.check()"), "✗ Contradicted by the text")
    _see(cell_with(page, "q2.check()"), "1.1 A union representing")
    _write(page, "q2.help", 'q2.help("hint")')
    _see(cell_with(page, "q2.help"), "Hint 1 of 3")
    _write(page, "q2.answer", "q2.answer = 36")
    _see(_run(page, "q2.check()"), "✓ Matches the key")


def _answer_with_a_reason(page):
    """Question 1: an answer that needs its reason, and then the reason."""
    _write(page, "q1.answer", 'q1.answer = "before July 31"\nq1.reason = ""')
    _see(_run(page, "q1.check()"), "◇ Defensible: give your reason")
    _write(page, "q1.answer", 'q1.answer = "before July 31"\nq1.reason = "The mayor answered it that evening (13.1)."')
    _see(_run(page, "q1.check()"), "◆ Defensible, with your reason")


def test_wrong_then_hint_then_right(exercise):
    _answer_after_a_hint(exercise)


def test_defensible_with_its_reason(exercise):
    _answer_with_a_reason(exercise)


def test_restart_finds_the_progress_again(exercise):
    """After a restart only the first cell and the last one are run: both answers are still there."""
    page = exercise
    _answer_after_a_hint(page)
    _answer_with_a_reason(page)
    restart_kernel(page)
    _run(page, "open_exercise")
    progress = _run(page, "exercise.progress()")
    _see(progress, "2 of 6 checked; your written answer is for your teacher")
    rows = progress.locator("tbody tr").all_inner_texts()

    assert "◆ defensible, with your reason" in rows[0]
    assert "✓ matches the key" in rows[1]
    assert rows[1].split()[-1] == "1"
    assert accessibility_faults(page) == []

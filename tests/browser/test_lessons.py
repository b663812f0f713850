"""The lessons in a real JupyterLab: what only a browser can show."""

from __future__ import annotations

import pytest

from tests.browser.lab import (
    accessibility_faults,
    cell_with,
    errors,
    hosts,
    open_lesson,
    restart_kernel,
    run_all,
    wait_quiet,
)
from tests.lessons.test_lessons import LESSONS

pytestmark = pytest.mark.browser
EXPLORER = "TermExplorer(article)"


@pytest.fixture
def explorer(page, course):
    """Lesson 05, run, and the explorer in it."""
    open_lesson(page, course, "05-counting-words.ipynb")
    run_all(page)
    return cell_with(page, EXPLORER)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_runs_and_is_accessible(page, course, path):
    """Every cell runs without an error, every chart is drawn, and axe finds nothing in the outputs."""
    open_lesson(page, course, path.name)
    run_all(page)
    charts = path.read_text(encoding="utf-8").count('"application/vnd.vegalite.v5+json"')
    page.wait_for_function(
        "charts => document.querySelectorAll('.jp-RenderedVegaCommon5 canvas').length >= charts", arg=charts
    )
    wait_quiet(page)

    assert errors(page) == []
    assert accessibility_faults(page) == []


def test_error_in_a_cell_is_seen(page, course):
    """The check above can fail: a traceback and a warning are both found."""
    open_lesson(page, course, "00-start-here.ipynb")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("import warnings; warnings.warn('odd'); 1 / 0")
    page.keyboard.press("Shift+Enter")
    page.locator(".jp-OutputArea-output", has_text="ZeroDivisionError").first.wait_for()

    assert ["odd" in text or "ZeroDivisionError" in text for text in errors(page)] == [True, True]


def test_lesson_shows_its_charts_before_it_is_run(page, course):
    """Stored charts are drawn in a notebook that nobody has trusted or run."""
    open_lesson(page, course, "01-map-the-article.ipynb")
    page.wait_for_selector(".jp-RenderedVegaCommon5 canvas")

    assert page.locator(".jp-RenderedVegaCommon5 canvas").count() == 3


def test_first_desk_of_lesson_00_shows_the_article(page, course):
    """The first lesson opens with the desk on the article, and a word marked by keyboard comes back after a reload."""
    open_lesson(page, course, "00-start-here.ipynb")
    run_all(page)
    text = page.locator("[data-desk=text]").first
    text.wait_for()
    text.scroll_into_view_if_needed()
    assert "Immigration police launch political attack" in text.text_content()
    text.focus()
    for keys in ("ArrowRight", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(keys)
    text.locator("mark").first.wait_for()
    marked = text.locator("mark").first.text_content()

    open_lesson(page, course, "00-start-here.ipynb")
    run_all(page)
    again = page.locator("[data-desk=text] mark").first
    again.wait_for()
    assert again.text_content() == marked


def test_click_on_a_bar_lists_its_sentences(page, explorer):
    """The chart answers the click itself: other sentences are drawn."""
    canvas = cell_with(page, "frequency_lines_chart(counts").locator("canvas").first
    canvas.scroll_into_view_if_needed()
    before = canvas.screenshot()
    canvas.click(position={"x": 110, "y": 80})
    page.wait_for_timeout(800)

    assert canvas.screenshot() != before


def test_explorer_answers_the_keyboard(page, explorer):
    """Arrow keys choose a term, d pressed twice deletes no cell, and the sentences follow."""
    terms = explorer.get_by_label("Term", exact=True)
    cells = page.locator(".jp-Cell").count()
    assert explorer.get_by_label("Whose words").locator("option:checked", has_text="every voice").count() == 1
    terms.focus()
    page.keyboard.press("ArrowDown")
    explorer.locator("p[role=status]", has_text="“police” stands 15 times").wait_for()
    explorer.locator("input[type=checkbox]").focus()
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.wait_for_timeout(500)

    assert page.locator(".jp-Cell").count() == cells
    assert explorer.locator("mark").count() == 15


def test_explorer_searches_and_redraws(page, explorer):
    """Typing a pattern and Enter shows its sentences; the number of terms changes the chart."""
    search = explorer.get_by_label("Search a term")
    search.fill("attack*")
    search.press("Enter")
    explorer.locator("p[role=status]", has_text="“attack*” stands 4 times").wait_for()
    assert explorer.locator("mark").all_text_contents() == ["attack", "attacks", "attack", "attack"]

    height = explorer.locator("canvas").bounding_box()["height"]
    many = explorer.get_by_label("How many terms")
    many.fill("30")
    many.press("Enter")
    page.wait_for_function(
        "height => document.querySelector('.jupyter-widgets canvas').getBoundingClientRect().height > height",
        arg=height + 50,
    )
    assert explorer.get_by_label("Term", exact=True).locator("option").count() == 31


def test_explorer_works_twice_and_after_a_restart(page, explorer):
    """Shown in two views both follow; after a restart the cell makes it anew."""
    explorer.locator(".jp-OutputArea-output").first.click(button="right", position={"x": 5, "y": 200})
    page.locator(".lm-Menu-itemLabel", has_text="Create New View for Cell Output").click()
    page.wait_for_function("document.querySelectorAll('.widget-select select').length === 2")
    first, second = page.locator(".widget-select select").nth(0), page.locator(".widget-select select").nth(1)
    first.select_option("federal")
    page.wait_for_function(
        "[...document.querySelectorAll('.widget-select select')].every(list => list.value === 'federal')"
    )
    assert second.input_value() == "federal"

    page.locator(".jp-Notebook .jp-MarkdownCell").last.click()  # the menu acts on the notebook again
    restart_kernel(page)
    run_all(page)
    cell_with(page, EXPLORER).locator("p[role=status]", has_text="“ice” stands 19 times").wait_for()


def test_no_request_left_the_machine(page, course):
    """Everything that a lesson with charts and a widget asks for comes from the server under test."""
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    open_lesson(page, course, "05-counting-words.ipynb")
    run_all(page)
    wait_quiet(page)

    assert len(asked) > 50
    assert hosts(asked) == {"127.0.0.1"}

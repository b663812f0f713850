"""The forms of lesson 06 in a real JupyterLab, and its report in a real browser."""

from __future__ import annotations

import re

import pytest

from tests.browser.lab import (
    AXE,
    accessibility_faults,
    cell_with,
    open_lesson,
    restart_kernel,
    run_all,
    wait_quiet,
)

pytestmark = pytest.mark.browser
LESSON = "06-weigh-it-up.ipynb"


@pytest.fixture
def lesson(page, course):
    """Lesson 06, run, without anybody's reading."""
    course.forget()
    open_lesson(page, course, LESSON)
    run_all(page)
    return page


def _weigh(page):
    """Weigh the second claim at the form: say who says so, judge, and give evidence; return the form."""
    form = cell_with(page, "ClaimTable(")
    form.get_by_label("Claims").focus()
    page.keyboard.press("ArrowDown")
    form.locator("mark", has_text="the mayor of forbidding").wait_for()
    form.get_by_label("Who says so?").fill("the letter dd")
    page.keyboard.press("Tab")
    form.get_by_label("Your judgement").select_option(index=3)
    form.locator("p[role=status]", has_text="No evidence yet").wait_for()
    form.locator("td", has_text="WITHOUT EVIDENCE").wait_for()
    form.get_by_label("Evidence").fill('6.2, "no physical attacks"')
    page.keyboard.press("Enter")
    form.locator("p[role=status]", has_text="“no physical attacks” (6.1)").wait_for()


def test_claim_is_weighed_with_the_keyboard_and_survives_a_restart(lesson):
    """Typed, saved, met again after a restart; a key that is a shortcut of JupyterLab deletes no cell."""
    page = lesson
    cells = page.locator(".jp-Cell").count()
    _weigh(page)
    assert page.locator(".jp-Cell").count() == cells
    assert accessibility_faults(page) == []

    page.locator(".jp-Notebook .jp-MarkdownCell").last.click()
    restart_kernel(page)
    run_all(page)
    form = cell_with(page, "ClaimTable(")
    form.get_by_label("Claims").select_option(index=1)
    page.wait_for_function(
        "[...document.querySelectorAll('.jp-Notebook input')].some(box => box.value === 'the letter dd')"
    )
    assert form.locator("option", has_text=re.compile("^✓")).count() == 1


def test_report_is_one_page_with_nothing_for_axe_to_find(lesson, course):
    """Opened from the disk, with what was weighed in it; printed on one sheet."""
    page = lesson
    _weigh(page)
    run_all(page)
    wait_quiet(page)
    (path,) = (course.notebooks / "my-reading").glob("*.report.html")
    other = page.context.browser.new_page()
    other.goto(path.as_uri())
    text = other.locator("body").inner_text()
    pdf = other.pdf(prefer_css_page_size=True)
    found = other.context.new_cdp_session(other)
    found.send("Page.setBypassCSP", {"enabled": True})
    other.reload()
    other.evaluate(AXE)
    faults = other.evaluate("axe.run().then(result => result.violations.map(fault => fault.id))")
    other.close()

    assert "the letter dd" in text
    assert "6.2, “no physical attacks” (6.1)" in text
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert faults == []

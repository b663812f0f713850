"""The forms in a real JupyterLab: their answers reach the disk, come back after a restart, and axe finds nothing."""

from __future__ import annotations

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.build.notebooks import METADATA
from tests.browser.lab import (
    accessibility_faults,
    open_lesson,
    restart_kernel,
    run_all,
)

pytestmark = pytest.mark.browser
SOURCES = (
    "from helpers import forms, open_article, open_reading\nreading = open_reading(open_article())",
    "forms.FirstImpression(reading)",
    "forms.SourceGrid(reading, ['the letter', 'the mayor'])",
    "forms.VerbSwap(reading, '6.1')",
)


@pytest.fixture
def forms(page, course):
    """A notebook of forms, run, in a reading that holds nothing."""
    cells = [new_code_cell(source, id=f"c{number}") for number, source in enumerate(SOURCES)]
    nbformat.write(new_notebook(cells=cells, metadata=METADATA), course.notebooks / "forms.ipynb")
    course.forget()
    open_lesson(page, course, "forms.ipynb")
    run_all(page)
    page.get_by_label("Put in its place").wait_for()
    return page


def _saved(course) -> dict[str, object]:
    """Return the answers on the disk."""
    files = list((course.notebooks / "my-reading").glob("*.json"))
    items = json.loads(files[0].read_text(encoding="utf-8"))["items"] if files else []
    return {item["body"][0]["key"]: item["body"][0]["value"] for item in items}


def _wait_saved(page, cell: str) -> None:
    page.locator(".jp-CodeCell", has_text=cell).locator("p[role=status]", has_text="Saved at").wait_for()


def test_forms_are_accessible(forms):
    """axe finds nothing in any of them, and every control has a name."""
    assert accessibility_faults(forms) == []


def test_answers_reach_the_disk_and_come_back(forms, course):
    """Written by keyboard alone, saved, and shown again after the kernel is restarted."""
    page = forms
    cells = page.locator(".jp-Cell").count()
    page.get_by_label("A claim that I accept:").focus()
    page.keyboard.type("dd The union sent a letter")  # "d d" would delete the cell
    page.keyboard.press("Tab")
    page.keyboard.type("2.1")
    page.keyboard.press("Enter")
    _wait_saved(page, "FirstImpression")
    page.get_by_label("Named: does the article name the source?").select_option("partly")
    _wait_saved(page, "SourceGrid")
    page.get_by_label("What changed?").focus()
    page.keyboard.type("It sounds less sure.")
    page.keyboard.press("Tab")
    _wait_saved(page, "VerbSwap")

    assert page.locator(".jp-Cell").count() == cells
    saved = _saved(course)
    assert saved["first-impression"]["accept"] == {"claim": "dd The union sent a letter", "sentence": "2.1"}
    assert saved["source-grid/the letter"]["named"]["value"] == "partly"
    assert saved["verb-swap/6.1"]["changed"] == "It sounds less sure."

    page.locator(".jp-InputArea-editor").first.click()
    restart_kernel(page)
    run_all(page)
    page.wait_for_function("document.querySelector('.widget-text input')?.value === 'dd The union sent a letter'")
    assert page.get_by_label("Named: does the article name the source?").input_value() == "partly"
    assert page.get_by_label("What changed?").input_value() == "It sounds less sure."


def test_first_impression_is_locked_for_good(forms, course):
    """Filled in, asked once, locked; after running the cell again only the table is there, and axe is content."""
    page = forms
    for number, (label, address) in enumerate({"accept": "1.1", "doubt": "8.1", "cannot judge": "11.2"}.items(), 1):
        page.get_by_label(f"A claim that I {label}:").fill(f"Claim {number}")
        page.get_by_label("Its sentence (such as 7.2):").nth(number - 1).fill(address)
    page.get_by_label("How sure are you of all this?").select_option("3: fairly sure")
    page.get_by_label("Range 1: from paragraph").select_option("1")
    page.get_by_label("to paragraph", exact=True).select_option("18")
    page.get_by_label("is", exact=True).select_option("mixed")
    page.get_by_label("How do you know (range 1)?").fill("It reports and it judges.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lock my first impression").click()
    page.get_by_role("button", name="Yes, lock it").click()
    page.locator("p[role=status]", has_text="Locked at").wait_for()
    run_all(page)
    page.locator("p[role=status]", has_text="Locked at").wait_for()

    assert page.get_by_label("A claim that I accept:").count() == 0
    assert page.get_by_text("Claim 2 (8.1)").count() == 1
    assert accessibility_faults(page) == []
    assert _saved(course)["first-impression/locked"] is True

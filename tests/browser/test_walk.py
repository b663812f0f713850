"""One student, one browser, the whole course: nothing fails, and what is done in a lesson is met again later."""

from __future__ import annotations

import csv

import pytest

from tests.browser.lab import cell_with, drag, errors, open_lesson, run_all, wait_quiet
from tests.lessons.test_lessons import LESSONS

pytestmark = pytest.mark.browser
IMPRESSION = {"accept": ("A union wrote", "2.1"), "doubt": ("No attacks", "6.1"), "cannot judge": ("Threats", "3.1")}


class Walk:
    """A student who opens lessons, runs them, and does by hand what they ask for."""

    def __init__(self, page, course):
        self.page, self.course = page, course

    def open(self, number):
        """Open a lesson as it is stored, run it, and look for a fault."""
        (name,) = [path.name for path in LESSONS if path.name.startswith(number)]
        open_lesson(self.page, self.course, name)
        run_all(self.page)
        wait_quiet(self.page)
        assert errors(self.page) == []

    def cell(self, source):
        return cell_with(self.page, source)

    def run(self, source, shows):
        """Run one cell again, as the lesson says, until its output shows some words."""
        cell = self.cell(source)
        cell.locator(".jp-InputArea-editor").first.click()
        self.page.keyboard.press("Shift+Enter")
        cell.locator(".jp-OutputArea", has_text=shows).first.wait_for()
        assert errors(self.page) == []

    def mark(self, source, label, words, reason=""):
        """Mark words at the desk of a cell, and give the reason if the desk asks for one."""
        desk = self.cell(source)
        text = desk.locator("[data-desk=text]")
        text.wait_for()
        desk.locator("[data-desk=label]", has_text=label).click()
        drag(self.page, text, words)
        desk.locator("[role=status]", has_text=f"Marked “{words}” as {label}").wait_for(state="attached")
        if reason:
            self.page.keyboard.type(reason)
            self.page.keyboard.press("Enter")
            desk.locator("[role=status]", has_text="Note saved").wait_for(state="attached")

    def write(self, form, answers):
        """Fill in fields of a form by their labels; a list of choices is chosen from."""
        for label, value in answers.items():
            field = self.cell(form).get_by_label(label, exact=True)
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
                field.press("Tab")


def start_here(walk):
    """Lesson 00: practise at the desk, lock a first impression."""
    walk.open("00")
    walk.mark("desk = Desk", "source", "The union")
    walk.run("desk.marks", "The union")
    form = walk.cell("FirstImpression(")
    for number, (label, (claim, address)) in enumerate(IMPRESSION.items()):
        walk.write("FirstImpression(", {f"A claim that I {label}:": claim})
        form.get_by_label("Its sentence (such as 7.2):").nth(number).fill(address)
    walk.write("FirstImpression(", {"How sure are you of all this?": "3: fairly sure"})
    walk.write("FirstImpression(", {"Range 1: from paragraph": "1", "to paragraph": "18", "is": "mixed"})
    walk.write("FirstImpression(", {"How do you know (range 1)?": "It reports and it judges."})
    form.get_by_role("button", name="Lock my first impression").click()
    form.get_by_role("button", name="Yes, lock it").click()
    form.locator("p[role=status]", has_text="Locked at").wait_for()


def map_the_article(walk):
    """Lesson 01: change an address and run the cell again."""
    walk.open("01")
    walk.cell('passage(article, "7.2")').locator(".cm-content").click()
    walk.page.keyboard.press("Control+a")
    walk.page.keyboard.type('passage(article, "12.2")')
    walk.page.keyboard.press("Shift+Enter")
    changed = walk.cell('passage(article, "12.2")')
    changed.locator(".jp-OutputArea", has_text="one-tenth of the local population").first.wait_for()
    assert errors(walk.page) == []


def who_is_speaking(walk):
    """Lesson 02: mark a source, see it beside the helper's, answer in the grid."""
    walk.open("02")
    walk.mark("desk = Desk", "source", "Mayor Wheeler")
    walk.run("side_by_side(", "You have marked 2 sources.")
    walk.write("SourceGrid(", {"Named: does the article name the source?": "partly"})
    walk.cell("SourceGrid(").locator("p[role=status]", has_text="Saved at").wait_for()


def quoted_or_paraphrased(walk):
    """Lesson 03: the sources of 02 are there; swap a verb."""
    walk.open("03")
    walk.cell("how_given(").get_by_text("You have marked 2 sources.").wait_for()
    walk.write('VerbSwap(reading, "17.2")', {"What changed?": "It sounds more certain."})
    walk.cell('VerbSwap(reading, "17.2")').locator("p[role=status]", has_text="Saved at").wait_for()


def loaded_language(walk):
    """Lesson 04: five loaded words, each with its reason, open the reference and the helper's marks."""
    walk.open("04")
    for words in ("terror", "absurd", "empty", "fascistic", "inflammatory"):
        walk.mark("desk = Desk", "evaluation", words, "It judges and names no act.")
    walk.run("your_marks(desk.reading, words", "only the reference")
    walk.run("your_marks(desk.reading, found", "inflammatory")


def counting_words(walk):
    """Lesson 05: count the words of one voice."""
    walk.open("05")
    explorer = walk.cell("TermExplorer(")
    explorer.get_by_label("Whose words").select_option("Ted Wheeler, quoted")
    explorer.locator("p[role=status]", has_text="in the part “Ted Wheeler, quoted”").wait_for()


def weigh_it_up(walk):
    """Lesson 06: sources, marks and first impression are there; weigh, look again, plan a check, report."""
    walk.open("06")
    walk.cell("sources(reading)").get_by_text("Sources that reader wrote down").wait_for()
    walk.cell("sources(reading)").get_by_text("named: partly").wait_for()
    walk.cell("loaded_words(reading)").get_by_text("It judges and names no act.").first.wait_for()
    walk.cell("BeforeAndAfter(").get_by_text("A union wrote").first.wait_for()
    walk.write("ClaimTable(", {"Who says so?": "the union, I think", "Evidence": "1.1"})
    walk.cell("ClaimTable(").locator("p[role=status]", has_text="1.1").first.wait_for()
    walk.run("claims_frame(", "the union, I think")
    walk.write("BeforeAndAfter(", {"Now": "it stayed", "What I think now": "The same.", "Evidence": "2.1"})
    walk.run("impression_frame(", "it stayed")
    walk.run("write_report(", ".report.csv")


def your_own_article(walk):
    """Lesson 07: the second article, with one answer on the worksheet."""
    walk.open("07")
    walk.mark("Desk(reading)", "source", "Mayor Ines Calder")
    walk.run("write_report(", ".report.html")


LESSON_BY_LESSON = (
    start_here,
    map_the_article,
    who_is_speaking,
    quoted_or_paraphrased,
    loaded_language,
    counting_words,
    weigh_it_up,
    your_own_article,
)


def test_a_student_walks_through_the_whole_course(page, course):
    """Eight lessons in one go, in one reading; the report at the end holds what was done on the way."""
    assert len(LESSON_BY_LESSON) == len(LESSONS)
    for lesson in LESSON_BY_LESSON:
        lesson(Walk(page, course))
    (report,) = (course.notebooks / "my-reading").glob("immigration*.report.csv")
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = [" ".join(row) for row in csv.reader(file)]

    for words in ("A union wrote", "it stayed", "Mayor Wheeler", "It judges and names no act.", "the union, I think"):
        assert [row for row in rows if words in row]

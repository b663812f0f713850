"""What to ask of any article: the checks of the lateral-reading sheet, and the questions of the worksheet."""

from __future__ import annotations

import csv
import re
from typing import NamedTuple

import pandas as pd

from helpers.article import ADDRESS, Article, CourseError, complain, find_evidence, has_tables, table_path


class Check(NamedTuple):
    """One thing to look for outside the text: what, which sentences it bears on, and a hint."""

    check: str
    tests: str
    hint: str

    @property
    def key(self) -> str:
        """The key of its answer in a reading."""
        return f"lateral.{'-'.join(re.findall(r'[a-z0-9]+', self.check.casefold())[:8])}"


class Question(NamedTuple):
    """One question of the worksheet."""

    name: str
    short: str
    text: str
    hint: str

    @property
    def key(self) -> str:
        """The key of its answer in a reading."""
        return f"worksheet.{self.name}"


ANY_ARTICLE = (
    Check("Each document that the article names", "every claim taken from it", "Is all of it public? Where?"),
    Check("The full words of each person who is quoted", "every quotation", "A speech, minutes, a video, a letter."),
    Check("The words of those who are only spoken about", "what is said of them", "Have they answered anywhere?"),
    Check("Numbers from whoever counted", "each number", "Who counted, when, and what was counted?"),
    Check("Reports of newsrooms of differing outlook", "the main facts", "What do all report, and what only one?"),
    Check("The publisher and the writer of this article", "the whole text", "What do others say about them?"),
)

WORKSHEET = tuple(
    Question(*row)
    for row in (
        ("publisher", "Publisher", "Who publishes this, who wrote it, and when?", "How does the file tell you?"),
        (
            "kind",
            "Kind of text",
            "What kind of text is it: report, analysis, opinion, advocacy, mixed?",
            "Where does it change?",
        ),
        ("heading", "Heading and body", "Does the heading say what the body says?", "Wider, stronger, or more exact?"),
        (
            "dates",
            "Numbers and dates",
            "Do the numbers and the dates agree with each other?",
            "Count before you answer.",
        ),
        (
            "speakers",
            "Who speaks",
            "Who speaks, and who is only spoken about?",
            "People, bodies, documents, unnamed groups.",
        ),
        (
            "missing",
            "Who is missing",
            "Who is missing that you would want to hear?",
            "Somebody whom the matter touches.",
        ),
        (
            "no-source",
            "Claims without a source",
            "Which claims have no source?",
            "The helper cannot find these. You can.",
        ),
        (
            "quoted",
            "Quoted or paraphrased",
            "Which words are a source's own, and which are the writer's wording of it?",
            "Look at one claim that is given twice.",
        ),
        (
            "verbs",
            "Reporting verbs",
            "Which reporting verb tells you how to take the claim?",
            "Try another verb in its place.",
        ),
        (
            "loaded",
            "Loaded words",
            "Which loaded words are there, and in whose voice?",
            "Loaded does not mean wrong. Quoted words count too.",
        ),
        (
            "counts",
            "Counts",
            "What do the most frequent words show, and what do they hide?",
            "Go back to the sentences.",
        ),
        (
            "helper",
            "The helper's mistakes",
            "Where was the helper wrong, or not sure?",
            "Name a row, and say what it should be.",
        ),
        (
            "trust",
            "What earns trust",
            "What in this text earns your trust, and what does not?",
            "One address for each.",
        ),
        (
            "elsewhere",
            "What to check first",
            "What would you check first outside this text?",
            "And what would change your mind?",
        ),
    )
)


def checks_for(article: Article) -> list[Check]:
    """Return the checks beside an article's file (``NAME.checks.csv``), else those that fit any article.

    Raises ``CourseError`` for a line without its three cells, or with an address that the article does not have.

    >>> checks_for(Article.from_text("One."))[0].check
    'Each document that the article names'
    """
    if not has_tables(article, "checks"):
        return list(ANY_ARTICLE)
    file = table_path(article, "checks")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    checks = []
    for number, row in enumerate(rows, 2):
        cells = [row.get(name) or "" for name in Check._fields]
        if not all(cell.strip() for cell in cells):
            raise complain(file, f"line {number} needs {', '.join(Check._fields)}; fill in each.")
        checks.append(_checked(article, Check(*cells), f"{file}, line {number}"))
    return checks


def checks_frame(article: Article) -> pd.DataFrame:
    """Return the checks as a frame: check, bears_on, hint (all text)."""
    rows = [(check.check, check.tests, check.hint) for check in checks_for(article)]
    return pd.DataFrame(rows, columns=["check", "bears_on", "hint"]).astype("str")


def questions_frame() -> pd.DataFrame:
    """Return the questions of the worksheet as a frame: question, hint (all text)."""
    rows = [(question.text, question.hint) for question in WORKSHEET]
    return pd.DataFrame(rows, columns=["question", "hint"]).astype("str")


def _checked(article: Article, check: Check, where: str) -> Check:
    problems = find_evidence(article, check.tests).problems if ADDRESS.search(check.tests) else []
    if problems:
        raise CourseError(f"{where}: {problems[0]} Correct the address.")
    return check

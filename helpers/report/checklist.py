"""What to ask of any article: the checks of the lateral-reading sheet, and the questions of the worksheet."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.article import ADDRESS, Article, CourseError, Row, complain, find_evidence, has_tables, table_path
from helpers.reading import LATERAL, WORKSHEET


class Check(NamedTuple):
    """One thing to look for outside the text: what, which sentences it bears on, and a hint."""

    check: str
    tests: str
    hint: str

    @property
    def key(self) -> str:
        """The key of its answer in a reading."""
        return f"{LATERAL}.{'-'.join(re.findall(r'[a-z0-9]+', self.check.casefold())[:8])}"


class Question(NamedTuple):
    """One question of the worksheet."""

    name: str
    short: str
    text: str
    hint: str

    @property
    def key(self) -> str:
        """The key of its answer in a reading."""
        return f"{WORKSHEET}.{self.name}"


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


ANY_ARTICLE = tuple(Check(**row) for row in _rows(Path(__file__).with_name("checks.csv")))
QUESTIONS = tuple(Question(**row) for row in _rows(Path(__file__).with_name("worksheet.csv")))


def checks_for(article: Article) -> list[Check]:
    """Return the checks beside an article's file (``NAME.checks.csv``), else those that fit any article.

    Raises ``CourseError`` for a line without its three cells, or with an address that the article does not have.

    >>> checks_for(Article.from_text("One."))[0].check
    'Each document that the article names'
    """
    if not has_tables(article, "checks"):
        return list(ANY_ARTICLE)
    file = table_path(article, "checks")
    checks = []
    for number, row in enumerate(_rows(file), 2):
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
    rows = [(question.text, question.hint) for question in QUESTIONS]
    return pd.DataFrame(rows, columns=["question", "hint"]).astype("str")


def _checked(article: Article, check: Check, where: str) -> Check:
    problems = find_evidence(article, check.tests).problems if ADDRESS.search(check.tests) else []
    if problems:
        raise CourseError(f"{where}: {problems[0]} Correct the address.")
    return check

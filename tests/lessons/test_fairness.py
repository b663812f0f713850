"""The glossary has every word to keep, and the tally on the fairness page is the one that the lessons give."""

from __future__ import annotations

import re

import nbformat
import pytest

from helpers.article import ROOT
from tests.lessons import tally
from tests.lessons.test_lessons import LESSONS

PAGES = [ROOT / "notebooks" / name for name in ("GLOSSARY.md", "FAIRNESS.md")]
ROW = re.compile(r"^\| \*\*(.+?)\*\* \| (.+) \|$", re.M)


def _glossary() -> list[tuple[str, str]]:
    return ROW.findall(PAGES[0].read_text(encoding="utf-8"))


def test_glossary_is_in_order_and_without_doubles():
    """One row a word, each with a meaning."""
    words = [word for word, _ in _glossary()]

    assert words == sorted(set(words), key=str.casefold)
    assert len(words) > 50
    assert all(meaning.strip() for _, meaning in _glossary())


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_words_to_keep_are_in_the_glossary(path):
    """Every word of the table at a lesson's end."""
    cells = nbformat.read(path, as_version=4).cells
    (kept,) = [cell.source for cell in cells if cell.source.startswith("## Words to keep")]
    words = {word for words, _ in ROW.findall(kept) for word in words.split(", ")}

    assert len(words) >= 5
    assert words - {word for word, _ in _glossary()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_of_a_page_lead_somewhere(page):
    """Each is a file of the project."""
    links = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))

    assert links
    assert [link for link in links if not (page.parent / link).is_file()] == []


def test_addresses_on_the_fairness_page_exist(article):
    """The places where the article criticises each side."""
    named = set(re.findall(r"`(\d+\.\d+)`", PAGES[1].read_text(encoding="utf-8")))

    assert {"8.1", "11.1", "15.2", "16.1"} <= named <= set(article.sentences["sentence"])


# The tally ----------------------------------------------------------------------------


def test_tally_on_the_page_is_the_one_counted():
    """After a change to a lesson: python -m tests.lessons.tally."""
    assert tally.stored() == tally.table()


@pytest.mark.parametrize(
    ("question", "voices"),
    [
        ("Who accuses in 3.1?", ["the letter and the union"]),
        ("What does the mayor's answer show?", ["the mayor"]),
        ("What did Sessions say in 17.2?", ["the officials"]),
        ("Which word in 8.1 judges?", ["the article itself"]),
        ("Does the article quote the union?", ["the letter and the union", "the article itself"]),
        ("Is 38 the right number, or 36.5?", []),
        ("Who is missing?", []),
    ],
)
def test_voice_of_a_question(question, voices):
    """By name, or by address."""
    assert tally.put_to(question) == voices


def test_questions_are_sentences_that_end_in_a_question_mark(tmp_path):
    """Tags and emphasis go, addresses keep their dot, a cell of a table is its own sentence."""
    path = tmp_path / "00-x.ipynb"
    source = "Look. **Who** says `7.2`? Yes.\n\n| a | Is it <b>so</b>? |\n- Why? Because."
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source)]), path)

    assert tally.questions(path) == ["Who says 7.2?", "Is it so?", "- Why?"]


@pytest.mark.parametrize("path", tally.lessons()[2:], ids=lambda path: path.stem)
def test_lesson_puts_as_many_questions_to_each_voice(path):
    """From lesson 02 on, where voices are told apart: no voice gets more than one question more than another."""
    rows = [tally.put_to(question) for question in tally.questions(path)]
    counts = [sum(voice in row for row in rows) for voice in tally.VOICES]

    assert min(counts) >= 2
    assert max(counts) - min(counts) <= 1


def test_course_puts_about_as_many_questions_to_each_voice():
    """Over all lessons, within 15% of the mean."""
    rows = [tally.put_to(question) for path in tally.lessons() for question in tally.questions(path)]
    counts = [sum(voice in row for row in rows) for voice in tally.VOICES]
    mean = sum(counts) / len(counts)

    assert [count for count in counts if not 0.85 * mean <= count <= 1.15 * mean] == []

"""One pattern of an address, one finder of words: cases as data, with what must not be found among them."""

from __future__ import annotations

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from helpers.article import ADDRESS, Article, CourseError, find_evidence, find_words, place_of
from helpers.reading import Reading
from helpers.report import write_report

TWICE = Article.from_text("The end. They saw the end of the end.")

ADDRESSES = [
    ("see 7.2", ["7.2"], "an address in a sentence"),
    ("7.2, 13.1 and 0.1", ["7.2", "13.1", "0.1"], "several"),
    ("(6.1)", ["6.1"], "in brackets"),
    ("It says so in 5.3.", ["5.3"], "a full stop ends the sentence, not the address"),
    ("12.5%", [], "a share"),
    ("12.5 %", [], "a share with a space"),
    ("12.5 percent", [], "a share in words"),
    ("$12.9 million", [], "money"),
    ("€12.9", [], "money of another kind"),
    ("1,400.5", [], "the end of a longer number"),
    ("2.8.2018", [], "a date"),
    ("version 1.2.3", [], "a version"),
]


@pytest.mark.parametrize(("text", "found", "why"), ADDRESSES, ids=[why for *_, why in ADDRESSES])
def test_addresses_in_a_text(text, found, why):
    """What looks like an address and is none is left alone."""
    assert ADDRESS.findall(text) == found, why


def test_a_share_is_no_evidence():
    """It is not taken for a sentence that the text lacks."""
    assert find_evidence(TWICE, "12.5% of the vote, 1.1").problems == []


WORDS = [
    ("the end", "", 1, "the end", 18, "the words as they stand come before the same words in capitals"),
    ("The end", "", 1, "The end", 0, "capitals are kept where they are given"),
    ("the end", "1.2", 1, "the end", 18, "in a sentence, its own first place"),
    ("the end", "1.2", 2, "the end", 29, "and its second"),
    ("THE END", "1.2", 1, "the end", 18, "in any capitals"),
    ("they  saw", "", 1, "They saw", 9, "in any spaces"),
    ("he", "", 1, "he", 1, "inside a word, where it stands nowhere else"),
]


@pytest.mark.parametrize(("words", "sentence", "nth", "text", "start", "why"), WORDS, ids=[row[-1] for row in WORDS])
def test_words_in_a_text(words, sentence, nth, text, start, why):
    """The place, and what stands there."""
    span = find_words(TWICE, words, sentence, nth=nth)

    assert span == (start, start + len(text)), why
    assert TWICE.text[slice(*span)] == text


@pytest.mark.parametrize("words", ["the ends", "", "   ", "end the"])
def test_words_that_are_not_there(words):
    """None, and no error."""
    assert find_words(TWICE, words) is None


def test_exact_words_differ_in_nothing():
    """A row of a table names its words to the letter, and whole words."""
    assert find_words(TWICE, "THE END", exact=True) is None
    assert find_words(TWICE, "he", exact=True) is None


def test_a_sentence_that_is_not_there():
    """One sentence says so."""
    with pytest.raises(CourseError, match=r"no sentence '9\.9'; correct the address"):
        find_words(TWICE, "end", "9.9")


@given(st.text(max_size=40), st.text(max_size=8))
def test_what_is_found_reads_like_what_was_asked(text, words):
    """Whatever the text: the place holds the words, but for capitals, marks and spaces."""
    article = Article.from_text(text + " " + words + " " + text)
    span = find_words(article, words)

    assert (span is None) == (not words.strip()) or words not in article.text
    if span:
        assert place_of(article, *span).text == article.text[slice(*span)] != ""


def test_a_report_is_about_the_text_that_was_read(tmp_path):
    """It takes its article from the reading, so it cannot be asked for about another."""
    reading = Reading.load(tmp_path / "a.json", Article.from_text("It rained."))
    reading.set_answer("claim.1.1.it", {"sentence": "1.1", "text": "It rained", "judgement": "x", "evidence": "1.1"})
    with pytest.raises(TypeError):
        write_report(TWICE, reading)

    assert "with evidence" in write_report(reading).with_suffix(".csv").read_text(encoding="utf-8-sig")


def test_a_fault_is_one_sentence_in_a_notebook():
    """What stands below the cell is the sentence, and none of the code that found the fault."""
    code = "from helpers import open_article, passage\npassage(open_article(), '99.9')"
    notebook = new_notebook(cells=[new_code_cell(code, id="a")])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    (output,) = nbformat.from_dict(notebook).cells[0].outputs

    assert (output.output_type, output.ename) == ("error", "CourseError")
    assert output.traceback == [f"CourseError: {output.evalue}"]
    assert output.evalue.startswith("'99.9': there is no such sentence; the last address")

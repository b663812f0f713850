from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article
from helpers.article.quotation_marks import pair_marks
from helpers.article.segments import paragraph_spans
from tests.cases import load

MARKS = st.text(alphabet="\"“”'‘’`«» ab.\n,-5sn", max_size=80)


def pieces(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in pair_marks(text, paragraph_spans(text)).quotes]


@pytest.mark.parametrize("case", load("quotes"), ids=lambda case: case["label"])
def test_marks_pair_as_a_reader_pairs_them(case: dict) -> None:
    """Each case gives the words in marks, in order."""
    expected = [text for text, _ in case["quotes"]]

    assert expected == pieces(case["text"])


@pytest.mark.parametrize("case", load("quotes"), ids=lambda case: case["label"])
def test_stray_marks_are_reported(case: dict) -> None:
    """Every mark without a partner is a row of the article's problems, and no other mark is."""
    problems = Article.from_text(case["text"]).problems

    assert case.get("stray", 0) == len(problems)


def test_a_problem_says_what_to_do() -> None:
    """The text of the problem names the fault and the remedy."""
    problem = Article.from_text('One "mark only.').problems.loc[0, "problem"]

    assert "no partner" in problem
    assert "add the missing mark" in problem


def test_a_reopened_quotation_is_one() -> None:
    """The pieces of a quotation over three paragraphs share one number."""
    text = '"One.\n\n"Two.\n\n"Three," he said. "Four."'
    found = pair_marks(text, paragraph_spans(text)).quotes

    assert [quote.quotation for quote in found] == [1, 1, 1, 2]


def test_a_quotation_inside_a_quotation_is_deeper() -> None:
    """Depth counts the quotations around a quotation."""
    text = "“She said ‘no’ twice,” he said."
    found = pair_marks(text, [(0, len(text))]).quotes

    assert [quote.depth for quote in found] == [0, 1]


@given(MARKS)
def test_quotes_lie_inside_their_paragraph(text: str) -> None:
    """No quotation crosses the end of its paragraph, and the marks enclose it."""
    spans = paragraph_spans(text)
    for quote in pair_marks(text, spans).quotes:
        assert any(a <= quote.outer[0] <= quote.start < quote.end <= quote.outer[1] <= b for a, b in spans)


@given(MARKS)
def test_quotes_nest_or_stand_apart(text: str) -> None:
    """Two quotations never overlap in part."""
    found = pair_marks(text, paragraph_spans(text)).quotes
    for one in found:
        for two in found:
            apart = one.outer[1] <= two.outer[0] or two.outer[1] <= one.outer[0]
            inside = one.start <= two.outer[0] and two.outer[1] <= one.outer[1]
            around = two.start <= one.outer[0] and one.outer[1] <= two.outer[1]
            assert one is two or apart or inside or around


@given(MARKS, MARKS)
def test_a_paragraph_does_not_spoil_the_next(first: str, second: str) -> None:
    """What stands in one paragraph changes no pair in the next, unless a quotation runs on."""
    text = f"{first}\n\nplain words\n\n{second}"
    offset = len(text) - len(second)
    spans = [(a + offset, b + offset) for a, b in paragraph_spans(second)]
    alone = [(q.start, q.end) for q in pair_marks(text, spans).quotes]
    together = [(q.start, q.end) for q in pair_marks(text, [(0, offset), *spans]).quotes if q.start >= offset]

    assert alone == together


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ['"', "“", "“”", "'", "‘a ", '" ', "'a ", "''", "`"])
def test_a_megabyte_of_marks_is_read(unit: str) -> None:
    """Long runs of marks take seconds, not hours."""
    text = unit * (1_000_000 // len(unit))

    assert pair_marks(text, [(0, len(text))]).quotes is not None

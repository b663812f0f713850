from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import SEEDS, Article, read_article
from helpers.attribution import find_quotes
from tests.cases import filled, parameters

COLUMNS = ["start", "end", "text", "kind", "sentence", "quotation"]
PIECES = [*"\"“”‘’'", "\n\n", *"Ann Lee |said |that |he |, |. |The plan |was |saying ".split("|")]
PROSE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.fixture(scope="module")
def quotes() -> pd.DataFrame:
    return find_quotes(read_article(SEEDS / "000_7dc0b1a87110e614.txt"))


@pytest.mark.parametrize("case", parameters("quotes"))
def test_quotes_have_their_kind(case: dict) -> None:
    """Each case gives the words in marks with their kinds."""
    assert case["quotes"] == filled(find_quotes(Article.from_text(case["text"])), ["text", "kind"])


def test_the_columns_are_the_designs() -> None:
    """The frame has the columns of the design, also when it is empty."""
    assert list(find_quotes(Article.from_text("")).columns) == COLUMNS


def test_the_articles_quotes_have_the_kinds_that_the_lesson_names(quotes: pd.DataFrame) -> None:
    """The kinds in the article are those that lesson 03 teaches."""
    expected = [
        ["3.2", "partial"],
        ["3.2", "partial"],
        ["4.1", "term"],
        ["4.2", "term"],
        ["5.1", "term"],
        ["7.2", "direct"],
        ["10.1", "term"],
        ["13.1", "partial"],
        ["14.1", "partial"],
        ["15.1", "term"],
    ]

    assert expected == quotes[["sentence", "kind"]].values.tolist()


def test_the_articles_terms_are_the_ones_in_marks(quotes: pd.DataFrame) -> None:
    """The terms are the five that the lesson lists."""
    terms = quotes.loc[quotes["kind"] == "term", "text"].to_list()

    assert terms == ["terror", "war on terror", "Occupy ICE", "Occupy ICE", "sanctuary"]


@given(st.one_of(st.text(max_size=120), PROSE))
def test_any_text_gives_quotes_whose_offsets_hold(text: str) -> None:
    """Whatever the text, each row's offsets give its words."""
    article = Article.from_text(text)
    for row in find_quotes(article).itertuples():
        assert article.text[row.start : row.end] == row.text

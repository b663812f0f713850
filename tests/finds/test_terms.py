"""Every count leads back to the places that it counted."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfreq import get_frequency_dict

from helpers.article import Article, CourseError, entries
from helpers.attribution import share_of_voice
from helpers.finds import (
    concordance,
    count_terms,
    dispersion,
    keyness,
    normalise,
    paragraph_lengths,
    stop_words,
    terms_by_voice,
)
from helpers.finds.contexts import cut_left, cut_right
from tests.article.test_article import HOSTILE
from tests.frames import assert_offsets

SMALL = Article.from_text("The city paid. A City’s plan: the city-wide plan!\n\nNo plan for the city.")


# Counts ---------------------------------------------------------------------------


def test_counts_of_the_article(article):
    """Figures that lesson 05 gives, counted by hand with an editor's search."""
    counts = count_terms(article).set_index("term")["count"]

    assert counts[["ice", "police", "federal", "sanctuary"]].to_list() == [19, 15, 12, 4]
    assert count_terms(article, stop_words=())["term"].iloc[0] == "the"


def test_capitals_and_curly_marks_do_not_make_another_term():
    """City’s and city's are one term, city another."""
    counts = count_terms(SMALL).set_index("term")["count"]

    assert counts.to_dict() == {"plan": 3, "city": 2, "city's": 1, "city-wide": 1, "paid": 1}


def test_each_position_holds_the_term_that_it_counts(article):
    """The whole table, walked: as many positions as counted, and the term at each."""
    words = article.words.set_index("start")["text"]
    for row in count_terms(article, stop_words=()).itertuples():
        assert len(row.positions) == row.count
        assert {normalise(words[start]) for start in row.positions} == {row.term}


def test_counts_without_a_stop_list_add_up(article):
    """Nothing is counted twice, nothing is lost."""
    counts = count_terms(article, stop_words=())

    assert counts["count"].sum() == len(article.words)
    assert counts["per_1000"].sum() == pytest.approx(1000)


def test_stop_list_is_the_readers_own():
    """Changing the set that one is given changes the next count, and not the course's list."""
    mine = stop_words() - {"no"}

    assert "no" in count_terms(SMALL, stop_words=mine)["term"].to_list()
    assert "no" in entries("stop_words")
    assert "no" not in count_terms(SMALL)["term"].to_list()


def test_stop_words_match_however_they_are_written():
    """A reader who adds City or city’s means the term."""
    terms = count_terms(SMALL, stop_words=["CITY", "city’s"])["term"].to_list()

    assert "city" not in terms
    assert "city's" not in terms


def test_counts_of_each_voice_add_up_to_all(article):
    """Nothing is counted twice or lost, and the rate is one among the words of that voice."""
    shares = share_of_voice(article)
    parts = [
        count_terms(article, stop_words=(), voice=pair) for pair in zip(shares["voice"], shares["mode"], strict=True)
    ]

    assert [part["count"].sum() for part in parts] == shares["words"].to_list()
    assert pd.concat(parts).groupby("term")["count"].sum().to_dict() == dict(
        count_terms(article, stop_words=())[["term", "count"]].itertuples(index=False)
    )
    for part in parts:
        assert part["per_1000"].sum() == pytest.approx(1000)


def test_nobody_has_no_words(article):
    """A voice that is not there gives an empty table, not an error."""
    assert count_terms(article, voice=("the letter", "own")).empty


def test_range_counts_paragraphs():
    """Plan stands three times, in two paragraphs."""
    assert count_terms(SMALL).set_index("term").loc["plan", "paragraphs"] == 2


# Concordance and dispersion ----------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "addresses", "reason"),
    [
        ("attack", ["3.1", "8.1", "12.3"], "attacks is another form"),
        ("attack*", ["3.1", "6.1", "8.1", "12.3"], "a star stands for any ending"),
        ("ATTACK", ["3.1", "8.1", "12.3"], "capitals do not matter"),
        ("deportation machine", ["16.1", "18.1"], "a term may have two words"),
        ("mass deportation mach*", ["18.1"], "a star after several words"),
        ("machine deportation", [], "words in another order"),
        ("citys", [], "no such word"),
        ("city's", ["3.1"], "straight mark"),
        ("city’s", ["3.1"], "curly mark"),
    ],
)
def test_where_a_term_stands(article, term, addresses, reason):
    """The addresses of a term in the article."""
    assert dispersion(article, term)["sentence"].to_list() == addresses, reason


@pytest.mark.parametrize("term", ["", "   ", "*", "the *"])
def test_a_term_without_a_letter_is_refused(article, term):
    """The message shows what to type instead."""
    with pytest.raises(CourseError, match="type at least one letter to search for"):
        dispersion(article, term)


def test_dispersion_of_several_terms_is_in_the_order_of_the_text(article):
    """Places, not terms, give the order, and each row names its term."""
    places = dispersion(article, ["wheeler", "mayor"])

    assert places["start"].is_monotonic_increasing
    assert places["term"].value_counts().to_dict() == {"mayor": 5, "wheeler": 5}
    assert places["word"].between(1, 1031).all()
    assert_offsets(article, places)


def test_concordance_shows_the_sentence_around_the_term(article):
    """Left, keyword and right put together are a piece of the sentence."""
    lines = concordance(article, "police", width=10_000)
    for row in lines.itertuples():
        assert row.left + row.text + row.right == article.at(row.sentence)["text"].iloc[0]


def test_long_context_is_cut_at_a_word(article):
    """A cut is marked, and no word is cut in two."""
    lines = concordance(article, "police", width=30)
    sentences = article.sentences.set_index("sentence")["text"]
    for row in lines.itertuples():
        assert len(row.left) <= 32
        assert len(row.right) <= 32
        left, right = row.left.replace("…", " ").split(), row.right.replace("…", " ").split()
        whole = set(sentences[row.sentence].split())
        assert set(left[:-1]) | set(right[1:]) <= whole  # the words beside the term may be joined to it, as in "(ICE)"


@given(HOSTILE, st.text(max_size=12))
def test_any_term_in_any_text_is_found_where_it_is_or_refused(text, term):
    """Offsets hold for whatever a reader types."""
    article = Article.from_text(text)
    try:
        lines = concordance(article, term)
    except CourseError:
        return
    assert_offsets(article, lines)


@given(HOSTILE)
def test_every_word_of_any_text_is_found_by_the_search(text):
    """A term of the count is a term that the search finds, as often."""
    article = Article.from_text(text)
    for row in count_terms(article, stop_words=(), top=3).itertuples():
        assert dispersion(article, row.term)["start"].to_list() == row.positions


# Keyness ---------------------------------------------------------------------------


def test_keyness_by_hand():
    """G-squared and log ratio of 2 in 4 against the list's rate of *mayor*, worked out with math alone."""
    rate = get_frequency_dict("en")["mayor"]
    row = keyness(Article.from_text("mayor mayor said so")).iloc[0]

    likelihood = 2 * (2 * math.log(2 / (4 * rate)) + 2 * math.log(2 / (4 * (1 - rate))))
    assert row["log_likelihood"] == pytest.approx(likelihood)
    assert row["log_ratio"] == pytest.approx(math.log2(0.5 / rate))


def test_reference_rate_is_that_of_the_list():
    """The look-up of this course and that of the package agree."""
    rows = keyness(Article.from_text("The letter of the union angers the mayor."), at_least=1)
    for row in rows.itertuples():
        assert row.reference_per_million == pytest.approx(1e6 * get_frequency_dict("en")[row.term])


def test_text_of_one_word_has_finite_keyness():
    """Where no other word is left, the second cell counts nothing."""
    row = keyness(Article.from_text("mayor mayor")).iloc[0]

    assert math.isfinite(row["log_likelihood"])
    assert row["log_likelihood"] > 0


def test_word_that_english_uses_more_has_a_negative_log_ratio():
    """Keyness goes both ways."""
    text = "of " + "mayor " * 999 + "of"

    assert keyness(Article.from_text(text)).set_index("term").loc["of", "log_ratio"] < 0


def test_unseen_word_stands_at_the_floor_and_is_marked():
    """The list's smallest rate stands in, and the row says so."""
    row = keyness(Article.from_text("qwrtzx qwrtzx the the")).set_index("term").loc["qwrtzx"]

    assert not row["in_reference"]
    assert row["reference_per_million"] == pytest.approx(0.0102, abs=0.0001)


def test_hyphenated_word_counts_as_the_reference_splits_it(article):
    """anti-ICE is one of the twenty places of ice, and its position is that of the whole word."""
    row = keyness(article).set_index("term").loc["ice"]
    words = article.words.set_index("start")["text"]

    assert row["count"] == len(row["positions"]) == 20
    assert "anti-ICE" in [words[start] for start in row["positions"]]


def test_numbers_are_left_out_of_keyness(article):
    """The list rounds numbers, so a rate of 911 would be made up."""
    assert not keyness(article, at_least=1)["term"].str.contains(r"\d").any()


# Paragraphs ---------------------------------------------------------------------------


def test_paragraph_lengths_add_up(article):
    """The chart's numbers sum to the whole body."""
    lengths = paragraph_lengths(article)

    assert lengths["words"].sum() == 1031
    assert lengths["sentences"].sum() == 37


@given(HOSTILE)
def test_every_paragraph_has_a_length(text):
    """A paragraph without a word has the length 0, not a gap."""
    article = Article.from_text(text)

    assert len(paragraph_lengths(article)) == len(article.paragraphs)
    assert paragraph_lengths(article)["words"].sum() == len(article.words)


# By voice -------------------------------------------------------------------------------


def test_terms_by_voice_add_up_to_the_terms(article):
    """Own, quoted and paraphrased together are what the plain count says, place by place."""
    by_voice = terms_by_voice(article)
    counts = count_terms(article).set_index("term")
    for term, rows in by_voice.groupby("term"):
        assert rows["count"].sum() == counts.loc[term, "count"]
        assert sorted(start for starts in rows["positions"] for start in starts) == counts.loc[term, "positions"]


def test_terms_by_voice_of_the_article(article):
    """Federal stands four times inside quotations: once in 7.2 and three times in 14.1."""
    rows = terms_by_voice(article)
    quoted = rows[(rows["term"] == "federal") & (rows["mode"] == "quoted")].set_index("voice")["count"]

    assert quoted.to_dict() == {"the letter": 1, "Ted Wheeler": 3}


@given(HOSTILE)
def test_terms_by_voice_of_any_text_add_up(text):
    """Whatever the text, no word is lost between the voices."""
    article = Article.from_text(text)

    assert terms_by_voice(article, stop_words=())["count"].sum() == len(article.words)


@given(st.text("ab \n.", max_size=60), st.integers(1, 12))
def test_context_is_that_of_the_whole_sentence(text, width):
    """Only what is shown is copied; the lines are those that the whole sentence would give."""
    article = Article.from_text(text)
    for row in concordance(article, "a*", width=width).itertuples():
        sentence = article.at(row.sentence).iloc[0]
        before, after = article.text[sentence["start"] : row.start], article.text[row.end : sentence["end"]]

        assert row.left == cut_left(before, width)
        assert row.right == cut_right(after, width)

"""The tables of dates and names are true of the article; tables that are not get one sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from helpers.article import SCHEME, CourseError, forms_by_referent, reference
from tests.frames import assert_offsets


@pytest.mark.parametrize("table", SCHEME)
def test_each_row_is_in_the_sentence_that_it_names(article, table):
    """The whole table, walked."""
    frame = reference(article, table)
    inside = frame[frame["sentence"] != "byline"]

    assert_offsets(article, frame)
    assert article.addresses(inside["start"]).to_list() == inside["sentence"].to_list()
    assert frame["reason"].str.endswith((".", "?")).all()


def test_pronouns_are_found_as_whole_words(article):
    """The "he" of 14.1 is not a part of "the", nor the "it" of 7.2 of "litigation"."""
    rows = reference(article, "attributions").set_index("sentence")

    for sentence, words in [("7.2", "it states"), ("14.1", "he continued")]:
        start = int(rows.loc[[sentence], "source_start"].iloc[0])
        assert article.text[start:].startswith(words)


def test_dates_are_those_of_the_article(article):
    """Each expression of time that the course plan names, with its address."""
    dates = reference(article, "dates")

    assert set(zip(dates["sentence"], dates["text"], strict=True)) == {
        ("byline", "2 August 2018"),
        ("1.1", "38-day"),
        ("5.3", "five weeks"),
        ("10.1", "June 17"),
        ("11.2", "By July 23"),
        ("11.3", "mid-July"),
        ("12.1", "2016"),
        ("13.1", "Tuesday evening"),
        ("16.2", "Earlier this month"),
        ("17.1", "early March"),
    }


def test_calendar_behind_the_dates(article):
    """What the reasons say about days is true of the calendar."""
    dates = reference(article, "dates").set_index("text")
    first = dates.loc["June 17", "earliest"]

    assert article.date.strftime("%A") == "Thursday"
    assert dates.loc["Tuesday evening", "earliest"].strftime("%A") == "Tuesday"
    assert (article.date - dates.loc["Tuesday evening", "earliest"]).days == 2
    assert dates.loc["38-day", "latest"] == first + dt.timedelta(days=38)
    assert dates.loc["five weeks", "latest"] == first + dt.timedelta(days=35)


def test_vague_dates_are_open(article):
    """What has no sharp ends is open; a year that is simply a year is settled."""
    dates = reference(article, "dates")
    spans = dates[dates["earliest"] < dates["latest"]]

    assert set(spans[spans["text"] != "2016"]["status"]) == {"open"}


def test_every_name_of_the_police_is_listed(article):
    """Both names of one body, with each place where the article uses them."""
    names = reference(article, "names")
    for form, places in {"Portland Police Bureau": ["6.1", "14.1"], "Portland Police Department": ["10.1"]}.items():
        listed = names[names["text"].str.contains(form)]["sentence"].to_list()
        found = article.sentences[article.sentences["text"].str.contains(form)]["sentence"].to_list()
        assert listed == found == places


def test_forms_are_gathered_by_referent(article):
    """One row for each person, body or place; no mention is lost."""
    names = reference(article, "names")
    forms = forms_by_referent(names)

    assert forms["mentions"].sum() == len(names)
    assert forms["referent"].is_unique


GOOD = "sentence,text,earliest,latest,status,reason\n1.1,38-day,2018-06-17,2018-07-25,open,Why.\n"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("1.1,", "99.1,"), "line 2: the article has no sentence '99.1'; correct the address"),
        (("38-day", "39-day"), "line 2: '39-day' is not in sentence 1.1; correct one of the two"),
        (("2018-06-17", "June 17"), "line 2: 'June 17' is not a date; write it like 2018-07-31"),
        (("2018-07-25", "2018-01-01"), "line 2: earliest is after latest; exchange the two"),
        ((",open", ",maybe"), "line 2: status is 'maybe'; choose one of settled, open"),
        (("Why.", ""), "line 2: the reason is missing; write one sentence"),
        (("latest,", "last,"), "the column 'latest' is missing; add it to the first line"),
    ],
    ids=["address", "words", "date", "order", "status", "reason", "column"],
)
def test_bad_table_gets_one_sentence(article, tmp_path, change, fault):
    """The sentence names file, line, fault and remedy."""
    (tmp_path / "piece.dates.csv").write_text(GOOD.replace(*change), encoding="utf-8")

    with pytest.raises(CourseError, match=fault) as caught:
        reference(replace(article, path=tmp_path / "piece.txt"), "dates")
    assert "piece.dates.csv" in str(caught.value)


def test_good_table_is_read(article, tmp_path):
    """The table that the cases above spoil is sound."""
    (tmp_path / "piece.dates.csv").write_text(GOOD, encoding="utf-8")

    assert len(reference(replace(article, path=tmp_path / "piece.txt"), "dates")) == 1


def test_missing_table_says_which_columns_it_needs(article, tmp_path):
    """A teacher with an article of their own learns what to make."""
    with pytest.raises(CourseError, match="there is no such table; make it with the columns sentence, text, earliest"):
        reference(replace(article, path=tmp_path / "piece.txt"), "dates")

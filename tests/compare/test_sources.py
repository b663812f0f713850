"""Three readers side by side, one speaker under several names, and chains."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.article import Article
from helpers.article import reference as reference_layer
from helpers.attribution import find_attributions, share_of_voice
from helpers.compare import how_given, how_many, kinds_by_source, merge_sources, merge_voices, side_by_side
from helpers.compare.sources import source_marks
from helpers.show import chains

UNION = ["a union", "the agency", "National ICE Council", "the letter"]


@pytest.fixture(scope="module")
def found(article) -> pd.DataFrame:
    return find_attributions(article)


@pytest.fixture(scope="module")
def reference(article) -> pd.DataFrame:
    return reference_layer(article, "attributions")


def marks(article: Article, *spans: tuple[str, str]) -> pd.DataFrame:
    """Return marks on the first places of some words, each with its label."""
    rows = [(article.text.index(words), article.text.index(words) + len(words), label) for words, label in spans]
    return pd.DataFrame(rows, columns=["start", "end", "label"]).astype({"start": "int64", "end": "int64"})


# Side by side -------------------------------------------------------------------------


def test_sources_that_overlap_stand_in_one_row(article, found, reference):
    """A student's "Wheeler" and the helper's "Mayor Wheeler" are one place."""
    start = article.text.index("Mayor Wheeler") + len("Mayor ")
    mine = pd.DataFrame({"start": [start], "end": [start + len("Wheeler")], "label": ["source"]})
    row = side_by_side(article, mine, found, reference).set_index("sentence").loc["10.1"]

    assert row.to_list() == ["Wheeler", "Mayor Wheeler", "Mayor Wheeler", "all three"]


def test_a_source_that_only_the_student_sees_has_its_row(article, found, reference):
    """Nobody else has the two governments of 16.2."""
    mine = marks(article, ("the New York City and New York State governments", "source"), ("attack", "loaded"))
    frame = side_by_side(article, mine, found, reference)

    assert frame[frame["seen_by"] == "you"]["sentence"].to_list() == ["16.2"]


def test_without_marks_the_side_of_the_student_is_empty(article, found, reference):
    """The other two still stand there."""
    frame = side_by_side(article, marks(article), found, reference)

    assert set(frame["you"]) == {"—"}
    assert len(frame) == 17


def test_a_touching_span_is_another_place():
    """Where one source ends another may begin."""
    article = Article.from_text("AnnBo spoke.")
    empty = pd.DataFrame({"source_start": [], "source_end": []})
    mine = pd.DataFrame({"start": [0, 3], "end": [3, 5], "label": ["source"] * 2})

    assert side_by_side(article, mine, empty, empty)["you"].to_list() == ["Ann", "Bo"]


def test_a_mark_outside_the_body_stays(article, found, reference):
    """The byline has no address, and its source is not lost."""
    frame = side_by_side(article, marks(article, ("Kayla Costa", "source")), found, reference)

    assert frame["you"].to_list()[0] == "Kayla Costa"
    assert frame["sentence"].to_list()[0] == "—"


def test_how_many_counts_sources_only(article):
    """Other labels are no sources; one is one, two are two."""
    mine = marks(article, ("Wheeler", "source"), ("ICE", "source"), ("attack", "loaded"))

    assert len(source_marks(mine)) == 2
    assert how_many(mine) == "You have marked 2 sources."
    assert "go on with the reference" in how_many(mine.iloc[:0])


# How it is given ----------------------------------------------------------------------


def test_how_given_takes_the_students_sources(article, reference):
    """A source with a claim has its kind and cue; one without is told so."""
    mine = marks(article, ("Attorney General Jeff Sessions", "source"), ("Democrats", "source"))
    frame = how_given(article, mine, reference)

    assert frame.to_numpy().tolist() == [
        ["17.2", "Attorney General Jeff Sessions", "paraphrase", "claimed"],
        ["18.1", "Democrats", "no claim is given to it here", "—"],
    ]


def test_how_given_goes_on_without_marks(article, reference):
    """All sources of the table, each place once."""
    frame = how_given(article, marks(article), reference)

    assert len(frame) == 17
    assert frame.set_index("sentence").loc["7.2", ["source", "given"]].to_list() == ["it", "direct"]


# One speaker --------------------------------------------------------------------------


def test_merged_voices_lose_no_word(article):
    """The sums stay, and the shares still add up to 1."""
    shares = share_of_voice(article)
    merged = merge_voices(shares, UNION, "the union")

    assert merged["words"].sum() == shares["words"].sum()
    assert merged["share"].sum() == pytest.approx(1)
    assert not set(UNION) & set(merged["voice"])


def test_merged_sources_are_counted_as_one(found):
    """Four names become one row, with its kinds added up."""
    frame = kinds_by_source(merge_sources(found, UNION, "the union")).set_index("source")

    assert frame.loc["the union"].to_list() == [1, 1, 8, "yes"]
    assert frame.loc["Jeff Sessions"].to_list() == [0, 0, 1, "no"]


def test_kinds_of_an_article_without_claims():
    """Nothing found is an empty table, not an error."""
    assert kinds_by_source(find_attributions(Article.from_text("It rained."))).empty


# Chains -------------------------------------------------------------------------------


def test_chain_is_drawn_both_ways(reference):
    """Nested, the second claim stands a level deeper than flat."""
    nested, flat = (repr(chains(reference, "3.1", nested=how)).splitlines() for how in (True, False))

    assert nested[2].startswith("        ICE agents claim: they were threatened")
    assert flat[2].startswith("    ICE agents claim: they were threatened")


def test_chain_takes_the_helpers_frame(found):
    """A row number serves as the name of a claim."""
    assert "\n        ICE agents claim: " in repr(chains(found, "3.1"))


def test_chain_without_a_source_names_the_cue_alone(reference):
    """Nobody is put in for who sees in 9.1."""
    assert repr(chains(reference, "9.1")).splitlines()[1].startswith("    seen: as obstacles")


def test_chain_shows_text_as_text():
    """What looks like HTML is escaped."""
    found = find_attributions(Article.from_text("Ann Lee said that <b>it</b> rained & poured."))

    html = chains(found, "1.1")._repr_html_()

    assert "<b>it" not in html
    assert "&amp; poured" in html
    assert html.count("<ul") == html.count("</ul>") == 2

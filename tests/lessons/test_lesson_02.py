"""What lesson 02 says of the article is true of it."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.article import reference
from helpers.attribution import find_attributions, share_of_voice
from helpers.compare import merge_voices, side_by_side

ELEVEN = ["4.2", "5.3", "6.1", "8.3", "11.2", "11.3", "12.1", "12.2", "12.3", "16.2", "18.1"]
UNION = ["a union", "the agency", "National ICE Council", "the letter"]


@pytest.fixture(scope="module")
def unsourced(article) -> pd.DataFrame:
    return reference(article, "unsourced")


def test_closing_lines_name_party_and_publisher_with_one_address(article):
    """The only place that tells who publishes."""
    closing = article.paratext[article.paratext["part"] == "closing"]["text"].to_list()

    assert closing == ["To contact the WSWS and the Socialist Equality Party visit:", "wsws.org/contact"]


def test_the_attorney_has_no_name(article):
    """One mention, indefinite, and no person's name beside it."""
    assert article.text.count("attorney") == 1
    assert (
        "comes from an attorney representing the National ICE Council, an American" in article.at("2.1")["text"].iloc[0]
    )


def test_the_agency_accuses_in_3_1_and_has_offices_in_5_2(article, attributions):
    """One word, and the reference leaves open whether it is one body."""
    accuser = attributions[attributions["cue"].eq("accuses") & attributions["sentence"].eq("3.1")].iloc[0]

    assert (accuser["source"], accuser["status"]) == ("the agency", "open")
    assert "the agency's field offices" in article.at("5.2")["text"].iloc[0]


def test_helper_finds_16_of_17_places_and_misses_the_administration(article, attributions):
    """What the lesson says under the table."""
    none = pd.DataFrame({"start": [], "end": [], "label": []})
    seen = side_by_side(article, none, find_attributions(article), attributions)

    assert (seen["reference"] != "—").sum() == 17
    assert seen[seen["helper"] == "—"]["reference"].to_list() == ["The Trump administration"]
    assert (seen["reference"] == "—").sum() == 0


def test_the_chain_of_6_1_is_settled_and_that_of_3_1_open(attributions):
    """As LESSONS says."""
    by_sentence = attributions.groupby("sentence")["status"].agg(set)

    assert by_sentence["6.1"] == {"settled"}
    assert by_sentence["3.1"] == {"open"}


def test_nothing_is_quoted_in_6_1(article):
    """We do not hear how the letter worded it."""
    assert '"' not in article.at("6.1")["text"].iloc[0]


def test_eleven_sentences_are_sorted_as_the_lesson_tells(unsourced):
    """Each sort with its sentences, as under Compare."""
    rows = unsourced[unsourced["sentence"].isin(ELEVEN)]
    sorts = rows.groupby("sort")["sentence"].agg(list).to_dict()

    assert set(rows["sentence"]) == set(ELEVEN)
    assert sorts == {
        "checkable fact": ["5.3", "5.3", "6.1", "11.2", "11.3", "12.1", "12.2", "16.2", "18.1"],
        "description": ["12.1"],
        "motive": ["11.2", "12.3", "12.3"],
        "judgement": ["4.2", "8.3", "18.1"],
    }
    facts = rows[rows["sort"] == "checkable fact"]
    assert facts[facts["status"] == "open"]["sentence"].to_list() == ["5.3", "16.2"]


def test_motives_are_where_the_lesson_looks(unsourced):
    """The letter's, the mayor's and the party's; and three times the stated reason is said not to be the real one."""
    motives = unsourced[unsourced["sort"] == "motive"]

    assert {"8.1", "11.2", "12.3", "15.2"} <= set(motives["sentence"])


def test_words_for_a_reason_that_is_not_the_real_one(article):
    """Pretext twice, guise once."""
    assert [article.text.count(word) for word in ("pretext", "guise", "posture")] == [2, 1, 1]


def test_nobody_is_named_who_sees_in_9_1(attributions):
    """The passive hides its source."""
    seen = attributions[attributions["sentence"] == "9.1"].iloc[0]

    assert (seen["source"], seen["cue"], seen["status"]) == ("", "seen", "open")


def test_no_demonstrator_and_no_police_officer_speaks(attributions):
    """Everybody who is a source; those who are missing are not among them."""
    assert set(attributions["source"].str.lower()) == {
        "a union representing immigration and customs enforcement (ice) agents",
        "the agency",
        "ice agents",
        "the letter",
        "the national ice council",
        "it",
        "mayor wheeler",
        "wheeler",
        "he",
        "the trump administration",
        "the us department of justice",
        "attorney general jeff sessions",
        "",
    }


def test_figures_of_the_share_of_voice(article):
    """Words and rates, before and after four names are taken as one."""
    shares = share_of_voice(article)
    quoted = shares[shares["mode"] == "quoted"].set_index("voice")
    merged = merge_voices(shares, UNION, "the union and its letter").set_index(["voice", "mode"])["words"]

    assert quoted["words"].to_dict() == {"the letter": 32, "Ted Wheeler": 36}
    assert quoted["per_1000"].round().to_dict() == {"the letter": 31, "Ted Wheeler": 35}
    assert shares[shares["mode"] == "own"][["words", "per_1000"]].round().to_numpy().tolist() == [[732, 710]]
    assert merged[[("the union and its letter", "paraphrased"), ("Ted Wheeler", "paraphrased")]].to_list() == [125, 70]
    assert merged["the union and its letter", "quoted"] == 32

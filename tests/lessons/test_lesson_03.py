"""What lesson 03 says of the article is true of it."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.article import reference
from helpers.attribution import find_attributions, reporting_verbs
from helpers.compare import kinds_by_source, merge_sources
from helpers.finds import concordance

UNION = ["a union", "the agency", "National ICE Council", "the letter"]


@pytest.fixture(scope="module")
def quotes(article) -> pd.DataFrame:
    return reference(article, "quotes")


@pytest.fixture(scope="module")
def found(article) -> pd.DataFrame:
    return merge_sources(find_attributions(article), UNION, "the union")


def test_ten_pieces_in_marks_and_their_kinds(quotes):
    """One full, four partial, five terms, at the addresses of the lesson."""
    places = quotes.groupby("kind")["sentence"].agg(list).to_dict()

    assert places == {
        "direct": ["7.2"],
        "partial": ["3.2", "3.2", "13.1", "14.1"],
        "term": ["4.1", "4.2", "5.1", "10.1", "15.1"],
    }


def test_length_is_no_test(quotes):
    """The longest, of 33 words, is partial; the full one has 18."""
    words = quotes.assign(words=quotes["text"].str.split().str.len()).set_index("sentence")["words"]

    assert words["14.1"] == words.max() == 33
    assert words["7.2"] == 18


def test_terms_in_marks_are_all_open(quotes):
    """Marks do not say which job they do."""
    assert set(quotes[quotes["kind"] == "term"]["status"]) == {"open"}


@pytest.mark.parametrize(
    ("term", "with_marks", "without"),
    [("occupy ice", ["5.1", "10.1"], ["14.1"]), ("sanctuary", ["15.1"], ["16.1", "16.2", "17.1"])],
)
def test_marks_come_and_go(article, term, with_marks, without):
    """Where a name has marks, and where not."""
    places = concordance(article, term)
    is_marked = places["left"].str.endswith('"')

    assert places[is_marked]["sentence"].to_list() == with_marks
    assert places[~is_marked]["sentence"].to_list() == without


def test_the_nine_sentences_hold_only_paraphrases(attributions):
    """None of the claims in the lesson's list is in the source's words."""
    nine = ["1.1", "3.1", "6.1", "6.2", "7.1", "10.1", "13.2", "17.1", "17.2"]
    told = attributions[attributions["sentence"].isin(nine)]

    assert set(told["sentence"]) == set(nine)
    assert set(told["kind"]) == {"paraphrase"}


def test_reference_has_21_claims_and_the_helper_19(article, attributions):
    """It misses 9.1 and 16.1, and takes in too much in 8.1."""
    helper = find_attributions(article)
    content = helper[helper["sentence"] == "8.1"]["content"].iloc[0]

    assert (len(attributions), len(helper)) == (21, 19)
    assert set(attributions["sentence"]) - set(helper["sentence"]) == {"9.1", "16.1"}
    assert content == "protesters threatened the lives of ICE agents as a pretext"


def test_who_is_only_paraphrased(found, attributions):
    """The union and the mayor have words of their own, the others have none."""
    own = kinds_by_source(found).set_index("source")["word_for_word"]

    assert own[own == "yes"].index.to_list() == ["the union", "Ted Wheeler"]
    assert own[own == "no"].index.to_list() == ["ICE agents", "Department of Justice", "Jeff Sessions"]
    assert attributions.set_index("source").loc["The Trump administration", "kind"] == "paraphrase"


def test_only_3_2_has_the_letters_own_words_about_threats(attributions):
    """The first claim that the lesson follows."""
    rows = attributions[attributions["sentence"].isin(["3.1", "3.2", "6.1", "8.1", "13.2", "17.2"])]

    assert rows[rows["kind"] != "paraphrase"]["sentence"].to_list() == ["3.2"]


def test_no_wording_of_help_refused_is_in_marks(article, attributions):
    """The second claim: four wordings, all of them the writer's."""
    rows = attributions[attributions["sentence"].isin(["1.1", "3.1", "6.2", "7.1"])]

    assert set(rows["kind"]) == {"paraphrase"}
    for address, words in [("1.1", "not providing"), ("3.1", "forbidding"), ("6.2", "ignored"), ("7.1", "failure")]:
        assert words in article.at(address)["text"].iloc[0]


def test_a_reason_as_fact_and_as_claim(article):
    """16.2 has no word of saying; 17.1 and 17.2 have one."""
    fact, saying, claimed = article.at("16.2", "17.1", "17.2")["text"]

    assert "because of their sanctuary status" in fact
    assert "saying" not in fact
    assert "saying" in saying
    assert "claimed" in claimed


def test_stances_by_source(found):
    """Nine verbs for the union, four for the mayor, one for each of the others."""
    verbs = reporting_verbs(found).groupby(["who", "stance"])["count"].sum().to_dict()

    assert verbs == {
        ("the union", "neutral"): 4,
        ("the union", "distancing"): 2,
        ("the union", "evaluative"): 3,
        ("Ted Wheeler", "neutral"): 3,
        ("Ted Wheeler", "endorsing"): 1,
        ("ICE agents", "distancing"): 1,
        ("Department of Justice", "neutral"): 1,
        ("Jeff Sessions", "distancing"): 1,
    }


def test_all_distancing_verbs_are_of_the_letter_the_agents_and_sessions(found):
    """And the one endorsing verb is the mayor's."""
    verbs = reporting_verbs(found)

    assert set(verbs[verbs["stance"] == "distancing"]["who"]) == {"the union", "ICE agents", "Jeff Sessions"}
    assert verbs[verbs["stance"] == "endorsing"]["who"].to_list() == ["Ted Wheeler"]


def test_names_of_the_limits(article):
    """Each in its sentence, and none in quotation marks."""
    for address, name in [
        ("15.3", "technical barriers"),
        ("16.1", "limitations as obstacles"),
        ("17.1", "its efforts"),
        ("17.2", "weak obstacles"),
    ]:
        text = article.at(address)["text"].iloc[0]
        assert name in text
        assert '"' not in text

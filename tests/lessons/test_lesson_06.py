"""What lesson 06 says of the article."""

from __future__ import annotations

from helpers.article import reference as reference_layer
from helpers.attribution import find_attributions, find_quotes, label_voices, whose_words


def _sentences(article, *addresses: str) -> list[str]:
    return article.at(*addresses)["text"].to_list()


def test_claims_without_a_source_have_the_most_addresses(article):
    """The row without a named source in the table of sources."""
    sourced = reference_layer(article, "attributions")
    bare = set(reference_layer(article, "unsourced")["sentence"])

    assert len(bare) > sourced.groupby("source")["sentence"].nunique().max()


def test_how_the_four_claims_are_given(article):
    """The letter quoted in part, the mayor and the official paraphrased, the article stating."""
    reference = reference_layer(article, "attributions").groupby("sentence")["kind"].agg(set)
    unsourced = reference_layer(article, "unsourced")

    assert "partial" in reference["3.2"]
    assert reference["13.2"] == reference["17.2"] == {"paraphrase"}
    assert "5.3" in set(unsourced["sentence"])
    assert "5.3" not in reference.index


def test_only_two_words_of_the_mayor_on_the_letter_are_quoted(article):
    """13.1 has the only quotation of 13; 17.1, 17.2 and 16.1 have none."""
    quotes = find_quotes(article)

    assert quotes[quotes["sentence"].str.startswith("13.")]["text"].to_list() == ["inaccurate and inflammatory."]
    assert not set(quotes["sentence"]) & {"16.1", "17.1", "17.2"}


def test_words_that_the_answers_name(article):
    """Verbs, the words that do not fit each other, and the order of 10.1 and 11.2."""
    calls, agents, peace, none, riot = _sentences(article, "13.2", "17.2", "5.3", "6.1", "11.3")

    assert "clarified" in calls
    assert "claimed these weak obstacles" in agents
    assert "peaceful and unarmed throughout the five weeks" in peace
    assert none.startswith("There were no physical attacks")
    assert "riot gear" in riot
    assert "standoffs" in riot
    assert "would not intervene" in article.at("10.1")["text"].iloc[0]
    assert "Wheeler sent local police" in article.at("11.2")["text"].iloc[0]


def test_motives_are_in_the_sentences_named(article):
    """What 8.1, 12.3, 15.2 and 16.1 say that somebody wanted or saw."""
    letter, mayor, party, administration = _sentences(article, "8.1", "12.3", "15.2", "16.1")

    assert "as a pretext" in letter
    assert "felt the need to posture" in mayor
    assert "Under the guise of" in party
    assert "seeing the limitations as obstacles" in administration


def test_quoted_words_of_letter_and_mayor(article):
    """32 and 36, as the list of checks says; nobody else is quoted."""
    words = label_voices(article)
    counts = whose_words(words)[words["mode"] == "quoted"].value_counts().to_dict()

    assert counts == {"Ted Wheeler": 36, "the letter": 32}
    assert set(find_attributions(article).query("kind != 'paraphrase'")["source_name"]) == set(counts)


def test_own_words_on_the_fairness_page(article):
    """732 of 1031."""
    modes = label_voices(article)["mode"].value_counts()

    assert (modes["own"], modes.sum()) == (732, 1031)

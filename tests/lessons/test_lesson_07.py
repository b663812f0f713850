"""What lesson 07 says of the second article, and of what the helper makes of it."""

from __future__ import annotations

import pytest

from helpers.article import SECOND, Article, read_article
from helpers.attribution import find_attributions, reporting_verbs
from helpers.finds import find_loaded, sure_or_not


@pytest.fixture(scope="module")
def second() -> Article:
    return read_article(SECOND)


def _text(article: Article, address: str) -> str:
    return article.at(address)["text"].iloc[0]


def test_second_article_says_that_it_is_invented(second):
    """In its last line, which is not body."""
    assert "invented" in second.paratext.set_index("part").loc["closing", "text"]


def test_faults_and_merits_stand_where_the_lesson_says(second):
    """Heading and body, a number without a source, one with, the unnamed source, the documents, the other voice."""
    assert "cuts Eastwater in two" in _text(second, "0.1")
    assert "a walk of twenty-five minutes" in _text(second, "6.2")
    assert _text(second, "6.1") == "About 1,400 people use the bridge every day."
    assert "according to the budget that was published" in _text(second, "10.1")
    assert "asked not to be named because" in _text(second, "8.2")
    assert "clerk" in _text(second, "9.1")
    assert "register of contracts" in _text(second, "9.2")
    assert "council’s website" in _text(second, "2.2")
    assert "voted against the closure" in _text(second, "7.1")
    assert "east bank" in _text(second, "5.1")


def test_one_claim_is_given_twice(second):
    """5.2 and 11.1, both the mayor's."""
    found = find_attributions(second).set_index("sentence")

    assert found.loc["5.2", "source_name"] == found.loc["11.1", "source_name"] == "Ines Calder"


def test_nobody_of_the_east_bank_speaks(second):
    """Every source is of the council, the town, the firm, or a document."""
    names = set(find_attributions(second)["source_name"])

    known = "report Okoye Calder map Brandt town employee firm Solberg budget".split()
    assert {name for name in names if not any(word in name for word in known)} == set()


def test_one_verb_has_another_stance(second):
    """admitted, in 5.1."""
    verbs = reporting_verbs(find_attributions(second))

    assert verbs[verbs["stance"] != "neutral"][["verb", "sentences"]].values.tolist() == [["admit", "5.1"]]


def test_row_of_the_town_is_a_false_alarm_that_is_marked(second):
    """The lesson's example. If the helper learns better, find another row for the lesson."""
    rows = sure_or_not(second)
    town = rows[rows["source"] == "the town"]

    assert town["sentence"].to_list() == ["7.1"]
    assert town["not_sure_because"].iloc[0] != ""
    assert "should first have asked" in _text(second, "7.1")


def test_list_finds_no_loaded_word(second):
    """As the lesson says."""
    assert find_loaded(second).empty

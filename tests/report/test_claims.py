"""Evidence is found where it stands, and what is not in the text is named; claims keep their keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.article import SECOND, Article, CourseError, Evidence, choose_article, find_evidence
from helpers.reading import Reading, record
from helpers.reading.answers import records
from helpers.report import HOW, QUESTIONS, checks_for, claim_from_words, claim_key, claims_to_weigh
from helpers.report.checklist import ANY_ARTICLE
from helpers.report.claims import OPEN, WITH, WITHOUT, standing
from tests.frames import assert_offsets


@pytest.fixture
def reading(tmp_path, article) -> Reading:
    return Reading.load(tmp_path / "ana.json", article, name="Ana")


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("5.3", "5.3"),
        ("see 5.3 and 11.2.", "5.3, 11.2"),
        ("0.1", "0.1"),
        ("the byline", "byline"),
        ("closing", "closing, closing"),
        ('"no physical attacks"', "“no physical attacks” (6.1)"),
        ("“No physical attacks”", "“no physical attacks” (6.1)"),
        ("no physical   attacks", "“no physical attacks” (6.1)"),
        ("5.3, 5.3", "5.3"),
        ("the city's Democratic mayor", "“the city's Democratic mayor” (3.1)"),
        ("the city’s Democratic mayor", "“the city's Democratic mayor” (3.1)"),
        ("Kayla Costa", "“Kayla Costa” (byline)"),
        ("", ""),
    ],
)
def test_evidence_in_the_text_is_found(article, said, short):
    """Addresses, exact words with any marks and capitals, and the parts around the body."""
    found = find_evidence(article, said)

    assert found.short == short
    assert found.problems == []
    assert all(article.text[place.start : place.end] == place.text for place in found.places)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("19.1", "19.1: this text has no such sentence."),
        ('"seven witnesses"', "“seven witnesses”: these words do not stand in the text."),
        ("I just know it", "“I just know it”: these words do not stand in the text."),
        ("<b>x</b>", "“<b>x</b>”: these words do not stand in the text."),
        ("[(*", "“[(*”: these words do not stand in the text."),
    ],
)
def test_what_is_not_in_the_text_is_no_evidence(article, said, problem):
    """It is named, and the judgement stays without evidence."""
    found = find_evidence(article, said)

    assert found.problems == [problem]
    assert standing("cannot be judged from this text", found) == WITHOUT


def test_money_is_no_address(article):
    """$12.9 million is not paragraph 12, sentence 9."""
    assert find_evidence(article, "“$12.9 million”").short == "“$12.9 million” (16.2)"
    assert find_evidence(article, "$12.9 million").short == "“$12.9 million” (16.2)"


def test_a_part_that_a_text_does_not_have_is_named():
    """A text without a heading has no heading to point at."""
    assert find_evidence(Article.from_text("One."), "heading").problems == ["heading: this text has no such part."]


def test_standing_of_a_judgement(article):
    """Three ways to stand."""
    assert standing("", find_evidence(article, "5.3")) == OPEN
    assert standing("supported", find_evidence(article, "5.3")) == WITH
    assert standing("supported", Evidence([], [])) == WITHOUT


# Claims -------------------------------------------------------------------------------


def test_claims_of_the_reference_come_with_who_and_how(article):
    """Each stands in its sentence; a claim without a source says so; a pronoun gives way to a name."""
    claims = claims_to_weigh(article)

    assert_offsets(article, claims)
    assert set(claims["how"]) == set(HOW.values())
    assert set(claims[claims["how"] == HOW[""]]["who"]) == {""}
    assert not set(claims["who"].str.casefold()) & {"he", "she", "it", "they"}
    assert claims["start"].is_monotonic_increasing


def test_claims_of_any_other_text_are_the_helpers():
    """There is no reference beside it."""
    article = Article.from_text("Ann Lee said it rained. It did not.")

    assert claims_to_weigh(article)[["sentence", "who", "text"]].values.tolist() == [["1.1", "Ann Lee", "it rained"]]
    assert claims_to_weigh(Article.from_text("No claim here.")).empty


def test_keys_of_claims_tell_them_apart_and_hold_no_row_number(article):
    """Every claim has its own key, short enough for a reading."""
    claims = claims_to_weigh(article)
    keys = [claim_key(sentence, text) for sentence, text in claims[["sentence", "text"]].values]

    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 90


def test_a_claim_of_ones_own_must_stand_in_the_text(article):
    """With marks around it or not; what is not there is refused in one sentence."""
    assert claim_from_words(article, " “Similar lawsuits were filed” ")["sentence"] == "16.3"
    with pytest.raises(CourseError, match="“zebra”: these words do not stand in the text; copy them"):
        claim_from_words(article, "zebra")


def test_answers_of_another_shape_do_no_harm(reading):
    """A file that somebody edited by hand: numbers, lists and texts where a dictionary is expected."""
    for key, value in {"claim.1": [1, 2], "claim.2": "text", "claim.3": {"who": 3, "how": "quoted"}}.items():
        reading.set_answer(key, value)

    assert record(reading, "claim.1") == record(reading, "claim.2") == {}
    assert list(records(reading, "claim")) == [("claim.3", {"how": "quoted"})]


# Checks and questions -----------------------------------------------------------------


def test_checks_of_the_article_ask_all_four_voices(article):
    """The full words of the letter, the mayor, the officials; and who each of them and the publisher are."""
    checks = checks_for(article)

    assert [check.check.split()[:3] for check in checks[:4]] == [
        ["The", "full", "letter"],
        ["The", "full", "answer"],
        ["The", "full", "words"],
        ["The", "union,", "the"],
    ]
    assert [who for who in ("mayor", "officials", "publisher", "writer") if who not in checks[3].check] == []
    assert len({check.key for check in checks}) == len(checks)


def test_any_text_has_checks(tmp_path):
    """Those that fit every article."""
    assert checks_for(replace(Article.from_text("One."), path=tmp_path / "x.txt")) == list(ANY_ARTICLE)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A letter,9.9,Ask.", "9.9: this text has no such sentence"),
        ("A letter,,Ask.", "line 2 needs check, tests, hint"),
    ],
)
def test_a_faulty_table_of_checks_is_named(tmp_path, line, said):
    """File, line and remedy."""
    (tmp_path / "x.checks.csv").write_text(f"check,tests,hint\n{line}\n", encoding="utf-8")

    with pytest.raises(CourseError, match=said):
        checks_for(replace(Article.from_text("One."), path=tmp_path / "x.txt"))


def test_worksheet_has_fourteen_questions_with_keys_of_their_own():
    """As lesson 07 says."""
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS) == 14


@pytest.mark.parametrize(
    ("data", "said"),
    [(None, "there is no such file"), (b"", "the file is empty"), (b"a\x00b", "is zero"), (b"caf\xe9", "is not UTF-8")],
)
def test_a_file_that_cannot_be_read_gets_its_one_sentence(tmp_path, data, said):
    """And the page goes on with the second article."""
    path = tmp_path / "mine.txt"
    if data is not None:
        path.write_bytes(data)
    article, problem = choose_article(path)

    assert said in problem
    assert article.path == SECOND


def test_a_file_that_can_be_read_is_read(tmp_path):
    """And nothing is said of the second article."""
    (tmp_path / "mine.txt").write_text("It rained. It did.", encoding="utf-8")
    article, problem = choose_article(tmp_path / "mine.txt")

    assert problem == ""
    assert len(article.sentences) == 2

"""The forms of lessons 06 and 07, driven as their controls drive them."""

from __future__ import annotations

import pytest

from helpers.article import SECOND, Article, CourseError
from helpers.finds import doubts, sure_or_not
from helpers.forms import BeforeAndAfter, ClaimTable, FirstImpression, LateralSheet, Worksheet
from helpers.forms.sheets import Sheet
from helpers.reading import CLAIM, IMPRESSION, Reading, first_impression
from helpers.report import HOW, JUDGEMENTS, claims_to_weigh


@pytest.fixture
def reading(tmp_path, article) -> Reading:
    return Reading.load(tmp_path / "ana.json", article, name="Ana")


@pytest.fixture
def claims(article, reading) -> ClaimTable:
    return ClaimTable(reading, claims_to_weigh(article))


def _lines(form: Sheet) -> list[str]:
    return [label for label, _ in form.chosen.options]


def test_answer_is_saved_when_its_field_is_left(article, reading, claims):
    """It is in the file, under a key without a row number, and the list shows a tick."""
    claims.inputs["who"].value = "the union"
    saved = Reading.load(reading.path, article)

    (key,) = saved.answers
    assert key.startswith(f"{CLAIM}.1.1.")
    assert saved.answers[key]["who"] == "the union"
    assert claims.status.value.startswith('<p role="status"><b>Saved at ')
    assert _lines(claims)[0].startswith("✓ 1.1")
    assert "the union" in claims.table.value


def test_choosing_another_claim_changes_no_answer(reading, claims):
    """The fields show what was said of each, and nothing is saved by looking."""
    claims.inputs["judgement"].value = JUDGEMENTS[0]
    claims.chosen.value = 3
    assert claims.inputs["judgement"].value == ""
    assert len(reading.answers) == 1

    claims.chosen.value = 0
    assert claims.inputs["judgement"].value == JUDGEMENTS[0]
    assert len(reading.answers) == 1


def test_answers_are_there_when_the_form_is_made_again(article, reading, claims):
    """After a restart; a claim of one's own is in the list again."""
    claims.own.value = "Similar lawsuits were filed by city officials"
    claims.inputs["how"].value = HOW[""]
    again = ClaimTable(reading, claims_to_weigh(article))

    assert any(line.startswith("✓ 16.3  Similar") for line in _lines(again))
    again.chosen.value = len(again.items) - 1
    assert again.inputs["how"].value == HOW[""]


def test_claim_that_is_not_in_the_text_is_refused(claims):
    """The list stays as it is."""
    before = _lines(claims)
    claims.own.value = "<b>zebra</b>"

    assert "&lt;b&gt;zebra&lt;/b&gt;”: these words do not stand in the text" in claims.status.value
    assert _lines(claims) == before


def test_claim_that_is_in_the_list_is_chosen_and_not_doubled(claims):
    """Its words, pasted."""
    before = len(claims.items)
    claims.own.value = "remaining peaceful and unarmed throughout the five weeks of its existence"

    assert len(claims.items) == before
    assert claims.item.line.startswith("5.3")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "No evidence yet: name an address, or exact words."),
        ("5.3", "Evidence: 5.3."),
        ("9.9", "9.9: this text has no such sentence."),
    ],
)
def test_form_says_what_it_makes_of_the_evidence(claims, said, told):
    """So that a slip is seen at once."""
    claims.inputs["evidence"].value = said
    claims.inputs["judgement"].value = JUDGEMENTS[0]

    assert told in claims.status.value


def test_what_cannot_be_saved_is_told(reading, claims, monkeypatch):
    """And the tick is not set."""

    def refuse(*_: object) -> None:
        raise CourseError("The disk is full; free some space.")

    monkeypatch.setattr(reading, "update_answer", refuse)
    claims.inputs["who"].value = "x"

    assert "The disk is full" in claims.status.value
    assert not _lines(claims)[0].startswith("✓")


def test_sentence_and_claim_are_shown_as_text(tmp_path):
    """An article that holds HTML shows it and runs nothing."""
    article = Article.from_text("Ann Lee said <script>alert(1)</script> was so.")
    form = ClaimTable(Reading.load(tmp_path / "x.json", article))

    assert "<script" not in form.about.value
    assert "&lt;" in form.about.value


def test_first_impression_is_met_again(article, reading):
    """What was written in lesson 00 stands above the fields, escaped; who skipped it is told kindly."""
    reading.set_answer("first-impression", {"accept": {"claim": "<i>7.2</i> is so", "sentence": ""}})
    form = BeforeAndAfter(reading)
    assert "&lt;i&gt;7.2&lt;/i&gt; is so" in form.about.value

    form.chosen.value = 1
    assert "That is no harm" in form.about.value
    form.inputs["change"].value = "it moved"
    assert reading.answer("after.doubt")["change"] == "it moved"
    assert "WITHOUT EVIDENCE" in form.table.value


def test_lateral_sheet_keeps_check_and_address(article, reading):
    """What is to be checked is saved with where to look."""
    form = LateralSheet(reading)
    form.inputs["where"].value = "the city's archive"

    (answer,) = reading.answers.values()
    assert answer["check"] == "The full letter of the National ICE Council"
    assert answer["where"] == "the city's archive"


def test_worksheet_keeps_its_question(article, reading):
    """An answer can be read without the form."""
    form = Worksheet(reading)
    form.inputs["answer"].value = "The closing lines say so."

    assert reading.answer("worksheet.publisher")["question"] == "Who publishes this, who wrote it, and when?"


def test_forms_of_an_empty_text(tmp_path):
    """Nothing to weigh is no error."""
    article = Article.from_text("")
    reading = Reading.load(tmp_path / "x.json", article)
    form = ClaimTable(reading)
    form.inputs["who"].value = "x"

    assert form.item is None
    assert reading.answers == {}
    assert doubts(article).empty
    assert sure_or_not(article).empty


@pytest.mark.parametrize("make", [ClaimTable, BeforeAndAfter, LateralSheet, Worksheet])
def test_every_field_has_a_label_and_a_stable_text(article, reading, make):
    """For screen readers, and for nbval."""
    form = make(reading)

    assert all(box.description for box in (form.chosen, *form.inputs.values()))
    assert repr(form) == f"{form.name}. Run this cell to use it."


# Doubts -------------------------------------------------------------------------------


def test_doubts_name_what_the_helper_guessed():
    """A pronoun, a carried speaker, words in marks, and a stray mark."""
    text = 'Ann Lee was late. She said it rained. “But it “stopped.\n\nThe "new" road opened.'
    found = doubts(Article.from_text(text))

    assert "“She” was taken for Ann Lee" in set(found["why"])
    assert {"claim", "words in marks", "the file"} <= set(found["about"])


def test_doubts_are_those_of_the_rows():
    """The column of the table and the list of doubts say the same."""
    from helpers.article import read_article

    article = read_article(SECOND)
    rows, listed = sure_or_not(article), doubts(article)

    marked = rows[rows["not_sure_because"] != ""]
    assert marked["not_sure_because"].to_list() == listed[listed["about"] == "claim"]["why"].to_list()
    assert 0 < len(marked) < len(rows)


def test_the_form_of_lesson_00_is_understood(article, tmp_path):
    """What the first impression saves is what lesson 06 shows again, every item of it."""
    reading = Reading.load(tmp_path / "x.json", article)
    claims = {kind: {"claim": f"my {kind}", "sentence": "7.2"} for kind in ("accept", "doubt", "open")}
    ranges = [{"from": "1", "to": "18", "kind": "mixed", "why": "8.2 judges"}]
    form = FirstImpression(reading)
    reading.set_answer("first-impression", {**claims, "sure": "3: fairly sure", "kinds": ranges})

    assert set(form.value()) == {*claims, "sure", "kinds"}
    assert set(first_impression(reading)) == set(IMPRESSION)
    assert "my open" in first_impression(reading)["a claim I could not judge"]

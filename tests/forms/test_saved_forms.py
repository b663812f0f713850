"""The forms that keep their answers in the reading, driven as their controls drive them."""

from __future__ import annotations

import pytest

from helpers.article import Article, CourseError, read_lexicon
from helpers.forms import BeforeAndAfter, ClaimTable, FirstImpression, LateralSheet, SourceGrid, VerbSwap, Worksheet
from helpers.forms.frame import clock
from helpers.forms.source_grid import QUESTIONS, source_key
from helpers.forms.verb_swap import inflect, reporting_verbs_in
from helpers.reading import FIRST_IMPRESSION, LOCKED, SOURCE_GRID, Reading

NASTY = "<script>alert(1)</script>"
SOURCES = ["the letter", "the mayor"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ana.json"


@pytest.fixture
def reading(path, article) -> Reading:
    return Reading.load(path, article, name="Ana")


def _fill(form: FirstImpression) -> None:
    for number, kind in enumerate(("accept", "doubt", "open"), 1):
        form.inputs[f"{kind}.claim"].value, form.inputs[f"{kind}.sentence"].value = f"Claim {number}", f"{number}.1"
    form.inputs["sure"].value = "3: fairly sure"
    for name, value in {"from": "1", "to": "18", "kind": "mixed", "why": "It judges and reports."}.items():
        form.inputs[f"kinds.0.{name}"].value = value


def _locked(article: Article, reading: Reading) -> FirstImpression:
    form = FirstImpression(reading)
    _fill(form)
    form.lock.click()
    form.yes.click()
    return form


# What all of them share ---------------------------------------------------------


def _forms(article: Article, reading: Reading) -> list:
    return [FirstImpression(reading), SourceGrid(reading, SOURCES), VerbSwap(reading, "3.1")]


def test_stored_text_is_the_same_on_every_run(article, reading):
    """What nbval compares holds no model id and no address in memory."""
    assert [repr(form) for form in _forms(article, reading)] == [
        "First impression. Run this cell to use it.",
        "Source grid. Run this cell to use it.",
        "Verb swap. Run this cell to use it.",
    ]


def test_showing_a_form_saves_nothing(article, reading, path):
    """A form that is only looked at leaves no file; each says that nothing is saved."""
    for form in _forms(article, reading):
        assert "Nothing is saved yet." in form.status.value
    assert not path.exists()


def test_a_folder_that_cannot_be_written_to_is_named(article, tmp_path):
    """The form goes on, and says what is wrong."""
    (tmp_path / "file").write_text("not a folder")
    form = FirstImpression(Reading(tmp_path / "file2", article))
    form.reading.path = form.reading._file.path = tmp_path / "file" / "a.json"
    form.inputs["sure"].value = "5: certain"

    assert "cannot be" in form.status.value
    assert form.inputs["sure"].value == "5: certain"


def test_time_is_said_in_words(article, reading):
    """Today the hour is enough; on another day the day is said; what a form says is escaped."""
    reading.set_answer("k", 1)

    assert len(clock(reading.answered_at("k"))) == 5
    assert "August 2018, " in clock("2018-08-02T12:00:00.000000Z")
    form = VerbSwap(reading, "3.1")
    form.say(NASTY)
    assert "<script" not in form.status.value


@pytest.mark.parametrize("junk", [7, [], [[1]], {"kinds": 3}, {"kinds": [5, {"from": 9}]}, {"accept": NASTY}, None])
def test_hand_edited_answers_do_no_harm(article, reading, junk):
    """Whatever somebody wrote into the file under a key of ours, the form opens."""
    for key in (FIRST_IMPRESSION, SOURCE_GRID, source_key("the letter"), "verb-swap/3.1", LOCKED):
        reading.set_answer(key, junk)

    assert len(_forms(article, reading)) == 3


CHANGES = {  # a form, and two of its fields with what two people write there
    "first impression": (FirstImpression, {"accept.claim": "Agents called.", "sure": "5: certain"}),
    "ranges": (FirstImpression, {"kinds.0.why": "It judges.", "kinds.0.from": "2"}),
    "source grid": (lambda reading: SourceGrid(reading, SOURCES), {"named.value": "partly", "claim": "Agents called."}),
    "whole story": (lambda reading: SourceGrid(reading, SOURCES), {"value": "no", "reason": "One voice."}),
    "claim table": (ClaimTable, {"who": "the letter", "evidence": "5.3"}),
    "before and after": (BeforeAndAfter, {"change": "it moved", "now": "I doubt it."}),
    "lateral sheet": (LateralSheet, {"where": "the archive", "found": "a letter"}),
    "worksheet": (Worksheet, {"answer": "A report.", "evidence": "1.1"}),
}


@pytest.mark.parametrize(("make", "written"), CHANGES.values(), ids=CHANGES)
def test_two_copies_of_a_form_keep_what_either_has_written(article, path, make, written):
    """The second copy was opened before the first one saved; it writes its own field and no other."""
    copies = [make(Reading.load(path, article)) for _ in range(2)]
    for form, (name, text) in zip(copies, written.items(), strict=True):
        form.inputs[name].value = text
    again = make(Reading.load(path, article))

    assert {name: again.inputs[name].value for name in written} == written


def test_two_copies_of_a_verb_swap_keep_what_either_has_written(article, path):
    """One chooses a verb, the other writes what changed."""
    one, other = (VerbSwap(Reading.load(path, article), "3.1") for _ in range(2))
    one.other.value = "say"
    other.inputs["changed"].value = "It sounds less sure."

    assert Reading.load(path, article).answer("verb-swap/3.1") == {
        "verb": "accuses",
        "chosen": "say",
        "changed": "It sounds less sure.",
    }


def test_what_another_tool_put_into_an_answer_is_kept(article, path):
    """A form writes its field; whatever else the answer holds stays as it is."""
    reading = Reading.load(path, article)
    reading.set_answer("worksheet.publisher", {"question": "Who?", "answer": "A", "teacher": {"points": 2}})
    Worksheet(reading).inputs["evidence"].value = "1.1"

    assert reading.answer("worksheet.publisher")["teacher"] == {"points": 2}


def test_what_could_not_be_saved_is_saved_with_the_next_field(article, reading, monkeypatch):
    """A disk that was full for a while; nobody has to write a thing twice."""
    form = FirstImpression(reading)
    form.inputs["accept.claim"].value = "first"

    def refuse(*_: object) -> None:
        raise CourseError("The disk is full; free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(reading, "update_answer", refuse)
        form.inputs["accept.claim"].value = "second"
    assert "The disk is full" in form.status.value
    form.inputs["sure"].value = "5: certain"

    assert reading.answer(FIRST_IMPRESSION)["accept"]["claim"] == "second"


# First impression -----------------------------------------------------------------


def test_each_answer_is_saved_and_comes_back(article, reading, path):
    """After a restart of the kernel the form holds what was written."""
    form = FirstImpression(reading)
    _fill(form)
    form.more.click()
    form.inputs["kinds.1.kind"].value = "opinion"
    again = FirstImpression(Reading.load(path, article))

    assert again.value() == form.value()
    assert [again.inputs[f"kinds.{place}.kind"].value for place in (0, 1)] == ["mixed", "opinion"]
    assert again.status.value == form.status.value
    assert "Saved at" in again.status.value


def test_range_can_be_taken_back(article, reading):
    """The last range goes; the first stays."""
    form = FirstImpression(reading)
    form.more.click()
    form.fewer.click()
    form.fewer.click()

    assert len(form.ranges.children) == len(reading.answer(FIRST_IMPRESSION)["kinds"]) == 1


def test_what_is_missing_is_named(article, reading):
    """An empty form, an address that is not there, a range that ends before it begins."""
    form = FirstImpression(reading)
    form.lock.click()
    assert "Still missing: a claim that I accept; a claim that I doubt; a claim that I cannot judge;" in (
        form.status.value
    )
    _fill(form)
    form.inputs["doubt.sentence"].value = "99.9"
    form.inputs["kinds.0.from"].value, form.inputs["kinds.0.to"].value = "9", "2"

    assert form.missing() == [
        "the address of a claim that I doubt, a sentence of this article",
        "a range 1 that ends after it begins",
    ]
    form.yes.click()  # not on the page now; but were it pressed by a stale view, nothing would be lost
    assert reading.answer(FIRST_IMPRESSION)["doubt"]["sentence"] == "99.9"


def test_lock_asks_once_and_holds(article, reading, path):
    """Asked, declined, asked, locked: from then on it is shown with its time, and cannot be changed."""
    form = FirstImpression(reading)
    _fill(form)
    form.lock.click()
    assert "Lock it?" in form.page.children[0].value
    form.no.click()
    assert form.lock in form.page.children
    form.lock.click()
    form.yes.click()
    again = FirstImpression(Reading.load(path, article))

    for shown in (form, again):
        assert "Locked at" in shown.status.value
        assert len(shown.page.children) == 1
        assert "Claim 2 (2.1)" in shown.page.children[0].value
        assert "mixed: It judges and reports." in shown.page.children[0].value


def test_locked_in_one_tab_is_locked_in_the_other(article, path):
    """What another tab still shows open is not saved over the locked answer."""
    one, other = (FirstImpression(Reading.load(path, article)) for _ in range(2))
    _fill(one)
    one.lock.click()
    one.yes.click()
    other.inputs["accept.claim"].value = "Later thought"

    assert "Locked at" in other.status.value
    assert Reading.load(path, article).answer(FIRST_IMPRESSION)["accept"]["claim"] == "Claim 1"


def test_what_was_written_is_shown_as_text(article, reading):
    """A script in a claim stays text."""
    form = FirstImpression(reading)
    _fill(form)
    form.inputs["accept.claim"].value = form.inputs["kinds.0.why"].value = NASTY
    form.lock.click()
    form.yes.click()

    assert "<script" not in form.page.children[0].value
    assert form.page.children[0].value.count("&lt;script&gt;") == 2


def test_lock_of_all_answers(article, reading):
    """The lock is an answer of its own, so that no other tab can take it away."""
    _locked(article, reading)

    assert reading.answer(LOCKED) is True


# Source grid -----------------------------------------------------------------------


def test_each_source_has_its_own_answers(article, reading, path):
    """Turning to another source and back shows what was saved of each; turning alone saves nothing."""
    grid = SourceGrid(reading, SOURCES)
    grid.inputs["claim"].value = "Agents called"
    grid.inputs["named.value"].value = "partly"
    grid.inputs["named.reason"].value = "An attorney"
    grid.source.value = "the mayor"
    assert grid.inputs["claim"].value == grid.inputs["named.value"].value == ""
    assert source_key("the mayor") not in reading.answers
    grid.inputs["verifies.value"].value = "the article does not say"
    again = SourceGrid(Reading.load(path, article), SOURCES)

    assert again.inputs["claim"].value == "Agents called"
    assert again.inputs["named.reason"].value == "An attorney"
    assert reading.answer(source_key("the mayor"))["verifies"]["value"] == "the article does not say"
    assert again.table.value.count("the article does not say") == again.table.value.count("partly") == 1


def test_story_as_a_whole_is_asked_once(article, reading, path):
    """Multiple is no property of one source."""
    grid = SourceGrid(reading, SOURCES)
    grid.inputs["value"].value, grid.inputs["reason"].value = "partly", "Two voices"
    again = SourceGrid(Reading.load(path, article), SOURCES)

    assert "multiple" not in QUESTIONS
    assert (again.inputs["value"].value, again.inputs["reason"].value) == ("partly", "Two voices")


def test_grid_names_an_address_that_is_not_there(article, reading):
    """It is saved as written, and the line says what is wrong with it."""
    grid = SourceGrid(reading, SOURCES)
    grid.inputs["sentence"].value = "99.9"

    assert "there is no such sentence" in grid.status.value
    assert reading.answer(source_key("the letter"))["sentence"] == "99.9"


def test_name_of_a_source_is_shown_as_text(article, reading):
    """Sources come from an article."""
    grid = SourceGrid(reading, [NASTY])

    assert "<script" not in grid.table.value


@pytest.mark.parametrize("sources", [[], ["a", "a"]])
def test_grid_needs_sources(article, reading, sources):
    """At least one, and none twice."""
    with pytest.raises(CourseError, match="needs at least one source, and each of them once"):
        SourceGrid(reading, sources)


# Verb swap ---------------------------------------------------------------------------


def _verb(entry: str) -> dict[str, str]:
    return next(verb for verb in read_lexicon("reporting_verbs") if verb["entry"] == entry)


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("say", "say says said said saying"),
        ("write", "write writes wrote written writing"),
        ("see", "see sees saw seen seeing"),
        ("label", "label labels labeled labeled labeling"),
        ("realize", "realize realizes realized realized realizing"),
        ("learn", "learn learns learned learnt learning"),
        ("put", "put puts put put putting"),
        ("bet", "bet bets bet bet betting"),
    ],
)
def test_verb_is_put_into_the_form_that_is_needed(entry, forms):
    """Regular, irregular, with two spellings, without a past form of its own."""
    tenses = ("base", "s", "past", "participle", "ing")

    assert [inflect(_verb(entry), tense) for tense in tenses] == forms.split()


def test_every_verb_has_every_form():
    """Each form that the widget makes is in the list of the verb's forms."""
    for verb in read_lexicon("reporting_verbs"):
        for tense in ("base", "s", "past", "participle", "ing"):
            assert inflect(verb, tense) in verb["forms"].split(), (verb["entry"], tense)


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("Ann Lee claimed it rained.", "say", "Ann Lee <mark>said</mark> it rained."),
        ("Ann Lee says it rained.", "claim", "Ann Lee <mark>claims</mark> it rained."),
        ("Ann Lee has claimed it rained.", "write", "has <mark>written</mark> it"),
    ],
)
def test_swapped_verb_fits_the_sentence(tmp_path, text, other, expected):
    """Past for past, present for present, participle for participle."""
    article = Article.from_text(text)
    swap = VerbSwap(Reading.load(tmp_path / "a.json", article), "1.1")
    swap.other.value = other

    assert expected in swap.view.value


def test_swap_shows_both_stances_and_restores(tmp_path):
    """The article's verb and the new one, each with its class; one click goes back."""
    article = Article.from_text("Ann Lee claimed it rained.")
    swap = VerbSwap(Reading.load(tmp_path / "a.json", article), "1.1")
    before = swap.view.value
    assert "claim: distancing" in before
    swap.other.value = "say"
    assert "The article has “claimed” (distancing). Now say: neutral" in swap.view.value
    swap.back.click()

    assert swap.view.value == before


def test_rare_construction_still_offers_a_choice(article, reading):
    """Hardly any verb is built like "accuse somebody of"; then every verb is offered, the verb itself among them."""
    swap = VerbSwap(reading, "3.1")

    assert swap.other.value == "accuse"
    assert len(swap.other.options) == len(read_lexicon("reporting_verbs"))


def test_swap_is_saved_and_comes_back(article, reading, path):
    """The verb, its substitute and what changed."""
    swap = VerbSwap(reading, "3.1")
    swap.other.value = swap.other.options[3][1]
    swap.inputs["changed"].value = "It sounds less sure."
    again = VerbSwap(Reading.load(path, article), "3.1")

    assert (again.verb.value, again.other.value, again.inputs["changed"].value) == (
        swap.verb.value,
        swap.other.value,
        "It sounds less sure.",
    )
    assert again.view.value == swap.view.value


def test_second_verb_of_a_sentence_can_be_chosen(tmp_path):
    """The list follows the chosen verb, and the verb itself is the first answer."""
    article = Article.from_text("Ann Lee said it rained, and Bo Day denied it snowed.")
    swap = VerbSwap(Reading.load(tmp_path / "a.json", article), "1.1")
    assert [word for word, _ in swap.verb.options] == ["said", "denied"]
    swap.verb.value = swap.verb.options[1][1]

    assert swap.other.value == "deny"
    assert swap.reading.answer("verb-swap/1.1") == {"verb": "denied", "chosen": "deny", "changed": ""}


def test_article_is_shown_as_text(tmp_path):
    """A tag in a sentence stays text."""
    article = Article.from_text(f"Ann Lee said {NASTY} rained.")

    assert "<script" not in VerbSwap(Reading.load(tmp_path / "a.json", article), "1.1").view.value


def test_sentence_without_a_verb_is_refused(tmp_path):
    """The message says what to do."""
    article = Article.from_text("A red house.")
    with pytest.raises(CourseError, match=r"Sentence 1\.1 has no reporting verb of the list; choose another sentence"):
        VerbSwap(Reading.load(tmp_path / "a.json", article), "1.1")


def test_each_reporting_sentence_of_the_article_can_be_swapped(article, reading):
    """Every sentence with a reporting verb, every verb in it, in every form: each sentence is drawn."""
    for address in article.sentences["sentence"]:
        if not reporting_verbs_in(article, address).empty:
            swap = VerbSwap(reading, address)
            for _, entry in swap.other.options[::20]:
                swap.other.value = entry
                assert swap.view.value.count("<mark>") == 1

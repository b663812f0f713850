"""A reading: what is marked is on the disk, comes back, and survives other tabs, other texts and hostile files."""

from __future__ import annotations

import json
import math
import os
import uuid

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article, CourseError
from helpers.reading import Reading, annotations, documents, known_readers, open_reading
from helpers.reading.annotations import stamp
from helpers.reading.marks import COLUMNS
from helpers.reading.quotes import find_quote
from tests.frames import assert_offsets

TEXT = "The mayor’s 😀 pretext is weak. “Weak obstacles,” she said.\n\nIt fell apart."
NASTY = "<script>alert(1)</script>"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ana.json"


@pytest.fixture
def short() -> Article:
    return Article.from_text(TEXT)


@pytest.fixture
def made(path, short) -> Reading:
    """A reading with one mark that has a note, and one answer."""
    reading = Reading.load(path, short, name="Ana")
    reading.add(14, 21, "loaded", "Whose word?")
    reading.set_answer("k", {"sure": 3})
    return reading


def _page(path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


# Marks ---------------------------------------------------------------------------


def test_a_mark_comes_back_with_everything(made, path, short):
    """Place, words, label, note, sentence and time, from the disk, in another kernel."""
    again = Reading.load(path, short)
    row = again.marks.iloc[0]

    assert row[["start", "end", "text", "label", "note", "sentence"]].to_list() == [
        14, 21, "pretext", "loaded", "Whose word?", "1.1",
    ]  # fmt: skip
    assert again.marks.equals(made.marks)
    assert again.name == "Ana"
    assert again.saved_at == made.saved_at
    assert repr(again) == "Reading('Ana', 1 marks, 1 answers)"


def test_columns_are_those_of_the_docstring(made, short):
    """The same columns and types with marks, without, and without an article."""
    empty = Reading.load(made.path.with_name("other.json"), short).marks
    bare = Reading.load(made.path).marks

    assert list(made.marks.columns) == list(empty.columns) == list(bare.columns) == COLUMNS
    assert made.marks.dtypes.to_list() == empty.dtypes.to_list() == bare.dtypes.to_list()
    assert bare["sentence"].isna().all()
    assert bare["text"].to_list() == ["pretext"]


def test_marks_stand_in_the_order_of_the_text(made, short):
    """Not in the order in which they were made; they may overlap and nest, cross sentences and paragraphs."""
    for start, end in ((0, 60), (12, 13), (0, 3), (50, 62)):
        made.add(start, end, "x")

    assert made.marks["start"].to_list() == [0, 0, 12, 14, 50]
    assert_offsets(short, made.marks)


def test_mark_changes_and_goes(made, path, short):
    """Label, note, or both; each change is on the disk at once."""
    (name,) = made.marks["id"]
    made.change(name, label="naming")
    assert Reading.load(path, short).marks[["label", "note"]].iloc[0].to_list() == ["naming", "Whose word?"]
    made.change(name, note="")
    assert Reading.load(path, short).marks[["label", "note"]].iloc[0].to_list() == ["naming", ""]
    made.remove(name)
    made.remove(name)

    assert Reading.load(path, short).marks.empty
    assert Reading.load(path, short).answer("k") == {"sure": 3}


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ((-1, 3, "x"), "lies outside the text, which ends at 74; choose again"),
        ((0, 75, "x"), "lies outside the text, which ends at 74; choose again"),
        ((0, 10**30, "x"), "lies outside the text"),
        ((3, 3, "x"), "is empty; choose at least one character"),
        ((5, 3, "x"), "is empty; choose at least one character"),
        ((0.5, 3, "x"), "give two whole numbers"),
        (("0", 3, "x"), "give two whole numbers"),
        ((None, 3, "x"), "give two whole numbers"),
        ((0, 3, " "), "The label is empty; name what kind of mark this is"),
        ((0, 3, 7), "The label 7 is no text"),
        ((0, 3, "x" * 101), "The label has 101 characters, and the limit is 100; shorten it"),
        ((0, 3, "x", None), "The note None is no text"),
        ((0, 3, "x", "n" * 2_001), "The note has 2,001 characters, and the limit is 2,000; shorten it"),
    ],
)
def test_a_bad_mark_is_refused_in_one_sentence(path, short, arguments, fault):
    """Nothing is added, and nothing is written."""
    reading = Reading.load(path, short)
    with pytest.raises(CourseError, match=fault):
        reading.add(*arguments)

    assert reading.marks.empty
    assert not path.exists()


def test_numbers_of_numpy_are_whole_numbers(path, short):
    """Offsets come out of frames."""
    Reading.load(path, short).add(np.int64(0), np.int64(3), "x")

    assert Reading.load(path, short).marks["text"].to_list() == ["The"]


def test_a_mark_that_is_not_there_is_named(made):
    """To change, or to remove; an answer is no mark."""
    answer = next(item["id"] for item in _page(made.path)["items"] if item["motivation"] == "describing")
    for name in ("urn:uuid:0", answer):
        with pytest.raises(CourseError, match="there is no such mark; perhaps it was removed in another tab"):
            made.change(name, note="x")
        with pytest.raises(CourseError, match="there is no such mark"):
            made.remove(name)


def test_without_its_article_a_reading_can_only_be_looked_at(made):
    """Marks with the offsets of the file; adding says what is missing."""
    with pytest.raises(CourseError, match="load the reading together with its article"):
        Reading.load(made.path).add(0, 3, "x")


# Answers ----------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["text", "", 3, 2.5, True, None, [1, "a"], {"a": {"b": [None]}}])
def test_any_plain_answer_comes_back(path, short, value):
    """With its time; and a key without an answer gives the default."""
    reading = Reading.load(path, short)
    assert reading.answered_at("k") is None
    reading.set_answer("k", value)
    again = Reading.load(path, short)

    assert again.answer("k", "default") == value
    assert type(again.answer("k")) is type(value)
    assert again.answers == {"k": value}
    assert again.answered_at("k") == reading.answered_at("k") <= stamp()
    assert again.answer("other", 7) == 7


def test_an_answer_is_what_will_come_back(path, short):
    """Keys of a dictionary are text and a tuple is a list, at once and not only after a restart."""
    reading = Reading.load(path, short)
    reading.set_answer("k", {1: (2, 3)})

    assert reading.answer("k") == {"1": [2, 3]}
    reading.answer("k")["1"].append(4)
    assert reading.answer("k") == {"1": [2, 3]}


def test_an_answer_keeps_its_place_and_its_first_time(path, short):
    """Answered again, it is the same annotation with a new time."""
    reading = Reading.load(path, short)
    reading.set_answer("k", 1)
    (first,) = _page(path)["items"]
    reading.set_answer("k", 2)
    (second,) = _page(path)["items"]

    assert (first["id"], first["created"]) == (second["id"], second["created"])
    assert first["modified"] < second["modified"] == reading.answered_at("k")


def test_two_readings_of_one_file_change_one_answer(path, short):
    """Each changes it as it is in the file now, not as it was when the reading was loaded."""
    one, other = Reading.load(path, short), Reading.load(path, short)
    one.update_answer("k", lambda before: {**(before or {}), "a": 1})
    other.update_answer("k", lambda before: {**before, "b": 2})
    one.refresh()

    assert one.answer("k") == other.answer("k") == {"a": 1, "b": 2}


def test_a_change_that_cannot_be_made_changes_nothing(path, short):
    """What *change* gets is a copy; when it fails, or returns what no file can hold, the file stays as it is."""
    reading = Reading.load(path, short)
    reading.set_answer("k", {"a": 1})
    before = path.read_bytes()

    def change(answer: dict) -> dict:
        answer["a"] = {1, 2}
        return answer

    with pytest.raises(CourseError, match="k: this answer cannot be kept"):
        reading.update_answer("k", change)
    assert path.read_bytes() == before
    assert reading.answer("k") == {"a": 1}


def test_one_answer_is_copied_not_all(path, short, monkeypatch):
    """With many answers in a file, one is read as fast as with few."""
    reading = Reading.load(path, short)
    for number in range(5):
        reading.set_answer(f"k{number}", [number])
    copied = []
    monkeypatch.setattr(annotations.copy, "deepcopy", lambda value: copied.append(value) or value)

    assert reading.answer("k3") == [3]
    assert copied == [[3]]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object(), b"x"])
def test_an_answer_that_no_file_can_hold_is_refused(path, short, value):
    """The message says what can be kept."""
    with pytest.raises(CourseError, match="k: this answer cannot be kept; use text, numbers"):
        Reading.load(path, short).set_answer("k", value)


@pytest.mark.parametrize("value", ["x" * 100_001, [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]])
def test_an_answer_too_large_is_refused(path, short, value):
    """Too long, or too deep."""
    with pytest.raises(CourseError, match="k: this answer is too large to keep; shorten it"):
        Reading.load(path, short).set_answer("k", value)


@pytest.mark.parametrize("key", ["", 3, "k" * 101])
def test_a_bad_key_is_refused(path, short, key):
    """A key is a short text."""
    with pytest.raises(CourseError, match="the key of an answer must be a text of 1 to 100 characters"):
        Reading.load(path, short).set_answer(key, 1)


# The file -----------------------------------------------------------------------------


def test_file_is_a_web_annotation_page(made, path):
    """Every field that the W3C model asks for, and text that people can read."""
    page = _page(path)
    mark = next(item for item in page["items"] if item["motivation"] == "tagging")

    assert page["@context"] == mark.get("@context", page["@context"]) == "http://www.w3.org/ns/anno.jsonld"
    assert (page["type"], mark["type"]) == ("AnnotationPage", "Annotation")
    assert uuid.UUID(mark["id"].removeprefix("urn:uuid:")).version == 4
    assert mark["creator"] == page["creator"] == {"type": "Person", "name": "Ana"}
    assert mark["created"] == mark["modified"] <= page["modified"]
    assert [(body["purpose"], body["value"]) for body in mark["body"]] == [
        ("tagging", "loaded"),
        ("commenting", "Whose word?"),
    ]
    place, quote = mark["target"]["selector"]
    assert place == {"type": "TextPositionSelector", "start": 14, "end": 21}
    assert quote["exact"] == "pretext"
    assert TEXT[14 - len(quote["prefix"]) : 14] == quote["prefix"]
    assert mark["target"]["source"]["id"].startswith("urn:sha256:")
    assert "😀" in path.read_text(encoding="utf-8")


def test_only_readings_end_in_json(made, tmp_path):
    """Locks and temporary files are no readings."""
    assert [file.name for file in tmp_path.glob("*.json")] == ["ana.json"]
    assert list(tmp_path.glob("*.tmp")) == list(tmp_path.glob(".*.tmp")) == []


def test_leftovers_of_a_killed_process_are_swept(made, path, short):
    """Old ones go; one that may be in use stays."""
    old, new = (path.with_name(f".{path.name}.{k}.tmp") for k in (1, 2))
    for file in (old, new):
        file.write_text("half a fi")
    os.utime(old, (1, 1))
    Reading.load(path, short)

    assert not old.exists()
    assert new.exists()


def test_a_save_that_fails_changes_nothing(made, path, short, monkeypatch):
    """A full disk is named; memory and disk are as before; the next try succeeds."""
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _full_disk)
        with pytest.raises(CourseError, match=r"cannot be saved \(No space left"):
            made.add(0, 3, "x")
    assert path.read_bytes() == before
    assert len(made.marks) == 1
    assert list(path.parent.glob(".*.tmp")) == []
    made.add(0, 3, "x")

    assert len(Reading.load(path, short).marks) == 2


def _full_disk(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path, short):
    """It is left alone."""
    with pytest.raises(CourseError, match="the reading cannot be opened"):
        Reading.load(tmp_path, short)


def test_a_full_reading_is_refused_before_it_is_written(made, monkeypatch):
    """No file is written that could not be read again."""
    monkeypatch.setattr(documents, "MOST", 2)
    before = made.path.read_bytes()
    with pytest.raises(CourseError, match="this reading is full"):
        made.add(0, 3, "x")

    assert made.path.read_bytes() == before


# Two tabs --------------------------------------------------------------------------------


def test_marks_of_two_tabs_both_survive(path, short):
    """Each tab adds without having seen the other; the file, and after a look both tabs, have all."""
    one, two = (Reading.load(path, short, name="Ana") for _ in range(2))
    one.add(0, 3, "one")
    two.add(4, 9, "two")
    one.add(14, 21, "three")

    assert Reading.load(path, short).marks["label"].to_list() == ["one", "two", "three"]
    assert two.refresh() is True
    assert two.refresh() is False
    assert one.marks.equals(two.marks)


def test_a_deleted_mark_does_not_come_back(made, path, short):
    """Not from a tab that still shows it, not even when that tab then changes it."""
    other = Reading.load(path, short)
    (name,) = other.marks["id"]
    made.remove(name)
    other.add(0, 3, "x")
    with pytest.raises(CourseError, match="perhaps it was removed in another tab"):
        other.change(name, note="late")

    assert Reading.load(path, short).marks["label"].to_list() == ["x"]
    assert other.marks["label"].to_list() == ["x"]


def test_the_newest_change_wins(made, path, short):
    """Of a mark and of an answer; also when the clock was set back between the two."""
    other = Reading.load(path, short)
    (name,) = other.marks["id"]
    made.change(name, note="first")
    other.change(name, note="second")
    made.set_answer("k", 1)
    other.set_answer("k", 2)
    made.refresh()

    assert made.marks["note"].to_list() == ["second"]
    assert made.answer("k") == 2
    assert stamp("2999-01-01T00:00:00.000000Z") == "2999-01-01T00:00:00.000001Z"


def test_a_file_deleted_under_an_open_reading_is_written_again(made, path, short):
    """What a tab still holds is not lost."""
    path.unlink()
    assert made.refresh() is False
    made.add(0, 3, "x")

    assert len(Reading.load(path, short).marks) == 2


# Another text ------------------------------------------------------------------------------


def test_marks_move_with_the_text(made, path):
    """A sentence before them: each mark is where its words are, and one sentence says that they moved."""
    shifted = Article.from_text("A new beginning. " + TEXT)
    reading = Reading.load(path, shifted)

    assert reading.marks[["start", "text", "sentence"]].iloc[0].to_list() == [31, "pretext", "1.2"]
    assert reading.problems == [
        "1 mark: the text has changed, and its words were found at another place; look whether they still say it."
    ]


def test_the_right_one_of_several_places_is_found():
    """By the text around, then by nearness; without either, a guess is not made."""
    text = "the weak case. A very weak case. The weak one."

    assert find_quote(text, "weak", "A very ", " case", near=0) == (22, 26)
    assert find_quote("x weak y. x weak y. x weak y.", "weak", "x ", " y", near=14) == (12, 16)
    assert find_quote(text, "weak", "zzzzzzzz", "qqqqqqqq", near=0) is None
    assert find_quote("so weak obstacles", "weak obstacles", "zzzzzzzz", "qqqqqq", near=0) == (3, 17)
    assert find_quote("nothing", "weak", "", "", near=0) is None


def test_a_mark_whose_words_are_gone_is_kept_and_reported(made, path):
    """It is in no frame, stays in the file through every save, and is there again when the words are."""
    made.add(0, 11, "x")
    changed = Article.from_text(TEXT.replace("pretext", "reason"))
    reading = Reading.load(path, changed)
    assert reading.marks["label"].to_list() == ["x"]
    assert reading.problems[0] == (
        "“pretext” (loaded): this mark was not found in the text; it is kept in the file, "
        "and you can mark its words anew."
    )
    reading.add(0, 3, "y")

    assert Reading.load(path, Article.from_text(TEXT)).marks["text"].to_list() == ["The", "The mayor’s", "pretext"]


def test_a_thousand_lost_marks_are_not_a_thousand_sentences(path):
    """Twenty are named, the others counted."""
    text = " ".join(f"word{k}" for k in range(60))
    reading = Reading.load(path, Article.from_text(text))
    for word in range(30):
        reading.add(text.index(f"word{word}"), text.index(f"word{word}") + 5, "x")
    page = _page(path)
    page["article"] = {"id": "urn:sha256:other", "type": "Text", "title": "T"}
    for item in page["items"]:
        item["target"]["source"] = page["article"]
    path.write_text(json.dumps(page))
    gone = Reading.load(path, Article("Nothing of it. ", title="T", body=((0, 14),)))

    assert len(gone.problems) == 21
    assert gone.problems[-1].startswith("10 more")


def test_a_reading_of_another_article_is_set_aside(made, path):
    """Under another name, to the byte; the reading starts empty, and one sentence says so."""
    before = path.read_bytes()
    other = Reading.load(path, Article.from_text("Something else altogether, of no such words."))
    other.add(0, 9, "x")

    assert other.marks["text"].to_list() == ["Something"]
    assert path.with_name("ana.json.1.set-aside").read_bytes() == before
    assert len(other.problems) == 1
    assert "it is about another article (“without a title”); it is kept as ana.json.1.set-aside" in other.problems[0]


# Hostile files ---------------------------------------------------------------------------------


def _page_with(*items: object, **fields: object) -> bytes:
    return json.dumps({"items": list(items), **fields}).encode()


def _mark(**changes: object) -> dict:
    quote = {"type": "TextQuoteSelector", "exact": "mayor’s", "prefix": "The ", "suffix": " 😀"}
    place = {"type": "TextPositionSelector", "start": 4, "end": 11}
    body = [{"type": "TextualBody", "purpose": "tagging", "value": "loaded"}]
    return {"id": "urn:x", "type": "Annotation", "body": body, "target": {"selector": [place, quote]}, **changes}


BROKEN = {
    "empty": (b"", "it is not JSON (line 1, column 1)"),
    "half": (b'{"items": [{"id": "urn', "it is not JSON (line 1"),
    "no JSON": (b"hello", "it is not JSON"),
    "a list": (b"[]", "it has no list of annotations (items)"),
    "a number": (b"7", "it has no list of annotations (items)"),
    "no items": (b"{}", "it has no list of annotations (items)"),
    "items of wrong type": (b'{"items": {"a": 1}}', "it has no list of annotations (items)"),
    "an item of wrong type": (b'{"items": [1]}', "it has no list of annotations (items)"),
    "deleted of wrong type": (b'{"items": [], "deleted": [1]}', "its list of deleted marks is not as it should be"),
    "deleted without times": (b'{"items": [], "deleted": {"a": 1}}', "its list of deleted marks"),
    "NaN": (b'{"items": [], "a": NaN}', "it holds NaN, which is no number in JSON"),
    "infinity": (b'{"items": [], "a": 1e999}', "it holds a number that is too large (1e999)"),
    "huge number": (b'{"items": [], "a": ' + b"9" * 5000 + b"}", "it holds a number that is too large"),
    "deep": (b'{"items": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "its brackets lie too deep in each other"),
    "rather deep": (b'{"items": [], "a": ' + b"[" * 60 + b"]" * 60 + b"}", "its brackets lie too deep"),
    "not UTF-8": (b'{"items": [], "a": "\xff"}', "it is not text in UTF-8 (byte 21)"),
    "UTF-16": ('{"items": []}'.encode("utf-16"), "it is not text in UTF-8 (byte 1)"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "it is not text in UTF-8 (byte 1)"),
    "a million marks": (
        b'{"items": [' + b"{}," * 999_999 + b"{}]}",
        "it holds 1,000,000 annotations, and",
    ),
    "a pickle": (b"cos\nsystem\n(S'echo'\ntR.", "it is not JSON"),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_set_aside(path, short, name):
    """One sentence says what is wrong and where the file is now, to the byte; the next save begins a new one."""
    data, fault = BROKEN[name]
    path.write_bytes(data)
    reading = Reading.load(path, short)
    (problem,) = reading.problems
    reading.add(0, 3, "x")

    assert fault in problem
    assert problem.startswith("ana.json: ")
    assert problem.count(". ") == 0
    assert path.with_name("ana.json.1.set-aside").read_bytes() == data
    assert len(Reading.load(path, short).marks) == 1
    assert Reading.load(path, short).problems == []


def test_a_file_that_is_too_large_is_not_read(path, short):
    """21 MB of spaces are refused by their size."""
    with path.open("wb") as file:
        file.truncate(21_000_000)

    assert "it has 21 MB, and the limit is 20 MB" in Reading.load(path, short).problems[0]


def test_what_was_set_aside_is_never_overwritten(path, short):
    """The second one gets the next number."""
    for number in (1, 2, 3):
        path.write_text(f"broken {number}")
        Reading.load(path, short)

    assert [path.with_name(f"ana.json.{n}.set-aside").read_text() for n in (1, 2, 3)] == [
        "broken 1",
        "broken 2",
        "broken 3",
    ]


def test_a_file_that_breaks_under_an_open_reading_loses_nothing(made, path, short):
    """It is set aside at the next save, and all marks that the tab holds are written."""
    path.write_text("oh no")
    made.add(0, 3, "x")

    assert len(Reading.load(path, short).marks) == 2
    assert path.with_name("ana.json.1.set-aside").read_text() == "oh no"
    assert "it is not JSON" in made.problems[0]


ODD_SELECTORS = {
    "outside the text": {"type": "TextPositionSelector", "start": 10**6, "end": 10**6 + 3},
    "negative": {"type": "TextPositionSelector", "start": -5, "end": 3},
    "backwards": {"type": "TextPositionSelector", "start": 9, "end": 4},
    "huge": {"type": "TextPositionSelector", "start": 10**400, "end": 10**401},
    "text": {"type": "TextPositionSelector", "start": "4", "end": "11"},
    "a truth": {"type": "TextPositionSelector", "start": False, "end": True},
    "fractions": {"type": "TextPositionSelector", "start": 4.5, "end": 11.0},
    "nothing": None,
}


@pytest.mark.parametrize("name", ODD_SELECTORS)
def test_a_mark_with_an_impossible_place(path, short, name):
    """With its quote it is found; without, it is kept in the file and reported. Nothing else happens."""
    quote = {"type": "TextQuoteSelector", "exact": "mayor’s", "prefix": "The ", "suffix": " 😀"}
    found, lost = (
        _mark(id=f"urn:{number}", target={"selector": selectors})
        for number, selectors in enumerate(([ODD_SELECTORS[name], quote], [ODD_SELECTORS[name]]))
    )
    path.write_bytes(_page_with(found, lost))
    reading = Reading.load(path, short)
    assert reading.marks["text"].to_list() == ["mayor’s"]
    assert len(reading.problems) >= 1
    reading.add(0, 3, "x")

    assert {"urn:0", "urn:1"} < {item["id"] for item in _page(path)["items"]}
    Reading.load(path)
    assert repr(Reading.load(path)).startswith("Reading(")


@pytest.mark.parametrize("junk", [None, 7, True, "text", [], [1, None], {}, {"a": {"b": 1}}])
@pytest.mark.parametrize("field", ["id", "body", "target", "creator", "created", "modified", "motivation", "type"])
def test_a_field_of_the_wrong_type(path, short, field, junk):
    """The file is read, each frame and each sentence can be made, and a save keeps the other fields."""
    path.write_bytes(_page_with(_mark(**{field: junk})))
    reading = Reading.load(path, short)
    reading.add(0, 3, "x")
    again = Reading.load(path, short)

    assert_offsets(short, again.marks)
    assert len(_page(path)["items"]) == 2
    assert all(isinstance(problem, str) for problem in again.problems)


@pytest.mark.parametrize("junk", [None, 7, "text", [1], {"name": 7}, {"id": [], "title": {}}])
@pytest.mark.parametrize("field", ["creator", "article", "modified", "partOf", "@context", "id", "deleted"])
def test_a_head_of_the_wrong_type(path, short, field, junk):
    """It is read, or set aside with one sentence; a new mark is saved in both cases."""
    path.write_bytes(_page_with(_mark(), **{field: junk}))
    reading = Reading.load(path, short)
    reading.add(0, 3, "x")

    assert "The" in Reading.load(path, short).marks["text"].to_list()
    assert isinstance(reading.name, str)
    assert len(reading.problems) <= 1


def test_two_annotations_with_one_id_both_stay(path, short):
    """The second gets an id of its own, the same in every tab; a true copy is one."""
    path.write_bytes(_page_with(_mark(), _mark(body=[]), _mark()))
    one, two = Reading.load(path, short), Reading.load(path, short)
    one.save()

    assert len(one.marks) == 2
    assert one.marks.equals(two.marks)
    assert Reading.load(path, short).marks.equals(one.marks)


def test_annotations_of_other_tools_are_kept(path, short):
    """Without id, without place, with fields that nobody here knows: counted, and still there after a save."""
    foreign = {"type": "Annotation", "body": "http://example.org/x", "target": "http://example.org/y", "z": [1]}
    path.write_bytes(_page_with(foreign, _mark(via="http://example.org/tool"), generator={"name": "tool"}))
    reading = Reading.load(path, short)
    (name,) = reading.marks["id"]
    reading.change(name, note="New.")
    page = _page(path)

    assert reading.problems[-1].startswith("1 annotation of a kind that this course does not know")
    assert page["generator"] == {"name": "tool"}
    assert [item.get("via") for item in page["items"]] == [None, "http://example.org/tool"]
    assert {**foreign, "id": page["items"][0]["id"]} == page["items"][0]


def test_notes_are_text_and_nothing_else(path, short):
    """A script comes back letter for letter; a lone surrogate, which no page can show, becomes U+FFFD."""
    reading = Reading.load(path, short)
    reading.add(0, 3, "x", NASTY)
    reading.add(4, 9, "x", "half \ud83d of it")
    reading.set_answer("k\udc00", "half \ud83d")
    again = Reading.load(path, short)

    assert again.marks["note"].to_list() == [NASTY, "half \ufffd of it"]
    assert "k\ufffd" in again.answers
    path.read_bytes().decode("utf-8")


def test_lone_surrogates_in_a_file_are_read_and_kept(path, short):
    """As escapes they are legal JSON; the frame can be shown, and a save does not fail on them."""
    path.write_bytes(_page_with(_mark(note="\ud800", body={"purpose": "tagging", "value": "a\udfff"}), other="\ud800"))
    reading = Reading.load(path, short)
    reading.add(0, 3, "x")

    assert reading.marks["label"].to_list() == ["x", "a\ufffd"]
    assert _page(path)["items"][0]["note"] == "\ud800"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("id type body target selector start end exact purpose value key items source a".split()),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(value=JSON_VALUES | st.fixed_dictionaries({"items": st.lists(st.dictionaries(
    st.sampled_from("id body target created modified".split()), JSON_VALUES), max_size=3)}))  # fmt: skip
def test_any_json_is_read_or_set_aside(tmp_path_factory, value):
    """Whatever it holds: at most one sentence about the file, frames that can be made, and the next save works."""
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    article = Article.from_text(TEXT)
    reading = Reading.load(path, article)
    aside = path.with_name("a.json.1.set-aside").exists()
    reading.add(0, 3, "x")
    again = Reading.load(path, article)

    assert aside == any("it is kept as" in problem for problem in reading.problems)
    assert "x" in again.marks["label"].to_list()
    assert_offsets(article, again.marks)
    assert isinstance(again.answers, dict)
    assert again.problems == [problem for problem in reading.problems if "it is kept as" not in problem]


@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_or_set_aside(tmp_path_factory, data):
    """No bytes are lost, and none stop the work."""
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_bytes(data)
    reading = Reading.load(path, Article.from_text(TEXT))

    assert path.exists() or path.with_name("a.json.1.set-aside").read_bytes() == data
    assert len(reading.problems) <= 1


MARKS = st.lists(
    st.tuples(st.integers(0, 73), st.integers(1, 74), st.text(min_size=1, max_size=8), st.text(max_size=20)), max_size=6
)


@given(marks=MARKS)
def test_any_marks_come_back(tmp_path_factory, marks):
    """Whatever is marked, labelled and noted: after loading, the same frame, and no problem."""
    article = Article.from_text(TEXT)
    reading = Reading.load(tmp_path_factory.mktemp("any") / "a.json", article, name="Ana")
    made = 0
    for start, length, label, note in marks:
        if start + length <= len(TEXT) and label.strip():
            reading.add(start, start + length, label, note)
            made += 1
    again = Reading.load(reading.path, article)

    assert len(again.marks) == made
    assert again.marks.equals(reading.marks)
    assert again.problems == []
    assert_offsets(article, again.marks)


# Which file ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("READING_DIR", str(tmp_path / "deep" / "my reading"))
    monkeypatch.delenv("READING_NAME", raising=False)
    return tmp_path / "deep" / "my reading"


def test_reading_lies_beside_the_notebook(tmp_path, monkeypatch, article):
    """In my-reading/, which is made when the first mark is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("READING_DIR", raising=False)
    monkeypatch.delenv("READING_NAME", raising=False)
    reading = open_reading(article)
    assert not (tmp_path / "my-reading").exists()
    reading.add(0, 3, "x")

    assert reading.name == "reader"
    (file,) = (tmp_path / "my-reading").glob("*.json")
    assert file.name.startswith("immigration-police-launch-political-")


def test_environment_names_folder_and_reader(folder, monkeypatch, article):
    """What is not said in the notebook is taken from there."""
    monkeypatch.setenv("READING_NAME", "Ben")
    open_reading(article).save()
    open_reading(article, "Ana").save()

    assert known_readers(article) == ["Ana", "Ben"]
    assert len(list(folder.glob("*.json"))) == 2


NAMES = [
    "Ana",
    "ana",
    "Ána",
    "李雷",
    "🙂",
    "../../etc/passwd",
    "CON",
    "a/b\\c:d*?",
    "x" * 500,
    "a.json",
    "\ud800",
    "[a]*",
]


def test_any_name_gets_a_file_of_its_own(folder, article):
    """Names that differ only in case or in an accent, names without a letter of ASCII, names that are paths."""
    for name in NAMES:
        open_reading(article, name).set_answer("who", name.encode("utf-8", "replace").decode()[:50])
    files = list(folder.iterdir())

    assert len([file for file in files if file.suffix == ".json"]) == len(NAMES)
    assert len(known_readers(article)) == len(NAMES)
    assert all(len(file.name) < 120 and file.name.isascii() for file in files)
    for name in NAMES:
        assert open_reading(article, name).answer("who") == name.encode("utf-8", "replace").decode()[:50]


def test_readings_of_two_articles_stay_apart(folder, article, short):
    """Two texts, and two texts that begin alike."""
    third = Article.from_text(TEXT + " More.")
    for text in (article, short, third):
        open_reading(text, "Ana").add(0, 3, "x")

    assert len(list(folder.glob("*.json"))) == 3
    assert known_readers(short) == ["Ana"]
    assert known_readers(Article.from_text("Nobody read this.")) == []


def test_a_corrected_text_finds_its_reading(folder, article):
    """The teacher mends a word; the marks are there, in the same file."""
    word = article.words.iloc[500]
    open_reading(article, "Ana").add(int(word["start"]), int(word["end"]), "x")
    mended = Article(
        article.text.replace("38-day", "five-week long"),
        title=article.title,
        body=article.body,
        parts=article.parts,
    )
    reading = open_reading(mended, "Ana")

    assert reading.marks["text"].to_list() == [word["text"]]
    assert len(list(folder.glob("*.json"))) == 1
    assert known_readers(mended) == ["Ana"]


def test_broken_files_are_no_readers(folder, article):
    """The list of readers passes over them and leaves them alone."""
    open_reading(article, "Ana").save()
    (file,) = folder.glob("*.json")
    other = file.with_name(file.name.replace("ana", "ben"))
    other.write_text("broken")

    assert known_readers(article) == ["Ana"]
    assert other.read_text() == "broken"


# Time ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_thousand_marks_are_saved_whole(path, article):
    """As many as anybody makes; the file is read again with every one of them."""
    reading = Reading.load(path, article, name="Ana")
    for start in range(0, 6000, 6):
        reading.add(start, start + 8, "loaded", "A note.")

    assert len(Reading.load(path, article).marks) == 1000
    assert math.isclose(len(path.read_bytes()), 900_000, rel_tol=0.3)

"""The reading desk without a browser: commands, undo, layers, names, and messages that mean harm."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article, CourseError
from helpers.desk import LABELS, Desk, Label
from helpers.desk.desk import COMMANDS, HERE, OTHER, PARTS
from helpers.desk.labels import make_labels
from helpers.reading import LONGEST_NOTE, known_readers, open_reading


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """No test sees what another one, or a student, has saved."""
    monkeypatch.setenv("READING_DIR", str(tmp_path))
    monkeypatch.delenv("READING_NAME", raising=False)


@pytest.fixture
def desk(article) -> Desk:
    return Desk(open_reading(article, "Ana"))


def mark(desk: Desk, words: str, label: str = "loaded", note: str = "") -> dict:
    """Mark the first place of some words, as the browser asks for it."""
    start = desk.article.text.index(words)
    command = {"do": "add", "start": start, "end": start + len(words), "label": label, "note": note}
    return desk.receive(command)


def texts(desk: Desk) -> list[str]:
    return desk.marks["text"].to_list()


# Marks ----------------------------------------------------------------------------------


def test_mark_is_said_shown_and_saved(desk, article):
    """One sentence for the ear, one row for the next cell, one mark on the disk."""
    answer = mark(desk, "terror")

    assert answer["said"] == "Marked “terror” as loaded, sentence 3.2."
    assert desk.marks[["text", "label", "sentence"]].to_numpy().tolist() == [["terror", "loaded", "3.2"]]
    assert open_reading(article, "Ana").marks["id"].to_list() == [answer["id"]]
    assert [row["id"] for row in desk.own_marks] == [answer["id"]]


def test_heading_and_byline_can_be_marked(desk):
    """They are evidence too."""
    assert mark(desk, "political attack")["said"] == "Marked “political attack” as loaded, sentence 0.1."
    assert mark(desk, "Kayla Costa", "source")["said"] == "Marked “Kayla Costa” as source, outside the body."


def test_same_mark_twice_is_refused(desk):
    """A double click is one mark; another label on the same words is another mark."""
    mark(desk, "terror")

    assert mark(desk, "terror") == {"error": "You have already marked “terror” as loaded, sentence 3.2."}
    assert "said" in mark(desk, "terror", "quote")


def test_note_label_and_removal(desk):
    """Each says what it did."""
    id = mark(desk, "pretext")["id"]

    assert desk.receive({"do": "change", "id": id, "note": " It judges. "})["said"].startswith("Note saved")
    assert desk.receive({"do": "change", "id": id, "label": "quote"})["said"].startswith(
        "Changed to “pretext” as quote"
    )
    assert desk.marks[["label", "note"]].to_numpy().tolist() == [["quote", "It judges."]]
    assert desk.receive({"do": "remove", "id": id})["said"] == "Removed “pretext” as quote, sentence 8.1."
    assert desk.marks.empty


def test_note_that_is_too_long_is_refused_in_one_sentence(desk):
    """At the limit it is kept; one character more, and the mark stays as it was."""
    id = mark(desk, "pretext", note="x" * LONGEST_NOTE)["id"]
    answer = desk.receive({"do": "change", "id": id, "note": "y" * (LONGEST_NOTE + 1)})

    assert answer == {"error": "The note has 2,001 characters, and the limit is 2,000; shorten it."}
    assert desk.marks["note"].to_list() == ["x" * LONGEST_NOTE]
    assert desk.options["longest_note"] == LONGEST_NOTE


def test_longer_note_of_an_earlier_version_is_shown_and_kept(article, monkeypatch):
    """The limit is for what is put in: a mark from the disk keeps its note under another label."""
    note = "x" * (LONGEST_NOTE + 1)
    with monkeypatch.context() as earlier:
        earlier.setattr("helpers.reading.reading.LONGEST_NOTE", len(note))
        id = open_reading(article, "Ana").add(0, 5, "loaded", note)
    desk = Desk(open_reading(article, "Ana"))
    assert desk.own_marks[0]["note"] == note
    desk.receive({"do": "change", "id": id, "label": "quote"})

    assert desk.marks[["label", "note"]].to_numpy().tolist() == [["quote", note]]


def test_narrowing_keeps_label_and_note_and_is_one_step(desk):
    """The word that carries the mark stands for the whole; undo brings the whole back."""
    id = mark(desk, "created a zone of terror and lawlessness", note="why")["id"]
    start = desk.article.text.index("lawlessness")
    desk.receive({"do": "narrow", "id": id, "start": start, "end": start + 11})

    assert desk.marks[["text", "note"]].to_numpy().tolist() == [["lawlessness", "why"]]
    desk.receive({"do": "undo"})
    assert texts(desk) == ["created a zone of terror and lawlessness"]


def test_offsets_count_code_points():
    """What Python marks behind an emoji is what it says."""
    desk = Desk(open_reading(Article.from_text("The 😀 mayor 👨‍👩‍👧 came."), "Ana"))
    mark(desk, "mayor")

    assert texts(desk) == ["mayor"]
    assert desk.page[0]["sentences"] == [(0, len(desk.article.text), "1.1")]


# Undo and redo --------------------------------------------------------------------------


def test_undo_and_redo_walk_through_everything(desk):
    """Back to nothing, forth to all; a mark that came back under a new id can be changed and removed again."""
    seen = [texts(desk)]
    id = mark(desk, "absurd")["id"]
    seen.append(texts(desk))
    mark(desk, "fascistic")
    seen.append(texts(desk))
    desk.receive({"do": "remove", "id": id})
    seen.append(texts(desk))
    for _ in range(2):
        for expected in seen[-2::-1]:
            assert "Undone" in desk.receive({"do": "undo"})["said"]
            assert texts(desk) == expected
        for expected in seen[1:]:
            assert "Done again" in desk.receive({"do": "redo"})["said"]
            assert texts(desk) == expected


def test_undo_with_nothing_to_undo(desk):
    """One sentence."""
    assert desk.receive({"do": "undo"}) == {"error": "There is nothing to undo."}
    assert desk.receive({"do": "redo"}) == {"error": "There is nothing to do again."}
    assert (desk.state["undo"], desk.state["redo"]) == (False, False)


def test_a_new_act_forgets_what_was_undone(desk):
    """As everywhere."""
    mark(desk, "absurd")
    desk.receive({"do": "undo"})
    assert desk.state["redo"]
    mark(desk, "fascistic")

    assert not desk.state["redo"]


def test_undo_of_a_mark_that_another_tab_removed(desk, article):
    """It is gone either way, and nothing breaks."""
    id = mark(desk, "absurd")["id"]
    open_reading(article, "Ana").remove(id)

    assert set(desk.receive({"do": "undo"})) & {"said", "error"}
    assert desk.receive({"do": "refresh"}) == {"said": ""}
    assert desk.own_marks == []


# Layers, labels, readers ----------------------------------------------------------------


def _reference(article: Article) -> pd.DataFrame:
    return article.at("4.1", "8.1").assign(label="loaded", reason="It judges.", status="open")


def test_reference_is_closed_until_own_marks_are_there(article):
    """Closed it is not even sent to the browser; the other layers are."""
    layers = {"Reference": _reference(article), "helper": article.at("1.1")}
    desk = Desk(open_reading(article, "Ana"), layers=layers, reference_after=2)
    assert [(layer["name"], layer["need"], len(layer["marks"])) for layer in desk.layers] == [
        ("Reference", 2, 0),
        ("helper", 0, 1),
    ]
    mark(desk, "absurd")
    assert desk.layers[0]["need"] == 1
    mark(desk, "pretext")

    assert desk.layers[0]["need"] == 0
    row = desk.layers[0]["marks"][0]
    assert (row["label"], row["note"], row["status"], row["sentence"]) == ("loaded", "It judges.", "open", "4.1")


def test_with_reasons_asked_for_only_marks_with_a_reason_open_the_reference(article):
    """Five marks in a row are no reading."""
    desk = Desk(
        open_reading(article, "Ana"), layers={"reference": _reference(article)}, reference_after=1, ask_reason=True
    )
    id = mark(desk, "absurd")["id"]
    assert desk.layers[0]["need"] == 1
    desk.receive({"do": "change", "id": id, "note": "It judges."})

    assert desk.layers[0]["need"] == 0


def test_another_reader_is_a_layer(article):
    """A Reading can be given; what that reader adds is seen at the next look."""
    other = open_reading(article, "Ben")
    desk = Desk(open_reading(article, "Ana"), layers={"Ben": other})
    open_reading(article, "Ben").add(0, 5, "loaded")
    desk.receive({"do": "refresh"})

    assert len(desk.layers[0]["marks"]) == 1
    assert desk.own_marks == []


def test_marks_of_other_lessons_are_a_layer_of_their_own(article):
    """One reading serves every lesson; a desk shows its labels first."""
    open_reading(article, "Ana").add(3, 14, "who is missing")
    desk = Desk(open_reading(article, "Ana"))

    assert desk.own_marks == []
    assert desk.marks.empty
    assert desk.layers[0]["name"] == OTHER
    assert desk.layers[0]["marks"][0]["label"] == "who is missing"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"place": [1]}, "needs the columns start and end"),
        ({"start": [0], "end": [10**9]}, "lies outside the text"),
        ({"start": [5], "end": [5]}, "lies outside the text"),
    ],
)
def test_layer_that_does_not_fit(article, rows, said):
    """The author of the lesson is told which layer."""
    with pytest.raises(CourseError, match=f"layer 'mine'.*{said}"):
        Desk(open_reading(article), layers={"mine": pd.DataFrame(rows)})


def test_labels_get_sign_and_colour():
    """All differ, names of the course keep theirs, and none is called biased or wrong."""
    made = make_labels([*(label.name for label in LABELS), "metaphor", Label("naming", "N", "#445566")])

    assert len({label.sign for label in made}) == len({label.colour for label in made}) == len(made)
    assert made[: len(LABELS)] == list(LABELS)
    assert {label.name for label in LABELS} & {"biased", "bias", "wrong"} == set()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: make_labels([]), "one label or more"),
        (lambda: make_labels(["a", "a"]), "a name of its own"),
        (lambda: Label(" ", "x", "#000000"), "no name"),
        (lambda: Label("a", "", "#000000"), "one or two characters"),
        (lambda: Label("a", "x", "red;background:url(x)"), "is no colour"),
    ],
)
def test_label_that_cannot_be_shown(make, said):
    """One sentence that says how to write it."""
    with pytest.raises(CourseError, match=said):
        make()


@pytest.mark.parametrize("height", ["tall", "10px;color:red", "-3px"])
def test_height_that_is_no_length(article, height):
    """Nothing gets into the page's style that is no length."""
    with pytest.raises(CourseError, match="give pixels or a length"):
        Desk(open_reading(article), height=height)


def test_another_name_is_another_reading(desk, article):
    """The first reader's marks wait; undo does not reach into them."""
    mark(desk, "absurd")
    assert desk.receive({"do": "reader", "name": " Ben "})["said"] == "This is the desk of Ben. Marks: 0."
    mark(desk, "pretext")
    assert desk.state["reader"] == "Ben"
    assert desk.state["readers"] == ["Ana", "Ben"]
    assert desk.reading.name == "Ben"
    desk.receive({"do": "reader", "name": "Ana"})

    assert texts(desk) == ["absurd"]
    assert desk.receive({"do": "undo"}) == {"error": "There is nothing to undo."}
    assert known_readers(article) == ["Ana", "Ben"]


# Messages that mean harm ----------------------------------------------------------------

HOSTILE = [
    None, [], "add", 7, {}, {"do": None}, {"do": []}, {"do": "__init__"}, {"do": "add"},
    {"do": "add", "start": "0", "end": 5, "label": "loaded"},
    {"do": "add", "start": True, "end": 5, "label": "loaded"},
    {"do": "add", "start": 0.0, "end": 5, "label": "loaded"},
    {"do": "add", "start": -1, "end": 5, "label": "loaded"},
    {"do": "add", "start": 5, "end": 5, "label": "loaded"},
    {"do": "add", "start": 0, "end": 10**30, "label": "loaded"},
    {"do": "add", "start": 0, "end": 5, "label": "biased"},
    {"do": "add", "start": 0, "end": 5, "label": ["loaded"]},
    {"do": "add", "start": 0, "end": 5, "label": "loaded", "note": 5},
    {"do": "add", "start": 0, "end": 5, "label": "loaded", "note": "x" * 10_000},
    {"do": "change"}, {"do": "change", "id": "nobody", "note": "x"}, {"do": "remove", "id": ["x"]},
    {"do": "narrow", "id": None}, {"do": "reader"}, {"do": "reader", "name": ""}, {"do": "reader", "name": "x" * 99},
]  # fmt: skip


@pytest.mark.parametrize("message", HOSTILE, ids=str)
def test_message_that_means_harm_gets_one_sentence(desk, message):
    """Nothing is raised and nothing is marked."""
    answer = desk.receive(message)

    assert list(answer) == ["error"]
    assert answer["error"].endswith((".", "elsewhere."))
    assert desk.marks.empty


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(set(COMMANDS) - {"reader"})), st.dictionaries(
    st.sampled_from(["start", "end", "label", "note", "id", "re"]), json_values))  # fmt: skip
def test_any_message_is_answered(do, fields):
    """Whatever the fields hold, the answer is a sentence."""
    desk = Desk(open_reading(Article.from_text("Some words here."), "Any"), labels=["loaded"])
    answer = desk.receive({"do": do, **fields})

    assert set(answer) & {"said", "error"}
    json.dumps(answer)


def test_disk_that_refuses_is_said(desk, monkeypatch):
    """A full disk is no traceback."""

    def refuse(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(desk.reading, "add", refuse)

    assert "could not be saved (No space left on device)" in mark(desk, "absurd")["error"]


def test_answer_goes_back_to_the_view_that_asked(desk, monkeypatch):
    """Two views hear every answer; each knows its own by the token."""
    sent = []
    monkeypatch.setattr(desk, "send", sent.append)
    desk._on_message(desk, {"do": "undo", "re": "a.1"}, [])
    desk._on_message(desk, ["nonsense"], [])

    assert [answer["re"] for answer in sent] == ["a.1", ""]


# What is stored -------------------------------------------------------------------------


def test_stored_text_is_the_same_on_every_run(article):
    """What nbval compares holds no model id and no address in memory."""
    one, other = (repr(Desk(open_reading(article))) for _ in range(2))

    assert one == other == "Reading desk. Run this cell to use it."


def test_every_part_of_the_javascript_is_joined():
    """A new part that is named nowhere would do nothing; the last one is what the browser calls."""
    assert {f"{part}.js" for part in PARTS} == {path.name for path in HERE.glob("*.js")}
    assert Desk._esm.rstrip().endswith("export default { render };")


def test_page_holds_the_whole_article_once(desk, article):
    """Heading, byline, body and closing lines, in their order, each under its place."""
    assert [row["part"] for row in desk.page] == ["heading", "byline", *["body"] * 18, "closing", "closing"]
    assert all(article.text.startswith(row["text"], row["start"]) for row in desk.page)
    assert [row["number"] for row in desk.page if row["part"] == "body"] == list(range(1, 19))


@pytest.mark.parametrize("text", ["", "   ", "***"])
def test_desk_of_almost_nothing(text):
    """It opens, and there is nothing to mark."""
    desk = Desk(open_reading(Article.from_text(text), "Ana"))

    assert "error" in desk.receive({"do": "add", "start": 0, "end": 99, "label": "loaded"})

"""The reading desk: the article as a page on which students mark spans, inside the notebook.

The browser draws and asks; every mark is checked here and kept in a ``Reading``. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from helpers.article import CourseError, shorten
from helpers.desk.history import Change, History, Mark, Step
from helpers.desk.labels import LABELS, Label, make_labels
from helpers.desk.rows import mark_rows, page_rows
from helpers.reading import LONGEST_NOTE, Reading, known_readers, open_reading

HERE = Path(__file__).parent
LONGEST_NAME = 60  # characters of a reader's name; the message of Desk._reader says it in words
LONGEST_QUOTE = 40  # characters of the marked words in a sentence for the student
LONG_MARK = 12  # words; few sentences have fewer, so a whole sentence is asked for the word that carries it
PARTS = ("page", "marks", "caret", "cards", "bars", "desk")  # of the JavaScript, in the order in which they are joined
HEIGHT = re.compile(r"\d{1,4}(px|em|rem|vh)")  # nothing else gets into the page's style
OTHER = "My marks of other lessons"


class Desk(anywidget.AnyWidget):
    """The article as a page; students mark spans in it with mouse, touch or keyboard.

    *reading*: where the marks are kept, with the article. *labels*: names or ``Label`` objects.
    *layers*: read-only marks by name, each a ``Reading`` or a frame with the columns start, end, and if it has
    them label (or kind, category) and note (or reason). *ask_reason*: ask for one sentence after each mark.
    *reference_after*: the layer named "reference" stays closed until so many own marks are there (with
    *ask_reason*, marks with a reason). *long_mark*: a mark of more words asks which word carries it.
    *height*: pixels, or a CSS length. Raises ``CourseError`` for labels or layers that cannot be shown.

    >>> from helpers.article import Article
    >>> reading = Reading.load("there-is-no-such-file.json", Article.from_text("Some words."))
    >>> Desk(reading, labels=["loaded"])
    Reading desk. Run this cell to use it.
    """

    _esm = "\n".join((HERE / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    _css = HERE / "desk.css"

    page: traitlets.List[Any] = traitlets.List().tag(sync=True)
    labels: traitlets.List[Any] = traitlets.List().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    own_marks: traitlets.List[Any] = traitlets.List().tag(sync=True)
    layers: traitlets.List[Any] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        reading: Reading,
        *,
        labels: Iterable[str | Label] = LABELS,
        layers: Mapping[str, pd.DataFrame | Reading] | None = None,
        ask_reason: bool = False,
        reference_after: int = 0,
        long_mark: int = LONG_MARK,
        height: int | str = "68vh",  # two thirds of the window: the cell above it stays in sight
    ) -> None:
        height = f"{height}px" if isinstance(height, int) else height
        if not HEIGHT.fullmatch(height):
            raise CourseError(f"height={height!r}: give pixels or a length, such as 600 or '68vh'.")
        self.article = article = reading.article
        self.reference_after, self._sources = reference_after, dict(layers or {})
        self._fixed = {
            name: mark_rows(article, it, name) for name, it in self._sources.items() if isinstance(it, pd.DataFrame)
        }
        made = make_labels(labels)
        self._names = [label.name for label in made]
        limits = {"longest_note": LONGEST_NOTE, "longest_name": LONGEST_NAME}
        options = {"ask_reason": ask_reason, "long_mark": long_mark, "height": height, **limits}
        self._ask_reason = ask_reason
        super().__init__(page=page_rows(article), labels=[asdict(label) for label in made], options=options)
        self._open(reading)
        self.on_msg(self._on_message)

    def __repr__(self) -> str:
        return "Reading desk. Run this cell to use it."

    @property
    def marks(self) -> pd.DataFrame:
        """The reader's marks under this desk's labels, with the columns of ``Reading.marks``."""
        frame = self.reading.marks
        return frame[frame["label"].isin(self._names)].reset_index(drop=True)

    def _open(self, reading: Reading) -> None:
        self.reading = reading
        self._history = History(reading)
        self._meet()
        self._sync()

    def _meet(self) -> None:
        """Look who else has a reading of this article here; this opens files, so not at each mark."""
        self._readers = sorted({self.reading.name, *known_readers(self.article)})

    def _sync(self) -> None:
        """Give the browser what it shows; only what differs is sent."""
        rows = mark_rows(self.article, self.reading.marks)
        mine = [row for row in rows if row["label"] in self._names]
        with self.hold_sync():
            self.own_marks = mine
            self.layers = self._layers(mine, [row for row in rows if row["label"] not in self._names])
            self.state = {
                "reader": self.reading.name,
                "readers": self._readers,
                "saved": self.reading.saved_at,
                "file": self.reading.path.name,
                "problems": self.reading.problems,
                "undo": bool(self._history.done),
                "redo": bool(self._history.undone),
            }

    def _layers(self, mine: list[Mark], others: list[Mark]) -> list[dict[str, Any]]:
        """Return the read-only layers. A closed one is not sent, so that nobody finds it in the page."""
        there = sum(bool(row["note"].strip()) or not self._ask_reason for row in mine)
        need = max(0, self.reference_after - there)
        made = [{"name": OTHER, "need": 0, "marks": others}] if others else []
        for name, source in self._sources.items():
            closed = need if name.lower() == "reference" else 0
            rows = (
                self._fixed[name] if isinstance(source, pd.DataFrame) else mark_rows(self.article, source.marks, name)
            )
            made.append({"name": name, "need": closed, "marks": [] if closed else rows})
        return made

    # Commands from the browser

    def receive(self, content: object) -> dict[str, Any]:
        """Carry out one command, such as ``{"do": "remove", "id": "…"}``; nothing is raised, whatever it holds.

        Returns ``said``, a sentence for the student (and ``id``, the mark's), or ``error``, one that says why not.
        """
        command = content if isinstance(content, dict) else {}
        act = COMMANDS.get(command["do"]) if isinstance(command.get("do"), str) else None
        try:
            if act is None:
                raise CourseError("The desk does not know this command; reload the page.")
            answer = act(self, command)
        except CourseError as error:
            answer = {"error": str(error)}
        except OSError as error:
            answer = {"error": f"This could not be saved ({error.strerror}). Free some space, then try again."}
        self._sync()
        return answer

    def _on_message(self, _: Desk, content: object, __: object) -> None:
        asked = content.get("re") if isinstance(content, dict) else None
        self.send({"re": asked if isinstance(asked, str) else "", **self.receive(content)})

    def _tell(self, row: Mark) -> str:
        where = f"sentence {row['sentence']}" if row.get("sentence") else "outside the body"
        return f"“{shorten(self.article.text[row['start'] : row['end']], LONGEST_QUOTE)}” as {row['label']}, {where}"

    def _mine(self, command: Mark) -> Mark:
        found = [row for row in self.own_marks if row["id"] == command.get("id")]
        if not found:
            raise CourseError("This mark is no longer there; it was removed elsewhere.")
        return dict(found[0])

    def _checked(self, start: object, end: object, label: object, note: object) -> Mark:
        """Return a new mark, or raise CourseError with what is wrong with it."""
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(self.article.text):
            raise CourseError("This mark does not lie in the text; select some words and mark them again.")
        row = {"start": start, "end": end, "label": self._label(label), "note": _note(note)}
        row["sentence"] = mark_rows(self.article, pd.DataFrame([row]))[0]["sentence"]
        if any(all(old[key] == row[key] for key in ("start", "end", "label")) for old in self.own_marks):
            raise CourseError(f"You have already marked {self._tell(row)}.")
        return row

    def _label(self, label: object) -> str:
        if not isinstance(label, str) or label not in self._names:
            raise CourseError(f"This desk has no such label; choose one of {', '.join(self._names)}.")
        return label

    def _add(self, command: Mark) -> dict[str, Any]:
        row = self._checked(command.get("start"), command.get("end"), command.get("label"), command.get("note", ""))
        step = self._history.do(Step(f"Marked {self._tell(row)}.", [Change("", None, row)]))
        return {"said": step.said, "id": step.changes[0].id}

    def _change(self, command: Mark) -> dict[str, Any]:
        row = self._mine(command)
        label, note = self._label(command.get("label", row["label"])), _note(command.get("note", row["note"]))
        after = row | {"label": label, "note": note}
        said = f"Changed to {self._tell(after)}." if label != row["label"] else f"Note saved with {self._tell(after)}."
        self._history.do(Step(said, [Change(row["id"], row, after)]))
        return {"said": said, "id": row["id"]}

    def _remove(self, command: Mark) -> dict[str, Any]:
        row = self._mine(command)
        return {"said": self._history.do(Step(f"Removed {self._tell(row)}.", [Change(row["id"], row, None)])).said}

    def _narrow(self, command: Mark) -> dict[str, Any]:
        row = self._mine(command)
        new = self._checked(command.get("start"), command.get("end"), row["label"], row["note"])
        changes = [Change("", None, new), Change(row["id"], row, None)]  # the new one first: nothing is lost between
        step = self._history.do(Step(f"Narrowed to {self._tell(new)}.", changes))
        return {"said": step.said, "id": step.changes[0].id}

    def _undo(self, _: Mark) -> dict[str, Any]:
        return {"said": self._history.undo()}

    def _redo(self, _: Mark) -> dict[str, Any]:
        return {"said": self._history.redo()}

    def _refresh(self, _: Mark) -> dict[str, Any]:
        for source in (self.reading, *self._sources.values()):
            if isinstance(source, Reading):
                source.refresh()
        self._meet()
        return {"said": ""}

    def _reader(self, command: Mark) -> dict[str, Any]:
        name = command.get("name")
        if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
            raise CourseError("Type a name of one to sixty characters.")
        self._open(open_reading(self.article, name.strip()))
        return {"said": f"This is the desk of {self.reading.name}. Marks: {len(self.own_marks)}."}


Command = Callable[[Desk, Mark], dict[str, Any]]
COMMANDS: dict[str, Command] = {
    "add": Desk._add,
    "change": Desk._change,
    "remove": Desk._remove,
    "narrow": Desk._narrow,
    "undo": Desk._undo,
    "redo": Desk._redo,
    "refresh": Desk._refresh,
    "reader": Desk._reader,
}


def _note(note: object) -> str:
    """Return a note as it is kept; the reading refuses one that is too long."""
    if not isinstance(note, str):
        raise CourseError("A note is text; type one sentence.")
    return note.strip()

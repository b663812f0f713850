"""Undo and redo over a reading: each act of a reader is a step that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpers.article import CourseError
from helpers.reading import Reading

Mark = dict[str, Any]  # id, start, end, label, note, sentence


@dataclass
class Change:
    """One mark before and after; None where it is not there."""

    id: str
    before: Mark | None
    after: Mark | None


@dataclass
class Step:
    """What one act of the student changes, and the sentence that says so."""

    said: str
    changes: list[Change]


class History:
    """Carries out steps on a reading, and takes them back."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self._now: dict[str, str] = {}  # a mark that comes back gets a new id

    def _current(self, id: str) -> str:
        while id in self._now:
            id = self._now[id]
        return id

    def _put(self, change: Change, was: Mark | None, will: Mark | None) -> None:
        id = self._current(change.id)
        if will is None:
            self.reading.remove(id)
        elif was is not None:
            note = None if will["note"] == was["note"] else will["note"]  # an old one may be longer than the limit
            self.reading.change(id, label=will["label"], note=note)
        else:
            new = self.reading.add(will["start"], will["end"], will["label"], will["note"])
            if change.id and new != id:
                self._now[id] = new
            change.id = change.id or new

    def do(self, step: Step) -> Step:
        """Carry out a new step; what was undone before is forgotten."""
        for change in step.changes:
            self._put(change, change.before, change.after)
        self.done.append(step)
        self.undone.clear()
        return step

    def undo(self) -> str:
        """Take back the last step; return the sentence that says so."""
        if not self.done:
            raise CourseError("There is nothing to undo.")
        step = self.done.pop()
        for change in reversed(step.changes):
            self._put(change, change.after, change.before)
        self.undone.append(step)
        return f"Undone: {step.said}"

    def redo(self) -> str:
        """Do again what was undone last; return the sentence that says so."""
        if not self.undone:
            raise CourseError("There is nothing to do again.")
        step = self.undone.pop()
        for change in step.changes:
            self._put(change, change.before, change.after)
        self.done.append(step)
        return f"Done again: {step.said}"

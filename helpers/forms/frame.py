"""What all forms share: no stray shortcuts, answers kept in the reading, and a line that says when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets

from helpers.article import CourseError
from helpers.reading import Reading

WIDE = {"description_width": "initial"}  # a label is as long as it needs to be
FULL = {"width": "98%"}
CHOOSE = "(choose)"  # the first entry of a list
Answer = Any
Change = dict[str, Any]


class KeyGuard(anywidget.AnyWidget):
    """An invisible part of a form that keeps JupyterLab's single-key shortcuts away from it."""

    _esm = Path(__file__).with_name("key_guard.js")


class Form(widgets.VBox):
    """A column of widgets under a name, safe from the shortcuts of JupyterLab."""

    name = "Form"

    def __init__(self, children: Iterable[widgets.Widget]) -> None:
        super().__init__([*children, KeyGuard()])

    def __repr__(self) -> str:
        return f"{self.name}. Run this cell to use it."


def clock(stamp: str | None) -> str:
    """Return a time of a reading for people: the hour today, else with the day; local time.

    >>> clock(None)
    ''
    >>> "August 2018, " in clock("2018-08-02T12:00:00Z")
    True
    """
    if not stamp:
        return ""
    time = dt.datetime.fromisoformat(stamp).astimezone()
    today = time.date() == dt.datetime.now(time.tzinfo).date()
    return f"{time:%H:%M}" if today else f"{time.day} {time:%B %Y}, {time:%H:%M}"


def said(text: str) -> str:
    """Return a line of HTML that a screen reader speaks when it changes."""
    return f'<p role="status"><b>{escape(text)}</b></p>'


def text_of(answer: Answer, *keys: str) -> str:
    """Return a text out of a saved answer, empty where the file holds something else there.

    >>> text_of({"a": {"b": "yes"}}, "a", "b"), text_of([1], "a")
    ('yes', '')
    """
    for key in keys:
        answer = answer.get(key) if isinstance(answer, dict) else None
    return answer if isinstance(answer, str) else ""


def choice(options: Iterable[str], value: str, description: str, **layout: str) -> widgets.Dropdown:
    """Return a list to choose one of; its first entry stands for no choice yet."""
    entries = [(CHOOSE, ""), *((option, option) for option in options)]
    known = {entry for _, entry in entries}
    start = value if value in known else ""
    return widgets.Dropdown(options=entries, value=start, description=description, style=WIDE, layout=layout)


def line(value: str, description: str, **layout: str) -> widgets.Text:
    """Return a line to write in; its value changes when the writer leaves it or presses Enter."""
    return widgets.Text(value, description=description, continuous_update=False, style=WIDE, layout={**FULL, **layout})


def button(description: str, action: Callable[[], None]) -> widgets.Button:
    """Return a button that is as wide as its words."""
    made = widgets.Button(description=description, layout={"width": "auto"})
    made.on_click(lambda _: action())
    return made


def row(*children: widgets.Widget) -> widgets.HBox:
    """Return widgets side by side, or below each other where the page is narrow."""
    return widgets.HBox(children, layout={"flex_flow": "row wrap"})


class SavedForm(Form):
    """A form whose answers are kept in a reading as they are given."""

    def __init__(self, reading: Reading, children: Iterable[widgets.Widget]) -> None:
        self.reading = reading
        super().__init__([*children, self.status])

    @property
    def status(self) -> widgets.HTML:
        """The line that says what was saved and when, or what went wrong."""
        if not hasattr(self, "_status"):
            self._status = widgets.HTML()
        return self._status

    def keep(self, key: str, value: Answer) -> None:
        """Save an answer if it is new, and say when it was saved, or why it could not be."""
        try:
            if self.reading.answer(key) != value:
                self.reading.set_answer(key, value)
        except CourseError as error:
            self.status.value = said(str(error))
        else:
            self.show_saved(key)

    def show_saved(self, *keys: str) -> None:
        """Say when the newest of some answers was saved."""
        times = [time for key in keys if (time := self.reading.answered_at(key))]
        self.status.value = said(f"Saved at {clock(max(times))}.") if times else said("Nothing is saved yet.")

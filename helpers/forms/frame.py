"""What all forms stand on: fields as data, each saved when it is left, and a line that says when.

A field is saved into the answer as it is in the file at that moment, so that two open copies of a form keep what
either has written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple

import ipywidgets as widgets

from helpers.article import CourseError
from helpers.desk import Presence, follow
from helpers.reading import Json, Reading
from helpers.show import render

FULL = "98%"
CHOOSE = ("(choose)", "")  # the first entry of a list: no choice yet
Change = dict[str, Any]


# Widgets ------------------------------------------------------------------------------


class Field(NamedTuple):
    """One field of a form: a line, an area, or a list to choose from when it has options.

    *name* is the way to its text in the answer: ``who``, or ``accept.claim``, or ``kinds.0.from``.
    """

    name: str
    label: str
    hint: str = ""
    options: tuple[str, ...] | None = None
    area: bool = False
    width: str = FULL

    def make(self, label_width: str) -> Any:
        """Return the widget, which speaks when it is left, not at each key."""
        told = {"description": self.label, "style": {"description_width": label_width}}
        layout = {"width": self.width}
        if self.options is not None:
            options = [CHOOSE, *zip(self.options, self.options, strict=True)]
            return widgets.Dropdown(options=options, layout=layout, **told)
        kind = widgets.Textarea if self.area else widgets.Text
        layout |= {"height": "4.5em"} if self.area else {}
        told |= {"placeholder": self.hint} if self.hint else {}
        return kind(continuous_update=False, layout=layout, **told)


def choice(name: str, label: str, options: Iterable[str]) -> Field:
    """Return a list to choose from that shows its choice in full, however long its label is."""
    return Field(name, label, options=tuple(options), width="max-content")


def button(description: str, action: Callable[[], object]) -> widgets.Button:
    """Return a button that is as wide as its words."""
    made = widgets.Button(description=description, layout={"width": "auto"})
    made.on_click(lambda _: action())
    return made


def row(*children: widgets.Widget) -> widgets.HBox:
    """Return widgets side by side, or below each other where the page is narrow."""
    return widgets.HBox(children, layout={"flex_flow": "row wrap"})


# Answers ------------------------------------------------------------------------------


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


def text_at(answer: Json, name: str) -> str | None:
    """Return the text of a field in a saved answer; None where the file holds something else, or nothing, there.

    >>> text_at({"kinds": [{"from": "1"}]}, "kinds.0.from"), text_at([1], "who")
    ('1', None)
    """
    for step in name.split("."):
        if isinstance(answer, list):
            answer = answer[int(step)] if step.isdecimal() and int(step) < len(answer) else None
        else:
            answer = answer.get(step) if isinstance(answer, dict) else None
    return answer if isinstance(answer, str) else None


def with_text(answer: Json, name: str, text: str) -> Json:
    """Return an answer with the text of one field in it; whatever else it holds stays.

    >>> with_text({"sure": "5"}, "kinds.0.from", "1")
    {'sure': '5', 'kinds': [{'from': '1'}]}
    """
    step, _, rest = name.partition(".")
    if step.isdecimal():
        parts = [*answer] if isinstance(answer, list) else []
        parts += [{}] * (int(step) + 1 - len(parts))
        parts[int(step)] = with_text(parts[int(step)], rest, text)
        return parts
    held = answer if isinstance(answer, dict) else {}
    return {**held, step: with_text(held.get(step), rest, text) if rest else text}


# Forms --------------------------------------------------------------------------------


class Form(widgets.VBox):
    """A column of widgets under a name, safe from the shortcuts of JupyterLab, with a line that says what happened."""

    name = "Form"

    def __init__(self) -> None:
        self.status = widgets.HTML()
        super().__init__()

    def __repr__(self) -> str:
        return f"{self.name}. Run this cell to use it."

    def lay_out(self, *parts: widgets.Widget) -> None:
        """Show the parts of the form, one below the other."""
        self.children = [*parts, Presence(self.look_again)]

    def look_again(self) -> None:
        """Show what is new since somebody looked last; a form that saves nothing has nothing new."""

    def say(self, text: str) -> None:
        """Say something in the line of the form; a screen reader speaks it."""
        self.status.value = render("status", text=text)


class SavedForm(Form):
    """A form whose fields are kept in a reading, each as it is left.

    A form of one answer gives its *key*; one that shows several answers in turn says in ``key_of`` which one.
    """

    key: str = ""
    label_width: ClassVar[str] = "initial"  # a label is as long as it needs to be

    def __init__(self, reading: Reading, fields: Iterable[Field] = ()) -> None:
        self.reading, self.article = reading, reading.article
        self.inputs: dict[str, Any] = {}
        self._unsaved: set[str] = set()
        self._reader = reading.name
        self._loading = False
        super().__init__()
        self.ask(*fields)
        follow(self)

    def look_again(self) -> None:
        """Show what another tab has saved, or what whoever reads now has; what could not be saved stays in the form."""
        try:
            changed = self.reading.refresh() and not self._unsaved
            if changed or self._reader != self.reading.name:
                self.show()
        except CourseError as error:
            self.say(str(error))

    def show(self) -> None:
        """Show everything anew."""
        self.load()
        self.say_saved(*set(map(self.key_of, self.inputs)))

    def ask(self, *fields: Field) -> list[Any]:
        """Make the widgets of fields; each is saved when it is left."""
        for field in fields:
            self.inputs[field.name] = made = field.make(self.label_width)
            made.observe(lambda _, name=field.name: None if self._loading else self.save(name), "value")
        return [self.inputs[field.name] for field in fields]

    def key_of(self, name: str) -> str:
        """Return the key of the answer that a field belongs to; empty where nothing is shown that it could be about."""
        return self.key

    def texts(self) -> dict[str, str]:
        """Return what stands in the form, by name."""
        return {name: box.value for name, box in self.inputs.items()}

    def load(self) -> None:
        """Show what the reading holds."""
        self._reader = self.reading.name
        answers = {key: self.reading.answer(key) for key in set(map(self.key_of, self.inputs))}
        self._loading = True
        for name, box in self.inputs.items():
            text = text_at(answers[self.key_of(name)], name) or ""
            box.value = text if not hasattr(box, "options") or text in dict(box.options).values() else ""
        self._loading = False
        self._unsaved.clear()

    def save(self, *names: str) -> bool:
        """Save fields of one answer, and those of it that could not be saved before; tell whether that worked.

        Of the other fields only those are written that the file has nothing of.
        """
        key = self.key_of(names[0])
        self._unsaved |= set(names)
        done = bool(key) and self.keep(key, lambda now: self.merged(now, key))
        self._unsaved -= {name for name in self._unsaved if done and self.key_of(name) == key}
        return done

    def merged(self, now: Json, key: str) -> Json:
        """Return an answer with every field of the form in it: what it holds, else what stands in the form."""
        answer = now if isinstance(now, dict) else {}
        for name, text in self.texts().items():
            if self.key_of(name) == key:
                kept = None if name in self._unsaved else text_at(now, name)
                answer = with_text(answer, name, text if kept is None else kept)
        return answer

    def keep(self, key: str, change: Callable[[Json], Json]) -> bool:
        """Change an answer in the file; say when it was saved, or why it could not be, and tell whether it was."""
        try:
            self.reading.update_answer(key, change)
        except CourseError as error:
            self.say(str(error))
            return False
        self.say_saved(key)
        return True

    def say_saved(self, *keys: str) -> None:
        """Say when the newest of some answers was saved."""
        times = [time for key in keys if (time := self.reading.answered_at(key))]
        self.say(f"Saved at {clock(max(times))}. {self.remark()}".strip() if times else "Nothing is saved yet.")

    def remark(self) -> str:
        """Return what there is to say of an answer that was saved."""
        return ""

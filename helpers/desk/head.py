"""The head of a notebook that saves: who reads, and the one place to change that."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from helpers.article import CourseError
from helpers.desk.presence import Presence, follow, look_again
from helpers.reading import READER, choose_reader, current_reader
from helpers.show import render

TOLD = (
    "Several people can use one computer: each has a name, and finds marks and answers again under it. "
    "Take a name that only you know, such as green heron; names are not listed. An empty name goes back to the "
    "first reader. This is no privacy: whoever uses this account of the computer can open every file in it."
)


class Head(widgets.VBox):
    """A line that says where one is and who reads, with a button to change the reader.

    *title*: what stands before the reader's name. *problem*: a sentence that stands below.
    """

    def __init__(self, title: str, problem: str = "") -> None:
        self._title, self._problem = title, problem
        self.line, self.told = widgets.HTML(), widgets.HTML()
        self.change = self._button("change", self._open)
        self.name = widgets.Text(description="Read as", layout={"width": "24em"})
        self.yes, self.no = self._button("Read as this", self._choose), self._button("Cancel", self._close)
        self.help = widgets.HTML(render("plain", text=TOLD))
        self._ask = widgets.VBox([self.help, widgets.HBox([self.name, self.yes, self.no])])
        self._line, self._presence = widgets.HBox([self.line, self.change]), Presence(self.look_again)
        super().__init__([self._line, self.told, self._presence])
        self.told.value = render("status", text=problem) if problem else ""
        self.look_again()
        follow(self)

    def __repr__(self) -> str:
        return self._problem or self.text

    @staticmethod
    def _button(words: str, action: Callable[[], None]) -> widgets.Button:
        made = widgets.Button(description=words, layout={"width": "auto"})
        made.on_click(lambda _: action())
        return made

    @property
    def text(self) -> str:
        """Where one is, and who reads now."""
        return f"{self._title} · Reading as {current_reader()}"

    def look_again(self) -> None:
        """Say who reads now."""
        self.line.value = render("plain", text=self.text)

    def _open(self) -> None:
        self.name.value = ""
        self._show(self._ask)

    def _close(self) -> None:
        self._show(self.told)

    def _show(self, part: widgets.Widget) -> None:
        self.children = [self._line, part, self._presence]

    def _choose(self) -> None:
        try:
            reader = choose_reader(self.name.value)
        except CourseError as error:
            self.told.value = render("status", text=str(error))
        else:
            who = "the first reader" if reader == READER else reader
            told = f"Now {who} reads, in every notebook. What was done before is kept, and comes back with its name."
            self.told.value = render("status", text=told)
            look_again()
        self._close()

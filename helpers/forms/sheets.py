"""Forms with a list of things to think about, the fields of the chosen one, and a table of what is there so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

import ipywidgets as widgets
import pandas as pd

from helpers.article import find_evidence
from helpers.forms.frame import FULL, Change, Field, SavedForm
from helpers.reading import AFTER, IMPRESSION, Reading, first_impression, texts_of
from helpers.report import (
    CHANGES,
    QUESTIONS,
    Check,
    Question,
    checks_for,
    impression_frame,
    lateral_frame,
    worksheet_frame,
)
from helpers.show import Table, filled, render

EVIDENCE = Field("evidence", "Evidence", "addresses such as 5.3, 11.2, or exact words in quotation marks")
FEWEST, MOST = 3, 10  # lines of a list


class Item(NamedTuple):
    """One thing to think about: the key of its answer, its line in the list, the text above the fields as HTML,
    and what is saved with each answer."""

    key: str
    line: str
    html: str
    fixed: tuple[tuple[str, str], ...] = ()


class Sheet(SavedForm):
    """A list of items, the fields of the chosen one, and a table of all answers."""

    fields: ClassVar[tuple[Field, ...]] = ()
    list_label: ClassVar[str] = "Choose"
    label_width = "12em"

    def __init__(self, reading: Reading, items: Iterable[Item]) -> None:
        super().__init__(reading, self.fields)
        self.items = list(items)
        self.chosen = widgets.Select(
            description=self.list_label,
            rows=min(max(len(self.items), FEWEST), MOST),
            layout={"width": FULL},
            style={"description_width": self.label_width},
        )
        self.about, self.table = widgets.HTML(), widgets.HTML()
        self.lay_out(self.chosen, self.about, *self.inputs.values(), *self.extra(), self.status, self.table)
        self._fill_list(0)
        self.chosen.observe(self._turn, "value")
        self._turn({})

    def extra(self) -> list[widgets.Widget]:
        """Return widgets that stand below the fields."""
        return []

    def frame(self) -> pd.DataFrame:
        """Return what is answered so far."""
        raise NotImplementedError

    @property
    def item(self) -> Item | None:
        """The chosen item."""
        return self.items[self.chosen.value] if self.chosen.value is not None else None

    def key_of(self, name: str) -> str:
        """Return the key of the chosen item."""
        return self.item.key if self.item else ""

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields, after what is saved with each answer to the chosen item."""
        return {**dict(self.item.fixed if self.item else ()), **super().texts()}

    def save(self, *names: str) -> bool:
        """Save fields, tick the item, and say what there is to say about the evidence."""
        done = super().save(*names, *dict(self.item.fixed if self.item else ()))
        if done and self.item:
            self._fill_list(self.chosen.value)
            self._show_table()
        return done

    def remark(self) -> str:
        """Return what was found of the evidence, or was not."""
        if EVIDENCE.name not in self.inputs:
            return ""
        found = find_evidence(self.article, self.inputs[EVIDENCE.name].value)
        none = "No evidence yet: name an address, or exact words."
        return " ".join([f"Evidence: {found.short}." if found.places else none, *found.problems])

    def _fill_list(self, chosen: int) -> None:
        answers = self.reading.answers
        lines = (f"{_tick(texts_of(answers.get(item.key)), item)}{item.line}" for item in self.items)
        self._loading = True
        self.chosen.options = [(line, number) for number, line in enumerate(lines)]
        self.chosen.value = chosen if self.items else None
        self._loading = False

    def _turn(self, _: Change) -> None:
        """Show the chosen item and what was said of it."""
        if not self._loading and self.item:
            self.load()
            self.about.value, self.status.value = self.item.html, ""
            self._show_table()

    def _show_table(self) -> None:
        frame = filled(self.frame())
        self.table.value = "" if frame.empty else Table(frame, "What you have so far")._repr_html_()


def _tick(texts: dict[str, str], item: Item) -> str:
    return "✓ " if any(text for name, text in texts.items() if name not in dict(item.fixed)) else ""


class BeforeAndAfter(Sheet):
    """The first impression of lesson 00, met again: what moved, what stayed, and why."""

    name = "Before and after"
    list_label = "First impression"
    fields = (
        Field("change", "Now", options=CHANGES),
        Field("now", "What I think now", "and why, in one or two sentences", area=True),
        EVIDENCE,
    )

    def __init__(self, reading: Reading) -> None:
        before = first_impression(reading)
        pages = {item: render("before", item=item, before=before.get(item)) for item in IMPRESSION}
        super().__init__(reading, (Item(f"{AFTER}.{IMPRESSION[item]}", item, html) for item, html in pages.items()))

    def frame(self) -> pd.DataFrame:
        """Return both halves side by side."""
        return impression_frame(self.reading)


class LateralSheet(Sheet):
    """What to check outside this text, where to look, and what would change your mind.

    The checks beside the article's file (``NAME.checks.csv``) are listed, else those for any article.
    """

    name = "Lateral-reading sheet"
    list_label = "To check"
    fields = (
        Field("where", "Where to look", "a place where somebody could find it", area=True),
        Field("surer", "I would be surer if", "what you would have to find", area=True),
        Field("less_sure", "I would be less sure if", "what you would have to find", area=True),
        Field("found", "What I found", "later: with the address of the page and the day", area=True),
    )

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading, map(self._item, checks_for(reading.article)))

    def _item(self, check: Check) -> Item:
        html = render("about", title=check.check, lines=[f"It bears on: {check.tests}", check.hint])
        return Item(check.key, check.check, html, (("check", check.check), ("tests", check.tests)))

    def frame(self) -> pd.DataFrame:
        """Return the sheet so far."""
        return lateral_frame(self.reading)


class Worksheet(Sheet):
    """The questions of the course, to be asked of any article."""

    name = "Worksheet"
    list_label = "Questions"
    fields = (Field("answer", "Your answer", area=True), EVIDENCE)

    def __init__(self, reading: Reading, questions: Iterable[Question] = QUESTIONS) -> None:
        super().__init__(reading, map(self._item, questions))

    def _item(self, question: Question) -> Item:
        html = render("about", title=question.text, lines=[question.hint])
        return Item(question.key, question.short, html, (("question", question.text),))

    def frame(self) -> pd.DataFrame:
        """Return the answers so far."""
        return worksheet_frame(self.reading)

"""The first impression: written before close reading, locked, and met again at the end."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
import pandas as pd

from helpers.article import CourseError
from helpers.forms.frame import FULL, Field, SavedForm, button, choice, clock, row, text_at, with_text
from helpers.reading import FIRST_IMPRESSION, LOCKED, Json, Reading
from helpers.show import Table, render

CLAIMS = {"accept": "claim that I accept", "doubt": "claim that I doubt", "open": "claim that I cannot judge"}
SURE = ["1: not sure at all", "2: a little sure", "3: fairly sure", "4: very sure", "5: certain"]
KINDS = ["report", "analysis", "opinion", "advocacy", "mixed"]


def range_fields(number: int, last: int) -> list[Field]:
    """Return the fields of one range: what kind of text some paragraphs are, and how one knows."""
    place, paragraphs = f"kinds.{number - 1}", [str(paragraph) for paragraph in range(1, last + 1)]
    return [
        choice(f"{place}.from", f"Range {number}: from paragraph", paragraphs),
        choice(f"{place}.to", "to paragraph", paragraphs),
        choice(f"{place}.kind", "is", KINDS),
        Field(f"{place}.why", f"How do you know (range {number})?"),
    ]


class FirstImpression(SavedForm):
    """What do you think of the article before you read it closely? Locked once, shown again later.

    Everything is saved in the reading under ``first-impression``; the lock under ``first-impression/locked``.

    >>> from helpers.article import Article
    >>> FirstImpression(Reading.load("there-is-no-such-file.json", Article.from_text("One.")))
    First impression. Run this cell to use it.
    """

    name = "First impression"
    key = FIRST_IMPRESSION

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._claims = [box for kind, claim in CLAIMS.items() for box in self._ask_claim(kind, claim)]
        (self._sure,) = self.ask(choice("sure", "How sure are you of all this?", SURE))
        self.lock = button("Lock my first impression", self._ask_lock)
        self.yes, self.no = button("Yes, lock it", self._close), button("Not yet", self._open)
        self.more = button("Add a range", self._add_range)
        self.fewer = button("Remove the last range", self._drop_range)
        self.ranges, self.page = widgets.VBox(), widgets.VBox()
        self.lay_out(self.page, self.status)
        self.show()

    def show(self) -> None:
        """Show the form to write in, or what is locked."""
        self.ranges.children = ()
        self.inputs = {name: box for name, box in self.inputs.items() if not name.startswith("kinds.")}
        for _ in _kinds(self.reading.answer(self.key)) or [{}]:
            self._add_range()
        self.load()
        if LOCKED in self.reading.answers:
            self._show_locked()
        else:
            self._open()
            self.say_saved(self.key)

    def _ask_claim(self, kind: str, claim: str) -> list[widgets.Widget]:
        where = Field(f"{kind}.sentence", "Its sentence (such as 7.2):", width="18em")
        return self.ask(Field(f"{kind}.claim", f"A {claim}:"), where)

    # Writing -------------------------------------------------------------------

    def _add_range(self) -> None:
        first, last, kind, why = self.ask(*range_fields(len(self.ranges.children) + 1, len(self.article.body)))
        self.ranges.children += (widgets.VBox([row(first, last, kind), why], layout={"width": FULL}),)

    def _drop_range(self) -> None:
        if (last := len(self.ranges.children) - 1) > 0:
            self.ranges.children = self.ranges.children[:last]
            self.inputs = {name: box for name, box in self.inputs.items() if not name.startswith(f"kinds.{last}.")}
            self.keep(self.key, lambda now: _without_range(self.merged(now, self.key), last))

    def _open(self) -> None:
        """Show the form to write in."""
        question = widgets.HTML("<p>What kind of text is it, and where does that change?</p>")
        buttons = row(self.more, self.fewer)
        self.page.children = [*self._claims, self._sure, question, self.ranges, buttons, self.lock]

    def value(self) -> Json:
        """Return what is written in the form, as it is saved."""
        value: Json = {}
        for name, text in self.texts().items():
            value = with_text(value, name, text)
        return value

    def keep(self, key: str, change: Callable[[Json], Json]) -> bool:
        """Change an answer, unless the first impression was locked, here or in another tab."""
        try:
            self.reading.refresh()
        except CourseError as error:
            self.say(str(error))
        if LOCKED in self.reading.answers:
            self._show_locked()
            return False
        return super().keep(key, change)

    # Locking -------------------------------------------------------------------

    def missing(self) -> list[str]:
        """Name what has still to be written before the form can be locked."""
        texts, faults = self.texts(), []
        for kind, claim in CLAIMS.items():
            if not texts[f"{kind}.claim"].strip():
                faults.append(f"a {claim}")
            elif not self._is_address(texts[f"{kind}.sentence"].strip()):
                faults.append(f"the address of a {claim}, a sentence of this article")
        faults += [] if texts["sure"] else ["how sure you are"]
        return faults + [
            fault for number, part in enumerate(_kinds(self.value()), 1) if (fault := _fault(number, part))
        ]

    def _is_address(self, text: str) -> bool:
        try:
            self.article.at(text)
        except CourseError:
            return False
        return True

    def _ask_lock(self) -> None:
        if faults := self.missing():
            self.say(f"Still missing: {'; '.join(faults)}. Fill this in, then lock.")
            return
        text = "Lock it? You will see it again at the end, and cannot change it any more."
        question = widgets.HTML(render("status", text=text))
        self.page.children = [question, _summary(self.value()), row(self.yes, self.no)]

    def _close(self) -> None:
        """Save everything as it was shown with the question, and lock it."""
        if self.save(*self.inputs) and self.keep(LOCKED, lambda _: True):
            self._show_locked()

    def _show_locked(self) -> None:
        self.page.children = [_summary(self.reading.answer(self.key))]
        self.say(f"Locked at {clock(self.reading.answered_at(LOCKED))}.")


def _kinds(answer: Json) -> list[Json]:
    """Return the ranges of a first impression."""
    kinds = answer.get("kinds") if isinstance(answer, dict) else None
    return kinds if isinstance(kinds, list) else []


def _without_range(answer: Json, place: int) -> Json:
    kinds = _kinds(answer)
    return {**answer, "kinds": kinds[:place] + kinds[place + 1 :]}


def _fault(number: int, part: Json) -> str:
    """Say what is missing or wrong in a range; empty if nothing is."""
    if not all(text.strip() for text in part.values()):
        return f"range {number} of paragraphs with its kind and how you know"
    return f"a range {number} that ends after it begins" if int(part["from"]) > int(part["to"]) else ""


def _summary(answer: Json) -> widgets.HTML:
    """Return a first impression as a table."""

    def text(name: str, answer: Json = answer) -> str:
        return text_at(answer, name) or ""

    rows = [
        (f"A {claim}", f"{text(f'{kind}.claim')} ({text(f'{kind}.sentence') or 'no address'})")
        for kind, claim in CLAIMS.items()
    ]
    rows.append(("How sure I am", text("sure")))
    for part in _kinds(answer):
        where = f"Paragraphs {text('from', part)} to {text('to', part)}"
        rows.append((where, f"{text('kind', part)}: {text('why', part)}"))
    frame = pd.DataFrame(rows, columns=["item", "what I wrote"])
    return widgets.HTML(Table(frame, "My first impression")._repr_html_())

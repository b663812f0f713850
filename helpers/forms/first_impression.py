"""The first impression: written before close reading, locked, and met again at the end."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import ipywidgets as widgets

from helpers.article import CourseError
from helpers.forms.frame import FULL, Answer, Change, SavedForm, button, choice, clock, line, row, said, text_of
from helpers.reading import Reading
from helpers.report import FIRST_IMPRESSION

KEY, LOCK = FIRST_IMPRESSION, f"{FIRST_IMPRESSION}/locked"
CLAIMS = {"accept": "a claim that I accept", "doubt": "a claim that I doubt", "open": "a claim that I cannot judge"}
SURE = ["1: not sure at all", "2: a little sure", "3: fairly sure", "4: very sure", "5: certain"]
KINDS = ["report", "analysis", "opinion", "advocacy", "mixed"]


class Range:
    """What kind of text some paragraphs are, and how one knows."""

    def __init__(self, number: int, last: int, saved: Answer) -> None:
        paragraphs = [str(paragraph) for paragraph in range(1, last + 1)]
        self.first = choice(paragraphs, text_of(saved, "from"), f"Range {number}: from paragraph")
        self.last = choice(paragraphs, text_of(saved, "to"), "to paragraph")
        self.kind = choice(KINDS, text_of(saved, "kind"), "is")
        self.why = line(text_of(saved, "why"), f"How do you know (range {number})?")
        self.controls = [self.first, self.last, self.kind, self.why]
        self.box = widgets.VBox([row(self.first, self.last, self.kind), self.why], layout=FULL)

    def value(self) -> dict[str, str]:
        """Return what was chosen, ready to be saved."""
        names = ("from", "to", "kind", "why")
        return {name: control.value for name, control in zip(names, self.controls, strict=True)}

    def fault(self, number: int) -> str:
        """Say what is missing or wrong; empty if nothing is."""
        if not all(control.value.strip() for control in self.controls):
            return f"range {number} of paragraphs with its kind and how you know"
        backwards = int(self.first.value) > int(self.last.value)
        return f"a range {number} that ends after it begins" if backwards else ""


class FirstImpression(SavedForm):
    """What do you think of the article before you read it closely? Locked once, shown again later.

    Everything is saved in the reading under ``first-impression``; the lock under ``first-impression/locked``.

    >>> from helpers.article import Article
    >>> FirstImpression(Reading.load("there-is-no-such-file.json", Article.from_text("One.")))
    First impression. Run this cell to use it.
    """

    name = "First impression"

    def __init__(self, reading: Reading) -> None:
        self.article = reading.article
        saved = reading.answer(KEY)
        self.claims = {kind: self._claim(kind, saved) for kind in CLAIMS}
        self.sure = choice(SURE, text_of(saved, "sure"), "How sure are you of all this?")
        self.ranges: list[Range] = []
        self._ranges = widgets.VBox()
        self.lock = button("Lock my first impression", self._ask)
        self.yes, self.no = button("Yes, lock it", self._close), button("Not yet", self._open)
        self.more, self.fewer = (
            button("Add a range", self._add_range),
            button("Remove the last range", self._drop_range),
        )
        self._page = widgets.VBox()
        super().__init__(reading, [self._page])
        self._begin(saved)

    def _claim(self, kind: str, saved: Answer) -> tuple[widgets.Text, widgets.Text]:
        claim = line(text_of(saved, kind, "claim"), f"A {CLAIMS[kind][2:]}:")
        where = line(text_of(saved, kind, "sentence"), "Its sentence (such as 7.2):", width="18em")
        return claim, where

    def _begin(self, saved: Answer) -> None:
        listed = saved.get("kinds") if isinstance(saved, dict) else None
        for entry in listed if isinstance(listed, list) and listed else [{}]:
            self._add_range(entry)
        self._watch([self.sure, *(control for pair in self.claims.values() for control in pair)])
        if LOCK in self.reading.answers:
            self._show_locked()
        else:
            self._open()
            self.show_saved(KEY)

    def _watch(self, controls: Iterable[widgets.Widget]) -> None:
        for control in controls:
            control.observe(self._save, "value")

    # Writing -------------------------------------------------------------------

    def _add_range(self, saved: Answer = None) -> None:
        added = Range(len(self.ranges) + 1, len(self.article.body), saved)
        self.ranges.append(added)
        self._watch(added.controls)
        self._ranges.children = [part.box for part in self.ranges]

    def _drop_range(self) -> None:
        if len(self.ranges) > 1:
            self.ranges.pop()
            self._ranges.children = [part.box for part in self.ranges]
            self._save({})

    def _open(self) -> None:
        """Show the form to write in."""
        claims = [control for pair in self.claims.values() for control in pair]
        question = widgets.HTML("<p>What kind of text is it, and where does that change?</p>")
        self._page.children = [*claims, self.sure, question, self._ranges, row(self.more, self.fewer), self.lock]

    def value(self) -> dict[str, Answer]:
        """Return what is written in the form, ready to be saved."""
        claims = {kind: {"claim": claim.value, "sentence": where.value} for kind, (claim, where) in self.claims.items()}
        return {**claims, "sure": self.sure.value, "kinds": [part.value() for part in self.ranges]}

    def _save(self, _: Change) -> None:
        if self._locked_elsewhere():
            self._show_locked()
        else:
            self.keep(KEY, self.value())

    def _locked_elsewhere(self) -> bool:
        try:
            self.reading.refresh()
        except CourseError as error:
            self.status.value = said(str(error))
        return LOCK in self.reading.answers

    # Locking -------------------------------------------------------------------

    def missing(self) -> list[str]:
        """Name what has still to be written before the form can be locked."""
        faults = []
        for kind, (claim, where) in self.claims.items():
            if not claim.value.strip():
                faults.append(CLAIMS[kind])
            elif not self._is_address(where.value.strip()):
                faults.append(f"the address of {CLAIMS[kind]}, a sentence of this article")
        faults += [] if self.sure.value else ["how sure you are"]
        return faults + [fault for number, part in enumerate(self.ranges, 1) if (fault := part.fault(number))]

    def _is_address(self, text: str) -> bool:
        try:
            self.article.at(text)
        except CourseError:
            return False
        return True

    def _ask(self) -> None:
        if faults := self.missing():
            self.status.value = said(f"Still missing: {'; '.join(faults)}. Fill this in, then lock.")
            return
        question = said("Lock it? You will see it again at the end, and cannot change it any more.")
        self._page.children = [widgets.HTML(question), widgets.HTML(self._summary()), row(self.yes, self.no)]

    def _close(self) -> None:
        if not self._locked_elsewhere():
            self.keep(KEY, self.value())
            self.keep(LOCK, True)
        if LOCK in self.reading.answers:
            self._show_locked()

    def _show_locked(self) -> None:
        self._page.children = [widgets.HTML(self._summary(self.reading.answer(KEY)))]
        self.status.value = said(f"Locked at {clock(self.reading.answered_at(LOCK))}.")

    def _summary(self, saved: Answer = None) -> str:
        """Return the first impression as a table; everything in it is escaped."""
        value = self.value() if saved is None else saved
        rows = [(f"A {CLAIMS[kind][2:]}", _cited(value, kind)) for kind in CLAIMS]
        rows.append(("How sure I am", text_of(value, "sure")))
        kinds = value.get("kinds") if isinstance(value, dict) else None
        rows += [_range_row(part) for part in (kinds if isinstance(kinds, list) else [])]
        cells = "".join(f'<tr><th scope="row">{escape(a)}</th><td>{escape(b)}</td></tr>' for a, b in rows)
        return f"<table><caption>My first impression</caption><tbody>{cells}</tbody></table>"


def _cited(value: Answer, kind: str) -> str:
    return f"{text_of(value, kind, 'claim')} ({text_of(value, kind, 'sentence') or 'no address'})"


def _range_row(part: Answer) -> tuple[str, str]:
    where = f"Paragraphs {text_of(part, 'from')} to {text_of(part, 'to')}"
    return where, f"{text_of(part, 'kind')}: {text_of(part, 'why')}"

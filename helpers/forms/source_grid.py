"""The source grid: what the article lets us know about a source, for one claim of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import ipywidgets as widgets

from helpers.article import CourseError
from helpers.forms.frame import WIDE, Answer, Change, SavedForm, choice, line, said, text_of
from helpers.reading import Reading
from helpers.report import SOURCE_GRID
from helpers.show import CAPTION, CELL

# IMVAIN, of the Center for News Literacy at Stony Brook University: independent, multiple, verifies,
# authoritative or informed, named. Multiple is asked once, of the whole story.
QUESTIONS = {
    "independent": "Independent: has the source nothing to gain by this claim?",
    "verifies": "Verifies: does the source show how it knows?",
    "authoritative": "Authoritative or informed: is the source in a position to know?",
    "named": "Named: does the article name the source?",
}
MULTIPLE = "Multiple: does the story as a whole rest on several sources?"
VALUES = ["yes", "partly", "no", "the article does not say"]
LONGEST = 80  # characters of a source's name in the key of its answer


def key_of(source: str) -> str:
    """Return the key of the answer about a source.

    >>> key_of("the letter")
    'source-grid/the letter'
    """
    return f"{SOURCE_GRID}/{source[:LONGEST]}"


class SourceGrid(SavedForm):
    """IMVAIN for each source, for one claim of it: yes, partly, no, or the article does not say; and why.

    Parameters: *sources* are names. The answers about one source are kept under ``source-grid/NAME``, those
    about the whole story under ``source-grid``. Raises ``CourseError`` when there is no source, or one twice.

    >>> from helpers.article import Article
    >>> SourceGrid(Reading.load("there-is-no-such-file.json", Article.from_text("One.")), ["the letter"])
    Source grid. Run this cell to use it.
    """

    name = "Source grid"

    def __init__(self, reading: Reading, sources: Sequence[str]) -> None:
        if not sources or len({key_of(source) for source in sources}) < len(sources):
            raise CourseError("The source grid needs at least one source, and each of them once; correct the list.")
        self.article, self.sources = reading.article, list(sources)
        self.source = widgets.Dropdown(options=self.sources, description="Source", style=WIDE)
        self.claim = line("", "One claim of this source:")
        self.sentence = line("", "Its sentence (such as 7.2):", width="18em")
        self.answers = {name: (choice(VALUES, "", question), line("", "Why?")) for name, question in QUESTIONS.items()}
        saved = reading.answer(SOURCE_GRID)
        self.multiple = choice(VALUES, text_of(saved, "value"), MULTIPLE)
        self.multiple_why = line(text_of(saved, "reason"), "Why (whole story)?")
        self.table = widgets.HTML()
        self._showing = False
        super().__init__(reading, self._children())
        self._observe()
        self._show({})
        self.show_saved(SOURCE_GRID, *map(key_of, self.sources))

    def _children(self) -> list[widgets.Widget]:
        pairs = [widgets.VBox(pair) for pair in self.answers.values()]
        return [self.source, self.claim, self.sentence, *pairs, self.multiple, self.multiple_why, self.table]

    def _controls(self) -> list[widgets.Widget]:
        return [self.claim, self.sentence, *(control for pair in self.answers.values() for control in pair)]

    def _observe(self) -> None:
        self.source.observe(self._show, "value")
        for control in self._controls():
            control.observe(self._save, "value")
        for control in (self.multiple, self.multiple_why):
            control.observe(self._save_story, "value")

    def _show(self, _: Change) -> None:
        """Show what is saved about the chosen source."""
        saved = self.reading.answer(key_of(self.source.value))
        self._showing = True
        self.claim.value, self.sentence.value = text_of(saved, "claim"), text_of(saved, "sentence")
        for name, (value, reason) in self.answers.items():
            chosen = text_of(saved, name, "value")
            value.value = chosen if chosen in VALUES else ""
            reason.value = text_of(saved, name, "reason")
        self._showing = False
        self.table.value = self._summary()

    def _save(self, _: Change) -> None:
        if self._showing:
            return
        pairs = {name: {"value": value.value, "reason": why.value} for name, (value, why) in self.answers.items()}
        answer = {"claim": self.claim.value, "sentence": self.sentence.value, **pairs}
        self.keep(key_of(self.source.value), answer)
        self.table.value = self._summary()
        self._check_address()

    def _save_story(self, _: Change) -> None:
        self.keep(SOURCE_GRID, {"value": self.multiple.value, "reason": self.multiple_why.value})

    def _check_address(self) -> None:
        """Say so when the sentence is not in the article; what was written is saved all the same."""
        try:
            if self.sentence.value.strip():
                self.article.at(self.sentence.value.strip())
        except CourseError as error:
            self.status.value = said(str(error))

    def _summary(self) -> str:
        """Return the grid so far as a table; everything in it is escaped."""
        head = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in ("source", *QUESTIONS))
        rows = "".join(self._row(source, self.reading.answer(key_of(source))) for source in self.sources)
        caption = f'<caption style="{CAPTION}">The grid so far</caption>'
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def _row(self, source: str, saved: Answer) -> str:
        cells = "".join(f'<td style="{CELL}">{escape(text_of(saved, name, "value") or "—")}</td>' for name in QUESTIONS)
        return f'<tr><th scope="row" style="{CELL};text-align:left">{escape(source)}</th>{cells}</tr>'

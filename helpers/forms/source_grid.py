"""The source grid: what the article lets us know about a source, for one claim of it."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import pandas as pd

from helpers.article import CourseError
from helpers.forms.frame import Change, Field, SavedForm, choice, text_at
from helpers.reading import SOURCE_GRID, Reading
from helpers.show import Table

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
STORY = (choice("value", MULTIPLE, VALUES), Field("reason", "Why (whole story)?"))
SOURCE = (
    Field("claim", "One claim of this source:"),
    Field("sentence", "Its sentence (such as 7.2):", width="18em"),
    *(
        field
        for name, question in QUESTIONS.items()
        for field in (choice(f"{name}.value", question, VALUES), Field(f"{name}.reason", "Why?"))
    ),
)


def source_key(source: str) -> str:
    """Return the key of the answer about a source.

    >>> source_key("the letter")
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
        if not sources or len(set(map(source_key, sources))) < len(sources):
            raise CourseError("The source grid needs at least one source, and each of them once; correct the list.")
        super().__init__(reading)
        self.sources = list(sources)
        self.source = widgets.Dropdown(
            options=self.sources, description="Source", style={"description_width": self.label_width}
        )
        self.table = widgets.HTML()
        claim, sentence, *questions = self.ask(*SOURCE)
        pairs = [widgets.VBox(pair) for pair in zip(questions[::2], questions[1::2], strict=True)]
        self.lay_out(self.source, claim, sentence, *pairs, *self.ask(*STORY), self.table, self.status)
        self.source.observe(self._turn, "value")
        self._turn({})
        self.say_saved(SOURCE_GRID, *map(source_key, self.sources))

    def key_of(self, name: str) -> str:
        """Return the key of the chosen source, or of the whole story for its two fields."""
        return SOURCE_GRID if name in {field.name for field in STORY} else source_key(self.source.value)

    def _turn(self, _: Change) -> None:
        """Show what is saved about the chosen source."""
        self.load()
        self._show_table()

    def show(self) -> None:
        """Show everything anew."""
        super().show()
        self._show_table()

    def save(self, *names: str) -> bool:
        """Save fields, show the grid anew, and say so when the sentence is not in the article: it is saved anyway."""
        done = super().save(*names)
        self._show_table()
        try:
            address = self.inputs["sentence"].value.strip()
            if address and self.key_of(names[0]) != SOURCE_GRID:
                self.article.at(address)
        except CourseError as error:
            self.say(str(error))
        return done

    def _show_table(self) -> None:
        answers = {source: self.reading.answer(source_key(source)) for source in self.sources}
        cells = ([text_at(answer, f"{name}.value") or "—" for name in QUESTIONS] for answer in answers.values())
        rows = [(source, *marks) for source, marks in zip(answers, cells, strict=True)]
        self.table.value = Table(pd.DataFrame(rows, columns=["source", *QUESTIONS]), "The grid so far")._repr_html_()

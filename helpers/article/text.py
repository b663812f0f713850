"""An article: heading, paragraphs, sentences and words, each with its place in the text.

Offsets count code points. ``article.text[start:end] == text`` holds for every row of every frame.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.article.files import CourseError
from helpers.article.quotation_marks import REMEDY, Marks, pair_marks
from helpers.article.segments import Span, paragraph_spans, sentence_spans, word_spans
from helpers.article.wording import shorten

SHOWN = 40  # characters of the heading in the short form of an article
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _frame(text: str, spans: Iterable[Span], **columns: Any) -> pd.DataFrame:
    """Put spans into a frame with columns start, end, text and whatever else is given."""
    pairs = np.array(list(spans), dtype="int64").reshape(-1, 2)  # start and end, also of no span at all
    starts, ends = pairs[:, 0], pairs[:, 1]
    words = [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    frame = pd.DataFrame({"start": starts, "end": ends, "text": pd.Series(words, dtype="str")})
    return frame.assign(**columns)


# The article --------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Article:
    """A text with its heading, byline and date, and frames of paragraphs, sentences and words.

    ``heading`` and ``paratext`` (what is printed around the body: heading, byline, closing lines) and the
    frames ``paragraphs``, ``sentences`` and ``words`` (body only) all have the columns start and end (code
    points) and text. ``paragraph`` is a number from 1, ``sentence`` an address such as ``"7.2"``. ``path`` is the
    file that it was read from, None where there is none; its reference reading stands beside that file.
    """

    text: str
    title: str = ""
    byline: str = ""
    date: dt.date | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    body: tuple[Span, ...] = ()
    parts: tuple[tuple[str, int, int], ...] = ()
    notes: tuple[tuple[int, int, str], ...] = ()
    path: Path | None = None
    findings: dict[str, Any] = field(default_factory=dict, init=False, compare=False)  # kept by the modules below

    @classmethod
    def from_text(cls, text: str) -> Article:
        """Make an article whose whole text is body; offsets stay as they are.

        Each lone surrogate, which no file can hold, becomes U+FFFD.

        >>> Article.from_text("One word. Two more words.").sentences["sentence"].to_list()
        ['1.1', '1.2']
        """
        clean = LONE_SURROGATE.sub("\ufffd", text)
        return cls(clean, body=tuple(paragraph_spans(clean)), notes=odd_characters(clean))

    def __repr__(self) -> str:
        name = shorten(self.title or self.text, SHOWN)
        return f"Article({name!r}, {len(self.body)} paragraphs, {len(self.words)} words)"

    @functools.cached_property
    def paratext(self) -> pd.DataFrame:
        """What is printed around the body: start, end, text, part (heading, byline or closing)."""
        return _frame(self.text, ((a, b) for _, a, b in self.parts), part=[part for part, _, _ in self.parts])

    @functools.cached_property
    def heading(self) -> pd.DataFrame:
        """The heading as one row with the address ``"0.1"``; no row where there is no heading."""
        spans = [(a, b) for part, a, b in self.parts if part == "heading"]
        return _frame(self.text, spans, paragraph=0, sentence="0.1")

    @functools.cached_property
    def paragraphs(self) -> pd.DataFrame:
        """The body's paragraphs: start, end, text, paragraph (1, 2, …)."""
        return _frame(self.text, self.body, paragraph=np.arange(1, len(self.body) + 1))

    @functools.cached_property
    def sentences(self) -> pd.DataFrame:
        """The body's sentences: start, end, text, paragraph, sentence (the address)."""
        spans: list[Span] = []
        numbers: list[int] = []
        addresses: list[str] = []
        for number, (start, end) in enumerate(self.body, 1):
            found = list(sentence_spans(self.text, start, end))
            spans += found
            numbers += [number] * len(found)
            addresses += [f"{number}.{k}" for k in range(1, len(found) + 1)]
        return _frame(
            self.text, spans, paragraph=np.array(numbers, "int64"), sentence=pd.Series(addresses, dtype="str")
        )

    @functools.cached_property
    def addressed(self) -> pd.DataFrame:
        """All that has an address: the heading, if there is one, then the sentences, with their columns."""
        return pd.concat([self.heading, self.sentences], ignore_index=True)

    @functools.cached_property
    def words(self) -> pd.DataFrame:
        """The body's words: start, end, text, paragraph, sentence (the address)."""
        spans = [span for a, b in self.body for span in word_spans(self.text, a, b)]
        places = np.searchsorted(self.sentences["start"].to_numpy(), [a for a, _ in spans], side="right") - 1
        where = self.sentences[["paragraph", "sentence"]].take(places).reset_index(drop=True)
        return pd.concat([_frame(self.text, spans), where], axis=1)

    @functools.cached_property
    def problems(self) -> pd.DataFrame:
        """What was odd on reading: start, end, text, sentence (the address or <NA>), problem."""
        notes = sorted([*self.notes, *((a, b, REMEDY) for a, b in self.marks.strays)])
        spans = [(a, b) for a, b, _ in notes]
        frame = _frame(self.text, spans, sentence=self.addresses(a for a, _ in spans))
        return frame.assign(problem=pd.Series([problem for _, _, problem in notes], dtype="str"))

    @functools.cached_property
    def marks(self) -> Marks:
        """The quotation marks of the body, paired: ``quotes`` and ``strays``."""
        return pair_marks(self.text, self.body)

    @functools.cached_property
    def _places(self) -> tuple[list[int], list[int], list[str]]:
        rows = self.addressed
        return rows["start"].to_list(), rows["end"].to_list(), rows["sentence"].to_list()

    def addresses(self, offsets: Iterable[int]) -> pd.Series[str]:
        """Return the address of the sentence that each offset lies in, <NA> where there is none.

        >>> Article.from_text("One. Two.").addresses([0, 5]).to_list()
        ['1.1', '1.2']
        """
        starts, ends, names = self._places
        rows = ((offset, bisect_right(starts, offset) - 1) for offset in offsets)
        return pd.Series([names[i] if i >= 0 and offset < ends[i] else None for offset, i in rows], dtype="str")

    def at(self, *addresses: str) -> pd.DataFrame:
        """Return the sentences with these addresses, in the order asked for; ``"0.1"`` is the heading.

        Columns: start, end, text, paragraph, sentence. Raises ``CourseError`` for an address that is not there.

        >>> Article.from_text("One. Two.").at("1.2")["text"].to_list()
        ['Two.']
        """
        rows = self.addressed.set_index("sentence", drop=False)
        for address in addresses:
            if address not in rows.index:
                last = rows.index[-1] if len(rows) else "none"
                raise CourseError(f"{address!r}: there is no such sentence; the last address of this text is {last}.")
        return rows.loc[list(addresses)].reset_index(drop=True)[list(self.sentences.columns)]


def odd_characters(text: str) -> tuple[tuple[int, int, str], ...]:
    """Report each run of replacement characters, which stand where the text was damaged."""
    remedy = "a character could not be read here; compare with the original and type it in"
    return tuple((match.start(), match.end(), remedy) for match in re.finditer("\ufffd+", text))

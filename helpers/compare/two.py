"""Two readers compared mark by mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from helpers.article import Article, CourseError
from helpers.reading import Reading

HIT = 0.5  # characters shared, of those that either has marked, from which two marks are one
RIVALS = 20  # marks that one mark is compared with, the best first, when very many overlap it
SIDES = ["start", "end", "text"]

Marks = Reading | pd.DataFrame


class Reader(Protocol):
    """What a measure of agreement asks of a reader; a ``Reading`` has it, and so has a list of words with a name."""

    @property
    def name(self) -> str:
        """Whose marks these are."""

    @property
    def marks(self) -> pd.DataFrame:
        """The marks: start, end, text, label."""

    @property
    def article(self) -> Article:
        """The text that was marked."""


def same_article(readings: Sequence[Reader]) -> Article:
    """Return the article that all have read. Raises ``CourseError`` when one has read another, or none."""
    articles = [reading.article for reading in readings]
    for reading in readings:
        if reading.article.text != articles[0].text:
            fault = "reading is of another text than the first; compare readings of one article"
            raise CourseError(f"{reading.name}’s {fault}.")
    return articles[0]


def _marks(side: Marks) -> pd.DataFrame:
    if isinstance(side, Reading):
        return side.marks
    missing = [name for name in (*SIDES, "label") if name not in side]
    if missing:
        raise CourseError(f"The marks to compare have no column {missing[0]!r}; give a Reading, or such a table.")
    return side.reset_index(drop=True)


def _pairs(a: pd.DataFrame, b: pd.DataFrame) -> list[tuple[float, int, int]]:
    """Return overlap and rows of every two marks that overlap and have the same label."""
    codes = pd.factorize(pd.concat([a["label"], b["label"]]))[0]
    starts, ends = b["start"].to_numpy(), b["end"].to_numpy()
    found = []
    for i, (start, end, code) in enumerate(zip(a["start"], a["end"], codes, strict=False)):
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        rivals = np.flatnonzero((shared > 0) & (codes[len(a) :] == code))
        overlap = shared[rivals] / (np.maximum(ends[rivals], end) - np.minimum(starts[rivals], start))
        best = np.argsort(-overlap, kind="stable")[:RIVALS]
        found += [(float(overlap[k]), i, int(rivals[k])) for k in best]
    return found


def _match(pairs: list[tuple[float, int, int]]) -> dict[int, tuple[int, float]]:
    """Pair marks one to one, the closest pair first: row of *b* and overlap by row of *a*."""
    matched: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for overlap, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if i not in matched and j not in taken:
            matched[i] = j, overlap
            taken.add(j)
    return matched


def _side(marks: pd.DataFrame, rows: list[int], letter: str) -> pd.DataFrame:
    """Return one side of a comparison; the row -1 stands for no mark."""
    labels = ["label", "sentence"]
    part = marks.reindex(columns=[*SIDES, *labels]).reindex(rows).reset_index(drop=True)
    part = part.astype({"start": "Int64", "end": "Int64"})
    return part.rename(columns={name: f"{name}_{letter}" for name in part.columns})


def compare(a: Marks, b: Marks) -> pd.DataFrame:
    """Compare the marks of a reader *a* with those of *b*, such as the reference, label by label.

    Marks are paired one to one, the closest first. Their overlap is the number of characters that both have
    marked, divided by the number that either has.

    Columns: outcome (hit: overlap of a half or more; near miss: less; miss: only *b* has it; extra: only *a*
    has it), label, sentence (str, the address), overlap (float, 0 to 1), start_a, end_a (Int64, <NA> where
    there is no mark), text_a (str), and start_b, end_b, text_b. The rows are in the order of the text.
    Raises ``CourseError`` when the two are about different articles.

    >>> columns = ["start", "end", "text", "label"]
    >>> a = pd.DataFrame([(0, 4, "weak", "loaded"), (9, 12, "the", "loaded")], columns=columns)
    >>> b = pd.DataFrame([(0, 8, "weak obs", "loaded")], columns=columns)
    >>> compare(a, b)[["outcome", "overlap"]].to_numpy().tolist()
    [['hit', 0.5], ['extra', 0.0]]
    """
    if isinstance(a, Reading) and isinstance(b, Reading):
        same_article([a, b])
    left, right = _marks(a), _marks(b)
    matched = _match(_pairs(left, right))
    only_b = [j for j in range(len(right)) if j not in {j for j, _ in matched.values()}]
    rows = [(i, *matched.get(i, (-1, 0.0))) for i in range(len(left))] + [(-1, j, 0.0) for j in only_b]
    ours, theirs = _side(left, [row[0] for row in rows], "a"), _side(right, [row[1] for row in rows], "b")
    frame = pd.concat([ours, theirs], axis=1).assign(overlap=[row[2] for row in rows])
    return _ordered(frame.assign(outcome=[_outcome(*row) for row in rows]))


def _outcome(i: int, j: int, overlap: float) -> str:
    if i < 0 or j < 0:
        return "miss" if i < 0 else "extra"
    return "hit" if overlap >= HIT else "near miss"


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a comparison its columns, in the order of the text."""
    for name in ("label", "sentence"):
        frame[name] = frame[f"{name}_a"].combine_first(frame[f"{name}_b"]).astype("str")
    place = frame["start_a"].combine_first(frame["start_b"])
    columns = ["outcome", "label", "sentence", "overlap", *(f"{part}_{side}" for side in "ab" for part in SIDES)]
    return frame.assign(place=place).sort_values("place", kind="stable", ignore_index=True)[columns]

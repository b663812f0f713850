"""Two readers compared mark by mark; how far several agree, and on which sentences they differ.

Words and sentences of heading and body are the units. A reader gives a unit a label when a mark with that
label touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import krippendorff
import numpy as np
import pandas as pd

from helpers.article import Article, CourseError, word_spans
from helpers.reading import Reading

HIT = 0.5  # characters shared, of those that either has marked, from which two marks are one
RIVALS = 20  # marks that one mark is compared with, the best first, when very many overlap it
OUTCOMES = ["hit", "near miss", "miss", "extra"]
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


# Two readers ---------------------------------------------------------------------


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
        _article([a, b])
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


# Several readers -----------------------------------------------------------------


def _article(readings: Sequence[Reader]) -> Article:
    articles = [reading.article for reading in readings]
    for reading in readings:
        if reading.article.text != articles[0].text:
            fault = "reading is of another text than the first; compare readings of one article"
            raise CourseError(f"{reading.name}’s {fault}.")
    return articles[0]


def _units(article: Article) -> dict[str, pd.DataFrame]:
    """Return words and sentences of heading and body: start, end, sentence."""
    spans = [
        span
        for a, b in zip(article.heading["start"], article.heading["end"], strict=True)
        for span in word_spans(article.text, a, b)
    ]
    heading = pd.DataFrame(spans, columns=["start", "end"], dtype="int64").assign(sentence="0.1")
    columns = ["start", "end", "sentence"]
    words = pd.concat([heading, article.words[columns]], ignore_index=True)
    return {"word": words, "sentence": article.addressed}


def _touched(marks: pd.DataFrame, units: pd.DataFrame) -> np.ndarray:
    """Tell of each unit whether a mark touches it. Units stand in the order of the text and do not overlap."""
    first = np.searchsorted(units["end"].to_numpy(), marks["start"].to_numpy(), side="right")
    after = np.searchsorted(units["start"].to_numpy(), marks["end"].to_numpy(), side="left")
    inside = first < after  # a mark on a space touches nothing
    steps = np.zeros(len(units) + 1, dtype="int64")
    np.add.at(steps, first[inside], 1)
    np.add.at(steps, after[inside], -1)
    return np.cumsum(steps[:-1]) > 0


def _votes(frames: Sequence[pd.DataFrame], label: str, units: pd.DataFrame) -> np.ndarray:
    """Return a row for each reader and a column for each unit: True where the reader gave it the label."""
    rows = [_touched(marks[marks["label"] == label], units) for marks in frames]
    return np.array(rows, dtype=bool).reshape(len(frames), len(units))


def _differing(votes: np.ndarray) -> np.ndarray:
    """Return, for each unit, the share of pairs of readers who differ about it."""
    count, readers = votes.sum(axis=0), len(votes)
    return np.asarray(count * (readers - count) / max(1, readers * (readers - 1) / 2))


def _undefined(votes: np.ndarray) -> str:
    """Say why there is no alpha; empty where there is one."""
    if len(votes) < 2:
        return "One reader has nobody to agree with; ask a second reader."
    if not votes.any():
        return "Nobody gave this label, so there is no variation that agreement could be measured by."
    return "Everybody gave this label everywhere, so there is no variation to measure." if votes.all() else ""


def _labels(frames: Iterable[pd.DataFrame]) -> list[str]:
    return sorted({label for marks in frames for label in marks["label"]})


def agreement(readings: Sequence[Reader], *, labels: Sequence[str] | None = None) -> pd.DataFrame:
    """Measure how far readers agree about each label, on words and on sentences.

    Krippendorff's alpha is 1 when all agree, 0 when they agree as often as chance would have it, and less
    when they differ more than that. Percent agreement stands beside it: it is high even for readers who
    mark at random, because all agree on the many words that nobody marks.

    Parameters: *labels* (default: those that anybody gave).
    Columns: label, unit (word or sentence), alpha (float, NaN where it is not defined), agreement (float,
    percent of pairs of readers, averaged over units), readers, units, marked (int: units that anybody gave
    the label), why (str: why alpha is not defined, else empty).
    Raises ``CourseError`` when the readings are of different articles, or were loaded without one.
    """
    rows = []
    frames = [reading.marks for reading in readings]
    kinds = _units(_article(readings)) if readings else {}
    for label in _labels(frames) if labels is None else labels:
        for kind, units in kinds.items():
            votes = _votes(frames, label, units)
            same = 100 * (1 - _differing(votes).mean()) if len(votes) > 1 and len(units) else np.nan
            why = _undefined(votes)
            rows.append((label, kind, _alpha(votes, why), same, *votes.shape, int(votes.any(axis=0).sum()), why))
    columns = ["label", "unit", "alpha", "agreement", "readers", "units", "marked", "why"]
    return pd.DataFrame(rows, columns=columns)


def _alpha(votes: np.ndarray, why: str) -> float:
    if why:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=votes.astype(float), level_of_measurement="nominal"))


def disputed(readings: Sequence[Reader]) -> pd.DataFrame:
    """Order the sentences by how much readers differ about them, the most disputed first.

    Columns: sentence (str, the address), start, end (int, code points), text (str), dispute (float: on how
    many labels two of the readers, drawn at random, differ), given (str: who gave which label, and how
    many readers there are). Sentences about which all agree have 0 and stand last, in the order of the text.
    Raises ``CourseError`` as ``agreement`` does.
    """
    columns = ["sentence", "start", "end", "text", "dispute", "given"]
    if not readings:
        return pd.DataFrame(columns=columns)
    frames, names = [reading.marks for reading in readings], unique_names(readings)
    sentences = _units(_article(readings))["sentence"]
    votes = {label: _votes(frames, label, sentences) for label in _labels(frames)}
    dispute = sum((_differing(vote) for vote in votes.values()), np.zeros(len(sentences)))
    given = [_given(votes, names, k) for k in range(len(sentences))]
    frame = sentences.assign(dispute=dispute, given=pd.Series(given, dtype="str"))
    return frame.sort_values("dispute", ascending=False, kind="stable", ignore_index=True)[columns]


def _given(votes: dict[str, np.ndarray], names: list[str], k: int) -> str:
    """Say who gave which label to the sentence with the number *k*."""
    said = {
        label: [name for name, gave in zip(names, vote[:, k], strict=True) if gave] for label, vote in votes.items()
    }
    return "; ".join(f"{label}: {', '.join(who)} (of {len(names)})" for label, who in said.items() if who)


def unique_names(readings: Iterable[Reader]) -> list[str]:
    """Return the readers' names; a second Ana is called Ana (2)."""
    names: list[str] = []
    for reading in readings:
        name, number = reading.name, 2
        while name in names:
            name, number = f"{reading.name} ({number})", number + 1
        names.append(name)
    return names

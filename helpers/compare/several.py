"""How far several readers agree, and on which sentences they differ.

Words and sentences of heading and body are the units. A reader gives a unit a label when a mark with that
label touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import krippendorff
import numpy as np
import pandas as pd

from helpers.article import Article, word_spans
from helpers.compare.two import Reader, same_article


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
    kinds = _units(same_article(readings)) if readings else {}
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
    sentences = _units(same_article(readings))["sentence"]
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

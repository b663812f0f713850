"""What the desk sends to the browser: the page with the places of its sentences, and marks as rows."""

from __future__ import annotations

import operator
from typing import Any

import pandas as pd

from helpers.article import Article, CourseError
from helpers.desk.history import Mark


def page_rows(article: Article) -> list[dict[str, Any]]:
    """Return each paragraph, and what stands around the body, with the places of its sentences."""
    inside: dict[int, list[tuple[int, int, str]]] = {}
    for row in article.addressed.to_dict("records"):
        inside.setdefault(row["paragraph"], []).append((row["start"], row["end"], row["sentence"]))
    spans = [("body", number, *span) for number, span in enumerate(article.body, 1)]
    spans += [(part, 0 if part == "heading" else -1, start, end) for part, start, end in article.parts]
    return [
        {"part": part, "number": n, "start": a, "text": article.text[a:b], "sentences": inside.get(n, [])}
        for part, n, a, b in sorted(spans, key=operator.itemgetter(2))  # by start
    ]


def _first(frame: pd.DataFrame, *names: str) -> list[str]:
    """Return the first of these columns that is there, as text."""
    for name in names:
        if name in frame:
            return [str(value) for value in frame[name].astype(object).where(frame[name].notna(), "")]
    return [""] * len(frame)


def mark_rows(article: Article, frame: pd.DataFrame, name: str = "marks") -> list[Mark]:
    """Return the marks of a frame as the browser takes them."""
    if not {"start", "end"} <= set(frame.columns):
        raise CourseError(f"layer {name!r}: the frame needs the columns start and end.")
    starts, ends = ([int(value) for value in frame[column]] for column in ("start", "end"))
    if not all(0 <= a < b <= len(article.text) for a, b in zip(starts, ends, strict=True)):
        raise CourseError(f"layer {name!r}: a row lies outside the text; make the frame from this same article.")
    ids = frame["id"] if "id" in frame else range(len(frame))
    columns = {
        "id": [str(value) for value in ids],
        "start": starts,
        "end": ends,
        "label": _first(frame, "label", "kind", "category"),
        "note": _first(frame, "note", "reason"),
        "status": _first(frame, "status"),
        "sentence": [str(value) if isinstance(value, str) else "" for value in article.addresses(starts)],
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

"""The marks of a document: one by its id, all of them as a frame."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.article import Article, CourseError, Span
from helpers.reading.annotations import Annotation
from helpers.reading.documents import Document

COLUMNS = ["id", "start", "end", "text", "label", "note", "sentence", "created"]


def mark_of(document: Document, id: str) -> Annotation:
    """Return a mark by its id. Raises ``CourseError`` when there is none."""
    annotation = document.annotations.get(id)
    if annotation is None or not annotation.is_mark:
        raise CourseError(f"{id}: there is no such mark; perhaps it was removed in another tab.")
    return annotation


def marks_frame(located: Iterable[tuple[Annotation, Span | None]], article: Article | None) -> pd.DataFrame:
    """Return marks in the order of the text; columns as in ``Reading.marks``. Those without a place are left out."""
    found = [(mark, *span) for mark, span in located if span]
    found.sort(key=lambda row: (row[1], row[2], row[0].created, row[0].id))
    text = article.text if article else None
    rows = [
        (mark.id, start, end, text[start:end] if text else mark.quote[0], mark.label, mark.note, None, mark.created)
        for mark, start, end in found
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"start": "int64", "end": "int64"})
    if article:
        frame["sentence"] = article.addresses(frame["start"])
    return frame.astype(dict.fromkeys(set(COLUMNS) - {"start", "end"}, "str"))

"""What there is to say about a reading: marks that are lost or moved, and what nobody here knows."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.article import Span, plural
from helpers.reading.annotations import Annotation
from helpers.reading.documents import Document

NAMED = 20  # lost marks that are named one by one
Located = tuple[Annotation, Span | None]
LOST = "this mark was not found in the text; it is kept in the file, and you can mark its words anew"
MOVED = "the text has changed, and its words were found at another place; look whether they still say it"
UNKNOWN = "of a kind that this course does not know, kept in the file unchanged"


def problems(document: Document, marks: Iterable[Located]) -> list[str]:
    """Return a sentence for each mark that is lost, and for how many were moved or are of a kind unknown here."""
    marks = list(marks)
    moved = sum(bool(span) and span != mark.position for mark, span in marks)
    known = sum(annotation.is_mark or annotation.answer is not None for annotation in document.annotations.values())
    unknown = len(document.annotations) - known
    return [
        *_lost([mark for mark, span in marks if span is None]),
        *([f"{plural(moved, 'mark')}: {MOVED}."] if moved else []),
        *([f"{plural(unknown, 'annotation')} {UNKNOWN}."] if unknown else []),
    ]


def _lost(marks: list[Annotation]) -> list[str]:
    """Name the marks whose words are not in the text."""
    sentences = [f"“{mark.quote[0][:60]}” ({mark.label[:40] or 'no label'}): {LOST}." for mark in marks[:NAMED]]
    more = len(marks) - NAMED
    rest = f"{more} more that were not found, and are kept in the file as well."
    return [*sentences, rest] if more > 0 else sentences

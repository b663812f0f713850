"""The reference reading: tables that a careful reader made of an article, each row with a reason and a status.

They are data beside the article (``NAME.dates.csv`` and so on), one row an expression, written by hand; nothing
here guesses. They are somebody's reading, not the truth: *settled* means that the text settles it, *open* that
careful readers differ. This module finds each row in the text and complains when it is not there.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pandas as pd

from helpers.article.files import CourseError, Row
from helpers.article.places import find_words
from helpers.article.segments import Span
from helpers.article.text import Article

FIRST_ROW = 2  # a line of a table, counted as an editor counts: the names of its columns stand in line 1
STATUSES = ("settled", "open")

# Each table's own columns, with the values that a column may have; none means anything.
SCHEME: dict[str, dict[str, tuple[str, ...]]] = {
    "dates": {"earliest": (), "latest": ()},
    "names": {"referent": (), "kind": ("person", "organisation", "document", "group", "event", "place")},
    "quotes": {"kind": ("direct", "partial", "term")},
    "attributions": {"id": (), "kind": ("direct", "partial", "paraphrase"), "source": (), "cue": (), "within": ()},
    "loaded": {
        "category": ("evaluation", "emotion", "naming", "metaphor", "intensifier", "presupposition"),
        "voice": (),
        "mode": ("own", "quoted", "paraphrased"),
    },
    "unsourced": {"sort": ("checkable fact", "description", "motive", "judgement")},
}


def reference(article: Article, layer: str) -> pd.DataFrame:
    """Read one layer of the reference reading, in the order of its file.

    The layer is a table beside the article's file, ``NAME.LAYER.csv``. *layer* is one of

    - dates: earliest, latest (date, both included);
    - names: referent (who or what is meant), kind;
    - quotes: kind (direct, partial, term);
    - attributions: id, kind, source, cue, within (the id of the claim around it), and the spans of source and
      cue (source_start, source_end, cue_start, cue_end: Int64, <NA> where there is none); text is the content;
    - loaded: category, voice, mode;
    - unsourced: sort (checkable fact, description, motive, judgement).

    Columns of all: start, end (int, code points), text, sentence (the address, or ``byline``), the table's own,
    status (settled or open), reason (one sentence).
    Raises ``CourseError`` for a row whose words, address, label, date or status do not hold.

    >>> from helpers.article import open_article
    >>> reference(open_article(), "quotes")["kind"].value_counts().to_dict()
    {'term': 5, 'partial': 4, 'direct': 1}
    """
    if layer not in SCHEME:
        raise CourseError(f"{layer!r}: there is no such table; choose one of {', '.join(SCHEME)}.")
    rows = _read_rows(table_path(article, layer), ["sentence", "text", *SCHEME[layer], "status", "reason"])
    for where, row in rows.items():
        _check_labels(row, where, {**SCHEME[layer], "status": STATUSES})
    spans = [
        _find(article, row["sentence"], row["text"], int(row.get("nth") or 1), where) for where, row in rows.items()
    ]
    frame = pd.DataFrame(spans, columns=["start", "end"]).join(pd.DataFrame(list(rows.values())))
    frame = frame[["start", "end", "text", "sentence", *SCHEME[layer], "status", "reason"]]
    finish = FINISH.get(layer)
    return finish(article, frame, list(rows)) if finish else frame


def table_path(article: Article, layer: str) -> Path:
    """Return where a table of an article lies. Raises ``CourseError`` for a text that came from no file."""
    if article.path is None:
        raise CourseError("This text was not read from a file, so no tables stand beside it; read it from a file.")
    return article.path.with_suffix(f".{layer}.csv")


def has_tables(article: Article, *layers: str) -> bool:
    """Tell whether all these tables stand beside an article.

    >>> has_tables(Article.from_text("One."), "loaded")
    False
    """
    return article.path is not None and all(table_path(article, layer).is_file() for layer in layers)


def _read_rows(path: Path, columns: list[str]) -> dict[str, Row]:
    """Return each row of a file under its place, such as ``x.dates.csv, line 2``."""
    if not path.is_file():
        raise CourseError(f"{path}: there is no such table; make it with the columns {', '.join(columns)}.")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in columns if name not in (reader.fieldnames or [])]
        if missing:
            raise CourseError(f"{path}: the column {missing[0]!r} is missing; add it to the first line.")
        return {f"{path}, line {number}": row for number, row in enumerate(reader, FIRST_ROW)}


def _check_labels(row: Row, where: str, scheme: dict[str, tuple[str, ...]]) -> None:
    if not row["reason"]:
        raise CourseError(f"{where}: the reason is missing; write one sentence.")
    for column, allowed in scheme.items():
        if allowed and row[column] not in allowed:
            raise CourseError(f"{where}: {column} is {row[column]!r}; choose one of {', '.join(allowed)}.")


def _find(article: Article, sentence: str, text: str, nth: int, where: str) -> Span:
    """Return the span of words in their sentence; *nth* tells which, where they stand more than once."""
    try:
        span = find_words(article, text, sentence, nth=nth, exact=True)
    except CourseError as error:
        raise CourseError(f"{where}: {error}") from None
    if span is None:
        raise CourseError(f"{where}: {text!r} is not in sentence {sentence}; correct one of the two.")
    return span


# What some tables need besides ------------------------------------------------------


def _finish_dates(_: Article, frame: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    for name in ("earliest", "latest"):
        frame[name] = [_day(value, where) for value, where in zip(frame[name], places, strict=True)]
    for early, late, where in zip(frame["earliest"], frame["latest"], places, strict=True):
        if early > late:
            raise CourseError(f"{where}: earliest is after latest; exchange the two.")
    return frame


def _day(value: str, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise CourseError(f"{where}: {value!r} is not a date; write it like 2018-07-31.") from None


def _finish_attributions(article: Article, frame: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    for part in ("source", "cue"):
        spans = [
            _find(article, sentence, text, 1, where) if text else (None, None)
            for sentence, text, where in zip(frame["sentence"], frame[part], places, strict=True)
        ]
        for side, name in enumerate(("start", "end")):
            frame[f"{part}_{name}"] = pd.Series([span[side] for span in spans], dtype="Int64")
    unknown = [
        f"{where}: within is {outer!r}, which is no id of this table; correct it."
        for outer, where in zip(frame["within"], places, strict=True)
        if outer and outer not in set(frame["id"])
    ]
    if unknown:
        raise CourseError(unknown[0])
    return frame


FINISH = {"dates": _finish_dates, "attributions": _finish_attributions}


def forms_by_referent(names: pd.DataFrame) -> pd.DataFrame:
    """Gather, for each person, body or place, every form under which it appears.

    Takes the table *names*. Columns: referent, kind (str), mentions (int), forms (str: each form with its
    addresses), most mentioned first.
    """
    rows = []
    for (referent, kind), group in names.groupby(["referent", "kind"], sort=False):
        places = group.groupby("text", sort=False)["sentence"].agg(", ".join)
        forms = "; ".join(f"{form} ({where})" for form, where in places.items())
        rows.append((referent, kind, len(group), forms))
    frame = pd.DataFrame(rows, columns=["referent", "kind", "mentions", "forms"])
    return frame.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)

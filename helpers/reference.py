"""The tables that a careful reader made of an article: its dates and its names, each with a reason.

They are data beside the article (``NAME.dates.csv``, ``NAME.names.csv``), one row an expression, written by
hand; nothing here guesses. This module finds each row in the text and complains when it is not there.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pandas as pd

from helpers.article import Article
from helpers.files import CourseError, Row

STATUSES = ("settled", "open")


def _read_rows(path: Path, columns: list[str]) -> list[Row]:
    if not path.is_file():
        raise CourseError(f"{path}: there is no such table; make it with the columns {', '.join(columns)}.")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in columns if name not in (reader.fieldnames or [])]
        if missing:
            raise CourseError(f"{path}: the column {missing[0]!r} is missing; add it to the first line.")
        return list(reader)


def _place(article: Article, sentence: str, where: str) -> tuple[int, int]:
    """Return the span of a sentence, or of the byline."""
    rows = pd.concat([article.heading, article.sentences])
    if sentence == "byline":
        rows = article.paratext[article.paratext["part"] == "byline"].assign(sentence="byline")
    found = rows[rows["sentence"] == sentence]
    if found.empty:
        raise CourseError(f"{where}: the article has no sentence {sentence!r}; correct the address.")
    return int(found["start"].iloc[0]), int(found["end"].iloc[0])


def _find(article: Article, row: Row, where: str) -> tuple[int, int]:
    """Return the span of a row's words in its sentence; ``nth`` tells which, where they stand more than once."""
    start, end = _place(article, row["sentence"], where)
    for _ in range(int(row.get("nth") or 1)):
        found = article.text.find(row["text"], start, end)
        if found < 0:
            raise CourseError(f"{where}: {row['text']!r} is not in sentence {row['sentence']}; correct one of the two.")
        start = found + 1
    return found, found + len(row["text"])


def _located(article: Article, path: Path, columns: list[str]) -> pd.DataFrame:
    rows = _read_rows(path, ["sentence", "text", *columns, "status", "reason"])
    places = [f"{path}, line {number}" for number in range(2, len(rows) + 2)]
    spans = [_find(article, row, where) for row, where in zip(rows, places, strict=True)]
    for row, where in zip(rows, places, strict=True):
        if row["status"] not in STATUSES or not row["reason"]:
            raise CourseError(f"{where}: give a status (settled or open) and a reason.")
    frame = pd.DataFrame(spans, columns=["start", "end"]).join(pd.DataFrame(rows))
    return frame[["start", "end", "text", "sentence", *columns, "status", "reason"]]


def read_dates(article: Article, path: str | Path) -> pd.DataFrame:
    """Read what the article says about time, in the order of the table.

    Parameters: *path* is the article's file; the table stands beside it as ``NAME.dates.csv``.

    Columns: start, end (int, code points), text (str), sentence (str), earliest, latest (date, both
    included), status (settled or open), reason (str).
    Raises ``CourseError`` for a row whose words, address, dates or status do not hold.
    """
    table = Path(path).with_suffix(".dates.csv")
    frame = _located(article, table, ["earliest", "latest"])
    for name in ("earliest", "latest"):
        frame[name] = [_day(value, f"{table}, line {line}") for line, value in enumerate(frame[name], 2)]
    late = frame["earliest"] > frame["latest"]
    if late.any():
        line = int(late.to_numpy().argmax()) + 2
        raise CourseError(f"{table}, line {line}: earliest is after latest; exchange the two.")
    return frame


def _day(value: str, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise CourseError(f"{where}: {value!r} is not a date; write it like 2018-07-31.") from None


def read_names(article: Article, path: str | Path) -> pd.DataFrame:
    """Read how the article refers to each person, body and place, in the order of the table.

    Columns: start, end (int, code points), text (str), sentence (str), referent (str, who or what is meant),
    kind (person, organisation, document, group, event or place), status (settled or open), reason (str).
    Raises ``CourseError`` as ``read_dates`` does.
    """
    return _located(article, Path(path).with_suffix(".names.csv"), ["referent", "kind"])


def forms_by_referent(names: pd.DataFrame) -> pd.DataFrame:
    """Gather, for each person, body or place, every form under which it appears.

    Takes the frame of ``read_names``. Columns: referent, kind (str), mentions (int), forms (str: each form
    with its addresses), most mentioned first.
    """
    rows = []
    for (referent, kind), group in names.groupby(["referent", "kind"], sort=False):
        places = group.groupby("text", sort=False)["sentence"].agg(", ".join)
        forms = "; ".join(f"{form} ({where})" for form, where in places.items())
        rows.append((referent, kind, len(group), forms))
    frame = pd.DataFrame(rows, columns=["referent", "kind", "mentions", "forms"])
    return frame.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)

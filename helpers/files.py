"""Where the course keeps its data, and how a word list is read."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
LEXICONS = Path(__file__).resolve().parent / "lexicons"

Row = dict[str, str]


class CourseError(ValueError):
    """Something that a reader of the course can mend; its message says what, where and how."""


@functools.cache
def read_lexicon(name: str) -> tuple[Row, ...]:
    """Read one word list from ``helpers/lexicons``.

    Parameters: *name* is the file's name without ``.csv``.
    Returns one dictionary for each line, with the file's column names as keys.
    Raises ``CourseError`` when there is no such list.

    >>> read_lexicon("stop_words")[0]["entry"]
    'a'
    """
    path = LEXICONS / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in LEXICONS.glob("*.csv")))
        raise CourseError(f"{name}: there is no word list of this name; choose one of {known}.")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@functools.cache
def entries(name: str) -> frozenset[str]:
    """Return the ``entry`` column of a word list as a set.

    >>> "the" in entries("stop_words")
    True
    """
    return frozenset(row["entry"] for row in read_lexicon(name))

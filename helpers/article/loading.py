"""An article out of a file: what is heading, byline and closing lines, and what the metadata beside it say."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import Any

from helpers.article.files import ARTICLE, SEEDS, CourseError, complain, read_text
from helpers.article.segments import Span, paragraph_spans
from helpers.article.text import Article, odd_characters

COURSE = SEEDS / ARTICLE
SECOND = SEEDS / "eastwater-footbridge.txt"

ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

LONGEST_HEADING = 30  # words; a heading on the web is seldom longer than twenty
LONGEST_BYLINE, MOST_NAMES = 100, 8  # characters, and words beside the date: two names of up to four words
BYLINES = 2  # lines: a name, and below it a date

MONTHS = "January February March April May June July August September October November December".split()
MONTH = rf"(?P<month>{'|'.join(name[:3] + f'(?:{name[3:]})?' for name in MONTHS)})\.?"
DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s+{MONTH}|{MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}}),?)\s+(?P<year>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
)


def _read_metadata(path: Path) -> dict[str, Any]:
    """Read the metadata file beside an article; an article may come without one."""
    beside = path.with_suffix(".toml")
    if not beside.is_file():
        return {}
    try:
        metadata = tomllib.loads(beside.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise complain(beside, f"this is not valid TOML ({error}); compare it with a file in seeds.") from None
    if type(metadata.get("date", dt.date.min)) is not dt.date:  # a datetime is a date too, and has a time
        raise complain(beside, "date must be a date without quotation marks or a time, such as date = 2018-08-02.")
    if not isinstance(metadata.get("title", ""), str):
        raise complain(beside, 'title must be a text, such as title = "A title".')
    closing = metadata.setdefault("closing", [])
    if not isinstance(closing, list) or not all(isinstance(line, str) for line in closing):
        raise complain(beside, 'closing must be a list of lines, such as closing = ["Contact us"].')
    return metadata


def parse_date(text: str) -> dt.date | None:
    """Return the first date in a line, or None.

    >>> parse_date("Kayla Costa 2 August 2018")
    datetime.date(2018, 8, 2)
    """
    match = DATE.search(text)
    if not match:
        return None
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        month = 1 + next(i for i, name in enumerate(MONTHS) if name.startswith(match["month"] or match["month2"]))
        return dt.date(int(match["year"]), month, int(match["day"] or match["day2"]))
    except ValueError:  # 31 February
        return None


def _is_heading(line: str) -> bool:
    return line.startswith("#") or (len(line.split()) <= LONGEST_HEADING and line[-1] not in ".!?:;,\"”'’")


def _is_byline(line: str) -> bool:
    """Tell whether a line is a name with or without a date, and not the first sentence of the body."""
    rest = DATE.sub("", line)
    named = rest != line or line.startswith("By ")
    return named and len(line) <= LONGEST_BYLINE and len(rest.split()) <= MOST_NAMES


def _split_parts(text: str, spans: list[Span], closing: list[str]) -> list[tuple[str, int, int]]:
    """Name the paragraphs that are not body."""
    parts: list[tuple[str, int, int]] = []
    if len(spans) > 1 and _is_heading(text[slice(*spans[0])]):
        hashes = re.match(r"#*\s*", text[slice(*spans[0])])
        parts.append(("heading", spans[0][0] + (hashes.end() if hashes else 0), spans[0][1]))
    for start, end in spans[len(parts) : len(parts) + BYLINES] if parts else []:
        if not _is_byline(text[start:end]):
            break
        parts.append(("byline", start, end))
    return parts + [("closing", a, b) for a, b in spans[len(parts) :] if text[a:b] in closing]


def _missing_closing(text: str, closing: list[str]) -> list[tuple[int, int, str]]:
    return [
        (0, 0, f"the metadata names a closing line that is not in the text: {line!r}; correct one of the two")
        for line in closing
        if line not in text
    ]


def read_article(path: str | Path) -> Article:
    """Read an article from a UTF-8 text file, with the metadata file (``.toml``) beside it if there is one.

    The first paragraph is the heading when it starts with ``#`` or is short and has no full stop; a line
    with a name or a date after it is the byline. Lines that the metadata names under ``closing`` are not
    body. Markdown escapes are undone, line ends become ``\\n``.

    Returns an ``Article``. Raises ``CourseError``, one sentence with file, fault, place and remedy, for a
    file that is missing, empty, binary, not UTF-8 or larger than 20 MB.

    >>> read_article(SEEDS / "000_7dc0b1a87110e614.txt").date
    datetime.date(2018, 8, 2)
    """
    path = Path(path)
    text = ESCAPE.sub(r"\1", read_text(path))
    metadata = _read_metadata(path)
    spans = paragraph_spans(text)
    parts = _split_parts(text, spans, metadata.get("closing", []))
    ends = {end for _, _, end in parts}
    bylines = [text[a:b] for part, a, b in parts if part == "byline"]
    dates = [date for line in bylines if (date := parse_date(line))]
    return Article(
        text,
        title=next((text[a:b] for part, a, b in parts if part == "heading"), metadata.get("title", "")),
        byline=" ".join(DATE.sub("", line) for line in bylines).removeprefix("By ").strip(" ,|–-"),
        date=dates[0] if dates else metadata.get("date"),
        metadata=metadata,
        body=tuple(span for span in spans if span[1] not in ends),
        parts=tuple(parts),
        path=path,
        notes=(*odd_characters(text), *_missing_closing(text, metadata.get("closing", []))),
    )


def open_article(name: str | Path | None = None) -> Article:
    """Open an article: the course's own, one of ``seeds`` by its name, or any by its path.

    Raises ``CourseError`` as ``read_article`` does.

    >>> open_article("eastwater-footbridge").date.year, open_article().path.suffix
    (2024, '.txt')
    """
    if name is None:
        return read_article(COURSE)
    seed = SEEDS / f"{name}.txt"
    return read_article(seed if seed.is_file() else name)


def choose_article(name: str | Path | None = None) -> tuple[Article, str]:
    """Open a student's own article; where that fails, the second one of the course, and say why in one sentence.

    Without a name it is the second article, and nothing is wrong.

    >>> choose_article("there-is-no-such-file.txt")[1]
    'there-is-no-such-file.txt: there is no such file; check the name and the folder.'
    """
    try:
        return (open_article(name) if name else read_article(SECOND)), ""
    except CourseError as error:
        return read_article(SECOND), str(error)

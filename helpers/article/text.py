"""Text to article: heading, paragraphs, sentences and words, each with its place in the text.

Offsets count code points. ``article.text[start:end] == text`` holds for every row of every frame.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.article.files import CourseError, complain, read_text
from helpers.article.quotation_marks import REMEDY, Marks, pair_marks
from helpers.article.segments import Span, paragraph_spans, sentence_spans, word_spans

ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")

MONTHS = "January February March April May June July August September October November December".split()
MONTH = rf"(?P<month>{'|'.join(name[:3] + f'(?:{name[3:]})?' for name in MONTHS)})\.?"
DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s+{MONTH}|{MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}}),?)\s+(?P<year>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
)


def _frame(text: str, spans: Iterable[Span], **columns: Any) -> pd.DataFrame:
    """Put spans into a frame with columns start, end, text and whatever else is given."""
    pairs = np.array(list(spans), dtype="int64").reshape(-1, 2)
    starts, ends = pairs[:, 0], pairs[:, 1]
    words = [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    frame = pd.DataFrame({"start": starts, "end": ends, "text": pd.Series(words, dtype="str")})
    return frame.assign(**columns)


# The article --------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Article:
    """A text with its heading, byline and date, and frames of paragraphs, sentences and words.

    ``heading`` and ``paratext`` (what is printed around the body: heading, byline, closing lines) and the
    frames ``paragraphs``, ``sentences`` and ``words`` (body only) all have the columns start and end (code
    points) and text. ``paragraph`` is a number from 1, ``sentence`` an address such as ``"7.2"``.
    """

    text: str
    title: str = ""
    byline: str = ""
    date: dt.date | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    body: tuple[Span, ...] = ()
    parts: tuple[tuple[str, int, int], ...] = ()
    notes: tuple[tuple[int, int, str], ...] = ()
    findings: dict[str, Any] = field(default_factory=dict, init=False, compare=False)  # kept by the modules below

    @classmethod
    def from_text(cls, text: str) -> Article:
        """Make an article whose whole text is body; offsets stay as they are.

        Each lone surrogate, which no file can hold, becomes U+FFFD.

        >>> Article.from_text("One word. Two more words.").sentences["sentence"].to_list()
        ['1.1', '1.2']
        """
        clean = LONE_SURROGATE.sub("\ufffd", text)
        return cls(clean, body=tuple(paragraph_spans(clean)), notes=_odd_characters(clean))

    def __repr__(self) -> str:
        name = (self.title or self.text).strip()
        name = name if len(name) <= 40 else name[:40].rsplit(" ", 1)[0] + " …"
        return f"Article({name!r}, {len(self.body)} paragraphs, {len(self.words)} words)"

    @functools.cached_property
    def paratext(self) -> pd.DataFrame:
        """What is printed around the body: start, end, text, part (heading, byline or closing)."""
        return _frame(self.text, ((a, b) for _, a, b in self.parts), part=[part for part, _, _ in self.parts])

    @functools.cached_property
    def heading(self) -> pd.DataFrame:
        """The heading as one row with the address ``"0.1"``; no row where there is no heading."""
        spans = [(a, b) for part, a, b in self.parts if part == "heading"]
        return _frame(self.text, spans, paragraph=0, sentence="0.1")

    @functools.cached_property
    def paragraphs(self) -> pd.DataFrame:
        """The body's paragraphs: start, end, text, paragraph (1, 2, …)."""
        return _frame(self.text, self.body, paragraph=np.arange(1, len(self.body) + 1))

    @functools.cached_property
    def sentences(self) -> pd.DataFrame:
        """The body's sentences: start, end, text, paragraph, sentence (the address)."""
        spans: list[Span] = []
        numbers: list[int] = []
        addresses: list[str] = []
        for number, (start, end) in enumerate(self.body, 1):
            found = list(sentence_spans(self.text, start, end))
            spans += found
            numbers += [number] * len(found)
            addresses += [f"{number}.{k}" for k in range(1, len(found) + 1)]
        return _frame(
            self.text, spans, paragraph=np.array(numbers, "int64"), sentence=pd.Series(addresses, dtype="str")
        )

    @functools.cached_property
    def words(self) -> pd.DataFrame:
        """The body's words: start, end, text, paragraph, sentence (the address)."""
        spans = [span for a, b in self.body for span in word_spans(self.text, a, b)]
        places = np.searchsorted(self.sentences["start"].to_numpy(), [a for a, _ in spans], side="right") - 1
        where = self.sentences[["paragraph", "sentence"]].take(places).reset_index(drop=True)
        return pd.concat([_frame(self.text, spans), where], axis=1)

    @functools.cached_property
    def problems(self) -> pd.DataFrame:
        """What was odd on reading: start, end, text, sentence (the address or <NA>), problem."""
        notes = sorted([*self.notes, *((a, b, REMEDY) for a, b in self.marks.strays)])
        spans = [(a, b) for a, b, _ in notes]
        frame = _frame(self.text, spans, sentence=self.addresses(a for a, _ in spans))
        return frame.assign(problem=pd.Series([problem for _, _, problem in notes], dtype="str"))

    @functools.cached_property
    def marks(self) -> Marks:
        """The quotation marks of the body, paired: ``quotes`` and ``strays``."""
        return pair_marks(self.text, self.body)

    @functools.cached_property
    def _places(self) -> tuple[list[int], list[int], list[str]]:
        rows = pd.concat([self.heading, self.sentences])
        return rows["start"].to_list(), rows["end"].to_list(), rows["sentence"].to_list()

    def addresses(self, offsets: Iterable[int]) -> pd.Series[str]:
        """Return the address of the sentence that each offset lies in, <NA> where there is none.

        >>> Article.from_text("One. Two.").addresses([0, 5]).to_list()
        ['1.1', '1.2']
        """
        starts, ends, names = self._places
        rows = ((offset, bisect_right(starts, offset) - 1) for offset in offsets)
        return pd.Series([names[i] if i >= 0 and offset < ends[i] else None for offset, i in rows], dtype="str")

    def at(self, *addresses: str) -> pd.DataFrame:
        """Return the sentences with these addresses, in the order asked for; ``"0.1"`` is the heading.

        Columns: start, end, text, paragraph, sentence. Raises ``CourseError`` for an address that is not there.

        >>> Article.from_text("One. Two.").at("1.2")["text"].to_list()
        ['Two.']
        """
        rows = pd.concat([self.heading, self.sentences]).set_index("sentence", drop=False)
        for address in addresses:
            if address not in rows.index:
                last = rows.index[-1] if len(rows) else "none"
                raise CourseError(f"{address!r}: there is no such sentence; the last address of this text is {last}.")
        return rows.loc[list(addresses)].reset_index(drop=True)[list(self.sentences.columns)]


def _odd_characters(text: str) -> tuple[tuple[int, int, str], ...]:
    """Report each run of replacement characters, which stand where the text was damaged."""
    remedy = "a character could not be read here; compare with the original and type it in"
    return tuple((match.start(), match.end(), remedy) for match in re.finditer("\ufffd+", text))


# Reading a file ---------------------------------------------------------------------------


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
        month = [name[:3] for name in MONTHS].index((match["month"] or match["month2"])[:3]) + 1
        return dt.date(int(match["year"]), month, int(match["day"] or match["day2"]))
    except ValueError:  # 31 February
        return None


def _is_heading(line: str) -> bool:
    return line.startswith("#") or (len(line.split()) <= 30 and line[-1] not in ".!?:;,\"”'’")


def _is_byline(line: str) -> bool:
    """Tell whether a line is a name with or without a date, and not the first sentence of the body."""
    rest = DATE.sub("", line)
    return len(line) <= 100 and (rest != line or line.startswith("By ")) and len(rest.split()) <= 8


def _split_parts(text: str, spans: list[Span], closing: list[str]) -> list[tuple[str, int, int]]:
    """Name the paragraphs that are not body."""
    parts: list[tuple[str, int, int]] = []
    if len(spans) > 1 and _is_heading(text[slice(*spans[0])]):
        hashes = re.match(r"#*\s*", text[slice(*spans[0])])
        parts.append(("heading", spans[0][0] + (hashes.end() if hashes else 0), spans[0][1]))
    for start, end in spans[len(parts) : len(parts) + 2] if parts else []:
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

    >>> from helpers.files import SEEDS
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
        notes=(*_odd_characters(text), *_missing_closing(text, metadata.get("closing", []))),
    )

"""Places in a text: the one pattern of an address, the one finder of words, and the evidence that a reader names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.article.files import CourseError
from helpers.article.segments import Span
from helpers.article.text import Article
from helpers.article.wording import shorten, straight

PARTS = ("heading", "byline", "closing")
# Not a sum of money ($12.9), a share (12.5%), a date (2.8.2018) or the end of a longer number (1,400.5).
ADDRESS = re.compile(r"(?<![\d.,$€£])\d{1,3}\.\d{1,3}(?![\d]|\.\d|\s?%|\s?per ?cent)")
QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|‘([^‘’]+)’")
SHOWN = 60  # characters of a reader's words in a message


class Place(NamedTuple):
    """Something in the text that a reader points at; *sentence* is an address, or the name of a part."""

    sentence: str
    start: int
    end: int
    text: str
    exact: bool  # words of the reader's choice, not a whole sentence


class Evidence(NamedTuple):
    """The places that a reader's evidence names, and one sentence for each that is not there."""

    places: list[Place]
    problems: list[str]

    @property
    def short(self) -> str:
        """The places in one line: addresses, and exact words with their address."""
        return ", ".join(f"“{p.text}” ({p.sentence})" if p.exact else p.sentence for p in self.places)


def spans_of(article: Article, name: str) -> list[Span]:
    """Return where the sentence with an address is, or the parts around the body with a name; none for another name.

    >>> spans_of(Article.from_text("One. Two."), "1.2")
    [(5, 9)]
    """
    rows, column = (article.paratext, "part") if name in PARTS else (article.addressed, "sentence")
    found = rows[rows[column] == name]
    return [(int(start), int(end)) for start, end in zip(found["start"], found["end"], strict=True)]


def _patterns(words: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Yield how words are looked for: as they stand, then in any capitals, marks and line breaks, then inside words."""
    before, after = r"(?<!\w)" * words[:1].isalnum(), r"(?!\w)" * words[-1:].isalnum()  # "he" is not in "the"
    loose = r"\s+".join(map(re.escape, straight(words).split()))
    yield re.compile(before + re.escape(words) + after), False
    yield re.compile(before + loose + after, re.IGNORECASE), True
    yield re.compile(loose, re.IGNORECASE), True


def find_words(article: Article, words: str, sentence: str = "", *, nth: int = 1, exact: bool = False) -> Span | None:
    """Find words in a text, or in the sentence or part named *sentence*; None where they are not.

    Words that stand there to the letter come first; then, unless *exact*, such as differ in capitals, in the form
    of quotation marks and in line breaks. *nth* tells which place, where they stand more than once.
    Raises ``CourseError`` when there is no such sentence.

    >>> find_words(Article.from_text("The end. They end the end."), "the end", "1.2")
    (18, 25)
    """
    spans = spans_of(article, sentence) if sentence else [(0, len(article.text))]
    if not spans:
        raise CourseError(f"the article has no sentence {sentence!r}; correct the address.")
    for pattern, alike in _patterns(words) if words.strip() else ():
        text = straight(article.text) if alike else article.text
        found = [match.span() for start, end in spans for match in pattern.finditer(text, start, end)]
        if len(found) >= nth:
            return found[nth - 1]
        if exact:
            break
    return None


def place_of(article: Article, start: int, end: int) -> Place:
    """Return the place of a span, with the address of its sentence or the name of the part that it lies in."""
    address = article.addresses([start]).iloc[0]
    around = article.paratext[(article.paratext["start"] <= start) & (start < article.paratext["end"])]
    part = str(around["part"].iloc[0]) if len(around) else "text"
    return Place(address if isinstance(address, str) else part, start, end, article.text[start:end], True)


def find_evidence(article: Article, said: str) -> Evidence:
    """Find what a reader's evidence names: addresses (``7.2``), exact words in quotation marks, or the words
    heading, byline and closing. A text that stands in the article as it is counts as exact words.

    >>> found = find_evidence(Article.from_text("One. Two words."), '1.1, “two words”, 9.9')
    >>> found.short, found.problems
    ('1.1, “Two words” (1.2)', ['9.9: this text has no such sentence.'])
    """
    places: list[Place] = []
    problems: list[str] = []
    quoted = [next(filter(None, match.groups())) for match in QUOTED.finditer(said)]
    rest = QUOTED.sub(" ", said)
    names = [*ADDRESS.findall(rest), *(part for part in PARTS if re.search(rf"\b{part}\b", rest, re.IGNORECASE))]
    for name in names:
        spans = spans_of(article, name)
        places += [Place(name, start, end, article.text[start:end], False) for start, end in spans]
        problems += [] if spans else [f"{name}: this text has no such {'part' if name in PARTS else 'sentence'}."]
    for words in quoted or ([said] if said.strip() and not names else []):
        span = find_words(article, words)
        places += [place_of(article, *span)] if span else []
        problems += [] if span else [f"“{shorten(words, SHOWN)}”: these words do not stand in the text."]
    return Evidence(list(dict.fromkeys(places)), problems)

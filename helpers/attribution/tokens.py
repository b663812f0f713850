"""Stretches of text, in which cues and their content are looked for.

A stretch is a sentence, or as many sentences as one quotation ties together; in it, a quotation counts as one token.
The functions of the other modules take a ``Stretch`` and token numbers; a range ``(first, last)`` leaves ``last`` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpers.article import Article, Quote
from helpers.attribution import words as w

Span = tuple[int, int]  # offsets into the text
Range = tuple[int, int]  # numbers of tokens, the last one left out

TOKEN = re.compile(
    r"\([^()\n]{0,100}\)"  # a bracket is read over
    r"|[$£€#@]?\w+(?:[.,:&'’‐‑/@-]\w+)*['’]?"
    r"|[,;:?!…—–]|--|(?<=\s)-(?=\s)"
)
NOT_IN_WORDS = str.maketrans(dict.fromkeys(',;:?!.…—–()[]"“”', " "))
LONGEST = 300  # tokens; a longer stretch is no sentence, and is cut so that reading time stays linear


@dataclass(slots=True)
class Stretch:
    """Tokens of a stretch of text: lower-case forms, offsets, and the quotations that some tokens stand for."""

    text: str
    start: int
    end: int
    paragraph: int
    low: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quotes: dict[int, Quote] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.low)

    def word(self, i: int) -> str:
        """Return the lower-case form of token *i*, or nothing beyond the ends."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def verb(self, i: int) -> w.Verb | None:
        """Return the reporting verb that token *i* can be a form of, if it can."""
        return w.VERBS.get(self.word(i))

    def is_name(self, i: int) -> bool:
        """Tell whether token *i* has a capital letter."""
        return 0 <= i < len(self.low) and self.text[self.starts[i]].isupper()

    def span(self, first: int, last: int) -> Span:
        """Return the offsets of tokens *first* up to, not including, *last*."""
        return self.starts[first], self.ends[last - 1]


def tokenise(stretch: Stretch, quotes: list[Quote]) -> Stretch:
    """Fill a stretch with its tokens; each of *quotes* becomes one."""
    at = stretch.start
    for quote in [*quotes, None]:
        stop = quote.outer[0] if quote else stretch.end
        found = [match for match in TOKEN.finditer(stretch.text, at, stop) if match[0][0] != "("]
        stretch.low += [match[0].lower() for match in found]
        stretch.starts += [match.start() for match in found]
        stretch.ends += [match.end() for match in found]
        if quote:
            stretch.quotes[len(stretch)] = quote
            stretch.low.append(w.QUOTE)
            stretch.starts.append(quote.outer[0])
            stretch.ends.append(quote.outer[1])
            at = quote.outer[1]
    return stretch


def _cut(s: Stretch) -> Iterator[Stretch]:
    """Cut a stretch that is far too long for a sentence into pieces."""
    if len(s) <= LONGEST:
        yield s
        return
    for first in range(0, len(s), LONGEST):
        part = slice(first, first + LONGEST)
        quotes = {i - first: s.quotes[i] for i in range(first, min(len(s), first + LONGEST)) if i in s.quotes}
        yield Stretch(
            s.text, s.starts[first], s.ends[part][-1], s.paragraph, s.low[part], s.starts[part], s.ends[part], quotes
        )


def _spans(article: Article, outermost: list[Quote]) -> Iterator[tuple[int, int, int, list[Quote]]]:
    """Join sentences that a quotation ties together: start, end, paragraph, quotations inside."""
    sentences = article.sentences
    rows = zip(sentences["start"].tolist(), sentences["end"].tolist(), sentences["paragraph"].tolist(), strict=True)
    k, begin, inside = 0, -1, list[Quote]()
    for start, end, paragraph in rows:
        begin = start if begin < 0 else begin
        while k < len(outermost) and outermost[k].outer[0] < end:
            inside.append(outermost[k])
            k += 1
        if not inside or inside[-1].outer[1] <= end:
            yield begin, end, paragraph, inside
            begin, inside = -1, []


def stretches(article: Article) -> Iterator[Stretch]:
    """Yield the stretches of an article in order; those with no cue and no quotation have no tokens."""
    outermost = [quote for quote in article.marks.quotes if not quote.depth]
    for start, end, paragraph, quotes in _spans(article, outermost):
        stretch = Stretch(article.text, start, end, paragraph)
        cue = not w.CUES.isdisjoint(article.text[start:end].lower().translate(NOT_IN_WORDS).split())
        yield from _cut(tokenise(stretch, quotes)) if quotes or cue else [stretch]

"""Quotation marks: which mark closes which, and which marks have no partner.

Marks pair within a paragraph. A quotation that runs on, with its mark reopened at the head of the next
paragraph, is one quotation in several pieces. Whether a mark can open or close is read from what stands on
either side of it, so that one missing mark spoils no other pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from helpers.article.segments import Span

DOUBLE = re.compile("[\"“”„‟«»]|``|''")
SINGLE = re.compile("[‘’'](?!')")
ELISION = re.compile(r"['‘’](?:\d\ds?\b|(?:[tT]is|[tT]was|em|[tT]il|cause|bout|round|n)\b(?! \w+ing\b))")
OPENERS = frozenset("“„‟‘") | {"``"}
CLOSERS = frozenset("”’»")
BEFORE_OPENING = frozenset("([{—–-/\"“‘'`„«")
AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…\"”’'»")
NEAR = 200  # characters in which a quotation must have a letter; enough, and a look that stays short
REMEDY = "this quotation mark has no partner in its paragraph; add the missing mark or take this one away"


@dataclass(slots=True)
class Quote:
    """One piece of a quotation: ``start`` to ``end`` leaves out the marks, ``outer`` takes them in.

    ``depth`` is 0 for a quotation that stands in no other; pieces of one quotation share ``quotation``.
    """

    start: int
    end: int
    outer: Span
    depth: int = 0
    quotation: int = 0


@dataclass(slots=True)
class Marks:
    """The quotations of a text in order, and the marks that are left over."""

    quotes: list[Quote] = field(default_factory=list)
    strays: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    single: bool = False

    @property
    def span(self) -> Span:
        return self.start, self.end


Pair = tuple[_Mark, _Mark | None]  # None: the quotation runs on to the end of its paragraph


def _sides(text: str, start: int, end: int, mark: str) -> tuple[bool, bool]:
    """Tell whether the mark can open and whether it can close, by its neighbours."""
    before, after = text[start - 1 : start], text[end : end + 1]
    open_before = not before or before.isspace() or before in BEFORE_OPENING
    close_after = not after or after.isspace() or after in AFTER_CLOSING
    if mark in OPENERS and not (close_after and not open_before):  # a low “ closes in some texts
        return True, False
    if mark in CLOSERS:
        return False, True
    return open_before and bool(after), close_after or not open_before


def _is_inch(text: str, start: int, waiting: list[_Mark]) -> bool:
    return text[start - 1 : start].isdigit() and not waiting


def _pair_doubles(text: str, start: int, end: int) -> tuple[list[Pair], list[_Mark]]:
    """Pair double marks in one paragraph; return the pairs and the marks left over."""
    waiting: list[_Mark] = []
    pairs: list[Pair] = []
    strays: list[_Mark] = []
    for match in DOUBLE.finditer(text, start, end):
        opens, closes = _sides(text, match.start(), match.end(), match[0])
        mark = _Mark(match.start(), match.end(), opens, closes)
        if waiting and closes:
            pairs.append((waiting.pop(), mark))
        elif opens or (not closes and not waiting):
            waiting.append(mark)
        elif waiting:
            pairs.append((waiting.pop(), mark))
        elif not _is_inch(text, match.start(), waiting):
            strays.append(mark)
    return pairs, strays + waiting


def _single_marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Find single marks that may open or close: no apostrophe inside a word, no 'tis, no '90s."""
    for match in SINGLE.finditer(text, start, end):
        at = match.start()
        before, after = text[at - 1 : at] if at > start else "", text[match.end() : match.end() + 1]
        inside_word = before.isalnum() and after.isalnum()
        if inside_word or before == "'" or ELISION.match(text, at):
            continue
        opens = (not before or before.isspace() or before in BEFORE_OPENING) and bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace() and not after.isalnum()
        if (opens and match[0] != "’") or (closes and match[0] != "‘"):
            yield _Mark(at, at + 1, opens and match[0] != "’", closes and match[0] != "‘", single=True)


def _may_be_possessive(text: str, mark: _Mark) -> bool:
    """Tell whether the mark may be the apostrophe of a plural: the agents' union."""
    return (
        text[mark.start - 1].lower() == "s"
        and text[mark.end : mark.end + 1] == " "
        and text[mark.end + 1 : mark.end + 2].islower()  # the letter behind the space
    )


def _pair_singles(text: str, marks: list[_Mark]) -> tuple[list[Pair], list[_Mark]]:
    """Pair single marks that stand inside the same double marks; a plural's apostrophe closes only at need."""
    pairs: list[Pair] = []
    strays: list[_Mark] = []
    waiting: _Mark | None = None
    possessive: _Mark | None = None
    for mark in [*marks, None]:
        if mark and waiting and mark.closes and _may_be_possessive(text, mark):
            possessive = possessive or mark
        elif mark and waiting and mark.closes:
            pairs.append((waiting, mark))
            waiting = possessive = None
        elif mark is None or mark.opens:
            if waiting and possessive:
                pairs.append((waiting, possessive))
            elif waiting and text[waiting.start] == "‘":
                strays.append(waiting)
            waiting, possessive = mark, None
    return pairs, strays


def _rooms(pairs: Iterable[Pair], marks: Iterable[_Mark]) -> list[list[_Mark]]:
    """Group single marks by the innermost pair of double marks around them."""
    events = sorted(_edges(pairs, marks), key=lambda event: (event[0].start, event[0].single))
    rooms: list[list[_Mark]] = [[]]
    inside = [0]
    for mark, closing in events:
        if mark.single:
            rooms[inside[-1]].append(mark)
        elif closing:
            inside.pop()
        else:
            inside.append(len(rooms))
            rooms.append([])
    return rooms


def _edges(pairs: Iterable[Pair], marks: Iterable[_Mark]) -> Iterator[tuple[_Mark, bool]]:
    for opening, closing in pairs:
        if closing:
            yield opening, False
            yield closing, True
    for mark in marks:
        yield mark, False


def _runs_on(strays: list[_Mark], pairs: list[Pair], text: str, following: Span | None) -> _Mark | None:
    """Return the mark that is still open at the paragraph's end and is reopened in the next paragraph."""
    opening = max((mark for mark in strays if mark.opens), key=lambda mark: mark.start, default=None)
    if not opening or not following or any(mark.start > opening.start for pair in pairs for mark in pair[:1]):
        return None
    mark = text[opening.start : opening.end]
    same = text.startswith(('"', "“") if mark in '"“' else mark, following[0])
    return opening if same else None


def _read_paragraph(text: str, start: int, end: int, following: Span | None) -> tuple[list[Pair], list[_Mark], bool]:
    """Pair the marks of one paragraph; tell also whether its last quotation runs on."""
    pairs, strays = _pair_doubles(text, start, end)
    open_end = _runs_on(strays, pairs, text, following)
    if open_end:
        strays.remove(open_end)
        pairs.append((open_end, None))
    for room in _rooms(pairs, _single_marks(text, start, end)):
        inner, left = _pair_singles(text, room)
        pairs += inner
        strays += left
    if not open_end and (mark := _runs_on([m for m in strays if m.single], pairs, text, following)):
        strays.remove(mark)
        pairs.append((mark, None))
        open_end = mark
    return sorted(pairs, key=lambda pair: pair[0].start), strays, bool(open_end)


def _quotes(text: str, pairs: Iterable[Pair], end: int) -> Iterator[Quote]:
    """Turn pairs into quotations with their depth; marks around nothing are left out."""
    around: list[int] = []
    for opening, closing in pairs:
        while around and around[-1] <= opening.start:
            around.pop()
        stop, outer_end = closing.span if closing else (end, end)
        if any(map(str.isalnum, text[opening.end : min(stop, opening.end + NEAR)])):
            yield Quote(opening.end, stop, (opening.start, outer_end), len(around))
        around.append(outer_end)


def _runs(spans: Iterable[Span]) -> Iterator[Span]:
    """Join spans that touch."""
    start = end = -1
    for span in sorted(spans):
        if span[0] != end:
            if end >= 0:
                yield start, end
            start = span[0]
        end = span[1]
    if end >= 0:
        yield start, end


def pair_marks(text: str, paragraphs: Iterable[Span]) -> Marks:
    """Pair the quotation marks of a text, paragraph by paragraph.

    Straight, curly, angled and doubled single marks count, and single marks that are no apostrophes.

    >>> found = pair_marks("He said “yes” and “no.", [(0, 22)])
    >>> [(quote.start, quote.end) for quote in found.quotes], found.strays
    ([(9, 12)], [(18, 19)])
    """
    spans = list(paragraphs)
    found = Marks()
    goes_on, number = False, 0
    strays: list[Span] = []
    for (start, end), following in zip_longest(spans, spans[1:]):
        pairs, left, runs_on = _read_paragraph(text, start, end, following)
        for quote in _quotes(text, pairs, end):
            first_piece = not (goes_on and quote.outer[0] == start)
            number += first_piece
            quote.quotation = number
            found.quotes.append(quote)
        goes_on = runs_on
        strays += [mark.span for mark in left]
    found.strays = list(_runs(strays))
    return found

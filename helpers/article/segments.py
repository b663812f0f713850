"""Where paragraphs, sentences and words begin and end in a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from helpers.article.files import entries, read_lexicon

Span = tuple[int, int]

LINE = re.compile("[^\r\n\u2028\u2029]+")

MARK = (  # marks that are written on top of the letter before them; Python's \w leaves them out
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
LETTERS = rf"[^\W_][\w{MARK}]*"
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)+"  # 12.9  7,600  9:30
    rf"|{LETTERS}(?:['’\-‐‑]{LETTERS})*"  # city's, anti-ICE
)

# One look at a full stop: the stop, closing marks, space, then the next word behind any opening marks.
STOP = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[\"'”’»)\]]*+)(?P<gap>\s++)"
    r"(?=(?P<open>[\"'“‘«(\[$£€]*+)(?P<next>\w[\w'’]{0,30}))"
)
LONGEST_LAST = 20  # characters: longer than any abbreviation
LAST_WORD = re.compile(r"[\w.&]+$")
TAG_AFTER_MARK = re.compile(r"(?:[A-Z][\w.'’-]*\s){1,3}(?:said|says|asked|asks|wrote|added|told|replied|shouted)\b")


# Paragraphs ---------------------------------------------------------------


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(left, len(piece.rstrip()))


def _lines(text: str) -> list[Span]:
    spans = (_stripped(text, *match.span()) for match in LINE.finditer(text))
    return [(start, end) for start, end in spans if start < end]


def _touch(text: str, before: Span, after: Span) -> bool:
    """Tell whether two lines stand in one block, with no blank line between them."""
    gap = text[before[1] : after[0]].replace("\r\n", "\n")
    return sum(map(gap.count, "\r\n\u2028\u2029")) == 1


def paragraph_spans(text: str) -> list[Span]:
    """Find paragraphs: blocks between blank lines, or single lines unless the text is hard-wrapped.

    A text counts as hard-wrapped when most lines inside its blocks go on in lower case.

    >>> paragraph_spans("One.\\n\\nTwo\\nmore.")
    [(0, 4), (6, 15)]
    """
    lines = _lines(text)
    inner = [after for before, after in pairwise(lines) if _touch(text, before, after)]
    wrapped = sum(text[start].islower() for start, _ in inner) > len(inner) / 2  # more than half of them
    spans: list[Span] = []
    for line in lines:
        if wrapped and spans and _touch(text, spans[-1], line):
            spans[-1] = spans[-1][0], line[1]
        else:
            spans.append(line)
    return spans


# Sentences ----------------------------------------------------------------


@functools.cache
def _abbreviations() -> Mapping[str, str]:
    return {row["entry"]: row["ends"] for row in read_lexicon("abbreviations")}


def _abbreviation_ends(word: str, following: str) -> bool:
    """Tell whether the full stop of an abbreviation or initial also ends the sentence."""
    if _abbreviations().get(word) == "never":
        return False
    return following.lower() in entries("stop_words") or (following.isdigit() and word not in _abbreviations())


def _is_abbreviation(word: str) -> bool:
    return word in _abbreviations() or (len(word) == 1 and word.isalpha()) or bool(re.fullmatch(r"(?:\w\.)+\w", word))


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    """Tell whether the stop ends the sentence that began at *start*."""
    if stop["next"][0].islower():
        return False
    if "?" in stop["stop"] or "!" in stop["stop"]:
        return not (stop["close"] and TAG_AFTER_MARK.match(text, stop.end("gap")))
    if stop["stop"] != "." or stop["close"]:
        return True
    last = LAST_WORD.search(text, max(start, stop.start() - LONGEST_LAST), stop.start())
    word = last[0] if last else ""
    if word.isdigit() and stop.start() - start == len(word):  # "1. First item"
        return False
    return not _is_abbreviation(word) or _abbreviation_ends(word, stop["next"])


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Split one paragraph into sentences.

    >>> list(sentence_spans("Gov. Lee left. She won.", 0, 23))
    [(0, 14), (15, 23)]
    """
    begin = start
    for stop in STOP.finditer(text, start, end):
        if _ends_sentence(text, begin, stop):
            yield begin, stop.start("gap")
            begin = stop.end()
    yield begin, end


# Words --------------------------------------------------------------------


def word_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Find the words of a stretch of text; hyphens and apostrophes inside a word belong to it.

    >>> [text[a:b] for text in ["The city's anti-ICE law."] for a, b in word_spans(text, 0, 24)]
    ['The', "city's", 'anti-ICE', 'law']
    """
    return (match.span() for match in WORD.finditer(text, start, end))

"""Marked words found again in a text that has changed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from helpers.article import Span

AROUND = 32  # characters before and after a mark, by which it is found again
CANDIDATES = 60  # places that are compared when a quote stands in a text more than once
LONG_ENOUGH = 12  # characters: a quote that stands once and has these is found even if all around it changed


def _places(text: str, words: str, near: int) -> Iterator[int]:
    """Yield where words stand in a text, going outwards on both sides of an offset."""
    left, right = text.rfind(words, 0, near + len(words)), text.find(words, near + 1)
    while left >= 0 or right >= 0:
        if left >= 0:
            yield left
            left = text.rfind(words, 0, left + len(words) - 1)
        if right >= 0:
            yield right
            right = text.find(words, right + 1)


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """Count how many characters two texts share before they first differ."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def find_quote(text: str, exact: str, prefix: str, suffix: str, *, near: int) -> Span | None:
    """Find a quote again in a text that has changed.

    Of several places, the one with the most of the old text around it counts, then the nearest to the offset
    *near*. A place with less than half of the old text around it counts only if it is the only one, and the
    quote is not short or has not moved.

    >>> find_quote("No. He said so. She said it.", "said", "She ", " it", near=0)
    (20, 24)
    """
    ranked = []
    for start in itertools.islice(_places(text, exact, near), CANDIDATES):
        end = start + len(exact)
        before = _alike(reversed(prefix), reversed(text[max(0, start - AROUND) : start]))
        after = _alike(suffix, text[end : end + AROUND])
        ranked.append((before + after, -abs(start - near), start))
    if not ranked:
        return None
    shared, _, start = max(ranked)
    around = min(len(prefix), AROUND) + min(len(suffix), AROUND)
    sure = around > 0 and 2 * shared >= around
    alone = len(ranked) == 1 and (len(exact) >= LONG_ENOUGH or start == near)
    return (start, start + len(exact)) if sure or alone else None

"""Small words around numbers and texts: one thing or two, how often, a text cut short, a text without curly marks."""

from __future__ import annotations

ALIKE = str.maketrans("‘’“”‐‑", "''\"\"--")  # one for one, so that offsets stay


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: 1 place, 2 places.

    >>> plural(1, "place"), plural(2, "place")
    ('1 place', '2 places')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def times(count: int) -> str:
    """Return a number as a word for how often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")  # English has no words for more


def shorten(text: str, length: int) -> str:
    """Return a text in one line, cut behind a word where it is longer than *length* characters.

    >>> shorten("one two three", 8)
    'one two …'
    """
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + " …"


def straight(text: str) -> str:
    """Return a text with straight quotation marks and plain hyphens, as long as it was.

    >>> straight("‑ “empty promise”")
    '- "empty promise"'
    """
    return text.translate(ALIKE)

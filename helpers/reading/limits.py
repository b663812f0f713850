"""What a caller wants to put into a reading, checked: spans, labels, notes, answers.

Each function raises ``CourseError``, one sentence that says what is wrong and what to do.
"""

from __future__ import annotations

import json
import operator

from helpers.article import CourseError, Span
from helpers.reading.store import Json, is_deep

# Characters of what is put in; what a file already holds is read and shown however long it is.
LONGEST_LABEL, LONGEST_NOTE, LONGEST_ANSWER = 100, 2_000, 100_000
LEVELS = 20  # how deep lists and dictionaries of an answer may lie in each other


def checked_span(start: object, end: object, last: int) -> Span:
    """Return two offsets, checked against the end of the text."""
    try:
        first, stop = operator.index(start), operator.index(end)  # type: ignore[arg-type]
    except TypeError:
        fault = "give two whole numbers, offsets in the text"
        raise CourseError(f"A mark from {start!r} to {end!r}: {fault}.") from None
    if first >= stop:
        raise CourseError(f"A mark from {start} to {end} is empty; choose at least one character.")
    if first < 0 or stop > last:
        raise CourseError(f"A mark from {start} to {end} lies outside the text, which ends at {last}; choose again.")
    return first, stop


def checked_text(text: object, what: str, longest: int) -> str:
    """Return a text, checked for its length; *what* names it in the message."""
    if not isinstance(text, str):
        raise CourseError(f"The {what} {text!r} is no text; put it in quotation marks.")
    if len(text) > longest:
        raise CourseError(f"The {what} has {len(text):,} characters, and the limit is {longest:,}; shorten it.")
    return text


def checked_label(text: object) -> str:
    """Return a label without the spaces around it."""
    label = checked_text(text, "label", LONGEST_LABEL).strip()
    if not label:
        raise CourseError("The label is empty; name what kind of mark this is.")
    return label


def checked_answer(key: str, value: Json) -> Json:
    """Return an answer as it will come back from the file."""
    remedy = "use text, numbers, True, False, lists and dictionaries"
    try:
        text = "" if is_deep(value, LEVELS) else json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        raise CourseError(f"{key}: this answer cannot be kept; {remedy}.") from None
    if not 0 < len(text) <= LONGEST_ANSWER:
        raise CourseError(f"{key}: this answer is too large to keep; shorten it.")
    return json.loads(text)

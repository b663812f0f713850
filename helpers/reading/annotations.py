"""A reading as a W3C Web Annotation document: marks and answers in, JSON out, and back.

Whatever a file holds beside that (annotations of other tools, fields that nobody here knows) is kept.
The model: https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import functools
import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.article import LARGEST_FILE, LONE_SURROGATE, Article, Span
from helpers.reading.quotes import AROUND, find_quote
from helpers.reading.store import Json

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
NAMESPACE = uuid.UUID("6f3f0a52-2f0c-4bb5-9a3f-2d7c5b1d0c11")  # for ids that must come out the same in each tab

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def stamp(after: str = "") -> str:
    """Return the time now in UTC, later than the time *after* even when the clock was set back.

    >>> stamp() < stamp("2999-12-31T23:59:59.000000Z")
    True
    """
    now = dt.datetime.now(dt.UTC)
    if STAMP.fullmatch(after):
        with contextlib.suppress(ValueError, OverflowError):  # the 31st of February; the end of the year 9999
            now = max(now, dt.datetime.fromisoformat(after) + dt.timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")


def article_id(article: Article) -> str:
    """Return the identification of an article's text, which changes with every letter of it."""
    return "urn:sha256:" + hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest()


def source(article: Article) -> dict[str, str]:
    """Return how an annotation names the article that it is about."""
    return {"id": article_id(article), "type": "Text", "title": article.title}


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _text_of(value: Json) -> str:
    """Return a text that every file and every browser can hold; anything else becomes empty."""
    return LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else ""


# One annotation ----------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Annotation:
    """One annotation as it stands in the file, and what the course reads from it."""

    data: Mapping[str, Json]

    @property
    def id(self) -> str:
        """The name under which all tabs know it."""
        return str(self.data["id"])

    @property
    def modified(self) -> str:
        """When it was last changed, in UTC; empty where the file does not say it properly."""
        times = (self.data.get("modified"), self.data.get("created"))
        return next((time for time in times if isinstance(time, str) and STAMP.fullmatch(time)), "")

    @property
    def created(self) -> str:
        """When it was made, in UTC; empty where the file does not say it properly."""
        time = self.data.get("created")
        return time if isinstance(time, str) and STAMP.fullmatch(time) else ""

    @functools.cached_property
    def bodies(self) -> list[dict[str, Json]]:
        """What it says."""
        return [body for body in _as_list(self.data.get("body")) if isinstance(body, dict)]

    def _said(self, purpose: str) -> str:
        return next((_text_of(body.get("value")) for body in self.bodies if body.get("purpose") == purpose), "")

    @property
    def label(self) -> str:
        """The label of a mark."""
        return self._said("tagging")

    @property
    def note(self) -> str:
        """The note on a mark."""
        return self._said("commenting")

    @property
    def answer(self) -> tuple[str, Json] | None:
        """Key and value, if this is an answer."""
        found = (body for body in self.bodies if body.get("type") == "Dataset" and "value" in body)
        return next(((key, body["value"]) for body in found if (key := _text_of(body.get("key")))), None)

    @property
    def value(self) -> Json:
        """A copy of what an answer holds, None for anything else."""
        return copy.deepcopy(self.answer[1]) if self.answer else None

    @functools.cached_property
    def _target(self) -> dict[str, Json]:
        return next((part for part in _as_list(self.data.get("target")) if isinstance(part, dict)), {})

    @property
    def source(self) -> str:
        """The identification of the text on which it was made; empty where there is none."""
        named = self._target.get("source")
        return _text_of(named.get("id") if isinstance(named, dict) else named)

    def _selector(self, kind: str) -> dict[str, Json]:
        parts = _as_list(self._target.get("selector"))
        return next((part for part in parts if isinstance(part, dict) and part.get("type") == kind), {})

    @functools.cached_property
    def position(self) -> Span | None:
        """Where it stood, in code points; None where the file gives no place that any text has."""
        place = self._selector("TextPositionSelector")
        start, end = place.get("start"), place.get("end")
        if type(start) is not int or type(end) is not int:  # True is an int as well, and no place
            return None
        return (start, end) if 0 <= start < end <= LARGEST_FILE else None

    @functools.cached_property
    def quote(self) -> tuple[str, str, str]:
        """The marked words, and the text before and after them; empty where the file has none."""
        words = self._selector("TextQuoteSelector")
        exact, prefix, suffix = (_text_of(words.get(part)) for part in ("exact", "prefix", "suffix"))
        return exact, prefix, suffix

    @property
    def is_mark(self) -> bool:
        """Tell whether it is about a span of the text."""
        return self.answer is None and bool(self.position or self.quote[0])

    @functools.cached_property
    def json(self) -> str:
        """The annotation as JSON, one field a line."""
        lines = ",\n".join(f"   {_encode(key)}: {_encode(value)}" for key, value in self.data.items())
        text = f"  {{\n{lines}\n  }}"
        if LONE_SURROGATE.search(text):  # no file can hold one unless it is written as \ud83d
            text = json.dumps(self.data, allow_nan=False)
        return text

    def locate(self, text: str, source: str) -> Span | None:
        """Return where the mark is in a text with the identification *source*, None where it is not to be found."""
        exact, prefix, suffix = self.quote
        if self.source in ("", source) and self.position and self.position[1] <= len(text):
            start, end = self.position
            if not exact or text[start:end] == exact:
                return start, end
        near = self.position[0] if self.position else 0
        return find_quote(text, exact, prefix, suffix, near=near) if exact else None


def with_id(data: Mapping[str, Json]) -> Annotation:
    """Return an annotation from a file; one without a proper id gets one, the same in every tab."""
    if isinstance(data.get("id"), str) and _text_of(data["id"]) == data["id"] != "":
        return Annotation(data)
    made = uuid.uuid5(NAMESPACE, json.dumps(data, sort_keys=True))
    return Annotation({**data, "id": f"urn:uuid:{made}"})


# Making one ----------------------------------------------------------------------


def _selectors(text: str, start: int, end: int) -> list[dict[str, Json]]:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": before, "suffix": after},
    ]


def _bodies(label: str, note: str) -> list[dict[str, Json]]:
    bodies = [("tagging", label), ("commenting", note)]
    return [{"type": "TextualBody", "purpose": purpose, "value": _text_of(value)} for purpose, value in bodies if value]


def _fields(name: str, motivation: str) -> dict[str, Json]:
    now = stamp()
    person = {"type": "Person", "name": name}
    made = {"id": f"urn:uuid:{uuid.uuid4()}", "type": "Annotation", "creator": person}
    return {**made, "created": now, "modified": now, "motivation": motivation}


def new_mark(article: Article, span: Span, label: str, note: str, name: str) -> Annotation:
    """Return the annotation for a mark that *name* makes now."""
    target = {"source": source(article), "selector": _selectors(article.text, *span)}
    return Annotation({**_fields(name, "tagging"), "body": _bodies(label, note), "target": target})


def new_answer(about: Mapping[str, str], key: str, value: Json, name: str) -> Annotation:
    """Return the annotation for an answer; two tabs that answer one question write one annotation.

    The answer is a body of the type Dataset, whose ``value`` may be any JSON.
    """
    body = [{"type": "Dataset", "purpose": "describing", "key": key, "value": value}]
    made = f"urn:uuid:{uuid.uuid5(NAMESPACE, key)}"
    return Annotation({**_fields(name, "describing"), "id": made, "body": body, "target": {"source": dict(about)}})


def changed_mark(old: Annotation, label: str, note: str) -> Annotation:
    """Return a mark with another label or note; its place, and what other tools said in it, stay."""
    kept = [body for body in old.bodies if body.get("purpose") not in ("tagging", "commenting")]
    return Annotation({**old.data, "body": _bodies(label, note) + kept, "modified": stamp(old.modified)})

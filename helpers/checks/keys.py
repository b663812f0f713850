"""The keys of the exercises: right answers, defensible ones, contradicted ones, hints. They are data.

A key is somebody's careful reading. In the folder of the project it is ``exercises/instructor/keys/NN.toml``; where
there is no such folder, the package has all keys in one packed file. Neither depends on the working folder.
"""

from __future__ import annotations

import base64
import functools
import json
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.article import ROOT, CourseError, complain

KEYS = ROOT / "exercises" / "instructor" / "keys"
PACKED = Path(__file__).resolve().with_name("keys.bin")
KINDS = {
    "text": 'a text in quotation marks, such as "a union"',
    "number": "a whole number without quotation marks, such as 12",
    "addresses": 'a list of sentence addresses, each in quotation marks, such as ["1.1", "2.2"]',
    "choice": 'one letter in quotation marks, such as "a"',
    "marks": "marks, made at the desk above",
    "open": 'a level for each aspect, such as {"limits": "developing"}',
}
LEVELS = ("beginning", "developing", "proficient", "advanced")
ASPECTS = ("right address", "whose words", "reasoning", "fairness", "limits")
NEEDED = ("part", "kind", "points", "ask", "hints", "solution", "again")


@dataclass(frozen=True)
class Ruling:
    """What the key says of some answers that are not simply right: why, and which sentence shows it."""

    answers: tuple[str, ...]
    because: str
    sentence: str = ""


@dataclass(frozen=True)
class Target:
    """Words that a mark at the desk can hit. *status* is right, defensible or contradicted."""

    at: str
    words: str
    label: str
    group: str = ""
    nth: int = 1  # which of the places of these words in the sentence
    status: str = "right"
    because: str = ""


@dataclass(frozen=True)
class Key:
    """What one question asks, and how its answers are judged."""

    name: str
    kind: str
    part: str
    points: float
    ask: str
    hints: tuple[str, ...]
    solution: str
    again: str
    right: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    need: int = 0  # addresses, or groups of marks
    each: int = 1  # marks in each group
    others: str = "look"  # marks that the key does not know: look (again), or reason (a reason is enough)
    reasons: bool = False  # whether every mark needs a reason
    options: tuple[tuple[str, str], ...] = ()
    defensible: tuple[Ruling, ...] = ()
    contradicted: tuple[Ruling, ...] = ()
    labels: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    longest: int = 12

    @property
    def wanted(self) -> str:
        """What type of answer is wanted, in words."""
        return KINDS[self.kind]

    @property
    def asked(self) -> str:
        """Everything that the student reads in the question."""
        return " ".join([self.ask, *(text for _, text in self.options)])


@dataclass(frozen=True)
class ExerciseKey:
    """The keys of one exercise notebook, and the articles that it reads (part A and part B)."""

    number: str
    title: str
    articles: Mapping[str, str]
    questions: tuple[Key, ...]


def _rulings(rows: list[dict[str, Any]]) -> tuple[Ruling, ...]:
    return tuple(Ruling(tuple(map(str, row["answers"])), row["because"], row.get("sentence", "")) for row in rows)


def _key(path: Path, name: str, data: dict[str, Any]) -> Key:
    missing = [field for field in NEEDED if field not in data]
    if missing:
        raise complain(path, f"{name}: {missing[0]} is missing; compare it with another question.")
    if data["kind"] not in KINDS:
        raise complain(path, f"{name}: kind is {data['kind']!r}; choose one of {', '.join(KINDS)}.")
    made = {
        "hints": tuple(data["hints"]),
        "right": tuple(map(str, data.get("right", ()))),
        "allowed": tuple(data.get("allowed", ())),
        "options": tuple(data.get("options", {}).items()),
        "defensible": _rulings(data.get("defensible", [])),
        "contradicted": _rulings(data.get("contradicted", [])),
        "labels": tuple(data.get("labels", ())),
        "targets": tuple(Target(**row) for row in data.get("targets", [])),
    }
    try:
        return Key(**{"name": name, **data, **made})
    except TypeError as error:
        raise complain(path, f"{name}: this question cannot be read ({error}); correct the field.") from None


def _unpack() -> dict[str, dict[str, Any]]:
    """Return what the packed file holds for each number; ``helpers.build.packed_keys`` makes it."""
    try:
        keys = json.loads(zlib.decompress(base64.b85decode(PACKED.read_bytes())))
    except FileNotFoundError:
        raise complain(PACKED, "the keys of the exercises are missing; install the course again.") from None
    except (ValueError, zlib.error):  # the characters, the compression, UTF-8 or JSON
        raise complain(PACKED, "the packed keys are damaged; install the course again.") from None
    return dict(keys)


def _find(number: str) -> tuple[Path, dict[str, Any]]:
    """Return the file in which a key lies, and what it holds."""
    files = {path.stem: path for path in KEYS.glob("*.toml")}
    packed = {} if files else _unpack()
    if number not in (files or packed):
        known = ", ".join(sorted(files or packed))
        raise CourseError(f"{number!r}: there is no exercise of this number; choose one of {known}.")
    if packed:
        return PACKED, packed[number]
    path = files[number]
    try:
        return path, tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise complain(path, f"this is not valid TOML ({error}); correct that line.") from None


@functools.cache
def read_keys(number: str) -> ExerciseKey:
    """Read the key of an exercise, such as ``"01"``.

    Raises ``CourseError`` when there is none, when a question lacks a field, or when the packed file is damaged.

    >>> read_keys("01").title
    'Map the article'
    """
    path, data = _find(number)
    questions = tuple(_key(path, name, data[name]) for name in data if name not in ("title", "articles"))
    return ExerciseKey(number, data["title"], data["articles"], questions)

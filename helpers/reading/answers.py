"""The answers that forms keep in a reading: the keys they lie under, and what stands in them as plain frames.

A file may hold anything under a key, for people edit it by hand; whatever is no text is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from helpers.reading.reading import Reading
from helpers.reading.store import Json

FIRST_IMPRESSION = "first-impression"  # lesson 00
LOCKED = f"{FIRST_IMPRESSION}/locked"
SOURCE_GRID = "source-grid"  # lesson 02, about the whole story; about one source: source-grid/NAME
VERB_SWAP = "verb-swap"  # lesson 03: verb-swap/ADDRESS
CLAIM = "claim"  # lesson 06: claim.ADDRESS.first-words
AFTER = "after"  # lesson 06: after.NAME, with the names of IMPRESSION
LATERAL = "lateral"  # lesson 06: lateral.first-words
WORKSHEET = "worksheet"  # lesson 07: worksheet.NAME
IMPRESSION = {  # item: the name under which lesson 00 keeps it
    "a claim I accepted": "accept",
    "a claim I doubted": "doubt",
    "a claim I could not judge": "open",
    "how sure I was": "sure",
    "what kind of text it is": "kinds",
}
Record = dict[str, str]


def texts_of(answer: Json) -> Record:
    """Return the texts of an answer by name.

    >>> texts_of({"who": "the mayor", "how": 3}), texts_of([1])
    ({'who': 'the mayor'}, {})
    """
    pairs = answer.items() if isinstance(answer, dict) else ()
    return {str(name): value for name, value in pairs if isinstance(value, str)}


def leaves(value: Json) -> Iterator[str]:
    """Yield every text and number in an answer, however deep.

    >>> list(leaves({"claim": "It rained. ", "kinds": [{"from": 1, "locked": True}, ""]}))
    ['It rained.', '1']
    """
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        yield str(value).strip()


def record(reading: Reading, key: str) -> Record:
    """Return the texts of the answer under a key."""
    return texts_of(reading.answer(key))


def records(reading: Reading, kind: str) -> Iterator[tuple[str, Record]]:
    """Yield key and texts of each answer of a kind (the part of its key before the first dot) that holds something."""
    for key, answer in reading.answers.items():
        texts = texts_of(answer) if key.startswith(f"{kind}.") else {}
        if any(text.strip() for text in texts.values()):
            yield key, texts


def records_frame(reading: Reading, kind: str, columns: list[str]) -> pd.DataFrame:
    """Return the answers of a kind, a row each, in the order in which they were saved; all columns are texts."""
    rows = [[texts.get(name, "") for name in columns] for _, texts in records(reading, kind)]
    return pd.DataFrame(rows, columns=columns).astype("str")


def first_impression(reading: Reading) -> Record:
    """Return the first impression by item (the keys of ``IMPRESSION``); an item that was not filled in is missing."""
    saved = reading.answer(FIRST_IMPRESSION)
    answers = saved if isinstance(saved, dict) else {}
    items = {item: "; ".join(leaves(answers.get(name))) for item, name in IMPRESSION.items()}
    return {item: text for item, text in items.items() if text}


def _in_words(answers: Iterable[tuple[str, Json]]) -> str:
    """Return answers in one line, each after its name."""
    lines = ((name, ", ".join(leaves(value))) for name, value in answers)
    return "; ".join(f"{name}: {line}" for name, line in lines if line)


def grid_frame(reading: Reading) -> pd.DataFrame:
    """Return the source grid: source, sentence, answer (all text); what was left empty is left out."""
    rows = [
        (
            key.removeprefix(f"{SOURCE_GRID}/"),
            "".join(leaves(answer.get("sentence"))),
            _in_words((name, value) for name, value in answer.items() if name != "sentence"),
        )
        for key, answer in reading.answers.items()
        if key.startswith(f"{SOURCE_GRID}/") and isinstance(answer, dict)
    ]
    rows.append(("the story as a whole", "", _in_words([("multiple", reading.answer(SOURCE_GRID))])))
    return pd.DataFrame([row for row in rows if any(row[1:])], columns=["source", "sentence", "answer"]).astype("str")

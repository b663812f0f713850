"""What earlier lessons left in a reading: the first impression (00), the sources (02), the loaded words (04).

A student may have skipped a lesson; then the reference reading stands in, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers.article import SCHEME, find_evidence, reference
from helpers.reading import Json, Reading
from helpers.report.claims import OPEN, claims_to_weigh, record, standing
from helpers.show import Table, table

FIRST_IMPRESSION = "first-impression"  # under which lesson 00 keeps its answers
SOURCE_GRID = "source-grid"  # lesson 02's about the whole story; about one source: source-grid/NAME
IMPRESSION = {  # item: the name under which lesson 00 keeps it
    "a claim I accepted": "accept",
    "a claim I doubted": "doubt",
    "a claim I could not judge": "open",
    "how sure I was": "sure",
    "what kind of text it is": "kinds",
}
AFTER = "after"
CHANGES = ("it moved", "it stayed", "I cannot say yet")
LOADED_LABELS = {"loaded", *SCHEME["loaded"]["category"]}


def _leaves(value: object) -> Iterator[str]:
    """Yield every text and number in an answer."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
        yield str(value).strip()


def _in_words(answer: dict[str, Json]) -> str:
    """Return a dictionary of answers in one line; the sentence has a column of its own."""
    parts = ((name, ", ".join(_leaves(value))) for name, value in answer.items() if name != "sentence")
    return "; ".join(f"{name}: {said}" for name, said in parts if said)


# First impression ---------------------------------------------------------------------


def first_impression(reading: Reading) -> dict[str, str]:
    """Return the first impression by item (the keys of ``IMPRESSION``); an item that was not filled in is missing."""
    saved = reading.answer(FIRST_IMPRESSION)
    answers = saved if isinstance(saved, dict) else {}
    said = {item: "; ".join(_leaves(answers.get(name))) for item, name in IMPRESSION.items()}
    return {item: text for item, text in said.items() if text}


def impression_frame(reading: Reading) -> pd.DataFrame:
    """Return the first impression beside what became of it.

    Columns (all text): item, before, change (a value of ``CHANGES``), now, evidence, standing. Items of which
    neither half is there are left out.
    """
    before, rows = first_impression(reading), []
    for item, name in IMPRESSION.items():
        after = record(reading, f"{AFTER}.{name}")
        if item not in before and not any(after.values()):
            continue
        evidence = find_evidence(reading.article, after.get("evidence", ""))
        change = after.get("change", "")
        said = [before.get(item, "not written down"), change, after.get("now", ""), evidence.short]
        rows.append([item, *said, standing(change, evidence).replace(OPEN, "not looked at again yet")])
    return pd.DataFrame(rows, columns=["item", "before", "change", "now", "evidence", "standing"]).astype("str")


# Sources and marks --------------------------------------------------------------------


def sources_frame(reading: Reading) -> pd.DataFrame:
    """Return what a reader wrote down of the sources: source, sentence, words, answer (all text).

    Rows come from the source grid of lesson 02 and from marks with the label *source*.
    """
    grid = [
        (key.removeprefix(f"{SOURCE_GRID}/"), "".join(_leaves(answer.get("sentence"))), "", _in_words(answer))
        for key, answer in reading.answers.items()
        if key.startswith(f"{SOURCE_GRID}/") and isinstance(answer, dict)
    ]
    story = reading.answer(SOURCE_GRID)
    grid += [("the story as a whole", "", "", _in_words({"multiple": story}))] if story else []
    grid = [row for row in grid if any(row[1:])]
    marks = reading.marks.fillna("")
    marks = marks[marks["label"] == "source"]
    rows = [*grid, *(("marked", m.sentence, m.text, m.note) for m in marks.itertuples())]
    return pd.DataFrame(rows, columns=["source", "sentence", "words", "answer"]).astype("str")


def loaded_words(reading: Reading) -> Table:
    """Show the loaded words that a reader marked in lesson 04; where there are none, those of the reference."""
    marks = reading.marks
    mine = marks[marks["label"].isin(LOADED_LABELS)]
    if len(mine):
        return table(mine[["sentence", "text", "label", "note"]].fillna(""), f"Loaded words that {reading.name} marked")
    words = reference(reading.article, "loaded")[["sentence", "text", "category", "reason"]]
    return table(words, "You have marked no loaded words yet, so here are those of the reference", rows=12)


def so_far(frame: pd.DataFrame, caption: str) -> Table:
    """Show what a reader has so far; where that is nothing, say what to do."""
    todo = "Fill in the form above, then run this cell again. You can also go on without it."
    return table(frame if len(frame) else pd.DataFrame({"nothing yet": [todo]}), caption)


def _list(where: pd.Series[str]) -> str:
    return ", ".join(dict.fromkeys(where))


def sources(reading: Reading) -> Table:
    """Show the sources that a reader wrote down in lesson 02; where there are none, those of the reference."""
    mine = sources_frame(reading)
    if len(mine):
        return table(mine, f"Sources that {reading.name} wrote down")
    said = claims_to_weigh(reading.article).replace({"who": {"": "no source named"}})
    key = said["who"].str.casefold()
    rows = said.groupby(key, sort=False).agg(source=("who", "first"), sentences=("sentence", _list))
    return table(rows, "You have written down no sources yet, so here are those of the reference")

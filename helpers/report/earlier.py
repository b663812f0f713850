"""What earlier lessons left in a reading: the first impression (00), the sources (02), the loaded words (04).

A student may have skipped a lesson; then the reference reading stands in, and says so.
"""

from __future__ import annotations

import pandas as pd

from helpers.article import SCHEME, find_evidence, reference
from helpers.reading import AFTER, IMPRESSION, Reading, first_impression, grid_frame, record
from helpers.report.claims import OPEN, claims_to_weigh, standing
from helpers.show import Table, table

CHANGES = ("it moved", "it stayed", "I cannot say yet")
LOADED_LABELS = {"loaded", *SCHEME["loaded"]["category"]}


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
        told = [before.get(item, "not written down"), change, after.get("now", ""), evidence.short]
        rows.append([item, *told, standing(change, evidence).replace(OPEN, "not looked at again yet")])
    return pd.DataFrame(rows, columns=["item", "before", "change", "now", "evidence", "standing"]).astype("str")


def sources_frame(reading: Reading) -> pd.DataFrame:
    """Return what a reader wrote down of the sources: source, sentence, words, answer (all text).

    Rows come from the source grid of lesson 02 and from marks with the label *source*.
    """
    marks = reading.marks.fillna("").query("label == 'source'").assign(source="marked")
    marks = marks.rename(columns={"text": "words", "note": "answer"})
    rows = pd.concat([grid_frame(reading).assign(words=""), marks], ignore_index=True)
    return rows[["source", "sentence", "words", "answer"]].astype("str")


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


def each_once(cells: pd.Series[str]) -> str:
    """Return what stands in cells in one line, each text once, without the empty ones."""
    return ", ".join(dict.fromkeys(filter(None, cells)))


def sources(reading: Reading) -> Table:
    """Show the sources that a reader wrote down in lesson 02; where there are none, those of the reference."""
    mine = sources_frame(reading)
    if len(mine):
        return table(mine, f"Sources that {reading.name} wrote down")
    claims = claims_to_weigh(reading.article).replace({"who": {"": "no source named"}})
    key = claims["who"].str.casefold()
    rows = claims.groupby(key, sort=False).agg(source=("who", "first"), sentences=("sentence", each_once))
    return table(rows, "You have written down no sources yet, so here are those of the reference")

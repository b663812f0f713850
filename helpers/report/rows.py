"""What a reading says, as frames: claims, marks, lateral reading, worksheet, and all of it in one."""

from __future__ import annotations

import pandas as pd

from helpers.article import Evidence, find_evidence
from helpers.reading import CLAIM, LATERAL, WORKSHEET, Reading, records_frame
from helpers.report.claims import OPEN, standing
from helpers.report.earlier import impression_frame, sources_frame

WEIGHED = ["sentence", "text", "who", "how", "support", "missing", "judgement", "evidence"]  # as a claim is kept
LATERAL_COLUMNS = ["check", "tests", "where", "surer", "less_sure", "found"]
ROW_COLUMNS = ["section", "item", "start", "end", "text", "label", "sentence", "answer", "evidence", "standing"]
CSV_COLUMNS = ["section", "item", "sentence", "words", "answer", "evidence", "standing"]


def _told(evidence: Evidence) -> str:
    return "; ".join(filter(None, [evidence.short, *(f"not found: {problem}" for problem in evidence.problems)]))


def claims_frame(reading: Reading) -> pd.DataFrame:
    """Return the claims that a reader has weighed, in the order of the text.

    Columns (all text): sentence, claim, who, how, support, missing, judgement, evidence (the places that are in
    the text, and what was not found) and standing (with evidence, WITHOUT EVIDENCE or no judgement yet).
    """
    frame = records_frame(reading, CLAIM, WEIGHED)
    found = [find_evidence(reading.article, named) for named in frame["evidence"]]
    stand = list(map(standing, frame["judgement"], found))
    frame = frame.assign(evidence=list(map(_told, found)), standing=stand).astype("str")
    places = [[int(n) if n.isdecimal() else 0 for n in address.split(".")] for address in frame["sentence"]]
    order = sorted(range(len(frame)), key=places.__getitem__)
    return frame.rename(columns={"text": "claim"}).iloc[order].reset_index(drop=True)


def marks_frame(reading: Reading) -> pd.DataFrame:
    """Return a reader's marks: label, words, sentence, reason."""
    marks = reading.marks.fillna("").rename(columns={"text": "words", "note": "reason"})
    return marks[["label", "words", "sentence", "reason"]].astype("str")


def lateral_frame(reading: Reading) -> pd.DataFrame:
    """Return the lateral-reading sheet: check, tests, where, surer, less_sure, found."""
    return records_frame(reading, LATERAL, LATERAL_COLUMNS)


def worksheet_frame(reading: Reading) -> pd.DataFrame:
    """Return the answers of the worksheet: question, answer, evidence."""
    frame = records_frame(reading, WORKSHEET, ["question", "answer", "evidence"])
    frame = frame[(frame["answer"] != "") | (frame["evidence"] != "")].reset_index(drop=True)
    found = [_told(find_evidence(reading.article, named)) for named in frame["evidence"]]
    return frame.assign(evidence=found).astype("str")


def _in_words(frame: pd.DataFrame, names: list[str]) -> list[str]:
    """Return some cells of each row in one line, each after its name."""
    rows = frame[names].rename(columns=lambda name: name.replace("_", " ")).to_dict("records")
    return ["; ".join(f"{name}: {cell}" for name, cell in row.items() if cell) for row in rows]


def _claim_rows(reading: Reading) -> pd.DataFrame:
    claims = claims_frame(reading).rename(columns={"claim": "text"})
    answers = _in_words(claims, ["who", "how", "support", "missing"])
    return claims.assign(item=claims["judgement"].replace("", OPEN), answer=answers)


def _impression_rows(reading: Reading) -> pd.DataFrame:
    items = impression_frame(reading).rename(columns={"before": "text"})
    return items.assign(answer=items["change"] + ": " + items["now"])


def _lateral_rows(reading: Reading) -> pd.DataFrame:
    checks = lateral_frame(reading).rename(columns={"check": "item", "tests": "text"})
    return checks.assign(answer=_in_words(checks, LATERAL_COLUMNS[2:]))


def evidence_rows(reading: Reading) -> pd.DataFrame:
    """Return everything in the report as one frame.

    Columns: section, item (text), start, end (Int64, code points; <NA> where a row is no mark), text (the words of
    the article), label (that of the mark itself), sentence, answer, evidence, standing (text).
    """
    parts = {
        "claim": _claim_rows(reading),
        "source": sources_frame(reading).rename(columns={"source": "item", "words": "text"}),
        "mark": reading.marks.assign(item=lambda marks: marks["label"]).rename(columns={"note": "answer"}),
        "first impression": _impression_rows(reading),
        "lateral reading": _lateral_rows(reading),
        "worksheet": worksheet_frame(reading).rename(columns={"question": "item"}),
    }
    rows = pd.concat([part.assign(section=name) for name, part in parts.items()], ignore_index=True)
    offsets = rows[["start", "end"]].astype("Int64")
    told = rows.reindex(columns=ROW_COLUMNS).astype("object").fillna("").astype("str")
    return told.assign(start=offsets["start"], end=offsets["end"])


def report_frame(reading: Reading) -> pd.DataFrame:
    """Return everything in the report as one table: section, item, sentence, words, answer, evidence, standing."""
    return evidence_rows(reading).rename(columns={"text": "words"})[CSV_COLUMNS]

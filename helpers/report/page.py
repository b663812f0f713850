"""The evidence report: what one reader found in one article, on one page to print, and as a table beside it.

The page holds no script and asks no network; everything that comes from an article or a reader is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import pandas as pd

from helpers.article import CourseError, Evidence, find_evidence, plural
from helpers.reading import FORMULA, Reading, write_whole
from helpers.report.claims import CLAIM, OPEN, WITH, WITHOUT, records, standing
from helpers.report.earlier import impression_frame, sources_frame
from helpers.show import SHORT

CLAIM_COLUMNS = ["sentence", "claim", "who", "how", "support", "missing", "judgement", "evidence", "standing"]
LATERAL_COLUMNS = ["check", "tests", "where", "surer", "less_sure", "found"]
MARK_COLUMNS = ["label", "words", "sentence", "reason"]
CSV_COLUMNS = ["section", "item", "sentence", "words", "answer", "evidence", "standing"]
NOTHING = "Nothing yet."
STYLE = """
:root { color: #1f2328; background: #fff; }
body { font: 10pt/1.35 system-ui, sans-serif; max-width: 60em; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 1.35em; margin: 0; } h2 { font-size: 1.05em; margin: .9em 0 .2em; border-bottom: 1px solid #1f2328; }
p { margin: .2em 0; } .quiet { color: #59636e; } b.none { border: 1.5px solid; padding: 0 .25em; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
caption { text-align: left; color: #59636e; } tbody th { font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: .15em .45em .15em 0; border-bottom: 1px solid #d0d7de;
  overflow-wrap: anywhere; } th, td.short { white-space: nowrap; }
@page { size: A4; margin: 11mm; }
@media print { body { font-size: 7.3pt; line-height: 1.2; margin: 0; padding: 0; max-width: none; }
  h2 { break-after: avoid; margin-top: .6em; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


# Frames -------------------------------------------------------------------------------


def _frame(rows: Iterable[Iterable[object]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns).astype("str")


def _evidence_cell(evidence: Evidence) -> str:
    return "; ".join(filter(None, [evidence.short, *(f"not found: {problem}" for problem in evidence.problems)]))


def claims_frame(reading: Reading) -> pd.DataFrame:
    """Return the claims that a reader has weighed, in the order of the text.

    Columns (all text): sentence, claim, who, how, support, missing, judgement, evidence (the places that are in
    the text, and what was not found) and standing (with evidence, WITHOUT EVIDENCE or no judgement yet).
    """
    rows = []
    for _, said in records(reading, CLAIM):
        evidence, judgement = find_evidence(reading.article, said.get("evidence", "")), said.get("judgement", "")
        own = [said.get(name, "") for name in ("sentence", "text", "who", "how", "support", "missing")]
        rows.append([*own, judgement, _evidence_cell(evidence), standing(judgement, evidence)])
    rows.sort(key=lambda row: [int(n) if n.isdecimal() else 0 for n in row[0].split(".")])
    return _frame(rows, CLAIM_COLUMNS)


def marks_frame(reading: Reading) -> pd.DataFrame:
    """Return a reader's marks: label, words, sentence, reason."""
    marks = reading.marks.fillna("")
    return _frame(marks[["label", "text", "sentence", "note"]].values.tolist(), MARK_COLUMNS)


def lateral_frame(reading: Reading) -> pd.DataFrame:
    """Return the lateral-reading sheet: check, tests, where, surer, less_sure, found."""
    return _frame(
        ([said.get(name, "") for name in LATERAL_COLUMNS] for _, said in records(reading, "lateral")), LATERAL_COLUMNS
    )


def worksheet_frame(reading: Reading) -> pd.DataFrame:
    """Return the answers of the worksheet: question, answer, evidence."""
    said = [answer for _, answer in records(reading, "worksheet") if answer.get("answer") or answer.get("evidence")]
    found = [_evidence_cell(find_evidence(reading.article, answer.get("evidence", ""))) for answer in said]
    rows = ([a.get("question", ""), a.get("answer", ""), cell] for a, cell in zip(said, found, strict=True))
    return _frame(rows, ["question", "answer", "evidence"])


def report_frame(reading: Reading) -> pd.DataFrame:
    """Return everything in the report as one table: section, item, sentence, words, answer, evidence, standing."""
    rows: list[list[object]] = []
    answers = worksheet_frame(reading)
    for c in claims_frame(reading).itertuples():
        said = "; ".join(f"{n}: {v}" for n, v in zip(("who", "how", "support", "missing"), c[3:7], strict=True) if v)
        rows.append(["claim", c.judgement or OPEN, c.sentence, c.claim, said, c.evidence, c.standing])
    rows += [["source", s.source, s.sentence, s.words, s.answer, "", ""] for s in sources_frame(reading).itertuples()]
    rows += [["mark", m.label, m.sentence, m.words, m.reason, "", ""] for m in marks_frame(reading).itertuples()]
    for i in impression_frame(reading).itertuples():
        rows.append(["first impression", i.item, "", i.before, f"{i.change}: {i.now}", i.evidence, i.standing])
    for c in lateral_frame(reading).itertuples():
        said = "; ".join(
            f"{name.replace('_', ' ')}: {v}" for name, v in zip(LATERAL_COLUMNS[2:], c[3:], strict=True) if v
        )
        rows.append(["lateral reading", c.check, "", c.tests, said, "", ""])
    rows += [["worksheet", w.question, "", "", w.answer, w.evidence, ""] for w in answers.itertuples()]
    return _frame(rows, CSV_COLUMNS)


# The page -----------------------------------------------------------------------------


def _cell(value: str) -> str:
    text = escape(value).replace("\n", "<br>")
    if value.startswith(WITHOUT):
        text = f'<b class="none">{WITHOUT}</b>{text.removeprefix(WITHOUT)}'
    short = ' class="short"' if len(value) <= SHORT else ""
    return f"<td{short}>{text}</td>"


def _table(frame: pd.DataFrame, caption: str) -> str:
    """Return a frame as an HTML table; columns in which nothing stands are left out."""
    if frame.empty:
        return f'<p class="quiet">{NOTHING}</p>'
    filled = [name for name in frame.columns if frame[name].str.strip().any()]
    head = "".join(f'<th scope="col">{escape(name).replace("_", " ")}</th>' for name in filled)
    rows = ("".join(map(_cell, row)) for row in frame[filled].values.tolist())
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _claims_to_print(claims: pd.DataFrame) -> pd.DataFrame:
    """Put the nine columns of claims into seven that fit on paper."""
    comma = (", " + claims["how"]).mask(claims["how"] == "", "")
    bare = (WITHOUT + "; " + claims["evidence"]).str.removesuffix("; ")
    return claims.assign(
        who_and_how=(claims["who"] + comma).str.removeprefix(", "),
        judgement=claims["judgement"].mask(claims["judgement"] == "", OPEN),
        evidence=claims["evidence"].mask(claims["standing"] == WITHOUT, bare),
    )[["sentence", "claim", "who_and_how", "support", "missing", "judgement", "evidence"]]


def _impression_to_print(frame: pd.DataFrame) -> pd.DataFrame:
    """Say in the column of the evidence how each part stands."""
    bare = frame["evidence"].where(frame["standing"] == WITH, frame["standing"])
    return frame.assign(evidence=bare).drop(columns="standing")


def _marks_by_label(marks: pd.DataFrame) -> pd.DataFrame:
    """Put the marks of each label into one line, so that the page stays one page."""
    lines: dict[str, list[str]] = {}
    for label, words, sentence, reason in marks[MARK_COLUMNS].values.tolist():
        said = f": {reason}" if reason else ""
        lines.setdefault(label, []).append(f"“{words}” ({sentence or 'around the body'}){said}")
    return _frame([(label, "; ".join(found)) for label, found in lines.items()], ["label", "marks"])


def _sources_to_print(sources: pd.DataFrame) -> pd.DataFrame:
    """Put the marks of one source into one line, whatever its capitals."""
    groups = sources.groupby(["source", sources["words"].str.casefold()], sort=False)
    lines = groups.agg(words=("words", "first"), sentences=("sentence", _once), answer=("answer", _once))
    return lines.droplevel(1).reset_index()


def _once(cells: pd.Series[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, cells)))


def _summary(claims: pd.DataFrame, marks: pd.DataFrame) -> str:
    judged = claims[claims["standing"] != OPEN]
    bare = int((claims["standing"] == WITHOUT).sum())
    resting = "all with evidence" if not bare else f"{bare} without evidence"
    said = f"{plural(len(judged), 'judgement')}, {resting}" if len(judged) else "no judgement yet"
    return f"{plural(len(claims), 'claim')} weighed; {said}; {plural(len(marks), 'mark')}."


def report_html(reading: Reading) -> str:
    """Return the report as one HTML page that prints on A4."""
    article, claims, marks = reading.article, claims_frame(reading), marks_frame(reading)
    about = " · ".join(filter(None, [article.byline, str(article.date or ""), f"reader: {reading.name}"]))
    saved = f"last saved {reading.saved_at[:16].replace('T', ' ')} UTC" if reading.saved_at else "not saved yet"
    title = f"Evidence report: {article.title or 'a text without a heading'}"
    sections = {
        "Claims and judgements": _table(_claims_to_print(claims), "An address such as 7.2 is paragraph 7, sentence 2."),
        "The first impression, before and after": _table(
            _impression_to_print(impression_frame(reading)), "What moved, and what stayed."
        ),
        "Sources": _table(
            _sources_to_print(sources_frame(reading)), "Who speaks, and what the article lets a reader know about them."
        ),
        "Marks": _table(_marks_by_label(marks[marks["label"] != "source"]), "Loaded does not mean wrong."),
        "To check elsewhere": _table(lateral_frame(reading), "What this text alone cannot settle."),
    }
    answers = worksheet_frame(reading)
    if len(answers):
        sections["Worksheet"] = _table(answers, "The questions of the course, asked of this article.")
    body = "".join(f"<h2>{name}</h2>{content}" for name, content in sections.items())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f'<p class="quiet">{escape(about)} · {escape(saved)}</p><p>{escape(_summary(claims, marks))}</p>{body}'
        '<p class="quiet">A judgement here says how well this text supports a claim. '
        "It does not say whether the claim is true.</p></main></body></html>\n"
    )


def write_report(reading: Reading, folder: str | Path | None = None) -> Path:
    """Write the report as a page (``.report.html``) and a table (``.report.csv``); return the path of the page.

    *folder*: default is the folder of the reading. A text that a spreadsheet would take for a formula gets an
    apostrophe before it. Raises ``CourseError`` when the files cannot be written.
    """
    folder = Path(folder) if folder else reading.path.parent
    page = folder / f"{reading.path.stem}.report.html"
    frame = report_frame(reading).map(lambda text: FORMULA.sub(r"'\g<0>", text))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(page, report_html(reading).encode("utf-8"))
        write_whole(page.with_suffix(".csv"), frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))
    except OSError as error:
        raise CourseError(
            f"{folder}: the report cannot be written ({error.strerror or error}); choose another folder."
        ) from None
    return page

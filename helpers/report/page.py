"""The evidence report: what one reader found in one article, on one page to print, and as a table beside it.

The page holds no script and asks no network; everything that comes from an article or a reader is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers.article import plural
from helpers.reading import Reading, spreadsheet, write_out
from helpers.report.claims import OPEN, WITH, WITHOUT
from helpers.report.earlier import each_once, impression_frame, sources_frame
from helpers.report.rows import claims_frame, lateral_frame, marks_frame, report_frame, worksheet_frame
from helpers.show import SHORT, filled, render


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
    for label, words, sentence, reason in marks.values.tolist():
        why = f": {reason}" if reason else ""
        lines.setdefault(label, []).append(f"“{words}” ({sentence or 'around the body'}){why}")
    rows = [(label, "; ".join(found)) for label, found in lines.items()]
    return pd.DataFrame(rows, columns=["label", "marks"]).astype("str")


def _sources_to_print(sources: pd.DataFrame) -> pd.DataFrame:
    """Put the marks of one source into one line, whatever its capitals."""
    groups = sources.groupby(["source", sources["words"].str.casefold()], sort=False)
    lines = groups.agg(words=("words", "first"), sentences=("sentence", each_once), answer=("answer", each_once))
    return lines.droplevel(1).reset_index()


def _summary(claims: pd.DataFrame, marks: pd.DataFrame) -> str:
    judged = claims[claims["standing"] != OPEN]
    bare = int((claims["standing"] == WITHOUT).sum())
    resting = "all with evidence" if not bare else f"{bare} without evidence"
    told = f"{plural(len(judged), 'judgement')}, {resting}" if len(judged) else "no judgement yet"
    return f"{plural(len(claims), 'claim')} weighed; {told}; {plural(len(marks), 'mark')}."


def _sections(reading: Reading, claims: pd.DataFrame, marks: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield heading, caption and frame of each section of the page."""
    yield "Claims and judgements", "An address such as 7.2 is paragraph 7, sentence 2.", _claims_to_print(claims)
    impression = _impression_to_print(impression_frame(reading))
    yield "The first impression, before and after", "What moved, and what stayed.", impression
    sources = _sources_to_print(sources_frame(reading))
    yield "Sources", "Who speaks, and what the article lets a reader know about them.", sources
    yield "Marks", "Loaded does not mean wrong.", _marks_by_label(marks[marks["label"] != "source"])
    yield "To check elsewhere", "What this text alone cannot settle.", lateral_frame(reading)
    answers = worksheet_frame(reading)
    if len(answers):
        yield "Worksheet", "The questions of the course, asked of this article.", answers


def report_html(reading: Reading) -> str:
    """Return the report as one HTML page that prints on A4."""
    article, claims, marks = reading.article, claims_frame(reading), marks_frame(reading)
    about = " · ".join(filter(None, [article.byline, str(article.date or ""), f"reader: {reading.name}"]))
    saved = f"last saved {reading.saved_at[:16].replace('T', ' ')} UTC" if reading.saved_at else "not saved yet"
    return render(
        "report",
        title=f"Evidence report: {article.title or 'a text without a heading'}",
        about=f"{about} · {saved}",
        summary=_summary(claims, marks),
        sections=[(title, caption, filled(frame)) for title, caption, frame in _sections(reading, claims, marks)],
        short=SHORT,
        without=WITHOUT,
    )


def write_report(reading: Reading, folder: str | Path | None = None) -> Path:
    """Write the report as a page (``.report.html``) and a table (``.report.csv``); return the path of the page.

    *folder*: default is the folder of the reading. A text that a spreadsheet would take for a formula gets an
    apostrophe before it. Raises ``CourseError`` when the files cannot be written.
    """
    folder = Path(folder) if folder else reading.path.parent
    page = folder / f"{reading.path.stem}.report.html"
    table = spreadsheet(report_frame(reading))
    write_out({page: report_html(reading).encode("utf-8"), page.with_suffix(".csv"): table}, "report")
    return page

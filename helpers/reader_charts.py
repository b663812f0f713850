"""A frame in, a chart out: where readers marked, and where they differ."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.theme import INK, nothing_to_draw, plural, titled

STEP = 20  # pixels: how wide a sentence and how high a reader is
SHADES = ["#f3f5f8", "#7c93c4"]  # nothing marked, everything marked: on both, a dark number can be read


def _strip_title(covered: pd.DataFrame) -> str:
    """Say which sentence most readers marked."""
    readers = covered["reader"].nunique()
    marked = covered[covered["marked"] > 0].groupby("sentence", sort=False)["reader"].nunique()
    if marked.empty:
        return f"{plural(readers, 'reader')}, and nothing marked yet"
    return f"Sentence {marked.idxmax()} is marked by {marked.max()} of {plural(readers, 'reader')}"


def heat_strip(covered: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw the article as a strip of sentences for each reader. Takes the frame of ``agreement.coverage``.

    The darker a cell, the more of its words are marked; the number in it is how many.

    >>> columns = ["reader", "sentence", "place", "words", "marked", "share", "text"]
    >>> heat_strip(pd.DataFrame([("Ana", "1.1", 1, 4, 2, 0.5, "A weak empty word.")], columns=columns)).title.text
    'Sentence 1.1 is marked by 1 of 1 reader'
    """
    if covered.empty:
        return nothing_to_draw("There is no reading to draw")
    title = _strip_title(covered)
    base = alt.Chart(covered).encode(
        x=alt.X("sentence:N", sort=None, title="Sentence (address)", axis=alt.Axis(labelAngle=-90)),
        y=alt.Y("reader:N", sort=None, title="Reader"),
        tooltip=[
            alt.Tooltip("reader:N", title="Reader"),
            alt.Tooltip("sentence:N", title="Sentence"),
            alt.Tooltip("marked:Q", title="Words marked"),
            alt.Tooltip("words:Q", title="Words in it"),
            alt.Tooltip("text:N", title="Text"),
        ],
    )
    shade = alt.Color("share:Q", title="Share marked", scale=alt.Scale(domain=[0, 1], range=SHADES))
    numbers = base.transform_filter("datum.marked > 0").mark_text(fontSize=10, color=INK).encode(text="marked:Q")
    return alt.layer(base.mark_rect(stroke="#ffffff").encode(color=shade), numbers).properties(
        title=titled(title, "in each cell: how many words are marked"),
        width=STEP * covered["sentence"].nunique(),
        height=STEP * covered["reader"].nunique(),
        description=f"Heat strip. {title}. {_listed(covered)}",
    )


def _listed(covered: pd.DataFrame) -> str:
    """Name the sentences that each reader marked."""
    said = []
    for reader, rows in covered.groupby("reader", sort=False):
        places = ", ".join(rows[rows["marked"] > 0]["sentence"])
        said.append(f"{reader}: {places or 'none'}.")
    return " ".join(said)


def disputed_chart(sentences: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw the sentences about which readers differ, the most disputed first.

    Takes the frame of ``agreement.disputed``; give it ``.head(12)`` or so.
    """
    drawn = sentences[sentences["dispute"] > 0][["sentence", "text", "dispute", "given"]]
    if drawn.empty:
        return nothing_to_draw("There is no sentence about which readers differ")
    title = f"Readers differ most about sentence {drawn['sentence'].iloc[0]}"
    bars = alt.Chart(drawn).encode(
        x=alt.X("dispute:Q", title="Labels on which two readers differ (mean number)"),
        y=alt.Y("sentence:N", sort=None, title="Sentence, most disputed first"),
        tooltip=[
            alt.Tooltip("sentence:N", title="Sentence"),
            alt.Tooltip("dispute:Q", title="Dispute", format=".2f"),
            alt.Tooltip("given:N", title="Who gave which label"),
            alt.Tooltip("text:N", title="Text"),
        ],
    )
    names = bars.mark_text(align="left", dx=6, limit=420).encode(text="given:N")
    listing = " ".join(f"{row.sentence}: {row.dispute:.2f} ({row.given})." for row in drawn.itertuples())
    return alt.layer(bars.mark_bar(), names).properties(
        title=title, width=460, height=STEP * len(drawn), description=f"Bar chart. {title}. {listing}"
    )

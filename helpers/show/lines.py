"""The sentences behind the marks of a chart, as lines in the same chart: a click goes from a count to the text."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from helpers.article import LIT
from helpers.show.theme import titled

LINES = 20  # concordance lines that a chart has room for
KEYWORD, CHARACTER = 330, 6.62  # pixels: where the keyword of a line begins, and how wide one character is


def _line_positions(places: pd.DataFrame) -> pd.DataFrame:
    """Add where, in pixels, the text before the keyword ends and the text after it begins.

    Vega drops spaces at the ends of a text, so each such space becomes a shift.
    """
    before = KEYWORD - CHARACTER * places["left"].str.endswith(" ")
    after = KEYWORD + CHARACTER * (places["text"].str.len() + places["right"].str.startswith(" "))
    return places.assign(before=before.round(1), after=after.round(1))


def sentence_lines(places: pd.DataFrame, chosen: alt.Parameter) -> alt.LayerChart | alt.FacetChart:
    """Draw the chosen places as lines with the keyword in one column.

    *places* has the columns of ``terms.in_context`` (sentence, start, left, text, right) and those that
    *chosen*, a selection of the chart above, looks at.
    """
    lines = (
        alt.Chart(_line_positions(places))
        .transform_filter(chosen)
        .transform_window(line="row_number()", sort=[alt.SortField("start")])
        .transform_filter(f"datum.line <= {LINES}")
        .encode(y=alt.Y("line:O", axis=None, scale=alt.Scale(domain=list(range(1, LINES + 1)))))
    )
    mono: dict[str, Any] = {"font": "monospace", "fontSize": 11}
    pixels = alt.Scale(domain=[0, 720], range=[0, 720])
    before, after = (alt.X(f"{edge}:Q", axis=None, scale=pixels) for edge in ("before", "after"))
    return alt.layer(
        lines.mark_text(align="left", fontWeight="bold", fontSize=11).encode(x=alt.value(0), text="sentence:N"),
        lines.mark_text(align="right", **mono).encode(x=before, text="left:N"),
        lines.mark_text(align="left", fontWeight="bold", color=LIT, **mono).encode(x=alt.value(KEYWORD), text="text:N"),
        lines.mark_text(align="left", **mono).encode(x=after, text="right:N"),
    ).properties(
        width=720, height=17 * LINES, title=titled("Its sentences", f"the first {LINES}, cut to one line each")
    )

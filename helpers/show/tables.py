"""A frame in, a table out that a screen reader can read and that shows every text as text."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from helpers.article import Article

SHORT = 14  # characters: a date or a label, which should stay on one line
CELL = "vertical-align:top;padding:4px 10px"
CAPTION = "caption-side:top;text-align:left;font-weight:600;padding:4px 10px;white-space:nowrap"


class Table:
    """A frame with a caption; a notebook shows it as an HTML table.

    Everything is escaped, each column has a header, and there is no empty corner. Numbers, and the text that
    a concordance puts left of its keyword, keep to the right.

    >>> Table(pd.DataFrame({"word": ["<b>"]}), "Words")._repr_html_().count("&lt;b&gt;")
    1
    """

    def __init__(self, frame: pd.DataFrame, caption: str) -> None:
        self.frame, self.caption = frame, caption

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.frame.to_string(index=False)}"

    def _repr_html_(self) -> str:
        columns = [_column(str(name), self.frame[name]) for name in self.frame.columns]
        head = "".join(header for header, _ in columns)
        rows = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*(cells for _, cells in columns), strict=True))
        rows = rows or f'<tr><td style="{CELL}" colspan="{len(columns)}">No rows.</td></tr>'
        caption = f'<caption style="{CAPTION}">{escape(self.caption)}</caption>'
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _column(name: str, values: pd.Series[Any]) -> tuple[str, list[str]]:
    """Return the header and the cells of one column."""
    to_right = name == "left" or (is_numeric_dtype(values) and not is_bool_dtype(values))
    style = f"{CELL};text-align:{'right' if to_right else 'left'}"
    cells = []
    for text in map(_plain, values):
        wrap = ";white-space:nowrap" if len(text) <= SHORT else ""
        cells.append(f'<td style="{style}{wrap}">{escape(text)}</td>')
    return f'<th scope="col" style="{style}">{escape(name).replace("_", " ")}</th>', cells


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def table(frame: pd.DataFrame, caption: str, *, rows: int | None = None) -> Table:
    """Show a frame as a table.

    Parameters: *caption* says what the table holds; *rows* keeps only the first so many rows and says so.
    """
    if rows is None or len(frame) <= rows:
        return Table(frame, caption)
    return Table(frame.head(rows), f"{caption} (the first {rows} of {len(frame)} rows)")


def passage(article: Article, *addresses: str) -> Table:
    """Show sentences with their addresses; without addresses the heading and the whole body.

    Raises ``CourseError`` for an address that is not there.

    >>> passage(Article.from_text("One. Two."), "1.2")
    Sentence 1.2
    sentence text
         1.2 Two.
    """
    if addresses:
        caption = f"Sentence{'s' if len(addresses) > 1 else ''} {', '.join(addresses)}"
        return Table(article.at(*addresses)[["sentence", "text"]], caption)
    rows = pd.concat([article.heading, article.sentences])[["sentence", "text"]]
    return Table(rows, "The whole article, sentence by sentence")

"""A frame in, a table out that a screen reader can read and that shows every text as text."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from helpers.article import Article
from helpers.show.templates import render

SHORT = 14  # characters: a date or a label, which should stay on one line


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
        columns = [(str(name), _side(str(name), self.frame[name])) for name in self.frame.columns]
        cells = ([(text, side) for text in map(_plain, self.frame[name])] for name, side in columns)
        named = [(name.replace("_", " "), side) for name, side in columns]
        return render("table", caption=self.caption, columns=named, rows=list(zip(*cells, strict=True)), short=SHORT)


def _side(name: str, values: pd.Series[Any]) -> str:
    """Return the side to which a column keeps."""
    return "right" if name == "left" or (is_numeric_dtype(values) and not is_bool_dtype(values)) else "left"


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


def filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of a frame of texts in which something stands."""
    return frame[[name for name in frame.columns if frame[name].str.strip().any()]]


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

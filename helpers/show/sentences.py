"""Sentences with words marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from helpers.article import Article, Span
from helpers.show.templates import render


def _pieces(text: str, start: int, end: int, places: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """Cut a sentence at the places in it; tell of each piece whether it is marked."""
    position = start
    for a, b in places:
        if a < position:  # "that that" finds itself twice in "that that that"
            continue
        yield text[position:a], False
        yield text[a:b], True
        position = b
    yield text[position:end], False


def marked_sentences(article: Article, places: pd.DataFrame, label: str) -> str:
    """Return HTML that lists each sentence once, with its address and the places in it marked.

    *places* has the columns start, end and sentence. All text is escaped.

    >>> places = pd.DataFrame({"start": [6], "end": [9], "sentence": ["1.1"]})
    >>> html = marked_sentences(Article.from_text("One & two."), places, "two")
    >>> "<li><b>1.1</b> One &amp; <mark>two</mark>.</li>" in html
    True
    """
    sentences = []
    for address, rows in places.groupby("sentence", sort=False):
        sentence = article.at(str(address)).iloc[0]
        spans = zip(rows["start"], rows["end"], strict=True)
        sentences.append((address, list(_pieces(article.text, int(sentence["start"]), int(sentence["end"]), spans))))
    return render("sentences", label=label, sentences=sentences)

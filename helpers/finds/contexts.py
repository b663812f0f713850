"""Where a term stands: dispersion, and concordance, its keyword in context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from helpers.article import Article, CourseError, straight

WIDTH = 60  # characters on each side of a keyword: a line that fits beside its address


def normalise(word: str) -> str:
    """Return the form under which a word is counted: small letters, straight marks.

    >>> normalise("City’s")
    "city's"
    """
    return straight(word.casefold())


def _matches(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _find_rows(forms: Sequence[str], term: str) -> list[int]:
    """Return the rows at which a term begins; a term may have several words, and a word may end in ``*``."""
    parts = [normalise(part) for part in term.split()]
    if not parts or any(part == "*" for part in parts):
        raise CourseError(f"{term!r}: type at least one letter to search for, such as attack or attack*.")
    last = len(forms) - len(parts)
    return [
        row
        for row, form in enumerate(forms)
        if row <= last
        and _matches(parts[0], form)
        and all(_matches(part, forms[row + k]) for k, part in enumerate(parts[1:], 1))
    ]


def dispersion(article: Article, terms: str | Iterable[str]) -> pd.DataFrame:
    """Find where in the article each term falls, in the order of the text.

    A term is a word or several; a ``*`` at its end stands for any ending (``attack*`` finds *attacks* too).

    Columns: start, end (int, code points), text (str, as written), term (str, as asked for), paragraph (int),
    sentence (str, the address), word (int, which word of the body it is, counted from 1), share (float, how
    far into the body, 0 to 1).
    Raises ``CourseError`` for a term without a letter.

    >>> dispersion(Article.from_text("A city. No city!"), "city")["word"].to_list()
    [2, 4]
    """
    words = article.words
    forms = [normalise(word) for word in words["text"].to_list()]
    asked = [terms] if isinstance(terms, str) else list(terms)
    found = [(row, term) for term in asked for row in _find_rows(forms, term)]
    rows = np.array([row for row, _ in found], dtype="int64")
    lasts = rows + np.array([len(term.split()) - 1 for _, term in found], dtype="int64")
    starts, ends = words["start"].to_numpy()[rows], words["end"].to_numpy()[lasts]
    return pd.DataFrame(
        {
            "start": starts,
            "end": ends,
            "text": pd.Series([article.text[a:b] for a, b in zip(starts, ends, strict=True)], dtype="str"),
            "term": pd.Series([term for _, term in found], dtype="str"),
            "paragraph": words["paragraph"].to_numpy()[rows],
            "sentence": words["sentence"].take(rows).reset_index(drop=True),
            "word": rows + 1,
            "share": rows / max(1, len(words)),
        }
    ).sort_values("start", kind="stable", ignore_index=True)


def concordance(article: Article, term: str | Iterable[str], *, width: int = WIDTH) -> pd.DataFrame:
    """List every occurrence of a term, or of several, with the text around it: keyword in context.

    Parameters: *term* as in ``dispersion``; *width* is the number of characters on each side.

    Columns: those of ``dispersion``, and left, right (str: the text of the same sentence before and after,
    cut at a word and marked with … where it goes on).

    >>> concordance(Article.from_text("The city paid. A city slept."), "city")[["left", "right"]].values.tolist()
    [['The ', ' paid.'], ['A ', ' slept.']]
    """
    return in_context(article, dispersion(article, term), width=width)


def in_context(article: Article, places: pd.DataFrame, *, width: int = WIDTH) -> pd.DataFrame:
    """Add the text of the same sentence before and after each place, as the columns left and right.

    *places* is any frame with the columns start, end and sentence.
    """
    sentences = article.sentences.set_index("sentence").loc[places["sentence"]]
    edges = zip(sentences["start"], places["start"], places["end"], sentences["end"], strict=True)
    lefts, rights = [], []
    for first, start, end, last in [tuple(map(int, edge)) for edge in edges]:
        # One character more than is shown tells whether the sentence goes on; a long sentence is not copied each time.
        lefts.append(cut_left(article.text[max(first, start - width - 1) : start], width))
        rights.append(cut_right(article.text[end : min(last, end + width + 1)], width))
    return places.assign(
        left=pd.Series(lefts, places.index, dtype="str"), right=pd.Series(rights, places.index, dtype="str")
    )


def cut_right(text: str, width: int) -> str:
    """Return the beginning of a text, cut behind a word where it is longer than *width* characters."""
    text = text.replace("\n", " ")
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + " …"


def cut_left(text: str, width: int) -> str:
    """Return the end of a text, cut before a word where it is longer than *width* characters."""
    text = text.replace("\n", " ")
    return text if len(text) <= width else "… " + text[-width:].split(" ", 1)[-1]

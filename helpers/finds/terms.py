"""Counting words: how often each occurs, in whose voice, and how long the paragraphs are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from helpers.article import Article, entries
from helpers.attribution import label_voices, words_of
from helpers.finds.contexts import cut_right, normalise

THOUSAND = 1_000  # words: the size to which rates are brought
OPENING = 50  # characters of a paragraph by which a reader knows it again


def stop_words() -> set[str]:
    """Return the stop list as a set of your own, to add to or take from.

    >>> len(stop_words() - {"not"}) == len(stop_words()) - 1
    True
    """
    return set(entries("stop_words"))


def _rows_by_term(terms: Iterable[str]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, term in enumerate(terms):
        rows[term].append(row)
    return rows


def _range(values: np.ndarray, rows: list[int]) -> int:
    return len(set(values[rows].tolist()))


def count_terms(
    article: Article,
    *,
    stop_words: Collection[str] | None = None,
    top: int | None = None,
    voice: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """Count each word of the body, most frequent first.

    Parameters: *stop_words* are left out (default: the course's list; ``()`` counts everything); *top* keeps
    only so many rows; *voice* is a voice and a mode, such as ``("the letter", "quoted")``, and counts only the
    words that have both (see ``voices.label_voices``).

    Columns: term (str, see ``normalise``), count (int), per_1000 (float, occurrences in 1,000 of the words that
    were looked at, stop words included), paragraphs (int, how many it occurs in; corpus linguists say *range*),
    positions (list of int: where each occurrence starts in ``article.text``).
    Terms with the same count stand in the order of the alphabet.

    >>> count_terms(Article.from_text("The city and the city's mayor. City!"))["count"].to_list()
    [2, 1, 1]
    """
    left_out = entries("stop_words") if stop_words is None else {normalise(word) for word in stop_words}
    words = article.words if voice is None else words_of(article, *voice)
    starts, paragraphs = words["start"].to_numpy(), words["paragraph"].to_numpy()
    rows = _rows_by_term(map(normalise, words["text"].to_list()))
    kept = sorted((term for term in rows if term not in left_out), key=lambda term: (-len(rows[term]), term))[:top]
    counts = np.array([len(rows[term]) for term in kept], dtype="int64")
    return pd.DataFrame(
        {
            "term": pd.Series(kept, dtype="str"),
            "count": counts,
            "per_1000": counts * THOUSAND / max(1, len(words)),
            "paragraphs": np.array([_range(paragraphs, rows[term]) for term in kept], dtype="int64"),
            "positions": pd.Series([starts[rows[term]].tolist() for term in kept], dtype="object"),
        }
    )


def terms_by_voice(
    article: Article, *, stop_words: Collection[str] | None = None, top: int | None = None
) -> pd.DataFrame:
    """Count each word of the body by voice: the writer's own, quoted from a source, or in a paraphrase.

    Parameters as in ``count_terms``. A word inside a paraphrase is the writer's wording of somebody's claim: its
    mode is ``paraphrased``, its voice the one whose claim it is, and it is not the source's word.

    Columns: term (str), mode (own, quoted or paraphrased), voice (str), count (int), positions (list of int:
    starts in ``article.text``); the most frequent term first.

    >>> terms_by_voice(Article.from_text('Ann Lee said it rained. "Rained," he wrote.'), top=1)["count"].to_list()
    [1, 1]
    """
    totals = count_terms(article, stop_words=stop_words, top=top)["term"].to_list()
    words = label_voices(article)
    order = {term: rank for rank, term in enumerate(totals)}
    words = words.assign(term=[normalise(word) for word in words["text"]])
    words = words[words["term"].isin(order)]
    groups = words.groupby(["term", "mode", "voice"], sort=False)["start"].agg(["size", list]).reset_index()
    groups = groups.rename(columns={"size": "count", "list": "positions"})
    rank = groups["term"].map(order)
    return groups.assign(rank=rank).sort_values("rank", kind="stable", ignore_index=True).drop(columns="rank")


# How long the paragraphs are ----------------------------------------------------


def paragraph_lengths(article: Article) -> pd.DataFrame:
    """Count the words and sentences of each paragraph of the body.

    Columns: paragraph (int), words (int), sentences (int), opening (str: its first words).

    >>> paragraph_lengths(Article.from_text("One. Two three."))[["words", "sentences"]].values.tolist()
    [[3, 2]]
    """
    numbers = article.paragraphs["paragraph"]
    return pd.DataFrame(
        {
            "paragraph": numbers,
            "words": article.words.groupby("paragraph").size().reindex(numbers, fill_value=0).to_numpy(),
            "sentences": article.sentences.groupby("paragraph").size().reindex(numbers, fill_value=0).to_numpy(),
            "opening": [cut_right(text, OPENING) for text in article.paragraphs["text"]],
        }
    )

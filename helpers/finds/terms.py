"""Counting words: frequency, concordance, dispersion and keyness. Every count keeps the places it counted."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd

from helpers.article import Article, CourseError, entries, straight
from helpers.attribution import label_voices, words_of

WIDTH = 60  # characters on each side of a keyword: a line that fits beside its address
THOUSAND, MILLION = 1_000, 1_000_000  # words: the sizes to which rates are brought
TWICE = 2  # a word that occurs once proves nothing
OPENING = 50  # characters of a paragraph by which a reader knows it again


def normalise(word: str) -> str:
    """Return the form under which a word is counted: small letters, straight marks.

    >>> normalise("City’s")
    "city's"
    """
    return straight(word.casefold())


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


# Where a term stands --------------------------------------------------------


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
        lefts.append(_cut_left(article.text[first:start], width))
        rights.append(_cut_right(article.text[end:last], width))
    return places.assign(
        left=pd.Series(lefts, places.index, dtype="str"), right=pd.Series(rights, places.index, dtype="str")
    )


def _cut_right(text: str, width: int) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + " …"


def _cut_left(text: str, width: int) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= width else "… " + text[-width:].split(" ", 1)[-1]


# Against general English ------------------------------------------------------


@functools.cache
def _reference_tokens(word: str) -> tuple[str, ...]:
    """Split a word as the reference list splits it: ``anti-ICE`` is *anti* and *ice*."""
    from wordfreq.tokens import lossy_tokenize

    return tuple(lossy_tokenize(straight(word), "en"))


def _reference_rates(wanted: Collection[str]) -> tuple[dict[str, float], float]:
    """Return the share of general English of each wanted word, and the smallest share in the list.

    The list holds 321,180 words and is let go of after the look-up, which keeps a lesson's kernel small.
    """
    from wordfreq import DATA_PATH, cB_to_freq, read_cBpack

    buckets = read_cBpack(str(DATA_PATH / "large_en.msgpack.gz"))
    asked = set(wanted)
    rates = {word: cB_to_freq(-step) for step, bucket in enumerate(buckets) for word in asked.intersection(bucket)}
    return rates, cB_to_freq(1 - len(buckets))


def _log_likelihood(observed: np.ndarray, expected: np.ndarray, total: int) -> np.ndarray:
    """Return G² of one word against a known proportion; both cells, the word and all other words."""
    rest = total - observed
    with np.errstate(divide="ignore", invalid="ignore"):
        others = np.where(rest > 0, rest * np.log(rest / (total - expected)), 0.0)
    return np.asarray(2 * (observed * np.log(observed / expected) + others))  # 2: so that it follows chi-squared


def keyness(article: Article, *, at_least: int = TWICE) -> pd.DataFrame:
    """Find the words that the article uses more, or less, than general English does, strongest first.

    The article is split as the reference is (*anti-ICE* counts as *anti* and *ice*, *ICE* as *ice*); numbers
    are left out. Words seen fewer than *at_least* times are left out.

    Columns: term (str), count (int), per_million (float, in the article), reference_per_million (float),
    log_likelihood (float: G², how surely the two rates differ; over 15.13 is significant at p < 0.0001 for
    one word looked at by itself), log_ratio (float: how many times the rate doubles; negative where the
    article uses the word less), in_reference (bool: False where the list lacks the word and its smallest
    rate stands in, so that the true ratio is higher), positions (list of int: starts in ``article.text``).

    Sources: the one-sample log-likelihood is the G-test of a count against a known proportion (Dunning 1993,
    "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19); log
    ratio as effect size: Hardie 2014, "Log Ratio: an informal introduction"; rates: ``wordfreq`` 3 (Speer
    2022). Not for short texts alone: with a thousand words, a word that occurs twice proves little.

    >>> keyness(Article.from_text("The mayor met the mayor of mayors."))["term"].to_list()
    ['mayor', 'the']
    """
    tokens = [(token, row) for row, word in enumerate(article.words["text"]) for token in _reference_tokens(word)]
    starts = article.words["start"].to_numpy()
    rows: dict[str, list[int]] = defaultdict(list)
    for token, row in tokens:
        rows[token].append(row)
    kept = [token for token in rows if len(rows[token]) >= at_least and not any(map(str.isdigit, token))]
    rates, floor = _reference_rates(kept)
    share = np.array([rates.get(token, floor) for token in kept], dtype="float64")
    counts = np.array([len(rows[token]) for token in kept], dtype="int64")
    total = max(1, len(tokens))
    frame = pd.DataFrame(
        {
            "term": pd.Series(kept, dtype="str"),
            "count": counts,
            "per_million": counts * MILLION / total,
            "reference_per_million": share * MILLION,
            "log_likelihood": _log_likelihood(counts, share * total, total),
            "log_ratio": np.log2(counts / (share * total)),
            "in_reference": np.array([token in rates for token in kept], dtype="bool"),
            "positions": pd.Series([starts[rows[token]].tolist() for token in kept], dtype="object"),
        }
    )
    return frame.sort_values(["log_likelihood", "term"], ascending=[False, True], ignore_index=True)


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
            "opening": [_cut_right(text, OPENING) for text in article.paragraphs["text"]],
        }
    )

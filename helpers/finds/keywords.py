"""Keyness: which words an article uses more, or less, than general English does."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection

import numpy as np
import pandas as pd

from helpers.article import Article, straight

MILLION = 1_000_000  # words: the size to which rates are brought
TWICE = 2  # a word that occurs once proves nothing


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

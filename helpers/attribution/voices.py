"""Whose words each word is: the writer's own, a source's quoted, or paraphrased.

A paraphrase is the writer's wording of somebody's claim. So two questions are kept apart: *whose claim is it?*
is the column ``voice``; *whose words are they?* is ``whose_words``, which gives a source only what is quoted.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.article import Article
from helpers.attribution.clauses import is_label
from helpers.attribution.speakers import all_claims

WRITER = "the writer"
UNKNOWN = "no source found"


def label_voices(article: Article) -> pd.DataFrame:
    """Label every word of the body with the voice that it belongs to.

    Returns ``article.words`` (start, end, text, paragraph, sentence) with two more columns:

    - mode: ``own``, ``quoted`` or ``paraphrased``;
    - voice: ``WRITER`` for own words, else the name of whoever makes the claim, ``UNKNOWN`` where none was found.
      In a chain the innermost speaker counts.

    Whoever counts words must not count paraphrased ones as the source's: use ``whose_words``.

    >>> found = label_voices(Article.from_text('Ann Lee called it "a farce" and said it rained.'))
    >>> found["mode"].value_counts().to_dict()
    {'own': 6, 'quoted': 2, 'paraphrased': 2}
    """
    frame = article.words
    starts = frame["start"].to_numpy()
    voice = np.full(len(frame), WRITER, dtype=object)
    mode = np.full(len(frame), "own", dtype=object)
    for claim in all_claims(article):  # outer claims come first, so that inner ones overwrite them
        first, last = np.searchsorted(starts, claim.content)
        voice[first:last] = claim.name or UNKNOWN
        mode[first:last] = "quoted" if claim.kind == "direct" else "paraphrased"
    for quote in article.marks.quotes:
        first, last = np.searchsorted(starts, (quote.start, quote.end))
        if first < last and mode[first] == "paraphrased" and not (quote.depth == 0 and is_label(article.text, quote)):
            mode[first:last] = "quoted"
    return frame.assign(voice=pd.Series(voice, dtype="str"), mode=pd.Series(mode, dtype="str"))


def words_of(article: Article, voice: str, mode: str) -> pd.DataFrame:
    """Return the words of the body that have this voice and this mode: the rows of ``label_voices``.

    >>> words_of(Article.from_text("Ann Lee said it rained."), "Ann Lee", "paraphrased")["text"].to_list()
    ['it', 'rained']
    """
    words = label_voices(article)
    return words[(words["voice"] == voice) & (words["mode"] == mode)].reset_index(drop=True)


def whose_words(frame: pd.DataFrame) -> pd.Series[str]:
    """Say who chose each word of a frame from ``label_voices``: a source only where it is quoted, else the writer.

    >>> found = label_voices(Article.from_text("Ann Lee said it rained."))
    >>> set(whose_words(found))
    {'the writer'}
    """
    return frame["voice"].where(frame["mode"] == "quoted", WRITER)


def share_of_voice(article: Article) -> pd.DataFrame:
    """Count the words of each voice and mode, most words first.

    Returns a frame with the columns voice, mode, words, share (of all words, 0 to 1) and per_1000. The words add
    up to all words of the body, the shares to 1.

    >>> share_of_voice(Article.from_text("Ann Lee said it rained. It did."))["words"].to_list()
    [5, 2]
    """
    counts = label_voices(article).groupby(["voice", "mode"]).size().rename("words").reset_index()
    total = max(1, int(counts["words"].sum()))
    counts = counts.assign(share=counts["words"] / total, per_1000=1000 * counts["words"] / total)  # a rate
    return counts.sort_values(["words", "voice", "mode"], ascending=[False, True, True], ignore_index=True)

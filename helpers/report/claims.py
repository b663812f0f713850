"""Claims to weigh, and the evidence that a judgement rests on: sentence addresses, exact words, or a named part.

Nothing here decides whether a claim is true. It finds what a reader points at, and says what it cannot find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from helpers.article import Article, CourseError, Evidence, find_words, has_tables, place_of, reference, shorten
from helpers.attribution import find_attributions
from helpers.reading import CLAIM

HOW = {
    "direct": "quoted in full",
    "partial": "quoted in part",
    "paraphrase": "paraphrased: the writer's wording",
    "": "stated by the article, no source",
}
JUDGEMENTS = (
    "supported by something in this text",
    "partly supported in this text",
    "stated only: nothing in this text supports it",
    "this text also says something that does not fit",
    "cannot be judged from this text",
)
WITH, WITHOUT, OPEN = "with evidence", "WITHOUT EVIDENCE", "no judgement yet"
SHOWN = 60  # characters of a reader's words in a message
PRONOUNS = ("he", "she", "it", "they")


def standing(judgement: str, evidence: Evidence) -> str:
    """Say how a judgement stands: with evidence, without, or not made yet.

    >>> standing("cannot be judged from this text", Evidence([], []))
    'WITHOUT EVIDENCE'
    """
    if not judgement:
        return OPEN
    return WITH if evidence.places else WITHOUT


def claim_key(sentence: str, text: str) -> str:
    """Return the key under which a reading keeps what its reader thinks of a claim; it holds no number of a row.

    >>> claim_key("5.3", "Anywhere from a small handful of people")
    'claim.5.3.anywhere-from-a-small-handful-of'
    """
    words = re.findall(r"\w+", text.casefold())
    return f"{CLAIM}.{sentence}.{'-'.join(words[:6])}"[:90]


def _claims(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    columns = ["sentence", "start", "end", "text", "who", "how"]
    rows = pd.concat([pd.DataFrame(columns=columns), *frames])[columns]
    rows = rows.astype({"start": "int64", "end": "int64"}).sort_values(["start", "end"], ignore_index=True)
    return rows.drop_duplicates(["sentence", "text"], ignore_index=True)


def _named(sources: pd.Series[str]) -> pd.Series[str]:
    """Put the source before it in the place of each pronoun."""
    return sources.mask(sources.str.casefold().isin(PRONOUNS)).ffill().fillna("")


def claims_to_weigh(article: Article) -> pd.DataFrame:
    """List claims that a reader can weigh: those of the reference reading, if there is one, else those that
    the helper finds (which knows only claims with a source).

    Columns: sentence, start, end (code points), text, who ("" where no source is named) and how (a value of ``HOW``).

    >>> claims_to_weigh(Article.from_text("Ann Lee said she was tired."))[["who", "how"]].values.tolist()
    [['Ann Lee', "paraphrased: the writer's wording"]]
    """
    if has_tables(article, "attributions", "unsourced"):
        sourced = reference(article, "attributions")
        sourced = sourced.assign(who=_named(sourced["source"]), how=sourced["kind"].map(HOW))
        return _claims([sourced, reference(article, "unsourced").assign(who="", how=HOW[""])])
    found = find_attributions(article)
    starts = {"content_start": "start", "content_end": "end", "content": "text"}
    return _claims([found.rename(columns=starts).assign(how=found["kind"].map(HOW))])


def claim_from_words(article: Article, words: str) -> dict[str, str]:
    """Return the claim that stands in these words of the article. Raises ``CourseError`` when they are not in it.

    >>> claim_from_words(Article.from_text("It rained. It was cold."), "it was cold")["sentence"]
    '1.2'
    """
    span = find_words(article, words.strip().strip("“”\"'‘’"))
    if span is None:
        raise CourseError(
            f"“{shorten(words, SHOWN)}”: these words do not stand in the text; copy them from the article."
        )
    place = place_of(article, *span)
    return {"sentence": place.sentence, "text": place.text}

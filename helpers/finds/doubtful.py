"""What the helper itself is not sure of, so that a reader looks there first.

These are not all of its mistakes: it is often sure and wrong, and it cannot see what it has missed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers.article import Article, read_lexicon
from helpers.attribution import find_attributions, find_quotes
from helpers.finds.loaded import find_loaded

COLUMNS = ["about", "sentence", "text", "why"]
CARRIED = ("same speaker", "subject of the sentence", "quotation goes on")
WEAK = {
    "no source found": "no source was found",
    "question word": "a verb with a question after it may not report a claim at all",
    "noun": "a noun such as “claim” or “pretext” may not report anybody's words",
    "adjective": "an adjective such as “sure” may not report a claim",
    "listener": "telling somebody to do something is not always a claim",
    "clause, then verb": "where the claim begins is a guess",
    "goes on after": "where the claim ends is a guess",
}

Row = tuple[str, str, str, str]


def _reasons(row: pd.Series) -> Iterator[str]:
    """Yield each reason to doubt one row of ``find_attributions``."""
    if pd.isna(row["source"]):
        yield "no source was found"
    elif pd.isna(row["source_name"]):
        yield f"whom “{row['source']}” stands for stays open"
    elif row["source"].casefold() in ("he", "she", "they", "it"):
        yield f"“{row['source']}” was taken for {row['source_name']}"
    if row["rule"].startswith(CARRIED):
        yield "the speaker was carried over from another sentence"
    yield from (why for part, why in WEAK.items() if part in row["rule"] and not pd.isna(row["source"]))
    if not pd.isna(row["within"]):
        yield "a claim inside a claim: who says it can be drawn in two ways"


def _claims(article: Article) -> Iterator[Row]:
    for _, row in find_attributions(article).iterrows():
        why = "; ".join(dict.fromkeys(_reasons(row)))
        if why:
            yield "claim", row["sentence"], row["content"], why


def _quotes(article: Article) -> Iterator[Row]:
    terms = find_quotes(article).query("kind == 'term'")
    for row in terms.itertuples():
        yield (
            "words in marks",
            str(row.sentence),
            str(row.text),
            "a name, a word quoted, or distance: marks do not tell",
        )


def _loaded(article: Article) -> Iterator[Row]:
    forms = {form for row in read_lexicon("loaded") if row["context"] for form in row["forms"].split("|")}
    for row in find_loaded(article).itertuples():
        if str(row.text).casefold() in forms:
            yield (
                "loaded word",
                str(row.sentence),
                str(row.text),
                "loaded in some places only; the word beside it decided",
            )
        elif row.mode == "paraphrased":
            yield "loaded word", str(row.sentence), str(row.text), "inside a paraphrase: whose word is it?"


def _problems(article: Article) -> Iterator[Row]:
    for row in article.problems.itertuples():
        where = row.sentence if isinstance(row.sentence, str) else "outside the body"
        yield "the file", where, str(row.text), str(row.problem)


def doubts(article: Article) -> pd.DataFrame:
    """List what the helper is not sure of in an article, with the reason.

    Columns (all text): about (claim, words in marks, loaded word, or the file), sentence, text, why.

    >>> doubts(Article.from_text("Ann Lee was late. She said it rained."))["why"].to_list()
    ['“She” was taken for Ann Lee']
    """
    rows = [row for part in (_claims, _quotes, _loaded, _problems) for row in part(article)]
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def sure_or_not(article: Article) -> pd.DataFrame:
    """Return the helper's attributions with one more column: sure, which is empty where nothing speaks against it.

    Columns: sentence, source, cue, content, kind, rule, not_sure_because.
    """
    found = find_attributions(article)
    why = ["; ".join(dict.fromkeys(_reasons(row))) for _, row in found.iterrows()]
    columns = found[["sentence", "source_name", "cue", "content", "kind", "rule"]].fillna("")
    return columns.rename(columns={"source_name": "source"}).assign(not_sure_because=pd.Series(why, dtype="str"))

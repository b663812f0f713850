"""Quoted spans and their kind: a full sentence, a fragment, or a term in marks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers.article import Article
from helpers.attribution.clauses import is_label, is_sentence
from helpers.attribution.speakers import all_claims


def _kinds(article: Article) -> Iterator[str]:
    """Yield the kind of each quotation, in the order of the text."""
    text, claims = article.text, all_claims(article)
    direct = {claim.content for claim in claims if claim.kind == "direct"}
    whole = {claim.content for claim in claims if claim.kind == "partial"}
    reach = k = 0  # contents are sorted by their start: so far, some content reaches to here
    for quote in article.marks.quotes:
        while k < len(claims) and claims[k].content[0] <= quote.start:
            reach = max(reach, claims[k].content[1])
            k += 1
        span, inner = (quote.start, quote.end), quote.depth > 0
        if span in direct or (inner and is_sentence(text, quote)):
            yield "direct"
        else:
            covered = quote.end <= reach and not inner and not is_label(text, quote)
            yield "partial" if span in whole or covered else "term"


def find_quotes(article: Article) -> pd.DataFrame:
    """Find the words in quotation marks and say what kind of quotation they are.

    Returns a frame with the columns start and end (code points, without the marks), text, kind, sentence (the
    address) and quotation (a number; the pieces of a quotation that runs over paragraphs share it). ``kind`` is

    - ``direct``: a sentence, or a clause that could stand alone;
    - ``partial``: a fragment set into the writer's sentence and given to a source;
    - ``term``: marks around a word or label, with no source: a mention, a name, a title, or distance.

    >>> find_quotes(Article.from_text('"We won," Ann Lee said of the "battle".'))["kind"].to_list()
    ['direct', 'term']
    """
    quotes = article.marks.quotes
    return pd.DataFrame(
        {
            "start": pd.array([quote.start for quote in quotes], dtype="int64"),
            "end": pd.array([quote.end for quote in quotes], dtype="int64"),
            "text": pd.Series([article.text[quote.start : quote.end] for quote in quotes], dtype="str"),
            "kind": pd.Series(list(_kinds(article)), dtype="str"),
            "sentence": article.addresses(quote.start for quote in quotes),
            "quotation": pd.array([quote.quotation for quote in quotes], dtype="int64"),
        }
    )

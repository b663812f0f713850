"""Who says what: every claim with its source, its cue and its content.

The triple of source, cue and content follows Pareti (2012), "A Database of Attribution Relations" (LREC), and
its use for news in PolNeAR (Newell, Margolin and Ruths 2018, "An Attribution Relations Corpus for Political
News", LREC). The rules are our own; ``claims.py`` holds them, ``LIMITS.md`` tells how often they are right.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.article import Article
from helpers.attribution.claims import Claim
from helpers.attribution.speakers import all_claims
from helpers.attribution.words import verbs

PARTS = ("content", "source", "cue")


def _outer_rows(claims: Sequence[Claim]) -> list[int | None]:
    """Return for each claim the row of the innermost claim whose content holds its cue."""
    outer: list[int | None] = []
    around: list[int] = []
    for row, claim in enumerate(claims):
        around = [k for k in around if claims[k].content[1] > claim.content[0]]
        holds = (
            k for k in reversed(around) if claim.cue and claims[k].content[0] <= claim.cue[0] < claims[k].content[1]
        )
        outer.append(next(holds, None))
        around = [*around[-8:], row]
    return outer


def _quotation_numbers(claims: Sequence[Claim]) -> list[int | None]:
    """Number the quotations in the order of the text, from 1."""
    numbers: dict[int, int] = {}
    return [None if c.quotation is None else numbers.setdefault(c.quotation, len(numbers) + 1) for c in claims]


def _texts(article: Article, claims: Sequence[Claim], part: str) -> pd.Series[str]:
    spans = (getattr(claim, part) for claim in claims)
    return pd.Series([article.text[slice(*span)] if span else None for span in spans], dtype="str")


def _offsets(claims: Sequence[Claim], part: str, side: int) -> pd.Series[int]:
    spans = (getattr(claim, part) for claim in claims)
    return pd.Series([span[side] if span else None for span in spans], dtype="Int64")


def find_attributions(article: Article) -> pd.DataFrame:
    """Find who says what in an article: one row for each unbroken stretch of content.

    Returns a frame with the columns

    - sentence: the address of the sentence in which the content starts;
    - kind: ``direct``, ``partial`` (a clause that holds some quoted words) or ``paraphrase``;
    - source, cue, content: as written, without the outer marks; source and cue can be <NA>;
    - rule: the rule that fired, in a few words;
    - content_start, content_end, source_start, source_end, cue_start, cue_end: code points, Int64;
    - source_name: the name or description that the source stands for, <NA> where a pronoun stays open;
    - quotation: Int64, shared by the rows of one quotation;
    - within: the row number of the outer claim in a chain (*the letter states that agents claim …*), else <NA>;
    - who: whom to count the claim under: source_name, else source, else "".

    Words in marks without a source are no claim; ``find_quotes`` lists them as terms.

    >>> found = find_attributions(Article.from_text("Ann Lee said she was tired. She denied that it rained."))
    >>> found[["who", "cue", "content"]].values.tolist()
    [['Ann Lee', 'said', 'she was tired'], ['Ann Lee', 'denied', 'it rained']]
    """
    claims = all_claims(article)
    columns: dict[str, object] = {
        "sentence": article.addresses(claim.content[0] for claim in claims),
        "kind": pd.Series([claim.kind for claim in claims], dtype="str"),
        "source": _texts(article, claims, "source"),
        "cue": _texts(article, claims, "cue"),
        "content": _texts(article, claims, "content"),
        "rule": pd.Series([claim.rule for claim in claims], dtype="str"),
    }
    for part in PARTS:
        columns[f"{part}_start"] = _offsets(claims, part, 0)
        columns[f"{part}_end"] = _offsets(claims, part, 1)
    columns["source_name"] = pd.Series([claim.name for claim in claims], dtype="str")
    columns["quotation"] = pd.Series(_quotation_numbers(claims), dtype="Int64")
    columns["within"] = pd.Series(_outer_rows(claims), dtype="Int64")
    frame = pd.DataFrame(columns)
    return frame.assign(who=frame["source_name"].fillna(frame["source"]).fillna(""))


def reporting_verbs(found: pd.DataFrame) -> pd.DataFrame:
    """Gather the reporting verbs that each source gets, with their stance.

    Takes the frame of ``find_attributions``. Columns: who (the source's name, or the source as written), verb (the
    lemma), stance (neutral, endorsing, distancing or evaluative), count (int), sentences (str: the addresses).
    A cue that is no verb (*according to*, *the pretext that*) is left out.

    >>> reporting_verbs(find_attributions(Article.from_text("Ann Lee claimed it rained.")))["stance"].to_list()
    ['distancing']
    """
    known = verbs()
    cues = found.drop_duplicates("cue_start").dropna(subset=["cue"])
    heads = [next((known[word] for word in cue.lower().split() if word in known), None) for cue in cues["cue"]]
    rows = pd.DataFrame(
        {
            "who": cues["who"].replace("", "no source found"),
            "verb": pd.Series([verb.lemma if verb else None for verb in heads], cues.index, dtype="str"),
            "stance": pd.Series([verb.stance if verb else None for verb in heads], cues.index, dtype="str"),
            "sentence": cues["sentence"],
        }
    ).dropna(subset=["verb"])
    groups = rows.groupby(["who", "verb", "stance"], sort=False)["sentence"]
    return groups.agg(count="size", sentences=", ".join).reset_index()

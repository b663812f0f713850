"""Who says what: every claim with its source, its cue and its content.

The triple of source, cue and content follows Pareti (2012), "A Database of Attribution Relations" (LREC), and
its use for news in PolNeAR (Newell, Margolin and Ruths 2018, "An Attribution Relations Corpus for Political
News", LREC). The rules are our own: ``by_verb.py``, ``by_other_cue.py``; ``LIMITS.md`` tells how often they are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import pandas as pd

from helpers.article import Article
from helpers.attribution.claims import Claim
from helpers.attribution.speakers import all_claims
from helpers.attribution.words import verbs

PARTS = ("content", "source", "cue")
TEXTS = ("source", "cue", "content")  # the order in which they are read
DEEPEST = 9  # claims that can lie around one another; more are no chain that anybody could read


def _outer_rows(claims: Sequence[Claim]) -> Iterator[int | None]:
    """Yield for each claim the row of the innermost claim whose content holds its cue."""
    around: list[int] = []
    for row, claim in enumerate(claims):
        around = [k for k in around if claims[k].content[1] > claim.content[0]]
        at = claim.cue[0] if claim.cue else -1
        yield next((k for k in reversed(around) if claims[k].content[0] <= at < claims[k].content[1]), None)
        around = [*around, row][-DEEPEST:]


def _column(values: Iterable[object], dtype: Literal["str", "Int64"] = "str") -> pd.Series[Any]:
    return pd.Series(list(values), dtype=dtype)


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
    quotations = dict.fromkeys(claim.quotation for claim in claims if claim.quotation is not None)
    number: dict[int | None, int] = {quotation: k for k, quotation in enumerate(quotations, 1)}
    spans = {part: [getattr(claim, part) for claim in claims] for part in PARTS}
    columns = {
        "sentence": article.addresses(claim.content[0] for claim in claims),
        "kind": _column(claim.kind for claim in claims),
        **{part: _column(article.text[slice(*span)] if span else None for span in spans[part]) for part in TEXTS},
        "rule": _column(claim.rule for claim in claims),
    }
    for part in PARTS:
        columns[f"{part}_start"] = _column((span and span[0] for span in spans[part]), "Int64")
        columns[f"{part}_end"] = _column((span and span[1] for span in spans[part]), "Int64")
    columns["source_name"] = _column(claim.name for claim in claims)
    columns["quotation"] = _column((number.get(claim.quotation) for claim in claims), "Int64")
    columns["within"] = _column(_outer_rows(claims), "Int64")
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
    verb, stance = (_column(getattr(head, part, None) for head in heads) for part in ("lemma", "stance"))
    rows = cues.reset_index().assign(who=cues["who"].replace("", "no source found").array, verb=verb, stance=stance)
    groups = rows.groupby(["who", "verb", "stance"], sort=False)["sentence"]
    return groups.agg(count="size", sentences=", ".join).reset_index()

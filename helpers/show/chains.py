"""Who says that who says: the claims of one sentence, drawn as boxes in boxes."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from helpers.show.templates import render


class Claim(NamedTuple):
    """Who says what, and the claims that stand in it."""

    who: str
    what: str
    inside: list[Claim]


class Chains:
    """Claims drawn as boxes: what stands in a box is said by whoever stands at its top."""

    def __init__(self, top: str, claims: list[Claim]) -> None:
        self.top, self.claims = top, claims

    def __repr__(self) -> str:
        return "\n".join([f"{self.top}:", *_lines(self.claims, 1)])

    def _repr_html_(self) -> str:
        return render("chains", top=self.top, claims=self.claims)


def _lines(claims: list[Claim], depth: int) -> list[str]:
    each = ([f"{'    ' * depth}{who}: {what}", *_lines(inside, depth + 1)] for who, what, inside in claims)
    return [line for lines in each for line in lines]


def chains(claims: pd.DataFrame, address: str, *, nested: bool = True) -> Chains:
    """Draw the claims of one sentence: who says that who says.

    Parameters: *claims* is the reference table *attributions*, or the frame of ``find_attributions``; *nested*
    puts a claim into the claim around it (its column within); without, each one hangs from the article itself.

    >>> from helpers.article import Article
    >>> from helpers.attribution import find_attributions
    >>> chains(find_attributions(Article.from_text("Ann Lee said that Bo Ng claimed it rained.")), "1.1")
    The article writes in 1.1:
        Ann Lee said: Bo Ng claimed it rained
            Bo Ng claimed: it rained
    """
    rows = claims[claims["sentence"] == address]
    names = rows.get("id", rows.index)
    who = (rows["source"].fillna("") + " " + rows["cue"].fillna("")).str.strip()
    content = rows["text"] if "text" in rows else rows["content"]
    found = {name: Claim(*claim, []) for name, claim in zip(names, zip(who, content, strict=True), strict=True)}
    top: list[Claim] = []
    for name, around in zip(names, rows["within"], strict=True):
        outer = found[around].inside if nested and not pd.isna(around) and around in found else top
        outer.append(found[name])
    return Chains(f"The article writes in {address}", top)

"""Who says that who says: the claims of one sentence, drawn as boxes in boxes."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

BOX = "border:1px solid #767676;border-left-width:5px;padding:4px 10px;margin:6px 0;list-style:none"


class Chains:
    """Claims drawn as boxes: what stands in a box is said by whoever stands at its top."""

    def __init__(self, top: str, claims: Mapping[Any, tuple[str, str]], within: Mapping[Any, Any]) -> None:
        self._top, self._claims = top, claims
        self._inside: dict[Any, list[Any]] = {}
        for name in claims:
            self._inside.setdefault(within.get(name), []).append(name)

    def _lines(self, outer: Any, depth: int) -> list[str]:
        lines = []
        for name in self._inside.get(outer, []):
            who, what = self._claims[name]
            lines += [f"{'    ' * depth}{who}: {what}", *self._lines(name, depth + 1)]
        return lines

    def _boxes(self, outer: Any) -> str:
        boxes = []
        for name in self._inside.get(outer, []):
            who, what = (escape(part) for part in self._claims[name])
            boxes.append(f'<li style="{BOX}"><b>{who}:</b> {what}{self._boxes(name)}</li>')
        return f'<ul style="margin:0;padding:0">{"".join(boxes)}</ul>' if boxes else ""

    def __repr__(self) -> str:
        return "\n".join([f"{self._top}:", *self._lines(None, 1)])

    def _repr_html_(self) -> str:
        return (
            f'<ul style="margin:0;padding:0;max-width:60em"><li style="{BOX}"><b>{escape(self._top)}:</b>'
            f"{self._boxes(None)}</li></ul>"
        )


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
    said = dict(zip(names, zip(who, content, strict=True), strict=True))
    outer = dict(zip(names, rows["within"], strict=True))
    within = {name: around for name, around in outer.items() if nested and not pd.isna(around) and around in said}
    return Chains(f"The article writes in {address}", said, within)

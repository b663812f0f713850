"""The sources of an article: as a student, the helper and the reference see them, and who says that who says."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.article import Article, Span

NOTHING = "—"
LABEL = "source"  # of the marks that name a source
SIDES = ("you", "helper", "reference")
WAYS = ("direct", "partial", "paraphrase")


def _address(article: Article, start: int) -> str:
    """Return the address of the sentence at an offset; a dash where there is none, as in the byline."""
    address = article.addresses([start]).iloc[0]
    return address if isinstance(address, str) else NOTHING


# Three readers side by side -----------------------------------------------------------


def source_marks(marks: pd.DataFrame) -> pd.DataFrame:
    """Return the marks that name a source. Takes ``Reading.marks``, and returns the same columns."""
    return marks[marks["label"] == LABEL].reset_index(drop=True)


def how_many(marks: pd.DataFrame) -> str:
    """Say in a sentence how many sources a reader has marked, and how to go on without any.

    >>> how_many(pd.DataFrame({"label": ["source"]}))
    'You have marked 1 source.'
    """
    count = len(source_marks(marks))
    if count:
        return f"You have marked {count} source{'s' if count > 1 else ''}."
    return "You have marked no source yet. That is fine: you can go on with the reference, and mark some later."


def _spans(frame: pd.DataFrame, start: str, end: str) -> list[Span]:
    pairs = frame[[start, end]].dropna().drop_duplicates()
    return [(int(a), int(b)) for a, b in zip(pairs[start], pairs[end], strict=True)]


def _places(spans: Iterable[tuple[Span, str]]) -> list[dict[str, list[Span]]]:
    """Put spans that overlap into one place: side → its spans there."""
    places: list[dict[str, list[Span]]] = []
    reach = -1
    for (start, end), side in sorted(spans):
        if start >= reach:
            places.append({name: [] for name in SIDES})
        places[-1][side].append((start, end))
        reach = max(reach, end)
    return places


def side_by_side(article: Article, marks: pd.DataFrame, found: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Put the sources that a student marked beside those of the helper and of the reference.

    Takes ``Reading.marks``, the frame of ``find_attributions`` and the reference table *attributions*. Sources
    that overlap stand in one row: *Wheeler* and *Mayor Wheeler* are one place. A claim that names no source has
    no row. Columns (all text): sentence, you, helper, reference, seen_by.
    """
    mine = _spans(source_marks(marks), "start", "end")
    sides = (mine, *(_spans(frame, "source_start", "source_end") for frame in (found, reference)))
    rows = []
    for place in _places((span, side) for side, spans in zip(SIDES, sides, strict=True) for span in spans):
        first = min(start for spans in place.values() for start, _ in spans)
        said = ["; ".join(article.text[a:b] for a, b in place[side]) or NOTHING for side in SIDES]
        seen = ", ".join(side for side in SIDES if place[side])
        rows.append([_address(article, first), *said, seen if len(seen.split(", ")) < 3 else "all three"])
    return pd.DataFrame(rows, columns=["sentence", *SIDES, "seen_by"]).astype("str")


def how_given(article: Article, marks: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Say of each source that a student marked how its claims are given; without marks, of each in the table.

    Takes ``Reading.marks`` and the reference table *attributions*. Columns (all text): sentence, source, given
    (the kinds of its claims, or that there is none), cue.
    """
    mine = _spans(source_marks(marks), "start", "end")
    rows = []
    for start, end in mine or _spans(attributions, "source_start", "source_end"):
        claims = attributions[(attributions["source_start"] < end) & (attributions["source_end"] > start)]
        given = ", ".join(dict.fromkeys(claims["kind"])) or "no claim is given to it here"
        cue = ", ".join(dict.fromkeys(claims["cue"])) or NOTHING
        rows.append([_address(article, start), article.text[start:end], given, cue])
    return pd.DataFrame(rows, columns=["sentence", "source", "given", "cue"]).astype("str")


# One speaker under several names ------------------------------------------------------


def merge_sources(found: pd.DataFrame, names: Iterable[str], name: str) -> pd.DataFrame:
    """Take several names of sources for one speaker. Takes and returns the frame of ``find_attributions``."""
    merged = dict.fromkeys(names, name)
    return found.assign(source_name=found["source_name"].replace(merged), who=found["who"].replace(merged))


def merge_voices(shares: pd.DataFrame, names: Iterable[str], name: str) -> pd.DataFrame:
    """Add up the words of several voices under one name. Takes and returns the frame of ``share_of_voice``.

    >>> shares = pd.DataFrame(
    ...     [["Lee", "quoted", 3, 0.3, 300.0], ["she", "quoted", 1, 0.1, 100.0]],
    ...     columns=["voice", "mode", "words", "share", "per_1000"],
    ... )
    >>> merge_voices(shares, ["she"], "Lee")["words"].to_list()
    [4]
    """
    renamed = shares.assign(voice=shares["voice"].replace(dict.fromkeys(names, name)))
    sums = renamed.groupby(["voice", "mode"], as_index=False)[["words", "share", "per_1000"]].sum()
    return sums.sort_values(["words", "voice", "mode"], ascending=[False, True, True], ignore_index=True)


def kinds_by_source(found: pd.DataFrame) -> pd.DataFrame:
    """Count how the claims of each source are given.

    Takes the frame of ``find_attributions``. Columns: source, direct, partial, paraphrase (int), word_for_word
    (``yes`` where a source has some quoted words, else ``no``); sources in the order of the text.
    """
    who = found["who"].replace("", "no source found").rename("source")
    counts = pd.crosstab(who, found["kind"]).reindex(index=who.unique(), columns=list(WAYS), fill_value=0)
    quoted = (counts[["direct", "partial"]].sum(axis=1) > 0).map({True: "yes", False: "no"})
    return counts.assign(word_for_word=quoted).rename_axis(index="source", columns=None).reset_index()

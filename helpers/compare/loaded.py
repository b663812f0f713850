"""Loaded words as two readers see them: you and the reference, the helper and the reference, you and others here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from helpers.article import SCHEME, Article
from helpers.compare.several import agreement, disputed
from helpers.compare.two import compare
from helpers.reading import Reading, known_readers, open_reading
from helpers.show import Table, table

KINDS = list(SCHEME["loaded"]["category"])
NEEDED = 5  # own marks, each with a reason, before the reference opens
BOTH, PARTLY = "both", "both, in part"
OUTCOMES = {BOTH: "hit", PARTLY: "hit in part", "only the reader": "miss", "only the helper": "false alarm"}


class Words(NamedTuple):
    """The loaded words of one reader, as the measures of agreement ask for them."""

    name: str
    marks: pd.DataFrame
    article: Article


def loaded_marks(marks: pd.DataFrame) -> pd.DataFrame:
    """Keep the marks that call words loaded, whatever their kind, in the order of the text.

    Takes the marks of a reading (column label), the reference table or the helper's hits (column category).
    Columns: start, end, text, sentence, kind, and label, which is *loaded* in each row.

    >>> marks = pd.DataFrame({"start": [0, 5], "end": [4, 8], "text": ["Weak", "man"], "sentence": "1.1",
    ...                       "label": ["naming", "source"]})
    >>> loaded_marks(marks)["text"].to_list()
    ['Weak']
    """
    marks = marks.reset_index(drop=True)
    kinds = marks["category" if "category" in marks else "label"]
    kept = marks[kinds.isin({"loaded", *KINDS})].assign(kind=kinds, label="loaded")
    return kept[["start", "end", "text", "sentence", "kind", "label"]].sort_values("start", ignore_index=True)


def beside(
    article: Article, ours: pd.DataFrame, theirs: pd.DataFrame, *, us: str = "you", them: str = "the reference"
) -> pd.DataFrame:
    """Put the loaded words of two readers side by side, whatever kind each of them gave.

    Two marks are one when they share half of what either covers; less is *in part*.
    Columns (all text): marked_by, sentence, then one for each reader's words ("" where there is no mark),
    kinds (both where they differ), in_its_sentence.
    """
    first, second = loaded_marks(ours), loaded_marks(theirs)
    pairs = compare(first, second)
    who = pairs["outcome"].map({"hit": BOTH, "near miss": PARTLY, "miss": f"only {them}", "extra": f"only {us}"})
    kinds = [
        " / ".join(dict.fromkeys(kind for kind in both if isinstance(kind, str)))
        for both in zip(_kinds(pairs["start_a"], first), _kinds(pairs["start_b"], second), strict=True)
    ]
    columns = {
        "marked_by": who,
        "sentence": pairs["sentence"],
        us: pairs["text_a"].fillna(""),
        them: pairs["text_b"].fillna(""),
        "kinds": kinds,
        "in_its_sentence": article.at(*pairs["sentence"])["text"].astype("str"),
    }
    return pd.DataFrame(columns)


def _kinds(starts: pd.Series[int], marks: pd.DataFrame) -> pd.Series[str]:
    return starts.map(marks.drop_duplicates("start").set_index("start")["kind"])


def helper_against_reader(article: Article, hits: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Measure the helper's loaded words against a reader's, such as those of the reference.

    Columns (all text): outcome (hit, hit in part, miss: only the reader marked it, or false alarm: only the
    helper did), sentence, the helper, the reader, kinds, in_its_sentence.
    """
    frame = beside(article, hits, words, us="the helper", them="the reader")
    return frame.rename(columns={"marked_by": "outcome"}).assign(outcome=frame["marked_by"].map(OUTCOMES))


def your_marks(reading: Reading, other: pd.DataFrame, *, them: str = "the reference") -> Table:
    """Show a student's loaded words beside another reader's, once there are five, each with a reason."""
    marks = reading.marks
    mine = loaded_marks(marks)
    given = int((marks.loc[marks["label"].isin({"loaded", *KINDS}), "note"].fillna("").str.strip() != "").sum())
    if given < NEEDED:
        caption = f"Opens after {NEEDED} marks with a reason; you have {given}. You can also go on."
        return table(pd.DataFrame(columns=["sentence", "you", them]), caption)
    frame = beside(reading.article, marks, other, them=them).drop(columns="in_its_sentence")
    both = int(frame["marked_by"].isin([BOTH, PARTLY]).sum())
    return table(frame, f"You marked {len(mine)} places; {both} of them are marked by {them} too")


def _at_this_computer(reading: Reading) -> list[Words]:
    """Return everybody here who marked loaded words."""
    article = reading.article
    names = sorted({reading.name, *known_readers(article)})
    found = (Words(name, loaded_marks(open_reading(article, name).marks), article) for name in names)
    return [reader for reader in found if len(reader.marks)]


def with_others(reading: Reading, *, rows: int = 12) -> Table:
    """Show the sentences about whose loaded words the readers at this computer differ most."""
    readers = _at_this_computer(reading)
    if len(readers) < 2:
        empty = pd.DataFrame(columns=["sentence", "given"])
        return table(empty, f"Readers here who marked loaded words: {len(readers)}. Two are needed; you can go on.")
    frame = disputed(readers).query("dispute > 0")
    return table(frame[["sentence", "given", "text"]], f"Where {len(readers)} readers differ most", rows=rows)


def how_far(article: Article, readers: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Measure how far readers agree about where loaded words stand.

    Parameters: *readers* holds each reader's marks by name. Columns: unit (word or sentence), alpha (text:
    Krippendorff's, or why there is none), agreement (text: percent of pairs of readers).
    """
    made = [Words(name, loaded_marks(marks), article) for name, marks in readers.items()]
    frame = agreement(made, labels=["loaded"])
    frame["alpha"] = frame["alpha"].map("{:.2f}".format).where(frame["why"] == "", frame["why"])
    frame["agreement"] = frame["agreement"].map("{:.0f} %".format)
    return frame[["unit", "alpha", "agreement"]]

"""Judge the marks that a student made at the desk: which hit what the key names, and which do not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from helpers.article import Article
from helpers.checks.keys import Key, Target
from helpers.checks.verdicts import SHORTEST_REASON, Outcome, Verdict

WIDEST = 3  # times as long as its target may a mark be,
NARROW = 30  # or so many characters


@dataclass(frozen=True)
class Mark:
    """One mark of the student, and the target that it hits, if any."""

    start: int
    end: int
    text: str
    label: str
    note: str
    sentence: str
    target: Target | None = None

    @property
    def has_reason(self) -> bool:
        """Whether the note is a reason: some different words, and not the marked words again."""
        words = set(re.findall(r"[^\W\d_]+", self.note.casefold()))
        return len(words) >= SHORTEST_REASON and self.note.casefold().strip() not in self.text.casefold()

    @property
    def in_words(self) -> str:
        """The mark in words."""
        return f"“{self.text[:60]}” ({self.sentence or 'outside the body'}, {self.label})"


def span(article: Article, at: str, words: str, nth: int = 1) -> tuple[int, int]:
    """Return the (nth) place of words in the sentence with this address; ``ValueError`` when they are not there.

    >>> span(Article.from_text("One. Two words."), "1.2", "words")
    (9, 14)
    """
    sentence = article.at(at).iloc[0]
    start = int(sentence["start"]) - 1
    for _ in range(nth):
        start = article.text.index(words, start + 1, int(sentence["end"]))
    return start, start + len(words)


def _hits(mark: Mark, start: int, end: int) -> int:
    """Return how many characters a mark and a target share; 0 when the mark is much wider or narrower."""
    shared = min(mark.end, end) - max(mark.start, start)
    wide = mark.end - mark.start > max(WIDEST * (end - start), NARROW)
    return 0 if wide or 2 * shared < end - start else shared


def _aimed(key: Key, article: Article, row: Mark) -> Mark:
    """Return the mark with the target that it hits; a target with its own label before one with another."""
    scores = [(_hits(row, *span(article, it.at, it.words, it.nth)), it.label == row.label, it) for it in key.targets]
    best = max(scores, key=lambda score: (score[0] > 0, score[1], score[0]), default=(0, False, None))
    return replace(row, target=best[2] if best[0] > 0 else None)


def _rows(key: Key, article: Article, marks: pd.DataFrame) -> list[Mark]:
    columns = ["start", "end", "text", "label", "note", "sentence"]
    frame = marks.assign(sentence=marks["sentence"].fillna(""), note=marks["note"].fillna(""))
    return [_aimed(key, article, Mark(*row)) for row in frame[columns].itertuples(index=False)]


# The questions that are asked of the marks, in this order -------------------------------


def _wrong(marks: list[Mark]) -> Verdict | None:
    """Find a mark that the text contradicts, by its words or by its label."""
    for mark in marks:
        if mark.target and mark.target.status == "contradicted" and mark.target.label == mark.label:
            return Verdict(Outcome.CONTRADICTED, f"{mark.in_words}: {mark.target.because}", (mark.target.at,))
        if mark.target and mark.target.label != mark.label and mark.target.status != "contradicted":
            why = mark.target.because or "read the whole sentence once more."
            return Verdict(
                Outcome.CONTRADICTED, f"{mark.in_words} has another label than the text gives: {why}", (mark.target.at,)
            )
    return None


def _too_long(key: Key, marks: list[Mark]) -> Verdict | None:
    for mark in marks:
        if (count := len(mark.text.split())) > key.longest:
            again = "Which of them carry it? Mark only those, and remove the long mark."
            return Verdict(Outcome.NOT_YET, f"{mark.in_words} has {count} words. {again}")
    return None


def _unknown(key: Key, marks: list[Mark]) -> Verdict | None:
    """Find a mark that the key does not know: it needs a reason, or another look."""
    for mark in marks:
        if mark.target is None and key.others == "look":
            shown = (mark.sentence,) if mark.sentence else ()
            return Verdict(Outcome.NOT_YET, f"Look again at {mark.in_words}. {key.again}", shown)
        needs_reason = mark.target is None or mark.target.status == "defensible" or key.reasons
        if needs_reason and not mark.has_reason:
            message = f"{mark.in_words}: say why, in five words or more, in the note of this mark."
            return Verdict(Outcome.REASON_WANTED, message)
    return None


def _enough(key: Key, marks: list[Mark]) -> Verdict:
    """Count the groups that have marks enough."""
    hit = {mark.target for mark in marks if mark.target}
    groups = Counter(target.group or target.words for target in hit)
    full = [group for group, count in groups.items() if count >= key.each]
    wanted = {target.group for target in key.targets if target.status == "right"}
    if len(full) < key.need:
        missing = sorted(wanted - set(full))
        named = f" Still to find: {', '.join(missing)}." if len(wanted) == key.need else ""
        return Verdict(Outcome.NOT_YET, f"You have {len(full)} of {key.need}.{named} {key.again}")
    outcome = Outcome.MATCHES
    if any(mark.target is None or mark.target.status == "defensible" for mark in marks):
        outcome = Outcome.DEFENSIBLE
    return Verdict(outcome, f"Your marks do what is asked. {key.solution}")


def judge_marks(key: Key, article: Article, marks: pd.DataFrame) -> Verdict:
    """Judge the marks of a reading (columns as in ``Reading.marks``) that have the question's labels."""
    mine = _rows(key, article, marks[marks["label"].isin(key.labels)])
    if not mine:
        labels = " or ".join(f"“{label}”" for label in key.labels)
        return Verdict(
            Outcome.NOT_ATTEMPTED, f"There is no mark with the label {labels} yet. Make some at the desk above."
        )
    return _wrong(mine) or _too_long(key, mine) or _unknown(key, mine) or _enough(key, mine)

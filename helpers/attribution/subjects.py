"""Who stands before a verb: its subject, without a parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from helpers.attribution import words as w
from helpers.attribution.nouns import (
    FARTHEST,
    can_speak,
    core,
    is_adverb,
    is_verb,
    opens_sentence,
    segment,
    trim,
    without_time,
)
from helpers.attribution.tokens import Range, Stretch

FARTHEST_COMMA = 40  # tokens to look back over for the noun before an apposition
SHORT = 6  # tokens of a name or description that stands between commas
NO_SUBJECT_HERE = w.BREAKS | {"", "and", "but", "or", "then"}
NOT_A_NAME = w.PREPOSITION | w.ADVERB | w.TIME
ADDS = w.DETERMINER | w.RELATIVE | w.PREPOSITION | w.ADVERB
CLAUSE_STOPS = w.PAUSES | w.RELATIVE | {"to"}


class Subject(NamedTuple):
    """A subject: its range, where its clause begins, and whether it was found through *who*."""

    first: int
    last: int
    edge: int
    relative: bool = False


def _checked(s: Stretch, subject: Subject) -> Subject | None:
    return subject if can_speak(s, subject.first, subject.last) else None


def _back_over_links(s: Stretch, i: int) -> int:
    """Step back from a verb over auxiliaries and adverbs to the last token of its subject."""
    k = i - 1
    while k >= 0 and (s.low[k] in w.LINKS or is_adverb(s, k)):
        k -= 1
    return k


def is_passive(s: Stretch, i: int) -> bool:
    """Tell whether the past form at *i* is passive: *was told*, *been accused*."""
    k = i - 1
    while k > 0 and is_adverb(s, k):
        k -= 1
    verb = s.verb(i)
    return s.word(k) in w.BE | {"being", "get", "got"} and not (verb and verb.gerund)


def _adds_to_name(s: Stretch, first: int, last: int) -> bool:
    """Tell whether the words between two commas only add to the noun before them: *a lawyer*, *43*, *who runs it*."""
    word, role = s.word(first), first - 2  # the token before the comma
    if word in w.SUBJECT:
        return False
    if word in ADDS or word.endswith(("ing", "ed")) or not s.is_name(first):
        return True
    role_before = s.word(role) in w.words("title")  # the party's chairman, Jane Smith, said
    return last - first <= SHORT and (s.is_name(role) or role_before)


def _pieces(s: Stretch, k: int) -> Iterator[Range]:
    """Yield the ranges between commas before the comma at *k*, the nearest first."""
    last = k
    for j in range(k - 1, max(-1, k - FARTHEST_COMMA) - 1, -1):
        if j < 0 or s.low[j] in w.BREAKS | {","}:
            if j + 1 < last:
                yield j + 1, last
            last = j
        if j < 0 or s.low[j] in w.BREAKS:
            return


def _without_relative(s: Stretch, first: int, last: int) -> int:
    """Leave off a *who* clause, and what follows a comma but only tells when, where or how."""
    for j in range(first + 1, last):
        if s.low[j] in w.RELATIVE or (s.low[j] == "that" and j > first + 1):
            return j - 1 if s.low[j - 1] == "," else j
        if s.low[j] == "," and (s.word(j + 1) in NOT_A_NAME or s.word(j + 1).endswith("ing")):
            return j
    return last


def _before_comma(s: Stretch, k: int) -> Subject | None:
    """Find the subject whose apposition ends with the comma at *k*: *Jane Smith, a lawyer, said*."""
    pieces = list(_pieces(s, k))
    if not pieces:
        return None
    place = next((n for n, piece in enumerate(pieces) if not _adds_to_name(s, *piece)), len(pieces) - 1)
    while place > 0 and opens_sentence(s, pieces[place][0] + (s.low[pieces[place][0]] in w.CONJUNCTION)):
        place -= 1
    start, stop = pieces[place]
    first = trim(s, max(segment(s, stop - 1), start), stop)
    return _checked(s, Subject(first, _without_relative(s, first, pieces[0][1]), first))


def _antecedent(s: Stretch, k: int) -> Subject | None:
    """Find the noun that a *who* at token *k* goes back to."""
    last = k - 1 if s.word(k - 1) in w.DASHES | {","} else k
    if last <= 0 or s.low[last - 1] in w.PAUSES | {"and", "or"}:
        return None
    return _checked(s, Subject(core(s, segment(s, last - 1), last), last, last, relative=True))


def subject_before(s: Stretch, i: int) -> Subject | None:
    """Find the subject of the verb at token *i* in the words before it; None where there is none.

    Looks through auxiliaries, appositions between commas or dashes, and relative clauses.
    """
    k = _back_over_links(s, i)
    if k > 0 and s.low[k] == "to":  # declined to say, went on to say
        k = _back_over_links(s, k - (s.low[k - 1] == "on") - 1)
    if s.word(k) in w.DASHES:  # Smith — who ran in 2008 — said
        k = next((j for j in range(k - 1, max(0, k - FARTHEST_COMMA), -1) if s.low[j] in w.DASHES), 0) - 1
    word = s.word(k)
    if word in w.SUBJECT:
        return Subject(k, k + 1, k)
    if word in ("who", "which", "that"):
        return _antecedent(s, k)
    if word == ",":
        return _before_comma(s, k)
    if word in NO_SUBJECT_HERE:
        return None
    edge = segment(s, k)
    if s.word(edge - 1) == "," and s.word(edge) in w.PREPOSITION and core(s, edge + 1, k + 1) == edge + 1:
        return _before_comma(s, edge - 1)  # Smith, in a letter, or: Smith, in a letter said
    first = trim(s, edge, k + 1)
    return _checked(s, Subject(first, without_time(s, first, k + 1), first))


def _seems_present(s: Stretch, j: int) -> bool:
    """Tell whether an unknown word in -s is a verb: *serves as*, *denies the*, *ends by warning*."""
    after = s.word(j + 1)
    by_doing = after == "by" and s.word(j + 2).endswith("ing")  # by, then the participle
    goes_on = after in w.DETERMINER or after in ("as", "to", "on", "into") or by_doing
    return goes_on and s.low[j].endswith("s") and not s.low[j].endswith("ss") and not s.is_name(j)


def subject_of_clause(s: Stretch, first: int) -> Range | None:
    """Find the subject of the clause that begins at token *first*, past its opening phrases."""
    while opens_sentence(s, first):
        comma = next((j for j in range(first, min(len(s), first + FARTHEST_COMMA)) if s.low[j] in w.PAUSES), -1)
        if s.word(comma) != ",":
            return None
        first = comma + 1
    if s.word(first) in w.PAUSE_OR_END | w.FINITE:
        return None
    j = first + 1
    while j < min(len(s), first + FARTHEST) and s.low[j] not in CLAUSE_STOPS and not is_verb(s, j):
        if j > first + 1 and _seems_present(s, j):
            break
        j += 1
    return first, without_time(s, first, j)

"""Who stands before or after a verb: noun phrases, without a parser.

All functions take a ``Stretch`` and token numbers; a range ``(first, last)`` leaves ``last`` out.
"""

from __future__ import annotations

from typing import NamedTuple

from helpers.attribution import words as w
from helpers.attribution.tokens import Stretch

Range = tuple[int, int]

FARTHEST = 18  # tokens that a noun phrase may have
FARTHEST_COMMA = 40  # tokens to look back over for the noun before an apposition
NOT_IN_NAME = w.PREPOSITION | w.AUXILIARY | w.CONJUNCTION | w.ADVERB
CONNECTIVE = w.CONJUNCTION | w.ADVERB
NOT_A_NOUN = w.PREPOSITION | w.CONJUNCTION
NOT_A_NAME = w.PREPOSITION | w.ADVERB | w.TIME
NOT_A_SUBJECT = w.OPENERS | w.AUXILIARY | (w.ARTICLE - {"her"})
NO_SUBJECT_HERE = w.BREAKS | {"and", "but", "or", "then"}
NO_CLAUSE = w.PAUSES | w.FINITE | {""}
BEFORE_TIME = w.TIME | {"on", "in", "at"}
ADDS = w.DETERMINER | w.RELATIVE | w.PREPOSITION | w.ADVERB
CLAUSE_STOPS = w.PAUSES | w.RELATIVE
NOUN_STOPS = w.PAUSES | w.RELATIVE | w.SUBORDINATOR
STOPS = w.PAUSES | w.SUBORDINATOR | w.RELATIVE | frozenset("but or so yet nor after before since as until".split())


class Subject(NamedTuple):
    """A subject: its range, where its clause begins, and whether it was found through *who*."""

    first: int
    last: int
    edge: int
    relative: bool = False


# Kinds of word ------------------------------------------------------------


def is_adverb(s: Stretch, i: int) -> bool:
    """Tell whether a token may stand between a subject and its verb: *again*, *later*, *repeatedly*."""
    return s.word(i) in w.ADVERB or (s.word(i).endswith("ly") and not s.is_name(i))


def is_noun_use(s: Stretch, i: int) -> bool:
    """Tell whether a form such as *claims* or *report* is a noun here: after an article, a preposition, a possessor."""
    before = s.word(i - 1)
    return before in w.ARTICLE or before.endswith(w.POSSESSIVE) or _after_preposition(s, i)


def _after_preposition(s: Stretch, i: int) -> bool:
    verb = s.verb(i)
    infinitive = s.word(i - 1) == "to" and verb is not None and verb.base
    return s.word(i - 1) in w.PREPOSITION and not infinitive and not s.word(i).endswith("ing")


def is_verb(s: Stretch, i: int) -> bool:
    """Tell whether a token looks like a finite verb: an auxiliary, a known past tense, a word in -ed."""
    word, verb = s.word(i), s.verb(i)
    if word in w.FINITE:
        return True
    if verb:
        return not verb.gerund and not is_noun_use(s, i)
    return len(word) > 4 and word.endswith("ed") and not s.is_name(i) and s.word(i - 1) not in w.DETERMINER


def has_verb(s: Stretch, first: int, last: int) -> bool:
    """Tell whether there is a finite verb in a range."""
    return any(is_verb(s, j) for j in range(first, last))


def opens_sentence(s: Stretch, first: int) -> bool:
    """Tell whether a phrase is an opening one, which names nobody: *In a statement*, *Speaking at the site*."""
    word, after = s.word(first), s.word(first + 1)
    if word.endswith("ing") or (word == "asked" and first == 0):
        return True
    return word in w.OPENERS and not (word == "that" and after == ",")


# Noun phrases -------------------------------------------------------------


def _without_time(s: Stretch, first: int, last: int) -> int:
    """Leave a time or an adverb off the end: *the mayor on Tuesday*."""
    while last > first + 1 and (s.low[last - 1] in BEFORE_TIME or is_adverb(s, last - 1)):
        last -= 1
    return last


def _segment(s: Stretch, k: int) -> int:
    """Step back from token *k* to the beginning of the words that can be one noun phrase."""
    j = k
    while j >= 0 and k - j < FARTHEST and s.low[j] not in STOPS:
        if j < k and s.low[j] in w.SAYING and not is_noun_use(s, j):  # said the town should have asked
            break
        j -= 1
    return j + 1


def _core(s: Stretch, first: int, last: int) -> int:
    """Find where the noun phrase that ends before *last* begins, going back over its adjectives and names."""
    for j in range(last - 1, first - 1, -1):
        word = s.low[j]
        if word in w.DETERMINER:
            return j
        if word in NOT_IN_NAME and not s.is_name(j):
            return min(j + 1, last - 1)
        verb = s.verb(j)
        if j < last - 1 and (word in w.TIME or (is_verb(s, j) and not (verb and verb.base))):
            return j + 1
    return min(first, last - 1)


def _trim(s: Stretch, first: int, last: int) -> int:
    """Move the beginning of a noun phrase past connectives, adverbs and opening phrases (*On Tuesday the mayor*)."""
    while first < last - 1 and s.low[first] in CONNECTIVE:
        first += 1
    word = s.word(first)
    if word in w.PREPOSITION or (word.endswith("ing") and s.word(first + 1) in w.DETERMINER):
        return _core(s, first + 1, last)
    for j in range(last - 2, first, -1):
        if s.low[j] in w.FINITE and s.low[j - 1] not in w.DETERMINER:
            return _core(s, j + 1, last)
    return first


def _without_relative(s: Stretch, first: int, last: int) -> int:
    """Leave off a *who* clause, and what follows a comma but only tells when, where or how."""
    for j in range(first + 1, last):
        if s.low[j] in w.RELATIVE or (s.low[j] == "that" and j > first + 1):
            return j - 1 if s.low[j - 1] == "," else j
        if s.low[j] == "," and (s.word(j + 1) in NOT_A_NAME or s.word(j + 1).endswith("ing")):
            return j
    return last


def _checked(s: Stretch, subject: Subject) -> Subject | None:
    """Drop a range that cannot be a source: empty, a verb, a lone adverb or preposition, a time."""
    if subject.first >= subject.last:
        return None
    head, verb = s.low[subject.first], s.verb(subject.first)
    lone = subject.last - subject.first == 1
    if lone and (head in NOT_A_SUBJECT):
        return None
    if (head.endswith("ing") and subject.first == 0) or (lone and head[0].isdigit()):
        return None
    if verb and (lone or not verb.base) and not s.is_name(subject.first) and not is_noun_use(s, subject.first):
        return None
    return subject


# Before the verb ----------------------------------------------------------


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
    word = s.word(first)
    if word in w.SUBJECT:
        return False
    if word in ADDS or word.endswith(("ing", "ed")) or not s.is_name(first):
        return True
    role_before = s.word(first - 2) in w.words("title")  # the party's chairman, Jane Smith, said
    return last - first <= 6 and first > 1 and (s.is_name(first - 2) or role_before)


def _before_comma(s: Stretch, k: int) -> Subject | None:
    """Find the subject whose apposition ends with the comma at *k*: *Jane Smith, a lawyer, said*."""
    bounds = [k]
    j = k - 1
    while j >= 0 and k - j < FARTHEST_COMMA and s.low[j] not in w.BREAKS:
        if s.low[j] == ",":
            bounds.append(j)
        j -= 1
    pieces = [(b + 1, a) for a, b in zip(bounds, [*bounds[1:], j], strict=True) if b + 1 < a]
    if not pieces:
        return None
    place = 0
    while place < len(pieces) - 1 and _adds_to_name(s, *pieces[place]):
        place += 1
    start, stop = pieces[place]
    while start < stop - 1 and s.low[start] in w.CONJUNCTION:
        start += 1
    while place > 0 and opens_sentence(s, start):
        place -= 1
        start, stop = pieces[place]
    first = _trim(s, max(_segment(s, stop - 1), start), stop)
    return _checked(s, Subject(first, _without_relative(s, first, pieces[0][1]), first))


def _antecedent(s: Stretch, k: int) -> Subject | None:
    """Find the noun that a *who* at token *k* goes back to."""
    last = k - 1 if s.word(k - 1) in w.DASHES | {","} else k
    if last <= 0 or s.low[last - 1] in w.PAUSES | {"and", "or"}:
        return None
    return _checked(s, Subject(_core(s, _segment(s, last - 1), last), last, last, relative=True))


def subject_before(s: Stretch, i: int) -> Subject | None:
    """Find the subject of the verb at token *i* in the words before it; None where there is none.

    Looks through auxiliaries, appositions between commas or dashes, and relative clauses.
    """
    k = _back_over_links(s, i)
    if k > 0 and s.low[k] == "to":  # declined to say, went on to say
        k = _back_over_links(s, k - (2 if s.low[k - 1] == "on" else 1))
    word = s.word(k)
    if word in w.DASHES:  # Smith — who ran in 2008 — said
        k = next((j for j in range(k - 1, max(0, k - FARTHEST_COMMA), -1) if s.low[j] in w.DASHES), 0) - 1
        word = s.word(k)
    if word in w.SUBJECT:
        return Subject(k, k + 1, k)
    if word in ("who", "which", "that"):
        return _antecedent(s, k)
    if word == ",":
        return _before_comma(s, k)
    if not word or word in NO_SUBJECT_HERE:
        return None
    edge = _segment(s, k)
    if s.word(edge - 1) == "," and s.word(edge) in w.PREPOSITION and _core(s, edge + 1, k + 1) == edge + 1:
        return _before_comma(s, edge - 1)  # Smith, in a letter, or: Smith, in a letter said
    first = _trim(s, edge, k + 1)
    return _checked(s, Subject(first, _without_time(s, first, k + 1), first))


def noun_before(s: Stretch, i: int) -> Range | None:
    """Find the noun phrase that ends right before token *i*: *a letter* in *received a letter saying*."""
    edge = _segment(s, i - 1)
    first = _core(s, edge, i)
    if first > edge + 1 and s.low[first - 1] in ("of", "from", "at", "for", "in"):  # a group of farmers saying
        first = _core(s, edge, first - 1)
    return (first, i) if _checked(s, Subject(first, i, first)) else None


# After the verb -----------------------------------------------------------


def noun_after(s: Stretch, first: int) -> Range | None:
    """Find the noun phrase that begins at token *first*, with its apposition: *Jane Smith, a lawyer*."""
    j = first
    while j < min(len(s), first + FARTHEST) and s.low[j] not in NOUN_STOPS and s.low[j] not in w.AUXILIARY:
        j += 1
    if j == first or s.low[first] in NOT_A_NOUN:
        return None
    return first, _with_apposition(s, j)


def _is_role(s: Stretch, i: int) -> bool:
    """Tell whether an apposition begins: *a lawyer*, *spokesman for*, *43*."""
    word = s.word(i)
    if word in w.DETERMINER or word[:1].isdigit():
        return True
    bare = any(s.word(j) in ("of", "for", "at") for j in range(i + 1, i + 5)) and not word.endswith("ing")
    return not s.is_name(i) and (bare or word in w.words("title"))


def _with_apposition(s: Stretch, last: int) -> int:
    """Extend a name by an apposition after a comma, up to the next comma or the end."""
    if s.word(last) != "," or not _is_role(s, last + 1):
        return last
    end = last + 1
    while end < min(len(s), last + 16) and s.low[end] not in NOUN_STOPS:
        verb = s.verb(end)
        if is_verb(s, end) and not (verb and verb.base):
            return last
        end += 1
    return end if end > last + 1 else last


def _seems_present(s: Stretch, j: int) -> bool:
    """Tell whether an unknown word in -s is a verb: *serves as*, *denies the*."""
    word, after = s.low[j], s.word(j + 1)
    goes_on = (
        after in w.DETERMINER
        or after in ("as", "to", "on", "into")
        or (after == "by" and s.word(j + 2).endswith("ing"))
    )
    return goes_on and word.endswith("s") and not word.endswith("ss") and not s.is_name(j)


def subject_of_clause(s: Stretch, first: int) -> Range | None:
    """Find the subject of the clause that begins at token *first*, past its opening phrases."""
    while opens_sentence(s, first):
        comma = next((j for j in range(first, min(len(s), first + FARTHEST_COMMA)) if s.low[j] in w.PAUSES), -1)
        if s.word(comma) != ",":
            return None
        first = comma + 1
    if s.word(first) in NO_CLAUSE:
        return None
    j = first + 1
    while j < min(len(s), first + FARTHEST) and s.low[j] not in CLAUSE_STOPS and not is_verb(s, j):
        if s.low[j] == "to" or (j > first + 1 and _seems_present(s, j)):
            break
        j += 1
    return first, _without_time(s, first, j)

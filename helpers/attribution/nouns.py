"""Noun phrases and subjects, without a parser: where they begin and end, and who stands before or after a verb."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from helpers.attribution import words as w
from helpers.attribution.tokens import Range, Stretch

FARTHEST = 18  # tokens that a noun phrase or an apposition may have; longer ones are clauses whose verb is not known
NOT_IN_NAME = w.PREPOSITION | w.AUXILIARY | w.CONNECTIVE
BEFORE_TIME = w.TIME | {"on", "in", "at"}
NOUN_STOPS = w.PAUSES | w.RELATIVE | w.SUBORDINATOR | w.SUBJECTS
STOPS = NOUN_STOPS | frozenset("but or so yet nor after before since as until".split())
FARTHEST_COMMA = 40  # tokens to look back over for the noun before an apposition
NO_SUBJECT = w.PAUSE_OR_END | w.FINITE
NO_SUBJECT_HERE = w.BREAKS | {"", "and", "but", "or", "then"}
NOT_A_NAME = w.PREPOSITION | w.ADVERB | w.TIME
CLAUSE_STOPS = w.PAUSES | w.RELATIVE | {"to"}


class Subject(NamedTuple):
    """A subject: its range, where its clause begins, and whether it was found through *who*."""

    first: int
    last: int
    edge: int
    relative: bool = False


def is_adverb(s: Stretch, i: int) -> bool:
    """Tell whether a token may stand between a subject and its verb: *again*, *later*, *repeatedly*."""
    return s.word(i) in w.ADVERB or (s.word(i).endswith("ly") and not s.is_name(i))


def is_noun_use(s: Stretch, i: int) -> bool:
    """Tell whether a form such as *claims* or *report* is a noun here: after an article, a preposition, a possessor."""
    before, verb = s.word(i - 1), s.verb(i)
    if before in w.PREPOSITION:
        infinitive = before == "to" and verb is not None and verb.base
        return not infinitive and not s.word(i).endswith("ing")
    return before in w.ARTICLE or before.endswith(w.POSSESSIVE)


def is_verb(s: Stretch, i: int) -> bool:
    """Tell whether a token looks like a finite verb: an auxiliary, a known past tense, a word in -ed."""
    word, verb = s.word(i), s.verb(i)
    if verb and word not in w.FINITE:
        return not verb.gerund and not is_noun_use(s, i)
    past = len(word) > 4 and word.endswith("ed")  # need, feed and seed are no past tenses
    return word in w.FINITE or (past and not s.is_name(i) and s.word(i - 1) not in w.DETERMINER)


def opens_sentence(s: Stretch, first: int) -> bool:
    """Tell whether a phrase is an opening one, which names nobody: *In a statement*, *Speaking at the site*."""
    word = s.word(first)
    opens = word.endswith("ing") or word in w.OPENERS or (word == "asked" and first == 0)
    return opens and (word, s.word(first + 1)) != ("that", ",")  # That, he says, is over


def segment(s: Stretch, k: int) -> int:
    """Step back from token *k* to the beginning of the words that can be one noun phrase."""
    j = k
    while j >= 0 and k - j < FARTHEST and s.low[j] not in STOPS:
        if j < k and s.low[j] in w.SAYING and not is_noun_use(s, j):  # said the town should have asked
            break
        j -= 1
    return j + 1


def core(s: Stretch, first: int, last: int) -> int:
    """Find where the noun phrase that ends before *last* begins, going back over its adjectives and names."""
    for j in range(last - 1, first - 1, -1):
        word, verb = s.low[j], s.verb(j)
        if word in w.DETERMINER:
            return j
        if word in NOT_IN_NAME and not s.is_name(j):
            return min(j + 1, last - 1)
        if j < last - 1 and (word in w.TIME or (is_verb(s, j) and not (verb and verb.base))):
            return j + 1
    return min(first, last - 1)


def trim(s: Stretch, first: int, last: int) -> int:
    """Move the beginning of a noun phrase past connectives, adverbs and opening phrases (*On Tuesday the mayor*)."""
    while first < last - 1 and s.low[first] in w.CONNECTIVE:
        first += 1
    word = s.word(first)
    if word in w.PREPOSITION or (word.endswith("ing") and s.word(first + 1) in w.DETERMINER):
        return core(s, first + 1, last)
    verbs = (j for j in range(last - 1, first + 1, -1) if s.low[j - 1] in w.FINITE)
    after_verb = next((j for j in verbs if s.word(j - 2) not in w.DETERMINER), 0)  # the will of the people is a noun
    return core(s, after_verb, last) if after_verb else first


def without_time(s: Stretch, first: int, last: int) -> int:
    """Leave a time or an adverb off the end: *the mayor on Tuesday*."""
    while last > first + 1 and (s.low[last - 1] in BEFORE_TIME or is_adverb(s, last - 1)):
        last -= 1
    return last


def _checked(s: Stretch, subject: Subject) -> Subject | None:
    """Return a subject that can be a source; None for a verb, a lone adverb or preposition, a time, or nothing."""
    first, last = subject[:2]  # its range
    head, verb, lone = s.word(first), s.verb(first), last - first == 1
    if first >= last or (lone and (head in w.NOT_A_SUBJECT or head[0].isdigit())):
        return None
    acts = verb and (lone or not verb.base) and not s.is_name(first) and not is_noun_use(s, first)
    return None if acts or (head.endswith("ing") and first == 0) else subject


def noun_before(s: Stretch, i: int) -> Range | None:
    """Find the noun phrase that ends right before token *i*: *a letter* in *received a letter saying*."""
    first = core(s, segment(s, i - 1), i)
    return (first, i) if _checked(s, Subject(first, i, first)) else None


def noun_after(s: Stretch, first: int) -> Range | None:
    """Find the noun phrase that begins at token *first*, with its apposition: *Jane Smith, a lawyer*."""
    j = first
    while j < min(len(s), first + FARTHEST) and s.low[j] not in NOUN_STOPS and s.low[j] not in w.AUXILIARY:
        j += 1
    if j == first or s.low[first] in w.PREPOSITION | w.CONJUNCTION:
        return None
    return first, _with_apposition(s, without_time(s, first, j))


def _with_apposition(s: Stretch, last: int) -> int:
    """Extend a name by an apposition after a comma, up to the next comma or the end: *a lawyer*, *spokesman*, *43*."""
    word = s.word(last + 1)
    role = word in w.DETERMINER or word[:1].isdigit() or (word in w.words("title") and not s.is_name(last + 1))
    name_follows = s.is_name(last + 1) and not s.is_name(last - 1)  # the firm's owner, Jane Smith
    if s.word(last) != "," or not (name_follows or role):
        return last
    end = last + 1
    while end < min(len(s), last + FARTHEST) and s.low[end] not in NOUN_STOPS:
        if is_verb(s, end):
            return last
        end += 1
    return end if end > last + 1 else last


def back_over(s: Stretch, i: int, links: frozenset[str] = frozenset()) -> int:
    """Step back from a verb over adverbs, and over *links*, to the token before them."""
    k = i - 1
    while s.word(k) in links or is_adverb(s, k):
        k -= 1
    return k


def _adds_to_name(s: Stretch, first: int) -> bool:
    """Tell whether the words between two commas only add to the noun before them: *a lawyer*, *43*, *who runs it*."""
    role = first - 2  # the token before the comma: the party's chairman, Jane Smith, said
    adds = not s.is_name(first) or s.is_name(role) or s.word(role) in w.words("title")
    return adds and s.word(first) not in w.SUBJECT


def _without_relative(s: Stretch, first: int, last: int) -> int:
    """Leave off a *who* clause, and what follows a comma but only tells when, where or how."""
    for j in range(first + 1, last):
        if s.low[j] in w.RELATIVE:
            return j - 1 if s.low[j - 1] == "," else j
        if s.low[j] == "," and (s.word(j + 1) in NOT_A_NAME or s.word(j + 1).endswith("ing")):
            return j
    return last


def _before_comma(s: Stretch, k: int) -> Subject | None:
    """Find the subject whose apposition ends with the comma at *k*: *Jane Smith, a lawyer, said*."""
    begin = next((j for j in range(k - 1, max(0, k - FARTHEST_COMMA) - 1, -1) if s.low[j] in w.BREAKS), -1)
    bounds = [begin, *(j for j in range(max(begin + 1, k - FARTHEST_COMMA), k) if s.low[j] == ","), k]
    pieces = [(a + 1, b) for a, b in pairwise(bounds) if a + 1 < b][::-1]  # the nearest first
    if not pieces:
        return None
    place = next((n for n, piece in enumerate(pieces) if not _adds_to_name(s, piece[0])), len(pieces) - 1)
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
    k = back_over(s, i, w.LINKS)
    if k > 0 and s.low[k] == "to":  # declined to say, went on to say
        k = back_over(s, k - (s.low[k - 1] == "on") - 1, w.LINKS)
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
    first = trim(s, edge, k + 1)
    return _checked(s, Subject(first, without_time(s, first, k + 1), first))


def _seems_present(s: Stretch, j: int) -> bool:
    """Tell whether an unknown word in -s is a verb: *serves as*, *denies the*, *ends by warning*."""
    after = s.word(j + 1)
    by_doing = after == "by" and s.word(j + 2).endswith("ing")  # by, then the participle
    goes_on = after in w.DETERMINER or after in ("as", "to", "on", "into") or by_doing
    return goes_on and s.low[j].endswith("s") and not s.low[j].endswith("ss") and not s.is_name(j)


def subject_at(s: Stretch, first: int) -> Range | None:
    """Find the subject of the clause that begins at token *first*, past its opening phrases."""
    while opens_sentence(s, first):
        comma = next((j for j in range(first, min(len(s), first + FARTHEST_COMMA)) if s.low[j] in w.PAUSES), -1)
        if s.word(comma) != ",":
            return None
        first = comma + 1
    if s.word(first) in NO_SUBJECT:
        return None
    j = first + 1
    while j < min(len(s), first + FARTHEST) and s.low[j] not in CLAUSE_STOPS and not is_verb(s, j):
        if j > first + 1 and _seems_present(s, j):
            break
        j += 1
    return first, without_time(s, first, j)

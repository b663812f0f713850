"""Kinds of word, and noun phrases: where they begin and end, without a parser."""

from __future__ import annotations

from helpers.attribution import words as w
from helpers.attribution.tokens import Range, Stretch

FARTHEST = 18  # tokens that a noun phrase may have; longer ones are clauses whose verb is not known
ROLE = 16  # tokens that an apposition may have
NOT_IN_NAME = w.PREPOSITION | w.AUXILIARY | w.CONNECTIVE
BEFORE_TIME = w.TIME | {"on", "in", "at"}
NOUN_STOPS = w.PAUSES | w.RELATIVE | w.SUBORDINATOR
STOPS = NOUN_STOPS | frozenset("but or so yet nor after before since as until".split())


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
    if word == "that":
        return s.word(first + 1) != ","  # That, he says, is over
    return word.endswith("ing") or word in w.OPENERS or (word == "asked" and first == 0)


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


def can_speak(s: Stretch, first: int, last: int) -> bool:
    """Tell whether a range can be a source: no verb, no lone adverb or preposition, no time, not empty."""
    if first >= last:
        return False
    head, verb, lone = s.low[first], s.verb(first), last - first == 1
    if lone and (head in w.NOT_A_SUBJECT or head[0].isdigit()):
        return False
    acts = verb and (lone or not verb.base) and not s.is_name(first) and not is_noun_use(s, first)
    return not acts and not (head.endswith("ing") and first == 0)


def noun_before(s: Stretch, i: int) -> Range | None:
    """Find the noun phrase that ends right before token *i*: *a letter* in *received a letter saying*."""
    edge = segment(s, i - 1)
    first = core(s, edge, i)
    if first > edge + 1 and s.low[first - 1] in ("of", "from", "at", "for", "in"):  # a group of farmers saying
        first = core(s, edge, first - 1)
    return (first, i) if can_speak(s, first, i) else None


def noun_after(s: Stretch, first: int) -> Range | None:
    """Find the noun phrase that begins at token *first*, with its apposition: *Jane Smith, a lawyer*."""
    j = first
    while j < min(len(s), first + FARTHEST) and s.low[j] not in NOUN_STOPS and s.low[j] not in w.AUXILIARY:
        j += 1
    if j == first or s.low[first] in w.PREPOSITION | w.CONJUNCTION:
        return None
    return first, _with_apposition(s, without_time(s, first, j))


def _is_role(s: Stretch, i: int) -> bool:
    """Tell whether an apposition begins: *a lawyer*, *spokesman for*, *43*."""
    word = s.word(i)
    if word in w.DETERMINER or word[:1].isdigit():
        return True
    nearby = s.low[i + 1 : i + 5]  # the words that a role may have before its of, for or at
    bare = not w.OF_ROLE.isdisjoint(nearby) and not word.endswith("ing")
    return not s.is_name(i) and (bare or word in w.words("title"))


def _with_apposition(s: Stretch, last: int) -> int:
    """Extend a name by an apposition after a comma, up to the next comma or the end."""
    name_follows = s.is_name(last + 1) and not s.is_name(last - 1)  # the firm's owner, Jane Smith
    if s.word(last) != "," or not (name_follows or _is_role(s, last + 1)):
        return last
    end = last + 1
    while end < min(len(s), last + ROLE) and s.low[end] not in NOUN_STOPS:
        verb = s.verb(end)
        if is_verb(s, end) and not (verb and verb.base):
            return last
        end += 1
    return end if end > last + 1 else last

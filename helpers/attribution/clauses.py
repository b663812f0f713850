"""Where a clause begins and ends, and what may stand between a cue and its content."""

from __future__ import annotations

from helpers.article import Quote
from helpers.attribution import words as w
from helpers.attribution.nouns import is_adverb, is_noun_use, is_verb
from helpers.attribution.tokens import Stretch
from helpers.attribution.words import Verb

CLAUSE = 14  # tokens in which the verb of a clause must come, and the comma of what is set before it
SUBJECT = 9  # tokens that may stand before the verb of a new speaker, or name a listener or a setting
LONGEST_TITLE = 120  # characters; what is longer is no title, and only its beginning is looked at
THAT = frozenset({"that", "clause", "person", "person-to"})
QUESTION = frozenset({"whether", "if", "how", "why", "what"})
OBJECT = frozenset({"me", "us", "him", "them", "it", "you", "reporters"})
BEFORE_CONTENT = w.PAUSES | QUESTION | {"that", "to", "of", "for", "not"}
AFTER_PERSON = w.SUBJECTS | w.CONTRACTION | w.TIME | w.PREPOSITION
PHRASE_ENDS = w.PAUSE_OR_END | w.SUBORDINATOR | w.RELATIVE | w.SUBJECTS | w.CONTRACTION | {"to"}
SETTING = w.PREPOSITION - {"like", "as"}
TO_WHOM = w.DETERMINER | OBJECT
TIME = w.TIME - {"this", "that", "last"}
NOT_A_CLAUSE = w.PAUSES | w.PREPOSITION | w.CONJUNCTION | w.SUBORDINATOR | w.AUXILIARY | {""}
JOINS = frozenset({"and", "but", "while", "although", "though", "whereas"})


def is_label(text: str, quote: Quote) -> bool:
    """Tell whether the words in marks look like a title or a name: most of them with a capital."""
    found = text[quote.start : min(quote.end, quote.start + LONGEST_TITLE)].split()
    long = [word for word in found if len(word) > 3] or found  # a title may have its small words without a capital
    capitals = sum(word[0].isupper() for word in long)
    show = text[max(0, quote.outer[0] - 3) : quote.outer[0]] in ("'s ", "’s ")  # CNN's "State of the Race."
    most = len(found) > 1 and 2 * capitals > len(long)  # more than half
    return most and (show or text[quote.end - 1] not in ".,!?")


def is_sentence(text: str, quote: Quote) -> bool:
    """Tell whether the words in marks could stand alone: a capital and an end, or subject and verb."""
    words = text[quote.start : quote.start + LONGEST_TITLE].split()
    first = next((c for word in words[:1] for c in word if c.isalnum()), "")
    if first.islower():
        verbs = w.FINITE.intersection(word.strip(",.") for word in words[:4])  # we (will) never (will)
        return words[0] in w.SUBJECTS | {"there"} and bool(verbs)
    last = text[quote.start : quote.end].rstrip("'’\"” ")[-1:]
    ended = last in (*".,!?…—-:;",) or text[quote.outer[1] : quote.outer[1] + 1] in (*".,?!", "")
    return ended and not is_label(text, quote)


def is_clause(s: Stretch, first: int, reach: int = CLAUSE, plain: bool = False) -> bool:
    """Tell whether a clause seems to begin here: something that can be a subject, and a finite verb after it.

    With *plain*, a comma or *that* before the verb ends the search.
    """
    word = s.word(first)
    if word in w.OPENS_CLAUSE - {"it", "you"}:
        return first + 1 < len(s)
    if word in NOT_A_CLAUSE:
        return False
    for i in range(first + 1, min(len(s), first + reach)):
        if _breaks_clause(s, i, plain):
            return False
        if is_verb(s, i) and s.low[i - 1] != "to":
            return True
    return False


def _breaks_clause(s: Stretch, i: int, plain: bool) -> bool:
    word = s.low[i]
    if word in w.RELATIVE or (word in w.BREAKS and word != w.QUOTE) or (plain and word in ("that", ",")):
        return True
    return (word == "that" and s.low[i - 1] in w.words("noun")) or (word in ("and", "or") and is_verb(s, i + 1))


def _new_claim(s: Stretch, first: int) -> bool:
    """Tell whether a subject with a reporting verb of its own begins at token *first*."""
    for i in range(first + 1, min(len(s), first + SUBJECT)):
        verb = s.verb(i)
        if s.low[i] in w.PAUSES | {"that", "to"}:
            return False
        if verb and not verb.gerund and not verb.base and not is_noun_use(s, i):
            clear = s.word(i + 1) in w.DETERMINER | w.SUBJECTS | w.ADVERB | {"that"}
            return bool(verb.frames & {"clause", "person", "person-to", "to", "of"}) or (
                "that" in verb.frames and clear
            )
    return False


def _another_verb(s: Stretch, j: int) -> bool:
    """Tell whether a reporting verb follows the *and* at *j*: *said … and added*, *and then added*."""
    verb = s.verb(j + 1 + (s.word(j + 1) in w.ADVERB))
    return bool(verb and not verb.base and not verb.gerund and verb.frames & (THAT | {"of", "for", "as", "name"}))


def _ends_here(s: Stretch, first: int, j: int) -> bool:
    """Tell whether the reported clause that begins at *first* ends before token *j*."""
    word, after, verb = s.low[j], s.word(j + 1), s.verb(j + 1)
    if word == ",":
        new = j + 2  # after the comma and what joins
        return after == "according" or bool(verb and verb.gerund) or (after in JOINS and _new_claim(s, new))
    if word in ("and", "but"):
        return _another_verb(s, j)
    if word in w.DASHES and not w.DASHES.isdisjoint(s.low[:first]):
        return True
    if word in (";", "—", "--"):
        return "that" not in s.low[j + 1 : j + 3]  # said that …; and that …
    return word == ":" and after == w.QUOTE


def clause_end(s: Stretch, first: int) -> int:
    """Return the token after the last one of the reported clause that begins at *first*."""
    j = first + 1
    while j < len(s) and not _ends_here(s, first, j):
        j += 1
    while j > first + 1 and s.low[j - 1] in w.MARKS:
        j -= 1
    return min(j, len(s))


def _after_phrase(s: Stretch, k: int) -> int:
    """Step over the prepositional phrase at *k*; return *k* if none ends nearby."""
    word, after = s.word(k), s.word(k + 1)
    if word not in SETTING or (word == "to" and not (s.is_name(k + 1) or after in TO_WHOM)):
        return k
    return next((j for j in range(k + 1, min(len(s), k + SUBJECT) + 1) if s.word(j) in PHRASE_ENDS), k)


def skip_setting(s: Stretch, j: int) -> int:
    """Step over what may stand between a cue and its content: *on Tuesday*, *in a statement*, *again*."""
    k = -1
    while k != j:
        k = j
        while s.word(j) in TIME or is_adverb(s, j):
            j += 1
        if s.word(j) in ("last", "this") and s.word(j + 1) in w.TIME:
            j += 2  # last Tuesday
        j = _after_phrase(s, j)
    return j


def after_listener(s: Stretch, j: int) -> int:
    """Step over the person told: *reporters*, *her supporters*, *me*; return *j* where there is none."""
    if s.word(j) in OBJECT:
        return j + 1
    k = j
    while k < min(len(s), j + SUBJECT) and s.low[k] not in BEFORE_CONTENT:
        new_noun = s.low[k] in w.DETERMINER and s.low[k - 1] not in w.DETERMINER - {"her"}  # told her the plan …
        if k > j and (s.low[k] in AFTER_PERSON or new_noun):
            break
        k += 1
    return j if s.word(j) in w.PREPOSITION else k


def after_setting(s: Stretch, j: int, verb: Verb) -> int:
    """Step from a cue over the person told, where the verb takes one, and over time and place."""
    return skip_setting(s, after_listener(s, j) if "person" in verb.frames else j)

"""Where a clause begins and ends, and what a cue takes as its content.

All functions take a ``Stretch`` and token numbers; a range ``(first, last)`` leaves ``last`` out.
"""

from __future__ import annotations

from helpers.article import Quote
from helpers.attribution import words as w
from helpers.attribution.nouns import Range, is_adverb, is_noun_use, is_verb
from helpers.attribution.tokens import Stretch
from helpers.attribution.words import Verb

Found = tuple[Range, str]  # content, and the rule that finds it

THAT = frozenset({"that", "clause", "person", "person-to"})
QUESTION = frozenset({"whether", "if", "how", "why", "what"})
OBJECT = frozenset({"me", "us", "him", "her", "them", "it", "you", "reporters"})
BEFORE_CONTENT = w.PAUSES | QUESTION | {"that", "to", "of", "for", "not"}
AFTER_PERSON = w.SUBJECTS | w.CONTRACTION | w.TIME | w.PREPOSITION
PHRASE_ENDS = w.PAUSE_OR_END | w.SUBORDINATOR | w.RELATIVE | w.SUBJECTS | w.CONTRACTION | {"to"}
NEW_NOUN = w.ARTICLE - {"a", "an"} | {"there"}
SETTING = w.PREPOSITION - {"like", "as"}
TO_WHOM = w.DETERMINER | OBJECT
TIME = w.TIME - {"this", "that", "last"}
NOT_A_CLAUSE = w.PAUSES | w.PREPOSITION | w.CONJUNCTION | w.SUBORDINATOR | w.AUXILIARY | {""}


# The shape of a quotation -------------------------------------------------


def is_label(text: str, quote: Quote) -> bool:
    """Tell whether the words in marks look like a title or a name: most of them with a capital."""
    found = text[quote.start : min(quote.end, quote.start + 120)].split()
    long = [word for word in found if len(word) > 3] or found
    capitals = sum(word[0].isupper() for word in long)
    show = text[max(0, quote.outer[0] - 3) : quote.outer[0]] in ("'s ", "’s ")  # CNN's "State of the Race."
    return len(found) > 1 and 2 * capitals > len(long) and (show or text[quote.end - 1] not in ".,!?")


def is_sentence(text: str, quote: Quote) -> bool:
    """Tell whether the words in marks could stand alone: a capital and an end, or subject and verb."""
    first = next((c for c in text[quote.start : quote.start + 5] if c.isalnum()), "")
    if first.islower():
        head = text[quote.start : quote.start + 60].split()[:4]
        return (
            len(head) > 2 and head[0] in w.SUBJECTS | {"there"} and any(word.strip(",.") in w.FINITE for word in head)
        )
    last = text[max(quote.start, quote.end - 4) : quote.end].rstrip("'’\"” ")[-1:]
    ended = last in (*".,!?…—-:;",) or text[quote.outer[1] : quote.outer[1] + 1] in (*".,?!", "")
    return ended and not is_label(text, quote)


# Clauses ------------------------------------------------------------------


def _breaks_clause(s: Stretch, i: int, plain: bool) -> bool:
    word = s.low[i]
    if word in w.RELATIVE or (word in w.BREAKS and word != w.QUOTE) or (plain and word in ("that", ",")):
        return True
    return (word == "that" and s.low[i - 1] in w.words("noun")) or (word in ("and", "or") and is_verb(s, i + 1))


def is_clause(s: Stretch, first: int, reach: int = 14, plain: bool = False) -> bool:
    """Tell whether a clause seems to begin here: something that can be a subject, and a finite verb after it.

    With *plain*, a word in -ed counts as the verb only where it cannot be a participle.
    """
    word = s.word(first)
    if word in ("it", "you"):
        return any(is_verb(s, i) for i in range(first + 1, first + 4))
    if word in w.OPENS_CLAUSE:
        return first + 1 < len(s)
    if word in NOT_A_CLAUSE:
        return False
    for i in range(first + 1, min(len(s), first + reach)):
        if _breaks_clause(s, i, plain):
            return False
        if is_verb(s, i) and s.low[i - 1] != "to":
            return True
    return False


def _new_claim(s: Stretch, first: int) -> bool:
    """Tell whether a subject with a reporting verb of its own begins at token *first*."""
    for i in range(first, min(len(s), first + 9)):
        verb = s.verb(i)
        if s.low[i] in w.PAUSES | {"that", "to"}:
            return False
        if verb and i > first and not verb.gerund and not verb.base and not is_noun_use(s, i):
            object_or_clause = w.DETERMINER | w.SUBJECTS | w.ADVERB | {"that"}
            return bool(verb.frames & {"clause", "person", "person-to", "to", "of"}) or (
                "that" in verb.frames and s.word(i + 1) in object_or_clause
            )
    return False


def _another_verb(s: Stretch, j: int) -> bool:
    """Tell whether a reporting verb follows the *and* at *j*: *said … and added*."""
    at = j + 2 if s.word(j + 1) in w.ADVERB else j + 1
    verb = s.verb(at)
    return bool(verb and not verb.base and not verb.gerund and verb.frames & (THAT | {"of", "for", "as", "name"}))


def _ends_here(s: Stretch, first: int, j: int) -> bool:
    """Tell whether the reported clause that begins at *first* ends before token *j*."""
    word, after = s.low[j], s.word(j + 1)
    if word == ",":
        verb = s.verb(j + 1)
        joins = after in ("and", "but", "while", "although", "though", "whereas")
        if after == "according" or (verb and verb.gerund):
            return True
        return joins and _new_claim(s, j + 2)
    if word in ("and", "but"):
        return _another_verb(s, j)
    if word in w.DASHES and not w.DASHES.isdisjoint(s.low[:first]):
        return True
    if word in (";", "—", "--"):
        return "that" not in (after, s.word(j + 2))
    return word == ":" and after == w.QUOTE


def clause_end(s: Stretch, first: int) -> int:
    """Return the token after the last one of the reported clause that begins at *first*."""
    j = first + 1
    while j < len(s) and not _ends_here(s, first, j):
        j += 1
    while j > first + 1 and s.low[j - 1] in w.MARKS:
        j -= 1
    return min(j, len(s))


# What may stand between cue and content -----------------------------------


def _after_phrase(s: Stretch, k: int) -> int:
    """Step over the prepositional phrase at *k*; return *k* if none ends nearby."""
    word, after = s.word(k), s.word(k + 1)
    if word not in SETTING or (word == "to" and not (s.is_name(k + 1) or after in TO_WHOM)):
        return k
    return next((j for j in range(k + 1, min(len(s) + 1, k + 10)) if s.word(j) in PHRASE_ENDS), k)


def skip_setting(s: Stretch, j: int) -> int:
    """Step over what may stand between a cue and its content: *on Tuesday*, *in a statement*, *again*."""
    while True:
        k = j
        while s.word(k) in TIME or is_adverb(s, k):
            k += 1
        if s.word(k) in ("last", "this") and s.word(k + 1) in w.TIME:
            k += 2
        k = _after_phrase(s, k)
        if k == j:
            return k
        j = k


def _after_listener(s: Stretch, j: int) -> int:
    """Step over the person told: *reporters*, *The Associated Press*, *me*; return *j* where there is none."""
    if s.word(j) in OBJECT:
        return j + 1
    k = j
    while k < min(len(s), j + 9) and s.low[k] not in BEFORE_CONTENT:
        word = s.low[k]
        if k > j and (word in AFTER_PERSON or (word in w.DETERMINER and s.low[k - 1] not in w.DETERMINER)):
            break
        k += 1
    return j if s.word(j) in w.PREPOSITION else k


def after_setting(s: Stretch, j: int, verb: Verb) -> int:
    """Step from a cue over the person told, where the verb takes one, and over time and place."""
    return skip_setting(s, _after_listener(s, j) if "person" in verb.frames else j)


# The content after a cue --------------------------------------------------


def stop_of_quote(s: Stretch, k: int) -> int:
    """Return where the content ends that begins with the quotation at *k*: there, or with its clause."""
    quote = s.quotes[k]
    ended = s.text[quote.end - 1] in ".!?,…" and is_sentence(s.text, quote)
    return k + 1 if ended or s.word(k + 1) in w.PAUSE_OR_END else clause_end(s, k)


def _after_pause(s: Stretch, k: int) -> Found | None:
    """Find a quotation, or a clause with *that*, at token *k* or after its comma or colon."""
    at = k + 1 if s.word(k) in (",", ":", "—", "--") else k
    if s.word(at) == w.QUOTE:
        return (at, stop_of_quote(s, at)), "verb, then quotation"
    if s.word(at) != "that" or s.word(at - 1) in ("now", "so", "such", "in"):
        return None
    if s.word(at + 1) == w.QUOTE:
        return (at + 1, stop_of_quote(s, at + 1)), "verb + that, then quotation"
    if s.word(at + 1) in BE_OR_PARTICLE:
        return None
    return (at + 1, clause_end(s, at + 1)), "verb + that"


BE_OR_PARTICLE = frozenset(
    ["", *"was is were are has have had will would can could may might out up off down back way".split()]
)  # files that are kept; rule that out


def _after_insertion(s: Stretch, k: int) -> Found | None:
    """Find the content after words between commas: *said in the complaint, filed on Monday, that …*."""
    if s.word(k) != ",":
        return None
    comma = next((j for j in range(k + 1, min(len(s), k + 14)) if s.low[j] in w.PAUSES), k)
    return _after_pause(s, comma) if s.word(comma) == "," and comma > k else None


def _opens_noun(s: Stretch, k: int) -> bool:
    """Tell whether a noun phrase and more begins at *k*: at least four words, or marks, before the next pause."""
    start = s.low[k : k + 4]
    opens = s.is_name(k) or s.word(k) in w.DETERMINER or s.word(k).endswith("s")
    whole = len(start) == 4 and w.BREAKS.isdisjoint(start)
    return opens and "," not in start and (whole or w.QUOTE in start)


def _bare_clause(s: Stretch, k: int, verb: Verb, near: bool) -> bool:
    """Tell whether a clause without *that* begins at *k*; verbs that also take a plain object need a clear one."""
    if "bare" in verb.frames and near and _opens_noun(s, k):
        return True
    if verb.frames & {"clause", "person"}:
        return is_clause(s, k)
    return (
        "that" in verb.frames
        and near
        and (s.word(k) in w.SUBJECTS - {"who", "you", "it"} or is_clause(s, k, 7, plain=True))
    )


def _is_to(s: Stretch, k: int) -> bool:
    at = k + 1 if s.word(k) == "not" else k
    return s.word(at) == "to" and at + 1 < len(s)


def _told(s: Stretch, j: int, frames: frozenset[str]) -> Found | None:
    """Find the content after the person told: *told me that*, *urged them to*, *asked him whether*."""
    end = _after_listener(s, j)
    if end == j or not frames & {"person", "person-to"}:
        return None
    k = skip_setting(s, end)
    if found := _after_pause(s, k):
        return found
    if s.word(k) in QUESTION - {"what"}:
        return (k, clause_end(s, k)), "verb + listener + question word"
    if "person-to" in frames and _is_to(s, end):
        wanted = "to" in frames  # want, expect: the person is part of what is wanted
        return (j if wanted else end, clause_end(s, end)), "verb + listener + to"
    return ((k, clause_end(s, k)), "verb + listener, then clause") if "person" in frames and is_clause(s, k) else None


def _said_of(s: Stretch, j: int, frames: frozenset[str]) -> Found | None:
    """Find what is said of an object: *accuse X of*, *blame X for*, *describe X as*, *call X "…"*."""
    links = frames & {"of", "for", "as", "with", "on"}
    for k in range(j, min(len(s), j + 12)):
        word = s.low[k]
        if word == w.QUOTE and "name" in frames and k > j and s.low[k - 1] not in w.words("label"):
            return (k, k + 1), "verb that names"
        if word in w.MARKS:
            return None
        if word in links and j < k < len(s) - 1:
            first = k + 1 if word == "as" else j
            return (first, clause_end(s, first)), f"verb + object + {word}"
    if "name" in frames and s.word(j) in OBJECT and s.word(j + 1) in w.DETERMINER:
        return (j + 1, clause_end(s, j + 1)), "verb that names"
    return None


def complement(s: Stretch, j: int, verb: Verb) -> Found | None:
    """Find the content that begins after a verb whose last token is before *j*, and the rule that finds it."""
    frames, k = verb.frames, skip_setting(s, j)
    if "name" in frames and s.word(k) == w.QUOTE:
        return None
    if "call" in frames and s.word(j) in ("for", "on"):
        return (j + 1, clause_end(s, j + 1)), f"call {s.word(j)}"
    if s.word(k) == w.QUOTE and verb.lemma in w.words("sensing") and not is_sentence(s.text, s.quotes[k]):
        return None  # found "a pattern of guesswork"
    if found := _after_pause(s, k):
        return found if found[1] == "verb, then quotation" or frames & THAT else None
    if k <= j + 1 and s.word(k) in QUESTION and frames & (THAT | {"whether", "how", "why"}):
        return (k, clause_end(s, k)), "verb + question word"
    if _is_to(s, k):
        if verb.lemma in ("refuse", "decline") and s.verb(k + 1):  # declined to say: the second verb is the cue
            return None
        return ((k, clause_end(s, k)), "verb + to") if "to" in frames and k < j + 3 else None
    if "ing" in frames and s.word(j).endswith("ing") and len(s.word(j)) > 4:
        return (j, clause_end(s, j)), "verb + -ing"
    if found := _after_insertion(s, k) or _told(s, j, frames):
        return found
    if _bare_clause(s, k, verb, near=k == j):
        return (k, clause_end(s, k)), "verb, then clause"
    return _said_of(s, j, frames)

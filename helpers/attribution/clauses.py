"""Where a clause begins and ends, and what a cue takes as its content."""

from __future__ import annotations

from helpers.article import Quote
from helpers.attribution import words as w
from helpers.attribution.nouns import is_adverb, is_noun_use, is_verb
from helpers.attribution.tokens import Range, Stretch
from helpers.attribution.words import Verb

CLAUSE = 14  # tokens in which the verb of a clause must come, and the as or of after the object of describe, accuse
SUBJECT = 9  # tokens that may stand before the verb of a new speaker, or name a listener or a setting
LONGEST_TITLE = 120  # characters; what is longer is no title, and only its beginning is looked at
THAT = frozenset({"that", "clause", "person", "person-to"})
CONTENT = THAT | {"to", "of", "for", "as", "name"}
NOT_IN_SUBJECT = w.PAUSES | {"that", "to"}
BREAKS_CLAUSE = w.RELATIVE | w.BREAKS - {w.QUOTE}
BREAKS_OBJECT = BREAKS_CLAUSE | {"that", ","}  # between an object and its verb: found the map that was lost
QUESTION = frozenset({"whether", "if", "how", "why", "what"})
OBJECT = frozenset({"me", "us", "him", "them", "it", "you", "reporters"})
TO_WHOM = w.DETERMINER | OBJECT
BEFORE_CONTENT = w.PAUSES | QUESTION | {"that", "to", "of", "for", "not"}
AFTER_PERSON = w.SUBJECTS | w.CONTRACTION | w.TIME | w.PREPOSITION
PHRASE_ENDS = w.PAUSE_OR_END | w.SUBORDINATOR | w.RELATIVE | w.SUBJECTS | w.CONTRACTION | {"to"}
SETTING = w.PREPOSITION - {"like", "as"}
TIME = w.TIME - {"this", "that"}
NOT_A_CLAUSE = w.PAUSES | w.PREPOSITION | w.CONJUNCTION | w.SUBORDINATOR | w.AUXILIARY | {""}
JOINS = frozenset({"and", "but", "while", "although", "though", "whereas"})
Found = tuple[Range, str]  # content, and the rule that finds it
NEAR = 7  # tokens in which the verb of a clause must come after a cue that can take a plain object
NOT_AFTER_THAT = w.LINKS | {"", *"out up off down back way".split()}  # files that are kept; rule that out


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


def is_clause(s: Stretch, first: int, reach: int = CLAUSE, stops: frozenset[str] = BREAKS_CLAUSE) -> bool:
    """Tell whether a clause seems to begin here: something that can be a subject, and a finite verb after it."""
    word = s.word(first)
    if word in w.OPENS_CLAUSE:
        return first + 1 < len(s)
    if word in NOT_A_CLAUSE:
        return False
    for i in range(first + 1, min(len(s), first + reach)):
        word, noun_that = s.low[i], s.low[i] == "that" and s.low[i - 1] in w.words("noun")
        if word in stops or noun_that or (word in ("and", "or") and is_verb(s, i + 1)):
            return False
        if is_verb(s, i) and s.low[i - 1] != "to":
            return True
    return False


def _reports(s: Stretch, i: int) -> bool:
    """Tell whether token *i* is a finite verb that can take content."""
    verb = s.verb(i)
    finite = verb and not verb.gerund and not verb.base and not is_noun_use(s, i)
    return bool(finite and verb and verb.frames & CONTENT)


def _new_claim(s: Stretch, first: int) -> bool:
    """Tell whether a subject with a reporting verb of its own begins at token *first*."""
    ahead = range(first + 1, min(len(s), first + SUBJECT))
    stop = next((i for i in ahead if s.low[i] in NOT_IN_SUBJECT or _reports(s, i)), 0)
    return stop > 0 and s.low[stop] not in NOT_IN_SUBJECT


def _ends_here(s: Stretch, first: int, j: int) -> bool:
    """Tell whether the reported clause that begins at *first* ends before token *j*."""
    word, after, verb = s.low[j], s.word(j + 1), s.verb(j + 1)
    if word == ",":
        new = j + 2  # after the comma and what joins
        return after == "according" or bool(verb and verb.gerund) or (after in JOINS and _new_claim(s, new))
    if word in ("and", "but"):
        return _reports(s, j + 1 + (after in w.ADVERB))  # said … and (then) added
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
    """Step over the prepositional phrase at *k* (*in a "tense" meeting*); return *k* if none ends nearby."""
    if s.word(k) not in SETTING or (s.word(k) == "to" and not s.is_name(k + 1) and s.word(k + 1) not in TO_WHOM):
        return k
    ends = (j for j in range(k + 1, min(len(s), k + SUBJECT) + 1) if s.word(j) in PHRASE_ENDS)
    return next((j for j in ends if s.word(j) != w.QUOTE or s.low[j - 1] not in w.DETERMINER), k)


def skip_setting(s: Stretch, j: int) -> int:
    """Step over what may stand between a cue and its content: *on Tuesday*, *in a statement*, *again*."""
    k = -1
    while k != j:
        k = j
        while s.word(j) in TIME or is_adverb(s, j):
            j += 1
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


def stop_of_quote(s: Stretch, k: int) -> int:
    """Return where the content ends that begins with the quotation at *k*: there, or with its clause."""
    quote = s.quotes[k]
    ended = s.text[quote.end - 1] in ".!?,…" and is_sentence(s.text, quote)
    return k + 1 if ended or s.word(k + 1) in w.PAUSE_OR_END else clause_end(s, k)


def _clause(s: Stretch, first: int, rule: str) -> Found:
    return (first, clause_end(s, first)), rule


def _after_pause(s: Stretch, k: int) -> Found | None:
    """Find a quotation, or a clause with *that*, at token *k* or after its comma or colon."""
    at = k + 1 if s.word(k) in (",", ":", "—", "--") else k
    that = s.word(at) == "that" and s.word(at - 1) not in ("now", "so", "such", "in")
    at += that
    if s.word(at) == w.QUOTE:
        return (at, stop_of_quote(s, at)), "verb + that, then quotation" if that else "verb, then quotation"
    return _clause(s, at, "verb + that") if that and s.word(at) not in NOT_AFTER_THAT else None


def _bare_clause(s: Stretch, k: int, verb: Verb, near: bool) -> bool:
    """Tell whether a clause without *that* begins at *k*; verbs that also take a plain object need a clear one."""
    start = s.low[k : k + 4]  # a noun phrase that goes on for so long is more than a plain object: argued the case
    long = w.QUOTE in start or (s.word(k + 3) and w.PAUSES.isdisjoint(start))  # all four stand there
    opens = s.is_name(k) or s.word(k) in w.DETERMINER or s.word(k).endswith("s")
    if "bare" in verb.frames and near and opens and long:
        return True
    if verb.frames & {"clause", "person"}:
        return is_clause(s, k)
    clear = s.word(k) in w.SUBJECTS - {"who", "you", "it"} or is_clause(s, k, NEAR, BREAKS_OBJECT)
    return "that" in verb.frames and near and clear


def _is_to(s: Stretch, k: int) -> bool:
    at = k + (s.word(k) == "not")
    return s.word(at) == "to" and at + 1 < len(s)


def _told(s: Stretch, j: int, frames: frozenset[str]) -> Found | None:
    """Find the content after the person told: *told me that*, *urged them to*, *asked him whether*."""
    end = after_listener(s, j)
    if end == j or not frames & {"person", "person-to"}:
        return None
    k = skip_setting(s, end)
    if found := _after_pause(s, k):
        return found
    if s.word(k) in QUESTION - {"what"}:
        return _clause(s, k, "verb + listener + question word")
    if "person-to" in frames and _is_to(s, end):
        first = j if "to" in frames else end  # want, expect: the person is part of what is wanted
        return (first, clause_end(s, end)), "verb + listener + to"
    return _clause(s, k, "verb + listener, then clause") if "person" in frames and is_clause(s, k) else None


def _said_of(s: Stretch, j: int, frames: frozenset[str]) -> Found | None:
    """Find what is said of an object: *accuse X of*, *blame X for*, *describe X as*, *call X "…"*."""
    links = frames & {"of", "for", "as", "with", "on"}
    for k in range(j, min(len(s), j + CLAUSE)):
        word = s.low[k]
        if word == w.QUOTE and "name" in frames and k > j and s.low[k - 1] not in w.words("label"):
            first = j if s.low[k - 1] in w.ARTICLE else k  # called him a "loser", but: called him "a loser"
            return (first, k + 1), "verb that names"
        if word in w.MARKS:
            return None
        if word in links and j < k < len(s) - 1:
            return _clause(s, k + 1 if word == "as" else j, f"verb + object + {word}")
    if "name" in frames and s.word(j) in OBJECT | {"her"} and s.word(j + 1) in w.DETERMINER:
        return _clause(s, j + 1, "verb that names")
    return None


def complement(s: Stretch, j: int, verb: Verb) -> Found | None:
    """Find the content that begins after a verb whose last token is before *j*, and the rule that finds it."""
    frames, k = verb.frames, skip_setting(s, j)
    if s.word(k) == w.QUOTE:
        named = "name" in frames  # called "Slim"
        if named or (verb.lemma in w.words("sensing") and not is_sentence(s.text, s.quotes[k])):
            return None  # found "a pattern of guesswork"
    if "call" in frames and s.word(j) in ("for", "on"):
        return _clause(s, j + 1, f"call {s.word(j)}")
    if found := _after_pause(s, k):
        return found if found[1] == "verb, then quotation" or frames & THAT else None
    if k <= j + 1 and s.word(k) in QUESTION and frames & (THAT | {"whether", "how", "why"}):
        return _clause(s, k, "verb + question word")
    if _is_to(s, k):
        next_cue = verb.lemma in ("refuse", "decline") and s.verb(k + 1)  # declined to say
        return _clause(s, k, "verb + to") if "to" in frames and not next_cue and k < j + 3 else None  # not far off
    if "ing" in frames and s.word(j).endswith("ing") and len(s.word(j)) > 4:  # king and ring are nouns
        return _clause(s, j, "verb + -ing")
    if found := _told(s, j, frames):
        return found
    return _clause(s, k, "verb, then clause") if _bare_clause(s, k, verb, near=k == j) else _said_of(s, j, frames)

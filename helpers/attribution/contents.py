"""What a cue takes as its content, and the rule that finds it."""

from __future__ import annotations

from helpers.attribution import words as w
from helpers.attribution.clauses import (
    CLAUSE,
    OBJECT,
    QUESTION,
    THAT,
    after_listener,
    clause_end,
    is_clause,
    is_sentence,
    skip_setting,
)
from helpers.attribution.tokens import Range, Stretch
from helpers.attribution.words import Verb

Found = tuple[Range, str]  # content, and the rule that finds it

NEAR = 7  # tokens in which the verb of a clause must come after a cue that can take a plain object
OBJECT_REACH = 12  # tokens that the object of accuse, call or describe may have
BE_OR_PARTICLE = frozenset(
    ["", *"was is were are has have had will would can could may might out up off down back way".split()]
)  # files that are kept; rule that out


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
    if s.word(at) == w.QUOTE:
        return (at, stop_of_quote(s, at)), "verb, then quotation"
    if s.word(at) != "that" or s.word(at - 1) in ("now", "so", "such", "in"):
        return None
    at += 1
    if s.word(at) == w.QUOTE:
        return (at, stop_of_quote(s, at)), "verb + that, then quotation"
    return None if s.word(at) in BE_OR_PARTICLE else _clause(s, at, "verb + that")


def _after_insertion(s: Stretch, k: int) -> Found | None:
    """Find the content after words between commas: *said in the complaint, filed on Monday, that …*."""
    if s.word(k) != ",":
        return None
    pause = next((j for j in range(k + 1, min(len(s), k + CLAUSE)) if s.low[j] in w.PAUSES), k)
    return _after_pause(s, pause) if s.word(pause) == "," and pause > k else None


def _opens_noun(s: Stretch, k: int) -> bool:
    """Tell whether a noun phrase and more begins at *k*: at least four words, or marks, before the next pause."""
    start = s.low[k : k + 4]  # a shorter one is a plain object: argued the case
    opens = s.is_name(k) or s.word(k) in w.DETERMINER or s.word(k).endswith("s")
    whole = s.word(k + 3) and w.BREAKS.isdisjoint(start)  # all four stand there
    return opens and "," not in start and bool(whole or w.QUOTE in start)


def _bare_clause(s: Stretch, k: int, verb: Verb, near: bool) -> bool:
    """Tell whether a clause without *that* begins at *k*; verbs that also take a plain object need a clear one."""
    if "bare" in verb.frames and near and _opens_noun(s, k):
        return True
    if verb.frames & {"clause", "person"}:
        return is_clause(s, k)
    clear = s.word(k) in w.SUBJECTS - {"who", "you", "it"} or is_clause(s, k, NEAR, plain=True)
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
    for k in range(j, min(len(s), j + OBJECT_REACH)):
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
    if found := _after_insertion(s, k) or _told(s, j, frames):
        return found
    return _clause(s, k, "verb, then clause") if _bare_clause(s, k, verb, near=k == j) else _said_of(s, j, frames)

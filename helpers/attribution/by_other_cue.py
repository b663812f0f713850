"""The rules for other cues: *according to* and nouns; and for quotations that have no known cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.article import Quote
from helpers.attribution import words as w
from helpers.attribution.claims import JOINS, Claim, claims_of, quoted_claim, rest_of, source_span
from helpers.attribution.clauses import clause_end, is_clause, is_sentence
from helpers.attribution.nouns import is_verb, noun_after, subject_at, subject_before
from helpers.attribution.tokens import Span, Stretch

OPENING = 6  # tokens from the beginning within which a noun belongs to the opening phrase: Using claims that …
VOICED = 3  # tokens back to the verb that voices a noun: expressed their deep concern
OWNERS = frozenset({"his", "her", "their", "its", "my", "our"})
BEFORE_INSERTION = w.RELATIVE | w.CONJUNCTION | w.SUBORDINATOR
FIRST_PERSON = re.compile(
    r"\b(?P<source>I|[Ww]e)(?: (?:do|just|really|still|also|always|honestly|truly))? "
    r"(?P<cue>think|thought|believe|believed|hope|know|knew|feel|felt|guess|suspect|said|told \w+)(?: that)? "
    r"(?P<content>(?:I|you|he|she|it|we|they|this|that|these|those|there|the|an?|my|our|his|her|its|their|your|people)\b"
    r"(?:\b(?:Dr|Gen|Gov|Mr|Mrs|Ms|Rep|Sen|St)\.|[^.!?;\n”\"]){4,400})"
)


def by_according_to(s: Stretch, i: int, begin: int) -> list[Claim]:
    """*According to the report, …*; *…, according to the report*."""
    stop = i + 2  # according, to
    who = noun_after(s, stop)
    if not who or s.word(i + 1) != "to":
        return []
    source, cue, first = source_span(s, who), s.span(i, stop), begin + (s.word(begin) in JOINS)
    if i == first:
        parts = [(who[1], clause_end(s, who[1]))] if who[1] < len(s) else []
    else:
        rest = rest_of(s, who[1]) if s.word(who[1]) == "," else None
        inserted = rest and s.word(i - 2) in BEFORE_INSERTION  # a firm which, according to X, …
        parts = [*([] if inserted else [(first, i)]), *([rest] if rest else [])]
    return [claim for part in parts for claim in claims_of(s, part, cue, source, "according to")]


def _source_of_noun(s: Stretch, i: int) -> Span | None:
    """Find whose claim it is: the possessor, or the subject of a verb that voices it."""
    for j in (i - 1, i - 2):  # Dalton's claim, Dalton's repeated claim
        if s.word(j) in OWNERS or s.word(j).endswith(w.POSSESSIVE):
            first = j
            while s.is_name(first - 1) or s.word(first - 1) in w.ARTICLE:
                first -= 1
            return source_span(s, (first, j + 1))
    verb = next((j for j in range(i - 1, 0, -1) if is_verb(s, j) or s.low[j] in w.words("voicing")), 0)
    voiced = not w.words("voicing").isdisjoint(s.low[max(0, i - VOICED) : i]) or s.low[i] in w.words("excuse")
    subject = subject_before(s, verb) if voiced else None
    return source_span(s, subject) if subject and s.low[subject.first] not in ("there", "it") else None


def by_noun(s: Stretch, i: int, begin: int) -> list[Claim]:
    """*the claim that …*, *Smith's belief that …*, *under the pretext that …*."""
    who = noun_after(s, i + 2) if s.word(i + 1) in ("by", "from", "of", "among") else None  # after by and the like
    that = who[1] if who else i + 1
    first, last = that + 1, clause_end(s, that + 1)
    if s.word(that) != "that" or not is_clause(s, first) or last - that < 4:  # the claim that failed
        return []
    source = source_span(s, who) or _source_of_noun(s, i)
    if i < begin + OPENING and s.word(begin).endswith("ing"):  # Using claims that …, the letter …
        last = next((j for j in range(first, last) if s.low[j] == ","), last)
        source = source or source_span(s, subject_at(s, last + 1))
    return claims_of(s, (first, last), s.span(i, i + 1), source, "noun + that")


def by_first_person(s: Stretch) -> Iterator[Claim]:
    """*"I think the bridge will hold"*: a claim inside a quotation, whose source is *I* or *we*."""
    for quote in s.quotes.values():
        for m in FIRST_PERSON.finditer(s.text, quote.start, quote.end):
            content, cue, source = m.span("content"), m.span("cue"), m.span("source")
            yield Claim(content, "direct", "I think, inside a quotation", cue, source, quote.quotation)


def by_place(s: Stretch, i: int, quote: Quote, claims: list[Claim]) -> Claim | None:
    """Find the source of a sentence in marks without a known cue: the subject before its colon, the name after it."""
    if not is_sentence(s.text, quote):
        return None
    if s.word(i - 1) == ":":
        source = claims[-1].source if claims else source_span(s, subject_at(s, 0))
        return quoted_claim(s, quote, None, source, "colon, then quotation") if source else None
    at = 1 + (s.word(1) == ",")
    named = i == 0 and (s.is_name(at) or s.word(at) in ("he", "she", "they"))
    who = subject_at(s, at) if named and (at > 1 or s.text[quote.end - 1] in ",?!") else None
    return quoted_claim(s, quote, None, source_span(s, who), "quotation, then name") if who else None

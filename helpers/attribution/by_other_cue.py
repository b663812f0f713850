"""The rules for other cues: *according to*, nouns, adjectives; and for quotations that have no known cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.article import Quote
from helpers.attribution import words as w
from helpers.attribution.by_verb import can_be_finite
from helpers.attribution.claims import Claim, Span, claims_of, past_joins, quoted_claim, rest_of, source_span
from helpers.attribution.clauses import clause_end, is_clause, is_label, is_sentence
from helpers.attribution.nouns import Range, is_adverb, is_noun_use, noun_after, subject_before, subject_of_clause
from helpers.attribution.tokens import Stretch

OBJECT_FRAMES = frozenset({"that", "clause", "as", "for", "of", "name"})
FIRST_PERSON = re.compile(
    r"\b(?P<source>I|[Ww]e)(?: (?:do|just|really|still|also|always|honestly|truly))? "
    r"(?P<cue>think|thought|believe|believed|hope|know|knew|feel|felt|guess|suspect|said|told \w+)(?: that)? "
    r"(?P<content>(?:I|you|he|she|it|we|they|this|that|these|those|there|the|an?|my|our|his|her|its|their|your|people)\b"
    r"[^.!?;\n”\"]{4,400})"
)


def by_according_to(s: Stretch, i: int, begin: int) -> list[Claim]:
    """*According to the report, …*; *…, according to the report*."""
    who = noun_after(s, i + 2)
    if not who or s.word(i + 1) != "to":
        return []
    source, cue = source_span(s, who), s.span(i, i + 2)
    if i == begin or (i == begin + 1 and s.low[begin] in w.CONJUNCTION | w.ADVERB):
        first = who[1]
        return claims_of(s, (first, clause_end(s, first)), cue, source, "according to") if first < len(s) else []
    rest = rest_of(s, who[1]) if s.word(who[1]) == "," else None
    first = past_joins(s, begin)
    if rest and s.word(i - 2) in w.RELATIVE | w.CONJUNCTION | w.SUBORDINATOR:  # a firm which, according to X, …
        first = i
    return [claim for part in ((first, i), rest) for claim in claims_of(s, part, cue, source, "according to")]


def _possessor(s: Stretch, j: int) -> Span | None:
    """Return the one whose claim it is, where token *j* is *their* or ends in *'s*."""
    if s.word(j) in ("his", "her", "their", "its", "my", "our"):
        return s.span(j, j + 1)
    if not s.word(j).endswith(w.POSSESSIVE):
        return None
    first = j
    while (s.is_name(first - 1) and s.word(first - 1) not in w.PREPOSITION) or s.word(first - 1) in w.ARTICLE:
        first -= 1
    return source_span(s, (first, j + 1))


def _source_of_noun(s: Stretch, i: int, k: int) -> Span | None:
    """Find whose claim it is: the one after *by*, the possessor, the subject of the sentence."""
    if k > i + 2:
        return source_span(s, (i + 2, k))
    j = i - 1
    while j > max(0, i - 4) and s.low[j] not in w.DETERMINER | w.PREPOSITION and not s.low[j].endswith(w.POSSESSIVE):
        j -= 1
    if found := _possessor(s, j):
        return found
    voiced = not w.words("voicing").isdisjoint(s.low[max(0, i - 3) : i])
    found = source_span(s, subject_of_clause(s, 0)) if voiced or s.low[i] in w.words("excuse") else None
    return found if found and s.text[slice(*found)].lower() not in ("there", "it") else None


def by_noun(s: Stretch, i: int, begin: int) -> list[Claim]:
    """*the claim that …*, *Smith's belief that …*, *under the pretext that …*."""
    who = noun_after(s, i + 2) if s.word(i + 1) in ("by", "from", "of", "among") else None
    k = who[1] if who else i + 1
    if s.word(k) != "that" or not is_clause(s, k + 1) or clause_end(s, k + 1) < k + 4:
        return []
    source, last = _source_of_noun(s, i, k), clause_end(s, k + 1)
    if i < begin + 6 and s.word(begin).endswith("ing"):  # Using claims that …, the letter …
        last = next((j for j in range(k, last) if s.low[j] == ","), last)
        source = source or source_span(s, subject_of_clause(s, last + 1))
    return claims_of(s, (k + 1, last), s.span(i, i + 1), source, "noun + that")


def by_adjective(s: Stretch, i: int) -> list[Claim]:
    """*She is confident that …*."""
    k = i - 1
    while is_adverb(s, k):
        k -= 1
    subject = (
        subject_before(s, k) if s.word(k) in w.BE | {"remain", "remains", "remained", "feel", "feels", "felt"} else None
    )
    at = i + 2 if s.word(i + 1) == "that" else i + 1
    clear = is_clause(s, at) and (at == i + 2 or s.word(at) in w.SUBJECTS)
    if not subject or not clear or s.low[subject.first] in ("it", "there", "that"):
        return []
    return claims_of(s, (at, clause_end(s, at)), s.span(i, i + 1), source_span(s, subject), "adjective + that")


def by_first_person(text: str, quote: Quote) -> Iterator[Claim]:
    """*"I think the bridge will hold"*: a claim inside a quotation, whose source is *I* or *we*."""
    for m in FIRST_PERSON.finditer(text, quote.start, quote.end):
        rule = "I think, inside a quotation"
        yield Claim(m.span("content"), "direct", rule, m.span("cue"), m.span("source"), quote.quotation)


# Quotations without a known cue --------------------------------------------


def by_place(s: Stretch, i: int, quote: Quote, claims: list[Claim]) -> Claim | None:
    """Find the source of a quotation without a known cue: the name after its comma, the subject before its colon."""
    if not is_sentence(s.text, quote):
        return by_verb_near(s, i, quote, claims)
    if s.word(i - 1) == ":":
        source = claims[-1].source if claims else source_span(s, subject_of_clause(s, 0))
        return quoted_claim(s, quote, None, source, "colon, then quotation") if source else None
    if i == 0 and (who := _name_after(s, quote)):
        return quoted_claim(s, quote, None, source_span(s, who), "quotation, then name")
    return by_verb_near(s, i, quote, claims)


def _name_after(s: Stretch, quote: Quote) -> Range | None:
    """Find the name or pronoun after the comma of a quotation that opens the stretch, whatever its verb."""
    at = 2 if s.word(1) == "," else 1
    comma = at == 2 or s.text[quote.end - 1] in ",?!"
    return subject_of_clause(s, at) if comma and (s.is_name(at) or s.word(at) in ("he", "she", "they")) else None


def by_verb_near(s: Stretch, i: int, quote: Quote, claims: list[Claim]) -> Claim | None:
    """*criticized the "reckless" plan*: words in marks in the object of a reporting verb."""
    if is_label(s.text, quote) or s.word(i - 1) in w.words("label"):
        return None
    for k in range(i - 1, max(-1, i - 8), -1):
        verb = s.verb(k)
        if s.low[k] in w.PAUSES or any(claim.cue and claim.cue[0] == s.starts[k] for claim in claims):
            return None  # a cue has one content
        if not verb or verb.lemma in w.words("sensing") or not verb.frames & OBJECT_FRAMES or is_noun_use(s, k):
            continue
        if can_be_finite(s, k, verb) and not (verb.gerund and s.word(k - 1) not in w.PAUSES | w.BE | {"by"}):
            source = source_span(s, subject_before(s, k)) or source_span(s, subject_of_clause(s, 0))
            return quoted_claim(s, quote, s.span(k, k + 1), source, "quoted words after a verb") if source else None
    return None

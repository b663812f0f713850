"""Claims, and how the rules make them: a source, a cue, and content before or after them.

Every claim carries the short English name of the rule that made it.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.article import Quote
from helpers.attribution import words as w
from helpers.attribution.clauses import clause_end, is_label, is_sentence, stop_of_quote
from helpers.attribution.nouns import Range, Subject, has_verb, opens_sentence
from helpers.attribution.tokens import Stretch
from helpers.attribution.words import Verb

Span = tuple[int, int]

TRAILING = w.MARKS - {"?", "!"}
JOINS = frozenset({"and", "but", "or", "yet", ","})
AFTER_CLAUSE = frozenset(
    {"clause", "person", "inverts", "particle-on", "particle-out", "particle-it"}
)  # frames: "…, Smith noted"


@dataclass(slots=True)
class Claim:
    """One unbroken stretch of content with its source and cue, all as offsets into the text."""

    content: Span
    kind: str
    rule: str
    cue: Span | None = None
    source: Span | None = None
    quotation: int | None = None
    name: str | None = None


def quoted_claim(s: Stretch, quote: Quote, cue: Span | None, source: Span | None, rule: str) -> Claim:
    """Make the claim that one quotation holds."""
    kind = "direct" if is_sentence(s.text, quote) else "partial"
    return Claim((quote.start, quote.end), kind, rule, cue, source, quote.quotation)


def claims_of(s: Stretch, content: Range | None, cue: Span, source: Span | None, rule: str) -> list[Claim]:
    """Make the claim of a token range, if there is one; marks that enclose the whole of it are left out."""
    first, last = content or (0, 0)
    while first < last and s.low[first] in w.MARKS:
        first += 1
    while first < last and s.low[last - 1] in TRAILING:
        last -= 1
    if first >= last or not source:
        return []
    if last - first == 1 and first in s.quotes:
        return [quoted_claim(s, s.quotes[first], cue, source, rule)]
    inside = [s.quotes[i].quotation for i in range(first, last) if i in s.quotes]
    kind = "partial" if inside else "paraphrase"
    return [Claim(s.span(first, last), kind, rule, cue, source, inside[0] if inside else None)]


def source_span(s: Stretch, found: Range | Subject | None) -> Span | None:
    """Return the offsets of a source, without the ending of a possessive."""
    if found is None:
        return None
    start, end = s.span(found[0], found[1])
    bare = s.text[start:end].removesuffix("'s").removesuffix("’s").rstrip("'’")
    return start, start + len(bare)


# Content before the cue ---------------------------------------------------


def past_joins(s: Stretch, first: int) -> int:
    """Step over what joins a clause to the one before it."""
    while s.word(first) in JOINS:
        first += 1
    return first


def clause_before(s: Stretch, edge: int, begin: int, after: int) -> Range | None:
    """Find the content before a source whose first token is *edge*: a quotation, or a clause up to the comma."""
    last = edge - 1 if s.word(edge - 1) == "," else edge
    if s.word(last - 1) == w.QUOTE and (last - 1 == begin or s.word(last - 2) in w.PAUSES | w.ADVERB | JOINS | {""}):
        return last - 1, last
    first = past_joins(s, begin)
    if first >= last or (last == edge and s.word(edge - 1) != w.QUOTE):
        return None
    if opens_sentence(s, first) and "," not in s.low[first:last] and s.word(after):
        return None  # On Tuesday, Smith said he …
    return (first, last) if has_verb(s, first, last) or w.QUOTE in s.low[first:last] else None


def _topic_before(s: Stretch, edge: int, begin: int, after: int) -> Range | None:
    """Find a subject that the source and cue cut off from its verb: *Such a policy, the letter goes on, "…"*."""
    opens = (s.word(begin) in w.DETERMINER or s.is_name(begin)) and not opens_sentence(s, begin)
    goes_on = s.word(after) == "," and s.word(after + 1) not in ("that", "") and s.word(edge - 1) == ","
    return (begin, edge - 1) if opens and goes_on and begin < edge - 1 else None


def content_before(s: Stretch, subject: Subject, after: int, begin: int, verb: Verb) -> Range | None:
    """Find the content before a subject, where the verb is one that can come last."""
    before = s.word(subject.edge - 1)
    if before == "as" and s.word(subject.edge - 2) == "," and s.word(after + 1) != w.QUOTE:  # as Smith put it
        subject, before = subject._replace(edge=subject.edge - 1), ","
    if subject.relative or before not in (",", w.QUOTE):
        return None
    ends = s.word(after) in w.PAUSE_OR_END
    if before == w.QUOTE and (ends or s.text[s.quotes[subject.edge - 1].end - 1] in ",?!"):
        return clause_before(s, subject.edge, begin, after)
    if not ends:
        return None
    found = clause_before(s, subject.edge, begin, after) or _topic_before(s, subject.edge, begin, after)
    return found if found and (s.low[found[1] - 1] == w.QUOTE or verb.frames & AFTER_CLAUSE) else None


def rest_of(s: Stretch, k: int) -> Range | None:
    """Find content that goes on after a source and cue set between commas."""
    at = k + 1 if s.word(k) in (",", ":") else k
    verb = s.verb(at)
    if s.word(at) == w.QUOTE:
        return None if is_label(s.text, s.quotes[at]) else (at, stop_of_quote(s, at))
    if (
        s.word(k) != ","
        or s.word(at) in ("", "who", "which", "according", "but", "while", "although")
        or (verb and verb.gerund)
    ):
        return None
    if s.low[at : at + 2] == ["was", "that"]:
        at += 2
    return at, clause_end(s, at)


def claims_around(s: Stretch, before: Range, after: int, cue: Span, source: Span | None) -> list[Claim]:
    """Make the claims before a source and cue, and after them where the sentence goes on."""
    quoted = s.word(before[0]) == w.QUOTE and before[1] - before[0] == 1
    found = claims_of(s, before, cue, source, "quotation, then verb" if quoted else "clause, then verb")
    rest = rest_of(s, after)
    if rest and (rest[0] in s.quotes or not quoted):
        found += claims_of(s, rest, cue, source, "content goes on after the verb")
    if len(found) == 2:
        found[0].quotation = found[1].quotation = found[0].quotation or found[1].quotation or -cue[0] - 1
        if found[0].kind == "direct" and found[1].kind == "partial":
            found[1].kind = "direct"
    return found

"""Claims, and how the rules make them: a source, a cue, and content before or after them."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.article import Quote
from helpers.attribution import words as w
from helpers.attribution.clauses import clause_end, is_label, is_sentence, stop_of_quote
from helpers.attribution.nouns import Subject, is_verb, opens_sentence
from helpers.attribution.tokens import Range, Span, Stretch
from helpers.attribution.words import Verb

TRAILING = w.MARKS - {"?", "!"}
JOINS = frozenset({"and", "but", "or", "yet"})
LEADING = w.MARKS | JOINS
NOTHING_MORE = frozenset({"", "who", "which", "according", "but", "while", "although"})
AFTER_CLAUSE = frozenset("clause person inverts particle-on particle-out particle-it".split())  # …, Smith noted


@dataclass(slots=True)
class Claim:
    """One unbroken stretch of content with its source and cue, all as offsets into the text."""

    content: Span
    kind: str
    rule: str  # the short English name of the rule that made it
    cue: Span | None = None
    source: Span | None = None
    quotation: int | None = None
    name: str | None = None


def quoted_claim(s: Stretch, quote: Quote, cue: Span | None, source: Span | None, rule: str) -> Claim:
    """Make the claim that one quotation holds."""
    kind = "direct" if is_sentence(s.text, quote) else "partial"
    return Claim((quote.start, quote.end), kind, rule, cue, source, quote.quotation)


def claims_of(s: Stretch, content: Range, cue: Span, source: Span | None, rule: str) -> list[Claim]:
    """Make the claim of a token range, without what joins it to other clauses and the marks at its ends."""
    first, last = content
    while first < last and s.low[first] in LEADING:
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


def clause_before(s: Stretch, edge: int, begin: int, after: int) -> Range | None:
    """Find the content before a source whose first token is *edge*: a quotation, or a clause up to the comma."""
    last = edge - 1 if s.word(edge - 1) == "," else edge
    alone = last - 1 == begin or s.word(last - 2) in w.PAUSE_OR_END | w.ADVERB | JOINS  # the token before the marks
    if s.word(last - 1) == w.QUOTE and alone:
        return last - 1, last
    first = begin + (s.word(begin) in JOINS)
    if opens_sentence(s, first) and "," not in s.low[first:last] and s.word(after):
        return None  # On Tuesday, Smith said he …
    has_content = w.QUOTE in s.low[first:last] or any(is_verb(s, j) for j in range(first, last))
    return (first, last) if has_content else None


def content_before(s: Stretch, subject: Subject, after: int, begin: int, verb: Verb) -> Range | None:
    """Find the content before a subject, where the verb is one that can come last."""
    edge = subject.edge
    as_put = s.word(edge - 2) == "," and s.word(edge - 1) == "as"  # two words: The deal, as Smith put it, is off
    if as_put and s.word(after + 1) != w.QUOTE:
        edge -= 1
    before, ends = s.word(edge - 1), s.word(after) in w.PAUSE_OR_END
    if before == w.QUOTE and not subject.relative and (ends or s.text[s.quotes[edge - 1].end - 1] in ",?!"):
        return clause_before(s, edge, begin, after)
    if subject.relative or before != "," or not ends:
        return None
    found = clause_before(s, edge, begin, after)
    if not found and s.word(after) == "," and s.word(after + 1) not in ("that", "") and not opens_sentence(s, begin):
        found = begin, edge - 1  # Such a policy, the letter goes on, "…": the cue cuts a subject off from its verb
    return found if found and (found[1] - 1 in s.quotes or verb.frames & AFTER_CLAUSE) else None


def rest_of(s: Stretch, k: int) -> Range | None:
    """Find content that goes on after a source and cue set between commas."""
    at = k + 1 if s.word(k) in (",", ":") else k
    verb = s.verb(at)
    if s.word(at) == w.QUOTE:
        return None if is_label(s.text, s.quotes[at]) else (at, stop_of_quote(s, at))
    if s.word(k) != "," or s.word(at) in NOTHING_MORE or (verb and verb.gerund):
        return None
    at += 2 * (s.low[at : at + 2] == ["was", "that"])  # both words: The plan, he said, was that …
    return at, clause_end(s, at)


def claims_around(s: Stretch, before: Range, after: int, cue: Span, source: Span | None) -> list[Claim]:
    """Make the claims before a source and cue, and after them where the sentence goes on."""
    quoted = before[0] in s.quotes and before[1] - before[0] == 1
    found = claims_of(s, before, cue, source, "quotation, then verb" if quoted else "clause, then verb")
    rest = rest_of(s, after)
    if rest and (rest[0] in s.quotes or not quoted):
        found += claims_of(s, rest, cue, source, "content goes on after the verb")
    if len(found) > 1:
        found[0].quotation = found[1].quotation = found[0].quotation or found[1].quotation or -cue[0] - 1
        if found[0].kind == "direct" and found[1].kind == "partial":
            found[1].kind = "direct"
    return found

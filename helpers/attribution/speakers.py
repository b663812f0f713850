"""From stretch to stretch: all claims of an article, who goes on speaking, and which name a source stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from helpers.article import Article, Quote
from helpers.attribution import words as w
from helpers.attribution.by_other_cue import (
    by_according_to,
    by_adjective,
    by_first_person,
    by_noun,
    by_place,
)
from helpers.attribution.by_verb import by_finite_verb, by_participle
from helpers.attribution.claims import Claim, Span
from helpers.attribution.clauses import is_label, is_sentence
from helpers.attribution.names import PRONOUNS, Names
from helpers.attribution.nouns import is_noun_use, subject_of_clause
from helpers.attribution.tokens import Stretch, stretches, tokenise

SHORT = 4  # words: a fragment up to this length, with no cue near it, is a term


@dataclass(slots=True)
class _Memory:
    """Who spoke last, and where."""

    names: Names
    claim: Claim | None = None
    paragraph: int = -1
    fresh: bool = False  # the last claim was made in the stretch before
    before: Stretch | None = None
    sources: dict[int, Claim] = field(default_factory=dict)  # by number of quotation


def _subject(s: Stretch | None) -> Span | None:
    """Return the subject of a stretch's first clause."""
    if s is None:
        return None
    if not len(s):
        tokenise(s, [])
    found = subject_of_clause(s, 0) if len(s) and s.low[0] != w.QUOTE else None
    return s.span(*found) if found else None


# One stretch ---------------------------------------------------------------


def _by_cue(s: Stretch, i: int, claims: list[Claim], begin: int) -> list[Claim]:
    word, verb = s.low[i], s.verb(i)
    if word == "according":
        return by_according_to(s, i, begin)
    if verb and not is_noun_use(s, i):
        rule = by_participle(s, i, verb, claims) if verb.gerund else by_finite_verb(s, i, verb, claims, begin)
        if rule:
            return rule
    if word in w.words("noun", "excuse"):
        return by_noun(s, i, begin)
    if word in w.words("adjective"):
        return by_adjective(s, i)
    return []


def claims_in(s: Stretch) -> list[Claim]:
    """Apply the rules to every cue of a stretch, from left to right; of two claims with one content, keep the first."""
    claims: list[Claim] = []
    begin = 0
    for i, word in enumerate(s.low):
        if word == ";":
            begin = i + 1
        elif word in w.CUES:
            claims += _by_cue(s, i, claims, begin)
    kept: dict[Span, Claim] = {}
    for claim in claims:
        kept.setdefault(claim.content, claim)
    return list(kept.values())


def free_quotes(s: Stretch, claims: Iterable[Claim]) -> list[tuple[int, Quote]]:
    """Return the quotations that no claim takes in, with their token numbers."""
    taken = [claim.content for claim in claims]
    return [(i, q) for i, q in s.quotes.items() if not any(a <= q.start and q.end <= b for a, b in taken)]


# Quotations without a cue -------------------------------------------------


def _person_before(memory: _Memory) -> Span | None:
    """Return the subject of the sentence before, where that sentence makes no claim and is about a person."""
    subject = None if memory.fresh else _subject(memory.before)
    if not subject or memory.before is None:
        return None
    text = memory.before.text[slice(*subject)]
    person = text.lower() in PRONOUNS or (text[0].isupper() and not text.startswith(("The ", "A ", "An ", "It ")))
    return subject if person else None


def _speaker(memory: _Memory, s: Stretch, alone: bool) -> tuple[Span | None, str]:
    """Choose the speaker of a quotation that no cue goes with; *alone*: it opens its stretch."""
    last, gap = memory.claim, s.paragraph - memory.paragraph
    if alone and (person := _person_before(memory)):
        return person, "subject of the sentence before"
    if last and last.source and (gap == 0 or (gap == 1 and alone)):
        return last.source, "same speaker as before" if gap == 0 else "same speaker as in the paragraph before"
    subject = _subject(memory.before) if alone else None
    return subject, "subject of the sentence before" if subject else "no source found"


def _carried(s: Stretch, memory: _Memory, claims: list[Claim], alone: bool) -> tuple[Span | None, str]:
    if claims and claims[-1].source:
        return claims[-1].source, "same speaker as before"
    source, rule = _speaker(memory, s, alone)
    own = None if source else _subject(s)
    return (own, "subject of the sentence") if own else (source, rule)


def _carry(s: Stretch, claims: list[Claim], memory: _Memory) -> Iterator[Claim]:
    """Give a source to quotations that have no cue of their own; leave terms out."""
    for i, quote in free_quotes(s, claims):
        content = quote.start, quote.end
        long = len(s.text[quote.start : quote.end].split(None, SHORT)) > SHORT
        if quote.quotation in memory.sources:
            yield Claim(
                content, "direct", "quotation goes on", None, memory.sources[quote.quotation].source, quote.quotation
            )
        elif claim := by_place(s, i, quote, claims):
            yield claim
        elif is_sentence(s.text, quote) and (len(s) <= 2 or long):
            source, rule = _carried(s, memory, claims, alone=s.low[0] == w.QUOTE)
            yield Claim(content, "direct", rule, None, source, quote.quotation)
        elif long and not is_label(s.text, quote):
            source, rule = _carried(s, memory, claims, alone=False)
            if source:
                yield Claim(content, "partial", rule, None, source, quote.quotation)


# Names --------------------------------------------------------------------


def _name_all(s: Stretch, claims: list[Claim], memory: _Memory) -> None:
    """Resolve the sources of a stretch; mention its subjects, so that later pronouns can find them."""
    text, names = s.text, memory.names
    pronoun = any(claim.source and text[slice(*claim.source)].lower() in PRONOUNS for claim in claims)
    if pronoun:
        for subject in (None if memory.fresh else _subject(memory.before), _subject(s)):
            names.mention(text[slice(*subject)] if subject else "")
    for claim in claims:
        if claim.source:
            source = text[slice(*claim.source)]
            claim.name = _speaker_around(claim, claims) if source in ("I", "We", "we") else names.resolve(source)
            names.mention(source)


def _speaker_around(inner: Claim, claims: list[Claim]) -> str | None:
    """Return the name of whoever says *I*: the source of the quotation around it."""
    around = (
        c for c in claims if c is not inner and c.content[0] <= inner.content[0] and inner.content[1] <= c.content[1]
    )
    return next((c.name for c in around), None)


# The whole article --------------------------------------------------------


def _remember(memory: _Memory, s: Stretch, claims: list[Claim]) -> None:
    if claims:
        memory.claim, memory.paragraph = claims[0], s.paragraph
    memory.fresh = bool(claims)
    memory.before = s
    for claim in claims:
        if claim.quotation is not None and claim.kind != "paraphrase":
            memory.sources.setdefault(claim.quotation, claim)


def _read(article: Article) -> Iterator[Claim]:
    memory = _Memory(Names(article.text))
    for s in stretches(article):
        claims = claims_in(s) if len(s) else []
        claims += _carry(s, claims, memory) if s.quotes else []
        claims += [inner for quote in s.quotes.values() for inner in by_first_person(s.text, quote)]
        _name_all(s, claims, memory)
        _remember(memory, s, claims)
        yield from claims


def all_claims(article: Article) -> list[Claim]:
    """Return every claim of an article, in the order of the text; worked out once for each article."""
    if "claims" not in article.findings:
        article.findings["claims"] = sorted(_read(article), key=lambda claim: (claim.content[0], -claim.content[1]))
    found: list[Claim] = article.findings["claims"]
    return found

"""From stretch to stretch: all claims of an article, who goes on speaking, and which name a source stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from helpers.article import Article
from helpers.attribution import words as w
from helpers.attribution.by_other_cue import by_according_to, by_first_person, by_noun, by_place
from helpers.attribution.by_verb import by_finite_verb, by_participle
from helpers.attribution.claims import Claim
from helpers.attribution.clauses import is_label, is_sentence
from helpers.attribution.names import PRONOUNS, Names
from helpers.attribution.nouns import is_noun_use, subject_at
from helpers.attribution.tokens import Span, Stretch, stretches, tokenise

SHORT = 4  # words: a fragment up to this length, with no cue near it, is a term


@dataclass(slots=True)
class _Memory:
    """Who spoke last, and where."""

    names: Names
    claim: Claim | None = None
    paragraph: int = -1
    before: Stretch | None = None
    fresh: bool = False  # a claim was made in it
    sources: dict[int, Claim] = field(default_factory=dict)  # by number of quotation


def _subject(s: Stretch | None) -> Span | None:
    """Return the subject of a stretch's first clause."""
    if s is not None and not s:  # no cue stands in it
        tokenise(s, [])
    found = subject_at(s, 0) if s and s.low[0] != w.QUOTE else None
    return s.span(*found) if s and found else None


def _by_cue(s: Stretch, i: int, claims: list[Claim], begin: int) -> list[Claim]:
    verb = s.verb(i)
    if s.low[i] == "according":
        return by_according_to(s, i, begin)
    found: list[Claim] = []
    if verb and not is_noun_use(s, i) and verb.particle in ("", s.word(i + 1)):
        found = by_participle(s, i, verb, claims) if verb.gerund else by_finite_verb(s, i, verb, claims, begin)
    return found or (by_noun(s, i, begin) if s.low[i] in w.words("noun", "excuse") else [])


def _by_cues(s: Stretch) -> list[Claim]:
    """Apply the rules to every cue of a stretch, from left to right; of two claims with one content, keep the first."""
    claims: list[Claim] = []
    begin = 0
    for i, word in enumerate(s.low):
        if word == ";":
            begin = i + 1
        elif word in w.CUES:
            known = {claim.content for claim in claims}
            claims += [claim for claim in _by_cue(s, i, claims, begin) if claim.content not in known]
    return claims


def _carried(s: Stretch, memory: _Memory, claims: list[Claim], alone: bool) -> tuple[Span | None, str]:
    """Choose the speaker of a quotation that no cue goes with; *alone*: it opens its stretch."""
    last, gap = (claims[-1], 0) if claims else (memory.claim, s.paragraph - memory.paragraph)
    if last and last.source and gap <= alone:
        return last.source, "same speaker as in the paragraph before" if gap else "same speaker as before"
    if alone and (subject := _subject(memory.before)):
        return subject, "subject of the sentence before"
    subject = _subject(s)
    return subject, "subject of the sentence" if subject else "no source found"


def _without_cue(s: Stretch, claims: list[Claim], memory: _Memory) -> Iterator[Claim]:
    """Give a source to quotations that have no cue of their own; leave terms out."""
    taken = [claim.content for claim in claims]
    for i, quote in s.quotes.items():
        content, number = (quote.start, quote.end), quote.quotation
        if any(start <= quote.start and quote.end <= end for start, end in taken):
            continue
        sentence = is_sentence(s.text, quote)
        long = len(s.text[slice(*content)].split(None, SHORT)) > SHORT and not is_label(s.text, quote)
        if number in memory.sources:
            yield Claim(content, "direct", "quotation goes on", None, memory.sources[number].source, number)
        elif claim := by_place(s, i, quote, claims):
            yield claim
        elif long or (sentence and len(s) <= 2):  # alone, or with one mark after it
            source, rule = _carried(s, memory, claims, alone=sentence and s.low[0] == w.QUOTE)
            if source or sentence:
                yield Claim(content, "direct" if sentence else "partial", rule, None, source, number)


def _name_all(s: Stretch, claims: list[Claim], memory: _Memory) -> None:
    """Resolve the sources of a stretch; mention its subjects, so that later pronouns can find them."""
    sources = [s.text[slice(*claim.source)] if claim.source else "" for claim in claims]
    if any(source.lower() in PRONOUNS for source in sources):
        for subject in (None if memory.fresh else _subject(memory.before), _subject(s)):
            memory.names.mention(s.text[slice(*subject)] if subject else "")
    for claim, source in zip(claims, sources, strict=True):
        if source in ("I", "We", "we"):  # whoever makes the claim around it
            around = (c for c in claims if c is not claim and c.content[0] <= claim.content[0] < c.content[1])
            claim.name = next((c.name for c in around), None)
        elif source:
            claim.name = memory.names.resolve(source)


def _read(article: Article) -> Iterator[Claim]:
    memory = _Memory(Names(article.text))
    for s in stretches(article):
        claims = _by_cues(s)
        claims += list(_without_cue(s, claims, memory))
        claims += by_first_person(s)
        _name_all(s, claims, memory)
        if claims:
            memory.claim, memory.paragraph = claims[0], s.paragraph
        memory.before, memory.fresh = s, bool(claims)
        for claim in claims:
            if claim.quotation is not None and claim.kind != "paraphrase":
                memory.sources.setdefault(claim.quotation, claim)
        yield from claims


def all_claims(article: Article) -> list[Claim]:
    """Return every claim of an article, in the order of the text; worked out once for each article."""
    if "claims" not in article.findings:
        article.findings["claims"] = sorted(_read(article), key=lambda claim: (claim.content[0], -claim.content[1]))
    found: list[Claim] = article.findings["claims"]
    return found

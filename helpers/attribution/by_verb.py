"""The rules for verbs, each tried on one cue: *Smith said that …*, *"…," said Smith*, *…, saying that …*."""

from __future__ import annotations

from helpers.attribution import words as w
from helpers.attribution.claims import Claim, claims_around, claims_of, clause_before, content_before, source_span
from helpers.attribution.clauses import after_listener, clause_end, complement, is_clause, skip_setting
from helpers.attribution.nouns import Subject, back_over, is_verb, noun_after, noun_before, subject_at, subject_before
from helpers.attribution.tokens import Range, Span, Stretch
from helpers.attribution.words import Verb

WITH = 9  # tokens back in which a with shows that a participle has its own subject: with neighbors saying
NOT_AFTER_VERB = w.AUXILIARY - w.CONTRACTION
BEFORE_BARE_FORM = w.SUBJECTS | w.LINKS | w.PLURAL | w.CONJUNCTION | w.ADVERB | {"to"}
BEFORE_SHARED = w.PAUSES | {"by", "while", "without", "and", "in", "after", "before"}  # a participle without a subject
OPENS_SUBORDINATE = w.SUBORDINATOR - {"that"} | {"as", "after", "before", "since"}
NOT_A_SPEAKER = w.SUBJECTS | w.TIME | {"that", "to", ""}
PASSIVE = w.BE | {"being", "get", "got"}  # was told, been accused
NOT_A_NOUN = w.OPENERS | w.PAUSES | w.RELATIVE | w.AUXILIARY | {""}


def can_be_finite(s: Stretch, i: int, verb: Verb) -> bool:
    """Tell whether the form at *i* can be the verb of an active clause; a bare form needs a plural subject, or *to*."""
    before, after, following = s.word(i - 1), s.word(i + 1), s.verb(i + 1)
    if s.low[i] in w.words("participle") and before not in ("has", "have", "had", "having", "never", "always"):
        return False
    if s.word(back_over(s, i)) in PASSIVE or after == "by" or (s.is_name(i) and i and before not in w.PAUSES):
        return False
    if after in NOT_AFTER_VERB or (following and not following.gerund):  # court documents say
        return False
    if not verb.base or before in BEFORE_BARE_FORM:
        return True
    return before.endswith(("s", "ly")) and not before.endswith(("ss", "us", "'s", "’s"))


def _is_inverted(s: Stretch, i: int, j: int, verb: Verb) -> bool:
    """Tell whether the speaker stands after the verb: *"…," said Smith*; *…, said the firm's owner, Smith*."""
    before, after = s.word(i - 1), s.word(j)
    if verb.base or before not in (w.QUOTE, ",") or after in NOT_A_SPEAKER:
        return False
    named = s.is_name(j) or after in w.DETERMINER or after in w.words("title")
    if not named and (before != w.QUOTE or not after.isalpha() or after in NOT_A_NOUN):
        return False
    if w.QUOTE in (before, s.word(i - 2)):  # with a comma after the marks
        return True
    inverts = verb.frames & {"clause", "inverts"} and not verb.frames & {"person", "person-to"}
    who = noun_after(s, j) if inverts else None
    if not who or s.word(who[1]) not in ("", ",", "on", "in", "at"):
        return False
    return s.is_name(j) or ("," in s.low[j : who[1]] and s.is_name(who[1] - 1))


def by_inverted_verb(s: Stretch, i: int, j: int, begin: int) -> list[Claim]:
    """*"…," said Jane Smith, a lawyer.*"""
    who = noun_after(s, j)
    after = skip_setting(s, who[1]) if who else j
    before = clause_before(s, i, begin, after)
    return claims_around(s, before, after, s.span(i, j), source_span(s, who)) if before else []


def _shared_source(s: Stretch, i: int, claims: list[Claim]) -> Span | None:
    """Return the source of the verb before, for a verb joined by *and*: *Smith said … and added*."""
    if s.word(back_over(s, i)) not in ("and", "but", "then"):
        return None
    if claims:
        return claims[-1].source
    return source_span(s, subject_at(s, 0)) if s.low[i] != "expected" else None


def _in_own_clause(s: Stretch, i: int, subject: Subject | None, content: Range) -> Range:
    """End the content with a subordinate clause that opens the sentence, or with the *who* clause that it stands in."""
    first, last = content
    opens = s.low[0] in OPENS_SUBORDINATE and "," not in s.low[:i]
    relative = subject is not None and subject.relative
    commas = (k for k in range(first + 1, last) if s.low[k] == "," and (opens or (relative and is_verb(s, k + 1))))
    return first, next(commas, last)


def by_finite_verb(s: Stretch, i: int, verb: Verb, claims: list[Claim], begin: int) -> list[Claim]:
    """Verbs with their subject before them: *Smith said that …*, *…, Smith said*."""
    j = i + 1 + bool(verb.particle)
    if not can_be_finite(s, i, verb):
        return []
    if _is_inverted(s, i, j, verb):
        return by_inverted_verb(s, i, j, begin)
    cue, subject = s.span(i, j), subject_before(s, i)
    source = source_span(s, subject) or _shared_source(s, i, claims)
    if not source:
        return []
    describes = subject is not None and s.word(subject.edge - 1) in ("that", "which", "whom")
    if subject and describes and all(claim.content[0] != s.starts[subject.edge] for claim in claims):
        return []  # the zone that the union describes: the clause holds no content
    after = skip_setting(s, after_listener(s, j) if "person" in verb.frames else j)
    if subject and (before := content_before(s, subject, after, begin, verb)):
        return claims_around(s, before, after, cue, source)
    if subject and "name" in verb.frames and s.word(subject.edge - 1) == "what":
        last = next((k for k in range(j + 1, len(s)) if s.low[k] in w.MARKS or k - 1 in s.quotes), len(s))
        return claims_of(s, (j, last), cue, source, "what X calls")
    if found := complement(s, j, verb):
        return claims_of(s, _in_own_clause(s, i, subject, found[0]), cue, source, found[1])
    inserted = subject and s.word(subject.edge - 1) == s.word(after) == ","  # In private, officials said, he …
    if inserted and "clause" in verb.frames and is_clause(s, after + 1):
        return claims_of(s, (after + 1, clause_end(s, after + 1)), cue, source, "verb, then clause")
    return []


def _participle_source(s: Stretch, i: int, claims: list[Claim]) -> Span | None:
    """Find the source of a participle: the noun it follows, the speaker before, or the subject of the sentence."""
    before = s.word(i - 1)
    if before in ("of", "to", "from", "for", "about") or before in w.DETERMINER - w.PLURAL:
        return None
    if not w.BE.isdisjoint(s.low[max(0, i - 2) : i]):  # is (now) saying
        return source_span(s, subject_before(s, i))
    if before in BEFORE_SHARED or back_over(s, i) < i - 1:
        return claims[-1].source if claims else source_span(s, subject_at(s, 0))
    speaks = before in w.words("thing", "noun", "plural") or s.is_name(i - 1) or "with" in s.low[max(0, i - WITH) : i]
    return source_span(s, noun_before(s, i)) if speaks or s.word(i + 1) in ("that", w.QUOTE) else None


def by_participle(s: Stretch, i: int, verb: Verb, claims: list[Claim]) -> list[Claim]:
    """*…, saying that …*; *Alleging that …, the council …*; *a letter claiming that …*."""
    j = i + 1 + bool(verb.particle)
    found = complement(s, j, verb) if not (i and s.is_name(i)) else None
    if not found or (verb.lemma in w.words("sensing") and found[1] not in ("verb + that", "verb, then quotation")):
        return []
    (first, last), rule = found
    if i == 0:
        last = next((k for k in range(first, last) if s.low[k] == ","), last)
        source = source_span(s, subject_at(s, last + 1))
    else:
        source = _participle_source(s, i, claims)
    return claims_of(s, (first, last), s.span(i, j), source, rule.replace("verb", "participle"))

"""The word lists that the reading of attributions rests on.

They are data, in ``lexicons/reporting_verbs.csv`` and ``lexicons/attribution_words.csv``, with a reason for each entry.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from helpers.article import read_lexicon


@functools.cache
def words(*kinds: str) -> frozenset[str]:
    """Return the entries of one or more kinds in the list of attribution words.

    >>> "who" in words("relative")
    True
    """
    return frozenset(row["entry"] for row in read_lexicon("attribution_words") if {*kinds} & {*row["kinds"].split()})


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a reporting verb: its lemma, its stance and the frames that it can stand in."""

    lemma: str
    stance: str
    frames: frozenset[str]
    particle: str  # went on, points out
    gerund: bool
    base: bool


@functools.cache
def verbs() -> dict[str, Verb]:
    """Return every form of every reporting verb.

    >>> verbs()["claimed"].stance
    'distancing'
    """
    found: dict[str, Verb] = {}
    for row in read_lexicon("reporting_verbs"):
        frames = frozenset(row["frames"].split())
        particle = next((frame.removeprefix("particle-") for frame in frames if frame.startswith("particle-")), "")
        forms = row["forms"].split()
        for form in forms:
            bare = form == row["entry"] and len(forms) > 3  # put is past and bare at once
            found[form] = Verb(row["entry"], row["stance"], frames, particle, form.endswith("ing"), bare)
    return found


QUOTE = "“"  # stands for a whole quotation in a stretch
DASHES = frozenset("—–-") | {"--"}
BREAKS = frozenset(";:?!…") | DASHES | {QUOTE}
PAUSES = BREAKS | {","}
PAUSE_OR_END = PAUSES | {""}
MARKS = PAUSES - {QUOTE}
BE = frozenset("is are was were be been am".split())
SUBJECTS = frozenset("i he she they we it who you".split())  # one word that is a whole subject
SUBJECT = SUBJECTS - {"who"}
POSSESSIVE = ("'s", "’s", "s'", "s’")

DETERMINER, ARTICLE, PREPOSITION = words("determiner"), words("article"), words("preposition")
RELATIVE, SUBORDINATOR, CONJUNCTION = words("relative"), words("subordinator"), words("conjunction")
ADVERB, TIME, AUXILIARY, PLURAL = words("adverb"), words("time"), words("auxiliary"), words("plural")
FINITE = words("auxiliary", "verb")
CONTRACTION = frozenset(w for w in AUXILIARY if w.replace("’", "'").split("'")[0] in SUBJECTS | {"there", "that"})
LINKS = (AUXILIARY - CONTRACTION) | {"having", "being"}
OPENS_CLAUSE = (SUBJECTS - {"it", "you"}) | CONTRACTION | {"there", QUOTE}  # it and you can be objects
OPENERS = PREPOSITION | ADVERB | CONJUNCTION | SUBORDINATOR | TIME
CONNECTIVE = CONJUNCTION | ADVERB
NOT_A_SUBJECT = OPENERS | AUXILIARY | (ARTICLE - {"her"})

VERBS = verbs()
SAYING = frozenset(f for f, v in VERBS.items() if "clause" in v.frames and not v.gerund and not v.base)
CUES = frozenset(VERBS) | words("noun", "excuse") | {"according"}  # can be, or begin, a cue

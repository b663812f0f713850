"""Which name a source stands for: *Wheeler*, *the mayor of Portland, Ted Wheeler* and *he* in one line of a table.

A person is called by the fullest name in the article, without titles; whoever is only described keeps the
description (*the letter*, *police*); a pronoun takes the likeliest name or description before it.
"""

from __future__ import annotations

import re

from helpers.attribution.words import POSSESSIVE, words

FULL_NAME = re.compile(r"\b[A-Z][\w’'-]*\.?(?: (?:[A-Z][\w’'-]*\.?|de|la|van|von|der|al|bin|O[’'][A-Z]\w+)){1,4}")
MID_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z][\w’-]+")
WORD = re.compile(r"[\w’'.&-]*\w\.?")
HE, SHE, THEY, IT = ({"he", "his", "him"}, {"she", "her"}, {"they", "their", "them"}, {"it", "its"})
PRONOUNS = HE | SHE | THEY | IT | {"i", "we", "my", "our", "you"}
JOINED = frozenset({"of", "de", "van", "al", "and", "&"})  # inside a name
REACH = 12  # mentions that a pronoun may look back over
TITLE, THING = words("title"), words("thing")
FUNCTION = words("determiner", "preposition", "subordinator", "conjunction", "adverb", "relative", "pronoun")
GROUP = words("pronoun", "plural")
ADDS = words("preposition", "relative") | {"that"}


def _untitled(found: list[str]) -> list[str]:
    """Leave titles, what stands before a title, and small words off the front of a name."""
    small = [word.lower().strip(".") for word in found[:-1]]
    body = found[-1:] and found[-1].lower() in THING  # Detroit Police Department: no police of that name
    titled = max((k + 1 for k, word in enumerate(small) if word in TITLE and not body), default=0)
    while titled < len(small) and small[titled] in FUNCTION:
        titled += 1
    return found[titled:]


def _head(piece: str) -> list[str]:
    """Return the words of a noun phrase up to the preposition or participle that opens what only adds to it."""
    found = WORD.findall(piece)
    for k in range(1, len(found)):
        before, word = found[k - 1], found[k]
        if word == "of" and (before.lower() in GROUP or (before.lower() in THING and before[0].isupper())):
            continue  # several of his aides, University of Tarn
        if word in ADDS or (word.endswith(("ing", "ed")) and k > 1 and not before.endswith(POSSESSIVE)):
            return found[:k]
    return found


class Names:
    """The names of one article, and who was mentioned last."""

    def __init__(self, text: str) -> None:
        self._full: dict[str, str] = {}  # by surname
        self._seen = {word for word in MID_SENTENCE.findall(text) if word.lower() not in FUNCTION}
        self._gender: dict[str, str] = {}
        self._recent: list[tuple[str, bool]] = []  # name or description, and whether it is a person's name
        for found in FULL_NAME.findall(text):
            name = _untitled(found.split())
            if len(name) > 1:
                self._full.setdefault(name[-1], " ".join(name))

    def _name_in(self, piece: str) -> str | None:
        """Return the proper name at the end of a noun phrase's head, or None."""
        head = _head(piece)
        k = len(head)
        while k and (head[k - 1][0].isupper() or (head[k - 1] in JOINED and k < len(head))):
            k -= 1
        name = _untitled(head[k:])
        if not name or not name[0][0].isupper() or name[0].lower() in FUNCTION:
            return None
        known, joined = self._full.get(name[-1], ""), " ".join(name)
        if len(name) > 1:
            return known if known.endswith(joined) else joined
        small = joined.lower()
        plural = k == 0 and (joined.endswith("s") or small in words("plural"))
        if small in TITLE or (plural and not known and joined not in self._seen):
            return None  # Prosecutors, at the head of a sentence
        return joined if small in THING else known or joined

    def _description(self, piece: str) -> str:
        """Return the head of a noun phrase, without the capital that only begins a sentence."""
        head = " ".join(_head(piece))
        first, _, rest = head.partition(" ")
        common = first[1:].isalpha() and first[1:].islower() and not (first in self._seen or first in self._full)
        return head[:1].lower() + head[1:] if first == "A" or (common and not rest[:1].isupper()) else head

    def mention(self, source: str) -> str | None:
        """Remember somebody as a possible antecedent; return the name or the description to count them by."""
        if source.lower() in PRONOUNS or not source:
            return None
        pieces = source.split(", ")
        names = (self._name_in(piece) for piece in pieces[:3])  # description, name, age or office
        label = next((name for name in names if name), "") or self._description(pieces[0])
        found = {word.lower().strip(".,") for word in source.split()}
        named = " " in label or bool(found & TITLE)
        person = named and label[:1].isupper() and not found & THING and not source.startswith(("the ", "The "))
        if found & words("woman", "man"):
            self._gender.setdefault(label, "she" if found & words("woman") else "he")
        self._recent = [*self._recent[1 - REACH :], (label, person)]
        return label

    def _fits(self, pronoun: str, label: str, person: bool) -> bool:
        last = label.lower().split()[-1] if label else ""
        if pronoun in THEY:
            return not person
        if pronoun in IT:
            return not person and (last in THING or not last.endswith("s") or label[:1].isupper())
        sex = "he" if pronoun in HE else "she"
        return (person or last in words("man", "woman", "title")) and self._gender.get(label, sex) == sex

    def resolve(self, source: str) -> str | None:
        """Return the name for a source, and remember it; for a pronoun its likely antecedent, None where none fits."""
        pronoun = source.lower()
        if pronoun not in PRONOUNS:
            return self.mention(source)
        for label, person in reversed(self._recent):
            if self._fits(pronoun, label, person):
                if pronoun in HE | SHE:
                    self._gender.setdefault(label, "he" if pronoun in HE else "she")
                self._recent.append((label, person))
                return label
        return None

"""Which name a source stands for: *Wheeler*, *the mayor of Portland, Ted Wheeler* and *he* in one line of a table.

A person is called by the fullest name in the article, without titles; whoever is only described keeps the
description (*the letter*, *police*); a pronoun takes the likeliest name or description before it.
"""

from __future__ import annotations

import functools
import re

from helpers.attribution.words import words

Span = tuple[int, int]

FULL_NAME = re.compile(r"\b[A-Z][\w’'-]*\.?(?: (?:[A-Z][\w’'-]*\.?|de|la|van|von|der|al|bin|O[’'][A-Z]\w+)){1,4}")
MID_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z][\w’-]+")
WORD = re.compile(r"[\w’'.&-]*\w\.?")
HE, SHE, THEY, IT = ({"he", "his", "him"}, {"she", "her"}, {"they", "their", "them"}, {"it", "its"})
PRONOUNS = HE | SHE | THEY | IT | {"i", "we", "my", "our", "you"}
JOINED = frozenset({"of", "de", "van", "al", "and", "&"})  # inside a name
REACH = 12  # mentions that a pronoun may look back over


@functools.cache
def _function_words() -> frozenset[str]:
    return words("determiner", "preposition", "subordinator", "conjunction", "adverb", "relative", "pronoun")


def _untitled(found: list[str]) -> list[str]:
    """Leave titles, what stands before a title, and small words off the front of a name."""
    small = [word.lower().strip(".") for word in found[:-1]]
    titles, function = words("title"), _function_words()
    body = found[-1:] and found[-1].lower() in words("thing")  # Detroit Police Department: no police of that name
    titled = max((k + 1 for k, word in enumerate(small) if word in titles and not body), default=0)
    while titled < len(small) and small[titled] in function:
        titled += 1
    return found[titled:]


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _belongs(found: list[str], k: int) -> bool:
    """Tell whether the *of* at *k* belongs to the name or number: *University of Tarn*, *several of his aides*."""
    before = found[k - 1]
    quantity = k == 1 and before.lower() in words("pronoun", "plural")
    return found[k] == "of" and (quantity or (before.lower() in words("thing") and _is_capital(before)))


def _head(piece: str) -> list[str]:
    """Return the words of a noun phrase up to the preposition or participle that opens what only adds to it."""
    found = WORD.findall(piece)
    for k in range(1, len(found)):
        word = found[k]
        participle = word.endswith(("ing", "ed")) and k > 1 and not found[k - 1].endswith(("'s", "’s"))
        if participle or (word in words("preposition", "relative") | {"that"} and not _belongs(found, k)):
            return found[:k]
    return found


class Names:
    """The names of one article, and who was mentioned last."""

    def __init__(self, text: str) -> None:
        self._full: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._seen = {word for word in MID_SENTENCE.findall(text) if word.lower() not in _function_words()}
        self._gender: dict[str, str] = {}
        self._recent: list[tuple[str, bool]] = []  # name or description, and whether it is a person's name
        titled: set[str] = set()  # surnames that have come with Mr. or Ms. before any first name
        for found in FULL_NAME.findall(text):
            name = _untitled(found.split())
            if len(name) > 1 and name[-1] not in titled:
                self._full.setdefault(name[-1], " ".join(name))
            elif found.startswith(("Mr", "Ms")) and name[-1] not in self._full:
                titled.add(name[-1])

    def _name_in(self, piece: str) -> str | None:
        """Return the proper name at the end of a noun phrase's head, or None."""
        head = _head(piece)
        k = len(head)
        while k and (_is_capital(head[k - 1]) or (head[k - 1] in JOINED and k < len(head))):
            k -= 1
        name = _untitled(head[k:])
        if not name or not _is_capital(name[0]) or name[0].lower() in _function_words():
            return None
        return self._longest(name) if len(name) > 1 else self._single(name[0], at_head=k == 0)

    def _single(self, name: str, at_head: bool) -> str | None:
        """Return the name that one word with a capital stands for; None where it is a common noun or a title."""
        small = name.lower()
        plural = name.endswith("s") or small in words("plural")
        if small in words("title") or (at_head and plural and name not in self._full and name not in self._seen):
            return None  # Prosecutors, at the head of a sentence
        return name if small in words("thing") else self._full.get(name, name)

    def _longest(self, name: list[str]) -> str:
        known = self._full.get(name[-1], "")
        joined = " ".join(name)
        return known if known.endswith(joined) else joined

    def label(self, source: str) -> str:
        """Return the name or the description by which a source can be counted."""
        if source not in self._labels:
            self._labels[source] = self._make_label(source)
        return self._labels[source]

    def _make_label(self, source: str) -> str:
        pieces = source.split(", ")
        for piece in pieces[:3]:
            if name := self._name_in(piece):
                return name
        head = " ".join(_head(pieces[0]))
        first, _, rest = head.partition(" ")
        proper = first in self._seen or first in self._full or not first[1:].isalpha() or not first[1:].islower()
        return head if len(first) > 1 and (proper or rest[:1].isupper()) else head[:1].lower() + head[1:]

    def mention(self, source: str) -> None:
        """Remember somebody as a possible antecedent."""
        if source.lower() in PRONOUNS or not source:
            return
        label = self.label(source)
        found = {word.lower().strip(".,") for word in source.split()}
        named = len(label.split()) > 1 or bool(found & words("title"))
        person = named and _is_capital(label) and not found & words("thing") and not source.startswith(("the ", "The "))
        if found & words("woman", "man"):
            self._gender.setdefault(label, "she" if found & words("woman") else "he")
        self._recent = [*self._recent[1 - REACH :], (label, person)]

    def _fits(self, pronoun: str, label: str, person: bool) -> bool:
        last = label.lower().split()[-1] if label else ""
        if pronoun in THEY:
            return not person
        if pronoun in IT:
            return not person and (last in words("thing") or not last.endswith("s") or _is_capital(label))
        sex = "he" if pronoun in HE else "she"
        described = last in words("man", "woman", "title")
        return (person or described) and self._gender.get(label, sex) == sex

    def resolve(self, source: str) -> str | None:
        """Return the name for a source; for a pronoun its likely antecedent, None where none fits."""
        pronoun = source.lower()
        if pronoun not in PRONOUNS:
            return self.label(source)
        for label, person in reversed(self._recent):
            if self._fits(pronoun, label, person):
                if pronoun in HE | SHE:
                    self._gender.setdefault(label, "he" if pronoun in HE else "she")
                self._recent.append((label, person))
                return label
        return None

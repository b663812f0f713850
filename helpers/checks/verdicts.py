"""How an answer stands, and what it must have: an answer of one's own, and a reason with an address."""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass

from helpers.article import Article
from helpers.checks.keys import Key

SHORTEST_REASON = 5  # different words
ADDRESS = re.compile(r"(?<![\d.,$])\d{1,3}\.\d{1,2}(?![\d%]|\.\d)")
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": "", "”": "", '"': "", "–": "-", "—": "-"})


class NotEarnedError(AssertionError):
    """Raised under nbgrader, where a check that raises nothing gives full points; no fault of the code."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the verdict, and none of the code that came to it."""
        return [f"NotEarnedError: {self}"]


class Outcome(enum.StrEnum):
    """How an answer stands."""

    NOT_ATTEMPTED = "not attempted"
    MATCHES = "matches the key"
    REASON_WANTED = "defensible: give your reason"
    DEFENSIBLE = "defensible, with your reason"
    CONTRADICTED = "contradicted by the text"
    NOT_YET = "not yet"
    WRONG_TYPE = "another type of answer is wanted"
    FOR_TEACHER = "for your teacher"

    @property
    def earned(self) -> bool:
        """Whether the answer earns its points."""
        return self in (Outcome.MATCHES, Outcome.DEFENSIBLE)


@dataclass(frozen=True)
class Verdict:
    """An outcome, what to say of it, and the addresses of the sentences to show with it."""

    outcome: Outcome
    message: str
    sentences: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Return a text without differences that do not matter: case, spaces, curly marks, outer marks, an article.

    >>> plain("  The “Empty\\u00a0 promise”. ")
    'empty promise'
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = text.translate(STRAIGHT)
    text = " ".join(text.split()).strip(" .,;:!?'()")
    return re.sub(r"^(the|an?) (?=\S)", "", text)


def is_untouched(answer: object) -> bool:
    """Tell whether nothing was answered: the three dots, nothing, an empty text or list."""
    if isinstance(answer, str):
        return plain(answer) in ("", "…", "...")
    if isinstance(answer, dict):
        return all(is_untouched(value) for value in answer.values())
    return answer is None or answer is ... or (isinstance(answer, (list, tuple, set)) and not answer)


def is_copied(key: Key, text: str, words: int) -> bool:
    """Tell whether a text of so many words or more stands like this in the question."""
    return len(text.split()) >= words and plain(text) in plain(key.asked)


# Reasons -----------------------------------------------------------------------


def reason_fault(key: Key, article: Article, reason: object) -> str:
    """Say what a reason lacks; an empty text when it has what a reason needs.

    It needs five different words or more, of the student's own, and the address of a sentence.
    """
    if not isinstance(reason, str):
        return 'A reason is a text in quotation marks, such as "The first sentence says so (1.1)."'
    if is_untouched(reason):
        return "Write your reason in one sentence, with the address of the sentence that it rests on."
    addresses = ADDRESS.findall(reason)
    known = {"0.1", *article.sentences["sentence"]}
    unknown = [address for address in addresses if address not in known]
    words = re.findall(r"[^\W\d_]+", ADDRESS.sub("", reason).casefold())
    if unknown:
        return f"Your reason names {unknown[0]}, and this article has no such sentence. Look the address up again."
    if len(set(words)) < SHORTEST_REASON:
        return "Your reason is very short. Write a whole sentence, so that another reader can follow it."
    if is_copied(key, ADDRESS.sub("", reason), SHORTEST_REASON):
        return "Your reason repeats the words of the question. Say in your own words what you see in the text."
    return "" if addresses else "Your reason names no sentence. Add the address that it rests on, such as (1.1)."

"""Judge an answer by its key: what comes out, why, and which sentence shows it. Nothing is shown or kept here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.article import Article
from helpers.checks.keys import ASPECTS, LEVELS, Key, Ruling
from helpers.checks.verdicts import Outcome, Verdict, is_copied, is_untouched, plain, reason_fault

LONGEST_TEXT = 10  # words in which a short answer may lie
TYPES = {bool: "True or False", float: "a number with a point", int: "a number", str: "a text", dict: "a dictionary"}
DENIAL = {"not", "no", "never", "isn't", "wasn't", "nor", "neither"}


class WrongTypeError(ValueError):
    """The answer is not of the type that the question wants; the message says which is."""


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _wrong_type(key: Key, answer: object) -> WrongTypeError:
    given = TYPES.get(type(answer), f"of the type {type(answer).__name__}")
    return WrongTypeError(f"This question wants {key.wanted}. What you gave is {given}.")


def _with_reason(key: Key, article: Article, verdict: Verdict, reason: object) -> Verdict:
    """Return a verdict that counts only with a reason, or say what the reason lacks."""
    fault = reason_fault(key, article, reason)
    if fault:
        return Verdict(Outcome.REASON_WANTED, f"{verdict.message} {fault}", verdict.sentences)
    return Verdict(verdict.outcome, f"{verdict.message} Your reason is kept for your teacher.", verdict.sentences)


def _defensible(key: Key, article: Article, answer: str, ruling: Ruling, reason: object) -> Verdict:
    message = f"“{answer}” can be defended: {ruling.because}"
    return _with_reason(key, article, Verdict(Outcome.DEFENSIBLE, message), reason)


def _contradicted(answer: str, ruling: Ruling) -> Verdict:
    """Return the verdict with the sentence that contradicts; of an address it is the sentence itself by default."""
    return Verdict(Outcome.CONTRADICTED, f"“{answer}”: {ruling.because}", (ruling.sentence or answer,))


def _ruling(rulings: Iterable[Ruling], answer: str) -> Ruling | None:
    return next((ruling for ruling in rulings if answer in map(plain, ruling.answers)), None)


# Texts, numbers, choices -----------------------------------------------------------


def _phrases(key: Key) -> dict[str, None]:
    """Return every answer that the key knows, the longest first."""
    known = [*key.right, *(answer for ruling in (*key.defensible, *key.contradicted) for answer in ruling.answers)]
    return dict.fromkeys(sorted(map(plain, known), key=len, reverse=True))


def _side(key: Key, answer: str) -> str:
    if answer in map(plain, key.right):
        return "right"
    return "defensible" if _ruling(key.defensible, answer) else "contradicted"


def _found_in(key: Key, text: str) -> list[str]:
    """Return the answers of the key that stand in a short text, one for each side; none where it denies something."""
    if text in _phrases(key):
        return [text]
    found, rest = [], text
    for phrase in _phrases(key):
        pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
        if re.search(pattern, rest):
            found.append(phrase)
            rest = re.sub(pattern, " ", rest)
    denied = DENIAL & set(rest.split())
    return [] if denied or len(text.split()) > LONGEST_TEXT else list({_side(key, it): it for it in found}.values())


def _judge_known(key: Key, article: Article, given: str, known: str, reason: object) -> Verdict:
    """Judge an answer that the key knows."""
    if known in map(plain, key.right):
        return Verdict(Outcome.MATCHES, f"“{given}” fits the key. {key.solution}")
    if ruling := _ruling(key.defensible, known):
        return _defensible(key, article, given, ruling, reason)
    ruling = _ruling(key.contradicted, known)
    assert ruling  # noqa: S101 - a known answer is on one of three sides
    return _contradicted(given, ruling)


def _judge_text(key: Key, article: Article, answer: object, reason: object) -> Verdict:
    if not isinstance(answer, str):
        raise _wrong_type(key, answer)
    text = plain(answer)
    found = _found_in(key, text)
    if len(found) > 1:
        return Verdict(Outcome.NOT_YET, f"“{answer.strip()}” holds more than one answer. Choose one. {key.again}")
    if text not in _phrases(key) and is_copied(key, answer, 3):
        return Verdict(Outcome.NOT_YET, f"“{answer.strip()}” are words of the question. {key.again}")
    if found:
        return _judge_known(key, article, answer.strip(), found[0], reason)
    return Verdict(Outcome.NOT_YET, f"“{answer.strip()[:80]}” is not an answer that the key knows. {key.again}")


def _judge_number(key: Key, article: Article, answer: object, reason: object) -> Verdict:
    if not _is_number(answer):
        raise _wrong_type(key, answer)
    if str(answer) in _phrases(key):
        return _judge_known(key, article, str(answer), str(answer), reason)
    return Verdict(Outcome.NOT_YET, f"{answer} is not what the text gives. {key.again}")


def _letter(key: Key, answer: str) -> str:
    """Return the letter of the option that was named by its letter or by its text."""
    named = plain(answer)
    letters = [letter for letter, text in key.options if named in (letter, plain(text), plain(f"{letter}) {text}"))]
    return letters[0] if letters else ""


def _judge_choice(key: Key, article: Article, answer: object, reason: object) -> Verdict:
    if not isinstance(answer, str):
        raise _wrong_type(key, answer)
    letter = _letter(key, answer) or plain(answer)
    if letter not in dict(key.options):
        letters = ", ".join(letter for letter, _ in key.options)
        return Verdict(Outcome.NOT_YET, f"“{answer.strip()[:80]}” is none of the options. Give one of {letters}.")
    if letter in key.right:
        message = f"“{letter}” fits the key." + ("" if reason_fault(key, article, reason) else f" {key.solution}")
        return _with_reason(key, article, Verdict(Outcome.MATCHES, message), reason)
    return _judge_known(key, article, letter, letter, reason)


# Addresses -------------------------------------------------------------------------


def _as_addresses(key: Key, answer: object) -> list[str]:
    """Return the addresses that were given, each once; a text may hold several."""
    given = [answer] if isinstance(answer, str) else answer
    if not isinstance(given, (list, tuple, set)) or not all(isinstance(item, str) for item in given):
        raise _wrong_type(key, answer)
    parts = [part for item in given for part in re.split(r"[\s,;]+|\band\b", item.strip())]
    return list(dict.fromkeys(part.strip("`'\"“”‘’()") for part in parts if part))


def _judge_addresses(key: Key, article: Article, answer: object, reason: object) -> Verdict:
    given = _as_addresses(key, answer)
    known = {"0.1", *article.sentences["sentence"]}
    if unknown := [address for address in given if address not in known]:
        last = article.sentences["sentence"].iloc[-1]
        return Verdict(Outcome.NOT_YET, f"There is no sentence “{unknown[0][:20]}”. The last address is {last}.")
    for address in given:
        if ruling := _ruling(key.contradicted, address):
            return _contradicted(address, ruling)
    accepted = {*key.right, *key.allowed, *(it for ruling in key.defensible for it in ruling.answers)}
    if other := [address for address in given if address not in accepted]:
        return Verdict(Outcome.NOT_YET, f"Look again at {other[0]}: does it do what is asked? {key.again}", (other[0],))
    return _count_addresses(key, article, given, reason)


def _count_addresses(key: Key, article: Article, given: list[str], reason: object) -> Verdict:
    """Judge addresses that all have their place: are there enough, and do some need a reason?"""
    found, need = sum(address in key.right for address in given), key.need or len(key.right)
    for address in given:
        if (ruling := _ruling(key.defensible, address)) and found + 1 >= need:
            return _defensible(key, article, address, ruling, reason)
    if found >= need:
        return Verdict(Outcome.MATCHES, f"{', '.join(given)}: this fits the key. {key.solution}")
    return Verdict(Outcome.NOT_YET, f"You have {found} of {need}, and nothing that is wrong. {key.again}")


# The open answer -------------------------------------------------------------------


def _judge_open(key: Key, article: Article, answer: object, reason: object) -> Verdict:
    """Keep a self-assessment. Nobody but a person judges the written answer."""
    if not isinstance(answer, dict):
        raise _wrong_type(key, answer)
    for aspect in ASPECTS:
        if str(answer.get(aspect, "")).strip().casefold() not in LEVELS:
            levels = ", ".join(LEVELS)
            return Verdict(Outcome.NOT_YET, f"“{aspect}” has no level yet. Give one of these: {levels}.")
    message = (
        "You have judged your own answer. Your teacher, or a partner, reads the answer itself. Opinion is not graded."
    )
    return Verdict(Outcome.FOR_TEACHER, message)


JUDGES = {
    "text": _judge_text,
    "number": _judge_number,
    "choice": _judge_choice,
    "addresses": _judge_addresses,
    "open": _judge_open,
}


def judge(key: Key, article: Article, answer: object, reason: object = "") -> Verdict:
    """Judge an answer that stands in a cell. Nothing is raised, whatever it is.

    >>> from helpers.checks import read_keys
    >>> str(judge(read_keys("01").questions[0], Article.from_text("One."), "  ").outcome)
    'not attempted'
    """
    if is_untouched(answer):
        return Verdict(Outcome.NOT_ATTEMPTED, f"There is no answer yet. This question wants {key.wanted}.")
    try:
        return JUDGES[key.kind](key, article, answer, reason)
    except WrongTypeError as error:
        return Verdict(Outcome.WRONG_TYPE, str(error))

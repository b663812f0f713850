"""The verb swap: another reporting verb in the same sentence, and what that changes."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import pandas as pd

from helpers.article import Article, CourseError, Row, read_lexicon, word_spans
from helpers.attribution import find_attributions
from helpers.forms.frame import Change, Field, SavedForm, button, row, text_at
from helpers.reading import VERB_SWAP, Reading
from helpers.show import render

FEW = 8  # verbs from which there is a choice
AFTER_HAVE = re.compile(r"\b(?:have|has|had|having|be|been|being|is|are|was|were)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def _past_forms(verb: Row) -> list[str]:
    base, *others = verb["forms"].split()
    found = [form for form in others if not form.endswith(("s", "ing"))]
    return found or [base]


def _tense(verb: Row, form: str, before: str) -> str:
    """Return which form of a verb stands in a sentence, of which *before* is the beginning."""
    if form == verb["forms"].split()[0]:
        return "base"
    if form not in _past_forms(verb):
        return "ing" if form.endswith("ing") else "s"
    return "participle" if AFTER_HAVE.search(before) else "past"


def inflect(verb: Row, tense: str) -> str:
    """Return a form of a verb: base, s, past, participle or ing.

    >>> verb = {"forms": "write writes wrote written writing"}
    >>> [inflect(verb, tense) for tense in ("base", "s", "past", "participle", "ing")]
    ['write', 'writes', 'wrote', 'written', 'writing']
    """
    base, *others = verb["forms"].split()
    past = _past_forms(verb)
    if tense in ("past", "participle"):
        irregular = tense == "participle" and not past[-1].endswith("ed")
        return past[-1] if irregular else past[0]
    ending = {"s": "s", "ing": "ing"}.get(tense, "")
    return next((form for form in others if ending and form.endswith(ending)), base)


@functools.cache
def _by_form() -> Mapping[str, Row]:
    return {form: verb for verb in reversed(read_lexicon("reporting_verbs")) for form in verb["forms"].split()}


def _like(verb: Row) -> list[Row]:
    """Return the verbs that can stand where this one stands: those that share a way of building on it.

    Where these are only a few ("accuse of"), all verbs; the sentence may then need other small words.
    """
    frames = set(verb["frames"].split())
    verbs = read_lexicon("reporting_verbs")
    like = [other for other in verbs if frames & set(other["frames"].split())]
    return like if len(like) >= FEW else list(verbs)


def reporting_verbs_in(article: Article, address: str) -> pd.DataFrame:
    """Find the reporting verbs of a sentence; where some are cues of an attribution, only these.

    Columns: start, end (int, code points), text (str), entry (str, in the list of verbs), stance (str).
    Raises ``CourseError`` for an address that is not there.

    >>> reporting_verbs_in(Article.from_text("Ann Lee claimed it rained."), "1.1")["stance"].to_list()
    ['distancing']
    """
    sentence = article.at(address).iloc[0]
    known, text = _by_form(), article.text
    spans = word_spans(text, int(sentence["start"]), int(sentence["end"]))
    rows = [(a, b, text[a:b], known[text[a:b].lower()]) for a, b in spans if text[a:b].lower() in known]
    found = pd.DataFrame(
        [(a, b, word, verb["entry"], verb["stance"]) for a, b, word, verb in rows],
        columns=["start", "end", "text", "entry", "stance"],
    )
    cues = find_attributions(article).dropna(subset=["cue_start"])
    inside = [
        any(cues["cue_start"].le(a) & cues["cue_end"].ge(b)) for a, b in zip(found["start"], found["end"], strict=True)
    ]
    return found[inside] if any(inside) else found


class VerbSwap(SavedForm):
    """A sentence with its reporting verb: choose another, see its stance, write what changed, restore.

    What is chosen and written is kept in the reading under ``verb-swap/ADDRESS``. Raises ``CourseError`` for
    an address that is not there, and for a sentence without a verb of the list.

    >>> VerbSwap(Reading.load("there-is-no-such-file.json", Article.from_text("Ann Lee claimed it rained.")), "1.1")
    Verb swap. Run this cell to use it.
    """

    name = "Verb swap"

    def __init__(self, reading: Reading, address: str) -> None:
        self.address, self.key = address, f"{VERB_SWAP}/{address}"
        self.found = reporting_verbs_in(reading.article, address)
        if self.found.empty:
            raise CourseError(f"Sentence {address} has no reporting verb of the list; choose another sentence.")
        super().__init__(reading, [Field("changed", "What changed?", area=True)])
        self.sentence = self.article.at(address).iloc[0]
        style = {"description_width": self.label_width}
        places = [(word, int(start)) for word, start in zip(self.found["text"], self.found["start"], strict=True)]
        self.verb = widgets.Dropdown(options=places, description="Verb in the sentence", style=style)
        self.other = widgets.Dropdown(description="Put in its place", style=style)
        self.back = button("Restore the article’s verb", self._restore)
        self.view = widgets.HTML()
        self.load()
        self.lay_out(self.view, row(self.verb, self.other, self.back), self.inputs["changed"], self.status)
        self.verb.observe(self._turn, "value")
        self.other.observe(lambda _: None if self._loading else self.save("verb", "chosen"), "value")
        self.say_saved(self.key)

    def load(self) -> None:
        """Take up what was saved."""
        super().load()
        saved = self.reading.answer(self.key)
        verb, chosen = text_at(saved, "verb"), text_at(saved, "chosen")
        self.verb.value = next((start for word, start in self.verb.options if word == verb), self.verb.options[0][1])
        self._offer()
        if chosen in {entry for _, entry in self.other.options}:
            self.other.value = chosen
        self._draw()

    def texts(self) -> dict[str, str]:
        """Return the verb, what was put in its place, and what that changed."""
        return {"verb": self._place()["text"], "chosen": self.other.value, **super().texts()}

    def save(self, *names: str) -> bool:
        """Draw the sentence and save."""
        self._draw()
        return super().save(*names)

    def _place(self) -> dict[str, Any]:
        """Return the row of the chosen verb."""
        return dict(self.found[self.found["start"] == self.verb.value].iloc[0])

    def _original(self) -> Row:
        return _by_form()[self._place()["text"].lower()]

    def _offer(self) -> None:
        """List the verbs that can stand in the place of the chosen one, by stance."""
        verbs = sorted(_like(self._original()), key=lambda verb: (verb["stance"], verb["entry"]))
        self._loading = True  # a new list chooses its first entry; that is nobody's answer
        self.other.options = [(f"{verb['entry']} ({verb['stance']})", verb["entry"]) for verb in verbs]
        self.other.value = self._original()["entry"]
        self._loading = False

    def _turn(self, _: Change) -> None:
        """Turn to another verb of the sentence."""
        self._offer()
        self.save("verb", "chosen")

    def _restore(self) -> None:
        self.other.value = self._original()["entry"]

    def _swapped(self) -> tuple[str, Row]:
        """Return the word that now stands in the sentence, and its entry."""
        place, original = self._place(), self._original()
        if self.other.value == original["entry"]:
            return str(place["text"]), original
        verb = next(verb for verb in read_lexicon("reporting_verbs") if verb["entry"] == self.other.value)
        tense = _tense(original, place["text"].lower(), self._around()[0])
        word = inflect(verb, tense)
        return (word.capitalize() if place["text"][0].isupper() else word), verb

    def _around(self) -> tuple[str, str]:
        """Return the sentence before and after the verb."""
        place, text = self._place(), self.article.text
        return text[self.sentence["start"] : place["start"]], text[place["end"] : self.sentence["end"]]

    def _draw(self) -> None:
        word, verb = self._swapped()
        place, (before, after) = self._place(), self._around()
        note = f"{verb['entry']}: {verb['stance']}, for it {verb['reason']}."
        if verb["entry"] != place["entry"]:
            note = f"The article has “{place['text']}” ({place['stance']}). Now {note}"
        self.view.value = render("swap", address=self.address, before=before, word=word, after=after, text=note)

"""Loaded words: which words of an article carry a judgement, of what kind, and in whose voice.

The words are in ``lexicons/loaded.csv``, the reasons in ``lexicons/senses.csv``, and words that were thought
about and left out in ``lexicons/left_out.csv``. Loaded does not mean wrong: it means: look twice.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.article import Article, read_lexicon
from helpers.attribution import label_voices, whose_words

ALIKE = ("’", "'"), ("‐", "-"), ("‑", "-")
DTYPES = {"start": "int64", "end": "int64", "category": "str", "reason": "str"}
COLUMNS = ["start", "end", "text", "sentence", "category", "voice", "reason", "mode"]

Context = Mapping[str, frozenset[str]]


class Form(NamedTuple):
    """One written form of a lexicon entry: its parts, its context, and what a hit says."""

    parts: tuple[str, ...]
    lower: bool
    context: Context
    category: str
    reason: str

    def suits(self, previous: str, following: str) -> bool:
        """Tell whether the words right before and after leave the form its loaded sense."""
        beside = {"previous": previous, "next": following}
        if any(word in self.context.get(f"not {side}", ()) for side, word in beside.items()):
            return False
        needs = [side for side in beside if side in self.context]
        return not needs or any(beside[side] in self.context[side] for side in needs)


Forms = dict[str, dict[str, list[Form]]]


def parse_context(context: str) -> Context:
    """Read the column ``context`` of the lexicon, which names words that may stand right beside an entry.

    The sides are ``previous``, ``next``, ``not previous`` and ``not next``. A form counts when no *not* word
    stands there and, if any words are asked for, one of them does.

    >>> parse_context("next: on against; not previous: heart")["not previous"]
    frozenset({'heart'})
    """
    clauses = (clause.split(": ") for clause in context.split("; ") if clause)
    return {side: frozenset(words.split()) for side, words in clauses}


def _plain(lines: str) -> str:
    """Put words, one a line, into lower case with straight apostrophes and without possessives."""
    for curly, straight in ALIKE:
        lines = lines.replace(curly, straight)
    return f"{lines.lower()}\n".replace("'s\n", "\n")[:-1]


def _parts(lines: str) -> list[str]:
    return lines.replace("-", "\n").split("\n")


@functools.cache
def _forms() -> Forms:
    """Group all forms by their first part, then by their second ("" where there is none), longest first."""
    reasons = {row["sense"]: row["reason"] for row in read_lexicon("senses")}
    forms: Forms = {}
    for row in read_lexicon("loaded"):
        saying = parse_context(row["context"]), row["category"], row["reason"] or reasons[row["sense"]]
        for text in row["forms"].split("|"):
            parts = _parts(_plain(text.replace(" ", "\n")))
            first, second = [*parts, ""][:2]  # a form of one word has no second
            group = forms.setdefault(first, {}).setdefault(second, [])
            group.append(Form(tuple(parts), text.islower(), *saying))
            group.sort(key=lambda form: -len(form.parts))
    return forms


class _Text:
    """An article's words, cut at hyphens into parts; ``owner[i]`` is the row of the word with part *i*."""

    def __init__(self, article: Article) -> None:
        words = article.words
        self.text, self.words = article.text, words["text"].to_list()
        self.starts, self.ends = words["start"].to_list(), words["end"].to_list()
        self.sentences = words["sentence"].to_list()
        plain = _plain("\n".join(self.words))
        sizes = [word.count("-") + 1 for word in plain.split("\n")]
        self.parts = [*_parts(plain), ""]
        self.owner = [*np.repeat(np.arange(len(sizes)), sizes).tolist(), -1]

    def beside(self, i: int, row: int) -> str:
        """Return part *i* if it lies in the sentence of word *row*."""
        inside = i >= 0 and self.sentences[self.owner[i]] == self.sentences[row]
        return self.parts[i] if inside else ""

    def runs_on(self, first: int, last: int) -> bool:
        """Tell whether the words in these rows are parted by nothing but space."""
        return all(self.text[self.ends[row] : self.starts[row + 1]].isspace() for row in range(first, last))

    def is_name(self, row: int) -> bool:
        """Tell whether a word has a capital in the middle of a sentence: Rick Savage is no savage."""
        word, start = self.words[row], self.starts[row]
        before = self.text[max(0, start - 2) : start]  # a full stop or an opening mark, and a space
        inside = before[-1:] == " " and (before[0].isalnum() or before[0] == ",")
        return inside and word[0].isupper() and not word.isupper()

    def holds(self, form: Form, i: int) -> bool:
        """Tell whether a form stands at part *i* and is meant there."""
        end = i + len(form.parts)
        if tuple(self.parts[i:end]) != form.parts:
            return False
        first, last = self.owner[i], self.owner[end - 1]
        if form.lower and len(form.parts) == 1 and self.is_name(first):
            return False
        return self.runs_on(first, last) and form.suits(self.beside(i - 1, first), self.beside(end, last))


def _find(text: _Text) -> Iterator[tuple[int, int, Form]]:
    """Yield first row, last row and form of each hit: the longest form wins, and no two share a word."""
    forms, free = _forms(), 0
    for i in [i for i, part in enumerate(text.parts) if part in forms]:
        if text.owner[i] < free:
            continue
        group = forms[text.parts[i]]
        candidates = (*group.get(text.parts[i + 1], ()), *group.get("", ()))
        form = next((form for form in candidates if text.holds(form, i)), None)
        if form:
            last = text.owner[i + len(form.parts) - 1]
            yield text.owner[i], last, form
            free = last + 1


def find_loaded(article: Article) -> pd.DataFrame:
    """Find the loaded words of an article's body.

    One row for each word or phrase of the lexicon, in the order of the text; a word joined by hyphens counts
    as a whole (``far-right``, ``Trump-hating``). Columns: start and end (code points), text, sentence (the
    address), category (evaluation, emotion, naming, metaphor, intensifier or presupposition), voice, reason,
    and mode (own, quoted or paraphrased). In a paraphrase the words are the writer's, so voice says so.
    An article without loaded words gives a frame without rows. The list was written for this course; no
    word in it was taken from the sentences that it is measured on.

    >>> find_loaded(Article.from_text("The far-right mob jeered."))["text"].to_list()
    ['far-right', 'mob', 'jeered']
    """
    text = _Text(article)
    hits = [(text.starts[a], text.ends[b], form.category, form.reason) for a, b, form in _find(text)]
    found = pd.DataFrame(hits, columns=list(DTYPES)).astype(DTYPES)
    found["text"] = pd.Series([article.text[a:b] for a, b, *_ in hits], dtype="str")
    voices = label_voices(article)
    rows = np.searchsorted(voices["start"].to_numpy(), found["start"].to_numpy())
    voices = voices.take(rows).reset_index(drop=True)
    found[["sentence", "mode"]] = voices[["sentence", "mode"]]
    found["voice"] = whose_words(voices)
    return found[COLUMNS]

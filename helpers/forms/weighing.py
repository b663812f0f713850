"""The forms of lessons 06 and 07: claims, the first impression met again, the lateral-reading sheet, the worksheet.

Each is a list of things to think about, the fields for the chosen one, and a table of what is there so far. An
answer is saved in the reading as soon as its field is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, ClassVar, NamedTuple

import ipywidgets as widgets
import pandas as pd

from helpers.article import Article, CourseError, find_evidence, find_words, shorten
from helpers.forms.frame import CHOOSE, FULL, Change, Form, clock
from helpers.forms.term_explorer import marked_sentences
from helpers.reading import Reading
from helpers.report import (
    AFTER,
    CHANGES,
    HOW,
    IMPRESSION,
    JUDGEMENTS,
    WORKSHEET,
    Check,
    Question,
    checks_for,
    claim_from_words,
    claim_key,
    claims_frame,
    claims_to_weigh,
    first_impression,
    impression_frame,
    lateral_frame,
    record,
    worksheet_frame,
)
from helpers.show import Table


class Field(NamedTuple):
    """One field of a form: a line, an area, or a choice when it has options."""

    name: str
    label: str
    hint: str = ""
    options: tuple[str, ...] = ()
    area: bool = False

    def make(self) -> Any:
        """Return the widget, which speaks when it is left, not at each key."""
        style = {"description_width": "12em"}
        if self.options:
            return widgets.Dropdown(options=[CHOOSE, *self.options], description=self.label, style=style, layout=FULL)
        kind = widgets.Textarea if self.area else widgets.Text
        layout = {**FULL, "height": "4.5em"} if self.area else FULL
        return kind(description=self.label, placeholder=self.hint, continuous_update=False, style=style, layout=layout)


class Item(NamedTuple):
    """One thing to think about: the key of its answer, its line in the list, the text above the fields as HTML,
    and what is saved with each answer."""

    key: str
    line: str
    html: str
    fixed: tuple[tuple[str, str], ...] = ()


EVIDENCE = Field("evidence", "Evidence", "addresses such as 5.3, 11.2, or exact words in quotation marks")


class Sheet(Form):
    """A list of items, the fields of the chosen one, and a table of all answers."""

    fields: ClassVar[tuple[Field, ...]] = ()
    list_label: ClassVar[str] = "Choose"

    def __init__(self, reading: Reading, items: Iterable[Item]) -> None:
        self.article, self.reading = reading.article, reading
        self.items = list(items)
        self._loading = False
        rows = min(max(len(self.items), 3), 10)
        self.chosen = widgets.Select(
            description=self.list_label, rows=rows, layout=FULL, style={"description_width": "12em"}
        )
        self.about, self.message, self.table = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.inputs = {field.name: field.make() for field in self.fields}
        self._fill_list(0)
        self.chosen.observe(self._load, "value")
        for box in self.inputs.values():
            box.observe(self._save, "value")
        super().__init__([self.chosen, self.about, *self.inputs.values(), *self.extra(), self.message, self.table])
        self._load({})

    def extra(self) -> list[widgets.Widget]:
        """Return widgets that stand below the fields."""
        return []

    def frame(self) -> pd.DataFrame:
        """Return what is answered so far."""
        raise NotImplementedError

    @property
    def item(self) -> Item | None:
        """The chosen item."""
        return self.items[self.chosen.value] if self.chosen.value is not None else None

    def _done(self, item: Item) -> str:
        fixed = dict(item.fixed)
        said = record(self.reading, item.key)
        return "✓ " if any(text for name, text in said.items() if name not in fixed) else ""

    def _fill_list(self, chosen: int) -> None:
        self._loading = True
        self.chosen.options = [(f"{self._done(item)}{item.line}", number) for number, item in enumerate(self.items)]
        self.chosen.value = chosen if self.items else None
        self._loading = False

    def _load(self, _: Change) -> None:
        """Show the chosen item and what was said of it."""
        if self._loading or self.item is None:
            return
        self._loading = True
        said = record(self.reading, self.item.key)
        for field in self.fields:
            value = said.get(field.name, "")
            self.inputs[field.name].value = value if not field.options or value in field.options else CHOOSE
        self._loading = False
        self.about.value = self.item.html
        self.message.value = ""
        self._show_table()

    def _show_table(self) -> None:
        frame = self.frame()
        filled = [name for name in frame.columns if frame[name].str.strip().any()]
        self.table.value = Table(frame[filled], "What you have so far")._repr_html_() if filled else ""

    def _answer(self) -> dict[str, str]:
        values = {name: box.value for name, box in self.inputs.items()}
        return {name: "" if value == CHOOSE else value for name, value in values.items()}

    def _save(self, _: Change) -> None:
        if self._loading or self.item is None:
            return
        try:
            self.reading.set_answer(self.item.key, {**dict(self.item.fixed), **self._answer()})
        except CourseError as error:
            self._say(str(error))
            return
        self._fill_list(self.chosen.value)
        self._say(f"Saved at {clock(self.reading.answered_at(self.item.key))}. {self.remark()}")
        self._show_table()

    def _say(self, text: str) -> None:
        self.message.value = f'<p role="status"><b>{escape(text)}</b></p>'

    def remark(self) -> str:
        """Return what there is to say about the evidence: what was not found, or what was."""
        if "evidence" not in self.inputs:
            return ""
        found = find_evidence(self.article, self.inputs["evidence"].value)
        told = [f"Evidence: {found.short}."] if found.places else ["No evidence yet: name an address, or exact words."]
        return " ".join([*told, *found.problems])


# Lesson 06 ------------------------------------------------------------------------------


class ClaimTable(Sheet):
    """Weigh claims one by one: who says so, how it is given, what supports it, what is missing, a judgement.

    *claims*: the frame of ``evidence.claims_to_weigh``. Claims that the reader added earlier come with it.
    """

    name = "Claim table"
    list_label = "Claims"
    fields = (
        Field("who", "Who says so?", "a name, or: the article, no source"),
        Field("how", "How is it given?", options=tuple(HOW.values())),
        Field("support", "What supports it?", "what the article shows for it, with addresses", area=True),
        Field("missing", "What is missing?", "what you would need to know, and do not find here", area=True),
        Field("judgement", "Your judgement", options=JUDGEMENTS),
        EVIDENCE,
    )

    def __init__(self, reading: Reading, claims: pd.DataFrame | None = None) -> None:
        claims = claims_to_weigh(reading.article) if claims is None else claims
        self._reference = {(row.sentence, row.text): (row.who, row.how) for row in claims.itertuples()}
        known = claims[["sentence", "text"]].astype("str").values.tolist()
        saved = claims_frame(reading)[["sentence", "claim"]].values.tolist()
        self.own = widgets.Text(
            description="Another claim",
            placeholder="paste its exact words from the article, press Enter",
            continuous_update=False,
            style={"description_width": "12em"},
            layout=FULL,
        )
        self.own.observe(self._add, "value")
        listed = dict.fromkeys(map(tuple, [*known, *saved]))
        super().__init__(reading, (self._claim(reading.article, *claim) for claim in listed))

    def _claim(self, article: Article, sentence: str, text: str) -> Item:
        span = find_words(article, text, sentence) if sentence in set(article.addressed["sentence"]) else None
        places = pd.DataFrame([span or (0, 0)], columns=["start", "end"]).assign(sentence=sentence)
        shown = marked_sentences(article, places, f"Sentence {sentence}") if span else f"<p>{escape(text)}</p>"
        who, how = self._reference.get((sentence, text), ("", ""))
        hint = f"{escape(str(who) or 'no source')}; {escape(str(how))}." if how else "You added this claim yourself."
        other = f"<details><summary>Another reader's answer to the first two questions</summary><p>{hint}</p></details>"
        fixed = (("sentence", sentence), ("text", text))
        return Item(claim_key(sentence, text), f"{sentence}  {shorten(text, 110)}", shown + other, fixed)

    def extra(self) -> list[widgets.Widget]:
        """Return the field for a claim that is not in the list."""
        return [self.own]

    def frame(self) -> pd.DataFrame:
        """Return the claims weighed so far."""
        return claims_frame(self.reading)

    def _add(self, _: Change) -> None:
        words = self.own.value.strip()
        if not words:
            return
        try:
            claim = claim_from_words(self.article, words)
        except CourseError as error:
            self._say(str(error))
            return
        item = self._claim(self.article, claim["sentence"], claim["text"])
        keys = [other.key for other in self.items]
        if item.key not in keys:
            self.items.append(item)
        self._fill_list([other.key for other in self.items].index(item.key))
        self._load({})
        self.own.value = ""
        self._say(f"Added: “{claim['text'][:60]}”, sentence {claim['sentence']}. Answer its questions above.")


class BeforeAndAfter(Sheet):
    """The first impression of lesson 00, met again: what moved, what stayed, and why."""

    name = "Before and after"
    list_label = "First impression"
    fields = (
        Field("change", "Now", options=CHANGES),
        Field("now", "What I think now", "and why, in one or two sentences", area=True),
        EVIDENCE,
    )

    def __init__(self, reading: Reading) -> None:
        before = first_impression(reading)
        super().__init__(reading, (self._part(item, before.get(item)) for item in IMPRESSION))

    def _part(self, item: str, before: str | None) -> Item:
        skipped = (
            "You have not written this down in lesson 00. That is no harm: say what you would have "
            "answered after one quick reading, and go on."
        )
        html = f"<p>{escape(item).capitalize()}: <b>{escape(before)}</b></p>" if before else f"<p>{skipped}</p>"
        return Item(f"{AFTER}.{IMPRESSION[item]}", item, html)

    def frame(self) -> pd.DataFrame:
        """Return both halves side by side."""
        return impression_frame(self.reading)


class LateralSheet(Sheet):
    """What to check outside this text, where to look, and what would change your mind.

    *path*: the article's file; the checks beside it (``NAME.checks.csv``) are listed, else those for any article.
    """

    name = "Lateral-reading sheet"
    list_label = "To check"
    fields = (
        Field("where", "Where to look", "a place where somebody could find it", area=True),
        Field("surer", "I would be surer if", "what you would have to find", area=True),
        Field("less_sure", "I would be less sure if", "what you would have to find", area=True),
        Field("found", "What I found", "later: with the address of the page and the day", area=True),
    )

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading, map(self._check, checks_for(reading.article)))

    def _check(self, check: Check) -> Item:
        html = f"<p><b>{escape(check.check)}</b><br>It bears on: {escape(check.tests)}<br>{escape(check.hint)}</p>"
        return Item(check.key, check.check, html, (("check", check.check), ("tests", check.tests)))

    def frame(self) -> pd.DataFrame:
        """Return the sheet so far."""
        return lateral_frame(self.reading)


# Lesson 07 ------------------------------------------------------------------------------


class Worksheet(Sheet):
    """The questions of the course, to be asked of any article."""

    name = "Worksheet"
    list_label = "Questions"
    fields = (Field("answer", "Your answer", area=True), EVIDENCE)

    def __init__(self, reading: Reading, questions: Iterable[Question] = WORKSHEET) -> None:
        super().__init__(reading, map(self._question, questions))

    def _question(self, question: Question) -> Item:
        html = f"<p><b>{escape(question.text)}</b><br>{escape(question.hint)}</p>"
        return Item(question.key, question.short, html, (("question", question.text),))

    def frame(self) -> pd.DataFrame:
        """Return the answers so far."""
        return worksheet_frame(self.reading)

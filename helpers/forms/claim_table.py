"""The claim table: claims of an article, weighed one by one."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd

from helpers.article import Article, CourseError, find_words, shorten
from helpers.forms.frame import Change, Field
from helpers.forms.sheets import EVIDENCE, Item, Sheet
from helpers.reading import Reading
from helpers.report import HOW, JUDGEMENTS, claim_from_words, claim_key, claims_frame, claims_to_weigh
from helpers.show import marked_sentences, render

LINE, ADDED = 110, 60  # characters of a claim in the list, and in the message that it was added


class ClaimTable(Sheet):
    """Weigh claims one by one: who says so, how it is given, what supports it, what is missing, a judgement.

    *claims*: the frame of ``claims_to_weigh``, which is also the default. Claims that the reader added earlier
    come with it.
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
        self._reference = {(row.sentence, row.text): (str(row.who), str(row.how)) for row in claims.itertuples()}
        self.own = Field("", "Another claim", "paste its exact words from the article, press Enter").make(
            self.label_width
        )
        self.own.observe(self._add, "value")
        known = claims[["sentence", "text"]].astype("str").values.tolist()
        kept = claims_frame(reading)[["sentence", "claim"]].values.tolist()
        listed = dict.fromkeys(map(tuple, [*known, *kept]))
        super().__init__(reading, (self._item(reading.article, *claim) for claim in listed))

    def _item(self, article: Article, sentence: str, text: str) -> Item:
        span = find_words(article, text, sentence) if sentence in set(article.addressed["sentence"]) else None
        places = pd.DataFrame([(*(span or (0, 0)), sentence)], columns=["start", "end", "sentence"])
        shown = marked_sentences(article, places, f"Sentence {sentence}") if span else render("plain", text=text)
        who, how = self._reference.get((sentence, text), ("", ""))
        hint = f"{who or 'no source'}; {how}." if how else "You added this claim yourself."
        fixed = (("sentence", sentence), ("text", text))
        line = f"{sentence}  {shorten(text, LINE)}"
        return Item(claim_key(sentence, text), line, shown + render("other_reader", hint=hint), fixed)

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
            self.say(str(error))
            return
        item = self._item(self.article, claim["sentence"], claim["text"])
        keys = [other.key for other in self.items]
        if item.key not in keys:
            self.items.append(item)
        self._fill_list([*keys, item.key].index(item.key))
        self._turn({})
        self.own.value = ""
        self.say(f"Added: “{claim['text'][:ADDED]}”, sentence {claim['sentence']}. Answer its questions above.")

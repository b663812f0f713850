"""The term explorer: how often does each word occur, and where?"""

from __future__ import annotations

from html import escape

import altair as alt
import ipywidgets as widgets
import pandas as pd

from helpers.article import Article
from helpers.charts import term_frequency
from helpers.files import CourseError
from helpers.form import WIDE, Change, Form
from helpers.terms import count_terms, dispersion, normalise
from helpers.theme import plural, times, to_bundle


def show_chart(output: widgets.Output, chart: alt.TopLevelMixin) -> None:
    """Put a chart into an output widget; unlike printing into it, this is the same on every run."""
    output.outputs = ({"output_type": "display_data", "data": to_bundle(chart.to_dict()), "metadata": {}},)


def marked_sentences(article: Article, places: pd.DataFrame, label: str) -> str:
    """Return HTML that lists each sentence once, with its address and the places in it marked.

    *places* has the columns start, end and sentence. All text is escaped.
    """
    items = []
    for address, rows in places.groupby("sentence", sort=False):
        sentence = article.at(str(address)).iloc[0]
        text = _marked(article.text, int(sentence["start"]), int(sentence["end"]), rows)
        items.append(f"<li><b>{address}</b> {text}</li>")
    box = 'role="region" tabindex="0" style="max-height:22em;overflow-y:auto;line-height:1.5"'
    return f'<div {box} aria-label="{escape(label)}"><ul>{"".join(items)}</ul></div>'


def _summary(term: str, places: pd.DataFrame) -> str:
    if places.empty:
        return f"“{term}” does not stand in the body; try another spelling, or {term}* for other endings."
    sentences = plural(places["sentence"].nunique(), "sentence")
    return f"“{term}” stands {times(len(places))} in the body, in {sentences}."


def _marked(text: str, start: int, end: int, places: pd.DataFrame) -> str:
    pieces, position = [], start
    for a, b in zip(places["start"], places["end"], strict=True):
        if a < position:  # "that that" finds itself twice in "that that that"
            continue
        pieces += [escape(text[position:a]), f"<mark>{escape(text[a:b])}</mark>"]
        position = b
    return "".join([*pieces, escape(text[position:end])])


class TermExplorer(Form):
    """How often does each word occur, and where? Controls, a chart, and the sentences of the chosen term.

    The list of terms does by keyboard what a click on a bar does in a chart.
    """

    name = "Term explorer"

    def __init__(self, article: Article, *, top: int = 15) -> None:
        self.article = article
        self.how_many = widgets.BoundedIntText(top, min=1, max=100, description="How many terms", style=WIDE)
        self.leave_out = widgets.Checkbox(True, description="Leave out stop words", indent=False)
        self.search = widgets.Text(
            description="Search a term",
            placeholder="such as attack* and press Enter",
            continuous_update=False,
            style=WIDE,
        )
        self.terms = widgets.Select(
            description="Term", rows=15, layout={"width": "15em"}, style={"description_width": "3em"}
        )
        self.chart = widgets.Output()
        self.sentences = widgets.HTML()
        self.message = widgets.HTML()
        self._refresh({})
        for control in (self.how_many, self.leave_out, self.search):
            control.observe(self._refresh, "value")
        self.terms.observe(self._choose, "value")
        controls = widgets.HBox([self.how_many, self.leave_out, self.search], layout={"flex_flow": "row wrap"})
        views = widgets.HBox([self.terms, self.chart], layout={"flex_flow": "row wrap"})
        super().__init__([controls, self.message, views, self.sentences])

    def _counts(self) -> pd.DataFrame:
        """Return the counts to draw: the most frequent terms, and the one that was searched for."""
        counts = count_terms(self.article, stop_words=None if self.leave_out.value else ())
        shown = counts.head(self.how_many.value)
        asked = counts[counts["term"] == normalise(self.search.value.strip())]
        return pd.concat([shown, asked]).drop_duplicates("term", ignore_index=True)

    def _refresh(self, _: Change) -> None:
        self.counts = self._counts()
        asked = self.search.value.strip()
        terms = self.counts["term"].to_list()
        if asked and normalise(asked) not in terms:
            terms.append(asked)  # a phrase or a pattern: it has sentences, and no bar of its own
        chosen = (normalise(asked) if normalise(asked) in terms else asked) or self.terms.value
        self.terms.options = terms
        self.terms.value = chosen if chosen in terms else (terms[0] if terms else None)
        self._choose({})

    def _choose(self, _: Change) -> None:
        term = self.terms.value
        show_chart(self.chart, term_frequency(self.counts, lit=term))
        try:
            places = dispersion(self.article, term or "")
        except CourseError as error:
            places, note = dispersion(self.article, []), str(error)
        else:
            note = _summary(term, places)
        self.message.value = f'<p role="status"><b>{escape(note)}</b></p>'
        self.sentences.value = marked_sentences(self.article, places, f"Sentences with {term}")

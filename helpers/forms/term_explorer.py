"""The term explorer: how often does each word occur, and where?"""

from __future__ import annotations

import altair as alt
import ipywidgets as widgets
import pandas as pd

from helpers.article import Article, CourseError, plural, times
from helpers.attribution import share_of_voice, words_of
from helpers.finds import count_terms, dispersion, normalise
from helpers.forms.frame import Change, Form, row
from helpers.show import frequency_chart, marked_sentences, to_bundle

LABEL = {"description_width": "initial"}  # as long as it needs to be
EVERY_VOICE = ("", "")  # the list needs a value for its first entry: None would be shown as no choice at all


def show_chart(output: widgets.Output, chart: alt.TopLevelMixin) -> None:
    """Put a chart into an output widget; unlike printing into it, this is the same on every run."""
    output.outputs = ({"output_type": "display_data", "data": to_bundle(chart.to_dict()), "metadata": {}},)


def _summary(term: str, places: pd.DataFrame, where: str) -> str:
    if places.empty:
        return f"“{term}” does not stand in {where}; try another spelling, or {term}* for other endings."
    sentences = plural(places["sentence"].nunique(), "sentence")
    return f"“{term}” stands {times(len(places))} in {where}, in {sentences}."


def _voices(article: Article) -> list[tuple[str, tuple[str, str]]]:
    """Return the choices of whose words to count: all of them, then each voice, most words first."""
    shares = share_of_voice(article)
    each = [(f"{voice}, {mode}", (voice, mode)) for voice, mode in zip(shares["voice"], shares["mode"], strict=True)]
    return [("every voice", EVERY_VOICE), *each]


class TermExplorer(Form):
    """How often does each word occur, and where? Controls, a chart, and the sentences of the chosen term.

    The list of terms does by keyboard what a click on a bar does in a chart.
    """

    name = "Term explorer"

    def __init__(self, article: Article, *, top: int = 15) -> None:
        super().__init__()
        self.article = article
        self.how_many = widgets.BoundedIntText(top, min=1, max=100, description="How many terms", style=LABEL)
        self.leave_out = widgets.Checkbox(True, description="Leave out stop words", indent=False)
        self.voice = widgets.Dropdown(options=_voices(article), description="Whose words", style=LABEL)
        self.search = widgets.Text(
            description="Search a term",
            placeholder="such as attack* and press Enter",
            continuous_update=False,
            style=LABEL,
        )
        self.terms = widgets.Select(
            description="Term", rows=15, layout={"width": "15em"}, style={"description_width": "3em"}
        )
        self.chart = widgets.Output()
        self.sentences = widgets.HTML()
        self._refresh({})
        asked = (self.how_many, self.leave_out, self.voice, self.search)
        for control in asked:
            control.observe(self._refresh, "value")
        self.terms.observe(self._choose, "value")
        self.lay_out(row(*asked), self.status, row(self.terms, self.chart), self.sentences)

    def _voice(self) -> tuple[str, str] | None:
        return None if self.voice.value == EVERY_VOICE else self.voice.value

    def _counts(self) -> pd.DataFrame:
        """Return the counts to draw: the most frequent terms, and the one that was searched for."""
        left_out = None if self.leave_out.value else ()
        counts = count_terms(self.article, stop_words=left_out, voice=self._voice())
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

    def _places(self, term: str) -> pd.DataFrame:
        """Return where a term stands, in the words of the chosen voice."""
        places, voice = dispersion(self.article, term), self._voice()
        return places[places["start"].isin(words_of(self.article, *voice)["start"])] if voice else places

    def _choose(self, _: Change) -> None:
        term = self.terms.value
        show_chart(self.chart, frequency_chart(self.counts, lit=term))
        try:
            places = self._places(term or "")
        except CourseError as error:
            places, note = dispersion(self.article, []), str(error)
        else:
            note = _summary(term, places, f"the part “{self.voice.label}”" if self._voice() else "the body")
        self.say(note)
        self.sentences.value = marked_sentences(self.article, places, f"Sentences with {term}")

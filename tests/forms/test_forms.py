"""The explorer, driven as its controls drive it."""

from __future__ import annotations

import pytest

from helpers.article import Article
from helpers.attribution import share_of_voice
from helpers.finds import dispersion
from helpers.forms import TermExplorer
from helpers.show import marked_sentences
from helpers.show.theme import MIME


@pytest.fixture
def explorer(article) -> TermExplorer:
    return TermExplorer(article)


def _drawn(explorer: TermExplorer) -> list[dict]:
    return next(iter(explorer.chart.outputs[0]["data"][MIME]["datasets"].values()))


def test_starts_with_the_most_frequent_term(explorer):
    """Before any click there is a chart, a list and the sentences of its first term."""
    assert explorer.terms.value == "ice"
    assert len(_drawn(explorer)) == 15
    assert explorer.status.value.count("19 times") == 1
    assert explorer.sentences.value.count("<mark>") == 19


def test_number_of_terms_changes_chart_and_list(explorer):
    """Both show as many as asked for."""
    explorer.how_many.value = 3

    assert [row["term"] for row in _drawn(explorer)] == list(explorer.terms.options) == ["ice", "police", "federal"]


def test_stop_words_come_back(explorer):
    """Off means everything is counted; the chosen term stays chosen."""
    explorer.terms.value = "federal"
    explorer.leave_out.value = False

    assert explorer.terms.options[:3] == ("the", "of", "and")
    assert "federal" in explorer.terms.options
    assert explorer.terms.value == "federal"


def test_choosing_a_term_shows_its_sentences(explorer):
    """Each sentence once, with its address and every place marked."""
    explorer.terms.value = "mayor"

    assert "“mayor” stands 5 times in the body, in 4 sentences." in explorer.status.value
    assert explorer.sentences.value.count("<li>") == 4
    assert explorer.sentences.value.count("<mark>") == 5


def test_searched_word_joins_the_chart(explorer):
    """A rare word that is searched for gets its bar."""
    explorer.search.value = "Fascistic"

    assert explorer.terms.value == "fascistic"
    assert {"term": "fascistic", "count": 2} in [{k: row[k] for k in ("term", "count")} for row in _drawn(explorer)]


def test_searched_pattern_has_sentences_and_no_bar(explorer):
    """attack* is no word of its own."""
    explorer.search.value = "attack*"

    assert explorer.terms.value == "attack*"
    assert "stands 4 times" in explorer.status.value
    assert len(_drawn(explorer)) == 15


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("unicorn", "does not stand in the body; try another spelling"),
        ("*", "type at least one letter"),
        ("<b>x", "&lt;b&gt;x"),
    ],
)
def test_a_search_that_finds_nothing_says_what_to_do(explorer, typed, said):
    """No traceback, no empty box, and what was typed is shown as text."""
    explorer.search.value = typed

    assert said in explorer.status.value
    assert "<mark>" not in explorer.sentences.value


def test_choosing_a_voice_counts_its_words_only(explorer):
    """Chart, list, message and marked places are of that voice; "every voice" is the way back."""
    explorer.voice.value = ("Ted Wheeler", "quoted")
    explorer.terms.value = "police"

    assert {"term": "police", "count": 2} in [{k: row[k] for k in ("term", "count")} for row in _drawn(explorer)]
    assert "“police” stands twice in the part “Ted Wheeler, quoted”" in explorer.status.value
    assert explorer.sentences.value.count("<mark>") == 2
    explorer.search.value = "terror"
    assert "“terror” does not stand in the part “Ted Wheeler, quoted”" in explorer.status.value
    explorer.search.value, explorer.voice.label = "", "every voice"
    assert explorer.terms.options[0] == "ice"
    assert len(_drawn(explorer)) == 15


def test_voices_offered_are_those_of_the_share_of_voice(explorer, article):
    """Each voice and mode once, most words first, after the choice of all, which is shown as chosen."""
    shares = share_of_voice(article)

    assert explorer.voice.label == "every voice"
    assert [value for _, value in explorer.voice.options][1:] == list(zip(shares["voice"], shares["mode"], strict=True))


def test_clearing_the_search_goes_back(explorer):
    """There is a way back to the list."""
    explorer.search.value = "unicorn"
    explorer.search.value = ""

    assert "unicorn" not in explorer.terms.options


def test_text_of_an_article_is_shown_as_text():
    """An article that holds HTML shows it and runs nothing."""
    article = Article.from_text("A <script>alert(1)</script> word & <b>more</b>.")
    html = marked_sentences(article, dispersion(article, "script"), '"label">')

    assert "<script" not in html
    assert "&lt;<mark>script</mark>&gt;" in html
    assert 'aria-label="&quot;label&quot;&gt;"' in html


def test_places_that_overlap_show_each_word_once():
    """that that finds itself twice in three words; nothing is printed twice."""
    article = Article.from_text("So that that that man said.")
    html = marked_sentences(article, dispersion(article, "that that"), "x")

    assert html.replace("<mark>", "").replace("</mark>", "").count("that") == 3


def test_explorer_of_an_empty_text():
    """Nothing to count is said, not raised."""
    explorer = TermExplorer(Article.from_text(""))

    assert "type at least one letter" in explorer.status.value
    assert explorer.terms.value is None


def test_stored_text_of_a_widget_is_the_same_on_every_run(article):
    """What nbval compares holds no model id and no address in memory."""
    assert repr(TermExplorer(article)) == repr(TermExplorer(article)) == "Term explorer. Run this cell to use it."

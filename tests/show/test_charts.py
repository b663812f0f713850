"""Every chart is valid in the Vega-Lite that JupyterLab draws, can be read in grey, and says what it shows."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import jsonschema
import pytest

from helpers import finds as terms
from helpers.article import Article, colours, reference
from helpers.attribution import find_attributions, reporting_verbs, share_of_voice
from helpers.finds import find_loaded
from helpers.show import theme
from helpers.show import voices as voice_charts
from helpers.show import words as charts

FIXTURES = Path(__file__).parents[1] / "fixtures"
SCHEMA = json.loads((FIXTURES / "vega-lite-5.6.1-schema.json").read_text(encoding="utf-8"))
HOSTILE = Article.from_text("<script>alert(1)</script> \"it's\" 😀 ' \\ {{x}} datum.term || true <script> it's")
EMPTY = Article.from_text("")


def _charts(article: Article) -> dict[str, object]:
    """Return each chart that the helpers can draw of an article."""
    counts = terms.count_terms(article, stop_words=(), top=12)
    drawn = {
        "frequency_chart": charts.frequency_chart(counts),
        "dispersion_chart": charts.dispersion_chart(terms.dispersion(article, counts["term"].head(3))),
        "keyness_chart": charts.keyness_chart(terms.keyness(article, at_least=1).head(12)),
        "length_chart": charts.length_chart(terms.paragraph_lengths(article)),
        "frequency_lines_chart": charts.frequency_lines_chart(
            counts, terms.concordance(article, counts["term"], width=38)
        ),
    }
    drawn |= _voice_charts(article)
    if article.title:
        dates = reference(article, "dates")
        drawn["timeline_chart"] = charts.timeline_chart(dates)
        drawn["timeline_since"] = charts.timeline_chart(dates, since="2018-06-01")
        drawn["lit"] = charts.frequency_chart(counts, lit="police")
        drawn["timeline_empty"] = charts.timeline_chart(dates, since="2020-01-01")
    return drawn


def _voice_charts(article: Article) -> dict[str, object]:
    """Return each chart of who speaks and how."""
    found = find_attributions(article)
    by_voice = terms.terms_by_voice(article, stop_words=(), top=12)
    places = terms.concordance(article, by_voice["term"].unique(), width=38)
    return {
        "attribution_chart": voice_charts.attribution_chart(found),
        "share_of_voice_chart": voice_charts.share_of_voice_chart(share_of_voice(article)),
        "reporting_verbs_chart": voice_charts.reporting_verbs_chart(reporting_verbs(found)),
        "loaded_chart": voice_charts.loaded_chart(terms.in_context(article, find_loaded(article), width=38)),
        "terms_by_voice_chart": voice_charts.terms_by_voice_chart(by_voice, places),
    }


@pytest.fixture(scope="module")
def bundles(article) -> dict[str, dict]:
    made = {}
    for name, source in {"article": article, "hostile": HOSTILE, "empty": EMPTY}.items():
        made |= {f"{name}:{kind}": theme.to_bundle(chart.to_dict()) for kind, chart in _charts(source).items()}
    return made


def test_each_chart_is_valid_in_vega_lite_5(bundles):
    """Altair writes version 6; JupyterLab draws 5.6.1; what the course draws is valid in both."""
    validator = jsonschema.Draft7Validator(SCHEMA)
    for name, bundle in bundles.items():
        errors = [error.message[:200] for error in validator.iter_errors(bundle[theme.MIME])]
        assert errors == [], name
    assert len(bundles) == 10 * 3 + 4


def test_an_invalid_chart_is_noticed(bundles):
    """The schema test can fail: a mark that does not exist is refused."""
    spec = {**bundles["article:frequency_chart"][theme.MIME], "mark": {"type": "banana"}}

    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(spec)


def test_every_public_chart_function_is_tested(article):
    """A new chart cannot be forgotten here."""
    public = {
        name
        for module in (charts, voice_charts)
        for name, thing in vars(module).items()
        if getattr(thing, "__module__", "") == module.__name__
    }
    drawing = {name for name in public if not name.startswith("_")}

    assert drawing <= set(_charts(article))


def test_each_chart_has_a_title_and_a_description(bundles):
    """What is seen stands in words, for readers of the page and for screen readers."""
    for name, bundle in bundles.items():
        spec = bundle[theme.MIME]
        assert len(spec["description"]) > 20, name
        assert bundle["text/plain"] == spec["description"]
        titled = spec.get("title") or spec["vconcat"][0].get("title") or spec["vconcat"][0]["hconcat"][0]["title"]
        assert titled, name


def test_each_axis_has_a_title(bundles):
    """An axis says what it measures; an axis that is not drawn needs no title."""

    def channels(part):
        for channel, content in part.get("encoding", {}).items():
            if channel in ("x", "y"):
                yield channel, content
        for key in ("layer", "hconcat", "vconcat"):
            for child in part.get(key, []):
                yield from channels(child)

    seen = 0
    for name, bundle in bundles.items():
        for channel, content in channels(bundle[theme.MIME]):
            if "field" in content and content.get("axis", "drawn") is not None:
                assert content.get("title"), (name, channel)
                seen += 1
    assert seen > 20


def test_title_states_what_is_seen(article):
    """The titles are made from the data."""
    drawn = _charts(article)

    assert drawn["frequency_chart"].title == "“the” is the most frequent of these 12 terms: 86 times"
    assert drawn["length_chart"].title == "Paragraph 15 is the longest: 97 words in 3 sentences"


def test_chart_of_nothing_says_so():
    """An empty frame is not an error, and not an empty box."""
    assert charts.frequency_chart(terms.count_terms(EMPTY)).title == "No term is left to count"


def test_sentences_of_the_chosen_term_are_in_the_same_chart(article):
    """A selection on the bars filters the lines below, and every place of every bar is there."""
    counts = terms.count_terms(article, top=5)
    spec = charts.frequency_lines_chart(counts, terms.concordance(article, counts["term"], width=38)).to_dict()
    lines = spec["vconcat"][1]["layer"]

    assert all({"filter": {"param": "chosen", "empty": False}} in line["transform"] for line in lines)
    rows = max(spec["datasets"].values(), key=len)
    assert len(rows) == counts["count"].sum()


def test_picture_is_made_only_while_building(article, monkeypatch):
    """A student's kernel draws no pictures; the build adds one, a PNG."""
    import base64

    chart = _charts(article)["frequency_chart"].to_dict()
    assert "image/png" not in theme.to_bundle(chart)
    monkeypatch.setenv(theme.IMAGES, "1")

    assert base64.b64decode(theme.to_bundle(chart)["image/png"]).startswith(b"\x89PNG")


def test_voice_charts_state_what_is_seen(article):
    """The titles name shares and kinds as the frames have them."""
    drawn = _voice_charts(article)

    assert drawn["share_of_voice_chart"].title.text == "Of all words: 71 % own, 7 % quoted, 22 % paraphrased"
    assert drawn["attribution_chart"].title.subtitle == "paraphrase: 15 · partial: 3 · direct: 1"


def test_no_loaded_word_of_a_paraphrase_is_given_to_a_source(article):
    """The chart names the writer for each word inside a paraphrase."""
    spec = _voice_charts(article)["loaded_chart"].to_dict()
    rows = max(spec["datasets"].values(), key=lambda rows: len(rows[0]))
    hits = find_loaded(article)
    inside = hits[hits["mode"] == "paraphrased"]

    assert len(inside) > 3
    assert {row["who"] for row in rows if row["start"] in set(inside["start"])} == {"the writer, in a paraphrase"}


# Colours -----------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(colour: str, other: str = "#ffffff") -> float:
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [colours.INK, colours.QUIET, colours.LIT])
def test_text_colours_can_be_read(colour):
    """4.5 to 1 on white."""
    assert _contrast(colour) >= 4.5


@pytest.mark.parametrize("colour", [*colours.PALETTE, colours.UNLIT])
def test_mark_colours_can_be_seen(colour):
    """3 to 1 on white."""
    assert _contrast(colour) >= 3


def test_colours_differ_in_lightness():
    """In grey print each colour of the palette is lighter than the one before it."""
    lightness = [116 * _luminance(colour) ** (1 / 3) - 16 for colour in colours.PALETTE]

    assert all(after - before >= 5 for before, after in itertools.pairwise(lightness)), lightness

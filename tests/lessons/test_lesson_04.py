"""What lesson 04 says of the article, of the two comments and of the helper is so."""

from __future__ import annotations

import nbformat
import pandas as pd
import pytest

from helpers import finds as terms
from helpers.article import ROOT, SEEDS, Article, read_article, reference
from helpers.attribution import share_of_voice
from helpers.compare import loaded as comparing
from helpers.finds import find_loaded
from helpers.reading import Reading, open_reading

LESSON = ROOT / "notebooks" / "04-loaded-language.ipynb"
EMPTY = pd.DataFrame(columns=["start", "end", "text", "sentence", "label", "note"])


@pytest.fixture(scope="module")
def words(article: Article) -> pd.DataFrame:
    return reference(article, "loaded")


@pytest.fixture(scope="module")
def measured(article: Article, words: pd.DataFrame) -> pd.DataFrame:
    return comparing.helper_against_reader(article, find_loaded(article), words)


@pytest.fixture(scope="module")
def prose() -> str:
    cells = nbformat.read(LESSON, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


# The comments and the six kinds -----------------------------------------------------------


def test_number_of_moves():
    """Each writer makes the same 21."""
    assert len(pd.read_csv(SEEDS / "market.moves.csv")) == 21


@pytest.mark.parametrize(
    ("place", "text", "kind"),
    [
        ("13.1", "inflammatory", "evaluation"),
        ("3.2", "terror", "emotion"),
        ("5.2", "anarchist", "naming"),
        ("14.1", "sucked into", "metaphor"),
        ("4.1", "profound", "intensifier"),
        ("11.2", "pretext", "presupposition"),
        ("0.1", "political attack", "metaphor"),
    ],
)
def test_examples_have_the_kind_that_the_lesson_gives_them(words, place, text, kind):
    """The table of the six kinds is the reference's."""
    row = words[(words["sentence"] == place) & (words["text"] == text)]

    assert row["category"].to_list() == [kind]


def test_peaceful_is_taken_for_granted_before_it_is_said(words):
    """In 4.1 and in 5.3."""
    rows = words[words["text"] == "peaceful"]

    assert list(zip(rows["sentence"], rows["category"], strict=True)) == [
        ("4.1", "presupposition"),
        ("5.3", "evaluation"),
    ]


# Names, and words followed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "places"),
    [
        ("attack*", ["3.1", "6.1", "8.1", "12.3"]),
        ("obstacles", ["9.1", "16.1", "17.2"]),
        ("pretext", ["8.1", "11.2"]),
    ],
)
def test_words_followed_stand_where_the_lesson_says(article, term, places):
    """And nowhere else in the body."""
    assert terms.dispersion(article, term)["sentence"].to_list() == places


def test_obstacles_are_never_quoted(article):
    """All three are the writer's wording."""
    assert "“" not in article.text
    for text in article.at("9.1", "16.1", "17.2")["text"]:
        assert '"' not in text


def test_names_of_the_building(article):
    """Four names; one of them is quoted, and one stands outside the letter's marks."""
    names = reference(article, "names")
    building = names[names["referent"] == "the building"].set_index("sentence")["text"]
    quotes = reference(article, "quotes")

    assert set(building.index) == {"1.1", "3.1", "3.2", "5.2", "14.1"}
    assert any(building["14.1"] in text for text in quotes["text"])
    assert not any(building["3.2"] in text for text in quotes["text"])


def test_open_names_of_the_union(article):
    """Careful readers differ about 3.1 and 8.2."""
    names = reference(article, "names").query("referent == 'the union'").set_index("sentence")

    assert set(names.loc[["3.1", "8.2"], "status"]) == {"open"}


# Detector against reader ---------------------------------------------------------------------


def test_measured_figures(measured, words, prose):
    """24 hits, 3 in part, 25 misses, 13 false alarms, of 52 places of the reader."""
    counts = measured["outcome"].value_counts().to_dict()

    assert counts == {"miss": 25, "hit": 24, "false alarm": 13, "hit in part": 3}
    assert len(words) == 52
    assert "Of the reader's 52 places the helper has 27, three of these only in part. It misses 25" in prose
    assert "gives 13 of its own" in prose


def test_every_mark_is_measured_once(article, measured, words):
    """Measured, not chosen: nothing is left out and nothing is counted twice."""
    found = find_loaded(article)

    assert sorted(filter(None, measured["the reader"])) == sorted(words["text"])
    assert sorted(filter(None, measured["the helper"])) == sorted(found["text"])


@pytest.mark.parametrize(
    ("outcome", "column", "rows"),
    [
        ("hit", "the helper", [("8.1", "absurd"), ("3.2", "lawlessness"), ("11.1", "empty")]),
        (
            "miss",
            "the reader",
            [
                ("0.1", "Immigration police"),
                ("0.1", "political attack"),
                ("9.1", "weak"),
                ("12.1", "mass"),
                ("13.2", "serious"),
                ("10.1", "popular"),
                ("3.2", "even"),
                ("13.1", "inaccurate"),
            ],
        ),
        (
            "false alarm",
            "the helper",
            [
                ("7.1", "failure"),
                ("18.1", "mass"),
                ("3.1", "accuses"),
                ("6.2", "accuses"),
                ("17.2", "claimed"),
                ("4.2", "war on terror"),
                ("11.3", "standoffs"),
            ],
        ),
    ],
)
def test_examples_of_each_outcome(measured, outcome, column, rows):
    """Each example of the lesson is in the table that it is an example of."""
    there = measured[measured["outcome"] == outcome]

    assert set(rows) <= set(zip(there["sentence"], there[column], strict=True))


def test_kinds_differ_on_some_hits(measured, prose):
    """The example of the lesson, and how many there are."""
    kinds = measured.set_index(["sentence", "the helper"])["kinds"]

    assert kinds["11.1", "empty"] == "evaluation / presupposition"
    assert kinds.str.contains(" / ").sum() == 7
    assert "In 7 of the 27" in prose


def test_helper_on_the_two_comments():
    """Seven and ten, and the tables of a market taken for a verb."""
    keep, move = (find_loaded(read_article(SEEDS / f"market-{name}.txt")) for name in ("keep", "move"))

    assert (len(keep), len(move)) == (7, 10)
    assert "stalls" in set(move["text"])


def test_agreement_of_helper_and_reference(article, words):
    """0.58 on words, 0.49 on sentences; 95 percent on words."""
    rows = comparing.how_far(article, {"the helper": find_loaded(article), "the reference": words})

    assert rows.to_numpy().tolist() == [["word", "0.58", "95 %"], ["sentence", "0.49", "76 %"]]


def test_rates_by_voice(article, words):
    """Places of the reference in the body, and the words that each voice has."""
    body = words[words["sentence"] != "0.1"]
    places = body.groupby(["voice", "mode"]).size()
    shares = share_of_voice(article)
    quoted = shares[shares["mode"] == "quoted"].set_index("voice")["words"]
    own = int(shares.loc[shares["mode"] == "own", "words"].sum())

    assert places["the writer", "own"] == 36
    assert places["the letter", "quoted"] == places["the mayor", "quoted"] == 3
    assert (own, quoted["the letter"], quoted["Ted Wheeler"]) == (732, 32, 36)
    assert [f"{100 * a / b:.1f}" for a, b in ((36, 732), (3, 32), (3, 36))] == ["4.9", "9.4", "8.3"]


# The helper behind the lesson ---------------------------------------------------------------


def _marked(article, path, rows: pd.DataFrame, notes: list[str]) -> Reading:
    """Return a reading in which somebody marked these rows of the reference."""
    reading = Reading.load(path, article)
    for row, note in zip(rows.itertuples(), notes, strict=True):
        reading.add(row.start, row.end, row.category, note)
    return reading


def test_reference_stays_closed_without_five_reasons(article, words, tmp_path):
    """Marks without a reason do not open it, and nothing of the reference is shown."""
    reading = _marked(article, tmp_path / "a.json", words.head(6), ["why"] * 4 + ["", " "])
    closed = comparing.your_marks(reading, words)

    assert closed.frame.empty
    assert closed.caption == "Opens after 5 marks with a reason; you have 4. You can also go on."


def test_nobody_marked_anything(article, words, tmp_path):
    """A kind sentence, and no error."""
    assert comparing.your_marks(Reading.load(tmp_path / "a.json", article), words).caption.endswith(
        "You can also go on."
    )


def test_reference_opens_with_five_reasons(article, words, tmp_path):
    """Marks of other lessons do not count; the order is that of the text."""
    reading = _marked(article, tmp_path / "a.json", words.head(6), ["why"] * 6)
    reading.add(int(words["start"][0]), int(words["end"][0]), "source", "why")
    opened = comparing.your_marks(reading, words)

    assert opened.caption == "You marked 6 places; 6 of them are marked by the reference too"
    assert opened.frame["marked_by"].value_counts().to_dict() == {"only the reference": 46, "both": 6}


def test_readers_at_one_computer(article, tmp_path, monkeypatch):
    """One reader alone gets a kind sentence; two get the sentences about which they differ."""
    monkeypatch.setenv("READING_DIR", str(tmp_path))
    ana, ben = open_reading(article, "Ana"), open_reading(article, "Ben")
    first, second = article.at("3.2", "8.1")[["start", "end"]].to_numpy().tolist()
    ana.add(*first, "emotion", "why")
    alone = comparing.with_others(ana)
    ben.add(*first, "naming", "why")
    ben.add(*second, "evaluation", "why")
    both = comparing.with_others(ana)

    assert alone.caption == "Readers here who marked loaded words: 1. Two are needed; you can go on."
    assert both.frame["sentence"].to_list() == ["8.1"]
    assert both.frame["given"].to_list() == ["loaded: Ben (of 2)"]

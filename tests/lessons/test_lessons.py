"""What a lesson says of the article is true of it, and what is stored was run."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import nbformat
import pytest

from helpers import finds as terms
from helpers.article import ROOT, SECOND, Article, read_article, reference
from helpers.build.notebooks import METADATA, WIDGET_VIEW
from helpers.show import theme
from tests.conftest import ARTICLE_PATH

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FRAME = ("**Question.**", "What you will be able to do", "Minutes", "Before you start", "Text used")
END = ("## Key points", "## Words to keep", "## Next", "CC BY 4.0")

# Words in quotation marks that are not the article's.
NOT_QUOTED = {"No rows", "The article does not say", "News", "Opinion", "not providing", "not", "no", "their"}
NOT_QUOTED |= {"no source", "mine.txt"}


def _cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def _prose(path: Path) -> str:
    """Return a lesson's text without code, emphasis and HTML tags."""
    text = "\n".join(cell.source for cell in _cells(path, "markdown"))
    return re.sub(r"<[^>]+>|\*\*", "", text)


def _text_used(path: Path) -> Article:
    """Return the article that a lesson speaks of: the second one in 07, else the first."""
    return read_article(SECOND if path.name.startswith("07") else ARTICLE_PATH)


# What is stored ----------------------------------------------------------------------


def test_lessons_are_found():
    """The checks below look at something."""
    assert [path.name[:2] for path in LESSONS] == ["00", "01", "02", "03", "04", "05", "06", "07"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_cell_was_run_in_order_and_shows_something(path):
    """nbval passes notebooks that were never run; this does not."""
    cells = _cells(path, "code")

    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [cell.id for cell in cells if not cell.outputs] == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_stored_outputs_are_sound(path):
    """No error, no warning, no dead widget, and a picture of each chart."""
    for output in itertools.chain.from_iterable(cell.outputs for cell in _cells(path, "code")):
        assert output.output_type != "error"
        assert output.get("name") != "stderr"
        data = output.get("data", {})
        assert WIDGET_VIEW not in data
        assert ("image/png" in data) == (theme.MIME in data)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_notebook_file_is_lean_and_the_same_everywhere(path):
    """Under 500 KB, no widget state, no path of the machine that ran it."""
    notebook = nbformat.read(path, as_version=4)

    assert path.stat().st_size < 500_000
    assert dict(notebook.metadata) == METADATA
    assert str(ROOT) not in path.read_text(encoding="utf-8")


# How a lesson is made ----------------------------------------------------------------


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_has_its_frame(path):
    """One title, the frame at its start, and the three sections at its end."""
    cells = _cells(path, "markdown")
    titles = [line for cell in cells for line in cell.source.splitlines() if line.startswith("# ")]

    assert titles == [titles[0]]
    assert titles[0].startswith(f"# Lesson {path.name[:2]} · ")
    assert all(part in cells[0].source for part in FRAME)
    assert all(part in _prose(path) for part in END)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_addresses_in_a_lesson_exist(path):
    """Each address in a lesson, in prose and in code, is one of its article."""
    article = _text_used(path)
    known = {"0.1", *article.sentences["sentence"]}
    source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    named = set(re.findall(r"[`\"](\d{1,2}\.\d)[`\"]", source))

    assert named
    assert named <= known


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_quoted_words_are_the_articles(path):
    """Words in quotation marks stand in the article, and where an address follows, in that sentence."""
    article = _text_used(path)
    prose = _prose(path)
    quoted = [words.rstrip(".,") for words in re.findall(r'"([^"\n]+)"', prose)]
    wrong = [words for words in quoted if words.casefold() not in article.text.casefold() and words not in NOT_QUOTED]

    assert quoted
    assert wrong == []
    for words, address in re.findall(r'"([^"\n]+?)[.,]?" \(`(\d+\.\d)`\)', prose):
        assert words.casefold() in article.at(address)["text"].iloc[0].casefold()


# Lesson 01 ---------------------------------------------------------------------------


def test_lesson_01_figures(article):
    """18 paragraphs, 1031 words; paragraph 15 is the longest and 18 the shortest."""
    lengths = terms.paragraph_lengths(article).set_index("paragraph")["words"]

    assert (len(article.paragraphs), len(article.words)) == (18, 1031)
    assert (lengths.idxmax(), lengths.max()) == (15, 97)
    assert (lengths.idxmin(), lengths.min()) == (18, 27)


def test_lesson_01_heading_and_body_use_the_words_compared(article):
    """The three places that the lesson puts side by side."""
    heading, lede, second = article.at("0.1", "1.1", "2.1")["text"]

    assert "Immigration police launch political attack" in heading
    assert "for backing anti-ICE protests" in heading
    assert lede.startswith("A union")
    assert "submitted a letter" in lede
    assert "for not providing full local police assistance" in lede
    assert "attorney" in second
    assert "attack" in article.at("3.1")["text"].iloc[0]
    assert "political attack" in article.at("8.1")["text"].iloc[0]
    assert "federal immigration police" in article.at("8.3")["text"].iloc[0]


def test_lesson_01_dates_of_each_voice(article):
    """The mayor and the lawsuit have one, 17.2 has none."""
    dates = reference(article, "dates").groupby("sentence")["text"].agg(list).to_dict()

    assert {address: dates[address] for address in ("10.1", "13.1", "17.1")} == {
        "10.1": ["June 17"],
        "13.1": ["Tuesday evening"],
        "17.1": ["early March"],
    }
    assert "17.2" not in dates


def test_lesson_01_names_no_publisher_above_the_body(article):
    """The publisher appears in the closing lines only."""
    above = article.text[: int(article.paragraphs["start"].iloc[0])]

    assert "WSWS" not in above
    assert article.text.count("WSWS") == 1


def test_lesson_01_letter_has_no_date(article):
    """No sentence with the word letter holds an expression of time, but for the mayor's answer in 13.1."""
    dates = reference(article, "dates")
    letters = set(terms.dispersion(article, "letter")["sentence"])

    assert letters & set(dates["sentence"]) == {"1.1", "13.1"}
    assert dates.set_index("sentence").loc["1.1", "text"] == "38-day"


# Lesson 05 ---------------------------------------------------------------------------


def test_lesson_05_figures(article):
    """Counts and places that the lesson's text gives."""
    everything = terms.count_terms(article, stop_words=()).set_index("term")
    counts = terms.count_terms(article).set_index("term")

    assert everything.index[:4].to_list() == ["the", "of", "and", "to"]
    assert everything.loc["the", "count"] == 86
    assert everything.loc["their", "count"] == 8
    assert counts.index[0] == "ice"
    assert counts.loc["ice", ["count", "paragraphs"]].to_list() == [19, 15]
    assert counts.loc["sanctuary", ["count", "paragraphs"]].to_list() == [4, 3]
    assert terms.keyness(article).set_index("term").loc["ice", "count"] == 20


@pytest.mark.parametrize(
    ("term", "places"),
    [
        ("attack*", ["3.1", "6.1", "8.1", "12.3"]),
        ("protesters", ["3.1", "4.1", "8.1", "11.3"]),
        ("terror", ["3.2", "4.1", "4.2"]),
        ("deportation machine", ["16.1", "18.1"]),
    ],
)
def test_lesson_05_places(article, term, places):
    """Where the lesson says that a term stands, and nowhere else."""
    assert terms.dispersion(article, term)["sentence"].to_list() == places


def test_lesson_05_counts_by_voice(article):
    """Police is quoted twice, both times from the mayor; letter and immigrants are the writer's words each time."""
    counts = terms.terms_by_voice(article, top=12)
    police = counts[counts["term"] == "police"]
    own = counts[counts["term"].isin(["letter", "immigrants"])]

    assert police.groupby("mode")["count"].sum().to_dict() == {"own": 4, "quoted": 2, "paraphrased": 9}
    assert police[police["mode"] == "quoted"]["voice"].to_list() == ["Ted Wheeler"]
    assert set(own["mode"]) == {"own"}


def test_lesson_05_words_of_one_voice(article):
    """The letter uses each word once, the mayor "federal" three times in one sentence, the officials are not quoted."""
    letter = terms.count_terms(article, voice=("the letter", "quoted"))
    mayor = terms.count_terms(article, voice=("Ted Wheeler", "quoted"))
    federal = article.words.set_index("start").loc[mayor["positions"].iloc[0], "sentence"]

    assert set(letter["count"]) == {1}
    assert (mayor["term"].iloc[0], mayor["count"].iloc[0], set(federal)) == ("federal", 3, {"14.1"})
    assert terms.count_terms(article, voice=("Jeff Sessions", "quoted")).empty
    assert terms.count_terms(article, voice=("the writer", "own"), top=3)["term"].to_list() == [
        "ice",
        "letter",
        "immigrants",
    ]


def test_lesson_05_dispersion(article):
    """Letter in the first half and in 13.1; Wheeler at the start, then in the middle; the others at the end."""
    places = terms.dispersion(article, ["letter", "wheeler", "sessions", "sanctuary"]).groupby("term")

    letter = places.get_group("letter")
    assert letter["sentence"].iloc[-1] == "13.1"
    assert (letter["share"].iloc[:-1] < 0.5).all()
    assert places.get_group("wheeler")["share"].iloc[1:].between(0.4, 0.7).all()
    assert (places.get_group("sanctuary")["share"] > 0.75).all()
    assert places.get_group("sessions")["sentence"].to_list() == ["17.2"]


def test_lesson_05_size_of_the_reference():
    """The list of general English has as many words as the lesson says."""
    from wordfreq import get_frequency_dict

    assert len(get_frequency_dict("en", "large")) == 321_180

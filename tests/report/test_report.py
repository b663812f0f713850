"""The report shows what a reader has, with its evidence or without, as text and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article, CourseError
from helpers.forms import SourceGrid
from helpers.reading import CLAIM, Reading, first_impression
from helpers.report import (
    JUDGEMENTS,
    claims_frame,
    evidence_rows,
    impression_frame,
    loaded_words,
    marks_frame,
    report_frame,
    report_html,
    so_far,
    sources,
    write_report,
)
from helpers.report.claims import OPEN, WITH, WITHOUT
from helpers.report.earlier import sources_frame
from helpers.report.rows import CSV_COLUMNS, ROW_COLUMNS
from tests.frames import assert_offsets

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&</td></table>\n=HYPERLINK("http://x")‮\x00'


@pytest.fixture
def reading(tmp_path, article) -> Reading:
    return Reading.load(tmp_path / "ana.json", article, name="Ana")


def _claim(reading: Reading, number: int, **said: str) -> None:
    reading.set_answer(f"{CLAIM}.5.3.{number}", {"sentence": "5.3", "text": "remaining peaceful", **said})


class _Page(HTMLParser):
    """Collects the tags and attributes of a page, and checks that they are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.names |= {name for name, _ in attributes}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


# Frames -------------------------------------------------------------------------------


def test_judgement_is_shown_with_its_evidence_or_as_without(article, reading):
    """Three claims: with evidence, without, and with words that do not stand in the text."""
    _claim(reading, 1, judgement=JUDGEMENTS[2], evidence='6.1, "no physical attacks"')
    _claim(reading, 2, judgement=JUDGEMENTS[0])
    _claim(reading, 3, judgement=JUDGEMENTS[0], evidence='"I was there"')
    _claim(reading, 4, who="the article")
    frame = claims_frame(reading)

    assert frame["standing"].to_list() == [WITH, WITHOUT, WITHOUT, OPEN]
    assert frame["evidence"].iloc[0] == "6.1, “no physical attacks” (6.1)"
    assert frame["evidence"].iloc[2] == "not found: “I was there”: these words do not stand in the text."
    assert report_html(reading).count(f'<b class="none">{WITHOUT}</b>') == 2


def test_claims_stand_in_the_order_of_the_text(article, reading):
    """9.1 comes before 10.1, whatever was weighed first."""
    for sentence in ("10.1", "9.1", "0.1"):
        reading.set_answer(f"{CLAIM}.{sentence}.x", {"sentence": sentence, "text": "x", "who": "x"})

    assert claims_frame(reading)["sentence"].to_list() == ["0.1", "9.1", "10.1"]


def test_empty_reading_gives_an_empty_report(article, reading):
    """Each section says that there is nothing yet."""
    assert report_frame(reading).empty
    assert list(report_frame(reading).columns) == CSV_COLUMNS
    assert report_html(reading).count("Nothing yet.") == 5


def test_each_section_is_in_the_table(article, reading):
    """Claims, sources, marks, impression, lateral reading and worksheet."""
    _claim(reading, 1, who="the article")
    reading.add(0, 4, "source", "who?")
    reading.add(20, 24, "loaded", "why?")
    reading.set_answer("after.accept", {"change": "it stayed", "now": "Still.", "evidence": "7.2"})
    reading.set_answer("lateral.letter", {"check": "The letter", "tests": "3.2", "where": "the union"})
    reading.set_answer("worksheet.kind", {"question": "What kind?", "answer": "A report.", "evidence": "1.1"})
    frame = report_frame(reading)

    sections = ["claim", "source", "mark", "mark", "first impression", "lateral reading", "worksheet"]
    assert frame["section"].to_list() == sections
    assert frame.set_index("section").loc["first impression", "standing"] == WITH
    assert "<h2>Worksheet</h2>" in report_html(reading)


def test_rows_hold_each_mark_with_its_place_and_its_label(article, reading):
    """Start and end stand with the marks, and with nothing else; what is marked stands there in the article."""
    _claim(reading, 1, who="the article")
    reading.add(0, 4, "source", "who?")
    reading.add(20, 24, "loaded")
    rows = evidence_rows(reading)
    marks = rows[rows["start"].notna()]

    assert list(rows.columns) == ROW_COLUMNS
    assert rows[["start", "end"]].dtypes.astype(str).to_list() == ["Int64", "Int64"]
    assert marks["section"].to_list() == ["mark", "mark"]
    assert marks[["label", "answer"]].to_numpy().tolist() == [["source", "who?"], ["loaded", ""]]
    assert_offsets(article, marks)


def test_rows_of_an_empty_reading_have_their_columns(reading):
    """As many as those of any other reading, of the same types."""
    rows = evidence_rows(reading)

    assert rows.empty
    assert list(rows.columns) == ROW_COLUMNS
    assert str(rows["start"].dtype) == "Int64"


def test_first_impression_is_found(article, reading):
    """By item, without what was left empty."""
    empty = {"claim": "", "sentence": ""}
    reading.set_answer("first-impression", {"accept": {"claim": "It is true", "sentence": "7.2"}, "doubt": empty})

    assert first_impression(reading) == {"a claim I accepted": "It is true; 7.2"}
    assert impression_frame(reading)["standing"].to_list() == ["not looked at again yet"]


@pytest.mark.parametrize("saved", ["text", 4, ["a"], None, {"accept": {"claim": [None]}}])
def test_broken_first_impression_is_none(reading, saved):
    """Somebody else's file may hold anything under that name."""
    reading.set_answer("first-impression", saved)

    assert first_impression(reading) == {}


def test_source_grid_is_found_as_the_form_saves_it(article, reading):
    """Each source by its own name, the story by what it is, and nothing that was left empty."""
    grid = SourceGrid(reading, ["the letter", "the mayor"])
    grid.inputs["sentence"].value = "6.2"
    grid.inputs["named.value"].value = "partly"
    grid.inputs["named.reason"].value = "no attorney is named"
    grid.inputs["value"].value = "no"
    grid.source.value = "the mayor"
    grid.inputs["claim"].value = "calls were answered"
    grid.inputs["claim"].value = ""

    assert sources_frame(reading).to_numpy().tolist() == [
        ["the letter", "6.2", "", "named: partly, no attorney is named"],
        ["the story as a whole", "", "", "multiple: no"],
    ]


def test_who_skipped_a_lesson_sees_the_reference(article, reading):
    """And is told so; with one mark of their own they see that."""
    assert "here are those of the reference" in loaded_words(reading).caption
    assert "here are those of the reference" in sources(reading).caption
    reading.add(20, 24, "loaded", "why?")
    reading.add(30, 34, "source")

    assert loaded_words(reading).caption == "Loaded words that Ana marked"
    assert sources(reading).caption == "Sources that Ana wrote down"
    assert len(sources_frame(reading)) == 1


def test_what_is_empty_says_what_to_do():
    """And what is not empty is shown."""
    assert "Fill in the form above" in so_far(pd.DataFrame({"a": []}), "x").frame.iloc[0, 0]
    assert so_far(pd.DataFrame({"a": [1]}), "x").frame["a"].to_list() == [1]


# The page -----------------------------------------------------------------------------


def _hostile_reading(tmp_path) -> Reading:
    article = Article.from_text(f"He said {HOSTILE.split(chr(10))[0]} was so. It was.")
    reading = Reading.load(tmp_path / "x.json", article, name=HOSTILE[:90])
    keys = ("sentence", "text", "who", "how", "support", "missing", "judgement", "evidence")
    reading.set_answer(f"{CLAIM}.1.1.x", dict.fromkeys(keys, HOSTILE))
    reading.set_answer("lateral.x", dict.fromkeys(("check", "tests", "where", "surer", "less_sure", "found"), HOSTILE))
    reading.set_answer("after.kind", dict.fromkeys(("change", "now", "evidence"), HOSTILE))
    reading.set_answer("worksheet.x", dict.fromkeys(("question", "answer", "evidence"), HOSTILE))
    reading.set_answer("first-impression", {"kinds": HOSTILE, "sure": [HOSTILE]})
    reading.set_answer(f"source-grid/{HOSTILE[:80]}", {HOSTILE: HOSTILE})
    reading.add(8, 40, HOSTILE[:90], HOSTILE)
    reading.add(8, 40, "source", HOSTILE)
    return reading


def test_hostile_text_is_shown_as_text(tmp_path):
    """No tag, no attribute and no address that the report did not make itself."""
    page = _Page(report_html(_hostile_reading(tmp_path)))

    assert page.open == []
    assert page.tags == set(
        "html head meta title style body main h1 h2 p b br table caption thead tbody tr th td".split()
    )
    assert page.names == {"lang", "charset", "http-equiv", "content", "name", "class", "scope"}


def test_page_has_no_script_and_asks_no_network(article, reading):
    """Nothing to load, and a policy that forbids it."""
    page = report_html(reading)

    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|@import|url\(|https?://|\son\w+=", page)


def test_formulas_are_made_harmless(tmp_path):
    """A spreadsheet gets no cell that it would run."""
    reading = _hostile_reading(tmp_path)
    reading.set_answer("worksheet.y", {"question": "=1+1", "answer": "@x", "evidence": "+1"})
    page = write_report(reading)
    table = pd.read_csv(page.with_suffix(".csv"), keep_default_na=False, dtype=str)

    assert not table.map(lambda cell: cell.startswith(("=", "+", "-", "@", "\t", "\r"))).any(axis=None)
    assert "'=1+1" in table["item"].to_list()


def test_report_is_written_beside_the_reading_or_where_asked(tmp_path, article, reading):
    """A page and a table; a second report takes the place of the first."""
    page = write_report(reading)
    other = write_report(reading, tmp_path / "new" / "folder")

    assert page == tmp_path / "ana.report.html"
    assert other == tmp_path / "new" / "folder" / "ana.report.html"
    assert other.with_suffix(".csv").is_file()
    assert write_report(reading).read_bytes() == page.read_bytes()


def test_folder_that_cannot_be_used_is_named(tmp_path, article, reading):
    """One sentence with the folder and the remedy."""
    (tmp_path / "file").write_text("x")

    with pytest.raises(CourseError, match=r"the report cannot be written .* choose another folder"):
        write_report(reading, tmp_path / "file")


@given(st.permutations(("source", "motive", "quote", "judgement", "source", "loaded")))
def test_each_mark_is_printed_under_its_own_label(tmp_path_factory, labels):
    """Whatever labels come first: marks of sources stand in a section of their own, and are left out of this one."""
    reading = Reading.load(tmp_path_factory.mktemp("ana") / "ana.json", Article.from_text("Aa bb cc dd ee ff."))
    words = dict(zip(("Aa", "bb", "cc", "dd", "ee", "ff"), labels, strict=True))
    for word, label in words.items():
        start = reading.article.text.index(word)
        reading.add(start, start + len(word), label)
    section = re.sub(r"\s+(?=<)|(?<=>)\s+", "", report_html(reading).split("<h2>Marks</h2>")[1].split("</table>")[0])
    printed = dict(re.findall(r"<td[^>]*>(\w+)</td><td[^>]*>(.*?)</td>", section))

    expected = {label: {w for w in words if words[w] == label} for label in set(labels) - {"source"}}
    assert {label: set(re.findall(r"“(\w+)”", line)) for label, line in printed.items()} == expected


def test_marks_without_an_address_are_kept(article, reading):
    """The byline can be marked; it has no address."""
    byline = article.paratext.set_index("part").loc["byline"]
    reading.add(int(byline["start"]), int(byline["end"]), "loaded")

    assert marks_frame(reading)["sentence"].to_list() == [""]
    assert "(around the body)" in report_html(reading)

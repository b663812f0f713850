"""Tables show text as text, and screen readers find a header for each column."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from jinja2 import UndefinedError

from helpers.article import ROOT, Article, CourseError
from helpers.show import passage, render, table

TEMPLATES = sorted((ROOT / "helpers" / "show" / "templates").glob("*.html"))
NASTY = "<img src=x onerror=alert(1)> & \"'"


def test_text_from_outside_is_escaped():
    """Neither a cell nor a column name nor a caption becomes HTML."""
    html = table(pd.DataFrame({NASTY: [NASTY]}), NASTY)._repr_html_()

    assert "<img" not in html
    assert html.count("&lt;img") == 3


def test_each_column_has_a_header_and_no_corner_is_empty():
    """axe calls an empty corner a fault; there is none."""
    html = table(pd.DataFrame({"one": [1], "two_words": [2.5]}), "Two")._repr_html_()

    assert html.count('<th scope="col"') == 2
    assert "two words</th>" in html
    assert ">2.5</td>" in html


def test_a_cut_table_says_so():
    """A reader knows that there is more."""
    assert table(pd.DataFrame({"n": range(9)}), "Nine", rows=4).caption == "Nine (the first 4 of 9 rows)"
    assert table(pd.DataFrame({"n": range(4)}), "Four", rows=4).caption == "Four"


def test_passage_keeps_the_order_asked_for(article):
    """Two addresses, the later one first."""
    assert passage(article, "7.2", "0.1").frame["sentence"].to_list() == ["7.2", "0.1"]


def test_passage_without_an_address_is_the_whole_article(article):
    """The heading and all thirty-seven sentences."""
    frame = passage(article).frame

    assert frame["sentence"].iloc[0] == "0.1"
    assert len(frame) == 38


def test_passage_of_a_text_without_sentences():
    """There is nothing to point at, and the message says so."""
    with pytest.raises(CourseError, match="the last address of this text is none"):
        passage(Article.from_text(""), "1.1")


def test_a_template_needs_each_of_its_values():
    """A value that is missing is an error, not an empty place on the page."""
    with pytest.raises(UndefinedError, match="'text' is undefined"):
        render("status")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_marks_a_value_as_safe(path):
    """Only what stands in the template itself is HTML."""
    assert re.findall(r"""[\w)\]]\s*\|\s*safe|autoescape""", path.read_text(encoding="utf-8")) == []

"""Readers compared: every outcome by hand, and figures that equal the package's and the literature's."""

from __future__ import annotations

import itertools

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article, CourseError
from helpers.compare import agreement, compare, disputed
from helpers.compare.several import unique_names
from helpers.reading import Reading

TEXT = "One two three four.\n\nFive six seven eight. Nine ten."


@pytest.fixture
def reader(tmp_path):
    """Make a reading of a text with the marks given."""
    numbers = itertools.count()

    def make(name: str, *marks: tuple[int, int, str], text: str = TEXT) -> Reading:
        reading = Reading.load(tmp_path / f"{next(numbers)}.json", Article.from_text(text), name=name)
        for mark in marks:
            reading.add(*mark)
        return reading

    return make


def _frame(*marks: tuple[int, int, str]) -> pd.DataFrame:
    return pd.DataFrame([(a, b, TEXT[a:b], label) for a, b, label in marks], columns=["start", "end", "text", "label"])


# Two readers -------------------------------------------------------------------


def test_each_outcome(reader):
    """Hit, near miss, miss and extra, each with its overlap and its sentence, in the order of the text."""
    a = reader("Ana", (0, 7, "loaded"), (8, 13, "loaded"), (21, 25, "loaded"))
    b = reader("Ben", (0, 7, "loaded"), (8, 19, "loaded"), (43, 47, "loaded"))
    found = compare(a, b)

    assert found["outcome"].to_list() == ["hit", "near miss", "extra", "miss"]
    assert found["overlap"].to_list() == [1, pytest.approx(5 / 11), 0, 0]
    assert found["sentence"].to_list() == ["1.1", "1.1", "2.1", "2.2"]
    assert found["text_a"].to_list()[:3] == ["One two", "three", "Five"]
    assert found["text_b"].to_list()[-1] == "Nine"
    assert found["start_b"].isna().to_list() == [False, False, True, False]


def test_half_is_a_hit():
    """The border belongs to the hits, as the docstring says."""
    assert compare(_frame((0, 4, "x")), _frame((0, 8, "x")))["outcome"].to_list() == ["hit"]
    assert compare(_frame((0, 4, "x")), _frame((0, 9, "x")))["outcome"].to_list() == ["near miss"]


def test_labels_are_compared_one_by_one():
    """The same words under another label are an extra and a miss."""
    found = compare(_frame((0, 3, "loaded")), _frame((0, 3, "quote")))

    assert sorted(zip(found["outcome"], found["label"], strict=True)) == [("extra", "loaded"), ("miss", "quote")]


def test_marks_are_paired_one_to_one():
    """A long mark over three short ones pairs with the closest and with no other."""
    found = compare(_frame((0, 19, "x")), _frame((0, 3, "x"), (4, 18, "x"), (14, 18, "x")))

    assert sorted(found["outcome"]) == ["hit", "miss", "miss"]
    assert found.loc[found["outcome"] == "hit", "text_b"].to_list() == ["two three four"]


SPAN = st.tuples(st.integers(0, 40), st.integers(1, 10), st.sampled_from("xy")).map(lambda s: (s[0], s[0] + s[1], s[2]))


@given(st.lists(SPAN, max_size=8), st.lists(SPAN, max_size=8))
def test_no_mark_is_lost_or_counted_twice(left, right):
    """Each mark of either side stands in one row, and exchanging the sides exchanges miss and extra."""
    a, b = _frame(*left), _frame(*right)
    one, other = compare(a, b), compare(b, a)
    swap = {"miss": "extra", "extra": "miss"}

    for side, marks in (("a", left), ("b", right)):
        columns = [f"start_{side}", f"end_{side}"]
        rows = one.dropna(subset=columns)[[*columns, "label"]]
        assert sorted(rows.itertuples(index=False, name=None)) == sorted(marks)
    assert one["overlap"].between(0, 1).all()
    assert sorted(one["outcome"]) == sorted(swap.get(outcome, outcome) for outcome in other["outcome"])


def test_comparing_with_nothing():
    """No mark on either side, or on both."""
    assert compare(_frame(), _frame()).empty
    assert compare(_frame((0, 3, "x")), _frame())["outcome"].to_list() == ["extra"]
    assert compare(_frame(), _frame((0, 3, "x")))["outcome"].to_list() == ["miss"]


def test_many_marks_are_compared_in_time():
    """Two thousand marks of each, all over each other, end, and each pairs with its twin."""
    marks = _frame(*((k % 20, 20 + k, "x") for k in range(2000)))

    assert compare(marks, marks)["outcome"].eq("hit").all()


def test_a_table_without_marks_is_named():
    """The message says which column is missing."""
    with pytest.raises(CourseError, match="have no column 'label'; give a Reading, or such a table"):
        compare(_frame(), pd.DataFrame({"start": [], "end": [], "text": []}))


def test_readings_of_two_articles_are_not_compared(reader):
    """The message names the reader whose text is another."""
    with pytest.raises(CourseError, match="Ben’s reading is of another text than the first"):
        compare(reader("Ana"), reader("Ben", text="Something else."))


def test_reading_without_its_article_cannot_be_measured(reader):
    """Words and sentences come from the article."""
    bare = Reading.load(reader("Ana", (0, 3, "x")).path)

    with pytest.raises(CourseError, match="load the reading together with its article"):
        agreement([bare, bare])


# Agreement ----------------------------------------------------------------------

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units,
# five categories, missing data; alpha for nominal data is 0.743. None: the observer did not judge the unit.
WORKED_EXAMPLE = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
# The same paper, section A: two observers, ten units, two categories, no missing data; alpha is 0.095.
TWO_OBSERVERS = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]


def test_package_gives_the_figure_of_the_literature():
    """The package that we rely on computes what its author's paper prints."""
    data = np.array(WORKED_EXAMPLE, dtype=float)

    assert krippendorff.alpha(data, level_of_measurement="nominal") == pytest.approx(0.743, abs=0.0005)


def test_our_figure_is_that_of_the_literature(reader):
    """The paper's two observers, as readers of ten words, give the paper's alpha and agree on six of ten."""
    text = "a b c d e f g h i j"
    readings = [
        reader(f"Observer {number}", *((2 * k, 2 * k + 1, "one") for k, vote in enumerate(votes) if vote), text=text)
        for number, votes in enumerate(TWO_OBSERVERS, 1)
    ]
    words = agreement(readings).query("unit == 'word'").iloc[0]

    assert words["alpha"] == pytest.approx(0.095, abs=0.0005)
    assert words["agreement"] == pytest.approx(60)
    assert words[["readers", "units", "marked", "why"]].to_list() == [2, 10, 5, ""]


VOTES = st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=2, max_size=4)


@given(votes=VOTES)
def test_figures_equal_the_package_on_a_matrix(tmp_path_factory, votes):
    """Whatever readers mark, alpha and percent are those of the matrix built by hand; NaN where there is none."""
    article = Article.from_text("One two three. Four five six.")
    words = article.words["start"].to_list()
    readings = []
    for number, row in enumerate(votes):
        reading = Reading.load(tmp_path_factory.mktemp("r") / f"{number}.json", article, name=str(number))
        for start, vote in zip(words, row, strict=True):
            if vote:
                reading.add(start, start + 1, "x")
        readings.append(reading)
    matrix = np.array(votes, dtype=float)
    by_sentence = np.array([[any(row[:3]), any(row[3:])] for row in votes], dtype=float)

    for row, expected in zip(agreement(readings, labels=["x"]).itertuples(), (matrix, by_sentence), strict=True):
        pairs = list(itertools.combinations(expected, 2))
        assert row.agreement == pytest.approx(100 * np.mean([a == b for a, b in pairs]))
        if len(np.unique(expected)) == 2:
            assert row.alpha == pytest.approx(krippendorff.alpha(expected, level_of_measurement="nominal"))
        else:
            assert np.isnan(row.alpha)
            assert "no variation" in row.why


def test_one_reader_has_no_agreement(reader):
    """NaN, and a sentence that says why."""
    found = agreement([reader("Ana", (0, 3, "x"))])

    assert found["alpha"].isna().all()
    assert found["agreement"].isna().all()
    assert found["why"].str.startswith("One reader has nobody to agree with").all()


def test_nobody_marked(reader):
    """No label in use means no rows; a label that is asked for has no alpha, and all agree."""
    readings = [reader("Ana"), reader("Ben")]

    assert agreement(readings).empty
    asked = agreement(readings, labels=["x"])
    assert asked["alpha"].isna().all()
    assert asked["agreement"].to_list() == [100, 100]
    assert asked["why"].str.startswith("Nobody gave this label").all()


def test_everybody_marked_everything(reader):
    """The same text marked from end to end by all is no evidence of agreement; it says so."""
    found = agreement([reader(name, (0, len(TEXT), "x")) for name in ("Ana", "Ben")])

    assert found["alpha"].isna().all()
    assert found["why"].str.startswith("Everybody gave this label everywhere").all()


def test_nobody_at_all():
    """No reading, no rows, no error."""
    assert agreement([]).empty
    assert disputed([]).empty


def test_heading_counts_as_a_sentence(article, tmp_path):
    """The heading can be marked, so readers can differ about it."""
    readings = [Reading.load(tmp_path / f"{name}.json", article, name=name) for name in ("Ana", "Ben")]
    heading = article.heading.iloc[0]
    readings[0].add(int(heading["start"]), int(heading["end"]), "loaded")

    assert disputed(readings)["sentence"].iloc[0] == "0.1"


def test_a_mark_on_a_space_touches_no_word(reader):
    """Nor does it count as a word beside it."""
    found = agreement([reader("Ana", (3, 4, "x")), reader("Ben")]).set_index("unit")

    assert found.loc["word", "agreement"] == 100


# Where they differ ----------------------------------------------------------------


def test_most_disputed_sentence_comes_first(reader):
    """One of two readers: every pair differs. Of three readers, two: two of three pairs differ."""
    found = disputed([reader("Ana", (21, 25, "x"), (43, 47, "y")), reader("Ben", (43, 47, "y")), reader("Cem")])

    assert found["sentence"].to_list() == ["2.1", "2.2", "1.1"]
    assert found["dispute"].to_list() == [pytest.approx(2 / 3), pytest.approx(2 / 3), 0]
    assert found["given"].to_list() == ["x: Ana (of 3)", "y: Ana, Ben (of 3)", ""]


def test_dispute_adds_up_over_labels(reader):
    """Two readers who give one sentence two different labels differ about both labels."""
    found = disputed([reader("Ana", (0, 3, "x")), reader("Ben", (0, 3, "y"))])

    assert found["dispute"].to_list() == [2, 0, 0]


def test_two_readers_with_one_name_stay_two(reader):
    """The strip has a row for each."""
    readings = [reader("Ana"), reader("Ana"), reader("Ana")]

    assert unique_names(readings) == ["Ana", "Ana (2)", "Ana (3)"]

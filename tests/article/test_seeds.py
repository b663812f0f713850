"""Every seed goes through every helper in the same way, and the invented ones have what the lessons need of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from helpers import finds as terms
from helpers.article import SCHEME, SEEDS, Article, CourseError, forms_by_referent, read_article, reference
from helpers.attribution import find_attributions, find_quotes, reporting_verbs, voices
from helpers.finds import find_loaded
from helpers.show import passage
from helpers.show import voices as voice_charts
from helpers.show import words as charts
from tests.frames import assert_offsets

PATHS = sorted(SEEDS.glob("*.txt"))
INVENTED = [path for path in PATHS if not path.stem.startswith("000_")]
TABLES = [(path, table) for path in PATHS for table in SCHEME if path.with_suffix(f".{table}.csv").is_file()]
SECOND = SEEDS / "eastwater-footbridge.txt"
KEEP, MOVE = SEEDS / "market-keep.txt", SEEDS / "market-move.txt"
KINDS = {"naming", "presupposition", "metaphor", "intensifier", "partial quotation"}

each_seed = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
each_invented = pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
each_mirror = pytest.mark.parametrize("path", [KEEP, MOVE], ids=lambda path: path.stem)


def _table(path: Path, name: str) -> pd.DataFrame:
    return reference(read_article(path), name)


@pytest.fixture(scope="module")
def second() -> Article:
    return read_article(SECOND)


@pytest.fixture(scope="module")
def moves() -> pd.DataFrame:
    return pd.read_csv(SEEDS / "market.moves.csv", dtype={"sentence": "str"})


# Every seed --------------------------------------------------------------------------


def test_seeds_are_found():
    """The article, the second article, and the two mirror pieces."""
    assert [path.stem for path in PATHS] == [
        "000_7dc0b1a87110e614",
        "eastwater-footbridge",
        "market-keep",
        "market-move",
    ]


@each_seed
def test_seed_is_read_whole(path):
    """Heading, byline and closing lines are told from the body; nothing is odd."""
    article = read_article(path)

    assert set(article.paratext["part"]) == {"heading", "byline", "closing"}
    assert article.title == article.metadata["title"]
    assert article.byline == article.metadata["byline"]
    assert article.date == article.metadata.get("date")
    assert article.problems.empty


@each_seed
def test_offsets_hold_in_every_helper(path):
    """Each frame, each row."""
    article = read_article(path)
    claims = find_attributions(article)

    for frame in (article.paragraphs, article.sentences, article.words, article.paratext):
        assert_offsets(article, frame)
    for frame in (find_quotes(article), find_loaded(article), voices.label_voices(article)):
        assert_offsets(article, frame)
    content = claims.rename(columns={"content_start": "start", "content_end": "end", "content": "text"})
    assert_offsets(article, content[["start", "end", "text"]])
    assert_offsets(article, terms.concordance(article, "the"))


@each_seed
def test_every_chart_and_table_can_be_drawn(path):
    """No seed is too short or too quiet for a chart."""
    article = read_article(path)
    hits, counts = find_loaded(article), terms.count_terms(article, top=10)
    claims = find_attributions(article)

    drawn = [
        voice_charts.loaded_chart(terms.in_context(article, hits, width=38)),
        voice_charts.attribution_chart(claims),
        voice_charts.reporting_verbs_chart(reporting_verbs(claims)),
        voice_charts.share_of_voice_chart(voices.share_of_voice(article)),
        charts.frequency_chart(counts),
        charts.dispersion_chart(terms.dispersion(article, "the")),
        charts.length_chart(terms.paragraph_lengths(article)),
        charts.keyness_chart(terms.keyness(article)),
    ]

    assert all(chart.to_dict()["description"] for chart in drawn)
    assert len(passage(article).frame) == len(article.sentences) + 1


@pytest.mark.parametrize(("path", "table"), TABLES, ids=lambda part: part.stem if isinstance(part, Path) else part)
def test_rows_of_a_reference_reading_hold(path, table):
    """Words in their sentence, a reason in one sentence, no row twice."""
    article = read_article(path)
    frame = reference(article, table)
    inside = frame[frame["sentence"] != "byline"]

    assert len(frame)
    assert_offsets(article, frame)
    assert article.addresses(inside["start"]).to_list() == inside["sentence"].to_list()
    assert frame["reason"].str.endswith((".", "?")).all()
    assert not frame.duplicated(["start", "end"]).any()


@each_seed
def test_reference_reading_is_complete(path):
    """Every table; dates only where there are some."""
    there = {table for seed, table in TABLES if seed == path}

    assert there == (set(SCHEME) if read_article(path).date else set(SCHEME) - {"dates"})


@each_seed
def test_every_pair_of_marks_is_in_the_table_of_quotes(path):
    """What stands in marks, and nothing else."""
    article = read_article(path)
    read = reference(article, "quotes")
    covered = {i for a, b in zip(read["start"], read["end"], strict=True) for i in range(a, b)}
    marked = find_quotes(article)
    inside = {i for a, b in zip(marked["start"], marked["end"], strict=True) for i in range(a, b)}

    assert "".join(article.text[i] for i in sorted(covered ^ inside)).strip() == ""


@each_invented
def test_invented_seed_says_so(path):
    """In the metadata and in its own last line; free for any use; no straight marks."""
    article = read_article(path)
    closing = article.paratext[article.paratext["part"] == "closing"]["text"]

    assert "invented" in article.metadata["publisher"]
    assert "invented" in article.metadata["source"]
    assert "CC0" in article.metadata["licence"]
    assert "was invented for a course in close reading" in closing.iloc[-1]
    assert not set("\"'") & set(article.text)


# The second article --------------------------------------------------------------------


def test_second_article_has_its_length(second):
    """Ten to fourteen paragraphs, and a heading."""
    assert len(second.paragraphs) == 13
    assert second.at("0.1")["text"].iloc[0] == "Footbridge closure cuts Eastwater in two"


def test_second_article_agrees_with_the_calendar():
    """Days of the week, and eight weeks from the first day to the last."""
    dates = _table(SECOND, "dates")
    day = {text: (row.earliest, row.latest) for text, row in dates.set_index("text").iterrows()}
    vote, first, last = day["Tuesday evening"][0], day["June 3"][0], day["July 29"][0]

    assert day["9 May 2024"][0].strftime("%A") == "Thursday"
    assert vote.strftime("%A") == "Tuesday"
    assert (day["9 May 2024"][0] - vote).days == 2
    assert day["Tuesday"] == day["Tuesday evening"]
    assert day["Wednesday"][0].strftime("%A") == "Wednesday"
    assert day["Wednesday"] == day["May 8"]
    assert last - first == dt.timedelta(weeks=8)
    assert day["eight weeks"] == day["the weeks of the closure"] == (first, last)


def test_second_article_agrees_with_itself():
    """Report, vote, contract, byline, next meeting and closure come in this order; the steel before them."""
    day = _table(SECOND, "dates").drop_duplicates("text").set_index("text")
    order = ["April 22", "Tuesday evening", "May 8", "9 May 2024", "May 21", "June 3", "July 29"]

    assert day.loc[order, "earliest"].is_monotonic_increasing
    assert day.loc["March", "latest"] < day.loc["Tuesday evening", "earliest"]


def test_second_article_quotes_over_two_paragraphs(second):
    """One quotation, two rows, one number; the first paragraph has no closing mark."""
    rows = find_quotes(second).groupby("quotation").filter(lambda rows: len(rows) > 1)

    assert rows["sentence"].to_list() == ["3.1", "4.1"]
    assert "”" not in second.paragraphs["text"].iloc[2]
    assert second.paragraphs["text"].iloc[3].startswith("“")


def test_second_article_has_a_quotation_inside_a_quotation(second):
    """Single marks inside double ones, in one sentence."""
    outer, inner = find_quotes(second).query("sentence == '7.2'").to_dict("records")

    assert outer["start"] < inner["start"] < inner["end"] <= outer["end"]
    assert second.text[inner["start"] - 1] == "‘"


def test_second_article_says_why_a_source_has_no_name(second):
    """One source without a name, and the reason in the next sentence."""
    claim, reason = second.at("8.1", "8.2")["text"]

    assert claim.startswith("An employee of the repair firm said")
    assert "asked not to be named because" in reason


def test_second_article_paraphrases_one_claim_twice(second):
    """The mayor on the temporary crossing."""
    told = _table(SECOND, "attributions").query("kind == 'paraphrase'").set_index("sentence")["text"]

    assert "temporary crossing" in told["5.2"].iloc[0]
    assert "temporary bridge" in told["11.1"]


def test_faults_of_the_second_article(second):
    """A heading that goes too far, one number without a source, one *admitted*, one voice missing."""
    sources = set(_table(SECOND, "attributions")["source"])
    unsourced = _table(SECOND, "unsourced")
    numbers = unsourced[unsourced["text"].str.contains(r"\d,\d")]

    assert "next crossing" in second.at("6.2")["text"].iloc[0]
    assert numbers["sentence"].to_list() == ["6.1"]
    assert second.text.count("admitted") == 1
    assert not any("east bank" in source or "people" in source for source in sources)


def test_second_article_names_documents_that_can_be_looked_up():
    """Report, map, register, budget, agenda."""
    names = forms_by_referent(_table(SECOND, "names"))

    assert set(names[names["kind"] == "document"]["referent"]) >= {
        "the report",
        "the map",
        "the register",
        "the budget",
        "the agenda",
    }


# The mirror pieces --------------------------------------------------------------------


@each_mirror
def test_mirror_pieces_have_about_150_words(path):
    """And neither gets more room than the other."""
    assert len(read_article(path).words) in range(140, 161)


def test_mirror_pieces_have_one_shape():
    """Word counts differ by less than ten; paragraphs and sentences are as many."""
    keep, move = read_article(KEEP), read_article(MOVE)

    assert abs(len(keep.words) - len(move.words)) < 10
    assert keep.sentences["sentence"].to_list() == move.sentences["sentence"].to_list()


@pytest.mark.parametrize("piece", ["keep", "move"])
def test_moves_stand_where_the_table_says(moves, piece):
    """Each row's words, in the sentence with its address, in each of the two pieces."""
    article = read_article(SEEDS / f"market-{piece}.txt")
    where = article.at(*moves["sentence"])["text"]

    assert [words for words, text in zip(moves[piece], where, strict=True) if words not in text] == []


def test_moves_are_those_of_the_course_plan(moves):
    """All five kinds, each with a strength from 1 to 3 and a reason."""
    assert set(moves["kind"]) - {"evaluation"} == KINDS
    assert set(moves["strength"]) == {1, 2, 3}
    assert moves["reason"].str.endswith(".").all()


@pytest.mark.parametrize(("path", "piece"), [(KEEP, "keep"), (MOVE, "move")], ids=["keep", "move"])
def test_marks_of_a_mirror_piece_are_its_moves(moves, path, piece):
    """The reference readings hold nothing that the other piece has no partner for."""
    words = _table(path, "loaded").set_index(["sentence", "category"])["text"]
    quoted = _table(path, "quotes")["text"].to_list()
    named = moves[moves["kind"] != "partial quotation"].set_index(["sentence", "kind"])[piece]

    assert list(words.items()) == list(named.items())
    assert quoted == moves[moves["kind"] == "partial quotation"][piece].to_list()


@pytest.mark.parametrize("table", ["quotes", "attributions", "loaded", "unsourced"])
def test_mirror_pieces_match_in_number(table):
    """As many rows of each kind, in the same sentences."""
    column = {"quotes": "kind", "attributions": "kind", "loaded": "category", "unsourced": "sort"}[table]
    keep, move = (_table(path, table)[["sentence", column, "status"]] for path in (KEEP, MOVE))

    assert keep.to_numpy().tolist() == move.to_numpy().tolist()


@each_mirror
def test_mirror_pieces_have_no_table_of_dates(path):
    """There is nothing in them to date, and the helper says so in one sentence."""
    with pytest.raises(CourseError, match="there is no such table"):
        _table(path, "dates")

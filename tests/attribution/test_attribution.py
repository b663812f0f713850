from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import SEEDS, Article, read_article, read_lexicon
from helpers.article import reference as reference_layer
from helpers.attribution import find_attributions, find_quotes, reporting_verbs
from tests.cases import filled, load, parameters

COLUMNS = (
    "sentence kind source cue content rule content_start content_end source_start source_end cue_start cue_end "
    "source_name quotation within who"
).split()
WORDS = "Ann Lee|he|the council|said|says|claimed|saying|told|that|to|according to|and|who|was|the claim|it rained"
PIECES = [*(f"{word} " for word in WORDS.split("|")), *"\"“”'()", ", ", ". ", "— ", ": ", "; ", "\n\n"]
PROSE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.fixture(scope="module")
def article() -> Article:
    return read_article(SEEDS / "000_7dc0b1a87110e614.txt")


@pytest.fixture(scope="module")
def found(article: Article) -> pd.DataFrame:
    return find_attributions(article)


# Cases --------------------------------------------------------------------


@pytest.mark.parametrize("case", parameters("attribution"))
def test_a_sentence_is_read_as_its_case_says(case: dict) -> None:
    """Each case gives source, cue, content and kind of every row."""
    rows = filled(find_attributions(Article.from_text(case["text"])), ["source", "cue", "content", "kind"])

    assert case["rows"] == rows


@pytest.mark.parametrize("case", parameters("names"))
def test_a_source_is_counted_under_its_name(case: dict) -> None:
    """Each case gives the names of the sources, in order."""
    names = filled(find_attributions(Article.from_text(case["text"])), ["source_name"])

    assert case["names"] == [name for (name,) in names]


def read_story(story: dict) -> tuple[int, int, int]:
    """Count a story's marked rows, the rows found, and the rows found with the right content and speaker."""
    frame = find_attributions(Article.from_text(story["text"]))
    rows = {(row.content, row.source) for row in frame.itertuples() if isinstance(row.source, str)}
    right = sum(
        any(content == want and (source in who or who in source) for content, source in rows)
        for who, want in story["attributions"]
    )
    return len(story["attributions"]), len(frame), right


@pytest.mark.parametrize("story", load("stories", "story"), ids=lambda story: story["label"])
def test_a_story_is_read_nearly_whole(story: dict) -> None:
    """Nine of ten marked rows are found exactly, with their speaker, and few rows are found beside them."""
    marked, rows, right = read_story(story)

    assert right >= 0.8 * marked
    assert rows <= 1.15 * marked


@pytest.mark.parametrize("story", load("stories", "story"), ids=lambda story: story["label"])
def test_a_storys_terms_have_no_source(story: dict) -> None:
    """The words in marks that nobody says are terms."""
    quotes = find_quotes(Article.from_text(story["text"]))

    assert story["terms"] == quotes.loc[quotes["kind"] == "term", "text"].to_list()


# The article --------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "cue", "name", "beginning"),
    [
        ("1.1", "denouncing", "a union", "the city for not providing full"),
        ("3.1", "accuses", "the agency", "the mayor of forbidding"),
        ("3.1", "claim", "ICE agents", "they were threatened by protesters"),
        ("3.2", "goes on", "the letter", '"created a zone of terror'),
        ("6.1", "states", "the letter", "some agents called the Portland Police"),
        ("6.2", "Alleging", "National ICE Council", "the city deliberately ignored"),
        ("6.2", "accuses", "National ICE Council", "the city of violating the Equal"),
        ("7.1", "suggesting", "the letter", "failure to provide local police"),
        ("7.2", "states", "the letter", "We would like to avoid"),
        ("8.1", "claims", "the letter", "protesters threatened the lives"),
        ("10.1", "said", "Ted Wheeler", "the Portland Police Department would"),
        ("11.2", "pretext", "Ted Wheeler", "the demonstration posed"),
        ("13.1", "calling", "Ted Wheeler", "inaccurate and inflammatory."),
        ("13.2", "clarified", "Ted Wheeler", "Portland Police had responded"),
        ("14.1", "continued", "Ted Wheeler", "The reason for his initial calls"),
        ("14.1", "continued", "Ted Wheeler", 'he "did not want the Portland'),
        ("17.1", "saying", "Department of Justice", "its efforts to establish"),
        ("17.2", "claimed", "Jeff Sessions", "these weak obstacles put"),
    ],
)
def test_the_articles_claims_are_found(found: pd.DataFrame, sentence: str, cue: str, name: str, beginning: str) -> None:
    """Every claim that the lessons speak of has its row."""
    rows = found[(found["sentence"] == sentence) & (found["cue"] == cue) & (found["source_name"] == name)]

    assert any(content.startswith(beginning) for content in rows["content"])


def test_the_article_gives_no_row_that_the_lessons_do_not_know(found: pd.DataFrame) -> None:
    """Beside the claims of the lessons there is only the topic that 3.2 sets before its cue."""
    assert len(found) == 19


def test_the_agents_claim_lies_within_the_agencys(found: pd.DataFrame) -> None:
    """In 3.1 the article says that the agency says that the agents claim."""
    inner = found[found["cue"] == "claim"].iloc[0]

    assert found.loc[inner["within"], "cue"] == "accuses"


def test_most_claims_of_the_article_are_no_chain(found: pd.DataFrame) -> None:
    """Only one row of the article lies within another."""
    assert found["within"].notna().sum() == 1


# The frame ----------------------------------------------------------------


def test_the_columns_are_the_designs() -> None:
    """The frame has the columns of the design, also when it is empty."""
    assert list(find_attributions(Article.from_text("")).columns) == COLUMNS


def test_offsets_are_nullable_integers(found: pd.DataFrame) -> None:
    """Offsets, quotation and within are Int64, so that an absent source is <NA>."""
    numbers = [c for c in COLUMNS if c.endswith(("_start", "_end"))] + ["quotation", "within"]

    assert {"Int64"} == {str(found[column].dtype) for column in numbers}


def test_a_quotation_over_paragraphs_shares_its_number() -> None:
    """Two rows, one quotation, one speaker."""
    text = '"It is late," said Bo Dahl. "We leave.\n\n"We leave now."'
    frame = find_attributions(Article.from_text(text))

    assert frame["quotation"].to_list() == [1, 2, 2]


def check_offsets(article: Article) -> None:
    for row in find_attributions(article).to_dict("records"):
        assert row["content"]
        for part in ("content", "source", "cue"):
            start, end = row[f"{part}_start"], row[f"{part}_end"]
            assert pd.isna(row[part]) == pd.isna(start) == pd.isna(end)
            assert pd.isna(start) or article.text[start:end] == row[part]
        assert row["kind"] in ("direct", "partial", "paraphrase")
        assert pd.isna(row["within"]) or row["within"] < row["content_end"]


def test_the_articles_offsets_hold(article: Article) -> None:
    """Content, source and cue stand where their offsets say."""
    check_offsets(article)


@given(st.one_of(st.text(max_size=120), PROSE))
def test_any_text_gives_rows_whose_offsets_hold(text: str) -> None:
    """Whatever the text, each row's offsets give its words, and content is never absent."""
    check_offsets(Article.from_text(text))


@given(PROSE)
def test_quotes_and_attributions_agree(text: str) -> None:
    """Whatever is quoted directly has a row, and a term is the content of none."""
    article = Article.from_text(text)
    contents = set(find_attributions(article)["content_start"])
    quotes = find_quotes(article)

    assert not contents & set(quotes.loc[quotes["kind"] == "term", "start"])


HOSTILE = """\"|“|A|Abc |said that |A. A. |( |— |a, |he said "|he and said |who said |told him |claim that he is, """


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("unit", [*HOSTILE.split("|"), "according to x, ", '"a" said, ', '"a\n\n'])
def test_hostile_text_is_read_in_time(unit: str) -> None:
    """Half a megabyte of one thing over and over takes seconds, not hours."""
    article = Article.from_text(unit * (500_000 // len(unit)))

    assert len(find_attributions(article)) + len(find_quotes(article)) >= 0


# The word lists -----------------------------------------------------------


def test_every_verb_is_listed_once() -> None:
    """A lemma has one line, and a form belongs to one lemma."""
    forms = [form for row in read_lexicon("reporting_verbs") for form in row["forms"].split()]

    assert len(forms) == len(set(forms))


def test_every_verb_has_its_stance_and_reason() -> None:
    """Stance is one of four, and each line says why."""
    rows = read_lexicon("reporting_verbs")

    assert {"neutral", "distancing", "endorsing", "evaluative"} == {row["stance"] for row in rows}
    assert all(row["reason"] and row["frames"] and row["entry"] in row["forms"].split() for row in rows)


def test_every_attribution_word_is_listed_once_for_each_kind() -> None:
    """A word can be of several kinds, but has one line for each."""
    keys = [row["entry"] for row in read_lexicon("attribution_words")]

    assert len(keys) == len(set(keys))
    assert all(row["reason"] for row in read_lexicon("attribution_words"))


def test_reporting_verbs_of_the_article():
    """Each source with its verbs and their stance; a noun that is a cue is no verb."""
    article = read_article(SEEDS / "000_7dc0b1a87110e614.txt")
    verbs = reporting_verbs(find_attributions(article)).set_index(["who", "verb"])["stance"]

    assert verbs["Ted Wheeler", "clarify"] == "endorsing"
    assert verbs["Jeff Sessions", "claim"] == "distancing"
    assert verbs["the agency", "accuse"] == "evaluative"
    assert "pretext" not in verbs.index.get_level_values("verb")


def test_no_reporting_verbs_in_a_text_without_claims():
    """An empty frame, with its columns."""
    assert reporting_verbs(find_attributions(Article.from_text("It rained."))).empty


def test_helper_against_the_reference_reading():
    """Of 21 claims the helper finds 19, 17 with the same words; the limits page names the four that differ."""
    path = SEEDS / "000_7dc0b1a87110e614.txt"
    article = read_article(path)
    found = find_attributions(article)
    reference = reference_layer(article, "attributions")
    spans = set(zip(found["content_start"], found["content_end"], strict=True))
    same = [(start, end) in spans for start, end in zip(reference["start"], reference["end"], strict=True)]
    touched = [
        any(a < end and b > start for a, b in spans)
        for start, end in zip(reference["start"], reference["end"], strict=True)
    ]

    assert (len(reference), sum(touched), sum(same)) == (21, 19, 17)
    assert reference["sentence"][[not it for it in same]].to_list() == ["3.1", "8.1", "9.1", "16.1"]

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import SEEDS, Article, read_article
from helpers.attribution import label_voices, share_of_voice, whose_words
from helpers.attribution.voices import WRITER

PIECES = ["Ann Lee ", "said ", '"', "that ", "he ", ", ", ". ", "The plan ", "was ", "\n\n", "saying ", "it rained "]
PROSE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.fixture(scope="module")
def article() -> Article:
    return read_article(SEEDS / "000_7dc0b1a87110e614.txt")


def spoken(article: Article, mode: str) -> dict[str, int]:
    shares = share_of_voice(article)
    return shares[shares["mode"] == mode].set_index("voice")["words"].to_dict()


def test_the_letter_and_the_mayor_are_quoted_at_near_equal_length(article: Article) -> None:
    """The letter has 32 quoted words, the mayor 36, and nobody else has any."""
    assert spoken(article, "quoted") == {"the letter": 32, "Ted Wheeler": 36}


def test_terms_in_marks_are_the_writers_own(article: Article) -> None:
    """The words "war on terror" in 4.2 are the writer's own, marks or no marks."""
    voices = label_voices(article)
    words = voices[(voices["sentence"] == "4.2") & voices["text"].isin(["war", "terror"])]

    assert {"own"} == set(words["mode"])


def test_the_words_of_a_paraphrase_are_never_given_to_the_source(article: Article) -> None:
    """In 17.2 the claim is Sessions's, and "weak" is the writer's word."""
    voices = label_voices(article)
    weak = voices.index[(voices["sentence"] == "17.2") & (voices["text"] == "weak")][0]

    assert voices.loc[weak, "voice"] == "Jeff Sessions"
    assert whose_words(voices)[weak] == WRITER


def test_in_a_chain_the_innermost_speaker_counts(article: Article) -> None:
    """In 3.1 the agents claim, inside what the agency says."""
    voices = label_voices(article)
    row = voices[(voices["sentence"] == "3.1") & (voices["text"] == "threatened")].iloc[0]

    assert row["voice"] == "ICE agents"


def test_quoted_words_inside_a_paraphrase_are_quoted() -> None:
    """A partial quotation is the source's, the clause around it the writer's wording."""
    voices = label_voices(Article.from_text('Ng said the road was "a death trap" in winter.'))

    assert voices["mode"].to_list() == ["own"] * 2 + ["paraphrased"] * 3 + ["quoted"] * 3 + ["paraphrased"] * 2


def test_a_title_inside_a_paraphrase_is_not_quoted() -> None:
    """The title of a book is nobody's words."""
    voices = label_voices(Article.from_text('Ng said the book "A Short History of Rain" was late.'))

    assert "quoted" not in set(voices["mode"])


def test_an_empty_article_has_an_empty_share() -> None:
    """Nothing is divided by nothing."""
    assert share_of_voice(Article.from_text("")).empty


@given(st.one_of(st.text(max_size=120), PROSE))
def test_every_word_has_one_voice_and_the_shares_sum_to_the_whole(text: str) -> None:
    """Whatever the text, all words are labelled once, and nothing is lost in the sum."""
    article = Article.from_text(text)
    voices, shares = label_voices(article), share_of_voice(article)

    assert len(article.words) == len(voices) == shares["words"].sum()
    assert set(voices["mode"]) <= {"own", "quoted", "paraphrased"}
    assert shares.empty or shares["share"].sum() == pytest.approx(1)
    pd.testing.assert_frame_equal(article.words, voices[article.words.columns])

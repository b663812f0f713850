"""Loaded words: the word list, the pairs, cases in context, and any text at all."""

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import SEEDS, Article, read_article, read_lexicon
from helpers.article import reference as reference_layer
from helpers.finds import find_loaded, loaded
from helpers.finds.loaded import parse_context

CATEGORIES = {"evaluation", "emotion", "naming", "metaphor", "intensifier", "presupposition"}
COLUMNS = ["start", "end", "text", "sentence", "category", "voice", "reason", "mode"]
LEXICON = read_lexicon("loaded")
SENSES = {row["sense"]: row for row in read_lexicon("senses")}
PAIRS = read_lexicon("pairs")


def read_cases():
    with (Path(__file__).parents[1] / "cases" / "loaded.csv").open(encoding="utf-8", newline="") as lines:
        return [
            pytest.param(
                row["text"],
                row["loaded"].split("|") if row["loaded"] else [],
                id=row["label"],
                marks=[pytest.mark.xfail(reason=row["comment"], strict=True)] if row["status"] else [],
            )
            for row in csv.DictReader(lines)
        ]


def found(text):
    return find_loaded(Article.from_text(text))


def twice(items):
    return sorted(item for item, times in Counter(items).items() if times > 1)


# The word list ------------------------------------------------------------


def same(form):
    return form.lower().replace("-", " ").replace("’", "'")


def test_no_entry_stands_on_two_lines():
    assert twice(row["entry"].lower() for row in LEXICON) == []


def test_no_form_belongs_to_two_entries():
    assert twice(same(form) for row in LEXICON for form in row["forms"].split("|")) == []


def test_every_entry_is_one_of_its_forms():
    assert [row["entry"] for row in LEXICON if row["entry"] not in row["forms"].split("|")] == []


def test_every_form_is_written_with_single_spaces_and_straight_apostrophes():
    forms = [form for row in LEXICON for form in row["forms"].split("|")]

    assert [form for form in forms if form != " ".join(form.split()) or "’" in form or not form] == []


def test_every_entry_has_a_sense_with_the_same_category():
    assert [row["entry"] for row in LEXICON if SENSES[row["sense"]]["category"] != row["category"]] == []


def test_every_category_is_in_the_scheme_and_used():
    assert {row["category"] for row in LEXICON} == CATEGORIES
    assert {row["category"] for row in SENSES.values()} == CATEGORIES


def test_every_sense_is_used_and_stands_once():
    assert set(SENSES) == {row["sense"] for row in LEXICON}
    assert len(SENSES) == len(read_lexicon("senses"))


@pytest.mark.parametrize("name", ["loaded", "senses", "left_out"])
def test_every_reason_is_one_sentence(name):
    reasons = [row["reason"] for row in read_lexicon(name)]

    assert [r for r in reasons if r and (not r[0].isupper() or not r.endswith((".", "?")) or ". " in r)] == []
    assert all(reasons) or name == "loaded"


def test_every_context_names_a_side_and_words():
    sides = {"previous", "next", "not previous", "not next"}

    contexts = [parse_context(row["context"]) for row in LEXICON if row["context"]]

    assert all(set(context) <= sides and all(context.values()) for context in contexts)


def test_no_word_is_both_listed_and_left_out():
    listed = {same(form) for row in LEXICON if not row["context"] for form in row["forms"].split("|")}

    assert sorted(row["entry"] for row in read_lexicon("left_out") if same(row["entry"]) in listed) == []
    assert twice(same(row["entry"]) for row in read_lexicon("left_out")) == []


def test_every_form_without_a_context_is_found():
    """The sentence is neutral, so each hit is the form itself."""
    forms = [form for row in LEXICON if not row["context"] for form in row["forms"].split("|")]

    hits = found("\n\n".join(f"We read {form} here." for form in forms))

    assert sorted(set(forms) - set(hits["text"])) == []


# Even-handedness ----------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['one']}/{pair['other']}")
def test_terms_of_opposed_camps_are_treated_alike(pair):
    one, other = (found(f"Some people wrote of {pair[side]} this week.") for side in ("one", "other"))

    assert one["text"].to_list() == [pair["one"]]
    assert other["text"].to_list() == [pair["other"]]
    assert one["category"].to_list() == other["category"].to_list()


def test_there_are_enough_pairs_each_with_its_reason():
    assert len(PAIRS) >= 40
    assert all(pair["why"] for pair in PAIRS)


# Finding ------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_words_in_context(text, expected):
    assert found(text)["text"].to_list() == expected


def test_every_row_has_its_address_its_category_and_its_reason():
    row = found("One.\n\nTwo. The thugs left.").iloc[0]

    assert (row["text"], row["sentence"], row["category"]) == ("thugs", "2.2", "naming")
    assert row["reason"].startswith("Says that a person is violent")


def test_an_article_without_loaded_words_gives_a_frame_without_rows():
    for text in ("", "The council met."):
        assert list(found(text).columns) == COLUMNS
        assert len(found(text)) == 0


def test_a_paraphrased_word_is_never_given_to_the_source(monkeypatch):
    modes = iter(("own", "quoted", "paraphrased"))

    def voices(article):
        voice = {"own": "the writer", "quoted": "Lee", "paraphrased": "Lee"}
        mode = [next(modes) if word == "absurd" else "own" for word in article.words["text"]]
        words = article.words.assign(mode=mode)
        return words.assign(voice=words["mode"].map(voice))

    monkeypatch.setattr(loaded, "label_voices", voices)
    hits = found("An absurd plan. An absurd plan. An absurd plan.")

    assert hits["mode"].to_list() == ["own", "quoted", "paraphrased"]
    assert hits["voice"].to_list() == ["the writer", "Lee", "the writer"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["war on ", "so-", "in the dead of ", "lie lie in ", "a-"])
def test_a_long_run_of_half_phrases_ends(piece):
    article = Article.from_text(piece * (400_000 // len(piece)))

    assert find_loaded(article)["end"].le(len(article.text)).all()


def any_text():
    words = st.sampled_from(["far-right", "thugs", "war on terror", "so-", "called", "Let’s be clear", "İ", "’s", "-"])
    return st.one_of(st.text(), st.lists(st.one_of(words, st.text(max_size=3))).map(" ".join))


@given(any_text())
def test_offsets_hold_in_any_text(text):
    article = Article.from_text(text)
    hits = find_loaded(article)

    assert list(hits.columns) == COLUMNS
    spans = zip(hits["start"], hits["end"], strict=True)
    assert [article.text[a:b] for a, b in spans] == hits["text"].to_list()
    assert (hits["start"].iloc[1:].to_numpy() >= hits["end"].iloc[:-1].to_numpy()).all()
    assert hits["start"].isin(article.words["start"]).all()
    assert hits["sentence"].to_list() == article.addresses(hits["start"]).to_list()
    assert not hits.isna().any(axis=None)
    assert pd.api.types.is_integer_dtype(hits["start"])


def test_figures_on_the_article_are_those_of_the_limits_page():
    """Of 50 expressions that the reference reading marks in the body, the helper finds 27, and marks 12 others."""
    path = SEEDS / "000_7dc0b1a87110e614.txt"
    article = read_article(path)
    reference = reference_layer(article, "loaded").query("sentence != '0.1'")
    hits = find_loaded(article)

    def touched(frame, others):
        spans = list(zip(others["start"], others["end"], strict=True))
        rows = zip(frame["start"], frame["end"], strict=True)
        return [any(start < b and end > a for a, b in spans) for start, end in rows]

    assert (len(reference), sum(touched(reference, hits))) == (50, 27)
    assert touched(hits, reference).count(False) == 12

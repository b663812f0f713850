"""The article, whole, and texts that somebody else's pen or machine has made."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article, CourseError, read_article
from helpers.article.loading import parse_date
from helpers.article.segments import paragraph_spans
from tests.frames import assert_offsets

CASES = Path(__file__).parents[1] / "cases"
FRAMES = ("paragraphs", "sentences", "words", "heading", "paratext", "problems")

BLOCKS = [
    [line for line in block.splitlines() if not line.startswith("#")]
    for block in (CASES / "sentences.txt").read_text(encoding="utf-8").split("\n\n")
]

# Letters with and without case, marks on letters, right-to-left, emoji, joiners, controls, quotes, breaks, and
# half of a surrogate pair.
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aB.!?… \n\r\t\"'“”‘’«»()-–—0\u0301\u05d0\u0627\u200d\u200f\u2028\x00\x0b\x85😀\ud800\udfff"),
    ),
    max_size=200,
)


# The article ---------------------------------------------------------------------


def test_title_byline_and_date_are_read_from_the_file(article):
    """The first lines of the file give heading, writer and date."""
    assert article.title.startswith("Immigration police launch political attack")
    assert article.byline == "Kayla Costa"
    assert article.date == dt.date(2018, 8, 2)


def test_body_has_eighteen_paragraphs(article):
    """The body begins with the union and ends with the Democrats."""
    texts = article.paragraphs["text"]

    assert article.paragraphs["paragraph"].to_list() == list(range(1, 19))
    assert texts.iloc[0].startswith("A union representing")
    assert texts.iloc[17].startswith("Democrats have played")


def test_heading_is_addressed_and_not_body(article):
    """The heading is one row, 0.1, without its Markdown sign, and its words are not in the body."""
    assert article.heading["sentence"].to_list() == ["0.1"]
    assert article.heading["text"].to_list() == [article.title]
    assert article.words["start"].min() > article.heading["end"].max()


def test_closing_lines_are_paratext(article):
    """The two lines that tell how to contact the publisher are kept, and are not body."""
    closing = article.paratext[article.paratext["part"] == "closing"]

    assert len(closing) == 2
    assert closing["text"].iloc[1] == "wsws.org/contact"
    assert article.words["end"].max() < closing["start"].min()


@pytest.mark.parametrize("name", FRAMES)
def test_each_row_of_the_article_is_where_it_says(article, name):
    """The whole article, walked."""
    assert_offsets(article, getattr(article, name))


def test_addresses_count_sentences_in_paragraphs(article):
    """Thirty-seven sentences, numbered anew in each paragraph."""
    numbers = article.sentences["sentence"].str.split(".", expand=True).astype(int)

    assert len(article.sentences) == 37
    assert numbers[0].to_list() == article.sentences["paragraph"].to_list()
    assert numbers.groupby(0)[1].apply(list).map(lambda ks: ks == list(range(1, len(ks) + 1))).all()


def test_known_sentences_have_their_address(article):
    """Sentences that the lessons point at are where they point."""
    for address, opening in {
        "2.2": "The union is affiliated",
        "7.2": '"We would like',
        "11.1": "The empty promise",
        "13.2": "He clarified",
        "17.2": "Attorney General",
    }.items():
        assert article.at(address)["text"].iloc[0].startswith(opening)


def test_escaped_dollar_is_read_as_a_dollar(article):
    """The file escapes one dollar sign; the reader sees none of it."""
    assert "$12.9 million" in article.text
    assert "\\" not in article.text


def test_words_with_hyphen_or_apostrophe_are_whole(article):
    """What a reader calls one word is one row."""
    assert {"anti-ICE", "city's", "38-day", "round-the-clock", "7,600", "12.9", "hands-off"} <= set(
        article.words["text"]
    )


def test_every_word_lies_in_its_sentence(article):
    """The address of a word is that of the sentence around it."""
    words = article.words.merge(article.sentences, on="sentence", suffixes=("", "_around"))

    assert len(words) == len(article.words) == 1031
    assert (words["start"] >= words["start_around"]).all()
    assert (words["end"] <= words["end_around"]).all()


def test_address_of_an_offset_outside_every_sentence_is_missing(article):
    """An offset in the byline has no address, one in the heading has 0.1."""
    byline = int(article.paratext.loc[1, "start"])

    assert article.addresses([int(article.heading["start"].iloc[0]), byline]).fillna("none").to_list() == [
        "0.1",
        "none",
    ]


def test_unknown_address_says_which_is_the_last(article):
    """A student who asks for 19.1 is told how far the text goes."""
    with pytest.raises(CourseError, match=r"'19.1': there is no such sentence; the last address of this text is 18.1"):
        article.at("19.1")


# Sentences, paragraphs, words of other texts ---------------------------------------------


@pytest.mark.parametrize("lines", [block for block in BLOCKS if block], ids=lambda lines: lines[0][:30])
def test_joined_sentences_are_split_again(lines):
    """Sentences that were joined by a space come back as they were."""
    assert Article.from_text(" ".join(lines)).sentences["text"].to_list() == lines


def test_lines_are_paragraphs_unless_the_text_is_hard_wrapped():
    """A line break ends a paragraph, but not where most lines go on in lower case."""
    assert len(paragraph_spans("The first one.\nThe second one.")) == 2
    assert len(paragraph_spans("The first one goes\non and on until\nit ends.\n\nThe second.")) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_gives_the_same_paragraphs(end):
    """Files from every system read alike, and from_text moves no offset."""
    article = Article.from_text(f"One two.{end}{end}Three four.")

    assert article.paragraphs["text"].to_list() == ["One two.", "Three four."]
    assert_offsets(article, article.words)


def test_lone_surrogate_is_replaced_one_for_one():
    """What cannot be stored becomes U+FFFD, moves nothing, and is reported."""
    article = Article.from_text("a\ud800b")

    assert article.text == "a\ufffdb"
    assert article.problems["problem"].str.contains("could not be read").all()
    assert len(article.problems) == 1


def test_empty_text_gives_empty_frames():
    """Nothing in, nothing out, and the columns are there."""
    article = Article.from_text("")

    assert article.words.columns.to_list() == ["start", "end", "text", "paragraph", "sentence"]
    assert all(getattr(article, name).empty for name in FRAMES)


@given(HOSTILE)
def test_any_text_gives_frames_whose_offsets_hold(text):
    """Whatever the text, each row is where it says and each word has a sentence."""
    article = Article.from_text(text)

    assert len(article.text) == len(text)
    for name in FRAMES:
        assert_offsets(article, getattr(article, name))
    assert article.addresses(article.words["start"]).to_list() == article.words["sentence"].to_list()


@given(HOSTILE)
def test_sentences_leave_out_nothing_but_space(text):
    """Between sentences there is only white space."""
    article = Article.from_text(text)
    inside = "".join(article.sentences["text"])

    assert "".join(inside.split()) == "".join(article.text.split())


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "a" * 10**6,
        "." * 10**6,
        '"' * 10**6,
        "A. " * 333_333,
        "A." * 500_000,
        " " * 10**6,
        "-'" * 500_000,
        "\u0301" * 10**6,
    ],
    ids=["one word", "stops", "marks", "initials", "acronym", "spaces", "joints", "combining"],
)
def test_a_million_characters_in_one_paragraph(text):
    """No pattern needs more than a moment for a long run of one thing."""
    article = Article.from_text(text)

    assert_offsets(article, article.words)


# Files ---------------------------------------------------------------------------


def _write(folder: Path, data: bytes) -> Path:
    path = folder / "piece.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", r"the file is empty; paste the article's text"),
        (b" \n\t\n", r"the file is empty; paste"),
        (b"PK\x03\x04\x00\x00", r"byte 5 is zero, so this is no text file .*save it as plain text, encoding UTF-8"),
        (b"One.\nThe mayor\x92s plan.", r"byte 15 \(0x92, in line 2\) is not UTF-8; open it in an editor"),
        ("Hi".encode("utf-16"), r"the file is UTF-16, as its first two bytes say; open it"),
    ],
    ids=["empty", "blank", "binary", "windows-1252", "utf-16"],
)
def test_bad_file_gets_one_sentence(tmp_path, data, fault):
    """File, fault, place and remedy, in one sentence."""
    path = _write(tmp_path, data)

    with pytest.raises(CourseError, match=fault) as caught:
        read_article(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder_are_told_apart(tmp_path):
    """A path that leads nowhere, and one that leads to a folder."""
    with pytest.raises(CourseError, match="there is no such file; check the name"):
        read_article(tmp_path / "none.txt")
    with pytest.raises(CourseError, match="this is a folder; give the path"):
        read_article(tmp_path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no device files")
def test_device_is_no_text_file():
    """A file without an end is not read at all."""
    with pytest.raises(CourseError, match="this is no ordinary file"):
        read_article("/dev/zero")


def test_large_file_is_refused_before_it_is_read(tmp_path):
    """Fifty megabytes are no article; the limit is named."""
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(CourseError, match="the file has 50 MB, the limit is 20 MB; keep only one article"):
        read_article(path)


@pytest.mark.parametrize(
    ("text", "title", "byline", "date", "first"),
    [
        ("# A title\n\nBy Ann Lee\n\nThe body.", "A title", "Ann Lee", None, "The body."),
        (
            "A title without sign\n\nAnn Lee, March 3, 2020\n\nThe body.",
            "A title without sign",
            "Ann Lee",
            (2020, 3, 3),
            "The body.",
        ),
        ("A title\n\nBy Ann Lee\n2020-03-04\n\nThe body.", "A title", "Ann Lee", (2020, 3, 4), "The body."),
        ("The body only. It has no title.", "", "", None, "The body only. It has no title."),
        ("One line without a stop", "", "", None, "One line without a stop"),
        ("A title\n\nBy Friday the city had paid the whole bill and more than that.", "A title", "", None, "By Friday"),
    ],
    ids=["markdown", "date in line", "two lines", "body only", "one line", "a body that begins with By"],
)
def test_heading_and_byline_of_other_files(tmp_path, text, title, byline, date, first):
    """What stands above the body is found by its form."""
    article = read_article(_write(tmp_path, text.encode()))

    assert (article.title, article.byline) == (title, byline)
    assert article.date == (dt.date(*date) if date else None)
    assert article.paragraphs["text"].iloc[0].startswith(first)


@pytest.mark.parametrize("data", ["\ufeff# T\r\n\r\nIt’s “so”.", "# T\n\nIt’s “so”."], ids=["bom and crlf", "plain"])
def test_byte_order_mark_and_line_ends_do_not_matter(tmp_path, data):
    """The same article, however it was saved."""
    article = read_article(_write(tmp_path, data.encode()))

    assert article.text == "# T\n\nIt’s “so”."
    assert_offsets(article, article.words)


def test_closing_line_that_is_not_there_is_reported(tmp_path):
    """The reader learns that metadata and text disagree; nothing is guessed."""
    path = _write(tmp_path, b"# T\n\nThe body.")
    path.with_suffix(".toml").write_text('closing = ["Write to us"]', encoding="utf-8")

    assert (
        read_article(path).problems["problem"].str.contains("closing line that is not in the text: 'Write to us'").all()
    )
    assert len(read_article(path).problems) == 1


@pytest.mark.parametrize(
    ("metadata", "fault"),
    [
        ("closing = [", "this is not valid TOML"),
        ('closing = "x"', "closing must be a list of lines"),
        ('date = "yesterday"', "date must be a date without quotation marks"),
        ("date = 2018-08-02T10:00:00", "date must be a date without quotation marks"),
        ("title = 5", "title must be a text"),
    ],
)
def test_bad_metadata_gets_one_sentence(tmp_path, metadata, fault):
    """The sentence names the metadata file, not the article."""
    path = _write(tmp_path, b"# T\n\nThe body.")
    path.with_suffix(".toml").write_text(metadata, encoding="utf-8")

    with pytest.raises(CourseError, match=fault) as caught:
        read_article(path)
    assert "piece.toml: " in str(caught.value)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2 August 2018", (2018, 8, 2)),
        ("Aug. 2, 2018", (2018, 8, 2)),
        ("Thursday, September 6 2018", (2018, 9, 6)),
        ("2018-08-02", (2018, 8, 2)),
        ("31 February 2018", None),
        ("2018-13-01", None),
        ("in August", None),
    ],
)
def test_dates_of_bylines(line, date):
    """Usual ways to write a date, and days that do not exist."""
    assert parse_date(line) == (dt.date(*date) if date else None)

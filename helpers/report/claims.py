"""Claims to weigh, and the evidence that a judgement rests on: sentence addresses, exact words, or a named part.

Nothing here decides whether a claim is true. It finds what a reader points at, and says what it cannot find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.article import Article, CourseError, read_reference
from helpers.attribution import find_attributions
from helpers.reading import Reading

HOW = {
    "direct": "quoted in full",
    "partial": "quoted in part",
    "paraphrase": "paraphrased: the writer's wording",
    "": "stated by the article, no source",
}
JUDGEMENTS = (
    "supported by something in this text",
    "partly supported in this text",
    "stated only: nothing in this text supports it",
    "this text also says something that does not fit",
    "cannot be judged from this text",
)
CLAIM = "claim"  # the key of an answer is claim.ADDRESS.first-words
WITH, WITHOUT, OPEN = "with evidence", "WITHOUT EVIDENCE", "no judgement yet"
PRONOUNS = ("he", "she", "it", "they")
PARTS = ("heading", "byline", "closing")
ADDRESS = re.compile(r"(?<![\d.$])\d{1,3}\.\d{1,3}(?![\d]|\.\d)")
WORDS = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|‘([^‘’]+)’")
ALIKE = str.maketrans("‘’“”‐‑", "''\"\"--")  # one for one, so that offsets stay

Record = dict[str, str]


class Place(NamedTuple):
    """Something in the text that a reader points at; *sentence* is an address, or the name of a part."""

    sentence: str
    start: int
    end: int
    text: str
    exact: bool  # words of the reader's choice, not a whole sentence


class Evidence(NamedTuple):
    """The places that a reader's evidence names, and one sentence for each that is not there."""

    places: list[Place]
    problems: list[str]

    @property
    def short(self) -> str:
        """The places in one line: addresses, and exact words with their address."""
        return ", ".join(f"“{p.text}” ({p.sentence})" if p.exact else p.sentence for p in self.places)


def _find_words(article: Article, words: str) -> Place | None:
    """Find words as they stand, whatever their capitals, marks and line breaks."""
    parts = [re.escape(part) for part in words.translate(ALIKE).split()]
    found = re.search(r"\s+".join(parts), article.text.translate(ALIKE), re.IGNORECASE) if parts else None
    if not found:
        return None
    address = article.addresses([found.start()]).iloc[0]
    around = article.paratext[(article.paratext["start"] <= found.start()) & (found.start() < article.paratext["end"])]
    part = str(around["part"].iloc[0]) if len(around) else "text"
    sentence = address if isinstance(address, str) else part
    return Place(sentence, found.start(), found.end(), article.text[found.start() : found.end()], True)


def _whole(article: Article, name: str) -> list[Place]:
    """Return the sentence with an address, or the parts around the body with a name."""
    if name in PARTS:
        rows = article.paratext[article.paratext["part"] == name]
    else:
        rows = pd.concat([article.heading, article.sentences])
        rows = rows[rows["sentence"] == name]
    spans = zip(rows["start"], rows["end"], rows["text"], strict=True)
    return [Place(name, int(start), int(end), str(text), False) for start, end, text in spans]


def find_evidence(article: Article, said: str) -> Evidence:
    """Find what a reader's evidence names: addresses (``7.2``), exact words in quotation marks, or the words
    heading, byline and closing. A text that stands in the article as it is counts as exact words.

    >>> found = find_evidence(Article.from_text("One. Two words."), '1.1, “two words”, 9.9')
    >>> found.short, found.problems
    ('1.1, “Two words” (1.2)', ['9.9: this text has no such sentence.'])
    """
    places: list[Place] = []
    problems: list[str] = []
    quoted = [next(filter(None, match.groups())) for match in WORDS.finditer(said)]
    rest = WORDS.sub(" ", said)
    names = [*ADDRESS.findall(rest), *(part for part in PARTS if re.search(rf"\b{part}\b", rest, re.IGNORECASE))]
    for name in names:
        found = _whole(article, name)
        places += found
        problems += [] if found else [f"{name}: this text has no such {'part' if name in PARTS else 'sentence'}."]
    for words in quoted or ([said] if said.strip() and not names else []):
        place = _find_words(article, words)
        places += [place] if place else []
        problems += [] if place else [f"“{_short(words)}”: these words do not stand in the text."]
    return Evidence(list(dict.fromkeys(places)), problems)


def _short(text: str, length: int = 60) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + " …"


def standing(judgement: str, evidence: Evidence) -> str:
    """Say how a judgement stands: with evidence, without, or not made yet.

    >>> standing("cannot be judged from this text", Evidence([], []))
    'WITHOUT EVIDENCE'
    """
    if not judgement:
        return OPEN
    return WITH if evidence.places else WITHOUT


# Which claims there are -------------------------------------------------------------


def claim_key(sentence: str, text: str) -> str:
    """Return the key under which a reading keeps what its reader thinks of a claim; it holds no number of a row.

    >>> claim_key("5.3", "Anywhere from a small handful of people")
    'claim.5.3.anywhere-from-a-small-handful-of'
    """
    words = re.findall(r"\w+", text.casefold())
    return f"{CLAIM}.{sentence}.{'-'.join(words[:6])}"[:90]


def _claims(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    columns = ["sentence", "start", "end", "text", "who", "how"]
    rows = pd.concat([pd.DataFrame(columns=columns), *frames])[columns]
    rows = rows.astype({"start": "int64", "end": "int64"}).sort_values(["start", "end"], ignore_index=True)
    return rows.drop_duplicates(["sentence", "text"], ignore_index=True)


def _named(sources: pd.Series[str]) -> pd.Series[str]:
    """Put the source before it in the place of each pronoun."""
    return sources.mask(sources.str.casefold().isin(PRONOUNS)).ffill().fillna("")


def claims_to_weigh(article: Article, path: str | Path | None = None) -> pd.DataFrame:
    """List claims that a reader can weigh: those of the reference reading beside *path*, else those that the
    helper finds (which knows only claims with a source).

    Columns: sentence, start, end (code points), text, who ("" where no source is named) and how (a value of ``HOW``).

    >>> claims_to_weigh(Article.from_text("Ann Lee said she was tired."))[["who", "how"]].values.tolist()
    [['Ann Lee', "paraphrased: the writer's wording"]]
    """
    if path and all(Path(path).with_suffix(f".{name}.csv").is_file() for name in ("attributions", "unsourced")):
        said = read_reference(article, path, "attributions")
        said = said.assign(who=_named(said["source"]), how=said["kind"].map(HOW))
        return _claims([said, read_reference(article, path, "unsourced").assign(who="", how=HOW[""])])
    found = find_attributions(article)
    starts = {"content_start": "start", "content_end": "end", "content": "text"}
    return _claims([found.rename(columns=starts).assign(how=found["kind"].map(HOW))])


def claim_from_words(article: Article, words: str) -> Record:
    """Return the claim that stands in these words of the article. Raises ``CourseError`` when they are not in it.

    >>> claim_from_words(Article.from_text("It rained. It was cold."), "it was cold")["sentence"]
    '1.2'
    """
    place = _find_words(article, words.strip().strip("“”\"'‘’"))
    if place is None:
        raise CourseError(f"“{_short(words)}”: these words do not stand in the text; copy them from the article.")
    return {"sentence": place.sentence, "text": place.text}


# What a reader has said of them --------------------------------------------------------


def record(reading: Reading, key: str) -> Record:
    """Return the answer under a key as a dictionary of texts; whatever else a file holds there is left out."""
    answer = reading.answer(key, {})
    pairs = answer.items() if isinstance(answer, dict) else ()
    return {str(name): value for name, value in pairs if isinstance(value, str)}


def records(reading: Reading, kind: str) -> Iterator[tuple[str, Record]]:
    """Yield key and answer of each answer of a kind (the part of its key before the first dot) that holds something."""
    for key in reading.answers:
        if key.startswith(f"{kind}.") and any(text.strip() for text in record(reading, key).values()):
            yield key, record(reading, key)

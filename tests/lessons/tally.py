"""How many questions do the lessons put to each voice? ``python -m tests.lessons.tally`` writes the fairness page.

The rule, so that anybody can count again. A question is a sentence in a lesson's prose that ends in a question mark;
checks to unfold count like the rest. It is put to a voice when it names the voice, or gives the address of a sentence
in which that voice speaks; "in the article" and "of the article" name a place, not a voice. It can be put to several
voices, or to none. Lesson 07 is left out: it is about any text.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from helpers.article import ROOT, read_article
from tests.conftest import ARTICLE_PATH

PAGE = ROOT / "notebooks" / "FAIRNESS.md"
BEGIN, END = "<!-- tally: written by python -m tests.lessons.tally -->", "<!-- end of tally -->"
QUESTION = re.compile(r"(?:[^.?!\n|]|(?<=\d)\.(?=\d))+\?")
PLACE = re.compile(r"\b(?:in|of) (?:the|this) article\b", re.IGNORECASE)
ADDRESS = re.compile(r"\b\d{1,2}\.\d\b")
ARTICLE = "the article itself"

# Each voice: the words that name it, and the sentences in which it is quoted or paraphrased.
VOICES = {
    "the letter and the union": (
        r"letters?|union(?:'s)?|council(?:'s)?",
        {"1.1", "3.1", "3.2", "6.1", "6.2", "7.1", "7.2"},
    ),
    "the mayor": (r"mayor(?:'s)?|wheeler(?:'s)?", {"10.1", "13.1", "13.2", "14.1"}),
    "the officials": (
        r"officials?(?:'s|')?|sessions|(?:trump )?administration(?:'s)?|justice department|department of justice",
        {"16.1", "17.1", "17.2"},
    ),
    ARTICLE: (r"article(?:'s)?|writer(?:'s)?|heading|lede|publisher", set()),
}


def lessons() -> list[Path]:
    """Return the lessons on the article, 00 to 06."""
    return sorted((ROOT / "notebooks").glob("0[0-6]-*.ipynb"))


def questions(path: Path) -> list[str]:
    """Return each question in the prose of a notebook, without HTML tags and emphasis."""
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    prose = re.sub(r"<[^>]+>|[*`]", "", "\n".join(cells))
    return [" ".join(question.split()) for question in QUESTION.findall(prose)]


def put_to(question: str) -> list[str]:
    """Return the voices to which a question is put.

    >>> put_to("What supports the mayor's claim in 13.2?")
    ['the mayor']
    >>> put_to("Whose word is it in 8.1, and what does the letter say?")
    ['the letter and the union', 'the article itself']
    >>> put_to("Who in the article is not named?")
    []
    """
    spoken = set.union(*(places for _, places in VOICES.values()))
    own = {"0.1", *read_article(ARTICLE_PATH).sentences["sentence"]} - spoken
    question, named = PLACE.sub("", question), set(ADDRESS.findall(question))
    return [
        voice
        for voice, (words, places) in VOICES.items()
        if re.search(rf"\b(?:{words})\b", question, re.IGNORECASE) or named & (own if voice == ARTICLE else places)
    ]


def table() -> str:
    """Return the tally as a Markdown table: one row a voice, one column a lesson."""
    found = {path.name[:2]: [put_to(question) for question in questions(path)] for path in lessons()}
    head = ["questions put to", *found, "all"]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for voice in VOICES:
        counts = [sum(voice in voices for voices in rows) for rows in found.values()]
        lines.append([voice, *map(str, counts), str(sum(counts))])
    rest = [sum(not voices for voices in rows) for rows in found.values()]
    lines.append(["nobody by name", *map(str, rest), str(sum(rest))])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def stored() -> str:
    """Return the table that the page holds."""
    return PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip()


def main() -> None:
    """Count, write the table into the page, and print it."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")
    print(table())


if __name__ == "__main__":
    main()

"""A lesson is opened: its article, the reading of whoever reads here, and where one is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from IPython import get_ipython
from IPython.display import display

from helpers.article import Article, CourseError, choose_article, open_article
from helpers.desk.errors import explain_errors
from helpers.desk.head import Head
from helpers.reading import Reading, open_reading

LESSONS = {
    "00": "Start here",
    "01": "Map the article",
    "02": "Who is speaking?",
    "03": "Quoted or paraphrased?",
    "04": "Loaded language",
    "05": "Counting words",
    "06": "Weigh it up",
    "07": "Your own article",
}
OWN = "07"  # reads any article, by default the second one of the course


@dataclass(frozen=True, repr=False)
class Lesson:
    """One lesson with the article that it reads and the reading in which marks and answers are kept.

    *problem* is the sentence that says why an article of one's own could not be read, else "".
    """

    number: str
    article: Article
    reading: Reading
    problem: str = ""

    def __repr__(self) -> str:
        return f"Lesson {self.number}: {LESSONS[self.number]}"


def open_lesson(number: str, article: str | Path | None = None) -> Lesson:
    """Open a lesson by its number, such as ``"02"``: its article, and the reading of whoever reads here.

    In a notebook it says which lesson this is, what is read, and who reads.
    *article* is the name of a file of one's own, for lesson 07; a file that cannot be read is named in ``problem``,
    and the lesson goes on with the second article of the course.
    Raises ``CourseError`` for a number that no lesson has, and as ``open_reading`` does.

    >>> open_lesson("05").article.byline
    'Kayla Costa'
    """
    explain_errors(get_ipython())
    if number not in LESSONS:
        raise CourseError(f"{number!r}: there is no lesson of this number; choose one of {', '.join(LESSONS)}.")
    opened, problem = choose_article(article) if number == OWN else (open_article(article), "")
    problem = problem and f"{problem} The second article stands in."
    lesson = Lesson(number, opened, open_reading(opened), problem)
    if get_ipython():
        display(Head(f"Lesson {number}: {LESSONS[number]}", problem))
    return lesson

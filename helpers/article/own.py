"""A student's own article: read it, or say in one sentence why it cannot be read and go on with the second article."""

from __future__ import annotations

from pathlib import Path

from helpers.article.files import SEEDS, CourseError
from helpers.article.text import Article, read_article

SECOND = SEEDS / "eastwater-footbridge.txt"


class Choice:
    """An article and its file; *problem* is the sentence that says why another file could not be read, else ""."""

    def __init__(self, article: Article, path: Path, problem: str = "") -> None:
        self.article, self.path, self.problem = article, path, problem

    def __repr__(self) -> str:
        instead = f"{self.problem}\nUntil then this page goes on with the second article.\n" if self.problem else ""
        return f"{instead}{self.article!r}"


def choose_article(path: str | Path = SECOND) -> Choice:
    """Read an article from a text file; where that fails, say why and take the second article of the course.

    >>> choose_article("there-is-no-such-file.txt").problem
    'there-is-no-such-file.txt: there is no such file; check the name and the folder.'
    """
    try:
        return Choice(read_article(path), Path(path))
    except CourseError as error:
        return Choice(read_article(SECOND), SECOND, str(error))

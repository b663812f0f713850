"""Opening a reading: whose it is, and in which file."""

from __future__ import annotations

from collections.abc import Callable

from helpers.article import Article
from helpers.reading.folder import clean_name, reading_path
from helpers.reading.reading import Reading
from helpers.reading.who import current_reader


def open_reading(article: Article, reader: str | None = None, *, whose: Callable[[], str] = current_reader) -> Reading:
    """Open the reading of an article, or begin it.

    It lies in ``my-reading/`` in the working folder, which is the notebook's; the environment variable
    ``READING_DIR`` names another folder. *reader* is a name; without one, the reading is that of whoever reads now
    (*whose*: ``current_reader``), and follows when another reader is chosen. When the text was corrected since, the
    earlier reading is found.

    Raises ``CourseError`` as ``Reading.load`` does.
    """
    given = clean_name(reader)
    name = given or whose()
    return Reading(reading_path(article, name), article, name=name, whose=None if given else whose)

"""Who reads here: one choice for every notebook of the course, kept in one small file.

The first reader is called "reader", and nobody is asked. A name is only a way to keep several people's work apart:
whoever uses this account of the computer can open every file in it.
"""

from __future__ import annotations

import os
from pathlib import Path

from helpers.article import CourseError
from helpers.reading.folder import READER, clean_name
from helpers.reading.store import write_out

CHOICE = "my-reader.txt"
PARTS = ("notebooks", "exercises")  # folders by which the folder of the course is known
LONGEST_NAME = 60  # characters


def _place() -> Path:
    """Return the file of the choice: in ``READING_DIR`` where that is set, else in the folder of the course."""
    given = os.environ.get("READING_DIR")
    if given:
        return Path(given) / CHOICE
    here = Path.cwd()
    course = (folder for folder in (here, *here.parents) if all((folder / part).is_dir() for part in PARTS))
    return next(course, here) / CHOICE


def current_reader() -> str:
    """Return the name of whoever reads now: ``READING_NAME`` where that is set, else the choice, else "reader"."""
    named = clean_name(os.environ.get("READING_NAME"))
    if named:
        return named
    try:
        return clean_name(_place().read_text(encoding="utf-8")[:LONGEST_NAME]) or READER
    except (OSError, ValueError):  # there is no choice yet, or no text in its file
        return READER


def choose_reader(name: str) -> str:
    """Let somebody else read, in every notebook of the course; an empty name goes back to the first reader.

    Raises ``CourseError`` for a name that is too long, where ``READING_NAME`` has decided, and where the choice
    cannot be kept.
    """
    if clean_name(os.environ.get("READING_NAME")):
        raise CourseError(f"Here everybody reads as {current_reader()}, as READING_NAME says; ask your teacher.")
    chosen = " ".join(clean_name(name).split()) or READER
    if len(chosen) > LONGEST_NAME:
        raise CourseError(f"A name has at most {LONGEST_NAME} characters; choose a shorter one.")
    write_out({_place(): f"{chosen}\n".encode()}, "choice of a reader")
    return chosen

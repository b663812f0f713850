"""Where the course keeps its data, and how a text or a word list is read from a file."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent  # the folder of the project; where only the package is installed, that of all packages
ARTICLE = "000_7dc0b1a87110e614.txt"  # the article that the lessons read
# In the folder of the project the articles lie beside the package; a wheel carries them inside it. Among installed
# packages a folder "seeds" may be anybody's, so the article itself is asked for.
SEEDS = next((folder for folder in (ROOT / "seeds", PACKAGE / "seeds") if (folder / ARTICLE).is_file()), ROOT / "seeds")
LEXICONS = PACKAGE / "lexicons"

MB = 1_000_000
LARGEST_FILE = 20 * MB  # about three million words
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # the two bytes with which such a file begins

Row = dict[str, str]


IMAGES = "COURSE_IMAGES"  # set while notebooks are built: charts get a picture for places that draw no charts
TRACEBACKS = "COURSE_TRACEBACKS"  # set while notebooks are built and tested: errors are shown with all their code


class CourseError(ValueError):
    """Something that a reader of the course can mend; its message says what, where and how."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the sentence, and none of the code that found the fault."""
        return [f"CourseError: {self}"]


@functools.cache
def read_lexicon(name: str) -> tuple[Row, ...]:
    """Read one word list from ``helpers/lexicons``.

    Parameters: *name* is the file's name without ``.csv``.
    Returns one dictionary for each line, with the file's column names as keys.
    Raises ``CourseError`` when there is no such list.

    >>> read_lexicon("stop_words")[0]["entry"]
    'a'
    """
    path = LEXICONS / f"{name}.csv"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in LEXICONS.glob("*.csv")))
        raise CourseError(f"{name}: there is no word list of this name; choose one of {known}.")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@functools.cache
def entries(name: str) -> frozenset[str]:
    """Return the ``entry`` column of a word list as a set.

    >>> "the" in entries("stop_words")
    True
    """
    return frozenset(row["entry"] for row in read_lexicon(name))


# Text files -----------------------------------------------------------------


def complain(path: Path, fault: str) -> CourseError:
    """Return the error for a file: its name, then what is wrong with it and what to do."""
    return CourseError(f"{path}: {fault}")


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise complain(path, "this is a folder; give the path of a text file in it.")
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise complain(path, "this is no ordinary file; give the path of a text file.")
        if size > LARGEST_FILE:
            fault = (
                f"the file has {size / MB:.0f} MB, the limit is {LARGEST_FILE // MB} MB; keep only one article in it."
            )
            raise complain(path, fault)
        return path.read_bytes()
    except FileNotFoundError:
        raise complain(path, "there is no such file; check the name and the folder.") from None
    except OSError as error:
        raise complain(path, f"the file cannot be opened ({error.strerror}); check who may read it.") from None


def _decode(path: Path, data: bytes) -> str:
    remedy = "open it in an editor and save it as plain text, encoding UTF-8."
    if data.startswith(UTF_16):
        raise complain(path, f"the file is UTF-16, as its first two bytes say; {remedy}")
    if (nul := data.find(0)) >= 0:
        raise complain(path, f"byte {nul + 1} is zero, so this is no text file (a .docx or .pdf?); {remedy}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = f"byte {error.start + 1} (0x{data[error.start]:02x}, in line {line})"
        raise complain(path, f"{bad} is not UTF-8; {remedy}") from None
    if not text.strip():
        raise complain(path, "the file is empty; paste the article's text into it and save it.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, with or without a byte order mark; every line end becomes ``\\n``.

    Raises ``CourseError``, one sentence with file, fault, place and remedy, for a file that is missing, empty,
    binary, not UTF-8 or larger than 20 MB.
    """
    return _decode(path, _read_bytes(path))

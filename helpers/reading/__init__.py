"""What one reader marks and answers, on disk."""

from helpers.reading.folder import READER
from helpers.reading.limits import LONGEST_NOTE
from helpers.reading.reading import FORMULA, Reading, known_readers, open_reading
from helpers.reading.store import Json, write_whole

__all__ = [
    "FORMULA",
    "LONGEST_NOTE",
    "READER",
    "Json",
    "Reading",
    "known_readers",
    "open_reading",
    "write_whole",
]

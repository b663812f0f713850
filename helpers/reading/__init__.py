"""What one reader marks and answers, on disk."""

from helpers.reading.folder import READER, known_readers
from helpers.reading.reading import FORMULA, Reading, open_reading
from helpers.reading.store import Json, write_whole

__all__ = [
    "FORMULA",
    "READER",
    "Json",
    "Reading",
    "known_readers",
    "open_reading",
    "write_whole",
]

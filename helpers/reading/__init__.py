"""What one reader marks and answers, on disk."""

from helpers.reading.answers import (
    AFTER,
    CLAIM,
    FIRST_IMPRESSION,
    IMPRESSION,
    LATERAL,
    LOCKED,
    SOURCE_GRID,
    VERB_SWAP,
    WORKSHEET,
    first_impression,
    grid_frame,
    record,
    records_frame,
    texts_of,
)
from helpers.reading.folder import READER, known_readers
from helpers.reading.limits import LONGEST_NOTE
from helpers.reading.opening import open_reading
from helpers.reading.reading import Reading
from helpers.reading.spreadsheets import spreadsheet
from helpers.reading.store import Json, write_out
from helpers.reading.who import choose_reader, current_reader

"""What one reader marks and answers, on disk."""

from helpers.reading.folder import READER, known_readers
from helpers.reading.limits import LONGEST_NOTE
from helpers.reading.reading import FORMULA, Reading, open_reading
from helpers.reading.store import Json, write_whole

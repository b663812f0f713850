"""Two readers, one text."""

from helpers.compare.agreement import agreement, compare, disputed
from helpers.compare.loaded import KINDS, beside, helper_against_reader, how_far, loaded_marks, with_others, your_marks
from helpers.compare.sources import (
    chains,
    how_given,
    how_many,
    kinds_by_source,
    merge_sources,
    merge_voices,
    side_by_side,
)

__all__ = [
    "KINDS",
    "agreement",
    "beside",
    "chains",
    "compare",
    "disputed",
    "helper_against_reader",
    "how_far",
    "how_given",
    "how_many",
    "kinds_by_source",
    "loaded_marks",
    "merge_sources",
    "merge_voices",
    "side_by_side",
    "with_others",
    "your_marks",
]

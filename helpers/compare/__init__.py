"""Two readers, one text."""

from helpers.compare.loaded import KINDS, beside, helper_against_reader, how_far, with_others, your_marks
from helpers.compare.several import agreement, disputed
from helpers.compare.sources import how_given, how_many, kinds_by_source, merge_sources, merge_voices, side_by_side
from helpers.compare.two import compare

"""What else the helper finds, and what it doubts."""

from helpers.finds.doubts import doubts, sure_or_not
from helpers.finds.loaded import find_loaded
from helpers.finds.terms import (
    concordance,
    count_terms,
    dispersion,
    in_context,
    keyness,
    normalise,
    paragraph_lengths,
    stop_words,
    terms_by_voice,
)

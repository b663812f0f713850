"""What else the helper finds, and what it doubts."""

from helpers.finds.contexts import concordance, dispersion, in_context, normalise
from helpers.finds.doubtful import doubts, sure_or_not
from helpers.finds.keywords import keyness
from helpers.finds.loaded import find_loaded
from helpers.finds.terms import count_terms, paragraph_lengths, stop_words, terms_by_voice

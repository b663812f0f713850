"""Who says what, and whose words each word is."""

from helpers.attribution.frame import find_attributions, reporting_verbs
from helpers.attribution.quotes import find_quotes
from helpers.attribution.voices import label_voices, share_of_voice, whose_words, words_of

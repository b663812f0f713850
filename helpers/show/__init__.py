"""A frame in, something to look at out."""

from helpers.show.tables import CAPTION, CELL, SHORT, Table, passage, table
from helpers.show.theme import IMAGES, PALETTE, plural, times, to_bundle
from helpers.show.voices import (
    attribution_chart,
    loaded_chart,
    reporting_verbs_chart,
    share_of_voice_chart,
    terms_by_voice_chart,
)
from helpers.show.words import (
    dispersion_plot,
    keyness_chart,
    paragraph_length,
    term_frequency,
    terms_and_sentences,
    timeline,
)

__all__ = [
    "CAPTION",
    "CELL",
    "IMAGES",
    "PALETTE",
    "SHORT",
    "Table",
    "attribution_chart",
    "dispersion_plot",
    "keyness_chart",
    "loaded_chart",
    "paragraph_length",
    "passage",
    "plural",
    "reporting_verbs_chart",
    "share_of_voice_chart",
    "table",
    "term_frequency",
    "terms_and_sentences",
    "terms_by_voice_chart",
    "timeline",
    "times",
    "to_bundle",
]

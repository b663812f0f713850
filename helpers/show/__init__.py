"""A frame in, something to look at out."""

from helpers.show.chains import chains
from helpers.show.sentences import marked_sentences
from helpers.show.tables import SHORT, Table, filled, passage, table
from helpers.show.templates import render
from helpers.show.theme import to_bundle
from helpers.show.voices import (
    attribution_chart,
    loaded_chart,
    reporting_verbs_chart,
    share_of_voice_chart,
    terms_by_voice_chart,
)
from helpers.show.words import (
    dispersion_chart,
    frequency_chart,
    frequency_lines_chart,
    keyness_chart,
    length_chart,
    timeline_chart,
)

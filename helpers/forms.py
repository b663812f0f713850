"""The small widgets of the lessons, under one name. State lives in Python; every form works from the keyboard."""

from helpers.explorer import TermExplorer, marked_sentences
from helpers.first_impression import FirstImpression
from helpers.form import Form, KeyGuard
from helpers.source_grid import SourceGrid
from helpers.verb_swap import VerbSwap

__all__ = ["FirstImpression", "Form", "KeyGuard", "SourceGrid", "TermExplorer", "VerbSwap", "marked_sentences"]

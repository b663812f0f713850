"""Every form of the lessons, on one frame."""

from helpers.forms.first_impression import FirstImpression
from helpers.forms.source_grid import SourceGrid
from helpers.forms.term_explorer import TermExplorer
from helpers.forms.verb_swap import VerbSwap
from helpers.forms.weighing import BeforeAndAfter, ClaimTable, LateralSheet, Worksheet

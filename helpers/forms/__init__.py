"""Every form of the lessons, on one frame."""

from helpers.forms.claim_table import ClaimTable
from helpers.forms.first_impression import FirstImpression
from helpers.forms.sheets import BeforeAndAfter, LateralSheet, Worksheet
from helpers.forms.source_grid import SourceGrid
from helpers.forms.term_explorer import TermExplorer
from helpers.forms.verb_swap import VerbSwap

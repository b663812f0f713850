"""The reading desk: the article as a page on which spans are marked."""

from helpers.desk.desk import Desk
from helpers.desk.labels import LABELS, Label, make_labels

__all__ = [
    "LABELS",
    "Desk",
    "Label",
    "make_labels",
]

"""The reading desk: the article as a page on which spans are marked."""

from helpers.desk.desk import Desk
from helpers.desk.errors import explain_errors
from helpers.desk.head import Head
from helpers.desk.labels import LABELS, Label
from helpers.desk.lesson import open_lesson
from helpers.desk.presence import Presence, follow

"""Notebooks run and stored; student copies of the exercises."""

from helpers.build.copies import make_copies, student_copy
from helpers.build.notebooks import build_notebooks, execute
from helpers.build.packing import packed_keys

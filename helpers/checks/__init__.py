"""Exercises that answer back."""

from helpers.checks.exercise import open_exercise, verify
from helpers.checks.judge_marks import judge_marks
from helpers.checks.judging import judge
from helpers.checks.keys import ASPECTS, read_keys

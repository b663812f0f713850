"""Turns at a file, where the system has locks and where it has none: nothing that was completed is lost."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import time

import pytest

from helpers.article import ROOT, Article
from helpers.reading import Reading, turns

TEXT = "word " * 60
# Adds sixty marks to one reading, each saved when add() returns. "no locks": flock fails, as on a network folder.
PROGRAM = """
import errno, fcntl, sys
from pathlib import Path
from helpers.article import Article
from helpers.reading import Reading

path, who, how = sys.argv[1:]
def refuse(*_): raise OSError(errno.ENOLCK, "no locks available")
if how == "no locks": fcntl.flock = refuse
if how == "no flock": del fcntl.flock
reading = Reading.load(Path(path), Article.from_text("word " * 60), name=who)
for number in range(60):
    reading.add(5 * number, 5 * number + 4, who)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ana.json"


@pytest.mark.slow
@pytest.mark.parametrize("how", ["locks", "no locks", "no flock"])
def test_three_programs_lose_no_mark(path, how):
    """Three at once, sixty marks each: on a disk with locks, in a folder without, and where Python has no flock."""
    command = [sys.executable, "-c", PROGRAM, str(path)]
    programs = [subprocess.Popen([*command, who, how], cwd=ROOT) for who in ("one", "two", "three")]
    assert [program.wait(timeout=300) for program in programs] == [0, 0, 0]
    marks = Reading.load(path, Article.from_text(TEXT)).marks

    assert marks["label"].value_counts().to_dict() == {"one": 60, "two": 60, "three": 60}
    assert not list(path.parent.glob(".*.turn"))


def _no_locks(*_):
    raise OSError(errno.ENOLCK, "no locks available")


def test_a_turn_whose_holder_died_is_taken_over(path, monkeypatch):
    """Somebody made the file and never came back: the next one waits, takes it away, and goes on."""
    monkeypatch.setattr(fcntl, "flock", _no_locks)
    monkeypatch.setattr(turns, "PATIENCE", 0.2)
    left = path.with_name(f".{path.name}.turn")
    left.touch()
    with turns.turn(path):
        assert left.exists()  # its own now

    assert not left.exists()


def test_a_turn_that_changes_hands_is_not_taken(path, monkeypatch):
    """While others come and go, each with a file of its own, nobody takes it away, however long that lasts."""
    monkeypatch.setattr(turns, "PATIENCE", 0.02)
    tries = iter(range(40))

    def busy(turn):
        turn.unlink(missing_ok=True)
        turn.write_text(str(number := next(tries, 40)))
        os.utime(turn, ns=(number, number))
        return number == 40

    monkeypatch.setattr(turns, "_make", busy)
    with turns._by_file(path):
        assert path.read_text() == "40"


@pytest.mark.parametrize("make", [os.mkfifo, lambda lock: lock.symlink_to(lock.with_name("target")), os.mkdir])
def test_what_stands_in_the_place_of_the_lock_is_left_alone(path, make):
    """A pipe would make each save wait for ever, and a link would make a file elsewhere."""
    lock = path.with_name(f".{path.name}.lock")
    make(lock)
    began = time.monotonic()
    reading = Reading.load(path, Article.from_text(TEXT), name="Ana")
    reading.add(0, 4, "loaded")

    assert Reading.load(path).marks["label"].to_list() == ["loaded"]
    assert not path.with_name("target").exists()
    assert time.monotonic() - began < turns.PATIENCE / 2

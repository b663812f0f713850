"""Killed while saving, and saving at the same moment: the file is always whole, and no mark that was made is lost."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from helpers.article import Article
from helpers.reading import Reading

pytestmark = pytest.mark.slow
TEXT = "A text of some words to mark."
KILLS = 1000
MARKS = 60  # from which a new file is begun, so that each save takes about as long as the first
LONGEST = 0.008  # seconds until a child is killed: long enough for a few saves


def _child(path: Path, article: Article, pipe: int) -> None:
    """Add marks until killed; after each, tell its id. It must never go back into pytest."""
    try:
        reading = Reading.load(path, article, name="Ana")
        os.write(pipe, b"ready\n")
        while True:
            os.write(pipe, reading.add(0, 6, "loaded", "why " * 50).encode() + b"\n")
    finally:
        os._exit(1)


def _killed_child(path: Path, article: Article, wait: float) -> list[str]:
    """Start a child, kill it after a while, and return the ids of the marks that it had made."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        _child(path, article, writes)
    os.close(writes)
    select.select([reads], [], [], 20)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as pipe:
        told = pipe.read().decode().splitlines()
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert told[:1] == ["ready"]
    return told[1:]


@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork; the test kills forked children")
def test_killed_a_thousand_times(tmp_path):
    """After each kill the file is whole and holds every mark made, and at most one whose making was cut off."""
    chance, article = random.Random(7), Article.from_text(TEXT)
    path, before, ends = tmp_path / "0.json", set(), Counter()
    for number in range(KILLS):
        if len(before) > MARKS:
            path, before = tmp_path / f"{number}.json", set()
        told = before | set(_killed_child(path, article, chance.uniform(0, LONGEST)))
        found = {item["id"] for item in json.loads(path.read_bytes())["items"]} if path.exists() else set()
        assert told <= found, f"kill {number}: a mark that was made is missing"
        assert len(found - told) <= 1
        left = list(tmp_path.glob(".*.tmp"))
        ends["cut off before" if left else "saved, not told" if found - told else "between"] += 1
        for file in left:
            file.unlink()
        before = found

    assert sum(ends.values()) == KILLS
    assert min(ends["cut off before"], ends["between"] + ends["saved, not told"]) > KILLS // 100, ends
    assert list(tmp_path.glob("*.set-aside")) == []


ADDER = """
import sys, time
from helpers.article import Article
from helpers.reading import Reading
reading = Reading.load(sys.argv[1], Article.from_text(sys.argv[2]), name="Ana")
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[4])):
    reading.add(0, 6, sys.argv[3], str(number))
    if number % 5 == 4:
        reading.remove(reading.marks.query("label == @sys.argv[3]")["id"].iloc[-1])
"""


@pytest.mark.timeout(300)
def test_processes_that_save_at_once_lose_nothing(tmp_path):
    """Three kernels add and remove marks in the same file as fast as they can; in the end each mark is there."""
    path, each = tmp_path / "a.json", 50
    started = [
        subprocess.Popen(
            [sys.executable, "-c", ADDER, path, TEXT, label, str(each)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for label in ("one", "two", "three")
    ]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        process.communicate(timeout=200)
        assert process.returncode == 0
    marks = Reading.load(path, Article.from_text(TEXT)).marks

    assert marks["label"].value_counts().to_dict() == dict.fromkeys(("one", "two", "three"), each - each // 5)
    assert marks["id"].is_unique
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ".lock"] == ["a.json"]

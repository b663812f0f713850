"""Students get the keys packed: they judge as the readable ones do, and damage is told in one sentence."""

from __future__ import annotations

import json
import re

import pytest

from helpers.article import CourseError
from helpers.build import packed_keys
from helpers.checks import keys

NUMBERS = sorted(path.stem for path in keys.KEYS.glob("*.toml"))
WHOLE = packed_keys()


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """A packed file where the readable keys are not."""
    path = tmp_path / "keys.bin"
    path.write_bytes(WHOLE)
    monkeypatch.setattr(keys, "KEYS", tmp_path / "nowhere")
    monkeypatch.setattr(keys, "PACKED", path)
    return path


@pytest.mark.parametrize("number", NUMBERS)
def test_packed_keys_hold_the_same(number, packed):
    """Each question with every field."""
    readable = keys.read_keys(number)

    assert keys.read_keys.__wrapped__(number) == readable


def test_packed_keys_show_no_answer():
    """Neither words of a solution nor a field's name; and the same keys give the same bytes."""
    shown = WHOLE.decode("ascii")

    assert packed_keys() == WHOLE
    for number in NUMBERS:
        words = {word for key in keys.read_keys(number).questions for word in re.findall(r"\w{6,}", key.solution)}
        assert {word for word in {*words, "solution", "hints"} if word in shown} == set()


def test_unknown_exercise_is_named(packed):
    """The packed keys name those that there are."""
    with pytest.raises(CourseError, match=r"^'99': there is no exercise of this number; choose one of 01, 02, "):
        keys.read_keys("99")


DAMAGED = {
    "empty": b"",
    "cut": WHOLE[:-100],
    "changed": WHOLE[:500] + (b"0" if WHOLE[500:501] != b"0" else b"1") + WHOLE[501:],
    "other characters": WHOLE[:500] + b"\xff\r\n" + WHOLE[503:],
    "not packed": json.dumps({"01": {}}).encode(),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_damaged_file_is_told_in_one_sentence(data, packed):
    """It names the file and what to do."""
    packed.write_bytes(data)

    with pytest.raises(CourseError, match=r"keys\.bin: the packed keys are damaged; install the course again\.$"):
        keys.read_keys.__wrapped__("01")


def test_missing_file_is_told_in_one_sentence(packed):
    """Neither readable nor packed keys."""
    packed.unlink()

    with pytest.raises(CourseError, match=r"keys\.bin: the keys of the exercises are missing; install the course"):
        keys.read_keys.__wrapped__("01")

"""Who reads here: one choice for every notebook; three readers at one computer, one after another and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import Article, CourseError
from helpers.reading import READER, choose_reader, current_reader, open_reading
from helpers.reading.folder import reading_path
from helpers.reading.who import CHOICE, LONGEST_NAME

TEXT = Article.from_text("The weak obstacles were a pretext.")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("READING_DIR", str(tmp_path))
    monkeypatch.delenv("READING_NAME", raising=False)
    return tmp_path


def test_the_first_reader_is_not_asked():
    """There is no file until somebody chooses."""
    assert current_reader() == READER
    assert open_reading(TEXT).name == READER


def test_three_readers_one_after_another_and_back():
    """Nobody sees or loses anything; an open reading follows."""
    reading = open_reading(TEXT)
    for who, start in (("", 0), ("Ana", 4), ("Ben", 9)):
        choose_reader(who)
        assert reading.marks.empty
        assert reading.answers == {}
        reading.add(start, start + 3, who or READER)
        reading.set_answer("claim", who)
    for who in ("Ana", "", "Ben"):
        choose_reader(who)
        assert reading.name == (who or READER)
        assert reading.marks["label"].to_list() == [who or READER]
        assert reading.answer("claim") == who


def test_a_reading_of_a_named_reader_does_not_follow():
    """Who opened Ana's reading by its name has Ana's."""
    ana = open_reading(TEXT, "Ana")
    choose_reader("Ben")

    assert (ana.name, open_reading(TEXT).name) == ("Ana", "Ben")


def test_the_choice_holds_for_lessons_and_exercises(tmp_path, monkeypatch):
    """It lies in the folder of the course, so both kinds of notebook find it."""
    monkeypatch.delenv("READING_DIR")
    for part in ("notebooks", "exercises"):
        (tmp_path / part).mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    choose_reader("Ana")
    monkeypatch.chdir(tmp_path / "exercises")

    assert current_reader() == "Ana"
    assert (tmp_path / CHOICE).read_text(encoding="utf-8") == "Ana\n"


def test_reading_name_wins(monkeypatch):
    """A teacher or a hub has decided; the choice is not asked, and cannot be made."""
    choose_reader("Ana")
    monkeypatch.setenv("READING_NAME", "Cem")

    assert current_reader() == open_reading(TEXT).name == "Cem"
    with pytest.raises(CourseError, match="everybody reads as Cem"):
        choose_reader("Ben")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\x00", b"   \n"])
def test_a_broken_choice_is_the_first_reader(folder, data):
    """Nothing is lost: the names can be typed again."""
    (folder / CHOICE).write_bytes(data)

    assert current_reader() in (READER, "\x00")


def test_a_long_name_and_a_folder_that_refuses(monkeypatch, folder):
    """One sentence each."""
    with pytest.raises(CourseError, match=f"at most {LONGEST_NAME} characters"):
        choose_reader("x" * (LONGEST_NAME + 1))
    (folder / "file").write_text("x")
    monkeypatch.setenv("READING_DIR", str(folder / "file"))
    with pytest.raises(CourseError, match="the choice of a reader cannot be written"):
        choose_reader("Ana")


@given(st.lists(st.text("王军磊李勇静абвгд", min_size=1, max_size=4), min_size=2, max_size=40, unique=True))
def test_names_in_any_script_get_files_of_their_own(names):
    """Letters that no file name can hold everywhere are told apart all the same."""
    assert len({reading_path(TEXT, name) for name in names}) == len(names)


def test_work_of_an_earlier_version_is_found(folder):
    """Files were named by four characters then; the name in the file must be that of the reader."""
    reading = open_reading(TEXT, "Ana")
    reading.add(0, 3, "loaded")
    old = reading.path.with_name(reading.path.name.replace(".json", "")[:-4] + ".json")
    reading.path.rename(old)

    assert open_reading(TEXT, "Ana").path == old
    assert open_reading(TEXT, "Ana").marks["label"].to_list() == ["loaded"]

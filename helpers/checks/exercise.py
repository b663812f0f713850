"""Exercises that answer back: each question can be checked, hinted at and solved, and progress is kept.

>>> import os, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     os.environ["READING_DIR"] = folder
...     exercise = open_exercise("01")
...     exercise.questions[0].check()
...     del os.environ["READING_DIR"]
○ Not attempted. There is no answer yet. This question wants a text in quotation marks, such as "a union".
"""

from __future__ import annotations

import os
from typing import Any

import pandas as pd
from IPython import get_ipython
from IPython.display import display

from helpers.article import SEEDS, Article, CourseError, plural, read_article
from helpers.checks.judge_marks import judge_marks, span
from helpers.checks.judging import judge
from helpers.checks.keys import ExerciseKey, Key, read_keys
from helpers.checks.note import Note
from helpers.checks.verdicts import NotEarnedError, Outcome, Verdict
from helpers.desk import Desk, Head, explain_errors
from helpers.reading import Reading, current_reader, known_readers, open_reading
from helpers.show import Table

SIGNS = {
    Outcome.NOT_ATTEMPTED: "○",
    Outcome.MATCHES: "✓",
    Outcome.REASON_WANTED: "◇",
    Outcome.DEFENSIBLE: "◆",
    Outcome.CONTRADICTED: "✗",
    Outcome.NOT_YET: "→",
    Outcome.WRONG_TYPE: "?",
    Outcome.FOR_TEACHER: "✎",
}
MEANING = (
    "A check compares your answer with a key that a careful reader wrote. "
    "It does not say who is right, and it does not grade opinions."
)


def _grading() -> bool:
    return bool(os.environ.get("NBGRADER_EXECUTION"))


class Question:
    """One question of an exercise. Put your answer into ``answer``, then ``check()``.

    ``reason`` holds one sentence for an answer that needs it. ``hint()`` gives the next of several hints,
    ``solution()`` the key's answer.
    """

    def __init__(self, key: Key, number: str, article: Article, reading: Reading) -> None:
        self.key, self.article, self.reading = key, article, reading
        self.answer: Any = ...
        self.reason: Any = ""
        self._place = f"exercise {number} {key.name}"
        self._asked = False

    def __repr__(self) -> str:
        return f"Question {self.key.name[1:]}, part {self.key.part}: {self.key.ask}"

    # Judging

    def look(self) -> Verdict:
        """Return how the answer stands now. Nothing is shown or kept."""
        if self.key.kind == "marks":
            self.reading.refresh()
            return judge_marks(self.key, self.article, self.reading.marks)
        return judge(self.key, self.article, self.answer, self.reason)

    def check(self) -> None:
        """Say how the answer stands, and keep it. Under nbgrader, raise ``NotEarnedError`` when it earns nothing."""
        verdict = self.look()
        self._keep(verdict)
        note = self._note(verdict)
        if _grading() and not verdict.outcome.earned and self.key.kind != "open":
            raise NotEarnedError(str(note))
        display(note)

    def _note(self, verdict: Verdict) -> Note:
        rows = self.article.at(*verdict.sentences) if verdict.sentences else pd.DataFrame({"sentence": [], "text": []})
        sentences = list(zip(rows["sentence"], rows["text"], strict=True))
        return Note(f"{SIGNS[verdict.outcome]} {verdict.outcome.capitalize()}", verdict.message, sentences)

    # What is kept

    @property
    def kept(self) -> dict[str, Any]:
        """What the reading keeps of this question: outcome, answer, reason, tries, hints."""
        return _as_dict(self.reading.answer(self._place))

    def _count(self, what: str) -> int:
        count = self.kept.get(what)
        return count if isinstance(count, int) else 0

    def _save(self, **values: Any) -> None:
        try:
            self.reading.update_answer(self._place, lambda kept: {**_as_dict(kept), **values})
        except CourseError as error:
            display(Note("→ Not saved", f"Your progress could not be saved. {error}"))

    def _keep(self, verdict: Verdict) -> None:
        if verdict.outcome in (Outcome.NOT_ATTEMPTED, Outcome.WRONG_TYPE):
            return  # a fresh kernel must not wipe out yesterday's answer
        answer = self.answer if isinstance(self.answer, (str, int, float, list, dict)) else str(self.answer)
        tries = self._count("tries") + 1
        self._save(outcome=str(verdict.outcome), answer=answer, reason=str(self.reason), tries=tries)

    # Help

    def hint(self) -> None:
        """Show one hint more than before; after the last, all of them."""
        shown = min(self._count("hints") + 1, len(self.key.hints))
        self._save(hints=shown)
        for number, hint in enumerate(self.key.hints[:shown], 1):
            display(Note(f"Hint {number} of {len(self.key.hints)}", hint))

    def solution(self) -> None:
        """Show the key's answer; when nothing was tried yet, ask first."""
        if not self._count("tries") and not self._asked:
            self._asked = True
            message = "You have not tried this question yet. To see the solution all the same, run this cell once more."
            display(Note("Do you want the solution now?", message))
            return
        display(Note("Solution", self.key.solution))

    def help(self, wish: str = "") -> None:
        """Give what is wished for: ``"hint"``, ``"solution"``, or nothing."""
        wishes = {"hint": self.hint, "solution": self.solution}
        named = str(wish).strip().casefold()
        if named in wishes:
            wishes[named]()
            return
        display(Note("Stuck?", 'Write hint or solution between the marks "" and run this cell again.'))

    # The desk

    def desk(self) -> Desk:
        """Return the reading desk for this question."""
        return Desk(
            self.reading,
            labels=self.key.labels,
            ask_reason=self.key.reasons or self.key.others == "reason",
            long_mark=self.key.longest,
        )

    def mark(self, at: str, words: str, label: str, note: str = "") -> None:
        """Mark words of a sentence as the desk would; a mark that is there already is not made again."""
        start, end = span(self.article, at, words)
        marks = self.reading.marks
        if not ((marks["start"] == start) & (marks["end"] == end) & (marks["label"] == label)).any():
            self.reading.add(start, end, label, note)


class Exercise:
    """The questions of one exercise notebook: ``questions``, and the progress over all of them."""

    def __init__(self, key: ExerciseKey) -> None:
        self.key = key
        self.articles = {part: read_article(SEEDS / f"{name}.txt") for part, name in key.articles.items()}
        self.readings = {part: _open(article, key.number) for part, article in self.articles.items()}
        self.questions = [
            Question(it, key.number, self.articles[it.part], self.readings[it.part]) for it in key.questions
        ]

    def __repr__(self) -> str:
        return f"Exercise {self.key.number} · {self.key.title}: {plural(len(self.questions), 'question')}"

    def progress(self) -> Table:
        """Show how each question stands, as kept from the last check, and say what that means."""
        rows = [(it.key.name[1:], _part(it.key), *_state(it)) for it in self.questions]
        frame = pd.DataFrame(rows, columns=["question", "part", "state", "points", "hints used"])
        checked = [it for it in self.questions if it.key.kind != "open"]
        earned = sum(_outcome(it).earned for it in checked)
        told = f"{earned} of {len(checked)} checked; your written answer is for your teacher. {MEANING}"
        display(Note("Your progress", told))
        return Table(frame, f"Exercise {self.key.number} so far")


def _as_dict(kept: Any) -> dict[str, Any]:
    return kept if isinstance(kept, dict) else {}


def _part(key: Key) -> str:
    return "A or B" if key.kind == "open" else key.part


def _outcome(question: Question) -> Outcome:
    try:
        return Outcome(question.kept.get("outcome", Outcome.NOT_ATTEMPTED))
    except ValueError:  # a reading that was edited by hand
        return Outcome.NOT_ATTEMPTED


def _state(question: Question) -> tuple[str, str, int]:
    """Return a question's outcome, its points and how many hints were shown, in words."""
    outcome, points = _outcome(question), f"{question.key.points:g}"
    got = f"{points if outcome.earned else 0} of {points}"
    got = f"teacher, up to {points}" if question.key.kind == "open" else got
    return f"{SIGNS[outcome]} {outcome}", got, question._count("hints")


def _open(article: Article, number: str) -> Reading:
    """Open the reading of this exercise; it is apart from those of the lessons.

    Under nbgrader the student's name for the reader is not known: the reading that came with the submission counts.
    """
    ending = f" exercise {number}"

    def whose() -> str:
        return f"{current_reader()}{ending}"

    there = [name for name in known_readers(article) if name.endswith(ending)] if _grading() else []
    if there and whose() not in there:
        return open_reading(article, max(there, key=lambda name: open_reading(article, name).saved_at or ""))
    return open_reading(article, whose=whose)


def open_exercise(number: str) -> Exercise:
    """Open an exercise by its number. Raises ``CourseError`` when there is none of that number.

    Answers and marks are kept in a reading of this exercise's own, so a lesson's marks change nothing here.
    """
    explain_errors(get_ipython())
    exercise = Exercise(read_keys(number))
    if get_ipython() and not _grading():
        display(Head(f"Exercise {number}: {exercise.key.title}"))
    return exercise


def verify(number: str, question: Question) -> None:
    """Judge a question's answer anew, by a key read afresh; raise ``NotEarnedError`` when it earns nothing.

    For hidden tests: a notebook in which ``check`` was replaced gets nothing by it.
    """
    again = next(it for it in open_exercise(number).questions if it.key.name == question.key.name)
    again.answer, again.reason = question.answer, question.reason
    if not Question.look(again).outcome.earned:
        raise NotEarnedError(f"question {again.key.name[1:]} does not earn its points")

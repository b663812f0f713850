"""A reading: one reader's marks, notes and answers on one article, saved as each is made.

A reading is a file in ``my-reading/`` beside the notebook. Several tabs may hold the same reading: before
each save the file is read as it is now, and both are merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from helpers.article import LONE_SURROGATE, Article, CourseError, Span
from helpers.reading.annotations import STAMP, Annotation, changed_mark, new_answer, new_mark, source, stamp
from helpers.reading.documents import Document, DocumentFile
from helpers.reading.folder import READER, article_of, clean_name, head_of, reader_of, reading_path
from helpers.reading.limits import (
    LONGEST_LABEL,
    LONGEST_NOTE,
    checked_answer,
    checked_label,
    checked_span,
    checked_text,
)
from helpers.reading.marks import mark_of, marks_frame
from helpers.reading.problems import problems
from helpers.reading.store import BrokenFileError, Json, sweep


class Reading:
    """One reader's marks and answers on one article, bound to a file. Make one with ``open_reading``.

    Every change is on the disk when the method returns. A method that cannot do or save what it is asked for
    raises ``CourseError`` and changes nothing.
    """

    def __init__(
        self,
        path: str | Path,
        article: Article | None = None,
        *,
        name: str | None = None,
        whose: Callable[[], str] | None = None,
    ) -> None:
        self._article, self._whose = article, whose
        self._about: dict[str, str] = source(article) if article else {}
        self._turn_to(Path(path), clean_name(name))

    def _turn_to(self, path: Path, name: str) -> None:
        """Hold the reading in a file; where it cannot be opened, go on holding what was held before."""
        before = dict(vars(self))
        self._given_name, self._spans = name, dict[str, tuple[Annotation, Span | None]]()
        self._held = DocumentFile(path, self._check_article, self._head)
        try:
            sweep(path)
            self._held.refresh()
        except CourseError:
            vars(self).update(before)
            raise

    path = property(lambda self: self._file.path, doc="The file of whoever reads now.")

    @property
    def _file(self) -> DocumentFile:
        """The file of whoever reads now: a reading follows the choice that is made at the head of a notebook."""
        if self._whose and (name := self._whose()) != self._given_name:
            self._turn_to(reading_path(self.article, name), name)
        return self._held

    @classmethod
    def load(cls, path: str | Path, article: Article | None = None, *, name: str | None = None) -> Reading:
        """Read a reading from its file; where there is none yet, return an empty one that will be saved there.

        Parameters: with *article*, marks are looked for in its text, and can be added; without, they come
        with the offsets that the file gives. *name* is the reader (default: as in the file).

        A broken file, or one about another article, is given another name, and ``problems`` says so. Raises
        ``CourseError`` when it cannot be opened.

        >>> Reading.load("there-is-no-such-file.json").marks.empty
        True
        """
        return cls(path, article, name=name)

    def __repr__(self) -> str:
        return f"Reading({self.name!r}, {len(self.marks)} marks, {len(self.answers)} answers)"

    @property
    def name(self) -> str:
        """The name of whoever reads now."""
        return self._name_of(self._file)

    def _name_of(self, file: DocumentFile) -> str:
        return self._given_name or reader_of(file.document.head) or READER

    @property
    def article(self) -> Article:
        """The article that is read. Raises ``CourseError`` where the reading was loaded without one."""
        if self._article is None:
            raise CourseError(f"{self._held.path.name}: to do this, load the reading together with its article.")
        return self._article

    @property
    def saved_at(self) -> str | None:
        """When the file was last saved (ISO 8601, UTC), None if it never was."""
        time = self._file.document.head.get("modified")
        return time if isinstance(time, str) and STAMP.fullmatch(time) else None

    # Marks ---------------------------------------------------------------------

    def _located(self) -> Iterator[tuple[Annotation, Span | None]]:
        """Yield each mark with its place in the text."""
        for annotation in self._file.document.annotations.values():
            if not annotation.is_mark:
                continue
            known = self._spans.get(annotation.id)
            if known is None or known[0] is not annotation:
                known = annotation, self._locate(annotation)
                self._spans[annotation.id] = known
            yield known

    def _locate(self, annotation: Annotation) -> Span | None:
        if self._article is None:
            return annotation.position
        return annotation.locate(self._article.text, self._about["id"])

    @property
    def marks(self) -> pd.DataFrame:
        """The marks in the order of the text.

        Columns: id (str), start, end (int, code points), text (str, what is marked), label, note (str),
        sentence (str, the address, or <NA> outside body and heading), created (str, ISO 8601, UTC).
        """
        return marks_frame(self._located(), self._article)

    def add(self, start: int, end: int, label: str, note: str = "") -> str:
        """Mark a span and save it; return the id of the mark.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     reading = Reading.load(Path(folder) / "ana.json", Article.from_text("One word."), name="Ana")
        ...     _ = reading.add(4, 8, "loaded", note="Why this one?")
        ...     Reading.load(reading.path).marks[["text", "label", "note"]].iloc[0].to_list()
        ['word', 'loaded', 'Why this one?']
        """
        article = self.article
        span = checked_span(start, end, len(article.text))
        mark = new_mark(article, span, checked_label(label), checked_text(note, "note", LONGEST_NOTE), self.name)
        self._file.update(lambda document: document.put(mark))
        return mark.id

    def change(self, id: str, *, label: str | None = None, note: str | None = None) -> None:
        """Give a mark another label or note, and save it. Raises ``CourseError`` when there is no such mark."""

        def edit(document: Document) -> Document:
            old = mark_of(document, id)
            new_label = old.label if label is None else checked_label(label)
            new_note = old.note if note is None else checked_text(note, "note", LONGEST_NOTE)
            return document.put(changed_mark(old, new_label, new_note))

        self._file.update(edit)

    def remove(self, id: str) -> None:
        """Remove a mark for good, in every tab, and save. Raises ``CourseError`` when there is no such mark."""

        def edit(document: Document) -> Document:
            if id not in document.deleted:
                mark_of(document, id)
            return document.drop(id)

        self._file.update(edit)

    # Answers -------------------------------------------------------------------

    @property
    def answers(self) -> dict[str, Json]:
        """Every answer by its key: copies, so that a change to one changes nothing here."""
        return {key: found.value for key, found in self._file.document.answers.items()}

    def answer(self, key: str, default: Json = None) -> Json:
        """Return a copy of the answer under a key, or *default* where there is none."""
        found = self._file.document.answers.get(key)
        return found.value if found else default

    def answered_at(self, key: str) -> str | None:
        """Return when the answer under a key was last saved (ISO 8601, UTC), None where there is none."""
        found = self._file.document.answers.get(key)
        return found.modified if found else None

    def set_answer(self, key: str, value: Json) -> None:
        """Keep an answer (text, number, True or False, list or dict of these) under a key, and save it."""
        self.update_answer(key, lambda _: value)

    def update_answer(self, key: str, change: Callable[[Json], Json]) -> None:
        """Change an answer and save it, so that nothing is lost of what another tab has put into it.

        *change* gets a copy of the answer as it is in the file now, None where there is none, and returns the new one.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     reading = Reading.load(Path(folder) / "ana.json", Article.from_text("One."))
        ...     reading.update_answer("tries", lambda before: (before or 0) + 1)
        ...     reading.update_answer("tries", lambda before: (before or 0) + 1)
        ...     reading.answer("tries")
        2
        """
        if not isinstance(key, str) or not 0 < len(key) <= LONGEST_LABEL:
            raise CourseError(f"{key!r}: the key of an answer must be a text of 1 to {LONGEST_LABEL} characters.")
        name = LONE_SURROGATE.sub("\ufffd", key)

        def edit(document: Document) -> Document:
            before = document.answers.get(name)
            value = checked_answer(key, change(before.value if before else None))
            new = new_answer(self._about or article_of(document), name, value, self.name)
            old = document.annotations.get(new.id)
            times = {"created": old.created or stamp(), "modified": stamp(old.modified)} if old else {}
            return document.put(Annotation({**new.data, **times}))

        self._file.update(edit)

    # The file ------------------------------------------------------------------

    def refresh(self) -> bool:
        """Take in what another tab has saved, and who reads now; tell whether that changed a mark or an answer."""
        before = self._held
        return self._file.refresh() or self._held is not before

    def save(self) -> None:
        """Save now. Each change is saved as it is made; this writes the file again, even if it is empty."""
        self._file.update(lambda document: document)

    def _head(self, document: Document) -> dict[str, Json]:
        return head_of(document, self._about, self._name_of(self._held))

    def _check_article(self, document: Document) -> None:
        """Raise ``BrokenFileError`` when the document is about another article, not a changed text of this one."""
        about = article_of(document)
        title = about.get("title")
        if self._article is None or about.get("id") == self._about["id"] or (title and title == self._about["title"]):
            return
        marks = [annotation for annotation in document.annotations.values() if annotation.is_mark]
        found = sum(self._locate(mark) is not None for mark in marks)
        if 2 * found < len(marks) or (about and not marks):
            raise BrokenFileError(f"it is about another article (“{str(title or 'without a title')[:60]}”)")

    @property
    def problems(self) -> list[str]:
        """What was set aside, and what could not be found again, each in one sentence."""
        return [*self._file.events, *problems(self._file.document, self._located())]

"""The document of one reading: its annotations and what was deleted; and the file that several tabs share."""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.article import LARGEST_FILE, LONE_SURROGATE, CourseError
from helpers.reading.annotations import Annotation, stamp, with_id
from helpers.reading.store import BrokenFileError, Json, parse, read_bytes, set_aside, write_whole
from helpers.reading.turns import turn

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOST = 10_000  # annotations in one file: a thousand times what a reader makes


@dataclass(frozen=True)
class Document:
    """Annotations by id, the ids of deleted ones with the time, and the fields around them.

    ``on_disk`` is the file that this document already includes, byte for byte.
    """

    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    deleted: Mapping[str, str] = field(default_factory=dict)
    head: Mapping[str, Json] = field(default_factory=dict)
    on_disk: bytes | None = None

    @classmethod
    def from_bytes(cls, data: bytes) -> Document:
        """Read a file. Raises ``BrokenFileError`` when it is no annotation page or holds more than 10,000.

        >>> Document.from_bytes(b'{"items": []}').annotations
        {}
        """
        page = parse(data)
        items = page.get("items") if isinstance(page, dict) else None
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise BrokenFileError("it has no list of annotations (items)")
        deleted = page.get("deleted", {})
        if not isinstance(deleted, dict) or not all(isinstance(time, str) for time in deleted.values()):
            raise BrokenFileError("its list of deleted marks is not as it should be")
        if (count := max(len(items), len(deleted))) > MOST:
            raise BrokenFileError(f"it holds {count:,} annotations, and the limit is {MOST:,}")
        head = {key: value for key, value in page.items() if key not in ("items", "deleted")}
        return cls(_by_id(map(with_id, items)), deleted, head, data).without_deleted()

    def to_bytes(self) -> bytes:
        """Return the document as JSON that people can read: one field a line, text unescaped."""
        fields = {"@context": CONTEXT, "id": f"urn:uuid:{uuid.uuid4()}", "type": "AnnotationPage", **self.head}
        lines = [f" {json.dumps(key)}: {_dump(value)},\n" for key, value in {**fields, "deleted": self.deleted}.items()]
        items = ",\n".join(annotation.json for annotation in self.annotations.values())
        return f'{{\n{"".join(lines)} "items": [\n{items}\n ]\n}}\n'.encode()

    def merge(self, other: Document) -> Document:
        """Return the union of both: of each annotation the newest, and nothing that either has deleted."""
        merged = dict(self.annotations)
        for name, theirs in other.annotations.items():
            merged[name] = max(merged.get(name, theirs), theirs, key=_age)
        deleted = _newest({**self.deleted, **other.deleted})
        return replace(other, annotations=merged, deleted=deleted).without_deleted()

    def without_deleted(self) -> Document:
        """Return the document without the annotations that are listed as deleted."""
        if not self.deleted:
            return self
        kept = {name: annotation for name, annotation in self.annotations.items() if name not in self.deleted}
        return replace(self, annotations=kept)

    def same_as(self, other: Document) -> bool:
        """Tell whether both hold the same annotations."""
        mine, theirs = self.annotations, other.annotations
        return mine.keys() == theirs.keys() and all(mine[name].data == theirs[name].data for name in mine)

    @functools.cached_property
    def answers(self) -> dict[str, Annotation]:
        """The newest answer under each key."""
        found = sorted((it for it in self.annotations.values() if it.answer), key=lambda it: it.modified)
        return {it.answer[0]: it for it in found if it.answer}

    def put(self, annotation: Annotation) -> Document:
        """Return the document with one annotation added or exchanged."""
        return replace(self, annotations={**self.annotations, annotation.id: annotation})

    def drop(self, name: str) -> Document:
        """Return the document without one annotation; its id is kept, so that no other tab brings it back."""
        return replace(self, deleted=_newest({**self.deleted, name: stamp()})).without_deleted()


def _age(annotation: Annotation) -> tuple[str, str]:
    """Order annotations by time; where two have the same, each tab must choose the same one."""
    return annotation.modified, annotation.json


def _newest(deleted: Mapping[str, str]) -> dict[str, str]:
    """Return the last of the deletions, as many as a file may hold."""
    return dict(sorted(deleted.items(), key=lambda entry: entry[1])[-MOST:])


def _by_id(annotations: Iterable[Annotation]) -> dict[str, Annotation]:
    """Gather annotations by id; a second one with the same id and other content gets an id of its own."""
    found: dict[str, Annotation] = {}
    for annotation in annotations:
        before = found.get(annotation.id)
        if before and before.data != annotation.data:
            annotation = with_id({**annotation.data, "id": None, "was": annotation.id})
        found[annotation.id] = annotation
    return found


def _dump(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if LONE_SURROGATE.search(text) else text


# The file ------------------------------------------------------------------------


class DocumentFile:
    """One document on the disk, which several tabs may change.

    Parameters: *check* raises ``BrokenFileError`` when the document found in the file does not belong here;
    *head* returns the fields to be written around the annotations of a document.
    ``events`` are sentences about what was set aside.
    """

    def __init__(
        self, path: Path, check: Callable[[Document], None], head: Callable[[Document], Mapping[str, Json]]
    ) -> None:
        self.path, self.check, self.head = path, check, head
        self.document = Document()
        self.events: list[str] = []

    def _read(self) -> Document:
        """Return this document together with what the file holds now."""
        data = read_bytes(self.path)
        if data is None or data == self.document.on_disk:
            return self.document
        found = Document.from_bytes(data)
        self.check(found)
        return self.document.merge(found)

    def _read_or_set_aside(self) -> Document:
        try:
            return self._read()
        except BrokenFileError as fault:
            other = set_aside(self.path)
            self.events.append(f"{self.path.name}: {fault}; it is kept as {other.name}, and a new file is begun.")
            return self.document

    def refresh(self) -> bool:
        """Take in what the file holds; tell whether that changed anything.

        Raises ``CourseError`` when the file cannot be opened.
        """
        before = self.document
        try:
            try:
                self.document = self._read()
            except BrokenFileError:
                with turn(self.path):  # perhaps another tab has just put it right
                    self.document = self._read_or_set_aside()
        except OSError as error:
            raise self._complain("opened", error) from None
        return not before.same_as(self.document)

    def update(self, change: Callable[[Document], Document]) -> None:
        """Merge with the file, change, and save; after an error nothing is changed, here or there.

        Raises ``CourseError`` when the reading cannot be saved.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with turn(self.path):
                new = change(self._read_or_set_aside())
                new = replace(new, head={**new.head, **self.head(new)})
                data = new.to_bytes()
                self._check_size(new, data)
                write_whole(self.path, data)
        except OSError as error:
            raise self._complain("saved", error) from None
        self.document = replace(new, on_disk=data)

    def _check_size(self, document: Document, data: bytes) -> None:
        """Never write a file that could not be read again."""
        if len(document.annotations) > MOST or len(data) > LARGEST_FILE:
            limit = f"{MOST:,} marks and answers in {LARGEST_FILE // 1_000_000} MB"
            raise CourseError(f"{self.path.name}: this reading is full ({limit}); remove a mark, then try again.")

    def _complain(self, done: str, error: OSError) -> CourseError:
        remedy = "check that the folder can be written to and the disk is not full, then try again"
        return CourseError(f"{self.path}: the reading cannot be {done} ({error.strerror or error}); {remedy}.")

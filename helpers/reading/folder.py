"""Which file in ``my-reading/`` holds whose reading of which article."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from helpers.article import LONE_SURROGATE, Article
from helpers.reading.annotations import stamp
from helpers.reading.documents import Document
from helpers.reading.limits import LONGEST_LABEL
from helpers.reading.store import BrokenFileError, Json, read_bytes

FOLDER, READER = "my-reading", "reader"


def article_of(document: Document) -> dict[str, Json]:
    """Return what a document says about its article."""
    about = document.head.get("article")
    return about if isinstance(about, dict) else {}


def head_of(document: Document, about: dict[str, str], name: str) -> dict[str, Json]:
    """Return the fields around the annotations: whose reading of which article, and when it was saved."""
    about = about or article_of(document)
    title = f"A reading of “{about.get('title') or 'a text without a title'}” by {name}"
    collection = {"type": "AnnotationCollection", "label": title, "total": len(document.annotations)}
    creator = {"type": "Person", "name": name}
    return {"partOf": collection, "creator": creator, "modified": stamp(), **({"article": about} if about else {})}


def clean_name(name: object) -> str:
    """Return a reader's name as it can be kept and shown; empty for anything that is no text.

    >>> clean_name(" Ana "), clean_name(7)
    ('Ana', '')
    """
    return LONE_SURROGATE.sub("\ufffd", name.strip())[:LONGEST_LABEL] if isinstance(name, str) else ""


def reader_of(head: Mapping[str, Json]) -> str:
    """Return whose reading a file is; empty where it does not say it."""
    creator = head.get("creator")
    return clean_name(creator.get("name")) if isinstance(creator, dict) else ""


def _slug(text: str, length: int) -> str:
    """Return a text as a part of a file name that every system accepts."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:length].strip("-")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _folder() -> Path:
    return Path(os.environ.get("READING_DIR") or FOLDER)


def _pattern(article: Article, text: str, reader: str) -> str:
    title = _slug(article.title or article.text[:200], 40) or "text"
    return f"{title}-{text}.{reader}.json"


def _readings(article: Article, reader: str) -> list[Path]:
    """Return the files of readings of a text; where it has a title, those of its earlier versions as well."""
    text = "????????" if article.title else _hash(article.text)
    return sorted(path for path in _folder().glob(_pattern(article, text, reader)) if path.is_file())


def _head_of(path: Path) -> dict[str, Json]:
    """Return the fields of a file around its annotations; none where it cannot be read."""
    try:
        return dict(Document.from_bytes(read_bytes(path) or b"").head)
    except (OSError, BrokenFileError):
        return {}


def _same_title(article: Article, reader: str) -> Iterator[tuple[Path, dict[str, Json]]]:
    """Yield the readings of articles whose title is the same to the letter, with the fields around their marks."""
    for path in _readings(article, reader):
        head = _head_of(path)
        about = head.get("article")
        if isinstance(about, dict) and about.get("title") == article.title:
            yield path, head


def reading_path(article: Article, name: str) -> Path:
    """Return the file of a reader's reading; where the text was corrected since, that of the earlier text.

    Earlier versions of the course told names apart by four characters; a file of theirs is found by its reader's name.
    """
    start, told = _slug(name, 30) or READER, _hash(name)
    path = _folder() / _pattern(article, _hash(article.text), f"{start}-{told}")
    if path.exists():
        return path
    found = [*_same_title(article, f"{start}-{told}"), *_same_title(article, f"{start}-{told[:4]}")]
    earlier = {str(head.get("modified")): file for file, head in found if reader_of(head) in (name, "")}
    return earlier[max(earlier)] if earlier else path


def known_readers(article: Article) -> list[str]:
    """Return the names of those who have a reading of this article here, in the order of the alphabet."""
    return sorted({reader_of(head) for _, head in _same_title(article, "*")} - {""})

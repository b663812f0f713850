"""A file that is always whole: read with limits, written in one step, and never overwritten when it is not ours."""

from __future__ import annotations

import contextlib
import functools
import glob
import json
import math
import os
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from helpers.article import LARGEST_FILE, CourseError

DEEPEST = 40  # levels: a reading has about ten
PATIENCE = 10.0  # seconds to wait for another tab; a save takes a few hundredths
STALE = 60  # seconds after which a temporary file must come from a process that died

Json = Any
Result = TypeVar("Result")


class BrokenFileError(ValueError):
    """What is wrong with a file, as the second half of a sentence."""


# Reading -----------------------------------------------------------------------


def _no_constant(name: str) -> NoReturn:
    raise BrokenFileError(f"it holds {name}, which is no number in JSON")


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise BrokenFileError(f"it holds a number that is too large ({digits[:20]})")
    return value


def is_deep(value: Json, limit: int = DEEPEST) -> bool:
    """Tell whether lists and objects lie in each other more than *limit* levels deep.

    >>> is_deep([[[1]]], limit=2), is_deep([[1], [2]], limit=2)
    (True, False)
    """
    level = [value]
    for _ in range(limit + 1):
        inner: list[Json] = []
        for node in level:
            if isinstance(node, (dict, list)):
                inner.extend(node.values() if isinstance(node, dict) else node)
        if not inner:
            return False
        level = inner
    return True


def parse(data: bytes) -> Json:
    """Return what a JSON text holds.

    Raises ``BrokenFileError`` for anything that is not plain JSON, and for numbers and depths that no reading has.

    >>> parse(b'{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    """
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_number)
    except BrokenFileError:
        raise
    except RecursionError:
        raise BrokenFileError("its brackets lie too deep in each other") from None
    except UnicodeDecodeError as error:
        raise BrokenFileError(f"it is not text in UTF-8 (byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        raise BrokenFileError(f"it is not JSON (line {error.lineno}, column {error.colno})") from None
    except ValueError:  # Python refuses to read a whole number of more than 4,300 digits
        raise BrokenFileError("it holds a number that is too large") from None
    if is_deep(value):
        raise BrokenFileError("its brackets lie too deep in each other")
    return value


def read_bytes(path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is no file; ``BrokenFileError`` when it is larger than 20 MB."""
    if path.exists() and not path.is_file():  # a folder; or a pipe, on which one would wait for ever
        raise OSError(0, "it is no ordinary file")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_FILE:
                limit = f"the limit is {LARGEST_FILE // 1_000_000} MB"
                raise BrokenFileError(f"it has {size / 1e6:.0f} MB, and {limit}")
            return file.read()
    except FileNotFoundError:
        return None


# Writing -----------------------------------------------------------------------


def _patiently(action: Callable[[], Result]) -> Result:
    """Do something that Windows refuses while another program looks at the file."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return action()
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
            time.sleep(0.02)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that at every moment there is either the old one or the new one, whole.

    The bytes go into a temporary file beside it, which then takes its place.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: temporary.replace(path))
    except BaseException:  # a full disk, or the stop button of the notebook
        temporary.unlink(missing_ok=True)
        raise


def write_out(files: Mapping[Path, bytes], what: str) -> None:
    """Write files for people, each whole, in folders that are made where they are missing.

    Raises ``CourseError``, in which *what* names the files, when they cannot be written.
    """
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        except OSError as error:
            fault = f"the {what} cannot be written ({error.strerror or error}); choose another folder"
            raise CourseError(f"{path}: {fault}.") from None


def sweep(path: Path) -> None:
    """Remove the temporary files that killed processes left beside a file."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()


def set_aside(path: Path) -> Path:
    """Give a file another name beside it, one that nothing has yet, and return that name."""
    for number in range(1, 1000):
        other = path.with_name(f"{path.name}.{number}.set-aside")
        if not other.exists():
            return _patiently(functools.partial(path.rename, other))
    raise OSError(0, "there are too many files set aside in this folder")

"""Taking turns at a file: one program at a time reads it, changes it and writes it."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 10.0  # seconds to wait for another tab; a save takes a few hundredths
PAUSE = 0.003  # seconds between two tries
OWN = 0o600  # who may open a file of ours: its owner


def _open_lock(path: Path) -> int:
    """Open the file that is locked: never through a link, and never a pipe, on which one would wait for ever."""
    safe = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # Windows has neither, and no pipes in folders
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | safe, OWN)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is no ordinary file")
    return descriptor


def _lock(descriptor: int) -> bool:
    """Lock an open file; tell whether nobody else has it. Raises ``OSError`` where a folder knows no locks."""
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # somebody else's turn; Windows says "permission denied"
        return False
    except AttributeError:  # Python in a browser has no flock
        raise OSError(0, "no locks here") from None
    return True


def _wait(attempt: Callable[[], bool]) -> bool:
    """Try until it works or patience ends; tell whether it worked."""
    until = time.monotonic() + PATIENCE
    while not (done := attempt()) and time.monotonic() < until:
        time.sleep(PAUSE)
    return done


@contextlib.contextmanager
def _by_lock(path: Path) -> Iterator[None]:
    descriptor = _open_lock(path)
    try:
        _wait(lambda: _lock(descriptor))
        yield  # closing the file gives the turn back, and so does the end of the process
    finally:
        os.close(descriptor)


def _make(path: Path) -> bool:
    """Make a file that is not there; tell whether it was this call that made it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWN))
    except (FileExistsError, PermissionError):  # Windows says "permission denied" while the last one goes away
        return False
    return True


def _identity(path: Path) -> tuple[int, int]:
    with contextlib.suppress(OSError):
        found = path.lstat()
        return found.st_ino, found.st_mtime_ns
    return 0, 0


@contextlib.contextmanager
def _by_file(path: Path) -> Iterator[None]:
    """Hold a turn by a file that only one program can have made; one that nobody takes away in time is taken over."""
    before = _identity(path)
    while not _wait(lambda: _make(path)):
        if _identity(path) == before:  # the same file all the time: whoever made it has died
            path.unlink(missing_ok=True)
        before = _identity(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _locks_work(path: Path) -> bool:
    """Tell whether the folder knows locks and the file in the lock's place is ours."""
    try:
        with contextlib.ExitStack() as stack:
            descriptor = _open_lock(path)
            stack.callback(os.close, descriptor)
            _lock(descriptor)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def turn(path: Path) -> Iterator[None]:
    """Hold a file for oneself among the programs that ask for a turn.

    Where the system has locks, it gives them back when a process dies. Where it has none (a network folder, Python
    in a browser), or something that is not ours stands in the lock's place, a second file serves: whoever makes it
    has the turn. If its maker dies, the next one waits ten seconds and takes over.

    What cannot be promised: on a network drive that tells two computers at once that each has made that file, and
    to a program that sleeps for more than ten seconds in the middle of a save, two may write at one time. The file
    stays whole then too; the earlier of the two changes may be missing from it.
    """
    lock = path.with_name(f".{path.name}.lock")
    with _by_lock(lock) if _locks_work(lock) else _by_file(path.with_name(f".{path.name}.turn")):
        yield

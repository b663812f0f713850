"""What stands on the page follows who reads, and what other tabs have saved, when it is looked at again."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import anywidget
import traitlets


class Follower(Protocol):
    """A desk, a form, an exercise: something that shows a reading."""

    def look_again(self) -> None:
        """Show what the reading holds now, and whose it is."""


FOLLOWERS: weakref.WeakSet[Follower] = weakref.WeakSet()


def follow(shown: Follower) -> None:
    """Let something that shows a reading hear when another reader was chosen in this notebook."""
    FOLLOWERS.add(shown)


def look_again() -> None:
    """Let everything that shows a reading look at it again."""
    for shown in list(FOLLOWERS):
        shown.look_again()


class Presence(anywidget.AnyWidget):
    """An invisible part of a form: it keeps JupyterLab's single-key shortcuts away, and tells when one looks at it.

    *looked* is called when the page, or a field of the form, gets the focus again.
    """

    _esm = Path(__file__).with_name("presence.js")
    looks = traitlets.Int(0).tag(sync=True)

    def __init__(self, looked: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.observe(lambda _: looked(), "looks")

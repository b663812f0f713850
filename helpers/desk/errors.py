"""An error in a student's cell ends in one sentence that says where, what, and the way back.

Nothing is hidden: the cell still ends in an error of the same name, and the full message stands folded above it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from IPython.display import display

from helpers.article import TRACEBACKS
from helpers.desk.explain import explain
from helpers.show import render


def _folded(message: str) -> dict[str, str]:
    """Return the full message, folded, as a notebook shows it."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", message)
    return {"text/plain": plain, "text/html": render("folded", text=plain)}


@dataclass(frozen=True)
class Sentences:
    """What a shell calls to show an error: the full message folded, then the error with one sentence."""

    shell: Any
    show: Callable[..., None]  # what it called before

    def __call__(self, kind: type[BaseException], error: BaseException, lines: list[str]) -> None:
        """Show an error, whose full message has these lines."""
        try:
            if not hasattr(error, "_render_traceback_"):  # such an error speaks for itself
                sentence = explain(error, self.shell.history_manager.input_hist_raw[-1], self._made())
                display(_folded("\n".join(lines)), raw=True)
                lines = [sentence]
        finally:  # whatever goes wrong here, the error is shown
            self.show(kind, error, lines)

    def _made(self) -> list[str]:
        """Return the names that the cells have made."""
        return [name for name in self.shell.user_ns if name[0] != "_" and name not in self.shell.user_ns_hidden]


def explain_errors(shell: Any) -> None:
    """Let each error in this notebook end in one sentence; a second call changes nothing."""
    if shell is not None and not isinstance(shell._showtraceback, Sentences) and not os.environ.get(TRACEBACKS):
        # every error comes by here, of code that runs and of code that cannot be read
        shell._showtraceback = Sentences(shell, shell._showtraceback)


def load_ipython_extension(shell: Any) -> None:
    """Begin with the kernel: IPython calls this when its configuration names the module."""
    explain_errors(shell)


def unload_ipython_extension(shell: Any) -> None:
    """Show errors as Python does, with all the code that they went through."""
    if isinstance(shell._showtraceback, Sentences):
        shell._showtraceback = shell._showtraceback.show

"""What an exercise says to a student."""

from __future__ import annotations

from helpers.show import render


class Note:
    """A short message to the student, shown as text and as HTML; everything in it is escaped."""

    def __init__(self, title: str, message: str, sentences: list[tuple[str, str]] | None = None) -> None:
        self.title = title if title[-1] in "?!." else f"{title}."
        self.sentences = sentences or []
        self.message = message.encode("utf-8", "replace").decode()  # half of an emoji cannot be shown

    def __repr__(self) -> str:
        lines = [f"{address}: {text}" for address, text in self.sentences]
        return "\n".join([f"{self.title} {self.message}", *lines])

    def _repr_html_(self) -> str:
        return render("note", title=self.title, message=self.message, sentences=self.sentences)

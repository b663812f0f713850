"""The labels of marks: a name, a sign, a colour, and what the label is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.article import PALETTE, CourseError

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")  # two digits each for red, green and blue
LONGEST_SIGN = 2  # characters: a sign and what makes a picture of it
BLUE, RED, GREEN, BROWN = PALETTE[:4]  # its four darkest
# For labels that are plain names:
SIGNS = "◆■▲★✚●▼◇□△"
COLOURS = [BLUE, RED, GREEN, BROWN, "#6b3fa0", "#4d6b1d", "#36596b"]


@dataclass(frozen=True)
class Label:
    """A name for marks. Its sign stands beside its colour, so that nothing is said by colour alone.

    *colour* is a hue such as ``"#8f1d3f"``; the desk makes it light or dark enough for the theme.
    Raises ``CourseError`` for an empty name, a sign of more than two characters, or another colour format.

    >>> Label("metaphor", "≋", "#6b3fa0", "One thing spoken of as another.").name
    'metaphor'
    """

    name: str
    sign: str
    colour: str
    explanation: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise CourseError("A label has no name; give it one, such as 'loaded'.")
        if not 1 <= len(self.sign) <= LONGEST_SIGN:
            raise CourseError(f"label {self.name!r}: the sign {self.sign!r} needs one or two characters, such as '▲'.")
        if not HEX_COLOUR.fullmatch(self.colour):
            raise CourseError(f"label {self.name!r}: {self.colour!r} is no colour; write it like '#8f1d3f'.")


# The labels of every desk that names no others, in the order of its buttons. One line here, with a sign and a colour
# that no other line has, is all that a label needs: the desk, its number keys and its card follow.
LABELS = (
    Label("source", "●", BLUE, "Who says it: a person, a body, a document, or a group without a name."),
    Label("quote", "❝", GREEN, "Words given word for word, in quotation marks."),
    Label("paraphrase", "≈", BROWN, "What a source says, in the writer’s own words."),
    Label("loaded", "▲", RED, "A word that judges or moves the reader. Loaded is not the same as wrong."),
)


def _free(row: Sequence[str], place: int, taken: set[str]) -> str:
    """Return the sign or colour at a place, or the first one after it that no label of this desk has."""
    turned = [row[(place + step) % len(row)] for step in range(len(row))]
    return next((one for one in turned if one not in taken), turned[0])


def _plain(name: str, place: int, taken: set[str]) -> Label:
    """Return a label for a plain name; its sign and its colour are taken from then on."""
    label = Label(name, _free(SIGNS, place, taken), _free(COLOURS, place, taken))
    taken |= {label.sign, label.colour}
    return label


def make_labels(labels: Iterable[str | Label] = LABELS) -> list[Label]:
    """Give each plain name a sign and a colour; names of the course keep theirs.

    Raises ``CourseError`` when there is no label, or two have one name.

    >>> [label.sign for label in make_labels(["loaded", "metaphor"])]
    ['▲', '■']
    """
    known = {label.name: label for label in LABELS}
    given = [known.get(label, label) if isinstance(label, str) else label for label in labels]
    names = [label if isinstance(label, str) else label.name for label in given]
    if not names or len(set(names)) < len(names):
        raise CourseError("A desk needs one label or more, each with a name of its own; correct labels=[…].")
    taken = {look for label in given if isinstance(label, Label) for look in (label.sign, label.colour)}
    return [label if isinstance(label, Label) else _plain(label, place, taken) for place, label in enumerate(given)]

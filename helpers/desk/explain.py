"""One sentence for an error in a student's cell: where it is, what it is, and the way back."""

from __future__ import annotations

import ast
import difflib
import re
import traceback
from collections.abc import Collection
from keyword import iskeyword
from pathlib import Path

HELPERS = Path(__file__).resolve().parents[1]
FILES = {"txt", "md", "csv", "pdf", "docx"}  # what follows the point in the name of a file
SHORT = 3  # letters; so short a name resembles many
BACK = "press Ctrl+Z until the line is as it was"
ABOVE = "click into this cell, choose Run → Run All Above Selected Cell"
MARKS = 'put straight quotation marks around words, such as "a union"'
AGAIN = ", then run this cell again."  # the end of nearly every sentence

# What Python says of code that it cannot read, as a pattern, and what the course says; the first that fits counts.
UNREADABLE = (
    ("unterminated", "A quotation mark is missing in line {line}: type it, or press Ctrl+Z until it is back"),
    ("forgot a comma", "A comma is missing in line {line}: type one between every two things"),
    ("'(.)' was never closed|unmatched '(.)'", "The bracket {0} in line {line} has no partner: type the missing one"),
    (
        "closing .*? '(.)' does not match .*? '(.)'",
        "The bracket {0} in line {line} cannot close the bracket {1}: use two of the same kind",
    ),
    ("unexpected indent", "Line {line} begins too far to the right: delete the spaces at its start"),
    ("unindent|tabs and spaces", "Line {line} does not begin below the line above it: change the spaces at its start"),
    ("expected an indented block", "Line {line} begins too far to the left: type four spaces at its start"),
    ("expected ':'", "A colon : is missing in line {line}: type it at the end of the line"),
    ("cannot assign|meant '=='", "In line {line} only a name can stand to the left of the sign =: {back}"),
    (
        "decimal literal|leading zeros",
        'Line {line} has a number that is none: write an address as a text, such as "7.2"',
    ),
    ("non-printable", "Line {line} has a character that cannot be seen: delete the line and type it again"),
    ("invalid character '(.)'", "The character {0} in line {line} may stand in a text only: {marks}"),
    ("", "Line {line} cannot be read as code ({kind}): {back}"),
)

# What goes wrong while a cell runs: the kind of error, what Python says as a pattern, and what the course says.
STOPPED: tuple[tuple[type[BaseException], str, str], ...] = (
    (
        AttributeError,
        "attribute '(.+?)'",
        "Line {line} asks for .{0}, which is not there: check the spelling, or {back}",
    ),
    (TypeError, r"missing \d+ required", "Something is missing between the brackets in line {line}: {back}"),
    (TypeError, "keyword argument '(.+?)'", "The name {0} between the brackets in line {line} is not known: {back}"),
    (
        TypeError,
        "not callable",
        "Line {line} has brackets ( ) where they mean nothing: look for a missing comma, or {back}",
    ),
    (TypeError, "", "Line {line} joins things that do not fit, such as a text and a number: {back}"),
    (KeyError, "(.+)", "Line {line} asks for {0}, which is not there: check the spelling, or {back}"),
    (IndexError, "", "Line {line} asks for a place after the end of a list: use a smaller number"),
    (
        ImportError,
        "name '(.+?)'|named '(.+?)'",
        "The tool {0} in line {line} is not there: check the spelling, or {back}",
    ),
    (FileNotFoundError, "", "Line {line} asks for a file that is not there: check its name and its folder"),
    (ValueError, "unpack", "In line {line} there are too many or too few names before the sign =: {back}"),
    (BaseException, "", "Line {line} stopped with an error of the kind {kind}: {back}"),
)
STOPPED_BY_HAND = "You stopped this cell: to run it again, choose Run → Run Selected Cell."
COURSE = (
    "{where} stopped inside the tools of the course ({kind}): if you changed the line, press Ctrl+Z until it is as it "
    "was; if not, this is a fault of the course, so show your teacher the full message."
)


def _say(sentence: str, found: re.Match[str], **values: object) -> str:
    """Fill in a sentence of a table, with what its pattern found."""
    groups = [group for group in found.groups() if group]
    return sentence.format(*groups, back=BACK, marks=MARKS, **values) + AGAIN


# Code that Python cannot read -----------------------------------------------------------


def _curly(line: str, message: str) -> str:
    """Return a curly mark that stands where a straight one belongs; none for those inside a text."""
    if named := re.search("invalid character '([“”„‘’«»])'", message):
        return named[1]
    rest = re.sub(r'"[^"]*"|\'[^\']*\'', "", line).rpartition('"')[2]  # what follows a mark that has no partner
    alone = "”" if rest.count("”") > rest.count("“") else "’" if rest.rstrip(")]}, ").endswith("’") else ""
    return alone if "unterminated" in message else ""


def _without_marks(code: str) -> bool:
    """Tell whether words of English stand where a text belongs: after the sign = or on their own."""
    value = re.sub(r"^\s*[\w.]+\s*=\s*", "", code).strip()
    english = re.fullmatch(r"[^\W\d_]+([ ,;’'-]+[\w’'.,-]+)+[.!?]?", value)
    return bool(english) and (value != code.strip() or not iskeyword(value.split()[0]))


def _seen(error: SyntaxError, line: str, number: int) -> str:
    """Return what a look at the line tells better than Python does; empty where it tells nothing."""
    message, first, text = error.msg or "", (error.offset or 1) - 1, error.text or ""
    before, there = text[:first], text[first : (error.end_offset or 1) - 1]
    if _without_marks(line) or ("forgot a comma" in message and _without_marks(there)):
        return f"Words in line {number} have no quotation marks: {MARKS}{AGAIN}"
    if mark := _curly(line, message):
        return f'Line {number} has a curly quotation mark {mark}: type the straight mark " in its place{AGAIN}'
    if re.search(r"=\s*(#.*)?$", line):
        return f"Line {number} ends after the sign =: type what belongs there{AGAIN}"
    if re.sub(r"'[^']*'", "", line).count('"') % 2:
        return UNREADABLE[0][1].format(line=number) + AGAIN
    if message == "invalid syntax" and re.search(r"[\w\"\])] +$", before) and '"' in before[-2:] + there[:1]:
        return UNREADABLE[1][1].format(line=number) + AGAIN
    return ""


def _unreadable(error: SyntaxError, source: str, skipped: int) -> str:
    if error.msg == "incomplete input":  # as a shell says it, which does not tell what is missing
        try:
            ast.parse(source)
        except SyntaxError as plain:
            error, skipped = plain, 0
    number = (error.lineno or 1) + skipped
    line = [*source.splitlines(), ""][min(number, source.count("\n") + 1) - 1]
    if not isinstance(error, IndentationError) and (sentence := _seen(error, line, number)):
        return sentence
    rules = ((re.search(pattern, error.msg or ""), sentence) for pattern, sentence in UNREADABLE)
    return next(_say(sentence, found, line=number, kind=type(error).__name__) for found, sentence in rules if found)


# Names that are not known -----------------------------------------------------------------


def _takes_text(node: ast.AST) -> bool:
    """Tell whether a text belongs here: an answer, a reason, a hint that is asked for."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) for target in node.targets)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "help"


def _use(source: str, name: str) -> str:
    """Return how a cell uses a name: as ``"text"`` without its marks, as a ``"tool"``, or ``""`` for either."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # a cell with a command of the notebook's own
        return ""
    heads = [node for node in nodes if isinstance(node, ast.Attribute | ast.Call | ast.Subscript)]
    for head in heads:
        if ast.unparse(head.func if isinstance(head, ast.Call) else head.value) == name:
            return "text" if getattr(head, "attr", "") in FILES else "tool"
    values = [node.value if isinstance(node, ast.Assign) else node for node in nodes if _takes_text(node)]
    return "text" if any(part.id == name for value in values for part in _names(value)) else ""


def _names(node: ast.AST) -> list[ast.Name]:
    return [part for part in ast.walk(node) if isinstance(part, ast.Name)]


def _unknown(error: NameError, source: str, line: int, names: Collection[str]) -> str:
    name = error.name or ""
    use = _use(source, name)
    close = difflib.get_close_matches(name, names, 1, 0.8) if len(name) > SHORT else []
    if use == "text":
        return f"The word {name} in line {line} has no quotation marks: {MARKS}{AGAIN}"
    if close:
        return f"The name {name} in line {line} is not known: type {close[0]} if you mean that, or {ABOVE}{AGAIN}"
    if use == "tool" or not names:
        return f"A cell above has not run, so {name} in line {line} is not known yet: {ABOVE}{AGAIN}"
    either = f"if it is a text, {MARKS}; if a cell above makes it, {ABOVE}"
    return f"The name {name} in line {line} is not known: {either}{AGAIN}"


# Any error -----------------------------------------------------------------------------------


def _line(error: BaseException) -> int:
    """Return the line of the cell that did not come to its end; 0 where no cell was running."""
    frames = traceback.walk_tb(error.__traceback__)
    return next((line for frame, line in frames if frame.f_globals.get("__name__") == "__main__"), 0)


def _in_the_course(error: BaseException) -> bool:
    return any(Path(frame.filename).is_relative_to(HELPERS) for frame in traceback.extract_tb(error.__traceback__))


def explain(error: BaseException, source: str, names: Collection[str] = ()) -> str:
    """Return one sentence for an error: where, what, and what to do.

    *source*: the cell as the student sees it. *names*: what the cells before it have made.

    >>> try:
    ...     compile("passage(article, 7.2)\\nq1.answer = “yes”", "cell", "exec")
    ... except SyntaxError as error:
    ...     explain(error, "passage(article, 7.2)\\nq1.answer = “yes”")
    'Line 2 has a curly quotation mark “: type the straight mark " in its place, then run this cell again.'
    """
    skipped = len(source) - len(source.lstrip("\n"))  # Python is not shown the empty lines at the start
    line = _line(error)
    if isinstance(error, SyntaxError) and not line:
        return _unreadable(error, source, skipped)
    kind, line = type(error).__name__, line + skipped if line else 0
    if isinstance(error, KeyboardInterrupt):
        return STOPPED_BY_HAND
    if _in_the_course(error):
        return COURSE.format(where=f"Line {line}" if line else "This cell", kind=kind)
    if isinstance(error, NameError) and error.name:
        return _unknown(error, source, line, names)
    rules = ((re.search(pattern, str(error)), words) for kinds, pattern, words in STOPPED if isinstance(error, kinds))
    return next(_say(sentence, found, line=line, kind=kind) for found, sentence in rules if found)

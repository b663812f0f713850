"""A rule of thumb rests on numbers that a reader may question: each has a name, or a reason beside it."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

import helpers

HELPERS = Path(helpers.__file__).parent
PLAIN = {0, 1}  # nothing, one, and with a minus the last


def unexplained_numbers(source: str) -> list[tuple[int, object]]:
    """Return line and value of each number in a function that has no comment on its line or on the line above."""
    comments: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row = token.start[0]
            comments |= {row, row + 1} if token.line.lstrip().startswith("#") else {row}
    functions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)))
    numbers = {
        (n.lineno, n.col_offset, n.value)
        for function in functions
        for n in ast.walk(function)
        if isinstance(n, ast.Constant) and type(n.value) in (int, float) and n.value not in PLAIN
    }
    return [(line, value) for line, _, value in sorted(numbers) if line not in comments]


@pytest.mark.parametrize("wing", ["attribution"])
def test_each_number_has_a_name_or_a_reason(wing: str) -> None:
    """Beside 0, 1 and -1 no number stands in a function without a comment; constants stand above the functions."""
    found = {path.name: unexplained_numbers(path.read_text("utf-8")) for path in (HELPERS / wing).glob("*.py")}

    assert found
    assert {name: numbers for name, numbers in found.items() if numbers} == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(x):\n    return x + 12\n", [(2, 12)]),
        ("def f(x, reach=14):\n    return x[:2] + x[-2:]\n", [(1, 14), (2, 2), (2, 2)]),
        ("class A:\n    def f(self):\n        return [0.5 for _ in range(3)]\n", [(3, 0.5), (3, 3)]),
        ("def f(x):\n    return x + 12  # a short name\n", []),
        ("def f(x):\n    # a short name\n    return x + 12\n", []),
        ("def f(x):\n    y = 1  # one\n    return x + 12\n", [(3, 12)]),
        ("REACH = 14\n\n\ndef f(x):\n    return x[-1], x[0], x + 1, True, '12'\n", []),
    ],
)
def test_a_bare_number_is_seen(source: str, expected: list[tuple[int, object]]) -> None:
    """Defaults and slices count; a name above, a comment beside or above the line, and 0, 1 and -1 do not."""
    assert expected == unexplained_numbers(source)

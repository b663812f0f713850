"""Read cases from tests/cases; known failures become strict xfails."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

CASES = Path(__file__).parent


def load(name: str, table: str = "case") -> list[dict[str, Any]]:
    """Return the tables of one file of cases."""
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))[table]


def parameters(name: str) -> list[Any]:
    """Return the cases of one file as pytest parameters, by label."""
    return [pytest.param(case, id=case["label"], marks=_marks(case)) for case in load(name)]


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []


def filled(frame: pd.DataFrame, columns: list[str]) -> list[list[object]]:
    """Return some columns of a frame as rows, with "" for what is missing."""
    return [["" if pd.isna(value) else value for value in row] for row in frame[columns].values.tolist()]

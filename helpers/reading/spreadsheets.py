"""A frame as a table for spreadsheets."""

from __future__ import annotations

import re

import pandas as pd

FORMULA = re.compile(r"^[=+\-@\t\r]")


def spreadsheet(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> spreadsheet(pd.DataFrame({"note": ["=1+1", "so"], "start": [-1, 2]})).decode("utf-8-sig").split()
    ['note,start', "'=1+1,-1", 'so,2']
    """
    harmless = frame.map(lambda cell: FORMULA.sub(r"'\g<0>", cell) if isinstance(cell, str) else cell)
    return harmless.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")

"""What nearly every lesson needs. Charts and widgets are loaded when they are first asked for, since they are large."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from helpers.article import CourseError, open_article, read_article, reference
from helpers.reading import open_reading

if TYPE_CHECKING:
    from helpers.desk import open_lesson
    from helpers.show import passage, table

LATER = {"open_lesson": "helpers.desk", "passage": "helpers.show", "table": "helpers.show"}


def __getattr__(name: str) -> Any:
    """Load a name of ``LATER`` when it is first asked for."""
    if name not in LATER:
        raise AttributeError(f"module 'helpers' has no attribute {name!r}")
    return getattr(importlib.import_module(LATER[name]), name)

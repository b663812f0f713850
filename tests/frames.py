"""What must hold for every frame of the course."""

from __future__ import annotations

import pandas as pd

from helpers.article import Article


def assert_offsets(article: Article, frame: pd.DataFrame) -> None:
    """Each row's text stands where the row says that it stands."""
    found = [article.text[start:end] for start, end in zip(frame["start"], frame["end"], strict=True)]

    assert found == frame["text"].to_list()

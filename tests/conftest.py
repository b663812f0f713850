"""Fixtures that several test files share."""

from __future__ import annotations

import os
import shutil
import sys

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

from helpers.article import SEEDS, Article, read_article, reference

# The same examples on every run, and no deadline: timings belong to the benchmark.
settings.register_profile("course", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
# A hundred examples each; "check" has fewer, for the minute before a commit; "random" has others on every run.
COURSE = settings.get_profile("course")
settings.register_profile("check", COURSE, max_examples=25)
settings.register_profile("random", COURSE, derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "course"))

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARTICLE_PATH = SEEDS / "000_7dc0b1a87110e614.txt"


@pytest.fixture(scope="session")
def article() -> Article:
    return read_article(ARTICLE_PATH)


@pytest.fixture(scope="session")
def attributions(article) -> pd.DataFrame:
    """Who says what, by the reference reading."""
    return reference(article, "attributions")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip browser tests, and say so, where there is no Chromium; give the others time.

    Side by side, the files that take longest come first, so that no worker waits for the other at the end.
    """
    missing = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; on Debian: apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)
            item.add_marker(pytest.mark.timeout(600))
    if hasattr(config, "workerinput"):
        long = {item.path: "browser" for item in items if item.get_closest_marker("browser")}
        long |= {item.path: "slow" for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: ("browser", "slow", None).index(long.get(item.path)))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In continuous integration a skipped test is a failure: nobody would notice it."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("NO_SKIPS") and skipped:
        sys.stderr.write(f"\n{len(skipped)} tests were skipped, and NO_SKIPS is set\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

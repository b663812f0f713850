"""Fixtures that several test files share."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from helpers.article import Article, read_article
from helpers.files import SEEDS

# The same examples on every run, and no deadline: timings belong to the benchmark.
settings.register_profile("course", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("course")

ARTICLE_PATH = SEEDS / "000_7dc0b1a87110e614.txt"


@pytest.fixture(scope="session")
def article() -> Article:
    return read_article(ARTICLE_PATH)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In continuous integration a skipped test is a failure: nobody would notice it."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("NO_SKIPS") and skipped:
        sys.stderr.write(f"\n{len(skipped)} tests were skipped, and NO_SKIPS is set\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

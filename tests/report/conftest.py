"""One browser for all tests of the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.browser import Browser


@pytest.fixture(scope="session")
def one_browser() -> Iterator[Browser]:
    """A Chromium, started once for a process; skips where there is none."""
    with Browser() as browser:
        yield browser


@pytest.fixture
def browser(one_browser: Browser) -> Iterator[Browser]:
    """The same as a person finds it in the morning; no page may complain meanwhile."""
    one_browser.is_like()
    one_browser.complaints.clear()
    yield one_browser
    assert one_browser.complaints == []

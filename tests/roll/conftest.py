"""Fixtures of the roll room's tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str | bytes], Path]


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "roll.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write

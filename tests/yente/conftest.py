from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.law.listfiles import write_lists

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("httpx")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lists(tmp_path_factory.mktemp("lists"))


@pytest.fixture(scope="module")
def url(lists: Path) -> Iterator[str]:
    from tests.yente.servers import serving

    with serving(lists) as address:
        yield address

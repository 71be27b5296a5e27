"""The application's tests once more, on a real PostgreSQL; and a database in which names have no letters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.tools import ROOT
from tests.web.postgres import server

ON_POSTGRES = "SVAT_TEST_DATABASE" in os.environ


@pytest.mark.skipif(ON_POSTGRES, reason="is running there")
def test_everything_holds_on_postgresql() -> None:
    with server() as url:
        done = _tests(url, "tests/web", "--ignore=tests/web/test_postgres.py", "--ignore-glob=*_browser.py")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


@pytest.mark.skipif(ON_POSTGRES, reason="is running there")
def test_a_database_without_letters_is_refused(tmp_path: Path) -> None:
    with server(locale="C") as url:
        surroundings = {**os.environ, "DATABASE_URL": url}
        done = subprocess.run(
            [sys.executable, "-m", "svat", "serve", str(tmp_path / "council")],
            env=surroundings, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert "LOCALE 'C.UTF-8'" in done.stderr
    assert "Traceback" not in done.stderr


def _tests(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "SVAT_TEST_DATABASE": url, "PYTEST_XDIST_WORKER": ""}
    surroundings.pop("PYTEST_XDIST_WORKER")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments],
        env=surroundings, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip

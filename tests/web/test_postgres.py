"""The application's tests once more, on a real PostgreSQL; and a database in which names have no letters."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.tools import ROOT
from tests.web.postgres import server
from tests.web.test_running import get, served, until

PATIENT = 30.0  # seconds for a page where tests share two processors; the application itself gives up after 4
ON_POSTGRES = "SVAT_TEST_DATABASE" in os.environ


@pytest.mark.skipif(ON_POSTGRES, reason="is running there")
def test_everything_holds_on_postgresql() -> None:
    with server() as database:
        done = _tests(
            database.url,
            "--all",
            "-m",
            "not planted and not every_role",
            "tests/web",
            "--ignore=tests/web/test_postgres.py",
            "--ignore-glob=*_browser.py",
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


@pytest.mark.skipif(ON_POSTGRES, reason="is running there")
def test_a_database_without_letters_is_refused(tmp_path: Path) -> None:
    with server(locale="C") as database:
        surroundings = {**os.environ, "DATABASE_URL": database.url}
        done = subprocess.run(
            [sys.executable, "-m", "svat", "serve", str(tmp_path / "council")],
            env=surroundings, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert "LOCALE 'C.UTF-8'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(ON_POSTGRES, reason="is running there")
def test_a_database_that_is_gone_gives_one_clear_page_and_comes_back(tmp_path: Path) -> None:
    with server() as database, served(tmp_path / "council", DATABASE_URL=database.url) as (_, origin):
        until(lambda: get(f"{origin}/health/ready")[0] == 200)
        database.stop()
        begun = time.monotonic()
        assert get(f"{origin}/health/ready") == (
            503,
            '{"database": "gone", "worker": "unknown", "lists": "unknown"}',
        )
        assert time.monotonic() - begun < 3
        assert get(f"{origin}/health/alive")[0] == 200
        for page in ("/", "/first-run/"):
            status, text = get(origin + page, PATIENT)
            assert (status, "The database does not answer" in text) == (503, True), page
        while time.monotonic() < begun + 9:  # while somebody reloads the page
            assert get(f"{origin}/", PATIENT)[0] == 503
        database.start()
        until(lambda: get(f"{origin}/first-run/", PATIENT)[0] == 200, 5)
        until(lambda: get(f"{origin}/health/ready")[0] == 200)


def _tests(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "SVAT_TEST_DATABASE": url, "PYTEST_XDIST_WORKER": ""}
    surroundings.pop("PYTEST_XDIST_WORKER")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *arguments],
        env=surroundings, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip

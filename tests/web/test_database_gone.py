"""A database that is gone for a while: one clear page, also to whoever is signed in; then all goes on by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.tools import ROOT
from tests.web.begun import signed_in
from tests.web.killed import KilledSite, until
from tests.web.postgres import server
from tests.web.test_running import ALONE, get, svat

pytestmark = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="has servers of its own")
Switch = Callable[[], object]


@contextmanager
def sqlite(folder: Path) -> Iterator[tuple[dict[str, str], Switch, Switch]]:
    """The folder itself is gone, as when its disk is."""
    away = folder.with_name("away")
    yield {}, lambda: folder.rename(away), lambda: away.rename(folder)


@contextmanager
def postgresql(_folder: Path) -> Iterator[tuple[dict[str, str], Switch, Switch]]:
    """The server is stopped as when its machine loses power."""
    with server() as database:
        yield {"DATABASE_URL": database.url}, database.stop, database.start


@pytest.mark.parametrize("kind", [sqlite, postgresql])
def test_gone_and_back(tmp_path: Path, kind: Callable[..., object]) -> None:
    folder = tmp_path / "council"
    folder.mkdir()
    with kind(folder) as (more, gone, back):  # type: ignore[attr-defined]
        given = {**ALONE, "SVAT_DIR": str(folder), **more}
        subprocess.run([sys.executable, "-m", "tests.web.begun"], env=given, check=True, cwd=ROOT)
        site = KilledSite(folder, given, tmp_path / "log")
        try:
            person = signed_in(site.origin)
            until(lambda: get(f"{site.origin}/health/ready")[0] == 200, 60)
            page = person.page("/rolls/send/").text
            side = page.partition('value="')[2] and next(x for x in page.split('"') if x.endswith(":a"))
            files = [("file", "roll.csv", b"external_id,name,country\nA1,Alfa,KZ\n")]
            form = person.filled("/rolls/send/", "/rolls/send/", {"side": side, "replaces": ""}, files)
            begun = person.ask(form)
            gone()
            began = time.monotonic()
            assert get(f"{site.origin}/health/ready")[0] == 503
            assert time.monotonic() - began < 3
            assert get(f"{site.origin}/health/alive")[0] == 200
            for path in ("/today/", "/rolls/", begun.path):
                answer = person.ask(person.asking(path))
                assert (answer.status, "The database does not answer" in answer.text) == (503, True), path
            answer = person.ask(form)
            assert (answer.status, "it counts once" in answer.text) == (503, True)
            time.sleep(6)  # the worker misses it too
            back()
            again = person.send_again(form)
            assert again.path == begun.path  # and not a second time
            until(lambda: "Apply" in person.page(begun.path).text, 90)
            until(lambda: get(f"{site.origin}/health/ready")[0] == 200, 60)
        finally:
            site.end()
        done = svat("audit", "verify", str(folder), **more)
        assert (done.returncode, "up to entry 2" in done.stdout) == (0, True), done.stdout + done.stderr
        assert "Traceback" not in (tmp_path / "log").read_text()

"""A disk that is full, really: one clear page or sentence, nothing lost, no half file, and on again when there is room.

The disk is a small one in memory, which takes root (a container has it); elsewhere these tests skip by name.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from tests.tools import ROOT
from tests.web.killed import KilledSite, until
from tests.web.test_running import ALONE, svat

pytestmark = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about processes and disks")
HEADER = b"external_id,name,country,offers\n"
NO_ROOM = "There is no room on the server"


class SmallDisk:
    """A file system of so many megabytes, and what fills it."""

    def __init__(self, place: Path, megabytes: int) -> None:
        place.mkdir(mode=0o755)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)], capture_output=True, check=False
        )  # fmt: skip
        if done.returncode:
            pytest.skip("needs root: a small disk cannot be mounted")
        self.place = place
        self._ballast = place / "ballast"

    def fill(self, leave: int = 0) -> None:
        """Until so many bytes are left."""
        free = os.statvfs(self.place)
        with self._ballast.open("ab") as file, suppress(OSError):
            file.write(b"\1" * max(free.f_bavail * free.f_frsize - leave, 0))

    def free(self) -> None:
        """Make room again."""
        self._ballast.unlink()


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[SmallDisk]:
    """One that is gone with the block."""
    disk = SmallDisk(place, megabytes)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def begun(folder: Path, **surroundings: str) -> dict[str, str]:
    """A council in a folder; the surroundings to serve it with."""
    folder.mkdir(exist_ok=True)
    given = {**ALONE, "SVAT_DIR": str(folder), **surroundings}
    subprocess.run([sys.executable, "-m", "tests.web.begun"], env=given, check=True, cwd=ROOT)
    return given


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Of the database, from outside."""
    with closing(sqlite3.connect(folder / "svat.sqlite3", timeout=20)) as database:
        return database.execute(query).fetchall()


def roll(companies: int) -> bytes:
    """A roll whose bytes are as many as they are: one long text that no packing makes short."""
    rows = b"".join(
        b"K%d,Company %d,KZ,%s\n" % (k, k, os.urandom(400).hex().encode()) for k in range(companies)
    )
    return HEADER + rows


def test_a_full_disk_under_the_database_is_one_clear_page_and_nothing_is_lost(tmp_path: Path) -> None:
    from tests.web.begun import signed_in

    with small_disk(tmp_path / "disk", 32) as disk:
        folder = disk.place / "council"
        site = KilledSite(folder, begun(folder, TMPDIR=str(tmp_path)), tmp_path / "log")
        try:
            person = signed_in(site.origin)
            [(corridor,)] = asked(folder, "SELECT key FROM people_corridorrecord")
            given = {"side": f"{corridor}:a", "replaces": ""}
            form = person.filled("/rolls/send/", "/rolls/send/", given, [("file", "roll.csv", roll(4000))])
            disk.fill(1 << 19)
            before = asked(folder, "SELECT count(*), max(number) FROM audit_auditentry")
            answer = person.ask(form)
            assert (answer.status, NO_ROOM in answer.text) == (507, True), answer.text[:2000]
            assert "Traceback" not in answer.text
            assert asked(folder, "SELECT count(*) FROM rolls_import") == [(0,)]
            assert asked(folder, "SELECT count(*), max(number) FROM audit_auditentry") == before
            disk.fill()
            answer = person.ask(form)  # to the last byte: whatever can still be said is said clearly
            assert (answer.status, NO_ROOM in answer.text) == (507, True), answer.text[:2000]
            disk.free()
            answer = person.ask(form)
            assert (answer.status, answer.path.startswith("/rolls/imports/")) == (200, True)
            disk.fill(1 << 17)  # under the work that follows
            disk.free()
            until(lambda: asked(folder, "SELECT state FROM rolls_import") == [("previewed",)], 90)
            assert asked(folder, "SELECT action FROM audit_auditentry ORDER BY number DESC LIMIT 1") == [
                ("upload roll",)
            ]
            assert asked(folder, "PRAGMA integrity_check") == [("ok",)]
        finally:
            site.end()
        assert svat("audit", "verify", str(folder)).returncode == 0
        assert "Traceback" not in (tmp_path / "log").read_text()

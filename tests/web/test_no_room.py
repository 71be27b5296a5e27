"""A disk that is full, really: one clear page or sentence, nothing lost, no half file, and on again when there is room.

The disk is a small one in memory, which takes root (a container has it); elsewhere these tests skip by name.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from tests.tools import ROOT
from tests.web.killed import KilledSite, until
from tests.web.postgres import server
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


def test_work_waits_for_room_and_goes_on_by_itself(tmp_path: Path) -> None:
    """The corridor's folder lies on the full disk, the database does not: the file and the list are not to blame."""
    from tests.web.begun import signed_in
    from tests.web.test_lists import TODAY, un

    folder = tmp_path / "council"
    given = begun(folder)
    with small_disk(folder / "corridors", 2) as disk:
        disk.fill()
        site = KilledSite(folder, given, tmp_path / "log")
        try:
            person = signed_in(site.origin)
            [(corridor,)] = asked(folder, "SELECT key FROM people_corridorrecord")
            roll_given = {"side": f"{corridor}:a", "replaces": ""}
            sent = person.send("/rolls/send/", "/rolls/send/", roll_given, [("file", "roll.csv", roll(3))])
            assert sent.status == 200
            list_given = {"publisher": "DEMO-UN", "kind": "un-consolidated-xml", "version": TODAY.isoformat()}
            files = [("sent", name, data) for name, data in un(TODAY).items()]
            assert person.send("/lists/", "/lists/upload/", list_given, files).status == 200
            waits = "SELECT count(*) FROM jobs_job WHERE state = 'running' AND holder = '' AND attempt = 0"
            until(lambda: asked(folder, waits) == [(2,)], 60)
            assert "no room on the server" in person.page(sent.path).text
            states = "SELECT state FROM rolls_import UNION SELECT state FROM lists_listupload"
            assert asked(folder, states) == [("waiting",)]
            disk.free()
            until(lambda: asked(folder, "SELECT state FROM rolls_import") == [("previewed",)], 90)
            until(lambda: asked(folder, "SELECT state FROM lists_listupload") == [("stored",)], 90)
            assert asked(folder, "SELECT count(*) FROM lists_listversionrecord") == [(1,)]
            left = [x.name for x in folder.rglob("*") if x.name.startswith((".half-", ".preview-"))]
            assert (left, list((folder / "staging").iterdir())) == ([], [])
        finally:
            site.end()


def left(place: Path) -> list[str]:
    """What is there beside the running worker's own (the door to what copies processes), which ends with it."""
    return [x.name for x in place.iterdir() if not x.name.startswith("pymp-")]


def test_what_comes_in_or_is_taken_away_has_no_room(tmp_path: Path) -> None:
    from tests.web.begun import signed_in

    folder = tmp_path / "council"
    with small_disk(tmp_path / "disk", 4) as disk:
        site = KilledSite(folder, begun(folder, TMPDIR=str(disk.place)), tmp_path / "log")
        try:
            person = signed_in(site.origin)
            [(corridor,)] = asked(folder, "SELECT key FROM people_corridorrecord")
            given = {"side": f"{corridor}:a", "replaces": ""}
            small, large = roll(4), roll(6000)
            assert len(large) > 4 << 20
            # While there is room, or the system's other places for such files would be taken.
            assert (
                person.send("/rolls/send/", "/rolls/send/", given, [("file", "roll.csv", small)]).status
                == 200
            )
            form = person.filled("/rolls/send/", "/rolls/send/", given, [("file", "roll.csv", large)])
            book = urllib.request.Request(site.origin + "/companies/list.xlsx")
            disk.fill()
            for request in (form, book):
                answer = person.ask(request)
                assert (answer.status, NO_ROOM in answer.text) == (507, True), answer.text[:2000]
            assert left(disk.place) == ["ballast"]
            disk.free()
            assert person.ask(form).status == 507  # larger than the disk
            assert left(disk.place) == []
            assert asked(folder, "SELECT count(*) FROM rolls_import") == [(1,)]
            assert (
                person.send("/rolls/send/", "/rolls/send/", given, [("file", "more.csv", roll(4))]).status
                == 200
            )
        finally:
            site.end()
        assert "Traceback" not in (tmp_path / "log").read_text()


def test_backup_restore_and_log_say_it_and_leave_nothing_half(tmp_path: Path) -> None:
    folder = tmp_path / "council"
    begun(folder)
    saved = tmp_path / "saved" / "svat.zip"
    assert svat("backup", str(folder), str(saved)).returncode == 0
    with small_disk(tmp_path / "disk", 8) as disk:
        there, again = disk.place / "saved", disk.place / "again"
        there.mkdir()
        for leave in (0, 1 << 16, 1 << 20):
            disk.fill(leave)
            for command in (
                ("backup", str(folder), str(there / "svat.zip")),
                ("restore", str(saved), str(again)),
                ("audit", "export", str(folder), str(there / "log.jsonl")),
            ):
                if (leave, command[0]) in ((1 << 20, "backup"), (1 << 16, "audit"), (1 << 20, "audit")):
                    continue  # there is room for it
                done = svat(*command)
                assert done.returncode == 2, (command, leave, done.stdout, done.stderr)
                assert (
                    "No space left on device" in done.stderr or "there is no room on the disk" in done.stderr
                )
                assert "Traceback" not in done.stderr + done.stdout
                assert list(there.iterdir()) == [], command
                assert not again.exists() or [x.name for x in again.iterdir() if x.name != "keys"] == []
                assert {x.name for x in disk.place.iterdir()} <= {"saved", "again", "ballast"}
            disk.free()
        assert svat("backup", str(folder), str(there / "svat.zip")).returncode == 0
        done = svat("restore", str(saved), str(again))
        assert done.returncode == 0, done.stderr
        assert svat("audit", "verify", str(again)).returncode == 0


def test_a_full_disk_under_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.web.begun import signed_in

    # Where the server's own user may pass.
    with tempfile.TemporaryDirectory(prefix="svat-disk-") as place, ExitStack() as stack:
        Path(place).chmod(0o755)
        disk = stack.enter_context(small_disk(Path(place) / "disk", 128))
        monkeypatch.setattr(tempfile, "tempdir", str(disk.place))
        database = stack.enter_context(server())
        monkeypatch.setattr(tempfile, "tempdir", None)
        folder = tmp_path / "council"
        given = begun(folder, DATABASE_URL=database.url, TMPDIR=str(tmp_path))
        site = KilledSite(folder, given, tmp_path / "log")
        stack.callback(site.end)
        person = signed_in(site.origin)
        sides = re.findall(r'value="(\w+:a)"', person.page("/rolls/send/").text)
        roll_given = {"side": sides[0], "replaces": ""}
        form = person.filled("/rolls/send/", "/rolls/send/", roll_given, [("file", "roll.csv", roll(9000))])
        disk.fill(1 << 20)
        answer = person.ask(form)
        assert (answer.status, NO_ROOM in answer.text) == (507, True), answer.text[:2000]
        disk.free()
        answer = person.send("/rolls/send/", "/rolls/send/", roll_given, [("file", "roll.csv", roll(4))])
        assert answer.path.startswith("/rolls/imports/")
        assert person.ask(form).status == 200
        done = svat("audit", "verify", str(folder), DATABASE_URL=database.url)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "up to entry 3" in done.stdout

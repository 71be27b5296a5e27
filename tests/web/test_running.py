"""Running: one command starts web and worker and ends both; backups are put back into an empty place."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from svat.refusals import UnusableInput
from svat.web.address import read_address
from svat.web.keeping.archive import read_archive, seal, unseal

ALONE = {
    name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SVAT_DIR", "SVAT_URL")
}
pytestmark = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about processes, on SQLite")


def svat(*arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "svat", *arguments],
        env=ALONE | surroundings, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def served(
    folder: Path, host: str = "127.0.0.1", *, port: int = 0, **surroundings: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "svat", "serve", str(folder), "--port", str(port)],
        env=ALONE | {"SVAT_URL": f"http://{host}:{port}"} | surroundings, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    origin = f"http://{host}:{port}"
    try:
        until(lambda: get(f"{origin}/health/alive")[0] == 200)
        yield process, origin
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def until(true: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


def get(url: str, seconds: float = 5) -> tuple[int, str]:
    """Status and text of a page; 0 where none came in so many seconds."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def workers(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = status.read_text().splitlines()
        except OSError:
            continue
        if f"PPid:\t{parent}" in lines:
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_one_command_starts_both_and_its_end_ends_both(tmp_path: Path) -> None:
    with served(tmp_path / "council") as (process, origin):
        until(lambda: get(f"{origin}/health/ready")[0] == 200)
        assert json.loads(get(f"{origin}/health/ready")[1]) == {
            "database": "ok",
            "worker": "ok",
            "lists": "none",
        }
        assert process.stdout is not None
        assert "/first-run/" in process.stdout.readline()
        [worker] = workers(process.pid)
        process.send_signal(signal.SIGKILL)
        until(
            lambda: (
                not Path(f"/proc/{worker}").exists()
                or "Z (zombie)" in Path(f"/proc/{worker}/status").read_text()
            )
        )


def _gone(process: int) -> bool:
    try:
        return "Z (zombie)" in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return True


@pytest.mark.parametrize(
    ("address", "secure"),
    [("https://svat.example.org", True), ("http://127.0.0.1:8000", False), ("http://localhost", False),
     ("http://[::1]:8000", False), ("https://svat.example.org:8443/", True)],
)  # fmt: skip
def test_addresses_that_are_served(address: str, secure: bool) -> None:
    assert read_address(address).secure is secure


@pytest.mark.parametrize(
    "address",
    ["http://office:8000", "http://192.168.1.5", "svat.example.org", "https://*", "ftp://x", "https://", "https://a/b",
     "http://127.0.0.1.example.org", "https://x:port"],
)  # fmt: skip
def test_addresses_that_are_not(address: str) -> None:
    with pytest.raises(UnusableInput, match="SVAT_URL"):
        read_address(address)


def test_plain_http_beyond_this_machine_does_not_start(tmp_path: Path) -> None:
    done = svat("serve", str(tmp_path / "x"), SVAT_URL="http://office:8000")
    assert done.returncode == 2
    assert "https://office" in done.stderr
    done = svat("serve", str(tmp_path / "x"), "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "SVAT_URL" in done.stderr


def test_a_backup_is_put_back_into_an_empty_place(tmp_path: Path, begun: Callable[[Path], None]) -> None:
    council, out = tmp_path / "council", tmp_path / "saved" / "svat.zip"
    begun(council)
    with served(council) as (_, origin):
        _found(origin)
        done = svat("backup", str(council), str(out), SVAT_BACKUP_PASSPHRASE="one two three")
        assert done.returncode == 0, done.stderr
    manifest = read_archive(out)
    assert manifest.chain[0] == 1
    assert "keys.sealed" in manifest.parts
    assert svat("restore", str(out), str(tmp_path / "wrong"), SVAT_BACKUP_PASSPHRASE="no").returncode == 2
    again = tmp_path / "again"
    done = svat("restore", str(out), str(again), SVAT_BACKUP_PASSPHRASE="one two three")
    assert done.returncode == 0, done.stderr
    secret = "keys/web-secret.txt"
    assert (again / secret).read_text() == (council / secret).read_text()
    with served(again) as (_, origin):
        assert get(f"{origin}/first-run/")[0] == 404
        assert _signed_in(origin) == 200
    assert svat("restore", str(out), str(again), SVAT_BACKUP_PASSPHRASE="one two three").returncode == 2


def test_damaged_and_newer_backups_are_refused_before_anything_is_written(
    tmp_path: Path, begun: Callable[[Path], None]
) -> None:
    begun(tmp_path / "council")
    with served(tmp_path / "council"):
        assert svat("backup", str(tmp_path / "council"), str(tmp_path / "a.zip")).returncode == 0
    parts = {}
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change, said in (
        ("newer", {"manifest.json": parts["manifest.json"].replace(b'"svat": "0', b'"svat": "9')}, "newer"),
        ("damaged", {"database.sqlite3": parts["database.sqlite3"][:-1] + b"x"}, "damaged"),
    ):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            for part, data in (parts | change).items():
                archive.writestr(part, data)
        done = svat("restore", str(tmp_path / f"{name}.zip"), str(tmp_path / name))
        assert (done.returncode, said in done.stderr, (tmp_path / name).exists()) == (2, True, False), (
            done.stderr
        )
    (tmp_path / "b.zip").write_bytes(b"no archive")
    assert "is no backup" in svat("restore", str(tmp_path / "b.zip"), str(tmp_path / "b")).stderr


def test_keys_open_with_their_passphrase_alone() -> None:
    sealed = seal({"a": b"\0key"}, "one")
    assert unseal(sealed, "one") == {"a": b"\0key"}
    with pytest.raises(UnusableInput, match="passphrase"):
        unseal(sealed, "two")


class _Client:
    """A browser without scripts, as far as forms go."""

    def __init__(self, origin: str) -> None:
        from http.cookiejar import CookieJar

        self.origin = origin
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def post(self, page: str, given: dict[str, str]) -> tuple[int, str]:
        import re
        from urllib.parse import urlencode

        with self.opener.open(self.origin + page, timeout=20) as answer:
            text = answer.read().decode()
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[-1]
        data = urlencode({**given, "csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self.origin + page, data, headers={"Referer": self.origin + page})
        with self.opener.open(request, timeout=20) as answer:
            return answer.status, answer.geturl()


def _found(origin: str) -> None:
    given = {
        "council": "Council", "country": "KZ", "a": "KZ", "b": "KR", "officer": "Olga", "address": "olga@example.org",
        "password": "correct horse battery",
    }  # fmt: skip
    status, where = _Client(origin).post("/first-run/", given)
    assert (status, where.endswith("/today/")) == (200, True)


def _signed_in(origin: str) -> int:
    given = {"login": "olga@example.org", "password": "correct horse battery"}
    status, where = _Client(origin).post("/account/sign-in/", given)
    assert "/sign-in/" not in where
    return status

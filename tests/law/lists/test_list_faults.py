"""Lists at fault, kind by kind: nobody is cleared, and the user reads one line and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.law.listfiles import SAMPLES, VERSION, kind_of, table, write_kind

from svat.cli import main
from svat.files import HALF

SHAPES = sorted(SAMPLES)
NOBODY = "Fernhollow Crafts"


def first(folder: Path, shape: str) -> Path:
    return folder / next(iter(SAMPLES[shape][1]))


def truncated(folder: Path, shape: str) -> None:
    path = first(folder, shape)
    path.write_bytes(path.read_bytes()[: -(path.stat().st_size // 5)])


def last_lines_lost(folder: Path, shape: str) -> None:
    """Cut where the file is still of its form, or nearly: at the end of a line."""
    path = first(folder, shape)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))


def emptied(folder: Path, shape: str) -> None:
    first(folder, shape).write_bytes(b"")


def gone(folder: Path, shape: str) -> None:
    first(folder, shape).unlink()


def an_error_page(folder: Path, shape: str) -> None:
    first(folder, shape).write_bytes(b"<!DOCTYPE html><html><body>503</body></html>\n")


def zeros(folder: Path, shape: str) -> None:
    """As a power cut leaves a file: its length, and nothing in it."""
    path = first(folder, shape)
    path.write_bytes(b"\0" * path.stat().st_size)


def half_zeros(folder: Path, shape: str) -> None:
    path = first(folder, shape)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" * (len(data) - len(data) // 2))


def swapped(folder: Path, shape: str) -> None:
    """Exchanged with the file of another list of the same folder; the manifest names both as before."""
    other = next(s for s in SHAPES if kind_of(s) != kind_of(shape))
    publisher, files, count = SAMPLES[other]
    name, data = next(iter(files.items()))
    (folder / "other").mkdir()
    (folder / "other" / name).write_bytes(first(folder, shape).read_bytes())
    first(folder, shape).write_bytes(data)
    more = {f"other/{n}": d for n, d in files.items()}
    for n, d in list(more.items())[1:]:
        (folder / n).write_bytes(d)
    with (folder / "lists.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(table(publisher, kind_of(other), VERSION, count, more, hashed=False))


def manifest_half_written(folder: Path, shape: str) -> None:
    path = folder / "lists.toml"
    path.write_text(path.read_text("utf-8")[: -len(shape) - 5], "utf-8")


def version_half_written(folder: Path, shape: str) -> None:
    """As an interrupted add leaves it: the files under their half name, the manifest not yet replaced."""
    half = folder / SAMPLES[shape][0] / f"{HALF}{VERSION}"
    half.mkdir(parents=True)
    first(folder, shape).rename(half / first(folder, shape).name)
    (folder / "lists.toml").rename(folder / f"{HALF}lists.toml")


BROKEN: list[Callable[[Path, str], None]] = [
    truncated, last_lines_lost, emptied, gone, an_error_page, zeros, half_zeros, swapped, manifest_half_written,
    version_half_written,
]  # fmt: skip


def run(
    folder: Path, on: date, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    """Exit code, output and errors of `svat law screen` for a name that no list has."""
    arguments = ["svat", "law", "screen", NOBODY, "--lists", str(folder), "--on", str(on)]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.mark.parametrize("shape", SHAPES)
def test_a_good_list_clears(
    shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said, wrong = run(write_kind(tmp_path, shape), VERSION, monkeypatch, capsys)
    assert (code, wrong) == (0, "")
    assert f"{NOBODY}: clear" in said


@pytest.mark.parametrize(
    ("shape", "hashed"), [*((shape, False) for shape in SHAPES), ("un-consolidated-xml", True)]
)
@pytest.mark.parametrize("fault", BROKEN, ids=lambda f: f.__name__)
def test_broken_list(
    shape: str,
    fault: Callable[[Path, str], None],
    hashed: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = write_kind(tmp_path, shape, hashed=hashed)
    fault(folder, shape)
    code, said, wrong = run(folder, VERSION, monkeypatch, capsys)
    assert (code, said) == (2, "")
    assert wrong.count("\n") == 1
    assert str(folder) in wrong
    assert "internal error" not in wrong


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("days", [-1, -400, 31, 4000])
def test_clock_skewed(
    shape: str, days: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on = VERSION + timedelta(days=days)
    code, said, wrong = run(write_kind(tmp_path, shape), on, monkeypatch, capsys)
    assert (code, wrong) == (0, "")
    assert f"{NOBODY}: review, not cleared" in said
    assert "clear," not in said


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("where", ["read", "screen"])
def test_engine_error(
    shape: str,
    where: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise MemoryError("no more")

    target = {
        "read": "svat.law.lists.manifest.source_file",
        "screen": "svat.law.screening.screener.Screener.screen",
    }
    monkeypatch.setattr(target[where], fails)
    code, said, wrong = run(write_kind(tmp_path, shape), VERSION, monkeypatch, capsys)
    assert (code, said) == (3, "")
    assert wrong.count("\n") == 1
    assert "internal error: MemoryError: no more" in wrong


def test_a_process_says_one_line(tmp_path: Path) -> None:
    folder = write_kind(tmp_path, "uk-conlist-csv/UK Sanctions List")
    truncated(folder, "uk-conlist-csv/UK Sanctions List")
    command = [sys.executable, "-m", "svat", "law", "screen", NOBODY, "--lists", str(folder)]
    done = subprocess.run(
        [*command, "--on", str(VERSION)], capture_output=True, text=True, env=dict(os.environ), check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1

"""Work shared with a copy of the process: the same answers whatever becomes of the copy, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import svat.shared_out
from svat.shared_out import can_copy, shared_out

HERE = os.getpid()
NOT_COPIED = svat.shared_out._NOT_COPIED
needs_a_copy = pytest.mark.skipif(
    sys.platform != "linux" or (os.cpu_count() or 1) < 2,
    reason="no copy of a process is made here: not Linux, or one core",
)


@pytest.fixture(autouse=True)
def whatever_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests of this process may have loaded an engine's client, with which no copies would be made."""
    monkeypatch.setattr(svat.shared_out, "_NOT_COPIED", ())


def in_copy() -> bool:
    return os.getpid() != HERE


def slow(piece: int) -> int:
    """Long enough here that the copy, which takes no time, gets its part on a busy machine too."""
    time.sleep(0 if in_copy() else 0.03)
    return piece * piece


def children() -> list[str]:
    return Path(f"/proc/self/task/{HERE}/children").read_text("ascii").split()


@pytest.mark.parametrize("pieces", [0, 1, 2, 3, 40, 999, 1000, 1001, 2500])
def test_what_is_found_comes_in_the_order_of_the_pieces(pieces: int) -> None:
    assert list(shared_out(lambda k: k * k, pieces)) == [k * k for k in range(pieces)]


@needs_a_copy
def test_both_take_part_and_the_copy_is_gone_afterwards() -> None:
    before = children()
    who = list(shared_out(lambda k: (slow(k), os.getpid())[1], 60))
    assert len(set(who)) == 2
    assert children() == before


@needs_a_copy
@pytest.mark.parametrize("size", [10, 1 << 16, 3 << 20])
def test_answers_of_any_size_come_over(size: int) -> None:
    found = list(shared_out(lambda k: bytes([k]) * size, 12))
    assert [(len(x), x[0]) for x in found] == [(size, k) for k in range(12)]


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _killed(piece: int) -> int:
    if in_copy() and piece > 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return slow(piece)


def _raises(piece: int) -> int:
    if in_copy():
        raise ValueError(piece)
    return slow(piece)


def _ends(piece: int) -> int:
    if in_copy():
        sys.exit(3)
    return slow(piece)


def _unsendable(piece: int) -> int | Callable[[], int]:
    return (lambda: piece) if in_copy() else slow(piece)


def _hangs(piece: int) -> int:
    if in_copy():
        time.sleep(1_000)
    return slow(piece)


@needs_a_copy
@pytest.mark.parametrize("work", [_killed, _raises, _ends, _unsendable, _hangs])
def test_what_the_copy_does_not_send_is_done_here(
    work: Callable[[int], object], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(svat.shared_out, "_PATIENCE", 0.2)
    assert list(shared_out(work, 40)) == [k * k for k in range(40)]
    assert "Traceback" not in "".join(capfd.readouterr())  # nobody reads of it


@needs_a_copy
def test_a_copy_that_is_too_slow_is_gone_before_its_work_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It must not open a file again that was made here meanwhile."""
    monkeypatch.setattr(svat.shared_out, "_PATIENCE", 0.2)

    def write(piece: int) -> None:
        if in_copy():
            time.sleep(1.0)  # too long
        time.sleep(0.01)
        (tmp_path / str(piece)).write_text(f"{os.getpid()}", "ascii")

    assert len(list(shared_out(write, 30))) == 30
    time.sleep(1.2)
    assert {path.read_text("ascii") for path in tmp_path.iterdir()} == {str(HERE)}
    assert len(list(tmp_path.iterdir())) == 30


@needs_a_copy
def test_an_error_of_the_work_is_raised_here() -> None:
    def work(piece: int) -> int:
        if piece == 30:
            raise ValueError("thirty")
        return slow(piece)

    found: list[int] = []
    before = children()
    with pytest.raises(ValueError, match="thirty"):
        found.extend(shared_out(work, 60))
    assert found == [k * k for k in range(len(found))]
    assert len(found) <= 30
    assert children() == before


@needs_a_copy
def test_whoever_stops_listening_leaves_no_copy_behind() -> None:
    before = children()
    found = shared_out(slow, 100)
    assert next(found) == 0
    found.close()
    assert children() == before


@needs_a_copy
def test_a_copy_makes_no_copies() -> None:
    assert set(shared_out(lambda k: (slow(k), in_copy() and can_copy())[1], 40)) == {False}


def test_without_a_copy_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svat.shared_out, "can_copy", lambda: False)
    assert set(shared_out(lambda _k: os.getpid(), 20)) == {HERE}


def test_where_the_system_makes_no_copy_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    files = open_files() if can_copy() else 0
    assert set(shared_out(lambda _k: os.getpid(), 20)) == {HERE}
    assert not can_copy() or open_files() == files


@needs_a_copy
def test_a_library_that_does_not_bear_copies_forbids_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_copy()
    monkeypatch.setattr(svat.shared_out, "_NOT_COPIED", NOT_COPIED)
    monkeypatch.setitem(sys.modules, "grpc", sys)
    assert not can_copy()


PROGRAM = """
import os, sys, time
from svat.shared_out import shared_out
def work(piece):
    with open(sys.argv[1] + f"/{os.getpid()}", "a") as file:  # what interrupts the end of a file left open is lost
        file.write("x")
    time.sleep(0.02)
for _ in shared_out(work, 100_000):
    pass
"""


@needs_a_copy
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_copy_ends_with_the_process(how: signal.Signals, tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)])
    until = time.monotonic() + 30
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(how)
    process.wait()
    time.sleep(0.1)
    written = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert len(written) == 2
    time.sleep(0.3)
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == written


@needs_a_copy
def test_an_interrupt_of_the_keyboard_is_said_once(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 30
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert said.count("KeyboardInterrupt") == 1

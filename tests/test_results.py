"""A run's files get into their folder together: killed, on a full disk or beside another run, what was there stays."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests import killing
from tests.report.introductions.outcomes import outcome

from svat import files, results
from svat.refusals import UnusableInput
from svat.report.introductions.write import FILES, Format, write
from svat.results import RUN, ResultFolder

POSIX = pytest.mark.skipif(os.name != "posix", reason="kills, limits and links of POSIX")
NAMES = ["a.json", "b.csv"]
ROOT = Path(__file__).resolve().parents[1]


def written(text: str, names: list[str]) -> Callable[[Path], str]:
    def made(half: Path) -> str:
        for name in names:
            files.write_text(half / name, f"{text} {name}")
        return ""

    return made


def put(folder: Path, text: str, names: list[str] = NAMES) -> str:
    with ResultFolder(folder) as place:
        return place.put(NAMES, written(text, names))


KNOWN = [
    {name: hashlib.sha256(f"{text} {name}".encode()).hexdigest() for name in NAMES} for text in ("old", "new")
]


def texts(folder: Path) -> dict[str, str]:
    return {x.name: x.read_text() for x in sorted(folder.iterdir()) if x.is_file() and x.name != RUN}


def run_is(folder: Path, text: str) -> bool:
    own = {name: (folder / name).read_text() for name in NAMES}
    said = json.loads((folder / RUN).read_bytes())["files"]
    digests = {name: hashlib.sha256(own[name].encode()).hexdigest() for name in NAMES}
    return own == {name: f"{text} {name}" for name in NAMES} and said == digests


def no_exchange(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "_exchange_function", lambda: None)


def subfolder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "letters").mkdir(parents=True)


def refused_exchange(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(a: Path, b: Path) -> None:
        raise OSError(22, "Invalid argument", str(b))

    monkeypatch.setattr(results, "_exchange_function", lambda: refuse)


def standing_in_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)


def nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pass


GROUNDS: list[Callable[[Path, pytest.MonkeyPatch], None]] = [
    nothing, no_exchange, subfolder, refused_exchange, standing_in_it,
]  # fmt: skip


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_run_takes_the_place_of_another(
    ground: Callable[[Path, pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new" / "out"
    ground(folder, monkeypatch)
    for text in ("one", "two", "two", "three"):
        put(folder, text)
        (folder / "user.txt").touch()
        assert run_is(folder, text)
    assert texts(folder).keys() == {*NAMES, "user.txt"}
    assert [x for x in (*folder.iterdir(), *folder.parent.iterdir()) if x.name.startswith(files.HALF)] == []


def test_the_same_files_are_the_same_run_and_others_another(tmp_path: Path) -> None:
    one, two, three = put(tmp_path / "1", "x"), put(tmp_path / "2", "x"), put(tmp_path / "3", "y")
    assert one == two != three
    assert (tmp_path / "1" / RUN).read_bytes() == (tmp_path / "2" / RUN).read_bytes()


def test_every_file_of_an_outcome_bears_the_run(tmp_path: Path) -> None:
    write(outcome(), tmp_path / "out")
    out = tmp_path / "out"
    manifest = json.loads((out / RUN).read_bytes())
    assert list(manifest) == ["schema", "run", "files"]
    run = manifest["run"]
    plain = [name for name in FILES.values() if not name.endswith("/")]
    assert {name: manifest["files"][name] for name in plain} == {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in plain
    }
    assert {"companies/", "assets/", "decide.html", "to-send/"} <= manifest["files"].keys()
    assert run == manifest["files"]["introductions.json"]
    assert (out / "index.html").read_text("utf-8").endswith(f"\n<!-- svat run {run} -->\n")
    with zipfile.ZipFile(out / "introductions.xlsx") as book:
        assert run in book.read("docProps/custom.xml").decode()
    before = {x: x.read_bytes() for x in out.rglob("*") if x.is_file()}
    write(outcome(), out)
    assert {x: x.read_bytes() for x in out.rglob("*") if x.is_file()} == before
    assert [x for x, data in before.items() if "to-send" in x.parts and run.encode() in data] == []
    write(replace(outcome(), shortlist=3), out)
    assert json.loads((out / RUN).read_bytes())["run"] != run


@POSIX
@pytest.mark.parametrize("within", [False, True])
def test_killed_at_any_moment_the_old_run_or_the_new_one_is_there_whole(within: bool, tmp_path: Path) -> None:
    """50 kills. Where folders cannot be exchanged a mixture may be seen, and run.json tells; the next run mends it."""
    plain: tuple[Format, ...] = ("json", "xlsx", "csv")  # folders: tests/test_results_folders.py
    write(outcome(), tmp_path / "1", plain)
    write(replace(outcome(), shortlist=3), tmp_path / "2", plain)
    out = tmp_path / "work" / "out"
    out.mkdir(parents=True)
    if within:
        (out / "letters").mkdir()
    (out / "user.txt").write_text("mine")
    (out / "user-link").symlink_to("user.txt")
    command = [sys.executable, "-m", "tests.killing", *map(str, (out, tmp_path / "1", tmp_path / "2", 50))]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=env, cwd=ROOT)
    sys.stdout.write(told.stdout)
    said = json.loads(told.stdout)
    assert sum(said["found"].values()) == 50
    if not within and sys.platform in ("linux", "darwin"):
        assert said["found"] == {"whole": 50}
    assert set(said["found"]) <= {"whole", "whole, but for run.json", "told by run.json"}
    assert said["in the end"] == "whole"
    assert said["left"] == []
    assert (out / "user.txt").read_text() == "mine"
    assert str((out / "user-link").readlink()) == "user.txt"


class Killed(BaseException):
    """The end of a process: nothing that it would do afterwards is done."""


def killed_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many steps be done that change the disk, and none after them."""
    left = [steps]

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **more: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return call(*args, **more)

        return step

    for name in ("mkdir", "unlink", "rename", "replace", "link", "rmdir", "fsync", "chmod", "utime"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    exchange = results._exchange_function()
    if exchange is not None:
        monkeypatch.setattr(results, "_exchange_function", lambda: counted(exchange))
    monkeypatch.setattr(files, "write", counted(files.write))
    monkeypatch.setattr(results, "write_synced", counted(files.write_synced))


@POSIX
@pytest.mark.parametrize("within", [False, True])
def test_cut_off_at_every_step_the_next_run_finishes_or_clears(
    within: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for steps in range(99):
        out = tmp_path / str(steps) / "out"
        put(out, "old")
        (out / "user.txt").write_text("mine")
        if within:
            (out / "letters").mkdir()
        try:
            with monkeypatch.context() as patch:
                killed_after(steps, patch)
                put(out, "new")
        except Killed:
            found.append(killing.seen(out, KNOWN))
        else:
            break
        assert (out / "user.txt").read_text() == "mine"
        with ResultFolder(out):
            pass
        assert killing.seen(out, KNOWN) == "whole", steps
        assert (out / "user.txt").read_text() == "mine"
        assert [x for x in (*out.iterdir(), *out.parent.iterdir()) if x.name.startswith(files.HALF)] == []
    assert 15 < len(found) < 99
    told = {"whole", "whole, but for run.json", "told by run.json"}
    assert set(found) == (told if within else {"whole"})


@POSIX
def test_what_comes_into_the_folder_while_it_changes_places_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    put(out, "old")
    (out / "user.txt").write_text("first")
    exchange = results._exchange_function()
    if exchange is None:
        pytest.skip("no exchange of folders here")

    def late(half: Path, folder: Path) -> None:
        (folder / "late.txt").write_text("late")
        (folder / "late").mkdir()
        (folder / "late" / "deep.txt").write_text("deep")
        (folder / "edited").write_text("second")
        (folder / "edited").replace(folder / "user.txt")
        os.utime(folder / "user.txt", (time.time() + 5, time.time() + 5))
        exchange(half, folder)

    monkeypatch.setattr(results, "_exchange_function", lambda: late)
    put(out, "new")
    assert run_is(out, "new")
    assert (out / "late.txt").read_text() == "late"
    assert (out / "late" / "deep.txt").read_text() == "deep"
    assert (out / "user.txt").read_text() == "second"
    assert list(tmp_path.iterdir()) == [out]


@POSIX
@pytest.mark.parametrize("within", [False, True])
def test_on_a_full_disk_the_old_run_stays(within: bool, tmp_path: Path) -> None:
    """The limit on a file's size stands for the disk's: writing fails at a byte in the middle."""
    import resource
    import signal

    out = tmp_path / "out"
    put(out, "old")
    if within:
        (out / "letters").mkdir()
    single = tmp_path / "answers.csv"
    files.replace_durably(single, b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(
            UnusableInput, match=rf"^{re.escape(str(out))}/a.json: cannot be written: File too"
        ):
            put(out, "x" * 20_000)
        with pytest.raises(UnusableInput, match=r"answers\.csv: cannot be written: File too"):
            files.replace_durably(single, b"x" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert run_is(out, "old")
    assert single.read_bytes() == b"old"
    assert sorted(x.name for x in tmp_path.iterdir()) == ["answers.csv", "out"]
    assert {x.name for x in out.iterdir()} - {"letters"} == {*NAMES, RUN}


def test_on_a_disk_that_is_full_indeed_the_old_run_stays(tmp_path: Path) -> None:
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root of Linux can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True
    ).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        for out in (disk, disk / "out"):  # a mount point, and a folder on it
            put(out, "old")
            with pytest.raises(UnusableInput, match="cannot be written: No space left on device"):
                put(out, "x" * 60_000)
            assert run_is(out, "old")
            assert list(disk.rglob(f"{files.HALF}*")) == []
            put(out, "new")
            assert run_is(out, "new")
    finally:
        subprocess.run(["umount", disk], check=True)


def test_of_two_runs_into_one_folder_the_second_waits_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(results, "WAIT", 0.2)
    with ResultFolder(out) as first:
        with pytest.raises(
            UnusableInput, match=r"out: another svat has been writing to it for 0\.2 s$"
        ) as said:
            put(tmp_path / "." / "out", "second")
        assert said.value.meaning == "busy"
        first.put(NAMES, written("first", NAMES))
        with pytest.raises(
            UnusableInput, match="another svat"
        ):  # the folder is a new one, and still the first's
            put(out, "second")
        assert run_is(out, "first")
    monkeypatch.setattr(results, "WAIT", 10)
    with ResultFolder(out):
        waiting = threading.Thread(target=put, args=(out, "second"))
        waiting.start()
        time.sleep(0.2)
        assert run_is(out, "first")
    waiting.join(20)
    assert run_is(out, "second")


def test_many_runs_into_one_folder_come_one_after_another(tmp_path: Path) -> None:
    out = tmp_path / "out"
    runs = [threading.Thread(target=put, args=(out, str(k))) for k in range(12)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(20)
    assert any(run_is(out, str(k)) for k in range(12))
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_nothing_came_into_is_taken_away_again(tmp_path: Path) -> None:
    def fails() -> None:
        with ResultFolder(tmp_path / "a" / "b"):
            raise UnusableInput("no roll")

    with pytest.raises(UnusableInput, match="no roll"):
        fails()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a").mkdir()
    with pytest.raises(UnusableInput, match="no roll"):
        fails()
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


@POSIX
@pytest.mark.parametrize("within", [False, True])
def test_a_link_in_the_folder_is_not_followed_out_of_it(within: bool, tmp_path: Path) -> None:
    out, secret = tmp_path / "out", tmp_path / "secret"
    out.mkdir()
    secret.write_text("secret")
    (out / "a.json").symlink_to(secret)
    (out / "b.csv").symlink_to(tmp_path / "nowhere")
    (out / RUN).symlink_to(secret)
    (out / "user").symlink_to(secret)
    (out / "dangling").symlink_to(tmp_path / "gone")
    (tmp_path / ".half-out").symlink_to(tmp_path / "other")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.json").write_text("other's")
    if within:
        (out / "letters").mkdir()
        (out / ".half-run").symlink_to(tmp_path / "other")
        with pytest.raises(UnusableInput, match=r"\.half-run: cannot be written: File exists"):
            put(out, "new")
        (out / ".half-run").unlink()
    put(out, "new")
    assert run_is(out, "new")
    assert not any((out / name).is_symlink() for name in (*NAMES, RUN))
    assert secret.read_text() == "secret"
    assert not (tmp_path / "nowhere").exists()
    assert str((out / "user").readlink()) == str(secret)
    assert str((out / "dangling").readlink()) == str(tmp_path / "gone")
    assert (tmp_path / "other" / "a.json").read_text() == "other's"
    for path in (out / "user", out / "dangling"):
        files.replace_durably(path, b"answers")
        assert not path.is_symlink()
    assert secret.read_text() == "secret"


@POSIX
def test_a_folder_may_have_the_longest_name(tmp_path: Path) -> None:
    out = tmp_path / ("가" * 85)
    put(out, "old")
    put(out, "new")
    assert run_is(out, "new")
    assert list(tmp_path.iterdir()) == [out]


@POSIX
def test_a_link_that_the_user_names_leads_to_the_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    put(tmp_path / "out", "new")
    assert run_is(tmp_path / "real", "new")
    assert (tmp_path / "out").is_symlink()


@POSIX
@pytest.mark.parametrize("within", [False, True])
def test_permissions_and_links_of_what_was_there_stay(within: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "old")
    if within:
        (out / "letters").mkdir()
    (out / "a.json").chmod(0o640)
    out.chmod(0o750)
    (out / "user.txt").write_text("mine")
    os.link(out / "user.txt", tmp_path / "second name")
    put(out, "new")
    assert (out / "a.json").stat().st_mode & 0o777 == 0o640
    assert out.stat().st_mode & 0o777 == 0o750
    assert (out / "user.txt").stat().st_nlink == 2
    files.replace_durably(out / "a.json", b"x")
    assert (out / "a.json").stat().st_mode & 0o777 == 0o640


@POSIX
def test_what_cannot_be_written_into_is_named_and_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder, said in (
        (tmp_path / "file", "is no folder, so the results cannot be written there"),
        (tmp_path / "file" / "out", "cannot be written: "),
    ):
        with pytest.raises(UnusableInput, match=said):
            put(folder, "new")
    out = tmp_path / "out"
    put(out, "old")
    (out / "b.csv").unlink()
    (out / "b.csv").mkdir()
    with pytest.raises(UnusableInput, match=r"b\.csv: cannot be written: Is a directory"):
        put(out, "new")
    assert (out / "a.json").read_text() == "old a.json"


@POSIX
def test_a_folder_that_may_not_be_written_into_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    put(out, "old")
    out.chmod(0o555)
    monkeypatch.setattr(os, "access", lambda path, mode: bool(Path(path).stat().st_mode & 0o222))
    with pytest.raises(UnusableInput, match="out: cannot be written: Permission denied"):
        put(out, "new")
    assert run_is(out, "old")
    out.chmod(0o755)
    tmp_path.chmod(0o555)  # the folder may be written, the one that it is in may not
    put(out, "new")
    tmp_path.chmod(0o755)
    assert run_is(out, "new")


def test_a_file_of_an_earlier_run_does_not_stay_beside_others(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for within in (False, True):
        put(out, "old")
        (out / "user.txt").touch()
        if within:
            (out / "letters").mkdir()
        put(out, "new", ["a.json"])
        assert texts(out) == {"a.json": "new a.json", "user.txt": ""}
        assert list(json.loads((out / RUN).read_bytes())["files"]) == ["a.json"]


@pytest.mark.parametrize(
    "written",
    ['{"files": {"../secret": "", "a/b": "", "": "", "..": ""}}', "[1, {}]", "{", '{"files": 1}', "\0"],
)
def test_a_run_json_of_somebody_else_leads_nowhere(written: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "secret").write_text("secret")
    for half in (out, out / ".half-run", tmp_path / ".half-out"):
        half.mkdir()
        (half / RUN).write_text(written)
        (half / ".half-names").write_text('["../secret", 7]')
    put(out, "new")
    assert run_is(out, "new")
    assert (tmp_path / "secret").read_text() == "secret"


@POSIX
def test_a_single_file_may_be_a_pipe_or_have_a_long_name(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    files.replace_durably(pipe, b"answers")
    reader.join(20)
    assert read == [b"answers"]
    files.replace_durably(Path("/dev/null"), b"answers")
    assert not Path("/dev/null").is_file()
    long = tmp_path / ("가" * 85)
    files.replace_durably(long, b"answers")
    assert long.read_bytes() == b"answers"


@POSIX
def test_what_a_killed_replacement_left_is_taken_away_and_a_living_one_is_not(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    path = tmp_path / "answers.csv"
    halves = [tmp_path / f"{files.HALF}answers.csv.{x}.00" for x in (ended.pid, os.getpid(), "x")]
    for half in halves:
        half.touch()
        os.utime(half, (0, 0))
    files.replace_durably(path, b"new")
    assert {x.name for x in tmp_path.iterdir()} == {path.name, *(half.name for half in halves[1:])}


def test_a_file_that_is_of_no_run_is_put_into_a_folder_that_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    put(out, "old")
    monkeypatch.setattr(results, "WAIT", 0.2)
    with ResultFolder(out) as place:
        assert place.put_file("corridor.html", b"page") == out / "corridor.html"
        with pytest.raises(UnusableInput, match="another svat has been writing"):
            put(out, "second")
    assert run_is(out, "old")
    put(out, "new")
    assert run_is(out, "new")
    assert (out / "corridor.html").read_bytes() == b"page"
    (out / "folder").mkdir()
    with (
        ResultFolder(out) as place,
        pytest.raises(UnusableInput, match=r"out/folder: cannot be written: Is a directory"),
    ):
        place.put_file("folder", b"page")

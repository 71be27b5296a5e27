"""List store, several at once: real processes that add to one folder leave every version named."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from tests.law.asking import doubts
from tests.law.listfiles import VERSION, eu_xml

from svat.law.lists import load_lists
from svat.law.lists.manifest import read_manifest
from svat.law.lists.store import NewVersion, add, leftovers
from svat.refusals import UnusableInput

_ADD = """
import sys
from datetime import date
from pathlib import Path
from svat.law.lists.store import NewVersion, add, leftovers
folder, file, version, go = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
add(Path(folder), NewVersion([Path(file)], kind="eu-fsf-xml", publisher="EU", version=date.fromisoformat(version)))
"""


def start(folder: Path, file: Path, version: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _ADD, str(folder), str(file), version, ""]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, env=dict(os.environ), **pipes)  # type: ignore[call-overload, no-any-return]


def test_two_processes_that_add_at_once(tmp_path: Path) -> None:
    file = tmp_path / "eu.xml"
    file.write_bytes(eu_xml())
    folder = tmp_path / "lists"
    versions = [str(VERSION + timedelta(days=n)) for n in range(6)]
    for first, second in zip(versions[::2], versions[1::2], strict=True):
        pair = [start(folder, file, version) for version in (first, second)]
        for process in pair:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in pair:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        for process in pair:
            assert process.communicate()[1] == ""
            assert process.returncode == 0
    assert sorted(str(item.version) for item in read_manifest(folder)) == versions
    assert doubts(load_lists(folder, VERSION + timedelta(days=2), max_age_days=30), publishers=["EU"]) == ()


def test_add_waits_for_the_one_before_and_then_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "eu.xml"
    file.write_bytes(eu_xml())
    folder = tmp_path / "lists"
    folder.mkdir()
    monkeypatch.setattr("svat.files.WAIT", 0.1)
    with (
        FileLock(folder / "lists.toml.lock"),
        pytest.raises(UnusableInput, match=r"lists\.toml: another svat has been writing to it for 0\.1 s"),
    ):
        add(folder, NewVersion([file], kind="eu-fsf-xml", publisher="EU", version=VERSION))
    assert add(folder, NewVersion([file], kind="eu-fsf-xml", publisher="EU", version=VERSION)).new


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "eu.xml"
    file.write_bytes(eu_xml())
    (tmp_path / "lists").write_text("a file")
    with pytest.raises(UnusableInput, match="lists: cannot be written"):
        add(tmp_path / "lists", NewVersion([file], kind="eu-fsf-xml", publisher="EU", version=VERSION))


_KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from svat.law.lists import store
store._name_it = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
folder, file, version = sys.argv[1:]
new = store.NewVersion([Path(file)], "eu-fsf-xml", "EU", date.fromisoformat(version))
store.add(Path(folder), new)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_process_killed_within_an_add_holds_up_nobody(tmp_path: Path) -> None:
    file = tmp_path / "eu.xml"
    file.write_bytes(eu_xml())
    folder = tmp_path / "lists"
    add(folder, NewVersion([file], kind="eu-fsf-xml", publisher="EU", version=VERSION))
    later = VERSION + timedelta(days=7)
    command = [sys.executable, "-c", _KILLED, str(folder), str(file), str(later)]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False)
    assert (done.returncode, done.stderr) == (-9, "")
    assert leftovers(folder) == (f"EU/{later}",)
    assert [v.version for v in load_lists(folder, later, max_age_days=30).versions] == [VERSION]
    assert add(folder, NewVersion([file], kind="eu-fsf-xml", publisher="EU", version=later)).new
    assert leftovers(folder) == ()
    assert [v.version for v in load_lists(folder, later, max_age_days=30).versions] == [later]

"""Users' files: read, locked, appended and replaced in one place; whatever fails is one line that names the file."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from tests.law.listfiles import VERSION, write_kind
from tests.tools import nodes_of, tree_of

from svat import files
from svat.law.lists import load_lists
from svat.refusals import UnusableInput
from svat.roll.reader import read_roll

SOURCE = Path(files.__file__).parent
MISSING = "its folder is missing"


def test_text_is_read_with_or_without_a_mark_and_whatever_ends_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for written in (b"\xef\xbb\xbf\xea\xb0\x80\r\nb\r", "가\nb\n".encode()):
        path.write_bytes(written)
        assert files.read_text(path) == "가\nb\n"
    assert list(files.raw_lines(path)) == ["가\n".encode(), b"b\n"]
    assert files.last_line(path) == b"b\n"


def test_what_is_not_utf_8_is_refused_with_line_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("first\nвторая".encode("cp1251"))
    said = r"a\.txt: line 2: is not UTF-8 text at byte 6; save the file as UTF-8$"
    with pytest.raises(UnusableInput, match=said):
        files.read_text(path)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    none = tmp_path / "none.csv"
    with pytest.raises(UnusableInput, match=r"none\.csv: cannot be read: No such file or directory$"):
        files.read_bytes(none)
    with pytest.raises(UnusableInput, match=r"none\.csv: no list is named$"):
        files.read_bytes(none, missing="no list is named")
    with pytest.raises(UnusableInput, match=r"cannot be read: Is a directory$"):
        files.read_bytes(tmp_path, missing="no list is named")
    with pytest.raises(UnusableInput, match=r"cannot be read: embedded null byte$"):
        files.read_bytes(Path("a\0b"))
    with pytest.raises(UnusableInput, match=r"none\.csv: cannot be read"):
        list(files.raw_lines(none))
    assert files.last_line(none) == b""


@pytest.mark.parametrize("size", [1, 70_000])
def test_the_last_line_is_found_however_long(size: int, tmp_path: Path) -> None:
    path = tmp_path / "log"
    for before in (b"", b"one\n"):
        for end in (b"", b"\n"):
            path.write_bytes(before + b"x" * size + end)
            assert files.last_line(path) == b"x" * size + end


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    said = r"cannot be written: "
    writes: tuple[Callable[[], None], ...] = (
        lambda: files.write(taken / "a", b""),
        lambda: files.write_text(tmp_path, ""),
        lambda: files.write_new(taken, b"", 0o600),
        lambda: files.make_folder(taken),
        lambda: files.append_durably(tmp_path, b""),
        lambda: files.cut_durably(tmp_path / "none", 0),
        lambda: files.replace_durably(taken / "a", b""),
        lambda: files.add_folder_durably(taken / "a", {}),
    )
    for write in writes:
        with pytest.raises(UnusableInput, match=said):
            write()
    assert taken.read_text() == "a file"


def test_a_new_file_has_its_permissions_and_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "key"
    files.write_new(path, b"secret", 0o600)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for there in (path, tmp_path / "link"):
        with pytest.raises(UnusableInput, match=f"{there.name}: cannot be written: File exists"):
            files.write_new(there, b"other", 0o600)
    assert path.read_bytes() == b"secret"
    assert sorted(x.name for x in tmp_path.iterdir()) == ["key", "link"]


@pytest.mark.skipif(os.name != "posix", reason="links and limits of POSIX")
@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_is_whole_or_not_there(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource
    import signal

    def refused(*_: object) -> None:
        raise PermissionError(1, "no links on this disk")

    if not links:
        monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "table.csv"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(UnusableInput, match=r"table\.csv: cannot be written: File too large"):
            files.write_new(path, b"x" * 200, 0o644)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []
    files.write_new(path, b"new", 0o644)
    with pytest.raises(UnusableInput, match="File exists"):
        files.write_new(path, b"other", 0o644)
    assert [(x.name, x.read_bytes()) for x in tmp_path.iterdir()] == [("table.csv", b"new")]


def test_lines_are_added_behind_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "log"
    files.append_durably(path, b"one\n")
    files.append_durably(path, b"two")
    files.append_durably(path, b"three\n", own_line=True)
    files.append_durably(path, b"four\n", own_line=True)
    assert path.read_bytes() == b"one\ntwo\nthree\nfour\n"
    files.cut_durably(path, 4)
    assert path.read_bytes() == b"one\n"


def test_what_was_not_written_whole_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"one\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UnusableInput, match="log: cannot be written: No space left on device"):
        files.append_durably(path, b"two\n")
    assert path.read_bytes() == b"one\n"
    with pytest.raises(UnusableInput, match="log: cannot be written: No space left on device"):
        files.replace_durably(path, b"two\n")
    assert path.read_bytes() == b"one\n"


def test_a_file_and_a_folder_are_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "lists.toml"
    for data in (b"one", b"two"):
        files.replace_durably(path, data)
        assert path.read_bytes() == data
    half = tmp_path / "EU" / f"{files.HALF}2024"
    half.mkdir(parents=True)
    (half / "old").write_bytes(b"left by an add that was interrupted")
    files.add_folder_durably(tmp_path / "EU" / "2024", {"a": b"1", "b": b"2"})
    assert {p.name: p.read_bytes() for p in (tmp_path / "EU" / "2024").iterdir()} == {"a": b"1", "b": b"2"}
    assert [p.name for p in tmp_path.rglob("*") if p.name.startswith(files.HALF)] == []


def test_a_lock_is_waited_for_and_then_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log"
    monkeypatch.setattr(files, "WAIT", 0.1)
    with (
        FileLock(f"{path}.lock"),
        pytest.raises(UnusableInput, match=r"log: another svat has been writing to it for 0\.1 s$"),
        files.locked(path),
    ):
        pytest.fail("there is no lock to have")
    with files.locked(path):
        pass
    with (
        pytest.raises(UnusableInput, match=r"log: its folder is missing$"),
        files.locked(tmp_path / "x" / "log"),
    ):
        pytest.fail("there is no folder")


def test_a_long_cell_of_a_list_is_the_same_before_and_after_a_roll_is_read(tmp_path: Path) -> None:
    folder = write_kind(tmp_path, "council-csv")
    (path,) = folder.rglob("*.csv")
    long = "А" * 10_000_001  # over the limit that lists had before a roll was read
    path.write_bytes(path.read_bytes().replace("не платит".encode(), long.encode()))
    roll = tmp_path / "roll.csv"
    roll.write_text("id,name,country\n1,Anna,KZ\n")
    found = []
    for _ in range(2):
        found.append(load_lists(folder, VERSION, max_age_days=30).entries)
        read_roll([roll])
    assert found[0] == found[1]
    assert found[0][0].remarks == long


# House rule 4: files only through svat.files.

CALLS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "fdopen", "fsync", "FileLock", "rmtree", "mkdir",
    "unlink", "rename", "touch", "truncate", "NamedTemporaryFile", "mkstemp", "TemporaryFile", "TemporaryDirectory",
    "mkdtemp", "field_size_limit",
}  # fmt: skip
ALLOWED = {
    "digests.py": "files that svat has just written, whose folder says what the system has against them",
    "cached.py": "svat's own cache, which is made anew where it is not whole",
    "results.py": "svat.files for a folder whose files belong together",
    "goods/kept.py": "svat's own cache of arrays: one that cannot be kept costs time and is no user's file",
    "goods/pieces.py": "the encoder's own model, which an installed package brings",
    "law/proof/stamps.py": "svat's own code and tables, which a document stamps",
    "mission/calendar/zones.py": "the time zones that tzdata brings",
    "report/environment.py": "svat's own templates",
    "report/introductions/pages/write.py": "svat's own styles and programs of pages",
    "report/chromium.py": "a browser's own folder, which is thrown away",
    "council/case_tables.py": "a folder in which the strict readers see rows once, which is thrown away",
    "council/holding.py": "the parts of a package that is in memory",
    "web/asgi.py": "what a request brings, which is kept by nobody else",
    "web/audit/exported.py": "a log that is not whole is taken away",
    "web/company/forget_actions.py": "a copy of the folder, which is thrown away",
    "web/demo.py": "a folder for the demo's files, which is thrown away",
    "web/jobs/leftovers.py": "folders of jobs that were given up, which are thrown away",
    "web/keeping/archive.py": "an archive that is not whole is taken away",
    "web/keeping/backup.py": "folders for the parts of an archive, which are thrown away, and a key just made",
    "web/keeping/copies.py": "the empty database's own files, before a copy takes their place",
    "web/lists/storing.py": "a job's working folder, which is thrown away",
    "web/matching/ground.py": "a job's copy of the folder, which is thrown away",
    "web/matching/taken_away.py": "an archive while it is written, which nobody else sees",
    "web/people/sending.py": "a mail server's connection, no file",
    "web/rolls/book_views.py": "a workbook as the framework keeps it, sent a piece at a time",
    "web/rolls/books.py": "workbooks of a day, which are thrown away",
    "web/rolls/company_book.py": "a workbook while it is written, which nobody else sees",
    "web/rolls/previewing.py": "a job's working folder, which is thrown away",
    "web/store.py": "files that it wrote itself, and strangers' ones, which are put aside",
    "web/uploads.py": "what is uploaded, before it is read",
    "wording/catalogues.py": "svat's own sentences, and those that an installed package brings",
}


def _opened(tree: ast.AST) -> Iterator[str]:
    """What a module does with files: calls of CALLS, on anything but svat's own data."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            own = "files(" in ast.unparse(node.func)  # importlib.resources
            if name in CALLS and not own and not (isinstance(node.func, ast.Name) and _imported(tree, name)):
                yield f"line {node.lineno}: {ast.unparse(node.func)}"


def _imported(tree: ast.AST, name: str) -> bool:
    imports = (n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == "svat.files")
    return any(alias.name == name for n in imports for alias in n.names)


def test_no_other_module_opens_files_locks_or_syncs() -> None:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name != "files.py" and (calls := list(_opened(tree_of(path)))):
            found[name] = calls
    assert found.keys() == ALLOWED.keys(), {k: v for k, v in found.items() if k not in ALLOWED}


@pytest.mark.parametrize(
    "words", [": cannot be read: ", ": cannot be written: ", "another svat has been", MISSING, "is not UTF-8"]
)
def test_each_thing_that_goes_wrong_with_a_file_has_one_wording(words: str) -> None:
    said = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and words in node.value
    }
    assert said == {"files.py"}

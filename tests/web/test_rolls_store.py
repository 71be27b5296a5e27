"""Rolls, store: the folder made from the database is read as the files that were sent; out and in again, the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.tools import data_folder
from tests.web.test_rolls_imports import applied, sent, work
from tests.web.test_rolls_projection import histories_hold, roll, sheet

pytestmark = pytest.mark.usefixtures("site")


def said(store: Any) -> dict[str, Any]:
    """All that is read of both rolls, whatever the files are called and wherever they lie."""
    import re

    from svat.refusals import at_home

    def plain(x: Any) -> Any:
        numbered = re.compile(r"\b\d{4}-")
        return (numbered.sub("", x.file), x.row, x.column, x.value, numbered.sub("", str(x.reason)), x.kind)

    found = {}
    for side, read in store.rolls().items():
        found[side] = (
            [replace(x, file="") for x in read.companies],
            [plain(x) for x in at_home(read.refusals, read.files)],
            [plain(x) for x in at_home(read.notes, read.files)],
            read.duplicates,
        )
    return found


def test_a_folder_taken_in_is_read_the_same_and_taken_out_the_same_again(
    council: Any, tmp_path: Path
) -> None:
    from svat.council.files import files_of
    from svat.council.folder import FolderStore
    from svat.demo import write
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.carrying import export_folder, import_folder
    from svat.web.rolls.models import CompanyRecord
    from svat.web.store import known_files, store_of

    folder = tmp_path / "demo"
    write(folder)
    (folder / "glossary.csv").write_text(
        "term,language,kind,means,hs,reason\nмёд,ru,goods,honey,0409,ours\n", "utf-8"
    )
    expected = said(FolderStore(files_of(folder)))
    corridor = import_folder(folder, council)
    assert CorridorRecord.objects.count() == 1
    work()
    assert said(store_of(corridor)) == expected
    assert CompanyRecord.objects.filter(side="a", gone=False).count() == len(expected["a"][0])
    out = export_folder(corridor, tmp_path / "out")
    assert said(FolderStore(files_of(out))) == expected
    names = {path.replace("0001-", "") for path, _ in known_files(out)}
    assert names == {path for path, _ in known_files(folder)}
    again = import_folder(out, council)
    assert again.pk != corridor.pk
    assert said(store_of(again)) == expected


def test_the_rolls_of_a_thousand_are_read_the_same(council: Any, tmp_path: Path, browser_of: Any) -> None:
    from svat.council.files import files_of
    from svat.council.folder import FolderStore
    from svat.web.people.models import CorridorRecord
    from svat.web.store import store_of

    data = data_folder() / "rolls"
    (tmp_path / "corridor.toml").write_text(CorridorRecord.objects.get().text, "utf-8")
    client = browser_of(council)
    for side, name in (("a", "kz.csv"), ("b", "kr.xlsx")):
        (tmp_path / "rolls" / side).mkdir(parents=True)
        (tmp_path / "rolls" / side / name).write_bytes((data / name).read_bytes())
        from tests.web.test_rolls_imports import send

        assert send(client, (data / name).read_bytes(), name, side).status_code == 302
    from svat.web.rolls.models import APPLIED, Import

    Import.objects.update(state=APPLIED)
    corridor = CorridorRecord.objects.get()
    assert said(store_of(corridor)) == said(FolderStore(files_of(tmp_path)))


def test_only_what_changed_is_written_and_strangers_are_put_aside(council: Any, browser_of: Any) -> None:
    from svat.web.store import folder_of, materialise

    client = browser_of(council)
    x = sent(client, sheet("A1,Alfa,KZ,,,"))
    applied(client, x)
    folder = materialise(x.corridor)
    assert folder == folder_of(x.corridor)
    [file] = (folder / "rolls/a").iterdir()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    materialise(x.corridor)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    # Somebody changed a file by hand, put others there, and the rooms keep theirs.
    right = file.read_bytes()
    file.write_bytes(b"spoilt")
    (folder / "rolls/a/0000-mine.csv").write_bytes(right)
    for room in ("lists", "keys", "rates", "trade", "missions/m"):
        (folder / room).mkdir(parents=True)
        (folder / room / "kept.txt").write_text(room)
    materialise(x.corridor)
    assert file.read_bytes() == right
    assert not (folder / "rolls/a/0000-mine.csv").exists()
    assert (folder.with_name(f"{folder.name}.aside") / "rolls/a/0000-mine.csv").read_bytes() == right
    assert len(list(folder.rglob("kept.txt"))) == 5
    # A list of what was written that was lost, or is not whole, costs a look at each file, and nothing else.
    (folder / ".svat-folder.json").write_text("{")
    materialise(x.corridor)
    assert file.stat().st_mtime_ns >= before[file]
    assert file.read_bytes() == right


def test_a_bomb_is_refused_and_little_memory_taken(council: Any, browser_of: Any) -> None:
    """R8: sizes that the package says, and sizes that it lies about."""
    import io
    import struct
    import tracemalloc
    from zipfile import ZIP_DEFLATED, ZipFile

    from svat.refusals import UnusableInput
    from svat.web.rolls.limits import check_received

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(60):
                part.write(b"\0" * (1 << 20))
    bomb = out.getvalue()
    assert len(bomb) < 1 << 20
    with pytest.raises(UnusableInput, match="too large for a roll"):
        check_received(bomb, "x.xlsx")
    lying = bytearray(bomb)
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 1000)  # the size that the directory says
    check_received(bytes(lying), "x.xlsx")
    client = browser_of(council)
    tracemalloc.start()
    try:
        x = sent(client, bytes(lying), "x.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 200 << 20
    finally:
        tracemalloc.stop()
    assert x.state == "unreadable"
    assert roll() == {}
    histories_hold()

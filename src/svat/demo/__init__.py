"""Demo: an invented corridor, Kazakhstan – South Korea, as files that are a user's template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from svat.demo import catalogue, companies, everything, sheets, watch_lists
from svat.files import make_folder, read_bytes, replace_durably
from svat.wording import unusable

ON = date(2026, 11, 16)  # the day that the demo takes place
LISTS_VERSION = date(2026, 11, 9)


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where the demo's files are, and the date to run them for."""

    council: Path  # the council's folder that they make
    roll_a: Path
    roll_b: Path
    corridor: Path
    lists: Path
    on: date


def contents(*, all_files: bool = False) -> dict[str, bytes]:
    """Every file of the demo: path within the folder, and its bytes, which are the same on every call.

    With `all_files` every other file that a council may keep is among them, filled in.
    """
    return _plain() | everything.more() if all_files else dict(_plain())


@cache
def _plain() -> dict[str, bytes]:
    roll_a, roll_b = companies.roll("KZ"), companies.roll("KR")
    files = {
        "README.txt": catalogue.data("README.txt"),
        "corridor.toml": catalogue.data("corridor.toml"),
        "rolls/a/roll-kz.csv": sheets.csv_bytes(companies.HEADER, roll_a),
        "rolls/b/roll-kr.xlsx": sheets.xlsx_bytes(
            companies.HEADER,
            roll_b,
            "회원사",
            "2026 한국 측 회원사 명단 (예시: 모두 가상의 기업)",
            LISTS_VERSION,
        ),
    }
    files.update({f"lists/{path}": data for path, data in watch_lists.files(LISTS_VERSION).items()})
    return files


def write(folder: Path, *, all_files: bool = False) -> DemoFiles:
    """Write the demo's files into `folder`, which is made when missing.

    A file that is there with other contents is the user's work: nothing is written, and UnusableInput
    names it. UnusableInput also when the folder cannot be written. A demo without `all_files` may be filled up later.
    """
    plain, full = contents(), contents(all_files=True)
    files = full if all_files else plain
    known = {path: {full[path], plain.get(path, full[path])} for path in files}
    there = {path for path in files if (folder / path).exists()}
    for path in sorted(there):
        if read_bytes(folder / path) not in known[path]:
            raise unusable(
                "{folder}: exists with other contents; name an empty folder for the demo",
                folder=folder / path,
            )
    if all_files:
        make_folder(folder / "keys")  # of no file: a key is nobody's but its council's
    for path, data in files.items():
        target = folder / path
        make_folder(target.parent)
        if path not in there or (all_files and read_bytes(target) != data):
            replace_durably(target, data)
    return DemoFiles(
        folder,
        folder / "rolls/a/roll-kz.csv",
        folder / "rolls/b/roll-kr.xlsx",
        folder / "corridor.toml",
        folder / "lists",
        ON,
    )

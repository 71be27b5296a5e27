"""Demo: an invented corridor, Kazakhstan – South Korea, as files that are a user's template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.demo import catalogue, companies, sheets, watch_lists
from svat.files import make_folder, read_bytes, replace_durably
from svat.refusals import UnusableInput

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


def contents() -> dict[str, bytes]:
    """Every file of the demo: path within the folder, and its bytes, which are the same on every call."""
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


def write(folder: Path) -> DemoFiles:
    """Write the demo's files into `folder`, which is made when missing.

    A file that is there with other contents is the user's work: nothing is written, and UnusableInput
    names it. UnusableInput also when the folder cannot be written.
    """
    files = contents()
    for path, data in files.items():
        target = folder / path
        if target.exists() and read_bytes(target) != data:
            raise UnusableInput(f"{target}: exists with other contents; name an empty folder for the demo")
    for path, data in files.items():
        target = folder / path
        make_folder(target.parent)
        if not target.exists():
            replace_durably(target, data)
    return DemoFiles(
        folder,
        folder / "rolls/a/roll-kz.csv",
        folder / "rolls/b/roll-kr.xlsx",
        folder / "corridor.toml",
        folder / "lists",
        ON,
    )

"""Report, introductions: all files of one outcome into one folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from svat.files import make_folder
from svat.report.introductions import views
from svat.report.introductions.document import write_json
from svat.report.introductions.model import Outcome
from svat.report.introductions.page import write_page
from svat.report.introductions.refused import write_refused
from svat.report.introductions.spreadsheet import write_xlsx

Format = Literal["json", "xlsx", "csv", "html"]

FILES: dict[Format, tuple[str, Callable[[Outcome, Path], Path]]] = {
    "json": ("introductions.json", write_json),
    "xlsx": ("introductions.xlsx", write_xlsx),
    "csv": ("refused.csv", write_refused),
    "html": ("report.html", write_page),
}
FORMATS: tuple[Format, ...] = tuple(FILES)


def write(outcome: Outcome, folder: Path, formats: Sequence[Format] = FORMATS) -> list[Path]:
    """Write the outcome in each format; returns the files' paths in the order of `formats`.

    Makes `folder` when it is missing and replaces files of the same names. The same outcome gives the same
    bytes. Raises views.BrokenOutcome, before anything is written, for an outcome that contradicts itself
    about the law; UnusableInput when the folder cannot be written.
    """
    views.check(outcome)
    make_folder(folder)
    written = []
    for form in formats:
        name, writer = FILES[form]
        written.append(writer(outcome, folder / name))
    return written

"""Report, introductions: all files of one outcome into one folder, together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from svat.files import write as write_file
from svat.report.introductions import views
from svat.report.introductions.books.introductions import introductions_book
from svat.report.introductions.document import encoded
from svat.report.introductions.model import Outcome
from svat.report.introductions.page import write_page
from svat.report.introductions.refused import write_refused
from svat.results import ResultFolder

Format = Literal["json", "xlsx", "csv", "html"]

FILES: dict[Format, str] = {
    "json": "introductions.json",
    "xlsx": "introductions.xlsx",
    "csv": "refused.csv",
    "html": "report.html",
}
FORMATS: tuple[Format, ...] = tuple(FILES)


def write(outcome: Outcome, folder: Path, formats: Sequence[Format] = FORMATS) -> list[Path]:
    """Write the outcome in each format; returns the files' paths in the order of `formats`.

    Makes `folder` when it is missing and replaces files of the same names, all of them together, with run.json, which
    says which they are. The same outcome gives the same bytes. Raises views.BrokenOutcome, before anything is written,
    for an outcome that contradicts itself about the law; UnusableInput when the folder cannot be written, or another
    run is writing into it.
    """
    with ResultFolder(folder) as place:
        return write_into(place, outcome, formats)[0]


def write_into(
    place: ResultFolder, outcome: Outcome, formats: Sequence[Format] = FORMATS
) -> tuple[list[Path], str]:
    """The same into a folder that is held already: the files' paths, and the run's id.

    The id is the SHA-256 of introductions.json, from which all else follows.
    """
    views.check(outcome)
    document = encoded(outcome)
    run = hashlib.sha256(document).hexdigest()

    def made(half: Path) -> str:
        for form in formats:
            path = half / FILES[form]
            match form:
                case "json":
                    write_file(path, document)
                case "xlsx":
                    write_file(path, introductions_book(outcome, run))
                case "csv":
                    write_refused(outcome, path)
                case "html":
                    write_page(outcome, path, run)
        return run

    place.put([FILES[form] for form in formats], made)
    return [place.folder / FILES[form] for form in formats], run

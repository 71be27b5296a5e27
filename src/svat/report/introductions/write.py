"""Report, introductions: all files of one outcome into one folder, together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from svat.files import write as write_file
from svat.files import write_pieces
from svat.memory import nothing_to_collect
from svat.progress import Progress, silent
from svat.report.introductions import views
from svat.report.introductions.books.decisions import decisions_book
from svat.report.introductions.books.introductions import introductions_book
from svat.report.introductions.document import encoded
from svat.report.introductions.model import Outcome
from svat.report.introductions.pages.write import NAMES as PAGES
from svat.report.introductions.pages.write import PageOptions, write_pages
from svat.report.introductions.refused import write_refused
from svat.report.introductions.sending.write import write_sending
from svat.results import ResultFolder
from svat.shared_out import shared_out
from svat.wording import SOURCE, wording

Format = Literal["json", "xlsx", "decisions", "csv", "html", "sending"]

FILES: dict[Format, str] = {
    "json": "introductions.json",
    "xlsx": "introductions.xlsx",
    "decisions": "decisions.xlsx",
    "csv": "refused.csv",
    "html": "index.html",  # and the pages that it leads to
    "sending": "to-send/",
}
FORMATS: tuple[Format, ...] = tuple(FILES)
_MANY = 2_000  # introductions from which on two processes write
_LONGEST_FIRST: tuple[Format, ...] = ("xlsx", "html", "decisions", "csv")  # of those that one process writes


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written of an outcome, and how."""

    formats: Sequence[Format] = FORMATS
    pdf: bool = False  # sheets as PDF too
    language: str = SOURCE  # of what is for the council; each company gets its own
    progress: Progress = silent


_ALL = Writing()


def write(
    outcome: Outcome, folder: Path, formats: Sequence[Format] = FORMATS, language: str = SOURCE
) -> list[Path]:
    """Write the outcome in each format; returns the paths of files and folders in the order of `formats`.

    What is for the council is in `language`; what programs read is the same in every one.

    Makes `folder` when it is missing and replaces files of the same names, all of them together, with run.json, which
    says which they are. The same outcome gives the same bytes. Raises views.BrokenOutcome, before anything is written,
    for an outcome that contradicts itself about the law; UnusableInput when the folder cannot be written, or another
    run is writing into it.
    """
    with ResultFolder(folder) as place:
        return write_into(place, outcome, Writing(formats, language=language))[0]


@nothing_to_collect()  # each search would go through the whole outcome, which stays
def write_into(place: ResultFolder, outcome: Outcome, writing: Writing = _ALL) -> tuple[list[Path], str]:
    """The same into a folder that is held already: the paths, and the run's id.

    The id is the SHA-256 of introductions.json, from which all else follows.
    """
    views.check(outcome)

    def made(half: Path) -> str:
        if "json" in writing.formats:
            run = write_pieces(half / FILES["json"], encoded(outcome))
        else:
            run = _digest(encoded(outcome))
        if "sending" in writing.formats:
            write_sending(outcome, half, pdf=writing.pdf, progress=writing.progress)
        rest = [form for form in _LONGEST_FIRST if form in writing.formats]

        def one(k: int) -> None:
            _write_form(rest[k], outcome, half, run, writing)

        many = len(outcome.introductions) >= _MANY
        for _ in shared_out(one, len(rest)) if many else map(one, range(len(rest))):
            pass
        return run

    names = [name for form in writing.formats for name in (PAGES if form == "html" else (FILES[form],))]
    run = place.put(names, made)
    return [place.folder / FILES[form] for form in writing.formats], run


def _write_form(form: Format, outcome: Outcome, half: Path, run: str, writing: Writing) -> None:
    path = half / FILES[form]
    match form:
        case "xlsx":
            write_file(path, introductions_book(outcome, run, wording(writing.language)))
        case "decisions":
            write_file(path, decisions_book(outcome, run, wording(writing.language)))
        case "csv":
            write_refused(outcome, path)
        case "html":
            sent = FILES["sending"] if "sending" in writing.formats else ""
            write_pages(outcome, half, PageOptions(run, sent, writing.language))


def _digest(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()

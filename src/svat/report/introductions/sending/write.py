"""Report, sending: the folder to-send, with a folder for each company that has a clear pair, and the table of letters.

Nothing in it bears the run's id: that depends on pairs which the companies must not know of.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from svat.files import make_folder, write, write_text
from svat.progress import Progress, silent
from svat.report.introductions.books.answers import answers_book
from svat.report.introductions.file_names import FileNames
from svat.report.introductions.model import Outcome
from svat.report.introductions.refused import guarded
from svat.report.introductions.sending.letter import Letter, introduction_letter
from svat.report.introductions.sending.letters import read_letters
from svat.report.introductions.sending.message import encoded
from svat.report.introductions.sending.pdf import pdf_printer
from svat.report.introductions.sending.sheet import render
from svat.report.introductions.sending.view import CompanyView, Sight, with_partners
from svat.shared_out import blocks_shared_out

FOLDER = "to-send"
SHEET, PDF, LETTER, ANSWERS, TABLE = "sheet.html", "sheet.pdf", "letter.eml", "answers.xlsx", "letters.csv"
_STAGE = "writing sheets"
_BLOCK = 100  # companies whose files are written together
HEADER = (
    "side",
    "company",
    "name",
    "contact",
    "email",
    "language",
    "partners",
    "subject",
    "letter",
    "folder",
)


def write_sending(
    outcome: Outcome, folder: Path, *, pdf: bool = False, progress: Progress = silent
) -> list[str]:
    """Write to-send/ into a folder; the names of what is written, relative to it.

    The same outcome gives the same bytes, and one that differs by held or barred pairs alone gives the same bytes too.
    Raises views.BrokenOutcome for an outcome that contradicts itself about the law; UnusableInput where a letter's
    template cannot be used, or `pdf` is asked for and nothing can print.
    """
    letters = read_letters(outcome.corridor.sharing.letters)
    names = FileNames(outcome)
    countries = (outcome.corridor.a, outcome.corridor.b)
    found, sight = with_partners(outcome), Sight(outcome)
    make_folder(folder / FOLDER)

    def sent(view: CompanyView, printed: Callable[[str, date], bytes] | None = None) -> list[str]:
        name = names(view.side, view.company.external_id)
        place = folder / FOLDER / name
        make_folder(place)
        page = render(view)
        write_text(place / SHEET, page)
        attached = [(SHEET, page.encode("utf-8", "backslashreplace"))]
        if printed is not None:
            attached = [(PDF, printed(page, view.on))]
            write(place / PDF, attached[0][1])
        attached.append((ANSWERS, answers_book(view)))
        write(place / ANSWERS, attached[1][1])
        letter = introduction_letter(view, letters, countries)
        write(place / LETTER, encoded(letter, attached))
        return _row(view, letter, name)

    def together(block: slice) -> list[list[str]]:
        return [sent(sight.of(*whose)) for whose in found[block]]

    rows: list[list[str]] = []
    if pdf:  # what prints is one program, and this process's own
        with pdf_printer() as printed:
            for whose in found:
                progress(_STAGE, len(rows), len(found))
                rows.append(sent(sight.of(*whose), printed))
    else:
        for some in blocks_shared_out(together, len(found), _BLOCK):
            progress(_STAGE, len(rows), len(found))
            rows += some
    write(folder / FOLDER / TABLE, _table(rows))
    progress(_STAGE, len(found), len(found))
    return [f"{FOLDER}/"]


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    """letters.csv for mail merge: UTF-8 with BOM, no cell that a spreadsheet program would run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(map(guarded, row) for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def _row(view: CompanyView, letter: Letter, folder: str) -> list[str]:
    company = view.company
    return [
        *(view.side, company.external_id, company.name, company.contact_name),
        *(letter.address, letter.language, str(len(view.partners)), letter.subject, letter.body),
        f"{FOLDER}/{folder}",
    ]

"""Matching, taken away: a list of introductions as a workbook, and the files of a run's results folder."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from svat.files import read_bytes
from svat.report.introductions.write import FILES
from svat.web.matching.computing import results_of
from svat.web.matching.models import IntroductionRecord, RunRecord
from svat.web.matching.pair_filter import PairFilter
from svat.web.matching.queries import because_of, introductions, reasons_of
from svat.web.paging import in_pieces
from svat.web.people.models import Member
from svat.web.rolls.company_book import book_of
from svat.web.words import state_word
from svat.wording import Wording, say

ALL = "results.zip"
ALONE = (FILES["json"], FILES["xlsx"], FILES["decisions"], FILES["csv"])
_PIECE = 500
_FIRST_YEAR = (1980, 1, 1, 0, 0, 0)  # of every file in an archive: the same files are the same bytes


def pair_book(member: Member, run: RunRecord, asked: PairFilter, words: Wording, on: datetime) -> IO[bytes]:
    """Exactly the list of a filter, all of it. Raises UnusableInput where it is too long."""
    a, b = words.country(run.corridor.a), words.country(run.corridor.b)
    headings = (
        words(say("State")), words(say("Match, %")), words(say("Identifier")), a, words(say("Why")),
        words(say("Identifier")), b, words(say("Why")), words(say("Held because")),
    )  # fmt: skip
    return book_of(words(say("Introductions")), headings, _rows(member, run, asked, words), on)


def _rows(member: Member, run: RunRecord, asked: PairFilter, words: Wording) -> Iterator[list[str | int]]:
    found = asked.of_these(introductions(member, run))
    for rows in in_pieces(found, asked.order, _PIECE):
        for x in rows:
            yield [
                words(state_word(x.state)), f"{100 * x.probability:.1f}",
                x.a.external_id, x.a.name, _why(x, "a", words),
                x.b.external_id, x.b.name, _why(x, "b", words), words(because_of(x)),
            ]  # fmt: skip


def _why(x: IntroductionRecord, side: str, words: Wording) -> str:
    return "; ".join(words(reason["detail"]) for reason in reasons_of(x, side))


def result_file(run: RunRecord, name: str) -> IO[bytes] | None:
    """One file of a run's results, or all of them as an archive; None where it is none, or is not there any more."""
    folder: Path = results_of(run)
    if name == FILES["json"]:
        document = RunRecord.objects.values_list("document", flat=True).get(pk=run.pk)
        return io.BytesIO(bytes(document)) if document else None
    if name in ALONE:
        return io.BytesIO(read_bytes(folder / name)) if (folder / name).is_file() else None
    return _archive(folder) if name == ALL and folder.is_dir() else None


def _archive(folder: Path) -> IO[bytes]:
    out = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if path.is_file() and not any(part.startswith(".") for part in parts):
                info = ZipInfo("/".join(parts), _FIRST_YEAR)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, read_bytes(path))
    out.seek(0)
    return out

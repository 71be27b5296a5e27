"""Rolls, books (writes): the job that makes the workbook of a long list; where its file lies, and until when.

The file is its member's alone and lies outside of what is served, under a name that nobody can guess; after a day both
are gone. A job that is begun again writes the same file anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import QueryDict

from svat.files import make_folder, write_pieces, writing
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.rolls.company_book import company_book
from svat.web.rolls.company_filter import CompanyFilter
from svat.web.rolls.company_queries import companies
from svat.web.rolls.models import ListTaken
from svat.wording import say, wording

KIND = "make workbook"
FOLDER = "taken"  # within the installation's folder
_PIECE = 1 << 20


def make_book(job: Job, progress: JobProgress) -> None:
    """The job. Raises UnusableInput where the list is too long for a workbook."""
    found = ListTaken.objects.select_related("member").filter(key=json.loads(job.arguments)["list"]).first()
    if found is None or found.member.ended is not None:
        return  # over, or nobody's any more
    asked = CompanyFilter.of(QueryDict(found.query))
    count = asked.of_these(companies(found.member)).order_by().count()

    def told(done: int) -> None:
        progress(say("writing the workbook"), done, count)

    told(0)
    with closing(company_book(found.member, asked, wording(found.language), datetime.now(UTC), told)) as file:
        path = file_of(found)
        make_folder(path.parent)
        path.parent.chmod(0o700)
        write_pieces(path, _pieces(file))
    ListTaken.objects.filter(pk=found.pk).update(done=datetime.now(UTC), rows=count)


def file_of(taken: ListTaken) -> Path:
    """Where a workbook lies."""
    return Path(settings.FOLDER) / FOLDER / f"{taken.key}.xlsx"


def forget_books() -> None:
    """Take away what is too old, file and row."""
    for taken in ListTaken.objects.filter(expires__lt=datetime.now(UTC)):
        path = file_of(taken)
        with writing(path):
            path.unlink(missing_ok=True)
        taken.delete()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece

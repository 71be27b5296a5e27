"""A corridor with introductions: the demo's rolls, with lists of today, as tests of matching begin."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from svat.demo import catalogue, contents
from svat.demo import watch_lists as demo_lists

TODAY = datetime.now(UTC).date()
FIRST = 40  # companies of each side


def work(times: int = 40) -> None:
    """Do the jobs that wait, here."""
    from svat.web.jobs import queue
    from svat.web.jobs.progress import JobProgress
    from svat.web.jobs.work import work_of

    for _ in range(times):
        job = queue.claim("test")
        if job is None:
            return
        work_of(job.kind)(job, JobProgress(job))
        queue.end(job, "test")


def demo_folder(folder: Path) -> Path:
    """The demo's council folder with the first companies of each roll, and no lists."""
    from openpyxl import load_workbook

    from svat.demo import write

    write(folder)
    kz = folder / "rolls" / "a" / "roll-kz.csv"
    kz.write_bytes(b"".join(kz.read_bytes().splitlines(keepends=True)[: FIRST + 1]))
    kr = folder / "rolls" / "b" / "roll-kr.xlsx"
    book = load_workbook(kr)
    sheet = book.worksheets[0]
    sheet.delete_rows(FIRST + 2, sheet.max_row)
    book.save(kr)
    for path in sorted((folder / "lists").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    return folder


def with_lists(corridor: Any) -> None:
    """Both lists that the demo's corridor asks for, of today, stored and read."""
    from svat.council.lists import NewVersion, add
    from svat.web.lists.places import lists_folder
    from svat.web.lists.storing import read_again

    staging = Path(mkdtemp())
    ofac = []
    for role in ("sdn", "alt", "add"):
        path = staging / f"{role}.csv"
        path.write_bytes(contents()[f"lists/demo_ofac/{role}.csv"])
        ofac.append(path)
    un = staging / "consolidated.xml"
    un.write_bytes(demo_lists._un(catalogue.table("watch_lists.toml")["un"], TODAY))
    add(lists_folder(corridor), NewVersion(ofac, "ofac-sdn-csv", "DEMO-OFAC", TODAY))
    add(lists_folder(corridor), NewVersion([un], "un-consolidated-xml", "DEMO-UN", TODAY))
    read_again(corridor)


def introduced(council: Any, tmp_path: Path) -> Any:
    """The corridor, taken in and with lists."""
    from svat.web.rolls.carrying import import_folder

    corridor = import_folder(demo_folder(tmp_path / "demo"), council)
    with_lists(corridor)
    work()
    return corridor


def computed(corridor: Any, member: Any, **asked: Any) -> Any:
    """A draft."""
    from svat.web.actions import perform
    from svat.web.matching.actions import AskForRun, RunAsked
    from svat.web.matching.models import RunRecord

    made = perform(member, AskForRun(corridor.key, RunAsked(asked.pop("day", TODAY), **asked))).result
    work()
    return RunRecord.objects.get(pk=made.pk)


def published(corridor: Any, member: Any, **asked: Any) -> Any:
    """A run that companies see."""
    from svat.web.actions import perform
    from svat.web.matching.actions import PublishRun
    from svat.web.matching.models import RunRecord

    run = computed(corridor, member, **asked)
    perform(member, PublishRun(run.key, run.version))
    return RunRecord.objects.get(pk=run.pk)

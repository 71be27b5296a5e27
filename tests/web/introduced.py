"""A corridor with introductions, as tests of matching begin: the demo's first companies, with lists of yesterday.

What takes seconds is done once and put back.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.web.kept_state import keep, put_back

from svat.demo import catalogue, contents
from svat.demo import watch_lists as demo_lists

TODAY = datetime.now(UTC).date()
YESTERDAY = TODAY - timedelta(days=1)
FIRST = 40  # companies of each side
_KEPT: dict[tuple[frozenset[str], bool], Path] = {}


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


def put_list(corridor: Any, day: date, more: bytes = b"") -> None:
    """A version of the demo's OFAC list, with more entries, put into the corridor's folder and read."""
    from svat.council.lists import NewVersion, add
    from svat.web.lists.places import lists_folder
    from svat.web.lists.storing import read_again

    staging, ofac = Path(mkdtemp()), []
    for role in ("sdn", "alt", "add"):
        path = staging / f"{role}.csv"
        data = contents()[f"lists/demo_ofac/{role}.csv"]
        body, mark, rest = data.partition(b"\x1a")
        path.write_bytes(body + more + mark + rest if role == "sdn" else data)
        ofac.append(path)
    add(lists_folder(corridor), NewVersion(ofac, "ofac-sdn-csv", "DEMO-OFAC", day))
    if not more:
        un = staging / "consolidated.xml"
        un.write_bytes(demo_lists._un(catalogue.table("watch_lists.toml")["un"], day))
        add(lists_folder(corridor), NewVersion([un], "un-consolidated-xml", "DEMO-UN", day))
    read_again(corridor)
    shutil.rmtree(staging)


def introduced(who: Any, tmp_path: Path, *, draft: bool = False) -> Any:
    """The corridor, taken in and with lists, with a draft where asked.

    `who` is an officer, or members by role: these are then those of what is put back.
    """
    if not isinstance(who, dict):
        return _brought_in(who, tmp_path)
    return _introduced(who, tmp_path, draft=draft)


def _brought_in(officer: Any, tmp_path: Path) -> Any:
    from svat.web.rolls.carrying import import_folder

    corridor = import_folder(demo_folder(tmp_path / "demo"), officer)
    put_list(corridor, YESTERDAY)
    work()
    return corridor


def _introduced(members: dict[str, Any], tmp_path: Path, *, draft: bool) -> Any:
    from svat.web.people.models import CorridorRecord, Member

    key = frozenset(members), draft
    if key in _KEPT:
        put_back(_KEPT[key])
        for role in list(members):
            members[role] = Member.objects.select_related("user").get(role=role)
        return CorridorRecord.objects.get()
    if draft:
        corridor = introduced(members, tmp_path)
        computed(corridor, members["officer"])
    else:
        corridor = _brought_in(members["officer"], tmp_path)
    _KEPT[key] = keep()
    return corridor


def computed(corridor: Any, member: Any, **asked: Any) -> Any:
    """A draft."""
    from svat.web.actions import perform
    from svat.web.matching.actions import AskForRun, RunAsked
    from svat.web.matching.models import RunRecord

    made = perform(member, AskForRun(corridor.key, RunAsked(asked.pop("day", TODAY), **asked))).result
    work()
    return RunRecord.objects.get(pk=made.pk)


def publish(run: Any, member: Any) -> Any:
    """Let companies see a draft."""
    from svat.web.actions import perform
    from svat.web.matching.actions import PublishRun
    from svat.web.matching.models import RunRecord

    perform(member, PublishRun(run.key, RunRecord.objects.get(pk=run.pk).version))
    return RunRecord.objects.get(pk=run.pk)


def published(corridor: Any, member: Any, **asked: Any) -> Any:
    """A run that companies see."""
    return publish(computed(corridor, member, **asked), member)


def seen_by_companies(members: dict[str, Any], tmp_path: Path) -> Any:
    """(corridor, run) with a run of the plain policy that companies see."""
    from svat.web.matching.models import RunRecord

    corridor = introduced(members, tmp_path, draft=True)
    return corridor, publish(RunRecord.objects.get(), members["officer"])


def person_of(company: Any, name: str = "person") -> Any:
    """A member of a company."""
    from svat.web.people.models import Member, User

    user = User.objects.create_user(f"{name}@company.example", "correct horse battery", name=name)
    return Member.objects.create(user=user, role="company", company=company)


def decide(row: Any, side: str, member: Any, *, accepted: bool) -> None:
    """What a company answers, as its own page records it."""
    from svat.web.matching.models import ACCEPTED, DECLINED, DecisionRecord, IntroductionRecord

    company, partner = (row.a, row.b) if side == "a" else (row.b, row.a)
    made = DecisionRecord.objects.create(
        corridor=row.corridor, introduction=row, side=side, company=company, partner=partner, day=TODAY,
        accepted=accepted, consent=accepted, member=member,
    )  # fmt: skip
    answer: Mapping[str, Any] = {
        f"answer_{side}": ACCEPTED if accepted else DECLINED,
        f"answered_{side}": made.made,
    }
    IntroductionRecord.objects.filter(pk=row.pk).update(**answer)

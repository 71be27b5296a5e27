"""Lists, screening (writes): the job that holds all companies against the lists of two days and keeps who turned.

Nothing is decided here: rulings and runs ask the law room themselves. What is kept is for people of the council alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from svat.council.screening import Rescreened, rescreen_rolls
from svat.web.actions import Action, Done, perform
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.lists.models import ListVersionRecord, Rescreening
from svat.web.lists.records import as_told
from svat.web.people.models import CorridorRecord, Member
from svat.web.store import store_of
from svat.wording.kept import to_json


def screen_again(job: Job, progress: JobProgress) -> None:
    """Screen both rolls against the lists before a version and today's."""
    given = json.loads(job.arguments)
    version = ListVersionRecord.objects.select_related("corridor").get(key=given["version"])
    before = version.version_date - timedelta(days=1)
    after = max(datetime.now(UTC).date(), version.version_date)
    if Rescreening.objects.filter(made__gte=job.made, corridor=version.corridor, before=before).exists():
        return  # written, but broken off before the job could say so
    store = store_of(version.corridor)
    if not all(store.files.rolls):
        return  # nobody to screen yet
    found = rescreen_rolls(store, before, after, progress)
    perform(None, KeepRescreening(version.corridor.key, (before, after), found), who="worker")


@dataclass(frozen=True)
class KeepRescreening(Action):
    """How many companies turned between the lists of two days, and which."""

    name: ClassVar[str] = "keep rescreening"
    key: str
    days: tuple[date, date]
    found: Rescreened

    def execute(self, member: Member | None) -> Done:
        """Write it."""
        del member
        corridor = CorridorRecord.objects.get(key=self.key)
        turned = [x for x in self.found.turned if x.turn != "same"]
        rows = [
            {
                "side": x.side, "company": x.company, "name": self.found.names[x.side, x.company], "turn": x.turn,
                "entries": [to_json(f.detail) for f in x.new] + [to_json(said) for said in x.entries],
            }
            for x in turned
        ]  # fmt: skip
        made = Rescreening.objects.create(
            corridor=corridor, before=self.days[0], after=self.days[1], done=datetime.now(UTC),
            companies=len(self.found.turned), problems=as_told(self.found.problems),
            turned=json.dumps(rows, ensure_ascii=False),
        )  # fmt: skip
        counts = {str(turn): str(count) for turn, count in self.found.counts.items()}
        return Done((f"rescreening:{made.key}",), {"turned": (None, len(rows))}, counts)

"""Matching, pricing (writes): the job that works out what a control would cost, in matches that may be expected.

Both figures are of what the council has on file at that moment: as it is, and with the one thing otherwise.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from svat.council.corridor import with_least_fit
from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.council.matching import IntroductionRequest, match
from svat.files import read_text, replace_durably
from svat.refusals import UnusableInput, said_of
from svat.web.actions import Action, Done, perform
from svat.web.jobs.models import Job
from svat.web.jobs.progress import JobProgress
from svat.web.matching.folder import WISHES, wish_row
from svat.web.matching.ground import at_rest
from svat.web.matching.models import PriceRecord
from svat.web.people.models import Member
from svat.web.store import table_bytes
from svat.wording.kept import to_text

PRICE = "price control"
SHORTLIST, ALPHA = 10, 1.0  # where nothing was published or drafted yet


def price(job: Job, progress: JobProgress) -> None:
    """The job; what cannot be said stands in the record."""
    record = PriceRecord.objects.select_related("corridor", "a", "b").get(
        key=json.loads(job.arguments)["price"]
    )
    if record.ended is not None:
        return
    try:
        before, after = _both(record, progress)
    except UnusableInput as error:
        perform(None, KeepPrice(record.key, None, None, said_of(error)), who="worker")
        return
    perform(None, KeepPrice(record.key, before, after), who="worker")


def _both(record: PriceRecord, progress: JobProgress) -> tuple[float, float]:
    """Matches that may be expected without what is asked about, and with it."""
    asked = json.loads(record.asked)
    now, day = asked["now"], datetime.now(UTC).date()

    def expected(shortlist: int, alpha: float) -> float:
        store = FolderStore(files_of(folder))
        return match(
            store, day, IntroductionRequest(shortlist, alpha), progress
        ).outcome.certificate.expected_matches

    with at_rest(record.corridor, f"price-{record.key}") as (store, _):
        assert store.files.folder is not None, "a copy lies in a folder"
        folder = store.files.folder
        if "wish" in asked:
            _wish(record, folder, asked, there=False)
        before = expected(now["shortlist"], now["alpha"])
        if "wish" in asked:
            _wish(record, folder, asked, there=True)
        if "least_fit" in asked:
            text = with_least_fit(read_text(folder / "corridor.toml"), asked["least_fit"])
            replace_durably(folder / "corridor.toml", text.encode())
        after = expected(asked.get("shortlist", now["shortlist"]), asked.get("alpha", now["alpha"]))
    return before, after


def _wish(record: PriceRecord, folder: Path, asked: dict[str, Any], *, there: bool) -> None:
    """Write the copy's wishes without what is settled of the same companies in the same way, or with what is asked."""
    row = wish_row(asked["wish"], record.a, record.b, asked["most"])
    file = folder / WISHES
    text = read_text(file) if file.exists() else ""
    header, *rows = [*csv.reader(text.splitlines())] or [["wish", "a", "b", "most"]]
    kept = [x for x in rows if tuple(x[:3]) != row[:3]]
    replace_durably(file, table_bytes(header, [*kept, row] if there else kept))


@dataclass(frozen=True)
class KeepPrice(Action):
    """What a control would cost."""

    name: ClassVar[str] = "keep price"
    key: str
    before: float | None
    after: float | None
    said: str = ""

    def execute(self, member: Member | None) -> Done:
        """Once."""
        del member
        said = to_text(self.said)
        done = PriceRecord.objects.filter(key=self.key, ended=None).update(
            before=self.before, after=self.after, said=said, ended=datetime.now(UTC)
        )
        return Done((f"price:{self.key}",), {"expected": (self.before, self.after)} if done else {})

"""Review, case actions: a row of the case file added or taken back, each table as the strict readers want it.

An exemption, a use of a cap, an answer or an owner stands when the whole table with it can be read; what the readers
refuse is told to whoever wrote the row.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.urls import reverse

from svat.council.case_tables import COLUMNS, checked
from svat.web.actions import Action, Done, NotDone
from svat.web.matching.rechecking import ask_for_recheck
from svat.web.people.corridors import corridor_by_key
from svat.web.people.models import CorridorRecord, Member
from svat.web.review.case_files import cells_of, rows_in_force
from svat.web.review.models import CaseRow
from svat.web.review.screening import screen_for_review
from svat.web.store import store_of
from svat.wording import say, unusable

_LONGEST = 4_000  # of a cell


@dataclass(frozen=True)
class AddCaseRow(Action):
    """Add a row to a table of the case file."""

    name: ClassVar[str] = "add case row"
    corridor: str
    table: str
    cells: Mapping[str, str]

    def execute(self, member: Member | None) -> Done:
        """Raises UnusableInput where the law room cannot read the table with it."""
        corridor = corridor_by_key(self.corridor, held=True)
        if self.table not in COLUMNS:
            raise NotDone(say("there is no such table"), 404)
        cells = {column: _cell(column, self.cells.get(column, "")) for column in COLUMNS[self.table]}
        cells = {column: value for column, value in cells.items() if value}
        rows = [cells_of(x) for x in rows_in_force(corridor, self.table)]
        if cells in [{column: value for column, value in row.items() if value} for row in rows]:
            raise unusable("the table has this very row already")
        checked(self.table, [*rows, cells], store_of(corridor).rules)
        made = CaseRow.objects.create(
            corridor=corridor, table=self.table, cells=json.dumps(cells, ensure_ascii=False), member=member
        )
        _follow(corridor, self.table, member)
        told = {column: ("", value) for column, value in cells.items()}
        return Done(
            (f"case row:{made.key}",),
            told,
            {"table": self.table},
            result=made,
            answer=_page(corridor, self.table),
        )


@dataclass(frozen=True)
class TakeCaseRowBack(Action):
    """Let a row of the case file count no longer; it stays on record."""

    name: ClassVar[str] = "take case row back"
    object_kind: ClassVar[str] = "case row"
    key: str
    version: int

    def state(self) -> str:
        """Of the row."""
        return "undone" if _row(self.key).undone else "current"

    def execute(self, member: Member | None) -> Done:
        """Raises UnusableInput where the rest of the table cannot stand without it."""
        corridor = corridor_by_key(_row(self.key).corridor.key, held=True)
        row = CaseRow.objects.select_for_update(no_key=True).get(key=self.key)
        if row.version != self.version:
            raise NotDone(say("somebody changed this while you had it open"), 409)
        rest = [cells_of(x) for x in rows_in_force(corridor, row.table) if x.pk != row.pk]
        if rest:
            checked(row.table, rest, store_of(corridor).rules)
        done = CaseRow.objects.filter(pk=row.pk, version=self.version, undone=None).update(
            undone=datetime.now(UTC), version=self.version + 1
        )
        if not done:
            raise NotDone(say("somebody changed this while you had it open"), 409)
        _follow(corridor, row.table, member)
        told = {column: (value, "") for column, value in cells_of(row).items()}
        return Done((f"case row:{row.key}",), told, {"table": row.table}, answer=_page(corridor, row.table))


def _row(key: str) -> CaseRow:
    found = CaseRow.objects.select_related("corridor").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such row"), 404)
    return found


def _cell(column: str, text: str) -> str:
    value = unicodedata.normalize("NFC", " ".join(text.replace("\0", "").split()))
    if len(value) > _LONGEST:
        raise unusable("{column}: is too long, at most {count} characters", column=column, count=_LONGEST)
    return value


def _follow(corridor: CorridorRecord, table: str, member: Member | None) -> None:
    """What rests on it is looked at again: the pairs, and with owners everybody who is screened."""
    ask_for_recheck(corridor, member)
    if table == "owners":
        screen_for_review(corridor, member)


def _page(corridor: CorridorRecord, table: str) -> str:
    return f"{reverse('case-table', args=[table])}?corridor={corridor.key}"

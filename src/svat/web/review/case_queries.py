"""Review, case queries: the tables of the case file, and the questions on held pairs that no hit explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from svat.council.case_tables import COLUMNS
from svat.web.matching.models import HELD, IntroductionRecord
from svat.web.people.models import CorridorRecord, Member
from svat.web.people.queries import corridors
from svat.web.review.case_files import cells_of
from svat.web.review.effects import findings_of, open_pairs
from svat.web.review.models import CaseRow, HitRecord
from svat.web.store import store_of
from svat.wording import say
from svat.wording.kept import from_json

SHOWN = 500  # rows, and pairs of a question
_MOST = 20_000  # held pairs that are looked through


@dataclass(frozen=True, slots=True)
class CaseRowShown:
    """A row of a table of the case file."""

    record: CaseRow
    cells: Mapping[str, str]
    over: bool  # it has run out


@dataclass(slots=True)
class OpenQuestion:
    """One rule that asks the same of pairs, and the pairs."""

    rule: str
    regime: str
    source: Any
    asks: Any
    detail: Any
    pairs: list[IntroductionRecord] = field(default_factory=list)


def corridor_asked(member: Member, key: str) -> CorridorRecord | None:
    """The corridor of a key among the member's; the first where none is asked for."""
    found = corridors(member)
    return found.filter(key=key).first() if key else found.first()


def rows(corridor: CorridorRecord, table: str, day: date) -> list[CaseRowShown]:
    """The rows of a table that count, the latest first."""
    found = CaseRow.objects.filter(corridor=corridor, table=table, undone=None).order_by("-id")
    shown = []
    for x in found.select_related("member__user")[:SHOWN]:
        cells = cells_of(x)
        shown.append(CaseRowShown(x, cells, cells.get("valid_to", "9999") < day.isoformat()))
    return shown


def counts(corridor: CorridorRecord) -> dict[str, int]:
    """How many rows each table has."""
    found = CaseRow.objects.filter(corridor=corridor, undone=None)
    return {table: found.filter(table=table).count() for table in COLUMNS}


def row_of(member: Member, key: str) -> CaseRow | None:
    """One row of a corridor that the member works in."""
    return CaseRow.objects.filter(key=key, corridor__in=corridors(member)).first()


def columns_shown(table: str, found: Sequence[CaseRowShown]) -> list[str]:
    """The columns in which any row says anything, in the table's order, headings of the rows' own last."""
    used = {column for x in found for column, value in x.cells.items() if value}
    return [x for x in COLUMNS[table] if x in used] + sorted(used - {*COLUMNS[table]})


def choices(corridor: CorridorRecord, table: str, language: str) -> dict[str, list[tuple[str, str]]]:
    """(value, words) to choose from in a column, where there is nothing else to write in it."""
    if table != "answers":
        return {}
    asked = store_of(corridor).rules.end_use.questions
    words = [(x.id, {"ru": x.ru, "ko": x.ko}.get(language, x.en)) for x in asked]
    said: list[tuple[str, str]] = [("yes", say("yes")), ("no", say("no")), ("unknown", say("not known"))]
    return {"question": words, "answer": said}


def questions(corridor: CorridorRecord) -> list[OpenQuestion]:
    """What is asked of held pairs that no hit explains, by rule and what it asks: most pairs first."""
    of_hits = {
        f"{publisher} {entry}"
        for publisher, entry in HitRecord.objects.filter(corridor=corridor).values_list(
            "publisher", "entry_id"
        )
    }
    found: dict[tuple[str, str], OpenQuestion] = {}
    held = open_pairs(corridor).filter(state=HELD).select_related("a", "b", "run")
    for x in held[:_MOST]:
        for f in findings_of(x):
            if f["rule"] in of_hits or f["effect"] != "review":
                continue
            asks, detail = from_json(f["decide"]), from_json(f["detail"])
            question = found.setdefault(
                (f["rule"], str(asks)),
                OpenQuestion(f["rule"], f["regime"], from_json(f["source"]), asks, detail),
            )
            if not question.pairs or question.pairs[-1].pk != x.pk:
                question.pairs.append(x)
    return sorted(found.values(), key=lambda q: (-len(q.pairs), q.rule, str(q.asks)))

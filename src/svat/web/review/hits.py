"""Review, hits (writes): one hit's record brought to what was found of it, and how long it waited.

For the screening job and for actions, each within its own transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from svat.council.review import KeptSuspect, Left, ReviewedEntry, entry_changed, until_of
from svat.web.people.models import CorridorRecord
from svat.web.review.models import DECIDED, GONE, OPEN, PROPOSED, HitRecord, HitWait
from svat.wording import say
from svat.wording.kept import to_text

WAITING = (OPEN, PROPOSED)
_STATES: Mapping[Left, str] = {
    "open": OPEN, "proposed": PROPOSED, "cleared": DECIDED, "confirmed": DECIDED,
}  # fmt: skip
_NOTHING = '""'
Identity = tuple[int, str, str, str, str, str]


def identity(company: int, x: KeptSuspect) -> Identity:
    """Which record a suspect is."""
    return company, x.role, _who(x), x.kind, x.entry.publisher, x.entry.id


def identity_of(record: HitRecord) -> Identity:
    """The same of a record."""
    return (
        record.company_id, record.role, record.who, record.kind, record.publisher, record.entry_id,
    )  # fmt: skip


def entry_of_hit(record: HitRecord) -> ReviewedEntry:
    """The entry as the record has it."""
    return ReviewedEntry(
        record.publisher, record.entry_id, record.entry_sha256, record.entry_then, record.list_version
    )


def made_of(corridor: CorridorRecord, company: int, x: KeptSuspect) -> HitRecord:
    """A new record."""
    now = datetime.now(UTC)
    made = HitRecord.objects.create(
        corridor=corridor, company_id=company, role=x.role, who=_who(x), kind=x.kind, publisher=x.entry.publisher,
        entry_id=x.entry.id, again=x.again, decided=None if _STATES[x.left] in WAITING else now, **_fields(x),
    )  # fmt: skip
    if made.state in WAITING:
        HitWait.objects.create(hit=made, since=made.since)
    return made


def moved(record: HitRecord, x: KeptSuspect) -> bool:
    """Bring a record to what is found of it now; whether that is anything new to a reader."""
    fields = _fields(x)
    differs = {name for name, value in fields.items() if getattr(record, name) != value}
    again = _again(record, x)
    if not differs and again == record.again:
        return False
    if differs == {"list_version"} and again == record.again:
        HitRecord.objects.filter(pk=record.pk).update(list_version=x.entry.version)
        return False
    settle(record, x.left, {**fields, "again": again})
    return True


def settle(record: HitRecord, left: Left, fields: Mapping[str, Any]) -> None:
    """Write how a record is left now, with other fields of it; how long it waited is kept."""
    now, state = datetime.now(UTC), _STATES[left]
    moment: dict[str, Any] = {}
    if state in WAITING and record.state not in WAITING:
        moment = {"since": now, "decided": None}
        HitWait.objects.create(hit=record, since=now)
    elif state not in WAITING and record.state in WAITING:
        moment = {"decided": now}
        HitWait.objects.filter(hit=record, ended=None).update(ended=now, how=left)
    if "evidence" in fields:
        moment["until"] = until_of(fields["evidence"]) if state == DECIDED else None
    values = {**fields, **moment, "state": state, "settled": left if state == DECIDED else ""}
    HitRecord.objects.filter(pk=record.pk).update(version=record.version + 1, **values)
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1


def take_away(keys: Sequence[int]) -> int:
    """Say of hits that they are not found any more; how many."""
    now = datetime.now(UTC)
    count = 0
    for record in HitRecord.objects.select_for_update(no_key=True).filter(pk__in=keys).exclude(state=GONE):
        HitWait.objects.filter(hit=record, ended=None).update(ended=now, how=GONE)
        HitRecord.objects.filter(pk=record.pk).update(
            state=GONE, decided=now, settled="", version=record.version + 1
        )
        count += 1
    return count


def _who(x: KeptSuspect) -> str:
    return sha256(x.who.encode("utf-8", "surrogatepass")).hexdigest() if x.who else ""


def _fields(x: KeptSuspect) -> dict[str, Any]:
    return {
        "name": x.name, "entry_sha256": x.entry.sha256, "entry_then": x.entry.then, "listed_name": x.listed_name,
        "list_version": x.entry.version, "status": x.status, "confidence": x.confidence, "score": x.score,
        "evidence": x.evidence, "state": _STATES[x.left], "settled": x.left if _STATES[x.left] == DECIDED else "",
        "until": until_of(x.evidence) if _STATES[x.left] == DECIDED else None,
    }  # fmt: skip


def _again(record: HitRecord, x: KeptSuspect) -> str:
    """Why a reviewer is asked again, in JSON; what was said stays said as long as it waits."""
    if _STATES[x.left] not in WAITING:
        return _NOTHING
    changed = ""
    if record.entry_sha256 != x.entry.sha256:
        changed = entry_changed(entry_of_hit(record), x.entry)
    if x.again != _NOTHING:
        return x.again
    if record.state == GONE:
        return to_text(say("it was no longer found, and is found again"))
    if changed:
        return to_text(say("its entry has changed: {what}", what=changed))
    if record.state == DECIDED:
        return to_text(say("what was decided does not settle it any more: look at the names again"))
    return record.again

"""Rolls, likely: the records of likely duplicates brought to what the roll room's last reading of a side has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from svat.web.people.models import CorridorRecord
from svat.web.rolls.models import CompanyRecord, DuplicateRecord
from svat.wording.kept import to_text

_BATCH = 500


def put_duplicates(corridor: CorridorRecord, side: str, duplicates: Sequence[Any]) -> int:
    """Bring the records of a side's likely duplicates to those of a roll; a pair keeps its record. How many changed."""
    of_side = CompanyRecord.objects.filter(corridor=corridor, side=side)
    names = {name for x in duplicates for name in (x.first, x.second)}
    keys: dict[str, int] = {}
    for start in range(0, len(ordered := sorted(names)), _BATCH):
        part = ordered[start : start + _BATCH]
        keys |= dict(of_side.filter(external_id__in=part).values_list("external_id", "pk"))
    wanted = {
        (keys[x.first], keys[x.second]): (
            round(x.score * 1000),
            to_text(x.reason),
        )
        for x in duplicates
        if x.first in keys and x.second in keys
    }
    there = {
        (x.first_id, x.second_id): x for x in DuplicateRecord.objects.filter(corridor=corridor, side=side)
    }
    left = [x.pk for pair, x in there.items() if pair not in wanted]
    made = [
        DuplicateRecord(
            corridor=corridor, side=side, first_id=first, second_id=second, score=score, reason=reason
        )
        for (first, second), (score, reason) in wanted.items()
        if (first, second) not in there
    ]
    changed = [
        _changed(x, *wanted[pair])
        for pair, x in there.items()
        if pair in wanted and wanted[pair] != (x.score, x.reason)
    ]
    for start in range(0, max(len(left), len(made), len(changed)), _BATCH):
        piece = slice(start, start + _BATCH)
        with transaction.atomic():
            DuplicateRecord.objects.filter(pk__in=left[piece]).delete()
            DuplicateRecord.objects.bulk_create(made[piece])
            DuplicateRecord.objects.bulk_update(changed[piece], ["score", "reason", "version"])
    return len(left) + len(made) + len(changed)


def _changed(record: DuplicateRecord, score: int, reason: str) -> DuplicateRecord:
    record.score, record.reason, record.version = score, reason, record.version + 1
    return record

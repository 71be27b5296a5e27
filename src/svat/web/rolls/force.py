"""Rolls, force: what counts of a corridor's rolls now: files in force, headings, merges, corrections, and their basis.

The basis is a digest of all that the reading of a side rests on: while it stays the same, so does the roll.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from svat.web.people.models import CorridorRecord
from svat.web.rolls.models import IN_FORCE, CorrectionRecord, Import, MergeRecord, SynonymRecord

_REMEMBERED = 20  # files


def files_in_force(corridor: CorridorRecord, side: str, candidate: Import | None = None) -> list[Import]:
    """The imports that make a side's roll, in the order of their files, without their data; `candidate` as the last."""
    found = list(
        Import.objects.filter(corridor=corridor, side=side, state__in=IN_FORCE)
        .order_by("applied", "id")
        .defer("data")
    )
    if candidate is not None and candidate.side == side:
        found = [x for x in found if x.pk != candidate.pk] + [candidate]
    last = max((place for place, x in enumerate(found) if x.replaces), default=0)
    return found[last:]


def synonyms_in_force(corridor: CorridorRecord, candidate: Import | None = None) -> list[tuple[str, str]]:
    """(heading, canonical column) as the council reads them; what was said later counts."""
    known = SynonymRecord.objects.filter(corridor=corridor).order_by("id")
    found = {x.heading: x.canonical for x in known}
    applied = Import.objects.filter(corridor=corridor, state__in=IN_FORCE).exclude(mapping="{}")
    said: Sequence[str] = list(applied.order_by("applied", "id").values_list("mapping", flat=True))
    for mapping in [*said, *([candidate.mapping] if candidate is not None else [])]:
        for heading, canonical in json.loads(mapping).items():
            found.pop(heading, None)
            found[heading] = canonical
    return [(heading, canonical) for heading, canonical in found.items() if canonical]


def said_before(corridor: CorridorRecord, side: str) -> dict[str, str]:
    """What was said of headings of a side's files that are not in force: nobody says it twice of the next file."""
    others = (
        Import.objects.filter(corridor=corridor, side=side).exclude(state__in=IN_FORCE).exclude(mapping="{}")
    )
    found: dict[str, str] = {}
    for mapping in others.order_by("-id").values_list("mapping", flat=True)[:_REMEMBERED]:
        found = json.loads(mapping) | found
    return found


def merges_in_force(corridor: CorridorRecord, side: str = "") -> list[MergeRecord]:
    """What is said of pairs of companies: that they are one, or that they are two."""
    found = MergeRecord.objects.filter(corridor=corridor, undone=None).order_by("id")
    return list(found.filter(side=side) if side else found)


def corrections_in_force(corridor: CorridorRecord, side: str = "") -> list[CorrectionRecord]:
    """What counts of companies whatever the files say."""
    found = CorrectionRecord.objects.filter(corridor=corridor, undone=None).order_by("id")
    return list(found.filter(side=side) if side else found)


def basis(corridor: CorridorRecord, side: str) -> str:
    """The digest of all that the roll of a side rests on, as it is now."""
    of = {
        "country": corridor.a if side == "a" else corridor.b,
        "files": [[x.pk, x.sha256, x.encoding] for x in files_in_force(corridor, side)],
        "synonyms": synonyms_in_force(corridor),
        "same": [[x.pk, x.kept, x.gone, x.same] for x in merges_in_force(corridor, side)],
        "corrections": [[x.pk, x.company, x.column, x.value] for x in corrections_in_force(corridor, side)],
    }
    return sha256(json.dumps(of, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

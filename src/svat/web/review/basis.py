"""Review, basis: what a screening for review rests on, in a digest: while it stays the same, so does what is found."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256

from django.db.models import Count, Max

from svat.council.corridor import law_settings
from svat.council.lists_known import manifest_digest
from svat.council.review import RulingsKnown, rulings_of
from svat.web.lists.places import lists_folder
from svat.web.people.models import CorridorRecord, CouncilRecord
from svat.web.review.case_files import ruling_lines
from svat.web.review.models import CaseRow, RulingRecord
from svat.web.rolls.force import basis as basis_of_roll


def lists_digest(corridor: CorridorRecord) -> str:
    """The lists in the corridor's folder, by their manifest."""
    return manifest_digest(lists_folder(corridor))


def rulings_digest(corridor: CorridorRecord) -> int:
    """The last ruling: rulings are added and never taken away."""
    last = RulingRecord.objects.filter(corridor=corridor).aggregate(last=Max("id"))["last"]
    return last or 0


def basis(corridor: CorridorRecord, day: date) -> str:
    """The digest of all that the hits of a day rest on, as it is now."""
    rows = CaseRow.objects.filter(corridor=corridor).aggregate(
        last=Max("id"), count=Count("id"), undone=Count("undone")
    )
    of = {
        "corridor": corridor.text,
        "rolls": [basis_of_roll(corridor, side) for side in ("a", "b")],
        "lists": lists_digest(corridor),
        "rulings": rulings_digest(corridor),
        "rows": rows,
        "day": day.isoformat(),
    }
    return sha256(json.dumps(of, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def rulings_known(corridor: CorridorRecord, day: date) -> RulingsKnown:
    """The rulings of a corridor as the law room knows them on a day. Raises UnusableInput."""
    council = CouncilRecord.objects.first()
    by_file = law_settings(corridor.text, day).two_person_rule
    always = bool(council and council.two_person_rule)
    return RulingsKnown(rulings_of(ruling_lines(corridor)), day, by_file, always)


def today() -> date:
    """The day on which is decided."""
    return datetime.now(UTC).date()

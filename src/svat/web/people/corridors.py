"""People, corridors: the corridor that an action names by its key."""

from __future__ import annotations

from svat.web.actions import NotDone
from svat.web.people.models import CorridorRecord
from svat.wording import say


def corridor_by_key(key: str, *, held: bool = False) -> CorridorRecord:
    """A corridor; `held`: nobody else changes it until the transaction ends. Raises NotDone where there is none."""
    of = CorridorRecord.objects.select_for_update(no_key=True) if held else CorridorRecord.objects.all()
    found = of.filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such corridor"), 404)
    return found

"""Review, rechecking: pairs that stand are held against the law of today after each change of what it rests on."""

from __future__ import annotations

from importlib import import_module, util

from svat.web.people.models import CorridorRecord, Member

_WHERE = "svat.web.matching.rechecking"


def recheck(corridor: CorridorRecord, member: Member | None) -> None:
    """Ask for it, within the action that made the change."""
    if util.find_spec(_WHERE) is not None:
        import_module(_WHERE).ask_for_recheck(corridor, member)

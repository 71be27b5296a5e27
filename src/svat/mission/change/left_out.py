"""Mission, change, left out: why a request has no place in a changed plan, from what stands on the draft."""

from __future__ import annotations

from svat.mission.change.draft import OUT, PlanDraft, bits
from svat.mission.model import Unplaced
from svat.wording import say


def left_out(draft: PlanDraft, row: int) -> Unplaced:
    """The cause of one request without a place: the first of those below that holds."""
    request = draft.mission.requests[row]
    for first in draft.before[row]:
        if draft.slot[first] == OUT:
            of = draft.mission.requests[first].id
            return Unplaced(
                request.id,
                "first-unplaced",
                say("{meeting}, which must be earlier, has no place", meeting=of),
            )
    for person in draft.teams[row][0].people if draft.teams[row] else ():
        who = draft.mission.people[person]
        if who.available is not None and not who.available & draft.mission.slot.keys():
            return Unplaced(request.id, "absent", say("{person} is not there", person=who.id))
    if not draft.anywhere[row]:
        words = say("in no slot are all of its people there, and a table, an interpreter and the law for it")
        return Unplaced(request.id, "no-slot", words)
    slots = list(bits(draft.anywhere[row]))
    full = sum(not draft.room_left >> slot & 1 for slot in slots)
    if full == len(slots):
        words = say("all tables are taken in each of its {slots} slots", slots=len(slots))
        return Unplaced(request.id, "tables-taken", words)
    words = say(
        "of its {slots} slots {full} have no table left; in the others its people have other meetings, or a limit or "
        "the interpreters do not allow it",
        slots=len(slots), full=full,
    )  # fmt: skip
    return Unplaced(request.id, "no-place", words)

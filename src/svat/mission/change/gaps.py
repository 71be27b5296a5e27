"""Mission, change, gaps: what had no place before fills the gaps of a changed plan; it moves nobody unless it may."""

from __future__ import annotations

from svat.mission.change.chains import EXTRA, TRIES, Chains
from svat.mission.change.draft import OUT, PlanDraft, bits
from svat.mission.model import Plan


def fill(draft: PlanDraft, previous: Plan, *, keep_unmoved: bool) -> None:
    """Places for what had none before: musts, then the newly asked for, then by value; the fewest breaks."""
    requests = draft.mission.requests
    known = {each.request for each in previous.unplaced}
    rest = [row for row, slot in enumerate(draft.slot) if slot == OUT and not draft.old[row]]
    order = sorted(
        rest,
        key=lambda row: (requests[row].priority != "must", requests[row].id in known, -requests[row].value),
    )
    chains = Chains(draft)
    for _ in range(2 if draft.mission.precedence else 1):
        for row in order:
            if draft.slot[row] == OUT and not _fill_gap(draft, row) and not keep_unmoved:
                _ = any(chains.insert(row, draft.moved + extra, TRIES) for extra in range(EXTRA))


def _fill_gap(draft: PlanDraft, row: int) -> bool:
    """Place a request in a gap: the fewest breaks first, then the earliest."""
    gaps = []
    for number, team in enumerate(draft.teams[row]):
        slots = team.slots & draft.room_left
        for p in team.people:
            slots &= ~draft.busy[p]
        for slot in bits(slots):
            breaks = sum(_breaks(draft, draft.busy[p] | 1 << slot, slot) for p in team.people)
            gaps.append(
                (breaks - sum(_breaks(draft, draft.busy[p], slot) for p in team.people), slot, number)
            )
    for _, slot, number in sorted(gaps):
        mark = draft.mark()
        if draft.put(row, number, slot):
            if draft.in_order(row):
                return True
            draft.undo(mark)
    return False


def _breaks(draft: PlanDraft, busy: int, slot: int) -> int:
    """Breaks of a person on the day of a slot."""
    own = busy & draft.limits.day[slot]
    return max(0, (own & ~(own << 1)).bit_count() - 1)

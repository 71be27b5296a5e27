"""Mission, breaks: how often a person waits between two meetings of one day.

The check counts them by itself, so that it shares nothing with what it checks.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from svat.mission.model import Meeting, Mission


def breaks_by_person(mission: Mission, meetings: tuple[Meeting, ...]) -> dict[str, int]:
    """Runs of idle slots between two meetings of one person on one day."""
    times: dict[tuple[str, int], list[int]] = defaultdict(list)
    within = _places_within_days(mission)
    for meeting in meetings:
        for person in meeting.people:
            times[person, mission.slot[meeting.slot].day].append(within[meeting.slot])
    found: dict[str, int] = defaultdict(int)
    for (person, _), places in times.items():
        places.sort()
        found[person] += sum(later > earlier + 1 for earlier, later in pairwise(places))
    return dict(found)


def _places_within_days(mission: Mission) -> dict[str, int]:
    """The place of each slot among those of its day."""
    seen: dict[int, int] = defaultdict(int)
    found = {}
    for slot in mission.slots:
        found[slot.id] = seen[slot.day]
        seen[slot.day] += 1
    return found

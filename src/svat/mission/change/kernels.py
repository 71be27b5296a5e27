"""Mission, change, inner loop: meetings driven from their places flow to others on shortest paths; compiled by numba.

A relaxation of the timetable that is a network: a meeting takes one slot; one person, of the two or more who come to
it, has at most one meeting in a slot; of one sort of meetings (by kind of table, by pair of languages) at most `room`
are in a slot, and of all at most `places`. The old slot costs nothing, any other 1. Paths of least cost, one after the
other, give the least cost for every number of meetings that have a place.
"""

# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from svat.compiled import compiled

_FAR = 1 << 30


@compiled()
def _lay(now, person, sort, of_sort, load, taken, held):
    """Write what follows from each meeting's slot: loads, who is taken, and which meetings stand in a slot."""
    of_sort[:], load[:], taken[:] = 0, 0, -1
    for m in range(len(now)):
        t = now[m]
        if t >= 0:
            held[t, load[t]] = m
            load[t] += 1
            of_sort[sort[m], t] += 1
            if person[m] >= 0:
                taken[person[m], t] = m


@compiled()
def _keep(allowed, home, person, sort, room, places, people):
    """The slot (M,) of every meeting that may keep its own beside those before it; -1 for the others."""
    count, slots = allowed.shape
    now = np.full(count, -1, np.int64)
    of_sort = np.zeros(room.shape, np.int64)
    load = np.zeros(slots, np.int64)
    taken = np.zeros((people, slots), np.uint8)
    for m in range(count):
        t = home[m]
        if t < 0 or not allowed[m, t] or load[t] >= places[t] or of_sort[sort[m], t] >= room[sort[m], t]:
            continue
        if person[m] >= 0:
            if taken[person[m], t]:
                continue
            taken[person[m], t] = 1
        now[m] = t
        load[t] += 1
        of_sort[sort[m], t] += 1
    return now


@compiled()
def flow(allowed, home, person, sort, room, places, people):
    """The least number of meetings moved for each number of meetings left without a place; -1 where that is too few.

    allowed (M, T) of 0 and 1; home (M,) old slot or -1; person (M,) or -1; sort (M,); room (C, T); places (T,);
    people is their number. Entry k of what is returned is for k meetings left out, up to as many as may not stay.
    """
    count, slots = allowed.shape
    sorts = room.shape[0]
    now = _keep(allowed, home, person, sort, room, places, people)
    of_sort = np.zeros((sorts, slots), np.int64)
    load = np.zeros(slots, np.int64)
    taken = np.full((people, slots), -1, np.int64)
    held = np.empty((slots, count), np.int64)
    out = 0
    for m in range(count):
        out += now[m] < 0
    least = np.full(out + 1, -1, np.int64)
    least[out] = 0
    moved = 0
    # Nodes: a meeting that needs a slot, a sort of meetings of which a slot has one too many, a slot with one too many.
    of_slots = count + sorts * slots
    nodes = of_slots + slots
    far = np.empty(nodes, np.int64)
    before = np.empty(nodes, np.int64)
    waits = np.zeros(nodes, np.uint8)
    queue = np.empty(nodes, np.int64)
    while out > 0:
        _lay(now, person, sort, of_sort, load, taken, held)
        far[:], before[:] = _FAR, -1
        head, size = 0, 0
        for m in range(count):
            if now[m] < 0:
                far[m] = 0
                queue[size] = m
                waits[m] = 1
                size += 1
        end = -1
        while size > 0:
            node = queue[head]
            head = (head + 1) % nodes
            size -= 1
            waits[node] = 0
            if node < count:
                steps = slots
            else:
                t = node - of_slots if node >= of_slots else (node - count) % slots
                steps = load[t]
                if node >= of_slots and load[t] < places[t] and (end < 0 or far[node] < far[end]):
                    end = node
            for k in range(steps):
                if node < count:
                    if not allowed[node, k] or k == now[node]:
                        continue
                    cost = far[node] + (k != home[node])
                    p = person[node]
                    if p >= 0 and taken[p, k] >= 0 and taken[p, k] != node:
                        other = taken[p, k]
                        cost -= k != home[other]
                    elif of_sort[sort[node], k] < room[sort[node], k]:
                        other = of_slots + k
                    else:
                        other = count + sort[node] * slots + k
                else:
                    other = held[t, k]
                    if node < of_slots and sort[other] != (node - count) // slots:
                        continue
                    cost = far[node] - (t != home[other])
                if cost < far[other]:
                    far[other] = cost
                    before[other] = node
                    if not waits[other]:
                        waits[other] = 1
                        queue[(head + size) % nodes] = other
                        size += 1
        if end < 0:
            break
        moved += far[end]
        after, slot = end, end - of_slots
        while before[after] >= 0:  # each meeting takes what the one after it leaves, or the slot it came to
            node = before[after]
            if node < count:
                left = now[node]
                now[node] = slot
                slot = left
            after = node
        out -= 1
        least[out] = moved
    return least

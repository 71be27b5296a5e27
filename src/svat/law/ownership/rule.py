"""Law room, owners: who holds or controls a company, and what the lists' hits on them mean for it (50 percent rule)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from svat.law.ownership.chains import Stake, percent
from svat.wording import say

_HOLDS, _HOLDS_UNKNOWN = say("holds {share} of {owned}"), say("holds an unknown share of {owned}")
_CONTROLS, _CONTROLS_AND_HOLDS = say("controls {owned}"), say("controls and holds {share} of {owned}")
_CONTROLS_UNKNOWN = say("controls and holds an unknown share of {owned}")

Level = Literal["hit", "review"]
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Held:
    """What listed owners mean for one entity."""

    level: Level  # hit: barred; review: a person decides
    share: Fraction  # held by hits, directly or indirectly, all together
    control: bool  # by a hit, directly or through entities that hits own or control
    chains: tuple[tuple[str, Level, tuple[Stake, ...]], ...]  # listed owner, what follows, stakes top down


def held_by_listed(stakes: Sequence[Stake], listed: Mapping[str, Level]) -> dict[str, Held]:
    """For every entity with a listed owner up its chains, what follows. Keys are ids and keys of stakes.

    An entity held by half or more by hits together, or controlled by one, counts as a hit itself, and its
    whole share counts below it. Every other listed owner, near, minor or of unknown share, is a question.
    """
    sure = {key for key, level in listed.items() if level == "hit"}
    blocked, controlled, shares = set(sure), set[str](), dict[str, Fraction]()
    while True:
        shares = _shares(stakes, blocked)
        controlled |= {s.owned for s in stakes if s.control and s.key in blocked}
        more = (controlled | {n for n, v in shares.items() if v >= HALF}) - blocked
        if not more:
            break
        blocked |= more
    # What holds an entity now: its owners' shares, with blocked owners in full.
    total: dict[str, Fraction] = {}
    for s in stakes:
        value = Fraction(1) if s.key in blocked else shares.get(s.key, Fraction(0))
        total[s.owned] = total.get(s.owned, Fraction(0)) + (s.share or Fraction(0)) * value
    counting = [s for s in stakes if s.control or s.share]
    any_way = [s for s in stakes if s.control or s.share != 0]
    found: dict[str, list[tuple[str, Level, tuple[Stake, ...]]]] = {}
    barred = controlled | {
        entity for entity, value in total.items() if value >= HALF
    }  # by owners, not by itself
    for key in sorted(listed):
        firm = _ways(counting, key) if key in sure else {}
        for entity, way in _ways(any_way, key).items():
            if entity in firm and entity in barred:
                found.setdefault(entity, []).append((key, "hit", firm[entity]))
            else:
                found.setdefault(entity, []).append((key, "review", way))
    return {
        entity: Held(
            "hit" if any(level == "hit" for _, level, _ in chains) else "review",
            total.get(entity, Fraction(0)), entity in controlled, tuple(chains),
        )
        for entity, chains in found.items()
    }  # fmt: skip


def _shares(stakes: Sequence[Stake], blocked: set[str]) -> dict[str, Fraction]:
    """The exact share that blocked entities hold in each other one, over all chains, cycles included.

    It solves v = W v + b for the entities below blocked ones by elimination. The shares of an entity sum to
    one at most, and each of these has an owner outside every closed circle, so there is one solution. Where
    rounding makes a circle own itself whole, all of it counts as held.
    """
    below, grown = set[str](), True
    while grown:
        new = {s.owned for s in stakes if s.share and (s.key in blocked or s.key in below)} - blocked - below
        below |= new
        grown = bool(new)
    rows: dict[str, dict[str, Fraction]] = {n: {} for n in below}
    const = dict.fromkeys(below, Fraction(0))
    for s in stakes:
        if s.owned in below and s.share:
            if s.key in blocked:
                const[s.owned] += s.share
            elif s.key in below:
                rows[s.owned][s.key] = rows[s.owned].get(s.key, Fraction(0)) + s.share
    order = sorted(below)
    for n in order:  # express n by entities not yet eliminated, then put it into the others
        own = rows[n].pop(n, Fraction(0))
        if own >= 1:
            rows[n], const[n] = {}, Fraction(1)
        else:
            rows[n] = {k: w / (1 - own) for k, w in rows[n].items()}
            const[n] /= 1 - own
        for m in order:
            weight = rows[m].pop(n, None) if m != n else None
            if weight:
                const[m] += weight * const[n]
                for k, w in rows[n].items():
                    rows[m][k] = rows[m].get(k, Fraction(0)) + weight * w
    return const


def _ways(stakes: Sequence[Stake], start: str) -> dict[str, tuple[Stake, ...]]:
    """For every entity below `start` one shortest chain of stakes to it."""
    by_owner: dict[str, list[Stake]] = {}
    for s in sorted(stakes, key=lambda s: (s.owned, -(s.share or 0), not s.control, s.owner, s.place)):
        by_owner.setdefault(s.key, []).append(s)
    ways: dict[str, tuple[Stake, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for s in by_owner.get(here, ()):
            if s.owned not in ways:
                ways[s.owned] = (*ways[here], s)
                queue.append(s.owned)
    del ways[start]
    return ways


def in_words(chain: Sequence[Stake], names: Mapping[str, str]) -> str:
    """ "X holds 60 % of Y, which holds 100 % of Z"."""
    parts = []
    for s in chain:
        known = {"owned": names.get(s.owned, s.owned), "share": percent(s.share or Fraction(0))}
        if s.share is None:
            form = _CONTROLS_UNKNOWN if s.control else _HOLDS_UNKNOWN
        elif s.control:
            form = _CONTROLS_AND_HOLDS if s.share != 0 else _CONTROLS
        else:
            form = _HOLDS
        parts.append(say(form, **known))
    chained = parts[0]
    for part in parts[1:]:
        chained = say("{chain}, which {next}", chain=chained, next=part)
    return say("{owner} {chain}", owner=chain[0].owner, chain=chained)

"""Small events to measure on: planted ones, whose fewest breaks are known, and variants with fixed slots and orders.

    python benchmarks/mission_planted.py FOLDER [--seed 0] [--of DIR [--seconds 300]]

writes planted events, and of each variants with 20 and 40 % of the meetings fixed and 15 and 25 % in an order. With
`--of` it writes such variants of the events in DIR instead (*.original.dzn): around a plan that is proved to have the
fewest breaks, which every variant keeps, so that its own fewest breaks are those of the event, which the name says.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from svat.mission.exact.dzn import read_event
from svat.mission.exact.instance import EITHER, Instance, PairedMeeting
from svat.mission.exact.solve import solve_instance


@dataclass(frozen=True)
class Shape:
    """How large an event is."""

    participants: int
    slots: int
    tables: int
    filled: float = 0.8  # of the places at tables that the planted timetable uses
    gaps: int = 0  # participants with two meetings fixed around an idle slot: one break each, for certain


def planted(shape: Shape, seed: int) -> tuple[Instance, dict[int, int]]:
    """An event and a timetable of it with the fewest breaks there can be: one for each gap.

    Each participant's meetings are put one after the other without an idle slot, so that all others have none.
    """
    rng = random.Random(seed)  # noqa: S311 - for events, not for secrets
    met: dict[int, list[int]] = {p: [] for p in range(1, shape.participants + 1)}
    load = dict.fromkeys(range(1, shape.slots + 1), 0)
    pairs: list[tuple[int, int, int]] = []
    fixed: list[int] = []
    wanted = int(shape.filled * shape.slots * shape.tables)
    for gap in range(shape.gaps):
        alone, slot = shape.participants - 3 * gap, rng.randint(1, shape.slots - 2)
        for other, at in ((alone - 1, slot), (alone - 2, slot + 2)):
            pairs.append((other, alone, at))
            fixed.append(at)
            load[at] += 1
            met[other].append(at)
            met[alone].append(at)
    free = [p for p in met if p <= shape.participants - 3 * shape.gaps]
    for _ in range(200 * wanted):
        if len(pairs) >= wanted or len(free) < 2:
            break
        a, b = sorted(rng.sample(free, 2))
        slots = [s for s in load if load[s] < shape.tables and _joins(met[a], s) and _joins(met[b], s)]
        if slots and (a, b) not in {pair[:2] for pair in pairs}:
            slot = rng.choice(slots)
            pairs.append((a, b, slot))
            fixed.append(0)
            load[slot] += 1
            met[a].append(slot)
            met[b].append(slot)
    nothing = (frozenset[int](),)
    instance = Instance(
        shape.participants,
        tuple(PairedMeeting(a, b, EITHER) for a, b, _ in pairs),
        shape.slots,
        shape.slots // 2,
        shape.tables,
        nothing * shape.participants,
        tuple(fixed),
        nothing * len(pairs),
    )
    return instance, {number: slot for number, (_, _, slot) in enumerate(pairs, 1)}


def _joins(taken: list[int], slot: int) -> bool:
    """Whether a slot stands right before or after those that somebody has."""
    return not taken or (slot not in taken and slot in (min(taken) - 1, max(taken) + 1))


def with_fixed(instance: Instance, plan: Mapping[int, int], share: float, seed: int) -> Instance:
    """The same with a share of the meetings fixed at the slot that they have in a timetable."""
    chosen = set(random.Random(seed).sample(sorted(plan), int(share * len(plan))))  # noqa: S311
    fixed = tuple(plan[m] if m in chosen else old for m, old in enumerate(instance.fixed, 1))
    return replace(instance, fixed=fixed)


def with_orders(instance: Instance, plan: Mapping[int, int], share: float, seed: int) -> Instance:
    """The same with orders that a timetable keeps: as many pairs as that share of the meetings."""
    rng = random.Random(seed)  # noqa: S311
    before: list[set[int]] = [set() for _ in plan]
    left = int(share * len(plan))
    while left:
        first, then = rng.sample(sorted(plan), 2)
        if plan[first] < plan[then] and first not in before[then - 1]:
            before[then - 1].add(first)
            left -= 1
    return replace(instance, precedences=tuple(map(frozenset, before)))


def dzn(instance: Instance) -> str:
    """An event as svat and MiniZinc read it."""

    def sets(values: Iterable[Iterable[int]]) -> str:
        return ",\n".join("{" + ",".join(map(str, sorted(value))) + "}" for value in values)

    own = instance.of_participant
    rows = "\n|".join(f"{x.a}, {x.b}, {x.session}," for x in instance.meetings)
    return (
        f"nBusiness = {instance.participants};\nnMeetings = {len(instance.meetings)};\n"
        f"nTables = {instance.tables};\nnTotalSlots = {instance.slots};\nnMorningSlots = {instance.morning};\n\n"
        f"requested = [|{rows}\n|];\n\n"
        f"meetingsxBusiness = [{sets({1, *(m + 1 for m in meetings)} for meetings in own)}];\n\n"
        f"nMeetingsBusiness = [{','.join(str(len(x)) for x in own)}];\n\n"
        f"forbidden = [{sets(instance.forbidden)}];\n\nfixed = [{','.join(map(str, instance.fixed))}];\n\n"
        f"precedences = [{sets(instance.precedences)}];\n"
    )


SHAPES = {
    "small": Shape(20, 10, 6, gaps=1),
    "middle": Shape(45, 10, 18, filled=0.9),
    "gaps": Shape(60, 16, 16, gaps=4),
    "large": Shape(76, 22, 14, filled=0.95),
}


Known = tuple[str, Instance, Mapping[int, int]]


def known(seed: int) -> Iterator[Known]:
    """Name, event and a plan with the fewest breaks, of each planted event."""
    for name, shape in SHAPES.items():
        yield f"{name}-{shape.gaps}", *planted(shape, seed)


def proved(folder: Path, seconds: float) -> Iterator[Known]:
    """The same of each original event in a folder, as far as its plan is proved in time."""
    for file in sorted(folder.glob("*.original.dzn")):
        instance = read_event(file).instance
        found = solve_instance(instance, seconds)
        if found.status == "optimal" and found.placing is not None:
            yield f"{file.name.removesuffix('.original.dzn')}-{found.breaks}", instance, found.placing


def main() -> None:
    """Write the events into a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--of", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, instance, plan in proved(given.of, given.seconds) if given.of else known(given.seed):
        events = {} if given.of else {f"{name}.planted": instance}
        events |= {f"{name}.fixed{x}": with_fixed(instance, plan, x / 100, given.seed) for x in (20, 40)}
        events |= {f"{name}.prec{x}": with_orders(instance, plan, x / 100, given.seed) for x in (15, 25)}
        for event, made in events.items():
            (given.folder / f"{event}.dzn").write_text(dzn(made), encoding="utf-8")
            print(event, len(made.meetings), "meetings", flush=True)


if __name__ == "__main__":
    main()

"""Invented persons in the scripts of the world, screened against real lists: how many are taken for somebody listed.

    pip install --target DIR faker
    ./dev python benchmarks/law_names_world.py LISTS_FOLDER [--faker DIR] [--people N] [--seed N]

Faker (MIT licence) gives the names of most peoples, benchmarks/law_names_people.py those of the others. Given names
and surnames are put together by chance, in equal parts of each people, no name twice; whoever is alerted is alerted
wrongly, or bears by chance the very name of somebody listed ("the same name" in the table). A name is *not screened*
where the lists lack names in its script: that is no alert by name, and counted apart. Prints no listed name; the names
shown as examples are the invented ones.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from law_names_people import People, in_passports, peoples, persons
from svat.law.lists import load_lists
from svat.law.model import Hit, Party
from svat.law.screening.screener import Screener

_SHOWN = 3  # names for each cause
_CAUSES = 10
_QUOTED = re.compile(r"(?<!\w)'[^']*'(?!\w)")
_BESIDES = re.compile(r"; (read as …|the entry was born .*)")


@dataclass(slots=True)
class Count:
    """Persons of one script or people, by what was said of them."""

    persons: int = 0
    alerted: int = 0
    barred: int = 0
    same: int = 0  # alerted by the very name of an entry
    unscreened: int = 0

    def add(self, hits: tuple[Hit, ...]) -> None:
        """Count one person."""
        by_name = [h for h in hits if h.entry_id]
        self.persons += 1
        self.alerted += bool(by_name)
        self.barred += any(h.status == "hit" for h in by_name)
        self.same += any(h.confidence == "exact" for h in by_name)
        self.unscreened += len(by_name) < len(hits)

    def row(self, label: str) -> str:
        """One line of the table."""
        shares = (self.alerted, self.barred, self.same, self.unscreened)
        return f"{label} | {self.persons} | " + " | ".join(
            f"{100 * n / max(self.persons, 1):.2f} % ({n})" for n in shares
        )


@dataclass(slots=True)
class Causes:
    """Reasons of the best hit of each person alerted, with what is quoted in them left out."""

    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, hits: tuple[Hit, ...]) -> None:
        """Note why a person is alerted."""
        if by_name := [h for h in hits if h.entry_id]:
            self.found[
                f"{by_name[0].status}: {_BESIDES.sub('', _QUOTED.sub('…', by_name[0].reason))}"
            ].append(name)

    def rows(self) -> list[str]:
        """The commonest, with examples."""
        first = sorted(self.found.items(), key=lambda item: (-len(item[1]), item[0]))[:_CAUSES]
        return [f"{len(names)} | {why} | {', '.join(names[:_SHOWN])}" for why, names in first]


@dataclass(slots=True)
class Result:
    """What was said of all persons asked about."""

    by_script: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_people: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    every: Count = field(default_factory=Count)
    causes: Causes = field(default_factory=Causes)
    spent: float = 0.0  # CPU seconds

    def show(self, title: str, counts: dict[str, Count]) -> None:
        """Print one table."""
        print(f"{title} | persons | alerted | barred | the same name | not screened")
        for label, count in sorted(counts.items(), key=lambda item: (-item[1].persons, item[0])):
            print(count.row(label))
        print(self.every.row("all"), end="\n\n")


def main() -> None:
    """Print the table by script and by people, and the commonest causes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lists", type=Path)
    parser.add_argument("--faker", default="", help="folder with the package faker, if it is not installed")
    parser.add_argument("--people", type=int, default=20_000, help="persons in all")
    parser.add_argument("--seed", type=int, default=0)
    said = parser.parse_args()
    if said.faker:
        sys.path.insert(0, said.faker)
    lists = load_lists(said.lists, date(2026, 3, 1), max_age_days=10_000)
    screener = Screener(lists)
    own = peoples(said.seed)
    result = ask(screener, own, said.people, said.seed)
    print(
        f"{len(lists.entries)} entries, {result.every.persons} persons of {len(own)} peoples, seed {said.seed}"
    )
    print(f"{result.every.persons / result.spent:.0f} names per CPU s\n")
    result.show("script", result.by_script)
    result.show("people", result.by_people)
    print("commonest causes: persons | best hit | such as")
    print("\n".join(result.causes.rows()))
    print("\nbeside these, not counted in all: as passports have them in Latin letters")
    also = in_passports(own)
    result = ask(screener, also, len(also) * said.people // len(own), said.seed)
    result.show("people", result.by_people)
    print("\n".join(result.causes.rows()))


def ask(screener: Screener, own: Sequence[People], count: int, seed: int) -> Result:
    """Screen so many persons in all, in equal parts of the peoples."""
    result = Result()
    for place, people in enumerate(own):
        share = count // len(own) + (place < count % len(own))
        parties = [Party(name, (name,), "person") for name in persons(people, share, seed)]
        start = time.process_time()
        found = screener.screen(parties)
        result.spent += time.process_time() - start
        for party, hits in zip(parties, found, strict=True):
            for counted in (result.by_script[people.script], result.by_people[people.name], result.every):
                counted.add(hits)
            result.causes.add(party.id, hits)
    return result


if __name__ == "__main__":
    main()

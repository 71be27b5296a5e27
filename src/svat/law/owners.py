"""Law room, owners: who holds or controls a company, and what the lists' hits on them mean for it (50 percent rule)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from svat.law.screening import PartyKind
from svat.law.tables import read_table
from svat.roll.folding import fold
from svat.roll.model import Company, UnusableInput

Level = Literal["hit", "review"]
HALF = Fraction(1, 2)
COLUMN = "owners"  # of a roll
KINDS: dict[str, PartyKind] = {
    "person": "person", "organisation": "organisation", "state": "organisation", "unknown": "unknown", "": "unknown",
}  # fmt: skip
_CONTROL = {"yes": True, "no": False, "": False}
_MUST = ("owned", "owner", "share")
_MAY = ("owner_id", "owner_type", "country", "identifiers", "control", "as_of", "source")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*%?")
_ITEM = re.compile(r"(?P<name>.*?\S)\s*[-–—:(]?\s*(?P<share>\d+(?:[.,]\d+)?)\s*%\s*\)?")


@dataclass(frozen=True, slots=True)
class Stake:
    """One owner's part of one entity. `share` is 0 … 1, None where it is not known."""

    owned: str  # external_id of a roll, or an id used among the stakes
    owner: str  # name
    share: Fraction | None
    owner_id: str = ""
    kind: PartyKind = "unknown"
    control: bool = False
    country: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    place: str = ""  # file and row

    @property
    def key(self) -> str:
        """The owner's id; an owner without one is known by the folded name."""
        return self.owner_id or f"name:{fold(self.owner) or self.owner}"


def read_owners(files: Sequence[Path]) -> tuple[Stake, ...]:
    """The stakes of owners files. Raises UnusableInput with file, row, column, value and reason.

    A file is believed whole or not at all: a row left out could hide an owner.
    """
    stakes: list[Stake] = []
    for file in files:
        said = {replace(s, place="") for s in stakes}  # what two files say alike counts once
        rows = (_stake(file, number, row) for number, row in read_table(file, _MUST, _MAY))
        stakes += [s for s in rows if replace(s, place="") not in said]
    for owned, total in _totals(stakes).items():
        if total > 1:
            place = next(s.place for s in reversed(stakes) if s.owned == owned)
            raise UnusableInput(
                f"{place}: column share: the shares of {owned!r} sum to {percent(total)}, over 100 %"
            )
    return tuple(stakes)


def _stake(file: Path, number: int, row: Mapping[str, str]) -> Stake:
    place = f"{file}: row {number}"

    def refuse(column: str, why: str) -> UnusableInput:
        return UnusableInput(f"{place}: column {column}: {row[column]!r}: {why}")

    for column in ("owned", "owner"):
        if not row[column]:
            raise refuse(column, "must not be empty")
    share = None
    if row["share"]:
        number_found = _NUMBER.fullmatch(row["share"])
        if not number_found:
            raise refuse("share", "must be a percentage from 0 to 100, or empty where it is not known")
        share = Fraction(number_found[1].replace(",", ".")) / 100
        if share > 1:
            raise refuse("share", "is over 100 %")
    kind, control = row["owner_type"].casefold(), row["control"].casefold()
    if kind not in KINDS:
        raise refuse("owner_type", "must be person, organisation, state or unknown")
    if control not in _CONTROL:
        raise refuse("control", "must be yes, no or empty")
    numbers = []
    for item in filter(None, (part.strip() for part in row["identifiers"].split(";"))):
        label, _, value = item.rpartition(":") if ":" in item else item.rpartition(" ")
        numbers.append((label.strip() or "identifier", value.strip()))
    return Stake(
        row["owned"], row["owner"], share, row["owner_id"], KINDS[kind], _CONTROL[control],
        row["country"].upper(), tuple(numbers), place,
    )  # fmt: skip


def of_column(company: Company) -> tuple[Stake, ...]:
    """The stakes in the roll's own `owners` column: "Owner A 60 %; Owner B 40 %".

    An item without a share counts with an unknown share; so do all where they sum to more than 100 %.
    """
    text = next((v for header, v in company.extra if header.strip().casefold() == COLUMN), "")
    stakes = []
    for item in filter(None, (part.strip() for part in re.split(r"[;；\n]", text))):
        found = _ITEM.fullmatch(item)
        share = Fraction(found["share"].replace(",", ".")) / 100 if found else None
        name = found["name"].strip(" -–—:(") if found else item
        place = f"{company.file}: row {company.row}"
        stakes.append(Stake(company.external_id, name or item, share, place=place))
    if sum((s.share or Fraction(0) for s in stakes), Fraction(0)) > 1:
        stakes = [replace(s, share=None) for s in stakes]
    return tuple(stakes)


def stakes_of(owners: Iterable[Stake], rolls: Iterable[Iterable[Company]]) -> tuple[Stake, ...]:
    """The stakes of owners files and of the rolls' own `owners` columns."""
    return joined(owners, (stake for roll in rolls for company in roll for stake in of_column(company)))


def joined(stakes: Iterable[Stake], more: Iterable[Stake]) -> tuple[Stake, ...]:
    """Both; of a further stake that would take an entity over 100 % the share is not known."""
    out = list(stakes)
    known = {(s.owned, s.key): s.share for s in out}
    extra = [s for s in more if known.get((s.owned, s.key), -1) != s.share]
    over = {owned for owned, total in _totals([*out, *extra]).items() if total > 1}
    return (*out, *(replace(s, share=None) if s.owned in over else s for s in extra))


def linked(stakes: Iterable[Stake], companies: Iterable[Company]) -> tuple[Stake, ...]:
    """The stakes with the id of every owner that has none but is named like a company, an entity or another owner.

    So a chain does not break where one row names a holding company and another gives its id.
    """
    stakes = tuple(stakes)
    pairs = [(s.owner, s.owner_id) for s in stakes if s.owner_id] + [(s.owned, s.owned) for s in stakes]
    pairs += [(name, c.external_id) for c in companies for name in c.names]
    ids: dict[str, str] = {}
    for name, key in sorted(pairs, reverse=True):
        ids[fold(name)] = key
    return tuple(s if s.owner_id else replace(s, owner_id=ids.get(fold(s.owner), "")) for s in stakes)


def _totals(stakes: Iterable[Stake]) -> dict[str, Fraction]:
    totals: dict[str, Fraction] = {}
    for stake in stakes:
        totals[stake.owned] = totals.get(stake.owned, Fraction(0)) + (stake.share or 0)
    return totals


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
    one at most, and each of these has an owner outside every closed circle, so there is one solution.
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


def percent(share: Fraction) -> str:
    """As people write it, never rounded over a bound: "33.33 %"."""
    hundredths = share * 10000
    text = f"{int(hundredths) / 100:.2f}".rstrip("0").rstrip(".")
    return f"{text} %" if hundredths.denominator == 1 else f"about {text} %"


def in_words(chain: Sequence[Stake], names: Mapping[str, str]) -> str:
    """ "X holds 60 % of Y, which holds 100 % of Z"."""
    parts = []
    for s in chain:
        holds = "holds an unknown share of" if s.share is None else f"holds {percent(s.share)} of"
        if s.control:
            holds = f"controls and {holds}" if s.share != 0 else "controls"
        parts.append(f"{holds} {names.get(s.owned, s.owned)}")
    return f"{chain[0].owner} " + ", which ".join(parts)

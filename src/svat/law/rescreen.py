"""Law room, rescreen: what turned for each company between the lists of two days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from svat.law.lists.model import ListSet
from svat.law.model import Finding
from svat.law.owners import Stake, stakes_of
from svat.law.parties import screen_companies
from svat.law.rulings import Ruling
from svat.roll.model import Company

Turn = Literal["newly hit", "newly near", "changed", "no longer listed", "milder", "same"]
WORSE: frozenset[Turn] = frozenset({"newly hit", "newly near"})


@dataclass(frozen=True, slots=True)
class Turned:
    """One company: what turned, and the findings that are new and that are gone."""

    side: Literal["a", "b"]
    company: str
    turn: Turn
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def rescreen(
    rolls: tuple[Sequence[Company], Sequence[Company]],
    before: ListSet,
    after: ListSet,
    *,
    owners: Sequence[Stake] = (),
    rulings: Sequence[Ruling] = (),
    two_persons: bool = False,
) -> tuple[Turned, ...]:
    """Every company of both rolls once, with its contact and owners; rulings count as known on each day."""
    stakes = stakes_of(owners, rolls)
    then, now = (
        screen_companies(rolls, lists, owners=stakes, rulings=rulings, two_persons=two_persons)
        for lists in (before, after)
    )
    out: list[Turned] = []
    sides: tuple[Literal["a", "b"], ...] = ("a", "b")
    for side, roll, old, new in zip(sides, rolls, then, now, strict=True):
        for company in roll:
            was, is_ = old[company.external_id], new[company.external_id]
            before_, after_ = set(map(_key, was)), set(map(_key, is_))
            came = tuple(f for f in is_ if _key(f) not in before_)
            went = tuple(f for f in was if _key(f) not in after_)
            out.append(Turned(side, company.external_id, _turn(came, went, is_), came, went))
    return tuple(out)


def _key(finding: Finding) -> tuple[str, str, str, str]:
    """A finding apart from the list version that it was made with."""
    return (finding.rule, finding.effect, finding.matched, finding.detail)


def _turn(came: Sequence[Finding], went: Sequence[Finding], now: Sequence[Finding]) -> Turn:
    gone = {(f.rule, f.effect) for f in went}
    barred_before = {f.rule for f in went if f.effect == "barred"}
    fresh = [f for f in came if (f.rule, f.effect) not in gone]
    if any(f.effect == "barred" for f in fresh):
        return "newly hit"
    if any(f.rule not in barred_before for f in fresh):
        return "newly near"
    if fresh:
        return "milder"
    if came:
        return "changed"
    if went:
        return "milder" if now else "no longer listed"
    return "same"

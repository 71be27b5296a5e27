"""Law room, rescreen: what turned for each company between the lists, and the rulings, of two days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from svat.law.lists.entry_text import changed_in_words, entry_text
from svat.law.lists.model import Entry
from svat.law.model import SEVERITY, Finding
from svat.law.screening.companies import Found, Screened
from svat.law.screening.rulings import name_key
from svat.sides import Side

Turn = Literal[
    "newly hit", "newly near", "ruling lapsed", "changed", "no longer listed", "cleared", "milder", "same"
]
WORSE: frozenset[Turn] = frozenset({"newly hit", "newly near", "ruling lapsed"})


@dataclass(frozen=True, slots=True)
class Turned:
    """One company: what turned, the findings that are new and that are gone, and how its entries changed."""

    side: Side
    company: str
    turn: Turn
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    entries: tuple[str, ...] = ()  # "OFAC 101: name added: 'X'": of the entries that it is asked about still


def rescreen(
    then: Screened, now: Screened, before: Iterable[Entry], after: Iterable[Entry]
) -> tuple[Turned, ...]:
    """Every company of both sides once, as screened on two days, with what turned between them.

    `before` and `after` are the entries of the two days' lists. What is asked is whether this name of this company,
    contact or owner is that entry. Only the same question again is no news: another owner or name that hits an entry
    is new, though the company was asked about the entry before.
    """
    cleared = {(name_key(r.name), f"{r.publisher} {r.entry_id}") for r in now.settled if r.said == "cleared"}
    changed = _changed(before, after)
    out: list[Turned] = []
    for (side, old), new in zip(then.found.items(), now.found, strict=True):
        for company, is_ in new.items():
            was = old[company]
            before_, after_ = set(map(_key, was)), set(map(_key, is_))
            came = [f for f in is_ if _key(f) not in before_]
            went = [f for f in was if _key(f) not in after_]
            rules = dict.fromkeys(f.finding.rule for f in is_ if f.finding.rule in changed)
            entries = tuple(f"{rule}: {changed[rule]}" for rule in rules)
            turn = _turn(was, is_, bool(came or entries), cleared)
            new_, gone = (tuple(f.finding for f in found) for found in (came, went))
            out.append(Turned(side, company, turn, new_, gone, entries))
    return tuple(out)


def _changed(before: Iterable[Entry], after: Iterable[Entry]) -> dict[str, str]:
    """Rule of each entry that both hold and that says something else, and what, in words."""
    old = {(e.publisher, e.id): e for e in before}
    both = [(old[e.publisher, e.id], e) for e in after if (e.publisher, e.id) in old]
    said = {f"{e.publisher} {e.id}": changed_in_words(entry_text(was), e) for was, e in both}
    return {rule: words for rule, words in said.items() if words}


def _key(found: Found) -> tuple[object, ...]:
    """A finding apart from the list version that it was made with."""
    return (*found.question, found.finding.effect, found.finding.matched, found.finding.detail)


def _turn(was: Sequence[Found], now: Sequence[Found], changed: bool, cleared: set[tuple[str, str]]) -> Turn:
    old, new = _worst(was), _worst(now)
    lapsed = {f.question for f in now if f.lapsed} - {f.question for f in was if f.lapsed}
    fresh = {q: effect for q, effect in new.items() if effect > old.get(q, 0) and q not in lapsed}
    if any(effect == SEVERITY["barred"] for effect in fresh.values()):
        return "newly hit"
    if fresh:
        return "newly near"
    if lapsed:
        return "ruling lapsed"
    gone = [f for f in was if new.get(f.question, 0) < old[f.question]]
    if gone and not now:
        settled = any((name_key(f.name), f.finding.rule) in cleared for f in gone)
        return "cleared" if settled else "no longer listed"
    if gone:
        return "milder"
    return "changed" if changed else "same"


def _worst(found: Iterable[Found]) -> dict[tuple[str, ...], int]:
    """The strictest effect on each question."""
    out: dict[tuple[str, ...], int] = {}
    for f in found:
        out[f.question] = max(out.get(f.question, 0), SEVERITY[f.finding.effect])
    return out

"""The council's runs, compared: which introductions come and go from one to the next, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from svat.council.missions.lawful import candidates_of
from svat.council.store import Store
from svat.files import read_bytes
from svat.market.wishes import Wishes
from svat.notation import shortest
from svat.progress import Progress, silent
from svat.report.introductions import views
from svat.report.introductions.earlier import EarlierRun, read_earlier
from svat.report.introductions.model import Outcome
from svat.sides import SIDES, Sides
from svat.wording import say, say_list

ChangeOf = Literal["comes", "goes", "now clear", "now held"]
KINDS: tuple[ChangeOf, ...] = ("comes", "goes", "now clear", "now held")
_Pair = tuple[str, str]
_CLEAR_NOW = say("what it waited for is decided, or the law lets it through now")


@dataclass(frozen=True, slots=True)
class ChangedPair:
    """A pair that is otherwise than it was, and why."""

    kind: ChangeOf
    a: str
    b: str
    why: str


def compare(
    store: Store, outcome: Outcome, earlier: Path, progress: Progress = silent
) -> tuple[ChangedPair, ...]:
    """How a run that was just made of a store differs from an earlier one, whose introductions.json is given.

    By kind, then by identifiers. Raises UnusableInput for a file that is none.
    """
    before = read_earlier(earlier)
    now = {(x.a, x.b): x for x in outcome.introductions}
    held = {pair for pair, x in now.items() if not views.is_clear(x)}
    came, gone = sorted(now.keys() - before.places.keys()), sorted(before.places.keys() - now.keys())
    reasons = _Reasons(store, outcome, before, _barred(earlier))
    found = [ChangedPair("comes", a, b, reasons.of_new(a, b)) for a, b in came]
    found += [ChangedPair("goes", *pair, why) for pair, why in reasons.of_gone(gone, progress)]
    found += [
        ChangedPair("now clear", a, b, _CLEAR_NOW) for a, b in sorted((before.held & now.keys()) - held)
    ]
    for a, b in sorted((held & before.places.keys()) - before.held):
        details = tuple(dict.fromkeys(x.detail for x in now[a, b].verdict.findings))
        found.append(ChangedPair("now held", a, b, say_list(details, " ")))
    return tuple(found)


def _barred(earlier: Path) -> frozenset[_Pair]:
    data = json.loads(read_bytes(earlier))
    return frozenset((str(x["a"]), str(x["b"])) for x in data.get("barred_pairs", ()))


class _Reasons:
    """Why pairs come and go."""

    def __init__(
        self, store: Store, outcome: Outcome, before: EarlierRun, barred_before: frozenset[_Pair]
    ) -> None:
        self._store, self._outcome, self._before = store, outcome, before
        self._barred_before = barred_before
        self._barred = {(x.a, x.b): x.findings for x in outcome.barred}
        self._on_roll = {(side, key) for side in SIDES for key in views.companies(outcome, side)}
        self._wishes: Wishes = store.wishes()
        self._left_out = {(x.side, x.company): x.detail for x in outcome.left_out}

    def of_new(self, a: str, b: str) -> str:
        """Why a pair comes."""
        if (a, b) in self._wishes.must:
            return say("the council wishes that the two meet")
        new = [key for side, key in (("a", a), ("b", b)) if (side, key) not in self._before.companies]
        if new:
            return say("new on its roll: {companies}", companies=", ".join(new))
        if (a, b) in self._barred_before:
            return say("the law barred it before and does not bar it now")
        alone = [key for side, key in (("a", a), ("b", b)) if (side, key) in self._before.left_out]
        if alone:
            return say("without any introduction before: {companies}", companies=", ".join(alone))
        return say("it stands among the best of both lists now")

    def of_gone(self, gone: list[_Pair], progress: Progress) -> Iterator[tuple[_Pair, str]]:
        """Why pairs go; what they could trade is asked for where nothing else tells."""
        known = {pair: why for pair in gone if (why := self._plain(*pair))}
        rest = [pair for pair in gone if pair not in known]
        companies = self._store.rolls(progress).map(lambda roll: roll.companies)
        fits = {
            (x.a, x.b): x.lines[0].fit if x.lines else None
            for x in candidates_of(self._store, rest, companies, progress)
        }
        for pair in gone:
            yield pair, known.get(pair) or self._of_market(pair, fits)

    def _plain(self, a: str, b: str) -> str:
        absent = [key for side, key in (("a", a), ("b", b)) if (side, key) not in self._on_roll]
        if absent:
            return say("no longer on its roll: {companies}", companies=", ".join(absent))
        if (a, b) in self._barred:
            details = tuple(dict.fromkeys(x.detail for x in self._barred[a, b]))
            return say("the law bars it now: {details}", details=say_list(details, " "))
        if (a, b) in self._wishes.veto:
            return say("the council does not wish it")
        return ""

    def _of_market(self, pair: _Pair, fits: Mapping[_Pair, float | None]) -> str:
        fit, least = fits.get(pair), self._outcome.corridor.least_fit
        if fit is None:
            return say("nothing that one offers meets a need of the other any more")
        if fit < least:
            return say(
                "too weak to show: its goods fit {fit}, below {least}",
                fit=shortest(round(fit, 3)),
                least=shortest(least),
            )
        for side, key in Sides(*pair).items():
            cap = self._wishes.most[side].get(key)
            if cap is not None and self._held(side, key) >= cap:
                return say("the council lets {company} have {most} partners at most", company=key, most=cap)
        place = max(self._before.places[pair])
        if place > self._outcome.shortlist:
            return say(
                "it stood at place {place}, and lists hold {most} now",
                place=place,
                most=self._outcome.shortlist,
            )
        return say("other partners come before it now")

    def _held(self, side: str, company: str) -> int:
        return sum(getattr(x, side) == company for x in self._outcome.introductions)

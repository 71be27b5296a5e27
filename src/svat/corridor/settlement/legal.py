"""Corridor room, settlement and the law: no deal is settled whose verdict is not clear on its date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from svat.corridor.model import Corridor
from svat.corridor.settlement.model import Deal, Refused, Settlement
from svat.law.gate import list_findings
from svat.law.lists.model import ListSet
from svat.law.measures import GOODS_ONLY, check
from svat.law.model import Finding, Verdict, verdict_of
from svat.law.own import engine_error, ordered
from svat.law.parties import screen_companies
from svat.law.rules import Ruleset
from svat.roll.model import Company

ListsOn = Callable[[date], ListSet]


def verdicts(
    deals: Sequence[Deal], corridor: Corridor, rules: Ruleset, on: date, lists: ListsOn | None = None
) -> tuple[Verdict, ...]:
    """The verdict on each deal, in their order: on its own date, and once more on the day of the account.

    The stricter of the two decides and both days' findings stand in it; its `on` is the deal's date. Without lists
    no party is screened, and nothing is clear. An error while judging is a finding, never a clear verdict.
    """
    sets: dict[date, ListSet] = {}
    if lists is not None:
        for day in sorted({d.day for d in deals} | {on}):
            sets[day] = lists(day)
    found = []
    for deal in deals:
        judged: list[Finding] = []
        for day in sorted({deal.day, max(deal.day, on)}):
            try:
                judged += _findings(deal, corridor, rules, day, sets.get(day))
            except Exception as error:  # noqa: BLE001 - whatever fails keeps the deal from being settled, and says so
                judged.append(engine_error(error))
        found.append(verdict_of(ordered(judged), deal.day))
    return tuple(found)


def _findings(
    deal: Deal, corridor: Corridor, rules: Ruleset, on: date, lists: ListSet | None
) -> tuple[Finding, ...]:
    sides = (corridor.a, corridor.b) if deal.exporter == "a" else (corridor.b, corridor.a)
    found = list(
        check(
            rules,
            exporter=sides[0],
            importer=sides[1],
            hs=deal.hs or None,
            on=on,
            activity=deal.activity or None,
            regimes=corridor.regimes,
        )
    )
    states = lists.versions if lists else None
    found += list_findings(states, corridor.regimes, corridor.required_publishers)
    if lists is not None:
        companies = (Company("a", deal.a, corridor.a), Company("b", deal.b, corridor.b))
        for hits in screen_companies([[companies[0]], [companies[1]]], lists):
            found += [finding for side in hits.values() for finding in side]
    return tuple(found)


def settle(deal: Deal, verdict: Verdict | None, on: date) -> Settlement | Refused:
    """May this deal's account be settled on a day? Only when its verdict is clear and is of the deal's date.

    A verdict on goods alone is not one: pass it only with its finding that no party was screened. No payment is
    executed here or anywhere in svat.
    """
    if verdict is None:
        return Refused(deal, f"there is no verdict on it ({GOODS_ONLY} would not be enough)", None)
    if verdict.on != deal.day:
        return Refused(
            deal, f"its verdict is of {verdict.on}, the deal of {deal.day}", verdict, verdict.findings
        )
    if verdict.status != "clear":
        why = f"its verdict on {verdict.on} is {verdict.status}"
        return Refused(deal, why, verdict, verdict.findings)
    if verdict.findings:
        return Refused(deal, "its verdict is called clear and has findings", verdict, verdict.findings)
    if deal.confirmed_on is None or deal.confirmed_on > on:
        return Refused(deal, f"the client had not confirmed its value by {on}", verdict)
    if deal.day > on:
        return Refused(deal, f"it is dated {deal.day}, after {on}", verdict)
    return Settlement(deal, verdict)

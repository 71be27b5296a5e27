"""Corridor room, settlement and the law: no deal is settled whose verdict is not clear on its date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from svat.corridor.model import Corridor, Deal
from svat.corridor.register.state import context_of_law
from svat.corridor.settlement.model import RefusedSettlement, Settlement
from svat.law.gate import list_findings
from svat.law.lists.model import ListSet
from svat.law.measures.flow import GOODS_ONLY, check
from svat.law.model import Finding, Verdict, doubt, engine_error, ordered, verdict_of
from svat.law.rules.ruleset import Ruleset
from svat.law.screening.companies import screen_companies
from svat.refusals import UnusableInput
from svat.roll.model import Company

ListsOn = Callable[[date], ListSet]


def verdicts(
    deals: Sequence[Deal], corridor: Corridor, rules: Ruleset, on: date, lists: ListsOn | None = None
) -> tuple[Verdict, ...]:
    """The verdict on each deal, in their order: on its own date, and once more on the day of the account.

    The stricter of the two decides and both days' findings stand in it; its `on` is the deal's date. Without lists
    no party is screened, and nothing is clear. An error while judging is a finding, never a clear verdict. Raises
    UnusableInput when the lists cannot be read.
    """
    judged: list[list[Finding]] = [[] for _ in deals]
    for day in sorted({d.day for d in deals} | {max(d.day, on) for d in deals}):
        places = [k for k, d in enumerate(deals) if day in (d.day, max(d.day, on))]
        try:
            listed = (
                lists(min(day, on)) if lists else None
            )  # a deal to come is held against the lists that are out
            found = _of_day([deals[k] for k in places], corridor, rules, day, listed)
        except UnusableInput:
            raise  # a lists folder that cannot be read at all is told as such
        except Exception as error:  # noqa: BLE001 - whatever fails keeps the deals from being settled, and says so
            found = [[engine_error(error)] for _ in places]
        for k, findings in zip(places, found, strict=True):
            judged[k] += findings
    return tuple(verdict_of(ordered(found), deal.day) for deal, found in zip(deals, judged, strict=True))


def _of_day(
    deals: Sequence[Deal], corridor: Corridor, rules: Ruleset, on: date, listed: ListSet | None
) -> list[list[Finding]]:
    """The findings on each deal on one day: goods and activity, the lists themselves, both parties."""
    about_lists = list_findings(
        listed.versions if listed else None, corridor.regimes, corridor.required_publishers
    )
    if listed is not None and not about_lists:
        decide = "What does the list say about both parties?"
        about_lists = tuple(doubt("LISTS-PROBLEM", problem, decide) for problem in listed.problems)
    found = [[*_goods(deal, corridor, rules, on), *about_lists] for deal in deals]
    if listed is not None:
        sides = [
            [Company(str(k), deal.a, corridor.a) for k, deal in enumerate(deals)],
            [Company(str(k), deal.b, corridor.b) for k, deal in enumerate(deals)],
        ]
        for side, hits in zip(sides, screen_companies(sides, listed), strict=True):
            for k, company in enumerate(side):
                found[k] += (replace(hit, party=company.name) for hit in hits[str(k)])
    return found


def _goods(deal: Deal, corridor: Corridor, rules: Ruleset, on: date) -> tuple[Finding, ...]:
    sides = (corridor.a, corridor.b) if deal.exporter == "a" else (corridor.b, corridor.a)
    return check(
        rules,
        exporter=sides[0],
        importer=sides[1],
        hs=deal.hs or None,
        on=on,
        activity=deal.activity or None,
        regimes=corridor.regimes,
        context=context_of_law(corridor, on),
    )


def settle(
    deal: Deal, verdict: Verdict | None, on: date, *, screened: bool
) -> Settlement | RefusedSettlement:
    """May this deal's account be settled on a day? Only when its verdict is clear and is of the deal's date.

    `screened` says that the verdict speaks of the parties too: one on goods and countries alone (as of
    svat.law.measures.flow.check_one) never settles anything. No payment is executed here or anywhere in svat.
    """
    if verdict is None:
        return RefusedSettlement(deal, "there is no verdict on it", None)
    if verdict.on != deal.day:
        return RefusedSettlement(
            deal, f"its verdict is of {verdict.on}, the deal of {deal.day}", verdict, verdict.findings
        )
    if verdict.status != "clear":
        why = f"its verdict on {verdict.on} is {verdict.status}"
        return RefusedSettlement(deal, why, verdict, verdict.findings)
    if not screened:
        return RefusedSettlement(deal, f"its verdict is of {GOODS_ONLY}", verdict)
    if verdict.findings:
        return RefusedSettlement(
            deal, "its verdict is called clear and has findings", verdict, verdict.findings
        )
    if deal.lost:
        return RefusedSettlement(deal, "it was lost", verdict)
    if deal.confirmed_on is None or deal.confirmed_on > on:
        return RefusedSettlement(deal, f"the client had not confirmed its value by {on}", verdict)
    if deal.day > on:
        return RefusedSettlement(deal, f"it is dated {deal.day}, after {on}", verdict)
    return Settlement(deal, verdict)

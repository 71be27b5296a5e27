"""Corridor room, settlement and the law: no deal is settled whose verdict is not clear on its date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from svat.corridor.model import Deal
from svat.corridor.settlement.model import RefusedSettlement, Settlement
from svat.law.ground import GOODS_ONLY, Law
from svat.law.model import Finding, Verdict, doubt, engine_error, ordered, verdict_of
from svat.refusals import UnusableInput
from svat.roll.model import Company
from svat.sides import Side, Sides
from svat.text.folding import fold
from svat.wording import say

_STANDING = {
    "clear": say("its verdict on {on} is clear"),
    "review": say("its verdict on {on} is review"),
    "barred": say("its verdict on {on} is barred"),
}

LawOn = Callable[[date, date], Law]  # (the day whose rules count, the day of asking) → the law
Companies = Sides[Sequence[Company]]  # of both rolls, as far as they are known


def verdicts(
    deals: Sequence[Deal], law_on: LawOn, countries: Sides[str], on: date, rolls: Companies
) -> tuple[Verdict, ...]:
    """The verdict on each deal, in their order: on its own date, and once more on the day of the account.

    The stricter of the two decides and both days' findings stand in it; its `on` is the deal's date. What reviewers
    decided and companies answered counts as known on the day of the account. A company is known by all that its roll
    says of it where the deal gives its external_id or its name there. An error while judging is a finding, never a
    clear verdict. Raises UnusableInput when the lists cannot be read.
    """
    judged: list[list[Finding]] = [[] for _ in deals]
    named = _DealCompanies(countries, rolls)
    pairs = [named.pair(deal) for deal in deals]
    held = None  # the listed names of the day before, which those of the next day are likely to be
    for day in sorted({d.day for d in deals} | {max(d.day, on) for d in deals}):
        places = [k for k, d in enumerate(deals) if day in (d.day, max(d.day, on))]
        try:
            law = law_on(day, on)
            held = law.screener() if law.lists else held
            found = _of_day([(deals[k], pairs[k]) for k in places], law, countries, named)
        except UnusableInput:
            raise  # a lists folder that cannot be read at all is told as such
        except Exception as error:  # noqa: BLE001 - whatever fails keeps the deals from being settled, and says so
            found = [(engine_error(error),) for _ in places]
        for k, findings in zip(places, found, strict=True):
            judged[k] += findings
    for k, deal in enumerate(deals):
        judged[k] += named.unclear(deal)
    return tuple(verdict_of(ordered(found), deal.day) for deal, found in zip(deals, judged, strict=True))


def _of_day(
    deals: Sequence[tuple[Deal, Sides[Company]]], law: Law, countries: Sides[str], named: _DealCompanies
) -> list[tuple[Finding, ...]]:
    """The findings on each deal on one day: goods and activity, the lists themselves, both parties."""
    screened = None
    if law.lists is not None:
        wanted = Sides({pair.a.external_id for _, pair in deals}, {pair.b.external_id for _, pair in deals})
        screened = law.screened(named.rolls, wanted)
    found = []
    for deal, pair in deals:
        exporter, importer = countries if deal.exporter == "a" else reversed(list(countries))
        verdict = law.verdict_on(exporter, importer, deal.hs or None, deal.activity or None, pair, screened)
        found.append(verdict.findings)
    return found


class _DealCompanies:
    """The companies that deals name, by external_id or by name on their side's roll; others are their name alone."""

    def __init__(self, countries: Sides[str], rolls: Companies) -> None:
        self._countries = countries
        self._by_id = rolls.map(lambda roll: {company.external_id: company for company in roll})
        self._by_name = rolls.map(_by_name)
        self._others: Sides[dict[str, Company]] = Sides({}, {})
        self._rolls = rolls

    @property
    def rolls(self) -> Companies:
        """Both rolls, and the companies that are on neither."""
        return Sides([*self._rolls.a, *self._others.a.values()], [*self._rolls.b, *self._others.b.values()])

    def pair(self, deal: Deal) -> Sides[Company]:
        """The two companies of a deal."""
        return Sides(self._company("a", deal.a), self._company("b", deal.b))

    def unclear(self, deal: Deal) -> list[Finding]:
        """Why it is not known which company of a roll is meant."""
        return [
            doubt(
                "COMPANY-UNCLEAR",
                say(
                    "{name} is the name of several companies of the roll: {ids}.",
                    name=repr(name),
                    ids=", ".join(sorted(ids)),
                ),
                say("Which of them is meant? The deal can name it by its external_id."),
                party=name,
            )
            for side, name in Sides(deal.a, deal.b).items()
            if name not in self._by_id[side] and len(ids := self._by_name[side].get(fold(name), ())) > 1
        ]

    def _company(self, side: Side, name: str) -> Company:
        if name in self._by_id[side]:
            return self._by_id[side][name]
        ids = self._by_name[side].get(fold(name), ())
        if len(ids) == 1:
            return self._by_id[side][ids[0]]
        return self._others[side].setdefault(name, Company(name, name, self._countries[side]))


def _by_name(roll: Sequence[Company]) -> dict[str, list[str]]:
    """Folded name → external_ids of the companies that are called so."""
    found: dict[str, list[str]] = {}
    for company in roll:
        for name in {fold(name) for name in company.names} - {""}:
            found.setdefault(name, []).append(company.external_id)
    return found


def settle(
    deal: Deal, verdict: Verdict | None, on: date, *, screened: bool
) -> Settlement | RefusedSettlement:
    """May this deal's account be settled on a day? Only when its verdict is clear and is of the deal's date.

    `screened` says that the verdict speaks of the parties too: one on goods and countries alone (of
    `Law.verdict_on` without parties) never settles anything. No payment is executed here or anywhere in svat.
    """
    if verdict is None:
        return RefusedSettlement(deal, say("there is no verdict on it"), None)
    if verdict.on != deal.day:
        return RefusedSettlement(
            deal,
            say("its verdict is of {on}, the deal of {day}", on=verdict.on, day=deal.day),
            verdict,
            verdict.findings,
        )
    if verdict.status != "clear":
        why = say(_STANDING[verdict.status], on=verdict.on)
        return RefusedSettlement(deal, why, verdict, verdict.findings)
    if not screened:
        return RefusedSettlement(deal, say("its verdict is of {goods_only}", goods_only=GOODS_ONLY), verdict)
    if verdict.findings:
        return RefusedSettlement(
            deal, say("its verdict is called clear and has findings"), verdict, verdict.findings
        )
    if deal.lost:
        return RefusedSettlement(deal, say("it was lost"), verdict)
    if deal.confirmed_on is None or deal.confirmed_on > on:
        return RefusedSettlement(deal, say("the client had not confirmed its value by {on}", on=on), verdict)
    if deal.day > on:
        return RefusedSettlement(deal, say("it is dated {day}, after {on}", day=deal.day, on=on), verdict)
    return Settlement(deal, verdict)

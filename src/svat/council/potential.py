"""Council, potential: what one country could sell the other, with what the law says: whom to recruit companies for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svat.corridor.trade.potential import Potential
from svat.corridor.trade.potential import potential as find
from svat.corridor.trade.series_file import Expected
from svat.council.store import Store
from svat.goods.nomenclature import titles
from svat.law.ground import Law
from svat.refusals import UnusableInput, said_of
from svat.report.corridor.model import HeadingLaw
from svat.report.corridor.model import PotentialReport as PotentialReport
from svat.tables.values import country_name, country_of
from svat.wording import say, unusable

_NO_TRADE = say(
    "Export potential is left out: no trade files were given. It needs UN Comtrade CSV "
    "files (--trade) of both countries’ trade with the world and with each other by HS "
    "heading, and of other countries’ exports."
)


@dataclass(frozen=True, slots=True)
class PotentialRequest:
    """Whose potential is asked for."""

    exporter: str  # ISO 3166-1 alpha-2
    importer: str
    level: int = 4  # digits of the HS code: 2, 4 or 6
    years: int = 5  # the mean is over so many of the last years
    regimes: tuple[str, ...] | None = (
        None  # in addition to the UN's; None: the corridor's, or all without a corridor
    )


def is_country(text: str) -> bool:
    """Whether a text names a country (ISO 3166-1)."""
    return country_of(text) is not None


def potential(store: Store, request: PotentialRequest, on: date) -> PotentialReport:
    """The export potential by HS code with what the law says of each. Raises UnusableInput."""
    if not store.names_of("trade"):
        raise unusable("no trade files: give --trade, or --council with its trade/")
    read = store.trade()
    found = find(
        read.table, request.exporter, request.importer, store.factors(), request.level, request.years
    )
    law = headings_in_law(store.law_of_goods(on, request.regimes), found)
    left_out = read.figures(Expected("turnover", "USD"))
    return PotentialReport(on, found, law, left_out.refusals, left_out.notes)


def both_directions(store: Store, on: date) -> tuple[tuple[PotentialReport, ...], tuple[str, ...]]:
    """The potential of both directions of a corridor, and in words what a direction lacks. Raises UnusableInput."""
    corridor = store.corridor()
    if not store.names_of("trade"):
        return (), (_NO_TRADE,)
    table, factors, law = store.trade().table, store.factors(), store.law_of_goods(on)
    found, missing = [], []
    for exporter, importer in ((corridor.a, corridor.b), (corridor.b, corridor.a)):
        try:
            one = find(table, exporter, importer, factors)
            found.append(PotentialReport(on, one, headings_in_law(law, one)))
        except UnusableInput as error:
            seller, buyer = country_name(exporter), country_name(importer)
            missing.append(
                say(
                    "What {seller} could sell {buyer} is left out: {error}.",
                    seller=seller,
                    buyer=buyer,
                    error=said_of(error),
                )
            )
    return tuple(found), tuple(missing)


def headings_in_law(law: Law, found: Potential) -> tuple[HeadingLaw, ...]:
    """What the measures on goods say of each heading on the law's day, in their order."""
    texts = titles()
    said = []
    for heading in found.headings:
        verdict = law.verdict_on(found.exporter, found.importer, heading.hs)
        rules = tuple(dict.fromkeys(f.rule for f in verdict.findings))
        said.append(HeadingLaw(texts.get(heading.hs, ""), verdict.status, rules))
    return tuple(said)

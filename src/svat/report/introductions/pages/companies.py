"""Report, pages: one company as the council sees it: its profile, its goods, and its introductions both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from svat.report import words
from svat.report.introductions import views
from svat.report.introductions.model import Introduction, LeftOut, Outcome
from svat.report.introductions.pages import trade
from svat.report.introductions.pages.holding import Holder, key_of
from svat.report.introductions.pages.labels import Label, Labels
from svat.report.introductions.steps import step
from svat.report.languages import lang
from svat.roll.model import Company, Listing
from svat.sides import SIDES, Side
from svat.wording import Said, say


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry or rule that holds an introduction, and where it is decided."""

    rule: str
    question: str
    link: str


@dataclass(frozen=True, slots=True)
class PairView:
    """One introduction as it stands on a company's page."""

    place: int  # on the shortlist, held pairs counted
    partner: Label
    own: int  # step of the company's interest in the partner
    theirs: int
    trades: tuple[trade.TradeLine, ...]
    more: int  # lines not shown here
    reasons: tuple[trade.BothWays, ...]
    waiting: tuple[Waiting, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """An offer or a need as the company wrote it."""

    text: str
    lang: str
    code: str


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Everything that the council reads of one company."""

    label: Label
    country: str
    profile: tuple[tuple[Said, str], ...]
    extra: tuple[tuple[str, str], ...]  # columns of the roll that are not svat's
    offers: tuple[Goods, ...]
    needs: tuple[Goods, ...]
    pairs: tuple[PairView, ...]
    left_out: LeftOut | None
    brief: bool

    @property
    def held(self) -> int:
        """How many of its introductions wait."""
        return sum(pair.held for pair in self.pairs)

    @property
    def clear(self) -> int:
        """How many of them may be sent."""
        return len(self.pairs) - self.held


def by_company(outcome: Outcome) -> dict[tuple[Side, str], list[Introduction]]:
    """The introductions of each company in the order of its shortlist; who has none is not in it."""
    found: dict[tuple[Side, str], list[Introduction]] = {}
    for row in outcome.introductions:
        found.setdefault(("a", row.a), []).append(row)
        found.setdefault(("b", row.b), []).append(row)
    for (side, _), rows in found.items():
        rows.sort(key=_rank_a if side == "a" else _rank_b)
    return found


def _rank_a(row: Introduction) -> tuple[int, str]:
    return row.rank_a, row.b


def _rank_b(row: Introduction) -> tuple[int, str]:
    return row.rank_b, row.a


def company_pages(
    outcome: Outcome, labels: Labels, links: Mapping[tuple[str, str], tuple[Holder, str]]
) -> Iterator[CompanyPage]:
    """A page for every company of both rolls; `links` says of what holds pairs where it stands."""
    brief = len(outcome.introductions) > trade.MANY
    rows = by_company(outcome)
    left = {(row.side, row.company): row for row in outcome.left_out}
    for side in SIDES:
        country = outcome.corridor.a if side == "a" else outcome.corridor.b
        for key, company in views.companies(outcome, side).items():
            yield CompanyPage(
                label=labels(side, key),
                country=country,
                profile=tuple(_profile(company)),
                extra=company.extra,
                offers=tuple(map(_goods, company.offers)),
                needs=tuple(map(_goods, company.needs)),
                pairs=tuple(_pair(side, row, labels, links, brief=brief) for row in rows.get((side, key), ())),
                left_out=left.get((side, key)),
                brief=brief,
            )


def _pair(
    side: Side,
    row: Introduction,
    labels: Labels,
    links: Mapping[tuple[str, str], tuple[Holder, str]],
    *,
    brief: bool,
) -> PairView:
    own, theirs = (row.interest_a, row.interest_b) if side == "a" else (row.interest_b, row.interest_a)
    most = trade.LINES_OF_MANY if brief else trade.LINES_OF_FEW
    text = trade.TEXT_OF_MANY if brief else trade.TEXT_OF_FEW
    reasons = map(trade.strongest, (own, theirs)) if brief else (own.reasons, theirs.reasons)
    return PairView(
        place=row.rank_a if side == "a" else row.rank_b,
        partner=labels("b", row.b) if side == "a" else labels("a", row.a),
        own=step(own.probability),
        theirs=step(theirs.probability),
        trades=tuple(trade.trade_line(side, line, text) for line in row.lines[:most]),
        more=max(0, len(row.lines) - most),
        reasons=trade.both_ways(*reasons),
        waiting=tuple(_waiting(row, links)) if not views.is_clear(row) else (),
        held=not views.is_clear(row),
    )


def _waiting(
    row: Introduction, links: Mapping[tuple[str, str], tuple[Holder, str]]
) -> Iterator[Waiting]:
    for key in dict.fromkeys(map(key_of, row.verdict.findings)) or [("", "")]:
        holder, page = links[key]
        asked = dict.fromkeys(f.decide for f in row.verdict.findings if key_of(f) == key and f.decide)
        yield Waiting(holder.rule, next(iter(asked), ""), f"{page}#{holder.anchor}")


def _goods(listing: Listing) -> Goods:
    return Goods(listing.text or trade.CODE_ONLY, lang(listing.text), words.code(listing.hs) if listing.hs else "")


_YES_NO = {True: say("yes"), False: say("no")}


def _profile(c: Company) -> Iterator[tuple[Said, str]]:
    """What the roll says of a company, but for names and goods; what it does not say is left out."""
    turnover = c.turnover and say("{sum} {currency}", sum=c.turnover, currency=c.turnover_currency)
    if turnover and c.turnover_year:
        turnover = say("{sum} in {year}", sum=turnover, year=str(c.turnover_year))
    rows: tuple[tuple[Said, object], ...] = (
        (say("Address"), ", ".join(filter(None, (c.address, c.city)))),
        (say("Website"), c.website),
        (say("Contact person"), ", ".join(filter(None, (c.contact_name, c.contact_title)))),
        (say("E-mail"), c.email),
        (say("Telephone"), c.phone),
        (say("Languages"), c.contact_language.replace(";", ", ")),
        (say("May its contacts be shared"), _YES_NO.get(c.consent_share_contact, say("not stated"))),
        (say("Registration number"), c.registration_number),
        (say("Tax number"), c.tax_number),
        (say("LEI"), c.lei),
        (say("Legal form"), c.legal_form),
        (say("Founded"), c.founded),
        (say("Employees"), c.employees is not None and say("{count}", count=c.employees)),
        (say("Turnover"), turnover),
        (say("Sector"), " ".join(filter(None, (c.sector_code, c.sector_scheme)))),
        (say("Kinds of partnership"), ", ".join(c.partnership_types)),
        (say("Exports to"), ", ".join(c.countries_exported)),
        (say("Interested in"), ", ".join(c.countries_of_interest)),
        (say("Certificates"), ", ".join(c.certificates)),
        (say("State-owned"), _YES_NO.get(c.state_owned)),
        (say("Notes"), c.notes),
        (say("Updated"), c.updated_on and say("{day}", day=c.updated_on)),
        (say("In the roll"), say("{file}, row {row}", file=c.file, row=c.row) if c.file else ""),
    )
    for name, value in rows:
        if value or value == 0:
            yield name, value if isinstance(value, str) else str(value)

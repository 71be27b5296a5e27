"""Report, pages: one company as the council sees it: its profile, its goods, and its introductions both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from svat.report import words
from svat.report.introductions import views
from svat.report.introductions.model import Introduction, LeftOut, Outcome
from svat.report.introductions.pages import trade
from svat.report.introductions.pages.holding import Holder, key_of
from svat.report.introductions.pages.labels import Label, Labels
from svat.report.introductions.steps import step
from svat.report.languages import in_tongue
from svat.roll.model import Company, Listing
from svat.sides import SIDES, Side
from svat.wording import Said, say

Stated = str | int | date  # a value of a profile, to be written as a language writes it

# What stands in every pair or on every page: put into the language once for all pages.
REPEATED: Mapping[str, Said] = {
    "start": say("Start"),
    "introductions": say("Introductions"),
    "order": say("Best first, with held pairs in their places. Clear is not legal advice."),
    "unseen": say("No company sees a held pair."),
    "left_out": say("left out"),
    "n_clear": say("{n} clear", n="{n}"),
    "n_held": say("{n} held", n="{n}"),
    "link": say("Link to this pair"),
    "held": say("held"),
    "clear": say("clear"),
    "advice": say("not legal advice"),
    "own": say("own interest"),
    "own_short": say("own"),
    "theirs": say("partner’s"),
    "unsaid": say("Held without a finding"),
    "sells": say("sells"),
    "buys": say("buys"),
    "no_code": say("no common HS code"),
    "similarity": say("similarity"),
    "reasons": say("Reasons, both ways"),
    "reason": say("Reason"),
    "in_words": say("In words"),
    "partner": say("partner:"),
    "none": say("None."),
    "barred_at": say("Pairs that the law bars stand on one page only:"),
    "barred": say("Barred"),
    "profile": say("Profile"),
    "offers": say("Offers"),
    "needs": say("Needs"),
}


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
class StatedGoods:
    """An offer or a need as the company wrote it."""

    text: str
    lang: Markup
    code: str


@dataclass(frozen=True, slots=True)
class PageShape:
    """Which parts a company's page has: pages of one shape differ by their texts alone."""

    side: Side
    pairs: bool
    held: bool
    left_out: bool
    offers: bool
    needs: bool
    brief: bool


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Everything that the council reads of one company."""

    label: Label
    country: str
    profile: tuple[tuple[Said, Stated], ...]
    extra: tuple[tuple[str, str], ...]  # columns of the roll that are not svat's
    offers: tuple[StatedGoods, ...]
    needs: tuple[StatedGoods, ...]
    pairs: tuple[PairView, ...]
    left_out: LeftOut | None
    brief: bool

    @property
    def shape(self) -> PageShape:
        """What decides which parts the page has."""
        return PageShape(
            self.label.side,
            bool(self.pairs),
            bool(self.held),
            self.left_out is not None,
            bool(self.offers),
            bool(self.needs),
            self.brief,
        )

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
        country = outcome.corridor[side]
        files = dict(zip(views.roll(outcome, side).files, views.files(outcome, side), strict=True))
        for key, company in views.companies(outcome, side).items():
            yield CompanyPage(
                label=labels(side, key),
                country=country,
                profile=tuple(_profile(company, files.get(company.file, company.file))),
                extra=company.extra,
                offers=tuple(map(_goods, company.offers)),
                needs=tuple(map(_goods, company.needs)),
                pairs=tuple(
                    _pair(side, row, labels, links, brief=brief) for row in rows.get((side, key), ())
                ),
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
    clear = views.is_clear(row)
    reasons = map(trade.strongest, (own, theirs)) if brief else (own.reasons, theirs.reasons)
    return PairView(
        place=row.rank_a if side == "a" else row.rank_b,
        partner=labels("b", row.b) if side == "a" else labels("a", row.a),
        own=step(own.probability),
        theirs=step(theirs.probability),
        trades=tuple([trade.trade_line(side, line, text) for line in row.lines[:most]]),
        more=max(0, len(row.lines) - most),
        reasons=trade.both_ways(*reasons),
        waiting=() if clear else tuple(_waiting(row, links)),
        held=not clear,
    )


def _waiting(row: Introduction, links: Mapping[tuple[str, str], tuple[Holder, str]]) -> Iterator[Waiting]:
    for key in dict.fromkeys(map(key_of, row.verdict.findings)) or [("", "")]:
        holder, page = links[key]
        asked = dict.fromkeys(f.decide for f in row.verdict.findings if key_of(f) == key and f.decide)
        yield Waiting(holder.rule, next(iter(asked), ""), f"{page}#{holder.anchor}")


def _goods(listing: Listing) -> StatedGoods:
    return StatedGoods(
        listing.text or trade.CODE_ONLY, in_tongue(listing.text), words.code(listing.hs) if listing.hs else ""
    )


_YES_NO = {True: say("yes"), False: say("no")}
_UNSTATED = say("not stated")
PROFILE: tuple[Said, ...] = (
    say("Address"),
    say("Website"),
    say("Contact person"),
    say("E-mail"),
    say("Telephone"),
    say("Languages"),
    say("May its contacts be shared"),
    say("Registration number"),
    say("Tax number"),
    say("LEI"),
    say("Legal form"),
    say("Founded"),
    say("Employees"),
    say("Turnover"),
    say("Sector"),
    say("Kinds of partnership"),
    say("Exports to"),
    say("Interested in"),
    say("Certificates"),
    say("State-owned"),
    say("Notes"),
    say("Updated"),
    say("In the roll"),
)


def _profile(c: Company, file: str) -> Iterator[tuple[Said, Stated]]:
    """What the roll says of a company, but for names and goods; what it does not say is left out."""
    consent, owned = c.consent_share_contact, c.state_owned
    rows: tuple[Stated | None, ...] = (
        ", ".join(filter(None, (c.address, c.city))),
        c.website,
        ", ".join(filter(None, (c.contact_name, c.contact_title))),
        c.email,
        c.phone,
        c.contact_language.replace(";", ", "),
        _UNSTATED if consent is None else _YES_NO[consent],
        c.registration_number,
        c.tax_number,
        c.lei,
        c.legal_form,
        str(c.founded or ""),  # a year is no number to be parted
        c.employees,
        _turnover(c),
        " ".join(filter(None, (c.sector_code, c.sector_scheme))),
        ", ".join(c.partnership_types),
        ", ".join(c.countries_exported),
        ", ".join(c.countries_of_interest),
        ", ".join(c.certificates),
        None if owned is None else _YES_NO[owned],
        c.notes,
        c.updated_on,
        say("{file}, row {row}", file=file, row=c.row) if c.file else "",
    )
    for name, value in zip(PROFILE, rows, strict=True):
        if value is not None and value != "":
            yield name, value


def _turnover(c: Company) -> Stated:
    if c.turnover is None:
        return ""
    if c.turnover_year:
        return say(
            "{sum} {currency} in {year}",
            sum=c.turnover,
            currency=c.turnover_currency,
            year=str(c.turnover_year),
        )
    return say("{sum} {currency}", sum=c.turnover, currency=c.turnover_currency)

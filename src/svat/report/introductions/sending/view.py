"""Report, sending: what one company may see of a run: its clear pairs alone, numbered anew, and nothing else.

Whatever is sent is made of a CompanyView. It holds no interest of the other side, no probability and no rank of the
whole market, so that pairs that are held or barred leave nothing behind. A name waits until both have accepted where
the corridor says so; a contact waits for that everywhere, and for the other company's consent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from svat.candidates.model import Line
from svat.corridor.model import Corridor
from svat.market.decisions import Decision
from svat.market.references import reference
from svat.report.introductions import views
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.sending.languages import (
    ChosenLanguage,
    language_of,
    scripts_read,
    stated_languages,
)
from svat.report.introductions.sending.naming import ReadableName, readable_name
from svat.report.introductions.sending.unnamed import Unnamed
from svat.report.introductions.sending.why import why
from svat.roll.model import Company, Listing
from svat.sides import SIDES, Side, Sides, other

MOST_LINES = 2  # of trade, shown per partner
MOST_LISTINGS = 4  # offers and needs of a partner, each


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """What one of the two offers and the other needs, as the company sees it."""

    sells: bool  # the company offers, its partner needs
    own: str  # the company's own text; "" where it gave a code alone
    theirs: str
    hs: str  # the code that both come to; "" where they agree in none


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to write to: there only after both have accepted, and with the partner's consent."""

    person: str
    title: str
    languages: tuple[str, ...]  # ISO 639-1
    email: str
    phone: str
    website: str
    address: str


@dataclass(frozen=True, slots=True)
class PartnerView:
    """One place on a company's sheet."""

    place: int  # from 1, without gaps
    reference: str  # what its answer calls the pair
    identifier: str  # external_id; "" while the partner has no name
    name: ReadableName | None  # None: it waits until both have accepted
    country: str  # ISO 3166-1 alpha-2
    city: str
    lines: tuple[GoodsLine, ...]  # best first
    why: tuple[str, ...]  # the strongest reasons in words
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    answer: Decision | None  # the company's own
    agreed: bool  # both have accepted
    contact: ContactView | None  # None though both have accepted: the partner did not consent


@dataclass(frozen=True, slots=True)
class CompanyView:
    """All that one company gets to know."""

    side: Side
    company: Company  # itself
    language: ChosenLanguage
    on: date
    title: str  # of the corridor
    sender: str  # Name <address>; "" where the corridor names none
    partners: tuple[PartnerView, ...]

    @property
    def unanswered(self) -> tuple[PartnerView, ...]:
        """The partners on whom it has not decided."""
        return tuple(x for x in self.partners if x.answer is None)


def company_views(outcome: Outcome) -> Iterator[CompanyView]:
    """What each company with a clear pair gets to know; side a's, then side b's, by identifier.

    Raises views.BrokenOutcome for an outcome that contradicts itself about the law.
    """
    sight = Sight(outcome)
    return (sight.of(*whose) for whose in with_partners(outcome))


def with_partners(outcome: Outcome) -> list[tuple[Side, str, tuple[views.Place, ...]]]:
    """Each company with a clear pair and the places of its shortlist, in the order of `company_views`.

    Raises views.BrokenOutcome for an outcome that contradicts itself about the law.
    """
    views.check(outcome)
    return [
        (side, external_id, places)
        for side in SIDES
        for external_id, places in views.shortlists(outcome, side).items()
    ]


@dataclass(frozen=True, slots=True)
class _ViewOwner:
    """Whose view it is."""

    side: Side
    company: Company
    language: str
    scripts: tuple[str, ...]


class Sight:
    """What is looked up for every company of a run."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._companies: Sides[Mapping[str, Company]] = Sides(
            *(views.companies(outcome, side) for side in SIDES)
        )
        self._answers = {(x.side, x.pair): x for x in outcome.decisions}

        # Each company stands on many sheets: its name for readers of some scripts, its goods with and without a name.
        self._names: dict[tuple[Side, str, tuple[str, ...]], ReadableName] = {}
        self._goods: dict[tuple[Side, str, bool], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    @cached_property
    def _unnamed(self) -> Sides[Unnamed]:
        everybody = [company for companies in self._companies for company in companies.values()]
        return Sides(Unnamed(everybody), Unnamed(everybody))

    @property
    def _corridor(self) -> Corridor:
        return self._outcome.corridor

    def of(self, side: Side, external_id: str, places: tuple[views.Place, ...]) -> CompanyView:
        """One company's view."""
        company = self._companies[side][external_id]
        language = language_of(company, self._corridor, side)
        reads = scripts_read(company, language.code)
        return CompanyView(
            side=side,
            company=company,
            language=language,
            on=self._outcome.on,
            title=self._corridor.name or f"{self._corridor.a} – {self._corridor.b}",
            sender=self._corridor.sharing.sender,
            partners=tuple(
                self._partner(_ViewOwner(side, company, language.code, reads), place) for place in places
            ),
        )

    def alone(self, side: Side, pair: Introduction, *, named: bool) -> PartnerView:
        """A pair as the company of a side sees it before anybody has answered, whether it is held or not."""
        company = self._companies[side][pair.a if side == "a" else pair.b]
        language = language_of(company, self._corridor, side)
        reader = _ViewOwner(side, company, language.code, scripts_read(company, language.code))
        found = self._seen(reader, views.Place(0, pair), named=named)
        return replace(found, answer=None, agreed=False, contact=None)

    def _partner(self, reader: _ViewOwner, place: views.Place) -> PartnerView:
        pair = place.introduction
        agreed = all(self._accepted(of, (pair.a, pair.b)) for of in SIDES)
        return self._seen(reader, place, named=agreed or not self._corridor.sharing.anonymous)

    def _seen(self, reader: _ViewOwner, place: views.Place, *, named: bool) -> PartnerView:
        side, company, pair = reader.side, reader.company, place.introduction
        partner = self._companies[other(side)][pair.b if side == "a" else pair.a]
        agreed = all(self._accepted(of, (pair.a, pair.b)) for of in SIDES)
        interest = pair.interest_a if side == "a" else pair.interest_b
        lines = tuple(goods_line(line, side) for line in pair.lines[:MOST_LINES])
        if not named:
            unnamed = self._unnamed[other(side)]
            lines = tuple(replace(line, theirs=unnamed.text(line.theirs, partner)) for line in lines)
        offers, needs = self._listings(other(side), partner, named=named)
        return PartnerView(
            place=place.rank,
            reference=reference(self._corridor.sharing.key, side, company.external_id, partner.external_id),
            identifier=partner.external_id if named else "",
            name=self._name(other(side), partner, reader.scripts) if named else None,
            country=partner.country,
            city=partner.city if named else "",
            lines=lines,
            why=why(interest, company, partner, reader.language),
            offers=offers,
            needs=needs,
            answer=self._answers.get((side, (pair.a, pair.b))),
            agreed=agreed,
            contact=_contact(partner) if agreed and partner.consent_share_contact is True else None,
        )

    def _name(self, side: Side, company: Company, scripts: tuple[str, ...]) -> ReadableName:
        key = side, company.external_id, scripts
        if key not in self._names:
            self._names[key] = readable_name(company, scripts)
        return self._names[key]

    def _listings(
        self, side: Side, company: Company, *, named: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The first offers and needs that may be shown."""
        key = side, company.external_id, named
        if key not in self._goods:
            offers, needs = _texts(company.offers), _texts(company.needs)
            if not named:
                unnamed = self._unnamed[side]
                offers, needs = unnamed.texts(offers, company), unnamed.texts(needs, company)
            self._goods[key] = offers[:MOST_LISTINGS], needs[:MOST_LISTINGS]
        return self._goods[key]

    def _accepted(self, side: Side, pair: tuple[str, str]) -> bool:
        found = self._answers.get((side, pair))
        return found is not None and found.accepted


def goods_line(line: Line, side: Side) -> GoodsLine:
    """A line of trade as the company of a side sees it."""
    sells = (line.direction == "a_to_b") == (side == "a")
    own, theirs = (line.offer, line.need) if sells else (line.need, line.offer)
    return GoodsLine(sells, own.text, theirs.text, line.hs)


def _texts(listings: tuple[Listing, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x.text for x in listings if x.text))


def _contact(company: Company) -> ContactView:
    return ContactView(
        person=company.contact_name,
        title=company.contact_title,
        languages=stated_languages(company),
        email=company.email,
        phone=company.phone,
        website=company.website,
        address=company.address,
    )

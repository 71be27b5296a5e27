"""Roll: the nouns: company, listing, likely duplicates, and a roll with what was refused or mended on the way in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from svat.refusals import Note, Refusal
from svat.tables.account import RowCounts

ListingKind = Literal["offer", "need"]


@dataclass(frozen=True, slots=True)
class Listing:
    """One offer or one need of a company.

    >>> svat.Listing("KZ-1", "offer", 0, "natural honey", "0409").hs
    '0409'
    """

    company: str  # external_id
    kind: ListingKind
    position: int  # 0-based among the company's offers (or needs)
    text: str  # as the company wrote it; empty when only a code was given
    hs: str | None = None  # given code: 2, 4 or 6 digits, leading zero restored; None when not given


@dataclass(frozen=True, slots=True)
class Company:
    """A legal entity on one side's roll, one field per column of the canonical header.

    >>> company = svat.Company("KZ-1", "ТОО «Алтын Ара»", "KZ", name_latin="Altyn Ara LLP")
    >>> company.names
    ('ТОО «Алтын Ара»', 'Altyn Ara LLP')
    """

    external_id: str
    name: str
    country: str  # ISO 3166-1 alpha-2
    file: str = ""
    row: int = 0
    name_local: str = ""
    name_latin: str = ""
    city: str = ""
    address: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    contact_name: str = ""
    contact_title: str = ""
    contact_language: str = ""  # ISO 639-1, several joined by ";"
    registration_number: str = ""
    tax_number: str = ""
    lei: str = ""
    legal_form: str = ""
    founded: int | None = None
    employees: int | None = None
    turnover: Decimal | None = None
    turnover_currency: str = ""  # ISO 4217
    turnover_year: int | None = None
    sector_code: str = ""
    sector_scheme: str = ""
    offers: tuple[Listing, ...] = ()
    needs: tuple[Listing, ...] = ()
    partnership_types: tuple[str, ...] = ()  # casefolded
    countries_exported: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    countries_of_interest: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    certificates: tuple[str, ...] = ()
    state_owned: bool | None = None
    notes: str = ""
    consent_share_contact: bool | None = None
    updated_on: date | None = None
    extra: tuple[tuple[str, str], ...] = ()  # columns that are not canonical: (header, value)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the roll gives, each once, in the order name, local, Latin."""
        return tuple(dict.fromkeys(n for n in (self.name, self.name_local, self.name_latin) if n))

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Offers, then needs."""
        return self.offers + self.needs


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two companies of one roll that are likely the same: a question for the office, never an action."""

    first: str  # external_id
    second: str
    score: float  # 0 … 1
    reason: str


@dataclass(frozen=True, slots=True)
class Roll:
    """One side's companies as read, with all that was refused, mended or doubtful.

    >>> roll = svat.open("svat-demo").rolls.a
    >>> len(roll.companies), len(roll.refusals)
    (131, 1)
    """

    files: tuple[str, ...]
    companies: tuple[Company, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    columns: tuple[tuple[str, str], ...] = field(default=())  # (header in the file, canonical name or "")
    goodless: tuple[str, ...] = ()  # of each file with companies but no goods in any row, which it is and why
    rows: RowCounts = field(default=RowCounts())  # what became of each row below the headers
    merged: tuple[tuple[str, str], ...] = ()  # (identifier, that of the company it went into by decision)

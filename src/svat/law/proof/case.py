"""Law, proof, the case: everything that a verdict depends on, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from svat.candidates.model import Line
from svat.goods.relations import UNTOLD
from svat.law.lists.model import ListSet, NotYet
from svat.law.model import Finding, Verdict
from svat.law.proof.codec import Codec
from svat.law.proof.stamps import (
    ListStamp,
    Software,
    Stamp,
    software,
    stamp_of_list,
    stamps_of_files,
    tables,
)
from svat.law.screening.companies import told_beside
from svat.law.settings import Settings
from svat.roll.model import Company, Listing

# What the law reads of a company, and what a reader needs to know who it is: nothing else of it is kept, as a
# document may leave the house. A test holds the gate to it.
COMPANY_FIELDS = (
    "external_id", "name", "name_local", "name_latin", "country", "city", "address", "contact_name",
    "registration_number", "tax_number", "lei", "legal_form", "state_owned", "partnership_types", "extra",
)  # fmt: skip
KEPT_IN_PART = {"extra": told_beside}  # of the other columns what screening reads of them

Record = Mapping[str, tuple[Any, ...]]  # name of what is on record → plain JSON objects


@dataclass(frozen=True, slots=True)
class Basis:
    """What all verdicts of one run rest on."""

    settings: Settings
    lists: tuple[ListStamp, ...] | None  # None: no list was given, nobody was screened
    tables: tuple[Stamp, ...]  # svat's own data
    software: Software
    measures: tuple[Stamp, ...] = ()  # the council's own, in the order given
    not_yet: tuple[NotYet, ...] = ()  # lists that had no version yet on the day


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of companies on one date, with all that the gate is told about them."""

    on: date
    a: Company
    b: Company
    lines: tuple[Line, ...]
    basis: Basis
    record: Record = field(default_factory=dict)


def basis_of(settings: Settings, lists: ListSet | None, measures: Sequence[Path] = ()) -> Basis:
    """The basis of verdicts that this svat computes now with these lists and own measures."""
    return Basis(
        settings=settings,
        lists=None if lists is None else tuple(map(stamp_of_list, lists.versions)),
        tables=tables(),
        software=software(),
        measures=stamps_of_files(measures),
        not_yet=lists.not_yet if lists else (),
    )


def codecs(kind: type[Codec[Any]] = Codec) -> tuple[Codec[Case], Codec[Verdict]]:
    """How cases and verdicts are written; of `kind` are the codecs of what the cases of one run share."""
    company = kind(Company, keep=COMPANY_FIELDS, only=KEPT_IN_PART)
    # similarity, fit and relation rank the pair and tell of it, and the law knows nothing of ranking
    unknown = {"similarity": 0.0, "fit": 0.0, "relation": UNTOLD}
    line: Codec[Line] = Codec(Line, instead=unknown, using={Listing: kind(Listing)})
    case: Codec[Case] = Codec(Case, using={Company: company, Line: line, Basis: kind(Basis)})
    return case, Codec(Verdict, using={Finding: kind(Finding)}, always=("findings",))


CASE, VERDICT = codecs()

"""Roll, correcting: companies with what the council has corrected of them, whatever the files say.

A value is read as the roll's own reader reads a cell of its column. Of several corrections of one column the one of the
latest day counts, of one day that in the later row; one of the company itself goes before one of a company that was
united with it. Names and official numbers of the files stay beside the corrected ones, so that they are screened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import Any

from svat.refusals import Note, Refusal
from svat.roll.columns import CANONICAL, NAMES, PERSONAL
from svat.roll.company import CompanyReader
from svat.roll.decided import FIXED, Correction
from svat.roll.listings import align, codes_in, hs_code, listings_of
from svat.roll.merging import unknown, with_names
from svat.roll.model import Company, Listing, ListingKind
from svat.tables.cells import Cells
from svat.tables.header import Column, Header
from svat.tables.numbers import BadCell
from svat.tables.table import Row
from svat.tables.values import is_blank
from svat.text.spelling import clean
from svat.wording import say

_LISTINGS: dict[str, ListingKind] = {
    "offers": "offer", "needs": "need", "hs_offers": "offer", "hs_needs": "need",
}  # fmt: skip
_NUMBERS = ("registration_number", "tax_number", "lei")
_UNUSED = ("left-out", "unclear")  # kinds of notes that say that a cell, or a part of it, does not count
_EMPTY: dict[str, Any] = {
    x.name: x.default for x in fields(Company) if x.default is not MISSING and x.name in CANONICAL
}


@dataclass
class Corrected:
    """The companies as corrected, and what is said of the corrections."""

    companies: list[Company] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def corrected(
    companies: Sequence[Company], corrections: Sequence[Correction], into: Mapping[str, str]
) -> Corrected:
    """Companies with what is corrected of them; `into` says which went into which."""
    out = Corrected()
    known = {company.external_id for company in companies}
    of: dict[str, dict[str, list[Correction]]] = {}
    for x in corrections:
        if x.column in FIXED or x.column not in CANONICAL:
            why = say(
                "{column} may not be corrected: decisions and lists name companies by it", column=x.column
            )
            out.refusals.append(x.place.refusal("column", x.column, why, "unusable"))
            continue
        kept = into.get(x.company, x.company)
        if kept not in known:
            out.notes.append(x.place.note("company", x.company, unknown(x.company), "key-unknown"))
            continue
        if kept != x.company:
            why = say("{company} went into {kept}: corrected there", company=x.company, kept=kept)
            out.notes.append(x.place.note("company", x.company, why, "read-as"))
        of.setdefault(kept, {}).setdefault(x.column, []).append(x)
    for company in companies:
        found = company
        ranked = {
            column: _ranked(xs, company.external_id, out)
            for column, xs in of.get(company.external_id, {}).items()
        }
        for column in CANONICAL:
            if column in ranked:
                found = _OneCorrection(found, ranked[column], out).company()
        out.companies.append(found if found is company else _with_what_was(found, company))
    return out


def _ranked(corrections: Sequence[Correction], own: str, out: Corrected) -> Correction:
    """The correction that counts of several of one column; the others are noted."""
    last = max(enumerate(corrections), key=lambda x: (x[1].company == own, x[1].place.on or date.min, x[0]))[
        1
    ]
    for x in corrections:
        if x is not last:
            why = say("{where} corrects the same and counts in its place", where=str(last.place))
            out.notes.append(x.place.note("value", x.value, why, "repeated"))
    return last


def _with_what_was(company: Company, before: Company) -> Company:
    """The corrected company with the names and official numbers that its files give it."""
    numbers = [
        (column, number)
        for column in _NUMBERS
        if (number := getattr(before, column)) and number != getattr(company, column)
    ]
    extra = dict(company.extra)
    for column, number in numbers:
        heading = f"{column} before"
        extra[heading] = "; ".join(dict.fromkeys(filter(None, (extra.get(heading, ""), number))))
    return with_names(replace(company, extra=tuple(extra.items())), before.names)


class _OneCorrection:
    """One correction of a company, read as a cell of a roll."""

    def __init__(self, company: Company, correction: Correction, out: Corrected) -> None:
        self.before, self.correction, self.out = company, correction, out

    def company(self) -> Company:
        """The company with it; as it was where the value cannot be used, which is refused."""
        x = self.correction
        try:
            values = self._listings() if x.column in _LISTINGS else self._values()
        except BadCell as bad:
            why = say("{why}; the file's own value stays", why=bad.reason)
            self.out.refusals.append(x.place.refusal("value", clean(x.value), why, bad.kind))
            return self.before
        made = replace(self.before, **values)
        if made != self.before:
            why = say("{column} of {company} corrected", column=x.column, company=self.before.external_id)
            self.out.notes.append(x.place.note("value", clean(x.value), why, "read-as"))
        return made

    def _values(self) -> dict[str, Any]:
        """The fields that the value gives. Raises BadCell."""
        column, value = self.correction.column, self.correction.value
        if is_blank(clean(value)) and column not in (*NAMES, "country"):
            return {column: _EMPTY[column]}
        given = {name: getattr(self.before, name) for name in (*NAMES, "country")} | {column: value}
        reader = CompanyReader()
        read = reader.read(_cells(given, self.correction))
        if isinstance(read, Refusal):
            raise BadCell(read.reason, read.kind)
        bad = [note for note in reader.notes if note.column == column and note.kind in _UNUSED]
        found = getattr(read, column)
        if column == "country" and is_blank(clean(value)):
            raise BadCell(say("no country"), "missing")
        if bad and found == _EMPTY.get(column):
            raise BadCell(bad[0].reason.removesuffix("; left out"))
        self.out.notes += [note for note in reader.notes if note.column == column]
        values = {column: found}
        if column == "turnover" and read.turnover_currency:
            values["turnover_currency"] = read.turnover_currency
        return values

    def _listings(self) -> dict[str, Any]:
        """The listings that goods or codes give: texts keep their codes, codes go by the place of the texts."""
        column, value = self.correction.column, self.correction.value
        kind = _LISTINGS[column]
        goods = f"{kind}s"
        held: tuple[Listing, ...] = getattr(self.before, goods)
        own = self.before.external_id
        if not column.startswith("hs_"):
            found, remarks = listings_of(own, kind, value, "")
            known = {x.text: x.hs for x in held if x.text}
            if not found and remarks:
                raise BadCell(remarks[0].reason.removesuffix("; left out"))
            self._note(remarks)
            return {goods: tuple(replace(x, hs=known.get(x.text)) for x in found)}
        texts = [x.text for x in held if x.text]
        codes = codes_in(value)
        pairs, equal = align(texts, codes)
        if not equal:
            count = sum(map(bool, codes))
            why = say(
                "{texts} texts and {codes} codes do not pair by position", texts=len(texts), codes=count
            )
            raise BadCell(why)
        made = []
        for place, (text, code) in enumerate(pairs):
            made.append(Listing(own, kind, place, text, hs_code(code, serials=True)[0] if code else None))
        return {goods: tuple(made)}

    def _note(self, remarks: Iterable[Any]) -> None:
        for remark in remarks:
            self.out.notes.append(
                self.correction.place.note("value", remark.value, remark.reason, remark.kind)
            )


def _cells(given: Mapping[str, str], correction: Correction) -> Cells:
    """A row of a roll that says so much, where the correction stands."""
    place = correction.place
    columns = tuple(Column(name, name) for name in given)
    header = Header(columns, 1, 1, len(columns), (), (), personal=PERSONAL)
    return Cells(place.file, header, Row(place.row, list(given.values())))

"""Roll: one row as a company, or as a refusal that says why; what is dropped or mended on the way is noted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from svat.refusals import Note, NoteKind, Refusal
from svat.roll.columns import NAMES
from svat.roll.listings import listings_of
from svat.roll.model import Company, Listing, ListingKind
from svat.tables import dates, identifiers, kinds, numbers
from svat.tables.cells import Cells
from svat.tables.header import Header
from svat.tables.kinds import CellKind
from svat.tables.numbers import BadCell
from svat.tables.plausible import broken
from svat.tables.table import Stored
from svat.tables.values import (
    countries_named,
    currency_named,
    is_blank,
    language_named,
    word_key,
    words,
    yes_or_no,
)
from svat.text.spelling import clean, clean_lines

LONGEST_NAME = 500
_ITEMS = re.compile(r"[;；\n\r]")
_FINER_ITEMS = re.compile(r"[;；,，\n\r]")


class Remark(NamedTuple):
    """What is noted of a part of a cell."""

    value: str
    reason: str
    kind: NoteKind = "left-out"


class CompanyReader:
    """Reads the rows of one file; `notes` grows as it goes."""

    def __init__(self, header: Header, default_country: str | None = None) -> None:
        self.default_country = default_country
        self.notes: list[Note] = []
        self._extra = [(i, c.header) for i, c in enumerate(header.columns) if not c.canonical]
        self._width = len(header.columns)

    def read(self, cells: Cells) -> Company | Refusal:
        """The company that a row is, or the reason why it is not one."""
        raw = cells.filled()
        names = {name: value for name in NAMES if not is_blank(value := clean(raw.get(name, "")))}
        if not names:
            column = next(name for name in NAMES if cells.has(name))
            return cells.refusal(column, "no name", "missing", raw.get("name", ""))
        for name, value in names.items():
            if len(value) > LONGEST_NAME:
                reason = f"a name of {len(value)} characters is too long to be one (at most {LONGEST_NAME})"
                return cells.refusal(name, reason, value=value)
            if (not value.isascii() or "??" in value) and (found := broken(value)):
                return cells.refusal(name, found.reason, value=value)
        try:
            country = self._country(cells)
        except BadCell as bad:
            column = "country" if cells.has("country") else ""
            return cells.refusal(column, str(bad), bad.kind, clean(cells.raw("country")))
        values = self._fields(cells, raw)
        values.update(names)
        values.setdefault("name", next(iter(names.values())))
        identity = values.pop("external_id", "") or self._derived_id(cells, raw, values, country)
        offers = self._listings(cells, raw, identity, "offer")
        needs = self._listings(cells, raw, identity, "need")
        return Company(
            external_id=identity,
            country=country,
            file=cells.file,
            row=cells.row,
            offers=offers,
            needs=needs,
            extra=self._extras(cells),
            **values,
        )

    def _note(self, cells: Cells, column: str, remark: Remark) -> None:
        self.notes.append(cells.note(column, *remark))

    def _country(self, cells: Cells) -> str:
        """The country; the default where none is named, or the default is one of several that may be meant."""
        text = clean(cells.raw("country"))
        if is_blank(text):
            if self.default_country is None:
                raise BadCell("no country", "missing")
            return self.default_country
        if self.default_country in countries_named(text):
            return str(self.default_country)
        return kinds.country(text)

    def _fields(self, cells: Cells, raw: dict[str, str]) -> dict[str, Any]:
        """Every optional field that says something; a bad one is noted and left out."""
        values: dict[str, Any] = {}
        for column, cell in raw.items():
            if column in _APART:
                continue
            kind, kind_of_many = _KINDS.get(column), _KINDS_OF_MANY.get(column)
            stored = isinstance(cell, Stored)
            text = (cell if stored else clean_lines(cell)) if kind_of_many else clean(cell)
            if is_blank(text) and not (column in _YES_NO and yes_or_no(text) is not None):
                continue
            try:
                if kind_of_many:
                    values[column], remarks = kind_of_many(text)
                    for remark in remarks:
                        self._note(cells, column, remark)
                else:
                    values[column] = kind(text) if kind else text
            except BadCell as bad:
                self._note(cells, column, Remark(cell, f"{bad}; left out"))
        self._turnover(cells, raw, values)
        return values

    def _turnover(self, cells: Cells, raw: dict[str, str], values: dict[str, Any]) -> None:
        unit = cells.unit("turnover")
        stated = clean(raw.get("turnover_currency", ""))
        currency = currency_named(stated) or ""
        scale = 1
        if not is_blank(stated) and not currency:
            scale, currency = numbers.read_unit(stated)
            if not currency:
                remark = Remark(stated, "not a currency of ISO 4217; left out")
                self._note(cells, "turnover_currency", remark)
        cell = raw.get("turnover", "")
        text = cell if isinstance(cell, Stored) else clean(cell)
        if not is_blank(text):
            try:
                number, named, rough = numbers.amount(text, unit if scale == 1 else stated)
                if currency and named and named != currency:
                    raise BadCell(f"an amount in {named}, though the currency is given as {currency}")  # noqa: TRY301
            except BadCell as bad:
                self._note(cells, "turnover", Remark(cell, f"{bad}; left out"))
            else:
                values["turnover"] = number
                currency = currency or named
                if rough:
                    remark = Remark(cell, f"approximate; read as {number}", "approximate")
                    self._note(cells, "turnover", remark)
        if currency or (currency := numbers.read_unit(unit)[1]):
            values["turnover_currency"] = currency

    def _listings(
        self, cells: Cells, raw: dict[str, str], identity: str, kind: ListingKind
    ) -> tuple[Listing, ...]:
        goods, codes = f"{kind}s", f"hs_{kind}s"
        found, remarks = listings_of(identity, kind, clean_lines(raw.get(goods, "")), raw.get(codes, ""))
        for value, reason, about in remarks:
            self._note(cells, codes, Remark(value, reason, about))
        return found

    def _derived_id(self, cells: Cells, raw: dict[str, str], values: dict[str, Any], country: str) -> str:
        for canonical, prefix in (("registration_number", "reg"), ("tax_number", "tax"), ("lei", "lei")):
            if number := "".join(values.get(canonical, "").split()):
                identity, source = f"{prefix}-{country}-{number}", canonical
                break
        else:
            content = {name: clean(value) for name, value in raw.items() if name != "external_id"}
            text = json.dumps([country, *sorted(content.items())], ensure_ascii=True, separators=(",", ":"))
            identity, source = "gen-" + blake2b(text.encode(), digest_size=6).hexdigest(), "the row's content"
        if cells.has("external_id"):
            reason = f"no identifier; {identity} made from {source}"
            self._note(cells, "external_id", Remark("", reason, "identifier-made"))
        return identity

    def _extras(self, cells: Cells) -> tuple[tuple[str, str], ...]:
        row = cells.cells
        extra = [(h, text) for i, h in self._extra if i < len(row) and (text := clean(row[i]))]
        for i in range(self._width, len(row)):
            if text := clean(row[i]):
                heading = f"column {i + 1}"
                extra.append((heading, text))
                reason = "more cells than the header has columns; kept as an extra column"
                self._note(cells, heading, Remark(text, reason, "extra-cell"))
        return tuple(extra)


KindOfMany = Callable[
    [str], tuple[Any, list[Remark]]
]  # as a kind of cell, what is left out of it being noted


def _count(text: str) -> tuple[int, list[Remark]]:
    number, rough = numbers.whole(text)
    return number, [Remark(text, f"approximate; read as {number}", "approximate")] if rough else []


def _emails(text: str) -> tuple[str, list[Remark]]:
    good, bad = _each(filter(None, map(str.strip, _FINER_ITEMS.split(text))), identifiers.email)
    return "; ".join(good), bad


def _countries(text: str) -> tuple[tuple[str, ...], list[Remark]]:
    return _each(_parts(text, lambda item: len(countries_named(item)) == 1), kinds.country)


def _languages(text: str) -> tuple[str, list[Remark]]:
    good, bad = _each(_parts(text, language_named), kinds.language)
    return ";".join(good), bad


def _each(parts: Iterable[str], kind: CellKind[str]) -> tuple[tuple[str, ...], list[Remark]]:
    """What the parts of a cell mean, each once, and what is left out of it."""
    good, bad = [], []
    for part in parts:
        try:
            good.append(kind(part))
        except BadCell as reason:
            bad.append(Remark(part, f"{reason}; left out"))
    return tuple(dict.fromkeys(good)), bad


def _parts(text: str, known: Callable[[str], Any]) -> list[str]:
    """The items of a cell: parted by ";" and lines, and by "," and "/" where the whole is not known."""
    items = []
    for item in filter(None, map(clean, _ITEMS.split(text))):
        items += [item] if known(item) else [p for p in map(clean, re.split(r"[,，/]|\s&\s", item)) if p]
    return [item for item in items if not is_blank(item)]


def _list(text: str) -> tuple[tuple[str, ...], list[Remark]]:
    items = map(clean, _FINER_ITEMS.split(text))
    return tuple(dict.fromkeys(item for item in items if not is_blank(item))), []


def _partnerships(text: str) -> tuple[tuple[str, ...], list[Remark]]:
    known = words("partnership")
    return tuple(dict.fromkeys(known.get(word_key(item), item.casefold()) for item in _list(text)[0])), []


_YES_NO = ("state_owned", "consent_share_contact")
_APART = (*NAMES, "country", "turnover", "turnover_currency", "offers", "needs", "hs_offers", "hs_needs")
_KINDS: dict[str, CellKind[Any]] = {
    "phone": identifiers.number,
    "registration_number": identifiers.number,
    "tax_number": identifiers.number,
    "lei": identifiers.lei,
    "founded": dates.year,
    "turnover_year": dates.year,
    "state_owned": kinds.boolean,
    "consent_share_contact": kinds.boolean,
    "updated_on": dates.day,
}
_KINDS_OF_MANY: dict[str, KindOfMany] = {
    "email": _emails,
    "contact_language": _languages,
    "employees": _count,
    "partnership_types": _partnerships,
    "countries_exported": _countries,
    "countries_of_interest": _countries,
    "certificates": _list,
}

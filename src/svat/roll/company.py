"""Roll: one row as a company, or as a refusal that says why; what is dropped or mended on the way is noted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from svat.refusals import Note, Refusal
from svat.roll.columns import NAMES
from svat.roll.listings import listings_of
from svat.roll.model import Company, Listing, ListingKind
from svat.tables import dates, identifiers, numbers
from svat.tables.header import Header
from svat.tables.numbers import BadCell
from svat.tables.table import Row, Stored
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


@dataclass
class RowReader:
    """Reads the rows of one file; `notes` grows as it goes."""

    file: str
    header: Header
    default_country: str | None = None
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._columns = [(i, c) for i, c in enumerate(self.header.columns) if c.canonical]
        self._headings = {c.canonical: c.header for _, c in self._columns}
        self._units = {c.canonical: c.unit for _, c in self._columns if c.unit}
        self._extra = [(i, c.header) for i, c in enumerate(self.header.columns) if not c.canonical]

    def read(self, row: Row) -> Company | Refusal:
        """The company that a row is, or the reason why it is none."""
        cells = row.cells
        raw = {c.canonical: cells[i] for i, c in self._columns if i < len(cells) and cells[i]}
        names = {name: value for name in NAMES if not is_blank(value := clean(raw.get(name, "")))}
        if not names:
            heading = next(self._headings[name] for name in NAMES if name in self._headings)
            return self.refusal(row, heading, raw.get("name", ""), "no name")
        for name, value in names.items():
            if len(value) > LONGEST_NAME:
                reason = f"a name of {len(value)} characters is no name (at most {LONGEST_NAME})"
                return self.refusal(row, self._headings[name], value, reason)
        country = self._country(row, clean(raw.get("country", "")))
        if isinstance(country, Refusal):
            return country
        values = self._fields(row, raw)
        values.update(names)
        values.setdefault("name", next(iter(names.values())))
        identity = values.pop("external_id", "") or self._derived_id(row, raw, values, country)
        offers = self._listings(row, raw, identity, "offer")
        needs = self._listings(row, raw, identity, "need")
        return Company(
            external_id=identity,
            country=country,
            file=self.file,
            row=row.number,
            offers=offers,
            needs=needs,
            extra=self._extras(row),
            **values,
        )

    def refusal(self, row: Row, column: str, value: str, reason: str) -> Refusal:
        """A refusal of a row, with the whole of it as JSON."""
        record = {
            c.header: str(row.cells[i]) if i < len(row.cells) else ""
            for i, c in enumerate(self.header.columns)
        }
        for i in range(len(self.header.columns), len(row.cells)):
            record[f"column {i + 1}"] = str(row.cells[i])
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return Refusal(self.file, row.number, column, str(value), reason, text)

    def heading(self, canonical: str) -> str:
        """How this file spells a canonical column; "" when it has none."""
        return self._headings.get(canonical, "")

    def _note(self, row: Row, canonical: str, value: str, reason: str) -> None:
        heading = self._headings.get(canonical, canonical)
        self.notes.append(Note(self.file, row.number, heading, str(value), reason))

    def _country(self, row: Row, text: str) -> str | Refusal:
        heading = self._headings.get("country", "")
        if is_blank(text):
            return self.default_country or self.refusal(row, heading, text, "no country")
        found = countries_named(text)
        if len(found) == 1:
            return found[0]
        if self.default_country in found:
            return str(self.default_country)
        unclear = f"the country is not clear: {' or '.join(found)}"
        return self.refusal(row, heading, text, unclear if found else "not a country of ISO 3166-1")

    def _fields(self, row: Row, raw: dict[str, str]) -> dict[str, Any]:
        """Every optional field that says something; a bad one is noted and left out."""
        values: dict[str, Any] = {}
        for canonical, cell in raw.items():
            if canonical in _APART:
                continue
            text = cell if isinstance(cell, Stored) else clean_lines(cell)
            if (parse := _PARSERS.get(canonical)) is None:
                if not is_blank(text := clean(text)):
                    values[canonical] = text
                continue
            if canonical not in _YES_NO and is_blank(text):
                continue
            try:
                value, remarks = parse(text)
            except BadCell as bad:
                self._note(row, canonical, cell, f"{bad}; left out")
                continue
            values[canonical] = value
            for part, reason in remarks:
                self._note(row, canonical, part, reason)
        self._turnover(row, raw, values)
        return values

    def _turnover(self, row: Row, raw: dict[str, str], values: dict[str, Any]) -> None:
        unit = self._units.get("turnover", "")
        stated = clean(raw.get("turnover_currency", ""))
        currency = currency_named(stated) or ""
        scale = 1
        if not is_blank(stated) and not currency:
            scale, currency = numbers.read_unit(stated)
            if not currency:
                self._note(row, "turnover_currency", stated, "not a currency of ISO 4217; left out")
        cell = raw.get("turnover", "")
        text = cell if isinstance(cell, Stored) else clean(cell)
        if not is_blank(text):
            try:
                number, told, rough = numbers.amount(text, unit if scale == 1 else stated)
                if currency and told and told != currency:
                    raise BadCell(f"an amount in {told}, though the currency is given as {currency}")  # noqa: TRY301
            except BadCell as bad:
                self._note(row, "turnover", cell, f"{bad}; left out")
            else:
                values["turnover"] = number
                currency = currency or told
                if rough:
                    self._note(row, "turnover", cell, f"approximate; read as {number}")
        if currency or (currency := numbers.read_unit(unit)[1]):
            values["turnover_currency"] = currency

    def _listings(
        self, row: Row, raw: dict[str, str], identity: str, kind: ListingKind
    ) -> tuple[Listing, ...]:
        goods, codes = f"{kind}s", f"hs_{kind}s"
        found, remarks = listings_of(identity, kind, clean_lines(raw.get(goods, "")), raw.get(codes, ""))
        for value, reason in remarks:
            self._note(row, codes, value, reason)
        return found

    def _derived_id(self, row: Row, raw: dict[str, str], values: dict[str, Any], country: str) -> str:
        for canonical, prefix in (("registration_number", "reg"), ("tax_number", "tax"), ("lei", "lei")):
            if number := "".join(values.get(canonical, "").split()):
                identity, source = f"{prefix}-{country}-{number}", canonical
                break
        else:
            content = {name: clean(value) for name, value in raw.items() if name != "external_id"}
            text = json.dumps([country, *sorted(content.items())], ensure_ascii=True, separators=(",", ":"))
            identity, source = "gen-" + blake2b(text.encode(), digest_size=6).hexdigest(), "the row's content"
        if "external_id" in self._headings:
            self._note(row, "external_id", "", f"no identifier; {identity} made from {source}")
        return identity

    def _extras(self, row: Row) -> tuple[tuple[str, str], ...]:
        extra = [(h, text) for i, h in self._extra if i < len(row.cells) and (text := clean(row.cells[i]))]
        for i in range(len(self.header.columns), len(row.cells)):
            if text := clean(row.cells[i]):
                heading = f"column {i + 1}"
                extra.append((heading, text))
                reason = "more cells than the header has columns; kept as an extra column"
                self.notes.append(Note(self.file, row.number, heading, text, reason))
        return tuple(extra)


Remarks = list[tuple[str, str]]
Parser = Callable[[str], tuple[Any, Remarks]]


def _plain(parse: Callable[[str], Any]) -> Parser:
    return lambda text: (parse(clean(text)), [])


def _count(text: str) -> tuple[int, Remarks]:
    number, rough = numbers.whole(text)
    return number, [(text, f"approximate; read as {number}")] if rough else []


def _boolean(text: str) -> tuple[bool | None, Remarks]:
    answer = yes_or_no(text)
    if answer is None and not is_blank(text):
        raise BadCell("neither yes nor no")
    return answer, []


def _emails(text: str) -> tuple[str, Remarks]:
    good, bad = [], []
    for part in filter(None, map(str.strip, _FINER_ITEMS.split(text))):
        try:
            good.append(identifiers.email(part))
        except BadCell as reason:
            bad.append((part, f"{reason}; left out"))
    return "; ".join(dict.fromkeys(good)), bad


def _parts(text: str, known: Callable[[str], Any]) -> list[str]:
    """The items of a cell: parted by ";" and lines, and by "," and "/" where the whole is not known."""
    items = []
    for item in filter(None, map(clean, _ITEMS.split(text))):
        items += [item] if known(item) else [p for p in map(clean, re.split(r"[,，/]|\s&\s", item)) if p]
    return [item for item in items if not is_blank(item)]


def _countries(text: str) -> tuple[tuple[str, ...], Remarks]:
    codes, bad = [], []
    for part in _parts(text, lambda item: len(countries_named(item)) == 1):
        found = countries_named(part)
        if len(found) == 1:
            codes.append(found[0])
        elif found:
            bad.append((part, f"the country is not clear: {' or '.join(found)}; left out"))
        else:
            bad.append((part, "not a country of ISO 3166-1; left out"))
    return tuple(dict.fromkeys(codes)), bad


def _languages(text: str) -> tuple[str, Remarks]:
    codes, bad = [], []
    for part in _parts(text, language_named):
        if code := language_named(part):
            codes.append(code)
        else:
            bad.append((part, "not a language of ISO 639-1; left out"))
    return ";".join(dict.fromkeys(codes)), bad


def _list(text: str) -> tuple[tuple[str, ...], Remarks]:
    items = map(clean, _FINER_ITEMS.split(text))
    return tuple(dict.fromkeys(item for item in items if not is_blank(item))), []


def _partnerships(text: str) -> tuple[tuple[str, ...], Remarks]:
    known = words("partnership")
    return tuple(dict.fromkeys(known.get(word_key(item), item.casefold()) for item in _list(text)[0])), []


_YES_NO = ("state_owned", "consent_share_contact")
_APART = (*NAMES, "country", "turnover", "turnover_currency", "offers", "needs", "hs_offers", "hs_needs")
_PARSERS: dict[str, Parser] = {
    "email": _emails,
    "phone": _plain(identifiers.number),
    "registration_number": _plain(identifiers.number),
    "tax_number": _plain(identifiers.number),
    "lei": _plain(identifiers.lei),
    "contact_language": _languages,
    "founded": _plain(dates.year),
    "turnover_year": _plain(dates.year),
    "employees": _count,
    "partnership_types": _partnerships,
    "countries_exported": _countries,
    "countries_of_interest": _countries,
    "certificates": _list,
    "state_owned": _boolean,
    "consent_share_contact": _boolean,
    "updated_on": _plain(dates.day),
}

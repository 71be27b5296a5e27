"""Roll: one row as a company, or as a refusal that says why; what is dropped or mended on the way is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from svat.refusals import Note, NoteKind, Refusal
from svat.roll.columns import BESIDE_EACH_OTHER, NAMES
from svat.roll.listings import PLAIN, GoodsManner, listings_of
from svat.roll.made_ids import id_of
from svat.roll.model import Company, Listing, ListingKind
from svat.roll.numbers import of_another_registry
from svat.tables import dates, identifiers, kinds, numbers
from svat.tables.cells import Cells
from svat.tables.digits import digits_of, short_of
from svat.tables.formulas import why_lost
from svat.tables.habits import Habits
from svat.tables.kinds import CellKind
from svat.tables.numbers import BadCell
from svat.tables.one_name import broken, soiled
from svat.tables.plausible import wrong_by
from svat.tables.remedies import Remedy
from svat.tables.table import Shown, Stored, StoredDay, WithUnit
from svat.tables.turned import raise_if_turned
from svat.tables.values import (
    countries_named,
    currency_named,
    is_blank,
    language_named,
    understood,
    word_key,
    words,
    yes_or_no,
)
from svat.text.spelling import clean, clean_lines, squash
from svat.wording import say, say_any

_LONG = say("a name of {length} characters is too long to be one (at most {most})")
_SHOWN_IN = say("shown in {shown}, though its heading says {headed}")
_AMOUNT_IN = say("an amount in {named}, though the currency is given as {currency}")
_ROUGH = say("approximate; read as {number}")

LONGEST_NAME = 500
_ITEMS = re.compile(r"[;；؛\n\r]")
_FINER_ITEMS = re.compile(r"[;；؛,，،\n\r]")
_TOWN_BESIDE = re.compile(r"\s*[,/、，(（)）]\s*|\s[-–—]\s|\s+(?=г\.)")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{2,3}")  # as spreadsheets write it; "3E12" is somebody's number


class Remark(NamedTuple):
    """What is noted of a part of a cell."""

    value: str
    reason: str
    kind: NoteKind = "left-out"


class CompanyReader:
    """Reads the rows of one file; `notes` grows as it goes."""

    def __init__(
        self,
        default_country: str | None = None,
        habits: Habits | None = None,
        manners: Mapping[ListingKind, GoodsManner] | None = None,
    ) -> None:
        self.default_country = default_country
        self.notes: list[Note] = []
        self.judges_letters = True  # whether a name in letters of no language is refused
        self.remedies: Sequence[
            Remedy
        ] = ()  # by which single cells of the file were found to be read wrongly
        self.identifier = ""  # of the row last read, as the file gives it
        self._habits = habits or Habits(())
        self._manners = manners or {}
        order = self._habits.order("updated_on")
        self._kinds = _KINDS | {"updated_on": lambda text: dates.day(text, order)}
        self._signs = self._habits.signs("turnover")
        self._usual = {
            column: self._habits.length(column) for column in ("registration_number", "tax_number")
        }
        self._usual["external_id"] = self._habits.length("external_id", zeros=True)
        self._lengths: dict[tuple[str, str], tuple[str, tuple[int, ...]] | None] = {}

    def read(self, cells: Cells) -> Company | Refusal:
        """The company that a row is, or the reason why it is not one."""
        raw = cells.filled()
        written = {name: value for name in NAMES if (value := _name(raw.get(name, "")))}
        names = {
            name: value for name, value in written.items() if not is_blank(value) and squash(value).strip("0")
        }
        if not names:
            return self._unnamed(cells, written)
        for name, value in names.items():
            if len(value) > LONGEST_NAME:
                reason = say(_LONG, length=len(value), most=LONGEST_NAME)
                return cells.refusal(name, reason, value=value)
            if self.judges_letters and (
                found := broken(value) or (self.remedies and wrong_by(value, self.remedies))
            ):
                return cells.refusal(name, found.reason, value=value)
            if "?" in value and soiled(value):
                why = say("a question mark in place of a letter, it seems; never clear when screened")
                self._note(cells, name, Remark(value, why, "letters-lost"))
        try:
            country = self._country(cells)
        except BadCell as bad:
            column = "country" if cells.has("country") else ""
            return cells.refusal(column, bad.reason, bad.kind, clean(cells.raw("country")))
        values = self._fields(cells, raw)
        self._digits(cells, values, country)
        if not cells.has("city") and (town := _town(cells, country)):
            values["city"] = town
        values.update(names)
        values.setdefault("name", next(iter(names.values())))
        self.identifier = values.pop("external_id", "")
        identity = self.identifier or id_of(values, country, cells)[0]
        offers = self._listings(cells, raw, identity, "offer")
        needs = self._listings(cells, raw, identity, "need")
        return Company(
            external_id=identity,
            country=country,
            file=cells.file,
            row=cells.row,
            offers=offers,
            needs=needs,
            extra=(*self._extras(cells), *_of_other_registries(cells, values, country)),
            **values,
        )

    def _unnamed(self, cells: Cells, written: dict[str, str]) -> Refusal:
        column = next(iter(written), next(name for name in NAMES if cells.has(name)))
        lost = next(filter(None, (why_lost(cells.raw(name)) for name in NAMES)), "")
        return cells.refusal(
            column,
            say("no name: {lost}", lost=lost) if lost else say("no name"),
            "missing",
            cells.raw(column),
        )

    def _note(self, cells: Cells, column: str, remark: Remark) -> None:
        self.notes.append(cells.note(column, *remark))

    def _country(self, cells: Cells) -> str:
        """The country; the default where none is named, or the default is one of several that may be meant."""
        text = clean(cells.raw("country"))
        if lost := why_lost(cells.raw("country")):
            raise BadCell(say("no country: {lost}", lost=lost), "unreadable")
        if is_blank(text):
            if self.default_country is None:
                raise BadCell(say("no country"), "missing")
            return self.default_country
        named = countries_named(text)
        if self.default_country in named:
            if len(named) > 1 and not understood(text):
                why = say("may be {named}, and not all of it is understood", named=say_any(named))
                why += say("; read as {country}, the default", country=self.default_country)
                self._note(cells, "country", Remark(text, why, "read-as"))
            return str(self.default_country)
        if len(named) != 1 and (whole := self._unparted(cells, text)):
            return whole
        return kinds.country(text)

    def _unparted(self, cells: Cells, text: str) -> str:
        """The country that the last cell and those beyond the header make together: Korea | Republic of."""
        place, row, width = cells.header.places["country"], cells.cells, len(cells.header.columns)
        if place != width - 1 or len(row) <= width:
            return ""
        beyond = [cell for cell in map(clean, row[width:]) if cell]
        found = countries_named(", ".join([text, *beyond]))
        return found[0] if beyond and len(found) == 1 else ""

    def _fields(self, cells: Cells, raw: dict[str, str]) -> dict[str, Any]:
        """Every optional field that says something; a bad one is noted and left out."""
        values: dict[str, Any] = {}
        for column, cell in raw.items():
            if column in _APART:
                continue
            kind, kind_of_many = self._kinds.get(column), _KINDS_OF_MANY.get(column)
            if isinstance(cell, (Stored, StoredDay)):
                text: str = cell
            else:
                text = clean_lines(cell) if kind_of_many else clean(cell)
            if is_blank(text) and not (column in _YES_NO and yes_or_no(text) is not None):
                continue
            try:
                if kind_of_many:
                    values[column], remarks = kind_of_many(text)
                    for remark in remarks:
                        self._note(cells, column, remark)
                else:
                    values[column] = kind(text) if kind else text
                    if column in _NUMBERS and not isinstance(cell, Stored) and values[column] != text:
                        reason = say("read as {value}", value=values[column])
                        self._note(cells, column, Remark(cell, reason, "mended"))
            except BadCell as bad:
                self._note(cells, column, _left_out(cell, bad))
        self._turnover(cells, raw, values)
        return values

    def _digits(self, cells: Cells, values: dict[str, Any], country: str) -> None:
        """Note identifiers that are short of digits; they stay as they are, for nobody knows what is missing."""
        for column, usual in self._usual.items():
            if not (text := values.get(column)):
                continue
            known = None
            if column != "external_id":
                if (column, country) not in self._lengths:
                    self._lengths[column, country] = digits_of(cells.heading(column), column, country)
                known = self._lengths[column, country]
            why = short_of(text, known, usual)
            if why:
                self._note(cells, column, Remark(text, why, "digits-missing"))

    def _turnover(self, cells: Cells, raw: dict[str, str], values: dict[str, Any]) -> None:
        unit, shown, headed = cells.unit("turnover"), "", ""
        cell = raw.get("turnover", "")
        if isinstance(cell, WithUnit):
            scaled, shown = numbers.read_unit(cell.unit)
            headed = numbers.read_unit(unit)[1]
            unit = cell.unit if scaled > 1 else unit
        stated = clean(raw.get("turnover_currency", ""))
        currency = currency_named(stated) or ""
        scale = 1
        if not is_blank(stated) and not currency:
            scale, currency = numbers.read_unit(stated)
            if not currency:
                remark = Remark(stated, say("not a currency of ISO 4217; left out"))
                self._note(cells, "turnover_currency", remark)
        text = cell if isinstance(cell, (Stored, StoredDay)) else clean(cell)
        if not is_blank(text):
            try:
                number, named, rough = numbers.amount(text, unit if scale == 1 else stated, self._signs)
                if headed and shown and headed != shown:
                    raise BadCell(say(_SHOWN_IN, shown=shown, headed=headed))  # noqa: TRY301
                named = named or shown
                if currency and named and named != currency:
                    raise BadCell(say(_AMOUNT_IN, named=named, currency=currency))  # noqa: TRY301
            except BadCell as bad:
                self._note(cells, "turnover", _left_out(cell, bad))
            else:
                values["turnover"] = number
                currency = currency or named
                if rough or _ROUNDED.fullmatch(text):
                    remark = Remark(cell, say(_ROUGH, number=f"{number:f}"), "approximate")
                    self._note(cells, "turnover", remark)
        if currency or (currency := numbers.read_unit(unit)[1]):
            values["turnover_currency"] = currency

    def _listings(
        self, cells: Cells, raw: dict[str, str], identity: str, kind: ListingKind
    ) -> tuple[Listing, ...]:
        goods, codes = f"{kind}s", f"hs_{kind}s"
        manner = self._manners.get(kind, PLAIN)
        texts, numbers_ = raw.get(goods, ""), raw.get(codes, "")
        if (
            texts
            and numbers_
            and (places := max(len(cells.header.joined.get(c, ())) for c in (goods, codes)))
        ):
            texts, numbers_ = (cell + ";" * (places - cell.count(";")) for cell in (texts, numbers_))
        found, remarks = listings_of(identity, kind, texts, numbers_, manner)
        for about, value, reason, note in remarks:
            self._note(cells, goods if about == "goods" else codes, Remark(value, reason, note))
        return found

    def _extras(self, cells: Cells) -> tuple[tuple[str, str], ...]:
        row, header = cells.cells, cells.header
        extra = [(h, text) for i, h in header.extra if i < len(row) and (text := clean(row[i]))]
        for i in range(len(header.columns), len(row)):
            if text := clean(row[i]):
                heading = f"column {i + 1}"
                extra.append((heading, text))
                reason = say("more cells than the header has columns; kept as an extra column")
                self._note(cells, heading, Remark(text, reason, "extra-cell"))
        return tuple(extra)


def _name(cell: str) -> str:
    """A name without the one quote too many at either end, which a program left open."""
    name = clean(cell)
    if name.count('"') % 2 == 0:
        return name
    if name.startswith('"'):
        return name[1:].strip()
    return name[:-1].strip() if name.endswith('"') and not name[-2:-1].isdigit() else name


def _town(cells: Cells, country: str) -> str:
    """The town in a cell of a column for both, "Country / City": what stands beside the country."""
    if len(BESIDE_EACH_OTHER.split(cells.heading("country"))) != 2:
        return ""
    parts = list(filter(None, _TOWN_BESIDE.split(clean(cells.raw("country")))))
    towns = [part for part in parts if country not in countries_named(part)]
    if len(parts) != 2 or len(towns) != 1 or countries_named(towns[0]):
        return ""
    return "" if any(squash(word) in words("state") for word in towns[0].split()) else towns[0]


def _of_other_registries(cells: Cells, values: Mapping[str, Any], country: str) -> Iterator[tuple[str, str]]:
    """(heading, number) of those whose heading says more than that they are the company's: another country's."""
    for column in ("registration_number", "tax_number"):
        heading = cells.heading(column)
        if (number := values.get(column)) and of_another_registry(heading, number, country):
            yield heading, number


def _left_out(cell: str, bad: BadCell) -> Remark:
    kind: NoteKind = "unclear" if bad.kind == "unclear" else "left-out"
    return Remark(cell, say("{why}; left out", why=bad.reason), kind)


def _sector(text: str) -> str:
    """A code of a classification of activities, or words for one."""
    if isinstance(text, Shown):
        return text.shown
    raise_if_turned(text, serials=False)
    return str(text)


KindOfMany = Callable[
    [str], tuple[Any, list[Remark]]
]  # as a kind of cell, what is left out of it being noted


def _count(text: str) -> tuple[int, list[Remark]]:
    number, rough = numbers.whole(text)
    return number, [Remark(text, say(_ROUGH, number=str(number)), "approximate")] if rough else []


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
            bad.append(Remark(part, say("{why}; left out", why=reason)))
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


_NUMBERS = ("external_id", "registration_number", "tax_number", "phone")
_YES_NO = ("state_owned", "consent_share_contact")
_APART = (*NAMES, "country", "turnover", "turnover_currency", "offers", "needs", "hs_offers", "hs_needs")
_KINDS: dict[str, CellKind[Any]] = {
    "external_id": identifiers.own,
    "sector_code": _sector,
    "phone": identifiers.phone,
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

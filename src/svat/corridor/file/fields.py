"""Corridor room, file: one table and its values, checked; a refusal names line, key and reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from svat.corridor.file.toml_lines import KeyPath, key_lines
from svat.corridor.money.amounts import known_currency, minor_unit, too_large
from svat.corridor.partial_date import PartialDate, partial_date
from svat.refusals import Note, UnusableInput
from svat.tables.values import countries

_BLOCS = frozenset((
    "eu", "european union", "eaeu", "eeu", "eurasian economic union", "asean", "cis", "brics", "gcc", "sco",
    "mercosur", "efta",
    "usmca", "nafta", "african union", "au union", "ecowas", "comesa", "saarc", "apec", "cptpp", "rcep", "afcfta",
    "benelux",
    "visegrad", "еаэс", "ес", "снг", "шос", "брикс",
))  # fmt: skip
_FINEST = Decimal("1e-9")  # no sum of money is known more finely


def _shown(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) and abs(value.adjusted()) < 30 else repr(value)


class TomlFile:
    """One file: its path, where its keys stand, and what was noted on the way."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.places = path, key_lines(text)
        self.notes: list[Note] = []
        self.ids: dict[tuple[str, str], KeyPath] = {}

    def line(self, place: KeyPath) -> int:
        """The line of a key, or of the nearest table around it; of the file's own missing keys the first."""
        while place:
            if place in self.places:
                return self.places[place]
            place = place[:-1]
        return 1

    def refuse(self, place: KeyPath, why: str) -> NoReturn:
        """Raise UnusableInput: file, line, key, reason."""
        raise UnusableInput(f"{self.path}: line {self.line(place)}: {_name(place)}: {why}")


def _name(place: KeyPath) -> str:
    """A key for people: "amount" of a plain table, "amount of debt 2" in an array of tables."""
    *around, key = place
    numbered = [f"{around[k - 1]} {n + 1}" for k, n in enumerate(around) if isinstance(n, int)]
    if isinstance(key, int):
        return f"{around[-1]} {key + 1}"
    return " of ".join([str(key), *reversed(numbered)])


class Fields:
    """One table: what its keys hold, checked."""

    def __init__(self, toml: TomlFile, data: dict[str, Any], place: KeyPath = ()) -> None:
        self.toml, self.data, self.place = toml, data, place

    @property
    def line(self) -> int:
        """The line where the table begins."""
        return self.toml.line(self.place)

    def refuse(self, key: str, why: str) -> NoReturn:
        """Raise UnusableInput on a key of this table."""
        self.toml.refuse((*self.place, key), why)

    def only(self, *known: str) -> None:
        """Refuse what looks like a misspelt key; note any other that is unknown."""
        for key in self.data:
            if key in known:
                continue
            meant = get_close_matches(key, sorted(known), n=1, cutoff=0.75)
            if meant:
                self.refuse(key, f"unknown key; did you mean {meant[0]}?")
            full = ".".join(str(part) for part in (*self.place, key) if not isinstance(part, int))
            line = self.toml.line((*self.place, key))
            self.toml.notes.append(
                Note(str(self.toml.path), line, full, "", "key not used by svat", "key-unknown")
            )

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def need(self, *keys: str) -> None:
        """Refuse the table when it lacks one of the keys."""
        for key in keys:
            if key not in self.data:
                self.refuse(key, "is missing")

    def table(self, key: str) -> Fields:
        """The table under a key; an empty one where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, f"must be a table [{key}]")
        return Fields(self.toml, value, (*self.place, key))

    def tables(self, key: str, *, single: bool = False) -> Iterator[Fields]:
        """The tables of an array [[key]]; `single` lets one plain table [key] stand for one of them."""
        value = self.data.get(key, [])
        if single and isinstance(value, dict):
            if value:
                yield Fields(self.toml, value, (*self.place, key))
            return
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, f"must be tables, each beginning with [[{key}]]")
        for number, item in enumerate(value):
            yield Fields(self.toml, item, (*self.place, key, number))

    def text(self, key: str, default: str = "") -> str:
        """Text, one line of it: line breaks become spaces."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            self.refuse(key, f"must be text in quotes, not {value!r}")
        return " ".join(value.split())

    def id(self, kind: str) -> str:
        """The table's own id, which no other of its kind may have."""
        value = self.text("id")
        if not value:
            self.refuse("id", "is missing: give it a short name that is its own")
        return self.claim_id(kind, value)

    def claim_id(self, kind: str, value: str) -> str:
        """Register an id of a kind; refuse the second one."""
        first = self.toml.ids.setdefault((kind, value), self.place)
        if first != self.place:
            self.refuse("id", f"{value!r} is taken by the {kind} in line {self.toml.line(first)}")
        return value

    def word(self, key: str, of: Collection[str], default: str | None = None) -> str:
        """One word of a list."""
        value = self.data.get(key, default)
        if not isinstance(value, str) or value not in of:
            said = ", ".join(word for word in of if word)
            self.refuse(
                key, "is missing: " + said if value is None else f"must be one of {said}, not {value!r}"
            )
        return str(value)

    def country(self, key: str) -> str:
        """A country by its two capital letters."""
        self._given(key, "a country as two capital letters (ISO 3166-1)")
        value = self.text(key)
        if value.casefold() in _BLOCS:
            self.refuse(
                key, f"{value} is a bloc, and a corridor joins two countries: make a file for each of them"
            )
        if len(value) != 2 or not value.isascii() or not value.isupper() or value not in countries():
            self.refuse(
                key, f"must be a country as two capital letters (ISO 3166-1), such as KZ, not {value!r}"
            )
        return value

    def currency(self, key: str, *, optional: bool = False) -> str:
        """A currency by its three capital letters; empty where it is optional and not given."""
        value = self.text(key)
        if optional and not value:
            return ""
        self._given(key, "a currency as three capital letters (ISO 4217)")
        if not known_currency(value):
            self.refuse(
                key, f"must be a currency as three capital letters (ISO 4217), such as USD, not {value!r}"
            )
        return value

    def words(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of words."""
        value = self.data.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.refuse(key, f'must be a list of words, such as ["UN", "US"], not {value!r}')
        return tuple(value)

    def number(self, key: str, *, zero: bool = False) -> Decimal:
        """A number above 0 (or from 0 on)."""
        least = "from 0 on" if zero else "above 0"
        value = self._given(key, f"a number {least}")
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            self.refuse(key, f"must be a number {least}, not {_shown(value)}")
        made = Decimal(value)
        if not made.is_finite() or made < 0 or (made == 0 and not zero):
            self.refuse(key, f"must be a number {least}, not {value!s}")
        if too_large(made):
            self.refuse(key, f"{value} is too large to be true")
        if made != made.quantize(_FINEST):
            self.refuse(key, f"{value} has more digits than {-int(_FINEST.adjusted())} after the point")
        return made

    def sum(self, key: str, currency: str, *, zero: bool = False) -> Decimal:
        """A sum that can be paid: a number of whole smallest units of its currency."""
        made = self.number(key, zero=zero)
        if made % (unit := minor_unit(currency)):
            self.refuse(key, f"{made:f} is finer than the smallest unit of {currency}, {unit:f}")
        return made

    def _given(self, key: str, what: str) -> Any:
        """What a key holds; refused where it is not there."""
        if key not in self.data:
            self.refuse(key, f"is missing: {what} is needed")
        return self.data[key]

    def whole(self, key: str, least: int, most: int, what: str) -> int:
        """A whole number within bounds."""
        value = self._given(key, what)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(key, f"must be {what}, not {_shown(value)}")
        return value

    def year(self, key: str) -> int:
        """A year."""
        return self.whole(key, 1900, 2200, "a year such as 2030")

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A yes or no: true or false."""
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.refuse(key, f"must be true or false, not {value!r}")
        return value

    def partial_date(self, key: str) -> PartialDate | None:
        """A partial date, or None where the key is not there."""
        if key not in self.data:
            return None
        try:
            return partial_date(self.data[key])
        except ValueError as error:
            self.refuse(key, str(error))

    def day(self, key: str) -> date:
        """A whole date: year, month and day."""
        found = self.partial_date(key)
        if found is None:
            self.refuse(key, "is missing: a whole date such as 2014-10-20 is needed")
        if found.day is None:
            self.refuse(key, "must be a whole date such as 2014-10-20, not " + repr(self.data.get(key)))
        return found.first

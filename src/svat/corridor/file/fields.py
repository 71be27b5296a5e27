"""Corridor room, file: one table and its values, checked: countries, sums of money and days too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from svat.corridor.money.amounts import known_currency, minor_unit, too_large
from svat.corridor.partial_date import PartialDate, partial_date
from svat.tables.settings import TomlFields
from svat.tables.settings import TomlFile as TomlFile
from svat.tables.values import countries
from svat.wording import say

_BLOCS = frozenset((
    "eu", "european union", "eaeu", "eeu", "eurasian economic union", "asean", "cis", "brics", "gcc", "sco",
    "mercosur", "efta",
    "usmca", "nafta", "african union", "au union", "ecowas", "comesa", "saarc", "apec", "cptpp", "rcep", "afcfta",
    "benelux",
    "visegrad", "еаэс", "ес", "снг", "шос", "брикс",
))  # fmt: skip
_FINEST = Decimal("1e-9")  # no sum of money is known more finely


class Fields(TomlFields):
    """One table of a corridor file."""

    def shown(self, value: object) -> str:
        """A value as a refusal shows it; a decimal without an exponent."""
        return f"{value:f}" if isinstance(value, Decimal) and abs(value.adjusted()) < 30 else repr(value)

    def country(self, key: str) -> str:
        """A country by its two capital letters."""
        self.given(key, say("a country as two capital letters (ISO 3166-1)"))
        value = self.text(key)
        if value.casefold() in _BLOCS:
            self.refuse(
                key,
                say(
                    "{value} is a bloc, and a corridor joins two countries: make a file for each of them",
                    value=value,
                ),
            )
        if len(value) != 2 or not value.isascii() or not value.isupper() or value not in countries():
            self.refuse(
                key,
                say(
                    "must be a country as two capital letters (ISO 3166-1), such as KZ, not {value}",
                    value=repr(value),
                ),
            )
        return value

    def currency(self, key: str, *, optional: bool = False) -> str:
        """A currency by its three capital letters; empty where it is optional and not given."""
        value = self.text(key)
        if optional and not value:
            return ""
        self.given(key, say("a currency as three capital letters (ISO 4217)"))
        if not known_currency(value):
            self.refuse(
                key,
                say(
                    "must be a currency as three capital letters (ISO 4217), such as USD, not {value}",
                    value=repr(value),
                ),
            )
        return value

    def number(self, key: str, *, zero: bool = False) -> Decimal:
        """A number above 0 (or from 0 on)."""
        least = "from 0 on" if zero else "above 0"
        value = self.given(key, f"a number {least}")
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            self.refuse(
                key, say("must be a number {least}, not {shown}", least=least, shown=self.shown(value))
            )
        made = Decimal(value)
        if not made.is_finite() or made < 0 or (made == 0 and not zero):
            self.refuse(key, say("must be a number {least}, not {value}", least=least, value=f"{value!s:}"))
        if too_large(made):
            self.refuse(key, say("{value} is too large to be true", value=value))
        if made != made.quantize(_FINEST):
            self.refuse(
                key,
                say(
                    "{value} has more digits than {value_2} after the point",
                    value=value,
                    value_2=-int(_FINEST.adjusted()),
                ),
            )
        return made

    def sum(self, key: str, currency: str, *, zero: bool = False) -> Decimal:
        """A sum that can be paid: a number of whole smallest units of its currency."""
        made = self.number(key, zero=zero)
        if made % (unit := minor_unit(currency)):
            self.refuse(
                key,
                say(
                    "{made} is finer than the smallest unit of {currency}, {unit}",
                    made=f"{made:f}",
                    currency=currency,
                    unit=f"{unit:f}",
                ),
            )
        return made

    def year(self, key: str) -> int:
        """A year."""
        return self.whole(key, 1900, 2200, say("a year such as 2030"))

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
            self.refuse(key, say("is missing: a whole date such as 2014-10-20 is needed"))
        if found.day is None:
            self.refuse(key, "must be a whole date such as 2014-10-20, not " + repr(self.data.get(key)))
        return found.first

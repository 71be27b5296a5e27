"""Corridor room, Comtrade areas: the country behind a code of trade statistics."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel.core import get_global

from svat.corridor.trade.model import WORLD
from svat.tables.values import countries, countries_named
from svat.text.spelling import squash

# Numeric codes of the United Nations' trade statistics that are not those of ISO 3166-1: the statistical
# territory of a country, often with dependencies. Source: the reporter and partner lists of UN Comtrade.
_STATISTICAL = {
    "251": "FR",  # France with Monaco
    "381": "IT",  # Italy with San Marino
    "490": "TW",  # "other Asia, not elsewhere specified"
    "579": "NO",  # Norway with Svalbard and Jan Mayen
    "699": "IN",  # India without Sikkim, as its statistics have it
    "711": "ZA",  # the Southern African customs union until 1999
    "757": "CH",  # Switzerland with Liechtenstein
    "842": "US",  # the United States with Puerto Rico and the Virgin Islands
}
_LETTERS = {"S19": "TW", "ROM": "RO", "ZAR": "CD", "TMP": "TL"}
_WORLD = frozenset({"0", "W00", "WLD", "WORLD", "ALL"})


@cache
def _numeric() -> Mapping[str, str]:
    known = countries()
    aliases = get_global("territory_aliases").items()
    return {code: now[0] for code, now in aliases if code.isdigit() and now[0] in known} | _STATISTICAL


def comtrade_area(letters: str, number: str = "", name: str = "") -> str:
    """The area that one row names: alpha-2 of a country, WORLD, or the file's own code for any other area.

    `letters` is the ISO alpha-3 code as statistics use it, `number` the numeric one, `name` the title, which statistics
    shorten in ways of their own ("Rep. of Korea", "Korea, Rep."); each may be empty. Empty when nothing is given.
    """
    code, digits = letters.strip().upper(), number.strip()
    if code in _WORLD or (digits.isdigit() and int(digits) == 0) or name.strip().casefold() == "world":
        return WORLD
    if code in _LETTERS:
        return _LETTERS[code]
    if len(code) in (2, 3) and code.isalpha():
        found = countries_named(code)
        if len(found) == 1:
            return found[0]
    if digits.isdigit() and (country := _numeric().get(f"{int(digits):03d}")):
        return country
    if country := _names().get(squash(name)):
        return country
    found = countries_named(name) if name.strip() else ()
    if len(found) == 1:
        return found[0]
    return code or digits or name.strip()


@cache
def _names() -> Mapping[str, str]:
    """Squashed name → alpha-2: as UN Comtrade, the World Bank and the IMF shorten names (data/area_names.csv)."""
    text = files("svat.corridor.trade").joinpath("data/area_names.csv").read_text(encoding="utf-8")
    return {squash(row["name"]): row["country"] for row in csv.DictReader(text.splitlines())}

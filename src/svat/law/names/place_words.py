"""Law, names: countries and parts of the world, which in an organisation's name tell it from few others.

Their names in the languages that company names are written in are those of the Unicode CLDR, through Babel.
"""

from __future__ import annotations

from functools import cache

from babel import Locale

from svat.text.folding import fold

_LOCALES = ("en", "ru", "uk", "kk", "uz", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ko")
_PARTS_OF_THE_WORLD = ("002", "019", "142", "143", "145", "150")  # UN M49: Africa … Europe
_NO_PLACES = ("ZZ", "XA", "XB")
_LETTERS = 4  # at least, so that no abbreviation is taken for a country


@cache
def place_words() -> frozenset[str]:
    """The words of the names of countries and parts of the world, folded: Sweden; Hong and Kong."""
    found: set[str] = set()
    for code in _LOCALES:
        for area, name in Locale(code).territories.items():
            if area in _PARTS_OF_THE_WORLD or (area.isalpha() and area not in _NO_PLACES):
                found.update(word for word in fold(name).split() if len(word) >= _LETTERS)
    return frozenset(found)

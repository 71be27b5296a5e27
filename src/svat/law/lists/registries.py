"""Law, lists, registries: the country that gave a number, kept beside what the number is: "Tax ID No. (Russia)"."""

from __future__ import annotations

import re
from functools import lru_cache

from svat.tables.values import countries_named

_GIVEN_IN = re.compile(r"(.*\S)\s+\(([^()]+(?:\([^()]*\))?)\)")


def with_country(label: str, country: str) -> str:
    """What a number is, with its country in brackets, if that names one."""
    return f"{label} ({country})" if code_of(country) else label


@lru_cache(maxsize=1 << 13)
def given_in(label: str) -> tuple[str, str]:
    """ "Tax ID No. (Russia)" as what it is and the code of the country that gave it; "" where it names none."""
    if (found := _GIVEN_IN.fullmatch(label)) and (code := code_of(found[2])):
        return found[1], code
    return label, ""


@lru_cache(maxsize=1 << 12)
def code_of(country: str) -> str:
    """The code of a country by any name; "" of none or several."""
    named = countries_named(country) if country.strip() else ()
    return named[0] if len(named) == 1 else ""

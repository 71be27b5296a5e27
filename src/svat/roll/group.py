"""Roll, group: rows that are one company, and what they say together that tells it from others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from svat.roll.likeness import names_agree, names_related
from svat.roll.namesakes import otherwise_named
from svat.roll.numbers import official_numbers, websites
from svat.roll.uniting import RowRead
from svat.tables.values import is_country_at_hand
from svat.text.folding import fold

OWN = "external_id"
COMPARED = 20  # companies under one identifier, each with each: where more share it, it is none


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells one company from another: numbers by kind, country, places."""

    country: str
    numbers: Mapping[str, str]
    city: frozenset[str]  # its parts
    hosts: frozenset[str]  # of websites of its own
    pages: frozenset[tuple[str, str]]  # on sites for everybody


def facts_of(row: RowRead, own: str) -> Facts:
    """What a row says; `own` is its own identifier, "" where that tells nothing."""
    company = row.company
    numbers = dict(official_numbers(company))
    if own:
        numbers[OWN] = own
    return Facts(company.country, numbers, _city(company.city), *websites(company.website))


_CITY_WORDS = frozenset(
    (
        "g",
        "gor",
        "gorod",
        "city",
        "of",
        "qalasy",
        "kalasy",
        "k",
        "q",
        "shi",
        "si",
        "shahri",
        "shaar",
        "sh",
        "sehri",
    )
)
_KOREAN_CITY = re.compile(r"(?<=[가-힣]{2})(?:특별자치시|특별시|광역시|시)(?![가-힣])")


@lru_cache(maxsize=1 << 12)
def _city(text: str) -> frozenset[str]:
    """The parts of a city's name, without its country: "Almaty, Kazakhstan" is Almaty."""
    parts = re.split(r"[,;()/]", _KOREAN_CITY.sub("", text))
    named = [part for part in parts if not is_country_at_hand(part)] or parts
    words = (" ".join(word for word in fold(part).split() if word not in _CITY_WORDS) for part in named)
    return frozenset(filter(None, words))


def _same_site(a: str, b: str) -> bool:
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


class Group:
    """Rows that are one company, and what they say together."""

    def __init__(self, row: RowRead, facts: Facts) -> None:
        self.rows: list[RowRead] = []
        self.whys: list[str] = []
        self.country = facts.country
        self.numbers: dict[str, str] = {}
        self.cities: set[frozenset[str]] = set()
        self.hosts: set[str] = set()
        self.pages: set[tuple[str, str]] = set()
        self._take(row, facts)

    def add(self, row: RowRead, facts: Facts, why: str) -> None:
        """Take a row in for what agrees: the kind of an identifier, or the column of the name."""
        self.whys.append(why)
        self._take(row, facts)

    def _take(self, row: RowRead, facts: Facts) -> None:
        self.rows.append(row)
        self.numbers = {**facts.numbers, **self.numbers}
        self.cities |= {facts.city} - {frozenset()}
        self.hosts |= facts.hosts
        self.pages |= facts.pages

    def contradicts(self, facts: Facts) -> str:
        """The kind of identifier that differs, or "country"; "" where nothing does."""
        for kind, number in facts.numbers.items():
            if self.numbers.get(kind, number) != number:
                return kind
        return "country" if self.country != facts.country else ""

    def agrees(self, facts: Facts) -> bool:
        """Whether an official identifier is the same."""
        return any(self.numbers.get(kind) == number for kind, number in facts.numbers.items() if kind != OWN)

    def elsewhere(self, facts: Facts) -> bool:
        """Whether city or website says that it is another company."""
        if facts.city and self.cities and not any(c <= facts.city or facts.city <= c for c in self.cities):
            return True
        if facts.hosts and self.hosts and not any(_same_site(a, b) for a in facts.hosts for b in self.hosts):
            return True
        theirs = {
            host: page for host, page in self.pages if page
        }  # one page on a site for everybody is not another
        return self.pages.isdisjoint(facts.pages) and any(
            theirs.get(host, page) != page for host, page in facts.pages if page
        )

    def otherwise_named(self, row: RowRead) -> bool:
        """Whether a further name tells it from another company of this name."""
        return any(otherwise_named(row.company, other.company) for other in self.rows[:COMPARED])

    def named_like(self, row: RowRead) -> bool:
        """Whether a name is the same or spelt a little otherwise."""
        return any(names_agree(row.company, other.company) for other in self.rows[:COMPARED])

    def named_nearly(self, row: RowRead) -> bool:
        """Whether names could be one company's, an official identifier saying so."""
        return any(names_related(row.company, other.company) for other in self.rows[:COMPARED])

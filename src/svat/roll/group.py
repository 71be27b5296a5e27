"""Roll, group: rows that are one company, and what they say together that tells it from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from svat.roll.likeness import names_agree, names_related
from svat.roll.namesakes import otherwise_named
from svat.roll.numbers import official_numbers, website_host
from svat.roll.uniting import RowRead
from svat.text.folding import fold

OWN = "external_id"
COMPARED = 20  # companies under one identifier, each with each: where more share it, it is none


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells one company from another: numbers by kind, country, places."""

    country: str
    numbers: Mapping[str, str]
    city: str
    host: str


def facts_of(row: RowRead, own: str) -> Facts:
    """What a row says; `own` is its own identifier, "" where that tells nothing."""
    company = row.company
    numbers = dict(official_numbers(company))
    if own:
        numbers[OWN] = own
    return Facts(company.country, numbers, _city(company.city), website_host(company.website))


_CITY_WORDS = frozenset(("g", "gorod", "city", "of", "qalasy", "kalasy", "shi", "si", "shahri", "shaar"))


@lru_cache(maxsize=1 << 12)
def _city(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word not in _CITY_WORDS)


class Group:
    """Rows that are one company, and what they say together."""

    def __init__(self, row: RowRead, facts: Facts) -> None:
        self.rows: list[RowRead] = []
        self.whys: list[str] = []
        self.country = facts.country
        self.numbers: dict[str, str] = {}
        self.cities: set[str] = set()
        self.hosts: set[str] = set()
        self._take(row, facts)

    def add(self, row: RowRead, facts: Facts, why: str) -> None:
        """Take a row in for what agrees: the kind of an identifier, or the column of the name."""
        self.whys.append(why)
        self._take(row, facts)

    def _take(self, row: RowRead, facts: Facts) -> None:
        self.rows.append(row)
        self.numbers = {**facts.numbers, **self.numbers}
        self.cities |= {facts.city} - {""}
        self.hosts |= {facts.host} - {""}

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
        return bool(
            (facts.city and self.cities and facts.city not in self.cities)
            or (facts.host and self.hosts and facts.host not in self.hosts)
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

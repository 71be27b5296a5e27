"""The council's names in a mission: companies, people, meetings as the office reads them, with their identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from svat.council.missions.document import KeptPlan
from svat.council.store import Store
from svat.report.introductions.sending.languages import scripts_of
from svat.report.introductions.sending.naming import readable_name
from svat.wording import Said
from svat.wording.sentences import SaidByCount


@dataclass(frozen=True)
class MissionNames:
    """What everybody and everything that a version knows by an identifier is called; what has no name, by that."""

    version: KeptPlan
    companies: Mapping[str, str]  # external_id → name in letters that the reader knows

    def person(self, own: str) -> str:
        """A person or interpreter: Name (identifier)."""
        return _beside(self._people.get(own, ""), own)

    def company(self, own: str) -> str:
        """A company: Name (identifier)."""
        return _beside(self.companies.get(own, ""), own)

    def meeting(self, own: str) -> str:
        """A meeting: Name – Name (identifier)."""
        pair = self.version.pairs.get(own) or _pair_of(own, self.companies)
        names = [self.companies.get(x, x) for x in pair]
        return _beside(" – ".join(names), own)

    def within(self, text: str) -> str:
        """A sentence in which names stand beside the identifiers that it is about."""
        if not isinstance(text, Said) or type(text) not in (Said, SaidByCount) or not text.names:
            return text
        values = {name: self._value(value) for name, value in text.values.items()}
        return (
            SaidByCount(text.template, values, text.many)
            if isinstance(text, SaidByCount)
            else Said(text.template, values)
        )

    def _value(self, value: Any) -> Any:
        if isinstance(value, Said):
            return self.within(value)
        if not isinstance(value, str):
            return value
        if value in self.version.mission.request:
            return self.meeting(value)
        if value in self._people:
            return self.person(value)
        if value in self._by_name:  # sentences of causes name people, and two may have one name
            return self.person(self._by_name[value])
        return self.company(value) if value in self.companies else value

    @cached_property
    def _people(self) -> dict[str, str]:
        mission = self.version.mission
        people = {x.id: x.name for x in mission.people}
        return people | {x.id: x.name for x in mission.interpreters}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Identifiers by name, of names that one person alone has."""
        found: dict[str, list[str]] = {}
        for own, name in self._people.items():
            found.setdefault(name, []).append(own)
        return {name: ids[0] for name, ids in found.items() if name and len(ids) == 1}


def names_of(store: Store, version: KeptPlan, language: str) -> MissionNames:
    """The names in a version for a reader of a language."""
    scripts = scripts_of((language,))
    companies = {
        x.external_id: readable_name(x, scripts).text for roll in store.rolls() for x in roll.companies
    }
    return MissionNames(version, companies)


def _beside(name: str, own: str) -> str:
    return f"{name} ({own})" if name and name != own else own


def _pair_of(own: str, companies: Mapping[str, str]) -> tuple[str, ...]:
    """The companies of a meeting that is not asked for, which its identifier names."""
    found = tuple(own.split("+"))
    return found if len(found) == 2 and all(x in companies for x in found) else ()

"""Law room, the record: all that the council has on file about goods, and whose dealing is judged by it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svat.law.record.answers import Answer
from svat.law.record.exemptions import Exemption
from svat.law.record.usage import Use


@dataclass(frozen=True, slots=True)
class Deal:
    """Whose trade it is, by external_id; empty where no company is known."""

    exporter: str = ""
    importer: str = ""
    a: str = ""  # the same two companies by the corridor's sides
    b: str = ""


NOBODY = Deal()


@dataclass(frozen=True)
class Record:
    """What is on file. No order of its rows matters, and nothing here speaks of a party's own hits."""

    exemptions: tuple[Exemption, ...] = ()
    usage: tuple[Use, ...] | None = None  # None: what the corridor has used is not known
    answers: tuple[Answer, ...] = ()

    def seen(self, exporter: str, importer: str, a: str, b: str) -> Deal:
        """The deal with only those companies that any row names: deals that are equal then are judged alike."""
        if not self._companies and not self._pairs:
            return NOBODY
        answered = (a, b) in self._pairs
        return Deal(
            exporter if exporter in self._companies else "",
            importer if importer in self._companies else "",
            a if answered else "",
            b if answered else "",
        )

    @cached_property
    def _companies(self) -> frozenset[str]:
        return frozenset(
            company for x in self.exemptions for company in (*x.exporter_companies, *x.importer_companies)
        )

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset((x.a, x.b) for x in self.answers)


NOTHING = Record()

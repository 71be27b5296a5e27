"""Law, record, the case file: what the council has on file that bears on verdicts, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from svat.law.ownership.chains import Stake
from svat.law.record.answers import Answer
from svat.law.record.exemptions import Exemption
from svat.law.record.usage import Use
from svat.law.screening.external import NOBODY_ASKED, External
from svat.law.screening.rulings import Ruling
from svat.wording import say, say_list


@dataclass(frozen=True, slots=True)
class Traders:
    """Whose trade it is, by external_id; empty where no company is known."""

    exporter: str = ""
    importer: str = ""
    a: str = ""  # the same two companies by the corridor's sides
    b: str = ""


NOBODY = Traders()


@dataclass(frozen=True)
class CaseFile:
    """All that bears on verdicts and was said by authorities, companies, reviewers or another screening service.

    No order of its rows matters.

    >>> svat.CaseFile().in_words()  # nothing is on file
    ''
    """

    exemptions: tuple[Exemption, ...] = ()
    usage: tuple[Use, ...] | None = None  # under caps; None: what the corridor has used is not known
    answers: tuple[Answer, ...] = ()  # on end use
    owners: tuple[Stake, ...] = ()  # of owners files; a roll's own column of owners comes with its companies
    rulings: tuple[Ruling, ...] = ()
    external: External = NOBODY_ASKED

    def traders(self, exporter: str, importer: str, a: str, b: str) -> Traders:
        """Those of the companies that any row names: trades whose traders are equal are judged alike."""
        if not self._companies and not self._pairs:
            return NOBODY
        answered = (a, b) in self._pairs
        return Traders(
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

    def in_words(self) -> str:
        """What it holds, counted; "" when nothing is on file."""
        held = [
            (say("exemptions"), self.exemptions),
            (say("entries of use under caps"), self.usage),
            (say("answers on end use"), self.answers),
            (say("stakes of owners files"), self.owners),
            (say("rulings"), self.rulings),
        ]
        counted = [say("{what} {number}", what=name, number=len(items)) for name, items in held if items]
        return (
            say("Verdicts rest also on what was on file: {counted}.", counted=say_list(counted))
            if counted
            else ""
        )


NOTHING_ON_FILE = CaseFile()

"""Law room, the dossier: what the council has on file about goods and companies, beside the lists and the rules."""

from __future__ import annotations

from dataclasses import dataclass

from svat.law.ownership.chains import Stake
from svat.law.record.model import NOTHING, Record
from svat.law.screening.external import NOBODY_ASKED, Outside
from svat.law.screening.rulings import Ruling


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that bears on verdicts and was said by authorities, companies, reviewers or another screening service."""

    record: Record = NOTHING  # exemptions, use of caps, answers on end use
    owners: tuple[Stake, ...] = ()  # of owners files; a roll's own column of owners comes with its companies
    rulings: tuple[Ruling, ...] = ()
    outside: Outside = NOBODY_ASKED

    def in_words(self) -> str:
        """What it holds, counted; "" when nothing is on file."""
        record = self.record
        held = [
            ("exemptions", record.exemptions),
            ("entries of use under caps", record.usage),
            ("answers on end use", record.answers),
            ("stakes of owners files", self.owners),
            ("rulings", self.rulings),
        ]
        said = ", ".join(f"{name} {len(items)}" for name, items in held if items)
        return f"Verdicts rest also on what was on file: {said}." if said else ""


EMPTY = Dossier()

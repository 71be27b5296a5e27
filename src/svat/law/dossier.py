"""Law room, the dossier: what the council has on file about goods and companies, beside the lists and the rules."""

from __future__ import annotations

from dataclasses import dataclass

from svat.law.outside import NOBODY_ASKED, Outside
from svat.law.owners import Stake
from svat.law.record.model import NOTHING, Record
from svat.law.rulings import Ruling


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that bears on verdicts and was said by authorities, companies, reviewers or another screening service."""

    record: Record = NOTHING  # exemptions, use of caps, answers on end use
    owners: tuple[Stake, ...] = ()  # of owners files; a roll's own column of owners comes with its companies
    rulings: tuple[Ruling, ...] = ()
    outside: Outside = NOBODY_ASKED


EMPTY = Dossier()

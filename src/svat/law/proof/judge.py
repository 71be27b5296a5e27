"""Law, proof: one case before the same law that judges whole rolls."""

from __future__ import annotations

from collections.abc import Sequence

from svat.candidates.model import Candidate
from svat.law.ground import Law, ToScreen
from svat.law.lists.model import ListSet
from svat.law.model import Hit, Party, Verdict
from svat.law.proof.case import Case
from svat.law.proof.record import read
from svat.law.rules.ruleset import Ruleset
from svat.law.screening.screener import Screener
from svat.progress import Progress, silent
from svat.sides import Sides


class RememberingScreener(Screener):
    """A screener for many cases, one after the other, in which the same parties come again."""

    def __init__(self, listset: ListSet) -> None:
        super().__init__(listset)
        self._known: dict[Party, tuple[Hit, ...]] = {}

    def screen(self, parties: Sequence[Party], progress: Progress = silent) -> list[tuple[Hit, ...]]:
        """As Screener.screen; whoever was asked about before is not looked for again."""
        new = [party for party in dict.fromkeys(parties) if party not in self._known]
        self._known |= dict(zip(new, super().screen(new, progress), strict=True))
        return [self._known[party] for party in parties]


def judge(case: Case, lists: ListSet | None, rules: Ruleset, screener: Screener | None = None) -> Verdict:
    """The verdict on the case by these lists and rules; None of the lists where the case had none.

    `screener` is that of the lists, where whoever judges many cases keeps one. Screening finds of a company the same
    whoever else is screened with it. Raises UnusableInput when something is on record that this svat cannot weigh.
    """
    pair = read(case.record)
    law = Law(case.on, case.basis.settings, rules, lists, pair.case_file)
    rolls = Sides([case.a, *pair.holders.a], [case.b, *pair.holders.b])
    candidate = Candidate(case.a.external_id, case.b.external_id, case.lines)
    return law.verdicts([candidate], rolls, who=ToScreen(rolls, pair.case_file.owners, screener))[0]

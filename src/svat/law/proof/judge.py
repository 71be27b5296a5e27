"""Law, proof: one case before the same gate that judges whole rolls."""

from __future__ import annotations

from svat.candidates.model import Candidate
from svat.law.lists.model import ListSet
from svat.law.model import Verdict
from svat.law.proof.case import Case
from svat.law.proof.record import read
from svat.law.rules.ruleset import Ruleset
from svat.law.verdicts import Screened, verdicts_on


def judge(case: Case, lists: ListSet | None, rules: Ruleset) -> Verdict:
    """The verdict on the case by these lists and rules; None of the lists where the case had none.

    Screening finds of a company the same whoever else is screened with it. Raises UnusableInput when something is
    on record that this svat cannot weigh.
    """
    dossier, holders = read(case.record)
    who = Screened(([case.a, *holders[0]], [case.b, *holders[1]]), dossier.owners)
    (verdict,) = verdicts_on(
        [Candidate(case.a.external_id, case.b.external_id, case.lines)],
        {case.a.external_id: case.a},
        {case.b.external_id: case.b},
        settings=case.basis.settings,
        lists=lists,
        rules=rules,
        on=case.on,
        dossier=dossier,
        who=who,
    )
    return verdict

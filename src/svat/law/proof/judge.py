"""Law, proof: one case before the same law that judges whole rolls."""

from __future__ import annotations

from svat.candidates.model import Candidate
from svat.law.ground import Law, ToScreen
from svat.law.lists.model import ListSet
from svat.law.model import Verdict
from svat.law.proof.case import Case
from svat.law.proof.record import read
from svat.law.rules.ruleset import Ruleset
from svat.sides import Sides


def judge(case: Case, lists: ListSet | None, rules: Ruleset) -> Verdict:
    """The verdict on the case by these lists and rules; None of the lists where the case had none.

    Screening finds of a company the same whoever else is screened with it. Raises UnusableInput when something is
    on record that this svat cannot weigh.
    """
    pair = read(case.record)
    law = Law(case.on, case.basis.settings, rules, lists, pair.case_file)
    rolls = Sides([case.a, *pair.holders.a], [case.b, *pair.holders.b])
    candidate = Candidate(case.a.external_id, case.b.external_id, case.lines)
    return law.verdicts([candidate], rolls, who=ToScreen(rolls, pair.case_file.owners))[0]

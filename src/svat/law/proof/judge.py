"""Law, proof: one case before the same gate that judges whole rolls."""

from __future__ import annotations

from svat.candidates.model import Candidate
from svat.law.gate import decide
from svat.law.lists.model import ListSet
from svat.law.model import Verdict
from svat.law.parties import screen_companies
from svat.law.proof.case import Case
from svat.law.proof.record import read
from svat.law.rules import Ruleset


def judge(case: Case, lists: ListSet | None, rules: Ruleset) -> Verdict:
    """The verdict on the case by these lists and rules; None of the lists where the case had none.

    Screening finds of a company the same whoever else is screened with it. Raises UnusableInput when something is
    on record that this svat cannot weigh.
    """
    read(case.record)  # nothing on record may be passed over in silence
    hits_a = hits_b = None
    if lists is not None:
        hits_a, hits_b = screen_companies([[case.a], [case.b]], lists)
    (verdict,) = decide(
        [Candidate(case.a.external_id, case.b.external_id, case.lines)],
        {case.a.external_id: case.a},
        {case.b.external_id: case.b},
        hits_a=hits_a,
        hits_b=hits_b,
        lists=None if lists is None else lists.versions,
        rules=rules,
        regimes=case.basis.settings.regimes,
        publishers=case.basis.settings.required_publishers,
        context=case.basis.settings.context,
        on=case.on,
    )
    return verdict

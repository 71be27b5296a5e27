"""The council's pairs, asked about again: the law of a day on pairs that were introduced before, and on these alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from svat.council.missions.lawful import Pair, candidates_of
from svat.council.store import Store
from svat.law.model import Finding
from svat.law.model import Verdict as Verdict
from svat.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class CheckedPairs:
    """What the law says of pairs on a day; of a pair with a company that is on no roll it says nothing."""

    doubts: tuple[Finding, ...]  # why the lists clear nobody
    verdicts: dict[Pair, Verdict]
    absent: frozenset[Pair]


def check_pairs(store: Store, pairs: Collection[Pair], on: date, progress: Progress = silent) -> CheckedPairs:
    """Ask the law of a day about pairs, screening their companies alone. Raises UnusableInput."""
    rolls = store.rolls(progress)
    companies = rolls.map(lambda roll: roll.companies)
    known = companies.map(lambda own: {company.external_id for company in own})
    there = sorted({(a, b) for a, b in pairs if a in known.a and b in known.b})
    law = store.law_on(on)
    candidates = candidates_of(store, there, companies, progress)
    verdicts = law.verdicts(candidates, companies, progress)
    found = {(x.a, x.b): verdict for x, verdict in zip(candidates, verdicts, strict=True)}
    return CheckedPairs(law.doubts, found, frozenset(pairs) - found.keys())

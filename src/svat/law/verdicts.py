"""Law room, verdicts: the whole way from candidate pairs to their verdicts: screening, owners, rulings, the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from svat.candidates.model import Candidate
from svat.law.dossier import EMPTY, Dossier
from svat.law.gate import Hits, decide
from svat.law.lists.model import ListSet
from svat.law.model import Verdict
from svat.law.owners import stakes_of
from svat.law.parties import screen_companies
from svat.law.rules import Ruleset
from svat.law.settings import Settings
from svat.progress import Progress
from svat.roll.model import Company

Rolls = tuple[Sequence[Company], Sequence[Company]]  # by the corridor's sides


def verdicts_on(
    candidates: Sequence[Candidate],
    companies_a: Mapping[str, Company],
    companies_b: Mapping[str, Company],
    *,
    settings: Settings,
    lists: ListSet | None,
    rules: Ruleset,
    on: date,
    dossier: Dossier = EMPTY,
    beside: Rolls = ((), ()),
    progress: Progress | None = None,
) -> list[Verdict]:
    """One verdict for each candidate, in their order; each depends on its own pair and on who owns the two.

    Only companies with a candidate are screened, and those `beside` them, which may own them. Without lists nothing
    is clear.
    """
    hits_a: Hits | None = None
    hits_b: Hits | None = None
    if lists is not None:
        with_pair = screened(candidates, companies_a, companies_b)
        rolls = [[*own, *more] for own, more in zip(with_pair, beside, strict=True)]
        hits_a, hits_b = screen_companies(
            rolls,
            lists,
            progress,
            owners=stakes_of(dossier.owners, rolls),
            rulings=dossier.rulings,
            two_persons=settings.two_person_rule,
        )
    hits_a, hits_b = dossier.outside.added(hits_a, hits_b)
    return decide(
        candidates,
        companies_a,
        companies_b,
        hits_a=hits_a,
        hits_b=hits_b,
        lists=dossier.outside.beside(lists) or None,
        rules=rules,
        regimes=settings.regimes,
        publishers=settings.required_publishers,
        record=dossier.record,
        context=settings.context,
        on=on,
        progress=progress,
    )


def screened(
    candidates: Sequence[Candidate], companies_a: Mapping[str, Company], companies_b: Mapping[str, Company]
) -> Rolls:
    """The companies of both sides that have a candidate, in order of their ids."""
    return (
        [companies_a[x] for x in sorted({c.a for c in candidates})],
        [companies_b[x] for x in sorted({c.b for c in candidates})],
    )

"""Law room, verdicts: the whole way from candidate pairs to their verdicts: screening, owners, rulings, the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from svat.candidates.model import Candidate
from svat.law.gate import decide
from svat.law.lists.model import ListSet
from svat.law.model import Hits, Verdict
from svat.law.ownership.chains import Stake, chains_of
from svat.law.record.case_file import EMPTY, Dossier
from svat.law.rules.ruleset import Ruleset
from svat.law.screening.companies import screen_companies
from svat.law.screening.rulings import Ruling
from svat.law.settings import Settings
from svat.progress import Progress
from svat.roll.model import Company

Rolls = tuple[Sequence[Company], Sequence[Company]]  # by the corridor's sides


@dataclass(frozen=True, slots=True)
class Screened:
    """Who is looked up in the lists: companies by side, and who owns or controls whom."""

    rolls: Rolls
    chains: tuple[Stake, ...]  # as owners.chains_of gives them


def screened(
    candidates: Sequence[Candidate],
    companies_a: Mapping[str, Company],
    companies_b: Mapping[str, Company],
    owners: Sequence[Stake] = (),
) -> Screened:
    """The companies of both sides that have a candidate or own something, in order of their ids, and all chains."""
    sides = [[side[key] for key in sorted(side)] for side in (companies_a, companies_b)]
    chains = chains_of(owners, sides)
    owning = {stake.owner_id for stake in chains}
    wanted = (owning | {c.a for c in candidates}, owning | {c.b for c in candidates})
    rolls = [
        [company for company in side if company.external_id in keys]
        for side, keys in zip(sides, wanted, strict=True)
    ]
    return Screened((rolls[0], rolls[1]), chains)


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
    who: Screened | None = None,
    progress: Progress | None = None,
    settled: Callable[[Ruling], None] | None = None,
) -> list[Verdict]:
    """One verdict for each candidate, in their order; each depends on its own pair and on who owns the two.

    `who` says whom to screen, where that is known already (`screened`). Without lists nothing is clear. `settled` is
    told of each ruling that settled a hit.
    """
    hits_a: Hits | None = None
    hits_b: Hits | None = None
    if lists is not None:
        who = who or screened(candidates, companies_a, companies_b, dossier.owners)
        hits_a, hits_b = screen_companies(
            who.rolls,
            lists,
            progress,
            owners=who.chains,
            rulings=dossier.rulings,
            two_persons=settings.two_person_rule,
            settled=settled,
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

"""The council's question to the law for a mission: on which of its days each pair is clear, as asked on one day.

What is not clear on a day is not placed on it: held is no more than barred for a timetable. The lists are those in
force when it is asked, the rules those of the meeting's own date.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from svat.candidates.join import candidates as join
from svat.candidates.model import Candidate
from svat.council.store import Store
from svat.law.ground import ToScreen
from svat.law.model import Finding
from svat.mission.model import Mission
from svat.progress import Progress, silent
from svat.roll.model import Company
from svat.sides import Sides

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ClearDays:
    """On which days of a mission a pair is clear, and what is found against it on the others."""

    days: frozenset[int]
    findings: tuple[Finding, ...] = ()

    @property
    def words(self) -> str:
        """What is found, in words, for the council's eyes."""
        return " ".join(dict.fromkeys(str(finding.detail) for finding in self.findings))


def dates_of(mission: Mission) -> dict[int, tuple[date, ...]]:
    """The dates on which meetings of each day take place: more than one where slots cross midnight."""
    found: dict[int, set[date]] = {}
    for slot in mission.slots:
        found.setdefault(slot.day, set()).update((slot.start.date(), slot.end.date()))
    return {day: tuple(sorted(dates)) for day, dates in sorted(found.items())}


def clear_days(
    store: Store,
    pairs: Collection[Pair],
    dates: Mapping[int, tuple[date, ...]],
    asked: date,
    progress: Progress = silent,
) -> dict[Pair, ClearDays]:
    """For each pair the days on all of whose dates its verdict is clear, as asked on a day. Raises UnusableInput."""
    rolls = store.rolls(progress)
    companies = rolls.map(lambda roll: roll.companies)
    candidates = candidates_of(store, sorted(set(pairs)), companies, progress)
    who: ToScreen | None = None
    lists: object = None
    clear: dict[Pair, set[int]] = {pair: set(dates) for pair in pairs}
    findings: dict[Pair, tuple[Finding, ...]] = {}
    for on in sorted({on for of_day in dates.values() for on in of_day}):
        law = store.law_on(on, asked)
        if law.lists is not None and (who is None or lists is not law.lists):
            wanted = Sides({x.a for x in candidates}, {x.b for x in candidates})
            who, lists = replace(law.to_screen(wanted, companies), screener=law.screener()), law.lists
        verdicts = law.verdicts(candidates, companies, progress, who)
        for candidate, verdict in zip(candidates, verdicts, strict=True):
            if verdict.status != "clear":
                pair = (candidate.a, candidate.b)
                clear[pair] -= {day for day, of_day in dates.items() if on in of_day}
                findings.setdefault(pair, verdict.findings)
    return {pair: ClearDays(frozenset(days), findings.get(pair, ())) for pair, days in clear.items()}


def candidates_of(
    store: Store, pairs: Collection[Pair], companies: Sides[tuple[Company, ...]], progress: Progress
) -> list[Candidate]:
    """Pairs with their lines of trade; one without any is asked about all the same, and then not clear."""
    wanted = Sides({a for a, _ in pairs}, {b for _, b in pairs})
    classifier = store.classifier()
    goods = Sides(
        *(
            classifier.goods(
                [
                    x
                    for company in companies[side]
                    if company.external_id in wanted[side]
                    for x in company.listings
                ],
                progress=progress,
            )
            for side in ("a", "b")
        )
    )
    found = {(x.a, x.b): x for x in join(goods, progress=progress)}
    return [found.get(pair, Candidate(*pair, ())) for pair in pairs]

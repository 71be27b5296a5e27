"""Yente, companies: both rolls looked up at a server, as findings for the gate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from svat.law.model import Finding, Hits
from svat.law.screening.companies import heard_of, parties_of
from svat.law.screening.external import External, not_screened, source_failed
from svat.progress import Progress, silent
from svat.roll.model import Company, Roll
from svat.sides import Sides
from svat.yente.client import PartyAnswer, Yente


def source(
    url: str, dataset: str, api_key: str, progress: Progress
) -> Callable[[Sides[Roll], date, int], External]:
    """How a server at an address is asked about both rolls. Raises UnusableInput for an address that is none."""

    def ask(rolls: Sides[Roll], on: date, max_age_days: int) -> External:
        server = Yente(url, dataset, max_age_days=max_age_days, api_key=api_key)
        return ask_about(server, rolls.map(lambda roll: roll.companies), on, progress)

    return ask


def ask_about(
    server: Yente, rolls: Sides[Sequence[Company]], on: date, progress: Progress = silent
) -> External:
    """What the server says of the companies of both sides and their contact persons on a day.

    Whatever it does not answer is in the findings of the companies concerned: they are not cleared.
    """
    sides = [[(company, parties_of(company)) for company in side] for side in rolls]
    parties = [party for side in sides for _, own in side for party in own]
    said = server.screen(parties, on, progress)
    answers = iter(said.answers)
    hits: list[Hits] = []
    for side in sides:
        found: dict[str, tuple[Finding, ...]] = {}
        for company, own in side:
            of_own = [_findings(server, next(answers), contact=k > 0) for k, _ in enumerate(own)]
            findings = tuple(dict.fromkeys(f for some in of_own for f in some))
            found[company.external_id] = found.get(company.external_id, ()) + findings
        hits.append(found)
    why = "; ".join([*([said.doubt] if said.doubt else []), *(said.version.remarks if said.version else ())])
    return External(
        publisher=server.publisher,
        versions=(said.version,) if said.version else (),
        doubts=(source_failed(server.publisher, why, said.version),) if why else (),
        hits_a=hits[0],
        hits_b=hits[1],
    )


def _findings(server: Yente, answer: PartyAnswer, *, contact: bool) -> list[Finding]:
    found = [heard_of(hit, contact=contact) for hit in answer.hits]
    if answer.failed:
        why = f"the contact person: {answer.failed}" if contact else answer.failed
        found.append(not_screened(server.publisher, "", why))
    return found

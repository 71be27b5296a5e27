"""Yente, companies: both rolls looked up at a server, as findings for the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from svat.law.model import Finding, Hits
from svat.law.screening.companies import heard_of, parties_of
from svat.law.screening.external import Outside, not_screened, source_failed
from svat.progress import Progress
from svat.roll.model import Company
from svat.yente.client import PartyAnswer, Yente


def ask_about(
    server: Yente,
    side_a: Sequence[Company],
    side_b: Sequence[Company],
    on: date,
    progress: Progress | None = None,
) -> Outside:
    """What the server says of the companies of both sides and their contact persons on a day.

    Whatever it does not answer stands in the findings of the companies concerned: they are not cleared.
    """
    sides = [[(company, parties_of(company)) for company in side] for side in (side_a, side_b)]
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
    return Outside(
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

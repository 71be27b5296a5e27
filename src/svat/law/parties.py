"""Law room, parties: what the lists say of companies, as findings for the gate."""

from __future__ import annotations

from collections.abc import Sequence

from svat.law.gate import PUBLISHERS, Hits
from svat.law.lists.model import ListSet
from svat.law.model import Finding
from svat.law.screening import Hit, Party, Screener
from svat.progress import Progress, silent
from svat.roll.model import Company

REGIME_OF = {publisher: regime for regime, publisher in PUBLISHERS.items()}


def screen_companies(
    rolls: Sequence[Sequence[Company]],
    lists: ListSet,
    progress: Progress | None = None,
) -> list[Hits]:
    """For each roll the findings by external_id, an entry for every company; () where nothing is alike."""
    say = progress or silent
    say("screening names", 0, sum(map(len, rolls)))
    parties = [_party(company) for roll in rolls for company in roll]
    hits = Screener(lists).screen(parties, lambda done, all_: say("screening names", done, all_))
    found = (tuple(map(_finding, of_party)) for of_party in hits)
    return [{company.external_id: next(found) for company in roll} for roll in rolls]


def _party(company: Company) -> Party:
    stated = (
        ("tax", company.tax_number),
        ("registration", company.registration_number),
        ("lei", company.lei),
    )
    return Party(
        id=company.external_id,
        names=company.names,
        kind="organisation",
        identifiers=tuple((what, number) for what, number in stated if number),
        country=company.country,
    )


def _question(hit: Hit) -> str:
    if hit.listed_name:
        return f"Is {hit.matched_name} the listed {hit.listed_name}?"
    return f"Who is {hit.matched_name}, and do the lists name it in another script?"


def _finding(hit: Hit) -> Finding:
    """A hit bars; a name that is only near, or cannot be compared, is for a person to decide."""
    barred = hit.status == "hit"
    return Finding(
        rule=f"{hit.publisher} {hit.entry_id}".strip(),
        regime=REGIME_OF.get(hit.publisher, hit.publisher),
        source=f"{hit.publisher} list of {hit.list_version}",
        detail=f"{hit.matched_name} and the listed {hit.listed_name}: {hit.reason}"
        if hit.listed_name
        else hit.reason,
        confidence=hit.confidence,
        effect="barred" if barred else "review",
        decide="" if barred else _question(hit),
        party=hit.party,
        matched=hit.listed_name,
        score=hit.score,
        list_version=hit.list_version,
    )

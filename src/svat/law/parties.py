"""Law room, parties: what the lists say of companies and their contact persons, as findings for the gate."""

from __future__ import annotations

from collections.abc import Sequence

from svat.law.gate import PUBLISHERS, Hits
from svat.law.lists.model import ListSet
from svat.law.model import Finding
from svat.law.own import own_finding
from svat.law.screening import Hit, Party, Screener
from svat.progress import Progress, silent
from svat.roll.model import Company

REGIME_OF = {publisher: regime for regime, publisher in PUBLISHERS.items()}


def screen_companies(
    rolls: Sequence[Sequence[Company]],
    lists: ListSet,
    progress: Progress | None = None,
) -> list[Hits]:
    """For each roll the findings by external_id, an entry for every company; () where nothing is alike.

    A company's contact person is looked up too. Persons share names more often than companies do, so a person's
    name alone never bars: it is a question.
    """
    say = progress or silent
    companies = [company for roll in rolls for company in roll]
    contacts = [company for company in companies if company.contact_name.strip()]
    parties = [*map(_company, companies), *map(_contact, contacts)]
    say("screening names", 0, len(parties))
    hits = Screener(lists).screen(parties, lambda done, all_: say("screening names", done, all_))
    of_company = [tuple(map(_finding, found)) for found in hits[: len(companies)]]
    of_contact = {
        id(company): tuple(_of_contact(hit) for hit in found)
        for company, found in zip(contacts, hits[len(companies) :], strict=True)
    }
    found = (
        own + of_contact.get(id(company), ()) for company, own in zip(companies, of_company, strict=True)
    )
    return [{company.external_id: next(found) for company in roll} for roll in rolls]


def _company(company: Company) -> Party:
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


def _contact(company: Company) -> Party:
    return Party(company.external_id, (company.contact_name,), "person", country=company.country)


def _finding(hit: Hit) -> Finding:
    """A hit bars; a name that is only near, or cannot be compared, is for a person to decide."""
    return _unread(hit) if not hit.entry_id else _listed(hit, hit.matched_name, barred=hit.status == "hit")


def _of_contact(hit: Hit) -> Finding:
    return (
        _unread(hit)
        if not hit.entry_id
        else _listed(hit, f"The contact person {hit.matched_name}", barred=False)
    )


def _listed(hit: Hit, who: str, *, barred: bool) -> Finding:
    return Finding(
        rule=f"{hit.publisher} {hit.entry_id}",
        regime=REGIME_OF.get(hit.publisher, hit.publisher),
        source=f"{hit.publisher} list of {hit.list_version}",
        detail=f"{who} and the listed {hit.listed_name}: {hit.reason}",
        confidence=hit.confidence,
        effect="barred" if barred else "review",
        decide="" if barred else f"Is {hit.matched_name} the listed {hit.listed_name}?",
        party=hit.party,
        matched=hit.listed_name,
        score=hit.score,
        list_version=hit.list_version,
    )


def _unread(hit: Hit) -> Finding:
    detail = f"{hit.matched_name or 'A company without a name'}: {hit.reason}"
    question = f"Who is {hit.matched_name or 'it'}, and do the lists name it in another script?"
    return own_finding("NAME-NOT-SCREENED", detail, question, party=hit.party, matched=hit.matched_name)


def parties_of(company: Company) -> tuple[Party, ...]:
    """The company as screening sees it, and its contact person, if it has one."""
    return (_company(company), *([_contact(company)] if company.contact_name.strip() else []))


def heard_of(hit: Hit, *, contact: bool) -> Finding:
    """What a hit of another source says of a company, or of its contact person, whose name alone never bars."""
    if contact and hit.entry_id:
        return _listed(hit, f"The contact person {hit.matched_name}", barred=False)
    return _finding(hit)

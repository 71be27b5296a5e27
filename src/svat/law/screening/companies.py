"""Law room, parties: what the lists say of companies and their contact persons, as findings for the gate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypedDict, Unpack

from svat.law.gate import PUBLISHERS
from svat.law.lists.model import ListSet
from svat.law.model import Finding, Hit, Hits, Party, doubt
from svat.law.names import scale
from svat.law.ownership.chains import Stake, percent
from svat.law.ownership.rule import Level, held_by_listed, in_words
from svat.law.screening.rulings import Book, Ruling, name_key
from svat.law.screening.screener import Screener
from svat.progress import Progress, silent
from svat.roll.model import Company

REGIME_OF = {publisher: regime for regime, publisher in PUBLISHERS.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a company, and about whom: what asks the same question again is known by it."""

    finding: Finding
    role: Literal["company", "contact", "owner"]
    who: str  # the owner's key; "" of the company itself and its contact
    name: str  # the name or identifier that matched
    lapsed: str  # id of the ruling that would settle it, had it not lapsed; "" where there is none

    @property
    def question(self) -> tuple[str, ...]:
        """What it asks: whether this name of this company, contact or owner is that entry."""
        return (self.role, self.who, name_key(self.name), self.finding.rule)


@dataclass
class _Settling:
    """What rulings did to the hits of one run."""

    book: Book
    told: Callable[[Ruling], None]
    confirmed: set[Hit] = field(default_factory=set)
    lapsed: dict[Hit, str] = field(default_factory=dict)  # the hit → id of the ruling


class _Beside(TypedDict, total=False):
    """What `found_of` takes beside rolls and lists."""

    owners: Sequence[Stake]
    rulings: Sequence[Ruling]
    two_persons: bool
    settled: Callable[[Ruling], None] | None


def screen_companies(
    rolls: Sequence[Sequence[Company]],
    lists: ListSet,
    progress: Progress | None = None,
    **beside: Unpack[_Beside],
) -> list[Hits]:
    """For each roll the findings by external_id, an entry for every company; () where nothing is alike.

    A company's contact person is looked up too. Persons share names more often than companies do, so a person's
    name alone never bars: it is a question. Owners and controllers (owners.chains_of) are looked up, and what is found
    of them follows their shares down to the company. Reviewers' `rulings` in force on the lists' day settle hits on
    companies, contacts and owners; `settled` is told of each that did.
    """
    found = found_of(rolls, lists, progress, **beside)
    return [{key: tuple(x.finding for x in own) for key, own in side.items()} for side in found]


def found_of(
    rolls: Sequence[Sequence[Company]],
    lists: ListSet,
    progress: Progress | None = None,
    *,
    owners: Sequence[Stake] = (),
    rulings: Sequence[Ruling] = (),
    two_persons: bool = False,
    settled: Callable[[Ruling], None] | None = None,
) -> list[dict[str, tuple[Found, ...]]]:
    """The same as `screen_companies`, each finding with whom it is about."""
    say = progress or silent
    companies = [company for roll in rolls for company in roll]
    contacts = [company for company in companies if company.contact_name.strip()]
    parties = [*map(_company, companies), *map(_contact, contacts), *map(_owner, owners)]
    say("screening names", 0, len(parties))
    screener = Screener(lists)
    hits = screener.screen(parties, lambda done, all_: say("screening names", done, all_))
    book = Book(rulings, lists.entries, lists.on, two_persons=two_persons)
    run = _Settling(book, settled or (lambda _ruling: None))
    if rulings:
        hits = [_settled(screener, run, party, found) for party, found in zip(parties, hits, strict=True)]
    of_company = [
        tuple(Found(_finding(h), "company", "", h.matched_name, run.lapsed.get(h, "")) for h in found)
        for found in hits[: len(companies)]
    ]
    to_contacts = len(companies) + len(contacts)
    of_contact = {
        id(company): tuple(
            Found(_of_contact(h, h in run.confirmed), "contact", "", h.matched_name, run.lapsed.get(h, ""))
            for h in found
        )
        for company, found in zip(contacts, hits[len(companies) : to_contacts], strict=True)
    }
    of_key: dict[str, list[Hit]] = {}
    keys = [*(c.external_id for c in companies), *(s.key for s in owners)]
    for key, found in zip(keys, [*hits[: len(companies)], *hits[to_contacts:]], strict=True):
        of_key.setdefault(key, []).extend(found)
    names = {s.key: s.owner for s in owners} | {c.external_id: c.name for c in companies}
    of_owners = _of_owners(owners, of_key, names, run.lapsed) if owners else {}
    own_and_others = (
        own + of_contact.get(id(company), ()) + of_owners.get(company.external_id, ())
        for company, own in zip(companies, of_company, strict=True)
    )
    return [{company.external_id: next(own_and_others) for company in roll} for roll in rolls]


def _of_owners(
    stakes: Sequence[Stake], hits: dict[str, list[Hit]], names: dict[str, str], lapsed: dict[Hit, str]
) -> dict[str, tuple[Found, ...]]:
    """By owned entity a finding for each hit on each owner up its chains."""
    listed: dict[str, Level] = {
        key: "hit" if any(h.status == "hit" for h in found) else "review"
        for key, found in hits.items()
        if found
    }
    out: dict[str, tuple[Found, ...]] = {}
    for entity, held in held_by_listed(stakes, listed).items():
        findings = []
        for key, level, chain in held.chains:
            words = in_words(chain, names)
            for hit in dict.fromkeys(hits[key]):
                barred = level == "hit" == hit.status
                plain = _finding(hit)
                if barred:
                    why = (
                        "A listed owner controls it: control bars (EU best practices and UK regulations; OFAC's rule "
                        "is of ownership alone, and svat takes the stricter)."
                    )
                    if held.share * 2 >= 1:
                        why = (
                            f"Listed owners hold {percent(held.share)} together; 50 % or more in the aggregate bars "
                            "(OFAC 2014-08-13, EU best practices of 2024-07-03; the UK bars from more than 50 %)."
                        )
                else:
                    why = "Listed or doubtful owners are for a person to decide, whatever their share."
                ask = (
                    ""
                    if barred
                    else f"{plain.decide or 'The owner is listed.'} May the company be introduced?"
                )
                finding = replace(
                    plain,
                    detail=f"Owner: {words}. {why} {plain.detail}",
                    effect="barred" if barred else "review",
                    decide=ask,
                    party=entity,
                )
                findings.append(Found(finding, "owner", key, hit.matched_name, lapsed.get(hit, "")))
        out[entity] = tuple(findings)
    return out


def _settled(screener: Screener, run: _Settling, party: Party, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits after the rulings: a cleared one is left out, a confirmed one is sure.

    A hit stands for the best of a party's names, so each name and identifier is looked up by itself: clearing one
    never hides another. A party that no ruling speaks of keeps its hits as they are, whatever else was ruled. Where
    screening kept as many hits as it may, none is left out.
    """
    if not any(h.entry_id for h in hits) or not run.book.speaks_of(party):
        return hits
    alone = [replace(party, names=(n,), identifiers=()) for n in party.names]
    alone += [replace(party, names=(), identifiers=(number,)) for number in party.identifiers]
    best: dict[tuple[str, str, str], Hit] = {}
    for found in screener.screen(alone):
        full = sum(bool(h.entry_id) for h in found) >= scale.HITS_KEPT
        for plain in found:
            hit, ruling = plain, run.book.of(plain, party.kind) if plain.entry_id else None
            if ruling and ruling.said == "cleared" and not full:
                run.told(ruling)
                continue
            if ruling and ruling.said == "confirmed":
                why = f"{hit.reason}; {ruling.reviewer} confirmed it on {ruling.decided_on}: {ruling.reason}"
                hit = replace(hit, status="hit", confidence="exact", reason=why)
                run.confirmed.add(hit)
                run.told(ruling)
            elif hit.entry_id and (beside := run.book.beside(plain, party.kind)):
                hit = replace(hit, reason=f"{hit.reason}; {beside}")
                if lapsed := run.book.lapsed(plain, party.kind):
                    run.lapsed[hit] = lapsed.id
            key = (hit.publisher, hit.entry_id, "" if hit.entry_id else hit.matched_name)
            rank = (hit.status == "hit", hit.score)
            if key not in best or rank > (best[key].status == "hit", best[key].score):
                best[key] = hit
    return tuple(sorted(best.values(), key=lambda h: (not h.entry_id, -h.score, h.publisher, h.entry_id)))


def _owner(stake: Stake) -> Party:
    return Party(stake.key, (stake.owner,), stake.kind, stake.identifiers, stake.country)


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


def _of_contact(hit: Hit, confirmed: bool) -> Finding:
    return (
        _unread(hit)
        if not hit.entry_id
        else _listed(hit, f"The contact person {hit.matched_name}", barred=confirmed)
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
    return doubt("NAME-NOT-SCREENED", detail, question, party=hit.party, matched=hit.matched_name)


def parties_of(company: Company) -> tuple[Party, ...]:
    """The company as screening sees it, and its contact person, if it has one."""
    return (_company(company), *([_contact(company)] if company.contact_name.strip() else []))


def heard_of(hit: Hit, *, contact: bool) -> Finding:
    """What a hit of another source says of a company, or of its contact person, whose name alone never bars."""
    if contact and hit.entry_id:
        return _listed(hit, f"The contact person {hit.matched_name}", barred=False)
    return _finding(hit)

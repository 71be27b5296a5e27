"""Law, screening, companies: what the lists say of companies and their contact persons, as findings for the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from svat.law import births
from svat.law.model import PUBLISHERS, Finding, Hit, Hits, Party, PartyKind, doubt
from svat.law.names import scale
from svat.law.ownership.chains import Stake, percent
from svat.law.ownership.rule import Held, Level, held_by_listed, in_words
from svat.law.screening.rulings import Ruling, name_key
from svat.law.screening.rulings_in_force import RulingsInForce
from svat.law.screening.screener import Screener
from svat.law.screening.within_names import numbers_told
from svat.progress import Progress, silent
from svat.roll.merging import other_names
from svat.roll.model import Company
from svat.sides import Sides
from svat.text.official.comparing import official
from svat.text.official.kinds import kind_of
from svat.text.official.stated import in_cell, states_numbers
from svat.text.spelling import squash
from svat.wording import say

_BIRTHS = frozenset(map(squash, births.HEADINGS))
REGIME_OF = {publisher: regime for regime, publisher in PUBLISHERS.items()}


Role = Literal["company", "contact", "owner"]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a company, and about whom: what asks the same question again is known by it."""

    finding: Finding
    role: Role
    who: str  # the owner's key; "" of the company itself and its contact
    name: str  # the name or identifier that matched
    lapsed: str  # id of the ruling that would settle it, had it not lapsed; "" where there is none

    @property
    def question(self) -> tuple[str, ...]:
        """What it asks: whether this name of this company, contact or owner is that entry."""
        return (self.role, self.who, name_key(self.name), self.finding.rule)


@dataclass(frozen=True, slots=True)
class Screened:
    """Both sides' companies as screened: findings by external_id, and the rulings that settled a hit of theirs.

    There is an entry for every company that was screened; () where nothing is alike.
    """

    found: Sides[Mapping[str, tuple[Found, ...]]]
    settled: tuple[Ruling, ...] = ()

    @property
    def hits(self) -> Sides[Hits]:
        """The findings alone, as the gate takes them."""
        return self.found.map(lambda side: {key: tuple(x.finding for x in own) for key, own in side.items()})


class CompanyScreening:
    """Companies of both sides against the lists of a day, with their contact persons, owners and reviewers' rulings."""

    def __init__(self, screener: Screener, rulings: RulingsInForce) -> None:
        self._screener, self._rulings = screener, rulings
        self._settled: dict[str, Ruling] = {}  # by id
        self._confirmed: set[Hit] = set()
        self._lapsed: dict[Hit, str] = {}  # the hit → id of the ruling

    def found(
        self, rolls: Sides[Sequence[Company]], chains: Sequence[Stake], progress: Progress = silent
    ) -> Screened:
        """The findings of every company of both sides.

        A company's contact person is looked up too. Persons share names more often than companies do, so a person's
        name alone never bars: it is a question. Owners and controllers (`chains`, as ownership.chains_of gives them)
        are looked up, and what is found of them follows their shares down to the company. Reviewers' rulings settle
        hits on companies, contacts and owners.
        """
        companies = [company for roll in rolls for company in roll]
        contacts = [company for company in companies if _has_contact(company)]
        told = [*map(_company, companies), *map(_contact, contacts), *map(owning_party, chains)]
        parties = [numbers_told(party) for party in told]
        hits = self._screener.screen(parties, progress)
        hits = [self._settle(party, found) for party, found in zip(parties, hits, strict=True)]
        to_contacts = len(companies) + len(contacts)
        of_contact = {
            id(company): tuple(
                self._found("contact", "", h, _of_contact(h, h in self._confirmed)) for h in found
            )
            for company, found in zip(contacts, hits[len(companies) : to_contacts], strict=True)
        }
        of_owners = self._of_owners(companies, chains, [*hits[: len(companies)], *hits[to_contacts:]])
        found = iter(
            tuple(self._found("company", "", h, _finding(h)) for h in own)
            + of_contact.get(id(company), ())
            + of_owners.get(company.external_id, ())
            for company, own in zip(companies, hits[: len(companies)], strict=True)
        )
        sides = rolls.map(lambda roll: {company.external_id: next(found) for company in roll})
        return Screened(sides, tuple(self._settled.values()))

    def _found(self, role: Role, who: str, hit: Hit, finding: Finding) -> Found:
        return Found(finding, role, who, hit.matched_name, self._lapsed.get(hit, ""))

    def _of_owners(
        self, companies: Sequence[Company], chains: Sequence[Stake], hits: Sequence[tuple[Hit, ...]]
    ) -> dict[str, tuple[Found, ...]]:
        """By owned entity a finding for each hit on each owner up its chains; `hits`: of companies, then of stakes."""
        if not chains:
            return {}
        of_key: dict[str, list[Hit]] = {}
        for key, found in zip(
            [*(c.external_id for c in companies), *(s.key for s in chains)], hits, strict=True
        ):
            of_key.setdefault(key, []).extend(found)
        names = {s.key: s.owner for s in chains} | {c.external_id: c.name for c in companies}
        listed: dict[str, Level] = {
            key: "hit" if any(h.status == "hit" for h in found) else "review"
            for key, found in of_key.items()
            if found
        }
        out: dict[str, tuple[Found, ...]] = {}
        for entity, held in held_by_listed(chains, listed).items():
            out[entity] = tuple(
                self._found("owner", key, hit, _of_owner(hit, level, entity, held, in_words(chain, names)))
                for key, level, chain in held.chains
                for hit in dict.fromkeys(of_key[key])
            )
        return out

    def _settle(self, party: Party, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """The hits after the rulings: a cleared one is left out, a confirmed one is sure.

        A hit stands for the best of a party's names, so each name and identifier is looked up by itself: clearing one
        never hides another. A party that no ruling speaks of keeps its hits as they are, whatever else was ruled. Where
        screening kept as many hits as it may, none is left out.
        """
        if not any(h.entry_id for h in hits) or not self._rulings.speaks_of(party):
            return hits
        alone = [replace(party, names=(n,), identifiers=()) for n in party.names]
        alone += [replace(party, names=(), identifiers=(number,)) for number in party.identifiers]
        best: dict[tuple[str, str, str], Hit] = {}
        for found in self._screener.screen(alone):
            full = sum(bool(h.entry_id) for h in found) >= scale.HITS_KEPT
            for plain in found:
                hit = self._ruled(plain, party.kind, full=full)
                if hit is None:
                    continue
                key = (hit.publisher, hit.entry_id, "" if hit.entry_id else hit.matched_name)
                rank = (hit.status == "hit", hit.score)
                if key not in best or rank > (best[key].status == "hit", best[key].score):
                    best[key] = hit
        return tuple(sorted(best.values(), key=lambda h: (not h.entry_id, -h.score, h.publisher, h.entry_id)))

    def _ruled(self, hit: Hit, kind: PartyKind, *, full: bool) -> Hit | None:
        """A hit on one name as the rulings leave it; None where it was cleared."""
        ruling = self._rulings.of(hit, kind) if hit.entry_id else None
        if ruling and ruling.said == "cleared" and not full:
            self._settled[ruling.id] = ruling
            return None
        if ruling and ruling.said == "confirmed":
            why = say(
                "{reason}; {reviewer} confirmed it on {decided_on}: {ruling}",
                reason=hit.reason,
                reviewer=ruling.reviewer,
                decided_on=ruling.decided_on,
                ruling=ruling.reason,
            )
            sure = replace(hit, status="hit", confidence="exact", reason=why)
            self._confirmed.add(sure)
            self._settled[ruling.id] = ruling
            return sure
        if hit.entry_id and (remark := self._rulings.beside(hit, kind)):
            remarked = replace(hit, reason=say("{reason}; {remark}", reason=hit.reason, remark=remark))
            if lapsed := self._rulings.lapsed(hit, kind):
                self._lapsed[remarked] = lapsed.id
            return remarked
        return hit


def _of_owner(hit: Hit, level: Level, entity: str, held: Held, words: str) -> Finding:
    """What a hit on an owner means for an entity below it."""
    barred = level == "hit" == hit.status
    plain = _finding(hit)
    if not barred:
        why = say("Listed or doubtful owners are for a person to decide, whatever their share.")
    elif held.share * 2 >= 1:
        why = say(
            "Listed owners hold {share} together; 50 % or more in the aggregate bars (OFAC "
            "2014-08-13, EU best practices of 2024-07-03; the UK bars from more than 50 %).",
            share=percent(held.share),
        )
    else:
        why = say(
            "A listed owner controls it: control bars (EU best practices and UK regulations; "
            "OFAC's rule is of ownership alone, and svat takes the stricter)."
        )
    ask = (
        ""
        if barred
        else say(
            "{decide} May the company be introduced?", decide=plain.decide or say("The owner is listed.")
        )
    )
    return replace(
        plain,
        detail=say("Owner: {words}. {why} {detail}", words=words, why=why, detail=plain.detail),
        effect="barred" if barred else "review",
        decide=ask,
        party=entity,
    )


def owning_party(stake: Stake) -> Party:
    """An owner or controller as screening sees it."""
    return numbers_told(
        Party(stake.key, (stake.owner,), stake.kind, stake.identifiers, stake.country, stake.births)
    )


def _company(company: Company) -> Party:
    stated = (
        ("tax", company.tax_number),
        ("registration", company.registration_number),
        ("lei", company.lei),
    )
    own = (found for what, cell in stated if cell for found in in_cell(what, cell))
    more = (found for found in numbers_beside(company) if not _is_of_person(*found))
    return Party(
        id=company.external_id,
        names=(*company.names, *other_names(company)),
        kind="organisation",
        identifiers=tuple(dict.fromkeys((*own, *more))),
        country=company.country,
    )


def _contact(company: Company) -> Party:
    numbers = tuple(stated for stated in numbers_beside(company) if _is_of_person(*stated))
    names = (company.contact_name,) if company.contact_name.strip() else ()
    born = tuple(day for _, cell in births_beside(company) for day in births.in_cell(cell))
    return Party(company.external_id, names, "person", numbers, company.country, born)


def _has_contact(company: Company) -> bool:
    """Whether the roll says anything of a contact person: a name, or a passport among the company's columns."""
    return bool(company.contact_name.strip()) or any(_is_of_person(*x) for x in numbers_beside(company))


def _is_of_person(what: str, _number: str) -> bool:
    return kind_of(what).family in ("passport", "person")


def numbers_beside(company: Company) -> tuple[tuple[str, str], ...]:
    """(heading, number) of the identifiers in columns that are not a roll's own: an IMO number, a BIC, a passport."""
    return tuple(
        found
        for heading, cell in company.extra
        if states_numbers(heading)
        for found in in_cell(heading, cell)
        if official(*found)
    )


def births_beside(company: Company) -> tuple[tuple[str, str], ...]:
    """(heading, cell) of the columns of birth dates, which are the contact person's as a passport is."""
    return tuple((heading, cell) for heading, cell in company.extra if squash(heading) in _BIRTHS)


def told_beside(company: Company) -> tuple[tuple[str, str], ...]:
    """All that screening reads of the columns that are not a roll's own."""
    return (*numbers_beside(company), *births_beside(company))


def _finding(hit: Hit) -> Finding:
    """A hit bars; a name that is only near, or cannot be compared, is for a person to decide."""
    return _unread(hit) if not hit.entry_id else _listed(hit, hit.matched_name, barred=hit.status == "hit")


def _of_contact(hit: Hit, confirmed: bool) -> Finding:
    return (
        _unread(hit)
        if not hit.entry_id
        else _listed(
            hit, say("The contact person {matched_name}", matched_name=hit.matched_name), barred=confirmed
        )
    )


def _listed(hit: Hit, who: str, *, barred: bool) -> Finding:
    return Finding(
        rule=f"{hit.publisher} {hit.entry_id}",
        regime=REGIME_OF.get(hit.publisher, hit.publisher),
        source=say(
            "{publisher} list of {list_version}", publisher=hit.publisher, list_version=hit.list_version
        ),
        detail=say(
            "{who} and the listed {listed_name}: {reason}",
            who=who,
            listed_name=hit.listed_name,
            reason=hit.reason,
        ),
        confidence=hit.confidence,
        effect="barred" if barred else "review",
        decide=""
        if barred
        else say(
            "Is {matched_name} the listed {listed_name}?",
            matched_name=hit.matched_name,
            listed_name=hit.listed_name,
        ),
        party=hit.party,
        matched=hit.listed_name,
        score=hit.score,
        list_version=hit.list_version,
    )


def _unread(hit: Hit) -> Finding:
    detail = say(
        "{matched_name}: {reason}",
        matched_name=hit.matched_name or say("A company without a name"),
        reason=hit.reason,
    )
    question = (
        say(
            "Who is {matched_name}, and do the lists name it in another script?",
            matched_name=hit.matched_name,
        )
        if hit.matched_name
        else say("Who is it, and do the lists name it in another script?")
    )
    return doubt("NAME-NOT-SCREENED", detail, question, party=hit.party, matched=hit.matched_name)


def parties_of(company: Company) -> tuple[Party, ...]:
    """The company as screening sees it, and its contact person, if it has one."""
    parties = (_company(company), *([_contact(company)] if _has_contact(company) else []))
    return tuple(map(numbers_told, parties))


def heard_of(hit: Hit, *, contact: bool) -> Finding:
    """What a hit of another source says of a company, or of its contact person, whose name alone never bars."""
    if contact and hit.entry_id:
        return _listed(
            hit, say("The contact person {matched_name}", matched_name=hit.matched_name), barred=False
        )
    return _finding(hit)

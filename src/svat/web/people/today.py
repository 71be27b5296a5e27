"""People, today: what waits for a member, each with its count, where to go, and the key that goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from svat.web.company import own_queries as company
from svat.web.lists import queries as lists
from svat.web.matching import answers
from svat.web.matching import queries as matching
from svat.web.paging import COUNTED, FEW, counted
from svat.web.people import queries
from svat.web.people.models import CHAIR, OFFICER, REVIEWER, Member
from svat.web.review import queries as review
from svat.web.rolls import listings_queries as listings
from svat.web.rolls import queries as rolls
from svat.web.rolls import same_queries as same
from svat.wording import say


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One thing that waits: what, how many, where."""

    what: str
    count: int
    page: str
    most: int = COUNTED  # more are not counted


def waiting(member: Member) -> list[WaitingItem]:
    """What waits for a member, in the order of a day's work."""
    found = [item for part in PARTS for item in part(member)]
    return [item for item in found if item.count]


def _people(member: Member) -> Iterator[WaitingItem]:
    if member.role == OFFICER:
        yield WaitingItem(say("mails to hand over"), queries.outbox(member).count(), "outbox")


def _rolls(member: Member) -> Iterator[WaitingItem]:
    if member.role == OFFICER:
        yield WaitingItem(say("files to look at"), rolls.to_look_at(member), "imports")


def _duplicates(member: Member) -> Iterator[WaitingItem]:
    if member.role == OFFICER:
        yield WaitingItem(
            say("pairs that are likely one company"), counted(same.duplicates(member), FEW), "duplicates", FEW
        )


def _listings(member: Member) -> Iterator[WaitingItem]:
    if member.role == OFFICER:
        yield WaitingItem(say("listings to confirm"), listings.waiting_in_all(member), "listings", FEW)


def _lists(member: Member) -> Iterator[WaitingItem]:
    if member.role in (OFFICER, REVIEWER):
        yield WaitingItem(say("lists to decide on"), lists.to_decide(member), "lists")
        yield WaitingItem(say("reasons why the lists clear nobody"), lists.doubts(member), "lists")


def _review(member: Member) -> Iterator[WaitingItem]:
    if member.role in (OFFICER, REVIEWER):
        yield WaitingItem(say("hits to decide"), counted(review.to_decide(member)), "review")
        yield WaitingItem(say("proposals to second"), counted(review.to_second(member)), "review")
        yield WaitingItem(
            say("decisions of review that run out soon"), counted(review.soon(member)), "review"
        )


def _requests(member: Member) -> Iterator[WaitingItem]:
    if member.role == OFFICER:
        yield WaitingItem(say("requests of companies"), counted(company.open_requests(member)), "requests")


def _runs(member: Member) -> Iterator[WaitingItem]:
    if member.role == OFFICER:
        yield WaitingItem(say("drafts of introductions to decide on"), matching.to_decide(member), "runs")
    if member.role == CHAIR:
        yield WaitingItem(say("introductions to approve"), matching.proposed(member), "runs")


def _answers(member: Member) -> Iterator[WaitingItem]:
    if member.role == OFFICER:
        yield WaitingItem(
            say("companies not told of their partners yet"), answers.not_told(member), "answers"
        )
        yield WaitingItem(
            say("companies that owe an answer for a week"), answers.silent_for(member, 7), "answers"
        )


PARTS: list[Callable[[Member], Iterator[WaitingItem]]] = [
    _people,
    _rolls,
    _duplicates,
    _listings,
    _review,
    _lists,
    _requests,
    _runs,
    _answers,
]

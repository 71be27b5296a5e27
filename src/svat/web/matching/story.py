"""Matching, story (queries): everything that happened with one company, on one page, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from svat.sides import other
from svat.web.company.models import CompanyRequest
from svat.web.matching.models import DecisionRecord, IntroductionEvent, IntroductionRecord
from svat.web.matching.sight import side_of_company
from svat.web.people.models import Invitation, Member, OutboxMail
from svat.web.review.models import HitRecord
from svat.web.rolls.models import CompanyRecord, CompanyVersion
from svat.wording import say

_MOST = 500  # of each kind, the latest


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened: when, what, and with whom."""

    at: datetime
    what: str
    partner: CompanyRecord | None = None
    by: Member | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class CompanyStory:
    """A company's partners now, its hits, and all that happened, the latest first."""

    standing: list[Any]  # introductions that stand, the best first: seen, held and withdrawn ones
    partners: str  # the field of an introduction that is the partner
    hits: QuerySet[HitRecord]
    lines: list[StoryLine]


_EVENTS = {
    "shown": say("a partner is shown to it"),
    "hidden": say("a partner is shown no longer"),
    "agreed": say("both have accepted"),
    "contact given": say("a contact is given"),
    "contact taken back": say("a contact is given no longer"),
}


def story_of(company: CompanyRecord) -> CompanyStory:
    """The story of a company, for members of the council alone."""
    side = side_of_company(company)
    own: dict[str, Any] = {side: company}
    standing = IntroductionRecord.objects.filter(**own, stands=True).select_related(other(side))
    lines = [
        *_versions(company),
        *_events(company),
        *_decisions(company),
        *_mails(company),
        *_people(company),
    ]
    lines += _requests(company)
    return CompanyStory(
        list(standing.order_by(f"rank_{side}", "id")[:_MOST]),
        other(side),
        HitRecord.objects.filter(company=company).order_by("state", "-score", "id"),
        sorted(lines, key=lambda x: x.at, reverse=True),
    )


def _versions(company: CompanyRecord) -> Iterator[StoryLine]:
    found = CompanyVersion.objects.filter(company=company).select_related("member__user")
    for x in found.order_by("-number")[:_MOST]:
        what = (
            say("no file in force has it any more")
            if x.gone
            else say("its record: version {number}", number=x.number)
        )
        yield StoryLine(x.at, what, by=x.member)


def _events(company: CompanyRecord) -> Iterator[StoryLine]:
    side = side_of_company(company)
    of: dict[str, Any] = {f"introduction__{side}": company}
    found = IntroductionEvent.objects.filter(**of, kind__in=_EVENTS)
    for x in found.select_related(f"introduction__{other(side)}", "member__user").order_by("-id")[:_MOST]:
        yield StoryLine(x.at, _EVENTS[x.kind], getattr(x.introduction, other(side)), x.member)


def _decisions(company: CompanyRecord) -> Iterator[StoryLine]:
    for own in (True, False):
        of: dict[str, Any] = {"company" if own else "partner": company}
        found = DecisionRecord.objects.filter(**of).select_related("company", "partner", "member__user")
        for x in found.order_by("-id")[:_MOST]:
            if own:
                what = say("it accepted") if x.accepted else say("it declined")
            else:
                what = say("its partner accepted") if x.accepted else say("its partner declined")
            yield StoryLine(x.made, what, x.partner if own else x.company, x.member, x.words)


def _mails(company: CompanyRecord) -> Iterator[StoryLine]:
    for x in OutboxMail.objects.filter(company=company).defer("text", "message").order_by("-id")[:_MOST]:
        yield StoryLine(x.made, say("a mail: {subject}", subject=x.subject))


def _people(company: CompanyRecord) -> Iterator[StoryLine]:
    for x in Invitation.objects.filter(company=company).select_related("made_by__user")[:_MOST]:
        yield StoryLine(x.made, say("a person was invited"), by=x.made_by)
    for member in Member.objects.filter(company=company).select_related("user")[:_MOST]:
        yield StoryLine(member.since, say("a person speaks for it"), by=member)


def _requests(company: CompanyRecord) -> Iterator[StoryLine]:
    found = CompanyRequest.objects.filter(company=company).select_related("member__user")
    for x in found.order_by("-id")[:_MOST]:
        yield StoryLine(x.made, say("it asked the office for a change"), by=x.member, words=x.words)

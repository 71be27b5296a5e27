"""People, queries: what pages read of people, scoped to the member."""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from svat.web.people.models import (
    COMPANY,
    CorridorRecord,
    CouncilRecord,
    FactorRecovery,
    Invitation,
    Member,
    OutboxMail,
    User,
)
from svat.web.people.roles import FACTOR_DEMANDED_OF


def council() -> CouncilRecord | None:
    """The council; None before the first run."""
    return CouncilRecord.objects.filter(pk=1).first()


def corridors(member: Member) -> QuerySet[CorridorRecord]:
    """The corridors that a member works in."""
    found = CorridorRecord.objects.order_by("id")
    if member.role == COMPANY:
        assert member.company is not None, "a company's member has one"
        return found.filter(pk=member.company.corridor_id)
    return found


def members(_member: Member) -> QuerySet[Member]:
    """Everybody with a role, and those who had one."""
    return Member.objects.select_related("user", "company").order_by("ended", "role", "id")


def speakers(companies: Collection[int]) -> QuerySet[Member]:
    """Who speaks for companies and can sign in, in the order in which they came."""
    found = Member.objects.filter(role=COMPANY, company__in=companies, ended=None, user__is_active=True)
    return found.select_related("user").order_by("id")


def invitations(_member: Member) -> QuerySet[Invitation]:
    """Invitations, the newest first."""
    return Invitation.objects.select_related("company", "made_by__user").order_by("-id")


def outbox(_member: Member) -> QuerySet[OutboxMail]:
    """Mails for an officer: to hand over, refused, come back, or of a fate that nobody knows; the oldest first."""
    states = ["refused", "bounced", "perhaps sent", *([] if settings.MAIL_SERVER else ["waiting"])]
    return OutboxMail.objects.filter(state__in=states).order_by("id")


def recoveries(_member: Member) -> QuerySet[FactorRecovery]:
    """Proposals to take a lost second factor away, that nobody seconded yet."""
    open_ = FactorRecovery.objects.filter(seconded=None, withdrawn=None)
    return open_.select_related("user", "proposed_by__user").order_by("id")


def people_of(user: User) -> list[Member]:
    """Whom a person may act as, with `demanded` and `factor`: read anew on each request, in one query."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=("totp", "webauthn"))
    rule = CouncilRecord.objects.filter(second_factor=True)
    found = Member.objects.filter(user=user, ended=None).annotate(
        demanded=Exists(rule), factor=Exists(factors)
    )
    return list(found.select_related("user", "company", "company__corridor").order_by("id"))


def needs_factor(member: Member) -> bool:
    """Whether a member of `people_of` must set up a second factor before anything else."""
    asked = member.role in FACTOR_DEMANDED_OF and member.demanded  # type: ignore[attr-defined]
    return bool(asked and not (member.factor and member.user.codes_kept))  # type: ignore[attr-defined]

"""People, queries: what pages read of people, scoped to the member."""

from __future__ import annotations

from django.db.models import QuerySet

from svat.web.people.models import COMPANY, CorridorRecord, CouncilRecord, Invitation, Member, OutboxMail


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


def invitations(_member: Member) -> QuerySet[Invitation]:
    """Invitations, the newest first."""
    return Invitation.objects.select_related("company", "made_by__user").order_by("-id")


def outbox(_member: Member) -> QuerySet[OutboxMail]:
    """Mails that wait to be handed over, the oldest first."""
    return OutboxMail.objects.filter(handed_over=None).order_by("id")

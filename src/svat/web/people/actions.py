"""People, actions: invite, accept, revoke, end a role, change one's own profile, hand over a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage

from svat.web.actions import Action, Done, NotDone, take
from svat.web.jobs.queue import put
from svat.web.people.addresses import compared
from svat.web.people.bounces import bounce_of
from svat.web.people.models import (
    COMPANY,
    OFFICER,
    ROLES,
    CouncilRecord,
    Invitation,
    Member,
    OutboxMail,
    User,
)
from svat.web.people.sessions import end_sessions
from svat.web.people.tokens import LIVES, hash_of_token, new_token
from svat.web.rolls.models import CompanyRecord
from svat.wording import say, unusable, wording


def state_of_invitation(invitation: Invitation) -> str:
    """open, used, revoked or expired."""
    if invitation.used:
        return "used"
    if invitation.revoked:
        return "revoked"
    return "expired" if invitation.expires < datetime.now(UTC) else "open"


def _send(invitation: Invitation, link: str, council: str, by: Member | None) -> None:
    words = wording(invitation.language)
    text = words(
        say(
            "{council} invites you. Open this page within {days} days and set a password there:\n\n{link}\n\n"
            "If you did not expect this mail, do nothing.",
            council=council, days=LIVES.days, link=link,
        )
    )  # fmt: skip
    subject = words(say("Invitation by {council}", council=council))
    answer = [by.user.email] if by is not None else None  # to the officer, not to the machine
    EmailMessage(subject, text, to=[invitation.email], reply_to=answer).send()


@dataclass(frozen=True)
class Invite(Action):
    """Ask a person to take a role; a mail with a link that opens once goes out."""

    name: ClassVar[str] = "invite"
    address: str
    role: str
    language: str
    council: str
    origin: str  # the beginning of the link
    company: str = ""  # key of its record

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, UnusableInput."""
        address = compared(self.address)
        if self.role not in ROLES:
            raise unusable("{role} is no role", role=repr(self.role))
        company = None
        if self.role == COMPANY:
            company = CompanyRecord.objects.filter(key=self.company, gone=False, merged_into=None).first()
            if company is None:
                raise unusable("name the company that the person speaks for")
        token, hashed = new_token()
        made = Invitation.objects.create(
            email=address, role=self.role, company=company, language=self.language, token_hash=hashed,
            made_by=member, expires=datetime.now(UTC) + LIVES,
        )  # fmt: skip
        _send(made, f"{self.origin}/invitation/{token}", self.council, member)
        return Done(
            (f"invitation:{made.key}",), {"email": (None, address), "role": (None, self.role)}, result=made
        )


@dataclass(frozen=True)
class ResendInvitation(Action):
    """Send a new link to the same person; the old one opens nothing any more."""

    name: ClassVar[str] = "resend invitation"
    object_kind: ClassVar[str] = "invitation"
    key: str
    council: str
    origin: str

    def state(self) -> str:
        """Of the invitation."""
        return state_of_invitation(_invitation(self.key))

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        invitation = _invitation(self.key)
        token, hashed = new_token()
        expires = datetime.now(UTC) + LIVES
        done = Invitation.objects.filter(pk=invitation.pk, used=None, revoked=None).update(
            token_hash=hashed, expires=expires
        )
        if not done:
            raise NotDone(say("the invitation was used or taken back meanwhile"), 409)
        _send(invitation, f"{self.origin}/invitation/{token}", self.council, member)
        return Done((f"invitation:{invitation.key}",), {"expires": (invitation.expires, expires)})


@dataclass(frozen=True)
class RevokeInvitation(Action):
    """Take an invitation back before it is used."""

    name: ClassVar[str] = "revoke invitation"
    object_kind: ClassVar[str] = "invitation"
    key: str

    def state(self) -> str:
        """Of the invitation."""
        return state_of_invitation(_invitation(self.key))

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        invitation, now = _invitation(self.key), datetime.now(UTC)
        if not Invitation.objects.filter(pk=invitation.pk, used=None, revoked=None).update(revoked=now):
            raise NotDone(say("the invitation was used or taken back meanwhile"), 409)
        return Done((f"invitation:{invitation.key}",), {"revoked": (None, now)})


@dataclass(frozen=True)
class AcceptInvitation(Action):
    """Become a member with the link that was sent: once, by whoever holds the address."""

    name: ClassVar[str] = "accept invitation"
    token: str
    person: str = ""
    password: str = ""
    user: int | None = None  # of somebody who is signed in already

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        del member
        invitation = invitation_of(self.token)
        if invitation is None or state_of_invitation(invitation) != "open":
            raise NotDone(say("this invitation cannot be used any more; ask for a new one"), 409)
        now = datetime.now(UTC)
        if not Invitation.objects.filter(pk=invitation.pk, used=None, revoked=None).update(used=now):
            raise NotDone(say("this invitation cannot be used any more; ask for a new one"), 409)
        user = User.objects.filter(email=invitation.email).first()
        if user is None:
            user = User.objects.create_user(
                invitation.email, self.password, name=self.person, language=invitation.language
            )
            EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
        elif self.user != user.pk:
            raise NotDone(
                say("sign in with the address that the invitation was sent to, then open the link again")
            )
        made, _ = Member.objects.get_or_create(
            user=user, role=invitation.role, company=invitation.company, ended=None
        )
        return Done(
            (f"invitation:{invitation.key}", f"member:{made.key}"),
            {"used": (None, now), "role": (None, invitation.role)},
            result=made,
        )


@dataclass(frozen=True)
class EndRole(Action):
    """End a member's role; where the person has no other, they are signed out at once."""

    name: ClassVar[str] = "end role"
    object_kind: ClassVar[str] = "member"
    key: str
    version: int

    def state(self) -> str:
        """Active or ended."""
        return "ended" if _member(self.key).ended else "active"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, also for the last officer."""
        ending = _member(self.key)
        others = Member.objects.filter(role=OFFICER, ended=None, user__is_active=True).exclude(pk=ending.pk)
        if ending.role == OFFICER and not others.exists():
            raise NotDone(say("the council must keep one officer; invite another first"))
        changed = take(ending, self.version, ended=datetime.now(UTC))
        end_sessions(ending.user)
        return Done((f"member:{ending.key}",), changed)


@dataclass(frozen=True)
class ChangeProfile(Action):
    """A person's own name, language and keys."""

    name: ClassVar[str] = "change profile"
    person: str
    language: str
    keys_off: bool

    def execute(self, member: Member | None) -> Done:
        """Done what differs."""
        assert member is not None, "a profile is a member's"
        wanted = {"name": self.person, "language": self.language, "keys_off": self.keys_off}
        user = member.user
        changed = {
            name: (getattr(user, name), value)
            for name, value in wanted.items()
            if getattr(user, name) != value
        }
        User.objects.filter(pk=user.pk).update(**wanted)
        return Done((f"user:{user.pk}",), changed)


@dataclass(frozen=True)
class HandOverMail(Action):
    """A mail of the outbox was handed over by the officer."""

    name: ClassVar[str] = "hand over mail"
    object_kind: ClassVar[str] = "mail"
    key: str

    def state(self) -> str:
        """Of the mail."""
        return _mail(self.key).state

    def execute(self, member: Member | None) -> Done:
        """Mark it, and take out of it what opens an account."""
        del member
        now, mail = datetime.now(UTC), _mail(self.key)
        OutboxMail.objects.filter(pk=mail.pk, handed_over=None).update(
            handed_over=now, text="", message=None, state="handed over"
        )
        return Done((f"mail:{mail.key}",), {"handed_over": (None, now)})


@dataclass(frozen=True)
class SendMailAgain(Action):
    """A mail that the server refused, or whose fate nobody knows, is tried once more under the same Message-ID."""

    name: ClassVar[str] = "send mail again"
    object_kind: ClassVar[str] = "mail"
    key: str

    def state(self) -> str:
        """Of the mail."""
        return _mail(self.key).state

    def execute(self, member: Member | None) -> Done:
        """Put it in the queue."""
        mail = _mail(self.key)
        asked = OutboxMail.objects.filter(pk=mail.pk, state=mail.state).update(state="waiting", said="")
        if asked and settings.MAIL_SERVER:
            put("send mail", f"mail:{mail.key}", {"mail": mail.key}, member)
        return Done((f"mail:{mail.key}",), {"state": (mail.state, "waiting")})


@dataclass(frozen=True)
class LeaveMail(Action):
    """A mail that did not arrive, or perhaps did, is left as it is."""

    name: ClassVar[str] = "leave mail"
    key: str

    def state(self) -> str:
        """Of the mail."""
        return _mail(self.key).state

    def execute(self, member: Member | None) -> Done:
        """Nobody is asked about it again."""
        del member
        mail = _mail(self.key)
        OutboxMail.objects.filter(pk=mail.pk, state=mail.state).update(state="left", text="", message=None)
        return Done((f"mail:{mail.key}",), {"state": (mail.state, "left")})


@dataclass(frozen=True)
class KeepBounces(Action):
    """Messages that mail servers sent back, by which mails of ours did not arrive; `result` counts them."""

    name: ClassVar[str] = "keep bounces"
    messages: tuple[bytes, ...]

    def execute(self, member: Member | None) -> Done:
        """(mails marked, messages that name none of ours, those that are only late) as the result."""
        del member
        marked, late, unknown = [], 0, 0
        for data in self.messages:
            found = bounce_of(data)
            if found is None:
                unknown += 1
            elif not found.lasting:
                late += 1
            else:
                sent = OutboxMail.objects.filter(
                    key=found.key, state__in=("sent", "perhaps sent", "handed over")
                )
                known = OutboxMail.objects.filter(key=found.key).exists()
                if sent.update(state="bounced", said=found.status):
                    marked.append(f"mail:{found.key}")
                unknown += not known
        fields = {"bounced": (None, len(marked))} if marked else {}
        return Done(tuple(marked), fields, result=(len(marked), unknown, late))


@dataclass(frozen=True)
class ChangeCouncil(Action):
    """The council's name and rules."""

    name: ClassVar[str] = "change council"
    version: int
    council: str
    second_factor: bool
    two_person_rule: bool
    chair_approves: bool = False

    def about(self) -> str:
        """There is one council."""
        return "council:1"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where somebody was faster."""
        del member
        record = CouncilRecord.objects.get(pk=1)
        wanted = {
            "name": self.council,
            "second_factor": self.second_factor,
            "two_person_rule": self.two_person_rule,
            "chair_approves": self.chair_approves,
        }
        return Done(("council:1",), take(record, self.version, **wanted))


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link opens; None where we did not make it or it is too old."""
    hashed = hash_of_token(token)
    return Invitation.objects.select_related("company").filter(token_hash=hashed).first() if hashed else None


def _invitation(key: str) -> Invitation:
    found = Invitation.objects.filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such invitation"), 404)
    return found


def _member(key: str) -> Member:
    found = Member.objects.select_related("user").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such member"), 404)
    return found


def _mail(key: str) -> OutboxMail:
    found = OutboxMail.objects.filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such mail"), 404)
    return found

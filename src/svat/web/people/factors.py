"""People, factors: the second factor: whose is demanded, codes that were kept, and what is done when one is lost.

A lost factor is taken away by two officers, neither of them the person, or by whoever has the server; the person is
told by mail both times, signs in with the password and sets up a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from svat.web.actions import Action, Done, NotDone
from svat.web.people.addresses import compared
from svat.web.people.models import FactorRecovery, Member, User
from svat.web.people.sessions import end_sessions
from svat.wording import say, wording

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: User) -> bool:
    """Whether a person signs in with more than a password."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def codes_of(user: User) -> list[str]:
    """A person's recovery codes that were not used yet."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(found.wrap().get_unused_codes()) if found else []


def codes_wanted(request: HttpRequest) -> dict[str, bool]:
    """For the pages of signing in: whether the person has yet to show that the recovery codes are kept."""
    user = request.user
    return {"codes_wanted": isinstance(user, User) and user.codes_kept is None and has_factor(user)}


@dataclass(frozen=True)
class KeepRecoveryCodes(Action):
    """Show one of the recovery codes: then the second factor is set up. The code can still be used later."""

    name: ClassVar[str] = "keep recovery codes"
    code: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone for what is none of them."""
        assert member is not None, "codes are a member's"
        user = member.user
        if not has_factor(user) or self.code.replace(" ", "") not in codes_of(user):
            raise NotDone(say("this is none of your recovery codes"), 422)
        if user.codes_kept:
            return Done((f"user:{user.pk}",))
        now = datetime.now(UTC)
        User.objects.filter(pk=user.pk).update(codes_kept=now)
        return Done((f"user:{user.pk}",), {"codes_kept": (None, now)})


@dataclass(frozen=True)
class ChangeSignIn(Action):
    """Something of how a person signs in was changed by themselves: password, passkey, one-time codes."""

    name: ClassVar[str] = "change sign-in"
    user: int
    what: str
    codes_lost: bool = False  # the codes that were kept open nothing any more

    def execute(self, member: Member | None) -> Done:
        """Write it down."""
        del member
        if self.codes_lost:
            User.objects.filter(pk=self.user).update(codes_kept=None)
        return Done((f"user:{self.user}",), {self.what: (None, "changed")})


@dataclass(frozen=True)
class ProposeFactorRecovery(Action):
    """An officer says that somebody else has lost their second factor."""

    name: ClassVar[str] = "propose factor recovery"
    key: str  # of the member

    def state(self) -> str:
        """Of the member's role."""
        return "ended" if _member(self.key).ended else "active"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone for oneself, and where there is nothing to take away."""
        assert member is not None, "officers propose"
        user = _member(self.key).user
        if _same(member.user, user):
            raise NotDone(say("nobody takes away their own second factor; ask two other officers"))
        if not Authenticator.objects.filter(user=user).exists():
            raise NotDone(say("this person has no second factor"), 409)
        try:
            with transaction.atomic():
                made = FactorRecovery.objects.create(user=user, proposed_by=member)
        except IntegrityError:
            raise NotDone(say("this was proposed already; another officer must second it"), 409) from None
        _tell(
            user,
            say("Your second factor is to be taken away"),
            say(
                "An officer of the council says that you have lost your second factor. When another officer agrees it"
                " is taken away. If you have not lost it, tell the council at once."
            ),
        )
        return Done((f"recovery:{made.key}", f"user:{user.pk}"), {"proposed": (None, True)}, result=made)


@dataclass(frozen=True)
class SecondFactorRecovery(Action):
    """Another officer agrees: the person's second factor is taken away, and they are signed out."""

    name: ClassVar[str] = "second factor recovery"
    key: str

    def state(self) -> str:
        """Of the proposal."""
        return _state(_recovery(self.key))

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone for whoever proposed it, and for the person."""
        assert member is not None, "officers second"
        found = _recovery(self.key)
        if _same(member.user, found.proposed_by.user):
            raise NotDone(say("another officer than the one who proposed it must second it"))
        if _same(member.user, found.user):
            raise NotDone(say("nobody takes away their own second factor; ask two other officers"))
        now = datetime.now(UTC)
        done = FactorRecovery.objects.filter(pk=found.pk, seconded=None, withdrawn=None)
        if not done.update(seconded=now, seconded_by=member):
            raise NotDone(say("this was done or withdrawn meanwhile"), 409)
        before = _take_away(found.user)
        return Done((f"recovery:{found.key}", f"user:{found.user.pk}"), {"factors": (before, 0)})


@dataclass(frozen=True)
class WithdrawFactorRecovery(Action):
    """An officer takes a proposal back."""

    name: ClassVar[str] = "withdraw factor recovery"
    key: str

    def state(self) -> str:
        """Of the proposal."""
        return _state(_recovery(self.key))

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        del member
        found, now = _recovery(self.key), datetime.now(UTC)
        if not FactorRecovery.objects.filter(pk=found.pk, seconded=None, withdrawn=None).update(
            withdrawn=now
        ):
            raise NotDone(say("this was done or withdrawn meanwhile"), 409)
        return Done((f"recovery:{found.key}", f"user:{found.user.pk}"), {"withdrawn": (None, now)})


@dataclass(frozen=True)
class RecoverOnServer(Action):
    """Whoever has the server takes a second factor away, where a council has no two other officers."""

    name: ClassVar[str] = "recover factor on server"
    address: str

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone, UnusableInput."""
        del member
        user = User.objects.filter(email=compared(self.address), is_active=True).first()
        if user is None:
            raise NotDone(say("nobody here has this address"), 404)
        before = _take_away(user)
        if not before:
            raise NotDone(say("this person has no second factor"), 409)
        return Done((f"user:{user.pk}",), {"factors": (before, 0)})


def _take_away(user: User) -> int:
    """How many there were; recovery codes count too."""
    found = Authenticator.objects.filter(user=user)
    count = int(found.count())
    found.delete()
    User.objects.filter(pk=user.pk).update(codes_kept=None)
    end_sessions(user)
    if count:
        _tell(
            user,
            say("Your second factor was taken away"),
            say(
                "Sign in with your password and set up a new one. If you did not ask for this, tell the council at"
                " once."
            ),
        )
    return count


def _tell(user: User, subject: str, text: str) -> None:
    words = wording(user.language)
    EmailMessage(words(subject), words(text), to=[user.email]).send()


def _same(one: User, other: User) -> bool:
    """Whether two accounts are one person's."""
    return one.pk == other.pk or one.email == other.email


def _state(found: FactorRecovery) -> str:
    if found.seconded:
        return "done"
    return "withdrawn" if found.withdrawn else "proposed"


def _recovery(key: str) -> FactorRecovery:
    found = FactorRecovery.objects.select_related("user", "proposed_by__user").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such proposal"), 404)
    return found


def _member(key: str) -> Member:
    found = Member.objects.select_related("user").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such member"), 404)
    return found

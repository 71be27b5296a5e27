"""People, models: council, corridor, user, member, invitation, and mails that wait where no server sends them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from svat.web.people.roles import AUDITOR, CHAIR, COMPANY, OFFICER, REVIEWER, ROLES
from svat.web.records import MOVES, Keyed, Versioned

__all__ = ["AUDITOR", "CHAIR", "COMPANY", "OFFICER", "REVIEWER", "ROLES"]
_LONGEST_ADDRESS = 254  # of mail, by RFC 5321


class UserManager(BaseUserManager["User"]):
    """Users by their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user with an address as it is compared; without a password nobody can sign in with one."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who can sign in; what they may do is said by their members."""

    email = models.EmailField(max_length=_LONGEST_ADDRESS, unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    keys_off = models.BooleanField(default=False)  # single-key shortcuts, switched off by the person
    reminders = models.BooleanField(default=True)  # of introductions without an answer, by mail
    codes_kept = models.DateTimeField(
        null=True, blank=True
    )  # the person showed that they have the recovery codes
    forgotten = models.DateTimeField(null=True, blank=True)  # name and address were erased

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class PersonSession(AbstractBaseSession):
    """A session, and whose it is: no reference, as it may outlive nobody and is ended by its person's number."""

    person = models.BigIntegerField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """What reads and writes it."""
        from svat.web.people.sessions import SessionStore as OfPersons

        return OfPersons


class CouncilRecord(models.Model):
    """The council that the installation serves: there is one."""

    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=8, default="en")
    two_person_rule = models.BooleanField(default=True)
    chair_approves = models.BooleanField(default=False)  # what is published is published by the chair
    second_factor = models.BooleanField(default=True)  # demanded of everybody but companies' own people
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="one_council")]


class CorridorRecord(Versioned):
    """A corridor: its file's text, and where its council folder lies."""

    title = models.CharField(max_length=200)
    a = models.CharField(max_length=2)
    b = models.CharField(max_length=2)
    text = models.TextField()  # corridor.toml, every version of which the audit log names by its hash

    class Meta:
        ordering: ClassVar = ["id"]


class Member(Versioned):
    """A person in one role."""

    user = models.ForeignKey(User, models.PROTECT, related_name="members")
    role = models.CharField(max_length=10, choices=[(x, x) for x in ROLES])
    company = models.ForeignKey(
        "rolls.CompanyRecord", models.PROTECT, null=True, blank=True, related_name="members"
    )
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    when_merged: ClassVar = {"company": MOVES}

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(ended=None, company=None),
                name="one_member_of_a_role",
            ),
            models.UniqueConstraint(
                fields=["user", "company"],
                condition=models.Q(ended=None, company__isnull=False),
                name="one_member_of_a_company",
            ),
            models.CheckConstraint(
                condition=models.Q(role=COMPANY, company__isnull=False)
                | (~models.Q(role=COMPANY) & models.Q(company=None)),
                name="a_company_has_companys_members",
            ),
        ]


class Invitation(Keyed):
    """A person invited to a role; the link's token is kept as a hash alone, and opens once."""

    email = models.EmailField(max_length=_LONGEST_ADDRESS)
    role = models.CharField(max_length=10, choices=[(x, x) for x in ROLES])
    company = models.ForeignKey("rolls.CompanyRecord", models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=8, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="invited")
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    when_merged: ClassVar = {"company": MOVES}

    class Meta:
        ordering: ClassVar = ["-id"]


class OutboxMail(Keyed):
    """A mail: sent by a worker where the council has a mail server, otherwise handed over by an officer.

    Its Message-ID is the same however often it is tried. One whose fate nobody knows is `perhaps sent`, and goes out
    again only if an officer says so.
    """

    to = models.EmailField(max_length=_LONGEST_ADDRESS)
    reply_to = models.EmailField(max_length=_LONGEST_ADDRESS, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()  # erased when it was handed over or sent: it may open an account
    message = models.BinaryField(null=True)  # a letter as it was written, files and all; None: of the text
    kind = models.CharField(max_length=20, default="account")  # account, list, notice or reminder
    company = models.ForeignKey(
        "rolls.CompanyRecord", models.PROTECT, null=True, blank=True, related_name="+"
    )
    batch = models.CharField(max_length=16, blank=True)  # mails that were asked for at once
    state = models.CharField(
        max_length=20, default="waiting"
    )  # waiting, sending, sent, perhaps sent, refused, bounced, handed over, left, erased
    said = models.CharField(max_length=100, blank=True)  # what the server answered, without words of its own
    made = models.DateTimeField(auto_now_add=True)
    tried = models.DateTimeField(null=True, blank=True)
    handed_over = models.DateTimeField(null=True, blank=True)

    when_merged: ClassVar = {"company": MOVES}

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "id"]), models.Index(fields=["batch"])]


class FactorRecovery(Keyed):
    """A person who lost their second factor: one officer proposes to take it away, another one does it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="recoveries")
    proposed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    proposed = models.DateTimeField(auto_now_add=True)
    seconded_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    seconded = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(seconded=None, withdrawn=None),
                name="one_open_recovery_of_a_person",
            )
        ]

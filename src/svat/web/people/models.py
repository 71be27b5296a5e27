"""People, models: council, corridor, user, member, invitation, and mails that wait where no server sends them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from svat.web.records import MOVES, Keyed, Versioned

OFFICER, REVIEWER, CHAIR, COMPANY, AUDITOR = ROLES = ("officer", "reviewer", "chair", "company", "auditor")
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

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class CouncilRecord(models.Model):
    """The council that the installation serves: there is one."""

    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=8, default="en")
    two_person_rule = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="one_council")]


class CorridorRecord(Versioned):
    """A corridor: its file's text, and where its council folder lies."""

    title = models.CharField(max_length=200)
    a = models.CharField(max_length=2)
    b = models.CharField(max_length=2)
    text = models.TextField()  # corridor.toml, every version of which the audit log names by its hash
    anonymous = models.BooleanField(default=True)  # partners, until both accept

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
    """A mail that an officer hands over, where the council has no mail server."""

    to = models.EmailField(max_length=_LONGEST_ADDRESS)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    made = models.DateTimeField(auto_now_add=True)
    handed_over = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

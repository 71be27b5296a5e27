"""People, forgetting: a person's name and address erased wherever the database has them; the audit chain still holds.

The account stays under a number, so that entries, decisions and rulings keep their author: "former member 7". Words of
audit entries are erased with their salt; what the chain hashes is a commitment to them, not the words themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Q

from svat.council.holding import holds
from svat.web.actions import Action, Done, NotDone
from svat.web.audit.models import AuditEntry, AuditWords
from svat.web.people.models import Invitation, Member, OutboxMail, User
from svat.web.people.sessions import end_sessions
from svat.wording import say

_OURS = "svat.web."


@dataclass(frozen=True)
class ForgetPerson(Action):
    """Erase who somebody was. Their roles must have ended; it cannot be undone."""

    name: ClassVar[str] = "forget person"
    key: str  # of any of their members

    def state(self) -> str:
        """Ended where they have no role any more."""
        return "active" if Member.objects.filter(user=_person(self.key), ended=None).exists() else "ended"

    def execute(self, member: Member | None) -> Done:
        """`result` names uploaded files that still hold the address: they are kept as they were received."""
        del member
        user = _person(self.key)
        if user.forgotten:
            return Done((f"user:{user.pk}",))
        address, name = user.email, user.name
        about = [f"user:{user.pk}", *(f"member:{x.key}" for x in user.members.all())]
        about += [f"invitation:{x.key}" for x in Invitation.objects.filter(email=address)]
        now = datetime.now(UTC)
        end_sessions(user)
        _erase_words(about, address)
        _erase_mails(user, address)
        Authenticator.objects.filter(user=user).delete()
        EmailAddress.objects.filter(user=user).delete()
        user.set_unusable_password()
        User.objects.filter(pk=user.pk).update(
            email=pseudonym(user.pk), name="", is_active=False, password=user.password, codes_kept=None,
            forgotten=now,
        )  # fmt: skip
        for model in _models():
            _sweep(model, address, name, pseudonym(user.pk))
        transaction.on_commit(_scrub)
        return Done(tuple(about), {"forgotten": (None, now)}, result=_files_with(address))


def pseudonym(number: int) -> str:
    """What stands in the place of an address; nobody can be reached there (RFC 6761)."""
    return f"former-member-{number}@svat.invalid"


def _erase_words(about: list[str], address: str) -> None:
    """Words of entries about the person, and of those that hold the address."""
    named = Q()
    for one in about:
        named |= Q(about__contains=json.dumps(one))
    AuditWords.objects.filter(
        Q(entry__in=AuditEntry.objects.filter(named)) | Q(text__iregex=_standing(address))
    ).delete()


def _standing(address: str) -> str:
    """The address where it stands by itself, and not within a longer one: for Python and both databases."""
    return rf"(?<![\w.+-]){re.escape(address)}(?![\w-])"


def _erase_mails(user: User, address: str) -> None:
    OutboxMail.objects.filter(to=address).update(
        to=pseudonym(user.pk), subject="", text="", state="erased", handed_over=datetime.now(UTC)
    )
    OutboxMail.objects.filter(reply_to=address).update(reply_to="")


def _models() -> Iterator[type[models.Model]]:
    """Every model of ours: what is added later is swept too."""
    for config in apps.get_app_configs():
        if config.name.startswith(_OURS):
            yield from config.get_models()


def _sweep(model: type[models.Model], address: str, name: str, instead: str) -> None:
    """Take the address out of a model's texts, and the name out of the rows that have the address."""
    texts = [
        x.name for x in model._meta.concrete_fields if isinstance(x, models.CharField | models.TextField)
    ]
    wanted = Q()
    for text in texts:
        wanted |= Q(**{f"{text}__iregex": _standing(address)})
    if not texts:
        return
    anyhow = re.compile(_standing(address), re.IGNORECASE)
    quoted = json.dumps(name, ensure_ascii=False)
    for row in model._base_manager.filter(wanted).values("pk", *texts).iterator(500):
        changed = {}
        for text in texts:
            value = row[text]
            if isinstance(value, str):
                new = anyhow.sub(instead, value)
                new = new.replace(quoted, '""') if name else new
                if new == name and name:
                    new = ""
                if new != value:
                    changed[text] = new
        model._base_manager.filter(pk=row["pk"]).update(**changed)


def _files_with(address: str) -> list[str]:
    """Names of uploaded files in which the address stands, in workbooks too."""
    found = []
    for model in _models():
        fields: list[Any] = [x for x in model._meta.concrete_fields if isinstance(x, models.BinaryField)]
        names = {x.name for x in model._meta.concrete_fields}
        for field in fields:
            if "name" not in names:
                continue
            for name, data in model._base_manager.values_list("name", field.name).iterator(10):
                if data and holds(bytes(data), [address]):
                    found.append(str(name))
    return found


def _scrub() -> None:
    """What was overwritten leaves SQLite's journal too."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _person(key: str) -> User:
    found = Member.objects.select_related("user").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such member"), 404)
    return found.user

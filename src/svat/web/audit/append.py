"""Audit, append: an entry to the end of the chain, as the last step of a change before it is there."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from svat.web.audit.chain import AuditLink, canonical, committed, hash_of
from svat.web.audit.models import AuditEntry, AuditWords, Head

if TYPE_CHECKING:
    from svat.web.actions import Done


def append(who: str, action: str, change: Done, once: str = "") -> AuditEntry:
    """Write an entry within the transaction that is open; its head stays locked until that ends."""
    words = canonical({name: [_plain(x) for x in both] for name, both in change.fields.items()})
    salt = secrets.token_hex(16)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update(no_key=True).get(pk=1)
    link = AuditLink(
        head.number + 1, at, who, action, canonical(list(change.objects)), canonical(sorted(change.fields)),
        canonical(dict(change.versions)), committed(salt, words), head.hash, "",
    )  # fmt: skip
    made = AuditEntry.objects.create(
        number=link.number, at=link.at, member=link.member, action=link.action, about=link.objects,
        fields=link.fields, versions=link.versions, commitment=link.commitment, before=link.before,
        hash=hash_of(link), once=once or None, answer=change.answer,
    )  # fmt: skip
    AuditWords.objects.create(entry=made, salt=salt, text=words)
    Head.objects.filter(pk=1).update(number=made.number, hash=made.hash)
    return made


def earlier(once: str) -> str | None:
    """Where the sender of a form was sent when its one-use key was used; None where it was not."""
    found = AuditEntry.objects.filter(once=once).values_list("answer", flat=True).first()
    return found if found is None else str(found)


def links(start: int = 1) -> Iterator[AuditLink]:
    """The chain as it stands, read a piece at a time."""
    for entry in (
        AuditEntry.objects.filter(number__gte=start).select_related("words").order_by("number").iterator(2000)
    ):
        words = getattr(entry, "words", None)
        yield AuditLink(
            entry.number, entry.at, entry.member, entry.action, entry.about, entry.fields, entry.versions,
            entry.commitment, entry.before, entry.hash, words and words.salt, words and words.text,
        )  # fmt: skip


def head() -> tuple[int, str]:
    """Number and hash of the chain's last entry."""
    found = Head.objects.filter(pk=1).first() or Head()
    return found.number, found.hash


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float | bool | list) else str(value)

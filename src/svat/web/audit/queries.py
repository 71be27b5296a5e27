"""Audit, queries: entries of the log, the newest first, paged by number: a page does not move under its reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from svat.web.audit.models import AuditEntry
from svat.web.people.models import Member, User

PAGE = 100
_WHO = re.compile(r"(member|user) (\d+)")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What of the log is asked for; what is empty asks for nothing."""

    action: str = ""
    who: str = ""
    about: str = ""
    day: str = ""  # ISO

    def of(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """The entries that it lets through."""
        if self.action:
            entries = entries.filter(action=self.action)
        if self.who:
            entries = entries.filter(member=self.who)
        if self.about:
            entries = entries.filter(about__contains=json.dumps(self.about, ensure_ascii=False))
        if self.day:
            entries = entries.filter(at__gte=self.day, at__lt=self.day + "~")
        return entries


def entries(_member: Member, wanted: AuditFilter, before: int | None) -> list[AuditEntry]:
    """A page of entries and one more, which says that there are older ones; `before` is a number."""
    found = wanted.of(AuditEntry.objects.order_by("-number"))
    if before is not None:
        found = found.filter(number__lt=before)
    return list(found[: PAGE + 1])


def entry(_member: Member, number: int) -> AuditEntry | None:
    """One entry with its words, where they were not erased."""
    return AuditEntry.objects.select_related("words").filter(number=number).first()


def actors() -> list[str]:
    """Everybody and everything that stands in the log."""
    found = AuditEntry.objects.order_by().values_list("member", flat=True).distinct()
    return sorted(found, key=lambda who: (who.split()[0], len(who), who))


def people(of: Iterable[str]) -> dict[str, User]:
    """The people behind "member 7" and "user 7"."""
    numbers: dict[str, dict[int, str]] = {"member": {}, "user": {}}
    for who in of:
        if found := _WHO.fullmatch(who):
            numbers[found[1]][int(found[2])] = who
    members: Any = Member.objects.filter(pk__in=numbers["member"]).select_related("user")
    users = User.objects.filter(pk__in=numbers["user"])
    return {
        **{numbers["member"][x.pk]: x.user for x in members},
        **{numbers["user"][x.pk]: x for x in users},
    }

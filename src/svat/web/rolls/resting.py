"""Rolls, resting: what somebody has decided about companies that came with a file, for which it cannot be undone."""

from __future__ import annotations

from django.db.models import Q

from svat.web.people.models import Invitation, Member
from svat.web.rolls.force import corrections_in_force, files_in_force, merges_in_force
from svat.web.rolls.models import CompanyRecord, Import, ListingRecord


def rests_on(of: Import) -> list[str]:
    """The names of companies that a file brought and that merges, corrections, confirmations or members rest on."""
    if of.pk not in {x.pk for x in files_in_force(of.corridor, of.side)}:
        return []
    brought = CompanyRecord.objects.filter(versions__of=of, versions__number=1)
    said = {name for x in merges_in_force(of.corridor, of.side) for name in (x.kept, x.gone)}
    said |= {x.company for x in corrections_in_force(of.corridor, of.side)}
    held = Member.objects.filter(company__in=brought, ended=None).values("company")
    invited = Invitation.objects.filter(company__in=brought, used=None, revoked=None).values("company")
    confirmed = ListingRecord.objects.filter(of=of, gone=False).exclude(answer="").values("company")
    rest = Q(pk__in=confirmed) | Q(pk__in=held) | Q(pk__in=invited)
    found = {x.pk: x.name for x in CompanyRecord.objects.filter(rest)}
    found |= {
        pk: name
        for pk, external, name in brought.values_list("pk", "external_id", "name")
        if external in said
    }
    return sorted(found.values())

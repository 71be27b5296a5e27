"""Company, models: what a company asks of the office: a change of its profile or listings, or to be forgotten."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from svat.web.people.models import Member
from svat.web.records import MOVES, Versioned
from svat.web.rolls.models import CompanyRecord, ListingRecord

OPEN, DONE, REFUSED, TAKEN_BACK = "open", "done", "refused", "taken back"


class CompanyRequest(Versioned):
    """What a company's own person asks for; an officer does it, or says why not."""

    company = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10)  # field, listing, code or forget
    column = models.CharField(max_length=40, blank=True)
    listing = models.ForeignKey(ListingRecord, models.PROTECT, null=True)
    before = models.TextField(blank=True)
    value = models.TextField(blank=True)
    words = models.TextField(blank=True)  # why, in the company's words
    state = models.CharField(max_length=10, default=OPEN)
    answer = models.TextField(blank=True)  # the officer's
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True)

    when_merged: ClassVar = {"company": MOVES}

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "id"])]

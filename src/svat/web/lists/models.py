"""Lists, models: an uploaded file on its way into the law room's store, and the versions that lie there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from svat.web.people.models import CorridorRecord, Member
from svat.web.records import Keyed


class ListUpload(Keyed):
    """A list as received, and what became of it."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    publisher = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    version_date = models.DateField()
    name = models.CharField(max_length=255)
    data = models.BinaryField(null=True)  # until it lies in the store
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="waiting")  # waiting, stored, refused
    accept_fewer = models.BooleanField(default=False)
    told = models.TextField(default="[]")  # JSON of what the store said
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class ListVersionRecord(Keyed):
    """A version in the store: which, of when, how many entries, and the hash of its file."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    publisher = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    version_date = models.DateField()
    sha256 = models.CharField(max_length=64)
    entries = models.PositiveIntegerField(default=0)
    upload = models.ForeignKey(ListUpload, models.PROTECT, null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-version_date", "publisher", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["corridor", "publisher", "kind", "version_date"], name="one_list_version"
            )
        ]

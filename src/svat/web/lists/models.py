"""Lists, models: uploaded files on their way into the law room's store, the versions that lie there, what changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from svat.web.people.models import CorridorRecord, Member
from svat.web.records import Keyed, Versioned

WAITING, ASKED, STORED, REFUSED = "waiting", "asked", "stored", "refused"


class ListUpload(Versioned):
    """A list as received, and what became of it; asked: it is far poorer than the version before."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    publisher = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    version_date = models.DateField()
    covers = models.CharField(
        max_length=300, blank=True
    )  # publishers whose lists the file holds too, by commas
    state = models.CharField(max_length=10, default=WAITING)
    accept_fewer = models.BooleanField(default=False)
    told = models.TextField(default="[]")  # JSON of what the store said
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class ListFile(models.Model):
    """One file of an upload; its bytes are kept until they lie in the store or are refused."""

    upload = models.ForeignKey(ListUpload, models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]


class ListVersionRecord(Keyed):
    """A version in the store, as it was read whole: what its age and doubts are told from on any day."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    publisher = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    version_date = models.DateField()
    holder = models.CharField(max_length=40)  # whose file it stands in
    sha256 = models.CharField(max_length=64)
    entries = models.PositiveIntegerField(default=0)
    since = models.DateField()  # from which its age counts
    doubtful = models.BooleanField(default=False)
    in_doubt = models.TextField(default='""')  # JSON, as svat.wording keeps it
    upload = models.ForeignKey(ListUpload, models.PROTECT, null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["publisher", "kind", "-version_date", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["corridor", "publisher", "kind", "version_date"], name="one_list_version"
            )
        ]


class ListFolder(models.Model):
    """What was last read of a corridor's folder of lists, by its manifest's digest."""

    corridor = models.OneToOneField(CorridorRecord, models.PROTECT, related_name="list_folder")
    manifest = models.CharField(max_length=64, blank=True)
    broken = models.TextField(default="[]")  # JSON: versions that cannot be read, and why
    read = models.DateTimeField(auto_now=True)


class ListComparison(models.Model):
    """Two versions of a list held against each other; done when all that changed between them is written."""

    version = models.ForeignKey(ListVersionRecord, models.PROTECT, related_name="comparisons")
    earlier = models.ForeignKey(ListVersionRecord, models.PROTECT, related_name="+")
    done = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "earlier"], name="one_comparison_of_two_versions")
        ]


class ListChange(models.Model):
    """One entry that came, went or changed from an earlier version."""

    version = models.ForeignKey(ListVersionRecord, models.PROTECT, related_name="changes")
    earlier = models.ForeignKey(ListVersionRecord, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)  # added, removed, changed
    entry = models.CharField(max_length=200)
    name = models.TextField()
    words = models.TextField(default="[]")  # JSON: what it says now

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["version", "earlier", "kind", "id"])]


class Rescreening(Keyed):
    """Companies of both rolls held against the lists of two days: how many turned, and which."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    before = models.DateField()
    after = models.DateField()
    done = models.DateTimeField(null=True)
    companies = models.PositiveIntegerField(default=0)
    problems = models.TextField(default="[]")  # JSON: why the lists of either day clear nobody
    turned = models.TextField(default="[]")  # JSON: side, company, name, turn, entries
    member = models.ForeignKey(Member, models.PROTECT, null=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]

"""Review, models: hits as screening found them, and the case file: rulings, exemptions, caps used, answers, owners."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from svat.web.people.models import CorridorRecord, Member
from svat.web.records import MOVES, STAYS, Keyed, Versioned
from svat.web.rolls.models import CompanyRecord

OPEN, PROPOSED, DECIDED, GONE = "open", "proposed", "decided", "gone"


class HitRecord(Versioned):
    """One party of a company that may be one entry of a list: what was found, since when, and where it stands."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    company = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="hits")
    role = models.CharField(max_length=8, default="company")  # the company itself, its contact or an owner
    who = models.CharField(max_length=64, blank=True)  # of an owner: the hash of its key
    name = models.TextField()  # the gravest of the party's names and identifiers that matched
    kind = models.CharField(max_length=12)  # person, organisation or unknown
    publisher = models.CharField(max_length=40)
    entry_id = models.CharField(max_length=200)
    entry_sha256 = models.CharField(max_length=64)
    entry_then = models.TextField()  # the entry's text
    listed_name = models.TextField()
    list_version = models.DateField()
    status = models.CharField(max_length=6)  # hit or review
    confidence = models.CharField(max_length=6)  # exact or near
    score = models.FloatField()
    evidence = models.TextField(
        default="{}"
    )  # JSON: each name that matched, what agrees and what contradicts
    state = models.CharField(max_length=10, default=OPEN)
    settled = models.CharField(max_length=10, blank=True)  # of one that is decided: cleared or confirmed
    since = models.DateTimeField(auto_now_add=True)
    decided = models.DateTimeField(null=True)
    until = models.DateField(null=True)  # when what was decided runs out
    again = models.TextField(default='""')  # JSON: why it came back, "" for the first time

    when_merged: ClassVar = {"company": MOVES}

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["corridor", "company", "role", "who", "kind", "publisher", "entry_id"], name="one_hit"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["corridor", "state", "id"]),
            models.Index(fields=["corridor", "publisher", "entry_id"]),  # what one ruling may settle
        ]


class HitWait(models.Model):
    """How long a hit waited for a decision, from one time that it came until it was decided or went."""

    hit = models.ForeignKey(HitRecord, models.PROTECT, related_name="waits")
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, blank=True)  # cleared, confirmed or gone

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["since"]), models.Index(fields=["ended"])]


class CorridorScreening(models.Model):
    """The last screening of a corridor's companies for review: what it rests on, and what it found."""

    corridor = models.OneToOneField(CorridorRecord, models.PROTECT, related_name="screening")
    basis = models.CharField(max_length=64)  # digest of rolls, lists, case file and day
    lists = models.CharField(max_length=64)  # digest of the lists alone: no decision rests on others
    on = models.DateField()
    done = models.DateTimeField()
    companies = models.PositiveIntegerField(default=0)
    problems = models.TextField(default="[]")  # JSON: why the lists clear nobody


class RulingRecord(Keyed):
    """A line of rulings.jsonl: the law room's Ruling by name, who of the members made it, and of which hit."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    number = models.CharField(max_length=20)  # Ruling.id: R1, R2, …
    ruling = models.TextField()  # the line as the law room writes it
    hit = models.ForeignKey(HitRecord, models.PROTECT, null=True, related_name="rulings")
    member = models.ForeignKey(Member, models.PROTECT, null=True)  # none: it came with a folder
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corridor", "number"], name="one_ruling_of_a_number")
        ]


class CaseRow(Versioned):
    """A row of the case file's tables (exemptions, usage, answers, owners) by canonical column."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    table = models.CharField(max_length=12)
    cells = models.TextField()  # JSON: column → text
    member = models.ForeignKey(Member, models.PROTECT, null=True)  # none: it came with a folder
    made = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["corridor", "table", "undone", "id"])]


class ProofRecord(Keyed):
    """The signed document of one pair's verdict on a day, made by a worker for whoever asks for it."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    a = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+")
    b = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+")
    day = models.DateField()
    document = models.BinaryField(null=True)  # as signed, whose bytes never change
    document_id = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10, blank=True)  # clear, review or barred
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)

    when_merged: ClassVar = {"a": STAYS, "b": STAYS}  # the document names whom it was made of

    class Meta:
        ordering: ClassVar = ["-id"]

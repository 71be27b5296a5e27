"""Rolls, models: imports, what they said of rows, companies and listings with their history, merges, confirmations."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from django.db import models

from svat.web.people.models import CorridorRecord, Member
from svat.web.records import MOVES, STAYS, ByLetters, Keyed, Versioned

WAITING, PREVIEWED, UNREADABLE, APPLYING, APPLIED, UNDOING, UNDONE, DISCARDED = (
    "waiting", "previewed", "unreadable", "applying", "applied", "undoing", "undone", "discarded",
)  # fmt: skip
STATES = (WAITING, PREVIEWED, UNREADABLE, APPLYING, APPLIED, UNDOING, UNDONE, DISCARDED)
IN_FORCE = (APPLYING, APPLIED)
if TYPE_CHECKING:
    _Characters = models.CharField[str, str]
else:
    _Characters = models.CharField  # the framework's own class takes no types
_SIDES = (("a", "a"), ("b", "b"))


class Import(Versioned):
    """A file of one side as received, how its headings are read, and what became of it."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    side = models.CharField(max_length=1, choices=_SIDES)
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=40, blank=True)  # where a person says it
    mapping = models.TextField(default="{}")  # JSON: heading → canonical column, "" for none
    replaces = models.BooleanField(default=False)  # the files before it are no longer in force
    state = models.CharField(max_length=10, default=WAITING)
    found = models.TextField(default="{}")  # JSON: columns with samples, counts, why it cannot be read
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    applied = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["corridor", "side", "state"])]


class RowSaid(models.Model):
    """What the roll room said of a row or cell of an import: refused with its whole row, or noted."""

    of = models.ForeignKey(Import, models.PROTECT, related_name="said")
    refused = models.BooleanField()
    file = models.CharField(max_length=300)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=300, blank=True)
    value = models.TextField(blank=True)
    reason = models.TextField()  # JSON, as svat.wording keeps it
    kind = models.CharField(max_length=40)
    record = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]


class PreviewChange(models.Model):
    """What a preview would do to one company: new, changed or gone, and in which fields."""

    of = models.ForeignKey(Import, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10)
    company = models.CharField(max_length=200)
    name = models.CharField(max_length=500)
    fields = models.TextField(default="{}")  # JSON: column → [before, after]

    class Meta:
        ordering: ClassVar = ["id"]


class CompanyRecord(Versioned):
    """A company of one side as the roll room reads it now; one that the files no longer have is gone, not deleted."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    side = models.CharField(max_length=1, choices=_SIDES)
    external_id = ByLetters(max_length=200)
    search_key = models.TextField()  # names, folded by the core: what a search is compared with
    sort_key = ByLetters(max_length=200)
    name = models.CharField(max_length=500)
    name_local = models.CharField(max_length=500, blank=True)
    name_latin = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=2)
    city = ByLetters(max_length=200, blank=True)
    registration_number = models.CharField(max_length=60, blank=True)  # as they are searched by, whole
    tax_number = models.CharField(max_length=60, blank=True)
    fields = models.TextField()  # JSON: every canonical column as text
    file = models.CharField(max_length=300, blank=True)
    row = models.PositiveIntegerField(default=0)
    gone = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    updated = models.DateTimeField(auto_now=True)

    when_merged: ClassVar = {"merged_into": MOVES}

    class Meta:
        ordering: ClassVar = ["sort_key", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corridor", "side", "external_id"], name="one_company_of_an_id")
        ]
        indexes: ClassVar = [
            models.Index(  # how many there are is counted in it alone
                fields=["corridor", "side", "sort_key", "id"],
                condition=models.Q(gone=False, merged_into=None),
                name="companies_on_the_roll",
            ),
            models.Index(fields=["sort_key", "id"], condition=models.Q(gone=True), name="companies_gone"),
            models.Index(fields=["sort_key", "id"]),  # the orders of lists
            models.Index(fields=["country", "sort_key", "id"]),
            models.Index(fields=["city", "sort_key", "id"]),
            models.Index(fields=["external_id", "id"]),
            models.Index(fields=["updated", "id"]),
            models.Index(fields=["country", "city"]),  # what lists can be narrowed to
            models.Index(fields=["registration_number"]),
            models.Index(fields=["tax_number"]),
        ]


class CompanyVersion(models.Model):
    """A company as it was from one change to the next."""

    company = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    fields = models.TextField()
    gone = models.BooleanField(default=False)
    why = models.CharField(max_length=40)  # the action that made it
    of = models.ForeignKey(Import, models.PROTECT, null=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)

    when_merged: ClassVar = {"company": STAYS}  # each record has its own history

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "number"], name="one_company_version")
        ]


class TextHash(_Characters):
    """Which text a record has, short enough for an index; written whenever the record is, in batches too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The hash of the record's text."""
        del add
        found = hash_of_text(getattr(model_instance, "text"))  # noqa: B009 - any model's
        setattr(model_instance, self.attname, found)
        return found


def hash_of_text(text: str) -> str:
    """The hash of this very text."""
    return sha256(text.encode()).hexdigest()[:32]


class ListingRecord(Keyed):
    """An offer or need as the company wrote it, with the codes that svat proposes and what was confirmed."""

    company = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="listings")
    kind = models.CharField(max_length=5)  # offer or need
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    text_hash = TextHash(max_length=32, blank=True, editable=False)
    hs = models.CharField(max_length=6, blank=True)  # as given
    proposed = models.TextField(default="[]")  # JSON: what svat proposes, as listings_queries reads it
    answer = models.CharField(max_length=20, blank=True)  # goods, service, too vague: as confirmed
    confirmed = models.CharField(max_length=6, blank=True)
    confirmed_by = models.ForeignKey(Member, models.PROTECT, null=True)
    gone = models.BooleanField(default=False)
    of = models.ForeignKey(Import, models.PROTECT, null=True)  # that first had it
    version = models.PositiveIntegerField(default=1)

    when_merged: ClassVar = {"company": MOVES}  # with what was confirmed of it

    class Meta:
        ordering: ClassVar = ["company_id", "kind", "position", "id"]
        indexes: ClassVar = [
            models.Index(fields=["answer", "gone", "id"]),
            models.Index(fields=["company", "gone", "kind"]),
            models.Index(  # others with the same words that nothing is said of
                fields=["text_hash", "id"],
                condition=models.Q(answer="", gone=False),
                name="open_listings_of_a_text",
            ),
        ]


class ConfirmationRecord(Keyed):
    """What an officer said of one listing, of which text; what was taken back teaches nothing."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    listing = models.ForeignKey(ListingRecord, models.PROTECT, related_name="confirmations")
    text = models.TextField()
    text_key = models.CharField(max_length=64)  # of equal texts the same
    answer = models.CharField(max_length=20)  # goods, service, too vague
    hs = models.CharField(max_length=6, blank=True)
    batch = models.CharField(max_length=16)  # confirmations that were made at once
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["listing"], condition=models.Q(undone=None), name="one_word_on_a_listing"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["corridor", "undone", "text_key"])]


class MergeRecord(Keyed):
    """Two companies said to be one, or said not to be: which record went into which, and what each had."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    side = models.CharField(max_length=1, choices=_SIDES)
    kept = models.CharField(max_length=200)  # external_id
    gone = models.CharField(max_length=200)
    same = models.BooleanField()  # False: "not the same", which is remembered
    before = models.TextField(default="{}")  # JSON: what each had
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["corridor", "side", "kept", "gone"],
                condition=models.Q(undone=None),
                name="one_word_on_a_pair",
            )
        ]


class DuplicateRecord(Keyed):
    """Two companies of one side that the roll room takes for likely the same, as its last reading has it."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    side = models.CharField(max_length=1, choices=_SIDES)
    first = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+")
    second = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()  # in thousandths
    reason = models.TextField()  # JSON, as svat.wording keeps it
    version = models.PositiveIntegerField(default=1)

    when_merged: ClassVar = {"first": STAYS, "second": STAYS}  # the next reading says anew which are alike

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="one_duplicate_of_a_pair")
        ]
        indexes: ClassVar = [models.Index(fields=["-score", "id"])]


class BulkRecord(Keyed):
    """What was done to many records at once, so that it can be undone at once."""

    action = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    what = models.TextField()  # JSON: of the action's own
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]


class CorrectionRecord(Keyed):
    """A field of a company as the council has it, whatever the files say."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    side = models.CharField(max_length=1, choices=_SIDES)
    company = models.CharField(max_length=200)  # external_id
    column = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["corridor", "side", "company", "column"],
                condition=models.Q(undone=None),
                name="one_correction_of_a_field",
            )
        ]


class SynonymRecord(models.Model):
    """A heading that the council reads as a canonical column."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    canonical = models.CharField(max_length=40)
    heading = models.CharField(max_length=300)
    of = models.ForeignKey(Import, models.PROTECT, null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corridor", "heading"], name="one_word_on_a_heading")
        ]


class FolderFile(models.Model):
    """A file of the council's folder that no record is made of: measures, words of the trade, what was decided."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    path = models.CharField(max_length=300)  # within the folder, with "/"
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["path"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corridor", "path"], name="one_file_of_a_path")
        ]


class ListTaken(Keyed):
    """A long list that a member takes away as a workbook: its filter, and until when the file is there."""

    member = models.ForeignKey(Member, models.PROTECT)
    query = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    made = models.DateTimeField(auto_now_add=True)
    done = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(null=True)
    expires = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["id"]


class SavedView(Keyed):
    """A filter and sorting of a list, kept under a name by its owner; shared ones are seen by all who see the list."""

    owner = models.ForeignKey(Member, models.PROTECT)
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    query = models.TextField()
    shared = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name", "id"]

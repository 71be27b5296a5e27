"""Matching, models: a run and its document, its introductions, companies' decisions, wishes, and what was seen when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from svat.web.people.models import CorridorRecord, Member
from svat.web.records import MOVES, Keyed, Versioned
from svat.web.rolls.models import CompanyRecord

# Of runs.
WAITING, DRAFT, PROPOSED, PUBLISHED, SUPERSEDED, WITHDRAWN, CANCELLED, FAILED = (
    "waiting", "draft", "proposed", "published", "superseded", "withdrawn", "cancelled", "failed",
)  # fmt: skip
# Of introductions (withdrawn is theirs too).
CLEAR, HELD = "clear", "held"
ACCEPTED, DECLINED = "accepted", "declined"
_SIDES = (("a", "a"), ("b", "b"))


class RunRecord(Versioned):
    """One run of the main job for a corridor: asked for, computed by a worker as a draft, published by a person."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    number = models.PositiveIntegerField()  # within the corridor, from 1
    day = models.DateField()  # whose law counts
    policy = models.TextField()  # JSON: shortlist, alpha, leads_on
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # that it leads on
    state = models.CharField(max_length=10, default=WAITING)
    inputs = models.TextField(default="{}")  # JSON: what it was computed from → sha256
    document = models.BinaryField(null=True)  # introductions.json, whose bytes never change
    sha256 = models.CharField(max_length=64, blank=True)
    figures = models.TextField(default="{}")  # JSON: counts, certificate, fairness, remarks, notes
    changes = models.TextField(
        default="{}"
    )  # JSON: against which run, counts, and which pairs come and go, and why
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    computed = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    published = models.DateTimeField(null=True)
    rechecked = models.DateTimeField(null=True)  # when the law was last asked about what is published
    rechecked_on = models.DateField(null=True)  # of which day
    ground = models.CharField(max_length=64, blank=True)  # digest of what that answer rests on
    said = models.TextField(default='""')  # JSON: why it failed or went back, as svat.wording keeps it

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["corridor", "number"], name="one_run_of_a_number"),
            models.UniqueConstraint(
                fields=["corridor"], condition=models.Q(state=WAITING), name="one_run_is_computed"
            ),
            models.UniqueConstraint(
                fields=["corridor"], condition=models.Q(state=PUBLISHED), name="one_run_is_published"
            ),
        ]


class IntroductionRecord(Versioned):
    """A pair of a run: companies see it while it stands (its run is published, or both agreed) and is clear.

    `verdict` and `because` are for the council alone. `shown` is when companies could first see it, `hidden` since when
    they cannot any more: a company is told of every pair that was hidden in the same words.
    """

    # No index of their own: those below begin with them, and publishing writes each index anew for every pair.
    run = models.ForeignKey(RunRecord, models.PROTECT, related_name="introductions", db_index=False)
    corridor = models.ForeignKey(CorridorRecord, models.PROTECT, db_index=False)
    a = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+", db_index=False)
    b = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+", db_index=False)
    rank_a = (
        models.PositiveIntegerField()
    )  # place of b on a's list, held pairs counted: never shown to companies
    rank_b = models.PositiveIntegerField()
    probability = models.FloatField()  # that both look and both accept
    reasons = models.TextField()  # JSON: {"a": [...], "b": [...]}, with weights, as svat.wording keeps them
    verdict = models.TextField()  # JSON: the findings, as svat.wording keeps them
    partner_a = (
        models.TextField()
    )  # JSON: what a may see of b, with the name and without (council/partners.py)
    partner_b = models.TextField()  # JSON: what b may see of a
    state = models.CharField(max_length=10)  # clear, held or withdrawn
    because = models.TextField(default='""')  # JSON: why it is held or withdrawn
    stands = models.BooleanField(default=False)
    answer_a = models.CharField(
        max_length=10, blank=True
    )  # accepted or declined, as the last decision has it
    answer_b = models.CharField(max_length=10, blank=True)
    answered_a = models.DateTimeField(null=True)
    answered_b = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)  # first proposed to companies, in this run or one before
    shown = models.DateTimeField(null=True)
    hidden = models.DateTimeField(null=True)

    when_merged: ClassVar = {"a": MOVES, "b": MOVES}

    class Meta:
        ordering: ClassVar = ["run_id", "-probability", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "a", "b"], name="one_introduction_of_a_pair"),
            models.UniqueConstraint(
                fields=["a", "b"], condition=models.Q(stands=True), name="one_introduction_stands"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["a", "stands", "state"]),
            models.Index(fields=["b", "stands", "state"]),
            models.Index(fields=["corridor", "stands", "state", "id"]),
            # What counts of companies ask of all that companies see: without answers, which change with every answer.
            models.Index(
                fields=["corridor", "since", "a", "b", "run"],
                condition=models.Q(stands=True, state=CLEAR),
                name="pairs_that_are_seen",
            ),
        ]


class StandingCheck(models.Model):
    """When the law was last asked about all that companies see of a corridor, and by which lists."""

    corridor = models.OneToOneField(CorridorRecord, models.PROTECT, related_name="standing_check")
    on = models.DateField()
    manifest = models.CharField(max_length=64, blank=True)  # digest of the lists' manifest
    at = models.DateTimeField(auto_now=True)


class IntroductionEvent(models.Model):
    """What became of an introduction, in its order: shown, hidden, accepted, declined, agreed, contact given."""

    introduction = models.ForeignKey(IntroductionRecord, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    side = models.CharField(max_length=1, blank=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]


class DecisionRecord(Keyed):
    """What one company answered to one partner; the last one counts, the earlier stay on record."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    introduction = models.ForeignKey(IntroductionRecord, models.PROTECT, null=True, related_name="decisions")
    side = models.CharField(max_length=1, choices=_SIDES)
    company = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+")
    partner = models.ForeignKey(CompanyRecord, models.PROTECT, related_name="+")
    day = models.DateField()
    accepted = models.BooleanField()
    reason = models.CharField(max_length=40, blank=True)  # of the list of reasons
    words = models.TextField(blank=True)  # the company's own
    consent = models.BooleanField(default=False)  # its contact may be given once both have accepted
    current = models.BooleanField(default=True)
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)

    when_merged: ClassVar = {"company": MOVES, "partner": MOVES}

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["side", "company", "partner"],
                condition=models.Q(current=True),
                name="one_decision_counts",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["corridor", "current", "id"])]


class WishRecord(Keyed):
    """What the council settled before any matching: a pair that must meet, a veto, or a company's cap."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    wish = models.CharField(max_length=4)  # must, veto or most
    a = models.ForeignKey(CompanyRecord, models.PROTECT, null=True, related_name="+")
    b = models.ForeignKey(CompanyRecord, models.PROTECT, null=True, related_name="+")
    most = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True)

    when_merged: ClassVar = {"a": MOVES, "b": MOVES}

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wish", "a", "b"], condition=models.Q(undone=None), name="one_wish_of_a_pair"
            )
        ]


class LessonRecord(models.Model):
    """What the decisions of a corridor taught when they were last looked at."""

    corridor = models.OneToOneField(CorridorRecord, models.PROTECT, related_name="lesson")
    on = models.DateField()
    lesson = models.TextField()  # JSON: scores, gains, weights of the table, learnt and in use, sentences
    decisions = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now=True)


class PriceRecord(Keyed):
    """What a control would cost: the matches expected without it and with it, of what the council has on file then."""

    corridor = models.ForeignKey(CorridorRecord, models.PROTECT)
    asked = models.TextField()  # JSON: shortlist, alpha, least_fit, or a wish with its companies
    a = models.ForeignKey(CompanyRecord, models.PROTECT, null=True, related_name="+")
    b = models.ForeignKey(CompanyRecord, models.PROTECT, null=True, related_name="+")
    before = models.FloatField(null=True)
    after = models.FloatField(null=True)
    said = models.TextField(default='""')  # JSON: why it cannot be said
    member = models.ForeignKey(Member, models.PROTECT)
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    when_merged: ClassVar = {"a": MOVES, "b": MOVES}

    class Meta:
        ordering: ClassVar = ["-id"]

"""Jobs, models: one piece of long work, who holds it until when, and how far it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from svat.web.records import Keyed

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)


class Job(Keyed):
    """A piece of work; whoever runs it renews `lease`, and without that another worker takes it up again."""

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60)  # what must not be worked at twice: "roll:KEY:a"
    arguments = models.TextField(default="{}")  # JSON
    state = models.CharField(max_length=10, default=WAITING)
    step = models.CharField(max_length=60, blank=True)
    said = models.TextField(default='""')  # JSON of the stage, as svat.wording keeps it
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)  # records, by all attempts together
    holder = models.CharField(max_length=40, blank=True)
    lease = models.DateTimeField(null=True)
    member = models.ForeignKey("people.Member", models.PROTECT, null=True)
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_job_about_a_thing",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "id"])]


class Worker(models.Model):
    """A worker that lives, as long as it renews `seen`."""

    name = models.CharField(max_length=40, unique=True)
    seen = models.DateTimeField()

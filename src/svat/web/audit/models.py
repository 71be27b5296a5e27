"""Audit, models: the entries of the chain, the words beside them that can be erased, and the chain's head."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """One action that changed something; its hash covers the entry before it and a commitment to its words."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)  # ISO 8601, UTC: the very text that is hashed
    member = models.CharField(max_length=40)  # "member 7", "server", "worker": never a name
    action = models.CharField(max_length=40)
    about = models.TextField()  # JSON: ["company:2k…", …]
    fields = models.TextField()  # JSON: names of what changed
    versions = models.TextField()  # JSON: data that the action rests on, by digest
    commitment = models.CharField(max_length=64)  # SHA-256 of salt and words
    before = models.CharField(max_length=64, unique=True)  # hash of the entry before
    hash = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=40, null=True, unique=True)  # the one-use key of the form
    answer = models.CharField(max_length=300, blank=True)  # where the form's sender was sent

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["action", "number"]),
            models.Index(fields=["member", "number"]),
            models.Index(fields=["at", "number"]),
        ]


class AuditWords(models.Model):
    """What an entry changed in words, before and after, with the salt of its commitment; erased by `forget`."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32)
    text = models.TextField()  # JSON


class Head(models.Model):
    """The end of the chain, locked as the last step before a change is there."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

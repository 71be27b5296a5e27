"""Rolls, following: the rule of what becomes of references to a company that goes into another, and how they come back.

Every model with a reference to a company says in `when_merged` whether it moves to the company that is kept or stays.
What moved is kept by the merge by primary key, so that exactly that comes back; what was made meanwhile stays where it
is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model

from svat.web.records import MOVES
from svat.web.rolls.models import CompanyRecord

Moved = dict[str, list[int]]  # "app.model.field" → primary keys of the rows that went along


def references() -> Iterator[tuple[str, type[Model], str, str]]:
    """("app.model.field", model, field, what becomes of it) of every reference to a company. Raises KeyError."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is CompanyRecord:
                rules: Mapping[str, str] = getattr(model, "when_merged", {})
                yield f"{model._meta.label_lower}.{field.name}", model, field.name, rules[field.name]


def follow(gone: CompanyRecord, kept: CompanyRecord) -> Moved:
    """Let what refers to one company refer to another; which rows did. What the other has already stays."""
    moved: Moved = {}
    for name, model, field, rule in references():
        if rule != MOVES:
            continue
        keys = list(
            model._default_manager.filter(**{field: gone}).order_by("pk").values_list("pk", flat=True)
        )
        went = [pk for pk in keys if _moved(model, field, pk, kept)]
        if went:
            moved[name] = went
    return moved


def bring_back(moved: Moved, gone: CompanyRecord, kept: CompanyRecord) -> int:
    """Let the rows that followed refer to their company again, those that are still where they went; how many."""
    count = 0
    for name, model, field, _rule in references():
        for pk in moved.get(name, ()):
            there = model._default_manager.filter(pk=pk, **{field: kept})
            count += there.exists() and _moved(model, field, pk, gone)
    return count


def _moved(model: type[Model], field: str, pk: int, target: CompanyRecord) -> bool:
    """Whether a row could be moved: one that would stand there twice cannot."""
    try:
        with transaction.atomic():
            return bool(model._default_manager.filter(pk=pk).update(**{field: target}))
    except IntegrityError:
        return False

"""Rolls, same actions: two companies are one, or are not, or are two again; the same of many pairs at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.models import Q

from svat.web.actions import Action, Done, NotDone
from svat.web.bulk import BulkChoice, chosen, told
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.company_actions import company_by_key, page_of_company, state_of_company
from svat.web.rolls.following import bring_back, follow
from svat.web.rolls.models import BulkRecord, CompanyRecord, CompanyVersion, ListingRecord, MergeRecord
from svat.web.rolls.projecting import project_again
from svat.web.rolls.same_queries import DuplicateFilter, changed_since, digest_of_changes, duplicates
from svat.wording import say

_CHANGED = say("somebody changed this while you had it open")


@dataclass(frozen=True, slots=True)
class SeenCompany:
    """A company as a person saw it."""

    key: str
    version: int

    def record(self) -> CompanyRecord:
        """It, held until the change is there. Raises NotDone where it is another by now, or gone."""
        found = CompanyRecord.objects.select_for_update(no_key=True).get(pk=company_by_key(self.key).pk)
        if (state := state_of_company(found)) != "current":
            raise NotDone(
                say("{name} is not on the roll now", name=found.name), 409, {"state": ("current", state)}
            )
        if found.version != self.version:
            raise NotDone(_CHANGED, 409, {"version": (self.version, found.version)})
        return found


@dataclass(frozen=True)
class MergeCompanies(Action):
    """Say that two companies are one: which is kept, and which goes into it."""

    name: ClassVar[str] = "merge companies"
    kept: SeenCompany
    gone: SeenCompany

    def about(self) -> str:
        """The one that goes."""
        return f"company:{self.gone.key}"

    def state(self) -> str:
        """Of the one that goes."""
        return state_of_company(company_by_key(self.gone.key))

    def execute(self, member: Member | None) -> Done:
        """What refers to the one refers to the other, and is kept for the way back. Raises NotDone."""
        assert member is not None, "a member decides"
        kept, gone = self.kept.record(), self.gone.record()
        _of_one_side(kept, gone)
        if word_on(kept, gone) is not None:
            raise NotDone(
                say("the council has said of these two that they are not the same; take that back first"), 409
            )
        answers = {
            x.pk: [x.answer, x.confirmed] for x in ListingRecord.objects.filter(company__in=(kept, gone))
        }
        before = {
            "kept": {"fields": kept.fields, "version": kept.version},
            "gone": {"fields": gone.fields, "version": gone.version},
            "answers": answers,
            "moved": follow(gone, kept),
        }
        made = MergeRecord.objects.create(
            corridor_id=kept.corridor_id, side=kept.side, kept=kept.external_id, gone=gone.external_id, same=True,
            before=json.dumps(before), member=member,
        )  # fmt: skip
        _put_into(gone, kept, self.name, member)
        project_again(_corridor(kept), kept.side, self.name, member)
        return Done(
            (f"company:{kept.key}", f"company:{gone.key}", f"merge:{made.key}"),
            {"merged_into": ("", kept.external_id)},
            result=made,
            answer=page_of_company(kept),
        )


@dataclass(frozen=True)
class UnmergeCompanies(Action):
    """Let two companies be two again; what followed the one to the other comes back."""

    name: ClassVar[str] = "unmerge companies"
    object_kind: ClassVar[str] = "merge"
    key: str  # of the merge
    seen: str  # digest of what has changed since, as the person was shown it

    def state(self) -> str:
        """Merged as long as the decision counts."""
        found = merge_by_key(self.key)
        return "merged" if found.same and found.undone is None else "undone"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone where more has changed since than was shown, or where the kept one has gone into another."""
        assert member is not None, "a member decides"
        merge = merge_by_key(self.key)
        of = {
            x.external_id: x
            for x in CompanyRecord.objects.select_for_update(no_key=True)
            .filter(corridor=merge.corridor_id, side=merge.side, external_id__in=(merge.kept, merge.gone))
            .order_by("pk")
        }
        kept, gone = of[merge.kept], of[merge.gone]
        if kept.merged_into_id:
            raise NotDone(
                say("{name} has gone into another company since; undo that first", name=kept.name), 409
            )
        if digest_of_changes(changed_since(merge, kept)) != self.seen:
            raise NotDone(say("something has changed since you looked at it; look at it again"), 409)
        if not MergeRecord.objects.filter(pk=merge.pk, undone=None).update(undone=datetime.now(UTC)):
            raise NotDone(_CHANGED, 409)
        bring_back(json.loads(merge.before).get("moved", {}), gone, kept)
        if gone.merged_into_id == kept.pk:
            _put_into(gone, None, self.name, member)
        project_again(_corridor(kept), kept.side, self.name, member)
        return Done(
            (f"company:{kept.key}", f"company:{gone.key}", f"merge:{merge.key}"),
            {"merged_into": (kept.external_id, "")},
            answer=page_of_company(gone),
        )


@dataclass(frozen=True)
class TellApart(Action):
    """Say that two companies are not the same; they are not proposed again."""

    name: ClassVar[str] = "tell companies apart"
    first: str
    second: str

    def about(self) -> str:
        """The first."""
        return f"company:{self.first}"

    def state(self) -> str:
        """Of the first."""
        return state_of_company(company_by_key(self.first))

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        assert member is not None, "a member decides"
        first, second = company_by_key(self.first), company_by_key(self.second)
        _of_one_side(first, second)
        answer = "/duplicates/"
        if (said := word_on(first, second)) is not None:
            if said.same:
                raise NotDone(
                    say("the council has said of these two that they are one; undo that first"), 409
                )
            return Done((), answer=answer)
        made = _apart(first, second, member)
        project_again(_corridor(first), first.side, self.name, member)
        return Done(
            (f"company:{first.key}", f"company:{second.key}", f"merge:{made.key}"), {"same": (None, False)},
            result=made, answer=answer,
        )  # fmt: skip


@dataclass(frozen=True)
class UndoApart(Action):
    """Take back that two companies are not the same; they may be proposed again."""

    name: ClassVar[str] = "undo telling apart"
    object_kind: ClassVar[str] = "merge"
    key: str

    def state(self) -> str:
        """Current as long as the decision counts."""
        found = merge_by_key(self.key)
        return "current" if not found.same and found.undone is None else "undone"

    def execute(self, member: Member | None) -> Done:
        """Raises NotDone."""
        found = merge_by_key(self.key)
        _withdrawn([found.pk])
        project_again(found.corridor, found.side, self.name, member)
        return Done((f"merge:{found.key}",), {"same": (False, None)}, answer="/duplicates/")


@dataclass(frozen=True)
class TellManyApart(Action):
    """Say of several pairs that they are not the same."""

    name: ClassVar[str] = "tell many apart"
    choice: BulkChoice
    asked: DuplicateFilter

    def execute(self, member: Member | None) -> Done:
        """All of them or none. Raises NotDone."""
        assert member is not None, "a member decides"
        of = duplicates(member)
        found = chosen(self.choice, self.asked.of_these(of) if self.choice.every else of)
        made = [_apart(x.first, x.second, member).pk for x in found]
        for corridor, side in sorted({(x.corridor_id, x.side) for x in found}):
            project_again(CorridorRecord.objects.get(pk=corridor), side, self.name, member)
        bulk = BulkRecord.objects.create(
            action=self.name, count=len(made), what=json.dumps({"made": made}), member=member
        )
        objects = (f"bulk:{bulk.key}", *(f"company:{y.key}" for x in found for y in (x.first, x.second)))
        return Done(objects, told({"same": (None, False)}, len(made)), result=bulk, answer="/duplicates/")


def undo_apart(bulk: BulkRecord, member: Member) -> int:
    """Take back what was said of several pairs at once; how many."""
    keys = json.loads(bulk.what)["made"]
    sides = {
        (x.corridor_id, x.side): x.corridor
        for x in MergeRecord.objects.filter(pk__in=keys).select_related("corridor")
    }
    count = _withdrawn(keys)
    for (_, side), corridor in sides.items():
        project_again(corridor, side, "undo bulk", member)
    return count


def word_on(first: CompanyRecord, second: CompanyRecord) -> MergeRecord | None:
    """What the council has said of two companies and holds."""
    one, two = first.external_id, second.external_id
    pair = Q(kept=one, gone=two) | Q(kept=two, gone=one)
    return MergeRecord.objects.filter(pair, corridor=first.corridor_id, side=first.side, undone=None).first()


def merge_by_key(key: str) -> MergeRecord:
    """A decision about two companies. Raises NotDone."""
    found = MergeRecord.objects.select_related("corridor").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such decision"), 404)
    return found


def _of_one_side(first: CompanyRecord, second: CompanyRecord) -> None:
    if first.pk == second.pk or (first.corridor_id, first.side) != (second.corridor_id, second.side):
        raise NotDone(say("choose two companies of one side"), 422)


def _corridor(company: CompanyRecord) -> CorridorRecord:
    return CorridorRecord.objects.get(pk=company.corridor_id)


def _apart(first: CompanyRecord, second: CompanyRecord, member: Member) -> MergeRecord:
    return MergeRecord.objects.create(
        corridor_id=first.corridor_id, side=first.side, kept=first.external_id, gone=second.external_id, same=False,
        member=member,
    )  # fmt: skip


def _withdrawn(keys: Iterable[int]) -> int:
    return MergeRecord.objects.filter(pk__in=list(keys), undone=None).update(undone=datetime.now(UTC))


def _put_into(company: CompanyRecord, into: CompanyRecord | None, why: str, member: Member) -> None:
    """A company goes into another, or is itself again, with its history."""
    state: dict[str, Any] = {
        "merged_into": into, "gone": False, "version": company.version + 1, "updated": datetime.now(UTC),
    }  # fmt: skip
    if not CompanyRecord.objects.filter(pk=company.pk, version=company.version).update(**state):
        raise NotDone(_CHANGED, 409)
    CompanyVersion.objects.create(
        company=company, number=company.version + 1, fields=company.fields, gone=into is not None, why=why,
        member=member,
    )  # fmt: skip

"""Rolls, company actions: correct a field of a company, of several at once, and take that back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from svat.web.actions import Action, Done, NotDone, take
from svat.web.bulk import BulkChoice, chosen, told
from svat.web.people.models import CorridorRecord, Member
from svat.web.rolls.company_filter import CompanyFilter
from svat.web.rolls.company_queries import companies, values_of
from svat.web.rolls.models import BulkRecord, CompanyRecord, CompanyVersion, CorrectionRecord
from svat.web.rolls.projecting import as_json, project_again
from svat.web.rolls.reading import corrected_value
from svat.wording import say, unusable

_NAMED = ("name", "name_local", "name_latin", "country", "city")  # columns that a record has beside `fields`


def state_of_company(company: CompanyRecord) -> str:
    """current, gone or merged."""
    if company.merged_into_id:
        return "merged"
    return "gone" if company.gone else "current"


@dataclass(frozen=True)
class CorrectCompany(Action):
    """Say what counts in one column of a company, whatever the files say."""

    name: ClassVar[str] = "correct company"
    object_kind: ClassVar[str] = "company"
    key: str
    version: int
    column: str
    value: str

    def state(self) -> str:
        """Of the company."""
        return state_of_company(company_by_key(self.key))

    def execute(self, member: Member | None) -> Done:
        """The record at once, the roll with its next reading. Raises NotDone, UnusableInput."""
        assert member is not None, "a member corrects"
        company = company_by_key(self.key)
        value = corrected_value(values_of(company.fields), self.column, self.value)
        before, now = write_column(company, self.version, self.column, value, member, self.name)
        if before == now:
            return Done((), answer=page_of_company(company))
        put_correction(company, self.column, value, member)
        project_again(company.corridor, company.side, self.name, member)
        return Done(
            (f"company:{company.key}",), {self.column: (before, now)}, answer=page_of_company(company)
        )


@dataclass(frozen=True)
class UndoCorrection(Action):
    """Let the files say again what counts in a column of a company."""

    name: ClassVar[str] = "undo correction"
    key: str  # of the correction
    version: int  # of the company

    def about(self) -> str:
        """The company."""
        of = _correction(self.key)
        company = CompanyRecord.objects.filter(
            corridor=of.corridor_id, side=of.side, external_id=of.company
        ).values_list("key", flat=True)
        return f"company:{company.first()}"

    def state(self) -> str:
        """Current as long as the correction counts."""
        return "current" if _correction(self.key).undone is None else "undone"

    def execute(self, member: Member | None) -> Done:
        """The roll follows with its next reading. Raises NotDone."""
        assert member is not None, "a member takes back"
        correction = _correction(self.key)
        company = CompanyRecord.objects.select_related("corridor").get(
            corridor=correction.corridor_id, side=correction.side, external_id=correction.company
        )
        if not CompanyRecord.objects.filter(pk=company.pk, version=self.version).exists():
            raise NotDone(
                say("somebody changed this while you had it open"), 409,
                {correction.column: (correction.value, values_of(company.fields).get(correction.column, ""))},
            )  # fmt: skip
        withdraw([correction.pk])
        project_again(company.corridor, company.side, self.name, member)
        return Done(
            (f"company:{company.key}",),
            {correction.column: (correction.value, "")},
            answer=page_of_company(company),
        )


@dataclass(frozen=True)
class CorrectCompanies(Action):
    """Say what counts in one column of several companies."""

    name: ClassVar[str] = "correct companies"
    choice: BulkChoice
    asked: CompanyFilter
    column: str
    value: str

    def execute(self, member: Member | None) -> Done:
        """All of them or none. Raises NotDone, UnusableInput."""
        assert member is not None, "a member corrects"
        if self.column in _ONE_S_OWN:
            raise unusable("this column is of one company alone; correct it on its page")
        of = companies(member)
        found = chosen(self.choice, self.asked.of_these(of) if self.choice.every else of)
        made: list[dict[str, Any]] = []
        before_all: set[str] = set()
        for company in found:
            if state_of_company(company) != "current":
                raise NotDone(say("{name} is not on the roll now", name=company.name), 409)
            value = corrected_value(values_of(company.fields), self.column, self.value)
            before, now = write_column(company, company.version, self.column, value, member, self.name)
            if before == now:
                continue
            earlier, new = put_correction(company, self.column, value, member)
            made.append({"correction": new.pk, "earlier": earlier})
            before_all.add(before)
        if not made:
            return Done(())
        _project(found, self.name, member)
        bulk = BulkRecord.objects.create(
            action=self.name,
            count=len(made),
            what=json.dumps({"column": self.column, "made": made}),
            member=member,
        )
        objects = (f"bulk:{bulk.key}", *(f"company:{x.key}" for x in found))
        fields = {self.column: ("; ".join(sorted(before_all)[:5]), self.value)}
        return Done(objects, told(fields, len(made)), result=bulk)


# Columns that cannot be the same for several companies.
_ONE_S_OWN = frozenset(
    (
        "external_id",
        "name",
        "name_local",
        "name_latin",
        "registration_number",
        "tax_number",
        "lei",
        "email",
        "phone",
    )
)
BULK_COLUMNS = (
    "city", "country", "contact_language", "legal_form", "sector_code", "sector_scheme", "turnover_currency",
    "partnership_types", "countries_exported", "countries_of_interest", "certificates", "state_owned", "notes",
    "consent_share_contact", "updated_on",
)  # fmt: skip


def undo_corrections(bulk: BulkRecord, member: Member) -> int:
    """Take back what was corrected of several companies at once; what was corrected again since stays. How many."""
    count, sides = 0, {}
    for x in json.loads(bulk.what)["made"]:
        if not withdraw([x["correction"]]):
            continue
        correction = CorrectionRecord.objects.select_related("corridor").get(pk=x["correction"])
        if x["earlier"]:
            CorrectionRecord.objects.filter(pk=x["earlier"]).update(undone=None)
        sides[correction.corridor_id, correction.side] = correction.corridor
        count += 1
    for (_, side), corridor in sides.items():
        project_again(corridor, side, "undo bulk", member)
    return count


def write_column(
    company: CompanyRecord, version: int, column: str, value: str, member: Member, why: str
) -> tuple[str, str]:
    """Write a column of a record that is as the person saw it, with its history; (before, now). Raises NotDone."""
    values = values_of(company.fields)
    before = values.get(column, "")
    if company.version != version:
        raise NotDone(say("somebody changed this while you had it open"), 409, {column: (value, before)})
    if before == value:
        return before, value
    fields: dict[str, Any] = {"fields": as_json({**values, column: value}), "updated": datetime.now(UTC)}
    if column in _NAMED:
        fields[column] = value
    take(company, version, **fields)
    CompanyVersion.objects.create(
        company=company, number=company.version, fields=company.fields, why=why, member=member
    )
    return before, value


def put_correction(
    company: CompanyRecord, column: str, value: str, member: Member
) -> tuple[int | None, CorrectionRecord]:
    """The correction in force of a column, and the one that was so before."""
    of = CorrectionRecord.objects.filter(
        corridor=company.corridor_id,
        side=company.side,
        company=company.external_id,
        column=column,
        undone=None,
    )
    earlier = of.values_list("pk", flat=True).first()
    of.update(undone=datetime.now(UTC))
    made = CorrectionRecord.objects.create(
        corridor_id=company.corridor_id, side=company.side, company=company.external_id, column=column, value=value,
        member=member,
    )  # fmt: skip
    return earlier, made


def withdraw(keys: Sequence[int]) -> int:
    """Let corrections count no more; how many did until now."""
    return CorrectionRecord.objects.filter(pk__in=keys, undone=None).update(undone=datetime.now(UTC))


def company_by_key(key: str) -> CompanyRecord:
    """A company. Raises NotDone."""
    found = CompanyRecord.objects.select_related("corridor").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such company"), 404)
    return found


def page_of_company(company: CompanyRecord) -> str:
    """Where a company's page is."""
    return f"/companies/{company.key}/"


def _correction(key: str) -> CorrectionRecord:
    found = CorrectionRecord.objects.select_related("corridor").filter(key=key).first()
    if found is None:
        raise NotDone(say("there is no such correction"), 404)
    return found


def _project(found: Sequence[CompanyRecord], why: str, member: Member) -> None:
    sides = {(x.corridor_id, x.side) for x in found}
    for corridor, side in sorted(sides):
        project_again(CorridorRecord.objects.get(pk=corridor), side, why, member)

"""Companies that are one: proposed, compared, united, made two again, told apart; what refers to them follows."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from tests.web.companies import by_id, small_roll
from tests.web.test_rolls_projection import histories_hold, projected

pytestmark = pytest.mark.usefixtures("site")
# What a projection and a merge may change of a record that comes back: its version and when it was written.
_COUNTERS = {"version", "updated"}


def pair() -> tuple[Any, Any]:
    return by_id("R3"), by_id("R4")


def united(client: Any, kept: Any, gone: Any) -> Any:
    return client.post(
        f"/companies/{kept.key}/merge/",
        {"other": gone.key, "version": kept.version, "other_version": gone.version, "kept": kept.key},
    )


def decision() -> Any:
    from svat.web.rolls.models import MergeRecord

    return MergeRecord.objects.get(undone=None)


def rows_of(models: Any) -> dict[str, Any]:
    """Every row of every model with a reference to a company, but for counters and histories."""
    return {
        model._meta.label: [
            {x: y for x, y in row.items() if x not in _COUNTERS}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }


def seen_in(client: Any, merge: Any) -> tuple[str, str]:
    """(the page of unmerging, its digest of what has changed)."""
    text = client.get(f"/decisions/{merge.key}/unmerge/").content.decode()
    found = re.search(r'name="seen" value="(\w+)"', text)
    assert found
    return text, found[1]


def matching_rows(member: Any, kept: Any, gone: Any) -> None:
    """For each of the two companies a row of every record of matching, review and its own pages."""
    from datetime import date

    from svat.web.company.models import CompanyRequest
    from svat.web.matching.models import (
        DecisionRecord,
        IntroductionRecord,
        PriceRecord,
        RunRecord,
        WishRecord,
    )
    from svat.web.people.models import OutboxMail
    from svat.web.review.models import HitRecord, ProofRecord
    from svat.web.rolls.models import CompanyRecord

    corridor, day = kept.corridor, date(2026, 2, 27)
    run = RunRecord.objects.create(corridor=corridor, number=1, day=day, policy="{}", member=member)
    for company in (kept, gone):
        partner = CompanyRecord.objects.create(
            corridor=corridor, side="b", external_id=f"of {company.external_id}", search_key="", sort_key="",
            name="partner", country="KR", fields="{}",
        )  # fmt: skip
        for a, b in ((company, partner), (partner, company)):
            IntroductionRecord.objects.create(
                run=run, corridor=corridor, a=a, b=b, rank_a=1, rank_b=1, probability=0.5, reasons="{}",
                verdict="[]", partner_a="{}", partner_b="{}", state="clear",
            )  # fmt: skip
            WishRecord.objects.create(corridor=corridor, wish="must", a=a, b=b, member=member)
            PriceRecord.objects.create(corridor=corridor, asked="{}", a=a, b=b, member=member)
            DecisionRecord.objects.create(
                corridor=corridor, side="a", company=a, partner=b, day=day, accepted=True, member=member
            )
        HitRecord.objects.create(
            corridor=corridor, company=company, name=company.name, kind="unknown", publisher="UN",
            entry_id=company.external_id,
            entry_sha256="", entry_then="", listed_name="x", list_version=day, status="hit",
            confidence="exact", score=1.0,
        )  # fmt: skip
        for a, b in ((company, partner), (partner, company)):
            ProofRecord.objects.create(corridor=corridor, a=a, b=b, day=day, member=member)
        CompanyRequest.objects.create(company=company, kind="forget", member=member)
        OutboxMail.objects.create(to="x@example.org", subject="", text="", company=company)


def test_every_reference_follows_and_comes_back(council: Any, browser_of: Any) -> None:
    """R10: a row on each side for every foreign key to a company that there is."""
    from datetime import UTC, datetime

    from svat.web.people.models import CorridorRecord, Invitation, Member, User
    from svat.web.records import MOVES, STAYS
    from svat.web.rolls.following import references
    from svat.web.rolls.models import CompanyRecord, CompanyVersion, DuplicateRecord, ListingRecord

    small_roll(council)
    kept, gone = pair()
    corridor = CorridorRecord.objects.get()
    rules = {name: rule for name, _, _, rule in references()}
    assert set(rules.values()) == {MOVES, STAYS}
    for number, company in enumerate((kept, gone)):
        user = User.objects.create(email=f"{number}@example.org")
        Member.objects.create(user=user, role="company", company=company)
        Member.objects.create(user=council.user, role="company", company=company)  # one who speaks for both
        Invitation.objects.create(
            email="x@example.org",
            role="company",
            company=company,
            token_hash=str(number),
            expires=datetime.now(UTC),
        )
        CompanyRecord.objects.create(
            corridor=corridor, side="a", external_id=f"old{number}", search_key="", sort_key="", name="old",
            country="KZ", fields="{}", merged_into=company,
        )  # fmt: skip
    matching_rows(council, kept, gone)
    ListingRecord.objects.filter(company=gone).update(
        answer="goods", confirmed="100390", confirmed_by=council
    )
    assert DuplicateRecord.objects.filter(first__in=(kept, gone), second__in=(kept, gone)).count() == 1
    models = {model for _, model, _, _ in references()}
    for name, model, field, _ in references():  # the test has a row on each side of each
        if model is not DuplicateRecord:
            for company in (kept, gone):
                assert model._default_manager.filter(**{field: company}).exists(), name
    client = browser_of(council)
    before = rows_of(models - {CompanyVersion})
    versions = CompanyVersion.objects.count()

    assert united(client, kept, gone).status_code == 302
    assert (
        Member.objects.filter(company=kept).count() == 3
    )  # the one who speaks for both stays where they were
    assert set(ListingRecord.objects.filter(company=kept, gone=False).values_list("text", flat=True)) == {
        "wheat", "tractors", "barley",
    }  # fmt: skip
    merge = decision()
    assert json.loads(merge.before)["moved"].keys() == {name for name, rule in rules.items() if rule == MOVES}
    gone.refresh_from_db()
    assert (gone.merged_into_id, gone.gone) == (kept.pk, False)

    _, seen = seen_in(client, merge)
    assert client.post(f"/decisions/{merge.key}/unmerge/", {"seen": seen}).status_code == 302
    assert rows_of(models - {CompanyVersion}) == before
    assert CompanyVersion.objects.count() == versions + 2  # there and back, each in the history


def test_the_roll_has_one_company_and_then_two_again(council: Any, browser_of: Any) -> None:
    """What the roll room reads of the folder is what the records say, there and back, whoever confirmed what."""
    from svat.web.rolls.models import CompanyRecord, ListingRecord

    small_roll(council)
    client = browser_of(council)
    kept, gone = pair()
    wheat = ListingRecord.objects.get(company=gone, text="barley")
    ListingRecord.objects.filter(pk=wheat.pk).update(answer="goods", confirmed="100390")
    before = {x.external_id: (x.fields, x.search_key) for x in CompanyRecord.objects.all()}
    united(client, kept, gone)
    projected(council)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert gone.merged_into_id == kept.pk
    assert "barley" in json.loads(kept.fields)["offers"]
    wheat.refresh_from_db()
    assert (wheat.company_id, wheat.gone, wheat.confirmed) == (kept.pk, False, "100390")
    histories_hold()
    page = client.get(f"/companies/{gone.key}/").content.decode()
    assert f"/companies/{kept.key}/" in page
    from svat.web.rolls.models import DuplicateRecord

    assert not DuplicateRecord.objects.filter(first=kept, second=gone).exists()
    merge = decision()
    _, seen = seen_in(client, merge)
    client.post(f"/decisions/{merge.key}/unmerge/", {"seen": seen})
    projected(council)
    assert {x.external_id: (x.fields, x.search_key) for x in CompanyRecord.objects.all()} == before
    wheat.refresh_from_db()
    assert (wheat.company_id, wheat.gone, wheat.confirmed) == (gone.pk, False, "100390")
    histories_hold()


def test_what_was_edited_since_is_asked_about(council: Any, browser_of: Any) -> None:
    """R11."""
    small_roll(council)
    client = browser_of(council)
    kept, gone = pair()
    united(client, kept, gone)
    merge = decision()
    _, seen = seen_in(client, merge)
    kept.refresh_from_db()
    done = client.post(f"/companies/{kept.key}/correct/city/", {"version": kept.version, "value": "Semey"})
    assert done.status_code == 302
    refused = client.post(f"/decisions/{merge.key}/unmerge/", {"seen": seen})
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Semey" in text
    assert "Almaty" in text
    _, seen = seen_in(client, merge)
    assert client.post(f"/decisions/{merge.key}/unmerge/", {"seen": seen}).status_code == 302
    kept.refresh_from_db()
    assert kept.city == "Semey"  # it was said of the kept one


def test_chains_come_apart_from_their_end(council: Any, browser_of: Any) -> None:
    from svat.web.rolls.models import ListingRecord, MergeRecord

    small_roll(council)
    client = browser_of(council)
    where = dict(ListingRecord.objects.values_list("pk", "company"))
    assert united(client, by_id("R3"), by_id("R4")).status_code == 302
    assert united(client, by_id("R1"), by_id("R3")).status_code == 302
    assert by_id("R4").merged_into == by_id("R1")
    projected(council)
    assert by_id("R4").merged_into == by_id("R1")
    first, second = MergeRecord.objects.order_by("id")
    assert client.post(f"/decisions/{first.key}/unmerge/", {"seen": ""}).status_code == 409
    for merge in (second, first):
        assert (
            client.post(f"/decisions/{merge.key}/unmerge/", {"seen": seen_in(client, merge)[1]}).status_code
            == 302
        )
    assert by_id("R4").merged_into is None
    assert dict(ListingRecord.objects.values_list("pk", "company")) == where


def test_a_pair_is_held_against_what_was_seen(council: Any, browser_of: Any) -> None:
    """M6, L8: who was faster is told; nothing but two companies of one side can be one."""
    small_roll(council)
    client = browser_of(council)
    kept, gone = pair()
    text = client.get(f"/companies/{kept.key}/with/?other={gone.key}").content.decode()
    assert "Alatau Grain Company LLP" in text
    assert "names alike and the same domain alatau.kz" in text
    client.post(f"/companies/{gone.key}/correct/city/", {"version": gone.version, "value": "Semey"})
    assert united(client, kept, gone).status_code == 409
    assert united(client, kept, kept).status_code in (409, 422)
    assert client.get(f"/companies/{kept.key}/with/?other={'a' * 16}").status_code == 404
    assert united(client, kept, by_id("R4")).status_code == 302
    assert united(client, by_id("R1"), by_id("R4")).status_code == 409  # it is one with another already


def test_not_the_same_is_remembered(council: Any, browser_of: Any) -> None:
    """R11: a pair that was told apart is not proposed again, also not after the next file."""
    from svat.web.rolls.models import DuplicateRecord, MergeRecord

    small_roll(council)
    client = browser_of(council)
    first, second = pair()
    assert "Alatau Grain Company" in client.get("/duplicates/").content.decode()
    assert client.post(f"/companies/{second.key}/apart/", {"other": first.key}).status_code == 302
    assert "Alatau Grain Company" not in client.get("/duplicates/").content.decode()
    small_roll(council, "R8,Steppe LLP,,,KZ,Aqtobe,,,,salt,")
    assert "Alatau Grain Company" not in client.get("/duplicates/").content.decode()
    assert not DuplicateRecord.objects.filter(first__in=(first, second), second__in=(first, second)).exists()
    assert united(client, first, second).status_code == 409  # it was said that they are two
    [told] = MergeRecord.objects.filter(undone=None)
    assert client.post(f"/decisions/{told.key}/undo/").status_code == 302
    projected(council)
    assert "Alatau Grain Company" in client.get("/duplicates/").content.decode()


def sure(client: Any, address: str, given: dict[str, Any]) -> dict[str, Any]:
    """The form that says what will happen, as it would be sent."""
    from html import unescape

    page = client.post(address, given)
    assert page.status_code == 200
    form = page.content.decode().partition(f'action="{address}"')[2]
    found: dict[str, Any] = {"chosen": []}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        if name == "chosen":
            found["chosen"].append(unescape(value))
        else:
            found[name] = unescape(value)
    return found


def likely(count: int) -> None:
    """Pairs of made companies, some more alike than others."""
    from tests.web.companies import many

    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, DuplicateRecord

    many(2 * count)
    companies = list(CompanyRecord.objects.order_by("id"))
    DuplicateRecord.objects.bulk_create(
        DuplicateRecord(
            corridor=CorridorRecord.objects.get(), side="a", first=companies[2 * n], second=companies[2 * n + 1],
            score=950 if n < 3 else 750, reason='"alike"',
        )
        for n in range(count)
    )  # fmt: skip


def test_all_that_match_are_counted_again(council: Any, browser_of: Any) -> None:
    """R13: filtered to three of ten, exactly three; a fourth that comes meanwhile is asked about."""
    from svat.web.rolls.models import DuplicateRecord, MergeRecord

    likely(10)
    client = browser_of(council)
    form = sure(client, "/duplicates/apart/", {"every": "1", "query": "score=900"})
    assert form["count"] == "3"
    fourth = DuplicateRecord.objects.filter(score=750).order_by("id").first()
    assert fourth
    DuplicateRecord.objects.filter(pk=fourth.pk).update(score=990)
    again = client.post("/duplicates/apart/", form)
    assert again.status_code == 409
    assert 'name="count" value="4"' in again.content.decode()
    assert MergeRecord.objects.count() == 0
    DuplicateRecord.objects.filter(pk=fourth.pk).update(score=750)
    form = sure(client, "/duplicates/apart/", {"every": "1", "query": "score=900"})
    done = client.post("/duplicates/apart/", form)
    assert (done.status_code, done["Location"]) == (302, "/duplicates/?score=900")
    assert MergeRecord.objects.filter(undone=None, same=False).count() == 3
    assert client.post("/duplicates/apart/", form).status_code == 302  # the same form once more: M5
    assert MergeRecord.objects.count() == 3
    page = client.get("/duplicates/").content.decode()
    undo = re.search(r'action="(/bulk/\w+/undo/)"', page)
    assert undo
    assert client.post(undo[1]).status_code == 302
    assert MergeRecord.objects.filter(undone=None).count() == 0
    assert client.post(undo[1]).status_code == 409


def test_only_what_was_ticked_is_told_apart(council: Any, browser_of: Any) -> None:
    from svat.web.audit.models import AuditEntry
    from svat.web.rolls.models import DuplicateRecord, MergeRecord

    likely(5)
    client = browser_of(council)
    keys = list(DuplicateRecord.objects.order_by("id").values_list("key", flat=True)[:2])
    form = sure(client, "/duplicates/apart/", {"every": "", "query": "", "chosen": keys})
    assert client.post("/duplicates/apart/", form).status_code == 302
    assert MergeRecord.objects.filter(undone=None).count() == 2
    assert AuditEntry.objects.filter(action="tell many apart").count() == 1
    assert client.post("/duplicates/apart/", {**form, "once": "x", "chosen": ["a" * 16]}).status_code == 409


def test_duplicates_are_the_offices_alone(members: dict[str, Any], browser_of: Any) -> None:
    likely(2)
    for role, expected in (("officer", 200), ("auditor", 200), ("reviewer", 404), ("chair", 404)):
        assert browser_of(members[role]).get("/duplicates/").status_code == expected, role
    auditor = browser_of(members["auditor"])
    assert "Not the same" not in auditor.get("/duplicates/").content.decode()
    assert auditor.post(f"/companies/{by_id('M0').key}/apart/", {"other": by_id("M1").key}).status_code == 404

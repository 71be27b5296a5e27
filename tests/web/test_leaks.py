"""Leaks: every address for every role against the matrix: none; and each of ten planted ones is found."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.web.crawling import MARK, Crawl, routes

pytestmark = pytest.mark.usefixtures("site")
PLANTED = (
    "home",
    "today",
    "profile",
    "people",
    "audit-entry",
    "invitation-revoke",
    "member-end",
    "member-forget",
    "factor",
)


def company(external_id: str, name: str) -> Any:
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, CompanyVersion, ListingRecord

    text = json.dumps({"name": name, "contact_name": name, "email": f"{name}@example.org"})
    made = CompanyRecord.objects.create(
        corridor=CorridorRecord.objects.get(), side="a", external_id=external_id, search_key=name.casefold(),
        sort_key=name.casefold(), name=name, country="KZ", city=name, fields=text,
    )  # fmt: skip
    CompanyVersion.objects.create(company=made, number=1, fields=text, why="apply import")
    for kind in ("offer", "need"):
        ListingRecord.objects.create(company=made, kind=kind, position=1, text=f"{name} tomatoes")
    return made


def person(address: str, role: str, of: Any = None) -> Any:
    from svat.web.people.models import Member, User

    user = User.objects.create_user(address, "correct horse battery", name=address.split("@")[0])
    return Member.objects.create(user=user, role=role, company=of)


def keys_of(objects: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {word: [one.key for one in (x if isinstance(x, list) else [x])] for word, x in objects.items()}
    return {**found, "": [key for keys in found.values() for key in keys]}


def hide(member: Any) -> dict[str, list[str]]:
    """Objects that no company's own person but that company's, and nobody outside, may know of; their keys."""
    from svat.web.actions import perform
    from svat.web.people.actions import ChangeProfile
    from svat.web.people.models import FactorRecovery, Invitation, Member, OutboxMail
    from svat.web.review.models import CaseRow, HitRecord, HitWait, ProofRecord
    from svat.web.rolls.models import Import, ListTaken, MergeRecord, RowSaid, SavedView

    officer = Member.objects.select_related("user").get(pk=member.pk)
    other = company("A-9", MARK)
    someone = person(f"{MARK.lower()}@example.org", "company", other)
    invitation = Invitation.objects.create(
        email=f"{MARK.lower()}2@example.org", role="chair", token_hash=MARK, made_by=officer,
        expires=datetime.now(UTC) + timedelta(days=1),
    )  # fmt: skip
    imported = Import.objects.create(
        corridor=other.corridor, side="a", name=f"{MARK}.csv", data=MARK.encode(), size=8, sha256="0" * 64,
        member=officer,
    )  # fmt: skip
    RowSaid.objects.create(of=imported, refused=True, file=MARK, row=1, reason='""', kind="x", value=MARK)
    merged = MergeRecord.objects.create(
        corridor=other.corridor, side="a", kept="A-9", gone=MARK, same=False, member=officer
    )
    taken = ListTaken.objects.create(
        member=officer, query=f"q={MARK}", language="en", expires=datetime.now(UTC) + timedelta(days=1)
    )
    view = SavedView.objects.create(owner=officer, page="companies", name=MARK, query=MARK)
    mail = OutboxMail.objects.create(to=f"{MARK.lower()}@example.org", subject=MARK, text=MARK)
    found = HitRecord.objects.create(
        corridor=other.corridor, company=other, name=MARK, kind="organisation", publisher="UN", entry_id=MARK,
        entry_sha256="", entry_then="{}", listed_name=MARK, list_version=date(2026, 2, 27), status="hit",
        confidence="exact", score=1.0,
    )  # fmt: skip
    HitWait.objects.create(hit=found, since=found.since)
    row = CaseRow.objects.create(
        corridor=other.corridor,
        table="owners",
        cells=json.dumps({"owned": "A-9", "owner": MARK, "share": "60 %"}),
    )
    proof = ProofRecord.objects.create(
        corridor=other.corridor, a=other, b=other, day=date(2026, 2, 27), document=MARK.encode(), document_id="0" * 64,
        status="barred", member=officer,
    )  # fmt: skip
    recovery = FactorRecovery.objects.create(user=someone.user, proposed_by=officer)
    perform(officer, ChangeProfile(MARK, "en", keys_off=False))
    perform(
        Member.objects.select_related("user").get(pk=member.pk), ChangeProfile("Olga", "en", keys_off=False)
    )
    return keys_of({
        "company": other, "member": someone, "invitation": invitation, "import": imported, "outbox": mail,
        "recovery": recovery, "hit": found, "case": row, "review": proof, "merge": merged, "unmerge": merged,
        "view": view, "book": taken, "duplicates": merged, "listing": list(other.listings.all()),
    })  # fmt: skip


@pytest.fixture
def crawl_of(members: dict[str, Any], browser_of: Callable[..., Any]) -> Callable[..., Crawl]:
    """The crawl of a role."""
    from svat.web.jobs.models import Worker

    own = company("A-1", "Own")
    # Alive for as long as the crawl may take, on a machine that has other work too.
    Worker.objects.create(name="w", seen=datetime.now(UTC) + timedelta(hours=1))
    members["company"] = person("own@example.org", "company", own)

    from svat.web.lists.state import every_corridors_lists

    every_corridors_lists()  # what is kept of lists is kept from now on, whoever asks first

    def made(role: str | None, names: tuple[str, ...] = ()) -> Crawl:
        member = members[role] if role else None
        mine = {"company": own, "member": members["company"], "listing": list(own.listings.all())}
        return Crawl(role, lambda: browser_of(member, raise_request_exception=False), keys_of(mine),
                     lambda: hide(members["officer"]), names)  # fmt: skip

    return made


@pytest.mark.parametrize("role", ["company", None])
def test_nothing_tells_of_what_is_hidden(crawl_of: Callable[..., Crawl], role: str | None) -> None:
    assert crawl_of(role).findings() == []


@pytest.mark.every_role
@pytest.mark.parametrize("role", ["officer", "reviewer", "chair", "auditor"])
def test_pages_of_other_roles_are_not_there(crawl_of: Callable[..., Crawl], role: str) -> None:
    """For those who see every company: what is not their page does not exist, whatever key it is asked with."""
    from svat.web.permissions import PAGES, may_see

    others = tuple(x for x in routes() if x in PAGES and not may_see(x, role, signed_in=True))
    if others:
        assert crawl_of(role, others).of_others() == []
    assert role == "officer" or len(others) > 10


@pytest.mark.every_role
@pytest.mark.parametrize("role", ["officer", "reviewer", "chair", "auditor"])
def test_their_own_pages_answer(
    crawl_of: Callable[..., Crawl], members: dict[str, Any], browser_of: Any, role: str
) -> None:
    """None fails, asked with real and with absent keys, sent empty or not."""
    from tests.web.crawling import ask, targets

    from svat.web.permissions import PAGES, may_see

    crawl_of(role)
    keys = hide(members["officer"])
    mine = tuple(x for x in routes() if x in PAGES and may_see(x, role, signed_in=True))
    client = browser_of(members[role], raise_request_exception=False)
    failed = [(str(x), seen.status) for x in targets(keys, mine) if (seen := ask(client, x)).status >= 500]
    assert failed == []


def test_a_view_of_another_member_is_not_there_for_officers_either(
    members: dict[str, Any], browser_of: Any
) -> None:
    if "view-forget" not in routes():
        pytest.skip("there are no saved views yet")
    from django.urls import reverse

    from svat.web.rolls.models import SavedView

    hide(members["officer"])
    key = SavedView.objects.get().key
    client = browser_of(members["reviewer"])
    hidden, absent = (client.post(reverse("view-forget", args=[x])) for x in (key, "2" * 16))
    assert hidden.status_code == absent.status_code == 404
    assert SavedView.objects.filter(key=key).exists()


# Ten planted leaks


def wrapped(monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[Any, Any], Any]) -> None:
    """Change what the view of a name answers."""
    from svat.web.urls import urlpatterns

    pattern: Any = next(x for x in urlpatterns if getattr(x, "name", "") == name)
    view = pattern.callback
    monkeypatch.setattr(pattern, "callback", lambda request, **given: change(request, view(request, **given)))


def guard(monkeypatch: pytest.MonkeyPatch, change: Callable[..., Any]) -> None:
    """Change what the guard answers for a page that is not a role's."""
    from svat.web import errors, middleware

    real = errors.page
    monkeypatch.setattr(middleware, "page", lambda request, status, *more: change(real, request, status))


def names() -> str:
    from svat.web.rolls.models import CompanyRecord

    return " ".join(CompanyRecord.objects.values_list("name", flat=True))


def hidden_one(request: Any) -> Any:
    from svat.web.people.models import Member

    key = request.resolver_match.kwargs.get("key", "")
    return Member.objects.filter(key=key, user__email__contains=MARK.lower()).first()


def add(text: Callable[[], str]) -> Callable[[Any, Any], Any]:
    def change(_request: Any, answer: Any) -> Any:
        answer.content = answer.content + text().encode()
        return answer

    return change


def set_header(name: str, value: Callable[[], str]) -> Callable[[Any, Any], Any]:
    def change(_request: Any, answer: Any) -> Any:
        answer[name] = value()
        return answer

    return change


def a_count(patch: pytest.MonkeyPatch) -> None:
    from svat.web.rolls.models import CompanyRecord

    wrapped(patch, "today", add(lambda: f"<p>{CompanyRecord.objects.count()}</p>"))


def another_status(patch: pytest.MonkeyPatch) -> None:
    guard(patch, lambda real, request, status: real(request, 403 if hidden_one(request) else status))


def another_body(patch: pytest.MonkeyPatch) -> None:
    guard(patch, lambda real, request, status: real(request, status, request.resolver_match.url_name))


def a_tag(patch: pytest.MonkeyPatch) -> None:
    from django.http import HttpResponseNotModified

    wrapped(
        patch,
        "profile",
        lambda request, answer: HttpResponseNotModified() if "If-None-Match" in request.headers else answer,
    )


def a_title(patch: pytest.MonkeyPatch) -> None:
    wrapped(patch, "profile", add(lambda: f"<title>{names()}</title>"))


def a_file_name(patch: pytest.MonkeyPatch) -> None:
    wrapped(
        patch, "today", set_header("Content-Disposition", lambda: f'attachment; filename="{names()}.xlsx"')
    )


def a_redirect(patch: pytest.MonkeyPatch) -> None:
    from svat.web.rolls.models import CompanyRecord

    last = CompanyRecord.objects.order_by("-id")
    wrapped(patch, "home", set_header("Location", lambda: f"/companies/{last[0].key}/"))


def a_cell(patch: pytest.MonkeyPatch) -> None:
    import openpyxl
    from django.http import HttpResponse

    def workbook(_request: Any, _answer: Any) -> Any:
        book, file = openpyxl.Workbook(), io.BytesIO()
        sheet: Any = book.active
        sheet["B7"] = names()
        book.save(file)
        return HttpResponse(file.getvalue(), content_type="application/octet-stream")

    wrapped(patch, "profile", workbook)


def an_error_page_that_names(patch: pytest.MonkeyPatch) -> None:
    def change(real: Any, request: Any, status: int) -> Any:
        found = hidden_one(request)
        return real(request, status, found.user.name if found else "")

    guard(patch, change)


def a_number_of_queries(patch: pytest.MonkeyPatch) -> None:
    def change(real: Any, request: Any, status: int) -> Any:
        found = hidden_one(request)
        if found:
            found.refresh_from_db()
        return real(request, status)

    guard(patch, change)


@pytest.mark.planted
@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (a_count, "other words after hidden objects came"),
        (another_status, "another status for a hidden object"),
        (another_body, "other words than an address that was never there"),
        (a_tag, "answers a guessed tag"),
        (a_title, "names what is hidden"),
        (a_file_name, "other headers after hidden objects came"),
        (a_redirect, "other headers after hidden objects came"),
        (a_cell, "names what is hidden"),
        (an_error_page_that_names, "names what is hidden"),
        (a_number_of_queries, "another number of queries for a hidden object"),
    ],
)
def test_a_planted_leak_is_found(
    crawl_of: Callable[..., Crawl], monkeypatch: pytest.MonkeyPatch, plant: Callable[..., None], said: str
) -> None:
    crawl = crawl_of("company", PLANTED)
    plant(monkeypatch)
    found = crawl.findings()
    assert any(said in x for x in found), found

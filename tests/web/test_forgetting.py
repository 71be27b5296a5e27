"""Forgetting a person: name and address nowhere in the database afterwards, and the chain holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("site")
NAME, ADDRESS = 'Zhanna "Zh" Zarina', "zhanna.zarina@example.org"


def dump() -> str:
    """Every row of every table, sessions decoded."""
    from django.apps import apps

    from svat.web.people.models import PersonSession

    models = apps.get_models(include_auto_created=True)
    rows = [f"{model.__name__} {row}" for model in models for row in model._base_manager.values()]
    rows += [str(x.get_decoded()) for x in PersonSession.objects.all()]
    return "\n".join(rows)


@pytest.fixture
def known(members: dict[str, Any], browser_of: Any) -> Any:
    """A reviewer who was invited, signed in, changed things, was mailed, and is a company's contact too."""
    from django.test import override_settings

    from svat.web.mail import OUTBOX
    from svat.web.people.models import CorridorRecord, Member, OutboxMail
    from svat.web.rolls.models import CompanyRecord, CompanyVersion

    officer = browser_of(members["officer"])
    with override_settings(EMAIL_BACKEND=OUTBOX):
        officer.post("/people/invite/", {"address": ADDRESS, "role": "reviewer", "language": "ru"})
        link = OutboxMail.objects.latest("id").text.split("http://127.0.0.1:8000")[1].split()[0]
        person = browser_of()
        person.post(link, {"person": NAME, "password": "correct horse battery"})
        person.post("/profile/", {"person": NAME + " II", "language": "ko"})
        person.post("/profile/", {"person": NAME, "language": "ko"})
        browser_of().post("/account/sign-in/", {"login": ADDRESS, "password": "correct horse battery"})
        browser_of().post("/account/password/reset/", {"email": ADDRESS})
    member = Member.objects.get(user__email=ADDRESS)
    company = CompanyRecord.objects.create(
        corridor=CorridorRecord.objects.get(), side="a", external_id="A-1", search_key="a", sort_key="a", name="A",
        country="KZ", fields=json.dumps({"contact_name": NAME, "email": ADDRESS.title()}, ensure_ascii=False),
    )  # fmt: skip
    for number in (1, 2):
        CompanyVersion.objects.create(
            company=company, number=number, fields=company.fields, why="upload roll", member=member
        )
    return member


def test_afterwards_it_is_nowhere(members: dict[str, Any], known: Any, browser_of: Any) -> None:
    from svat.web.audit.append import head, links
    from svat.web.audit.chain import broken
    from svat.web.audit.models import AuditEntry
    from svat.web.people.models import Member, User

    text = dump().casefold()
    for trace in ("zarina", ADDRESS):
        assert text.count(trace) > 5
    before = list(AuditEntry.objects.order_by("number").values())
    officer = browser_of(members["officer"])
    assert officer.post(f"/people/members/{known.key}/forget/").status_code == 409  # the role has not ended
    officer.post(f"/people/members/{known.key}/end/", {"version": str(known.version)})
    page = officer.get(f"/people/members/{known.key}/forget/").content.decode()
    assert "cannot be undone" in page
    assert User.objects.filter(email=ADDRESS).exists()
    assert officer.post(f"/people/members/{known.key}/forget/").status_code == 302
    text = dump().casefold()
    for trace in ("zarina", "zhanna", ADDRESS):
        assert trace not in text, [x for x in dump().splitlines() if trace in x.casefold()]
    assert list(broken(links(), head())) == []
    assert list(AuditEntry.objects.order_by("number").values())[: len(before)] == before
    pk = Member.objects.get(pk=known.pk).user_id
    for where in ("/people/", "/audit/"):
        assert f"former member {pk}" in officer.get(where).content.decode(), where
    entry = AuditEntry.objects.filter(member=f"member {known.pk}").first()
    assert entry is not None
    assert "were erased" in officer.get(f"/audit/{entry.number}/").content.decode()


def test_what_is_not_theirs_stays(members: dict[str, Any], known: Any, browser_of: Any) -> None:
    from svat.web.audit.models import AuditWords
    from svat.web.people.models import User
    from svat.web.rolls.models import CompanyRecord

    other = CompanyRecord.objects.create(
        corridor=CompanyRecord.objects.get().corridor, side="a", external_id="A-2", search_key="b", sort_key="b",
        name=NAME, country="KZ", fields=json.dumps({"contact_name": NAME, "email": "x" + ADDRESS + "x"}),
    )  # fmt: skip
    officer = browser_of(members["officer"])
    officer.post("/profile/", {"person": "Olga Other", "language": "en"})
    officer.post(f"/people/members/{known.key}/end/", {"version": str(known.version)})
    officer.post(f"/people/members/{known.key}/forget/")
    assert User.objects.get(pk=members["officer"].user_id).name == "Olga Other"
    assert AuditWords.objects.filter(text__contains="Olga Other").exists()
    same = CompanyRecord.objects.get(pk=other.pk)
    assert same.name == NAME  # a namesake: a company, and another address
    assert "x" + ADDRESS + "x" in same.fields


def test_nothing_of_it_stays_in_the_database_file(
    members: dict[str, Any], known: Any, browser_of: Any
) -> None:
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL clears its files by VACUUM")
    files = [Path(settings.FOLDER) / f"svat.sqlite3{end}" for end in ("", "-wal")]
    trace = ADDRESS.encode()
    assert any(trace in x.read_bytes() for x in files if x.exists())
    officer = browser_of(members["officer"])
    officer.post(f"/people/members/{known.key}/end/", {"version": str(known.version)})
    officer.post(f"/people/members/{known.key}/forget/")
    for file in files:
        assert not file.exists() or trace not in file.read_bytes().lower(), file


def test_uploaded_files_that_hold_the_address_are_named(
    members: dict[str, Any], known: Any, browser_of: Any
) -> None:
    import io

    from openpyxl import Workbook

    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import Import

    def workbook(cell: str) -> bytes:
        book, out = Workbook(), io.BytesIO()
        book.worksheets[0]["B3"] = cell
        book.save(out)
        return out.getvalue()

    for name, data in (
        ("roll of March.csv", f"name,email\nx,{ADDRESS}\n".encode()), ("utf-16.csv", ADDRESS.encode("utf-16")),
        ("book.xlsx", workbook(f"Kim <{ADDRESS.upper()}>")), ("other.xlsx", workbook("lee@example.org")),
        ("broken.xlsx", b"PK\x03\x04 no package"),
    ):  # fmt: skip
        Import.objects.create(
            corridor=CorridorRecord.objects.get(), side="a", name=name, size=1, sha256="0" * 64, data=data,
            member=members["officer"],
        )  # fmt: skip
    officer = browser_of(members["officer"])
    officer.post(f"/people/members/{known.key}/end/", {"version": str(known.version)})
    page = officer.post(f"/people/members/{known.key}/forget/", follow=True).content.decode()
    for name in ("roll of March.csv", "utf-16.csv", "book.xlsx"):
        assert name in page
    assert "other.xlsx" not in page
    assert "broken.xlsx" not in page


def test_a_forgotten_person_does_not_come_in_again(
    members: dict[str, Any], known: Any, browser_of: Any
) -> None:
    officer = browser_of(members["officer"])
    officer.post(f"/people/members/{known.key}/end/", {"version": str(known.version)})
    officer.post(f"/people/members/{known.key}/forget/")
    client = browser_of()
    client.post("/account/sign-in/", {"login": ADDRESS, "password": "correct horse battery"})
    assert client.get("/today/").status_code == 302
    from svat.web.people.forgetting import pseudonym

    client.post("/account/sign-in/", {"login": pseudonym(known.user_id), "password": "correct horse battery"})
    assert client.get("/today/").status_code == 302
    assert officer.get(f"/people/members/{known.key}/forget/").status_code == 200

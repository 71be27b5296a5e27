"""A company that asks to be forgotten: an officer sees what will go and carries it out; nothing tells of it then."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.own_companies import Introduced, own_introductions
from tests.web.test_company import answers, first, page_of
from tests.web.test_company_requests import follow, only
from tests.web.test_forgetting import dump

pytestmark = pytest.mark.usefixtures("site")
# Where what the law asks to be kept may name a company.
KEPT = ("HitRecord", "HitWait", "RulingRecord", "CaseRow", "ProofRecord", "Rescreening", "CorridorScreening")


@pytest.fixture
def demo(council: Any) -> Introduced:
    """The demo's introductions, published."""
    return own_introductions(council)


def traces_in(texts: tuple[str, ...]) -> list[str]:
    rows = [x for x in dump().splitlines() if not x.startswith(KEPT)]
    return [
        f"{text}: {row[max(0, row.find(text) - 80) : row.find(text) + 80]}"
        for text in texts
        for row in rows
        if text in row
    ]


def test_a_company_is_forgotten_wherever_it_stands(demo: Introduced, browser_of: Any) -> None:
    from svat.web.audit.append import head, links
    from svat.web.audit.chain import broken
    from svat.web.company.forget_actions import texts_of
    from svat.web.matching.models import RunRecord
    from svat.web.people.models import User
    from svat.web.rolls.models import Import
    from svat.web.store import folder_of, store_of

    x, a, b = first(demo)
    client, partner, officer = browser_of(a), browser_of(b), browser_of(demo.officer)
    answers(client, x, "accept", consent="1")
    answers(partner, x, "accept", consent="1")
    client.post("/own/company/columns/city/", {"value": "Atlantis"})
    officer.post(f"/requests/{only().key}/refuse/", {"version": 1, "answer": "No."})
    assert "cannot be undone" in page_of(client, "/own/company/forget/")
    assert client.post("/own/company/forget/", {"words": "we close"}).status_code == 302
    texts, asked = texts_of(x.a), only()
    assert len(texts) > 4
    assert len(traces_in(texts)) > 10
    address = f"/requests/{asked.key}/forget/"
    assert officer.post(f"/requests/{asked.key}/do/", {"version": 1, "company": 1}).status_code == 409
    page = page_of(officer, address)
    assert "roll-kz.csv" in page
    assert "Documents of runs that name it: 1" in page
    assert len(traces_in(texts)) > 10  # looking changes nothing
    before = page_of(partner, "/own/introductions/")
    assert officer.post(address, {"version": asked.version}).status_code == 302
    follow()
    assert traces_in(texts) == []
    assert all(text.encode() not in bytes(y.data) for y in Import.objects.all() for text in texts)
    assert RunRecord.objects.get(pk=demo.run.pk).document is None
    assert not User.objects.filter(email=a.user.email).exists()
    assert client.get("/own/introductions/").status_code == 302
    after = page_of(partner, "/own/introductions/")
    assert "does not stand any more" in after
    assert "does not stand any more" not in before
    assert list(broken(links(), head())) == []
    store = store_of(demo.corridor)
    assert x.a.external_id not in [y.external_id for y in store.rolls().a.companies]
    left = [y for y in folder_of(demo.corridor).rglob("*") if y.is_file() and "case-file" not in y.parts]
    assert [y for y in left if any(text.encode() in y.read_bytes() for text in texts)] == []
    assert officer.get(address).status_code == 404
    assert officer.get("/companies/").status_code == 200


def test_a_workbook_is_mended_by_hand_first(demo: Introduced, browser_of: Any) -> None:
    x, _, b = first(demo)
    client, officer = browser_of(b), browser_of(demo.officer)
    client.post("/own/company/forget/", {})
    asked = only()
    assert "by hand" in page_of(officer, f"/requests/{asked.key}/forget/")
    told = officer.post(f"/requests/{asked.key}/forget/", {"version": asked.version})
    assert told.status_code == 409
    assert "roll-kr.xlsx" in told.content.decode()
    asked.refresh_from_db()
    assert asked.state == "open"
    assert demo.company(x.b.external_id).name == x.b.name


def test_who_did_not_ask_is_not_forgotten(demo: Introduced, browser_of: Any) -> None:
    client, officer = browser_of(demo.person(demo.most("a"))), browser_of(demo.officer)
    client.post("/own/company/columns/city/", {"value": "Atlantis"})
    asked = only()
    assert officer.get(f"/requests/{asked.key}/forget/").status_code == 404
    assert officer.post(f"/requests/{asked.key}/forget/", {"version": 1}).status_code == 404
    assert client.post(f"/requests/{asked.key}/forget/", {"version": 1}).status_code == 404

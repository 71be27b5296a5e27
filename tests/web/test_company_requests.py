"""What companies ask of the council: a column, a listing, a code; done or refused; their data taken out."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from tests.web.own_companies import Introduced, own_introductions
from tests.web.test_company import answers, first, hide, page_of

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def demo(council: Any) -> Introduced:
    """The demo's introductions, published."""
    return own_introductions(council)


def follow() -> None:
    """Bring records to the roll as its job does; what comes after that is not asked here."""
    from tests.web.introduced import work

    from svat.web.jobs.models import Job

    Job.objects.exclude(kind="project roll").delete()
    work(1)


def only() -> Any:
    from svat.web.company.models import CompanyRequest

    return CompanyRequest.objects.select_related("company", "listing").get(state="open")


def do(officer: Any, x: Any, **more: Any) -> Any:
    given = {"version": x.version, "company": x.company.version, **more}
    return officer.post(f"/requests/{x.key}/do/", given)


def test_a_column_is_asked_for_and_done(demo: Introduced, browser_of: Any) -> None:
    from svat.web.rolls.models import CorrectionRecord

    own = demo.most("a")
    client, officer = browser_of(demo.person(own)), browser_of(demo.officer)
    assert "Employees" in page_of(client, "/own/company/").title()
    wrong = client.post("/own/company/columns/employees/", {"value": "many"})
    assert wrong.status_code == 422
    assert 'aria-describedby="value_error"' in wrong.content.decode()
    assert (
        client.post("/own/company/columns/employees/", {"value": "77", "words": "we grew"}).status_code == 302
    )
    x = only()
    assert (x.kind, x.column, x.value) == ("field", "employees", "77")
    assert "A change is asked for" in page_of(client, "/own/company/")
    assert "1</b> requests of companies" in page_of(officer, "/today/")
    page = page_of(officer, f"/requests/{x.key}/")
    assert "we grew" in page
    stale = officer.post(f"/requests/{x.key}/do/", {"version": x.version, "company": 99})
    assert stale.status_code == 409
    assert do(officer, x).status_code == 302
    assert CorrectionRecord.objects.get().value == "77"
    assert demo.company(own).version == x.company.version + 1
    assert do(officer, x).status_code == 409
    assert "done" in page_of(client, "/own/company/")
    follow()
    assert json.loads(demo.company(own).fields)["employees"] == "77"


def test_what_is_refused_is_refused_with_a_word(demo: Introduced, browser_of: Any) -> None:
    client, officer = browser_of(demo.person(demo.most("a"))), browser_of(demo.officer)
    client.post("/own/company/columns/city/", {"value": "Atlantis"})
    x = only()
    assert (
        officer.post(f"/requests/{x.key}/refuse/", {"version": x.version, "answer": " "}).status_code == 422
    )
    sent = officer.post(f"/requests/{x.key}/refuse/", {"version": x.version, "answer": "It is under water."})
    assert sent.status_code == 302
    assert "It is under water." in page_of(client, "/own/company/")
    assert officer.post(f"/requests/{x.key}/refuse/", {"version": 2, "answer": "Again"}).status_code == 409


def test_a_listing_is_changed_added_and_taken_away(demo: Introduced, browser_of: Any) -> None:
    from svat.web.rolls.models import ListingRecord

    own = demo.most("a")
    client, officer = browser_of(demo.person(own)), browser_of(demo.officer)

    def texts() -> list[str]:
        found = ListingRecord.objects.filter(company__external_id=own, kind="offer", gone=False)
        return list(found.order_by("position").values_list("text", flat=True))

    before = texts()
    row = ListingRecord.objects.get(company__external_id=own, kind="offer", position=0, gone=False)
    address = f"/own/company/listings/{row.key}/"
    assert client.post(address, {"value": row.text}).status_code == 422  # stands there already
    for value, after in (
        ("honey; in jars, of 1 kg", ["honey; in jars, of 1 kg", *before[1:]]),
        ("", before[1:]),
    ):
        if not value:
            [row] = ListingRecord.objects.filter(text="honey; in jars, of 1 kg", gone=False)
        assert client.post(f"/own/company/listings/{row.key}/", {"value": value}).status_code == 302
        assert do(officer, only()).status_code == 302
        follow()
        assert texts() == after
    assert client.post("/own/company/new/offer/", {"value": ""}).status_code == 422
    assert client.post("/own/company/new/offer/", {"value": "camel wool"}).status_code == 302
    assert do(officer, only()).status_code == 302
    follow()
    assert texts() == [*before[1:], "camel wool"]
    assert client.get("/own/company/new/gift/").status_code == 404


def test_a_code_is_asked_for_and_confirmed(demo: Introduced, browser_of: Any) -> None:
    from svat.web.rolls.models import ListingRecord

    own = demo.most("a")
    client, officer = browser_of(demo.person(own)), browser_of(demo.officer)
    row = ListingRecord.objects.filter(company__external_id=own, gone=False).order_by("id")[0]
    proposed = {
        "codes": [{"hs": "040900", "words": "Honey", "probability": 0.9}],
        "answer": "goods",
        "note": "",
    }
    ListingRecord.objects.filter(pk=row.pk).update(proposed=json.dumps(proposed), hs="")
    address = f"/own/company/listings/{row.key}/code/"
    assert "0409.00" in page_of(client, address)
    assert client.post(address, {"value": "999999"}).status_code == 422
    assert client.post(address, {"chosen": "040900", "value": ""}).status_code == 302
    assert do(officer, only()).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.confirmed) == ("goods", "040900")
    client.post(address, {"value": "0902.10"})
    assert do(officer, only()).status_code == 409  # confirmed already


def test_what_is_asked_again_takes_the_place_and_may_be_taken_back(demo: Introduced, browser_of: Any) -> None:
    from svat.web.company.models import CompanyRequest

    x, a, b = first(demo)
    client, stranger = browser_of(a), browser_of(b)
    for value in ("Atlantis", "Almaty Region"):
        client.post("/own/company/columns/city/", {"value": value})
    assert list(CompanyRequest.objects.values_list("state", flat=True)) == ["taken back", "open"]
    key = only().key
    assert stranger.post(f"/own/company/requests/{key}/back/").status_code == 404
    assert stranger.get(f"/requests/{key}/").status_code == 404
    assert client.post(f"/own/company/requests/{key}/back/").status_code == 302
    assert not CompanyRequest.objects.filter(state="open").exists()
    assert client.get("/own/company/columns/external_id/").status_code == 404
    assert client.get("/own/company/columns/offers/").status_code == 404
    theirs = x.b.listings.first()
    assert client.post(f"/own/company/listings/{theirs.key}/", {"value": ""}).status_code == 404


def test_reminders_are_a_persons_own_switch(demo: Introduced, browser_of: Any) -> None:
    from svat.web.audit.models import AuditEntry
    from svat.web.people.models import User

    person = demo.person(demo.most("a"))
    client = browser_of(person)
    for on in ("0", "0", "1"):
        assert client.post("/own/company/reminders/", {"on": on}).status_code == 302
        assert User.objects.get(pk=person.user_id).reminders is (on == "1")
    assert AuditEntry.objects.filter(action="switch reminders").count() == 2


# Data out


def taken(client: Any) -> tuple[dict[str, Any], str, bytes]:
    answer = client.post("/own/data/out/")
    data = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["data.json", "data.html"]
        return json.loads(archive.read("data.json")), archive.read("data.html").decode(), data


def test_all_that_is_held_can_be_taken_out(demo: Introduced, browser_of: Any) -> None:
    from svat.web.audit.models import AuditEntry

    x, a, b = first(demo)
    client = browser_of(a)
    demo.person(x.a.external_id, "colleague@example.org")
    answers(client, x, "accept", consent="1")
    answers(browser_of(b), x, "accept", consent="1")
    client.post("/own/company/columns/city/", {"value": "Atlantis"})
    found, page, _ = taken(client)
    assert found["company"] == json.loads(x.a.fields)
    assert [y["address"] for y in found["people"]] == [a.user.email, "colleague@example.org"]
    own = demo.records().filter(a=x.a, state="clear")
    assert len(found["introductions"]) == own.count()
    agreed = next(y for y in found["introductions"] if y["both accepted"])
    assert agreed["contact"]["email"] == json.loads(x.b.fields)["email"]
    assert [y["value"] for y in found["requests"]] == ["Atlantis"]
    assert found["answers"][0]["accepted"] is True
    assert len(found["listings"]) == x.a.listings.count()
    assert agreed["contact"]["email"] in page
    assert "<script" not in page
    [entry] = AuditEntry.objects.filter(action="take data out")
    assert entry.member == f"member {a.pk}"
    assert "Your data" in page_of(client, "/own/data/")


def test_of_what_is_gone_or_held_nothing_is_in_the_data(demo: Introduced, browser_of: Any) -> None:
    x, a, b = first(demo)
    client = browser_of(a)
    answers(client, x, "decline", reason="other", words="ours")
    archives = set()
    for state in ("withdrawn", "held"):
        hide(x, state)
        found, page, _ = taken(client)
        found["log"] = []
        archives.add(json.dumps(found))
        text = json.dumps(found, ensure_ascii=False) + page
        assert b.company.external_id not in text
        assert b.company.name not in text
        assert x.key not in text
        [answer] = found["answers"]
        assert (answer["place of the partner"], answer["words"]) == (None, "ours")
    assert len(archives) == 1

"""Lists of the application: stored through the law room's store, what they doubt told on every page, who turned."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.law.listfiles import SDN, alt_csv, sdn_csv, un_xml
from tests.web.introduced import work

from svat.demo import catalogue, contents
from svat.demo import watch_lists as demo_lists

pytestmark = pytest.mark.usefixtures("site")
TODAY = datetime.now(UTC).date()
DEMO_OFAC = {f"{role}.csv": contents()[f"lists/demo_ofac/{role}.csv"] for role in ("sdn", "alt", "add")}
OFAC = {"sdn.csv": sdn_csv(), "alt.csv": alt_csv()}


def un(day: date) -> dict[str, bytes]:
    """The demo's list in the UN's form, made on a day."""
    return {"consolidated.xml": demo_lists._un(catalogue.table("watch_lists.toml")["un"], day)}


@pytest.fixture
def send(council: Any, browser_of: Any) -> Callable[..., Any]:
    """Upload a list as a form does, and have it stored."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from svat.web.lists.models import ListUpload
    from svat.web.people.models import CorridorRecord

    def sent(publisher: str, kind: str, day: date, files: dict[str, bytes], **more: Any) -> Any:
        client = browser_of(more.pop("by", council))
        given = {
            "corridor": CorridorRecord.objects.get().key, "publisher": publisher, "kind": kind,
            "version": day.isoformat(),
            "sent": [SimpleUploadedFile(name, data) for name, data in files.items()], **more,
        }  # fmt: skip
        answer = client.post("/lists/upload/", given)
        assert answer.status_code == 302, answer.content.decode()
        work()
        return ListUpload.objects.first()

    return sent


def both(send: Callable[..., Any], day: date) -> None:
    """Both lists that the demo's corridor asks for."""
    send("DEMO-OFAC", "ofac-sdn-csv", day, DEMO_OFAC)
    send("DEMO-UN", "un-consolidated-xml", day, un(day))


def line_of(client: Any) -> str:
    """The line on a page."""
    text = client.get("/today/").content.decode()
    return text.split('class="banner ')[1].split("</p>")[0] if 'class="banner ' in text else ""


def test_lists_that_are_there_and_young_open_the_gate_and_every_page_says_so(
    send: Callable[..., Any], members: dict[str, Any], browser_of: Any
) -> None:
    client = browser_of(members["officer"])
    assert line_of(client).startswith('bad">Nobody is cleared: No list was given')
    assert client.get("/health/ready").json()["lists"] == "none"
    send("DEMO-OFAC", "ofac-sdn-csv", TODAY, DEMO_OFAC)
    assert "The corridor asks for the list of DEMO-UN" in line_of(client)
    assert client.get("/health/ready").json()["lists"] == "stale"
    send("DEMO-UN", "un-consolidated-xml", TODAY, un(TODAY))
    for role in ("officer", "reviewer", "chair", "auditor"):
        assert line_of(browser_of(members[role])) == 'good">The oldest list in force is 0 days old.', role
    assert client.get("/health/ready").json()["lists"] == "ok"
    page = client.get("/lists/").content.decode()
    assert "DEMO-UN" in page
    assert str(TODAY + timedelta(days=30)).split("-")[0] in page


@pytest.mark.parametrize(
    ("age", "kind"), [(0, "good"), (26, "good"), (28, "warn"), (30, "warn"), (31, "bad")]
)
def test_the_line_turns_as_the_oldest_list_ages(
    send: Callable[..., Any], council: Any, browser_of: Any, age: int, kind: str
) -> None:
    both(send, TODAY - timedelta(days=age))
    client = browser_of(council)
    assert line_of(client).startswith(f'{kind}"')
    assert client.get("/health/ready").json()["lists"] == ("stale" if kind == "bad" else "ok")


def test_the_line_is_what_the_law_room_says_of_the_same_folder_on_any_day(
    send: Callable[..., Any], council: Any
) -> None:
    """Versions that were read once give the doubts of files that are read on that day."""
    from svat.web.lists.state import corridor_lists
    from svat.web.people.models import CorridorRecord
    from svat.web.store import store_of

    begin = TODAY - timedelta(days=40)
    send("DEMO-OFAC", "ofac-sdn-csv", begin, DEMO_OFAC)
    send("DEMO-UN", "un-consolidated-xml", begin + timedelta(days=5), un(begin + timedelta(days=2)))
    send("DEMO-OFAC", "ofac-sdn-csv", begin + timedelta(days=20), demo_lists.fetched())
    send(
        "OFAC", "ofac-sdn-csv", begin + timedelta(days=3), OFAC
    )  # far fewer than such a list holds: in doubt
    corridor = CorridorRecord.objects.get()
    seen = set()
    for days in (0, 2, 3, 6, 19, 20, 29, 30, 31, 32, 33, 40, 50, 51, 90):
        day = begin + timedelta(days=days)
        law = store_of(corridor).law_on(day)
        mine = corridor_lists(corridor, day)
        assert mine.problems == tuple(x.detail for x in law.doubts), day
        assert {(v.publisher, v.version, v.age_days, v.stale) for v in mine.shown.in_force} == {
            (v.publisher, v.version, v.age_days, v.stale) for v in law.versions
        }
        seen.add(len(mine.problems))
    assert len(seen) > 2


def test_a_company_sees_nothing_of_lists(send: Callable[..., Any], council: Any, browser_of: Any) -> None:
    from svat.web.lists.models import ListVersionRecord
    from svat.web.people.models import COMPANY, CorridorRecord, Member, User
    from svat.web.rolls.models import CompanyRecord

    both(send, TODAY)
    company = CompanyRecord.objects.create(
        corridor=CorridorRecord.objects.get(), side="a", external_id="1", search_key="", sort_key="", name="Alma",
        country="KZ", fields="{}",
    )  # fmt: skip
    user = User.objects.create_user("own@example.org", "correct horse battery")
    client = browser_of(Member.objects.create(user=user, role=COMPANY, company=company))
    assert line_of(client) == ""
    key = ListVersionRecord.objects.all()[0].key
    for path in ("/lists/", f"/lists/versions/{key}/"):
        assert client.get(path).status_code == 404


def test_chair_and_auditor_see_lists_and_change_nothing(
    send: Callable[..., Any], members: dict[str, Any], browser_of: Any
) -> None:
    from svat.web.lists.models import ListUpload

    both(send, TODAY)
    for role in ("chair", "auditor"):
        client = browser_of(members[role])
        page = client.get("/lists/")
        assert page.status_code == 200
        assert '<input type="file"' not in page.content.decode()
        assert client.post("/lists/upload/", {}).status_code == 404
    assert ListUpload.objects.count() == 2
    send("DEMO-OFAC", "ofac-sdn-csv", TODAY + timedelta(days=0), DEMO_OFAC, by=members["reviewer"])
    assert ListUpload.objects.count() == 3


def test_the_same_list_twice_is_stored_once(send: Callable[..., Any]) -> None:
    from svat.web.lists.models import ListVersionRecord
    from svat.web.lists.queries import told

    first = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, DEMO_OFAC)
    assert (first.state, told(first.told)) == ("stored", ())
    again = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, DEMO_OFAC)
    assert (again.state, told(again.told)) == (
        "stored", ("is there already, the same bytes: nothing changed",),
    )  # fmt: skip
    assert ListVersionRecord.objects.count() == 1
    assert all(x.data is None for x in again.files.all())


def test_the_same_form_twice_sends_one_list(council: Any, browser_of: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from svat.web.lists.models import ListUpload
    from svat.web.people.models import CorridorRecord

    client = browser_of(council)
    for _ in range(2):
        answer = client.post(
            "/lists/upload/",
            {
                "corridor": CorridorRecord.objects.get().key, "publisher": "DEMO-OFAC", "kind": "ofac-sdn-csv",
                "version": TODAY.isoformat(), "once": "k" * 20,
                "sent": [SimpleUploadedFile(name, data) for name, data in DEMO_OFAC.items()],
            },
        )  # fmt: skip
        assert (answer.status_code, answer["Location"]) == (302, "/lists/")
    assert ListUpload.objects.count() == 1


def test_far_fewer_entries_are_asked_about_and_taken_only_by_an_explicit_choice(
    send: Callable[..., Any], council: Any, browser_of: Any
) -> None:
    from svat.web.lists.models import ListVersionRecord
    from svat.web.lists.queries import told

    send("DEMO-OFAC", "ofac-sdn-csv", TODAY - timedelta(days=2), DEMO_OFAC)
    few = {"sdn.csv": sdn_csv(SDN), "alt.csv": alt_csv()}
    asked = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, few)
    assert asked.state == "asked"
    [said] = told(asked.told)
    assert said.startswith("sdn.csv: has 5 entries")
    assert str(Path("/")) + "tmp" not in said
    assert ListVersionRecord.objects.count() == 1
    client = browser_of(council)
    assert "take it with fewer entries" in client.get("/lists/").content.decode()
    old = client.post(f"/lists/uploads/{asked.key}/fewer/", {"version": asked.version - 1})
    assert old.status_code == 409
    assert client.post(f"/lists/uploads/{asked.key}/fewer/", {"version": asked.version}).status_code == 302
    work()
    asked.refresh_from_db()
    assert asked.state == "stored"
    assert ListVersionRecord.objects.count() == 2
    assert client.post(f"/lists/uploads/{asked.key}/discard/", {"version": asked.version}).status_code == 409


def test_every_step_of_a_list_stands_in_the_chain(
    send: Callable[..., Any], council: Any, browser_of: Any
) -> None:
    from svat.web.audit.append import head, links
    from svat.web.audit.chain import broken

    before = head()[0]
    send("DEMO-OFAC", "ofac-sdn-csv", TODAY - timedelta(days=2), DEMO_OFAC)
    asked = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, {"sdn.csv": sdn_csv(SDN), "alt.csv": alt_csv()})
    browser_of(council).post(f"/lists/uploads/{asked.key}/fewer/", {"version": asked.version})
    work()
    found = [(x.member, x.action) for x in links() if x.number > before]
    who = f"member {council.pk}"
    assert found[:5] == [
        (who, "upload list"), ("worker", "store list"), (who, "upload list"), ("worker", "refuse list"),
        (who, "accept fewer entries"),
    ]  # fmt: skip
    assert found[5] == ("worker", "store list")
    assert list(broken(links(), head())) == []


def test_stale_lists_are_said_and_the_site_stays_open(
    send: Callable[..., Any], council: Any, browser_of: Any
) -> None:
    from svat.web.jobs import queue

    queue.here("a worker")
    both(send, TODAY - timedelta(days=60))
    answer = browser_of(None).get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "worker": "ok", "lists": "stale"})
    assert browser_of(council).get("/lists/").status_code == 200


def test_what_is_left_or_refused_is_not_kept(
    send: Callable[..., Any], council: Any, browser_of: Any, site: Path
) -> None:
    from svat.web.lists.models import ListFile, ListVersionRecord
    from svat.web.lists.queries import told

    send("DEMO-OFAC", "ofac-sdn-csv", TODAY - timedelta(days=2), DEMO_OFAC)
    asked = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, {"sdn.csv": sdn_csv(SDN), "alt.csv": alt_csv()})
    client = browser_of(council)
    assert client.post(f"/lists/uploads/{asked.key}/discard/", {"version": asked.version}).status_code == 302
    refused = send("DEMO-UN", "un-consolidated-xml", TODAY, {"x.xml": un_xml()[:300]})
    assert refused.state == "refused"
    assert told(refused.told)
    assert ListFile.objects.exclude(data=None).count() == 0
    assert ListVersionRecord.objects.count() == 1
    assert str(site) not in str(told(refused.told))


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"../../sdn.csv": b"x", "alt.csv": b"y"}, 302),  # a path is no part of a name
        ({"sdn.csv": b"x", "SDN.csv": b"y"}, 422),
        ({}, 422),
        ({f"{k}.csv": b"x" for k in range(7)}, 422),
    ],
)
def test_names_of_files_are_names(
    council: Any, browser_of: Any, files: dict[str, bytes], status: int, site: Path
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from svat.web.lists.models import ListFile
    from svat.web.people.models import CorridorRecord

    given = {
        "corridor": CorridorRecord.objects.get().key, "publisher": "DEMO-OFAC", "kind": "ofac-sdn-csv",
        "version": TODAY.isoformat(), "sent": [SimpleUploadedFile(name, data) for name, data in files.items()],
    }  # fmt: skip
    assert browser_of(council).post("/lists/upload/", given).status_code == status
    assert all("/" not in x.name and not x.name.startswith(".") for x in ListFile.objects.all())
    work()
    assert not list(site.parent.glob("sdn.csv"))


def test_a_packed_bomb_is_refused_and_small(send: Callable[..., Any], tmp_path: Path) -> None:
    import zipfile

    bomb = tmp_path / "sdn.csv"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sdn.csv", b"0" * 50_000_000)
    found = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, {"sdn.csv": bomb.read_bytes(), "alt.csv": alt_csv()})
    assert found.state == "refused"


def test_entities_of_xml_are_not_expanded(send: Callable[..., Any]) -> None:
    laughs = "".join(
        f'<!ENTITY a{k} "{"&a" + str(k - 1) + ";" if k else "x"}{"&a" + str(k - 1) + ";" if k else "x"}">'
        for k in range(40)
    )
    data = (
        f'<?xml version="1.0"?><!DOCTYPE l [{laughs}]><CONSOLIDATED_LIST>&a39;</CONSOLIDATED_LIST>'.encode()
    )
    assert send("DEMO-UN", "un-consolidated-xml", TODAY, {"consolidated.xml": data}).state == "refused"


def test_a_reading_that_was_broken_off_is_said_and_can_be_left(
    send: Callable[..., Any], council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svat.web.jobs.models import FAILED, Job

    monkeypatch.setattr("tests.web.test_lists.work", lambda: None)
    upload = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, DEMO_OFAC)
    client, address = browser_of(council), f"/lists/uploads/{upload.key}/discard/"
    assert client.post(address, {"version": upload.version}).status_code == 409  # it is being read
    assert "Leave it" not in client.get("/lists/").content.decode()
    Job.objects.update(state=FAILED, said='"the work was broken off 3 times"')
    page = client.get("/lists/").content.decode()
    assert "the work was broken off 3 times" in page
    assert "Leave it" in page
    assert client.post(address, {"version": upload.version}).status_code == 302
    assert all(x.data is None for x in upload.files.all())


def test_a_file_that_is_too_large_is_refused_while_it_comes(
    council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from svat.web import uploads
    from svat.web.lists.models import ListUpload
    from svat.web.people.models import CorridorRecord

    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    given = {
        "corridor": CorridorRecord.objects.get().key, "publisher": "DEMO-OFAC", "kind": "ofac-sdn-csv",
        "version": TODAY.isoformat(), "sent": SimpleUploadedFile("sdn.csv", b"x" * 1_000_000),
    }  # fmt: skip
    assert browser_of(council).post("/lists/upload/", given).status_code == 413
    assert ListUpload.objects.count() == 0


def test_a_job_that_nobody_renews_is_said_to_be_interrupted(council: Any) -> None:
    from svat.web.jobs import queue
    from svat.web.jobs.models import Job
    from svat.web.jobs.shown import shown
    from svat.wording import wording

    job = queue.put("store list", "lists:x", {}, council)
    assert shown(job, wording("en")).said == "waiting: no worker runs"
    queue.here("a worker")
    assert shown(job, wording("en")).said == "waiting for its turn"
    held = queue.claim("a worker")
    assert held is not None
    assert shown(held, wording("en")).said == "running"
    held.lease = datetime.now(UTC) - timedelta(seconds=31)
    assert shown(held, wording("en")).said.startswith("interrupted")
    assert Job.objects.count() == 1


def test_what_changed_is_shown_a_page_at_a_time(
    send: Callable[..., Any], council: Any, browser_of: Any
) -> None:
    from svat.web.lists.models import ListChange, ListVersionRecord

    send("DEMO-OFAC", "ofac-sdn-csv", TODAY - timedelta(days=2), DEMO_OFAC)
    send("DEMO-OFAC", "ofac-sdn-csv", TODAY, demo_lists.fetched())
    version = ListVersionRecord.objects.get(version_date=TODAY)
    before = ListVersionRecord.objects.exclude(pk=version.pk).get()
    assert list(version.changes.values_list("kind", flat=True)) == ["added"]
    client = browser_of(council)
    page = client.get(f"/lists/versions/{version.key}/").content.decode()
    assert version.changes.get().name in page
    assert "object (" not in page
    assert "Nothing changed" in client.get(f"/lists/versions/{version.key}/?kind=removed").content.decode()
    ListChange.objects.bulk_create(
        ListChange(version=version, earlier=before, kind="removed", entry=str(k), name=f"Entry {k}")
        for k in range(250)
    )
    seen, address = [], f"/lists/versions/{version.key}/?kind=removed"
    while address:
        text = client.get(address).content.decode()
        seen += [x.split("<")[0] for x in text.split("<th>Entry ")[1:]]
        address = (
            f"/lists/versions/{version.key}/"
            + text.split('class="main" href="')[1].split('"')[0].replace("&amp;", "&")
            if 'class="main" href="' in text
            else ""
        )
    assert seen == [str(k) for k in range(250)]


def test_the_officer_chooses_which_two_versions_are_compared(
    send: Callable[..., Any], members: dict[str, Any], browser_of: Any
) -> None:
    from svat.web.lists.models import ListComparison, ListVersionRecord

    days = [TODAY - timedelta(days=x) for x in (4, 2, 0)]
    for day, rows in zip(days, (SDN, SDN[:-1], SDN[:-2]), strict=True):
        files = {"sdn.csv": sdn_csv(rows), "alt.csv": alt_csv()}
        send("DEMO-OFAC", "ofac-sdn-csv", day, files, accept_fewer="on")
    first, _, last = ListVersionRecord.objects.order_by("version_date")
    client = browser_of(members["officer"])
    address = f"/lists/versions/{last.key}/"
    page = client.get(address).content.decode()
    assert f'value="{first.key}"' in page
    assert "went: 1" in page  # from the version before
    asked = client.get(f"{address}?from={first.key}").content.decode()
    assert "were not compared yet" in asked
    assert (
        "Compare the two"
        not in browser_of(members["chair"]).get(f"{address}?from={first.key}").content.decode()
    )
    answer = client.post(f"{address}compare/", {"from": first.key})
    assert (answer.status_code, answer["Location"]) == (302, f"{address}?from={first.key}")
    assert "waiting" in client.get(answer["Location"]).content.decode()
    work()
    page = client.get(answer["Location"]).content.decode()
    assert "went: 2" in page
    assert "went: 1" in client.get(address).content.decode()
    assert ListComparison.objects.filter(done=None).count() == 0
    # A later one, one of another list, none: nothing to compare.
    for other in (last.key, "2" * 16):
        assert client.post(f"{address}compare/", {"from": other}).status_code == 404
        assert client.get(f"{address}?from={other}").status_code == 404
    assert client.get(f"/lists/versions/{first.key}/?from={last.key}").status_code == 404


def test_a_store_that_is_killed_anywhere_ends_once(
    send: Callable[..., Any], council: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off before, within and after the store, and before what changed is written: the same in the end."""
    from svat.web.jobs import queue
    from svat.web.jobs.models import Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.lists import storing
    from svat.web.lists.models import ListChange, ListUpload, ListVersionRecord

    send("DEMO-OFAC", "ofac-sdn-csv", TODAY - timedelta(days=2), DEMO_OFAC)
    monkeypatch.setattr("tests.web.test_lists.work", lambda: None)
    upload = send("DEMO-OFAC", "ofac-sdn-csv", TODAY, demo_lists.fetched())
    job = Job.objects.get(about=f"list:{upload.key}")
    for place in ("add", "_read", "perform", "changes_to"):
        real = getattr(storing, place)

        def killed(*given: Any, real: Any = real, place: str = place, **more: Any) -> Any:
            if place in ("add", "perform"):
                real(*given, **more)  # done, and then the end
            raise KeyboardInterrupt

        monkeypatch.setattr(storing, place, killed)
        with pytest.raises(KeyboardInterrupt):
            storing.store(job, JobProgress(job))
        monkeypatch.setattr(storing, place, real)
    for _ in range(2):
        job.refresh_from_db()
        storing.store(job, JobProgress(job))
    queue.end(job, "test")
    assert ListUpload.objects.get(pk=upload.pk).state == "stored"
    assert json.loads(ListUpload.objects.get(pk=upload.pk).told) == []
    assert ListVersionRecord.objects.count() == 2
    assert ListChange.objects.count() == 1
    assert Job.objects.filter(kind="screen again").count() == 1


def test_a_folder_that_was_changed_from_outside_closes_the_line_until_it_is_read(
    send: Callable[..., Any], council: Any, browser_of: Any, tmp_path: Path
) -> None:
    from svat.council.lists import NewVersion, add
    from svat.web.lists.models import ListVersionRecord
    from svat.web.lists.places import lists_folder
    from svat.web.people.models import CorridorRecord

    both(send, TODAY - timedelta(days=1))
    corridor = CorridorRecord.objects.get()
    for name, data in demo_lists.fetched().items():
        (tmp_path / name).write_bytes(data)
    new = NewVersion(sorted(tmp_path.glob("*.csv")), "ofac-sdn-csv", "DEMO-OFAC", TODAY)
    add(lists_folder(corridor), new)
    client = browser_of(council)
    assert "changed from outside" in line_of(client)
    assert client.post(f"/lists/corridors/{corridor.key}/read/").status_code == 302
    work()
    assert line_of(client).startswith('good"')
    assert ListVersionRecord.objects.count() == 3


def test_the_line_asks_the_database_little(
    send: Callable[..., Any],
    council: Any,
    browser_of: Any,
    django_queries: Callable[[Callable[[], Any]], int],
) -> None:
    from svat.web.lists.state import lists_line
    from svat.wording import wording

    both(send, TODAY)
    lists_line(council, wording("en"))
    assert django_queries(lambda: lists_line(council, wording("en"))) == 1
    client = browser_of(council)
    client.get("/lists/")
    assert django_queries(lambda: client.get("/lists/")) <= 10


def test_companies_that_turn_are_told_to_the_council(
    send: Callable[..., Any], members: dict[str, Any], browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svat.council.files import files_of
    from svat.council.folder import FolderStore
    from svat.web.lists import screening
    from svat.web.lists.models import ListVersionRecord, Rescreening
    from svat.web.store import folder_of

    both(send, TODAY - timedelta(days=3))
    listed = catalogue.table("everything/fetched.toml")["ofac"][0]["name"]
    roll = "id,name,country,offers\n1,{},{},honey\n2,Quiet Field,{},tea\n"
    rolls = {"a": roll.format(listed, "KZ", "KZ"), "b": roll.format("Calm Hill", "KR", "KR")}

    def store(corridor: Any) -> FolderStore:
        """The corridor's store with two small rolls."""
        folder = folder_of(corridor)
        (folder / "corridor.toml").write_text(corridor.text, encoding="utf-8")
        for side, text in rolls.items():
            (folder / "rolls" / side).mkdir(parents=True, exist_ok=True)
            (folder / "rolls" / side / "roll.csv").write_text(text, encoding="utf-8")
        return FolderStore(files_of(folder))

    monkeypatch.setattr(screening, "store_of", store)
    send("DEMO-OFAC", "ofac-sdn-csv", TODAY, demo_lists.fetched())
    found = Rescreening.objects.get()
    assert found.companies == 4
    page = browser_of(members["chair"]).get(f"/lists/rescreenings/{found.key}/").content.decode()
    assert listed in page
    assert "Quiet Field" not in page
    version = ListVersionRecord.objects.get(version_date=TODAY)
    assert browser_of(members["chair"]).post(f"/lists/versions/{version.key}/screen/").status_code == 404
    assert browser_of(members["reviewer"]).post(f"/lists/versions/{version.key}/screen/").status_code == 302

"""Review: companies screened into a queue, the evidence, who decides, and what a changed list or a new day does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.law.listfiles import SDN, alt_csv, sdn_csv
from tests.web.companies import small_roll
from tests.web.introduced import work
from tests.web.test_lists import un

pytestmark = pytest.mark.usefixtures("site")
TODAY = datetime.now(UTC).date()
LATER = (TODAY + timedelta(days=200)).isoformat()
LISTED, NEAR = "KERBEZSAI LOGISTICS GROUP", "Tobylzhar Meridian Suply LLP"
A_SIDE = (
    f"A1,{LISTED},,,KZ,Almaty,,,,honey,glass",
    f"A2,{NEAR},,,KZ,Almaty,,,,honey,glass",
    "A3,Altyn Ara LLP,,,KZ,Almaty,,,,honey,glass",
)
B_SIDE = ("B1,Hanbit Glass,,,KR,Seoul,,,,glass,honey",)


def corridor() -> Any:
    from svat.web.people.models import CorridorRecord

    return CorridorRecord.objects.get()


def hits(**which: Any) -> list[Any]:
    from svat.web.review.models import HitRecord

    return list(HitRecord.objects.filter(**which).order_by("company__external_id", "id"))


@pytest.fixture
def send(council: Any, browser_of: Any) -> Callable[..., Any]:
    """Upload a list as a form does, and have it stored."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    def sent(publisher: str, kind: str, day: date, files: dict[str, bytes]) -> None:
        given = {
            "corridor": corridor().key, "publisher": publisher, "kind": kind, "version": day.isoformat(),
            "sent": [SimpleUploadedFile(name, data) for name, data in files.items()],
        }  # fmt: skip
        assert browser_of(council).post("/lists/upload/", given).status_code == 302
        work(20)

    return sent


def ofac(send: Callable[..., Any], day: date, rows: Any = SDN, publisher: str = "DEMO-OFAC") -> None:
    send(publisher, "ofac-sdn-csv", day, {"sdn.csv": sdn_csv(rows), "alt.csv": alt_csv()})


@pytest.fixture
def screened(council: Any, tmp_path: Path) -> Any:
    """Two rolls and lists on which two of the companies are, or nearly: as their jobs leave them."""
    from svat.council.lists import NewVersion, add
    from svat.web.jobs.models import Job
    from svat.web.lists.places import lists_folder
    from svat.web.lists.storing import read_again
    from svat.web.review.screening import KIND

    small_roll(council, *A_SIDE)
    small_roll(council, *B_SIDE, side="b")
    day = TODAY - timedelta(days=3)
    for publisher, kind, files in (
        ("DEMO-UN", "un-consolidated-xml", un(day)),
        ("DEMO-OFAC", "ofac-sdn-csv", {"sdn.csv": sdn_csv(), "alt.csv": alt_csv()}),
    ):
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        paths = [tmp_path / name for name in files]
        add(lists_folder(corridor()), NewVersion(paths, kind, publisher, day))
    read_again(corridor())
    Job.objects.exclude(kind=KIND).delete()  # what others do after a change is theirs to test
    work(20)
    return corridor()


def test_screening_follows_lists_and_rolls_by_itself(screened: Any) -> None:
    found = {(x.company.external_id, x.entry_id): x for x in hits()}
    assert {"A1", "A2"} <= {company for company, _ in found}
    assert "A3" not in {company for company, _ in found}  # the nearest neighbour that is nobody
    listed, near = found["A1", "102"], found["A2", "101"]
    assert (listed.status, listed.state, near.state) == ("hit", "open", "open")
    assert listed.publisher == "DEMO-OFAC"
    kept = json.loads(listed.evidence)
    assert {x["how"] for x in kept["rows"] if x["what"] == "kind"} <= {"agrees", "not said"}
    assert [x["name"] for x in kept["hits"]]


def test_a_screening_done_again_changes_nothing(screened: Any, council: Any) -> None:
    from svat.web.actions import perform
    from svat.web.review.actions import AskForReviewScreening

    before = [(x.pk, x.version, x.since) for x in hits()]
    perform(council, AskForReviewScreening(screened.key))
    work(20)
    assert [(x.pk, x.version, x.since) for x in hits()] == before


def test_a_folders_case_file_becomes_records_and_comes_out_the_same(council: Any, tmp_path: Path) -> None:
    """All that a council may keep of a case, read the same by the law, and the same bytes once it was out."""
    from dataclasses import replace

    from svat.council.files import files_of
    from svat.council.folder import FolderStore
    from svat.demo import everything, write
    from svat.web.review.models import CaseRow, RulingRecord
    from svat.web.rolls.carrying import export_folder, import_folder
    from svat.web.store import store_of

    folder = tmp_path / "demo"
    write(folder)
    for path, data in everything.more().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def said(store: Any) -> Any:
        kept = store.case_file
        return replace(kept, owners=tuple(replace(x, place="") for x in kept.owners))

    corridor = import_folder(folder, council)
    assert said(store_of(corridor)) == said(FolderStore(files_of(folder)))
    assert RulingRecord.objects.filter(corridor=corridor).count() > 0
    assert {x.table for x in CaseRow.objects.filter(corridor=corridor)} == {
        "exemptions", "usage", "answers", "owners",
    }  # fmt: skip
    out = export_folder(corridor, tmp_path / "out")
    again = import_folder(out, council)
    once_more = export_folder(again, tmp_path / "again")
    names = ["rulings.jsonl", *(f"{x}.csv" for x in ("exemptions", "usage", "answers", "owners"))]
    for name in names:
        assert (out / "case-file" / name).read_bytes() == (once_more / "case-file" / name).read_bytes(), name
    rulings = (folder / "case-file/rulings.jsonl").read_bytes()
    assert (out / "case-file/rulings.jsonl").read_bytes() == rulings


def rows() -> list[Any]:
    """What is kept of hits, but for when and under which key."""
    from svat.web.review.models import HitRecord, HitWait

    kept = HitRecord.objects.order_by("company__external_id", "publisher", "entry_id", "role")
    return [
        *kept.values_list("company__external_id", "entry_id", "state", "evidence", "score"),
        HitWait.objects.count(),
    ]


def test_a_screening_that_is_broken_off_anywhere_ends_the_same(
    screened: Any, council: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after each of its steps and taken up again: nothing is lost, doubled or half done."""
    from svat.web.jobs.models import Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.review import screening
    from svat.web.review.models import CorridorScreening, HitRecord, HitWait
    from svat.web.review.screening import screen, screen_for_review

    expected = rows()
    steps = [0, 0]

    def broken(real: Any) -> Any:
        def step(*given: Any, **named: Any) -> Any:
            steps[0] += 1
            if steps[0] > steps[1]:
                raise KeyboardInterrupt
            return real(*given, **named)

        return step

    monkeypatch.setattr(screening, "_BATCH", 1)
    with monkeypatch.context() as patch:
        for name in ("_put", "perform", "suspects_on"):
            patch.setattr(screening, name, broken(getattr(screening, name)))
        while True:
            HitWait.objects.all().delete()
            HitRecord.objects.all().delete()
            CorridorScreening.objects.all().delete()
            Job.objects.all().delete()
            job = screen_for_review(corridor(), council)
            steps[0] = 0
            try:
                screen(job, JobProgress(job))
            except KeyboardInterrupt:
                steps[0], steps[1], at = 0, 1_000, steps[1]
                screen(job, JobProgress(job))
                assert rows() == expected, at
                steps[1] = at + 1
                continue
            break
    assert rows() == expected
    assert steps[1] > len(expected)


# Deciding: two persons, one wins, a changed entry, a day that ends


def one(company: str) -> Any:
    return hits(company__external_id=company, publisher="DEMO-OFAC")[0]


def page_of(hit: Any, what: str = "") -> str:
    return f"/review/hits/{hit.key}/{what}"


def decide(client: Any, hit: Any, said: str = "cleared", **more: Any) -> Any:
    given = {
        "said": said,
        "reason": "other birth date",
        "expires": LATER,
        "version": hit.version,
        "sure": "1",
    }
    return client.post(page_of(hit, "decide/"), {**given, **more})


def second(client: Any, hit: Any, **more: Any) -> Any:
    return client.post(
        page_of(hit, "second/"), {"reason": "seen", "version": hit.version, "sure": "1", **more}
    )


def lines() -> list[dict[str, Any]]:
    from svat.web.review.models import RulingRecord

    return [json.loads(x.ruling) for x in RulingRecord.objects.order_by("id")]


def in_force() -> list[str]:
    """What the command line's own reading of the folder says of each ruling."""
    from svat.council.screening import rulings_on
    from svat.web.store import materialise, store_of

    store = store_of(corridor())
    file = materialise(corridor()) / "case-file/rulings.jsonl"
    return [x.state for x in rulings_on(file, store.law_on(TODAY))]


def test_a_clearing_is_a_proposal_until_another_person_confirms_it(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    officer, reviewer = browser_of(members["officer"]), browser_of(members["reviewer"])
    shown = decide(officer, one("A1"), sure="")
    assert shown.status_code == 200
    assert "It frees nothing yet" in shown.content.decode()
    assert lines() == []
    assert decide(officer, one("A1")).status_code == 302
    hit = one("A1")
    assert (hit.state, in_force()) == ("proposed", ["proposed"])
    assert "another person has to confirm it" in officer.get(page_of(hit)).content.decode()
    assert second(reviewer, hit, sure="").status_code == 200
    assert second(reviewer, hit).status_code == 302
    hit = one("A1")
    assert (hit.state, hit.settled, in_force()) == ("decided", "cleared", ["seconded", "in force"])
    assert hit.decided is not None
    [wait] = hit.waits.all()
    assert wait.how == "cleared"
    told = reviewer.get(page_of(hit)).content.decode()
    assert "other birth date" in told
    work(20)
    assert one("A1").version == hit.version  # the law room finds what the action wrote


def test_one_person_confirms_and_that_bars(screened: Any, members: dict[str, Any], browser_of: Any) -> None:
    assert decide(browser_of(members["reviewer"]), one("A2"), "confirmed").status_code == 302
    assert (one("A2").state, one("A2").settled, in_force()) == ("decided", "confirmed", ["in force"])
    assert one("A1").state == "open"
    # It was a slip: the last word counts, and clearing takes two persons as ever.
    assert decide(browser_of(members["reviewer"]), one("A2")).status_code == 302
    assert (one("A2").state, in_force()) == ("proposed", ["in force", "proposed"])
    assert second(browser_of(members["officer"]), one("A2")).status_code == 302
    assert (one("A2").settled, in_force()) == ("cleared", ["superseded", "seconded", "in force"])


@pytest.mark.parametrize("entrance", ["page", "another role", "a second account", "the action", "once more"])
def test_nobody_seconds_their_own_proposal(
    screened: Any, members: dict[str, Any], browser_of: Any, entrance: str
) -> None:
    """V1: by person, not by role or account, and none is exempt; another person is not taken for them."""
    from svat.web.actions import NotDone, perform
    from svat.web.people.models import Member, User
    from svat.web.review.actions import SecondHit

    officer = members["officer"]
    assert decide(browser_of(officer), one("A1")).status_code == 302
    hit = one("A1")
    if entrance == "page":
        assert second(browser_of(officer), hit).status_code == 403
    elif entrance == "another role":
        other = Member.objects.create(user=officer.user, role="reviewer")
        assert second(browser_of(other), hit).status_code == 403
    elif entrance == "a second account":
        for number, (address, name) in enumerate((("olga+2@example.org", "O"), ("o@example.net", "OLGA"))):
            user = User.objects.create_user(address, "x", name=name)
            other = Member.objects.create(user=user, role="reviewer")
            assert second(browser_of(other), hit).status_code == 403, number
    elif entrance == "the action":
        with pytest.raises(NotDone, match="yourself"):
            perform(officer, SecondHit(hit.key, hit.version, "seen"))
    else:  # a clearing by whoever proposed it does not count as a second one
        assert decide(browser_of(officer), hit).status_code == 409
    assert (one("A1").state, in_force()) == ("proposed", ["proposed"])
    assert second(browser_of(members["reviewer"]), one("A1")).status_code == 302
    assert one("A1").settled == "cleared"


def test_a_proposal_that_came_with_a_folder_is_proposed_anew(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    from svat.web.review.models import RulingRecord

    assert decide(browser_of(members["officer"]), one("A1")).status_code == 302
    RulingRecord.objects.update(member=None)
    answer = second(browser_of(members["reviewer"]), one("A1"))
    assert answer.status_code == 409
    assert "propose it anew" in answer.content.decode()


def test_of_two_reviewers_at_once_one_wins_and_the_other_is_told(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    seen = one("A2")
    assert decide(browser_of(members["officer"]), seen, "confirmed").status_code == 302
    late = decide(browser_of(members["reviewer"]), seen)
    assert late.status_code == 409
    assert "somebody was faster" in late.content.decode()
    assert [x["said"] for x in lines()] == ["confirmed"]


def test_what_the_law_room_refuses_stands_in_the_form(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    client = browser_of(members["reviewer"])
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert decide(client, one("A1"), expires=yesterday).status_code == 422
    assert decide(client, one("A1"), reason=" ").status_code == 422
    assert decide(client, one("A1"), said="perhaps").status_code == 422
    assert decide(client, one("A1"), expires=TODAY.isoformat()).status_code == 302


def test_a_clean_result_hides_nothing_that_comes_later(
    screened: Any, members: dict[str, Any], browser_of: Any, send: Callable[..., Any]
) -> None:
    """V2: cleared, then put on the next list under the very name: open at once, and the old entry stays cleared."""
    officer, reviewer = browser_of(members["officer"]), browser_of(members["reviewer"])
    decide(officer, one("A2"))
    second(reviewer, one("A2"))
    assert one("A2").settled == "cleared"
    ofac(send, TODAY, (*SDN, (777, NEAR.upper(), "", "Tax ID No. 990000000001.")))
    states = {x.entry_id: x.state for x in hits(company__external_id="A2", publisher="DEMO-OFAC")}
    assert states == {"101": "decided", "777": "open"}
    assert hits(company__external_id="A3") == []


def test_a_changed_entry_comes_back_with_what_changed(
    screened: Any, members: dict[str, Any], browser_of: Any, send: Callable[..., Any]
) -> None:
    officer, reviewer = browser_of(members["officer"]), browser_of(members["reviewer"])
    for company in ("A1", "A2"):
        decide(officer, one(company))
        second(reviewer, one(company))
    rows = tuple(
        (n, name, kind, "Tax ID No. 5.") if n == 101 else (n, name, kind, x) for n, name, kind, x in SDN
    )
    ofac(send, TODAY, rows)
    assert (one("A1").state, one("A2").state) == ("decided", "open")  # only whose entry changed
    page = reviewer.get("/review/").content.decode()
    assert "Come back:" in page
    assert "entry changed" in page
    assert one("A2").waits.count() == 2


def test_a_proposal_does_not_outlive_its_entry(
    screened: Any, members: dict[str, Any], browser_of: Any, send: Callable[..., Any]
) -> None:
    decide(browser_of(members["officer"]), one("A2"))
    seen = one("A2")
    rows = tuple(
        (n, name, kind, "Tax ID No. 5.") if n == 101 else (n, name, kind, x) for n, name, kind, x in SDN
    )
    ofac(send, TODAY, rows)
    assert second(browser_of(members["reviewer"]), seen).status_code == 409
    assert one("A2").state == "open"


def test_lists_that_changed_meanwhile_are_screened_before_anybody_decides(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    from svat.web.lists.places import lists_folder

    seen = one("A1")
    manifest = lists_folder(corridor()) / "lists.toml"
    manifest.write_bytes(manifest.read_bytes() + b"\n# changed\n")
    answer = decide(browser_of(members["reviewer"]), seen, "confirmed")
    assert answer.status_code == 409
    assert "the lists have changed" in answer.content.decode()
    assert lines() == []


def test_a_ruling_that_has_run_out_comes_back_by_itself(
    screened: Any, members: dict[str, Any], browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svat.web.jobs.models import Job
    from svat.web.review import screening

    officer, reviewer = browser_of(members["officer"]), browser_of(members["reviewer"])
    decide(officer, one("A1"))
    second(reviewer, one("A1"))
    assert screening.due() == 0  # screened today already
    Job.objects.all().delete()
    for days, state in ((199, "decided"), (201, "open")):
        monkeypatch.setattr(screening, "today", lambda days=days: TODAY + timedelta(days=days))
        assert screening.due() == 1
        work(20)
        Job.objects.all().delete()
        assert one("A1").state == state, days
    assert "expired" in reviewer.get(page_of(one("A1"))).content.decode()


def test_what_runs_out_soon_is_shown_and_can_be_renewed_before(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    officer, reviewer = browser_of(members["officer"]), browser_of(members["reviewer"])
    early = (TODAY + timedelta(days=10)).isoformat()
    for company, day in (("A1", early), ("A2", LATER)):
        decide(officer, one(company), expires=day)
        second(reviewer, one(company))
    assert [x.until.isoformat() for x in (one("A1"), one("A2"))] == [early, LATER]
    text = reviewer.get("/review/?state=soon").content.decode()
    assert page_of(one("A1")) in text
    assert page_of(one("A2")) not in text
    assert "decisions of review that run out soon" in reviewer.get("/today/").content.decode()
    assert decide(officer, one("A2")).status_code == 409  # there is nothing to say of it yet
    assert decide(officer, one("A1")).status_code == 302
    assert one("A1").state == "proposed"
    assert "in force" in in_force()  # in the meantime it stays cleared
    assert "proposals to second" in reviewer.get("/today/").content.decode()
    assert "proposals to second" not in officer.get("/today/").content.decode()
    assert second(reviewer, one("A1")).status_code == 302
    assert (one("A1").settled, one("A1").until.isoformat()) == ("cleared", LATER)


@pytest.mark.parametrize(("doubted", "state"), [(False, "gone"), (True, "open")])
def test_what_is_no_longer_found_is_gone_unless_a_list_is_in_doubt(
    screened: Any, council: Any, send: Callable[..., Any], doubted: bool, state: str
) -> None:
    from svat.web.actions import perform
    from svat.web.review.actions import AskForReviewScreening
    from svat.web.rolls.models import Import

    if doubted:
        ofac(send, TODAY, publisher="OFAC")  # of so few entries as that publisher's list never has
    Import.objects.filter(side="a").update(state="undone")
    small_roll(council, A_SIDE[2])
    perform(council, AskForReviewScreening(screened.key))
    work(20)
    assert {x.state for x in hits(company__external_id="A1", publisher="DEMO-OFAC")} == {state}


# Who sees it


def test_pages_of_review_are_there_for_reviewers_alone(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    hit = one("A1")
    pages = (
        "/review/",
        page_of(hit),
        "/review/hits.xlsx",
        "/review/questions/",
        "/review/case-file/",
        "/review/case-file/owners/",
    )
    from tests.web.test_leaks import person

    members["company"] = person("own@example.org", "company", hit.company)
    for role, expected in (
        ("officer", 200),
        ("reviewer", 200),
        ("auditor", 200),
        ("chair", 404),
        ("company", 404),
    ):
        client = browser_of(members[role])
        answers = [client.get(x) for x in pages]
        assert {x.status_code for x in answers} == {expected}, role
        for x in answers:
            x.close()
    auditor = browser_of(members["auditor"])
    assert decide(auditor, hit).status_code == 404
    text = auditor.get(page_of(hit)).content.decode()
    assert "<form" not in text.split('id="main"')[1]
    answer = auditor.post("/review/case-file/owners/", {"owned": "A1", "owner": "X", "share": "60 %"})
    assert answer.status_code == 403


def test_nothing_is_cleared_in_bulk(site: Path) -> None:
    """V3: there is no address that decides more than one hit."""
    from svat.web import urls

    every: Any = urls.urlpatterns
    found = [str(x.pattern) for x in every if str(x.pattern).startswith("review/")]
    deciding = [x for x in found if "decide" in x or "second" in x]
    assert deciding == ["review/hits/<slug:key>/decide/", "review/hits/<slug:key>/second/"]
    assert [x for x in found if "bulk" in x or "every" in x] == []


# The case file


def test_rows_are_added_as_the_strict_readers_want_them_and_taken_back(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    from svat.web.review.models import CaseRow
    from svat.web.store import store_of

    client = browser_of(members["reviewer"])
    tables = {
        "usage": {"date": TODAY.isoformat(), "exporter": "KZ", "importer": "KR", "hs": "2601", "quantity": "10",
                  "unit": "t", "reference": "R1"},
        "owners": {"owned": "A3", "owner": LISTED, "share": "60 %"},
        "answers": {"a": "A1", "b": "B1", "question": "Q", "answer": "no", "answered_by": "x",
                    "answered_on": TODAY.isoformat(), "valid_to": LATER},
    }  # fmt: skip
    refused = client.post("/review/case-file/usage/", {**tables["usage"], "hs": "26"})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Goods by HS codes (* for any): " in text  # the form's own field, of no file and no row
    assert "usage.csv" not in text
    assert "four or six digits" in text
    assert "/tmp" not in text
    assert 'value="R1"' in text  # what was typed stays
    assert client.post("/review/case-file/answers/", tables["answers"]).status_code == 422  # no such question
    asked = store_of(corridor()).rules.end_use.questions[0]
    assert f'value="{asked.id}"' in client.get("/review/case-file/answers/").content.decode()
    assert (
        client.post("/review/case-file/answers/", {**tables["answers"], "question": asked.id}).status_code
        == 302
    )
    assert client.post("/review/case-file/usage/", tables["usage"]).status_code == 302
    assert client.post("/review/case-file/usage/", tables["usage"]).status_code == 422  # twice
    assert client.post("/review/case-file/owners/", tables["owners"]).status_code == 302
    kept = store_of(corridor()).case_file
    assert kept.usage is not None
    assert [x.reference for x in kept.usage] == ["R1"]
    work(20)
    [owner] = hits(company__external_id="A3", role="owner", publisher="DEMO-OFAC")
    assert (owner.status, owner.state) == ("hit", "open")
    row = CaseRow.objects.get(table="owners")
    assert client.post(f"/review/case-file/rows/{row.key}/undo/", {"version": row.version}).status_code == 302
    assert client.post(f"/review/case-file/rows/{row.key}/undo/", {"version": row.version}).status_code == 409
    work(20)
    assert hits(company__external_id="A3", role="owner")[0].state == "gone"
    assert store_of(corridor()).case_file.owners == ()

"""Review, pairs: what a decision frees or stops before it is saved, other questions, waiting times, proofs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.web.introduced import work
from tests.web.test_review import LATER, TODAY, corridor, decide, hits, in_force, one, screened, second, send

pytestmark = pytest.mark.usefixtures("site")
__all__ = ["screened", "send"]


def finding(rule: str, party: str = "", asks: str = "Is it?") -> dict[str, Any]:
    """What the law found, as introductions keep it."""
    return {
        "rule": rule, "regime": "x", "source": "list", "effect": "review", "party": party, "detail": "found",
        "decide": asks,
    }  # fmt: skip


def introduced(member: Any, a: str, b: str, state: str, found: Any, **more: Any) -> Any:
    from svat.web.matching.models import IntroductionRecord, RunRecord
    from svat.web.rolls.models import CompanyRecord

    run, _ = RunRecord.objects.get_or_create(
        corridor=corridor(),
        number=1,
        defaults={"day": TODAY, "policy": "{}", "member": member, "state": "draft"},
    )
    pair = [CompanyRecord.objects.get(side=side, external_id=x) for side, x in (("a", a), ("b", b))]
    return IntroductionRecord.objects.create(
        run=run, corridor=corridor(), a=pair[0], b=pair[1], rank_a=1, rank_b=1, probability=0.5, reasons="{}",
        verdict=json.dumps(found), partner_a="{}", partner_b="{}", state=state, **more,
    )  # fmt: skip


def rule_of(hit: Any) -> str:
    return f"{hit.publisher} {hit.entry_id}"


def test_what_a_decision_frees_or_stops_is_shown_before_it_is_saved(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    client, hit = browser_of(members["officer"]), one("A2")
    introduced(members["officer"], "A2", "B1", "held", [finding(rule_of(hit), "A2")])
    shown = decide(client, hit, sure="").content.decode()
    assert "Pairs that nothing else holds: they can be shown: 1" in shown
    assert "Hanbit Glass" in shown
    barred = decide(client, hit, "confirmed", sure="").content.decode()
    assert "Pairs that are held now: they are barred: 1" in barred
    assert "It frees nothing yet" not in barred
    others = decide(client, one("A1"), sure="").content.decode()  # its nearest neighbour is in no pair
    assert "No pair of what is published" in others


def test_a_pair_that_was_taken_back_because_of_it_can_be_shown_again(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    client, hit = browser_of(members["officer"]), one("A2")
    barred = {**finding(rule_of(hit), "A2"), "effect": "barred"}
    introduced(members["officer"], "A2", "B1", "withdrawn", [barred], stands=True)
    shown = decide(client, hit, sure="").content.decode()
    assert "Pairs that nothing else holds: they can be shown: 1" in shown


def test_a_pair_that_something_else_holds_is_not_called_free(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    client, hit = browser_of(members["officer"]), one("A2")
    introduced(members["officer"], "A2", "B1", "held", [finding(rule_of(hit), "A2"), finding("CAP-1")])
    shown = decide(client, hit, sure="").content.decode()
    assert "Pairs that something else holds still: 1" in shown
    assert "they can be shown" not in shown


def test_confirming_says_which_pairs_companies_see_are_taken_back(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    client, hit = browser_of(members["officer"]), one("A2")
    introduced(members["officer"], "A2", "B1", "clear", [], stands=True)
    introduced(members["officer"], "A3", "B1", "clear", [], stands=True)
    shown = decide(client, hit, "confirmed", sure="").content.decode()
    assert "Pairs that companies see now: they are taken back: 1" in shown
    assert "Altyn Ara" not in shown.split("</h3>")[1]


def test_a_decision_has_pairs_held_against_the_law_again(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    from svat.web.jobs.models import Job
    from svat.web.matching.rechecking import CHECK

    Job.objects.filter(kind=CHECK).delete()
    assert decide(browser_of(members["officer"]), one("A1")).status_code == 302
    assert not Job.objects.filter(kind=CHECK).exists()  # a proposal changes nothing
    assert second(browser_of(members["reviewer"]), one("A1")).status_code == 302
    assert Job.objects.filter(kind=CHECK).count() == 1


def test_questions_that_no_hit_explains_are_grouped_by_what_they_ask(
    screened: Any, members: dict[str, Any], browser_of: Any
) -> None:
    hit = one("A2")
    found = [finding(rule_of(hit), "A2"), finding("US-744", asks="What is it used for?")]
    introduced(members["officer"], "A2", "B1", "held", found)
    introduced(members["officer"], "A3", "B1", "held", [finding("US-744", asks="What is it used for?")])
    introduced(members["officer"], "A1", "B1", "clear", [finding("OTHER")])
    text = browser_of(members["reviewer"]).get("/review/questions/").content.decode()
    assert text.count("What is it used for?") == 1
    assert "2 pairs" in text
    assert rule_of(hit) not in text
    assert "OTHER" not in text


def test_waiting_times_are_told_by_week(screened: Any, members: dict[str, Any], browser_of: Any) -> None:
    from svat.web.review.models import HitWait
    from svat.web.review.waits import weeks_of

    now = datetime.now(UTC)
    waits = list(HitWait.objects.order_by("id"))
    HitWait.objects.filter(pk=waits[0].pk).update(
        since=now - timedelta(days=15), ended=now - timedelta(days=8)
    )
    weeks = weeks_of(members["reviewer"], TODAY)
    assert len(weeks) == 26
    assert [w.days for w in weeks if w.ended] == [7.0]
    assert weeks[-1].waiting == len(waits) - 1
    assert sum(w.came for w in weeks) == len(waits)
    text = browser_of(members["reviewer"]).get("/review/waits/").content.decode()
    assert text.count("<rect") == 26
    assert "style=" not in text


def test_a_proof_is_made_and_verifies(
    screened: Any, members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.council.proofs import WhichVerdict, prove

    client = browser_of(members["reviewer"])
    given = {"a": "A1", "b": "B1", "day": TODAY.isoformat()}
    assert client.post("/review/proofs/", {**given, "a": "A9"}).status_code == 422
    assert client.post("/review/proofs/", {**given, "day": LATER}).status_code == 422
    assert client.post("/review/proofs/", given).status_code == 302
    work(20)
    from svat.web.review.models import ProofRecord

    made = ProofRecord.objects.get()
    assert made.status == "barred"  # A1 is a hit
    answer = client.get(f"/review/proofs/{made.key}/")
    (tmp_path / "verdict.json").write_bytes(b"".join(answer.streaming_content))
    key = client.get(f"/review/proofs/keys/{corridor().key}/")
    (tmp_path / "key.pub").write_bytes(b"".join(key.streaming_content))
    found = prove(WhichVerdict(str(tmp_path / "verdict.json")), tmp_path / "key.pub")
    assert (found.faults, found.document and found.document.id) == ((), made.document_id)
    for role in ("chair", "company"):
        if role == "company":
            from tests.web.test_leaks import person

            members["company"] = person("own@example.org", "company", made.a)
        assert browser_of(members[role]).get(f"/review/proofs/{made.key}/").status_code == 404
        assert browser_of(members[role]).get(f"/review/proofs/keys/{corridor().key}/").status_code == 404


def test_a_ruling_made_here_is_one_to_the_command_line(
    screened: Any, members: dict[str, Any], browser_of: Any, run_svat: Callable[..., Any], tmp_path: Path
) -> None:
    """The folder that goes out is read by the law room's own commands, and nobody's name is in it."""
    from svat.web.rolls.carrying import export_folder

    decide(browser_of(members["officer"]), one("A1"))
    second(browser_of(members["reviewer"]), one("A1"))
    out = export_folder(corridor(), tmp_path / "out")
    text = (out / "case-file/rulings.jsonl").read_text("utf-8")
    assert "Olga" not in text
    assert "@" not in text
    assert in_force() == ["seconded", "in force"]
    assert {x.state for x in hits(company__external_id="A1", entry_id="102")} == {"decided"}


def many(count: int) -> None:
    """So many more hits of one company, as they are."""
    from svat.web.review.models import HitRecord

    first = one("A2")
    HitRecord.objects.bulk_create(
        HitRecord(
            corridor=first.corridor, company=first.company, name="=1+1", kind="organisation", publisher="X",
            entry_id=str(number), entry_sha256="", entry_then="", listed_name="@x", list_version=TODAY, status="review",
            confidence="near", score=0.9, evidence=first.evidence,
        )
        for number in range(count)
    )  # fmt: skip


def test_the_queue_is_filtered_paged_and_taken_away(
    screened: Any, members: dict[str, Any], browser_of: Any, django_queries: Callable[..., int]
) -> None:
    import io

    import openpyxl

    client = browser_of(members["reviewer"])
    few = len(hits())
    client.get("/review/")  # what is kept of lists is kept now
    before = django_queries(lambda: client.get("/review/"))
    many(60)
    assert django_queries(lambda: client.get("/review/")) == before  # however many there are
    seen, address = [], "/review/?publisher=X&sort=since"
    while address:
        text = client.get(address).content.decode()
        seen += [x.split('"')[0] for x in text.split('id="hit-')[1:]]
        after = text.split("after=")[1].split('"')[0] if 'class="main" href="?' in text else ""
        address = f"/review/?publisher=X&sort=since&after={after}" if after else ""
    assert len(seen) == len(set(seen)) == 60
    assert f"Hits: {few}" in client.get("/review/?publisher=DEMO-OFAC").content.decode()
    for wrong in ("state=perhaps", "colour=red", "after=%%%", "sort=company__name"):
        assert client.get(f"/review/?{wrong}").status_code == 400, wrong
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(client.get("/review/hits.xlsx?publisher=X").streaming_content))
    )
    sheet: Any = book.active
    assert sheet.max_row == 61
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}

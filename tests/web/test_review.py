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
from tests.web.test_lists import both, work

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


def ofac(send: Callable[..., Any], day: date, rows: Any = SDN) -> None:
    send("OFAC", "ofac-sdn-csv", day, {"sdn.csv": sdn_csv(rows), "alt.csv": alt_csv()})


@pytest.fixture
def screened(council: Any, send: Callable[..., Any]) -> Any:
    """Two rolls and lists on which two of the companies are, or nearly."""
    small_roll(council, *A_SIDE)
    small_roll(council, *B_SIDE, side="b")
    both(send, TODAY - timedelta(days=3))
    ofac(send, TODAY - timedelta(days=3))
    return corridor()


def test_screening_follows_lists_and_rolls_by_itself(screened: Any) -> None:
    found = {(x.company.external_id, x.entry_id): x for x in hits()}
    assert {"A1", "A2"} <= {company for company, _ in found}
    assert "A3" not in {company for company, _ in found}  # the nearest neighbour that is nobody
    listed, near = found["A1", "102"], found["A2", "101"]
    assert (listed.status, listed.state, near.state) == ("hit", "open", "open")
    assert listed.publisher == "OFAC"
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

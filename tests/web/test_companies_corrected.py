"""Companies corrected: one field, both values where somebody was faster, many at once, taken back; with its history."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from tests.web.companies import by_id, many, small_roll
from tests.web.test_companies_same import sure
from tests.web.test_rolls_projection import histories_hold, projected

pytestmark = pytest.mark.usefixtures("site")


def corrected(client: Any, company: Any, column: str, value: str) -> Any:
    return client.post(
        f"/companies/{company.key}/correct/{column}/", {"version": company.version, "value": value}
    )


def test_a_correction_counts_whatever_the_files_say(council: Any, browser_of: Any) -> None:
    from svat.web.rolls.models import CompanyVersion, CorrectionRecord

    small_roll(council)
    client, before = browser_of(council), by_id("R1")
    assert corrected(client, before, "city", "  Қарағанды ").status_code == 302
    now = by_id("R1")
    assert (now.city, now.version) == ("Қарағанды", before.version + 1)
    projected(council)
    assert (by_id("R1").city, json.loads(by_id("R1").fields)["city"]) == ("Қарағанды", "Қарағанды")
    assert by_id("R1").version == now.version  # the roll's reader says the same
    histories_hold()
    page = client.get(f"/companies/{now.key}/").content.decode()
    assert re.search(r"<del>Алматы</del>.*<ins>Қарағанды</ins>", page)
    assert CompanyVersion.objects.filter(company=now, why="correct company", member=council).count() == 1
    [correction] = CorrectionRecord.objects.filter(undone=None)
    assert client.post(f"/companies/corrections/{correction.key}/undo/", {"version": 1}).status_code == 409
    assert (
        client.post(f"/companies/corrections/{correction.key}/undo/", {"version": now.version}).status_code
        == 302
    )
    projected(council)
    assert by_id("R1").city == "Алматы"
    histories_hold()


def test_both_values_are_shown_to_whoever_was_slower(council: Any, browser_of: Any) -> None:
    """M6."""
    small_roll(council)
    one, two, seen = browser_of(council), browser_of(council), by_id("R1")
    assert corrected(one, seen, "city", "Semey").status_code == 302
    late = corrected(two, seen, "city", "Oral")
    assert late.status_code == 409
    text = late.content.decode()
    assert "Semey" in text
    assert 'value="Oral"' in text
    assert by_id("R1").city == "Semey"
    assert corrected(two, by_id("R1"), "city", "Oral").status_code == 302
    assert by_id("R1").city == "Oral"


def test_a_value_that_cannot_be_read_is_refused_and_kept_in_the_form(council: Any, browser_of: Any) -> None:
    small_roll(council)
    client, company = browser_of(council), by_id("R1")
    for column, value in (("founded", "soon"), ("country", "Korea"), ("name", "")):
        answer = corrected(client, company, column, value)
        assert answer.status_code == 422, column
        assert f'value="{value}"' in answer.content.decode()
    assert corrected(client, company, "external_id", "X").status_code == 422
    assert client.get(f"/companies/{company.key}/correct/search_key/").status_code == 404
    assert by_id("R1").version == company.version


def test_what_is_written_alike_changes_nothing(council: Any, browser_of: Any) -> None:
    from svat.web.audit.models import AuditEntry

    small_roll(council)
    entries = AuditEntry.objects.count()
    assert corrected(browser_of(council), by_id("R1"), "city", "Алматы ").status_code == 302
    assert AuditEntry.objects.count() == entries


def test_several_are_corrected_and_undone_at_once(council: Any, browser_of: Any) -> None:
    """R13 and its undo: what somebody corrects again meanwhile stays."""
    from svat.web.rolls.models import CorrectionRecord

    many(10)
    client = browser_of(council)
    form = sure(
        client,
        "/companies/correct/",
        {"every": "1", "query": "city=Almaty", "column": "legal_form", "value": "LLP"},
    )
    assert form["count"] == "3"
    many(1, start=400)  # a fourth in Almaty
    again = client.post("/companies/correct/", form)
    assert again.status_code == 409
    form["count"], form["digest"] = "4", re.findall(r'name="digest" value="(\w+)"', again.content.decode())[0]
    done = client.post("/companies/correct/", form)
    assert (done.status_code, done["Location"]) == (302, "/companies/?city=Almaty")
    assert CorrectionRecord.objects.filter(undone=None, column="legal_form", value="LLP").count() == 4
    assert json.loads(by_id("M400").fields)["legal_form"] == "LLP"
    corrected(client, by_id("M0"), "legal_form", "JSC")
    undo = re.search(r'action="(/bulk/\w+/undo/)"', client.get("/companies/").content.decode())
    assert undo
    assert client.post(undo[1]).status_code == 302
    [left] = CorrectionRecord.objects.filter(undone=None)
    assert (left.company, left.value) == ("M0", "JSC")


def test_columns_of_one_company_are_not_for_many(council: Any, browser_of: Any) -> None:
    many(2)
    client = browser_of(council)
    given = {"every": "1", "query": "", "column": "name", "value": "x"}
    assert client.post("/companies/correct/", given).status_code == 400
    assert (
        client.post(
            "/companies/correct/", {**given, "column": "city", "query": "members__user=1"}
        ).status_code
        == 400
    )


def test_a_change_to_many_is_bounded(council: Any, browser_of: Any) -> None:
    many(1_001)
    client = browser_of(council)
    page = client.post("/companies/correct/", {"every": "1", "query": "", "column": "city", "value": "Oral"})
    assert "more than" in page.content.decode()
    given = {
        "sure": "1",
        "every": "1",
        "query": "",
        "column": "city",
        "value": "Oral",
        "count": "1001",
        "digest": "",
    }
    assert client.post("/companies/correct/", given).status_code == 422

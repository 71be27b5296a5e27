"""The whole path in a browser, in each language: an empty folder, a council, rolls, listings, lists, people, the log.

A real `svat serve` with its worker; the demo's rolls with one heading that nobody knows and the row that has no name.
Screens are kept in the folder that SVAT_SCREENS names, to be looked at.
"""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from tests.tools import data_folder
from tests.web.at_a_browser import PASSWORD, Person, asked
from tests.web.test_running import served, until

from svat.demo import contents

COMPANIES = {"a": 132, "b": 127}  # of the demo, the mended row among them
UNKNOWN = "Zzyq"  # a heading that means nothing to anybody
pytestmark = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about the browser, on SQLite")


def roll_with_an_unknown_heading() -> bytes:
    text = contents()["rolls/a/roll-kz.csv"].decode("utf-8-sig")
    return ("\ufeff" + text.replace(";city;", f";{UNKNOWN};", 1)).encode()


def mended(data: bytes) -> bytes:
    """The file of refused rows, its empty name filled in."""
    text = data.decode("utf-8-sig")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    at = rows[0].index("name")
    for row in rows[1:]:
        row[at] = row[at] or "Tasmamura LLP"
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_from_an_empty_folder_to_a_log_that_holds(browser: Any, tmp_path: Path, language: str) -> None:
    files = contents()
    with served(tmp_path / "council", "localhost") as (_, origin):
        officer = Person(browser, origin, language)
        page = officer.at("/first-run/")
        officer.keep("first-run")
        officer.fill(
            council="Council", country="KZ", officer="Olga", address="olga@example.org", password=PASSWORD
        )
        page.set_input_files(
            "#id_corridor",
            {"name": "corridor.toml", "mimeType": "text/plain", "buffer": files["corridor.toml"]},
        )
        officer.go()
        officer.with_second_factor()

        # Both rolls; a heading is corrected, a refused row mended and sent again.
        officer.sends("a", "roll-kz.csv", roll_with_an_unknown_heading())
        row = page.locator("tr", has=page.locator("th", has_text=re.compile(f"^{UNKNOWN}$")))
        row.locator("select").select_option("city")
        page.click("form[action$='/headings/'] button:not([class])")
        page.wait_for_selector("form[action$='/apply/']")
        officer.keep("preview")
        with page.expect_download() as waiting:
            page.click("a[href*='what=refused'][href$='as=csv']")
        refused = Path(waiting.value.path()).read_bytes()
        officer.applies()
        officer.sends("a", "mended.csv", mended(refused))
        officer.applies()
        officer.sends("b", "roll-kr.xlsx", files["rolls/b/roll-kr.xlsx"])
        officer.applies()
        assert companies(tmp_path) == COMPANIES
        assert cities(tmp_path) > 100

        # Listings by keyboard alone.
        page = officer.at("/listings/")
        for _ in range(40):  # codes are proposed in the background
            if page.locator("[data-item] [data-key='1']").count():
                break
            page.wait_for_timeout(1000)
            page.reload()
        officer.keep("listings")
        page.locator("[data-item]").first.focus()
        before = page.locator("[data-item]").first.get_attribute("id")
        page.keyboard.press("Digit1")
        page.wait_for_function(
            "id => (document.activeElement.closest('[data-item]') || {id: id}).id !== id", arg=before
        )
        page.keyboard.press("KeyS")
        until(lambda: confirmed(tmp_path) == {"goods": 1, "service": 1}, 20)

        # Two companies are one, and are two again.
        duplicates(officer, tmp_path)

        # Lists.
        page = officer.at("/lists/")
        for publisher, kind, names in (
            ("DEMO-OFAC", "ofac-sdn-csv", ("demo_ofac/sdn.csv", "demo_ofac/alt.csv", "demo_ofac/add.csv")),
            ("DEMO-UN", "un-consolidated-xml", ("demo_un/consolidated.xml",)),
        ):
            officer.at("/lists/")
            officer.fill(publisher=publisher, version="2026-11-09")
            page.select_option("#id_kind", kind)
            sent = [
                {"name": Path(name).name, "mimeType": "text/plain", "buffer": files[f"lists/{name}"]}
                for name in names
            ]
            page.set_input_files("#id_sent", sent)
            officer.go()
        for _ in range(60):
            page = officer.at("/lists/")
            if page.locator("td, th").filter(has_text=re.compile("^DEMO-")).count() >= 2:
                break
            page.wait_for_timeout(500)
        officer.keep("lists")

        # A reviewer, a company and an auditor come by invitation.
        company = one_company(tmp_path)
        for role, key in (("reviewer", ""), ("company", company), ("auditor", "")):
            officer.at("/people/")
            officer.fill(address=f"{role}@example.org", company=key)
            page.select_option("#id_role", role)
            page.select_option("#id_language", language)
            page.click("form[action$='/invite/'] button.main")
        officer.keep("people")
        for role in ("reviewer", "company", "auditor"):
            somebody = Person(browser, origin, language)
            somebody.at(f"/invitation/{link_to(tmp_path, f'{role}@example.org')}")
            somebody.fill(person=role, password=PASSWORD)
            somebody.go()
            if role != "company":
                somebody.with_second_factor()
            somebody.at("/today/")
            if role == "auditor":
                somebody.at("/audit/")
                somebody.keep("audit")
                somebody.at("/audit/verify/")
                assert somebody.page.locator(".held").count() == 1
                assert somebody.page.locator("[role=alert]").count() == 0
            assert somebody.faults == [], role
            somebody.context.close()
        assert officer.faults == []
        officer.context.close()


def duplicates(officer: Person, folder: Path) -> None:
    """Compare the pair that is proposed, unite it, and make the two companies two again."""
    before = companies(folder)
    page = officer.at("/duplicates/")
    officer.keep("duplicates")
    page.locator("[data-item]").first.focus()
    page.keyboard.press("Digit1")
    page.wait_for_url("**/with/**")
    officer.keep("pair")
    pair = page.url.removeprefix(officer.origin)
    page.click("form[action$='/merge/'] button.main")
    until(lambda: sum(companies(folder).values()) == sum(before.values()) - 1, 60)
    page = officer.at(pair)
    page.click(".banner a[href*='/unmerge/']")
    page.wait_for_url("**/unmerge/")
    officer.keep("unmerge")
    page.click("main form button.main")
    until(lambda: companies(folder) == before, 60)


def companies(folder: Path) -> dict[str, int]:
    there = "NOT gone AND merged_into_id IS NULL"
    return dict(asked(folder, f"SELECT side, count(*) FROM rolls_companyrecord WHERE {there} GROUP BY side"))


def cities(folder: Path) -> int:
    return int(
        asked(folder, "SELECT count(*) FROM rolls_companyrecord WHERE side = 'a' AND city <> ''")[0][0]
    )


def confirmed(folder: Path) -> dict[str, int]:
    query = "SELECT answer, count(*) FROM rolls_listingrecord WHERE answer <> '' GROUP BY answer"
    return dict(asked(folder, query))


def one_company(folder: Path) -> str:
    return str(
        asked(folder, "SELECT key FROM rolls_companyrecord WHERE side = 'a' ORDER BY external_id")[0][0]
    )


def link_to(folder: Path, address: str) -> str:
    [(text,)] = asked(folder, f"SELECT text FROM people_outboxmail WHERE \"to\" = '{address}'")
    found = re.search(r"/invitation/(\S+)", text)
    assert found is not None
    return found[1]


def test_the_thousand_a_side_are_applied(browser: Any, tmp_path: Path) -> None:
    """The rolls of the data folder, a thousand companies a side."""
    data = data_folder()
    with served(tmp_path / "council", "localhost") as (_, origin):
        officer = Person(browser, origin, "en")
        officer.at("/first-run/")
        officer.fill(council="Council", country="KZ", a="KZ", b="KR", officer="Olga", address="olga@example.org",
                     password=PASSWORD)  # fmt: skip
        officer.go()
        officer.with_second_factor()
        for side, name in (("a", "kz.csv"), ("b", "kr.xlsx")):
            officer.sends(side, name, (data / "rolls" / name).read_bytes())
            officer.applies()
        assert min(companies(tmp_path).values()) > 950
        assert officer.faults == []
        officer.context.close()

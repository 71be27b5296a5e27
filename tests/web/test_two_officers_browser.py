"""Two officers in two browsers at one record: the second is told in words, keeps what was typed, and can go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.tools import headless
from tests.web.companies import by_id, small_roll
from tests.web.test_two_officers import another, sent

pytestmark = pytest.mark.usefixtures("site")
OLGA = "The last to do something with it: Olga"


@pytest.fixture
def two(
    address: str, council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Any, Any]]:
    """The pages of two officers, each in a browser of their own; a fault of a script fails the test."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    keys = [browser_of(x).cookies["svat_session"].value for x in (council, another(council))]
    faults: list[str] = []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=headless(), args=["--no-sandbox"])
        pages = []
        for key in keys:
            context = browser.new_context(base_url=address)
            context.add_cookies([{"name": "svat_session", "value": key, "url": address}])
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.on("pageerror", lambda error: faults.append(str(error)))
            pages.append(page)
        yield pages[0], pages[1]
        browser.close()
    assert faults == []


def test_the_same_company_is_corrected(council: Any, two: tuple[Any, Any]) -> None:
    small_roll(council)
    for page in two:
        page.goto(f"/companies/{by_id('R1').key}/correct/address/")
    two[0].fill("#value", "Abay 1")
    two[0].click("main button.main")
    two[0].wait_for_selector("text=Abay 1")
    two[1].fill("#value", "Satpaev 22, office 4")
    two[1].click("main button.main")
    two[1].wait_for_selector("[role=alert]")
    said = two[1].inner_text("main")
    assert OLGA in said
    assert "correct a company" in said
    assert "Abay 1" in said
    assert two[1].input_value("#value") == "Satpaev 22, office 4"
    two[1].click("main button.main")
    two[1].wait_for_url(f"**/companies/{by_id('R1').key}/")
    assert "Satpaev 22, office 4" in two[1].inner_text("main")


def test_the_same_duplicate_is_decided(council: Any, two: tuple[Any, Any]) -> None:
    from svat.web.rolls.models import MergeRecord

    small_roll(council)
    pair = f"/companies/{by_id('R3').key}/with/?other={by_id('R4').key}"
    for page in two:
        page.goto(pair)
    two[0].click("button:text-is('They are one')")
    two[0].wait_for_selector("text=The two are one now")
    two[1].click("button:text-is('They are not the same')")
    two[1].wait_for_selector("h1:has-text('Somebody was faster')")
    said = two[1].inner_text("main")
    assert OLGA in said
    assert "merge companies" in said
    assert [(x.same, x.undone) for x in MergeRecord.objects.all()] == [(True, None)]


def test_the_same_import_is_applied_and_discarded(council: Any, two: tuple[Any, Any]) -> None:
    of = sent(council)
    for page in two:
        page.goto(f"/rolls/imports/{of.key}/")
    two[0].click("main button:has-text('Apply')")
    two[0].wait_for_selector("progress")
    two[1].click("main button:has-text('Apply')")
    two[1].wait_for_selector("text=It is being applied already.")
    of.refresh_from_db()
    assert of.state == "applying"


def test_the_same_listing_is_confirmed(council: Any, two: tuple[Any, Any]) -> None:
    from svat.web.rolls.models import ListingRecord

    small_roll(council)
    listing = ListingRecord.objects.get(text="wheat")
    for page in two:
        page.goto("/listings/")
        page.wait_for_selector(f"#listing-{listing.key}")
    two[0].click(f"#listing-{listing.key} button:has-text('service')")
    two[0].wait_for_selector("#status:has-text('Confirmed')")
    two[1].click(f"#listing-{listing.key} button:has-text('vague')")
    two[1].wait_for_selector("text=Olga was faster")
    listing.refresh_from_db()
    assert (listing.answer, listing.confirmed_by) == ("service", council)

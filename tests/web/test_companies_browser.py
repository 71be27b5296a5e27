"""Companies in a real browser: an input method composes, a queue is worked by keyboard, the way back is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.tools import headless
from tests.web.companies import by_id, small_roll
from tests.web.test_companies_same import likely

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def page(address: str, council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A page of an officer's browser; what it complains of fails the test."""
    found = headless()
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    key = browser_of(council).cookies["svat_session"].value
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        context = browser.new_context(base_url=address)
        context.add_cookies([{"name": "svat_session", "value": key, "url": address}])
        made = context.new_page()
        made.set_default_timeout(20_000)
        faults: list[str] = []
        made.on("pageerror", lambda error: faults.append(str(error)))
        made.on(
            "console",
            lambda said: (
                faults.append(said.text)
                if said.type == "error" and "favicon" not in said.location["url"]
                else None
            ),
        )
        yield made
        browser.close()
    assert faults == []


def asked_for(page: Any) -> list[str]:
    """What the search asks the server from now on."""
    found: list[str] = []
    page.on("request", lambda x: found.append(x.url) if x.headers.get("hx-request") else None)
    return found


def test_a_word_that_is_composed_is_asked_for_once(council: Any, page: Any) -> None:
    """N7: neither a syllable on its way nor the Enter that ends it searches."""
    from urllib.parse import unquote

    small_roll(council)
    page.goto("/companies/")
    asked = asked_for(page)
    page.focus("#q")
    session = page.context.new_cdp_session(page)
    for part in ("ㄹ", "로", "롬", "로마"):
        session.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)}
        )
        page.wait_for_timeout(320)  # longer than a search waits for the next letter
    enter = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", **enter})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    assert asked == []
    with page.expect_response(lambda x: "/companies/" in x.url):
        session.send("Input.insertText", {"text": "로마"})
    page.wait_for_selector("#status:has-text('3')")
    page.wait_for_timeout(400)
    assert len(asked) == 1
    assert "q=로마" in unquote(asked[0])
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator("#list tbody tr").count() == 3
    assert unquote(page.url).endswith("/companies/?q=로마")


def test_the_way_back_is_a_whole_page_with_its_filter(council: Any, page: Any) -> None:
    """N1, N2, N3."""
    small_roll(council)
    page.goto("/companies/")
    with page.expect_response(lambda x: "goods=both" in x.url):
        page.select_option("#goods", "both")
    page.wait_for_selector("#list tbody tr:nth-child(2):last-child")
    page.click("#list tbody a >> nth=0")
    page.wait_for_selector("h2#history")
    page.go_back()
    page.wait_for_selector("#list tbody tr")
    assert page.locator("header.bar").count() == 1
    assert page.locator("#list tbody tr").count() == 2
    assert page.url.endswith("/companies/?goods=both")
    kept = page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    assert set(kept) <= {"htmx-current-path-for-history"}  # no page


def test_duplicates_are_worked_by_keyboard(council: Any, page: Any) -> None:
    """N5, N6: the focus is never lost, and what is left is said."""
    from svat.web.rolls.models import MergeRecord

    likely(4)
    page.goto("/duplicates/")
    page.focus("#pairs > li >> nth=1")
    for left in (3, 2, 1):
        with page.expect_response(lambda x: "/apart/" in x.url):
            page.keyboard.press("Digit2")
        page.wait_for_selector(f"#pairs > li:nth-child({left}):last-child")
        page.wait_for_selector("[data-item]:focus")
        assert f"Pairs left: {left}" in page.inner_text("#status")
    assert MergeRecord.objects.filter(undone=None).count() == 3
    page.keyboard.press("Digit1")
    page.wait_for_selector("#differs")
    assert by_id("M0").name in page.inner_text("main")

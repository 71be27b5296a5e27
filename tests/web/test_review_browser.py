"""The queue of hits by keyboard, in a real browser: keys within the queue alone, never in fields, and never to save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.tools import chromium
from tests.web.test_listings_browser import press
from tests.web.test_review import lines, one, screened, send

pytest.importorskip("playwright", reason="needs Playwright: the development packages have it")
pytestmark = [
    pytest.mark.usefixtures("site"),
    pytest.mark.skipif(chromium() is None, reason="needs Chromium: apt-get install chromium"),
]
__all__ = ["screened", "send"]


@pytest.fixture
def page(
    address: str, screened: Any, members: dict[str, Any], browser_of: Any, browser: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Any]:  # fmt: skip
    """A browser's page, signed in as a reviewer; errors on its console fail the test."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    client = browser_of(members["reviewer"])
    context = browser.new_context()
    context.add_cookies(
        [{"name": "svat_session", "value": client.cookies["svat_session"].value, "url": address}]
    )
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda x: wrong.append(str(x)))
    made.set_default_timeout(30_000)
    yield made
    context.close()
    assert wrong == []


def test_the_queue_is_worked_by_keyboard_and_a_deciding_key_asks(page: Any, address: str) -> None:
    """V4: a key within the queue leads on; only the page that says what it does saves it."""
    page.goto(f"{address}/review/")
    first = page.locator("[data-item]").first.get_attribute("id")
    page.locator(f"#{first}").focus()
    press(page, "Digit2", "2")
    page.wait_for_url("**/review/hits/**said=confirmed")
    page.wait_for_selector("#id_reason:focus")  # a browser gives it a moment after loading
    assert page.locator("input[value=confirmed]").is_checked()
    page.keyboard.type("same tax number")
    page.locator("#id_reason").press("Tab")
    page.locator("form:has(#id_reason) button.main").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/")
    assert lines() == []
    page.wait_for_selector("button.main:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("#status .told")
    assert [x["said"] for x in lines()] == ["confirmed"]


def test_keys_do_nothing_outside_the_queue_in_fields_and_switched_off(page: Any, address: str) -> None:
    page.goto(f"{address}/review/")
    here = page.url
    press(page, "Digit2", "2")  # nothing of the queue has the focus
    page.locator("#f-state").focus()
    press(page, "Digit2", "2")
    page.locator("[data-item]").first.focus()
    page.evaluate(
        "() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {code: 'Digit2', key: 'Process', keyCode: 229, isComposing: true, bubbles: true}))"
    )
    page.evaluate("() => { document.body.dataset.keys = 'off'; }")
    press(page, "Digit2", "2")
    page.wait_for_timeout(200)
    assert page.url == here
    page.evaluate("() => { delete document.body.dataset.keys; }")
    press(page, "KeyN", "ㅜ")  # by its place, whatever letter the layout writes there
    assert page.evaluate("() => document.activeElement.id") != page.locator(
        "[data-item]"
    ).first.get_attribute("id")
    assert lines() == []
    assert one("A1").state == "open"

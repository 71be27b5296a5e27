"""The queue of listings by keyboard, in a real browser: keys by their places, focus, composing, keys switched off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.tools import headless
from tests.web.test_listings import TEXTS, listings, state

pytest.importorskip("playwright", reason="needs Playwright: the development packages have it")
pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def page(address: str, council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A browser's page, signed in as the officer; errors on its console fail the test."""
    from playwright.sync_api import sync_playwright

    found = headless()
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    client = browser_of(council)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies(
            [{"name": "svat_session", "value": client.cookies["svat_session"].value, "url": address}]
        )
        made = context.new_page()
        wrong: list[str] = []
        made.on(
            "console", lambda x: wrong.append(x.text) if x.type == "error" and not of_the_browser(x) else None
        )
        made.on("pageerror", lambda x: wrong.append(str(x)))
        made.set_default_timeout(10_000)
        yield made
        browser.close()
    assert wrong == []


def of_the_browser(message: Any) -> bool:
    """Whether the browser itself speaks: of the icon that it asks for, or of an answer 409, which is told elsewhere."""
    return bool(message.location["url"].endswith("/favicon.ico") or "409" in message.text)


def focused(page: Any) -> str:
    """What has the focus: the text of a listing, or the name of what it is."""
    found: str = page.evaluate(
        "() => { const x = document.activeElement, t = x.querySelector && x.querySelector('.what');"
        " return t && x.matches('[data-item]') ? t.textContent.trim() : x.id || x.tagName }"
    )
    return found


def press(page: Any, code: str, key: str = "") -> None:
    """A key at a place of the keyboard, with the letter that the layout writes there."""
    page.evaluate(
        "([code, key]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {code, key, bubbles: true, cancelable: true}))",
        [code, key or code[-1].lower()],
    )


def answered(page: Any, count: int) -> None:
    """Wait until so many listings are answered and the focus has gone on."""
    page.wait_for_function(f"() => document.querySelectorAll('.settled').length === {count}")
    page.wait_for_function("() => document.activeElement !== document.body")


def test_the_queue_is_worked_wholly_by_keyboard(page: Any, address: str) -> None:
    found = listings(TEXTS)
    page.goto(f"{address}/listings/")
    for _ in range(40):  # by Tab to the first listing
        page.keyboard.press("Tab")
        if focused(page) == TEXTS[0]:
            break
    status = "() => document.getElementById('status').textContent"
    for count, (key, text) in enumerate((("1", TEXTS[1]), ("2", TEXTS[2]), ("s", TEXTS[3])), start=1):
        page.keyboard.press(key)
        answered(page, count)
        assert focused(page) == text  # never the body
        assert f"{len(TEXTS) - count} left" in page.evaluate(status)
    page.keyboard.press("n")
    assert focused(page) == TEXTS[4]
    page.keyboard.press("v")
    answered(page, 4)
    assert focused(page) == TEXTS[5]
    page.keyboard.press("c")
    page.keyboard.type("9999.99")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error")
    page.keyboard.press("Control+A")
    page.keyboard.type("6109.10")
    page.keyboard.press("Enter")
    page.wait_for_selector("button.main[value='610910']")
    page.wait_for_function("() => document.activeElement.value === '610910'")
    page.wait_for_function("() => !document.querySelector('.htmx-added, .htmx-settling, .htmx-swapping')")
    page.wait_for_timeout(
        50
    )  # until htmx listens to what it has put in; before that the form is sent as without it
    page.keyboard.press("Enter")
    answered(page, 5)
    assert focused(page) == "more"
    assert [state(x) for x in found] == [
        ("goods", "040900"), ("goods", "090210"), ("service", ""), ("", ""), ("too vague", ""), ("goods", "610910"),
    ]  # fmt: skip
    page.keyboard.press("u")
    page.wait_for_url("**#listing-**")
    assert state(found[5]) == ("", "")
    assert focused(page) == TEXTS[5]


@pytest.mark.parametrize("letter", ["ы", "ㄴ"])
def test_keys_are_places_whatever_the_layout_writes_there(page: Any, address: str, letter: str) -> None:
    found = listings(TEXTS[:2])
    page.goto(f"{address}/listings/")
    page.focus("[data-item]")
    press(page, "KeyS", letter)
    answered(page, 1)
    assert state(found[0]) == ("service", "")
    press(page, "Digit1", "1")
    answered(page, 2)
    assert state(found[1]) == ("goods", "040900")


def test_no_key_counts_in_a_field_while_composing_outside_the_queue_or_switched_off(
    page: Any, address: str, council: Any
) -> None:
    found = listings(TEXTS[:2])
    page.goto(f"{address}/listings/")
    page.focus("[data-item]")
    page.keyboard.press("c")
    for key in ("1", "s", "v", "u", "n"):
        page.keyboard.press(key)
    assert page.evaluate("() => document.activeElement.value") == "1svun"
    page.keyboard.press("Escape")
    assert focused(page) == TEXTS[0]
    composing = "new KeyboardEvent('keydown', {code: 'KeyS', key: 'ㄴ', bubbles: true, isComposing: true})"
    page.evaluate(f"() => document.activeElement.dispatchEvent({composing})")
    ended = (
        "Object.defineProperty(new KeyboardEvent('keydown', {code: 'KeyS', bubbles: true}),"
        " 'keyCode', {get: () => 229})"
    )
    page.evaluate(f"() => document.activeElement.dispatchEvent({ended})")
    page.keyboard.press("Control+s")
    page.evaluate("() => document.getElementById('main').focus()")
    for key in ("1", "s", "v"):
        page.keyboard.press(key)
    page.wait_for_timeout(150)
    assert [state(x) for x in found] == [("", ""), ("", "")]
    council.user.keys_off = True
    council.user.save()
    page.goto(f"{address}/listings/")
    page.focus("[data-item]")
    for key in ("1", "s", "v", "n"):
        page.keyboard.press(key)
    page.wait_for_timeout(150)
    assert state(found[0]) == ("", "")
    assert not page.is_visible("kbd")
    page.click("button[value='service']")
    answered(page, 1)
    assert state(found[0]) == ("service", "")


def test_a_listing_that_somebody_else_was_faster_with_is_told(page: Any, address: str) -> None:
    found = listings(TEXTS[:2])
    page.goto(f"{address}/listings/")
    found[0].answer, found[0].confirmed, found[0].version = "goods", "090210", 2
    found[0].save()
    page.focus("[data-item]")
    page.keyboard.press("1")
    page.wait_for_function("() => document.getElementById('status').textContent.length > 10")
    assert focused(page) == TEXTS[0]
    assert state(found[0]) == ("goods", "090210")


def test_the_queue_is_worked_without_a_script(address: str, council: Any, browser_of: Any, page: Any) -> None:
    found = listings(TEXTS[:2])
    context = page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"{address}/listings/")
    plain.click(f"#listing-{found[0].key} button[value='090210']")
    assert plain.url.endswith(f"#listing-{found[1].key}")
    plain.fill(f"#hs-{found[1].key}", "0409.00")
    plain.click(f"#listing-{found[1].key} .typed button")
    plain.click("button.main[value='040900']")
    assert [state(x) for x in found] == [("goods", "090210"), ("goods", "040900")]

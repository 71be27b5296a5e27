"""A company's pages on a phone, without scripts: one column, targets for a thumb, and all that can be answered."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.own_companies import Introduced, own_introductions
from tests.web.test_company import first

pytestmark = pytest.mark.usefixtures("site")
PHONE = {"width": 390, "height": 844}
_LEAST = 44  # pixels: what a thumb hits

# Links within a sentence and hidden ones are no targets of their own.
_SMALL = """() => [...document.querySelectorAll('main button, main .partner a, main a.main, main a.big, main summary')]
  .map((x) => [x.textContent.trim().slice(0, 40), x.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height < LEAST - 0.5).map(([text, box]) => `${text}: ${box.height}`)"""


@pytest.fixture
def demo(council: Any) -> Introduced:
    """The demo's introductions, published."""
    return own_introductions(council)


def phone_of(browser: Any, address: str, client: Any, *, scripts: bool) -> Any:
    """A page of somebody's telephone."""
    context = browser.new_context(
        base_url=address, viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=scripts
    )
    context.add_cookies(
        [{"name": "svat_session", "value": client.cookies["svat_session"].value, "url": address}]
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def go(page: Any, target: str) -> None:
    """Tap what leads to another page."""
    with page.expect_navigation():
        page.tap(target)


def test_two_companies_agree_on_their_telephones_without_scripts(
    demo: Introduced, browser: Any, address: str, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    x, a, b = first(demo)
    one, two = (phone_of(browser, address, browser_of(person), scripts=False) for person in (a, b))
    one.goto("/")
    assert one.url.endswith("/own/introductions/")
    go(one, f"a[href='/own/introductions/{x.key}/']")
    one.tap("#consent")
    go(one, "button[value=accept]")
    assert "You have accepted" in one.inner_text("#status")
    two.goto(f"/own/introductions/{x.key}/")
    two.tap("button[value=decline]")  # stays
    assert two.url.endswith(f"/own/introductions/{x.key}/")  # a reason is asked for before it is sent
    go(two, "button[value=accept]")
    assert "Both have accepted" in two.inner_text("main")
    assert two.locator("a[href^='mailto:']").count() == 1
    one.goto(f"/own/introductions/{x.key}/")
    assert one.locator("a[href^='mailto:']").count() == 0
    go(two, "button:has-text('Give our contact')")
    one.goto(f"/own/introductions/{x.key}/")
    assert one.locator("a[href^='mailto:']").count() == 1
    rest = demo.records().filter(state="clear", a=x.a).exclude(pk=x.pk).first()
    one.goto(f"/own/introductions/{rest.key}/")
    one.tap("label:has-text('The goods do not fit')")
    one.fill("#words", "другой товар")
    go(one, "button[value=decline]")
    assert "Thank you" in one.inner_text("#status")
    assert "You declined" in one.inner_text("main")
    one.goto("/own/company/columns/employees/")
    one.fill("#value", "77")
    go(one, "button:has-text('Ask the council')")
    assert "What you have asked for" in one.inner_text("main")
    one.goto("/own/data/")
    with one.expect_download() as taken:
        one.tap("button:has-text('Take it out')")
    assert taken.value.suggested_filename.endswith(".zip")


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_a_phone_shows_one_column_with_targets_for_a_thumb(
    demo: Introduced,
    browser: Any,
    address: str,
    browser_of: Any,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    from svat.web.people.models import User

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    x, a, _ = first(demo)
    User.objects.filter(pk=a.user_id).update(language=language)
    page = phone_of(browser, address, browser_of(a), scripts=True)
    listing = x.a.listings.first()
    for where in (
        "/own/introductions/", f"/own/introductions/{x.key}/", "/own/company/", "/own/data/", "/own/company/forget/",
        f"/own/company/listings/{listing.key}/code/", "/own/company/columns/address/",
    ):  # fmt: skip
        page.goto(where)
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], where
        assert page.evaluate(_SMALL.replace("LEAST", str(_LEAST))) == [], where

"""Sign-in in a real browser: passkeys, one-time codes, recovery codes; every page in the frame, in three languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.tools import chromium
from tests.web.test_running import served

PASSWORD = "correct horse battery"
PAGES = [
    "/account/sign-in/", "/account/password/reset/", "/account/password/reset/done/", "/account/inactive/",
    "/account/password/reset/key/1-x/",
]  # fmt: skip
OWN = [
    "/account/sign-out/", "/account/password/change/", "/account/factors/",
    "/account/reauthenticate/", "/account/factors/recovery-codes/", "/account/factors/recovery-codes/generate/",
    "/account/factors/totp/deactivate/", "/account/factors/reauthenticate/", "/factor/", "/profile/", "/council/",
    "/people/", "/audit/", "/audit/1/", "/audit/verify/", "/outbox/",
]  # fmt: skip
KEYS = ["/account/factors/webauthn/", "/account/factors/webauthn/add/"]


# Without a browser: frame, title and language of each page


@pytest.fixture
def set_up(council: Any, browser_of: Any) -> Any:
    """An officer with an app for one-time codes, who typed the password a moment ago."""
    from tests.web.test_factors import recently, with_app

    client = browser_of(council)
    with_app(client)
    return recently(client)


def title(text: str) -> str:
    found = re.search(r"<title>(.*?) · svat</title>", text, re.DOTALL)
    assert found is not None, text[:400]
    return found[1].strip()


@pytest.mark.parametrize(("language", "letters"), [("en", "[a-z]"), ("ru", "[а-яё]"), ("ko", "[가-힣]")])
def test_every_page_is_in_the_frame_and_in_the_language(
    members: dict[str, Any], browser_of: Any, set_up: Any, language: str, letters: str
) -> None:
    from svat.web.people.models import User

    User.objects.update(language=language)
    from tests.web.test_factors import recently

    asked = [(page, browser_of()) for page in PAGES] + [(page, set_up) for page in OWN]
    asked.append(("/account/factors/totp/activate/", recently(browser_of(members["chair"]))))
    for page, client in asked:
        answer = client.get(page, headers={"accept-language": language})
        text = answer.content.decode()
        assert answer.status_code == 200, (page, answer.status_code, answer.headers)
        assert f'<html lang="{language}">' in text, page
        assert text.count("<h1") == 1, page
        assert 'class="bar"' in text, page
        assert re.search(letters, title(text)), (page, title(text))
        if language != "en":
            assert english(text) == [], page
        assert "style=" not in text, page
        assert len(text.encode()) < 150_000


def english(text: str) -> list[str]:
    """English words in what a page says; names, identifiers and what is typed are passed over."""
    text = re.sub(
        r"<(script|style|svg|code|kbd|title|pre|option|textarea)\b.*?</\1>", " ", text, flags=re.DOTALL
    )
    text = re.sub(r'<button name="language".*?</button>', " ", text, flags=re.DOTALL)
    text = re.sub(r"`[^`<>]*`", " ", text)  # what is typed
    said = re.findall(r'(?:placeholder|aria-label|alt|title)="([^"]*)"', text)
    said.append(re.sub(r"<[^>]*>", " ", text))
    words = re.findall(r"[A-Za-z]{3,}", re.sub(r"\S+@\S+|https?://\S+", " ", " ".join(said)))
    known = {"svat", "Olga", "Council", "council", "member", "user", "server", "UTC", "amp", "quot", "country", "role",
             "second", "factor", "totp", "recovery", "codes", "QR", "Unspecified", "officer", "reviewer", "chair",
             "auditor"}  # fmt: skip
    return [x for x in words if x not in known]


@pytest.mark.parametrize("language", ["ru", "ko"])
def test_what_sign_in_says_against_a_form_is_in_the_language(
    council: Any, browser_of: Any, language: str
) -> None:
    client = browser_of()
    said = {"accept-language": language}
    for given in ({"login": "olga@example.org", "password": "x"}, {"login": "", "password": ""}):
        assert english(client.post("/account/sign-in/", given, headers=said).content.decode()) == []
    assert (
        english(client.post("/account/password/reset/", {"email": "x"}, headers=said).content.decode()) == []
    )


@pytest.mark.parametrize("language", ["ru", "ko"])
def test_mails_of_sign_in_are_in_the_language(
    council: Any, browser_of: Any, set_up: Any, language: str
) -> None:
    from django.core import mail

    from svat.web.people.models import User

    User.objects.update(language=language)
    mail.outbox.clear()
    set_up.post("/account/factors/recovery-codes/generate/")
    given = {
        "oldpassword": PASSWORD,
        "password1": "another horse battery",
        "password2": "another horse battery",
    }
    set_up.post("/account/password/change/", given)
    browser_of().post("/account/password/reset/", {"email": "olga@example.org"})
    assert len(mail.outbox) == 3
    for one in mail.outbox:
        text = re.sub(r"(?m)^.*(IP|Mozilla|127\.0\.0\.1).*$", "", f"{one.subject}\n{one.body}")
        assert english(text) == [], text


# In a browser


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served installation under a name, for which browsers make passkeys."""
    chromium()
    if "SVAT_TEST_DATABASE" in os.environ:
        pytest.skip("is about the browser, on SQLite")
    with served(tmp_path_factory.mktemp("passkeys"), "localhost") as (_, address):
        yield address


def test_a_passkey_from_the_first_run_to_signing_in_with_it(origin: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    context.set_default_timeout(20_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    developer = context.new_cdp_session(page)
    developer.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
           "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    developer.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.goto(f"{origin}/first-run/")
    faults.clear()  # the browser asks for an icon by itself
    for name, value in {"council": "Council", "country": "KZ", "a": "KZ", "b": "KR", "officer": "Olga",
                        "address": "olga@example.org", "password": PASSWORD}.items():  # fmt: skip
        page.fill(f"#id_{name}", value)
    page.click("main button.main")
    page.wait_for_url("**/factor/")
    page.goto(f"{origin}/people/")
    assert page.url.endswith("/factor/")
    page.click("text=Add a passkey")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    code = page.inner_text(".codes li")
    page.click("text=I have kept the codes")
    page.fill("#id_code", code)
    page.click("main button.main")
    page.wait_for_selector("text=Your second factor is set up.")
    for path in KEYS:
        page.goto(origin + path)
        assert page.locator("h1").count() == 1
        assert page.title().endswith("· svat")
    page.click("header >> text=Sign out")
    page.wait_for_url("**/sign-in/")
    page.click("#passkey_login")
    page.wait_for_url("**/today/")
    page.click("header >> text=Sign out")
    page.fill("#id_login", "olga@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("main button.main")
    page.wait_for_url("**/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/today/")
    assert faults == []
    context.close()


def test_without_scripts_there_are_codes(origin: str, browser: Any) -> None:
    """The password and a recovery code: passkeys alone need scripts."""
    context = browser.new_context(java_script_enabled=False, locale="ko-KR")
    page = context.new_page()
    page.goto(f"{origin}/account/sign-in/")
    assert page.locator("html").get_attribute("lang") == "ko"
    page.click("header >> text=русский")
    assert page.locator("html").get_attribute("lang") == "ru"
    page.fill("#id_login", "nobody@example.org")
    page.fill("#id_password", "x")
    page.click("main button.main")
    assert page.locator("[role=alert]").count() == 1
    context.close()


def test_after_signing_out_going_back_shows_nothing(origin: str, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/account/sign-in/")
    page.goto(f"{origin}/account/password/reset/")
    page.go_back()
    assert page.url.endswith("/account/sign-in/")
    assert "history-cache" not in page.evaluate(
        "Object.keys(sessionStorage).join() + Object.keys(localStorage).join()"
    )
    context.close()

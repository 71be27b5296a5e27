"""Somebody at a browser of their own, before a real `svat serve`; and what its database holds then."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PASSWORD = "correct horse battery"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@dataclass
class Person:
    """Somebody at a browser of their own."""

    browser: Any
    origin: str
    language: str
    faults: list[str] = field(default_factory=list)
    phone: bool = False

    def __post_init__(self) -> None:
        seen: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
        if self.phone:
            seen = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
        self.context = self.browser.new_context(locale=self.language, **seen)
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if _counts(said) else None)
        developer = self.context.new_cdp_session(self.page)
        developer.send("WebAuthn.enable")
        developer.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    def at(self, path: str) -> Any:
        """Open a page; it must be there, and in the language."""
        answer = self.page.goto(self.origin + path)
        assert answer.status == 200, (path, answer.status)
        assert self.page.locator("html").get_attribute("lang") == self.language
        return self.page

    def fill(self, **given: str) -> None:
        for name, value in given.items():
            self.page.fill(f"#id_{name}", value)

    def go(self) -> None:
        self.page.click("main form button.main")

    def keep(self, name: str) -> None:
        """A picture of what is seen, where somebody wants to look."""
        if folder := os.environ.get("SVAT_SCREENS"):
            self.page.screenshot(path=Path(folder) / f"{name}-{self.language}.png")

    def signs_in(self, address: str) -> None:
        """With the password that everybody has here."""
        self.at("/account/sign-in/")
        self.fill(login=address, password=PASSWORD)
        with self.page.expect_navigation():
            self.page.locator("#id_password").press("Enter")
        assert "/account/" not in self.page.url, self.page.inner_text("main")

    def leaves(self) -> None:
        """Close the browser; nothing went wrong in it."""
        self.context.close()
        assert self.faults == []

    def with_second_factor(self) -> None:
        """A passkey, and the codes for the day when it is lost."""
        self.page.wait_for_url("**/factor/")
        self.page.click("a[href*='webauthn/add']")
        self.page.wait_for_url("**/webauthn/add/**")  # its scripts come after the button
        self.page.click("#mfa_webauthn_add")
        self.page.wait_for_url("**/recovery-codes/")
        code = self.page.inner_text(".codes li")
        self.at("/factor/")
        self.page.fill("#id_code", code)
        self.go()
        self.page.wait_for_selector(".told")

    def sends(self, side: str, name: str, data: bytes) -> str:
        """Send a roll and wait until it was read: the address of its page."""
        self.at("/rolls/send/")
        options = self.page.locator("#id_side option").all()
        value = next(
            x.get_attribute("value") for x in options if (x.get_attribute("value") or "").endswith(side)
        )
        self.page.select_option("#id_side", value)
        self.page.set_input_files("#id_file", {"name": name, "mimeType": "text/csv", "buffer": data})
        self.go()
        self.page.wait_for_url("**/rolls/imports/**")
        self.page.wait_for_selector("form[action$='/apply/'], form[action$='/headings/']")
        return str(self.page.url)

    def applies(self) -> None:
        """Apply what is looked at, and wait until it is in force."""
        self.page.click("form[action$='/apply/'] button")
        self.page.wait_for_selector("form[action$='/undo/']")


def _counts(said: Any) -> bool:
    """What pages say to the console, but for the icon that a browser asks for by itself."""
    return bool(said.type == "error") and "favicon" not in (said.location or {}).get("url", "")


def asked(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(
        sqlite3.connect(f"file:{folder / 'council' / 'svat.sqlite3'}?mode=ro", uri=True)
    ) as database:
        return list(database.execute(query))

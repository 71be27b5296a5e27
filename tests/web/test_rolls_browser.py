"""Rolls in a browser: a file sent with and without script, heading corrected, applied; what is announced."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT
from tests.web.test_running import ALONE, served

pytestmark = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about browsers, on SQLite")


FOUNDED = """
import django
django.setup()
from pathlib import Path
from django.conf import settings
from svat.web.keeping.migrating import migrate
from tests.web.begun import founded
migrate(Path(settings.FOLDER))
founded()
"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    surroundings = ALONE | {"SVAT_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "svat.web.settings"}
    subprocess.run(
        [sys.executable, "-c", FOUNDED],
        env=surroundings,
        check=True,
        capture_output=True,
        timeout=120,
        cwd=ROOT,
    )
    with served(folder) as (_, address):
        yield address


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_roll_is_sent_corrected_and_applied(
    browser: Any, origin: str, tmp_path: Path, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, base_url=origin)
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "console",
        lambda m: wrong.append(m.text) if m.type == "error" and "favicon" not in m.location["url"] else None,
    )
    page.goto("/account/sign-in/")
    page.fill("[name=login]", "olga@example.org")
    page.fill("[name=password]", "correct horse battery")
    page.click("main form button")
    file = tmp_path / f"члены-{script}.csv"
    file.write_text(
        f"Kodeks{script},Benennung{script},country\nK{int(script)},ТОО «Ромашка {int(script)}»,KZ\n", "utf-8"
    )
    page.goto("/rolls/send/")
    page.set_input_files("input[type=file]", file)
    page.click("main form button.main")
    come_to(page, "cannot be read", script)
    if script:
        assert page.inner_text("#status") == "The file cannot be read."
        assert page.evaluate("document.activeElement !== null")
    page.select_option(f"select[aria-label='Read as: Kodeks{script}']", "external_id")
    page.select_option(f"select[aria-label='Read as: Benennung{script}']", "name")
    page.get_by_role("button", name="Read it again so").click()
    come_to(page, "to be looked at", script)
    assert f"ТОО «Ромашка {int(script)}»" in page.inner_text("main")
    page.get_by_role("button", name="Apply", exact=True).press("Enter")
    come_to(page, "in force", script)
    page.goto("/rolls/")
    assert file.name in page.inner_text("main")
    assert wrong == []
    context.close()


def come_to(page: Any, state: str, script: bool) -> None:
    """The page says the state: by itself, or by its link."""
    line = page.locator("#import > p.muted").first
    for _ in range(600):
        if f"· {state} ·" in line.inner_text():
            return
        if script:
            page.wait_for_timeout(100)
        else:
            page.get_by_role("link", name="Look again").click()
            page.wait_for_timeout(100)
    raise AssertionError(page.inner_text("main"))

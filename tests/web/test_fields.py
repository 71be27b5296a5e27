"""Fields of forms: a day is written as the browser's calendar wants it, in every language."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT
from tests.web.introduced import introduced

pytestmark = pytest.mark.usefixtures("site")
DAY = re.compile(r'<input type="date"[^>]* value="([^"]*)"')


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_a_day_that_a_form_proposes_is_there_for_the_browser(
    members: dict[str, Any], browser_of: Any, tmp_path: Path, language: str
) -> None:
    """What is not ISO 8601 a browser shows as empty, and sends no form with: a button that does nothing."""
    from svat.web.people.models import User
    from svat.web.review.models import HitRecord

    introduced(members, tmp_path)
    User.objects.update(language=language)
    hit = HitRecord.objects.filter(state="open")[0]
    found = []
    for role, page in (
        ("officer", "/introductions/"), ("reviewer", f"/review/hits/{hit.key}/"), ("reviewer", "/review/proofs/"),
    ):  # fmt: skip
        text = browser_of(members[role]).get(page).content.decode()
        assert f'<html lang="{language}"' in text
        found += [(page, date.fromisoformat(x)) for x in DAY.findall(text)]
    assert len({page for page, _ in found}) == 3


def test_forms_have_no_other_kind_of_day() -> None:
    with_day = [
        path.name
        for path in sorted((ROOT / "src/svat/web").rglob("*.py"))
        if re.search(r"forms\.(DateField|DateInput)", path.read_text("utf-8"))
    ]
    assert with_day == ["fields.py"]

"""Runs: computed as a draft, published, replaced, withdrawn; what companies see of them and what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.introduced import TODAY, introduced, work

pytestmark = pytest.mark.usefixtures("site")


def test_a_run_is_a_draft_first_and_published_by_a_person(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.web.matching.models import IntroductionRecord, RunRecord

    corridor = introduced(members["officer"], tmp_path)
    client = browser_of(members["officer"])
    given = {"corridor": corridor.key, "day": "", "shortlist": "5", "alpha": "1", "leads_on": "on"}
    assert client.post("/introductions/ask/", given).status_code == 422  # no day
    answer = client.post("/introductions/ask/", {**given, "day": TODAY.isoformat()})
    assert answer.status_code == 302
    run = RunRecord.objects.get()
    assert run.state == "waiting"
    for page in ("/introductions/", answer["Location"], "/today/"):
        assert client.get(page).status_code == 200, page
    again = client.post("/introductions/ask/", {**given, "day": TODAY.isoformat()})
    assert again["Location"] == answer["Location"]  # never two at once: the one that is computed is shown
    work()
    run.refresh_from_db()
    assert run.state == "draft", run.said
    rows = IntroductionRecord.objects.filter(run=run)
    assert rows.filter(state="clear").count() > 20
    assert not rows.filter(stands=True).exists()
    for page in ("/introductions/", answer["Location"], "/today/"):
        for role in ("officer", "chair", "reviewer", "auditor"):
            assert browser_of(members[role]).get(page).status_code == 200, (page, role)
    text = client.get(answer["Location"]).content.decode()
    assert "Publish: companies see it at once" in text
    done = client.post(f"/introductions/{run.key}/publish/", {"version": run.version})
    assert done.status_code == 302, done.content.decode()
    run.refresh_from_db()
    assert run.state == "published"
    assert rows.filter(stands=True).count() == rows.count()
    assert rows.filter(shown=None, state="clear").count() == 0
    assert rows.filter(state="held").exclude(shown=None).count() == 0
    assert client.get(answer["Location"]).status_code == 200

"""The permission matrix: every address stands in it, every action too, and it is asked before a view runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.every_action import every_action

pytestmark = pytest.mark.usefixtures("site")


def names() -> set[str]:
    from svat.web.urls import urlpatterns

    return {name for x in urlpatterns if (name := getattr(x, "name", None))}


def test_every_address_stands_in_the_matrix(site: Path) -> None:
    from svat.web.permissions import PAGES

    assert names() - set(PAGES) == set()
    assert len(names()) > 10


def test_every_action_stands_in_the_matrix(site: Path) -> None:
    from svat.web.permissions import ACTIONS

    found = {x.name for x in every_action()}
    assert found - set(ACTIONS) == set()
    assert "invite" in found


def test_what_a_role_may_not_see_does_not_exist_for_it(members: dict[str, Any], browser_of: Any) -> None:
    for role, expected in (("officer", 200), ("auditor", 200), ("reviewer", 404), ("chair", 404)):
        assert browser_of(members[role]).get("/people/").status_code == expected, role
    assert browser_of().get("/people/").status_code == 302


def test_the_council_is_founded_in_the_browser_once(site: Path, browser_of: Any) -> None:
    client = browser_of()
    page = client.get("/first-run/")
    assert page.status_code == 200
    given = {
        "council": "Council", "country": "KZ", "a": "KZ", "b": "KR", "officer": "Olga", "address": "Olga@Example.org",
        "password": "correct horse battery",
    }  # fmt: skip
    answer = client.post("/first-run/", given)
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    assert client.get("/today/").status_code == 200
    assert browser_of().get("/first-run/").status_code == 404


def test_an_invitation_opens_once_and_not_by_looking(council: Any, browser_of: Any) -> None:
    import re

    from django.core import mail

    from svat.web.people.models import Member, OutboxMail

    officer = browser_of(council)
    answer = officer.post(
        "/people/invite/", {"address": "kim@example.org", "role": "reviewer", "language": "ko"}
    )
    assert answer.status_code == 302, answer.content.decode()
    texts = [x.text for x in OutboxMail.objects.all()] + [str(x.body) for x in mail.outbox]
    [link] = [re.search(r"http\S+/(invitation/\S+)", text)[1] for text in texts]  # type: ignore[index]
    guest = browser_of()
    for _ in range(2):
        assert guest.get(f"/{link}").status_code == 200
        assert guest.head(f"/{link}").status_code == 200
    assert Member.objects.count() == 1
    accepted = guest.post(f"/{link}", {"person": "Kim", "password": "correct horse battery"})
    assert accepted.status_code == 302
    assert Member.objects.get(role="reviewer").user.email == "kim@example.org"
    assert browser_of().get(f"/{link}").status_code == 404

"""What was typed is not lost: when a session ends before a form is sent, and when a form is refused (N4)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.web.companies import by_id, small_roll

pytestmark = pytest.mark.usefixtures("site")
PASSWORD = "correct horse battery"


def who_of(client: Any, page: str = "/people/") -> str:
    """Whose a page's forms are, as they say it."""
    found = re.search(r'name="who" value="(\w+)"', client.get(page).content.decode())
    assert found is not None
    return found[1]


def sign_in(client: Any, address: str, follow: str) -> Any:
    answer = client.post(f"/account/sign-in/?next={follow}", {"login": address, "password": PASSWORD})
    assert answer.status_code == 302
    return answer["Location"]


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form that is kept."""
    form = page.partition('action="/people/invite/"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


@pytest.mark.parametrize("part", [False, True], ids=["whole page", "part of a page"])
def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(
    council: Any, browser_of: Any, part: bool
) -> None:
    from svat.web.people.models import Invitation

    client = browser_of(council)
    typed = {
        "who": who_of(client),
        "address": "kim@example.org",
        "role": "reviewer",
        "language": "ko",
        "once": "k" * 27,
    }
    client.session.flush()  # on the server: the browser knows nothing of it
    here = {"referer": "http://127.0.0.1:8000/people/"}
    if part:
        here = {"hx-request": "true", "hx-current-url": "http://127.0.0.1:8000/people/"}
    answer = client.post("/people/invite/", typed, headers=here)
    target = answer["HX-Redirect"] if part else answer["Location"]
    assert (answer.status_code, target) == (401 if part else 302, "/account/sign-in/?next=%2Fkept%2F")
    assert sign_in(client, "olga@example.org", "/kept/") == "/kept/"
    page = client.get("/kept/").content.decode()
    assert "kim@example.org" in page
    assert 'href="/people/"' in page
    assert Invitation.objects.count() == 0
    sent = fields(page)
    assert {x: sent[x] for x in typed if x != "who"} == {x: y for x, y in typed.items() if x != "who"}
    assert client.post("/people/invite/", sent).status_code == 302
    assert Invitation.objects.get().email == "kim@example.org"
    assert client.get("/kept/")["Location"] == "/today/"  # once


def test_it_is_shown_to_nobody_else(members: dict[str, Any], browser_of: Any) -> None:
    client = browser_of()
    client.post("/people/invite/", {"who": members["officer"].key, "address": "secret@example.org"})
    sign_in(client, "reviewer@example.org", "/kept/")
    answer = client.get("/kept/")
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    assert "kept" not in client.session


def test_nothing_is_kept_for_strangers_nor_passwords_nor_files(council: Any, browser_of: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    for who in ("", "2" * 16, "\0"):
        stranger = browser_of()
        answer = stranger.post("/people/invite/", {"who": who, "address": "x"})
        assert answer["Location"] == "/account/sign-in/"
        assert "svat_session" not in stranger.cookies
    huge = browser_of()
    assert (
        huge.post("/people/invite/", {"who": council.key, "address": "x" * 100_001})["Location"]
        == "/account/sign-in/"
    )
    client = browser_of()
    given = {
        "who": council.key,
        "side": "x:a",
        "password": "secret1",
        "file": SimpleUploadedFile("r.csv", b"secret2"),
    }
    client.post("/rolls/send/", given, headers={"referer": "http://127.0.0.1:8000/rolls/send/"})
    assert "secret" not in str(dict(client.session))
    sign_in(client, "olga@example.org", "/kept/")
    page = client.get("/kept/").content.decode()
    assert "choose it again" in page
    assert "Send it now" not in page
    assert 'href="/rolls/send/"' in page
    assert client.post("/kept/")["Location"] == "/today/"
    assert client.get("/kept/")["Location"] == "/today/"


def test_it_is_forgotten_after_an_hour(
    council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from svat.web import kept

    client = browser_of()
    client.post("/people/invite/", {"who": council.key, "address": "x"})
    sign_in(client, "olga@example.org", "/kept/")
    assert client.get("/kept/").status_code == 200
    monkeypatch.setattr(kept, "_SECONDS", -1)
    assert client.get("/kept/")["Location"] == "/today/"


@pytest.mark.parametrize(
    ("page", "given", "typed"),
    [
        ("/people/invite/", {"address": "kim@ex ample", "role": "x"}, "kim@ex ample"),
        ("/council/change/", {"council": "New name", "version": "x"}, "New name"),
        ("/profile/", {"person": "y" * 201, "language": "en"}, "y" * 201),
        ("/account/sign-in/", {"login": "kim@example.org", "password": "wrong"}, "kim@example.org"),
        ("/account/password/reset/", {"email": "kim@ex ample"}, "kim@ex ample"),
        ("/companies/R3/correct/country/", {"value": "Nowhere land", "version": "1"}, "Nowhere land"),
        ("/lists/upload/", {"publisher": "TYPED-OFAC", "version": "no day"}, "TYPED-OFAC"),
    ],
)
def test_what_was_typed_stands_in_a_form_that_is_refused(
    council: Any, browser_of: Any, page: str, given: dict[str, str], typed: str
) -> None:
    from svat.web.people.models import CorridorRecord

    small_roll(council)
    page = page.replace("R3", by_id("R3").key)
    given = {**given, "corridor": CorridorRecord.objects.get().key} if "lists" in page else given
    client = browser_of() if "account" in page else browser_of(council)
    answer = client.post(page, given)
    text = answer.content.decode()
    assert answer.status_code in (200, 422), text[:500]
    assert re.search(rf'value="{re.escape(typed)}"|<textarea[^>]*>\s*{re.escape(typed)}<', text), page

"""The second factor: demanded, set up with its codes, lost, taken away by two officers or on the server."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("site")
PASSWORD = "correct horse battery"


@pytest.fixture
def demanded(members: dict[str, Any]) -> dict[str, Any]:
    """A council that demands it, with one member of every role but a company's."""
    from svat.web.people.models import CouncilRecord

    CouncilRecord.objects.update(second_factor=True)
    return members


def recently(client: Any) -> Any:
    """Somebody who typed the password a moment ago."""
    import time

    session = client.session
    user = session["_auth_user_id"]
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = user
    session.save()
    return client


def code_of(user: Any) -> str:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt

    return one_time(decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"]))


def one_time(secret: str) -> str:
    """The code of this moment: that of the moment before would be refused half a minute sooner."""
    from allauth.mfa.totp.internal import auth

    before, now, after = auth.yield_hotp_counters_from_time()
    assert (before, after) == (now - 1, now + 1)
    return str(auth.format_hotp_value(auth.hotp_value(secret, now)))


def with_app(client: Any) -> list[str]:
    """Set an app for one-time codes up as its person would; the recovery codes."""
    recently(client)
    page = client.get("/account/factors/totp/activate/").content.decode()
    assert "<svg" in page
    assert "data:" not in page  # the policy lets no picture in that is not ours
    found = re.search(r'id="authenticator_secret"[^>]* value="(\w+)"', page)
    assert found is not None, page
    answer = client.post("/account/factors/totp/activate/", {"code": one_time(found[1])})
    assert (answer.status_code, answer["Location"]) == (302, "/account/factors/recovery-codes/")
    return re.findall(r"<code>(\d{8})</code>", client.get(answer["Location"]).content.decode())


@pytest.mark.parametrize("role", ["officer", "reviewer", "chair", "auditor"])
def test_until_it_is_set_up_there_is_one_page(demanded: dict[str, Any], browser_of: Any, role: str) -> None:
    client = browser_of(demanded[role])
    for page in ("/today/", "/people/", "/audit/"):
        answer = client.get(page)
        if answer.status_code != 404:
            assert (answer.status_code, answer["Location"]) == (302, "/factor/"), page
    page = client.get("/factor/")
    assert "demands a second factor" in page.content.decode()
    assert client.get("/profile/").status_code == 200
    answer = client.get("/today/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/factor/")


def test_nothing_is_changed_before_it_is_set_up(demanded: dict[str, Any], browser_of: Any) -> None:
    from svat.web.audit.append import head

    before = head()
    given = {"address": "kim@example.org", "role": "chair", "language": "en"}
    answer = browser_of(demanded["officer"]).post("/people/invite/", given)
    assert (answer.status_code, answer["Location"], head()) == (302, "/factor/", before)


def test_it_is_set_up_with_an_app_and_one_of_the_codes(demanded: dict[str, Any], browser_of: Any) -> None:
    from svat.web.audit.models import AuditEntry

    client = browser_of(demanded["chair"])
    codes = with_app(client)
    assert len(set(codes)) == 10
    assert client.get("/today/")["Location"] == "/factor/"
    assert client.post("/factor/codes/", {"code": "12345678"}).status_code == 422
    assert client.get("/today/")["Location"] == "/factor/"
    assert client.post("/factor/codes/", {"code": codes[3]}).status_code == 302
    assert client.get("/today/").status_code == 200
    assert [x.action for x in AuditEntry.objects.order_by("number")][1:] == [
        "change sign-in", "change sign-in", "keep recovery codes"]  # fmt: skip


def test_signing_in_asks_for_it_and_a_code_opens_once(demanded: dict[str, Any], browser_of: Any) -> None:
    setting = browser_of(demanded["chair"])
    codes = with_app(setting)
    setting.post("/factor/codes/", {"code": codes[0]})
    credentials = {"login": "chair@example.org", "password": PASSWORD}
    for code, opens in (("000000", False), (codes[5], True), (codes[5], False)):
        client = browser_of()
        answer = client.post("/account/sign-in/", credentials)
        assert answer["Location"] == "/account/factors/authenticate/"
        assert client.get("/today/").status_code == 302
        client.post("/account/factors/authenticate/", {"code": code})
        assert (client.get("/today/").status_code == 200) is opens, code


def test_new_codes_must_be_kept_again(demanded: dict[str, Any], browser_of: Any) -> None:
    client = browser_of(demanded["chair"])
    client.post("/factor/codes/", {"code": with_app(client)[0]})
    assert client.get("/today/").status_code == 200
    recently(client).post("/account/factors/recovery-codes/generate/")
    assert client.get("/today/")["Location"] == "/factor/"


def test_taking_it_away_oneself_brings_the_page_back(demanded: dict[str, Any], browser_of: Any) -> None:
    client = browser_of(demanded["chair"])
    client.post("/factor/codes/", {"code": with_app(client)[0]})
    recently(client).post("/account/factors/totp/deactivate/")
    assert client.get("/today/")["Location"] == "/factor/"


def test_secrets_lie_sealed_in_the_database(demanded: dict[str, Any], browser_of: Any) -> None:
    from allauth.mfa.models import Authenticator
    from django.test import override_settings

    from svat.refusals import UnusableInput
    from svat.web.people.factors import codes_of

    client = browser_of(demanded["chair"])
    with_app(client)
    raw = Authenticator.objects.get(type="totp").data["secret"]
    assert raw.startswith("gAAAA")
    user = demanded["chair"].user
    codes = codes_of(user)
    from django.conf import settings

    with override_settings(SECRET_KEY="y" * 50, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert codes_of(user) == codes
    with override_settings(SECRET_KEY="y" * 50), pytest.raises(UnusableInput, match="SVAT_SECRET_BEFORE"):
        codes_of(user)


def test_without_the_rule_and_for_companies_it_is_not_demanded(council: Any, browser_of: Any) -> None:
    from svat.web.people.models import CorridorRecord, CouncilRecord, Member, User
    from svat.web.people.queries import needs_factor, people_of
    from svat.web.rolls.models import CompanyRecord

    assert browser_of(council).get("/today/").status_code == 200
    CouncilRecord.objects.update(second_factor=True)
    company = CompanyRecord.objects.create(
        corridor=CorridorRecord.objects.get(), side="a", external_id="A-1", search_key="a", sort_key="a", name="A",
        country="KZ", fields="{}",
    )  # fmt: skip
    user = User.objects.create_user("a@example.org", PASSWORD)
    Member.objects.create(user=user, role="company", company=company)
    assert [needs_factor(x) for x in people_of(user)] == [False]
    assert [needs_factor(x) for x in people_of(council.user)] == [True]


def test_the_demo_does_not_demand_it(site: Any) -> None:
    from svat.web.demo import _founded
    from svat.web.people.queries import council

    _founded()
    found = council()
    assert found is not None
    assert not found.second_factor


# Lost


@pytest.fixture
def officers(members: dict[str, Any]) -> list[Any]:
    """Three officers."""
    from svat.web.people.models import Member, User

    made = [members["officer"]]
    for name in ("pak", "lee"):
        user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.title())
        made.append(Member.objects.create(user=user, role="officer"))
    return made


def lost(members: dict[str, Any], browser_of: Callable[..., Any]) -> Any:
    client = browser_of(members["chair"])
    client.post("/factor/codes/", {"code": with_app(client)[0]})
    return client


def test_two_officers_take_it_away(members: dict[str, Any], officers: list[Any], browser_of: Any) -> None:
    from allauth.mfa.models import Authenticator
    from django.core import mail

    from svat.web.audit.models import AuditEntry
    from svat.web.people.models import FactorRecovery

    person = lost(members, browser_of)
    mail.outbox.clear()
    first, second, _ = map(browser_of, officers)
    chair = members["chair"]
    assert first.post(f"/people/members/{chair.key}/factor-lost/").status_code == 302
    assert first.post(f"/people/members/{chair.key}/factor-lost/").status_code == 409
    key = FactorRecovery.objects.get().key
    assert first.post(f"/people/factors/{key}/second/").status_code == 403  # whoever proposed it
    assert Authenticator.objects.filter(user=chair.user).exists()
    assert second.post(f"/people/factors/{key}/second/").status_code == 302
    assert not Authenticator.objects.filter(user=chair.user).exists()
    assert second.post(f"/people/factors/{key}/second/").status_code == 409
    assert person.get("/today/").status_code == 302  # signed out
    assert [x.to for x in mail.outbox] == [["chair@example.org"]] * 2
    assert [x.action for x in AuditEntry.objects.order_by("number")][-2:] == [
        "propose factor recovery", "second factor recovery"]  # fmt: skip
    signed = browser_of().post("/account/sign-in/", {"login": "chair@example.org", "password": PASSWORD})
    assert signed["Location"] == "/today/"


def test_nobody_takes_away_their_own(members: dict[str, Any], officers: list[Any], browser_of: Any) -> None:
    from allauth.mfa.models import Authenticator

    from svat.web.people.models import FactorRecovery

    own = browser_of(officers[0])
    with_app(own)
    assert own.post(f"/people/members/{officers[0].key}/factor-lost/").status_code == 403
    other = browser_of(officers[1])
    assert other.post(f"/people/members/{officers[0].key}/factor-lost/").status_code == 302
    key = FactorRecovery.objects.get().key
    assert own.post(f"/people/factors/{key}/second/").status_code == 403
    assert Authenticator.objects.filter(user=officers[0].user).exists()
    assert own.post(f"/people/factors/{key}/withdraw/").status_code == 302
    assert browser_of(officers[2]).post(f"/people/factors/{key}/second/").status_code == 409


def test_the_same_person_in_two_roles_is_one_person(
    members: dict[str, Any], officers: list[Any], browser_of: Any
) -> None:
    from svat.web.people.models import FactorRecovery, Member

    lost(members, browser_of)
    twice = Member.objects.create(user=members["auditor"].user, role="officer")
    again = browser_of(twice)
    assert again.post(f"/people/members/{members['chair'].key}/factor-lost/").status_code == 302
    key = FactorRecovery.objects.get().key
    assert again.post(f"/people/factors/{key}/second/").status_code == 403


def test_other_roles_do_neither(members: dict[str, Any], officers: list[Any], browser_of: Any) -> None:
    from svat.web.people.models import FactorRecovery

    lost(members, browser_of)
    for role in ("reviewer", "auditor", "chair"):
        answer = browser_of(members[role]).post(f"/people/members/{members['chair'].key}/factor-lost/")
        assert answer.status_code == 404
    browser_of(officers[1]).post(f"/people/members/{members['chair'].key}/factor-lost/")
    key = FactorRecovery.objects.get().key
    for role in ("reviewer", "auditor", "chair"):
        assert browser_of(members[role]).post(f"/people/factors/{key}/second/").status_code == 404


def test_who_has_none_cannot_lose_it(members: dict[str, Any], browser_of: Any) -> None:
    officer = browser_of(members["officer"])
    assert officer.post(f"/people/members/{members['chair'].key}/factor-lost/").status_code == 409


def test_a_council_of_one_officer_recovers_on_the_server(
    council: Any, browser_of: Any, run_svat: Any
) -> None:
    from allauth.mfa.models import Authenticator
    from django.core import mail

    from svat.web.audit.models import AuditEntry

    client = browser_of(council)
    with_app(client)
    mail.outbox.clear()
    from django.conf import settings

    done = run_svat("site", "recover", str(settings.FOLDER), "nobody@example.org")
    assert done.exit_code != 0
    done = run_svat("site", "recover", str(settings.FOLDER), "Olga@Example.org")
    assert done.exit_code == 0, done.output
    assert not Authenticator.objects.exists()
    assert [x.to for x in mail.outbox] == [["olga@example.org"]]
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.member) == ("recover factor on server", "server")
    assert client.get("/today/").status_code == 302

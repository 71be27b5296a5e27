"""People: what went wrong for others (mail scanners, double members, guessed accounts, hosts, limits) does not here."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("site")
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def outbox_backend() -> Iterator[None]:
    from django.test import override_settings

    from svat.web.mail import OUTBOX

    with override_settings(EMAIL_BACKEND=OUTBOX):
        yield


@pytest.fixture(autouse=True)
def no_counters(site: Any) -> Iterator[None]:
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


def link_to(address: str) -> str:
    from svat.web.people.models import OutboxMail

    text = OutboxMail.objects.filter(to=address).latest("id").text
    found = re.search(r"http\S+", text)
    assert found is not None, text
    return found[0]


def path_of(link: str) -> str:
    from django.conf import settings

    assert link.startswith(settings.ADDRESS.origin + "/"), link
    return link.removeprefix(settings.ADDRESS.origin)


def invited(officer: Any, address: str = "kim@example.org", role: str = "reviewer", **more: str) -> str:
    from svat.web.people.addresses import compared

    answer = officer.post("/people/invite/", {"address": address, "role": role, "language": "ko", **more})
    assert answer.status_code == 302, answer.content.decode()
    return path_of(link_to(compared(address)))


def plain(answer: Any) -> tuple[int, str]:
    """An answer without what is random in it: tokens of forms, the request's number."""
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|once)" value=)"[^"]*"', r"\1", answer.content.decode())
    return answer.status_code, text


# Point P1 of what others learnt, mail scanners.


def test_looking_at_a_mailed_link_changes_nothing(council: Any, browser_of: Callable[..., Any]) -> None:
    from svat.web.audit.append import head
    from svat.web.people.models import Invitation, Member

    link = invited(browser_of(council))
    before = head()
    for _ in range(2):
        for method in ("get", "head"):
            assert getattr(browser_of(), method)(link).status_code == 200
    assert (head(), Member.objects.count(), Invitation.objects.filter(used=None).count()) == (before, 1, 1)
    assert browser_of().post(link, {"person": "Kim", "password": PASSWORD}).status_code == 302
    assert Member.objects.get(role="reviewer").user.email == "kim@example.org"


def test_looking_at_the_link_of_a_new_password_changes_nothing(council: Any, browser_of: Any) -> None:
    from svat.web.people.models import User

    browser_of().post("/account/password/reset/", {"email": "olga@example.org"})
    link = path_of(link_to("olga@example.org"))
    before = User.objects.get().password
    for _ in range(2):
        for method in ("get", "head"):
            assert getattr(browser_of(), method)(link).status_code in (200, 302)
    assert User.objects.get().password == before
    client = browser_of()
    page = client.get(link, follow=True)
    answer = client.post(
        page.request["PATH_INFO"],
        {"password1": "another horse battery", "password2": "another horse battery"},
    )
    assert answer.status_code == 302, plain(answer)
    assert User.objects.get().check_password("another horse battery")


# Point P2 of what others learnt, one invitation, one member.


def at_once(work: Callable[[], Any], times: int = 2) -> list[Any]:
    from django.db import connections

    gate, found = threading.Barrier(times), []

    def one() -> None:
        gate.wait()
        try:
            found.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_at_once_make_one_member(council: Any, browser_of: Any) -> None:
    from svat.web.people.models import Member, User

    link = invited(browser_of(council))
    answers = at_once(lambda: browser_of().post(link, {"person": "Kim", "password": PASSWORD}).status_code, 3)
    assert answers.count(302) == 1
    # The others find it used, or that there is an account by now.
    assert set(answers) <= {200, 302, 404, 409}, answers
    assert (Member.objects.filter(role="reviewer").count(), User.objects.count()) == (1, 2)


def test_an_invitation_is_of_its_address(members: dict[str, Any], browser_of: Any) -> None:
    from svat.web.people.models import Member

    link = invited(browser_of(members["officer"]), "auditor@example.org", "chair")
    page = browser_of(members["reviewer"]).get(link)
    assert "Sign in" in page.content.decode()
    for client in (browser_of(members["reviewer"]), browser_of()):
        client.post(link, {"person": "x", "password": PASSWORD})
        assert not Member.objects.filter(role="chair", user=members["auditor"].user).exists()
    assert browser_of(members["auditor"]).post(link).status_code == 302
    assert Member.objects.filter(role="chair", user=members["auditor"].user).count() == 1


def test_a_new_link_closes_the_old_one_and_a_revoked_one_says_so(council: Any, browser_of: Any) -> None:
    from svat.web.people.models import Invitation

    officer = browser_of(council)
    first = invited(officer)
    key = Invitation.objects.get().key
    assert officer.post(f"/people/invitations/{key}/resend/").status_code == 302
    second = path_of(link_to("kim@example.org"))
    assert first != second
    assert browser_of().get(first).status_code == 404
    assert browser_of().get(second).status_code == 200
    assert officer.post(f"/people/invitations/{key}/revoke/").status_code == 302
    page = browser_of().get(second)
    assert (page.status_code, "ask for a new one" in page.content.decode()) == (404, True)
    assert officer.post(f"/people/invitations/{key}/revoke/").status_code == 409
    assert officer.post(f"/people/invitations/{key}/resend/").status_code == 409


def test_the_database_has_no_token(council: Any, browser_of: Any) -> None:
    from svat.web.people.models import Invitation, OutboxMail

    officer = browser_of(council)
    link = invited(officer)
    token = link.split("/")[-1]
    assert token.split(":")[0] not in str(list(Invitation.objects.values()))
    mail = OutboxMail.objects.get()
    officer.post(f"/outbox/{mail.key}/done/")
    assert OutboxMail.objects.get().text == ""


# Point P3 of what others learnt, the host.


def test_mailed_links_are_of_this_installation_alone(council: Any, browser_of: Any) -> None:
    client = browser_of()
    evil = client.post(
        "/account/password/reset/", {"email": "olga@example.org"}, headers={"host": "evil.example"}
    )
    assert evil.status_code == 400
    assert "evil" not in evil.content.decode()
    client.post("/account/password/reset/", {"email": "olga@example.org"}, headers={"host": "127.0.0.1:9999"})
    assert ":9999" not in link_to("olga@example.org")
    path_of(link_to("olga@example.org"))
    client.post(
        "/account/password/reset/",
        {"email": "olga@example.org"},
        headers={"x-forwarded-host": "evil.example"},
    )
    path_of(link_to("olga@example.org"))


# Point P4 of what others learnt, limits.


def failed(client: Any, address: str, **headers: str) -> int:
    given = {"login": address, "password": "wrong"}
    return int(client.post("/account/sign-in/", given, headers=headers).status_code)


def refused(client: Any, address: str, **headers: str) -> bool:
    answer = client.post("/account/sign-in/", {"login": address, "password": "wrong"}, headers=headers)
    return answer.status_code == 429 or "Too many" in answer.content.decode()


def test_behind_a_proxy_each_person_has_a_limit_of_their_own(council: Any, browser_of: Any) -> None:
    from django.test import override_settings

    with override_settings(PROXIES=1, ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for number in range(10):
            failed(browser_of(), f"nobody{number}@example.org", **{"x-forwarded-for": "203.0.113.5"})
        assert refused(browser_of(), "nobody@example.org", **{"x-forwarded-for": "203.0.113.5"})
        assert refused(browser_of(), "n@example.org", **{"x-forwarded-for": "198.51.100.9, 203.0.113.5"})
        assert not refused(browser_of(), "nobody@example.org", **{"x-forwarded-for": "198.51.100.7"})


def test_without_a_proxy_a_header_that_says_so_counts_for_nothing(council: Any, browser_of: Any) -> None:
    for number in range(10):
        failed(browser_of(), f"nobody{number}@example.org", **{"x-forwarded-for": f"198.51.100.{number}"})
    assert refused(browser_of(), "nobody@example.org", **{"x-forwarded-for": "198.51.100.77"})


def test_an_account_has_a_limit_whoever_asks(council: Any, browser_of: Any) -> None:
    from django.core.cache import cache
    from django.test import override_settings

    with override_settings(PROXIES=1, ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for number in range(5):
            failed(browser_of(), "olga@example.org", **{"x-forwarded-for": f"198.51.100.{number}"})
        assert refused(browser_of(), "olga@example.org", **{"x-forwarded-for": "198.51.100.50"})
    assert type(cache._connections["default"]).__name__ == "DatabaseCache"  # type: ignore[attr-defined]  # shared


def test_too_many_attempts_have_a_page_of_ours(council: Any, browser_of: Any) -> None:
    client = browser_of()
    answers = [client.post("/account/password/reset/", {"email": f"x{n}@example.org"}) for n in range(21)]
    assert answers[-1].status_code == 429
    text = answers[-1].content.decode()
    assert "Too many attempts" in text
    assert 'class="bar"' in text


# Point P5 of what others learnt, who has an account.


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_known_and_unknown_addresses_get_the_same_answer(
    council: Any, browser_of: Any, language: str
) -> None:
    from svat.web.people.models import OutboxMail

    said = {"accept-language": language}
    known, unknown = "olga@example.org", "nobo@example.org"  # of one length
    pages = []
    for address in (known, unknown):
        client = browser_of()
        signed = plain(
            client.post("/account/sign-in/", {"login": address, "password": "wrong"}, headers=said)
        )
        reset = client.post("/account/password/reset/", {"email": address}, headers=said)
        after = plain(client.get(reset["Location"], headers=said))
        pages.append([signed[0], signed[1].replace(address, ""), reset.status_code, reset["Location"], after])
    assert pages[0] == pages[1]
    assert list(OutboxMail.objects.values_list("to", flat=True)) == [known]


def test_an_unknown_address_costs_the_database_what_a_known_one_does(
    council: Any, browser_of: Any, django_queries: Callable[[Callable[[], Any]], int]
) -> None:
    """Who waits for the answer learns nothing either."""

    def asked(address: str) -> int:
        client = browser_of()
        return django_queries(lambda: client.post("/account/password/reset/", {"email": address}))

    asked("olga@example.org")  # what is made once for a process is made now
    assert asked("nobo@example.org") >= asked("olga@example.org")


def test_an_officer_learns_nothing_of_accounts_by_inviting(members: dict[str, Any], browser_of: Any) -> None:
    officer = browser_of(members["officer"])
    answers = []
    for address in ("auditor@example.org", "nobodyx@example.org"):
        given = {"address": address, "role": "chair", "language": "en"}
        answer = officer.post("/people/invite/", given)
        answers.append((answer.status_code, answer["Location"], answer.content))
    assert answers[0] == answers[1]


def test_nobody_signs_up(council: Any, browser_of: Any) -> None:
    from svat.web.people.models import User

    browser_of().post("/account/closed/", {"email": "new@example.org", "password1": PASSWORD})
    assert User.objects.count() == 1
    assert browser_of().get("/account/signup/").status_code == 404


# Point P6 of what others learnt, roles as they are now.


def test_a_role_that_ends_ends_its_sessions(members: dict[str, Any], browser_of: Any) -> None:
    officer, reviewer = browser_of(members["officer"]), browser_of(members["reviewer"])
    assert reviewer.get("/today/").status_code == 200
    officer.post(f"/people/members/{members['reviewer'].key}/end/", {"version": "1"})
    answer = reviewer.get("/today/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/?next=%2Ftoday%2F")


def test_role_and_activity_are_read_on_each_request(members: dict[str, Any], browser_of: Any) -> None:
    from svat.web.people.models import Member, User

    chair, auditor = browser_of(members["chair"]), browser_of(members["auditor"])
    assert auditor.get("/people/").status_code == 200
    Member.objects.filter(pk=members["auditor"].pk).update(role="reviewer")
    assert auditor.get("/people/").status_code == 404
    assert chair.get("/today/").status_code == 200
    User.objects.filter(pk=members["chair"].user_id).update(is_active=False)
    assert chair.get("/today/").status_code == 302


def test_somebody_without_a_role_sees_a_page_that_says_so(members: dict[str, Any], browser_of: Any) -> None:
    from datetime import UTC, datetime

    from svat.web.people.models import Member

    chair = browser_of(members["chair"])
    Member.objects.filter(pk=members["chair"].pk).update(ended=datetime.now(UTC))
    for page in ("/today/", "/profile/", "/people/", "/"):
        answer = chair.get(page, follow=True)
        assert (answer.status_code, "no role here" in answer.content.decode()) == (403, True), page
    link = invited(browser_of(members["officer"]), "chair@example.org", "auditor")
    assert chair.post(link).status_code == 302
    assert chair.get("/people/").status_code == 200


def test_the_council_keeps_one_officer(council: Any, browser_of: Any) -> None:
    answer = browser_of(council).post(f"/people/members/{council.key}/end/", {"version": "1"})
    assert answer.status_code == 403
    assert browser_of(council).get("/people/").status_code == 200


def test_the_second_of_two_officers_at_once_is_told(members: dict[str, Any], browser_of: Any) -> None:
    given = {"council": "New", "two_person_rule": "on", "version": "1"}
    assert browser_of(members["officer"]).post("/council/change/", given).status_code == 302
    late = browser_of(members["officer"]).post("/council/change/", {**given, "council": "Other"})
    assert late.status_code == 409
    assert "New" in late.content.decode()


# Point P8 of what others learnt, redirects.


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/",
                                    "javascript:alert(1)", "\t//evil.example", "http:///evil.example"])  # fmt: skip
def test_a_target_of_another_site_is_not_followed(council: Any, browser_of: Any, target: str) -> None:
    given = {"login": "olga@example.org", "password": PASSWORD, "next": target}
    answer = browser_of().post("/account/sign-in/", given)
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    answer = browser_of().post("/language/", {"language": "ru", "next": target})
    assert answer["Location"] == "/"
    answer = browser_of(council).post("/account/sign-out/", {"next": target})
    assert answer["Location"] in ("/", "/account/sign-in/")


def test_a_page_of_ours_is(council: Any, browser_of: Any) -> None:
    given = {"login": "olga@example.org", "password": PASSWORD, "next": "/people/"}
    assert browser_of().post("/account/sign-in/", given)["Location"] == "/people/"


# Point P9 of what others learnt, fields that a form does not have.


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("/profile/", {"person": "Rita", "language": "en"}),
        ("/language/", {"language": "en"}),
        ("/act-as/", {}),
        ("/account/password/change/", {"oldpassword": PASSWORD, "password1": "x" * 3}),
    ],
)
def test_fields_that_a_form_does_not_have_change_nothing(
    members: dict[str, Any], browser_of: Any, page: str, given: dict[str, str]
) -> None:
    from svat.web.people.models import Member, User

    more = {"role": "officer", "company": "1", "state": "x", "id": "1", "is_active": "", "email": "o@example.org",
            "is_superuser": "on", "is_staff": "on", "user": "1", "member": members["officer"].key}  # fmt: skip

    def state() -> tuple[Any, ...]:
        return list(Member.objects.values()), list(
            User.objects.order_by("id").values("id", "email", "is_active")
        )

    before = state()
    browser_of(members["reviewer"]).post(page, {**given, **more})
    assert state() == before


def test_an_invitation_gives_the_role_that_it_says(council: Any, browser_of: Any) -> None:
    from svat.web.people.models import Member

    link = invited(browser_of(council))
    given = {
        "person": "Kim",
        "password": PASSWORD,
        "role": "officer",
        "email": "x@example.org",
        "company": "1",
    }
    browser_of().post(link, given)
    made = Member.objects.latest("id")
    assert (made.role, made.user.email, made.company) == ("reviewer", "kim@example.org", None)


# Point P10 of what others learnt, look-alikes.


def test_an_address_that_imitates_another_is_marked_and_is_another(council: Any, browser_of: Any) -> None:
    from svat.web.people.addresses import compared
    from svat.web.people.models import Invitation

    officer = browser_of(council)
    imitated = "kim@ex\N{CYRILLIC SMALL LETTER A}mple.com"
    invited(officer, imitated)
    invited(officer, "Kim@Example.com")
    assert {x.email for x in Invitation.objects.all()} == {compared(imitated), "kim@example.com"}
    assert compared(imitated) != "kim@example.com"
    page = officer.get("/people/").content.decode()
    assert page.count("looks like kim@example.com") == 1
    assert imitated in page


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("kim@example.com", False),
        ("kim@пример.рф", False),
        ("kim@한국.kr", False),
        ("kim@müller.de", False),
        ("kim@аррle.com", True),
        ("kim@gооgle.com", True),
        ("kim@ехаmple.org", True),
    ],
)
def test_domains_that_look_like_others(address: str, marked: bool) -> None:
    from svat.web.people.addresses import compared, taken_for

    assert bool(taken_for(compared(address))) is marked, taken_for(compared(address))


@pytest.mark.parametrize(("name", "marked"), [("Кim", True), ("Kim", False), ("Анна", False), ("김", False),
                                              ("Olgа Petrova", True), ("Ольга Kim", False)])  # fmt: skip
def test_names_of_several_alphabets(name: str, marked: bool) -> None:
    from svat.council.looks import seems

    assert bool(seems(name, mixed=True)) is marked


# Point P11 of what others learnt, origin and proxy.


def test_forms_of_other_sites_are_refused(council: Any) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert client.post("/language/", {"language": "ru"}).status_code == 400
    client.get("/account/sign-in/")
    token = client.cookies["csrftoken"].value
    for headers, status in (({"origin": "https://evil.example"}, 400), ({"origin": "null"}, 400),
                            ({"origin": "http://127.0.0.1:8000"}, 302)):  # fmt: skip
        given = {"language": "ru", "csrfmiddlewaretoken": token}
        assert client.post("/language/", given, headers=headers).status_code == status, headers


def test_headers_of_every_page(council: Any, browser_of: Any) -> None:
    for page in ("/account/sign-in/", "/people/", "/nothing/"):
        answer = browser_of(council).get(page)
        assert (
            answer["Referrer-Policy"] == "same-origin"
        )  # no-referrer would make browsers send "Origin: null"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer


def test_without_a_proxy_no_header_says_that_a_request_was_secure(site: Any) -> None:
    from django.conf import settings

    assert settings.SECURE_PROXY_SSL_HEADER is None


# Point P12 of what others learnt, mails.


def test_a_mail_is_in_the_language_of_whoever_gets_it(members: dict[str, Any], browser_of: Any) -> None:
    from svat.web.people.models import OutboxMail, User

    User.objects.filter(pk=members["officer"].user_id).update(language="ko")
    User.objects.filter(pk=members["auditor"].user_id).update(language="ru")
    browser_of().post(
        "/account/password/reset/", {"email": "auditor@example.org"}, headers={"accept-language": "ko"}
    )
    mail = OutboxMail.objects.get()
    assert mail.to == "auditor@example.org"
    assert re.search("[а-я]{4}", mail.subject + mail.text), mail.text
    assert not re.search("[가-힣]", mail.text)
    invited(browser_of(members["officer"]), "novy@example.org", "chair", language="ru")
    mail = OutboxMail.objects.latest("id")
    assert (mail.to, mail.reply_to) == ("novy@example.org", "olga@example.org")
    assert re.search("[а-я]{4}", mail.subject), mail.subject
    assert re.search("[а-я]{4}", mail.text), mail.text


def test_a_refused_mail_is_shown_and_can_be_sent_again(council: Any, browser_of: Any) -> None:
    from django.core import mail as sent
    from django.test import override_settings

    from svat.web.jobs.models import Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.people.models import OutboxMail
    from svat.web.people.sending import send

    def run() -> OutboxMail:
        job = Job.objects.get(kind="send mail", state="waiting")
        send(job, JobProgress(job))
        Job.objects.filter(pk=job.pk).update(state="done")
        return OutboxMail.objects.get()

    officer = browser_of(council)
    with override_settings(MAIL_SERVER="tests.web.servers.RefusingServer"):
        invited(officer)
        assert OutboxMail.objects.get().state == "waiting"
        refused = run()
        assert (refused.state, refused.said) == ("refused", "550")
        page = officer.get("/outbox/").content.decode()
        assert "refused by the server (550)" in page
    with override_settings(MAIL_SERVER="django.core.mail.backends.locmem.EmailBackend"):
        assert officer.post(f"/outbox/{refused.key}/again/").status_code == 302
        done = run()
    assert (done.state, done.text) == ("sent", "")
    [message] = sent.outbox
    assert (message.to, message.reply_to, message.cc) == (["kim@example.org"], ["olga@example.org"], [])
    assert message.from_email == "svat@localhost"


# Sessions and parts of pages


def test_the_session_is_a_new_one_after_signing_in(council: Any, browser_of: Any) -> None:
    client = browser_of()
    client.session["planted"] = 1
    session = client.session
    session["planted"] = 1
    session.save()
    before = client.cookies["svat_session"].value
    client.post("/account/sign-in/", {"login": "olga@example.org", "password": PASSWORD})
    assert client.cookies["svat_session"].value != before
    stranger = browser_of()
    stranger.cookies["svat_session"] = before
    assert stranger.get("/today/").status_code == 302


def test_signing_out_leaves_nothing_in_the_browser(council: Any, browser_of: Any) -> None:
    client = browser_of(council)
    assert "Clear-Site-Data" not in client.get("/today/")
    answer = client.post("/account/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account/sign-out/").status_code in (200, 302)


def test_looking_at_the_page_of_signing_out_signs_nobody_out(council: Any, browser_of: Any) -> None:
    client = browser_of(council)
    client.get("/account/sign-out/")
    assert client.get("/today/").status_code == 200


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(council: Any, browser_of: Any) -> None:
    here = "http://127.0.0.1:8000/people/?sort=name"
    answer = browser_of().get("/people/", headers={"hx-request": "true", "hx-current-url": here})
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/account/sign-in/?next=%2Fpeople%2F%3Fsort%3Dname"
    assert answer.content == b""
    answer = browser_of().post("/people/invite/", headers={"referer": "http://127.0.0.1:8000/people/"})
    assert answer["Location"] == "/account/sign-in/?next=%2Fpeople%2F"
    answer = browser_of().post("/people/invite/", headers={"referer": "https://evil.example/people/"})
    assert answer["Location"] == "/account/sign-in/"

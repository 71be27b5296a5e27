"""A council's year in a browser, in each language: from a draft to introductions that both companies accept.

A real `svat serve` with its worker, on the first companies of the demo's rolls, and its lists; what was computed last
season is published.
Screens are kept in the folder that SVAT_SCREENS names, to be looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.web.at_a_browser import Person, asked
from tests.web.begun import founded
from tests.web.introduced import TODAY, YESTERDAY, demo_folder, put_list, work
from tests.web.kept_state import keep
from tests.web.test_running import served, until

from svat.demo import contents

pytestmark = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about the browser, on SQLite")
OFFICE = ("officer", "reviewer", "second", "auditor")
HIT = "KZ-0032"  # whose name is a listed one's, and who is somebody else
FILES = ("sdn", "alt", "add")
_PAIR = """
    SELECT i.key, a.external_id, b.external_id, coalesce(nullif(a.name_latin, ''), a.name)
    FROM matching_introductionrecord i JOIN matching_runrecord r ON r.id = i.run_id
    JOIN rolls_companyrecord a ON a.id = i.a_id JOIN rolls_companyrecord b ON b.id = i.b_id
    WHERE r.number = {run} AND i.state = 'clear' ORDER BY i.probability DESC, i.id
"""


@pytest.fixture(scope="module")
def season(installation: Path, emptied: Callable[[], None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a council that has both rolls, lists of yesterday, last season's introductions, and people."""
    from django.core import mail
    from django.db import connections
    from django.test import override_settings

    from svat.web import settings as written
    from svat.web.actions import perform
    from svat.web.matching.actions import AskForRun, PublishRun, RunAsked
    from svat.web.matching.models import RunRecord
    from svat.web.rolls.carrying import import_folder

    with override_settings(PASSWORD_HASHERS=written.PASSWORD_HASHERS):
        officer = founded("Olga", "officer@example.org")
    corridor = import_folder(demo_folder(tmp_path_factory.mktemp("demo") / "demo"), officer)
    put_list(corridor, YESTERDAY)
    work()
    perform(officer, AskForRun(corridor.key, RunAsked(TODAY, shortlist=3)))
    work()
    run = RunRecord.objects.get()
    perform(officer, PublishRun(run.key, run.version))
    _people()
    work()
    made = keep()
    mail.outbox.clear()
    emptied()
    connections.close_all()
    return made


def _people() -> None:
    """The office, and somebody of every company; all with the officer's password."""
    from allauth.account.models import EmailAddress

    from svat.web.people.models import Member, User
    from svat.web.rolls.models import CompanyRecord

    secret = User.objects.get().password

    def person(name: str, role: str, company: Any = None) -> None:
        address = f"{name}@example.org"
        user = User.objects.create(email=address, name=name.title(), password=secret)
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        Member.objects.create(user=user, role=role, company=company)

    for name in OFFICE[1:]:
        person(name, "reviewer" if name == "second" else name)
    for company in CompanyRecord.objects.order_by("pk"):
        person(company.external_id.lower(), "company", company)


@pytest.mark.parametrize("language", ["en", "ru", "ko"])
def test_from_a_draft_to_accepted_introductions(
    browser: Any, season: Path, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "council"
    shutil.copytree(season, folder)
    with closing(sqlite3.connect(folder / "svat.sqlite3")) as database, database:
        database.execute("UPDATE people_user SET language = ?", [language])
    said = partial(asked, tmp_path)
    with served(folder, "localhost") as (_, origin):

        def signed_in(name: str, *, phone: bool = False) -> Person:
            person = Person(browser, origin, language, phone=phone)
            person.signs_in(f"{name.lower()}@example.org")
            return person

        def state_of(number: int) -> str:
            return str(said(f"SELECT state FROM matching_runrecord WHERE number = {number}")[0][0])

        # A draft.
        officer = signed_in("officer")
        run = drafted(officer, said, 2)
        officer.keep("year-draft")

        # A hit is looked at by two persons; what it held is free then.
        [(hit,)] = said(
            "SELECT h.key FROM review_hitrecord h JOIN rolls_companyrecord c ON c.id = h.company_id"
            f" WHERE c.external_id = '{HIT}' AND h.state = 'open'"
        )
        reviewed(signed_in("reviewer"), hit, "decide")
        assert said(f"SELECT state FROM review_hitrecord WHERE key = '{hit}'") == [("proposed",)]
        reviewed(signed_in("second"), hit, "second")
        assert said(f"SELECT settled FROM review_hitrecord WHERE key = '{hit}'") == [("cleared",)]

        # Compared with what companies saw, and published once today's law was asked by the ruling too.
        officer.at(f"/introductions/{run}/changes/")
        assert officer.page.locator("tbody tr").count() > 5
        officer.keep("year-changes")
        published(officer, run)
        assert (state_of(1), state_of(2)) == ("superseded", "published")
        found = said(_PAIR.format(run=2))
        x = found[0]
        third = next(y for y in found if not {y[1], y[2]} & {x[1], x[2]})
        other = next(y for y in found if not {y[1], y[2]} & {*x[1:3], *third[1:3]})

        # One accepts on a telephone, the other too; each gives its contact; another declines and says why.
        one, two = signed_in(x[1], phone=True), signed_in(x[2], phone=True)
        accepted(one, x[0], "year-phone")
        assert one.page.locator("a[href^='mailto:']").count() == 0
        accepted(two, x[0], "")
        for person in (one, two):
            person.at(f"/own/introductions/{x[0]}/")
            assert person.page.locator("#contact").count() == 1
            assert person.page.locator("a[href^='mailto:']").count() == 1
        two.keep("year-contact")
        declining = signed_in(third[1], phone=True)
        page = declining.at(f"/own/introductions/{third[0]}/")
        page.check("input[name=reason][value='wrong goods']")
        page.fill("#words", "…")
        with page.expect_navigation():
            page.click("button[value=decline]")
        assert said("SELECT reason FROM matching_decisionrecord WHERE NOT accepted") == [("wrong goods",)]
        declining.leaves()
        waiting = signed_in(other[1])
        accepted(waiting, other[0], "")

        # A newer list names the first company: nobody sees the pair any more, whatever both had said.
        told = [mails(said, y) for y in (x[1], x[2], other[1])]
        listed(officer, x[3])
        gone = f"SELECT hidden IS NOT NULL FROM matching_introductionrecord WHERE key = '{x[0]}'"
        until(lambda: said(gone) == [(1,)])
        until(lambda: len(mails(said, x[2])) > len(told[1]))
        assert len(mails(said, x[1])) == len(told[0]) + 1
        by_law = [withdrawn(person, x[0]) for person in (one, two)]

        # The next draft: few lists change; the council takes another pair away.
        page = officer.at(f"/introductions/pairs/{other[0]}/")
        page.check("input[name=wish][value=veto]")
        page.fill("#reason", "…")
        with page.expect_navigation():
            page.click("form[action$='/settle/'] button.main")
        run = drafted(officer, said, 3)
        officer.at(f"/introductions/{run}/changes/")
        officer.keep("year-next")
        assert changed(said) <= 0.2
        published(officer, run)
        until(lambda: len(mails(said, other[1])) > len(told[2]))

        # What the three are told and shown is the same, whatever took their partner away.
        by_council = withdrawn(waiting, other[0])
        assert by_law[0][0] == by_law[1][0] == by_council[0]
        assert by_law[0][1] == by_council[1]  # the same country of the other side
        assert mails(said, x[1])[-1] == mails(said, x[2])[-1] == mails(said, other[1])[-1]
        for person in (one, two, waiting):
            person.leaves()

        # Whoever answers for it looks it up.
        officer.at("/overview/")
        officer.keep("year-overview")
        officer.leaves()
        auditor = signed_in("auditor")
        page = auditor.at("/audit/verify/")
        assert page.locator(".held").count() == 1
        assert page.locator("[role=alert]").count() == 0
        auditor.leaves()


Said = Callable[[str], list[tuple[Any, ...]]]


def drafted(officer: Person, said: Said, number: int) -> str:
    """Ask for a draft and wait for it: the run's key, its page open."""
    officer.at("/introductions/")
    with officer.page.expect_navigation():
        officer.page.click("form[action$='/introductions/ask/'] button.main")
    of = f"FROM matching_runrecord WHERE number = {number}"
    until(lambda: said(f"SELECT state {of}") == [("draft",)])
    [(key,)] = said(f"SELECT key {of}")
    officer.at(f"/introductions/{key}/")
    return str(key)


def reviewed(person: Person, hit: str, what: str) -> None:
    """Say of a hit that it is somebody else, or confirm it, after a look at what that does."""
    person.at("/review/")
    assert person.page.locator("[data-item]").count() == 2
    page = person.at(f"/review/hits/{hit}/")
    person.keep(f"year-hit-{what}")
    form = f"form[action$='/{what}/']"
    if what == "decide":
        page.check("input[name=said][value=cleared]")
        page.fill("#id_expires", (TODAY + timedelta(days=200)).isoformat())
    page.fill(f"{form} [name=reason]", "№ 7")
    with page.expect_navigation():
        page.click(f"{form} button.main")
    person.keep(f"year-sure-{what}")
    with page.expect_navigation():
        page.click("main form button.main")
    person.leaves()


def published(officer: Person, run: str) -> None:
    """Publish a draft as soon as today's law was asked about it."""
    button = f"form[action$='/{run}/publish/'] button"

    def can_be() -> bool:
        officer.at(f"/introductions/{run}/")
        return bool(officer.page.locator(button).count())

    until(can_be)
    with officer.page.expect_navigation():
        officer.page.click(button)


def accepted(person: Person, key: str, picture: str) -> None:
    """Accept from one's own list, with consent to give the contact."""
    page = person.at("/own/introductions/")
    with page.expect_navigation():
        page.click(f"main a[href$='/own/introductions/{key}/']")
    if picture:
        person.keep(picture)
    page.check("#consent")
    with page.expect_navigation():
        page.click("button[value=accept]")


def listed(officer: Person, name: str) -> None:
    """Upload a version of today with one more entry."""
    files = {role: contents()[f"lists/demo_ofac/{role}.csv"] for role in FILES}
    body, mark, rest = files["sdn"].partition(b"\x1a")
    entry = f'99001,"{name}",-0- ,"DEMO"' + ",-0- " * 8 + "\r\n"
    files["sdn"] = body + entry.encode() + mark + rest
    page = officer.at("/lists/")
    officer.fill(publisher="DEMO-OFAC", version=TODAY.isoformat())
    page.select_option("#id_kind", "ofac-sdn-csv")
    sent = [{"name": f"{role}.csv", "mimeType": "text/csv", "buffer": data} for role, data in files.items()]
    page.set_input_files("#id_sent", sent)
    with page.expect_navigation():
        officer.go()


def withdrawn(person: Person, key: str) -> tuple[bytes, str]:
    """What is at the address of a pair that is gone, without what is new in every answer; and the line of its list."""
    page = person.page
    bodies = []
    for asked_for in (key, "0" * len(key)):
        answer = page.request.get(f"{person.origin}/own/introductions/{asked_for}/")
        assert answer.status == 404
        body = answer.body().replace(asked_for.encode(), b"")
        bodies.append(re.sub(rb"[0-9A-Za-z]{32,}", b"", body))
    assert bodies[0] == bodies[1]
    # Whoever looks is named at the head of the page.
    common = re.search(rb"<main.*</main>", bodies[0], re.DOTALL)
    assert common is not None
    person.at("/own/introductions/")
    assert key not in page.content()
    return common[0], page.locator("section[aria-labelledby=gone] li").last.inner_html()


def mails(said: Said, company: str) -> list[tuple[Any, ...]]:
    """What was written to a company's person."""
    return said(
        'SELECT subject, text FROM people_outboxmail WHERE "to" = '
        f"'{company.lower()}@example.org' ORDER BY id"
    )


def changed(said: Said) -> float:
    """Share of companies whose list is another one in the third run."""
    lists: list[dict[tuple[str, int], set[int]]] = []
    for number in (2, 3):
        found: dict[tuple[str, int], set[int]] = {}
        of = f"FROM matching_introductionrecord i JOIN matching_runrecord r ON r.id = i.run_id WHERE number = {number}"
        for a, b in said(f"SELECT a_id, b_id {of} AND i.state = 'clear'"):
            found.setdefault(("a", a), set()).add(b)
            found.setdefault(("b", b), set()).add(a)
        lists.append(found)
    companies = lists[0].keys() | lists[1].keys()
    return sum(lists[0].get(y) != lists[1].get(y) for y in companies) / len(companies)

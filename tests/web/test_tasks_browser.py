"""The rehearsal: thirty tasks of officer, reviewer, company, chair and auditor, in a browser, by keyboard alone.

Each is done as its person would go about it, with scripts or without them, or both ways; one published corridor is
put back before each. `-s` prints at the end how many keys each took. SVAT_SCREENS names a folder for screens.
"""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.web.begun import founded
from tests.web.conftest import serving
from tests.web.introduced import TODAY, computed, work
from tests.web.kept_state import keep, put_back
from tests.web.keyboard import KeyboardUser
from tests.web.own_companies import Introduced, own_introductions

pytestmark = pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about the browser, on SQLite")
UNTIL = TODAY + timedelta(days=200)
OFFICE = ("officer", "reviewer", "second", "chair", "auditor")
PHONE = {"width": 390, "height": 844}


@dataclass
class Town:
    """A council with a published corridor, a draft, and people; who sits down at a browser."""

    demo: Introduced
    place: Path
    origin: str
    browser: Any

    def member(self, role: str) -> Any:
        from svat.web.people.models import Member

        return Member.objects.select_related("user", "company").get(
            user__email=f"{_mailbox(role)}@example.org"
        )

    def client(self, role: str) -> Any:
        """Somebody else who does something meanwhile."""
        from django.test import Client

        from svat.web.middleware import ACTING

        member, made = self.member(role), Client()
        made.force_login(member.user)
        session = made.session
        session[ACTING] = member.key
        session.save()
        return made

    def sits_down(self, role: str, *, script: bool) -> KeyboardUser:
        own = role == "company"
        context = self.browser.new_context(
            java_script_enabled=script,
            locale="en-US",
            viewport=PHONE if own else {"width": 1280, "height": 900},
        )
        cookie = self.client(role).cookies["svat_session"].value
        context.add_cookies([{"name": "svat_session", "value": cookie, "url": self.origin}])
        context.set_default_timeout(60_000)
        return KeyboardUser(context.new_page(), self.origin, script)

    def records(self, number: int = 1, **which: Any) -> list[Any]:
        from svat.web.matching.models import IntroductionRecord

        found = IntroductionRecord.objects.filter(run__number=number, **which).select_related("a", "b")
        return list(found.order_by("rank_a", "id"))

    def run(self, number: int = 2) -> Any:
        from svat.web.matching.models import RunRecord

        return RunRecord.objects.get(number=number)

    def own(self) -> list[Any]:
        """The pairs that the company of this rehearsal sees, its best first."""
        return self.records(state="clear", a=self.member("company").company)

    def hit(self, **which: Any) -> Any:
        from svat.web.review.models import HitRecord

        return HitRecord.objects.select_related("company").get(**which)


def _mailbox(role: str) -> str:
    return {"officer": "olga"}.get(role, role)


@pytest.fixture(scope="module")
def town(installation: Path, emptied: Callable[[], None], browser: Any) -> Iterator[Town]:
    """The council, made once; the same as it was then before each task."""
    from django.core import mail
    from django.db import connections

    from svat.web.people.models import Member, User

    demo = own_introductions(founded())
    computed(demo.corridor, demo.officer, shortlist=3)
    for name in OFFICE[1:]:
        user = User.objects.create_user(f"{name}@example.org", "correct horse battery", name=name.title())
        Member.objects.create(user=user, role="reviewer" if name == "second" else name)
    demo.person(demo.most("a"), "company@example.org")
    place = keep()
    with serving() as origin:
        yield Town(demo, place, origin, browser)
    mail.outbox.clear()
    emptied()
    connections.close_all()


# --- the officer


def has_introductions_computed(person: KeyboardUser, town: Town) -> None:
    town.client("officer").post(f"/introductions/{town.run().key}/leave/", {"version": town.run().version})
    person.at("/today/")
    person.goes("Introductions")
    person.fills("longest that a company's list", "2")
    person.goes("Compute")
    assert "wait" in person.reads().lower()
    work()
    person.at("/today/")
    if person.script:
        person.to("drafts of introductions")
        person.loads(person.page.locator("[data-key]:focus").get_attribute("data-key"))
    else:
        person.goes("drafts of introductions")
    person.skips()
    person.goes("Run 3")
    assert town.run(3).state == "draft"
    assert "In a few lines" in person.reads()


def compares_the_draft(person: KeyboardUser, town: Town) -> None:
    person.at("/introductions/")
    person.skips()
    person.goes("Run 2")
    person.skips()
    person.goes("Who comes, who goes")
    read = person.reads()
    assert "Introductions that are no longer made (20)" in read
    assert "it stood at place 4" in read


def settles_a_pair_and_sees_the_price(person: KeyboardUser, town: Town) -> None:
    from svat.web.matching.models import WishRecord

    person.at(f"/introductions/{town.run().key}/")
    person.skips()
    if person.script:
        person.reaches(lambda x: "%" in x["name"] and x["tag"] == "a")
        person.loads("ArrowDown", "o")
    else:
        person.reaches(lambda x: "%" in x["name"] and x["tag"] == "a")
        person.loads("Enter")
    person.skips()
    person.chooses("must not meet")
    person.fills("Why, for the council alone", "they went to court")
    person.goes("What would it cost?")
    work()
    person.at("/wishes/")
    assert re.search(r"must not meet .* (costs|brings) ", person.reads())
    person.at(f"/introductions/pairs/{town.records(2, state='clear')[0].key}/")
    person.skips()
    person.chooses("must meet")
    person.goes("Settle it")
    assert "Settled" in person.told()
    assert WishRecord.objects.get().wish == "must"


def publishes_the_draft(person: KeyboardUser, town: Town) -> None:
    person.at("/introductions/")
    person.skips()
    person.goes("Run 2")
    person.skips()
    person.goes("Publish: companies see it at once")
    assert (town.run(2).state, town.run(1).state) == ("published", "superseded")
    assert "Published on" in person.reads()


def reminds_three_silent_companies(person: KeyboardUser, town: Town) -> None:
    from svat.web.people.models import OutboxMail

    person.at("/answers/")
    person.skips()
    person.goes("companies owe an answer")
    person.skips()
    rows = [x.get_attribute("id") for x in person.page.locator("tbody tr").all()]
    assert len(rows) > 3
    if person.script:
        person.reaches(lambda x: x["type"] == "checkbox")
        person.press("x", "ArrowDown", "x", "ArrowDown", "x")
    else:
        for _ in range(3):
            person.reaches(lambda x: x["type"] == "checkbox")
            person.press("Space")
    person.back_to("Remind those that are ticked")
    person.loads("Enter")
    work()
    assert OutboxMail.objects.filter(kind="reminder").count() == 3
    assert "being written" in person.told()


def withdraws_what_is_published(person: KeyboardUser, town: Town) -> None:
    person.at("/introductions/")
    person.skips()
    person.goes("Run 1")
    person.skips()
    person.opens("Withdraw it")
    assert "cannot be undone" in person.reads()
    person.goes("Withdraw it from all companies")
    assert town.run(1).state == "withdrawn"


def corrects_an_address(person: KeyboardUser, town: Town) -> None:
    from svat.web.rolls.models import CorrectionRecord

    company = town.member("company").company
    person.at(f"/companies/?q={company.external_id}")
    person.skips()
    person.reaches(lambda x: x["href"] == f"/companies/{company.key}/")
    person.loads("Enter")
    person.skips()
    person.reaches(lambda x: x["href"].endswith("/email/"))
    person.loads("Enter")
    person.skips()
    person.fills("mail", "export@company.example")
    person.goes("Correct")
    assert CorrectionRecord.objects.get().value == "export@company.example"


def does_a_companys_request(person: KeyboardUser, town: Town) -> None:
    from svat.web.company.models import CompanyRequest

    asked = {"value": "77", "words": "we grew"}
    assert town.client("company").post("/own/company/columns/employees/", asked).status_code == 302
    person.at("/today/")
    person.skips()
    person.goes("requests of companies")
    person.skips()
    if person.script:
        person.to_item()
        person.loads("o")
    else:
        person.goes(town.member("company").company.name[:6])
    person.skips()
    assert "we grew" in person.reads()
    person.fills("A word to the company", "Done, with thanks.", action="/do/")
    person.goes("Do it")
    assert CompanyRequest.objects.get().state == "done"


def confirms_ten_listings(person: KeyboardUser, town: Town) -> None:
    from svat.web.rolls.models import ListingRecord

    person.at("/today/")
    person.skips()
    person.goes("listings to confirm")
    if person.script:
        person.skips()
        person.to_item()
        for count in range(1, 11):
            person.press("s" if count == 4 else "v" if count == 7 else "1")
            person.page.wait_for_function(f"() => document.querySelectorAll('.settled').length === {count}")
            person.page.wait_for_function("() => document.activeElement.matches('[data-item]')")
    else:
        for count in range(10):
            if not count:
                person.skips()
            person.reaches(lambda x: x["group"] == "choice" and "answer" in x["action"])
            person.loads("Enter")
    assert ListingRecord.objects.exclude(answer="").count() == 10


def finds_a_company_and_takes_the_list(person: KeyboardUser, town: Town) -> None:
    person.at("/companies/")
    person.skips()
    person.fills("Name, identifier or official number", "botasai kurylys")
    if person.script:
        person.page.wait_for_function("() => document.querySelectorAll('tbody tr').length === 1")
    else:
        person.loads("Enter")
    assert "Ботасай Құрылыс" in person.reads()
    if person.script:
        person.page.wait_for_timeout(50)
    name, data = person.takes("Take away as XLSX")
    assert name.endswith(".xlsx")
    rows = list(load_workbook(io.BytesIO(data)).worksheets[0].values)
    assert len(rows) == 2
    assert "Ботасай" in str(rows[1])


def hands_over_a_mail(person: KeyboardUser, town: Town) -> None:
    from svat.web.people.models import OutboxMail

    OutboxMail.objects.create(
        to="kim@example.org", subject="Invitation", text="See /invitation/x", state="waiting"
    )
    person.at("/today/")
    person.skips()
    person.goes("mails to hand over")
    person.skips()
    assert "/invitation/" in person.reads()
    person.goes("Handed over kim@example.org")
    assert "No mail waits." in person.reads()
    assert not OutboxMail.objects.filter(state="waiting").exists()


def looks_what_answers_teach(person: KeyboardUser, town: Town) -> None:
    x = town.own()[0]
    town.client("company").post(f"/own/introductions/{x.key}/answer/", {"answer": "accept", "seen": ""})
    person.at("/answers/")
    person.skips()
    person.goes("What answers teach")
    person.skips()
    person.goes("Look what answers teach now")
    work()
    person.skips()
    person.goes("Look again")
    assert "Weights of reasons" in person.reads()
    person.skips()
    person.goes("Let them change nothing")
    assert "Answers change nothing" in person.reads()


# --- the reviewer


def works_the_queue(person: KeyboardUser, town: Town) -> None:
    person.at("/today/")
    person.skips()
    person.goes("hits to decide")
    person.skips()
    if person.script:
        person.to_item("Meridian")
        person.press("n", "ArrowUp")
        first = person.focus()["name"]
        person.loads("2")
        assert person.focus()["id"] == "id_reason"
        person.types("the same tax number")
    else:
        person.goes("2 the listed one")
        first = person.page.inner_text("h1")
        assert person.page.is_checked("input[value=confirmed]")
        person.fills("Why:", "the same tax number")
    person.to("Holds until")
    person.types_day(UNTIL)
    person.goes("Show what it would free or stop")
    read = person.reads()
    assert "taken back" in read or "No pair" in read
    assert person.focus()["name"] == "It is the listed one: bar it" if person.script else True
    person.loads("Enter") if person.script else person.goes("It is the listed one: bar it")
    assert town.hit(state="decided").settled == "confirmed"
    assert first


def sees_the_evidence(person: KeyboardUser, town: Town) -> None:
    person.at("/review/")
    person.skips()
    person.goes("Meridian")
    read = person.reads()
    for part in ("Side by side", "TOBYLZHAR MERIDIAN", "What matched", "agrees"):
        assert part in read
    person.skips()
    person.goes("The next")
    assert "SILVER HERON" in person.reads()


def proposes_a_clearing(person: KeyboardUser, town: Town) -> None:
    person.at("/review/")
    person.skips()
    if person.script:
        person.to_item("Meridian")
        person.loads("1")
    else:
        person.goes("Meridian")
        person.skips()
        person.chooses("No: this party is not the listed one")
        person.to("Why:")
    person.types("another registration number, seen in the register")
    person.to("Holds until")
    person.types_day(UNTIL)
    person.goes("Show what it would free or stop")
    assert "It frees nothing yet" in person.reads()
    person.loads("Enter") if person.script else person.goes("Propose to clear it")
    assert town.hit(company__external_id="KZ-0032").state == "proposed"


def seconds_what_another_proposed(person: KeyboardUser, town: Town) -> None:
    hit = town.hit(company__external_id="KZ-0032")
    given = {
        "version": hit.version,
        "said": "cleared",
        "reason": "seen",
        "expires": UNTIL.isoformat(),
        "sure": "1",
    }
    assert town.client("second").post(f"/review/hits/{hit.key}/decide/", given).status_code == 302
    person.at("/review/")
    person.skips()
    if person.script:
        person.to_item("Meridian")
        person.loads("s")
        person.to("What you have looked at yourself")
    else:
        person.goes("second it")
        person.to("What you have looked at yourself")
    person.types("I called the company")
    person.goes("Show what it would free")
    assert "Pairs that" in person.reads() or "No pair" in person.reads()
    person.loads("Enter") if person.script else person.goes("Confirm it as the second person")
    assert town.hit(pk=hit.pk).settled == "cleared"


def records_an_exemption(person: KeyboardUser, town: Town) -> None:
    from svat.web.review.models import CaseRow

    _exemption(person)
    assert CaseRow.objects.get().table == "exemptions"
    assert "EX-1" in person.reads()


def _exemption(person: KeyboardUser) -> None:
    person.at("/review/")
    person.skips()
    person.goes("Case file")
    person.skips()
    person.goes("Exemptions")
    person.skips()
    days = {"granted_on": TODAY, "valid_from": TODAY, "valid_to": UNTIL, "published_on": TODAY}
    texts = {
        "id": "EX-1",
        "regime": "EU",
        "country": "RU",
        "authority": "Ministry",
        "document": "No. 7",
        "conditions": "none",
        "confirmed_by": "Rosa",
    }
    needed = [x.get_attribute("name") for x in person.page.locator("form.sheet [required]").all()]
    before, after = needed[: needed.index("authority")], needed[needed.index("authority") :]
    asked = [*before, "regime", "country", *after]  # all rules of which regime, on whom
    asked.insert(asked.index("conditions"), "hs")
    for column in asked:
        person.to_field(column)
        if column in days:
            person.types_day(days[column])
        else:
            person.types(texts.get(column, "*"))
    person.goes("Add it")


def takes_an_exemption_back(person: KeyboardUser, town: Town) -> None:
    _exemption(person)
    person.skips()
    person.goes("Take back")
    assert "Nothing is on file." in person.reads()


def downloads_a_proof(person: KeyboardUser, town: Town) -> None:
    x = town.own()[0]
    person.at("/review/")
    person.skips()
    person.goes("Proofs")
    person.skips()
    person.fills("Company of the first side", x.a.external_id)
    person.fills("Company of the second side", x.b.external_id)
    person.to("Whose law")
    person.types_day(TODAY)
    person.goes("Make the proof")
    work()
    person.at("/review/proofs/")
    person.skips()
    name, data = person.takes("Take it away")
    assert name.endswith(".json")
    assert x.a.external_id.encode() in data


def sees_the_oldest_that_waits(person: KeyboardUser, town: Town) -> None:
    from svat.web.review.models import HitRecord, HitWait

    old = town.hit(company__external_id="KZ-0032")
    for of in (HitRecord.objects.filter(pk=old.pk), HitWait.objects.filter(hit=old)):
        of.update(since=old.since - timedelta(days=20))
    person.at("/review/")
    person.skips()
    person.selects("Order", "longest")
    person.goes("Show")
    assert old.name in person.page.locator("[data-item]").first.inner_text()
    person.skips()
    person.goes("Waiting times")
    assert "20" in person.page.locator("tbody tr td:last-child").all_inner_texts()


# --- a company, on a phone


def reads_its_shortlist(person: KeyboardUser, town: Town) -> None:
    first = town.own()[0]
    person.at("/")
    read = person.reads()
    assert f"We propose {len(town.own())} partners to you" in read
    person.skips()
    person.goes("Look and answer")
    assert person.page.url.endswith(f"/{first.key}/")
    assert "Why we propose it" in person.reads()
    width = person.page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def accepts_with_consent(person: KeyboardUser, town: Town) -> None:
    person.at("/own/introductions/")
    person.skips()
    person.goes("Look and answer")
    person.skips()
    person.ticks("the other company may have our contact")
    person.goes("Accept")
    x = town.own()[0]
    assert x.answer_a == "accepted"
    assert "The other company gets our contact" in person.reads() or "You accepted" in person.reads()


def declines_with_a_reason(person: KeyboardUser, town: Town) -> None:
    person.at("/own/introductions/")
    person.skips()
    person.goes("Look and answer")
    person.skips()
    person.chooses("We have no capacity now")
    person.fills("In your own words", "again in spring")
    person.goes("Decline")
    assert town.own()[0].answer_a == "declined"


def changes_its_mind(person: KeyboardUser, town: Town) -> None:
    x = town.own()[0]
    town.client("company").post(f"/own/introductions/{x.key}/answer/", {"answer": "accept", "seen": ""})
    person.at("/own/introductions/")
    person.skips()
    person.reaches(lambda now: now["href"].endswith(f"/{x.key}/"))
    person.loads("Enter")
    person.skips()
    person.opens("Change the answer")
    person.chooses("The goods do not fit")
    person.goes("Decline")
    assert town.own()[0].answer_a == "declined"


def asks_for_a_changed_listing(person: KeyboardUser, town: Town) -> None:
    from svat.web.company.models import CompanyRequest

    person.at("/own/introductions/")
    person.goes("My company")
    person.skips()
    person.goes("Change")
    person.skips()
    person.reaches(lambda x: x["group"] == "value")
    person.types("linseed oil, cold pressed")
    person.fills("A word to the council", "new this year")
    person.goes("Ask the council")
    assert CompanyRequest.objects.get().state == "open"
    assert "linseed oil, cold pressed" in person.reads()


def takes_its_data_out(person: KeyboardUser, town: Town) -> None:
    person.at("/own/company/")
    person.skips()
    person.goes("Take your data out")
    person.skips()
    name, data = person.takes("Take it out")
    assert name.endswith(".zip")
    assert zipfile.ZipFile(io.BytesIO(data)).namelist()


# --- the chair, the auditor


def approves_introductions(person: KeyboardUser, town: Town) -> None:
    from svat.web.people.models import CouncilRecord

    CouncilRecord.objects.update(chair_approves=True)
    town.client("officer").post(f"/introductions/{town.run().key}/propose/", {"version": town.run().version})
    person.at("/today/")
    person.skips()
    person.goes("introductions to approve")
    person.skips()
    person.goes("Run 2")
    person.skips()
    person.goes("Publish: companies see it at once")
    assert town.run(2).state == "published"


def sees_the_overview(person: KeyboardUser, town: Town) -> None:
    person.at("/today/")
    person.goes("Overview")
    read = person.reads()
    for part in ("Matches expected", "Both accepted", "Source: run 1"):
        assert part in read
    person.skips()
    person.goes("run 1")
    assert "In a few lines" in person.reads()


def verifies_the_chain(person: KeyboardUser, town: Town) -> None:
    person.at("/today/")
    person.goes("Audit")
    person.skips()
    person.goes("Verify the chain")
    assert "The chain holds" in person.reads()


def follows_one_entry(person: KeyboardUser, town: Town) -> None:
    person.at("/audit/")
    person.skips()
    person.selects("Action", "publish")
    person.goes("Show")
    person.skips()
    person.reaches(lambda x: x["tag"] == "a" and bool(re.fullmatch(r"[\d,]+", x["name"])))
    person.loads("Enter")
    assert "Before and after" in person.reads()
    person.skips()
    person.goes("The entry before")
    assert "In the chain" in person.reads()


BOTH, KEYS, PLAIN = (True, False), (True,), (False,)
# Who, as they would say it, how it is done here, and whether with scripts, without, or both.
TASKS: tuple[tuple[str, str, Callable[[KeyboardUser, Town], None], tuple[bool, ...]], ...] = (
    ("officer", "Have introductions computed and look at what waits", has_introductions_computed, KEYS),
    ("officer", "Compare the draft with what is published", compares_the_draft, PLAIN),
    ("officer", "Keep two apart, see its price, and have two others meet", settles_a_pair_and_sees_the_price, KEYS),
    ("officer", "Publish the draft", publishes_the_draft, BOTH),
    ("officer", "See who has not answered and remind three", reminds_three_silent_companies, BOTH),
    ("officer", "Withdraw what is published", withdraws_what_is_published, PLAIN),
    ("officer", "Correct a company's e-mail from its page", corrects_an_address, PLAIN),
    ("officer", "Do what a company asked for", does_a_companys_request, KEYS),
    ("officer", "Confirm ten listings by keys only", confirms_ten_listings, BOTH),
    ("officer", "Find a Kazakh name typed in Latin; take the list away", finds_a_company_and_takes_the_list, KEYS),
    ("officer", "Hand over a mail", hands_over_a_mail, PLAIN),
    ("officer", "See what answers teach and switch it off", looks_what_answers_teach, PLAIN),
    ("reviewer", "Work the queue by keyboard", works_the_queue, BOTH),
    ("reviewer", "See the evidence of a hit", sees_the_evidence, PLAIN),
    ("reviewer", "Propose a clearing with reason and expiry", proposes_a_clearing, KEYS),
    ("reviewer", "Second another's, seeing first what it frees", seconds_what_another_proposed, BOTH),
    ("reviewer", "Record an exemption", records_an_exemption, KEYS),
    ("reviewer", "Take an exemption back", takes_an_exemption_back, PLAIN),
    ("reviewer", "Download a proof", downloads_a_proof, KEYS),
    ("reviewer", "See what waits longest", sees_the_oldest_that_waits, PLAIN),
    ("company", "See the shortlist and read why", reads_its_shortlist, KEYS),
    ("company", "Accept, with consent to give the contact", accepts_with_consent, BOTH),
    ("company", "Decline with a reason", declines_with_a_reason, PLAIN),
    ("company", "Change the answer", changes_its_mind, PLAIN),
    ("company", "Ask for a change of a listing", asks_for_a_changed_listing, KEYS),
    ("company", "Take the data out", takes_its_data_out, PLAIN),
    ("chair", "Approve introductions", approves_introductions, PLAIN),
    ("chair", "See how it stands", sees_the_overview, KEYS),
    ("auditor", "Verify the chain", verifies_the_chain, PLAIN),
    ("auditor", "Follow one entry", follows_one_entry, KEYS),
)  # fmt: skip
_DONE: dict[tuple[str, bool], int] = {}  # task and whether with scripts → keys that it took


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    """At the end, the tasks and how each was done."""
    yield
    sys.stdout.write(f"\n{'Task':<60} {'Who':<9} {'keys':>5} {'without scripts':>16}\n")
    for role, said, _, _ in TASKS:
        taken = [str(_DONE.get((said, script), "")) for script in BOTH]
        sys.stdout.write(f"{said:<60} {role:<9} {taken[0]:>5} {taken[1]:>16}\n")


@pytest.mark.parametrize(
    ("role", "said", "do", "script"),
    [
        pytest.param(role, said, do, script, id=f"{role}-{do.__name__}-{'keys' if script else 'plain'}")
        for role, said, do, ways in TASKS
        for script in ways
    ],
)
def test_it_is_done_by_keyboard(
    town: Town, role: str, said: str, do: Callable[[KeyboardUser, Town], None], script: bool
) -> None:
    put_back(town.place)
    person = town.sits_down(role, script=script)
    wrong: list[str] = []
    person.page.on("pageerror", lambda x: wrong.append(str(x)))
    try:
        do(person, town)
    finally:
        if folder := os.environ.get("SVAT_SCREENS"):
            person.page.screenshot(path=Path(folder) / f"{role}-{do.__name__}.png", full_page=True)
        person.page.context.close()
    assert wrong == []
    _DONE[said, script] = person.pressed


def test_all_thirty_are_rehearsed() -> None:
    count = {
        role: sum(x[0] == role for x in TASKS)
        for role in ("officer", "reviewer", "company", "chair", "auditor")
    }
    assert count == {"officer": 12, "reviewer": 8, "company": 6, "chair": 2, "auditor": 2}

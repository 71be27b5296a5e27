"""Every page of the application in the states that people meet it in: empty, filled, refused, broken off.

`every_state` makes a council from nothing and gives an answer for each state, as the application gave it. A page whose
name stands in no state is found by `without_state`: whoever adds a page adds a state here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.law.listfiles import SDN, sdn_csv
from tests.web.begun import founded
from tests.web.companies import FLOWERS, HEADER, by_id
from tests.web.crawling import routes

from svat.demo import contents

PASSWORD = "correct horse battery"
# Addresses that answer no page: JSON, files, and those that only send on.
NO_PAGE = {
    "alive", "ready", "home", "icon", "companies-xlsx", "imports-xlsx", "import-said", "mfa_download_recovery_codes",
    "book-file", "outbox-letter", "review-xlsx", "review-proof", "review-key", "run-xlsx", "run-file",
    "answers-xlsx",
}  # fmt: skip
_CODES = (
    ("040900", "Honey; natural", 0.61), ("090210", "Tea, green", 0.2), ("610910", "T-shirts; of cotton", 0.1)
)  # fmt: skip
_PROPOSED = {
    "codes": [{"hs": hs, "words": words, "probability": sure} for hs, words, sure in _CODES],
    "answer": "goods", "note": "", "near": None,
}  # fmt: skip


@dataclass(frozen=True)
class PageState:
    """A page's answer in one state."""

    name: str
    state: str
    answer: Any

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"


@dataclass(frozen=True)
class Council:
    """Who is there."""

    members: dict[str, Any]
    client_of: Callable[..., Any]

    def client(self, role: str = "officer") -> Any:
        return self.client_of(self.members[role], raise_request_exception=False)


def without_state(met: set[str], council: Council) -> list[str]:
    """The names of pages that no state was made of; those that take forms alone answer no page by themselves."""
    from django.urls import reverse

    from svat.web.permissions import PAGES

    found = []
    for name, parameters in sorted(routes().items()):
        if name in met or name in NO_PAGE:
            continue
        roles = PAGES.get(name, frozenset())
        role = next((x for x in council.members if x in roles), "officer")
        given = {x: {"number": 1, "uidb36": "zz"}.get(x, "x") for x in parameters}
        if council.client(role).get(reverse(name, kwargs=given)).status_code not in (302, 405):
            found.append(name)
    return found


def first_run(client: Any) -> Iterator[PageState]:
    """Before there is a council."""
    yield PageState("first-run", "empty", client.get("/first-run/"))
    yield PageState("first-run", "refused", client.post("/first-run/", {"council": "", "country": "ZZ"}))


def empty(council: Council) -> Iterator[PageState]:
    """A council with nothing in it."""
    officer = council.client()
    for name, address in _ADDRESSES.items():
        yield PageState(name, "empty", officer.get(address))
    yield PageState("today", "of an auditor", council.client("auditor").get("/today/"))
    yield PageState("imports", "of an auditor", council.client("auditor").get("/rolls/"))
    yield PageState("import-upload", "refused", officer.post("/rolls/send/", {}))
    yield PageState("lists", "refused", officer.post("/lists/upload/", {"corridor": _corridor().key}))
    yield PageState("people", "refused", officer.post("/people/invite/", {"address": "no", "role": "x"}))
    yield PageState("council", "refused", officer.post("/council/change/", {}))
    yield PageState("companies", "nothing found", officer.get("/companies/?q=nobody"))
    yield PageState("profile", "refused", officer.post("/profile/", {"person": "x" * 300}))


_ADDRESSES = {
    "today": "/today/",
    "profile": "/profile/",
    "people": "/people/",
    "council": "/council/",
    "outbox": "/outbox/",
    "factor": "/factor/",
    "imports": "/rolls/",
    "import-upload": "/rolls/send/",
    "companies": "/companies/",
    "duplicates": "/duplicates/",
    "listings": "/listings/",
    "lists": "/lists/",
    "runs": "/introductions/",
    "requests": "/requests/",
    "audit": "/audit/",
    "audit-entry": "/audit/1/",
    "audit-verify": "/audit/verify/",
}


def errors_of(council: Council) -> Iterator[PageState]:
    """Whatever cannot be done."""
    from svat.web import errors

    officer = council.client()
    missing = officer.get("/nothing/at/all/")
    yield PageState("error", "not there", missing)
    request = council.client().get("/today/").wsgi_request
    for status in (400, 403, 413, 422, 429, 500, 507):
        yield PageState("error", str(status), errors.page(request, status, "the cause, in words"))
    both = {"name": ("Alma", "Олма"), "city": ("Almaty", "알마티")}
    yield PageState("error", "two at once", errors.page(request, 409, "somebody was faster", {"both": both}))
    yield PageState("error", "no database", errors.page(request, 503))


def signing_in(council: Council) -> Iterator[PageState]:
    """What is there before and around signing in."""
    from tests.web.test_factors import recently, with_app

    guest = council.client_of()
    sign_in = {"login": "nobody@example.org", "password": "wrong"}
    yield PageState("account_login", "empty", guest.get("/account/sign-in/"))
    yield PageState("account_login", "refused", guest.post("/account/sign-in/", sign_in))
    yield PageState("account_reset_password", "empty", guest.get("/account/password/reset/"))
    refused = guest.post("/account/password/reset/", {"email": "x"})
    yield PageState("account_reset_password", "refused", refused)
    yield PageState("account_reset_password_done", "", guest.get("/account/password/reset/done/"))
    yield PageState("account_reset_password_from_key", "wrong", guest.get("/account/password/reset/key/1-x/"))
    done = guest.get("/account/password/reset/key/done/")
    yield PageState("account_reset_password_from_key_done", "", done)
    yield PageState("account_inactive", "", guest.get("/account/inactive/"))
    yield PageState("account_email_verification_sent", "", guest.get("/account/confirm/"))
    yield PageState("account_confirm_email", "wrong", guest.get("/account/confirm/x/"))
    yield PageState("account_signup", "", guest.get("/account/closed/"))
    yield PageState("error", "not signed in", guest.post("/account/sign-in/", {}, headers={"host": "evil"}))
    chair = recently(council.client("chair"))
    for name, address in (
        ("mfa_index", "/account/factors/"),
        ("mfa_activate_totp", "/account/factors/totp/activate/"),
    ):
        yield PageState(name, "none yet", chair.get(address))
    wrong = chair.post("/account/factors/totp/activate/", {"code": "1"})
    yield PageState("mfa_activate_totp", "refused", wrong)
    with_app(chair)
    recently(chair)
    for name, address in (
        ("mfa_index", ""),
        ("mfa_view_recovery_codes", "recovery-codes/"),
        ("mfa_generate_recovery_codes", "recovery-codes/generate/"),
        ("mfa_deactivate_totp", "totp/deactivate/"),
        ("mfa_reauthenticate", "reauthenticate/"),
    ):
        yield PageState(name, "set up", chair.get(f"/account/factors/{address}"))
    yield PageState("account_logout", "", chair.get("/account/sign-out/"))
    yield PageState("account_change_password", "empty", chair.get("/account/password/change/"))
    given = {"oldpassword": "x", "password1": "1", "password2": "2"}
    yield PageState("account_change_password", "refused", chair.post("/account/password/change/", given))
    yield PageState("account_reauthenticate", "", chair.get("/account/reauthenticate/"))
    yield PageState("factor", "set up", chair.get("/factor/"))
    guest.post("/account/sign-in/", {"login": council.members["chair"].user.email, "password": PASSWORD})
    yield PageState("mfa_authenticate", "asked for a code", guest.get("/account/factors/authenticate/"))


def people_met(council: Council) -> Iterator[PageState]:
    """People invited, ended, forgotten, without their second factor; mails that wait."""
    from django.core import mail

    from svat.web.people.models import Invitation, Member, OutboxMail, User

    officer = council.client()
    for address in ("kim@example.org", "aliya.long.name.of.somebody@chamber-of-commerce.example.org"):
        given = {"address": address, "role": "reviewer", "language": "ko"}
        officer.post("/people/invite/", given)
    found = re.search(r"/invitation/\S+", "\n".join(str(x.body) for x in mail.outbox))
    assert found is not None
    Invitation.objects.filter(email__startswith="aliya").update(expires=datetime.now(UTC) - timedelta(days=1))
    OutboxMail.objects.create(to="lee@example.org", subject="x", state="refused", said="550")
    OutboxMail.objects.create(to="kim@example.org", subject="x", text=f"Open {found[0]}\n" * 3)
    other = User.objects.create_user("second@example.org", PASSWORD, name="Второй")
    second = Member.objects.create(user=other, role="officer")
    officer.post(f"/people/members/{council.members['reviewer'].key}/factor-lost/")
    ended = User.objects.create_user("gone@example.org", PASSWORD, name="Gone")
    gone = Member.objects.create(user=ended, role="reviewer", ended=datetime.now(UTC))
    yield PageState("people", "filled", council.client_of(second).get("/people/"))
    yield PageState("people", "of who proposed", officer.get("/people/"))
    yield PageState("member-forget", "", officer.get(f"/people/members/{gone.key}/forget/"))
    yield PageState("outbox", "filled", officer.get("/outbox/"))
    guest = council.client_of()
    yield PageState("invitation", "open", guest.get(found[0]))
    yield PageState("invitation", "refused", guest.post(found[0], {"person": "", "password": "1"}))
    yield PageState("invitation", "wrong", guest.get("/invitation/no-such"))
    left = council.client_of()
    left.force_login(ended)
    yield PageState("no-role", "", left.get("/no-role/"))


def rolls_sent(council: Council) -> Iterator[PageState]:
    """Files sent: waiting, worked on, broken off, unreadable, looked at, applied, undone."""
    from tests.web.test_rolls_imports import applied, post, send, sent, work

    from svat.web.jobs.models import Job, Worker
    from svat.web.rolls.models import Import

    officer = council.client()
    send(officer, b"name,country\nAlfa,KZ\n", "waiting.csv")
    waiting = Import.objects.order_by("-id")[0]
    yield PageState("import", "no worker", officer.get(f"/rolls/imports/{waiting.key}/"))
    Worker.objects.create(name="w", seen=datetime.now(UTC))
    now = datetime.now(UTC)
    Job.objects.update(state="running", lease=now + timedelta(seconds=20), done=3, of=9)
    yield PageState("import", "worked on", officer.get(f"/rolls/imports/{waiting.key}/"))
    Job.objects.update(lease=now - timedelta(seconds=61))
    yield PageState("import", "broken off", officer.get(f"/rolls/imports/{waiting.key}/"))
    Job.objects.update(state="failed", said='"no memory"')
    yield PageState("import", "failed", officer.get(f"/rolls/imports/{waiting.key}/"))
    unreadable = sent(officer, b"Kodeks,Benennung der Sache\nK1,Alfa\n", "odd.csv")
    yield PageState("import", "unreadable", officer.get(f"/rolls/imports/{unreadable.key}/"))
    first = sent(officer, _roll(FLOWERS), "члены палаты, ноябрь 2026 (исправленный список).csv")
    applied(officer, first)
    yield PageState("import", "in force", officer.get(f"/rolls/imports/{first.key}/"))
    second = sent(officer, _roll(FLOWERS[:1]), "undone.csv", "b")
    applied(officer, second)
    post(officer, second, "undo")
    work()
    yield PageState("import", "undone", officer.get(f"/rolls/imports/{second.key}/"))
    rows = ("R8,,,,KZ,,,,,,", "R9,Alfa & Sons <b>,,,KZ,Астана,not a phone,??,x,honey; 0409 00,", *FLOWERS[:3])
    looked = sent(officer, _roll(rows).replace(b"website", b"Zzyq"), "looked at.csv", replaces="yes")
    yield PageState("import", "looked at", officer.get(f"/rolls/imports/{looked.key}/"))
    yield PageState("import", "of an auditor", council.client("auditor").get(f"/rolls/imports/{looked.key}/"))
    yield PageState("imports", "filled", officer.get("/rolls/"))
    yield PageState("imports", "nothing found", officer.get("/rolls/?state=undoing"))


def _roll(rows: tuple[str, ...]) -> bytes:
    return (HEADER + "".join(f"{row}\n" for row in rows)).encode()


def companies_met(council: Council) -> Iterator[PageState]:
    """Companies listed, corrected, likely one, united and made two again."""
    from tests.web.test_companies_same import decision, likely, united
    from tests.web.test_rolls_imports import work

    officer = council.client()
    yield PageState("companies", "filled", officer.get("/companies/"))
    yield PageState("duplicates", "filled", officer.get("/duplicates/"))
    one, other = by_id("R3"), by_id("R4")
    yield PageState("company-pair", "", officer.get(f"/companies/{one.key}/with/?other={other.key}"))
    yield PageState("company-pair", "wrong", officer.get(f"/companies/{one.key}/with/?other=nobody"))
    city = f"/companies/{one.key}/correct/city/"
    yield PageState("company-correct", "", officer.get(city))
    founded = f"/companies/{one.key}/correct/country/"
    refused = officer.post(founded, {"value": "Nowhere", "version": one.version})
    yield PageState("company-correct", "refused", refused)
    officer.post(city, {"value": "Алматы", "version": one.version})
    work()
    conflict = officer.post(city, {"value": "Astana", "version": one.version})
    yield PageState("company-correct", "two at once", conflict)
    officer.post("/companies/views/", {"name": "Мёд", "query": "goods=both", "shared": "1"})
    yield PageState("companies", "with a view", officer.get("/companies/?goods=offers&sort=city"))
    chosen = {"chosen": [one.key, other.key], "column": "city", "value": "Тараз"}
    yield PageState("companies-bulk", "asked", officer.post("/companies/correct/", chosen))
    yield PageState("company", "filled", officer.get(f"/companies/{one.key}/"))
    yield PageState("company", "of a chair", council.client("chair").get(f"/companies/{one.key}/"))
    one, other = by_id("R3"), by_id("R4")
    assert united(officer, one, other).status_code == 302
    work()
    yield PageState("company", "united", officer.get(f"/companies/{one.key}/"))
    yield PageState("company", "gone into another", officer.get(f"/companies/{other.key}/"))
    yield PageState("unmerge", "", officer.get(f"/decisions/{decision().key}/unmerge/"))
    likely(30)
    yield PageState("duplicates", "many", officer.get("/duplicates/"))
    pairs = re.findall(r'name="chosen" value="(\w+)"', officer.get("/duplicates/").content.decode())
    asked = officer.post("/duplicates/apart/", {"chosen": pairs[:3]})
    yield PageState("duplicates-bulk", "asked", asked)
    yield PageState("companies", "a page of many", officer.get("/companies/"))
    asked = officer.post("/companies/taken/", {"query": ""})
    yield PageState("book", "waiting", officer.get(asked["Location"]))


def listings_met(council: Council) -> Iterator[PageState]:
    """Listings to confirm."""
    from svat.web.rolls.models import ListingRecord

    officer = council.client()
    yield PageState("listings", "not read yet", officer.get("/listings/"))
    ListingRecord.objects.update(proposed=json.dumps(_PROPOSED))
    listing = ListingRecord.objects.filter(gone=False)[0]
    yield PageState("listings", "filled", officer.get("/listings/"))
    yield PageState("listings", "of an auditor", council.client("auditor").get("/listings/"))
    for typed, state in (("0902 10", "asked about a code"), ("9999", "no such code")):
        given = {"choice": "typed", "hs": typed, "version": listing.version}
        answer = officer.post(f"/listings/{listing.key}/answer/", given)
        yield PageState("listings", state, answer)
    yield PageState("listings-bulk", "", officer.get(f"/listings/{listing.key}/all/"))
    officer.post(f"/listings/{listing.key}/answer/", {"choice": "040900", "version": listing.version})
    yield PageState("listings", "one answered", officer.get("/listings/"))


def lists_met(council: Council) -> Iterator[PageState]:
    """Lists stored, changed, in doubt, and who turned."""
    from tests.web.introduced import work as store
    from tests.web.test_lists import TODAY, un

    from svat.web.lists.models import ListComparison, ListVersionRecord, Rescreening

    officer = council.client()
    old = TODAY - timedelta(days=3)
    _send(officer, "DEMO-UN", "un-consolidated-xml", old, un(old))
    store()
    yield PageState("lists", "one of two", officer.get("/lists/"))
    files = {f"{x}.csv": contents()[f"lists/demo_ofac/{x}.csv"] for x in ("sdn", "alt", "add")}
    _send(officer, "DEMO-OFAC", "ofac-sdn-csv", old, files)
    store()
    fewer = un(TODAY)
    _send(officer, "DEMO-UN", "un-consolidated-xml", TODAY, fewer)
    store()
    _send(officer, "DEMO-OFAC", "ofac-sdn-csv", TODAY, {"sdn.csv": sdn_csv(SDN[:2])})
    store()
    yield PageState("lists", "asked about fewer", officer.get("/lists/"))
    _send(officer, "DEMO-OFAC", "ofac-sdn-csv", TODAY, {"sdn.csv": b"no list"})
    store()
    yield PageState("lists", "filled", officer.get("/lists/"))
    yield PageState("lists", "of a chair", council.client("chair").get("/lists/"))
    for version in ListVersionRecord.objects.all():
        changes = officer.get(f"/lists/versions/{version.key}/")
        yield PageState("list-changes", f"{version.publisher} {version.version_date}", changes)
        if version.version_date == TODAY and version.publisher == "DEMO-UN":
            ListComparison.objects.update(done=None)
            waiting = officer.get(f"/lists/versions/{version.key}/")
            yield PageState("list-changes", "not compared", waiting)
    corridor = _corridor()
    turned = [{"side": "a", "company": "R1", "name": "ТОО «Ромашка»", "turn": "new", "entries": ["1"]}]
    found = Rescreening.objects.first() or Rescreening.objects.create(
        corridor=corridor, before=old, after=TODAY, done=datetime.now(UTC), turned=json.dumps(turned)
    )
    yield PageState("rescreening", "", officer.get(f"/lists/rescreenings/{found.key}/"))


def _send(client: Any, publisher: str, kind: str, day: Any, files: dict[str, bytes]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {
        "corridor": _corridor().key, "publisher": publisher, "kind": kind, "version": day.isoformat(),
        "sent": [SimpleUploadedFile(name, data) for name, data in files.items()],
    }  # fmt: skip
    answer = client.post("/lists/upload/", given)
    assert answer.status_code == 302, answer.content.decode()


def at_last(council: Council) -> Iterator[PageState]:
    """What stands on pages when all of it was done; and before a demanded second factor."""
    from svat.web.people.models import CouncilRecord

    officer = council.client()
    yield PageState("today", "filled", officer.get("/today/"))
    typed = {"who": council.members["officer"].key, "address": "kim@example.org", "role": "reviewer"}
    late = council.client_of()
    late.post("/people/invite/", typed)
    late.post("/account/sign-in/", {"login": "olga@example.org", "password": PASSWORD})
    yield PageState("kept", "", late.get("/kept/"))
    yield PageState("audit", "filled", officer.get("/audit/"))
    yield PageState("audit", "filtered", officer.get("/audit/?action=correct+company"))
    last = int(
        re.findall(r"/audit/(\d+)/", officer.get("/audit/?action=correct+company").content.decode())[0]
    )
    yield PageState("audit-entry", "filled", officer.get(f"/audit/{last}/"))
    yield PageState("audit-verify", "filled", officer.get("/audit/verify/"))
    CouncilRecord.objects.update(second_factor=True)
    yield PageState("factor", "demanded", officer.get("/factor/"))
    yield PageState("factor", "refused", officer.post("/factor/codes/", {"code": ""}))


def _corridor() -> Any:
    from svat.web.people.models import CorridorRecord

    return CorridorRecord.objects.get()


PARTS = (
    empty,
    errors_of,
    signing_in,
    people_met,
    rolls_sent,
    companies_met,
    listings_met,
    lists_met,
    at_last,
)


# The same for introductions, review and companies' own pages: a council of its own, with the demo's rolls and lists


def founded_anew() -> Any:
    """An empty database with a council in it: its officer."""
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    return founded()


def with_demo(client_of: Callable[..., Any]) -> tuple[Council, Any]:
    """A council whose introductions are published, with a person of every role and two companies of one pair."""
    from tests.web.own_companies import own_introductions
    from tests.web.test_company import first

    from svat.web.people.models import Member, User

    demo = own_introductions(founded_anew())
    members = {"officer": demo.officer}
    for role in ("reviewer", "chair", "auditor"):
        user = User.objects.create_user(f"{role}@example.org", PASSWORD, name=role)
        members[role] = Member.objects.create(user=user, role=role)
    _, members["company"], members["partner"] = first(demo)
    return Council(members, client_of), demo


def _wishes_met(officer: Any, demo: Any) -> Iterator[PageState]:
    """What the council settles, what it costs, and who comes and goes."""
    import json

    from svat.web.matching.models import DRAFT, PUBLISHED, PriceRecord, RunRecord, WishRecord

    yield PageState("wishes", "empty", officer.get("/wishes/"))
    row, other = demo.records().order_by("id")[:2]
    of = {"corridor": demo.corridor, "member": demo.officer}
    WishRecord.objects.create(wish="veto", a=row.a, b=row.b, reason="an old quarrel", **of)
    WishRecord.objects.create(wish="most", a=other.a, most=2, **of)
    for asked, after in (
        ({"shortlist": 4, "alpha": 0.5, "least_fit": 0.1}, 9.5),
        ({"wish": "veto", "most": None}, None),
    ):
        pair = {"a": row.a, "b": row.b} if "wish" in asked else {}
        PriceRecord.objects.create(asked=json.dumps(asked), before=after and 10.0, after=after, **pair, **of)
    yield PageState("wishes", "filled", officer.get("/wishes/"))
    yield PageState("introduction", "settled", officer.get(f"/introductions/pairs/{row.key}/"))
    held = demo.records().exclude(state="clear").first()
    if held is not None:
        yield PageState("introduction", "held", officer.get(f"/introductions/pairs/{held.key}/"))
    address = f"/introductions/{demo.run.key}/"
    yield PageState("run-changes", "empty", officer.get(f"{address}changes/"))
    kept = {
        "number": 1, "against": "", "counts": {"comes": 0, "goes": 1, "now clear": 0, "now held": 0},
        "rows": [["goes", row.a.external_id, "KR-9999", "other partners come before it now"]],
    }  # fmt: skip
    said = json.dumps("the Almaty firms are missing")
    RunRecord.objects.filter(pk=demo.run.pk).update(changes=json.dumps(kept), state=DRAFT, said=said)
    yield PageState("run-changes", "filled", officer.get(f"{address}changes/"))
    yield PageState("run", "sent back", officer.get(address))
    RunRecord.objects.filter(pk=demo.run.pk).update(changes="{}", state=PUBLISHED, said='""')
    WishRecord.objects.all().delete()


def introductions_met(council: Council, demo: Any) -> Iterator[PageState]:
    """Introductions as the office and the two companies of one pair see them."""
    officer, own, partner = (council.client(x) for x in ("officer", "company", "partner"))
    yield PageState("runs", "filled", officer.get("/introductions/"))
    yield PageState("runs", "of an auditor", council.client("auditor").get("/introductions/"))
    refused = {"corridor": demo.corridor.key, "day": "", "shortlist": "0"}
    yield PageState("runs", "refused", officer.post("/introductions/ask/", refused))
    yield PageState("run", "published", officer.get(f"/introductions/{demo.run.key}/"))
    yield PageState("run", "all pairs", officer.get(f"/introductions/{demo.run.key}/?state=any&sort=a"))
    yield PageState("run", "nothing found", officer.get(f"/introductions/{demo.run.key}/?q=nobody"))
    yield PageState("answers", "filled", officer.get("/answers/"))
    yield PageState("answers", "of a kind without pairs", officer.get("/answers/?kind=agreed"))
    yield PageState("silent", "filled", officer.get(f"/answers/{demo.corridor.key}/silent/"))
    yield PageState("overview", "published", council.client("chair").get("/overview/"))
    yield PageState("learning", "nobody has looked", officer.get("/learning/"))
    story = council.members["company"].company.key
    yield PageState("company-story", "filled", officer.get(f"/companies/{story}/story/"))
    yield from _wishes_met(officer, demo)
    yield PageState("own-introductions", "filled", own.get("/own/introductions/"))
    x = demo.records().filter(state="clear", a=council.members["company"].company).order_by("rank_a")[0]
    address = f"/own/introductions/{x.key}/"
    yield PageState("own-partner", "open", own.get(address))
    yield PageState(
        "own-partner", "refused", own.post(f"{address}answer/", {"answer": "decline", "seen": ""})
    )
    own.post(f"{address}answer/", {"answer": "accept", "seen": "", "consent": "1"})
    yield PageState("own-partner", "accepted", own.get(address))
    partner.post(f"{address}answer/", {"answer": "accept", "seen": "", "consent": "1"})
    yield PageState("own-partner", "accepted by both", own.get(address))
    yield PageState("today", "with introductions", officer.get("/today/"))


def own_pages(council: Council, demo: Any) -> Iterator[PageState]:
    """A company's profile, what it asks, and what the office does with it."""
    from svat.web.company.models import CompanyRequest
    from svat.web.rolls.models import ListingRecord

    officer, own = council.client(), council.client("company")
    yield PageState("requests", "empty", officer.get("/requests/"))
    yield PageState("own-company", "filled", own.get("/own/company/"))
    field = "/own/company/columns/employees/"
    yield PageState("own-field", "", own.get(field))
    yield PageState("own-field", "refused", own.post(field, {"value": "many"}))
    own.post(field, {"value": "77", "words": "we grew"})
    yield PageState("own-company", "asked", own.get("/own/company/"))
    yield PageState("own-listing-new", "", own.get("/own/company/new/offer/"))
    listing = ListingRecord.objects.filter(company=council.members["company"].company, gone=False)[0]
    yield PageState("own-listing", "", own.get(f"/own/company/listings/{listing.key}/"))
    yield PageState("own-code", "", own.get(f"/own/company/listings/{listing.key}/code/"))
    yield PageState("own-forget", "", own.get("/own/company/forget/"))
    yield PageState("own-data", "", own.get("/own/data/"))
    request = CompanyRequest.objects.get()
    yield PageState("requests", "filled", officer.get("/requests/"))
    yield PageState("request", "open", officer.get(f"/requests/{request.key}/"))
    wrong = officer.post(f"/requests/{request.key}/refuse/", {"version": request.version, "answer": " "})
    yield PageState("request", "refused", wrong)
    own.post("/own/company/forget/", {"words": "please"})
    asked = CompanyRequest.objects.get(kind="forget")
    yield PageState("request-forget", "what will go", officer.get(f"/requests/{asked.key}/forget/"))


def reviewed(council: Council, demo: Any) -> Iterator[PageState]:
    """Hits, the case file, questions and proofs."""
    from tests.web.introduced import work

    from svat.web.actions import perform
    from svat.web.review.actions import AskForReviewScreening
    from svat.web.review.models import HitRecord

    reviewer = council.client("reviewer")
    for name, address in _REVIEW.items():
        yield PageState(name, "empty", reviewer.get(address))
    perform(council.members["officer"], AskForReviewScreening(demo.corridor.key))
    work()
    for name, address in _REVIEW.items():
        yield PageState(name, "filled", reviewer.get(address))
    yield PageState("case-table", "", reviewer.get("/review/case-file/exemptions/"))
    yield PageState("case-table", "refused", reviewer.post("/review/case-file/owners/", {"owned": "x"}))
    yield PageState(
        "review-proofs", "refused", reviewer.post("/review/proofs/", {"a": "", "b": "", "day": "x"})
    )
    for found in HitRecord.objects.all()[:2]:
        yield PageState("hit", found.state, reviewer.get(f"/review/hits/{found.key}/"))
        given = {"version": found.version, "said": "cleared"}
        yield PageState("hit", "refused", reviewer.post(f"/review/hits/{found.key}/decide/", given))


_REVIEW = {
    "review": "/review/",
    "questions": "/review/questions/",
    "case-file": "/review/case-file/",
    "review-waits": "/review/waits/",
    "review-proofs": "/review/proofs/",
}
MORE = (introductions_met, own_pages, reviewed)

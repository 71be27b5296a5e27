"""Listings to confirm: what officers say of them, taken back, counted anew, and what it teaches."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.web.introduced import work

pytestmark = pytest.mark.usefixtures("site")
TEXTS = ("natural honey", "natural honey", "rent of trucks", "green tea, packed", "goods", "cotton T-shirts")


@pytest.fixture
def queue(council: Any) -> list[Any]:
    """Listings of a company of each side, in the order of TEXTS, and what svat would propose for them."""
    return listings(TEXTS)


def listings(texts: tuple[str, ...]) -> list[Any]:
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, ListingRecord

    corridor = CorridorRecord.objects.get()
    companies = [
        CompanyRecord.objects.create(
            corridor=corridor, side=side, external_id="1", search_key="", sort_key="", name=name, country=country,
            fields="{}",
        )
        for side, name, country in (("a", "Alma", "KZ"), ("b", "Haneul", "KR"))
    ]  # fmt: skip
    proposed = {
        "codes": [
            {"hs": "040900", "words": "Honey; natural", "probability": 0.61},
            {"hs": "090210", "words": "Tea, green", "probability": 0.2},
            {"hs": "610910", "words": "T-shirts; of cotton", "probability": 0.1},
        ],
        "answer": "goods", "note": "", "near": None,
    }  # fmt: skip
    return [
        ListingRecord.objects.create(
            company=companies[k % 2], kind="offer" if k % 3 else "need", position=k, text=text,
            proposed=json.dumps(proposed),
        )
        for k, text in enumerate(texts)
    ]  # fmt: skip


def say(client: Any, listing: Any, choice: str, **more: Any) -> Any:
    """Answer a listing as its form does."""
    listing.refresh_from_db()
    given = {"choice": choice, "version": listing.version, **more}
    return client.post(f"/listings/{listing.key}/answer/", given)


def state(listing: Any) -> tuple[str, str]:
    listing.refresh_from_db()
    return listing.answer, listing.confirmed


def shown(page: Any) -> list[str]:
    """The texts of a page's queue, in order."""
    return re.findall(r'<strong id="text-\w+">([^<]*)<', page.content.decode())


def test_the_queue_is_worked_without_a_script(council: Any, browser_of: Any, queue: list[Any]) -> None:
    client = browser_of(council)
    page = client.get("/listings/")
    assert shown(page) == list(TEXTS)
    assert "0409.00" in page.content.decode()
    answers = ("040900", "typed", "service", "090210", "too vague", "610910")
    for listing, choice in zip(queue, answers, strict=True):
        answer = say(client, listing, choice, hs="0409 00 000 0")
        if choice == "typed":  # its words first, then the button
            assert answer.status_code == 200
            text = answer.content.decode()
            assert "Honey; natural" in text
            assert 'value="040900" autofocus' in text
            assert state(listing) == ("", "")
            answer = say(client, listing, "040900")
        assert answer.status_code == 302
    said = [state(x) for x in queue]
    assert said == [
        ("goods", "040900"), ("goods", "040900"), ("service", ""), ("goods", "090210"), ("too vague", ""),
        ("goods", "610910"),
    ]  # fmt: skip
    assert shown(client.get("/listings/")) == []
    assert "No listing waits" in client.get("/listings/").content.decode()


def test_the_answer_goes_to_the_next_listing_and_keeps_the_filter(
    council: Any, browser_of: Any, queue: list[Any]
) -> None:
    client = browser_of(council)
    assert shown(client.get("/listings/?side=b")) == [TEXTS[1], TEXTS[3], TEXTS[5]]
    assert shown(client.get("/listings/?kind=need")) == [TEXTS[0], TEXTS[3]]
    answer = say(client, queue[1], "040900", side="b")
    assert answer["Location"].startswith("/listings/?corridor=")
    assert "side=b" in answer["Location"]
    assert answer["Location"].endswith(f"#listing-{queue[3].key}")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0902.10", "090210"), ("0902 10 000 1", "090210"), ("０９０２１０", "090210"), ("123456", ""), ("0902", ""),
        ("honey", ""), ("", ""), ("09021000000", ""),
    ],
)  # fmt: skip
def test_a_typed_code_is_held_against_the_nomenclature(
    council: Any, browser_of: Any, queue: list[Any], typed: str, code: str
) -> None:
    client = browser_of(council)
    answer = say(client, queue[0], "typed", hs=typed)
    assert answer.status_code == (200 if code else 422)
    assert (f'value="{code}" autofocus' in answer.content.decode()) == bool(code)
    assert state(queue[0]) == ("", "")
    if not code:
        assert say(client, queue[0], typed or "–").status_code == 422
        assert state(queue[0]) == ("", "")


def test_of_two_officers_at_once_the_second_is_told(council: Any, browser_of: Any, queue: list[Any]) -> None:
    from svat.web.people.models import OFFICER, Member, User

    other = Member.objects.create(
        user=User.objects.create_user("bek@example.org", "correct horse battery", name="Bek"), role=OFFICER
    )
    version = queue[0].version
    assert say(browser_of(other), queue[0], "090210").status_code == 302
    for more in ({}, {"HTTP_HX_REQUEST": "true"}):
        late = browser_of(council).post(
            f"/listings/{queue[0].key}/answer/", {"choice": "040900", "version": version}, **more
        )
        assert late.status_code == 409
        assert "Bek was faster: it is confirmed as 0902.10" in late.content.decode()
    assert state(queue[0]) == ("goods", "090210")


def test_the_same_form_twice_is_one_confirmation(council: Any, browser_of: Any, queue: list[Any]) -> None:
    from svat.web.audit.models import AuditEntry
    from svat.web.rolls.models import ConfirmationRecord

    client, version = browser_of(council), queue[0].version
    before = AuditEntry.objects.count()
    given = {"choice": "040900", "version": version, "once": "k" * 20}
    answers = [client.post(f"/listings/{queue[0].key}/answer/", given) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ConfirmationRecord.objects.count() == 1
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("number").action == "confirm listing"


def test_the_last_is_taken_back_and_comes_first_again(
    council: Any, browser_of: Any, queue: list[Any]
) -> None:
    client = browser_of(council)
    say(client, queue[0], "040900")
    say(client, queue[2], "service")
    assert "take back the last: service for “rent of trucks”" in client.get("/listings/").content.decode()
    answer = client.post("/listings/undo/")
    assert answer["Location"].endswith(f"#listing-{queue[2].key}")
    assert state(queue[2]) == ("", "")
    assert state(queue[0]) == ("goods", "040900")
    assert shown(client.get(answer["Location"].split("#")[0]))[0] == "rent of trucks"
    client.post("/listings/undo/")
    assert state(queue[0]) == ("", "")
    assert client.post("/listings/undo/").status_code == 409
    assert say(client, queue[2], "too vague").status_code == 302


def test_nobody_takes_back_what_another_has_said(council: Any, browser_of: Any, queue: list[Any]) -> None:
    from svat.web.people.models import OFFICER, Member, User
    from svat.web.rolls.models import ConfirmationRecord

    other = Member.objects.create(
        user=User.objects.create_user("bek@example.org", "correct horse battery", name="Bek"), role=OFFICER
    )
    say(browser_of(council), queue[0], "040900")
    batch = ConfirmationRecord.objects.get().batch
    assert browser_of(other).post("/listings/undo/", {"batch": batch}).status_code == 409
    assert state(queue[0]) == ("goods", "040900")


def shown_as(page: str) -> dict[str, str]:
    """Which listings the person was shown, as the form says it."""
    return dict(re.findall(r'name="(every|count|digest)" value="(\w+)"', page))


def test_all_of_one_text_are_counted_asked_and_counted_again(
    council: Any, browser_of: Any, queue: list[Any]
) -> None:
    from svat.web.rolls.models import ListingRecord

    client = browser_of(council)
    page = client.get(f"/listings/{queue[0].key}/all/").content.decode()
    assert "2 listings have this very text" in page
    ListingRecord.objects.create(
        company=queue[0].company, kind="offer", position=9, text="natural honey"
    )  # one more meanwhile
    given = {"choice": "040900", **shown_as(page)}
    late = client.post(f"/listings/{queue[0].key}/all/", given)
    assert late.status_code == 409
    assert "no longer the 2 that you were shown" in late.content.decode()
    assert state(queue[0]) == ("", "")
    page = client.get(f"/listings/{queue[0].key}/all/").content.decode()
    given |= shown_as(page)
    assert client.post(f"/listings/{queue[0].key}/all/", given).status_code == 302
    assert ListingRecord.objects.filter(confirmed="040900").count() == 3
    assert ListingRecord.objects.exclude(answer="").count() == 3
    assert "3 confirmations were taken back" in client.post("/listings/undo/", follow=True).content.decode()
    assert ListingRecord.objects.exclude(answer="").count() == 0


def test_others_look_and_change_nothing(members: dict[str, Any], browser_of: Any, queue: list[Any]) -> None:
    auditor = browser_of(members["auditor"])
    page = auditor.get("/listings/")
    assert shown(page) == list(TEXTS)
    assert "data-key" not in page.content.decode().split("<main")[1].split("data-item>")[0]
    for path in (f"{queue[0].key}/answer/", f"{queue[0].key}/all/", "undo/", "propose/"):
        assert auditor.post(f"/listings/{path}").status_code == 404
    for role in ("reviewer", "chair"):
        assert browser_of(members[role]).get("/listings/").status_code == 404


def test_gone_listings_are_in_nobodys_way(council: Any, browser_of: Any, queue: list[Any]) -> None:
    queue[0].gone = True
    queue[0].save()
    client = browser_of(council)
    assert shown(client.get("/listings/")) == list(TEXTS[1:])
    assert say(client, queue[0], "040900").status_code == 409
    assert say(client, queue[1], "040900").status_code == 302


def test_a_page_shows_each_listing_once_by_few_queries(
    council: Any, browser_of: Any, django_queries: Any
) -> None:
    found = listings(tuple(f"goods number {k}" for k in range(100)))
    client, seen, address = browser_of(council), [], "/listings/"
    while address:
        page = client.get(address)
        seen += shown(page)
        say(client, found[len(seen) - 1], "service")  # a listing of the page is answered meanwhile
        more = re.search(r'id="more" class="main" href="([^"]*after=[^"]*)"', page.content.decode())
        address = more[1].replace("&amp;", "&") if more else ""
    assert seen == [x.text for x in found]
    assert django_queries(lambda: client.get("/listings/")) <= 10


def test_what_was_confirmed_of_a_text_is_shown_for_the_same_text_at_once(
    council: Any, browser_of: Any, queue: list[Any]
) -> None:
    client = browser_of(council)
    say(client, queue[0], "090210")
    page = client.get("/listings/").content.decode()
    assert "The council confirmed this text: 0902.10" in page
    item = page.split('data-item tabindex="0"')[1]
    assert item.index("0902.10</b>") < item.index("0409.00</b>")
    assert page.count("The council confirmed this text") == 1


def test_a_confirmation_teaches_the_goods_room_and_the_command_line_alike(
    council: Any, browser_of: Any, site: Path, tmp_path: Path
) -> None:
    """What is confirmed is in the corridor's folder; the next proposals, and `goods classify`, are of it."""
    from typer.testing import CliRunner

    from svat.cli import app
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.listings_taught import labelled_csv
    from svat.web.store import materialise

    found = listings(
        ("machine, universal", "transport of honey", "women's T-shirts of cotton", "machine,  universal",
         "T-shirts of cotton", "transport of honey")
    )  # fmt: skip
    client = browser_of(council)
    say(client, found[0], "typed", hs="847989")
    for listing, word in zip(found[:3], ("847989", "too vague", "610910"), strict=True):
        assert say(client, listing, word).status_code == 302
    corridor = CorridorRecord.objects.get()
    folder = materialise(corridor)
    assert (folder / "labelled" / "confirmed.csv").read_bytes() == labelled_csv(corridor)
    assert client.post("/listings/propose/").status_code == 302
    work()
    page = client.get("/listings/").content.decode()
    assert "The council confirmed this text: 8479.89" in page
    assert "The council confirmed this text: too vague" in page
    assert "The council confirmed a text near to it, “women&#39;s T-shirts of cotton”: 6109.10" in page
    texts, out = tmp_path / "texts.csv", tmp_path / "codes.csv"
    with texts.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["product"], *([x.text] for x in found[3:])])
    given = ["goods", "classify", "--batch", str(texts), "--out", str(out), "--top", "3", "--labelled"]
    ran = CliRunner().invoke(app, [*given, str(folder / "labelled" / "confirmed.csv")])
    assert ran.exit_code == 0, ran.output
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    for number, listing in enumerate(found[3:], start=1):
        listing.refresh_from_db()
        kept = json.loads(listing.proposed)
        mine = [
            (x["hs6"], round(float(x["score"] or 0), 4), x["answer"]) for x in rows if x["row"] == str(number)
        ]
        codes = [(x["hs"], x["probability"], kept["answer"]) for x in kept["codes"]]
        assert mine == codes or (not codes and [x[2] for x in mine] == [kept["answer"]]), listing.text
    assert json.loads(found[3].proposed)["codes"][0]["hs"] == "847989"
    assert json.loads(found[5].proposed)["answer"] == "too vague"


def test_a_proposal_that_is_killed_ends_once(
    council: Any, queue: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off after each batch and begun again: the same rows, each text read once a time."""
    from svat.council.goods_confirmed import Proposal, ProposedCode
    from svat.web.jobs.models import Job
    from svat.web.jobs.progress import JobProgress
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls import proposing
    from svat.web.rolls.listings_actions import propose_later
    from svat.web.rolls.models import ListingRecord

    asked: list[tuple[str, ...]] = []

    def proposals(_store: Any, texts: Any, _confirmed: Any, progress: Any) -> list[Proposal]:
        asked.append(tuple(texts))
        return [Proposal((ProposedCode("040900", text, 0.5),), "goods", "") for text in texts]

    monkeypatch.setattr(proposing, "proposals", proposals)
    monkeypatch.setattr(proposing, "_BATCH", 2)
    job = propose_later(CorridorRecord.objects.get(), council)
    assert propose_later(CorridorRecord.objects.get(), council).pk == job.pk  # the one that is open is shown

    class Killed(JobProgress):
        left = 0

        def __call__(self, stage: str, done: int, of: int) -> None:
            super().__call__(stage, done, of)
            if self.left == 0:
                raise KeyboardInterrupt
            self.left -= 1

    for after in range(3):
        progress = Killed(Job.objects.get(pk=job.pk))
        progress.left = after
        with pytest.raises(KeyboardInterrupt):
            proposing.propose(job, progress)
    proposing.propose(job, JobProgress(job))
    assert set(asked) == {tuple(sorted(set(TEXTS)))}
    ListingRecord.objects.filter(text="goods").update(proposed="[]")
    job.arguments = json.dumps({"corridor": CorridorRecord.objects.get().pk, "side": "a"})
    proposing.propose(job, JobProgress(job))  # as after a change of a roll: what is new alone
    assert asked[-1] == ("goods",)
    for listing in ListingRecord.objects.all():
        assert json.loads(listing.proposed)["codes"][0]["words"] == listing.text


def test_every_foreign_key_to_a_corridor_member_or_listing_is_checked_before_it_is_shown(
    council: Any, browser_of: Any, queue: list[Any]
) -> None:
    """Hidden, absent and mistyped keys are the same page."""
    client = browser_of(council)
    pages = [
        client.post(f"/listings/{key}/answer/", {"choice": "service"}) for key in ("x" * 16, "0", "none")
    ]
    pages += [client.get("/listings/?corridor=nothere"), client.get(f"/listings/{'x' * 16}/all/")]
    assert [x.status_code for x in pages] == [404] * 5

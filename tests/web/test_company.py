"""A company's own pages: its introductions, answers, consent; one answer wins, and nobody learns the other's."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.web.own_companies import Introduced, own_introductions

pytestmark = pytest.mark.usefixtures("site")
_RANDOM = re.compile(r'(name="(?:csrfmiddlewaretoken|once|who)" value=)"[^"]*"')


@pytest.fixture
def demo(council: Any) -> Introduced:
    """The demo's introductions, published."""
    return own_introductions(council)


@pytest.fixture
def unnamed(council: Any) -> Introduced:
    """The same where partners have no name before both have accepted."""
    return own_introductions(council, anonymous=True)


def page_of(client: Any, address: str, status: int = 200) -> str:
    """A page without what is random in it."""
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return _RANDOM.sub(r"\1", answer.content.decode()).replace(f'value="{address}"', 'value="HERE"')


def first(demo: Introduced, side: str = "a") -> tuple[Any, Any, Any]:
    """The best clear pair of the company with the most, and somebody of each of its companies."""
    own = demo.most(side)
    x = demo.records().filter(state="clear", **{f"{side}__external_id": own}).order_by(f"rank_{side}")[0]
    return x, demo.person(x.a.external_id), demo.person(x.b.external_id)


def answers(client: Any, x: Any, said: str, seen: str = "", **more: str) -> Any:
    return client.post(f"/own/introductions/{x.key}/answer/", {"answer": said, "seen": seen, **more})


def test_the_shortlist_is_what_the_run_has_and_nothing_of_its_figures(
    demo: Introduced, browser_of: Any
) -> None:
    x, person, _ = first(demo)
    client = browser_of(person)
    assert client.get("/today/")["Location"] == "/own/introductions/"
    page = page_of(client, "/own/introductions/")
    clear = demo.records().filter(state="clear", a=x.a).order_by("rank_a")
    places = [page.index(json.loads(row.partner_a)["named"]["name"]["text"]) for row in clear]
    assert places == sorted(places)
    assert len(places) > 1
    for row in demo.records().exclude(a=x.a):
        assert row.key not in page
    assert page.count("own-card") == clear.count()
    shown = page_of(client, f"/own/introductions/{x.key}/")
    for row in (page, shown):
        assert str(x.probability)[:6] not in row
    assert x.b.external_id in shown
    assert "mailto:" not in shown


def test_a_pair_that_is_held_is_neither_listed_nor_there(demo: Introduced, browser_of: Any) -> None:
    held = demo.records().filter(state="held").select_related("a", "b")[0]
    client = browser_of(demo.person(held.a.external_id))
    page = page_of(client, "/own/introductions/")
    assert held.key not in page
    absent = page_of(client, f"/own/introductions/{'2' * 16}/", 404)
    assert page_of(client, f"/own/introductions/{held.key}/", 404) == absent
    theirs = demo.records().exclude(a=held.a).filter(state="clear")[0]
    assert page_of(client, f"/own/introductions/{theirs.key}/", 404) == absent
    for key in (held.key, theirs.key, "2" * 16):
        for answer in (
            client.post(f"/own/introductions/{key}/answer/", {"answer": "accept", "seen": ""}),
            client.post(f"/own/introductions/{key}/contact/", {"give": "1"}),
        ):
            assert answer.status_code == 404
            assert _RANDOM.sub(r"\1", answer.content.decode()).count("does not stand") == 1


def test_both_accept_and_each_gives_its_contact_or_does_not(demo: Introduced, browser_of: Any) -> None:
    from django.core import mail

    from svat.web.audit.models import AuditEntry
    from svat.web.matching.models import DecisionRecord, IntroductionEvent

    x, a, b = first(demo)
    one, two = browser_of(a), browser_of(b)
    before = page_of(two, "/own/introductions/"), page_of(two, f"/own/introductions/{x.key}/")
    assert answers(one, x, "accept", consent="1")["Location"] == f"/own/introductions/{x.key}/"
    page_of(one, "/own/introductions/")  # what was told once
    # The other side learns nothing: neither that nor how it was answered.
    assert (page_of(two, "/own/introductions/"), page_of(two, f"/own/introductions/{x.key}/")) == before
    assert mail.outbox == []
    assert "mailto:" not in page_of(one, f"/own/introductions/{x.key}/")
    assert answers(two, x, "accept").status_code == 302
    email = json.loads(x.a.fields)["email"]
    page = page_of(two, f"/own/introductions/{x.key}/")
    assert f'href="mailto:{email}"' in page
    other = page_of(one, f"/own/introductions/{x.key}/")
    assert "mailto:" not in other
    assert "has not given its contact" in other
    assert two.post(f"/own/introductions/{x.key}/contact/", {"give": "1"}).status_code == 302
    assert f"mailto:{json.loads(x.b.fields)['email']}" in page_of(one, f"/own/introductions/{x.key}/")
    assert one.post(f"/own/introductions/{x.key}/contact/", {"give": "0"}).status_code == 302
    assert "mailto:" not in page_of(two, f"/own/introductions/{x.key}/").replace("mailto:support", "")
    events = IntroductionEvent.objects.filter(introduction=x).exclude(kind="shown")
    kinds = list(events.values_list("kind", "side"))
    assert kinds == [
        ("accepted", "a"), ("accepted", "b"), ("agreed", ""), ("contact given", "a"), ("contact given", "b"),
        ("contact taken back", "a"),
    ]  # fmt: skip
    assert sorted(y.to for y in mail.outbox) == sorted([[a.user.email], [b.user.email]])
    x.refresh_from_db()
    assert (x.answer_a, x.answer_b) == ("accepted", "accepted")
    assert DecisionRecord.objects.filter(current=True).count() == 2
    made = AuditEntry.objects.filter(action__in=("answer introduction", "give contact"))
    assert made.count() == 4


def test_a_refusal_has_a_reason_of_the_list_and_may_be_changed(demo: Introduced, browser_of: Any) -> None:
    from svat.web.matching.models import DecisionRecord

    x, a, b = first(demo)
    client = browser_of(a)
    for wrong in ("", "too ugly"):
        answer = answers(client, x, "decline", reason=wrong, words="our own words")
        assert answer.status_code == 422
        assert "our own words" in answer.content.decode()
    assert answers(client, x, "perhaps").status_code == 400
    assert DecisionRecord.objects.count() == 0
    assert answers(client, x, "decline", reason="wrong size", words=" far too <large> ").status_code == 302
    shown = page_of(client, f"/own/introductions/{x.key}/")
    assert "too large or too small" in shown
    assert "far too &lt;large&gt;" in shown
    assert answers(client, x, "accept", "declined").status_code == 302
    found = list(DecisionRecord.objects.values_list("accepted", "reason", "words", "current"))
    assert found == [(False, "wrong size", "far too <large>", False), (True, "", "", True)]
    page_of(client, "/own/introductions/")  # what was told once
    # The other declines: nothing tells of it, until the first wants to change its mind.
    before = page_of(client, "/own/introductions/"), page_of(client, f"/own/introductions/{x.key}/")
    assert answers(browser_of(b), x, "decline", reason="other").status_code == 302
    assert (page_of(client, "/own/introductions/"), page_of(client, f"/own/introductions/{x.key}/")) == before
    told = answers(client, x, "decline", "accepted", reason="other")
    assert told.status_code == 409
    assert "your answer stands" in told.content.decode()
    x.refresh_from_db()
    assert (x.answer_a, x.answer_b) == ("accepted", "declined")


def test_a_colleague_sees_the_same_and_is_told_who_was_faster(demo: Introduced, browser_of: Any) -> None:
    x, a, _ = first(demo)
    colleague = demo.person(x.a.external_id, "colleague@example.org")
    one, two = browser_of(a), browser_of(colleague)
    same = [
        page_of(client, address).replace(person.user.name, "NAME")
        for client, person in ((one, a), (two, colleague))
        for address in ("/own/introductions/", f"/own/introductions/{x.key}/")
    ]
    assert same[:2] == same[2:]
    assert answers(one, x, "accept").status_code == 302
    assert answers(two, x, "accept").status_code == 302  # says the same
    told = answers(two, x, "decline", reason="other")
    assert told.status_code == 409
    assert "A colleague of yours" in told.content.decode()
    assert a.user.name in page_of(two, f"/own/introductions/{x.key}/")


def at_once(count: int, do: Callable[[int], Any]) -> list[Any]:
    """What each of many threads found, all let go at the same time."""
    from django.db import connections

    gate, found = threading.Barrier(count), [None] * count

    def one(number: int) -> None:
        gate.wait()
        try:
            found[number] = do(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(x,)) for x in range(count)]
    for x in threads:
        x.start()
    for x in threads:
        x.join()
    return found


def test_twenty_at_once_are_one_decision(demo: Introduced, browser_of: Any) -> None:
    from svat.web.audit.models import AuditEntry
    from svat.web.matching.models import DecisionRecord, IntroductionEvent

    x, a, _ = first(demo)
    clients = [browser_of(a) for _ in range(20)]
    found = at_once(20, lambda number: answers(clients[number], x, "accept", consent="1").status_code)
    assert found == [302] * 20
    assert DecisionRecord.objects.count() == 1
    assert IntroductionEvent.objects.filter(introduction=x, kind="accepted").count() == 1
    assert AuditEntry.objects.filter(action="answer introduction").count() == 1


def test_twenty_of_two_minds_are_one_decision_and_the_others_are_told(
    demo: Introduced, browser_of: Any
) -> None:
    from svat.web.matching.models import DecisionRecord

    x, a, _ = first(demo)
    clients = [browser_of(a) for _ in range(20)]
    found = at_once(
        20,
        lambda n: (
            answers(clients[n], x, *(("accept",) if n % 2 else ("decline",)), reason="other").status_code
        ),
    )
    assert sorted(set(found)) == [302, 409]
    assert found.count(302) == 10  # those who said what counts
    assert DecisionRecord.objects.count() == 1


def test_both_accept_at_the_same_time_and_it_is_agreed_once(demo: Introduced, browser_of: Any) -> None:
    from django.core import mail

    from svat.web.matching.models import IntroductionEvent

    x, a, b = first(demo)
    clients = [browser_of(person) for person in (a, b)]
    assert at_once(2, lambda n: answers(clients[n], x, "accept").status_code) == [302, 302]
    assert IntroductionEvent.objects.filter(introduction=x, kind="agreed").count() == 1
    assert len(mail.outbox) == 2


def test_accept_against_withdraw_one_wins_and_the_other_is_told(demo: Introduced, browser_of: Any) -> None:
    from django.db.models import F

    from svat.web.matching.models import DecisionRecord, IntroductionRecord

    rows = list(demo.records().filter(state="clear", a__external_id=demo.most("a")))[:4]
    person = demo.person(rows[0].a.external_id)
    for x in rows:
        client, now = browser_of(person), datetime.now(UTC)

        def one(number: int, x: Any = x, client: Any = client, now: datetime = now) -> Any:
            if number:
                return answers(client, x, "accept").status_code
            of = IntroductionRecord.objects.filter(pk=x.pk, version=x.version, state="clear")
            return of.update(state="withdrawn", hidden=now, version=F("version") + 1)

        withdrawn, answered = at_once(2, one)
        assert (withdrawn, answered) in ((1, 404), (0, 302))
        assert DecisionRecord.objects.filter(introduction=x).count() == (answered == 302)


def test_a_pair_agreed_on_as_its_run_is_withdrawn_stays_or_the_answer_came_too_late(
    demo: Introduced, browser_of: Any
) -> None:
    from svat.web.actions import perform
    from svat.web.matching.actions import WithdrawRun

    x, a, b = first(demo)
    assert answers(browser_of(a), x, "accept").status_code == 302
    client = browser_of(b)

    def one(number: int) -> Any:
        if number:
            return answers(client, x, "accept").status_code
        return perform(demo.officer, WithdrawRun(demo.run.key, demo.run.version))

    _, answered = at_once(2, one)
    x.refresh_from_db()
    agreed = (x.answer_a, x.answer_b) == ("accepted", "accepted")
    assert (answered, agreed, x.stands, x.hidden is None) in (
        (302, True, True, True),
        (404, False, False, False),
    )


# What is gone


def hide(x: Any, state: str = "withdrawn", because: str = '""', **more: Any) -> None:
    from svat.web.matching.models import IntroductionRecord

    IntroductionRecord.objects.filter(pk=x.pk).update(
        state=state, because=because, hidden=datetime.now(UTC), **more
    )


@pytest.mark.parametrize("agreed", [False, True])
def test_whatever_the_cause_a_pair_that_is_gone_reads_the_same(
    demo: Introduced, browser_of: Any, *, agreed: bool
) -> None:
    """Withdrawn by the council, by a change of lists, by a new publication: the same bytes of every page."""
    from svat.web.matching.models import IntroductionRecord

    x, a, b = first(demo)
    client = browser_of(a)
    if agreed:
        for of in (client, browser_of(b)):
            answers(of, x, "accept", consent="1")
        assert "mailto:" in page_of(client, f"/own/introductions/{x.key}/")
    before = IntroductionRecord.objects.values().get(pk=x.pk)
    found = set()
    for state, because, more in (
        ("withdrawn", '"the council took it back"', {}),
        ("held", '"Listed Person 95 %"', {}),
        ("withdrawn", '"barred: list of 24 November"', {}),
        ("clear", '""', {"stands": False}),  # the next publication does not have it
    ):
        hide(x, state, because, **more)
        pages = [
            page_of(client, "/own/introductions/"),
            page_of(client, f"/own/introductions/{x.key}/", 404),
            answers(client, x, "accept", "accepted" if agreed else "").content.decode(),
        ]
        found.add(tuple(_RANDOM.sub(r"\1", page) for page in pages))
        IntroductionRecord.objects.filter(pk=x.pk).update(**{k: v for k, v in before.items() if k != "id"})
    [(page, *_)] = found
    assert page.count("does not stand any more") == 1
    assert json.loads(x.partner_a)["named"]["name"]["text"] not in page


def test_a_pair_that_was_never_seen_leaves_nothing_when_it_goes(demo: Introduced, browser_of: Any) -> None:
    held = demo.records().filter(state="held").select_related("a")[0]
    client = browser_of(demo.person(held.a.external_id))
    before = page_of(client, "/own/introductions/")
    hide(held)
    assert page_of(client, "/own/introductions/") == before


def test_a_partner_that_went_twice_is_said_once_and_one_that_came_back_not(
    demo: Introduced, browser_of: Any
) -> None:
    from svat.web.matching.models import IntroductionRecord, RunRecord

    x, a, _ = first(demo)
    client = browser_of(a)
    before = page_of(client, "/own/introductions/")
    hide(x)
    once = page_of(client, "/own/introductions/")
    RunRecord.objects.filter(pk=demo.run.pk).update(state="superseded")
    run = RunRecord.objects.create(
        corridor=demo.corridor,
        number=2,
        day=demo.run.day,
        policy="{}",
        state="published",
        member=demo.officer,
    )
    IntroductionRecord.objects.filter(pk=x.pk).update(stands=False)
    again = IntroductionRecord.objects.get(pk=x.pk)
    again.pk, again.key, again.run, again.stands, again.state = None, "9" * 16, run, True, "clear"
    again.hidden = None
    again.save()
    assert page_of(client, "/own/introductions/").replace("9" * 16, x.key) == before
    hide(again)
    assert page_of(client, "/own/introductions/") == once


def test_nothing_is_shown_where_the_lists_clear_nobody(demo: Introduced, browser_of: Any) -> None:
    from svat.web.matching import sight

    x, a, b = first(demo)
    hide(demo.records().filter(state="clear", a=x.a).exclude(pk=x.pk)[0])
    one, two = browser_of(a), browser_of(b)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sight, "lists_clear", lambda _corridor: False)
        pages = {
            page_of(client, "/own/introductions/")
            .replace(member.user.name, "N")
            .split("</h1>")[1]
            .split("</p>", 1)[1]
            for client, member in ((one, a), (two, b))
        }
        [page] = pages
        assert "come back later" in page
        assert page_of(one, f"/own/introductions/{x.key}/", 404) == page_of(
            one, f"/own/introductions/{'2' * 16}/", 404
        )
        assert answers(one, x, "accept").status_code == 404


# Without a name


def test_a_partner_has_no_name_until_both_have_accepted(unnamed: Introduced, browser_of: Any) -> None:
    from django.core import mail

    from svat.web.rolls.company_queries import values_of

    x, a, b = first(unnamed)
    one, two = browser_of(a), browser_of(b)
    values = values_of(x.b.fields)
    traces = [values[c] for c in ("name", "name_local", "name_latin", "email", "phone", "website", "city",
                                  "registration_number", "external_id", "contact_name") if values.get(c)]  # fmt: skip
    assert len(traces) > 5

    def named(page: str) -> list[str]:
        return [trace for trace in traces if trace in page]

    addresses = ("/own/introductions/", f"/own/introductions/{x.key}/")
    assert [named(page_of(one, address)) for address in addresses] == [[], []]
    answers(one, x, "accept", consent="1")
    assert [named(page_of(one, address)) for address in addresses] == [[], []]
    answers(two, x, "accept")
    assert values["external_id"] in page_of(one, addresses[1])
    assert values["email"] not in page_of(one, addresses[1])
    assert json.loads(x.a.fields)["email"] in page_of(two, addresses[1])
    assert [named(f"{y.subject} {y.body}") for y in mail.outbox] == [[], []]
    hide(x)
    assert named(page_of(one, "/own/introductions/")) == []


def test_a_company_that_left_the_roll_answers_nothing(demo: Introduced, browser_of: Any) -> None:
    from svat.web.rolls.models import CompanyRecord

    x, a, _ = first(demo)
    CompanyRecord.objects.filter(pk=x.a_id).update(gone=True)
    assert answers(browser_of(a), x, "accept").status_code == 409


def test_other_roles_have_no_such_pages(demo: Introduced, browser_of: Any) -> None:
    assert browser_of(demo.officer).get("/own/introductions/").status_code == 404

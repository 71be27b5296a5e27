"""Answers as the office sees them: numbers, who is silent, letters that nobody gets twice, a story, what was learnt."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.web.introduced import work
from tests.web.own_companies import Introduced, own_introductions

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def demo(council: Any) -> Introduced:
    """The demo's introductions, published."""
    return own_introductions(council)


def answer(browser_of: Any, member: Any, x: Any, said: str, **more: str) -> None:
    found = browser_of(member).post(
        f"/own/introductions/{x.key}/answer/", {"answer": said, "seen": "", **more}
    )
    assert found.status_code == 302, found.content.decode()


def text_of(client: Any, address: str) -> str:
    found = client.get(address)
    assert found.status_code == 200, address
    return str(found.content.decode())


def clear(demo: Introduced, side: str = "a") -> list[Any]:
    own = demo.most(side)
    return list(
        demo.records().filter(state="clear", **{f"{side}__external_id": own}).order_by(f"rank_{side}")
    )


def test_the_numbers_are_those_of_what_companies_see(demo: Introduced, browser_of: Any) -> None:
    from svat.web.matching.answers import answers_of

    one, two, *_ = clear(demo)
    person = demo.person(one.a.external_id)
    answer(browser_of, person, one, "accept")
    answer(browser_of, demo.person(one.b.external_id), one, "accept")
    answer(browser_of, person, two, "decline", reason="wrong size", words="too small")
    [found] = answers_of(demo.officer)
    seen = demo.records().filter(state="clear").count()
    assert found.counts == {"all": seen, "agreed": 1, "half": 0, "declined": 1, "silent": seen - 2}
    assert found.reasons == (("wrong size", 1),)
    officer = browser_of(demo.officer)
    page = text_of(officer, "/answers/")
    assert "too large or too small" in page
    assert one.b.name in text_of(officer, "/answers/?kind=agreed")
    assert two.key not in text_of(officer, "/answers/?kind=agreed")
    held = demo.records().exclude(state="clear").first()
    assert held is not None
    assert held.key not in page
    book = load_workbook(
        BytesIO(b"".join(officer.get("/answers/answers.xlsx?kind=declined").streaming_content))
    )
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2
    assert {"too small", two.a.external_id, two.b.external_id} <= set(rows[1])


def test_who_is_silent_and_who_is_not(demo: Introduced, browser_of: Any) -> None:
    """A company is silent as long as it has not answered all; what the other declined asks nothing of it."""
    from svat.web.matching.answers import silent_companies

    pairs = clear(demo)
    own = pairs[0].a.external_id
    person = demo.person(own)

    def silent() -> dict[tuple[str, str], int]:
        found = silent_companies(demo.officer, demo.corridor)
        return {(x.company.side, x.company.external_id): x.partners for x in found}

    before = silent()
    assert before["a", own] == len(pairs)
    for x in pairs[:-1]:
        answer(browser_of, person, x, "accept")
    assert silent()["a", own] == 1
    answer(browser_of, demo.person(pairs[-1].b.external_id), pairs[-1], "decline", reason="other")
    assert ("a", own) not in silent()
    declined_by = pairs[-1].b.external_id
    assert silent().get(("b", declined_by), 0) == before["b", declined_by] - 1


def mails(kind: str) -> list[Any]:
    from svat.web.people.models import OutboxMail

    return list(OutboxMail.objects.filter(kind=kind).select_related("company").order_by("id"))


def test_each_company_is_written_to_once(demo: Introduced, browser_of: Any) -> None:
    """A company with people is told to sign in; one without gets the library's own letter; nobody twice."""
    from pathlib import Path

    from svat.web.jobs.models import Job
    from svat.web.matching.computing import results_of

    pairs = clear(demo)
    person = demo.person(pairs[0].a.external_id)
    officer = browser_of(demo.officer)
    assert "not told of their partners" in text_of(officer, "/today/")
    address = f"/answers/{demo.corridor.key}/letters/"
    assert officer.post(address, {"kind": "list"}).status_code == 302
    job = Job.objects.get(kind="write letters")
    work()
    first = mails("list")
    sees = {pk for x in demo.records().filter(state="clear") for pk in (x.a_id, x.b_id)}
    without_address = sees - {x.company_id for x in first}
    assert len(first) == len({x.company_id for x in first}) > 10
    [told] = [x for x in first if x.to == person.user.email]
    assert (told.message, told.company) == (None, person.company)
    assert f"proposed to you: {len(pairs)}" in told.text
    letter = next(x for x in first if x.company_id != person.company_id)
    place = Path(results_of(demo.run)) / "to-send"
    assert bytes(letter.message) in {path.read_bytes() for path in place.glob("*/letter.eml")}
    for pk in without_address:
        assert (
            "@"
            not in json.loads(demo.records().model.a.field.related_model.objects.get(pk=pk).fields)["email"]
        )
    Job.objects.filter(pk=job.pk).update(state="waiting")  # broken off at its end, and begun again
    work()
    officer.post(address, {"kind": "list"})  # asked again
    work()
    assert [x.pk for x in mails("list")] == [x.pk for x in first]


def test_a_letter_that_speaks_of_a_hidden_partner_is_not_sent(demo: Introduced, browser_of: Any) -> None:
    from datetime import UTC, datetime

    pairs = clear(demo)
    demo.records().filter(pk=pairs[0].pk).update(state="held", hidden=datetime.now(UTC))
    browser_of(demo.officer).post(f"/answers/{demo.corridor.key}/letters/", {"kind": "list"})
    work()
    told = {x.company_id for x in mails("list")}
    assert not told & {pairs[0].a_id, pairs[0].b_id}
    assert told
    page = text_of(browser_of(demo.officer), "/answers/")
    assert "Companies not told of their partners yet" in page


def test_only_those_that_were_chosen_are_reminded(demo: Introduced, browser_of: Any) -> None:
    from svat.web.matching.answers import silent_companies

    pairs = clear(demo)
    person = demo.person(pairs[0].a.external_id)
    found = silent_companies(demo.officer, demo.corridor)
    other = next(x.company for x in found if not x.people and "@" in json.loads(x.company.fields)["email"])
    officer = browser_of(demo.officer)
    address = f"/answers/{demo.corridor.key}/letters/"
    assert officer.post(address, {"kind": "reminder"}).status_code == 422  # nobody was chosen
    chosen = [person.company.key, other.key]
    assert officer.post(address, {"kind": "reminder", "chosen": chosen}).status_code == 302
    work()
    reminded = {x.company_id: x for x in mails("reminder")}
    assert set(reminded) == {person.company_id, other.pk}
    assert reminded[person.company_id].to == person.user.email
    for x in reminded.values():  # no partner is named
        words = x.text + (bytes(x.message).decode() if x.message else "")
        assert not [pair.b.name for pair in pairs if pair.b.name in words]
    page = text_of(officer, f"/answers/{demo.corridor.key}/silent/")
    assert "nobody of it signs in" in page
    person.user.__class__.objects.filter(pk=person.user_id).update(reminders=False)
    officer.post(address, {"kind": "reminder", "chosen": chosen})
    work()
    assert len([x for x in mails("reminder") if x.company_id == person.company_id]) == 1


def test_nothing_is_sent_where_the_lists_clear_nobody(
    demo: Introduced, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("sight", "letters", "letters_actions", "answers"):
        monkeypatch.setattr(f"svat.web.matching.{module}.lists_clear", lambda _corridor: False)
    officer = browser_of(demo.officer)
    found = officer.post(f"/answers/{demo.corridor.key}/letters/", {"kind": "list"})
    assert found.status_code == 409
    assert "The lists clear nobody now" in text_of(officer, "/answers/")


def test_the_story_of_a_company(demo: Introduced, browser_of: Any, members: dict[str, Any]) -> None:
    """Rolls, introductions, answers with what was said, held pairs with their cause: for the council alone."""
    pairs = clear(demo)
    person = demo.person(pairs[0].a.external_id)
    answer(browser_of, person, pairs[0], "decline", reason="wrong goods", words="we sell no such thing")
    address = f"/companies/{person.company.key}/story/"
    page = text_of(browser_of(demo.officer), address)
    assert "we sell no such thing" in page
    assert pairs[0].b.name in page
    assert "it declined" in page
    assert text_of(browser_of(members["auditor"]), address)
    assert browser_of(person).get(address).status_code == 404


def test_the_chair_sees_what_there_is_to_show(
    demo: Introduced, browser_of: Any, members: dict[str, Any]
) -> None:
    page = text_of(browser_of(members["chair"]), "/overview/")
    for part in ("Matches expected", "Pairs that companies see", "Source: run 1"):
        assert part in page
    person = demo.person(demo.most("a"))
    for address in ("/overview/", "/answers/", "/learning/", f"/answers/{demo.corridor.key}/silent/"):
        assert browser_of(person).get(address).status_code == 404


def test_what_answers_teach_and_the_switch(demo: Introduced, browser_of: Any) -> None:
    """The page says what the command line says; the switch is a line of the corridor file and counts from then on."""
    from svat.council.matching import learn_weights
    from svat.web.matching.models import LessonRecord
    from svat.web.people.models import CorridorRecord
    from svat.web.store import store_of

    pairs = clear(demo)
    answer(browser_of, demo.person(pairs[0].a.external_id), pairs[0], "accept")
    officer = browser_of(demo.officer)
    assert "Nobody has looked yet" in text_of(officer, "/learning/")
    assert officer.post(f"/learning/{demo.corridor.key}/look/").status_code == 302
    work()
    record = LessonRecord.objects.get()
    lesson = learn_weights(store_of(demo.corridor), record.on).lesson
    assert record.decisions == 1
    assert str(lesson.why) in text_of(officer, "/learning/")
    corridor = CorridorRecord.objects.get()
    for on, learns in (("0", False), ("0", False), ("1", True)):
        version = CorridorRecord.objects.get().version
        sent = {"on": on, "version": version}
        assert officer.post(f"/learning/{corridor.key}/switch/", sent).status_code == 302
        assert store_of(CorridorRecord.objects.get()).corridor().learns is learns
    stale = officer.post(f"/learning/{corridor.key}/switch/", {"on": "0", "version": 1})
    assert stale.status_code == 409

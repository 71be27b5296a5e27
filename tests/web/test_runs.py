"""Runs: computed as a draft, published, replaced, withdrawn; what companies see of them and what becomes of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.web.introduced import (
    TODAY,
    computed,
    decide,
    introduced,
    person_of,
    publish,
    put_list,
    seen_by_companies,
    work,
)

pytestmark = pytest.mark.usefixtures("site")


def rows_of(run: Any, **which: Any) -> Any:
    from svat.web.matching.models import IntroductionRecord

    return IntroductionRecord.objects.filter(run=run, **which).select_related("a", "b", "corridor")


def sight(company: Any) -> Any:
    from svat.web.matching.sight import sight_of

    return sight_of(company)


def test_a_run_is_a_draft_first_and_published_by_a_person(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.web.matching.models import RunRecord

    corridor = introduced(members, tmp_path)
    client = browser_of(members["officer"])
    given = {"corridor": corridor.key, "day": "", "shortlist": "10", "alpha": "1", "leads_on": "on"}
    assert client.post("/introductions/ask/", given).status_code == 422  # no day
    answer = client.post("/introductions/ask/", {**given, "day": TODAY.isoformat()})
    assert answer.status_code == 302
    run = RunRecord.objects.get()
    assert run.state == "waiting"
    for page in ("/introductions/", answer["Location"], "/today/"):
        assert client.get(page).status_code == 200, page
    again = client.post("/introductions/ask/", {**given, "day": TODAY.isoformat()})
    assert again["Location"] == answer["Location"]  # never two at once: the one that is computed is shown
    assert RunRecord.objects.count() == 1
    work()
    run.refresh_from_db()
    assert run.state == "draft", run.said
    assert rows_of(run, state="clear").count() > 20
    assert not rows_of(run, stands=True).exists()
    for role in ("officer", "chair", "reviewer", "auditor"):
        assert browser_of(members[role]).get(answer["Location"]).status_code == 200, role
    assert "Publish: companies see it at once" in client.get(answer["Location"]).content.decode()
    done = client.post(f"/introductions/{run.key}/publish/", {"version": run.version})
    assert done.status_code == 302, done.content.decode()
    run.refresh_from_db()
    assert run.state == "published"
    assert rows_of(run, stands=True).count() == rows_of(run).count()
    assert rows_of(run, shown=None, state="clear").count() == 0
    assert rows_of(run, state="held").exclude(shown=None).count() == 0
    assert client.get(answer["Location"]).status_code == 200


def test_the_pages_of_a_run_filter_sort_and_can_be_taken_away(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    import io
    import zipfile

    from openpyxl import load_workbook

    from svat.web.matching.models import RunRecord

    introduced(members, tmp_path, draft=True)
    run = RunRecord.objects.get()
    client, page = browser_of(members["auditor"]), f"/introductions/{run.key}/"
    first = rows_of(run, state="clear").order_by("id").first()
    for query in ("", "?state=held", "?state=any&sort=a", "?sort=b", f"?q={first.a.external_id}"):
        assert client.get(page + query).status_code == 200, query
    for query in ("?state=nothing", "?sort=probability", "?after=xyz", "?secret=1"):
        assert client.get(page + query).status_code == 400, query
    one = client.get(f"{page}?q={first.a.external_id}").content.decode()
    assert one.count("data-item") == rows_of(run, state="clear", a=first.a).count()
    book = client.get(f"{page}xlsx/?q={first.a.external_id}")
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).worksheets[0]
    assert sheet.max_row == 1 + rows_of(run, state="clear", a=first.a).count()
    document = b"".join(client.get(f"{page}files/introductions.json").streaming_content)
    assert document == bytes(run.document or b"")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{page}files/results.zip").streaming_content)))
    assert archive.read("introductions.json") == document
    for name in ("introductions.xlsx", "decisions.xlsx", "refused.csv"):
        assert b"".join(client.get(f"{page}files/{name}").streaming_content), name
    for name in ("run.json", "..%2Fcorridor.toml", "index.html", ".svat-run"):
        assert client.get(f"{page}files/{name}").status_code == 404, name
    assert client.get(f"/introductions/pairs/{first.key}/").status_code == 200


def test_a_later_run_takes_the_place_and_keeps_what_both_agreed_on(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from django.core import mail

    from svat.web.actions import perform
    from svat.web.matching.actions import WithdrawRun
    from svat.web.matching.models import IntroductionEvent, RunRecord
    from svat.web.matching.wish_actions import SettleWish, UndoWish, WishAsked

    officer = members["officer"]
    corridor, first = seen_by_companies(members, tmp_path)
    officer = members["officer"]
    row, other_row, third = rows_of(first, state="clear").order_by("id")[:3]
    held = rows_of(first, state="held").first()
    persons = {x.pk: person_of(x, f"p{x.pk}") for x in {row.a, row.b, other_row.a, third.a, third.b}}
    seen = sight(row.a)
    assert seen.checked
    assert {x.key for x in seen.partners} == set(
        rows_of(first, a=row.a, state="clear").values_list("key", flat=True)
    )
    assert seen.gone == ()
    if held is not None:
        assert held.key not in {x.key for x in (*sight(held.a).partners, *sight(held.b).partners)}
    decide(row, "a", persons[row.a_id], accepted=True)
    decide(row, "b", persons[row.b_id], accepted=True)
    decide(third, "a", persons[third.a_id], accepted=True)
    made = [
        perform(officer, SettleWish(corridor.key, WishAsked("veto", x.a.key, x.b.key))).result
        for x in (row, other_row)
    ]
    assert (row.a_id, row.b_id) != (other_row.a_id, other_row.b_id)
    second = computed(corridor, officer)
    client = browser_of(officer)
    text = client.get(f"/introductions/{second.key}/changes/").content.decode()
    assert "the council does not wish it" in text
    mail.outbox.clear()
    publish(second, officer)
    work()
    first.refresh_from_db()
    assert first.state == "superseded"
    # What both agreed on stays, though the council does not wish it any more; the other one is hidden.
    row.refresh_from_db()
    other_row.refresh_from_db()
    assert row.stands
    assert row.hidden is None
    assert sight(row.a).partners[-1].agreed or any(x.agreed and x.contact for x in sight(row.a).partners)
    assert not other_row.stands
    assert other_row.hidden is not None
    assert [x[0] for x in sight(other_row.a).gone] == [other_row.b.country]
    told = [x for x in mail.outbox if x.to == [persons[other_row.a_id].user.email]]
    assert len(told) == 1
    assert other_row.b.name not in told[0].body
    assert not [x for x in mail.outbox if x.to == [persons[third.b_id].user.email]] or third.b_id in (
        row.b_id,
    )
    # The answer to a pair that goes on counts in the new run, since when it was first shown.
    again = rows_of(second, a=third.a, b=third.b).first()
    if again is not None:
        assert (again.answer_a, again.answer_b) == ("accepted", "")
        assert again.since == third.since or again.since == rows_of(first, pk=third.pk).get().since
        assert again.decisions.count() == 1
    kinds = IntroductionEvent.objects.filter(introduction=other_row).values_list("kind", flat=True)
    assert list(kinds) == ["shown", "hidden"]
    perform(officer, UndoWish(made[0].key))
    second.refresh_from_db()
    perform(officer, WithdrawRun(second.key, second.version))
    assert sight(other_row.a).partners == () or all(x.agreed for x in sight(other_row.a).partners)
    assert any(x.agreed for x in sight(row.a).partners)
    assert RunRecord.objects.filter(state="published").count() == 0


def main_of(client: Any, key: str, status: int = 200) -> str:
    """What the page of a partner says, without what each form has for itself."""
    found = client.get(f"/own/introductions/{key}/")
    assert found.status_code == status
    main = found.content.decode().partition("<main")[2]
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[\w-]+"', "", main)


def test_an_address_from_an_earlier_run_leads_to_the_pair_as_it_stands_now(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.web.actions import perform
    from svat.web.matching.wish_actions import SettleWish, WishAsked

    corridor, first = seen_by_companies(members, tmp_path)
    officer = members["officer"]
    gone, _ = rows_of(first, state="clear").order_by("id")[:2]
    perform(officer, SettleWish(corridor.key, WishAsked("veto", gone.a.key, gone.b.key)))
    second = computed(corridor, officer)
    publish(second, officer)
    stays = rows_of(first, state="clear").exclude(a=gone.a).exclude(b=gone.b)
    now = next(y for x in stays if (y := rows_of(second, a=x.a, b=x.b, state="clear").first()))
    before = rows_of(first, a=now.a, b=now.b).get()
    assert before.key != now.key
    client = browser_of(person_of(now.a, "a"))
    assert main_of(client, before.key) == main_of(client, now.key)
    assert f"/own/introductions/{now.key}/answer/" in main_of(client, before.key)
    done = client.post(f"/own/introductions/{before.key}/answer/", {"answer": "accept", "seen": ""})
    assert done.status_code == 302
    now.refresh_from_db()
    before.refresh_from_db()
    assert (now.answer_a, before.answer_a) == ("accepted", "")
    # Neither the pair that is gone nor one of another company is anything else than an address that never was.
    client = browser_of(person_of(gone.a, "gone"))
    assert len({main_of(client, key, 404) for key in (gone.key, before.key, now.key, "0" * 16)}) == 1


def test_where_the_chair_approves_nobody_else_publishes(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.web.matching.models import RunRecord
    from svat.web.people.models import CouncilRecord

    introduced(members, tmp_path, draft=True)
    CouncilRecord.objects.update(chair_approves=True)
    run = RunRecord.objects.get()
    officer, chair = browser_of(members["officer"]), browser_of(members["chair"])

    def post(client: Any, what: str, **more: str) -> int:
        run.refresh_from_db()
        return int(
            client.post(f"/introductions/{run.key}/{what}/", {"version": run.version, **more}).status_code
        )

    assert post(officer, "publish") == 403
    assert post(chair, "publish") == 403  # nothing was proposed
    assert post(browser_of(members["reviewer"]), "propose") == 404
    assert post(officer, "propose") == 302
    assert post(officer, "publish") == 403
    assert post(chair, "back") == 422  # without a word why
    assert post(chair, "back", why="the Almaty firms are missing") == 302
    assert "the Almaty firms are missing" in officer.get(f"/introductions/{run.key}/").content.decode()
    assert post(officer, "propose") == 302
    assert "introductions to approve" in chair.get("/today/").content.decode()
    assert post(chair, "publish") == 302
    run.refresh_from_db()
    assert (run.state, run.published_by) == ("published", members["chair"])


def test_what_a_newer_list_holds_is_hidden_at_once_and_comes_back_with_the_next(
    members: dict[str, Any], tmp_path: Path
) -> None:
    from django.core import mail

    from svat.web.matching.models import IntroductionEvent, RunRecord, StandingCheck
    from svat.web.matching.rechecking import ask_for_recheck, due

    corridor, run = seen_by_companies(members, tmp_path)
    row = rows_of(run, state="clear").order_by("id").first()
    person_of(row.b, "partner")
    person_of(row.a, "first")
    before = {x.key for x in sight(row.b).partners}
    assert row.key in before
    listed = (
        f'99001,"{row.a.name_latin or row.a.name}",-0- ,"DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    )
    mail.outbox.clear()
    put_list(corridor, TODAY, listed.encode())
    assert not sight(row.b).checked  # nobody is shown anything by lists that nothing was held against
    ask_for_recheck(corridor, None)
    work()
    row.refresh_from_db()
    assert row.state in ("held", "withdrawn"), row.because
    assert row.hidden is not None
    assert sight(row.b).checked
    assert row.key not in {x.key for x in sight(row.b).partners}
    assert len(sight(row.b).gone) == 1
    assert not rows_of(run, a=row.a, state="clear").exists()
    assert len({tuple(x.to) for x in mail.outbox}) == len(mail.outbox) == 2  # one to each company
    bodies = {re.sub(r"\s+", " ", str(x.body)) for x in mail.outbox}
    assert len(bodies) == 1  # the same words to the one that is listed and to its partner
    kinds = list(IntroductionEvent.objects.filter(introduction=row).values_list("kind", flat=True))
    assert kinds == ["shown", "hidden"]
    # Nothing changes by asking again, and it is asked again by itself when the day is over.
    mail.outbox.clear()
    ask_for_recheck(corridor, None)
    work()
    assert mail.outbox == []
    assert due() == 0
    StandingCheck.objects.update(on=TODAY.replace(day=1))
    RunRecord.objects.update(rechecked_on=TODAY.replace(day=1))
    from svat.web.jobs.models import Job

    Job.objects.filter(kind="check introductions").delete()
    assert due() == 1
    assert due() == 0
    work()
    assert sight(row.b).checked


def test_a_draft_is_published_only_when_todays_law_was_asked_about_it(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.web.matching.models import RunRecord

    corridor = introduced(members, tmp_path, draft=True)
    run = RunRecord.objects.get()
    row = rows_of(run, state="clear").order_by("id").first()
    listed = (
        f'99001,"{row.a.name_latin or row.a.name}",-0- ,"DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    )
    put_list(corridor, TODAY, listed.encode())
    client = browser_of(members["officer"])
    text = client.get(f"/introductions/{run.key}/").content.decode()
    assert "Publish: companies see it at once" not in text
    assert "the lists" in text
    refused = client.post(f"/introductions/{run.key}/publish/", {"version": run.version})
    assert refused.status_code == 409
    assert client.post(f"/introductions/{run.key}/check/").status_code == 302
    work()
    run.refresh_from_db()
    assert client.post(f"/introductions/{run.key}/publish/", {"version": run.version}).status_code == 302
    row.refresh_from_db()
    assert row.state != "clear"
    assert row.shown is None
    assert sight(row.a).partners == ()
    other_row = rows_of(run, state="clear").exclude(b=row.b).first()
    assert sight(other_row.a).checked  # by the list that came in between
    assert other_row.key in {x.key for x in sight(other_row.a).partners}


def test_a_run_that_is_computed_can_be_left_and_another_asked_for(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.web.actions import perform
    from svat.web.jobs.models import Job
    from svat.web.matching.actions import AskForRun, RunAsked
    from svat.web.matching.models import IntroductionRecord, RunRecord

    corridor = introduced(members, tmp_path)
    officer = members["officer"]
    run = perform(officer, AskForRun(corridor.key, RunAsked(TODAY))).result
    client = browser_of(officer)
    assert client.post(f"/introductions/{run.key}/leave/", {"version": 1}).status_code == 302
    assert Job.objects.get(kind="compute run").state == "cancelled"
    work()
    assert RunRecord.objects.get().state == "cancelled"
    assert IntroductionRecord.objects.count() == 0
    second = computed(corridor, officer)
    assert (second.number, second.state) == (2, "draft")
    # A job that was broken off for good does not hold up the next.
    third = perform(officer, AskForRun(corridor.key, RunAsked(TODAY))).result
    Job.objects.filter(state="waiting").update(state="failed")
    fourth = computed(corridor, officer)
    assert RunRecord.objects.get(pk=third.pk).state == "failed"
    assert fourth.state == "draft"


def test_wishes_are_settled_priced_and_taken_back(
    members: dict[str, Any], browser_of: Any, tmp_path: Path
) -> None:
    from svat.council.corridor import corridor_of_text
    from svat.web.matching.models import PriceRecord, RunRecord, WishRecord
    from svat.web.people.models import CorridorRecord

    corridor = introduced(members, tmp_path, draft=True)
    row = rows_of(RunRecord.objects.get(), state="clear").order_by("id").first()
    client = browser_of(members["officer"])
    pair = {"corridor": corridor.key, "a": row.a.external_id, "b": row.b.key}

    def settle(**more: str) -> int:
        return int(client.post("/wishes/settle/", {**pair, **more}).status_code)

    assert settle(wish="veto", price="1") == 302
    assert WishRecord.objects.count() == 0
    controls = {"corridor": corridor.key, "shortlist": "2", "alpha": "1", "least_fit": "0.05"}
    assert client.post("/wishes/price/", controls).status_code == 302
    assert settle(wish="veto") == 302
    work()  # what is settled meanwhile is priced against what would be without it
    assert settle(wish="veto") == 409  # it is settled already
    assert settle(wish="must") == 409  # the contrary is
    assert settle(wish="most", most="3") == 422  # of one company
    assert settle(wish="must", b="KR-9999") == 404
    assert settle(wish="most", most="1", b="") == 302
    assert settle(wish="most", most="2", b="") == 409
    first, second = PriceRecord.objects.order_by("id")
    for price in (first, second):
        assert price.before is not None
        assert price.after is not None
        assert price.before > price.after > 0
    text = client.get("/wishes/").content.decode()
    assert text.count("expected matches instead of") == 2
    assert browser_of(members["reviewer"]).post("/wishes/price/", controls).status_code == 404
    version = CorridorRecord.objects.get().version
    assert (
        client.post(
            f"/wishes/corridors/{corridor.key}/fit/", {"version": version, "least_fit": "2"}
        ).status_code
        == 422
    )
    fit = {"version": version, "least_fit": "0.2"}
    assert client.post(f"/wishes/corridors/{corridor.key}/fit/", fit).status_code == 302
    assert (
        client.post(f"/wishes/corridors/{corridor.key}/fit/", {**fit, "least_fit": "0.3"}).status_code == 409
    )
    assert corridor_of_text(CorridorRecord.objects.get().text).least_fit == 0.2
    for wish in WishRecord.objects.all():
        assert client.post(f"/wishes/{wish.key}/undo/").status_code == 302
        assert client.post(f"/wishes/{wish.key}/undo/").status_code == 409
    assert WishRecord.objects.filter(undone=None).count() == 0

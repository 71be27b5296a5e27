"""Many companies, many people: what a page may ask, what is counted, long lists as workbooks, turns, sessions."""

from __future__ import annotations

import asyncio
import io
import re
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.web.companies import many

pytestmark = pytest.mark.usefixtures("site")
# Every page that lists something, as an officer asks for it.
LISTS = (
    "/companies/", "/companies/?q=Company+00000", "/companies/?q=00000&side=a&sort=city", "/companies/?goods=none",
    "/companies/?listings=confirmed&sort=-updated", "/companies/?state=gone", "/listings/",
    "/listings/?side=a&kind=offer",
    "/duplicates/", "/rolls/", "/lists/", "/people/", "/outbox/", "/audit/",
)  # fmt: skip


def work() -> int:
    """What a worker would do, in this process; how many jobs."""
    from svat.web.jobs import queue
    from svat.web.jobs.progress import JobProgress
    from svat.web.jobs.work import work_of

    done = 0
    while job := queue.claim("test"):
        work_of(job.kind)(job, JobProgress(job))
        queue.end(job, "test")
        done += 1
    return done


def attached(client: Any, path: str) -> bytes:
    """The file that an address gives."""
    with closing(client.get(path)) as answer:
        assert "attachment" in answer["Content-Disposition"], path
        return b"".join(answer.streaming_content)


def test_every_list_takes_ten_queries_at_any_size(council: Any, browser_of: Any, django_queries: Any) -> None:
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.models import CompanyRecord, DuplicateRecord

    client, asked, started = browser_of(council), {}, 0
    client.get("/companies/")  # the state of the lists is read once and kept
    for total in (3, 300):
        many(total - started, start=started)
        pairs = list(CompanyRecord.objects.order_by("id")[started:total])
        DuplicateRecord.objects.bulk_create(
            DuplicateRecord(corridor=CorridorRecord.objects.get(), side="a", first=x, second=y, score=900, reason='""')
            for x, y in pairwise(pairs)
        )  # fmt: skip
        started = total
        for path in LISTS:
            answers: list[Any] = []
            asked[total, path] = django_queries(lambda path=path, to=answers: to.append(client.get(path)))
            assert answers[0].status_code == 200, path
    assert {path: count for (_, path), count in asked.items() if count > 10} == {}
    assert {path for path in LISTS if asked[3, path] < asked[300, path] - 1} == set()


def test_a_count_ends(council: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found by looking is counted up to a number, and the page says that there are more."""
    from svat.web.paging import FEW, counted
    from svat.web.rolls.models import CompanyRecord

    many(FEW)
    client = browser_of(council)
    at_most = client.get("/companies/?q=Company").content.decode()
    assert ">1,000<" in at_most
    many(5, start=FEW)
    more = client.get("/companies/?q=Company").content.decode()
    assert "1,000+" in more
    assert "1,005" in client.get("/companies/").content.decode()  # a plain count goes further
    assert "More than 1,000 listings wait." in client.get("/listings/").content.decode()
    assert "1,000+" in client.get("/today/").content.decode()
    assert counted(CompanyRecord.objects.all(), 10) == 11


def test_the_workbook_of_a_long_list_is_made_by_the_worker(
    council: Any, members: Any, browser_of: Any, installation: Path
) -> None:
    import openpyxl

    from svat.web.audit.models import AuditEntry
    from svat.web.paging import FEW
    from svat.web.rolls.books import file_of, forget_books
    from svat.web.rolls.models import ListTaken

    many(FEW)
    officer = browser_of(council)
    assert attached(officer, "/companies/list.xlsx")
    many(1, start=FEW)
    page = officer.get("/companies/list.xlsx")
    assert "Content-Disposition" not in page
    assert "Make the workbook" in page.content.decode()
    assert not ListTaken.objects.exists()  # looking makes nothing
    assert attached(officer, "/companies/list.xlsx?q=00100")
    asked = officer.post("/companies/taken/", {"query": "sort=-name"})
    again = officer.post("/companies/taken/", {"query": "sort=-name"})
    where = asked["Location"]
    assert again["Location"] == where
    assert "waiting" in officer.get(where).content.decode()
    assert officer.get(f"{where}file/").status_code == 404
    assert work() == 1
    assert "1,001" in officer.get(where).content.decode()
    sheet: Any = openpyxl.load_workbook(io.BytesIO(attached(officer, f"{where}file/"))).active
    names = [row[1] for row in sheet.iter_rows(values_only=True, min_row=2)]
    assert (len(names), names[0], names[-1]) == (FEW + 1, f"M{FEW}", "M0")
    assert AuditEntry.objects.filter(action="take list away").count() == 1
    for other in ("reviewer", "chair", "auditor"):
        client = browser_of(members[other])
        assert [client.get(x).status_code for x in (where, f"{where}file/")] == [404, 404], other
    taken = ListTaken.objects.get()
    assert file_of(taken).stat().st_mode & 0o077 == 0 or file_of(taken).parent.stat().st_mode & 0o077 == 0
    ListTaken.objects.update(expires=datetime.now(UTC) - timedelta(seconds=1))
    assert [officer.get(x).status_code for x in (where, f"{where}file/")] == [404, 404]
    forget_books()
    assert not file_of(taken).exists()
    assert not ListTaken.objects.exists()


def test_a_member_has_few_workbooks_at_a_time(council: Any, browser_of: Any) -> None:
    officer = browser_of(council)
    many(2)
    answers = [officer.post("/companies/taken/", {"query": f"q={number}"}).status_code for number in range(6)]
    assert answers == [302] * 5 + [422]


def test_a_list_of_a_role_that_ended_is_not_made(members: Any, browser_of: Any) -> None:
    from svat.web.people.models import Member
    from svat.web.rolls.books import file_of
    from svat.web.rolls.models import ListTaken

    many(2)
    browser_of(members["chair"]).post("/companies/taken/", {"query": ""})
    Member.objects.filter(pk=members["chair"].pk).update(ended=datetime.now(UTC))
    work()
    assert not file_of(ListTaken.objects.get()).exists()


def test_sessions_know_whose_they_are(members: Any, browser_of: Any, django_queries: Any) -> None:
    from svat.web.people.models import PersonSession
    from svat.web.people.sessions import end_sessions, forget_expired

    one, other = browser_of(members["chair"]), browser_of(members["auditor"])
    guest = browser_of()
    session = guest.session
    session["anything"] = 1
    session.save()
    assert django_queries(lambda: end_sessions(members["chair"].user)) <= 3  # begin, delete, commit
    assert one.get("/today/").status_code == 302
    assert other.get("/today/").status_code == 200
    assert PersonSession.objects.filter(person=None).count() == 1  # nobody's stays
    PersonSession.objects.filter(person=None).update(expire_date=datetime.now(UTC) - timedelta(seconds=1))
    forget_expired()
    assert PersonSession.objects.count() == 1


def test_a_session_half_way_through_signing_in_is_the_persons_too(members: Any) -> None:
    from svat.web.people.sessions import SessionStore

    store = SessionStore()
    user = members["chair"].user
    cases = {
        None: {}, user.pk: {"_auth_user_id": str(user.pk)},
    }  # fmt: skip
    for person, kept in cases.items():
        assert store.create_model_instance(kept).person == person
    from allauth.account.utils import user_pk_to_url_str

    half_way = {"account_login": {"user_pk": user_pk_to_url_str(user)}}
    assert store.create_model_instance(half_way).person == user.pk
    assert store.create_model_instance({"account_login": {"user_pk": None}}).person is None


def test_names_are_looked_for_in_an_index(council: Any) -> None:
    from django.db import connection

    from svat.web.rolls.company_filter import CompanyFilter
    from svat.web.rolls.models import CompanyRecord
    from svat.web.rolls.name_index import IN_ORDER, index_names

    assert index_names()
    many(2)
    found = CompanyFilter(q="Company").of_these(CompanyRecord.objects.all()).order_by("sort_key", "id")
    assert found.count() == 2
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        assert IN_ORDER in found[:50].explain()


@pytest.mark.parametrize("letter", ["a", "ж", "한", "𐍈"])
def test_however_long_names_are_a_company_is_kept_and_found(council: Any, letter: str) -> None:
    """PostgreSQL refuses a row that its index cannot take."""
    from random import Random

    from svat.web.rolls.company_filter import CompanyFilter
    from svat.web.rolls.models import CompanyRecord
    from svat.web.rolls.name_index import index_names, key_that_fits
    from svat.web.rolls.reading import query_key

    index_names()
    many(1)
    mixed = Random(1)  # so that nothing can be packed

    def long(count: int) -> str:
        return "".join(chr(ord(letter) + mixed.randrange(20)) for _ in range(count))

    beside = (long(200), long(200), long(60), long(60))
    names = [query_key("first"), *(long(500) for _ in range(6)), query_key("last")]
    key = key_that_fits("\n".join(names), *beside)
    CompanyRecord.objects.update(
        sort_key=beside[0],
        external_id=beside[1],
        registration_number=beside[2],
        tax_number=beside[3],
        search_key=key,
    )
    assert sum(len(x.encode()) for x in (*beside, key)) <= 2_600
    for typed in ("first", "last", beside[1]):
        assert CompanyFilter(q=typed).of_these(CompanyRecord.objects.all()).count() == 1


def test_an_answer_is_one_threads_work(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From what comes before a view to what comes after it: no change between threads, which takes longer than both."""
    from svat.web import errors, middleware
    from svat.web.asgi import CouncilHandler
    from svat.web.people import queries

    seen: dict[str, int] = {}

    def noted(name: str, do: Any) -> Any:
        def answer(*given: Any) -> Any:
            seen[name] = threading.get_ident()
            return do(*given)

        return answer

    monkeypatch.setattr(middleware, "language_of", noted("before", errors.language_of))
    monkeypatch.setattr(queries, "council", noted("view", queries.council))
    sent = asyncio.run(_asked(CouncilHandler(3), "GET", "/"))
    assert sent[0]["status"] == 302
    assert seen["before"] == seen["view"] != threading.get_ident()


def test_the_socket_of_several_processes_holds_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asyncio sends at once (TCP_NODELAY) where a socket says that it is of TCP."""
    import socket

    import uvicorn
    from uvicorn import supervisors

    from svat.web import serving

    seen: list[tuple[int, str]] = []

    class Supervisor:
        def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
            seen.extend((x.proto, x.getsockname()[0]) for x in sockets)

        def run(self) -> None:
            """Nothing."""

    monkeypatch.setattr(supervisors, "Multiprocess", Supervisor)
    monkeypatch.setenv(serving.SERVED_BY, "")
    serving._several(uvicorn.Config("x", host="127.0.0.1", port=0, workers=2))
    assert seen == [(socket.IPPROTO_TCP, "127.0.0.1")]


def test_addresses_in_templates_are_those_of_the_pages(site: Path) -> None:
    from django.urls import NoReverseMatch, get_resolver, reverse

    from svat.web.templating import address_of

    asked = 0
    for name in [x for x in get_resolver().reverse_dict if isinstance(x, str)]:
        for of in ((), ("0123456789abcdef",), (7,), ("a b/ж",), ("0123456789abcdef", "x.csv"), ("x", "y")):
            try:
                expected = reverse(name, args=of)
            except NoReverseMatch:
                with pytest.raises(NoReverseMatch):
                    address_of(name, *of)
                continue
            asked += 1
            assert address_of(name, *of) == expected
    assert asked > 150


def test_the_forms_of_a_page_share_one_token(members: Any, browser_of: Any) -> None:
    """To hide a token anew for each of fifty forms takes longer than the rest of the page."""
    text = browser_of(members["officer"]).get("/people/").content.decode()
    found = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
    assert len(found) > 2
    assert len(set(found)) == 1


def test_an_icon_is_where_programs_look_for_it(browser_of: Any) -> None:
    answer = browser_of().get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/svat/icon.svg")


def test_so_many_requests_are_at_work_at_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others wait; whoever signs in keeps nobody waiting, and nobody them; the health check waits for none."""
    from django.http import HttpResponse

    from svat.web.asgi import CouncilHandler

    now, most, lock = {"page": 0, "account": 0}, {"page": 0, "account": 0}, threading.Lock()

    def answer(request: Any) -> HttpResponse:
        kind = "account" if request.path.startswith("/account/") else "page"
        with lock:
            now[kind] += 1
            most[kind] = max(most[kind], now[kind])
        time.sleep(0.05)
        with lock:
            now[kind] -= 1
        return HttpResponse(b"", content_type="text/plain")

    handler = CouncilHandler(3)
    monkeypatch.setattr(handler, "_middleware_chain", answer)

    async def all_at_once() -> None:
        asked = [("GET", "/companies/")] * 12 + [("POST", "/account/sign-in/")] * 3
        await asyncio.gather(*(_asked(handler, *x) for x in asked))

    asyncio.run(all_at_once())
    assert most == {"page": 3, "account": 1}


def test_a_file_is_sent_in_pieces_and_without_a_warning(
    site: Path, recwarn: pytest.WarningsRecorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import FileResponse

    from svat.web.asgi import CouncilHandler

    file = tmp_path / "large.bin"
    file.write_bytes(bytes(range(256)) * 4096)
    handler = CouncilHandler(3)
    monkeypatch.setattr(handler, "_middleware_chain", lambda _: FileResponse(file.open("rb")))
    sent = asyncio.run(_asked(handler, "GET", "/x/"))
    bodies = [x["body"] for x in sent if x.get("body")]
    assert b"".join(bodies) == file.read_bytes()
    assert len(bodies) > 10
    assert [str(x.message) for x in recwarn if "StreamingHttpResponse" in str(x.message)] == []


async def _asked(handler: Any, method: str, path: str) -> list[dict[str, Any]]:
    """What the handler sends for one request."""
    sent: list[dict[str, Any]] = []
    given = [{"type": "http.request", "body": b"", "more_body": False}]
    ended = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if given:
            return given.pop()
        await ended.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "query_string": b"", "headers": [(b"host", b"127.0.0.1")],
        "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    await handler(scope, receive, send)
    return sent

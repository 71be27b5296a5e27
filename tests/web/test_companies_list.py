"""Companies, the list: found in three scripts, filtered, sorted, paged, kept as views, taken away as a workbook."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT
from tests.web.companies import by_id, many, small_roll

pytestmark = pytest.mark.usefixtures("site")
WEB = ROOT / "src/svat/web"


def listed(client: Any, query: str = "") -> list[str]:
    """The keys of the companies on a page of the list."""
    page = client.get(f"/companies/{query}")
    assert page.status_code == 200, query
    return re.findall(r'id="c-([a-z0-9]+)"', page.content.decode())


def ids(client: Any, query: str = "") -> set[str]:
    from svat.web.rolls.models import CompanyRecord

    return set(
        CompanyRecord.objects.filter(key__in=listed(client, query)).values_list("external_id", flat=True)
    )


# What is typed, and whom it finds.
FOUND: tuple[tuple[str, set[str]], ...] = (
    ("ромашка", {"R1", "R2", "R5"}),
    ("РОМАШКА", {"R1", "R2", "R5"}),
    ("romashka", {"R1", "R2", "R5"}),
    ("로마시카", {"R1", "R2", "R5"}),
    (unicodedata.normalize("NFD", "로마시카"), {"R1", "R2", "R5"}),  # as macOS types it
    ("로마", {"R1", "R2", "R5"}),
    ("рамашка", set()),
    ("елка", {"R6"}),
    ("Ёлка", {"R6"}),
    ("yolka", {"R6"}),
    ("alatau grain", {"R3", "R4"}),
    ("alfa", set()),
    ("R3", {"R3"}),
    ("111140000011", {"R1"}),
    ("11114000001", set()),  # a number is asked for whole
    ("%", set()),
    ("_", set()),
    ("KA", {"R1", "R2", "R5", "R6"}),  # small letters, whatever is typed: not the capitals of Hangul's key
)


@pytest.fixture(scope="module")
def one_roll() -> Any:
    """What the module's small roll is read as, once: the reading is dear, its records are not."""
    return {}


@pytest.fixture
def rolled(council: Any, browser_of: Any, one_roll: dict[str, Any]) -> Any:
    """An officer's browser, the small roll being in force."""
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.batches import RecordStamp, put_companies

    corridor = CorridorRecord.objects.get()
    if not one_roll:
        from svat.web.rolls import projecting

        kept: list[Any] = []
        put: Any = vars(projecting)["put_companies"]

        def keeping(stamp: Any, rows: Any) -> int:
            kept.extend(rows)
            return int(put(stamp, rows))

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(projecting, "put_companies", keeping)
            small_roll(council)
        one_roll["rows"] = kept
    else:
        put_companies(RecordStamp(corridor, "a", "apply import"), one_roll["rows"])
    return browser_of(council)


def test_one_company_is_found_in_three_scripts(rolled: Any) -> None:
    """D1, R9: on every database, in either normal form."""
    from urllib.parse import quote

    assert {typed: ids(rolled, f"?q={quote(typed)}") for typed, _ in FOUND} == dict(FOUND)


def test_names_are_never_compared_by_the_database(site: Path) -> None:
    """D1: what `icontains`, `iexact` and `Lower` find differs between databases and their locales."""
    never = ("__icontains", "__iexact", "__istartswith", "__search=", "Lower(", "Upper(", "name__contains")
    wrong = [
        f"{path.relative_to(WEB)}: {word}"
        for path in WEB.rglob("*.py")
        for word in (*never, *(("__contains",) if path.parent.name == "rolls" else ()))
        if word in path.read_text("utf-8")
    ]
    assert wrong == []


def test_views_read_through_queries_alone(site: Path) -> None:
    """L4: a view that asks a manager itself is not scoped to the member."""
    wrong = [
        str(path.relative_to(WEB))
        for path in (WEB / "rolls").rglob("*views.py")
        if re.search(r"[A-Z]\w+\.(objects|_default_manager)\b", path.read_text("utf-8"))
    ]
    assert wrong == []


def test_filters_narrow_and_unknown_ones_are_refused(rolled: Any) -> None:
    assert ids(rolled) == {f"R{n}" for n in range(1, 8)}
    assert ids(rolled, "?city=Алматы") == {"R1", "R5"}
    assert ids(rolled, "?goods=both") == {"R1", "R3"}
    assert ids(rolled, "?goods=none") == {"R5", "R7"}
    assert ids(rolled, "?goods=offers&q=grain") == {"R3", "R4"}
    assert ids(rolled, "?listings=open") == {"R1", "R2", "R3", "R4", "R6"}
    assert ids(rolled, "?side=b") == set()
    assert ids(rolled, "?state=gone") == set()
    for wrong in (
        "?sort=members__user", "?state=hidden", "?fields=1", "?q=a&partner__name=1", "?after=xx", "?after=WzFd",
        "?side=c",
    ):  # fmt: skip
        assert rolled.get(f"/companies/{wrong}").status_code == 400, wrong


def test_the_order_is_total_and_that_of_the_letters(rolled: Any) -> None:
    """D5: the same in every database."""
    from svat.web.rolls.company_filter import ORDERS
    from svat.web.rolls.models import CompanyRecord

    every = list(CompanyRecord.objects.all())
    assert listed(rolled) == [x.key for x in sorted(every, key=lambda x: (x.sort_key, x.pk))]
    assert listed(rolled, "?sort=city") == [
        x.key for x in sorted(every, key=lambda x: (x.city, x.sort_key, x.pk))
    ]
    assert listed(rolled, "?sort=-name") == listed(rolled)[::-1]
    assert all(order.keys[-1].removeprefix("-") == "id" for order in ORDERS.values())


def test_each_row_is_seen_once_though_rows_come_meanwhile(council: Any, browser_of: Any) -> None:
    """R14."""
    many(120, start=100)
    client, seen, query = browser_of(council), [], ""
    while True:
        text = client.get(f"/companies/{query}").content.decode()
        seen += re.findall(r'id="c-([a-z0-9]+)"', text)
        many(3, start=1_000 + len(seen))  # among what comes
        found = re.search(r'after=([\w-]+)" rel="next"', text)
        if found is None:
            break
        query = f"?after={found[1]}"
    from svat.web.rolls.models import CompanyRecord

    assert len(seen) == len(set(seen))
    first = set(
        CompanyRecord.objects.filter(external_id__in=[f"M{n}" for n in range(100, 220)]).values_list(
            "key", flat=True
        )
    )
    assert first <= set(seen)


def test_a_page_back_is_the_page_before(council: Any, browser_of: Any) -> None:
    many(130)
    client = browser_of(council)
    one = client.get("/companies/").content.decode()
    after = re.search(r'after=([\w-]+)" rel="next"', one)
    assert after
    two = client.get(f"/companies/?after={after[1]}").content.decode()
    before = re.search(r'before=([\w-]+)" rel="prev"', two)
    assert before
    pattern = r'id="c-([a-z0-9]+)"'
    assert re.findall(pattern, client.get(f"/companies/?before={before[1]}").content.decode()) == re.findall(
        pattern, one
    )


def test_a_page_takes_ten_queries_however_many_companies_there_are(council: Any, browser_of: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts, started = browser_of(council), [], 0
    for total in (10, 10_050):
        many(total - started, start=started)
        started = total
        for query in ("", "?q=Company+00000&sort=city&goods=offers"):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(f"/companies/{query}")
            counts.append(len(asked))
            assert len(page.content) < 150_000
    assert counts[:2] == counts[2:]
    assert max(counts) <= 10
    assert "10,000+" in client.get("/companies/").content.decode()


def test_views_are_owned_and_shared(members: dict[str, Any], rolled: Any, browser_of: Any) -> None:
    """L12: a view that is not shared does not exist for others."""
    other = browser_of(members["auditor"])
    kept = rolled.post(
        "/companies/views/", {"name": "Almaty", "query": "q=ромашка&city=Алматы", "shared": ""}
    )
    shared = rolled.post("/companies/views/", {"name": "Both", "query": "goods=both", "shared": "1"})
    assert kept.status_code == shared.status_code == 302
    assert ids(rolled, kept["Location"].removeprefix("/companies/")) == {"R1", "R5"}
    assert ids(other, shared["Location"].removeprefix("/companies/")) == {"R1", "R3"}
    hidden, absent = (other.get(f"/companies/?view={key}") for key in (kept["Location"][-16:], "a" * 16))
    assert hidden.status_code == absent.status_code == 404
    page = other.get("/companies/").content.decode()
    assert f"view={shared['Location'][-16:]}" in page
    assert f"view={kept['Location'][-16:]}" not in page
    assert other.post(f"/companies/views/{shared['Location'][-16:]}/forget/").status_code == 404
    assert rolled.post(f"/companies/views/{shared['Location'][-16:]}/forget/").status_code == 302
    assert rolled.post("/companies/views/", {"name": "x", "query": "member__user=1"}).status_code == 400


def sheet(answer: Any) -> list[list[Any]]:
    import openpyxl

    data = b"".join(answer.streaming_content)
    page: Any = openpyxl.load_workbook(io.BytesIO(data)).active
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_the_workbook_is_exactly_the_list(rolled: Any) -> None:
    for query in ("", "?q=ромашка", "?goods=both&sort=-name", "?state=gone"):
        answer = rolled.get(f"/companies/list.xlsx{query}")
        assert "attachment" in answer["Content-Disposition"]
        rows = sheet(answer)
        assert {row[1] for row in rows[1:]} == ids(rolled, query)
    assert rolled.get("/companies/list.xlsx?sort=x").status_code == 400


def test_a_workbook_runs_nothing_and_loses_nothing(council: Any, tmp_path: Path) -> None:
    """R12: out, and in again as a roll."""
    import openpyxl

    from svat.council.rolls import check_roll
    from svat.web.people.models import CorridorRecord
    from svat.web.rolls.company_book import company_book
    from svat.web.rolls.company_filter import CompanyFilter
    from svat.web.rolls.models import CompanyRecord
    from svat.wording import wording

    values = {
        "name": "=1+1 Trade LLP",
        "phone": "+82-2-123-4567",
        "notes": "-5.00",
        "website": "https://a.kz",
        "employees": "12",
    }
    import json

    fields = {"external_id": "X1", "country": "KZ", "city": "@home", "offers": "\twheat", **values}
    CompanyRecord.objects.create(
        corridor=CorridorRecord.objects.get(), side="a", external_id="X1", search_key="", sort_key="",
        name=values["name"],
        country="KZ", fields=json.dumps(fields),
    )  # fmt: skip
    file = company_book(council, CompanyFilter(), wording("en"), datetime(2026, 11, 26, tzinfo=UTC))
    path = tmp_path / "ООО «Ромашка» 로마.xlsx"
    path.write_bytes(file.read())
    file.close()
    page: Any = openpyxl.load_workbook(path).active
    by_heading = dict(zip((x.value for x in page[1]), page[2], strict=True))
    assert {x.data_type for x in page[2] if x.value is not None} == {"s", "n"}
    assert by_heading["telephone"].value == "+82-2-123-4567"
    assert by_heading["notes"].value == "-5.00"
    assert by_heading["employees"].value == 12
    assert not any(x.hyperlink for x in page[2])
    [again] = check_roll([path], "KZ", None).companies
    assert (again.external_id, again.phone, again.notes, again.employees) == (
        "X1",
        "+82-2-123-4567",
        "-5.00",
        12,
    )


def test_a_part_is_only_for_who_asks_for_a_part(rolled: Any) -> None:
    """N2, N6: going back asks for the page; what changed is said in the one standing place."""
    whole = rolled.get("/companies/?q=grain").content.decode()
    part = rolled.get("/companies/?q=grain", headers={"HX-Request": "true"}).content.decode()
    back = rolled.get(
        "/companies/?q=grain", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    ).content.decode()
    assert "<html" in whole
    assert "<html" in back
    assert part.lstrip().startswith('<div id="list">')
    assert 'hx-swap-oob="innerHTML:#status">Companies that match: 2<' in part


def test_names_are_in_the_readers_script_with_the_original_beside(
    members: dict[str, Any], rolled: Any
) -> None:
    """N13."""
    from svat.web.rolls.company_queries import name_shown

    shown = {
        (name, language): (x.text, x.original)
        for name in ("R1", "R5", "R6")
        for language in ("en", "ru", "ko")
        for x in [name_shown(by_id(name), language)]
    }
    assert shown["R1", "ru"] == ("ТОО «Ромашка»", "")
    assert shown["R1", "en"] == ("TOO «Romashka»", "ТОО «Ромашка»")
    assert shown["R5", "ko"] == ("로마시카 주식회사", "")
    assert shown["R5", "ru"] == ("Romasika Jusikhoesa", "로마시카 주식회사")
    assert shown["R6", "en"] == ("Yolka", "Ёлка")
    assert shown["R6", "ru"] == ("Ёлка", "")
    assert all(text for text, _ in shown.values())


def test_a_company_cannot_tell_what_it_may_not_see(
    members: dict[str, Any], rolled: Any, browser_of: Any
) -> None:
    """L1, L2, L8: the same bytes and the same work for a page that is hidden and for one that is not there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from svat.web.people.models import Member, User

    user = User.objects.create_user("kim@example.org", "correct horse battery", name="Kim")
    client = browser_of(Member.objects.create(user=user, role="company", company=by_id("R1")))
    own, absent = by_id("R2").key, "a" * 16
    for pattern in (
        "/companies/{}/",
        "/companies/{}/with/?other=R1",
        "/companies/{}/correct/city/",
        "/companies/?q={}",
    ):
        answers = []
        for key in (own, absent):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(pattern.format(key))
            text = re.sub(r'value="[\w-]{20,}"', "", page.content.decode()).replace(key, "KEY")
            answers.append((page.status_code, text, len(asked)))
        assert answers[0] == answers[1], pattern
        assert answers[0][0] == 404
    auditor = browser_of(members["auditor"])
    assert auditor.get(f"/companies/{own}/").status_code == 200
    assert auditor.get(f"/companies/{own}/correct/city/").status_code == 404

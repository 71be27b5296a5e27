"""An invented mission: two days in Seoul, 12 companies a side, 8 tables, 2 interpreters, a slot over midnight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from svat.mission.calendar import zone
from svat.mission.model import (
    Delegate,
    Interpreter,
    Meeting,
    MeetingTable,
    Mission,
    Plan,
    PlanBounds,
    PlanCounts,
    Priority,
    Request,
    Slot,
    Unplaced,
)
from svat.sides import Sides

FIRST_DAY = date(2027, 5, 12)
NAMES_A = (
    "Altyn Dala LLP", "ТОО «Сарыарка Медь»", "Жетысу Агро", "Qyran Logistics", "ИП «Тұмар»", "Каспий Фосфор",
    "Bolashaq Foods", "Ertis Aluminium", "Алатау Сүт", "Mangystau Gypsum", "ТОО «Көктем»", "Turan Seeds",
)  # fmt: skip
NAMES_B = (
    "한빛정밀 주식회사", "비단길무역", "푸른중공업", "Onnuri Packaging", "가람섬유", "새벽바이오",
    "Haneul Machinery", "미르펌프", "다온식품", "Nuri Robotics", "솔빛전자", "아라해운",
)  # fmt: skip
PEOPLE_A = ("Айгүл Сериковна", "Daniyar Omarov", "Мария Ким", "Nurlan Abish")
PEOPLE_B = ("김민서", "Lee Jiwoo", "박서준", "최유진")


def mission(starts_on: date = FIRST_DAY, zone_name: str = "Asia/Seoul", fuller: int = 3) -> Mission:
    """The visit: 9 slots on the first day, the last over midnight, and 8 on the second; `fuller` requests a company."""
    return Mission(
        id="seoul-2027",
        title="Seoul 2027",
        slots=tuple(_slots(starts_on, zone_name)),
        tables=tuple(
            MeetingTable(
                f"T{n}",
                "interpreter" if n in (7, 8) else "plain",
                room="Jasmine" if n <= 5 else "Hall <B>",
                closed=frozenset({"d1-9"}) if n > 2 else frozenset(),
            )
            for n in range(1, 9)
        ),
        people=tuple(_people()),
        requests=tuple(_requests(fuller)),
        interpreters=(
            Interpreter("I1", frozenset({("ko", "ru")}), name="Алия Пак"),
            Interpreter("I2", frozenset({("ko", "ru"), ("en", "ko")}), name="정하늘"),
        ),
        travel={("Jasmine", "Hall <B>"): 4},
        zones=Sides("Asia/Almaty", zone_name),
    )


def _slots(starts_on: date, zone_name: str) -> Iterator[Slot]:
    clock = zone(zone_name)
    for day in (1, 2):
        first = datetime.combine(starts_on + timedelta(days=day - 1), time(10), clock)
        for n in range(8):
            start = first + timedelta(minutes=35 * n + (60 if n > 3 else 0))
            yield Slot(
                f"d{day}-{n + 1}",
                day,
                start,
                start + timedelta(minutes=30),
                "morning" if n < 4 else "afternoon",
            )
        if day == 1:
            late = datetime.combine(starts_on, time(23, 50), clock)
            yield Slot("d1-9", 1, late, late + timedelta(minutes=20), "evening")


def _people() -> Iterator[Delegate]:
    for side, count, names in (("a", len(NAMES_A), PEOPLE_A), ("b", len(NAMES_B), PEOPLE_B)):
        for n in range(1, count + 1):
            language = ("ru", "en", "ru")[n % 3] if side == "a" else ("ko", "ko", "en")[n % 3]
            for k in range(2 if n == 1 else 1):
                name = f"{names[(n + k) % 4]} {n}"
                yield Delegate(
                    f"{side}{n}-{k + 1}",
                    f"{'KZ' if side == 'a' else 'KR'}/{n:02}",
                    side,
                    name=name,
                    language=language,
                )


def _requests(fuller: int) -> Iterator[Request]:
    for n in range(1, 13):
        for k in range(fuller):
            other = (n + k * 5) % 12 + 1
            priority: Priority = "must" if k == 0 else "wish"
            people: tuple[str, ...] = (f"a{n}-1", f"b{other}-1")
            pair = ("ko", "ru") if (n + k) % 5 == 0 else None
            yield Request(
                f"KZ/{n:02}+KR/{other:02}",
                people,
                priority,
                1.0 + k / 10,
                pair,
                "interpreter" if pair else None,
                fixed="d1-9" if (n, k) == (1, 0) else None,
            )


def filled(of: Mission, version: int = 1, *, but: frozenset[str] = frozenset()) -> Plan:
    """A plan by a simple fill: each request in the first slot and at the first table that are free."""
    busy: set[tuple[str, str]] = set()
    meetings, unplaced = [], []
    for request in sorted(of.requests, key=lambda x: (x.fixed is None, x.priority)):
        found = None if request.id in but else _place(of, request, busy)
        if found is None:
            cause = "a sanctions list was asked again" if request.id in but else "no common free slot"
            unplaced.append(
                Unplaced(request.id, "withdrawn" if request.id in but else "slots", cause, "a longer day")
            )
            continue
        meetings.append(found)
        busy |= {(x, found.slot) for x in (*found.people, found.table, found.interpreter) if x}
    return planned(of, version, meetings, unplaced)


def _place(of: Mission, request: Request, busy: set[tuple[str, str]]) -> Meeting | None:
    for slot in of.slots:
        if request.fixed not in (None, slot.id) or any((x, slot.id) in busy for x in request.people):
            continue
        helpers: list[str | None] = [None]
        if request.pair:
            helpers = [
                x.id for x in of.interpreters if request.pair in x.pairs and (x.id, slot.id) not in busy
            ]
        for table in of.tables:
            free = slot.id not in table.closed and (table.id, slot.id) not in busy
            if helpers and free and request.kind in (None, table.kind):
                return Meeting(request.id, slot.id, table.id, request.people, helpers[0])
    return None


def planned(of: Mission, version: int, meetings: list[Meeting], unplaced: list[Unplaced]) -> Plan:
    """A plan of these meetings, counted."""
    place = {table.id: n for n, table in enumerate(of.tables)}
    placed = {x.request for x in meetings}
    musts = [x.id for x in of.requests if x.priority == "must"]
    counts = PlanCounts(
        len(meetings),
        len(musts),
        sum(x in placed for x in musts),
        sum(of.request[x].value for x in placed),
        breaks=0,
    )
    return Plan(
        version,
        tuple(sorted(meetings, key=lambda x: (of.place[x.slot], place[x.table]))),
        tuple(unplaced),
        counts,
        PlanBounds(),
        "feasible",
    )


def without(plan: Plan, *requests: str, version: int = 2) -> Plan:
    """The next plan, in which some meetings have lost their places."""
    gone = tuple(Unplaced(x, "withdrawn", "no longer clear") for x in requests)
    kept = tuple(x for x in plan.meetings if x.request not in requests)
    return replace(plan, version=version, meetings=kept, unplaced=(*plan.unplaced, *gone))


def moved(
    plan: Plan, request: str, slot: str = "", table: str = "", people: tuple[str, ...] = (), version: int = 2
) -> Plan:
    """The next plan, in which one meeting stands elsewhere or is of others."""
    meetings = tuple(
        replace(x, slot=slot or x.slot, table=table or x.table, people=people or x.people)
        if x.request == request
        else x
        for x in plan.meetings
    )
    return replace(plan, version=version, meetings=meetings)

"""Mission, files: meetings that the office asks for itself, slots that it fixes or forbids, and which comes first.

A meeting is known by its own identifier, else by its two companies: KZ-0001+KR-0038.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from svat.mission.files.people import pair_of
from svat.mission.files.places import kind_of
from svat.mission.files.rows import CompanyBook, OfficeRows, read_rows
from svat.mission.files.times import SlotWords
from svat.mission.model import LanguagePair, Priority
from svat.sides import Side
from svat.tables.cells import Cells
from svat.tables.items import texts_of
from svat.tables.numbers import BadCell, plain_number
from svat.tables.schema import TableSchema
from svat.text.spelling import squash
from svat.wording import say

_A = (
    "a",
    "side a",
    "company a",
    "company",
    "first",
    "сторона а",
    "компания а",
    "компания",
    "가 측",
    "a 측",
    "a사",
    "회사",
)
_B = (
    "b",
    "side b",
    "company b",
    "partner",
    "second",
    "сторона б",
    "компания б",
    "партнёр",
    "партнер",
    "나 측",
    "b 측",
    "b사",
    "파트너",
)
_ID = ("id", "meeting", "meeting id", "request id", "встреча", "номер встречи", "상담", "상담번호", "미팅")
REQUESTS = TableSchema(
    noun=say("table of requests"),
    row=say("request"),
    headings={
        "id": _ID,
        "a": _A,
        "b": _B,
        "person_a": (
            "person_a", "person a", "person of a", "delegate a", "участник а", "участник стороны а",
            "a 측 참가자",
        ),
        "person_b": (
            "person_b", "person b", "person of b", "delegate b", "участник б", "участник стороны б",
            "b 측 참가자",
        ),
        "priority": ("priority", "приоритет", "важность", "우선순위", "중요도"),
        "value": ("value", "weight", "score", "ценность", "вес", "가치", "점수"),
        "pair": ("pair", "languages", "interpreter", "language pair", "языки", "перевод", "언어", "통역"),
        "kind": ("kind", "table kind", "table type", "вид стола", "테이블 종류"),
        "slots": ("slots", "allowed slots", "only at", "when", "только в", "время", "가능시간", "시간"),
        "fixed": ("fixed", "fixed slot", "fixed at", "назначено на", "закреплено", "확정 시간", "지정 시간"),
        "forbidden": ("forbidden", "not at", "запрещено", "не в", "금지 시간"),
        "after": ("after", "not before", "comes after", "после", "이후", "선행 상담"),
    },
    needed=(frozenset({"a"}), frozenset({"b"})),
    missing=say("no header with columns for the two companies, a and b (сторона а, сторона б; 가 측, 나 측)"),
)  # fmt: skip
FIXED = TableSchema(
    noun=say("table of fixed and forbidden slots"),
    row=say("fixed or forbidden slot"),
    headings={
        "id": _ID,
        "a": _A,
        "b": _B,
        "rule": ("rule", "what", "fixed or forbidden", "правило", "что", "구분", "규칙"),
        "slots": ("slots", "slot", "at", "when", "слот", "время", "когда", "시간", "슬롯"),
    },
    needed=(frozenset({"id", "a"}), frozenset({"rule"}), frozenset({"slots"})),
    missing=say(
        "no header with columns for meeting, rule and slots (встреча, правило, время; 상담, 구분, 시간)"
    ),
)
PRECEDENCE = TableSchema(
    noun=say("table of what comes first"),
    row=say("order of two meetings"),
    headings={
        "first": ("first", "before", "earlier", "сначала", "раньше", "먼저", "선행"),
        "second": ("second", "then", "later", "затем", "позже", "다음", "후행"),
    },
    needed=(frozenset({"first"}), frozenset({"second"})),
    missing=say("no header with columns first and second (сначала, затем; 먼저, 다음)"),
)
_PRIORITIES: dict[Priority, tuple[str, ...]] = {
    "must": ("must", "must meet", "high", "1", "a", "обязательно", "высокий", "высокая", "필수", "상", "높음"),
    "wish": (
        "wish", "want", "normal", "low", "2", "3", "b", "c", "желательно", "обычный", "средний", "низкий",
        "희망", "중", "하", "보통",
    ),
}  # fmt: skip
SlotRule = Literal["fixed", "forbidden"]
_RULES: dict[SlotRule, tuple[str, ...]] = {
    "fixed": ("fixed", "must", "at", "назначено", "закреплено", "фиксировано", "확정", "지정", "고정"),
    "forbidden": ("forbidden", "never", "not", "запрещено", "нельзя", "금지", "불가"),
}


def request_id(a: str, b: str) -> str:
    """What a meeting of two companies is called."""
    return f"{a}+{b}"


def meeting_named(text: str) -> str:
    """The identifier that a cell names: blanks around the + are no part of it."""
    return "+".join(part.strip() for part in text.split("+"))


@dataclass(frozen=True, slots=True)
class OfficeRequest:
    """A meeting that the office asks for. What is None or empty says nothing."""

    id: str
    a: str  # external_id
    b: str
    people: tuple[str, ...] = ()  # identifiers of persons who must be there
    priority: Priority | None = None
    value: float | None = None
    pair: LanguagePair | None = None
    kind: str | None = None
    slots: frozenset[str] | None = None
    fixed: str | None = None
    forbidden: frozenset[str] = frozenset()
    after: tuple[str, ...] = ()  # meetings that must have been before
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class SlotOrder:
    """A slot that the office fixes for a meeting, or slots that it forbids."""

    meeting: str
    rule: SlotRule
    slots: frozenset[str]
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class MeetingOrder:
    """If the second meeting is placed, the first is, earlier."""

    first: str
    second: str
    file: str = ""
    row: int = 0


def read_requests(path: Path | None, book: CompanyBook, words: SlotWords) -> OfficeRows[OfficeRequest]:
    """The office's own requests; of two rows about one meeting the second is refused."""
    seen: dict[str, int] = {}

    def made(cells: Cells) -> OfficeRequest:
        found = _request(cells, book, words)
        cells.column = "id" if cells.has("id") else "a"
        if found.id in seen:
            raise BadCell(say("row {row} asks for the same meeting", row=seen[found.id]), "repeated")
        seen[found.id] = cells.row
        return found

    return read_rows(path, REQUESTS, made)


def _request(cells: Cells, book: CompanyBook, words: SlotWords) -> OfficeRequest:
    a, b = _companies(cells, book)
    slots, forbidden = cells.lines("slots"), cells.lines("forbidden")
    cells.column = "slots"
    allowed = words.some(slots) if slots else None
    cells.column = "forbidden"
    closed = words.some(forbidden, touching=True) if forbidden else frozenset()
    people = [cells.text(name) for name in ("person_a", "person_b")]
    return OfficeRequest(
        id=meeting_named(cells.text("id")) or request_id(a, b),
        a=a,
        b=b,
        people=tuple(part.strip() for cell in people for part in texts_of(cell) if part.strip()),
        priority=cells.read("priority", _priority),
        value=cells.read("value", _value),
        pair=cells.read("pair", pair_of),
        kind=cells.read("kind", kind_of),
        slots=allowed,
        fixed=cells.read("fixed", words.one),
        forbidden=closed,
        after=tuple(meeting_named(part) for part in texts_of(cells.text("after")) if part.strip()),
        file=cells.file,
        row=cells.row,
    )


def _companies(cells: Cells, book: CompanyBook) -> tuple[str, str]:
    found: dict[Side, str] = {}
    for column in ("a", "b"):
        side, company = book.find(cells.get(column, say("a meeting is of two companies")))
        if side in found:
            raise BadCell(
                say("on the same roll as {company}: a partner is of the other side", company=found[side])
            )
        found[side] = company
    return found["a"], found["b"]


def _priority(text: str) -> Priority:
    for priority, words in _PRIORITIES.items():
        if squash(text) in map(squash, words):
            return priority
    raise BadCell(say("neither must nor wish"), "unknown")


def _value(text: str) -> float:
    found = float(plain_number(text, ".,"))
    if not 0 < found < 1e9:
        raise BadCell(say("a value is above 0"))
    return found


def read_fixed(path: Path | None, book: CompanyBook, words: SlotWords) -> OfficeRows[SlotOrder]:
    """Slots that are fixed or forbidden for meetings."""

    def made(cells: Cells) -> SlotOrder:
        text = cells.text("id")
        meeting = meeting_named(text) if text else request_id(*_companies(cells, book))
        rule = cells.needed("rule", _rule, say("neither fixed nor forbidden"))
        text = cells.get("slots", say("no slot is named"))
        slots = (
            frozenset({words.one(text)})
            if rule == "fixed"
            else words.some(cells.lines("slots"), touching=True)
        )
        return SlotOrder(meeting, rule, slots, cells.file, cells.row)

    return read_rows(path, FIXED, made)


def _rule(text: str) -> SlotRule:
    for rule, words in _RULES.items():
        if squash(text) in map(squash, words):
            return rule
    raise BadCell(say("neither fixed nor forbidden"), "unknown")


def read_precedence(path: Path | None) -> OfficeRows[MeetingOrder]:
    """Which meetings come before which."""

    def made(cells: Cells) -> MeetingOrder:
        first, second = (
            meeting_named(cells.get(x, say("two meetings are needed"))) for x in ("first", "second")
        )
        if first == second:
            raise BadCell(say("a meeting cannot come before itself"))
        return MeetingOrder(first, second, cells.file, cells.row)

    return read_rows(path, PRECEDENCE, made)

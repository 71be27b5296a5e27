"""Mission, files: what comes back from a visit: who has arrived, and what became of each meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from svat.mission.files.rows import CompanyBook, OfficeRows, read_rows
from svat.mission.files.wanted import meeting_named, request_id
from svat.refusals import Note, Refusal
from svat.sides import Side, Sides
from svat.tables.cells import Cells
from svat.tables.kinds import currency
from svat.tables.numbers import BadCell
from svat.tables.schema import TableSchema
from svat.tables.values import is_blank, yes_or_no
from svat.text.spelling import squash
from svat.wording import say

BecameOf = Literal["held", "no-show", "follow-up", "deal", "declined"]
_WORDS: dict[BecameOf, tuple[str, ...]] = {
    "held": (
        "held", "met", "took place", "done", "yes", "состоялась", "состоялось", "прошла", "проведена",
        "да", "진행", "진행됨", "완료", "성사", "예",
    ),
    "no-show": (
        "no-show", "no show", "noshow", "did not come", "not held", "no", "не явились", "неявка",
        "не пришли", "не состоялась", "не состоялось", "нет", "노쇼", "불참", "미진행", "아니요",
    ),
    "follow-up": (
        "follow-up", "follow up", "followup", "next meeting", "to be continued", "продолжение",
        "повторная встреча", "будет продолжение", "в работе", "후속", "후속 상담", "추가 협의",
    ),
    "deal": (
        "deal", "contract", "signed", "order", "сделка", "контракт", "договор", "подписано", "거래", "계약",
        "계약 체결", "수주",
    ),
    "declined": (
        "declined", "not interested", "no interest", "отказ", "не заинтересованы", "нет интереса", "거절",
        "관심 없음",
    ),
}  # fmt: skip
# What a stronger word says beside a weaker one; a meeting cannot have been held and not.
_STRENGTH: tuple[BecameOf, ...] = ("held", "follow-up", "deal")
OUTCOMES = TableSchema(
    noun=say("table of outcomes"),
    row=say("outcome"),
    headings={
        "meeting": ("meeting", "meeting id", "request", "id", "встреча", "номер встречи", "상담", "상담번호", "미팅"),
        "a": (
            "a", "side a", "company a", "company", "сторона а", "компания а", "компания", "가 측", "a 측",
            "a사", "회사",
        ),
        "b": (
            "b", "side b", "company b", "partner", "сторона б", "компания б", "партнёр", "партнер", "나 측",
            "b 측", "b사", "파트너",
        ),
        "outcome": (
            "outcome", "result", "status", "held", "what became of it", "итог", "результат", "исход",
            "статус", "결과", "상담결과", "상태",
        ),
        "absent": (
            "absent", "who did not come", "missing", "не пришёл", "не пришел", "кто не пришёл",
            "отсутствовал", "불참자", "불참 기업",
        ),
        "amount": ("amount", "value", "sum", "deal amount", "сумма", "стоимость", "сумма сделки", "금액", "계약금액"),
        "currency": ("currency", "валюта", "통화"),
        "day": ("date", "day", "on", "дата", "день", "날짜", "일자"),
        "deal": (
            "deal", "deal id", "contract", "contract number", "сделка", "номер сделки", "номер контракта",
            "거래", "거래번호", "계약번호",
        ),
        "exporter": ("exporter", "seller", "экспортёр", "экспортер", "продавец", "수출자", "판매자"),
        "hs": ("hs", "hs code", "тн вэд", "код тн вэд", "hs코드"),
        "declined_by": ("declined by", "by", "кто отказался", "отказался", "거절 기업"),
    },
    needed=(frozenset({"meeting", "a"}), frozenset({"outcome"})),
    missing=say("no header with columns for the meeting (or a and b) and the outcome (встреча, итог; 상담, 결과)"),
)  # fmt: skip
CHECK_IN = TableSchema(
    noun=say("table of arrivals"),
    row=say("arrival"),
    headings={
        "who": (
            "who", "person", "person id", "participant", "participant id", "참가자번호", "참가번호",
            "참가자 id", "attendee", "attendee id",
            "delegate", "name", "full name", "id", "badge", "участник", "фио", "кто", "참가자", "성명", "이름",
        ),
        "here": (
            "here", "checked in", "check-in", "checkin", "arrived", "present", "status", "attended",
            "явка", "прибыл", "зарегистрирован", "присутствует", "статус", "체크인", "도착", "참석", "참석여부", "상태",
        ),
        "day": ("day", "date", "день", "дата", "날짜", "일자"),
        "time": ("time", "at", "checked in at", "время", "время прибытия", "시간", "도착시간"),
    },
    needed=(frozenset({"who"}), frozenset({"here", "time"})),
    missing=say(
        "no header with columns for the person and whether he or she is there (участник, явка; 참가자, 체크인)"
    ),
    personal=frozenset({"who"}),
)  # fmt: skip
_HERE = (
    "here",
    "there",
    "arrived",
    "present",
    "checked in",
    "in",
    "прибыл",
    "прибыла",
    "присутствует",
    "зарегистрирован",
    "참석",
    "도착",
    "체크인",
)
_AWAY = (
    "away",
    "absent",
    "not here",
    "missing",
    "out",
    "no-show",
    "отсутствует",
    "не прибыл",
    "не прибыла",
    "неявка",
    "불참",
    "미도착",
    "노쇼",
)


@dataclass(frozen=True, slots=True)
class MeetingOutcome:
    """What became of one meeting."""

    meeting: str
    a: str
    b: str
    outcome: BecameOf
    day: date | None = None  # None: that of the meeting
    absent: frozenset[Side] = frozenset()  # of a no-show, which side did not come; empty: not said
    declined_by: frozenset[Side] = frozenset()
    amount: Decimal | None = None
    currency: str = ""
    deal: str = ""
    exporter: Side | None = None
    hs: str = ""
    file: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whether a person has arrived."""

    person: str
    here: bool
    day: str = ""  # as written
    file: str = ""
    row: int = 0


def read_outcomes(
    path: Path, meetings: Mapping[str, tuple[str, str]], book: CompanyBook
) -> OfficeRows[MeetingOutcome]:
    """What became of the meetings of a plan, one outcome each; of rows that contradict each other none counts."""
    found = read_rows(path, OUTCOMES, lambda cells: (cells, _outcome(cells, meetings, book)))
    of: dict[str, list[tuple[Cells, MeetingOutcome]]] = {}
    for row in found.rows:
        of.setdefault(row[1].meeting, []).append(row)
    kept: list[MeetingOutcome] = []
    refused: list[Refusal] = []
    notes: list[Note] = []
    for rows in of.values():
        said = {outcome.outcome for _, outcome in rows}
        facts = {replace(x, outcome="held", file="", row=0, day=None) for _, x in rows if x.outcome == "deal"}
        if (len(said) > 1 and not said <= set(_STRENGTH)) or len(facts) > 1:
            for cells, _ in rows:
                others = ", ".join(str(x.row) for x, _ in rows if x is not cells)
                why = say(
                    "row {others} says something else of the same meeting: none of them counts", others=others
                )
                refused.append(cells.refusal("outcome", why, "contradiction"))
            continue
        best = max(rows, key=lambda row: _rank(row[1]))
        kept.append(best[1])
        for cells, _ in rows:
            if cells is not best[0]:
                why = say("row {row} says as much or more of the same meeting", row=best[0].row)
                notes.append(cells.note("outcome", cells.text("outcome"), why, "repeated"))
    counts = replace(
        found.counts, read=found.counts.read - len(refused), refused=found.counts.refused + len(refused)
    )
    refusals = tuple(sorted((*found.refusals, *refused), key=lambda x: (x.file, x.row)))
    return OfficeRows(
        found.file, tuple(sorted(kept, key=lambda x: x.meeting)), refusals, (*found.notes, *notes), counts
    )


def _rank(outcome: MeetingOutcome) -> int:
    return _STRENGTH.index(outcome.outcome) if outcome.outcome in _STRENGTH else 0


def _outcome(cells: Cells, meetings: Mapping[str, tuple[str, str]], book: CompanyBook) -> MeetingOutcome:
    own, pair = _meeting(cells, meetings, book)
    cells.column = "outcome"
    said = _became(cells.written("outcome"))
    absent = _sides(cells, "absent", pair, book) if said == "no-show" else frozenset()
    declined = _sides(cells, "declined_by", pair, book) if said == "declined" else frozenset()
    if said == "declined" and not declined:
        cells.column = "declined_by"
        raise BadCell(say("who declined is not said"), "missing")
    amount, money = _amount(cells) if said == "deal" else (None, "")
    sellers = _sides(cells, "exporter", pair, book) if said == "deal" else frozenset()
    if len(sellers) > 1:
        raise BadCell(say("one of the two sells"))
    return MeetingOutcome(
        own,
        *pair,
        said,
        cells.day("day"),
        absent,
        declined,
        amount,
        money,
        cells.text("deal") if said == "deal" else "",
        next(iter(sellers), None),
        cells.text("hs"),
        cells.file,
        cells.row,
    )


def _meeting(
    cells: Cells, meetings: Mapping[str, tuple[str, str]], book: CompanyBook
) -> tuple[str, tuple[str, str]]:
    """The meeting of the plan that a row is about. Raises BadCell."""
    text = cells.get("meeting")
    if text:
        own = meeting_named(text)
    else:
        sides: dict[Side, str] = {}
        for column in ("a", "b"):
            side, company = book.find(cells.get(column, say("a meeting is of two companies")))
            if side in sides:
                raise BadCell(
                    say("on the same roll as {company}: a partner is of the other side", company=sides[side])
                )
            sides[side] = company
        pair = (sides["a"], sides["b"])
        named = [own for own, of in sorted(meetings.items()) if of == pair]
        own = named[0] if len(named) == 1 else request_id(*pair)
    if own not in meetings:
        raise BadCell(say("no such meeting is in the plan that was published"), "unknown")
    return own, meetings[own]


def _became(text: str) -> BecameOf:
    for outcome, words in _WORDS.items():
        if squash(text) in map(squash, words):
            return outcome
    if is_blank(text):
        raise BadCell(say("no outcome"), "missing")
    raise BadCell(say("none of held, no-show, follow-up, deal, declined"), "unknown")


def _sides(cells: Cells, column: str, pair: tuple[str, str], book: CompanyBook) -> frozenset[Side]:
    """The sides that a cell names, by letter, country or company. Raises BadCell."""
    text = cells.get(column)
    found: set[Side] = set()
    for part in filter(None, (part.strip() for part in text.replace(",", ";").split(";"))):
        named: Sides[str] = Sides(*pair)
        by_id = [side for side, company in named.items() if squash(part) == squash(company)]
        if by_id:
            found.update(by_id)
            continue
        try:
            found.add(book.side(part))
        except BadCell:
            side, company = book.find(part)
            if company != named[side]:
                raise BadCell(say("{company} is none of the two", company=company), "unknown") from None
            found.add(side)
    return frozenset(found)


def _amount(cells: Cells) -> tuple[Decimal | None, str]:
    if not cells.text("amount"):
        return None, ""
    number, named, rough = cells.amount("amount")
    if rough:
        raise BadCell(say("only approximate: write what the contract says"))
    if number <= 0:
        raise BadCell(say("an amount of money is above 0"))
    said = cells.read("currency", currency) or ""
    if named and said and named != said:
        raise BadCell(say("is in {named}, the column says {said}", named=named, said=said), "contradiction")
    if not (named or said):
        cells.column = "currency"
        raise BadCell(say("no currency"), "missing")
    return number, named or said


def read_arrivals(path: Path, known: Mapping[str, Collection[str]]) -> OfficeRows[Arrival]:
    """Who has arrived; `known` are identifiers by what people are called. Somebody there and away is refused."""
    seen: dict[str, tuple[bool, int]] = {}

    def made(cells: Cells) -> Arrival:
        text = cells.get("who", say("nobody is named"))
        found = sorted(set(known.get(squash(text), ())))
        if len(found) != 1:
            why = (
                say("could be several persons: {found}", found=", ".join(found))
                if found
                else say("not a person of this mission")
            )
            raise BadCell(why, "unclear" if found else "unknown")
        here = _is_here(cells)
        before = seen.setdefault(found[0], (here, cells.row))
        if before[0] != here:
            cells.column = "here"
            raise BadCell(
                say("row {row} says the contrary of the same person", row=before[1]), "contradiction"
            )
        return Arrival(found[0], here, cells.text("day"), cells.file, cells.row)

    return read_rows(path, CHECK_IN, made)


def _is_here(cells: Cells) -> bool:
    cells.column = "here"
    text = cells.written("here")
    if not text:
        return bool(cells.text("time"))
    if squash(text) in map(squash, _HERE):
        return True
    if squash(text) in map(squash, _AWAY):
        return False
    said = yes_or_no(text)
    if said is None and (any(char.isdigit() for char in text) and ":" in text):
        return True  # the time of arrival
    if said is None:
        raise BadCell(say("neither there nor away"), "unknown")
    return said

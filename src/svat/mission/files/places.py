"""Mission, files: where meetings take place: the office's list of tables, booths and rooms."""

from __future__ import annotations

from pathlib import Path

from svat.mission.files.rows import CompanyBook, OfficeRows, number_from, read_rows
from svat.mission.files.times import SlotWords
from svat.mission.model import PLAIN, MeetingTable
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell
from svat.tables.schema import TableSchema
from svat.text.spelling import squash
from svat.wording import say

PLACES = TableSchema(
    noun=say("table of meeting tables"),
    row=say("table (of a mission)"),
    headings={
        "id": (
            "table", "id", "table id", "table number", "number", "стол", "номер стола", "테이블", "테이블 번호",
            "번호",
        ),
        "kind": ("kind", "type", "table type", "вид", "тип", "종류", "유형"),
        "room": ("room", "hall", "location", "комната", "зал", "помещение", "장소", "회의실", "홀"),
        "company": ("company", "booth of", "компания", "стенд компании", "회사", "부스 기업"),
        "closed": ("closed", "not in use", "blocked", "закрыт", "недоступен", "폐쇄", "사용 불가"),
        "count": ("count", "tables", "how many", "количество", "столов", "개수", "수량"),
    },
    needed=(frozenset({"id"}),),
    missing=say("no header with a column for the table (стол; 테이블)"),
)  # fmt: skip
_KINDS = {
    PLAIN: ("plain", "standard", "normal", "обычный", "простой", "일반"),
    "interpreter": ("interpreter", "with interpreter", "переводчик", "с переводчиком", "перевод", "통역"),
    "booth": ("booth", "stand", "стенд", "부스"),
    "video": ("video", "online", "virtual", "видео", "онлайн", "화상", "온라인"),
}


def kind_of(text: str) -> str:
    """What a kind of table is called; the office's own word where it is none of svat's."""
    return next((kind for kind, words in _KINDS.items() if squash(text) in map(squash, words)), text)


def read_places(path: Path | None, book: CompanyBook, words: SlotWords) -> OfficeRows[MeetingTable]:
    """The tables of a visit. A row may stand for several: "T" with a count of 3 is T-1, T-2 and T-3."""
    seen: dict[str, int] = {}

    def made(cells: Cells) -> tuple[MeetingTable, ...]:
        own = cells.get("id", say("no table is named"))
        company = cells.get("company")
        closed = cells.lines("closed")
        table = MeetingTable(
            own,
            kind_of(cells.text("kind")) if cells.text("kind") else PLAIN,
            cells.text("room"),
            book.find(cells.get("company"))[1] if company else "",
            words.some(cells.lines("closed"), touching=True) if closed else frozenset(),
        )
        count = number_from(cells, "count", 1)
        names = [own] if count is None else [f"{own}-{number}" for number in range(1, count + 1)]
        cells.column = "id"
        for name in names:
            if name in seen:
                raise BadCell(say("row {row} is of the same table", row=seen[name]), "repeated")
        seen.update(dict.fromkeys(names, cells.row))
        return tuple(
            MeetingTable(name, table.kind, table.room, table.company, table.closed) for name in names
        )

    found = read_rows(path, PLACES, made)
    tables = tuple(table for row in found.rows for table in row)
    return OfficeRows(found.file, tables, found.refusals, found.notes, found.counts)

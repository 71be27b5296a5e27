"""Law room, owners files: tables of owners as offices keep them, believed whole or not at all.

Files are read as rolls are: CSV of any encoding and delimiter, workbooks, Parquet; headings in English, Russian and
Korean. What a roll may pass over with a note, a lost letter, a second sheet or an unknown column, could hide an owner
here: it stops the run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from svat.law.model import PartyKind
from svat.law.names.numbers import class_of
from svat.law.ownership.chains import Stake, fits, over, percent
from svat.refusals import Note, UnusableInput
from svat.tables.header import Header
from svat.tables.identifiers import number as unrounded
from svat.tables.numbers import BadCell
from svat.tables.reader import open_table
from svat.tables.rows import data_rows
from svat.tables.schema import TableSchema
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row, Stored
from svat.tables.values import countries_named, is_blank, yes_or_no
from svat.text.spelling import clean, clean_lines, squash

KIND = TableSchema(
    "file of owners",
    "stake",
    tuple(map(frozenset, (("owned",), ("owner",), ("share",)))),
    "no header with columns owned, owner and share (компания, владелец, доля; 회사, 주주, 지분율)",
)
_IGNORED = "as_of"  # columns that are for the office alone
_HEADINGS = {
    "owned": ("owned", "owned id", "company", "company id", "external_id", "entity", "issuer", "компания", "общество",
              "организация", "код компании", "ид компании", "предприятие", "회사", "회사 id", "회사번호", "업체",
              "기업", "대상회사"),
    "owner": ("owner", "owner name", "shareholder", "beneficial owner", "founder", "participant", "holder", "владелец",
              "собственник", "учредитель", "участник", "акционер", "бенефициар", "фио владельца",
              "наименование владельца", "소유자", "주주", "주주명", "소유주", "실소유자", "출자자"),
    "owner_id": ("owner_id", "owner code", "shareholder id", "код владельца", "ид владельца", "소유자 id", "주주 id",
                 "주주번호"),
    "share": ("share", "shares", "percent", "percentage", "stake", "ownership", "holding", "доля", "доля владения",
              "доля участия", "размер доли", "доля в уставном капитале", "процент", "지분", "지분율", "소유비율",
              "보유지분", "보유비율", "비율"),
    "owner_type": ("owner_type", "type", "kind", "тип", "тип владельца", "вид", "유형", "구분", "소유자 유형"),
    "country": ("country", "nationality", "citizenship", "страна", "гражданство", "국가", "국적"),
    "identifiers": ("identifiers", "identifier", "ids", "идентификаторы", "реквизиты", "식별번호", "식별자"),
    "tax": ("tax", "tax number", "tax id", "inn", "инн", "бин", "иин", "사업자등록번호", "납세자번호"),
    "registration": ("registration", "registration number", "reg no", "огрн", "регистрационный номер",
                     "법인등록번호", "등록번호"),
    "passport": ("passport", "passport number", "паспорт", "номер паспорта", "여권", "여권번호"),
    "lei": ("lei",),
    "control": ("control", "controls", "controller", "контроль", "контролирует", "지배", "지배여부", "통제"),
    _IGNORED: ("as_of", "as of", "date", "source", "дата", "на дату", "источник", "기준일", "일자", "출처", "no", "№",
               "n", "number", "п/п", "№ п/п", "번호", "순번", "연번", "comment", "comments", "note", "notes", "remark",
               "примечание", "комментарий", "비고"),
}  # fmt: skip
_NUMBERED = ("tax", "registration", "passport", "lei")
_KINDS: dict[PartyKind, tuple[str, ...]] = {
    "person": ("person", "individual", "natural person", "физлицо", "физическое лицо", "человек", "개인", "자연인"),
    "organisation": ("organisation", "organization", "company", "entity", "legal entity", "firm", "state", "government",
                     "юрлицо", "юридическое лицо", "организация", "компания", "государство", "법인", "회사", "기관",
                     "단체", "기업", "정부", "국가"),
    "unknown": ("unknown", "неизвестно", "미상"),
}  # fmt: skip
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|percent|процент(?:а|ов)?|퍼센트|프로)?", re.IGNORECASE)
_RATIO = re.compile(r"(\d+)\s*/\s*([1-9]\d*)")
_HARMLESS = ("merged over rows", "the header repeated", "a total", "the columns' numbers")  # notes on rows


@dataclass(frozen=True, slots=True)
class _Said:
    """A row as read: its stake with the share as written, and whether 0,5 may be half of it or half a percent."""

    stake: Stake
    row: int
    value: str
    doubtful: bool  # a bare number from 0 to 1: held as that part of the whole
    in_percent: bool  # plainly a percentage


def read_owners(files: Sequence[Path]) -> tuple[Stake, ...]:
    """The stakes of owners files. Raises UnusableInput with file, row, column, value and reason.

    A file is believed whole or not at all: a row left out could hide an owner.
    """
    stakes: list[Stake] = []
    for file in files:
        said = {replace(s, place="") for s in stakes}  # what two files say alike counts once
        stakes += [s for s in _File(file).stakes() if replace(s, place="") not in said]
    for owned, total in over(stakes).items():
        place = next(s.place for s in reversed(stakes) if s.owned == owned)
        raise UnusableInput(
            f"{place}: column share: the shares of {owned!r} sum to {percent(total)}, over 100 %"
        )
    return tuple(stakes)


class _File:
    """One owners file on its way in."""

    def __init__(self, path: Path) -> None:
        synonyms = Synonyms(
            {squash(word) or word: name for name, words in _HEADINGS.items() for word in words}
        )
        self.table, self.header, rows = open_table(path, synonyms, KIND)
        self.file = self.table.file
        ignored = {squash(word) for word in _HEADINGS[_IGNORED]}
        doubts = [note for note in self.table.notes if squash(note.column) not in ignored]
        self._whole(doubts)
        self.seen = len(self.table.notes)
        self.rows = data_rows(self.table, self.header, rows, KIND)

    def stakes(self) -> list[Stake]:
        """All its stakes, in order. Raises UnusableInput."""
        said = [self._row(row) for row in self.rows]
        self._whole([n for n in self.table.notes[self.seen :] if not n.reason.startswith(_HARMLESS)])
        if not said:
            raise UnusableInput(f"{self.file}: has a header but no row")
        groups: dict[str, list[_Said]] = {}
        for x in said:
            groups.setdefault(x.stake.owned, []).append(x)
        settled = {id(x): stake for group in groups.values() for x, stake in self._settled(group)}
        return [settled[id(x)] for x in said if id(x) in settled]

    def _whole(self, notes: Sequence[Note]) -> None:
        for note in notes:
            where = f": row {note.row}" if note.row else ""
            column = f": column {note.column}" if note.column else ""
            value = f": {note.value!r}" if note.value else ""
            raise UnusableInput(f"{self.file}{where}{column}{value}: {note.reason}: it could hide an owner")

    def _refuse(self, row: int, column: str, value: str, why: str) -> UnusableInput:
        place = self.header.position(column)
        heading = self.header.columns[place].header if place is not None else column
        return UnusableInput(f"{self.file}: row {row}: column {heading}: {value!r}: {why}")

    def _row(self, row: Row) -> _Said:
        cells = _Cells(self.header, row)
        if "\ufffd" in "".join(row.cells):
            raise UnusableInput(f"{self.file}: row {row.number}: {cells.with_loss()!r}: letters are lost")
        if len(row.cells) < cells.needed:
            why = f"has {len(row.cells)} cells, the header has {cells.needed}: the row may be cut"
            raise UnusableInput(f"{self.file}: row {row.number}: {why}")
        for heading, value in cells.unknown():
            why = "the column is not known to svat: give it a known heading, or leave it out"
            raise UnusableInput(f"{self.file}: row {row.number}: column {heading}: {value!r}: {why}")
        for column in ("owned", "owner"):
            if is_blank(cells.text(column)):
                raise self._refuse(row.number, column, cells.text(column), "must not be empty")
        share, doubtful, in_percent = self._share(row.number, cells.raw("share"))
        control = cells.text("control")
        controls = False if is_blank(control) else yes_or_no(control)
        if controls is None:
            raise self._refuse(row.number, "control", control, "must be yes, no or empty")
        if control and is_blank(control) and share == 0:
            share = None  # nothing is known of what he holds
        stake = Stake(
            cells.text("owned"), cells.text("owner"), share, cells.text("owner_id"), self._kind(row.number, cells),
            controls, self._country(cells.text("country")), tuple(self._numbers(row.number, cells)),
            f"{self.file}: row {row.number}",
        )  # fmt: skip
        return _Said(stake, row.number, clean(cells.raw("share")), doubtful, in_percent)

    def _share(self, row: int, cell: str) -> tuple[Fraction | None, bool, bool]:
        """(share, whether it may be meant as a percentage all the same, whether it plainly is one)."""
        text = unicodedata.normalize("NFKC", clean(cell))
        if is_blank(text):
            return None, False, False
        if ratio := _RATIO.fullmatch(text):
            share, marked, bare = Fraction(int(ratio[1]), int(ratio[2])), True, Fraction(0)
        elif found := _NUMBER.fullmatch(text):
            bare = (
                Fraction(Decimal(str(cell)))
                if isinstance(cell, Stored)
                else Fraction(found[1].replace(",", "."))
            )
            marked = bool(found[2])
            share = bare if not marked and bare <= 1 else bare / 100
        else:
            why = "must be a percentage from 0 to 100, or empty where it is not known"
            raise self._refuse(row, "share", text, why)
        if share > 1:
            raise self._refuse(row, "share", text, "is over 100 %")
        doubtful = not marked and 0 < bare <= 1
        return share, doubtful, bool(share) and not doubtful and not ratio

    def _kind(self, row: int, cells: _Cells) -> PartyKind:
        said = cells.text("owner_type")
        if is_blank(said):
            return "unknown"
        found = next((kind for kind, words in _KINDS.items() if squash(said) in map(squash, words)), None)
        if found is None:
            raise self._refuse(row, "owner_type", said, "must be person, organisation, state or unknown")
        return found

    def _country(self, said: str) -> str:
        """The code, or the text as written where it names no country or several: nothing is milder for it."""
        found = countries_named(said) if said else ()
        return found[0] if len(found) == 1 else said.upper()

    def _numbers(self, row: int, cells: _Cells) -> Iterator[tuple[str, str]]:
        try:
            for column in _NUMBERED:
                if not is_blank(value := cells.text(column)):
                    yield column, unrounded(value)
        except BadCell as bad:
            raise self._refuse(row, column, value, str(bad)) from None
        for item in filter(None, (part.strip() for part in re.split(r"[;；\n]", cells.lines("identifiers")))):
            if is_blank(item):
                continue
            label, colon, value = (part.strip() for part in item.partition(":"))
            if ":" in value or (colon and not value):
                raise self._refuse(
                    row, "identifiers", item, "must be what: number, several parted by semicolons"
                )
            try:
                unrounded(value if colon else label)
            except BadCell as bad:
                raise self._refuse(row, "identifiers", item, str(bad)) from None
            yield from [(label or "identifier", value)] if colon else _without_colon(item)

    def _settled(self, group: Sequence[_Said]) -> list[tuple[_Said, Stake]]:
        """The stakes in one entity, read as strictly as 100 % allows.

        The larger readings come first: a bare number up to 1 is that part of the whole, and identical rows are
        several stakes. Where that is more than 100 %, identical rows are one stake; then, if another share of the
        entity is plainly a percentage, so is the bare number.
        """
        once = list({replace(x.stake, place=""): x for x in reversed(group)}.values())[::-1]
        readings = [(group, False), (once, False)]
        if any(x.in_percent for x in group):
            readings += [(group, True), (once, True)]
        for kept, hundredths in readings:
            stakes = [(x, _in_percent(x) if hundredths and x.doubtful else x.stake) for x in kept]
            if fits(sum((s.share or Fraction(0) for _, s in stakes), Fraction(0)), len(stakes)):
                return stakes
        last, total = group[-1], sum((x.stake.share or Fraction(0) for x in once), Fraction(0))
        owned = last.stake.owned
        doubt = next((x for x in group if x.doubtful), None)
        if doubt and not any(x.in_percent for x in group):
            both = f"{percent(doubt.stake.share or Fraction(0))} or {percent((doubt.stake.share or Fraction(0)) / 100)}"
            why = f"may be {both}, and the shares of {owned!r} do not say which: write it with a % sign"
            raise self._refuse(doubt.row, "share", doubt.value, why)
        raise UnusableInput(
            f"{last.stake.place}: column {self._share_heading()}: the shares of {owned!r} sum to {percent(total)}, "
            "over 100 %"
        )

    def _share_heading(self) -> str:
        place = self.header.position("share")
        return self.header.columns[place].header if place is not None else "share"


def _in_percent(x: _Said) -> Stake:
    return replace(x.stake, share=(x.stake.share or Fraction(0)) / 100)


def _without_colon(item: str) -> Iterator[tuple[str, str]]:
    """Every reading of "Tax ID 7701", "passport AB 12345" or "7701" as what it is and number."""
    words = item.split()
    if not class_of(words[0]):
        yield "identifier", item
    for k in range(1, len(words)):
        value = " ".join(words[k:])
        if any(c.isdigit() for c in value):
            yield " ".join(words[:k]), value


class _Cells:
    """The cells of one row by canonical column."""

    def __init__(self, header: Header, row: Row) -> None:
        self._header, self._cells = header, row.cells
        self.needed = max((i + 1 for i, column in enumerate(header.columns) if column.canonical), default=0)

    def raw(self, column: str) -> str:
        place = self._header.position(column)
        return self._cells[place] if place is not None and place < len(self._cells) else ""

    def text(self, column: str) -> str:
        return clean(self.raw(column))

    def lines(self, column: str) -> str:
        return clean_lines(self.raw(column))

    def with_loss(self) -> str:
        return next(cell for cell in self._cells if "\ufffd" in cell)

    def unknown(self) -> Iterator[tuple[str, str]]:
        """(heading, value) of each cell that stands in no known column."""
        columns = self._header.columns
        ignored = {squash(word) for word in _HEADINGS[_IGNORED]}
        for i, cell in enumerate(self._cells):
            heading = columns[i].header if i < len(columns) else f"column {i + 1}"
            known = i < len(columns) and (columns[i].canonical or squash(heading.split(" (")[0]) in ignored)
            if not known and clean(cell):
                yield heading, clean(cell)

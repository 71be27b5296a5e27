"""Law room, owners files: tables of owners as offices keep them, believed whole or not at all.

Files are read as rolls are: CSV of any encoding and delimiter, workbooks, Parquet; headings in English, Russian and
Korean. What a roll may pass over with a note, a lost letter, a second sheet or an unknown column, could hide an owner
here: it stops the run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from svat.law import births
from svat.law.model import PartyKind
from svat.law.ownership.chains import Stake, fits, over, percent
from svat.refusals import Note, NoteKind
from svat.roll.numbers import of_another_registry
from svat.tables.cells import Cells
from svat.tables.identifiers import number as unrounded
from svat.tables.numbers import BadCell
from svat.tables.one_name import broken
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.tables.table import Stored
from svat.tables.values import countries_named, is_blank, yes_or_no
from svat.text.official.kinds import kind_of, names_a_kind
from svat.text.official.stated import in_cell
from svat.text.spelling import clean, squash
from svat.wording import say, unusable

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
    "birth_date": births.HEADINGS,
    "control": ("control", "controls", "controller", "контроль", "контролирует", "지배", "지배여부", "통제"),
    _IGNORED: ("as_of", "as of", "date", "source", "дата", "на дату", "источник", "기준일", "일자", "출처", "no", "№",
               "n", "number", "п/п", "№ п/п", "번호", "순번", "연번", "comment", "comments", "note", "notes", "remark",
               "примечание", "комментарий", "비고"),
}  # fmt: skip
SCHEMA = TableSchema(
    noun=say("file of owners"),
    row=say("stake"),
    headings=_HEADINGS,
    needed=tuple(map(frozenset, (("owned",), ("owner",), ("share",)))),
    missing=say(
        "no header with columns owned, owner and share (компания, владелец, доля; 회사, 주주, 지분율)"
    ),
)
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
_PASSED: NoteKind = "sheet-passed-over"
_HARMLESS: frozenset[NoteKind] = frozenset(
    {
        "merged",
        "header-repeated",
        "total",
        "column-numbers",
        "column-hidden",
        "encoding-assumed",
        "sheets-joined",
    }
)  # hide no owner


@dataclass(frozen=True, slots=True)
class _StakeRow:
    """A row as read: its stake with the share as written, and whether 0,5 may be half of it or half a percent."""

    stake: Stake
    cells: Cells
    doubtful: bool  # a bare number from 0 to 1: held as that part of the whole
    in_percent: bool  # plainly a percentage


def read_owners(files: Sequence[Path], notes: list[Note] | None = None) -> tuple[Stake, ...]:
    """The stakes of owners files. Raises UnusableInput with file, row, column, value and reason.

    A file is believed whole or not at all: a row left out could hide an owner. What is noted all the same, such as the
    encoding assumed, is added to `notes`.
    """
    stakes: list[Stake] = []
    for file in files:
        said = {replace(s, place="") for s in stakes}  # what two files say alike counts once
        table = _OwnersFile(file)
        stakes += [s for s in table.stakes() if replace(s, place="") not in said]
        if notes is not None:
            notes += table.table.notes
    for owned, total in over(stakes).items():
        place = next(s.place for s in reversed(stakes) if s.owned == owned)
        raise unusable(
            "{place}, column 'share': the shares of {owned} sum to {percent}, over 100 %",
            place=place,
            owned=repr(owned),
            percent=percent(total),
        )
    return tuple(stakes)


class _OwnersFile:
    """One owners file on its way in."""

    def __init__(self, path: Path) -> None:
        self.table = read_table(path, SCHEMA)
        self.file = self.table.file
        notes = (note for note in self.table.notes if squash(note.column) not in _ignored())
        self._whole(note for note in notes if note.kind not in _HARMLESS)
        self._seen = len(self.table.notes)

    def stakes(self) -> list[Stake]:
        """All its stakes, in order. Raises UnusableInput."""
        read = [self._row(cells) for cells in self.table]
        self._whole(note for note in self.table.notes[self._seen :] if note.kind not in _HARMLESS)
        if not read:
            raise unusable("{file}: has a header but no row", file=self.file)
        groups: dict[str, list[_StakeRow]] = {}
        for x in read:
            groups.setdefault(x.stake.owned, []).append(x)
        settled = {id(x): stake for group in groups.values() for x, stake in self._settled(group)}
        return [settled[id(x)] for x in read if id(x) in settled]

    def _whole(self, notes: Iterable[Note]) -> None:
        for note in notes:
            where = f": row {note.row}" if note.row else ""
            column = f", column {note.column!r}" if note.column else ""
            value = f", value {note.value!r}" if note.value else ""
            todo = (
                say("; if it hides none, take the sheet out of the workbook") if note.kind == _PASSED else ""
            )
            what = say("{reason}: it could hide an owner{todo}", reason=note.reason, todo=todo)
            raise unusable(
                "{file}{where}{column}{value}: {what}",
                file=self.file,
                where=where,
                column=column,
                value=value,
                what=what,
            )

    def _row(self, cells: Cells) -> _StakeRow:
        place = f"{cells.file}: row {cells.row}"
        if lost := next((cell for cell in cells.cells if "\ufffd" in cell), ""):
            raise unusable("{place}: {lost}: letters are lost", place=place, lost=repr(lost))
        if found := next((doubt for cell in cells.cells if (doubt := broken(cell))), None):
            raise unusable("{place}: {reason}", place=place, reason=found.reason)
        width = max(cells.header.places.values()) + 1
        if len(cells.cells) < width:
            why = say(
                "has {count} cells, the header has {width}: the row may be cut",
                count=len(cells.cells),
                width=width,
            )
            raise unusable("{place}: {why}", place=place, why=why)
        for heading, value in _unknown(cells):
            why = say("the column is not known to svat: give it a known heading, or leave it out")
            raise cells.fault(heading, why, value)
        for column in ("owned", "owner"):
            if not cells.text(column):
                raise cells.fault(column, say("must not be empty"))
        share, doubtful, in_percent = _share(cells)
        control = clean(cells.raw("control"))
        controls = False if is_blank(control) else yes_or_no(control)
        if controls is None:
            raise cells.fault("control", say("must be yes, no or empty"))
        if control and is_blank(control) and share == 0:
            share = None  # nothing is known of what the owner holds
        stake = Stake(
            clean(cells.raw("owned")), clean(cells.raw("owner")), share, clean(cells.raw("owner_id")), _kind(cells),
            controls, _country(clean(cells.raw("country"))), tuple(dict.fromkeys(_numbers(cells))), place,
            _births(cells),
        )  # fmt: skip
        return _StakeRow(stake, cells, doubtful, in_percent)

    def _settled(self, group: Sequence[_StakeRow]) -> list[tuple[_StakeRow, Stake]]:
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
            why = say(
                "may be {both}, and the shares of {owned} do not say which: write it with a % sign",
                both=both,
                owned=repr(owned),
            )
            raise doubt.cells.fault("share", why)
        column = last.cells.heading("share")
        why = say(
            "the shares of {owned} sum to {percent}, over 100 %", owned=repr(owned), percent=percent(total)
        )
        raise unusable(
            "{place}, column {column}: {why}", place=last.stake.place, column=repr(column), why=why
        )


def _share(cells: Cells) -> tuple[Fraction | None, bool, bool]:
    """(share, whether it may be meant as a percentage all the same, whether it plainly is one)."""
    cell = cells.raw("share")
    text = unicodedata.normalize("NFKC", clean(cell))
    if is_blank(text):
        return None, False, False
    if ratio := _RATIO.fullmatch(text):
        share, marked, bare = Fraction(int(ratio[1]), int(ratio[2])), True, Fraction(0)
    elif found := _NUMBER.fullmatch(text):
        stored = isinstance(cell, Stored)
        bare = Fraction(Decimal(str(cell))) if stored else Fraction(found[1].replace(",", "."))
        marked = bool(found[2])
        share = bare if not marked and bare <= 1 else bare / 100
    else:
        raise cells.fault(
            "share", say("must be a percentage from 0 to 100, or empty where it is not known"), text
        )
    if share > 1:
        raise cells.fault("share", "is over 100 %", text)
    doubtful = not marked and 0 < bare <= 1
    return share, doubtful, bool(share) and not doubtful and not ratio


def _kind(cells: Cells) -> PartyKind:
    said = cells.text("owner_type")
    if not said:
        return "unknown"
    found = next((kind for kind, words in _KINDS.items() if squash(said) in map(squash, words)), None)
    if found is None:
        raise cells.fault("owner_type", say("must be person, organisation, state or unknown"))
    return found


def _country(said: str) -> str:
    """The code, or the text as written where it names no country or several: nothing is milder for it."""
    found = countries_named(said) if said else ()
    return found[0] if len(found) == 1 else said.upper()


def _births(cells: Cells) -> tuple[str, ...]:
    if not cells.text("birth_date"):
        return ()
    days = births.in_cell(cells.lines("birth_date"))
    if unread := next((day for day in days if not births.understood(day)), ""):
        raise cells.fault(
            "birth_date", say("is not a date that svat can read; write it as 1962-03-04"), unread
        )
    return days


def _numbers(cells: Cells) -> Iterator[tuple[str, str]]:
    try:
        for column in _NUMBERED:
            if (value := cells.read(column, unrounded)) is not None:
                heading, number = cells.heading(column), str(value)
                foreign = of_another_registry(heading, number, _country(clean(cells.raw("country"))))
                yield from in_cell(heading if foreign else column, number)
    except BadCell as bad:
        raise cells.fault(cells.column, str(bad)) from None
    for place, heading in cells.header.extra:
        value = clean(cells.cells[place]) if place < len(cells.cells) else ""
        if value and not is_blank(value) and names_a_kind(heading):
            try:
                yield from in_cell(heading, unrounded(cells.cells[place]))
            except BadCell as bad:
                raise cells.fault(heading, str(bad), value) from None
    for item in filter(None, (part.strip() for part in re.split(r"[;；\n]", cells.lines("identifiers")))):
        if is_blank(item):
            continue
        label, colon, value = (part.strip() for part in item.partition(":"))
        read = dict.fromkeys(in_cell("identifiers", item))
        several = ":" in value and not all(
            ":" not in number and kind_of(what).family for what, number in read
        )
        if several or (colon and not value):
            raise cells.fault("identifiers", say("must be what: number, several parted by semicolons"), item)
        try:
            unrounded(value if colon else label)
        except BadCell as bad:
            raise cells.fault("identifiers", str(bad), item) from None
        plain = colon and ":" not in value
        yield from dict.fromkeys((*([(label or "identifier", value)] if plain else ()), *read))
        if not colon:
            yield from _without_colon(item)


def _unknown(cells: Cells) -> Iterator[tuple[str, str]]:
    """(heading, value) of each cell whose column is not known."""
    columns = cells.header.columns
    for i, cell in enumerate(cells.cells):
        heading = columns[i].header if i < len(columns) else f"column {i + 1}"
        known = i < len(columns) and (columns[i].canonical or squash(heading.split(" (")[0]) in _ignored())
        if not known and clean(cell) and not names_a_kind(heading):
            yield heading, clean(cell)


@cache
def _ignored() -> frozenset[str]:
    return frozenset(squash(word) for word in _HEADINGS[_IGNORED])


def _in_percent(x: _StakeRow) -> Stake:
    return replace(x.stake, share=(x.stake.share or Fraction(0)) / 100)


def _without_colon(item: str) -> Iterator[tuple[str, str]]:
    """Every reading of "Tax ID 7701", "passport AB 12345" or "7701" as what it is and number."""
    words = item.split()
    if not names_a_kind(words[0]):
        yield "identifier", item
    for k in range(1, len(words)):
        value = " ".join(words[k:])
        if any(c.isdigit() for c in value):
            yield " ".join(words[:k]), value

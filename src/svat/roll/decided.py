"""Roll, decided: what the council has decided about companies: which are one, which are two, what counts of them.

Two tables hold it, `same.csv` and `corrections.csv`, read as rolls are: CSV of any encoding and delimiter, workbooks,
Parquet. Whether the rolls have the companies that a row names is asked when a roll is read (merging.py, correcting.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from svat.refusals import Note, NoteKind, Refusal, RefusalKind
from svat.roll.columns import CANONICAL
from svat.roll.model import Roll
from svat.sides import Side, Sides, other
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.tables.values import countries_named, yes_or_no
from svat.text.folding import fold
from svat.wording import say

_SIDE = ("side", "сторона", "측")
_COMPANY = ("company", "company id", "kept", "компания", "회사")
SAME = TableSchema(
    noun=say("table of companies that are one"),
    row=say("decision"),
    headings={
        "side": _SIDE,
        "company": _COMPANY,
        "other": ("other", "other company", "другая", "другая компания", "다른 회사"),
        "same": ("same", "одна компания", "та же", "같은 회사"),
        "decided_by": ("decided_by", "кто решил", "결정자"),
        "decided_on": ("decided_on", "когда решено", "결정일"),
    },
    needed=tuple(map(frozenset, (("side",), ("company",), ("other",), ("same",)))),
    missing=say("no header with columns side, company, other and same"),
)
CORRECTIONS = TableSchema(
    noun=say("table of corrections"),
    row=say("correction"),
    headings={
        "side": _SIDE,
        "company": _COMPANY,
        "column": ("column", "field", "столбец", "поле", "열", "항목"),
        "value": ("value", "значение", "값"),
        "corrected_by": ("corrected_by", "кто исправил", "수정자"),
        "corrected_on": ("corrected_on", "когда исправлено", "수정일"),
    },
    needed=tuple(map(frozenset, (("side",), ("company",), ("column",), ("value",)))),
    missing=say("no header with columns side, company, column and value"),
    personal=frozenset(("value",)),
)
FIXED = frozenset(("external_id",))  # columns that may not be corrected


@dataclass(frozen=True, slots=True)
class DecisionPlace:
    """Where a decision stands, and who made it when; all empty where it comes from no file."""

    by: str = ""
    on: date | None = None
    file: str = ""
    row: int = 0
    cells: Cells | None = field(default=None, compare=False, repr=False)

    def refusal(self, column: str, value: str, reason: str, kind: RefusalKind = "contradiction") -> Refusal:
        """The decision refused for one of its cells."""
        if self.cells is not None:
            return self.cells.refusal(column, reason, kind, value)
        return Refusal(self.file, self.row, column, value, reason, kind=kind)

    def note(self, column: str, value: str, reason: str, kind: NoteKind) -> Note:
        """A note on one of its cells."""
        if self.cells is not None:
            return self.cells.note(column, value, reason, kind)
        return Note(self.file, self.row, column, value, reason, kind)

    def __str__(self) -> str:
        return say("{file}, row {row}", file=Path(self.file).name, row=self.row)


NOWHERE = DecisionPlace()


@dataclass(frozen=True, slots=True)
class CompanyPair:
    """Two companies of one side, by identifier; where they are one, `other` goes into `company`."""

    company: str
    other: str
    place: DecisionPlace = NOWHERE


@dataclass(frozen=True, slots=True)
class Correction:
    """What counts in one canonical column of a company, as a cell of a roll has it."""

    company: str
    column: str
    value: str
    place: DecisionPlace = NOWHERE


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided about the companies of one side, with the rows of its tables that cannot be used."""

    merges: tuple[CompanyPair, ...] = ()
    apart: tuple[CompanyPair, ...] = ()
    corrections: tuple[Correction, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


NONE = Decided()


def read_decided(
    same: Path | None, corrections: Path | None, countries: Sides[str] | None = None
) -> Sides[Decided]:
    """What the two tables say of each side; `countries` are the sides' alpha-2 codes, by which a row may name its side.

    A row that cannot be used is among the refusals, and the rest goes on; those that name no side stand with side a.
    Raises UnusableInput when a table cannot be read or lacks a column.
    """
    found = Sides(_Gathered(), _Gathered())
    codes = countries or Sides("", "")
    if same is not None:
        for side, said, pair in _rows(same, SAME, partial(_pair, countries=codes), found):
            (found[side].merges if said else found[side].apart).append(pair)
    if corrections is not None:
        for side, correction in _rows(corrections, CORRECTIONS, partial(_correction, countries=codes), found):
            found[side].corrections.append(correction)
    return found.map(lambda x: x.decided())


@dataclass
class _Gathered:
    merges: list[CompanyPair] = field(default_factory=list)
    apart: list[CompanyPair] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def decided(self) -> Decided:
        return Decided(
            tuple(self.merges),
            tuple(self.apart),
            tuple(self.corrections),
            tuple(self.refusals),
            tuple(self.notes),
        )


T = TypeVar("T")


def _rows(
    path: Path, schema: TableSchema, made: Callable[[Cells], T], found: Sides[_Gathered]
) -> Iterable[T]:
    """What is made of the rows of a table; its refusals and notes go to the side that their row names, else to a."""
    sides: dict[tuple[str, int], Side] = {}

    def kept(cells: Cells) -> T:
        if fold(cells.text("side")) == "b":
            sides[cells.file, cells.row] = "b"
        return made(cells)

    table = read_table(path, schema)
    rows = list(table.read(kept))
    for refusal in table.refusals:
        found[sides.get((refusal.file, refusal.row), "a")].refusals.append(refusal)
    for note in table.notes:
        found[sides.get((note.file, note.row), "a")].notes.append(note)
    return rows


def _side(cells: Cells, countries: Sides[str]) -> Side:
    text = cells.get("side", say("no side: write a or b"))
    if (letter := fold(text)) in ("a", "b"):
        return "a" if letter == "a" else "b"
    named = countries_named(text)
    meant: list[Side] = [side for side, country in countries.items() if named == (country,)]
    if len(meant) != 1:
        raise BadCell(say("neither a nor b, nor the country of one side"), "unknown")
    return meant[0]


def _pair(cells: Cells, countries: Sides[str]) -> tuple[Side, bool, CompanyPair]:
    side = _side(cells, countries)
    place = _place(cells, "decided")
    company = cells.get("company", say("no identifier of a company"))
    second = cells.get("other", say("no identifier of a company"))
    if company == second:
        raise BadCell(say("the same company twice: a decision is about two"))
    said = yes_or_no(cells.get("same", say("neither yes nor no")))
    if said is None:
        raise BadCell(say("neither yes nor no"))
    return side, said, CompanyPair(company, second, place)


def _correction(cells: Cells, countries: Sides[str]) -> tuple[Side, Correction]:
    side = _side(cells, countries)
    place = _place(cells, "corrected")
    company = cells.get("company", say("no identifier of a company"))
    column = cells.get("column", say("no column")).casefold()
    if column in FIXED:
        raise BadCell(
            say("{column} may not be corrected: decisions and lists name companies by it", column=column)
        )
    if column not in CANONICAL:
        raise BadCell(say("{canonical} is not a column of a roll", canonical=repr(column)), "unknown")
    cells.column = "value"
    return side, Correction(company, column, cells.raw("value"), place)


def _place(cells: Cells, what: str) -> DecisionPlace:
    by, on = cells.text(f"{what}_by"), cells.day(f"{what}_on")
    return DecisionPlace(by, on, cells.file, cells.row, cells)


def across_refused(rolls: Sides[Roll], decided: Sides[Decided]) -> Sides[Roll]:
    """The rolls with decisions refused that name a company of the other side: what was noted as unknown is told now."""
    known = rolls.map(lambda roll: {x.external_id for x in roll.companies} | {x for x, _ in roll.merged})
    return Sides(
        *(_refused(rolls[side], decided[side], known[other(side)] - known[side]) for side in ("a", "b"))
    )


def _refused(roll: Roll, decided: Decided, elsewhere: set[str]) -> Roll:
    told = say("a company of the other side: what is decided is of companies of one side")
    found: dict[tuple[str, int], Refusal] = {}
    for pair in (*decided.merges, *decided.apart):
        for column, identifier in (("company", pair.company), ("other", pair.other)):
            if identifier in elsewhere:
                place = pair.place
                found.setdefault((place.file, place.row), place.refusal(column, identifier, told, "unknown"))
    for x in decided.corrections:
        if x.company in elsewhere:
            refusal = x.place.refusal("company", x.company, told, "unknown")
            found.setdefault((x.place.file, x.place.row), refusal)
    if not found:
        return roll
    notes = [x for x in roll.notes if not (x.kind == "key-unknown" and (x.file, x.row) in found)]
    return replace(roll, notes=tuple(notes), refusals=(*roll.refusals, *found.values()))


def without_contradictions(decided: Decided) -> Decided:
    """The same without pairs that are said to be one and two: none of their rows counts, and each is refused."""
    said: dict[frozenset[str], dict[bool, list[CompanyPair]]] = defaultdict(lambda: {True: [], False: []})
    for answer, pairs in ((True, decided.merges), (False, decided.apart)):
        for pair in pairs:
            said[frozenset((pair.company, pair.other))][answer].append(pair)
    refusals = list(decided.refusals)
    for answers in said.values():
        for answer, rows in answers.items() if all(answers.values()) else ():
            contrary = answers[not answer][0].place
            why = say("{where} says the contrary of the same two: neither counts", where=str(contrary))
            refusals += (x.place.refusal("same", "yes" if answer else "no", why) for x in rows)
    kept = {pair for pair, answers in said.items() if not all(answers.values())}

    def sound(pairs: Iterable[CompanyPair]) -> tuple[CompanyPair, ...]:
        return tuple(x for x in pairs if frozenset((x.company, x.other)) in kept)

    return replace(
        decided, merges=sound(decided.merges), apart=sound(decided.apart), refusals=tuple(refusals)
    )

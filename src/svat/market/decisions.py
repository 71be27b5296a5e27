"""Decisions: what companies answered when a partner was shown to them, read as offices keep it.

One row is one company's decision on one partner: date, company, partner, decision, and the side where an identifier
is on both rolls. Files are read as rolls are: CSV of any encoding and delimiter, workbooks, Parquet. The workbooks
that svat writes for answers name each pair by a reference too, so that only pairs that were proposed are answered in
them; their rows without an answer wait, and say nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from svat.files import reading
from svat.market.references import reference
from svat.refusals import Note, Refusal, UnusableInput
from svat.roll.model import Roll
from svat.sides import Side, Sides, other
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.tables.values import countries_named, is_blank, yes_or_no
from svat.text.folding import fold
from svat.text.spelling import squash
from svat.wording import say

_TABLES = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet"))
_ACCEPT, _DECLINE = say("Accept"), say("Decline")  # the words to choose from in svat's own forms
# Words with at most one full stop, comma or exclamation mark after them, and quotation marks around; no question mark.
_PLAIN = re.compile(r"""["'«“„‘「(]?[^?!…()"'«»“”„「」*+~/]+["'»”“’」)]?[.,;!。！]?["'»”“’」)]?""")
_ACCEPTED = say("{company} accepted {partner} on {day}")
_DECLINED = say("{company} declined {partner} on {day}")


@dataclass(frozen=True, slots=True)
class Decision:
    """One company's answer to one partner."""

    day: date
    side: Side  # whose roll the company is on
    company: str  # external_id
    partner: str  # external_id, on the other roll
    accepted: bool
    file: str = ""
    row: int = 0
    reason: str = ""  # why, where the company says so

    @property
    def pair(self) -> tuple[str, str]:
        """The identifiers in the order of the sides: a's, b's."""
        return (self.company, self.partner) if self.side == "a" else (self.partner, self.company)

    def __str__(self) -> str:
        form = _ACCEPTED if self.accepted else _DECLINED
        return say(form, company=self.company, partner=self.partner, day=self.day)


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of some files, with the rows refused and what was noted; any number on one pair, one a day."""

    files: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The decisions that count on a date: each company's last one on each partner."""

    on: date
    decisions: tuple[Decision, ...]
    replaced: int = 0  # earlier decisions that a later one took the place of
    later: int = 0  # decisions after the date, which nobody knew of on it


def known(decisions: Iterable[Decision], on: date) -> Known:
    """The decisions as known on a date: none after it, and of several on one pair the last."""
    last: dict[tuple[Side, str, str], Decision] = {}
    later = due = 0
    for x in decisions:
        if x.day > on:
            later += 1
            continue
        due += 1
        before = last.setdefault((x.side, x.company, x.partner), x)
        if x.day > before.day:
            last[x.side, x.company, x.partner] = x
    return Known(on, tuple(last.values()), due - len(last), later)


def read_decisions(
    paths: Sequence[Path], rolls: Sides[Roll], *, countries: Sides[str] | None = None, key: str = ""
) -> Decisions:
    """Read decisions from one or more files (CSV, XLSX, XLS, ODS, Parquet), or folders of them.

    `countries` are the sides' alpha-2 codes, for files that name a side by its country; `key` is what the references
    of answers were made with. A row that cannot be used is among the refusals and the rest goes on, and so is a whole
    file of a folder; rows that contradict each other on one day are all refused. Raises UnusableInput when a file that
    is named itself cannot be read or lacks a column.
    """
    index = _RollIndex(rolls.map(_Identifiers), countries or Sides("", ""), key)
    gathered = _DecisionsSoFar()
    files = [file for path in paths for file in (files_within(path) if path.is_dir() else [path])]
    for file in files:
        try:
            table = read_table(file, schema())
            gathered.rows += filter(None, table.read(lambda cells: _decision(cells, index)))
        except UnusableInput as error:
            if file in paths:
                raise
            why = str(error).removeprefix(f"{file}: ")
            gathered.refusals.append(Refusal(str(file), 0, "", "", why, kind="unusable"))
            continue
        gathered.refusals += table.refusals
        gathered.notes += table.notes
    return gathered.decisions(tuple(map(str, files)))


def files_within(folder: Path) -> list[Path]:
    """The tables of a folder and of those in it, in order of their names. Raises UnusableInput."""
    with reading(folder):
        found = sorted(
            path for path in folder.rglob("*") if path.suffix.lower() in _TABLES and path.is_file()
        )
    return [path for path in found if not path.name.startswith((".", "~$"))]


@cache
def _words(kind: str) -> dict[str, str]:
    """squash(word) → value, for one kind of data/decisions.csv."""
    text = files("svat.market").joinpath("data/decisions.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["kind"] == kind]
    return {squash(row["word"]) or row["word"]: row["value"] for row in rows}


@cache
def schema() -> TableSchema:
    """A file of decisions."""
    headings = {name: [name] for name in ("company_id", "partner_id")}
    for word, name in _words("heading").items():
        headings.setdefault(name, []).append(word)
    return TableSchema(
        noun=say("file of decisions"),
        row=say("decision"),
        headings=headings,
        needed=tuple(
            map(
                frozenset,
                (
                    ("company", "company_id", "reference"),
                    ("partner", "partner_id", "reference"),
                    ("decision",),
                    ("date",),
                ),
            )
        ),
        missing=say(
            "no header with columns for date, company, partner and decision (дата, компания, партнёр, решение; "
            "날짜, 회사, 파트너, 결정)"
        ),
    )


def answer(text: str, *, formal: bool = False) -> bool:
    """True for an acceptance, False for a refusal. Raises BadCell when the text says neither, or not plainly.

    In svat's own forms, which ask for a word and offer it (`formal`), what a box or a switch says is no answer either.
    """
    key = squash(text) or text.strip()
    meaning = _words("decision").get(key)
    mark = _words("mark").get(key)
    if meaning == "open":
        raise BadCell(say("not decided yet"))
    if mark == "mark" or (mark and formal):
        raise BadCell(
            say(
                "a mark alone may mean either: write “{accept}” or “{decline}”",
                accept=_ACCEPT,
                decline=_DECLINE,
            ),
            "unclear",
        )
    said = yes_or_no(text) if meaning is None and not is_blank(text) else None
    if meaning is None and said is None:
        raise BadCell(say("no decision") if is_blank(text) else say("neither accepted nor declined"))
    accepted = meaning == "accept" or said is True
    if not _PLAIN.fullmatch(text.strip()):
        word = _ACCEPT if accepted else _DECLINE
        raise BadCell(
            say(
                "may mean “{answer}”, but is not said plainly: write that word alone if it does", answer=word
            ),
            "unclear",
        )
    return accepted


class _Identifiers:
    """The identifiers of one roll, found as written or but for case, spaces and dashes."""

    def __init__(self, roll: Roll) -> None:
        self.exact = frozenset(company.external_id for company in roll.companies)
        self._squashed: dict[str, set[str]] = {}
        for identifier, kept in (*roll.merged, *((x, x) for x in self.exact)):
            self._squashed.setdefault(squash(identifier), set()).add(kept)

    def find(self, text: str) -> set[str]:
        """The identifiers that a text may mean."""
        return {text} if text in self.exact else self._squashed.get(squash(text), set())


@dataclass(frozen=True)
class _RollIndex:
    """Who may be named in a file: the identifiers of both rolls, and the countries of the sides."""

    of: Sides[_Identifiers]
    countries: Sides[str]
    key: str
    referred: dict[tuple[Side, str], dict[str, str]] = field(default_factory=dict)  # reference → partner

    def named(self, text: str) -> Side | None:
        """The side that a cell names by its letter or its country; None for neither."""
        letter = fold(text)
        if letter in ("a", "b"):
            return "a" if letter == "a" else "b"
        found = countries_named(text)
        meant = [side for side, country in self.countries.items() if len(found) == 1 and found[0] == country]
        return meant[0] if len(meant) == 1 else None

    def pairs(self, company: str, partner: str, named: Side | None) -> list[tuple[Side, str, str]]:
        """(side, company, partner) for each way to read the two; `named` is the company's side where it is stated."""
        return [
            (side, own, across)
            for side, identifiers in self.of.items()
            if named in (None, side)
            for own in identifiers.find(company)
            for across in self.of[other(side)].find(partner)
        ]

    def proposed(self, company: str, text: str) -> list[tuple[Side, str, str]]:
        """The same for a company and the reference of its partner: none where the pair was not proposed to it."""
        found = []
        for side, identifiers in self.of.items():
            for own in identifiers.find(company):
                if (side, own) not in self.referred:
                    self.referred[side, own] = {
                        squash(reference(self.key, side, own, across)): across
                        for across in sorted(self.of[other(side)].exact)
                    }
                if across := self.referred[side, own].get(squash(text)):
                    found.append((side, own, across))
        return found


@dataclass(frozen=True)
class _DecisionRow:
    decision: Decision
    cells: Cells
    notes: tuple[Note, ...]


def _decision(cells: Cells, index: _RollIndex) -> _DecisionRow | None:
    """The decision that a row holds; None for a row of svat's own form that nobody has filled in. Raises BadCell."""
    formal = cells.has("reference")
    if formal and not any(map(cells.text, ("decision", "date", "reason"))):
        return None
    columns = {name: f"{name}_id" if cells.has(f"{name}_id") else name for name in ("company", "partner")}
    company = cells.get(columns["company"], say("no {name}", name="company"))
    partner = cells.get(columns["partner"], "" if formal else say("no {name}", name="partner"))
    cells.column = "decision"
    accepted = answer(cells.written("decision"), formal=formal)
    day = cells.needed_day("date", say("no date: nobody can say when this was known"))
    if formal:
        side, own, across = _referred(cells, company, partner if cells.has("partner_id") else "", index)
    else:
        side, own, across = _named(cells, columns, (company, partner), index)
    meant = ((columns["company"], company, own), (columns["partner"], partner, across))
    notes = tuple(
        cells.note(column, text, say("read as {identifier}", identifier=identifier), "read-as")
        for column, text, identifier in meant
        if text != identifier and not (formal and column == "partner")
    )
    made = Decision(day, side, own, across, accepted, cells.file, cells.row, cells.text("reason"))
    return _DecisionRow(made, cells, notes)


def _referred(cells: Cells, company: str, partner: str, index: _RollIndex) -> tuple[Side, str, str]:
    """The pair that a row of svat's own form is about. Raises BadCell where it was never proposed."""
    text = cells.get(
        "reference", say("no number: only rows that svat has written can be answered in this file")
    )
    found = [
        x for x in index.proposed(company, text) if not partner or x[2] in index.of[other(x[0])].find(partner)
    ]
    if len(found) != 1:
        who = say("{first} and {second}", first=company, second=partner) if partner else company
        raise BadCell(
            say(
                "this number is none of {who}: the pair was never proposed, or a cell was written over",
                who=who,
            ),
            "unknown",
        )
    return found[0]


def _named(
    cells: Cells, columns: dict[str, str], pair: tuple[str, str], index: _RollIndex
) -> tuple[Side, str, str]:
    """The pair that a row names by its identifiers. Raises BadCell."""
    company, partner = pair
    named: Side | None = None
    if (text := cells.get("side")) and (named := index.named(text)) is None:
        raise BadCell(say("neither a nor b, nor the country of one side"), "unknown")
    found = index.pairs(company, partner, named)
    if len(found) != 1:
        column, reason = _why_not(company, partner, named, index, len(found))
        cells.column = columns[column]
        raise BadCell(reason, "unclear" if found else "unknown")
    return found[0]


def _why_not(
    company: str, partner: str, named: Side | None, index: _RollIndex, readings: int
) -> tuple[str, str]:
    """(column, reason) where the two identifiers do not name one company of each roll."""
    if readings:
        return "company", say("could be either side's: say in a column `side` which one decided")
    of = {"company": company, "partner": partner}
    for column, text in of.items():
        if not any(roll.find(text) for roll in index.of):
            return column, say("no company of this identifier on either roll")
    if named:
        roll = {"a": "first", "b": "second"}[named]
        return "company", say(
            "the two are not one company of the {roll} roll and one of the other", roll=roll
        )
    return "partner", say("on the same roll as {company}: a partner is of the other side", company=company)


@dataclass
class _DecisionsSoFar:
    """What has been read so far, over all files."""

    rows: list[_DecisionRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def decisions(self, paths: tuple[str, ...]) -> Decisions:
        """One decision a day on each pair; where rows of one day contradict each other none of them counts."""
        alike: dict[Decision, list[_DecisionRow]] = {}
        for row in self.rows:
            alike.setdefault(replace(row.decision, accepted=True, file="", row=0, reason=""), []).append(row)
        kept: list[Decision] = []
        notes = self.notes + [note for row in self.rows for note in row.notes]
        for group in alike.values():
            first = group[0].decision
            against = next((x.decision for x in group if x.decision.accepted != first.accepted), None)
            if against is None:
                kept.append(first)
                for x in group[1:]:
                    where = _where(first, x.decision)
                    notes.append(
                        x.cells.note("", "", say("says the same as {where}", where=where), "repeated")
                    )
                continue
            for x in group:
                contrary = first if x.decision.accepted != first.accepted else against
                why = say(
                    "{where} says the contrary on the same day: neither counts",
                    where=_where(contrary, x.decision),
                )
                self.refusals.append(x.cells.refusal("decision", why, "contradiction"))
        place = {path: k for k, path in enumerate(paths)}

        def order(x: Refusal | Note) -> tuple[int, int]:
            """By file and row; of a workbook's sheets each is a file of its own, named after it."""
            file = x.file if x.file in place else x.file.rpartition(", sheet ")[0]
            return place[file], x.row

        return Decisions(
            paths, tuple(kept), tuple(sorted(self.refusals, key=order)), tuple(sorted(notes, key=order))
        )


def _where(x: Decision, seen_from: Decision) -> str:
    return (
        say("row {row}", row=x.row)
        if x.file == seen_from.file
        else say("{file}, row {row}", file=x.file, row=x.row)
    )

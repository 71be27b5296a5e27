"""Roll, own identifiers: which values of an office's own column of identifiers identify a company, and which nobody."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from svat.refusals import Note
from svat.roll.group import COMPARED, OWN, Group, facts_of
from svat.roll.row_counter import counts, mostly_counted, segments
from svat.roll.uniting import RowRead
from svat.text.spelling import squash
from svat.wording import say

_MANY_NAMES = say("companies of {number} other names have this value: it identifies none of them")
_UNSEEN = say("differs from the identifier of {where} by unseen characters alone: it identifies no company")

_MANY = 3  # companies of other names under one identifier


class OwnIdentifiers:
    """The column of identifiers, and which of its values identify nothing."""

    def __init__(self, rows: Sequence[RowRead]) -> None:
        self.notes: list[Note] = []
        self._nothing: set[int] = set()  # ids of rows whose identifier is none
        written = [row for row in rows if row.written]
        parted = segments([row.written for row in written])
        once = len(written) == len({row.written for row in written})
        self._counter = once and len(parted) == 1 and counts(parted[0])
        holders: dict[str, list[RowRead]] = defaultdict(list)
        for row in written:
            holders[row.written].append(row)
        clashes = {own: parts for own, held in holders.items() if len(parts := _companies_of(held)) > 1}
        if clashes:
            self._judge(written, parted, clashes)

    def of(self, row: RowRead) -> str:
        """The identifier of a row; "" where it has none, or one that is none."""
        return "" if id(row) in self._nothing else row.written

    def tells(self, row: RowRead) -> bool:
        """Whether the row's identifier says which company it is, rather than which row."""
        return bool(self.of(row)) and not self._counter

    def _judge(
        self,
        written: Sequence[RowRead],
        parted: Sequence[Sequence[int | None]],
        clashes: Mapping[str, Sequence[Sequence[RowRead]]],
    ) -> None:
        refused = sum(len(part) for parts in clashes.values() for part in parts[1:])
        if sum(len(s) > 1 and counts(s) for s in parted) > 1 and mostly_counted(parted):
            self._no_column(written, clashes, say("numbers the rows and begins again"))
        elif refused > 1 and refused * 4 >= len(written):
            self._no_column(written, clashes, say("gives companies of other names one value"))
        elif _several_each(written) * 4 >= len(written):
            self._no_column(written, clashes, say("gives one company several values and another one of them"))
        else:
            for parts in clashes.values():
                self._no_value(parts)

    def _no_column(
        self, written: Sequence[RowRead], clashes: Mapping[str, Sequence[Sequence[RowRead]]], why: str
    ) -> None:
        self._nothing.update(map(id, written))
        own, (one, other, *_) = next(iter(clashes.items()))
        files: dict[str, RowRead] = {}
        for row in written:
            files.setdefault(row.cells.file, row)
        for file, row in files.items():
            where = say("{first} and {second}", first=one[0].where(file), second=other[0].where(file))
            reason = say(
                "the column {why}, as {own} in {where} shows: its values identify no company",
                why=why,
                own=repr(own),
                where=where,
            )
            self.notes.append(
                replace(row.cells.note(OWN, "", reason, "no-identity"), row=row.cells.header.last)
            )

    def _no_value(self, parts: Sequence[Sequence[RowRead]]) -> None:
        """Take a value for no identifier where many share it, or one of two has it with letters that nobody sees."""
        rows = [row for part in parts for row in part]
        unseen = [row for row in rows if _unseen(row.cells.raw(OWN))]
        if len(parts) >= _MANY:
            taken, form = rows, _MANY_NAMES
        elif unseen and len(unseen) < len(rows):
            taken, form = unseen, _UNSEEN
        else:
            return
        self._nothing.update(map(id, taken))
        for row in taken:
            other = next(x for x in rows if x is not row and (taken is rows or id(x) not in self._nothing))
            reason = say(form, number=len(parts), where=other.where(row.cells.file))
            self.notes.append(row.cells.note(OWN, row.cells.raw(OWN), reason, "no-identity"))


def _several_each(rows: Sequence[RowRead]) -> int:
    """How many rows are of a name that has several identifiers: codes of goods, say, rather than of companies."""
    named: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        named[squash(row.company.name)].append(row.written)
    return sum(len(own) for own in named.values() if len(set(own)) > 1)


def _unseen(text: str) -> bool:
    return any(unicodedata.category(char) in ("Cf", "Cc") for char in text.strip())


def _companies_of(rows: Sequence[RowRead]) -> list[list[RowRead]]:
    """The rows of one written identifier by company: names agree, or another identifier does, and none contradicts."""
    if len(rows) == 1:
        return [list(rows)]
    parts: list[Group] = []
    for row in rows:
        facts = facts_of(row, "")
        for part in parts[:COMPARED]:
            if not part.contradicts(facts) and (part.agrees(facts) or part.named_like(row)):
                part.add(row, facts, OWN)
                break
        else:
            parts.append(Group(row, facts))
    return [part.rows for part in parts]

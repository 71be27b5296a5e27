"""Roll, identity: which rows are one company, which identifiers say nothing, and which rows contradict each other.

Two rows are one company when an identifier of one kind agrees and none contradicts, or, both without identifiers, when
name, legal form and country agree and neither city nor website contradicts. An identifier that a row counter made, or
that companies of other names share, is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from svat.refusals import Note, Refusal
from svat.roll.columns import NAMES
from svat.roll.decided import NONE, Decided, without_contradictions
from svat.roll.group import COMPARED, OWN, Facts, Group, facts_of
from svat.roll.look_alikes import look_alikes, spelt_out
from svat.roll.made_ids import content_id, made_id
from svat.roll.merging import Merging, merging, note_of, with_identifiers, with_what_stays
from svat.roll.model import Company
from svat.roll.namesakes import Key, Namesakes, one_form
from svat.roll.numbers import OFFICIAL
from svat.roll.own_identifiers import OwnIdentifiers
from svat.roll.uniting import RowRead, renamed, united
from svat.wording import say


@dataclass
class Identified:
    """The companies of a roll, and what is said of the rows that are none of their own."""

    companies: list[Company] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    joined: set[tuple[str, int]] = field(
        default_factory=set
    )  # (file, row) of rows that are part of an earlier one's
    merging: Merging = field(default_factory=Merging)


def identified(rows: Sequence[RowRead], decided: Decided = NONE) -> Identified:
    """The companies that the rows of a roll are, in the order of their first rows."""
    out = Identified()
    rows = _without_repeats(rows, out)
    own = OwnIdentifiers(rows)
    out.notes += own.notes
    groups = _Groups(own, Namesakes([row.company for row in rows]))
    for row in rows:
        groups.place(row)
    kept = groups.kept(out)
    names = _Made(kept, own, out)
    _look_alikes(kept, own, out)
    into = _merged(kept, names, decided, out)
    going: dict[int, list[Group]] = defaultdict(list)
    for group in kept:
        if id(group) in into:
            going[id(into[id(group)])].append(group)
    for group in kept:
        if id(group) not in into:
            out.companies.append(_company(group, going.get(id(group), []), names, out))
    return out


def _merged(kept: Sequence[Group], names: _Made, decided: Decided, out: Identified) -> dict[int, Group]:
    """Which companies go into which by decision: id → company."""
    of = {names.of(group): group for group in kept}
    out.merging = merging(without_contradictions(decided), of)
    return {id(of[other]): of[company] for other, company in out.merging.into.items()}


def _company(group: Group, others: Sequence[Group], names: _Made, out: Identified) -> Company:
    """The company that a group is, with those that go into it."""
    identifier = names.of(group)
    rows, whys = list(group.rows), list(group.whys)
    for other in others:
        rows += other.rows
        whys += ["", *other.whys]
        name = names.of(other)
        out.notes.append(note_of(other.rows[0], group.rows[0], name, out.merging.by[name]))
    company, notes = united(rows, whys, by_decision=bool(others))
    out.notes += notes + [note for row in rows for note in row.notes]
    out.joined |= {(row.cells.file, row.cells.row) for row in rows[1:]}
    if others:
        company, notes = with_what_stays(company, rows)
        company = with_identifiers(company, map(names.of, others))
        out.notes += notes
    return renamed(_with_written(company, rows, identifier), identifier)


def _with_written(company: Company, rows: Sequence[RowRead], identifier: str) -> Company:
    """The company with what its rows had for identifiers, where that is not its own: nothing of a file is lost."""
    others = [(row.cells.heading(OWN), row.written) for row in rows if row.written not in ("", identifier)]
    if not others:
        return company
    heading, values = others[0][0], dict.fromkeys(written for _, written in others)
    return replace(company, extra=((heading, "; ".join(values)), *company.extra))


def _without_repeats(rows: Sequence[RowRead], out: Identified) -> list[RowRead]:
    """The rows but those that repeat an earlier one in every cell, which are refused."""
    first: dict[tuple[str, tuple[str, ...]], RowRead] = {}
    kept = []
    for row in rows:
        content = tuple(filter(None, (cell.strip() for cell in row.cells.cells)))
        before = first.setdefault((row.company.external_id, content), row)
        if before is row:
            kept.append(row)
            continue
        column = OWN if row.written else next(name for name in NAMES if row.cells.has(name))
        why = say("the same as {where}", where=before.where(row.cells.file))
        out.refusals.append(row.cells.refusal(column, why, "repeated", row.written or None))
    return kept


def _look_alikes(groups: Sequence[Group], own: OwnIdentifiers, out: Identified) -> None:
    """Note identifiers that a reader cannot tell apart."""
    holders = {written: row for group in groups for row in group.rows if (written := own.of(row))}
    for first, *others in look_alikes(holders):
        for other in others:
            row, before = holders[other], holders[first]
            where = before.where(row.cells.file)
            reason = say(
                "{identifier} looks like the identifier of {where}, {other}; they are two",
                identifier=spelt_out(other),
                where=where,
                other=spelt_out(first),
            )
            out.notes.append(row.cells.note(OWN, row.cells.raw(OWN), reason, "look-alike"))


class _Groups:
    """Rows by company, as they come."""

    def __init__(self, own: OwnIdentifiers, names: Namesakes) -> None:
        self._own = own
        self._names = names
        self._all: list[Group] = []
        self._by_number: dict[tuple[str, str, str], list[Group]] = defaultdict(list)
        self._by_name: dict[tuple[str, Key], list[Group]] = defaultdict(list)
        self._shared: list[tuple[RowRead, str, str, Group]] = []  # (row, kind, what differs, the other)

    def place(self, row: RowRead) -> None:
        """Put a row to its company."""
        facts = facts_of(row, self._own.of(row) if self._own.tells(row) else "")
        group, why = self._same(row, facts)
        if group is None:
            group = Group(row, facts)
            self._all.append(group)
        else:
            group.add(row, facts, why)
        for kind, number in facts.numbers.items():
            held = self._by_number[kind, _scope(kind, facts), number]
            if group not in held:
                held.append(group)
        if not group.numbers:
            for key in self._names.keys(row.company):
                held = self._by_name[facts.country, key]
                if group not in held:
                    held.append(group)

    def _same(self, row: RowRead, facts: Facts) -> tuple[Group | None, str]:
        others: list[tuple[str, str, Group]] = []
        for kind, number in facts.numbers.items():
            for group in self._by_number.get((kind, _scope(kind, facts), number), ())[:COMPARED]:
                if against := group.contradicts(facts):
                    others.append((kind, against, group))
                elif (kind == OWN and (group.agrees(facts) or group.named_like(row))) or (
                    kind != OWN and group.named_nearly(row)
                ):
                    return group, kind
                else:
                    others.append((kind, "name", group))
        self._shared += [(row, *other) for other in others[:1] if other[0] != OWN]
        if not facts.numbers:
            column = next(name for name in NAMES if row.cells.has(name))
            for key in self._names.keys(row.company):
                for group in self._by_name.get((facts.country, key), ()):
                    if group.elsewhere(facts) or not one_form(group.rows[0].company, row.company):
                        continue
                    if not group.otherwise_named(row):
                        return group, column
        return None, ""

    def kept(self, out: Identified) -> list[Group]:
        """The companies, without those whose identifier an earlier one has, whose rows are refused."""
        for row, kind, against, other in self._shared:
            what = "name" if against == "name" else other.rows[0].cells.heading(against)
            where = other.rows[0].where(row.cells.file)
            reason = say(
                "the same as in {where}, where the {what} is another: taken for two companies",
                where=where,
                what=what,
            )
            out.notes.append(row.cells.note(kind, row.cells.raw(kind), reason, "no-identity"))
        first: dict[str, Group] = {}
        kept = []
        for group in self._all:
            own = next((own for row in group.rows if (own := self._own.of(row))), "")
            before = first.setdefault(own, group) if own else group
            if before is group:
                kept.append(group)
                continue
            for row in group.rows:
                why = say(
                    "the identifier is that of {where} already", where=before.rows[0].where(row.cells.file)
                )
                out.refusals.append(row.cells.refusal(OWN, why, "contradiction", row.written))
        return kept


def _scope(kind: str, facts: Facts) -> str:
    """Where a number is given out: a registration in one country, an LEI in the world, an identifier in the file."""
    return facts.country if kind in OFFICIAL and kind != "lei" else ""


class _Made:
    """The identifiers of companies that have none: of a number of theirs alone, else of the row's content."""

    def __init__(self, groups: Sequence[Group], own: OwnIdentifiers, out: Identified) -> None:
        self._names: dict[int, str] = {}
        taken: set[str] = set()
        for group in groups:
            if written := next((w for row in group.rows if (w := own.of(row))), ""):
                self._names[id(group)] = written
                taken.add(written)
        wanting = [group for group in groups if id(group) not in self._names]
        made = {
            id(group): made_id([row.company for row in group.rows], group.rows[0].cells) for group in wanting
        }
        often: dict[str, int] = defaultdict(int)
        for name, _ in made.values():
            often[name] += 1
        for group in wanting:
            cells = group.rows[0].cells
            name, source = made[id(group)]
            if often[name] > 1 or name in taken:
                name, source = content_id(group.rows[0].company.country, cells), say("the row's content")
            plain, number = name, 1
            while name in taken:
                number += 1
                name = f"{plain}-{number}"
            taken.add(name)
            self._names[id(group)] = name
            if cells.has(OWN) and not group.rows[0].written:
                reason = say("no identifier; {name} made from {source}", name=name, source=source)
                out.notes.append(cells.note(OWN, "", reason, "identifier-made"))

    def of(self, group: Group) -> str:
        """A company's identifier."""
        return self._names[id(group)]

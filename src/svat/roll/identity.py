"""Roll, identity: which rows are one company, which identifiers say nothing, and which rows contradict each other.

Two rows are one company when an identifier of one kind agrees and none contradicts, or, both without identifiers, when
name, legal form and country agree and neither city nor website contradicts. An identifier that a row counter made, or
that companies of other names share, is none.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from svat.refusals import Note, Refusal
from svat.roll.columns import NAMES
from svat.roll.company import content_id, made_id
from svat.roll.likeness import NameKey, name_keys, names_agree, names_related
from svat.roll.look_alikes import look_alikes, spelt_out
from svat.roll.model import Company
from svat.roll.numbers import OFFICIAL, official_numbers, website_host
from svat.roll.row_counter import counts, mostly_counted, segments
from svat.roll.uniting import RowRead, renamed, united
from svat.text.folding import fold, legal_classes

_COMPARED = 20  # companies under one identifier, each with each: where more share it, it is none
_MANY = 3  # companies of other names under one identifier

OWN = "external_id"


@dataclass
class Identified:
    """The companies of a roll, and what is said of the rows that are none of their own."""

    companies: list[Company] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    joined: set[tuple[str, int]] = field(
        default_factory=set
    )  # (file, row) of rows that are part of an earlier one's


def identified(rows: Sequence[RowRead]) -> Identified:
    """The companies that the rows of a roll are, in the order of their first rows."""
    out = Identified()
    rows = _without_repeats(rows, out)
    own = _OwnIdentifiers(rows)
    out.notes += own.notes
    groups = _Groups(own)
    for row in rows:
        groups.place(row)
    kept = groups.kept(out)
    names = _Made(kept, own, out)
    _look_alikes(kept, own, out)
    for group in kept:
        company, notes = united(group.rows, group.whys)
        out.notes += notes + [note for row in group.rows for note in row.notes]
        out.joined |= {(row.cells.file, row.cells.row) for row in group.rows[1:]}
        out.companies.append(renamed(company, names.of(group)))
    return out


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
        why = f"the same as {before.where(row.cells.file)}"
        out.refusals.append(row.cells.refusal(column, why, "repeated", row.written or None))
    return kept


def _look_alikes(groups: Sequence[_Group], own: _OwnIdentifiers, out: Identified) -> None:
    """Note identifiers that a reader cannot tell apart."""
    holders = {written: row for group in groups for row in group.rows if (written := own.of(row))}
    for first, *others in look_alikes(holders):
        for other in others:
            row, before = holders[other], holders[first]
            where = before.where(row.cells.file)
            reason = (
                f"{spelt_out(other)} looks like the identifier of {where}, {spelt_out(first)}; they are two"
            )
            out.notes.append(row.cells.note(OWN, row.cells.raw(OWN), reason, "look-alike"))


class _OwnIdentifiers:
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
            self._no_column(written, clashes, "numbers the rows and begins again")
        elif refused > 1 and refused * 4 >= len(written):
            self._no_column(written, clashes, "gives companies of other names one value")
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
            where = f"{one[0].where(file)} and {other[0].where(file)}"
            reason = f"the column {why}, as {own!r} in {where} shows: its values identify no company"
            self.notes.append(
                replace(row.cells.note(OWN, "", reason, "no-identity"), row=row.cells.header.last)
            )

    def _no_value(self, parts: Sequence[Sequence[RowRead]]) -> None:
        """Take a value for no identifier where many share it, or one of two has it with letters that nobody sees."""
        rows = [row for part in parts for row in part]
        unseen = [row for row in rows if _unseen(row.cells.raw(OWN))]
        if len(parts) >= _MANY:
            taken, why = (
                rows,
                f"companies of {len(parts)} other names have this value: it identifies none of them",
            )
        elif unseen and len(unseen) < len(rows):
            taken, why = (
                unseen,
                "differs from the identifier of {} by unseen characters alone: it identifies no company",
            )
        else:
            return
        self._nothing.update(map(id, taken))
        for row in taken:
            other = next(x for x in rows if x is not row and (taken is rows or id(x) not in self._nothing))
            reason = why.format(other.where(row.cells.file))
            self.notes.append(row.cells.note(OWN, row.cells.raw(OWN), reason, "no-identity"))


def _unseen(text: str) -> bool:
    return any(unicodedata.category(char) in ("Cf", "Cc") for char in text.strip())


def _companies_of(rows: Sequence[RowRead]) -> list[list[RowRead]]:
    """The rows of one written identifier by company: names agree, or another identifier does, and none contradicts."""
    if len(rows) == 1:
        return [list(rows)]
    parts: list[_Group] = []
    for row in rows:
        facts = _facts(row, "")
        for part in parts[:_COMPARED]:
            if not part.contradicts(facts) and (part.agrees(facts) or part.named_like(row)):
                part.add(row, facts, OWN)
                break
        else:
            parts.append(_Group(row, facts))
    return [part.rows for part in parts]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What tells one company from another: numbers by kind, country, places."""

    country: str
    numbers: Mapping[str, str]
    city: str
    host: str


def _facts(row: RowRead, own: str) -> _Facts:
    company = row.company
    numbers = dict(official_numbers(company))
    if own:
        numbers[OWN] = own
    return _Facts(company.country, numbers, _city(company.city), website_host(company.website))


_CITY_WORDS = frozenset(("g", "gorod", "city", "of", "qalasy", "kalasy", "shi", "si", "shahri", "shaar"))


def _city(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word not in _CITY_WORDS)


class _Group:
    """Rows that are one company, and what they say together."""

    def __init__(self, row: RowRead, facts: _Facts) -> None:
        self.rows: list[RowRead] = []
        self.whys: list[str] = []
        self.country = facts.country
        self.numbers: dict[str, str] = {}
        self.cities: set[str] = set()
        self.hosts: set[str] = set()
        self._take(row, facts)

    def add(self, row: RowRead, facts: _Facts, why: str) -> None:
        """Take a row in for what agrees: the kind of an identifier, or the column of the name."""
        self.whys.append(why)
        self._take(row, facts)

    def _take(self, row: RowRead, facts: _Facts) -> None:
        self.rows.append(row)
        self.numbers = {**facts.numbers, **self.numbers}
        self.cities |= {facts.city} - {""}
        self.hosts |= {facts.host} - {""}

    def contradicts(self, facts: _Facts) -> str:
        """The kind of identifier that differs, or "country"; "" where nothing does."""
        for kind, number in facts.numbers.items():
            if self.numbers.get(kind, number) != number:
                return kind
        return "country" if self.country != facts.country else ""

    def agrees(self, facts: _Facts) -> bool:
        """Whether an official identifier is the same."""
        return any(self.numbers.get(kind) == number for kind, number in facts.numbers.items() if kind != OWN)

    def elsewhere(self, facts: _Facts) -> bool:
        """Whether city or website says that it is another company."""
        return bool(
            (facts.city and self.cities and facts.city not in self.cities)
            or (facts.host and self.hosts and facts.host not in self.hosts)
        )

    def named_like(self, row: RowRead) -> bool:
        """Whether a name is the same or spelt a little otherwise."""
        return any(names_agree(row.company, other.company) for other in self.rows[:_COMPARED])

    def named_nearly(self, row: RowRead) -> bool:
        """Whether names could be one company's, an official identifier saying so."""
        return any(names_related(row.company, other.company) for other in self.rows[:_COMPARED])


class _Groups:
    """Rows by company, as they come."""

    def __init__(self, own: _OwnIdentifiers) -> None:
        self._own = own
        self._all: list[_Group] = []
        self._by_number: dict[tuple[str, str, str], list[_Group]] = defaultdict(list)
        self._by_name: dict[tuple[str, NameKey], list[_Group]] = defaultdict(list)
        self._shared: list[tuple[RowRead, str, str, _Group]] = []  # (row, kind, what differs, the other)

    def place(self, row: RowRead) -> None:
        """Put a row to its company."""
        facts = _facts(row, self._own.of(row) if self._own.tells(row) else "")
        group, why = self._same(row, facts)
        if group is None:
            group = _Group(row, facts)
            self._all.append(group)
        else:
            group.add(row, facts, why)
        for kind, number in facts.numbers.items():
            held = self._by_number[kind, _scope(kind, facts), number]
            if group not in held:
                held.append(group)
        if not group.numbers:
            for key in name_keys(row.company):
                held = self._by_name[facts.country, key]
                if group not in held:
                    held.append(group)

    def _same(self, row: RowRead, facts: _Facts) -> tuple[_Group | None, str]:
        others: list[tuple[str, str, _Group]] = []
        for kind, number in facts.numbers.items():
            for group in self._by_number.get((kind, _scope(kind, facts), number), ())[:_COMPARED]:
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
            forms = _forms(row.company)
            for key in name_keys(row.company):
                for group in self._by_name.get((facts.country, key), ()):
                    if not group.elsewhere(facts) and any(_forms(x.company) == forms for x in group.rows[:1]):
                        return group, column
        return None, ""

    def kept(self, out: Identified) -> list[_Group]:
        """The companies, without those whose identifier an earlier one has, whose rows are refused."""
        for row, kind, against, other in self._shared:
            what = "name" if against == "name" else other.rows[0].cells.heading(against)
            where = other.rows[0].where(row.cells.file)
            reason = f"the same as in {where}, where the {what} is another: taken for two companies"
            out.notes.append(row.cells.note(kind, row.cells.raw(kind), reason, "no-identity"))
        first: dict[str, _Group] = {}
        kept = []
        for group in self._all:
            own = next((own for row in group.rows if (own := self._own.of(row))), "")
            before = first.setdefault(own, group) if own else group
            if before is group:
                kept.append(group)
                continue
            for row in group.rows:
                why = f"the identifier is that of {before.rows[0].where(row.cells.file)} already"
                out.refusals.append(row.cells.refusal(OWN, why, "contradiction", row.written))
        return kept


def _scope(kind: str, facts: _Facts) -> str:
    """Where a number is given out: a registration in one country, an LEI in the world, an identifier in the file."""
    return facts.country if kind in OFFICIAL and kind != "lei" else ""


def _forms(company: Company) -> frozenset[str]:
    """The classes of legal forms in name and column."""
    said = {form for name in company.names for form in legal_classes(name)}
    return frozenset(said | set(legal_classes(f"x {company.legal_form}")))


class _Made:
    """The identifiers of companies that have none: of a number of theirs alone, else of the row's content."""

    def __init__(self, groups: Sequence[_Group], own: _OwnIdentifiers, out: Identified) -> None:
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
                name, source = content_id(group.rows[0].company.country, cells), "the row's content"
            plain, number = name, 1
            while name in taken:
                number += 1
                name = f"{plain}-{number}"
            taken.add(name)
            self._names[id(group)] = name
            if cells.has(OWN) and not group.rows[0].written:
                reason = f"no identifier; {name} made from {source}"
                out.notes.append(cells.note(OWN, "", reason, "identifier-made"))

    def of(self, group: _Group) -> str:
        """A company's identifier."""
        return self._names[id(group)]

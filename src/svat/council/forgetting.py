"""The council's forgetting: one person or company taken out of what the council keeps, as data protection asks.

What the law asks to be kept is kept and said: who owns whom, reviewers' rulings, exemptions, answers on end use, and
the signed log, which stays whole while the entries that name the forgotten are shown no more. Nobody is forgotten whom
the lists hit, nor a company that owns another one: what is erased must not clear anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from svat.council.folder import FolderStore
from svat.council.forgotten import Erased, ForgetReport, ForgetRequest, NamingEntry
from svat.council.holding import SHORTEST, ZIPPED, holds
from svat.council.missions.forgetting import ForgottenInMissions, named_in_missions
from svat.files import HALF, read_bytes, replace_durably
from svat.law.model import Party
from svat.law.proof.forgotten import Blocked, beside, block, blocked_in
from svat.law.proof.log import entries_of
from svat.law.screening.rulings import name_key
from svat.market import decisions, wishes
from svat.roll.columns import NAMES, roll_schema
from svat.roll.decided import CORRECTIONS, SAME
from svat.roll.model import Company
from svat.sides import SIDES
from svat.tables.cells import Cells
from svat.tables.encoding import NOT_ASKED, AskedEncoding, known_encoding
from svat.tables.erase import WHOLE_ROW, erased
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.wording import unusable

CONTACT = ("contact_name", "contact_title", "contact_language", "email", "phone")
# Places of a council's folder that are kept: the law asks for them, or they are of the lists' publishers.
KEPT = ("case-file", "deals.csv", "lists", "keys", "corridor.toml")


def forget(store: FolderStore, council: Path, request: ForgetRequest) -> ForgetReport:
    """Take a person or a company out of the council's folder; the same again changes nothing.

    Each file is replaced whole or not at all, and what is shown of logs is cut first, so that a run that was cut off is
    finished by the next. Raises UnusableInput when the law asks to keep them, or it is not clear who is meant.
    """
    who = _sought(store, request)
    _may_be_forgotten(store, request, who)
    visits = named_in_missions(council, who.company, _company_names(store, who), who.person)
    who = replace(who, texts=_telling([*who.texts, *visits.texts]))
    plans = [*_roll_plans(store, who), *_table_plans(store, who), *_mission_plans(council, visits)]
    plans += _same_plans(
        store, who
    )  # the last: the next run after one that was cut off must know which are one
    found = {log: tuple(_naming(log, who)) for log in request.logs}
    if not request.dry_run:
        why = Blocked(request.on, request.by, request.reason)
        for log, named in found.items():
            block(log, [x.id for x in named], why)
        for plan in plans:
            plan.carry_out()
    entries = [x for named in found.values() for x in named]
    to_write = {plan.path for plan in plans if not plan.by_hand} if request.dry_run else ()
    left, kept = _still_named(council, who, to_write, request.logs)
    rows = tuple(row for plan in plans for row in plan.told())
    return ForgetReport(not request.dry_run, rows, tuple(entries), tuple(left), tuple(kept))


@dataclass(frozen=True)
class _Who:
    """Who is sought: the companies' rows that are meant, and texts that name them anywhere."""

    company: str  # external_id; "" for a person wherever
    ids: frozenset[
        str
    ]  # of the companies that are meant, with all that the council has said to be one with them
    person: str  # key of the name; "" for a whole company
    rows: frozenset[tuple[str, int]]  # (file, row) of the companies that are meant
    names: tuple[
        str, ...
    ]  # by which entries of logs name them: the person's, or the company's with its numbers
    texts: tuple[str, ...]  # these, and how they are reached

    @property
    def told(self) -> tuple[str, ...]:
        """What files are searched for: an identifier too, so that the next run still finds what was left."""
        own = [] if self.person else [x for x in sorted(self.ids) if len(x) >= SHORTEST]
        return (*self.texts, *own)

    def named_in(self, text: str) -> bool:
        """Whether a text, as names are compared, holds one of theirs as words of its own."""
        return any(re.search(rf"(?<!\w){re.escape(name_key(own))}(?!\w)", text) for own in self.names)


def _sought(store: FolderStore, request: ForgetRequest) -> _Who:
    if not request.company and not request.person.strip():
        raise unusable("roll forget: say who: --company, --person, or both for a person of one company")
    person = name_key(request.person)
    one = _one_with(store, request.company)
    meant = [
        company
        for roll in store.rolls()
        for company in roll.companies
        if (company.external_id in one or not request.company)
        and (not person or name_key(company.contact_name) == person)
    ]
    if not person and len(meant) > 1:
        raise unusable(
            "roll forget: {company} is an identifier of both rolls: give one of the two another one first",
            company=request.company,
        )
    if len(meant) > 1:
        ids = ", ".join(sorted(company.external_id for company in meant))
        raise unusable(
            "roll forget: {count} companies have a contact of this name ({ids}): give --company",
            count=len(meant),
            ids=ids,
        )
    names = [request.person.strip()] if person else [name for company in meant for name in _names_of(company)]
    reached = [text for company in meant for text in (company.contact_name, company.email, company.phone)]
    return _Who(
        request.company,
        one or frozenset(company.external_id for company in meant),
        person,
        frozenset((company.file, company.row) for company in meant),
        _telling(names),
        _telling([*names, *reached]),
    )


def _one_with(store: FolderStore, company: str) -> frozenset[str]:
    """The identifier that is asked for, and those of all rows that are one company with it by decision."""
    if not company:
        return frozenset()
    for roll in store.rolls():
        into = dict(roll.merged)
        kept = into.get(company, company)
        if company in into or kept in into.values():
            return frozenset({kept, *(gone for gone, x in into.items() if x == kept)})
    return frozenset({company})


def _names_of(company: Company) -> tuple[str, ...]:
    return (*company.names, company.registration_number, company.tax_number, company.lei)


def _telling(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, but for those too short to tell anybody."""
    return tuple(text for text in dict.fromkeys(texts) if len(text) >= SHORTEST)


def _may_be_forgotten(store: FolderStore, request: ForgetRequest, who: _Who) -> None:
    """Raises UnusableInput where forgetting could clear somebody."""
    if who.person:
        if store.files.lists is None:
            raise unusable("roll forget: no lists: whether the law asks to keep this person cannot be said")
        law = store.law_of_lists(request.on)
        [hits] = law.screen([Party("1", (request.person,), "person")])
        status, reason = law.standing(hits)
        if status != "clear":
            raise unusable(
                "roll forget: the law may ask to keep this person: {status}: {reason}",
                status=status,
                reason=reason,
            )
        return
    own = {name_key(text) for text in who.names} | {name_key(x) for x in who.ids}
    stakes = store.case_file.owners
    owned = sorted({x.owned for x in stakes if own & {name_key(x.owner), name_key(x.owner_id)}} - who.ids)
    for roll in store.rolls():
        for company in roll.companies:
            said = " ".join(name_key(value) for _, value in company.extra)
            if company.external_id not in who.ids and who.named_in(said):
                owned.append(company.external_id)
    if owned:
        named = ", ".join(dict.fromkeys(owned))
        raise unusable(
            "roll forget: {company} is named as an owner of {named}: who owns whom decides what "
            "the lists bar",
            company=who.company,
            named=named,
        )


@dataclass
class _Erasure:
    """What is to be taken out of one file."""

    path: Path
    schema: TableSchema
    asked: AskedEncoding
    cells: dict[int, Collection[int]] = field(default_factory=dict)  # row → columns, or WHOLE_ROW
    said: list[tuple[str, int, str]] = field(default_factory=list)  # sheet, row, what goes
    name: str = ""  # as it is told; "": the file's own
    by_hand: bool = False
    _data: bytes = b""

    def prepare(self) -> None:
        """Make the file as it will be; one that cannot be written again is left to an officer."""
        before = read_bytes(self.path)
        made = (
            None
            if before.startswith(ZIPPED)
            else erased(before, self.cells, self.schema.synonyms.known, self.asked)
        )
        self.by_hand = made is None
        self._data = made or b""

    def carry_out(self) -> None:
        """Put the new file in the place of the old one."""
        if self.cells and not self.by_hand:
            replace_durably(self.path, self._data)

    def told(self) -> Iterator[Erased]:
        """What is taken out, row by row."""
        for sheet, row, words in self.said:
            yield Erased(f"{self.name or self.path.name}{sheet}", row, words, self.by_hand)


def _plan(
    path: Path, schema: TableSchema, asked: AskedEncoding, rows: Iterable[tuple[Cells, Sequence[str]]]
) -> _Erasure:
    """The plan of one file: for each row the columns that are cleared, none for the whole row."""
    plan = _Erasure(path, schema, asked)
    for cells, columns in rows:
        places = [
            place
            for column in columns
            if column in cells.header.places
            for place in (cells.header.places[column], *cells.header.joined.get(column, ()))
            if place < len(cells.cells) and cells.cells[place]
        ]
        if columns and not places:
            continue  # they are empty already
        plan.cells[cells.row] = frozenset(places) if columns else WHOLE_ROW
        words = ", ".join(cells.header.columns[k].header for k in places) or "row"
        plan.said.append((cells.file.removeprefix(str(path)), cells.row, words))
    if plan.cells:
        plan.prepare()
    return plan


def _roll_plans(store: FolderStore, who: _Who) -> Iterator[_Erasure]:
    schema = roll_schema(store.files.synonyms)
    for side in SIDES:
        encoding = store.files.encodings[side]
        asked = AskedEncoding(known_encoding(encoding), f"--encoding-{side}") if encoding else NOT_ASKED
        for path in store.files.rolls[side]:
            rows = _meant(read_table(path, schema, asked=asked).below_header(), who)
            yield _plan(path, schema, asked, [(cells, CONTACT if who.person else ()) for cells in rows])


def _meant(rows: Iterable[Cells], who: _Who) -> Iterator[Cells]:
    """The rows of the company, or those that have the person for a contact.

    With a company go the rows below it that go on with it, having neither an identifier nor a name: they would be
    taken for the company's above.
    """
    goes_on = False
    for cells in rows:
        begins = bool(cells.text("external_id") or any(map(cells.text, NAMES)))
        goes_on = _is_meant(cells, who) or (goes_on and not begins and not who.person)
        if goes_on:
            yield cells


def _is_meant(cells: Cells, who: _Who) -> bool:
    """Whether a row of a roll is of the company, or has the person for its contact."""
    if who.person:
        at_company = (cells.file, cells.row) in who.rows or cells.text("external_id") in who.ids
        return name_key(cells.text("contact_name")) == who.person and (at_company or not who.company)
    return (cells.file, cells.row) in who.rows or cells.text("external_id") in who.ids


def _table_plans(store: FolderStore, who: _Who) -> Iterator[_Erasure]:
    """Wishes and decisions of a whole company; corrections of a person too."""
    files = store.files
    about: list[tuple[Path | None, TableSchema, tuple[str, ...]]] = [
        *(
            (path, decisions.schema(), ("company", "company_id", "partner", "partner_id"))
            for path in files.decisions
        ),
        (files.wishes, wishes.SCHEMA, ("a", "b")),
    ]
    for path, schema, columns in about if not who.person else ():
        if path is not None:
            yield _rows_plan(path, schema, partial(_names_one, who, columns))
    if files.corrections is not None:
        yield _rows_plan(files.corrections, CORRECTIONS, partial(_is_corrected, who))


def _same_plans(store: FolderStore, who: _Who) -> Iterator[_Erasure]:
    """What is said of which companies are one, and which are two."""
    if store.files.same is not None and not who.person:
        yield _rows_plan(store.files.same, SAME, partial(_names_one, who, ("company", "other")))


def _names_one(who: _Who, columns: Iterable[str], cells: Cells) -> bool:
    return not who.ids.isdisjoint(map(cells.text, columns))


def _rows_plan(path: Path, schema: TableSchema, meant: Callable[[Cells], bool]) -> _Erasure:
    rows: list[tuple[Cells, Sequence[str]]] = [
        (cells, ()) for cells in read_table(path, schema).below_header() if meant(cells)
    ]
    return _plan(path, schema, NOT_ASKED, rows)


def _is_corrected(who: _Who, cells: Cells) -> bool:
    """Whether a correction is of the company, or says who the person is and how they are reached."""
    if cells.text("company") not in who.ids:
        return False
    return not who.person or cells.text("column").casefold() in CONTACT


def _company_names(store: FolderStore, who: _Who) -> list[str]:
    """What the company that is sought is called on its roll, other identifiers that are one with it too."""
    if not who.company:
        return []
    companies = (x for roll in store.rolls() for x in roll.companies if x.external_id in who.ids)
    return [*sorted(who.ids), *(name for x in companies for name in x.names)]


def _mission_plans(council: Path, found: ForgottenInMissions) -> Iterator[_Erasure]:
    for table in found.tables:
        plan = _plan(table.path, table.schema, NOT_ASKED, table.rows)
        plan.name = table.path.relative_to(council).as_posix()
        yield plan


def _naming(log: Path, who: _Who) -> Iterator[NamingEntry]:
    """The entries of a log that name them, in their company's case or in any text."""
    blocked = blocked_in(log)
    for entry in entries_of(log):
        content = entry.document.content
        ids = {content["case"][side]["external_id"] for side in SIDES}
        if who.company and who.person and who.ids.isdisjoint(ids):
            continue
        of_company = bool(who.company) and not who.person and not who.ids.isdisjoint(ids)
        if of_company or any(map(who.named_in, _strings(content))):
            yield NamingEntry(log.name, entry.link.seq, entry.document.id, entry.document.id in blocked)


def _strings(value: Any) -> Iterator[str]:
    """Every text of a document, as names are compared."""
    if isinstance(value, str):
        yield name_key(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def _still_named(
    council: Path, who: _Who, to_write: Collection[Path], logs: Sequence[Path]
) -> tuple[list[str], list[str]]:
    """(files that name them and are not kept, those that are): of all the folder but what is going to be written."""
    left: list[str] = []
    kept: list[str] = []
    passed = {path.resolve() for log in logs for path in (log, beside(log))} | {
        path.resolve() for path in to_write
    }
    for path in sorted(council.rglob("*")):
        name = path.relative_to(council)
        if not path.is_file() or HALF in name.as_posix() or path.resolve() in passed:
            continue
        if holds(read_bytes(path), who.told):
            (kept if name.parts[0] in KEPT else left).append(name.as_posix())
    return left, kept

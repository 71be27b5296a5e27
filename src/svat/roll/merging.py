"""Roll, merging: companies that the council has decided are one: which is kept, and what of the others stays.

All that decisions join, directly or through others, is one company, also through one that the files have no more. Kept
is the company that goes into no other; where there are several such, or none (a into b, b into a), the one that the
earliest row keeps. Where the kept one is not on the roll, the next in the order of the rows takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from svat.refusals import Note, Refusal
from svat.roll.columns import NAMES
from svat.roll.decided import CompanyPair, Decided, DecisionPlace
from svat.roll.made_ids import was_made
from svat.roll.model import Company, Duplicate
from svat.roll.numbers import compared
from svat.roll.uniting import RowRead
from svat.text.spelling import squash
from svat.wording import say

# Headings under which names and identifiers stay that a company has no column for.
OTHER_NAME, OTHER_IDENTIFIER = "other name", "other identifier"
_OTHERS = {heading: re.compile(rf"{heading}(?: \d+)?") for heading in (OTHER_NAME, OTHER_IDENTIFIER)}
_NUMBERS = ("registration_number", "tax_number", "lei")


@dataclass
class Merging:
    """Which companies go into which, of those on the roll, and what is said of the decisions."""

    into: Mapping[str, str] = field(default_factory=dict)  # identifier → that of the company it goes into
    by: Mapping[str, DecisionPlace] = field(default_factory=dict)  # identifier → what decided it
    apart: frozenset[frozenset[str]] = frozenset()  # pairs that are two
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def merging(decided: Decided, known: Iterable[str]) -> Merging:
    """What the decisions make of the companies that the files have."""
    there = set(known)
    out = Merging(refusals=list(decided.refusals), notes=list(decided.notes))
    order = list(dict.fromkeys(x.company for x in decided.merges))
    order += [x for x in dict.fromkeys(x.other for x in decided.merges) if x not in set(order)]
    part = parts_of(decided.merges)
    goes = {x.other for x in decided.merges}
    into: dict[str, str] = {}
    for members in {id(x): x for x in part.values()}.values():
        roots = [x for x in order if x in members and x not in goes]
        ranked = roots + [x for x in order if x in members and x not in roots]
        here = [x for x in ranked if x in there]
        if len(roots) != 1 and len(here) > 1:
            _say_order(decided.merges, members, here[0], out)
        into |= dict.fromkeys(here[1:], here[0])
    out.into = into
    by: dict[str, DecisionPlace] = {}
    for x in decided.merges:
        by.setdefault(x.other, x.place)
    for x in decided.merges:
        by.setdefault(x.company, x.place)
    out.by = by
    out.apart = frozenset(
        frozenset((into.get(x.company, x.company), into.get(x.other, x.other))) for x in decided.apart
    )
    _say_repeated(decided.merges, out)
    for x in (*decided.merges, *decided.apart):
        _say_unknown(x, there, out)
    for x in decided.apart:
        if x.other in part.get(x.company, ()):
            rows = [y.place for y in decided.merges if y.company in part[x.company]]
            why = say("the two are one by what {rows} say: not kept apart", rows="; ".join(map(str, rows)))
            out.refusals.append(x.place.refusal("same", "no", why))
    return out


def parts_of(merges: Sequence[CompanyPair]) -> dict[str, set[str]]:
    """Each identifier with all that are one with it."""
    part: dict[str, set[str]] = {}
    for x in merges:
        one, two = part.setdefault(x.company, {x.company}), part.setdefault(x.other, {x.other})
        if one is not two:
            one |= two
            for identifier in two:
                part[identifier] = one
    return part


def _say_order(merges: Sequence[CompanyPair], members: set[str], kept: str, out: Merging) -> None:
    rows = [x.place for x in merges if x.company in members]
    why = say(
        "{rows} name no one company that is kept; {kept} is, as the first row has it",
        rows="; ".join(map(str, rows)),
        kept=kept,
    )
    out.notes.append(rows[-1].note("company", kept, why, "read-as"))


def _say_repeated(merges: Sequence[CompanyPair], out: Merging) -> None:
    first: dict[tuple[str, str], CompanyPair] = {}
    for x in merges:
        before = first.setdefault((x.company, x.other), x)
        if before is not x:
            why = say("says the same as {where}", where=str(before.place))
            out.notes.append(x.place.note("other", x.other, why, "repeated"))


def _say_unknown(pair: CompanyPair, there: set[str], out: Merging) -> None:
    for column, identifier in (("company", pair.company), ("other", pair.other)):
        if identifier not in there:
            out.notes.append(pair.place.note(column, identifier, unknown(identifier), "key-unknown"))


def unknown(identifier: str) -> str:
    """What is said of an identifier that the files do not have."""
    if was_made(identifier) and identifier.startswith("gen-"):
        return say(
            "no company of this identifier on the roll: it was made from what a row said, and changes when the row does"
        )
    return say("no company of this identifier on the roll now; it counts again when it is back")


def note_of(row: RowRead, kept: RowRead, identifier: str, place: DecisionPlace) -> Note:
    """That a company was united with another by a decision, at its row."""
    why = say(
        "{company} is the company of {where} by decision ({place}), united with it",
        company=identifier,
        where=kept.where(row.cells.file),
        place=str(place),
    )
    column = "external_id" if row.written else next(name for name in NAMES if row.cells.has(name))
    return row.cells.note(column, row.cells.raw(column), why, "rows-joined")


def with_what_stays(company: Company, rows: Sequence[RowRead]) -> tuple[Company, list[Note]]:
    """(the company with names and numbers of its rows that found no place, so that they are screened, notes)."""
    named = {squash(name) for name in company.names}
    names: dict[str, str] = {}
    beside: list[tuple[str, str]] = []
    notes = []
    for row in rows:
        for name in row.company.names:
            if squash(name) not in named:
                names.setdefault(squash(name), name)
        for column in _NUMBERS:
            number, own = getattr(row.company, column), getattr(company, column)
            if number and compared(number) != compared(own):
                beside.append((row.cells.heading(column), number))
        if row.company.country != company.country:
            why = say("the company it is united with is of {country}; that counts", country=company.country)
            notes.append(row.cells.note("country", row.company.country, why, "other-value"))
    return with_names(replace(company, extra=_joined((*company.extra, *beside))), names.values()), notes


def with_names(company: Company, names: Iterable[str]) -> Company:
    """The company with further names."""
    return _with(company, OTHER_NAME, (name for name in names if name not in company.names))


def with_identifiers(company: Company, identifiers: Iterable[str]) -> Company:
    """The company with the identifiers of those that went into it, under which other tables may name it."""
    return _with(company, OTHER_IDENTIFIER, identifiers)


def _with(company: Company, heading: str, values: Iterable[str]) -> Company:
    """The company with further values, each under a heading of its own."""
    taken = {found for found, _ in company.extra}
    held = set(_others(company, heading))
    more = []
    for value in dict.fromkeys(values):
        if value in held:
            continue
        number, own = 1, heading
        while own in taken:
            number += 1
            own = f"{heading} {number}"
        taken.add(own)
        more.append((own, value))
    return replace(company, extra=(*company.extra, *more))


def _others(company: Company, heading: str) -> tuple[str, ...]:
    return tuple(value for found, value in company.extra if _OTHERS[heading].fullmatch(found))


def other_names(company: Company) -> tuple[str, ...]:
    """The further names of a company that was united with others, or whose name was corrected."""
    return _others(company, OTHER_NAME)


def other_identifiers(company: Company) -> tuple[str, ...]:
    """The identifiers of companies that went into it."""
    return _others(company, OTHER_IDENTIFIER)


def _joined(extra: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found: dict[str, dict[str, None]] = {}
    for heading, value in extra:
        found.setdefault(heading, {})[value] = None
    return tuple((heading, "; ".join(values)) for heading, values in found.items())


def not_apart(duplicates: Sequence[Duplicate], found: Merging) -> tuple[Duplicate, ...]:
    """Likely duplicates without pairs that are decided to be two, also of companies that went into others."""
    return tuple(x for x in duplicates if frozenset((x.first, x.second)) not in found.apart)

"""The mission's exact solver: reader of events in MiniZinc's data format (.dzn), as researchers publish them.

What is not understood is refused with its place: a table passed over in silence would make a wrong proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from svat.files import read_text
from svat.mission.exact.instance import EITHER, MORNING, Instance, PairedMeeting
from svat.refusals import Note, UnusableInput
from svat.wording import say, unusable

_TOKEN = re.compile(
    r"(?P<space>\s+|%[^\n]*)|(?P<number>\d+)|(?P<word>[A-Za-z]\w*)|(?P<sign>\[\||\|\]|\.\.|[-\[\]{}|,;=])"
)
_NUMBERS = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots")
_RESTRICTIONS = ("forbidden", "fixed", "precedences")  # a table that is not there restricts nothing
_DERIVED = ("meetingsxBusiness", "nMeetingsBusiness")  # say again what `requested` says
_TRIPLE = 3  # participant, participant, session
_LARGEST = 1_000_000

_Value = int | list["_DznEntry"]


@dataclass(frozen=True, slots=True)
class _DznEntry:
    """One number, set or row of a table, with the line that it begins on."""

    line: int
    numbers: tuple[int, ...]
    form: str  # what it was written as: number, set, row


@dataclass(frozen=True, slots=True)
class DznEvent:
    """An event as its file has it, and what the file says twice in different ways."""

    instance: Instance
    notes: tuple[Note, ...] = ()


def read_event(path: Path, fairness: int | None = 2) -> DznEvent:
    """Read an event. Raises UnusableInput, with line and reason, for whatever is not understood."""
    return _DznReader(path.name, _assignments(read_text(path), path.name), fairness).read()


class _PlacedRefuser:
    def __init__(self, file: str) -> None:
        self.file = file

    def refusal(self, line: int, reason: str) -> UnusableInput:
        return unusable("{file}: line {line}: {reason}", file=self.file, line=line, reason=reason)


class _DznTokens(_PlacedRefuser):
    """The signs, words and numbers of a file, one after the other, each with its line."""

    def __init__(self, text: str, file: str) -> None:
        super().__init__(file)
        self.found: list[tuple[str, int]] = []
        place, line = 0, 1
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise self.refusal(
                    line, say("{text} is not expected in a data file of MiniZinc", text=repr(text[place]))
                )
            if match.lastgroup != "space":
                self.found.append((match.group(), line))
            line += match.group().count("\n")
            place = match.end()
        self.found.append(("", line))
        self.at = 0

    @property
    def next(self) -> str:
        return self.found[self.at][0]

    @property
    def line(self) -> int:
        return self.found[self.at][1]

    def take(self, *wanted: str) -> str:
        """The next token, which must be one of these, if any are named."""
        token = self.next
        if not token or (wanted and token not in wanted):
            words = " or ".join(map(repr, wanted)) or "more"
            raise self.refusal(
                self.line,
                say("{words} is expected, not {token}", words=words, token=token or "the end of the file"),
            )
        self.at += 1
        return token

    def number(self) -> int:
        """A number that is not negative."""
        token = self.next
        if not token.isdigit() or len(token) > len(str(_LARGEST)) or int(token) > _LARGEST:
            raise self.refusal(
                self.line,
                say(
                    "a number from 0 to {largest} is expected, not {token}",
                    largest=_LARGEST,
                    token=token or "the end of the file",
                ),
            )
        return int(self.take())


def _assignments(text: str, file: str) -> dict[str, tuple[int, _Value]]:
    """Name → line and value of everything that a file sets."""
    tokens, found = _DznTokens(text, file), dict[str, tuple[int, _Value]]()
    while tokens.next:
        line, name = tokens.line, tokens.take()
        if name not in (*_NUMBERS, "requested", *_RESTRICTIONS, *_DERIVED):
            raise tokens.refusal(line, f"{name} is not known, and what it means might change the timetable")
        if name in found:
            raise tokens.refusal(line, f"{name} is set a second time, first in line {found[name][0]}")
        tokens.take("=")
        found[name] = line, _value(tokens)
        if tokens.next:
            tokens.take(";")
    return found


def _value(tokens: _DznTokens) -> _Value:
    if tokens.next == "[|":
        return _table(tokens)
    if tokens.next == "[":
        return _list(tokens)
    return tokens.number()


def _table(tokens: _DznTokens) -> list[_DznEntry]:
    tokens.take("[|")
    rows = []
    while tokens.next != "|]":
        line, numbers = tokens.line, []
        while tokens.next not in ("|", "|]"):
            numbers.append(tokens.number())
            if tokens.next not in ("|", "|]"):
                tokens.take(",")
        if numbers:
            rows.append(_DznEntry(line, tuple(numbers), "row"))
        if tokens.next == "|":
            tokens.take()
        if tokens.next == "]":  # the last row ends with a bar of its own
            break
    tokens.take("|]", "]")
    return rows


def _list(tokens: _DznTokens) -> list[_DznEntry]:
    tokens.take("[")
    rows = []
    while tokens.next != "]":
        line = tokens.line
        if tokens.next == "{":
            rows.append(_DznEntry(line, _set(tokens), "set"))
        else:
            first = tokens.number()
            if tokens.next == "..":
                rows.append(_DznEntry(line, _range(tokens, first), "set"))
            else:
                rows.append(_DznEntry(line, (first,), "number"))
        if tokens.next != "]":
            tokens.take(",")
    tokens.take("]")
    return rows


def _set(tokens: _DznTokens) -> tuple[int, ...]:
    tokens.take("{")
    numbers: list[int] = []
    while tokens.next != "}":
        numbers.append(tokens.number())
        if tokens.next != "}":
            tokens.take(",")
    tokens.take("}")
    return tuple(numbers)


def _range(tokens: _DznTokens, first: int) -> tuple[int, ...]:
    tokens.take("..")
    return tuple(range(first, tokens.number() + 1))


class _DznReader(_PlacedRefuser):
    """From what a file sets to an instance: every number within its bounds, every table as long as it must be."""

    def __init__(self, file: str, found: dict[str, tuple[int, _Value]], fairness: int | None) -> None:
        super().__init__(file)
        self.found = found
        self.fairness = fairness

    def read(self) -> DznEvent:
        participants, meetings, tables, slots, morning = (self.number(name) for name in _NUMBERS)
        if morning > slots:
            raise self.refusal(
                self.found["nMorningSlots"][0],
                say("{morning} slots of the morning, but {slots} in all", morning=morning, slots=slots),
            )
        asked = tuple(self.meeting(row, participants) for row in self.rows("requested", meetings, "row"))
        fixed = self.rows("fixed", meetings, "number")
        instance = Instance(
            participants,
            asked,
            slots,
            morning,
            tables,
            self.sets("forbidden", participants, slots),
            tuple(self.within(row.numbers[0], row.line, "fixed", slots) for row in fixed) or (0,) * meetings,
            self.sets("precedences", meetings, meetings),
            self.fairness,
        )
        return DznEvent(instance, tuple(self.contradictions(instance)))

    def number(self, name: str) -> int:
        if name not in self.found:
            raise unusable("{file}: {name} is not set", file=self.file, name=name)
        line, value = self.found[name]
        if not isinstance(value, int):
            raise self.refusal(line, say("{name} must be one number", name=name))
        return value

    def rows(self, name: str, count: int, form: str) -> list[_DznEntry]:
        """The entries of a table, as many as there must be, each of a form; none where the table may be missing."""
        if name not in self.found and name in (*_RESTRICTIONS, *_DERIVED):
            return []
        if name not in self.found:
            raise unusable("{file}: {name} is not set", file=self.file, name=name)
        line, value = self.found[name]
        if isinstance(value, int):
            raise self.refusal(line, say("{name} must be a list, not one number", name=name))
        for row in value:
            if row.form != form:
                raise self.refusal(
                    row.line,
                    say(
                        "{name}: a {form} is expected, not a {form_2}", name=name, form=form, form_2=row.form
                    ),
                )
        if len(value) != count:
            raise self.refusal(
                line,
                say(
                    "{name} has {count} entries; {count_2} are expected",
                    name=name,
                    count=len(value),
                    count_2=count,
                ),
            )
        return value

    def within(self, number: int, line: int, name: str, most: int) -> int:
        if number > most:
            raise self.refusal(
                line,
                say(
                    "{name}: {number} is more than {most}, the last one there is",
                    name=name,
                    number=number,
                    most=most,
                ),
            )
        return number

    def meeting(self, row: _DznEntry, participants: int) -> PairedMeeting:
        if len(row.numbers) != _TRIPLE:
            raise self.refusal(
                row.line,
                say("requested: participant, participant and session are expected, no more and no less"),
            )
        a, b, session = row.numbers
        for participant in (a, b):
            if not participant:
                raise self.refusal(row.line, say("requested: participants are numbered from 1"))
            self.within(participant, row.line, "requested", participants)
        if a == b:
            raise self.refusal(row.line, say("requested: participant {a} cannot meet themselves", a=a))
        if not MORNING <= session <= EITHER:
            raise self.refusal(
                row.line,
                say(
                    "requested: session {session} is none of 1 (morning), 2 (afternoon) and 3 (either)",
                    session=session,
                ),
            )
        return PairedMeeting(a, b, session)

    def sets(self, name: str, count: int, most: int) -> tuple[frozenset[int], ...]:
        """A set for each entry; 0 in a set is padding."""
        rows = self.rows(name, count, "set")
        return (
            tuple(
                frozenset(self.within(number, row.line, name, most) for number in row.numbers if number)
                for row in rows
            )
            or (frozenset(),) * count
        )

    def contradictions(self, instance: Instance) -> list[Note]:
        """Where the tables that say again what `requested` says do not say the same."""
        own = instance.of_participant
        lists = self.rows("meetingsxBusiness", len(own), "set")
        counts = self.rows("nMeetingsBusiness", len(own), "number")
        # The published files number meetings from 2 in this table alone, and put a 1 before them.
        as_published = [{1, *(meeting + 1 for meeting in meetings)} for meetings in own]
        notes = []
        for place, row in enumerate(lists):
            if set(row.numbers) != as_published[place] and set(row.numbers) - {0} != set(own[place]):
                notes.append(self.note("meetingsxBusiness", place, row, ", ".join(map(str, own[place]))))
        for place, row in enumerate(counts):
            if row.numbers[0] != len(own[place]):
                notes.append(self.note("nMeetingsBusiness", place, row, str(len(own[place]))))
        return notes

    def note(self, name: str, place: int, row: _DznEntry, requested: str) -> Note:
        value = ", ".join(map(str, row.numbers))
        reason = say(
            "not what requested says of participant {place} ({requested}), which counts",
            place=place + 1,
            requested=requested or "none",
        )
        return Note(self.file, row.line, name, value, reason, "contradiction")

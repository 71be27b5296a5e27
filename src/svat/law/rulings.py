"""Law room, rulings: a reviewer's decision on one pair of name and list entry.

The market's decisions are the companies' own; the word ruling is kept for reviewers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from svat.law.lists.model import Entry
from svat.law.screening import Hit, Party
from svat.roll.folding import fold
from svat.roll.model import UnusableInput

Said = Literal["cleared", "confirmed"]  # "not the same" and "the same"
State = Literal["in force", "not yet known", "expired", "superseded", "entry changed", "entry gone"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What reviewers decided on one name and one entry as the entry stood then."""

    id: str
    name: str  # as screened; counts folded
    company: str  # external_id, for information
    publisher: str
    entry_id: str
    entry_sha256: str  # of the entry's names and identifiers as of the ruling
    said: Said
    reason: str
    reviewer: str
    second: str
    decided_on: date
    expires_on: date  # the last day in force

    @property
    def pair(self) -> tuple[str, str, str]:
        """Name and entry that it speaks of."""
        return (name_key(self.name), self.publisher, self.entry_id)


def name_key(name: str) -> str:
    """Two names with one key are one name to a ruling."""
    return fold(name) or name


def entry_hash(entry: Entry) -> str:
    """Hash of what an entry is known by: kind, names with their strength, identifiers; order does not count."""
    content = [
        entry.kind,
        sorted([n.text, n.strength] for n in entry.names),
        sorted([label, number] for label, number in entry.identifiers),
    ]
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def fault(ruling: Ruling, status: str | None = None, *, two_persons: bool = False) -> str:
    """Why a ruling cannot stand; "" when it can. `status` is that of the hit: a hit is cleared by two persons."""
    if not ruling.reason.strip():
        return "reason: must say why"
    if not ruling.reviewer.strip():
        return "reviewer: must be named"
    if ruling.second.strip() and fold(ruling.second) == fold(ruling.reviewer):
        return f"second: {ruling.second!r} is the same person as the reviewer"
    if ruling.expires_on < ruling.decided_on:
        return f"expires_on: {ruling.expires_on} is before the decision of {ruling.decided_on}"
    if not ruling.second.strip() and (two_persons or (status == "hit" and ruling.said == "cleared")):
        return "second: two persons are needed"
    return ""


def read_rulings(file: Path) -> tuple[Ruling, ...]:
    """The rulings of a file, in its order. Raises UnusableInput with line, key and reason: whole or not at all."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UnusableInput(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{file}: is not UTF-8 at byte {error.start}") from error
    rulings: list[Ruling] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                ruling = _ruling(json.loads(line))
                why = fault(ruling)
            except (ValueError, TypeError, KeyError) as error:
                raise UnusableInput(f"{file}: line {number}: is no ruling: {error}") from error
            if why or ruling.id in {r.id for r in rulings}:
                raise UnusableInput(f"{file}: line {number}: {why or f'id: {ruling.id!r} stands twice'}")
            rulings.append(ruling)
    return tuple(rulings)


def _ruling(data: dict[str, Any]) -> Ruling:
    days = {key: date.fromisoformat(data[key]) for key in ("decided_on", "expires_on")}
    texts = {k: v for k, v in data.items() if k not in days}
    if not all(isinstance(v, str) for v in texts.values()):
        raise ValueError("every value must be text")
    if data["said"] not in ("cleared", "confirmed"):
        raise ValueError(f"said: must be cleared or confirmed, not {data['said']!r}")
    values: dict[str, Any] = {**texts, **days}
    return Ruling(**values)


def append(file: Path, ruling: Ruling) -> None:
    """Add one ruling as one line, written at once and kept by the disk before it returns."""
    line = json.dumps(asdict(ruling), ensure_ascii=False, sort_keys=True, default=date.isoformat) + "\n"
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def states(rulings: Sequence[Ruling], entries: Iterable[Entry] | None, on: date) -> tuple[State, ...]:
    """For each ruling its state on a day; without entries, whether an entry changed is not looked at.

    Of several on one pair that are known on the day the latest decided counts, of one day the later in the file.
    """
    hashes = None if entries is None else {(e.publisher, e.id): entry_hash(e) for e in entries}
    latest: dict[tuple[str, str, str], int] = {}
    for k, r in enumerate(rulings):
        if r.decided_on <= on:
            before = latest.get(r.pair)
            if before is None or r.decided_on >= rulings[before].decided_on:
                latest[r.pair] = k
    return tuple(_state(r, latest.get(r.pair) == k, hashes, on) for k, r in enumerate(rulings))


def _state(r: Ruling, last: bool, hashes: dict[tuple[str, str], str] | None, on: date) -> State:
    if r.decided_on > on:
        return "not yet known"
    if not last:
        return "superseded"
    if r.expires_on < on:
        return "expired"
    if hashes is not None and hashes.get((r.publisher, r.entry_id)) != r.entry_sha256:
        return "entry changed" if (r.publisher, r.entry_id) in hashes else "entry gone"
    return "in force"


def on_file(rulings: Sequence[Ruling], entries: Iterable[Entry] | None, on: date) -> list[str]:
    """What a report says of the rulings that it was made with: each that is in force on the day, in words."""
    return [
        f"Ruling {r.id} in force until {r.expires_on}: {r.name!r} "
        f"{'is not' if r.said == 'cleared' else 'is'} {r.publisher} {r.entry_id}, by {r.reviewer}"
        f"{f' and {r.second}' if r.second else ''} on {r.decided_on}: {r.reason}"
        for r, state in zip(rulings, states(rulings, entries, on), strict=True)
        if state == "in force"
    ]


class Book:
    """The rulings in force on a day against the entries of that day."""

    def __init__(
        self, rulings: Sequence[Ruling], entries: Sequence[Entry], on: date, *, two_persons: bool = False
    ) -> None:
        now = list(zip(rulings, states(rulings, entries, on), strict=True))
        self._two = two_persons
        self._names = frozenset(name_key(r.name) for r in rulings)
        self._in_force = {r.pair: r for r, state in now if state == "in force"}
        self._lapsed = {r.pair: state for r, state in now if state in ("expired", "entry changed")}

    def speaks_of(self, party: Party) -> bool:
        """Whether any ruling, in force or not, is on a name or an identifier of the party."""
        words = (*party.names, *(f"{label} {number}" for label, number in party.identifiers))
        return any(name_key(word) in self._names for word in words)

    def of(self, hit: Hit) -> Ruling | None:
        """The ruling that decides a hit, if it has the persons that the hit needs."""
        found = self._in_force.get((name_key(hit.matched_name), hit.publisher, hit.entry_id))
        return found if found and not fault(found, hit.status, two_persons=self._two) else None

    def lapsed(self, hit: Hit) -> str:
        """Why an earlier ruling on the same pair no longer counts; "" when there is none."""
        return self._lapsed.get((name_key(hit.matched_name), hit.publisher, hit.entry_id), "")

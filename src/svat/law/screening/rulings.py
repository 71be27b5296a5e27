"""Law room, rulings: a reviewer's decision on one pair of name and list entry.

The market's decisions are the companies' own; the word ruling is kept for reviewers.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from svat.files import append_durably, locked, read_text
from svat.law.lists.entry_text import EntryThen, changed_in_words, text_hash
from svat.law.lists.entry_text import entry_hash as entry_hash
from svat.law.lists.model import Entry
from svat.refusals import said_of
from svat.text.folding import fold
from svat.text.spelling import clean
from svat.wording import say, say_word, unusable

_IS = say(
    "Ruling {id} in force until {expires_on}: {name} is {entry}, by {persons} on {decided_on}: {reason}"
)
_IS_NOT = say(
    "Ruling {id} in force until {expires_on}: {name} is not {entry}, by {persons} on {decided_on}: {reason}"
)

Said = Literal["cleared", "confirmed"]  # "not the same" and "the same"
State = Literal[
    "in force",
    "proposed",
    "seconded",
    "not yet known",
    "expired",
    "superseded",
    "entry changed",
    "entry gone",
]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What reviewers decided on one name and one entry as the entry stood then."""

    id: str
    name: str  # as screened; counts folded
    company: str  # external_id, for information
    publisher: str
    entry_id: str
    entry_sha256: str  # of the entry's text as of the ruling
    said: Said
    reason: str
    reviewer: str
    second: str
    decided_on: date
    expires_on: date  # the last day in force
    kind: str = ""  # person, organisation or unknown: of the parties it speaks of; "" for any
    persons: str = ""  # "two" where a clearing needed two when it was made, "one" where one; "" in old files
    seconds: str = ""  # id of the proposal that this one puts in force
    entry_then: str = ""  # the entry's text as of the ruling; "" where an old file does not keep it

    @property
    def pair(self) -> tuple[str, str, str]:
        """Name and entry that it speaks of."""
        return (name_key(self.name), self.publisher, self.entry_id)

    @property
    def then(self) -> EntryThen:
        """The entry as it stood then."""
        return EntryThen(self.entry_sha256, self.entry_then, self.decided_on)


def name_key(name: str) -> str:
    """Two names with one key are one name to a ruling: they differ in case, spaces or unseen characters alone.

    A clearing must not carry over to another name, so that letters of other scripts that look or sound alike count.
    """
    return clean(unicodedata.normalize("NFKC", name)).casefold()


def keys_of(name: str) -> frozenset[str]:
    """What a ruling that may speak of a name is found by: its own key, and for confirmations the folded name."""
    return frozenset({name_key(name), fold(name)} - {""})


def fault(ruling: Ruling, status: str | None = None, *, two_persons: bool = False) -> str:
    """Why a ruling cannot stand; "" when it can. `status` is that of the hit: a hit is cleared by two persons.

    Confirming bars, which is the stricter answer: one person is enough for it.
    """
    why = _void(ruling)
    return why or (
        "second: two persons are needed" if lone(ruling, two_persons=two_persons or status == "hit") else ""
    )


def _void(ruling: Ruling) -> str:
    if not ruling.reason.strip():
        return say("reason: must say why")
    if not ruling.reviewer.strip():
        return say("reviewer: must be named")
    if ruling.second.strip() and same_person(ruling.second, ruling.reviewer):
        return say("second: {second} is the same person as the reviewer", second=repr(ruling.second))
    if ruling.expires_on < ruling.decided_on:
        return say(
            "expires_on: {expires_on} is before the decision of {decided_on}",
            expires_on=ruling.expires_on,
            decided_on=ruling.decided_on,
        )
    return ""


def same_person(a: str, b: str) -> bool:
    """Whether two reviewers' names may be one person's: in whatever script, order of words or spacing."""
    first, second = fold(a).split(), fold(b).split()
    return sorted(first) == sorted(second) or "".join(first) == "".join(second)


def lone(ruling: Ruling, *, two_persons: bool = False) -> bool:
    """Whether a ruling is only a proposal: one person's clearing where two are needed."""
    return ruling.said == "cleared" and not ruling.second.strip() and (two_persons or ruling.persons == "two")


def read_rulings(file: Path) -> tuple[Ruling, ...]:
    """The rulings of a file, in its order. Raises UnusableInput with line, key and reason: whole or not at all."""
    return rulings_in(read_text(file), file)


def rulings_in(text: str, file: Path | str) -> tuple[Ruling, ...]:
    """The rulings of a file's text, in its order. Raises UnusableInput as `read_rulings` does."""
    lines = text.split("\n")  # a reason may hold other line ends
    rulings: list[Ruling] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                ruling = _ruling(json.loads(line))
                why = unsound(ruling, rulings)
            except (ValueError, TypeError, KeyError) as error:
                raise unusable(
                    "{file}: line {line}: is no ruling: {error}", file=file, line=number, error=said_of(error)
                ) from error
            if why:
                raise unusable("{file}: line {line}: {why}", file=file, line=number, why=why)
            rulings.append(ruling)
    return tuple(rulings)


def unsound(ruling: Ruling, before: Sequence[Ruling]) -> str:
    """Why a line of a file cannot stand after those before it; "" when it can."""
    if ruling.id in {r.id for r in before}:
        return say("id: {id} stands twice", id=repr(ruling.id))
    if ruling.entry_then and text_hash(ruling.entry_then) != ruling.entry_sha256:
        return say("entry_then: is not the text that entry_sha256 was made of")
    if ruling.seconds:
        first = next((r for r in before if r.id == ruling.seconds), None)
        if first is None:
            return say("seconds: there is no ruling {seconds} before it", seconds=repr(ruling.seconds))
        own, theirs = (
            (r.pair, r.kind, r.said, r.reviewer, r.entry_sha256, r.expires_on) for r in (ruling, first)
        )
        if own != theirs or not ruling.second.strip():
            return say(
                "seconds: it is not the ruling {seconds} with a second person", seconds=repr(ruling.seconds)
            )
    return _void(ruling)


def _ruling(data: dict[str, Any]) -> Ruling:
    days = {key: date.fromisoformat(data[key]) for key in ("decided_on", "expires_on")}
    texts = {k: v for k, v in data.items() if k not in days}
    if not all(isinstance(v, str) for v in texts.values()):
        raise ValueError(say("every value must be text"))
    if data["said"] not in ("cleared", "confirmed"):
        raise ValueError(say("said: must be cleared or confirmed, not {said}", said=repr(data["said"])))
    values: dict[str, Any] = {**texts, **days}
    return Ruling(**values)


def append(file: Path, ruling: Ruling) -> None:
    """Add one ruling as one line, kept by the disk before it returns, or nothing. `add` is safe among processes."""
    append_durably(file, f"{line_of(ruling)}\n".encode(), own_line=True)


def line_of(ruling: Ruling) -> str:
    """A ruling as its line, without the end of the line."""
    return json.dumps(asdict(ruling), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def next_id(known: Sequence[Ruling]) -> str:
    """The id of the ruling that comes after these: R1, R2, …; none is given twice."""
    last = max((int(r.id[1:]) for r in known if r.id[:1] == "R" and r.id[1:].isdecimal()), default=0)
    return f"R{last + 1}"


def add(file: Path, make: Callable[[str, tuple[Ruling, ...]], Ruling]) -> Ruling:
    """Add the ruling that `make` makes of its id and of all before it, this process alone; that ruling.

    Ids are R1, R2, … and never given twice. Raises UnusableInput, and adds nothing, when the file is unusable, when
    another svat holds it for a minute, or when the ruling cannot stand.
    """
    with locked(file):
        known = read_rulings(file) if file.exists() else ()
        ruling = make(next_id(known), known)
        if why := unsound(ruling, known):
            raise unusable("{file}: not added: {why}", file=file, why=why)
        append(file, ruling)
    return ruling


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A second person's word on a proposed clearing."""

    proposal: str  # id of the ruling
    by: str
    reason: str
    on: date


def seconded(known: Sequence[Ruling], id_: str, opinion: SecondOpinion, entries: Iterable[Entry]) -> Ruling:
    """The ruling that puts a proposal in force: both persons, both reasons. Raises UnusableInput when none can.

    The entry must say what it said when the proposal was made, and nobody may have ruled on the pair since.
    """
    proposal, by, reason, on = opinion.proposal, opinion.by, opinion.reason, opinion.on
    entries = list(entries)
    found = next((k for k, r in enumerate(known) if r.id == proposal), None)
    if found is None:
        raise unusable("{proposal}: there is no such ruling", proposal=proposal)
    first = known[found]
    if first.said != "cleared" or first.second.strip():
        raise unusable(
            "{proposal}: needs no second person: {said} by {persons}",
            proposal=proposal,
            said=say_word(first.said),
            persons=_persons(first),
        )
    state = states(known, entries, on, two_persons=True)[found]
    if state != "proposed":
        why = say(": {what}", what=what_changed(first, entries)) if state == "entry changed" else ""
        raise unusable(
            "{proposal}: cannot be seconded on {on}: {state}{why}",
            proposal=proposal,
            on=on,
            state=say_word(state),
            why=why,
        )
    later = [r for r in known if r.pair == first.pair and r is not first and not lone(r, two_persons=True)]
    if newer := [r for r in later if known.index(r) > found or r.decided_on > first.decided_on]:
        raise unusable(
            "{proposal}: {id} was decided after it; propose anew, knowing of that one",
            proposal=proposal,
            id=newer[-1].id,
        )
    both = f"{first.reason}; {by}: {reason}" if reason.strip() else ""
    return replace(first, id=id_, reason=both, second=by, decided_on=on, seconds=first.id)


def states(
    rulings: Sequence[Ruling], entries: Iterable[Entry] | None, on: date, *, two_persons: bool = False
) -> tuple[State, ...]:
    """For each ruling its state on a day; without entries, whether an entry changed is not looked at.

    Of several on one pair that are known on the day the latest decided counts, of one day the later in the file.
    A proposal, one person's clearing where two are needed, replaces none.
    """
    listed = None if entries is None else {(e.publisher, e.id): e for e in entries}
    done = {r.seconds for r in rulings if r.seconds and r.decided_on <= on}
    latest: dict[tuple[str, ...], int] = {}
    for k, r in enumerate(rulings):
        if r.decided_on <= on and not lone(r, two_persons=two_persons):
            before = latest.get((*r.pair, r.kind))
            if before is None or r.decided_on >= rulings[before].decided_on:
                latest[(*r.pair, r.kind)] = k
    out: list[State] = []
    for k, r in enumerate(rulings):
        proposal = lone(r, two_persons=two_persons)
        if r.id in done:
            out.append("seconded")
            continue
        state = _state(r, proposal or latest.get((*r.pair, r.kind)) == k, listed, on)
        out.append("proposed" if proposal and state == "in force" else state)
    return tuple(out)


def _state(r: Ruling, last: bool, listed: dict[tuple[str, str], Entry] | None, on: date) -> State:
    if r.decided_on > on:
        return "not yet known"
    if not last:
        return "superseded"
    if r.expires_on < on:
        return "expired"
    if listed is not None:
        entry = listed.get((r.publisher, r.entry_id))
        if entry is None or not r.then.still(entry):
            return "entry changed" if entry else "entry gone"
    return "in force"


def what_changed(ruling: Ruling, entries: Iterable[Entry]) -> str:
    """What the ruling's entry says now that it did not say then, in words."""
    entry = next((e for e in entries if (e.publisher, e.id) == (ruling.publisher, ruling.entry_id)), None)
    return changed_in_words(ruling.entry_then, entry) if entry else say("it is no longer listed")


def _persons(r: Ruling) -> str:
    return say("{first} and {second}", first=r.reviewer, second=r.second) if r.second else r.reviewer


def rulings_in_words(
    rulings: Sequence[Ruling],
    entries: Iterable[Entry] | None,
    on: date,
    settled: Iterable[Ruling] | None = None,
) -> list[str]:
    """What a report says of the rulings that it was made with, in words: of those that `settled` a hit of the run.

    Where nobody kept which these are (None), every one that is in force on the day.
    """
    used = None if settled is None else {r.id for r in settled}
    return [
        say(
            _IS_NOT if r.said == "cleared" else _IS,
            id=r.id,
            expires_on=r.expires_on,
            name=repr(r.name),
            entry=f"{r.publisher} {r.entry_id}",
            persons=_persons(r),
            decided_on=r.decided_on,
            reason=r.reason,
        )
        for r, state in zip(rulings, states(rulings, entries, on), strict=True)
        if state == "in force" and (used is None or r.id in used)
    ]

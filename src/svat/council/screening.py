"""The council's screening: names, files of names and rolls against the lists; reviewers' rulings on what is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from svat.council.attention import letters_told
from svat.council.store import Store
from svat.files import replace_durably
from svat.law.ground import Law, Standing
from svat.law.lists.entry_text import entry_hash, entry_text
from svat.law.model import Hit, Party, PartyKind
from svat.law.names import scale as scale
from svat.law.screening.batch import Batch, BatchAnswer, answers, as_csv, read_names, worst
from svat.law.screening.rescreen import Turn, Turned, rescreen
from svat.law.screening.rulings import Ruling, State, add, lone, read_rulings, seconded, states, what_changed
from svat.law.screening.rulings import SecondOpinion as SecondOpinion
from svat.progress import Progress, silent
from svat.sides import Side
from svat.wording import unusable

Kind = Literal["any", "person", "organisation", "unknown"]


@dataclass(frozen=True, slots=True)
class ScreenedName:
    """One name, where it stands, why, and what it hit."""

    name: str
    status: Standing
    reason: str
    hits: tuple[Hit, ...]


def screen_names(law: Law, names: Sequence[str], progress: Progress = silent) -> list[ScreenedName]:
    """Where each name stands on the lists of the law's day."""
    parties = [Party(id=str(k), names=(name,), kind="unknown") for k, name in enumerate(names)]
    hits = law.screen(parties, progress)
    return [ScreenedName(name, *law.standing(found), found) for name, found in zip(names, hits, strict=True)]


@dataclass(frozen=True, slots=True)
class ScreenedBatch:
    """A file of names, screened: the answers by party, and how many parties stand where."""

    read: Batch
    answers: tuple[tuple[BatchAnswer, ...], ...]
    statuses: dict[Standing, int]

    @property
    def letters_told(self) -> list[str]:
        """What is assumed or doubted of the letters of the file, in lines for the top of the answer."""
        return letters_told(self.read.notes, "names")


def screen_batch(
    law: Law, file: Path, out: Path, progress: Progress = silent, encoding: str | None = None
) -> ScreenedBatch:
    """Screen a file of names whole and write the answers as CSV; `encoding` is its own. Raises UnusableInput."""
    read = read_names(file, encoding)
    given = answers(law, read.parties, progress)
    replace_durably(out, as_csv(given))
    counted = Counter(map(worst, given))
    order: tuple[Standing, ...] = ("clear", "review", "hit")
    return ScreenedBatch(read, tuple(given), {status: counted[status] for status in order})


@dataclass(frozen=True, slots=True)
class Rescreened:
    """What turned for the companies of both rolls between two days."""

    days: tuple[date, date]
    turned: tuple[Turned, ...]
    problems: tuple[str, ...]  # why the lists of either day clear nobody
    rows_refused: int
    names: Mapping[tuple[Side, str], str] = field(default_factory=dict)  # (side, company) → what it is called
    meetings: tuple[
        tuple[str, tuple[str, ...]], ...
    ] = ()  # (mission, meetings to come that are no longer clear)

    @property
    def counts(self) -> Counter[Turn]:
        """How many companies turned which way."""
        return Counter(x.turn for x in self.turned)


def rescreen_rolls(store: Store, before: date, after: date, progress: Progress = silent) -> Rescreened:
    """Screen all companies against the lists of two days and say what turned, in the order of the rolls.

    Raises UnusableInput.
    """
    # Missions bring the join and its engines with them, for which a name looked up would wait.
    from svat.council.missions.rechecking import no_longer_clear_anywhere

    laws = store.law_on(before), store.law_on(after)
    rolls = store.rolls(progress)
    companies = rolls.map(lambda roll: roll.companies)
    then, now = (law.screened(companies, progress=progress) for law in laws)
    entries = [law.lists.entries if law.lists else () for law in laws]
    problems = tuple(
        f"on {law.on}: {problem}"
        for law in laws
        for problem in dict.fromkeys(finding.detail for finding in law.doubts)
    )
    found = {(x.side, x.company): x for x in rescreen(then, now, *entries)}
    turned = tuple(found[side, c.external_id] for side, roll in companies.items() for c in roll)
    refused = sum(len(roll.refusals) for roll in rolls)
    names = {(side, c.external_id): c.name for side, roll in companies.items() for c in roll}
    meetings = no_longer_clear_anywhere(store, after, progress)
    return Rescreened((before, after), turned, problems, refused, names, meetings)


@dataclass(frozen=True, slots=True)
class RulingDraft:
    """What a reviewer decides on one name and one entry."""

    name: str  # that was screened, or an identifier as the finding gives it
    entry: str  # "OFAC 12345"
    said: Literal["cleared", "confirmed"]
    reason: str
    by: str
    on: date
    expires: date
    second: str = ""
    company: str = ""
    kind: Kind = "any"


def rule(file: Path, law: Law, draft: RulingDraft) -> Ruling:
    """Record a ruling once the name is found to hit the entry on the law's day; a lone clearing is a proposal.

    Raises UnusableInput when there is nothing to rule on, or the ruling cannot stand.
    """
    statuses = _hits(law, draft)
    if not statuses:
        raise unusable(
            "--name: {name} does not hit {entry} on {on}: there is nothing to rule on",
            name=repr(draft.name),
            entry=repr(draft.entry),
            on=draft.on,
        )
    entries = law.lists.entries if law.lists else ()
    listed = next(e for e in entries if f"{e.publisher} {e.id}" == draft.entry)
    two = law.settings.two_person_rule or "hit" in statuses

    def make(own: str, _known: object) -> Ruling:
        return Ruling(
            own, draft.name, draft.company, listed.publisher, listed.id, entry_hash(listed), draft.said, draft.reason,
            draft.by, draft.second, draft.on, draft.expires, kind="" if draft.kind == "any" else draft.kind,
            persons="two" if two else "one", entry_then=entry_text(listed),
        )  # fmt: skip

    return add(file, make)


def is_proposal(ruling: Ruling) -> bool:
    """Whether a ruling clears nothing until a second person has confirmed it."""
    return lone(ruling)


def second(file: Path, law: Law, opinion: SecondOpinion) -> Ruling:
    """Put a proposed clearing in force; both persons and both days stay on record. Raises UnusableInput."""
    entries = law.lists.entries if law.lists else ()
    return add(file, lambda own, known: seconded(known, own, opinion, entries))


@dataclass(frozen=True, slots=True)
class RulingState:
    """A ruling, its state on a day, and what of its entry has changed since."""

    ruling: Ruling
    state: State
    changed: str


def rulings_on(file: Path, law: Law) -> list[RulingState]:
    """Every ruling of a file with its state on the law's day; without lists entries are not looked at."""
    assert law.known is not None, "rulings are of a day"
    found = read_rulings(file)
    entries = law.lists.entries if law.lists else None
    two = law.settings.two_person_rule
    return [
        RulingState(r, state, what_changed(r, entries or ()) if state == "entry changed" else "")
        for r, state in zip(found, states(found, entries, law.known, two_persons=two), strict=True)
    ]


def _hits(law: Law, draft: RulingDraft) -> set[str]:
    """How the name hits the entry, read as each kind of party, or as an identifier of any label."""
    words = draft.name.split()
    numbers = tuple((" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words)))
    every: tuple[PartyKind, ...] = ("person", "organisation", "unknown")
    kinds: tuple[PartyKind, ...] = every if draft.kind == "any" else (draft.kind,)
    parties = [
        Party("", names, of, identifiers)
        for of in kinds
        for names, identifiers in (((draft.name,), ()), *(((), (number,)) for number in numbers))
    ]
    rows = law.screen(parties)
    return {h.status for row in rows for h in row if f"{h.publisher} {h.entry_id}" == draft.entry}

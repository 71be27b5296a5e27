"""The council's proofs: keys, the log of signed verdicts, and a recorded verdict verified or computed again."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.council.missions.lawful import candidates_of
from svat.council.store import Store
from svat.files import make_folder, replace_durably
from svat.law.proof.canonical import canonical
from svat.law.proof.case import basis_of
from svat.law.proof.chain import BEGINNING, Link, LogEntry
from svat.law.proof.document import Document as Document
from svat.law.proof.document import documents, fault_in
from svat.law.proof.forgotten import Blocked, blocked_in
from svat.law.proof.keys import load_public_key, load_signing_key
from svat.law.proof.keys import new_key as new_key
from svat.law.proof.log import Check, entries_of, read_exported, verify
from svat.law.proof.log import repair as repair
from svat.law.proof.replay import Replay as Replay
from svat.law.proof.replay import replay
from svat.progress import Progress, silent
from svat.sides import SIDES
from svat.wording import say, unusable


@dataclass(frozen=True, slots=True)
class Proof:
    """A recorded verdict as verified: the document where nothing is wrong, else the faults."""

    document: Document | None
    places: tuple[int, ...]  # in the log
    faults: tuple[str, ...]
    head: str | None  # of the log
    blocked: Blocked | None = None  # why a proven document is not shown


@dataclass(frozen=True, slots=True)
class WhichVerdict:
    """One recorded verdict: by the beginning of its id in a log, or by the file that it was exported to."""

    which: str
    log: Path | None = None
    head: str | None = None  # hash kept elsewhere, which must be in the log


def prove(verdict: WhichVerdict, key: Path, export: Path | None = None, progress: Progress = silent) -> Proof:
    """Verify a recorded verdict: hashes, signature, its place in the log. Raises UnusableInput unless there is one.

    The signed document is written to `export`, if given and nothing is wrong.
    """
    check_head(verdict.head)
    if verdict.head and not verdict.log:
        raise unusable("--head belongs to a log: give it with --log")
    public = load_public_key(key)
    choice = _Choice(verdict)
    faults: list[str] = []
    head = None
    if verdict.log:
        check = verify(
            verdict.log,
            public,
            verdict.head,
            progress=progress,
            seen=choice.see,
        )
        faults += in_words(check)
        head = check.head.hash
    if faults:
        return Proof(None, (), tuple(faults), head)
    document, places = choice.made()
    if not verdict.log and (fault := fault_in(document.content, public)):
        return Proof(document, tuple(places), (say("the document {fault}", fault=fault),), head)
    if verdict.log and (why := blocked_in(verdict.log).get(document.id)):
        return Proof(None, tuple(places), (), head, why)
    if export:
        replace_durably(export, canonical(document.content) + b"\n")
    return Proof(document, tuple(places), (), head)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A recorded verdict and what computing it again gave."""

    document: Document
    result: Replay


def replay_verdict(
    verdict: WhichVerdict, lists: Path | None, on: date | None, measures: Collection[Path]
) -> Replayed:
    """Compute a recorded verdict again from its own inputs. Raises UnusableInput when an input is missing."""
    choice = _Choice(verdict)
    for entry in entries_of(verdict.log) if verdict.log else ():
        choice.see(entry)
    document, _ = choice.made()
    if verdict.log and (why := blocked_in(verdict.log).get(document.id)):
        raise unusable("{log}: {id}: {why}; it is not shown", log=verdict.log, id=document.id, why=why)
    if fault := fault_in(document.content, None):
        raise unusable("{which}: {fault}", which=verdict.which, fault=fault)
    return Replayed(document, replay(document, lists, on, list(measures)))


def verify_log(file: Path, key: Path, head: str | None = None, progress: Progress = silent) -> Check:
    """Check every byte of a log. Raises UnusableInput when it cannot be read or the head is no hash."""
    check_head(head)
    public = load_public_key(key)
    return verify(file, public, head, progress)


def in_words(check: Check) -> list[str]:
    """The faults of a log, each with its line."""
    return [
        say("line {line}: {reason}", line=x.line, reason=x.reason) if x.line else x.reason
        for x in check.faults
    ]


@dataclass(frozen=True, slots=True)
class LoggedVerdict:
    """One line of a log's list."""

    seq: int
    id: str
    on: str
    status: str
    a: str  # external_id; empty where the entry is not shown
    b: str
    blocked: Blocked | None = None  # why it is not shown


def logged_verdicts(file: Path, companies: Collection[str] = ()) -> list[LoggedVerdict]:
    """The recorded verdicts on pairs that hold all of these companies. Signatures are not checked.

    Of a forgotten entry there is its place alone, and with companies to look for not even that.
    """
    rows = []
    blocked = blocked_in(file)
    for entry in entries_of(file):
        if why := blocked.get(entry.document.id):
            if not companies:
                rows.append(LoggedVerdict(entry.link.seq, entry.document.id, "", "", "", "", why))
            continue
        case, verdict = entry.document.content["case"], entry.document.content["verdict"]
        pair = (case["a"]["external_id"], case["b"]["external_id"])
        if set(companies) <= set(pair):
            rows.append(
                LoggedVerdict(entry.link.seq, entry.document.id, verdict["on"], verdict["status"], *pair)
            )
    return rows


@dataclass(frozen=True, slots=True)
class PairProof:
    """The signed document of one pair's verdict, which anybody who has the public key can check."""

    id: str
    status: str
    data: bytes


def prove_pair(
    store: Store, pair: tuple[str, str], on: date, key: Path, progress: Progress = silent
) -> PairProof:
    """The verdict on a pair on a day, signed with the council's key; the key is made where there is none yet.

    Raises UnusableInput where a company is on no roll.
    """
    companies = store.rolls(progress).map(lambda roll: roll.companies)
    for side, name in zip(SIDES, pair, strict=True):
        if all(company.external_id != name for company in companies[side]):
            raise unusable("{company}: is on no roll", company=name)
    if not key.exists():
        make_folder(key.parent)
        new_key(key)
    law = store.law_on(on)
    candidates = candidates_of(store, [pair], companies, progress)
    verdicts = law.verdicts(candidates, companies, progress)
    basis = basis_of(law.settings, law.lists, store.measures())
    judged = zip(candidates, verdicts, strict=True)
    [made] = documents(judged, law, companies, basis, load_signing_key(key))
    return PairProof(made.id, verdicts[0].status, canonical(made.content) + b"\n")


def head_of(file: Path) -> Link:
    """The last link of a log. Raises UnusableInput when it has none."""
    link = BEGINNING
    for entry in entries_of(file):
        link = entry.link
    if link == BEGINNING:
        raise unusable("{file}: has no entry", file=file)
    return link


def check_head(head: str | None) -> None:
    """Raise UnusableInput for a head that is no hash."""
    if head is not None and not re.fullmatch("[0-9a-f]{64}", head):
        raise unusable("--head: {head} is not 64 hexadecimal digits", head=repr(head))


class _Choice:
    """The one document meant: by the beginning of its id in a log, or by its own file."""

    def __init__(self, verdict: WhichVerdict) -> None:
        which, log = verdict.which, verdict.log
        if log and not re.fullmatch("[0-9a-f]{4,64}", which):
            raise unusable(
                "{which} is no id: 4 to 64 hexadecimal digits, as `svat law log list` shows them",
                which=repr(which),
            )
        self.which, self.log = which, log
        self._found: dict[str, tuple[Document, list[int]]] = {}

    def see(self, entry: LogEntry) -> None:
        """Keep the entry if it is one that is meant."""
        if entry.document.id.startswith(self.which):
            self._found.setdefault(entry.document.id, (entry.document, []))[1].append(entry.link.seq)

    def made(self) -> tuple[Document, list[int]]:
        """The document and its places in the log. Raises UnusableInput unless there is exactly one."""
        if self.log is None:
            return read_exported(Path(self.which)), []
        if not self._found:
            raise unusable(
                "{log}: has no verdict whose id begins with {which}", log=self.log, which=self.which
            )
        if len(self._found) > 1:
            ids = ", ".join(sorted(self._found)[:5])
            raise unusable(
                "{log}: {count} verdicts have an id that begins with {which}: {ids}",
                log=self.log,
                count=len(self._found),
                which=self.which,
                ids=ids,
            )
        return next(iter(self._found.values()))

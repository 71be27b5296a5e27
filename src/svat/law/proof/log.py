"""Law, proof, the log: an append-only file of chained lines; found broken, never mended in silence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from svat.files import append_durably, cut_durably, in_a_folder, last_line, locked, raw_lines, read_bytes
from svat.law.proof.canonical import number as exact_number
from svat.law.proof.canonical import sha256
from svat.law.proof.chain import BEGINNING, BrokenLine, Link, LogEntry, Reader, Writer, last_link
from svat.law.proof.document import Document
from svat.law.proof.keys import PublicKey, SigningKey
from svat.progress import Progress, silent
from svat.refusals import said_of
from svat.wording import unusable

_STEP = 1000
_RECORDING = "recording verdicts"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a log, and on which line (0: with the file as a whole)."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Check:
    """What verifying a log has found; `head` is where the chain ends."""

    entries: int  # sound ones
    head: Link
    faults: tuple[Fault, ...]


def append(
    path: Path, documents: Iterable[Document], key: SigningKey, progress: Progress = silent, total: int = 0
) -> Link:
    """Add documents signed with the key to the log in one write, on disk when this returns; the new head.

    A log that does not end as svat left it, or that another key signed, raises UnusableInput and stays as it is.
    When the disk is full, nothing of the batch stays.
    """
    with locked(path):
        writer = Writer(key, end_of(path, key.public))
        lines: list[bytes] = []
        for document in documents:
            if len(lines) % _STEP == 0:
                progress(_RECORDING, len(lines), total)
            lines.append(writer.line(document))
        append_durably(path, b"".join(lines))
        progress(_RECORDING, len(lines), total)
    return writer.last


def end_of(path: Path, key: PublicKey) -> Link:
    """The last link of a log that can be added to; BEGINNING where there is none. Raises UnusableInput."""
    in_a_folder(path)
    raw = last_line(path)
    if not raw:
        return BEGINNING
    try:
        return last_link(raw, key)
    except BrokenLine as error:
        raise unusable(
            "{file}: last line: {error}; nothing is added to it (`svat law log verify` says "
            "more, `svat law log repair` puts a half-written line aside)",
            file=path,
            error=said_of(error),
        ) from error


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """(number from 1, bytes) of each line, ends included. Raises UnusableInput when the file cannot be read."""
    yield from enumerate(raw_lines(path), start=1)


def entries_of(path: Path) -> Iterator[LogEntry]:
    """Every entry, hashes and chain checked, signatures not. Raises UnusableInput at the first broken line."""
    reader = Reader()
    for number, raw in lines_of(path):
        try:
            yield reader.entry(raw)
        except BrokenLine as error:
            raise unusable(
                "{file}: line {line}: {error}", file=path, line=number, error=said_of(error)
            ) from error


def read_exported(path: Path) -> Document:
    """A document from a file of its own, however spaced; whether it is sound, `fault_in` says. Raises UnusableInput."""
    try:
        content = json.loads(read_bytes(path), parse_float=lambda text: exact_number(float(text)))
    except (ValueError, RecursionError) as error:
        raise unusable("{file}: is no JSON file: {error}", file=path, error=said_of(error)) from error
    return Document(content)


def verify(
    path: Path,
    key: PublicKey,
    head: str | None = None,
    progress: Progress = silent,
    seen: Callable[[LogEntry], None] | None = None,
) -> Check:
    """Check every byte of a log: form, hashes, chain and signatures of lines and documents, by the public key.

    `head` is the hash of an entry kept elsewhere, in 64 digits: it must be in the log, or entries were cut off or the
    whole was replaced. An empty log proves nothing and is a fault. `seen` is called with every sound entry.
    """
    reader = Reader(key)
    faults: list[Fault] = []
    sound, last, head_found = 0, BEGINNING, head is None
    for number, raw in lines_of(path):
        try:
            entry = reader.entry(raw)
        except BrokenLine as error:
            faults.append(Fault(number, str(error)))
        else:
            last = entry.link
            sound += 1
            head_found = head_found or last.hash == head
            if seen:
                seen(entry)
        if number % _STEP == 0:
            progress("verifying the log", number, number)
    if not sound and not faults:
        faults.append(Fault(0, "has no entry, so it proves nothing"))
    if not head_found:
        faults.append(
            Fault(0, f"the head {head} is not in it: entries were cut off, or another log took its place")
        )
    return Check(sound, last, tuple(faults))


def repair(path: Path) -> Path | None:
    """Move a last line that was not written whole into a file beside the log; that file, None if all is well.

    Only what comes after the last sound line is moved, and only when it cannot be read and no line follows it. Any
    other break is no accident of writing and raises UnusableInput: the log is then to be restored from a copy.
    """
    with locked(path):
        reader = Reader()
        keep = 0
        broken: tuple[int, bytes, BrokenLine] | None = None
        for number, raw in lines_of(path):
            if broken:
                raise unusable(
                    "{file}: line {line}: {broken}; lines follow it, so it is no half-written end: "
                    "restore the log from a copy",
                    file=path,
                    line=broken[0],
                    broken=broken[2],
                )
            try:
                reader.entry(raw)
                keep += len(raw)
            except BrokenLine as error:
                broken = (number, raw, error)
        if not broken:
            return None
        number, raw, fault = broken
        if fault.link:
            raise unusable(
                "{file}: line {line}: {fault}; it was written whole, so it was changed afterwards: "
                "restore the log from a copy",
                file=path,
                line=number,
                fault=fault,
            )
        aside = path.with_name(f"{path.name}.broken-{number}-{sha256(raw)[:12]}")
        if not aside.exists():
            append_durably(aside, raw)
        elif read_bytes(aside) != raw:
            raise unusable(
                "{aside}: is there already and holds something else; move it away first", aside=aside
            )
        cut_durably(path, keep)
    return aside

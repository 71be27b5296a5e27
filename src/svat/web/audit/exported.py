"""Audit, exported: the log as a file of JSON lines that is verified with nothing but itself.

Each line is an entry as the chain hashes it; the last line is the head, the number and hash of the last entry. Words,
which may be personal, are left out unless they are asked for: the chain holds without them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path

from svat.files import raw_lines, write_pieces, writing
from svat.web.audit.chain import AuditLink, broken, canonical
from svat.wording import say, unusable

Place = tuple[int, str]  # number and hash of an entry


def write_log(file: Path, links: Iterable[AuditLink], head: Place, *, words: bool) -> None:
    """Write the log of an installation, a line at a time."""
    lines = (canonical(asdict(link if words else replace(link, salt=None, words=None))) for link in links)
    pieces = (f"{line}\n".encode() for line in chain(lines, [canonical({"head": list(head)})]))
    half = file.with_name(file.name + ".partial")
    with writing(file):
        try:
            write_pieces(half, pieces)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)


def read_log(file: Path) -> tuple[list[AuditLink], Place]:
    """Entries and head of an exported log. Raises UnusableInput for a file that is none."""
    found: list[AuditLink] = []
    head: Place | None = None
    for number, line in enumerate(raw_lines(file), 1):
        if head is not None:
            raise unusable("{file}, line {line}: stands after the head", file=file, line=number)
        try:
            given = json.loads(line)
            if "head" in given:
                place, digest = given["head"]
                head = int(place), str(digest)
            else:
                found.append(AuditLink(**given))
        except (ValueError, TypeError):
            raise unusable(
                "{file}, line {line}: is no line of an audit log", file=file, line=number
            ) from None
    if head is None:
        raise unusable("{file}: has no head: it was cut off, or is no audit log", file=file)
    return found, head


def faults(links: Iterable[AuditLink], head: Place, noted: Place | None) -> Iterator[str]:
    """Where the chain does not hold, and whether it still has the entry that somebody noted."""
    seen = [False]

    def watched() -> Iterator[AuditLink]:
        for link in links:
            if noted and link.number == noted[0] and link.hash.startswith(noted[1]):
                seen[0] = True
            yield link

    yield from broken(watched(), head)
    if noted and not seen[0]:
        yield say("entry {number} is not the one that was noted", number=noted[0])

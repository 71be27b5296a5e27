"""Audit, chain: how an entry is hashed, and whether a chain holds. Pure: rows in, findings out.

Each entry's hash covers its fields and the hash before it (a hash chain after Haber and Stornetta, How to time-stamp a
digital document, 1991). What was before and after is covered by a commitment, a hash of the words with a random salt:
words and salt can be erased, and the chain still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from svat.council.canonical import canonical as canonical_bytes
from svat.council.canonical import sha256
from svat.wording import say

BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditLink:
    """An entry as the chain sees it; `words` is None where they were erased."""

    number: int
    at: str
    member: str
    action: str
    objects: str
    fields: str
    versions: str
    commitment: str
    before: str
    hash: str
    salt: str | None = None
    words: str | None = None


def canonical(value: Any) -> str:
    """JSON of one form, whatever wrote it: that of proofs."""
    return canonical_bytes(value).decode()


def committed(salt: str, words: str) -> str:
    """The commitment to an entry's words."""
    return sha256(f"{salt}\n{words}".encode())


def hash_of(link: AuditLink) -> str:
    """The hash of an entry's fields and the hash before it."""
    of = [
        link.number, link.at, link.member, link.action, link.objects, link.fields, link.versions, link.commitment,
        link.before,
    ]  # fmt: skip
    return sha256(canonical_bytes(of))


def broken(links: Iterable[AuditLink], head: tuple[int, str]) -> Iterator[str]:
    """Every place where a chain does not hold, in words; `head` is the number and hash of its last entry."""
    number, before = 0, BEGINNING
    for link in links:
        if link.number != number + 1:
            yield say("entry {number} is followed by {next}", number=number, next=link.number)
        if link.before != before:
            yield say("entry {number}: rests on another entry than the one before it", number=link.number)
        if hash_of(link) != link.hash:
            yield say("entry {number}: was changed after it was written", number=link.number)
        if link.words is not None and committed(link.salt or "", link.words) != link.commitment:
            yield say("entry {number}: its words were changed after they were written", number=link.number)
        number, before = link.number, link.hash
    if (number, before) != head:
        yield say("the chain ends with entry {number}, its head says {head}", number=number, head=head[0])

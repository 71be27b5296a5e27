"""Law, lists: entries without a name: what can be screened by a number stays, the rest is counted and said."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from svat.law.lists.model import Entry
from svat.wording import say, unusable

_ALLOWED = 0.1  # share of the entries; more means that the names are where they are not looked for


def screenable(
    path: str, entries: Iterable[Entry], things: Collection[str] = ()
) -> tuple[list[Entry], list[str]]:
    """The entries with a name or an identifier, in order, and what must be remarked on about the others.

    `things` are the ids of what is known by a number alone (wallets, securities): they do not count among the
    unnamed. Raises UnusableInput when more than a tenth (and more than one) of all have no name, or cannot be found.
    """
    kept: list[Entry] = []
    lost: list[str] = []
    by_number = unnamed = of_all = 0
    for entry in entries:
        of_all += 1
        if not entry.names:
            unnamed += entry.id not in things
            if not entry.identifiers:
                lost.append(entry.id)
                continue
            by_number += 1
        kept.append(entry)
    if max(unnamed, len(lost)) > max(1, _ALLOWED * of_all):
        raise unusable(
            "{file}: {unnamed} of {of_all} entries have no name: not whole, or of another form",
            file=path,
            unnamed=max(unnamed, len(lost)),
            of_all=of_all,
        )
    remarks: list[str] = []
    if by_number:
        remarks.append(
            say(
                "{file}: {by_number} entries have no name and are screened by identifier alone",
                file=path,
                by_number=by_number,
            )
        )
    if lost:
        some = ", ".join(lost[:3]) + (" …" if len(lost) > 3 else "")
        remarks.append(
            say(
                "{file}: {count} entries have neither name nor identifier and cannot be found: {some}",
                file=path,
                count=len(lost),
                some=some,
            )
        )
    return kept, remarks

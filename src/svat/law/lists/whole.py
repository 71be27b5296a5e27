"""Law, lists, whole: what a publisher's list has always held, so that a part of it, or another, is known as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from svat.law.lists.model import Entry
from svat.law.lists.ofac import NOT_SDN
from svat.wording import say, say_any, say_list, say_word


@dataclass(frozen=True, slots=True)
class _Always:
    """What every version of a list of the last ten years holds."""

    entries: int  # at least
    kinds: tuple[str, ...]
    programs: tuple[str, ...] = ()


# Counted in versions from 2014 to 2026; the floors lie well below the smallest.
_ALWAYS: Mapping[str, _Always] = {
    "OFAC": _Always(5000, ("person", "organisation", "vessel"), ("SDGT", "SDNTK")),
    "UN": _Always(500, ("person", "organisation"), ("Al-Qaida", "DPRK")),
    "EU": _Always(1000, ("person", "organisation")),
    "UK": _Always(1000, ("person", "organisation")),
}
_NOT_SDN_ALWAYS = _Always(100, ("organisation",))
_NAMED_PROGRAMS = (
    "ofac-sdn-csv",
    "un-consolidated-xml",
)  # kinds whose programmes are in the publisher's words
_MANY = {"person": say("persons"), "organisation": say("organisations"), "vessel": say("vessels")}


def lacking(kind: str, publisher: str, entries: Sequence[Entry], *, floor_given: bool) -> str:
    """What the entries lack that the publisher's list always holds, in words; "" for whole lists and other publishers.

    `floor_given`: somebody says how many entries there are, so that their number is no doubt.
    """
    always = _NOT_SDN_ALWAYS if kind == NOT_SDN else _ALWAYS.get(publisher.upper())
    if always is None:
        return ""
    said = []
    if len(entries) < always.entries and not floor_given:
        said.append(
            say(
                "it has {count} entries, and the list of {publisher} never had under {entries}",
                count=len(entries),
                publisher=publisher,
                entries=always.entries,
            )
        )
    missing = [_MANY[k] for k in always.kinds if not any(e.kind in (k, "unknown") for e in entries)]
    if missing:
        said.append(
            say(
                "it has no {missing}, as the list of {publisher} always has",
                missing=say_list(map(say_word, missing), ", "),
                publisher=publisher,
            )
        )
    if kind in _NAMED_PROGRAMS:
        held = {program.casefold() for entry in entries for program in entry.programs}
        if gone := [program for program in always.programs if program.casefold() not in held]:
            said.append(
                say(
                    "it has nothing of the programme {gone}, as the list of {publisher} always has",
                    gone=say_any(gone),
                    publisher=publisher,
                )
            )
    return say_list(said, "; ") if said else ""

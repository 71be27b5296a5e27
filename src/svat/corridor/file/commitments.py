"""Corridor room, file: commitments and their events."""

from __future__ import annotations

from typing import Any

from svat.corridor.file.fields import Fields
from svat.corridor.file.sources import Sources, not_before
from svat.corridor.register.model import (
    KINDS,
    MILITARY_KINDS,
    STATUSES,
    Commitment,
    Event,
    Participant,
    ParticipantKind,
)
from svat.tables.values import countries
from svat.wording import say

_PARTY_KINDS: tuple[ParticipantKind, ...] = ("country", "person", "organisation")


def read_commitment(table: Fields, sources: Sources) -> Commitment:
    """One [[commitment]] with its [[commitment.event]] tables. Raises UnusableInput."""
    table.only("id", "kind", "title", "parties", "event", "military", "place", "note")
    kind = table.word("kind", KINDS)
    military = table.flag("military", default=kind in MILITARY_KINDS)
    if kind in MILITARY_KINDS and not military:
        table.refuse(
            "military", say('an {kind} is a military kind; use kind "other" for anything else', kind=kind)
        )
    events = tuple(_event(inner, sources) for inner in table.tables("event"))
    if not events:
        table.refuse("event", say("is missing: a commitment has at least one [[commitment.event]]"))
    name = table.id("commitment")
    return Commitment(
        id=name,
        kind=kind,  # type: ignore[arg-type]
        title=table.text("title") or name,
        parties=_parties(table),
        events=events,
        military=military,
        place=table.text("place"),
        note=table.text("note"),
        line=table.line,
    )


def _parties(table: Fields) -> tuple[Participant, ...]:
    value = table.data.get("parties", [])
    if not isinstance(value, list) or not value:
        table.refuse("parties", say('must be a list such as ["KZ", { person = "A. Name", role = "guest" }]'))
    found = tuple(_party(table, item, number) for number, item in enumerate(value))
    names = [(party.kind, party.name) for party in found]
    if len(set(names)) < len(names):
        table.refuse("parties", say("names a party twice"))
    return found


def _party(table: Fields, item: Any, number: int) -> Participant:
    if isinstance(item, str):
        item = {"country": item}
    if not isinstance(item, dict):
        table.refuse("parties", say("must hold country codes and tables, not {item}", item=repr(item)))
    inner = Fields(table.toml, item, (*table.place, "parties", number))
    inner.only(*_PARTY_KINDS, "role")
    given = [kind for kind in _PARTY_KINDS if inner.has(kind)]
    if len(given) != 1:
        table.refuse(
            "parties",
            say("party {number} must be one of country, person and organisation", number=number + 1),
        )
    name = inner.text(given[0])
    if given[0] == "country" and name not in countries():
        table.refuse(
            "parties",
            say("{name} is no country (ISO 3166-1); name people as {{ person = {name} }}", name=repr(name)),
        )
    if not name:
        table.refuse("parties", say("party {number} has no name", number=number + 1))
    return Participant(given[0], name, inner.text("role"))


def _event(table: Fields, sources: Sources) -> Event:
    table.only("status", "on", "due", "text", "topic", "claim", "source")
    topic, claim = table.text("topic"), table.text("claim")
    if bool(topic) != bool(claim):
        table.refuse("claim" if topic else "topic", say("is missing: topic and claim go together"))
    on, said = table.partial_date("on"), sources.of(table, needed=True)
    not_before(table, on, said, "; the day announced for it goes into `due`")
    return Event(
        status=table.word("status", STATUSES),  # type: ignore[arg-type]
        sources=said,
        on=on,
        due=table.partial_date("due"),
        text=table.text("text"),
        topic=topic,
        claim=claim,
        line=table.line,
    )

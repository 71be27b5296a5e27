"""Yente, entities: listed entries and hits in the shape of FollowTheMoney, as yente gives them."""

from __future__ import annotations

import re
from typing import Any

from svat.law.lists.model import Entry, EntryKind
from svat.law.lists.registries import given_in
from svat.law.model import Hit
from svat.text.official.kinds import kind_of

TOPIC = "sanction"
NOT_SCREENED = "svat-not-screened"  # id of the result that stands for a name which could not be compared

_SCHEMA: dict[EntryKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "unknown": "LegalEntity",
}
# A family of identifiers of which one property holds all kinds; of others it is the kind's own.
_PROPERTY = {"tax": "taxNumber", "registration": "registrationNumber"}


def dataset_of(publisher: str) -> str:
    """The name of the dataset that holds a publisher's lists: lower case, letters and digits."""
    return re.sub(r"\W+", "_", publisher.strip().lower()).strip("_")


def id_of(entry: Entry) -> str:
    """The entry's id among those of all publishers."""
    return f"{dataset_of(entry.publisher)}-{entry.id}"


def schema_of(entry: Entry) -> str:
    """What FollowTheMoney calls the kind of the entry."""
    return _SCHEMA[entry.kind]


def entity(entry: Entry) -> dict[str, Any]:
    """The entry as yente's clients read it; dates are those of the list that it was read from."""
    properties: dict[str, list[str]] = {"name": [entry.name], "topics": [TOPIC]}
    for name in entry.names[1:]:
        properties.setdefault("alias" if name.strength == "strong" else "weakAlias", []).append(name.text)
    for what, number in entry.identifiers:
        kind = kind_of(given_in(what)[0])
        properties.setdefault(_PROPERTY.get(kind.family, kind.ftm) or "idNumber", []).append(number)
    for key, values in (
        ("birthDate", entry.births),
        ("country", entry.countries),
        ("program", entry.programs),
        ("notes", (entry.remarks,)),
    ):
        if any(values):
            properties[key] = [value for value in values if value]
    return {
        "id": id_of(entry),
        "caption": entry.name,
        "schema": schema_of(entry),
        "properties": properties,
        "datasets": [dataset_of(entry.publisher)],
        "referents": [entry.id],
        "target": True,
        "first_seen": None,
        "last_seen": f"{entry.version}T00:00:00",
        "last_change": None,
    }


def scored(hit: Hit, entry: Entry, threshold: float, *, by_name: bool) -> dict[str, Any]:
    """A hit as a result: the entity with score, whether it is a match, and why in words."""
    feature = "svat_name" if by_name else "svat_identifier"
    why = {
        "score": hit.score,
        "detail": hit.reason,
        "query": hit.matched_name,
        "candidate": hit.listed_name,
        "weight": 1.0,
    }
    return entity(entry) | {
        "score": hit.score,
        "features": {feature: hit.score},
        "explanations": {feature: why},
        "match": hit.score >= threshold,
        "svat": {
            "status": hit.status,
            "confidence": hit.confidence,
            "publisher": hit.publisher,
            "list_version": hit.list_version.isoformat(),
        },
    }


def unscreened(what: str, why: str, dataset: str) -> dict[str, Any]:
    """The result that keeps a client from reading "nothing found" where nothing could be compared.

    It is always a match with the full score: there is no score at which a client may pass it over.
    """
    return {
        "id": NOT_SCREENED,
        "caption": f"NOT SCREENED: {what}" if what else "NOT SCREENED",
        "schema": "LegalEntity",
        "properties": {"name": [what] if what else [], "notes": [why]},
        "datasets": [dataset],
        "referents": [],
        "target": False,
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
        "score": 1.0,
        "features": {"svat_not_screened": 1.0},
        "explanations": {
            "svat_not_screened": {
                "score": 1.0,
                "detail": why,
                "query": what,
                "candidate": None,
                "weight": 1.0,
            }
        },
        "match": True,
        "svat": {"status": "review", "confidence": "near", "publisher": "svat", "list_version": None},
    }

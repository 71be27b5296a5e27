"""Yente, freshness: how old the data are that a server searches, from its catalog. What is not said is stale."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from svat.law.lists.model import ListVersion
from svat.yente.http import Unanswered

KIND = "yente"
_VERSION = re.compile(r"(\d{4})(\d{2})(\d{2})\d{6}\b")  # 20260301060000-abc
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]|$)")

Row = Mapping[str, Any]


def publisher_of(dataset: str) -> str:
    """What stands as publisher for a dataset of a server."""
    return f"yente:{dataset}"


def version_of(catalog: Any, dataset: str, on: date, max_age_days: int) -> ListVersion:
    """The dataset as a list version, as old as its oldest part. Raises Unanswered when its age cannot be known.

    A dataset that the server only puts together from others is as old as the oldest of those. Dates of servers are
    in UTC, so that a version may be of the next day: it is of today.
    """
    rows = _rows(catalog)
    if dataset not in rows:
        raise Unanswered(f"has no dataset {dataset!r}")
    parts = _loaded(rows, dataset)
    if not parts:
        raise Unanswered(f"has loaded no data of the dataset {dataset!r}")
    made = min(_made(rows[name]) for name in parts)
    age = (on - made).days
    outdated = catalog.get("outdated")
    late = [
        name
        for name in parts
        if rows[name].get("index_current") is False or (isinstance(outdated, list) and name in outdated)
    ]
    remarks = [f"the server says that its index of {name} is not current" for name in sorted(late)]
    if catalog.get("index_stale"):
        remarks.append("the server says that its index is stale")
    return ListVersion(
        publisher=publisher_of(dataset),
        kind=KIND,
        version=made,
        entries=sum(_entries(rows[name]) for name in parts),
        sha256=sha256(json.dumps([rows[name] for name in parts], sort_keys=True).encode()).hexdigest(),
        files=(),
        age_days=0 if age == -1 else age,
        stale=age > max_age_days or bool(remarks),
        remarks=tuple(remarks),
    )


def _rows(catalog: Any) -> dict[str, Row]:
    datasets = catalog.get("datasets") if isinstance(catalog, dict) else None
    if not isinstance(datasets, list) or not all(
        isinstance(row, dict) and isinstance(row.get("name"), str) for row in datasets
    ):
        raise Unanswered("answered /catalog with something that is not a catalog of datasets")
    return {row["name"]: row for row in datasets}


def _loaded(rows: Mapping[str, Row], dataset: str) -> list[str]:
    """The datasets whose data are searched when this one is asked: itself, or those that it consists of."""
    found: list[str] = []
    seen: set[str] = set()
    ahead = [dataset]
    while ahead:
        name = ahead.pop()
        if name in seen or name not in rows:
            continue
        seen.add(name)
        if rows[name].get("load") is not False:
            found.append(name)
            continue
        children = rows[name].get("children")
        ahead += [child for child in children if isinstance(child, str)] if isinstance(children, list) else []
    return sorted(found)


def _made(row: Row) -> date:
    """The earliest of the dates that the server gives for what it searches."""
    given = [_date(row.get(key)) for key in ("index_version", "version", "last_export")]
    found = [day for day in given if day] or [day for day in [_date(row.get("updated_at"))] if day]
    if not found:
        raise Unanswered(f"does not say how old its data of {row['name']!r} are")
    return min(found)


def _date(text: object) -> date | None:
    if not isinstance(text, str):
        return None
    match = _VERSION.match(text) or _MOMENT.match(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _entries(row: Row) -> int:
    counts = (row.get("thing_count"), row.get("entity_count"))
    return next((n for n in counts if isinstance(n, int) and not isinstance(n, bool) and n >= 0), 0)

"""Report, introductions: an earlier report read back: to change as little as needed, and to say what has changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from svat.files import read_bytes
from svat.market.ranking import Places
from svat.refusals import UnusableInput, said_of
from svat.wording import unusable


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """What a new run is compared with."""

    on: date
    places: Places  # (a, b) → both places
    held: frozenset[tuple[str, str]]  # pairs that waited for a decision
    left_out: frozenset[tuple[str, str]]  # (side, external_id)
    lists: Mapping[str, date]  # publisher → version
    companies: frozenset[tuple[str, str]]  # (side, external_id)
    interests: Mapping[tuple[str, str], tuple[float, float]] = field(
        default_factory=dict
    )  # (a, b) → each side's own


def read_earlier(path: Path) -> EarlierRun:
    """The run of which a file is the introductions.json. Raises UnusableInput for a file that is none."""
    data = _document(path)
    try:
        return EarlierRun(
            date.fromisoformat(data["on"]),
            _places(path, data),
            frozenset((str(x["a"]), str(x["b"])) for x in data["introductions"] if x["held"]),
            frozenset((str(x["side"]), str(x["company"])) for x in data["left_out"]),
            {str(x["publisher"]): date.fromisoformat(x["version"]) for x in data["lists"]},
            frozenset((side, str(x["external_id"])) for side in "ab" for x in data["companies"][side]),
            {
                (str(x["a"]), str(x["b"])): (float(x["interest_a"]), float(x["interest_b"]))
                for x in data["introductions"]
            },
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _none(path, error) from error


def read_places(path: Path) -> Places:
    """(a, b) → both places, from introductions.json of an earlier run.

    Raises UnusableInput for a file that is none.
    """
    return _places(path, _document(path))


def _document(path: Path) -> Any:
    try:
        return json.loads(read_bytes(path))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise unusable(
            "{file}: is not an introductions.json of svat: {error}", file=path, error=said_of(error)
        ) from error


def _places(path: Path, data: Any) -> Places:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    try:
        for x in data["introductions"]:
            place_a, place_b = x["rank_a"], x["rank_b"]
            if not all(isinstance(k, int) and k > 0 for k in (place_a, place_b)):
                raise unusable(
                    "{file}: {a} – {b}: ranks {place_a} and {place_b} are no places",
                    file=path,
                    a=x["a"],
                    b=x["b"],
                    place_a=repr(place_a),
                    place_b=repr(place_b),
                )
            found[str(x["a"]), str(x["b"])] = (place_a, place_b)
    except (KeyError, TypeError) as error:
        raise _none(path, error) from error
    return found


def _none(path: Path, error: Exception) -> UnusableInput:
    return unusable(
        "{file}: is not an introductions.json of svat: no {error} where it should be",
        file=path,
        error=said_of(error),
    )

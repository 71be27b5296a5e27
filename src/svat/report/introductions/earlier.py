"""Report, introductions: an earlier report read back, so that a new run can change as little as needed."""

from __future__ import annotations

import json
from pathlib import Path

from svat.files import read_bytes
from svat.market.ranking import Places
from svat.refusals import UnusableInput


def read_places(path: Path) -> Places:
    """(a, b) → both places, from introductions.json of an earlier run.

    Raises UnusableInput for a file that is none.
    """
    try:
        data = json.loads(read_bytes(path))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnusableInput(f"{path}: is not an introductions.json of svat: {error}") from error
    found: dict[tuple[str, str], tuple[int, int]] = {}
    try:
        for x in data["introductions"]:
            place_a, place_b = x["rank_a"], x["rank_b"]
            if not all(isinstance(k, int) and k > 0 for k in (place_a, place_b)):
                raise UnusableInput(
                    f"{path}: {x['a']} – {x['b']}: ranks {place_a!r} and {place_b!r} are no places"
                )
            found[str(x["a"]), str(x["b"])] = (place_a, place_b)
    except (KeyError, TypeError) as error:
        raise UnusableInput(
            f"{path}: is not an introductions.json of svat: no {error} where it should be"
        ) from error
    return found

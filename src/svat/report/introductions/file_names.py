"""Report, introductions: what a company's page, folder and place on a page are called: SIDE-ID, percent-encoded."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote

from svat.report.introductions.model import Outcome
from svat.roll.model import Roll
from svat.sides import SIDES, Side, Sides

MOST = 150  # characters of a name, so that its path fits where paths are short


def encoded(external_id: str) -> str:
    """An id as a part of a file's name, or of a place on a page.

    >>> encoded("KZ/1 a")
    'KZ%2F1%20a'
    """
    return quote(external_id, safe="", errors="surrogatepass")


def address(name: str) -> str:
    """A file's name, as a link says it: the % of the name is no sign of the link's own."""
    return quote(name, errors="surrogatepass")


def file_names(ids: Iterable[str], before: str = "") -> dict[str, str]:
    """A name without ending for each id, no two alike on any disk.

    >>> file_names(["KZ/1", "a"], "t-")
    {'KZ/1': 't-KZ%2F1', 'a': 't-a'}
    """
    keys = list(dict.fromkeys(ids))
    alike = Counter(encoded(key).casefold() for key in keys)
    made = {}
    for key in keys:
        name = f"{before}{encoded(key)}"
        if len(name) > MOST or alike[encoded(key).casefold()] > 1 or name.endswith("."):
            digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
            name = f"{name[:MOST]}~{digest[:12]}"
        made[key] = name
    return made


class FileNames:
    """SIDE-ID for each company of an outcome, or of both rolls, without ending.

    Ids that differ in capitals alone, or are very long, end in a part of their digest: some disks do not tell capitals.
    """

    def __init__(self, of: Outcome | Sides[Roll]) -> None:
        rolls = of if isinstance(of, Sides) else Sides(of.roll_a, of.roll_b)
        self._of: dict[tuple[Side, str], str] = {}
        for side in SIDES:
            ids = [company.external_id for company in rolls[side].companies]
            self._of |= {(side, key): name for key, name in file_names(ids, f"{side}-").items()}

    def __call__(self, side: Side, company: str) -> str:
        """The name of the company with this external_id; KeyError when it stands on no roll."""
        return self._of[side, company]

"""What is listed, in tables of cases, and how a name that is asked about stands against it."""

from __future__ import annotations

from functools import cache

from tests.law.listfiles import VERSION

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet
from svat.law.model import Hit, Party, PartyKind
from svat.law.screening.screener import Screener

# Somebody else, so that words have something to be rare among.
_OTHERS = (
    "QUARTZLEY OPTICAL BUREAU",
    "SEDGEWAIN FUEL TRANSPORT LTD",
    "KWANGMYONG EUNBIT TRADING CORPORATION",
)


@cache
def _screener(kind: EntryKind, names: tuple[str, ...]) -> Screener:
    entries = [Entry("1", "OFAC", kind, tuple(map(ListedName, names)), VERSION)]
    entries += [
        Entry(f"O{n}", "OFAC", "organisation", (ListedName(x),), VERSION) for n, x in enumerate(_OTHERS)
    ]
    return Screener(ListSet(VERSION, (), tuple(entries)))


def found(
    listed: str | tuple[str, ...],
    *names: str,
    kind: PartyKind = "organisation",
    of: EntryKind = "organisation",
) -> Hit | None:
    """The hit of a party with these names on the one entry that is listed so; None where it has none."""
    screener = _screener(of, (listed,) if isinstance(listed, str) else listed)
    return next((h for h in screener.screen([Party("p", names, kind)])[0] if h.entry_id == "1"), None)


def barred(listed: str, name: str) -> bool:
    """Whether an organisation so called is barred for one so listed."""
    hit = found(listed, name)
    return hit is not None and hit.status == "hit"

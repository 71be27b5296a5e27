"""Roll, look-alikes: identifiers that a reader cannot tell apart, and what else to know of two rolls together."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from svat.roll.across import likely_one, one_domain, twin_keys
from svat.roll.model import Company
from svat.sides import Sides
from svat.text.scripts import AS_LATIN
from svat.wording import say, say_list

_ALIKE = say("identifiers that look alike on the two rolls: {identifiers}")

_ONE_OF = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l"})
_SHOWN = 3


def looks(identifier: str) -> str:
    """What an identifier looks like: equal for those that a reader takes for one."""
    if not identifier.isascii():
        plain = unicodedata.normalize("NFKC", identifier)
        identifier = "".join(_as_seen(char) for char in plain)
    return "".join(identifier.casefold().split()).translate(_ONE_OF)


def _as_seen(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cf", "Cc", "Mn", "Me"):
        return ""
    return "-" if category == "Pd" else AS_LATIN.get(char, char)


def look_alikes(identifiers: Iterable[str]) -> list[list[str]]:
    """Groups of different identifiers that look alike, in the order given."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for identifier in identifiers:
        found[looks(identifier)][identifier] = None
    return [list(group) for group in found.values() if len(group) > 1]


def spelt_out(identifier: str) -> str:
    """An identifier in which unseen and foreign letters can be told: "B<U+202E>1"."""
    return "".join(
        char
        if char.isprintable() and AS_LATIN.get(char, char) == char
        else f"{_seen(char)}<U+{ord(char):04X}>"
        for char in identifier
    )


def _seen(char: str) -> str:
    return char if char.isprintable() else ""


def on_both(rolls: Sides[Sequence[Company]]) -> list[str]:
    """What to know of two rolls together: identifiers on both, those that look alike, companies with one domain."""
    by_id = rolls.map(lambda roll: {company.external_id: company for company in roll})
    lines: list[str] = []
    shared = [own for own, a in by_id.a.items() if own in by_id.b and not _one(a, by_id.b[own])]
    if shared:
        lines.append(
            say(
                "{some}: identifiers on both rolls ({number}) that name different companies; a file "
                "that names one of them may mean either.",
                some=_some(shared),
                number=len(shared),
            )
        )
    alike = [group for group in look_alikes([*by_id.a, *by_id.b]) if any(own in by_id.b for own in group)]
    crossing = [group for group in alike if any(own in by_id.a for own in group)]
    lines += [say(_ALIKE, identifiers=say_list(map(spelt_out, group), " and ")) for group in crossing]
    lines += [
        say(
            "{name_a} ({first}) and {name_b} ({second}) have {reason}: are they one company?",
            name_a=by_id.a[x.first].name,
            first=x.first,
            name_b=by_id.b[x.second].name,
            second=x.second,
            reason=x.reason,
        )
        for x in one_domain(rolls)
        if not _one(by_id.a[x.first], by_id.b[x.second])
    ]
    return lines


def _one(a: Company, b: Company) -> bool:
    return not twin_keys(a).isdisjoint(twin_keys(b)) and bool(likely_one(a, b))


def _some(texts: Sequence[str]) -> str:
    return ", ".join(texts[:_SHOWN]) + (" …" if len(texts) > _SHOWN else "")

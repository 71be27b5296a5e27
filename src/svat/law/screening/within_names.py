"""Law, screening, within names: a number in a name is looked up as one, and the rest of the name by itself."""

from __future__ import annotations

from dataclasses import replace

from svat.law.model import Party
from svat.text.official.stated import in_sentences, without_numbers

_FEWEST_DIGITS = 5  # of a name in which a number may stand
_BARE = 7  # of a name that is nothing but a number


def numbers_told(party: Party) -> Party:
    """The party with what its names say besides: "M/V Coral (IMO 9074729)" is Coral too, and has that number."""
    names: dict[str, None] = dict.fromkeys(party.names)
    numbers: dict[tuple[str, str], None] = dict.fromkeys(party.identifiers)
    for name in party.names:
        digits = sum(c.isdecimal() for c in name)
        if digits < _FEWEST_DIGITS:
            continue
        if found := in_sentences(name):
            numbers |= dict.fromkeys(found)
            rest = without_numbers(name)
            if any(c.isalpha() for c in rest):
                names[rest] = None
        elif digits >= _BARE and not any(c.isalpha() for c in name):
            numbers["number", name] = None
    if len(names) == len(party.names) and len(numbers) == len(party.identifiers):
        return party
    return replace(party, names=tuple(names), identifiers=tuple(numbers))

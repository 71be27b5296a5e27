"""Law, names: identifiers (tax and registration numbers, IMO, passports …) as a way to be sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from svat.law.lists.model import Entry

# What an identifier is called, in rolls and in lists, → its class. The first that occurs in the label counts.
_CLASSES = (
    ("imo", "imo"), ("passport", "passport"), ("pasaporte", "passport"), ("passeport", "passport"), ("lei", "lei"),
    ("legal entity", "lei"), ("swift", "swift"), ("bic", "swift"), ("call sign", "call sign"), ("duns", "duns"),
    ("d-u-n-s", "duns"), ("serial", "serial"), ("tail", "tail"), ("tax", "tax"), ("inn", "tax"), ("bin", "tax"),
    ("iin", "tax"), ("nit", "tax"), ("ruc", "tax"), ("rif", "tax"), ("vat", "tax"), ("v.a.t", "tax"), ("r.f.c", "tax"),
    ("fiscal", "tax"), ("ogrn", "registration"), ("registration", "registration"), ("registry", "registration"),
    ("registered", "registration"), ("company", "registration"), ("business", "registration"), ("uscc", "registration"),
    ("license", "registration"), ("enterprise", "registration"), ("chamber", "registration"), ("national", "person"),
    ("cedula", "person"), ("c.u.r.p", "person"), ("identification", "person"),
)  # fmt: skip
_LEAST_LENGTH = 5
_LEAST_ANY_CLASS = 8  # a number this long means something even under another label


@lru_cache(maxsize=1 << 12)
def class_of(label: str) -> str:
    """The class of an identifier by what it is called; "" when unknown."""
    label = label.casefold()
    return next((name for written, name in _CLASSES if re.search(rf"\b{re.escape(written)}", label)), "")


def plain(number: str) -> str:
    """An identifier without spaces, dots and dashes, in capitals; "" when too short to identify anybody."""
    bare = "".join(c for c in number.upper() if c.isalnum()).removeprefix("IMO")
    return bare if len(bare) >= _LEAST_LENGTH and any(c.isdigit() for c in bare) else ""


class Numbers:
    """All identifiers of the listed entries."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._found: dict[str, list[tuple[int, str, str]]] = {}
        for place, entry in enumerate(entries):
            for label, number in entry.identifiers:
                if bare := plain(number):
                    self._found.setdefault(bare, []).append((place, class_of(label), label))

    def same(self, label: str, number: str) -> list[tuple[int, str, bool]]:
        """(entry's number, label there, same class) for entries with this identifier."""
        bare, mine = plain(number), class_of(label)
        out = []
        for place, theirs, listed_label in self._found.get(bare, ()):
            if mine and mine == theirs:
                out.append((place, listed_label, True))
            elif len(bare) >= _LEAST_ANY_CLASS:
                out.append((place, listed_label, False))
        return out

"""Law, lists: one name field that holds several names, as publishers write them."""

from __future__ import annotations

import re

_ASIDE = re.compile(r"\(([^()]*)\)")
_ORIGINAL = re.compile(r"original script\s*:\s*", re.IGNORECASE)
_LEAST_LETTERS = 4


def names_in(text: str) -> tuple[str, ...]:
    """The names in a field: parts between semicolons; each whole, without what is in brackets, and in its own script.

    "A; B (C)" holds A, "B (C)" and B; "A (original script: Б)" holds A and Б. A field without either is one name.
    """
    found: list[str] = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        asides = _ASIDE.findall(part)
        bare = " ".join(_ASIDE.sub(" ", part).split())
        original = [_ORIGINAL.sub("", a).strip() for a in asides if _ORIGINAL.match(a) or not a.isascii()]
        if not original:
            found.append(part)
        if asides and sum(map(str.isalpha, bare)) >= _LEAST_LETTERS:
            found.append(bare)
        found += original
    return tuple(dict.fromkeys(filter(None, found))) or (text,)

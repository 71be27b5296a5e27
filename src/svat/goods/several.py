"""Goods room: several products in one cell: what may be a list of them.

Commas also stand within one product's name ("yarn, cotton, not put up for retail sale"), so this only says what *may*
be a list; `understood` reads each part alone and takes it for a list when each is read with some certainty as another
heading.
"""

from __future__ import annotations

import re

# Words that point back: what follows is no product of its own.
_BACK = re.compile(
    r"(?<!\w)(?:thereof|their|its|his|их|его|ее|её|прочие|прочий|другие|other|others|etc|и\sт|on|in|для|из|for|of|with|на|в|не|not)(?!\w)|그\s|기타"
)
_STRONG = re.compile(r"\s*(?:[;\n•|]|\s/\s|\s\+\s|(?:^|\s)\d{1,2}[).]\s)\s*")
_WEAK = re.compile(
    r"\s*(?:,|、|，|·|ㆍ|\s(?:and|&|и|а также|및|y|et|und)\s|(?<=[가-힣]{2})(?:와|과|랑|하고)\s)\s*"
)
_PAREN = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff\uac00-\ud7a3]")
MOST = 8  # parts of a list; more are read as one text
_LONGEST = 4  # words of one part of a list with commas


def products(text: str) -> tuple[str, ...]:
    """The parts of what may be a list of products; none for one product.

    >>> products("honey, nuts and dried fruit"), products("natural honey")
    (('honey', 'nuts', 'dried fruit'), ())
    """
    plain = _PAREN.sub(lambda m: m[0].replace(",", " ").replace(";", " "), text)
    parts: list[str] = []
    for strong in _named(_STRONG.split(plain)):
        weak = _named(_WEAK.split(strong))
        short = all(len(_WORD.findall(part)) <= _LONGEST for part in weak)
        # "Barley, rolled" is one product; "barley and oats" and "barley, oats, rye" are two and three.
        listed = len(weak) > 2 or (len(weak) == 2 and "," not in strong)
        parts.extend(weak if listed and short else [strong])
    distinct = list(dict.fromkeys(parts))
    if not 2 <= len(distinct) <= MOST or any(_BACK.match(part) for part in distinct):
        return ()
    return tuple(distinct)


def is_listed(text: str) -> bool:
    """Whether marks that do not stand within one product's name part the text: semicolons, numbers, lines."""
    return bool(_STRONG.search(text))


def _named(parts: list[str]) -> list[str]:
    return [stripped for part in parts if _WORD.search(stripped := part.strip(" ,;.-"))]

"""Law, names: where one text holds several names: "One/Other", "One | Other", "One a.k.a. Other", "Один, он же Два"."""

from __future__ import annotations

import re
from functools import lru_cache

_MOST_PARTS = 3  # of a name with strokes
_LEAST_PART = 4  # letters
_LEAST_SIGNS = 2  # of scripts that write a syllable or a word with a letter
_SYLLABLES_FROM = "\u2e80"
_ABBREVIATED = re.compile(r"(?<!\w)\w{1,2}[/／]|[/／]\w{1,2}(?!\w)")  # c/o, A/S, d/b/a
_STROKE = re.compile("[/／]")
_ENTITY = re.compile(r"&#?\w+;")  # &amp; of a web page: its semicolon parts nothing
_SAID = (
    r"[afn]\.?\s?k\.?\s?a|[afn]/k/a|d\.?\s?b\.?\s?a|d/b/a|t/a|alias(?:es)?|trading as|doing business as|"
    r"(?:also|formerly|now|better|otherwise) (?:known|called|trading) as|formerly|"
    r"(?:он|она|оно|они) же|також відом\w+ як|(?:він|вона|воно) ж[еє]?|(?:также )?известн\w+ (?:также )?как|"
    r"también conocid[oa] como|auch bekannt als|connue? sous le nom de|diğer adı|bilinen adıyla|"
    r"المعروف باسم|المعروفة باسم"
)
_BETWEEN = re.compile(
    rf"[|｜¦;；\\＼•~～]|(?<![\w.])(?:{_SAID})(?!\w)\.?:?|又名|又称|又稱|亦称|亦稱|别名|別名|曾用名|일명",
    re.IGNORECASE,
)
_SIGNS = frozenset("|｜¦;；\\＼•~～/／")
_OUTER = " \t\n,.:\"'«»“”„()[]（）"


@lru_cache(maxsize=1 << 14)
def parts_of(name: str) -> tuple[str, ...]:
    """The names that marks and words such as a.k.a. part; () where the text is one name.

    A stroke within "A/S", "c/o" or "24/7" parts no names, and neither does a mark beside which fewer than four letters
    stand: AT&T, S.p.A., a date.
    """
    if not (_SIGNS.isdisjoint(name) and _BETWEEN.search(name) is None):
        whole = [part.strip(_OUTER) for part in _BETWEEN.split(_ENTITY.sub(" ", name))]
        long = [part for part in whole if _is_long_enough(part)]
        parts = [piece for part in long for piece in _by_strokes(part)]
        if len(parts) > 1 or (len(whole) > 1 and parts):
            return tuple(dict.fromkeys(parts))
    return ()


def _by_strokes(text: str) -> list[str]:
    """What strokes part, or the text whole."""
    pieces = [piece.strip(_OUTER) for piece in _STROKE.split(text)]
    if (
        not 1 < len(pieces) <= _MOST_PARTS
        or _ABBREVIATED.search(text)
        or not all(map(_is_long_enough, pieces))
    ):
        return [text]
    return pieces


def _is_long_enough(part: str) -> bool:
    letters = [char for char in part if char.isalpha()]
    return len(letters) >= _LEAST_PART or sum(char >= _SYLLABLES_FROM for char in letters) >= _LEAST_SIGNS

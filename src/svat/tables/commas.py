"""Tables, commas: whether those of a column, or its slashes, part several things or belong to one: "rice, broken"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from svat.tables.values import words
from svat.text.spelling import squash

Manner = Literal["list", "likely", "one"]  # what a cell with commas is: several things, perhaps, or one
Sign = Literal["comma", "slash"]

_PARTED = re.compile(r"[;；؛\n\r]")
_COMMAS = re.compile(r"[,，、،]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|（[^（）]*）|«[^«»]*»|\"[^\"]*\"|“[^“”]*”")
_SPACED_SLASHES = re.compile(r"\s+[/／]\s+")
_SLASHES = re.compile(r"[/／·ㆍ・]")
_LAST_AND = re.compile(r"\s+(?:and|und|et|y|e|и|та|және|va|ve|及|和|および|및|و)\s+", re.IGNORECASE)
_HELD = "\x00"  # what stands for a comma in brackets or quotes
_DECIMAL = re.compile(r"\d,\d")
_MEASURE = re.compile(
    r"\d[\d.,]*(?:\s|%|°|$|(?:k?g|mg|m?l|[cm]?m|kw|hp|t|v|w|кг|гр?|мл|л|[см]?м|т|шт|вт|호|급|개)\b)",
    re.IGNORECASE,
)  # "1 сорт", "50kg", "100%"; not "3D printers"
_SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]\s+[^\W\d_]")
_AND = re.compile(r"^(?:and|und|et|y|e|и|және|및|&)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_CYRILLIC, _EASTERN, _ARABIC = (
    re.compile("[\u0400-\u04ff]"),
    re.compile("[\u3040-\u9fff\uac00-\ud7a3]"),
    "\u0600",
)
_DIGIT, _SPACE = re.compile(r"\d"), re.compile(r"\s")
_WHOLE = 3  # letters of a word between slashes; "в/с" is one
_MOST_WORDS, _LONGEST = 5, 60
_DOUBTED = 0.1  # share of cells that are one thing, up to which the others are lists
_ENOUGH = 3  # cells that may be lists, where nothing else is shown

# Endings of Russian adjectives and participles; nouns that end so are excepted by their own endings or by name.
_ADJECTIVE = re.compile(r"(?:[ыо]й|[сц]кий|[гкхжчшщ]ий|[ая]я|[ое]е|ые|[гкхжчшщн]ие|[ыи]х|[ыи]м|[ео]го)$")
_NOUN = re.compile(r"(?:[нтв]ие|лие|рие|ция|сия|ое сырье|чай|обои|[аоуи]й)$")
_NOUNS = frozenset(
    ("мороженое", "пирожное", "шампанское", "игристое", "животное", "животные", "насекомые", "жаркое", "заливное",
     "спиртное", "сырье", "белье", "литье", "ружье", "печенье", "варенье", "фрезерные", "рой", "покой", "клей")
)  # fmt: skip
_ED = re.compile(r"[^\W\d_]{2,}(?:ed|ised|ized)$")
_ED_NOUNS = frozenset(
    ("seed", "feed", "bed", "weed", "reed", "seaweed", "linseed", "rapeseed", "flaxseed", "oilseed", "aniseed", "sled",
     "shed", "tweed", "led", "breed", "med", "birdseed", "cottonseed", "hempseed", "mustardseed", "moped", "biped")
)  # fmt: skip
_KOREAN_TAIL = re.compile("(?:것|한정한다|제외한다|포함한다|제외|포함|경우|[는은을]|[가-힣]한|[가-힣]된)$")


@dataclass(frozen=True)
class Commas:
    """What the commas of one column do: whether they part things, and in how many cells of those that have some."""

    part: bool = False
    lists: int = 0
    ones: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether they are left alone although they part things in a good share of the cells."""
        return not self.part and 0 < self.lists >= self.ones


def commas_shown(cells: Iterable[str], codes: Iterable[int] = (), sign: Sign = "comma") -> Commas:
    """What the commas of a column show, or its slashes; `codes` says of each cell how many codes stand beside it, 0 for
    unknown.

    They part things when no cell uses ";" or lines for that, and nearly all with a comma are short names of things.
    """
    found: dict[Manner, int] = {"list": 0, "likely": 0, "one": 0}
    counts = iter(codes)
    for cell in cells:
        beside = next(counts, 0)
        if _PARTED.search(cell):
            return Commas()
        if (_COMMAS if sign == "comma" else _SLASHES).search(cell) and (
            manner := manner_of(cell, beside, sign)
        ):
            found[manner] += 1
    lists, ones = found["list"] + found["likely"], found["one"]
    enough = found["list"] > 0 or (found["likely"] >= _ENOUGH and not ones)
    return Commas(enough and ones <= _DOUBTED * (lists + ones), lists, ones)


def pieces(cell: str, sign: Sign = "comma") -> list[str]:
    """The parts of a cell between commas or slashes, those in brackets and quotes not counted.

    "And" before the last is taken off, or parts the last two: "pumps, valves and cranes".
    """
    parts = _cut(cell, sign)
    if len(parts) > 1 and sign == "comma":
        parts[-1] = _AND.sub("", parts[-1])
        last = _LAST_AND.split(parts[-1])
        if len(last) == 2 and all(map(_names_a_thing, last)) and all(map(_surely_a_noun, last)):
            parts[-1:] = last
    return [part for part in parts if part and squash(part) not in words("and so on")]


def _cut(cell: str, sign: Sign) -> list[str]:
    pattern = _COMMAS if sign == "comma" else _SPACED_SLASHES if _SPACED_SLASHES.search(cell) else _SLASHES
    held = _BRACKETED.sub(lambda m: pattern.sub(lambda cut: _HELD * len(cut[0]), m[0]), cell)
    parts, start = [], 0
    for match in pattern.finditer(held):
        parts.append(cell[start : match.start()].strip())
        start = match.end()
    return [*parts, cell[start:].strip()]


def manner_of(cell: str, codes: int = 0, sign: Sign = "comma") -> Manner | None:
    """Whether a cell with commas lists several things; None when its commas are all in brackets, or at its end.

    Of slashes only those are asked that stand between whole names: "AC/DC", "в/с" and "input/output modules" part none.
    """
    parts = pieces(cell, sign)
    if len(parts) < 2:
        return None
    if codes:
        return "list" if codes == len(parts) else "one"
    if sign == "slash":
        return _manner_of_slashes(cell, parts)
    if _DECIMAL.search(cell) or _SENTENCE.search(cell) or not all(map(_names_a_thing, parts)):
        return "one"
    if len(parts) > 2 or all(map(_surely_a_noun, parts)):
        return "list"
    return "likely"


def _manner_of_slashes(cell: str, parts: Sequence[str]) -> Manner | None:
    if len({kind for part in parts if (kind := _script(part))}) > 1:
        return "one"  # one thing in two languages: "김치 / Kimchi"
    if not all(map(_names_a_thing, parts)) or _DIGIT.search(cell):
        return "one" if _SPACED_SLASHES.search(cell) else None
    if _SPACED_SLASHES.search(cell):
        return "list" if len(parts) > 2 or all(map(_surely_a_noun, parts)) else "likely"
    whole = all(  # of "전기·전자·통신 장비" the first two describe the last
        not _SPACE.search(part) and (_EASTERN.search(part) or (part.isalpha() and len(part) >= _WHOLE))
        for part in parts
    )
    if not whole:
        return None
    return "list" if len(parts) > 2 else "likely" if all(map(_surely_a_noun, parts)) else None


def _script(part: str) -> str:
    """The script that a part is written in, as far as two of them are two languages."""
    return "cyrillic" if _CYRILLIC.search(part) else "eastern" if _EASTERN.search(part) else "latin"


def _names_a_thing(part: str) -> bool:
    """Is a part a short name of something: no measure, no description, no continuation of what was said before."""
    found = _WORD.findall(part.casefold().replace("ё", "е"))
    if not found or len(found) > _MOST_WORDS or len(part) > _LONGEST or _MEASURE.match(part):
        return False
    eastern = bool(_EASTERN.search(part))
    if not eastern and (sum(map(str.isalpha, part)) < 2 or (len(found) == 1 and len(found[0]) < 2)):
        return False
    if squash(found[0]) in _continues() or any(squash(word) in words("sentence") for word in found):
        return False
    if squash(part) in _legal_tails():
        return False
    if eastern:
        return not _KOREAN_TAIL.search(part) and not all(word in words("describes") for word in found)
    return not all(map(_describes, found))


@cache
def _continues() -> frozenset[str]:
    return frozenset(words("continues"))


@cache
def _legal_tails() -> frozenset[str]:
    return frozenset(words("legal tail"))


def _describes(word: str) -> bool:
    """Does a word say how something is and not what it is."""
    if word in words("describes"):
        return True
    if _CYRILLIC.search(word):
        return bool(_ADJECTIVE.search(word)) and word not in _NOUNS and not _NOUN.search(word)
    return bool(_ED.search(word)) and word not in _ED_NOUNS


def _surely_a_noun(part: str) -> bool:
    """Is a part of two surely one of a list: in scripts whose adjectives are known, or in the plural."""
    if _CYRILLIC.search(part) or _EASTERN.search(part):
        return True
    last: Sequence[str] = _WORD.findall(part.casefold())[-1:]
    return (
        bool(last)
        and last[0].endswith("s")
        and not last[0].endswith(("ss", "us", "is"))
        and part[0] < _ARABIC
    )

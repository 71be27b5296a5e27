"""Law, names: Korean in Latin letters is written in several ways; one form for all of them.

Revised Romanisation, McCune–Reischauer without its marks, the spelling used in the DPRK and the usual English
spellings of surnames differ in voicing (g/k, d/t, b/p, j/ch), in r/l and in how eo, eu and ae are written. Press and
passports write ㅓ as u too (Chung, Suk) and have spellings of surnames of their own (Roh, Park, Lee).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from svat.law.names.han import has_han, korean_readings
from svat.law.names.han_syllables import other_characters
from svat.text.folding import marked_readings
from svat.text.hangul import is_hangul, romanise
from svat.text.words import native_words

_RULES = {
    "yeong": "yon", "young": "yon", "yung": "yon", "yong": "yon", "weon": "won", "eui": "i", "ui": "i", "yeo": "yo",
    "eo": "o", "eu": "u", "oo": "u", "ou": "u", "ee": "i", "ae": "e", "oe": "e", "oi": "e", "ai": "e", "ck": "k",
    "kk": "k", "tt": "t", "pp": "p", "ss": "s", "tch": "c", "jj": "c", "ch": "c", "sh": "s", "ts": "c", "ng": "n",
    "gn": "n", "rh": "l", "ph": "p", "kh": "k", "gh": "k", "wh": "w", "g": "k", "d": "t", "b": "p", "j": "c",
    "z": "c", "r": "l", "q": "k", "x": "ks", "f": "p", "v": "w",
}  # fmt: skip
_RULE = re.compile("|".join(map(re.escape, sorted(_RULES, key=lambda k: (-len(k), k)))))
_AGAIN = re.compile(r"([a-z])\1+")
_SILENT = re.compile(r"(?<=[aeiou])h(?![aeiouyw])")  # Roh, Ahn: only lengthens the vowel
_LONGEST = 4  # syllables of a person's name
_FIRST, _SYLLABLES, _FINALS = 0xAC00, 588, 28
# Of vowels, by their number in Unicode: in the Revised Romanisation, and how they are written besides.
_AS_WELL = {
    4: ("eo", ("u",)), 6: ("yeo", ("yu", "you")), 7: ("ye", ("e",)), 13: ("u", ("woo",)), 14: ("wo", ("wu",)),
    18: ("eu", ("u", "e")), 20: ("i", ("yi",)),
}  # fmt: skip
_NOTHING = 11  # number of the initial that has no sound
_R = 5  # of the initial r


@lru_cache(maxsize=1 << 17)
def korean(word: str) -> str:
    """One form of a folded Latin word (or words written together) for all spellings of the same Korean."""
    return _AGAIN.sub(r"\1", _RULE.sub(lambda m: _RULES[m.group()], _SILENT.sub("", word)))


@cache
def surnames() -> Mapping[str, tuple[str, ...]]:
    """Surname in Hangul → its spellings in press and passports, folded, the usual one first."""
    text = files("svat.law.names").joinpath("data/korean_surnames.csv").read_text(encoding="utf-8")
    return {row["hangul"]: tuple(row["spellings"].split()) for row in csv.DictReader(text.splitlines())}


def surname_spellings(hangul: str) -> tuple[str, ...]:
    """A Hangul word with its first syllable, if a surname, in the two usual Latin spellings that differ most."""
    return tuple(latin + hangul[1:] for latin in _distinct(surnames().get(hangul[:1], ()))[-2:])


@lru_cache(maxsize=1 << 14)
def as_written(hangul: str) -> tuple[str, ...]:
    """A person's name in Hangul in the one form of `korean`, for each way that press and passports may write it.

    The surname first and last; () for what is not two to four syllables, or has no known surname.
    """
    if not (1 < len(hangul) <= _LONGEST and all(map(is_hangul, hangul)) and ord(min(hangul)) >= _FIRST):
        return ()
    size = next((n for n in (2, 1) if hangul[:n] in surnames() and len(hangul) > n), 0)
    if not size:
        return ()
    first = _distinct(surnames()[hangul[:size]])
    given = ["".join(way) for way in product(*(_distinct(_syllable(c)) for c in hangul[size:]))]
    ways = (way for a, b in product(first, given) for way in (a + b, b + a))
    # n before g is read as ng where a name is written together
    return tuple(dict.fromkeys(korean(form) for way in ways for form in (way, way.replace("nk", "ng"))))


@lru_cache(maxsize=1 << 12)
def _syllable(char: str) -> tuple[str, ...]:
    """A syllable of a given name as it may be written: as the rule book says first."""
    plain = romanise(char)
    initial, vowel = divmod((ord(char) - _FIRST) // _FINALS, _SYLLABLES // _FINALS)
    found = [plain]
    if vowel in _AS_WELL and (vowel not in (13, 20) or initial == _NOTHING):
        written, others = _AS_WELL[vowel]
        found += (plain.replace(written, other, 1) for other in others)
    if initial == _R:
        found += [plain[1:]] if plain[1:2] in ("y", "i") else ["n" + plain[1:]]
    elif initial == _NOTHING and plain[:1] in ("y", "i"):
        found.append("r" + plain)
    return tuple(found)


def _distinct(spellings: tuple[str, ...]) -> list[str]:
    """One spelling for each form that they have, beginning with k rather than g."""
    hard = ("k" + latin[1:] if latin[0] == "g" else latin for latin in reversed(spellings))
    return list({korean(latin): latin for latin in hard}.values())


def other_syllables(one: str, other: str) -> bool:
    """Whether two short names in Hangul, or one in Han characters and a Latin one, differ in a syllable.

    They are two persons' names then. Surnames that are written in two ways (이 and 리) do not differ, nor do Hangul
    names of unequal length here.
    """
    if has_han(one):
        return other_characters(one, other) and not _may_be_korean(one, other)
    mine, theirs = ([c for c in name if is_hangul(c)] for name in (one, other))
    if len(mine) != len(theirs) or not 2 <= len(mine) <= _LONGEST:
        return False
    if mine[0] != theirs[0] and not set(surnames().get(mine[0], ())) & set(surnames().get(theirs[0], ())):
        return not _alike(mine[0], theirs[0])
    return any(not _alike(a, b) for a, b in zip(mine[1:], theirs[1:], strict=True))


def _may_be_korean(han: str, latin: str) -> bool:
    """Whether a Latin name is one in Han characters as Koreans read and write it."""
    written = korean("".join(word for word, of_form in marked_readings(latin)[0] if not of_form))
    return any(written in as_written(hangul) for hangul in korean_readings("".join(native_words(han))))


def _alike(one: str, other: str) -> bool:
    return one == other or korean(romanise(one)) == korean(romanise(other))

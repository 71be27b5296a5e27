"""Law, names: coarser forms of a word, equal for words that sound or look alike.

`phonetic_key` makes one form of the usual romanisations of a word, `consonant_skeleton` leaves its consonants,
`vowels_left_out` is what remains when somebody abbreviates by leaving out vowels, `shape` undoes letters that a
scanner takes for others (optical character recognition).
"""

from __future__ import annotations

import re
from functools import lru_cache

_CACHE = 1 << 17
_VOWELS = "aeiou"
_SHORT = 3
# Longest first; each stands for one sound in the romanisations in use. C is the sound of "church".
_SOUNDS = {
    "shch": "s", "tsch": "C", "sch": "s", "tch": "C", "dzh": "j", "sh": "s", "ch": "C", "cz": "C", "dj": "j",
    "zh": "j", "dz": "s", "tz": "s", "ts": "s", "kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d", "ck": "k",
    "qu": "k", "ce": "se", "ci": "si", "oo": "u", "ou": "u", "ue": "u", "oe": "o", "ae": "a", "ee": "i",
    "ie": "i", "ei": "i", "ey": "i", "iy": "i", "ij": "i", "q": "k", "c": "k", "x": "ks", "w": "v", "z": "s",
    "y": "i",
}  # fmt: skip
_SOUND = re.compile("|".join(map(re.escape, _SOUNDS)))
_AW = re.compile("aw(?=[^aeiou])")  # Tawhid, Taukhid
_AGAIN = re.compile(r"([a-zC])\1+")
_SHAPES = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "2": "z"})
_DIGITS = str.maketrans({"3": "e", "4": "a", "6": "b", "7": "t", "9": "g"})  # within words
_LETTER = re.compile("[a-z]")
_NO_VOWEL = str.maketrans("", "", _VOWELS)


@lru_cache(maxsize=_CACHE)
def phonetic_key(word: str) -> str:
    """The phonetic key of a folded word, in few letters; words of other scripts and words with digits stay."""
    if not word.isascii() or not word.isalpha():
        return word
    if word.endswith(("off", "eff")):
        word = word[:-2] + "v"
    if word.startswith(("ye", "yo")):
        word = word[1:]
    if word.startswith(("xi", "xu")):  # Chinese
        word = "s" + word[1:]
    word = _SOUND.sub(lambda m: _SOUNDS[m.group()], _AW.sub("au", word))
    word = _AGAIN.sub(r"\1", word)
    return word[:-1] if len(word) > 2 and word.endswith("h") and word[-2] in _VOWELS else word


@lru_cache(maxsize=_CACHE)
def consonant_skeleton(word: str) -> str:
    """The phonetic key's first letter, any vowel there being one, and its consonants: equal for vowels swapped."""
    heard = phonetic_key(word)
    if not heard.isascii() or not heard.isalpha():
        return heard
    first = "a" if heard[0] in _VOWELS else heard[0]
    return _AGAIN.sub(r"\1", first + heard[1:].translate(_NO_VOWEL))


def vowels_left_out(word: str) -> set[str]:
    """The word without the vowels between its first and its last letter, without any after the first, without any.

    Words of three letters or fewer have none, nor do words of which fewer than three would be left without a first
    vowel: nobody leaves out so much.
    """
    if len(word) <= _SHORT:
        return set()
    inner = word[0] + word[1:-1].translate(_NO_VOWEL)
    found = {inner + word[-1], inner + word[-1].translate(_NO_VOWEL)}
    none = word.translate(_NO_VOWEL)
    return found | {none} if len(none) >= _SHORT else found


def shape(word: str) -> str:
    """The word as a scanner may misread it: rn as m, 0 as o, 1 and i as l, and more."""
    if not word.isalpha() and len(_LETTER.findall(word)) > len(word) / 2:  # "i9or"; a number stays one
        word = word.translate(_DIGITS)
    return word.replace("rn", "m").replace("cl", "d").translate(_SHAPES)

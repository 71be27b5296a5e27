"""Law, names: words in Arabic letters (Arabic, Persian, Urdu, Pashto) and in Latin ones, brought to one form.

Arabic writes consonants and long vowels. A word becomes its consonants in a few classes, each standing for all the
letters that romanisations put for one another, and between them slots with the vowels that are written. A Latin word
becomes the same; where a letter may be read in several ways the word has several forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

# A form: the classes of the consonants, and the vowels before each and after the last (one slot more).
Form = tuple[str, tuple[str, ...]]

_CACHE = 1 << 16
_MOST_FORMS = 48
_VOWELS = "aeiouyw"
_FREE = "*"  # a letter that Latin writes with any vowel or not at all
# Classes are small letters (x is sh); vowels: A long a, W o/u/w, Y i/e/y, E any but o and u, * any or none,
# H any but i, or none.
_ARABIC = {
    "ا": "A", "ى": "*", "ء": "*", "ئ": "*", "ؤ": "*", "ع": "*", "و": "W", "ي": "Y", "ې": "Y", "ۍ": "Y",
    "ے": "Y", "ۀ": "*", "ۆ": "W", "ێ": "Y", "ە": "*", "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ٹ": "t",
    "ټ": "t", "ث": "ts", "ج": "j", "چ": "j", "ژ": "jz", "ح": "h", "ه": "h", "خ": "hk", "د": "d",
    "ڈ": "d", "ډ": "d", "ذ": "dz", "ر": "r", "ڑ": "r", "ړ": "r", "ز": "z", "س": "s", "ش": "x",
    "ص": "s", "ض": "dz", "ظ": "zd", "غ": "k", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "گ": "k",
    "ګ": "k", "ڭ": "k", "ل": "l", "م": "m", "ن": "n", "ں": "n", "ڼ": "n", "ځ": "zd", "څ": "sj",
    "ښ": "xh", "ږ": "jk", "ة": "*t",
}  # fmt: skip
_LEAST_BESIDE = 3  # letters that are still a name when its Abd is off
_SILENT_AT_END = "ه"
_SUN = frozenset("تثدذرزسشصضطظلن")  # before these the l of the article is not heard
_ARTICLE = "ال"
_GOD = "الله"
_ALEF = "ا"
# One letter in several shapes: of Persian and Urdu, and the alef with and without its signs.
_SHAPES = str.maketrans("أإآٱیکہھ", "اااايكهه")
# Latin letters and pairs, the longest first; each option is a text of classes, "w" being a vowel.
_LATIN: dict[str, tuple[str, ...]] = {
    "shch": ("x",), "tsch": ("j",), "sch": ("x",), "tch": ("j",), "dzh": ("j",), "sh": ("x", "sh"),
    "ch": ("x", "j"), "kh": ("h", "kh"), "gh": ("k",), "th": ("t", "s", "d", "th"), "dh": ("d", "dh"),
    "zh": ("j", "z", "zh"), "ph": ("f",), "dj": ("j",), "ck": ("k",), "b": ("b",),
    "c": ("k", "j", "s"), "d": ("d",), "f": ("f",), "g": ("k", "j"), "h": ("h",), "j": ("j",),
    "k": ("k",), "l": ("l",), "m": ("m",), "n": ("n",), "p": ("b",), "q": ("k",), "r": ("r",),
    "s": ("s",), "t": ("t",), "v": ("w", "f"), "x": ("ks",), "z": ("z",),
}  # fmt: skip
_LONGEST = max(map(len, _LATIN))
_SERVANT_OF = re.compile("abd[aeou]{1,2}[lrsnztd]")  # Abd with the article of the next word
_ONE_VOWEL = ("ou", "oo", "ee")  # one vowel written with two letters


def is_arabic(word: str) -> bool:
    """Whether the word has a letter of the Arabic alphabet."""
    return any(c in _ARABIC for c in word)


def plain_shapes(word: str) -> str:
    """The word with one shape for each letter; the functions here expect it so."""
    return word.translate(_SHAPES)


def is_plain_latin(word: str) -> bool:
    """Whether the word is in plain Latin letters alone."""
    return word.isascii() and word.isalpha()


@lru_cache(maxsize=_CACHE)
def arabic_forms(word: str) -> tuple[Form, ...]:
    """The forms of a word in Arabic letters, as written and without its article; () when it has other letters."""
    if any(c not in _ARABIC for c in word):
        return ()
    found = _written(word)
    if word.startswith(_ARTICLE) and len(word) > 3 and word != _GOD:
        # what Latin writes before the noun (al, el, ar …) may be in its word or not
        found += [
            (consonants, (_FREE, *slots[1:])) if slots[0] == "" else (consonants, slots)
            for consonants, slots in _written(word[2:])
        ]
    return tuple(dict.fromkeys(found))


def _written(word: str) -> list[Form]:
    steps: list[Sequence[str]] = []
    for place, char in enumerate(word):
        last = place == len(word) - 1
        if char == "ل" and place and word[place - 1] == "ل":
            steps.append(("", "l") if place == 1 else ("",))  # doubled in writing, once in sound
        elif char == _SILENT_AT_END and last and place:
            steps.append(("h", "H"))
        elif char == "ل" and place > 1 and not last and word[place - 1] == _ALEF and word[place + 1] in _SUN:
            steps.append(("l", ""))
        elif char == _ALEF and place and not last and word[place + 1] == "ل":
            steps.append((_FREE,))  # perhaps an article in the middle, of any vowel
        elif char == "ة" and not last:
            steps.append(("t",))
        elif char == "ي" and last and place:
            steps.append(("E",))  # Latin has i, or a where it stands for the alef that looks alike
        else:
            steps.append(tuple(_ARABIC[char]))
    return _combined(steps)


@lru_cache(maxsize=_CACHE)
def latin_forms(word: str) -> tuple[Form, ...]:
    """The forms of a folded Latin word; () for any other."""
    if not is_plain_latin(word):
        return ()
    steps: list[Sequence[str]] = []
    place, before = 0, ""
    while place < len(word):
        char = word[place]
        if char in _VOWELS:
            mute = char == "e" and place == len(word) - 1 and before
            steps.append((char, "") if mute else (char,))
            place, before = place + 1, ""
            continue
        size = next(n for n in range(_LONGEST, 0, -1) if word[place : place + n] in _LATIN)
        letters = word[place : place + size]
        if letters == "h" and place == len(word) - 1 and place and word[place - 1] in _VOWELS:
            steps.append(("h", ""))
        elif letters != before:  # doubled letters are one
            steps.append(_LATIN[letters])
        place, before = place + size, letters
    found = _combined(steps)
    if _SERVANT_OF.fullmatch(word):
        found.append(("bd", ("a", "", "")))
    return tuple(dict.fromkeys(found))


def _combined(steps: Iterable[Sequence[str]]) -> list[Form]:
    forms: list[tuple[str, tuple[str, ...]]] = [("", ("",))]
    for options in steps:
        grown = []
        for consonants, slots in forms:
            for option in options:
                longer, vowels = consonants, slots
                for char in option:
                    if char in _VOWELS or char in "AWYEH*":
                        vowels = (*vowels[:-1], vowels[-1] + char)
                    else:
                        longer, vowels = longer + char, (*vowels, "")
                grown.append((longer, vowels))
        forms = grown[:_MOST_FORMS]
    return forms


def differences(arabic: Sequence[str], latin: Sequence[str]) -> int:
    """In how many slots the vowels of two forms with equal consonants cannot stand for one another.

    A long i at the end that Latin lacks counts twice: no romanisation leaves it out."""
    last = len(arabic) - 1
    apart = sum(
        not _agree(mine, theirs, first=n == 0, last=n == last)
        for n, (mine, theirs) in enumerate(zip(arabic, latin, strict=True))
    )
    return apart + ("E" in arabic[last] and not latin[last])  # Kamali is not Kamal


def _agree(arabic: str, latin: str, *, first: bool, last: bool) -> bool:
    if first and arabic == _FREE:
        return True
    if first and not arabic:
        return not latin
    if first and arabic[0] in "A*" and len(arabic) == 1:
        return bool(latin)
    if "W" in arabic and not set(latin) & set("ouw"):
        return False
    if "Y" in arabic and not set(latin) & set("iey"):
        return False
    if "E" in arabic and not set(latin) & set("ieya"):
        return False
    if "H" in arabic and latin and not set(latin) - set("iy"):
        return False
    if "A" in arabic and not set(latin) & set("aeo"):
        return False
    if arabic:
        return True
    if last:
        return not latin
    return len(set(latin)) < 2 or latin in _ONE_VOWEL


def split_compounds(word: str) -> tuple[str, ...]:
    """A word in which a name is written together that Latin writes apart (Abd al-, Abu, … al-Din), in its parts."""
    for head in ("عبد", "ابو", "بن"):
        if word.startswith(head) and len(word) >= len(head) + _LEAST_BESIDE:
            return head, word[len(head) :]
    for tail in ("الدين", _GOD):
        if word.endswith(tail) and len(word) >= len(tail) + 2:
            return word[: -len(tail)], tail
    return (word,)

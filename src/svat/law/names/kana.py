"""Law, names: words in kana and in Latin letters, both ways, by the consonants that Japanese can have heard.

Japanese has a vowel after nearly every consonant and lacks some sounds: l is r, v is b, w or f, th is s or z, si is
shi, ti is chi, and r before a consonant only lengthens the vowel. A word in kana becomes every row of consonants that
it may stand for, a Latin one a single row; where the rows are equal, the vowels between are compared. Always a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from svat.law.names.cross_script import Likely, cross_script_likeness

Form = tuple[str, tuple[str, ...]]  # consonants, and the vowels before, between and after them
_Mora = tuple[str, str]  # sound of the row, vowels

_KANA = frozenset(("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"))
_MOST = 4096  # rows of consonants of one word
# What a sound of Japanese may be in the spellings of other languages; "" is a letter that is not heard or a vowel.
_HEARD: dict[str, tuple[str, ...]] = {
    "": ("",), "K": ("K", "CH", "KH"), "G": ("G",), "S": ("S", "TH", "C", "Z"), "SH": ("SH", "S", "C", "CH", "TH"),
    "Z": ("Z", "S", "TH", "D S"), "J": ("J", "G", "Z", "D"), "T": ("T", "TH"), "CH": ("CH", "T", "C"),
    "TS": ("T", "TS", "Z", "C"), "D": ("D", "TH"), "N": ("N",), "NN": ("N", "M"), "H": ("", "J", "CH", "KH"),
    "F": ("F", "V", "KH", ""), "M": ("M",), "Y": ("", "J"), "R": ("R",), "W": ("W", "V", ""), "V": ("V", "W"),
    "B": ("B", "V"), "P": ("P",),
}  # fmt: skip
# A sound before one vowel, and before a small letter.
_BEFORE = {
    "SI": "SH", "ZI": "J", "DI": "J", "TI": "CH", "TU": "TS", "DU": "Z", "HU": "F", "VU": "V",
}  # fmt: skip
_SMALL = {"": "W"}  # ウィ
_FIRST_U = ("", "V", "W")  # ウラジーミル: Vladimir
_SILENT = {"ru", "ri"}  # r that Latin has before a consonant or last, and is not heard in English
# Letters of a Latin word, longest first, as the consonants that are told apart here; small letters are vowels.
_LETTERS = {
    "shch": "SH CH ", "tsch": "CH ", "dsch": "J ", "tch": "CH ", "dzh": "J ", "sch": "SH ", "cqu": "K ", "tio": "SH io",
    "sh": "SH ", "ch": "CH ", "cz": "CH ", "dj": "J ", "dg": "J ", "ts": "TS ", "tz": "TS ", "zz": "TS ", "zh": "Z ",
    "kh": "KH ", "gh": "G ", "ph": "F ", "th": "TH ", "dh": "D ", "dt": "T ", "ck": "K ", "cq": "K ", "qu": "K ",
    "gn": "N ", "wh": "W ", "wr": "R ", "oo": "u", "ee": "i", "ea": "ei", "ou": "oau", "ow": "oau", "q": "K ",
    "j": "J ", "l": "R ", "a": "ae", "u": "ua", "e": "ei", "y": "i", "h": "",
}  # fmt: skip
_LATIN = re.compile(
    r"^x|^kn|ng(?![aeiouy])|"
    + "|".join(letters for letters in sorted(_LETTERS, key=len, reverse=True) if len(letters) > 1)
    + r"|c(?=[eiy])|[rw](?=[aeiouy])|[a-z]"
)
_MUTE_R = "r"  # among the vowels: an r that lengthens the one before
_IN_CONTEXT = {"kn": "N ", "ng": "N ", "w": "u", "r": "ra", "x": "K S ", "c": "K "}
_VOWELS = "aeiou"
_PUT_IN = frozenset("uoir")  # vowels that Japanese has where other languages have none
_ANOTHER = 9  # so many vowels apart that it is another word
_AGAIN = re.compile(r"([b-df-hj-np-tv-z])\1+")


def is_kana(word: str) -> bool:
    """Whether a word is wholly in kana."""
    return not word.isascii() and all(
        unicodedata.name(c, "").partition(" ")[0] in _KANA for c in word if c.isalnum()
    )


@lru_cache(maxsize=1 << 12)
def kana_forms(word: str) -> tuple[Form, ...]:
    """Every form of a word in kana, for each spelling that its sounds may have."""
    ways = islice(_ways(_morae(word)), _MOST)
    return tuple(dict.fromkeys(_form(way) for way in ways))


@lru_cache(maxsize=1 << 14)
def latin_form(word: str) -> Form:
    """The form of a folded Latin word, each vowel with those that it may be heard as."""
    return _form(_LATIN.sub(_latin, _AGAIN.sub(r"\1", word)))


def _latin(found: re.Match[str]) -> str:
    letters = found.group()
    if letters == "x" and not found.start():
        return "S "
    if letters == "c" and found.string[found.end() : found.end() + 1] in tuple("eiy"):
        return "C "
    if letters in ("r", "w") and found.string[found.end() : found.end() + 1] in tuple("aeiouy"):
        return letters.upper() + " "
    known = _IN_CONTEXT.get(letters, _LETTERS.get(letters))
    return known if known is not None else letters if letters in _VOWELS else letters.upper() + " "


def _form(way: str) -> Form:
    """Consonants, each followed by a space, and vowels, in one text → the form."""
    parts = re.split(r"([A-Z]+) ", way)
    return " ".join(parts[1::2]), tuple(parts[::2])


def _ways(morae: Sequence[_Mora], place: int = 0) -> Iterator[str]:
    """Every way in which the sounds from a place on may be spelt."""
    if place == len(morae):
        yield ""
        return
    for heard, vowels in _options(morae, place):
        start = (f"{heard} " if heard else "") + vowels
        yield from (start + rest for rest in _ways(morae, place + 1))


def _options(morae: Sequence[_Mora], place: int) -> Iterator[_Mora]:
    """The consonants and vowels that a sound may stand for."""
    sound, vowels = morae[place]
    before = morae[place - 1][0] if place else ""
    after = morae[place + 1][0] if place + 1 < len(morae) else ""
    if not place and (sound, vowels) == ("", "u") and after:
        yield from ((heard, "" if heard else vowels) for heard in _FIRST_U)
        return
    yield from ((heard, vowels) for heard in _HEARD[sound])
    silent = sound.lower() + vowels in _SILENT
    if silent:
        yield "", _MUTE_R
    if (sound == "NN" and after in ("M", "N")) or (before == "NN" and (sound, vowels) == ("G", "u")):
        yield "", ""  # Muhammad; -ng


def _morae(word: str) -> list[_Mora]:
    """The sounds of a word in kana, long vowels and doubled consonants aside."""
    out: list[_Mora] = []
    for char in word:
        _, letter, name = unicodedata.name(char, "").rpartition(" LETTER ")
        if not letter or name in ("SMALL TU", "SMALL N"):
            continue
        small, name = name.startswith("SMALL "), name.removeprefix("SMALL ")
        row, vowel = name[:-1], name[-1].lower()
        if name == "N":
            out.append(("NN", ""))
        elif small and out and row == "Y":
            out[-1] = (out[-1][0], ("" if out[-1][0] in ("SH", "J", "CH") else "i") + vowel)
        elif small and out:
            out[-1] = (_SMALL.get(out[-1][0], out[-1][0]), vowel)
        else:
            out.append((_BEFORE.get(name, row), ("i" if row == "Y" else "") + vowel))
    return out


def slots_apart(heard: Sequence[str], spelt: Sequence[str]) -> int:
    """In how many places the vowels of kana cannot be those of a Latin word of the same consonants."""
    return sum(_apart(mine, theirs) for mine, theirs in zip(heard, spelt, strict=True))


def _apart(heard: str, spelt: str) -> int:
    if _MUTE_R in heard and _MUTE_R not in spelt:
        return _ANOTHER
    if set(heard) & set(spelt) - {_MUTE_R}:
        return 0
    return int(spelt not in ("", "ei", "ra") or not set(heard) <= _PUT_IN)  # a last e is mute


class KanaIndex:
    """Listed words in kana and in Latin letters, for words of the other."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are the word index's, numbered by their place."""
        self._words = words
        self._kana: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._latin: dict[str, list[tuple[int, tuple[str, ...]]]] | None = None  # most runs never ask
        for number, word in enumerate(words):
            if is_kana(word):
                for consonants, slots in kana_forms(word):
                    self._kana.setdefault(consonants, []).append((number, slots))

    def known(self, word: str) -> Likely:
        """Listed words of the other letters that the word may stand for."""
        best: dict[int, float] = {}
        if is_kana(word):
            latin = self._of_latin()
            for consonants, slots in kana_forms(word):
                for number, theirs in latin.get(consonants, ()):
                    _add(best, number, consonants, slots_apart(slots, theirs))
        elif self._kana and word.isascii() and word.isalpha():
            consonants, slots = latin_form(word)
            for number, theirs in self._kana.get(consonants, ()):
                _add(best, number, consonants, slots_apart(theirs, slots))
        yield from ((number, like, "letters") for number, like in best.items())

    def _of_latin(self) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
        if self._latin is None:
            self._latin = {}
            for number, word in enumerate(self._words):
                if word.isascii() and word.isalpha():
                    consonants, slots = latin_form(word)
                    self._latin.setdefault(consonants, []).append((number, slots))
        return self._latin


def _add(best: dict[int, float], number: int, consonants: str, apart: int) -> None:
    if consonants:
        like = cross_script_likeness(consonants.count(" ") + 1, apart)
        if like > best.get(number, 0.0):
            best[number] = like

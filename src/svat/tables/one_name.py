"""Tables, one name: whether letters that stand by themselves were read wrongly, or are lost.

A column says more of its letters than a name does; but one name can be pasted into a good roll, or screened alone.
Most names are let through by their pairs of letters, each of which is usual in some language; the others are turned
back by every usual mistake, and are wrong where one makes them far likelier. See docs/algorithms/encodings.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from svat.tables.escapes import coded
from svat.tables.letters import Cost, alone, cost, least, plain
from svat.tables.plausible import WrongLetters, is_lost, words_of
from svat.tables.remedies import OtherReading, Remedy, dearer, other_reading
from svat.text.scripts import OTHER, script_of
from svat.wording import say

_ODD_PAIR, _ODD_EASTERN = 8.0, 13.5  # bits of a letter after another, in the language in which it costs least
_AFTER, _BEFORE = (
    frozenset("’‘'ʼʻ´`-–—·ㆍ/&_.ªº®©™°²³»”“›…㈜㈱、。」』）：，．；・&+\xa0\u3000"),
    frozenset("’‘'ʼʻ´`-–—·ㆍ/&_.№㈜㈱•©«„“”‹…「『（：，．；・&+€¿¡\xa0\u3000"),
)  # signs that may follow a letter, and that may stand before one
_WITHIN = frozenset("’‘'ʼʻ´`‐‑-–—·•ㆍ/&_.®™©・＆－\xa0\xad\u3000")  # and within a word
_ASKED = re.compile(r"[^\W\d_]+\?[^\W\d_]+|(?<!\S)\?[^\W\d_]+")  # a letter that became a question mark
_PLAIN = (
    9.0,
    15.5,
)  # bits for each letter, and each eastern one, above which a reading need only be likelier
_LEAST_LETTERS = 5
_IDEOGRAPHS = re.compile("[\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_ODD_IDEOGRAPHS = 12.5  # bits each, its neighbours not looked at


class _Least(NamedTuple):
    """From where on a name is wrong."""

    looked_at: (
        float  # bits for each letter, and twice as many for an eastern one, from which others are tried
    )
    gain: float  # bits by which UTF-8 must be likelier, which no text is by chance,
    gain_other: float  # and any other reading, in all
    gain_each: float  # and for each letter
    no_language: tuple[
        float, float
    ]  # bits for each letter, and each eastern one, above which letters make none


_SURE = _Least(6.0, 6.0, 18.0, 1.0, (10.5, 17.5))
_DOUBT = _Least(5.2, 4.0, 8.0, 0.6, (9.5, 16.5))


def broken(text: str) -> WrongLetters | None:
    """What is wrong with the letters of one name, where that is beyond doubt though it stands alone."""
    return _looked_at(text, _SURE)


def doubtful(text: str) -> str:
    """Why the letters of one name may be others than were meant, "" where nothing speaks for it.

    What is doubtful is read; it only clears nobody.
    """
    if found := _looked_at(text, _DOUBT):
        return found.reason
    if coded(text):
        return say("letters of {name} are written as codes", name=repr(text))
    if piece := soiled(text):
        return say("{piece} has a sign or a letter that does not belong among the others", piece=repr(piece))
    return ""


def _looked_at(text: str, least_: _Least) -> WrongLetters | None:
    if text.isascii():
        return WrongLetters(text, None) if coded(text) or ("??" in text and is_lost(text)) else None
    if is_lost(text):
        return WrongLetters(text, None)
    if not _odd(text):
        return None
    wrong, remedy = _words_wrong(tuple(words_of([text])), least_)
    return WrongLetters(text, remedy) if wrong else None


@lru_cache(maxsize=1 << 13)
def _words_wrong(words: tuple[str, ...], least_: _Least) -> tuple[bool, Remedy | None]:
    """Whether the words of a name are wrong, and what would mend them."""
    as_it_is = cost(words)
    if not dearer(as_it_is, least_.looked_at, 2 * least_.looked_at):
        return False, None
    best = other_reading(dict.fromkeys(words, 1), as_it_is, least=least_.gain)
    if best and _far_off(best, as_it_is, least_):
        return True, best.remedy
    return int(as_it_is.letters.sum()) >= _LEAST_LETTERS and dearer(as_it_is, *least_.no_language), None


def soiled(text: str) -> str:
    """The piece of a name in which a sign, or a letter of another script, stands amid letters; "" where none does.

    That alone is no proof, but such a name may be another than it says.
    """
    if text.isascii():
        return found[0] if (found := _ASKED.search(text)) else ""
    for word in text.split():
        if not word.isascii() and (_ASKED.search(word) or any(map(_amid, f" {word}", word, f"{word[1:]} "))):
            return word
    return ""


def _amid(before: str, char: str, after: str) -> bool:
    """Whether a character is of another kind than those it stands amid, or by."""
    kind = unicodedata.category(char)
    if (
        char < "\x80"
        or ("\u0500" <= char < "\u1e00" and not char.isalpha())
        or kind[0] == "M"
        or kind == "Lm"
    ):
        return False
    if kind == "Cf" and OTHER in (script_of(before), script_of(after)):
        return False  # joins letters, or says which way they run
    between = before.isalpha() and after.isalpha()
    if not char.isalpha() or char in _WITHIN:
        return (
            char not in _WITHIN
            if between
            else (before.isalpha() and char not in _AFTER) or (after.isalpha() and char not in _BEFORE)
        )
    same = script_of(before) == script_of(after) != script_of(char)
    return between and same and (before + after).islower()


def _odd(text: str) -> bool:
    """Whether two letters stand beside each other that no language, or hardly any, has so."""
    whole = f" {unicodedata.normalize('NFC', text)}"
    if any(map(_odd_pair, whole, whole[1:])):
        return True
    found = _IDEOGRAPHS.findall(text)
    return sum(map(alone, found)) > _ODD_IDEOGRAPHS * len(found)


@lru_cache(maxsize=1 << 15)
def _odd_pair(before: str, char: str) -> bool:
    if before < "\x80" and char < "\x80":
        return False
    if not char.isalpha() and before.isalpha():
        return char >= "\x80" and char not in _AFTER and unicodedata.category(char)[0] != "M"
    if char.isalpha() and not before.isalpha() and before >= "\x80" and not unicodedata.combining(before):
        return before not in _BEFORE or least(" ", char) >= _ODD_PAIR
    usual = _ODD_EASTERN if _IDEOGRAPHS.match(char) else _ODD_PAIR
    return not plain(char) and least(before, char) >= usual


def _far_off(best: OtherReading, as_it_is: Cost, least_: _Least) -> bool:
    """Whether one name is far likelier otherwise."""
    if best.remedy.meant == "utf-8" or dearer(as_it_is, *_PLAIN):
        return best.gain > least_.gain
    return best.gain > max(least_.gain_other, least_.gain_each * int(best.then.letters.sum()))

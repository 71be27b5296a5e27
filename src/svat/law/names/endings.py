"""Law, names: words of persons' names that are one but for the endings that a language gives to names.

Latvian and Lithuanian write foreign names with endings of their own (Sergejs Lavrovs, Vladimiras Putinas); a woman's
surname ends otherwise than her father's or husband's (-ová, -ska, -ienė, -ou); Azerbaijan and Tajikistan leave off -ov
or put -li or -zade for it. Such words are compared without the ending; that alone is never more than a question.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from svat.law.names import scale
from svat.law.names.words import variants

_LEAST_STEM = 4  # letters that an ending leaves of a name
_LEAST_ALONE = {"turkic": 5}  # the same where the other name has no ending
_ONE_A_NAME = "turkic"  # the family of which one word of a name may be: Roman Ivanov is not Ivan Romanov
_ADDED = ("ending added", "ending lacking")  # to names of other languages, by Latvian and Lithuanian
_HOW = {"baltic": _ADDED}
_VOWELS = "aeiou"
# Letters as one sound in the spellings of Russian, Latvian, Lithuanian, Czech and Polish, longest first.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("sz", "s"), ("tch", "c"), ("cz", "c"), ("ts", "c"), ("tz", "c"),
    ("zh", "z"), ("kh", "h"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
)  # fmt: skip
_LETTERS = str.maketrans({"x": "ks", "w": "v", "q": "k", "y": "i", "j": "i"})
_AGAIN = re.compile(r"(.)\1+")
_LAST_J = re.compile("j$|^j(?=[aeiou])")  # as Russian names are spelt in English


@cache
def _endings() -> Mapping[str, Mapping[str, bool]]:
    """Ending → its families, each with whether it stands against a name without an ending."""
    text = files("svat.law.names").joinpath("data/endings.csv").read_text("utf-8")
    found: dict[str, dict[str, bool]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["ending"], {})[row["family"]] = row["alone"] == "yes"
    return found


_LONGEST = 5  # letters of an ending


@lru_cache(maxsize=1 << 12)
def stems(word: str) -> tuple[tuple[str, str, bool], ...]:
    """(what an ending leaves of a folded word, the ending's family, whether it stands against no ending at all)."""
    if not word.isascii() or not word.isalpha():
        return ()
    found = []
    for size in range(1, min(_LONGEST, len(word) - _LEAST_STEM + 1) + 1):
        for family, alone in _endings().get(word[-size:], {}).items():
            stem = word[:-size]
            if len(stem) >= _LEAST_STEM:
                found.append((stem, family, alone and len(stem) >= _LEAST_ALONE.get(family, 0)))
    return tuple(found)


def sounds(stem: str) -> tuple[str, ...]:
    """One form, or a few, for the spellings of a stem."""
    if "c" not in stem:
        return (_heard(stem),)
    ways = {stem, stem.replace("ch", "h")}  # Michailas: ch as in Bach
    ways |= {way.replace("ch", "c") for way in ways}
    ways |= {way.replace("c", "k") for way in ways}
    return tuple(sorted(set(map(_heard, ways))))


def _heard(stem: str) -> str:
    for letters, sound in _SOUNDS:
        if letters in stem:
            stem = stem.replace(letters, sound)
    stem = _AGAIN.sub(r"\1", stem.translate(_LETTERS))
    return stem[1:] if stem[:2] in ("ie", "io") else stem  # Yevgeny, Jevgenij, Evgeny


def _keys(stem: str) -> tuple[str | int, ...]:
    """What two stems that may be one have in common: a form, or a group in the table of spellings."""
    plain = _LAST_J.sub("y", stem) if "j" in stem else stem
    return (*sounds(stem), *variants().get(plain, ()))


def _bare(word: str) -> Iterator[tuple[str, str, bool]]:
    """A word without an ending as it stands before the endings of a family: (stem, family, True)."""
    if len(word) < _LEAST_STEM or not word.isascii() or not word.isalpha():
        return
    if word[-1] not in "aeou":
        yield word, "baltic", True
    yield word, "turkic", True
    if word[-1] in "ao":  # Svoboda, Fico
        yield word[:-1], "czech", True
    else:
        yield word, "czech", True
        if word[-2] == "e" and word[-1] not in _VOWELS and word[-3] not in _VOWELS:  # Havel, Havlova
            yield word[:-2] + word[-1], "czech", True


class EndingIndex:
    """Listed words by what endings leave of them, for words with another ending or none."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are the word index's, numbered by their place."""
        self._words = words
        self._ended: dict[str | int, list[int]] = {}
        self._bare: dict[str | int, list[int]] = {}
        for number, word in enumerate(words):
            for index, own in ((self._ended, stems(word)), (self._bare, _bare(word))):
                for key in {key for stem in {stem for stem, *_ in own} for key in _keys(stem)}:
                    index.setdefault(key, []).append(number)

    def known(self, word: str) -> Iterator[tuple[int, float, str]]:
        """Listed words that are the word but for an ending of one of them or of both: number, likeness, how."""
        ended, bare = _by_key(stems(word)), _by_key(_bare(word))
        for key, mine in ended.items():
            for number in self._ended.get(key, ()):
                for family in mine.keys() & _by_key(stems(self._words[number])).get(key, {}).keys():
                    yield _found(number, family, "ending")
            for number in self._bare.get(key, ()):
                theirs = _by_key(_bare(self._words[number])).get(key, {})
                for family in (family for family, alone in mine.items() if alone and family in theirs):
                    yield _found(number, family, _HOW.get(family, ("ending",))[0])
        for key, mine in bare.items():
            for number in self._ended.get(key, ()):
                theirs = _by_key(stems(self._words[number])).get(key, {})
                for family in (family for family, alone in theirs.items() if alone and family in mine):
                    yield _found(number, family, _HOW.get(family, ("ending",))[-1])


def _by_key(ways: Iterable[tuple[str, str, bool]]) -> dict[str | int, dict[str, bool]]:
    """Key of a stem → families of endings, each with whether it stands against no ending."""
    by_stem: dict[str, dict[str, bool]] = {}
    for stem, family, alone in ways:
        by_stem.setdefault(stem, {})[family] = alone
    found: dict[str | int, dict[str, bool]] = {}
    for stem, families in by_stem.items():
        for key in _keys(stem):
            known = found.setdefault(key, {})
            for family, alone in families.items():
                known[family] = alone or known.get(family, False)
    return found


def _found(number: int, family: str, how: str) -> tuple[int, float, str]:
    if family == _ONE_A_NAME:
        return number, scale.OTHER_SURNAME, "surname"
    return number, scale.ENDING, how


def hold(alike: Sequence[tuple[str, str, str]], person: bool, told: int) -> bool:
    """Whether words alike but for endings count: in a person's name of which two words are told.

    `alike` are (how, word of the query, listed word). A language that adds endings adds them to every word of a name
    that ends in a consonant, so that Mark Weber is not Markus Weber.
    """
    hows = [how for how, _, _ in alike]
    if not person or told < 2 or hows.count("surname") > 1 or set(_ADDED) <= set(hows):
        return False
    added, lacking = (how in hows for how in _ADDED)
    return not (
        (added and not all(_declined(mine) for _, mine, _ in alike))
        or (lacking and not all(_declined(theirs) for _, _, theirs in alike))
    )


def _declined(word: str) -> bool:
    return word[-1] in "aeiouys"

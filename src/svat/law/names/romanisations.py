"""Law, names: Chinese names in Latin letters, in pinyin and in the romanisations that were there before and beside it.

Wade–Giles (Mao Tse-tung, Hsi Chin-ping) and the two that Taiwan's passports had besides (Tongyong, MPS II) are mostly
written without their marks, so that a syllable of theirs may be several of pinyin (chin is jin and qin), while one of
pinyin has one spelling in each. A name in pinyin is therefore put into the others and looked for letter by letter.
What is itself pinyin throughout is no other spelling of anything: Wang Tao is not Wang Dao.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from svat.law.names import scale
from svat.law.names.asides import OF_KIND, asides
from svat.text.folding import fold
from svat.text.scripts import to_latin

_SYSTEMS = ("wade_giles", "tongyong", "mps2")
_LONGEST = 6  # letters of a syllable
_GIVEN = 2  # syllables of a given name
_WORD = (2, 4)  # syllables of a word of an organisation's name that may be written otherwise
_MOST_WORDS = 4
_LAST_LATIN = "\u024f"
_COMPOUND = frozenset(
    [
        "ouyang",
        "sima",
        "shangguan",
        "zhuge",
        "situ",
        "huangfu",
        "yuchi",
        "murong",
        "gongsun",
        "xiahou",
        "dongfang",
        "linghu",
        "zhangsun",
        "yuwen",
        "zhongli",
        "duanmu",
        "dugu",
        "nangong",
        "ximen",
    ]
)
_MARK = re.compile(r"(?<=[a-z])[-‐‑–'’ʻʼ‘`´](?=[a-z])", re.IGNORECASE)
_SHAPE = re.compile(
    "(?:[b-df-hj-np-tw-z]{0,3}[aeiouv]+(?:ng?|h|r)?|[cst]hr|j?r|s?h?[dst]?z){1,4}"
)  # most are not
_W = re.compile(r"(?<=[bcdfghjklmnpqrstvxyz])w")  # of the post office: Kwang, Hwang
_H = re.compile(r"(?<=e)h(?![aeiou])")  # Yeh, Hsueh, Teh


@cache
def _syllables() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Syllable of pinyin in plain letters → in each other romanisation, without its marks."""
    text = files("svat.law.names").joinpath("data/chinese_syllables.csv").read_text("utf-8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in csv.DictReader(text.splitlines()):
        for pinyin in (_plain(row["pinyin"]), row["pinyin"].replace("ü", "v")):
            known = found.setdefault(pinyin, {})
            for system in _SYSTEMS:
                spelt = (*known.get(system, ()), *map(_plain, row[system].split()))
                known[system] = tuple(dict.fromkeys(spelt))
    return found


@cache
def _surnames() -> frozenset[str]:
    text = files("svat.law.names").joinpath("data/chinese_syllables.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return frozenset(_plain(row["pinyin"]) for row in rows if row["surname"]) | _COMPOUND


@cache
def _others() -> frozenset[str]:
    """Every syllable of the other romanisations."""
    return frozenset(
        spelt for known in _syllables().values() for system in known.values() for spelt in system
    )


def _plain(syllable: str) -> str:
    return to_latin(syllable.replace("ü", "u").replace("'", ""))


@lru_cache(maxsize=1 << 12)
def in_pinyin(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way in which a folded word is made of syllables of pinyin, four at most."""
    return tuple(_parted(word, _syllables(), _WORD[1])) if _SHAPE.fullmatch(word) else ()


def _is_pinyin(word: str) -> bool:
    """Whether a word is pinyin as its rules have it: within a word no syllable begins with a vowel without a mark."""
    return any(not any(part[0] in "aeo" for part in way[1:]) for way in in_pinyin(word))


@lru_cache(maxsize=1 << 12)
def _in_another(word: str) -> bool:
    """Whether a folded word is made of syllables of the other romanisations and not of pinyin."""
    if not _SHAPE.fullmatch(word) or _is_pinyin(word):
        return False
    return any(True for _ in _parted(_even(word), _evened(), _WORD[1]))


@lru_cache(maxsize=1 << 12)
def _is_chinese(word: str) -> bool:
    return _is_pinyin(word) or _in_another(word)


@cache
def _evened() -> frozenset[str]:
    return _others() | frozenset(map(_even, _others()))


def _parted(word: str, known: Collection[str], most: int) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
    elif most:
        for size in range(min(_LONGEST, len(word)), 0, -1):
            if word[:size] in known:
                yield from ((word[:size], *rest) for rest in _parted(word[size:], known, most - 1))


def _even(spelt: str) -> str:
    """Letters that some write and others do not made one."""
    if "w" in spelt:
        spelt = _W.sub("u", spelt)
    return _H.sub("", spelt) if "eh" in spelt else spelt


def _ways(syllables: Sequence[str], system: str) -> Iterator[str]:
    """Syllables of pinyin in another romanisation, written together."""
    for way in product(*(_syllables()[syllable][system] for syllable in syllables)):
        yield "".join(way)


@lru_cache(maxsize=1 << 12)
def other_spellings(words: tuple[str, ...]) -> frozenset[str]:
    """A person's name in pinyin as the other romanisations write it, surname and given name; empty for other names.

    `words` are the name's, folded and without titles. Surname and given name may be of two romanisations, as on
    passports.
    """
    found = set()
    for surname, given in _as_person(words):
        own = ("".join(surname), "".join(given))
        first = {own[0], *(way for system in _SYSTEMS for way in _ways(surname, system))}
        second = {own[1], *(way for system in _SYSTEMS for way in _ways(given, system))}
        found |= {_key(a, b) for a, b in product(first, second) if (a, b) != own}
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def as_written(words: tuple[str, ...], parted: bool = False) -> frozenset[str]:
    """A person's name as surname and given name in the letters that it has, in every order; empty for pinyin.

    `parted` says whether hyphens part its syllables, or apostrophes, as they seldom do in pinyin.
    """
    if not 2 <= len(words) <= _MOST_WORDS or not all(map(_is_chinese, words)):
        return frozenset()
    if not parted and all(map(_is_pinyin, words)) and {words[0], words[-1]} & _surnames():
        return frozenset()
    found = {_key(words[0], "".join(words[1:])), _key(words[-1], "".join(words[:-1]))}
    if len(words) > 2:
        found |= {
            _key("".join(words[:2]), "".join(words[2:])),
            _key("".join(words[-2:]), "".join(words[:-2])),
        }
    return frozenset(found)


def _key(surname: str, given: str) -> str:
    return f"{_even(surname)} {_even(given)}"


def _own_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words without titles."""
    beside = {n for n, of in asides(words, OF_KIND["person"]) if of == "title"}
    return tuple(word for n, word in enumerate(words) if n not in beside) if beside else words


def _as_person(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(surname, given name) in syllables of pinyin, for each way in which the words may be a Chinese name."""
    if not 2 <= len(words) <= _MOST_WORDS:
        return
    for rest, front in ((words[1:], words[:1]), (words[:-1], words[-1:]), (words[2:], words[:2])):
        surname = "".join(front)
        if not rest or surname not in _surnames() or len(rest) > _GIVEN:
            continue
        for given in product(*map(in_pinyin, rest)):
            parts = tuple(part for word in given for part in word)
            if len(parts) <= _GIVEN and (len(rest) == 1 or len(parts) == len(rest)):
                yield from (
                    (own, parts) for own in in_pinyin(surname) if len(own) == 1 + (surname in _COMPOUND)
                )


@lru_cache(maxsize=1 << 12)
def _persons(words: tuple[str, ...]) -> frozenset[str]:
    """A name's surname and given name in pinyin, for each way in which it may be a Chinese one."""
    return frozenset(f"{''.join(surname)} {''.join(given)}" for surname, given in _as_person(words))


def other_person(words: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """Whether both are persons' names in pinyin and of other syllables: a letter tells persons apart in them."""
    mine = _persons(words)
    return bool(mine) and bool(theirs := _persons(listed)) and mine.isdisjoint(theirs)


class ChinesePersons:
    """Listed persons' names by their spellings in the other romanisations."""

    def __init__(self, names: Iterable[tuple[int, str, tuple[str, ...]]]) -> None:
        """`names` are numbers of listed names, their text and their words."""
        self._otherwise: dict[str, list[int]] = {}
        self._written: dict[str, list[int]] = {}
        for number, text, words in names:
            otherwise, written = _keys(text, words)
            for key in sorted(otherwise):
                self._otherwise.setdefault(key, []).append(number)
            for key in sorted(written):
                self._written.setdefault(key, []).append(number)

    def like(self, name: str, words: tuple[str, ...]) -> tuple[int, ...]:
        """Listed names that the name may be in another romanisation of Chinese: one of the two is in pinyin."""
        otherwise, written = _keys(name, words)
        both = ((self._otherwise, written), (self._written, otherwise))
        return tuple(sorted({n for theirs, keys in both for key in keys for n in theirs.get(key, ())}))


def _keys(name: str, words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """`other_spellings` and `as_written` of a name in Latin letters; nothing for any other."""
    if not name.isascii() and any(c.isalpha() and c > _LAST_LATIN for c in name):
        return frozenset(), frozenset()
    if sum(map(_is_chinese, words)) < 2:
        return frozenset(), frozenset()
    own = _own_words(words)
    return other_spellings(own), as_written(own, _MARK.search(name) is not None)


def same_in_chinese(name: str, words: tuple[str, ...], listed: str, listed_words: tuple[str, ...]) -> bool:
    """Whether two persons' names, one in pinyin, may be one in another romanisation; with the words of each."""
    return bool(ChinesePersons([(0, listed, listed_words)]).like(name, words))


class ChineseWords:
    """Listed words of two syllables of pinyin or more, and those in other romanisations, by the other spelling."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are the word index's, numbered by their place."""
        self._otherwise: dict[str, list[int]] = {}
        self._written: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            for key in _word_spellings(word):
                self._otherwise.setdefault(key, []).append(number)
            if _in_another(word):
                self._written.setdefault(_even(word), []).append(number)

    def known(self, word: str) -> Iterator[tuple[int, float, str]]:
        """Listed word's number, likeness and how, of those that the word is in another romanisation."""
        if not _SHAPE.fullmatch(word):
            return
        spelt = _even(word)
        if spelt in self._otherwise and not _is_pinyin(word):
            yield from ((n, scale.ROMANISED, "romanised") for n in self._otherwise[spelt])
        if self._written:
            for key in _word_spellings(word):
                yield from ((n, scale.ROMANISED, "romanised") for n in self._written.get(key, ()))


@lru_cache(maxsize=1 << 12)
def _word_spellings(word: str) -> tuple[str, ...]:
    """A word of several syllables of pinyin in the other romanisations."""
    ways = (way for way in in_pinyin(word) if len(way) >= _WORD[0])
    spelt = {_even(key) for way in ways for system in _SYSTEMS for key in _ways(way, system)}
    return tuple(sorted(spelt - {word}))


def hyphens_joined(name: str) -> str:
    """The name with syllables that hyphens part written together, where they make a word of several: Ching-hua."""
    return " ".join(_joined(word) if "-" in word else word for word in name.split())


@lru_cache(maxsize=1 << 12)
def _joined(group: str) -> str:
    parts = [fold(part) for part in group.split("-")]
    if not all(map(_is_chinese, parts)) or not _WORD[0] <= len(parts) <= _WORD[1]:
        return group
    return "".join(parts)

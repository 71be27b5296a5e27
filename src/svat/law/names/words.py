"""Law, names: what single words count and which spellings are one name, from the tables in data/."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from svat.law.names import scale
from svat.law.names.arabic import plain_shapes
from svat.law.names.letters import begins
from svat.text.folding import fold

_AT_MOST = {"common": scale.COMMON_AT_MOST, "particle": scale.PARTICLE_AT_MOST, "title": scale.TITLE_AT_MOST}


_TWO_SYLLABLES = ("auyeung", "szeto")  # Cantonese surnames of two characters
_STEM = 6  # letters by which forms of one word are alike: technology, technologies


def _table(name: str) -> csv.DictReader[str]:
    text = files("svat.law.names").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@cache
def classes() -> Mapping[str, str]:
    """Folded word → "common", "particle" or "title"."""
    return {plain_shapes(fold(row["word"])): row["class"] for row in _table("words.csv")}


@cache
def variants() -> Mapping[str, tuple[int, ...]]:
    """Folded word → numbers of the groups of spellings that it belongs to."""
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(_table("variants.csv")):
        for word in row["spellings"].split():
            found[fold(word)] = (*found.get(fold(word), ()), number)
    return found


@cache
def abbreviations() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    """Word of business → its abbreviations, and the other way; each with whether it is short for that word alone."""
    meant: dict[str, list[str]] = {}
    for row in _table("abbreviations.csv"):
        for short in row["abbreviations"].split():
            meant.setdefault(short, []).append(row["word"])
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for short, words in meant.items():
        alone = len({word[:_STEM] for word in words}) == 1
        found[short] = (*found.get(short, ()), *((word, alone) for word in words))
        for word in words:
            found[word] = (*found.get(word, ()), (short, alone))
    return found


@cache
def nicknames() -> Mapping[str, tuple[int, ...]]:
    """Folded word → numbers of the groups of a given name and its short forms; given names as minus their number."""
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(_table("nicknames.csv"), start=1):
        for sign, column in ((-1, "names"), (1, "short")):
            for word in row[column].split():
                alike = (
                    [w for group in variants().get(word, ()) for w in _spellings()[group]] if sign < 0 else []
                )
                for spelt in dict.fromkeys((word, *alike)):
                    found[spelt] = (*found.get(spelt, ()), sign * number)
    return found


@cache
def _spellings() -> tuple[tuple[str, ...], ...]:
    """The groups of spellings, each folded."""
    return tuple(tuple(map(fold, row["spellings"].split())) for row in _table("variants.csv"))


@cache
def arabic_words() -> Mapping[str, tuple[str, ...]]:
    """Word in Arabic letters, without article, in plain letters → its English words, folded."""
    return {row["arabic"]: tuple(map(fold, row["latin"].split())) for row in _table("arabic_words.csv")}


@cache
def han_words() -> Mapping[str, tuple[str, ...]]:
    """Organisation word in Han characters → its English words, folded."""
    return {row["han"]: tuple(map(fold, row["latin"].split())) for row in _table("han_words.csv")}


@cache
def cantonese_words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """(surname in Han characters → as Hong Kong spells it; any other character → the same)."""
    surnames: dict[str, str] = {}
    others: dict[str, str] = {}
    for row in _table("cantonese.csv"):
        if row["kind"] != "surname":
            others |= dict.fromkeys(row["han"], row["latin"])
        elif row["latin"] in _TWO_SYLLABLES:
            surnames |= {row["han"][n : n + 2]: row["latin"] for n in range(0, len(row["han"]), 2)}
        else:
            for char in row["han"]:
                surnames.setdefault(char, row["latin"])
    return surnames, others


@cache
def common_names() -> frozenset[str]:
    """Words that many persons' names have, folded: which a person may leave out and another may add."""
    return frozenset(row["word"] for row in _table("common_names.csv"))


@cache
def hangul_words() -> Mapping[str, str]:
    """Organisation word in Hangul → its English words."""
    return {row["hangul"]: row["latin"] for row in _table("hangul_words.csv")}


def weight(word: str, names_with_it: int, names: int) -> float:
    """What a word counts, 0 … 1: less, the more of the listed names it is in; little for common words."""
    if len(word) == 1 and (word.isascii() or begins(word)):
        return scale.INITIAL_WEIGHT
    rare = 1.0 - math.log(max(names_with_it, 1)) / math.log(max(names, 3))
    return max(min(rare, _AT_MOST.get(classes().get(word, ""), 1.0)), scale.LEAST)

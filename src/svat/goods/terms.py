"""Goods room: finding the words and phrases of a table in a text: whole words, or beginnings where a term ends in `*`.

A term of several words matches them in a row. What stands between them in the term, other than a space, must stand
between them in the text: "х/б" is not "х б". A term in Hangul or Han may begin with `*` too, as words are joined there.
A term that begins with `^` is one at the beginning of a text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from svat.tables.strict import read_strict

_TOKEN = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[^\W_*]+|\*|[^\w\s]")
_SHORTEST = 2  # letters of a beginning that it is looked up by


@dataclass(frozen=True, slots=True)
class Spot:
    """A term in a text: from where to where, and which."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    term: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]  # what must stand between; "" for white space or a hyphen
    open: bool  # the last word may go on
    opens: bool = False  # the first word may have begun before
    first: bool = False  # nothing may stand before it


class _Token(NamedTuple):
    word: str
    start: int
    end: int


@lru_cache(maxsize=1 << 10)  # one text is looked through for the terms of many kinds
def _tokens(text: str) -> Sequence[_Token]:
    return [_Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


class Terms:
    """The terms of one kind, ready to be found."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = tuple(sorted(set(terms)))
        self._by_word: dict[str, list[_Pattern]] = {}
        self._by_beginning: dict[str, list[_Pattern]] = {}
        self._inside: list[_Pattern] = []
        for term in self.terms:
            pattern = _pattern(term)
            if pattern.opens:
                self._inside.append(pattern)
            elif pattern.words[0].endswith("*") or (pattern.open and len(pattern.words) == 1):
                self._by_beginning.setdefault(pattern.words[0][:_SHORTEST], []).append(pattern)
            else:
                self._by_word.setdefault(pattern.words[0], []).append(pattern)
        ends = {pattern.words[0].rstrip("*") for pattern in self._inside}
        self._within = re.compile("|".join(map(re.escape, sorted(ends)))) if ends else None

    def find(self, text: str) -> list[Spot]:
        """All terms in a normalised text, from left to right, the longest first, none within another."""
        tokens = _tokens(text)
        found: list[Spot] = []
        i = 0
        by_word, by_beginning, within = self._by_word, self._by_beginning, self._within
        while i < len(tokens):
            word = tokens[i].word
            begins = word in by_word or word[:_SHORTEST] in by_beginning or (within and within.search(word))
            best = self._at(text, tokens, i) if begins else None
            if best is None:
                i += 1
                continue
            found.append(best[0])
            i += best[1]
        return found

    def begins(self, text: str) -> bool:
        """Whether the text begins with a term."""
        tokens = _tokens(text)
        return bool(tokens) and self._at(text, tokens, 0) is not None

    def covers(self, text: str) -> bool:
        """Whether the text's words are all terms, and there is one."""
        found = self.find(text)
        return bool(found) and not _TOKEN.search(without(text, found))

    def _at(self, text: str, tokens: Sequence[_Token], i: int) -> tuple[Spot, int] | None:
        word = tokens[i].word
        tried = [
            *self._by_word.get(word, ()),
            *self._by_beginning.get(word[:_SHORTEST], ()),
            *(self._inside if self._within and self._within.search(word) else ()),
        ]
        best: tuple[Spot, int] | None = None
        for pattern in tried:
            size = len(pattern.words)
            if i + size > len(tokens) or (pattern.first and i) or not _fits(text, tokens, i, pattern):
                continue
            place = Spot(tokens[i].start, tokens[i + size - 1].end, pattern.term)
            if best is None or (place.end, len(pattern.term)) > (best[0].end, len(best[0].term)):
                best = (place, size)
        return best


def without(text: str, found: Sequence[Spot], put: str = " ") -> str:
    """The text with those places replaced."""
    for place in reversed(found):
        text = f"{text[: place.start]}{put}{text[place.end :]}"
    return text


def _pattern(term: str) -> _Pattern:
    first, opens, open_ = term.startswith("^"), term.startswith("*"), term.endswith("*")
    words: list[str] = []
    gaps: list[str] = []
    gap = ""
    for part in _PARTS.findall(term.lstrip("^").strip("*")):
        if part == "*":
            words[-1] += "*"  # a beginning within a phrase
        elif _TOKEN.fullmatch(part):
            if words:
                gaps.append("" if gap == "-" else gap)
            words.append(part)
            gap = ""
        else:
            gap += part
    return _Pattern(term, tuple(words), tuple(gaps), open_, opens, first)


def _fits(text: str, tokens: Sequence[_Token], i: int, pattern: _Pattern) -> bool:
    last = len(pattern.words) - 1
    for k, part in enumerate(pattern.words):
        word = tokens[i + k].word
        begins = (k == last and pattern.open) or part.endswith("*")
        stem = part.rstrip("*")
        if k == 0 and pattern.opens:
            fits = stem in word if begins else word.endswith(stem)
        else:
            fits = word.startswith(stem) if begins else word == stem
        if not fits:
            return False
        if k < last:
            between = text[tokens[i + k].end : tokens[i + k + 1].start].strip()
            if between != pattern.gaps[k] and not (pattern.gaps[k] == "" and between == "-"):
                return False
    return True


@cache
def kind_of_words(kind: str, language: str) -> Terms:
    """The words of one kind in one language, by data/kinds_of_words.csv."""
    rows = read_strict(files("svat.goods").joinpath("data/kinds_of_words.csv"), ("kind", "language", "words"))
    return Terms(
        term
        for _, row in rows
        if (row["kind"], row["language"]) == (kind, language)
        for term in row["words"].split(";")
    )


@cache
def endings(kind: str, language: str) -> tuple[str, ...]:
    """The same words as endings, for languages that join them, without their spaces."""
    rows = read_strict(files("svat.goods").joinpath("data/kinds_of_words.csv"), ("kind", "language", "words"))
    return tuple(
        term.replace(" ", "")
        for _, row in rows
        if (row["kind"], row["language"]) == (kind, language)
        for term in row["words"].split(";")
    )

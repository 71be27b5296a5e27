"""Law, names: whether a Latin name can be one in Han characters, syllable by syllable.

Characters are not misspelt in Latin letters, and a Chinese name is written whole: another syllable, or one more, is
another person's name. Alike are the spellings of pinyin, of Wade and Giles and of Hong Kong, and what speakers of the
south do not tell apart (n and ng at the end, s and sh).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from svat.law.names.han import has_han, is_translated, readings_of_parts
from svat.law.names.words import variants
from svat.text.folding import marked_readings
from svat.text.words import native_words

Word = tuple[str, bool]  # whether it is of a legal form
_LONGEST = 4  # characters of a person's name
_LATIN = re.compile(r"[a-zA-Z]")
_SYLLABLE = re.compile(
    r"(?:[zcs]h|t[sz]|[gk]w|h[sw]|ng|[bpmfdtnlgkhjqxrzcswy])?[aeiouy]{1,4}[wh]?(?:ng|[nmptkhrl])?"
)
_KOREAN = frozenset({"hwang", "jang", "rhee", "rhi", "ri", "yi"})  # spellings that no Chinese uses
_LONGEST_SYLLABLE = 5  # letters, h aside; of one alone n and ng at the end tell names apart
_SILENT = re.compile(r"(?<=[aeiou])h(?![aeiouyw])")
_SOUTHERN = (
    ("lyu", "lu"), ("nyu", "nu"), ("lv", "lu"), ("nv", "nu"), ("zh", "z"), ("ch", "c"), ("sh", "s"),
)  # fmt: skip


def other_characters(name: str, listed: str) -> bool:
    """Whether a name of two to four Han characters has other syllables than a listed Latin one, however it is read."""
    if not _LATIN.search(listed) or has_han(listed) or not (ways := _ways(name)):
        return False
    words = marked_readings(listed)[0]
    return not any(_written(first, given, words) for first, given in ways)


@lru_cache(maxsize=1 << 14)
def _ways(name: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """For each way to part the name in surname and given name, the spellings of both; () for what is no such name."""
    words = native_words(name)
    whole = "".join(words)
    if not (2 <= len(whole) <= _LONGEST and all(map(has_han, whole))) or is_translated(whole):
        return ()
    sizes = {len(words[0])} if len(words) == 2 else {1, 2} & set(range(1, len(whole)))
    return tuple((_surnames(whole[:size]), _spellings(whole[size:], given=True)) for size in sorted(sizes))


def _surnames(han: str) -> frozenset[str]:
    found = _spellings(han, given=False)
    groups = {group for latin in readings_of_parts(han, given=False) for group in variants().get(latin, ())}
    return found | {_key(w) for w, own in variants().items() if groups & set(own) and w not in _KOREAN}


def _spellings(han: str, *, given: bool) -> frozenset[str]:
    return frozenset(map(_key, readings_of_parts(han, given=given)))


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    """One form for spellings of a word that are not told apart."""
    for written, plain in _SOUTHERN:
        word = word.replace(written, plain)
    word = _SILENT.sub("", word)
    return word.replace("ng", "n") if len(word) > _LONGEST_SYLLABLE else word


def _written(first: frozenset[str], given: frozenset[str], words: Sequence[Word]) -> bool:
    """Whether the listed words are that surname and that given name, and none besides that is a syllable."""
    wholes = {_key(way) for a in first for b in given for way in (a + b, b + a)}
    for run, rest in _runs(words):
        whole = _key("".join(word for word, _ in run))
        if whole in wholes and len(run) != 2 and not _more(rest):  # two words are looked at below
            return True
        if whole in given and any(
            _key(word) in first and not _more([*rest[:n], *rest[n + 1 :]]) for n, (word, _) in enumerate(rest)
        ):
            return True
    return False


def _runs(words: Sequence[Word]) -> Iterator[tuple[Sequence[Word], list[Word]]]:
    """Each row of neighbouring words, and the other words."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield words[start:end], [*words[:start], *words[end:]]


def _more(words: Sequence[Word]) -> bool:
    return any(not of_form and _SYLLABLE.fullmatch(word) for word, of_form in words)

"""Roll, namesakes: which companies have one name, letter for letter, where no number tells.

Within one script the same letters make the same name (Ель is not Ел, 인아 not 이나), but for case, marks of punctuation
and ё; across scripts the same letters in Latin. Where two names of one script are the same in Latin letters, nobody
knows which of them the Latin name is, and it is neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from svat.roll.columns import NAMES
from svat.roll.likeness import RELATED, best_of, loosely, readings_of
from svat.roll.model import Company
from svat.text.folding import core_words, fold, legal_classes
from svat.text.scripts import HANGUL, LATIN, OTHER, script_of
from svat.text.words import marked_words

Key = tuple[str, ...]
_DIGITS = re.compile(r"\d+")
_LIMITED = frozenset(("LTD", "INC", "CORP"))  # English for 주식회사 and 株式会社; LTD for ООО and ТОО too
_MARKED = "latin with marks"  # Muller may be Müller, whose keyboard lacks it; Mûller is not


@dataclass(frozen=True)
class Spelling:
    """A name without legal form: its words, each with its script, their letters in Latin, and its numbers."""

    words: tuple[tuple[str, str], ...]  # (script, letters)
    latin: tuple[tuple[str, ...], ...]  # the words in Latin letters; twice where ё may be е
    numbers: tuple[str, ...]

    @property
    def exact(self) -> Key:
        """What names of the same letters share: Hangul, Han and kana with or without spaces."""
        if all(script in (HANGUL, OTHER) and _unspaced(word) for script, word in self.words):
            return ("", "".join(word for _, word in self.words), "", *self.numbers)
        return ("", *(word for _, word in self.words), "", *self.numbers)

    @property
    def folded(self) -> tuple[Key, ...]:
        """What names share that are the same in Latin letters."""
        return tuple((*latin, "", *self.numbers) for latin in self.latin)


@lru_cache(maxsize=1 << 16)
def spelling_of(text: str) -> Spelling:
    """A name as it is written, its letters being what they are, not what they look like."""
    marked = marked_words(text)
    words: list[tuple[str, str]] = []
    latin: tuple[list[str], list[str]] = ([], [])
    numbers: list[str] = []
    for native, folded in core_words(text)[0]:
        numbers += _DIGITS.findall(folded)
        parts = _DIGITS.sub(" ", folded).split()
        own = _DIGITS.sub(" ", marked.get(native, native)).replace("ё", "е").split()
        words += [(_script(word), word) for word in (own if len(own) == len(parts) else parts)]
        latin[0].extend(parts)
        latin[1].extend(_DIGITS.sub(" ", fold(native.replace("ё", "е"))).split() if "ё" in native else parts)
    return Spelling(tuple(words), tuple(dict.fromkeys(map(tuple, latin))), tuple(sorted(numbers)))


def _script(word: str) -> str:
    script = next((script for char in word if (script := script_of(char))), "")
    return _MARKED if script == LATIN and not word.isascii() else script


def _unspaced(word: str) -> bool:
    return all("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in word)


class Namesakes:
    """The names of a roll: by what keys companies of one name find each other."""

    def __init__(self, companies: Sequence[Company]) -> None:
        self._companies = companies

    @cached_property
    def _several(self) -> set[tuple[str, Key]]:
        """(country, key) of names that differ in one script; asked for only where a company has no number."""
        seen: dict[tuple[str, Key], dict[tuple[int, str], str]] = defaultdict(dict)
        several = set()
        for company in self._companies:
            for spelling in spellings(company):
                for key in spelling.folded:
                    letters = seen[company.country, key]
                    for place, (script, word) in enumerate(spelling.words):
                        if letters.setdefault((place, script), word) != word:
                            several.add((company.country, key))
        return several

    def keys(self, company: Company) -> tuple[Key, ...]:
        """The keys of a company's names: two of one country that share one have the same name."""
        found: dict[Key, None] = {}
        for spelling in spellings(company):
            found[spelling.exact] = None
            found |= {key: None for key in spelling.folded if (company.country, key) not in self._several}
        return tuple(found)


def spellings(company: Company) -> Iterator[Spelling]:
    """The names of a company as they are written."""
    return (found for name in company.names if (found := spelling_of(name)).words)


def otherwise_named(a: Company, b: Company) -> bool:
    """Whether two companies that share a name have another that tells them apart: in one column and script, unlike."""
    for column in NAMES:
        one, other = getattr(a, column), getattr(b, column)
        if not one or not other or one == other:
            continue
        x, y = spelling_of(one), spelling_of(other)
        if {script for script, _ in x.words} != {script for script, _ in y.words} or x.exact == y.exact:
            continue
        same_latin = not set(x.folded).isdisjoint(y.folded)
        alike, _ = best_of(readings_of(one)[:1], readings_of(other)[:1], loosely)
        if same_latin or alike < RELATED:
            return True
    return False


def one_form(a: Company, b: Company) -> bool:
    """Whether the legal forms are the same, or one is the other's in English."""
    one, other = _forms(a), _forms(b)
    if one == other or (one and other and (one <= other or other <= one)):
        return True
    for x, y, forms, english in ((a, b, one, other), (b, a, other, one)):
        if english <= _LIMITED and _is_ascii(y) and not _is_ascii(x):
            if forms == {"JSC"} and any(_unspaced(word) for s in spellings(x) for _, word in s.words):
                return bool(english)
            if forms and forms <= {"LLC", "LLP"}:
                return english == {"LTD"}
    return False


def _is_ascii(company: Company) -> bool:
    return all(name.isascii() for name in company.names)


def _forms(company: Company) -> frozenset[str]:
    """The classes of legal forms in name and column."""
    said = {form for name in company.names for form in legal_classes(name)}
    return frozenset(said | set(legal_classes(f"x {company.legal_form}")))

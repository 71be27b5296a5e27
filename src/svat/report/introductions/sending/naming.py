"""Report, sending: a company's name as another one can read it, with the name as its roll has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from svat.report.introductions.sending.languages import text_language
from svat.roll.model import Company
from svat.text.scripts import LATIN, NONE, script_of, to_latin


@dataclass(frozen=True, slots=True)
class ReadableName:
    """A name in letters that its reader knows; the original beside it where that is another."""

    text: str
    original: str = ""  # empty: the name is shown as the roll has it
    spelt: bool = False  # whether svat wrote it in Latin letters, as the roll does not

    @property
    def language(self) -> str:
        """What `lang` says of the name."""
        return "" if self.spelt else text_language(self.text)

    @property
    def original_language(self) -> str:
        """What `lang` says of the original."""
        return text_language(self.original)


def readable_name(company: Company, scripts: Sequence[str]) -> ReadableName:
    """The company's name in the first of the scripts that the roll has one in, else in Latin letters by svat.

    A name in letters that svat cannot write in Latin ones stays as it is.
    """
    return readable(company.names, scripts)


def readable(names: Sequence[str], scripts: Sequence[str]) -> ReadableName:
    """The same of anybody's names, the one that counts first."""
    original = names[0] if names else ""
    by_script = {script(name): name for name in reversed(names)}
    for wanted in scripts:
        if found := by_script.get(wanted):
            return ReadableName(found, original if found != original else "")
    spelt = in_latin(original)
    return ReadableName(spelt, original, spelt=True) if script(spelt) == LATIN else ReadableName(original)


@lru_cache(maxsize=1 << 16)
def script(name: str) -> str:
    """The script of most letters of a name; that of digits where there are none: everybody reads it."""
    counts = Counter(found for char in name if (found := script_of(char)) != NONE)
    return counts.most_common(1)[0][0] if counts else LATIN


def in_latin(text: str) -> str:
    """A text in Latin letters, each word with a capital where it has one or its script knows none.

    >>> in_latin("ТОО «Алтын Дала»"), in_latin("한빛정밀 주식회사")
    ('TOO «Altyn Dala»', 'Hanbitjeongmil Jusikhoesa')
    """
    return " ".join(map(_latin_word, text.split()))


def _latin_word(word: str) -> str:
    if word.isascii():
        return word
    spelt = to_latin(word.lower())
    letters = [char for char in word if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return spelt.upper()
    if letters and (letters[0].isupper() or letters[0].lower() == letters[0].upper()):
        first = next((at for at, char in enumerate(spelt) if char.isalpha()), 0)
        return spelt[:first] + spelt[first].upper() + spelt[first + 1 :] if spelt else spelt
    return spelt

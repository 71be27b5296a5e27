"""Report, sending: in which language svat speaks to a company, and which scripts the company reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from svat.corridor.model import Corridor
from svat.roll.model import Company
from svat.sides import Side
from svat.text import scripts
from svat.wording import spoken

OTHERWISE = "en"
_CYRILLIC = frozenset(
    ("ru", "kk", "ky", "uk", "be", "bg", "mk", "sr", "tg", "mn", "tt", "ba", "cv", "ce", "os", "ab")
)
_KAZAKH = frozenset("әғқңөұүһі")  # letters that Russian lacks


@dataclass(frozen=True, slots=True)
class ChosenLanguage:
    """The language of what a company gets, and where it comes from."""

    code: str  # ISO 639-1
    stated: bool  # False: the company states none that svat speaks, so that its side's language counts, or English


def stated_languages(company: Company) -> tuple[str, ...]:
    """The contact languages of a company, in its own order."""
    return codes_in(company.contact_language)


@lru_cache(maxsize=1 << 12)
def codes_in(cell: str) -> tuple[str, ...]:
    """The languages that a cell of contact languages names, each once, in its order."""
    codes = cell.replace(",", ";").split(";")
    return tuple(dict.fromkeys(code.strip().casefold() for code in codes if code.strip()))


def language_of(company: Company, corridor: Corridor, side: Side) -> ChosenLanguage:
    """The first of a company's contact languages that svat speaks, else its side's language, else English."""
    first = next((code for code in stated_languages(company) if code in spoken()), "")
    return ChosenLanguage(first or corridor.sharing.language(side) or OTHERWISE, stated=bool(first))


def scripts_read(company: Company, language: str) -> tuple[str, ...]:
    """The scripts that a company reads, the best first: its language's, its other languages', and Latin."""
    return scripts_of((language, *stated_languages(company)))


def scripts_of(languages: Iterable[str]) -> tuple[str, ...]:
    """The scripts of whoever reads these languages, the best first, and Latin.

    >>> scripts_of(["ko", "en"])
    ('hangul', 'latin')
    """
    return tuple(dict.fromkeys((*map(_script, languages), scripts.LATIN)))


def _script(language: str) -> str:
    if language == "ko":
        return scripts.HANGUL
    return scripts.CYRILLIC if language in _CYRILLIC else scripts.LATIN


@lru_cache(maxsize=1 << 15)
def text_language(text: str) -> str:
    """What `lang` says of a text from a roll, by its letters; "" where they tell nothing.

    >>> text_language("насосы"), text_language("Қарағанды"), text_language("펌프"), text_language("pumps")
    ('ru', 'kk', 'ko', 'en')
    """
    counts = Counter(filter(None, map(_language_of_letter, text)))
    if not counts:
        return ""
    if counts["kk"] and counts["ru"] >= counts["en"]:
        return "kk"
    return max(counts, key=lambda code: (counts[code], code))


@cache
def _language_of_letter(char: str) -> str:
    if char.casefold() in _KAZAKH:
        return "kk"
    return {scripts.HANGUL: "ko", scripts.CYRILLIC: "ru", scripts.LATIN: "en"}.get(
        scripts.script_of(char), ""
    )

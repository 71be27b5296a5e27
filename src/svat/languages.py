"""Languages: what installed packages bring of a language: headings of rolls, texts of HS codes."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from svat.extensions import LANGUAGES, brought, one_of
from svat.refusals import UnusableInput


@dataclass(frozen=True, slots=True)
class Language:
    """What a package brings of a language that svat does not know, or knows too little of.

    >>> svat.Language("kk", headings=Path("headings.csv")).code
    'kk'
    """

    code: str  # BCP 47, such as "kk"; the entry point has the same name
    headings: Path | Traversable | None = None  # CSV canonical,language,synonym, as for --synonyms
    nomenclature: Path | Traversable | None = None  # CSV hscode,description, as for --nomenclature
    catalogue: Path | Traversable | None = None  # svat's sentences in it: gettext, compiled (.mo)


def languages() -> tuple[Language, ...]:
    """The languages that installed packages bring, by code. Raises UnusableInput for what is none."""
    found = []
    for name in dict.fromkeys(x.name for x in brought(LANGUAGES)):
        theirs = one_of(LANGUAGES, name)
        assert theirs is not None, "it was brought a moment ago"
        language = theirs.load()
        if not isinstance(language, Language):
            raise UnusableInput(f"{theirs} is a {type(language).__name__}, not a svat.Language")
        if language.code != name:
            raise UnusableInput(f"{theirs} says that its code is {language.code!r}")
        found.append(language)
    return tuple(found)

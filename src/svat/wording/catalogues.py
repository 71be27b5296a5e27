"""Wording, catalogues: a language's sentences (gettext, compiled with Babel) and its way to write numbers and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from svat import notation
from svat.languages import languages
from svat.refusals import UnusableInput
from svat.wording.sentences import Said

KNOWN = ("en", "ru", "ko")  # languages with a catalogue of svat's own
_SOURCE = "en"
_FORMATTER = Formatter()


@dataclass(frozen=True)
class Wording:
    """How svat speaks one language. Called with a text it gives that text in the language, or as it is."""

    language: str  # ISO 639-1
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False, compare=False)

    def __call__(self, text: str, /, **values: Any) -> str:
        """A sentence in this language; `values` are put into its braces, each as the language writes it."""
        if isinstance(text, Said):
            return self(text.template, **{**text.values, **values})
        template = self.catalogue.gettext(text) if text else ""
        return self._filled(template, values) if values else template

    def plural(self, one: str, many: str, count: int, /, **values: Any) -> str:
        """One of two sentences by a count, which is `count` in their braces; languages with more forms have more."""
        return self._filled(self.catalogue.ngettext(one, many, count), {"count": count, **values})

    def number(self, value: int | Decimal) -> str:
        """A number with all its digits, parted as the language parts them."""
        if self.language == _SOURCE:
            return notation.number(value)
        places = max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def fixed(self, value: float, places: int) -> str:
        """A number with so many decimals."""
        if self.language == _SOURCE:
            return notation.fixed(value, places)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return str(format_decimal(round(value, places) + 0, format=pattern, locale=self.locale))

    def percent(self, share: float) -> str:
        """A share as a percentage with one decimal."""
        if self.language == _SOURCE:
            return notation.percent(share)
        return f"{self.fixed(100.0 * share, 1)} %"

    def day(self, value: date) -> str:
        """A day in words: 27 February 2026."""
        if self.language == _SOURCE:
            return notation.day(value)
        return str(format_date(value, "long", locale=self.locale))

    @property
    def locale(self) -> Locale:
        """The language's rules in the Unicode CLDR."""
        return Locale(self.language)

    def _filled(self, template: str, values: Mapping[str, Any]) -> str:
        return _FORMATTER.vformat(template, (), {key: self._value(value) for key, value in values.items()})

    def _value(self, value: Any) -> Any:
        if isinstance(value, Said):
            return self(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal | date):
            return value
        return self.day(value) if isinstance(value, date) else self.number(value)


@cache
def wording(language: str) -> Wording:
    """The wording of a language; English sentences where neither svat nor a package has a catalogue of it."""
    file: Path | Traversable = files("svat.wording").joinpath(f"locale/{language}/LC_MESSAGES/svat.mo")
    if not file.is_file():
        theirs = next((x.catalogue for x in languages() if x.code == language), None)
        if theirs is None or language in KNOWN:
            return Wording(language)
        file = theirs
    try:
        return Wording(language, GNUTranslations(BytesIO(file.read_bytes())))
    except (OSError, ValueError) as error:
        raise UnusableInput(f"{file.name}: no compiled catalogue of {language!r}: {error}") from error

"""Wording, catalogues: a language's sentences (gettext, compiled with Babel) and its way to write numbers and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from svat import notation
from svat.languages import languages
from svat.notation import Written
from svat.refusals import UnusableInput
from svat.wording.sentences import Foreign, Said, SaidByCount, SaidByKey, SaidInLanguages, say

SOURCE = "en"
KNOWN = (
    SOURCE,
    "ru",
    "ko",
)  # languages that svat says everything in; a catalogue file more is a language more
_FOLDER = files("svat.wording").joinpath("locale")
# How a language writes days and sums: patterns of the Unicode CLDR, translated like any sentence.
_DAY, _SHORT_DAY, _SHORT_MONTH = say("d MMMM y"), say("d MMM y"), say("MMM y")
_SCALES = {
    "thousand": say("{currency} thousand"),
    "million": say("{currency} million"),
    "billion": say("{currency} billion"),
}
_SUMS = {
    "thousand": say("{number} {currency} thousand"),
    "million": say("{number} {currency} million"),
    "billion": say("{number} {currency} billion"),
}
PLAIN = frozenset(("row", "line", "year"))  # numbers of these names have their digits together
_METHODS = {"language": "language_name"}  # where a function of svat.notation has another name here
_OF_SVAT, _WRITTEN_BY_LANGUAGE = (Said, Written), (int, Decimal, date)
_BETWEEN, _INTERVAL = say("{low} to {high}"), say("{low}–{high}")
_UNDER, _OVER = say("under {share}"), say("over {share}")


@dataclass(frozen=True)
class Wording:
    """How svat speaks one language. Called with a text it gives that text in the language, or as it is.

    >>> outcome = svat.open("svat-demo").introduce(on=date(2026, 11, 16))
    >>> svat.in_language("ru")(outcome.introductions[0].reasons_a[1].name)
    'интерес к рынку'
    """

    language: str  # ISO 639-1
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False, compare=False)

    def __call__(self, text: str, /, **values: Any) -> str:
        """A sentence in this language; `values` are put into its braces, each as the language writes it."""
        if type(text) is Said and not values:  # nearly all: workbooks have tens of thousands
            template = self.catalogue.gettext(text.template) if text.template else ""
            return self._filled(template, text.template, text.values) if text.names else template
        if isinstance(text, SaidByCount):
            given = {**text.values, **values}
            return self.plural(text.template, text.many, given.pop("count"), **given)
        if isinstance(text, SaidInLanguages):
            return text.others.get(self.language) or str(text)
        if isinstance(text, SaidByKey):
            said = self.catalogue.gettext(text.key)
            return str(text) if said == text.key else said
        if isinstance(text, Said):
            return self(text.template, **{**text.values, **values})
        if isinstance(text, Written):
            return self.written(text)
        template = self.catalogue.gettext(text) if text else ""
        return self._filled(template, text, values) if values else template

    def table(self, text: Foreign) -> str:
        """What a data table says, in this language where the catalogue has it; otherwise the text as it is."""
        said = self.catalogue.gettext(text) if text and text.language != self.language else text
        return text if said == text else said

    def apart(self, text: Said) -> tuple[str, dict[str, Any]]:
        """A sentence's template in this language, and what goes into its braces, as it was given."""
        values = text.values
        if isinstance(text, SaidByCount):
            count = values["count"]
            return self.catalogue.ngettext(text.template, text.many, count), values | {
                "count": self.number(count)
            }
        return self.catalogue.gettext(text.template), values

    def plural(self, one: str, many: str, count: int, /, **values: Any) -> str:
        """One of two sentences by a count, which is `count` in their braces; languages with more forms have more."""
        template = self.catalogue.ngettext(one, many, count)
        return self._filled(template, many, {"count": count, **values})

    def written(self, text: Written) -> str:
        """What svat.notation wrote, as this language writes it."""
        return (
            str(text)
            if self.language == SOURCE
            else str(getattr(self, _METHODS.get(text.how, text.how))(*text.of))
        )

    def list(self, parts: Iterable[str], between: str = ", ") -> str:
        """Texts one after the other, each in this language."""
        return between.join(self(part) for part in parts)

    def number(self, value: int | Decimal) -> str:
        """A number with all its digits, parted as the language parts them."""
        if self.language == SOURCE:
            return str(notation.number(value))
        places = max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0
        return _decimal(value, places, self.language)

    def fixed(self, value: float, places: int) -> str:
        """A number with so many decimals."""
        if self.language == SOURCE:
            return str(notation.fixed(value, places))
        return _decimal(round(value, places) + 0, places, self.language)

    def trimmed(self, value: Decimal) -> str:
        """A number with all its decimals and no zeros at the end of them."""
        return self._of_english(notation.trimmed(value))

    def rounded(self, value: Decimal, places: int = 2) -> str:
        """A number with at most so many decimals."""
        return self._of_english(notation.rounded(value, places))

    def percent(self, share: float) -> str:
        """A share as a percentage with one decimal."""
        if self.language == SOURCE:
            return str(notation.percent(share))
        return _percentage(round(100.0 * share, 1) + 0, 1, self.language)

    def plain_percent(self, share: float, places: int = 0) -> str:
        """A share with other decimals than one."""
        if self.language == SOURCE:
            return str(notation.plain_percent(share, places))
        return _percentage(round(100.0 * share, places) + 0, places, self.language)

    def shortest(self, value: float) -> str:
        """A number with no more than six digits and no zeros at the end."""
        text = notation.shortest(value)
        return str(text) if "e" in text or "n" in text else self._of_english(text)

    def capital(self, text: str) -> str:
        """A sentence with a capital at its beginning."""
        return str(notation.capital(self(text)))

    def country(self, code: str) -> str:
        """A country's name; its code where the language has no name for it."""
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """A language's name; what was written where it is no code."""
        return str(self.locale.languages.get(code.lower(), code))

    def at_least(self, share: float) -> str:
        """A share up to 1, cut to one decimal of a percentage, never rounded up."""
        if self.language == SOURCE:
            return str(notation.at_least(share))
        return _percentage(float(notation.at_least(share).removesuffix(" %")), 1, self.language)

    def probability(self, value: float) -> str:
        """A probability as a percentage; none is called impossible or certain by rounding."""
        text = notation.probability(value)
        if self.language == SOURCE or not text.startswith(("under", "over")):
            return self.percent(value) if self.language != SOURCE else str(text)
        low = text.startswith("under")
        return self(_UNDER if low else _OVER, share=self.percent(0.001 if low else 0.999))

    def between(self, low: str, high: str) -> str:
        """From one written number to another; one of them where both read alike."""
        least, most = self(low), self(high)
        return least if least == most else self(_BETWEEN, low=least, high=most)

    def interval(self, low: str, high: str) -> str:
        """The same where room is short."""
        least, most = self(low), self(high)
        if least == most:
            return least
        sign = re.search(r"[\s\u00a0\u202f]*%$", most)
        return self(_INTERVAL, low=least.removesuffix(sign[0]) if sign else least, high=most)

    def unit(self, currency: str, scale_name: str) -> str:
        """The unit of sums of money."""
        return self(_SCALES[scale_name], currency=currency) if scale_name else currency

    def amount(self, value: Decimal, currency: str) -> str:
        """A sum of money that is read at a glance, to three decimals of its unit."""
        divisor, unit = notation.scale(abs(value), currency)
        number = self.rounded(value / divisor, 3 if divisor > 1 else 2)
        scale_name = unit.removeprefix(currency).strip()
        return (
            self(_SUMS[scale_name], number=number, currency=currency)
            if scale_name
            else f"{number} {currency}"
        )

    def count(self, value: int, one: str, many: str = "") -> str:
        """How many of what, in the words of svat.notation.count."""
        return self.plural(f"{{count}} {one}", f"{{count}} {many or one + 's'}", value)

    def day(self, value: date) -> str:
        """A day in words: 27 February 2026."""
        if self.language == SOURCE:
            return str(notation.day(value))
        return self._dated(value, _DAY, "long")

    def short_day(self, year: int, month: int | None = None, day: int | None = None) -> str:
        """A day, a month or a year where room is short."""
        if self.language == SOURCE or not month:
            return str(notation.short_day(year, month, day))
        return self._dated(date(year, month, day or 1), _SHORT_DAY if day else _SHORT_MONTH, "medium")

    @property
    def signs(self) -> dict[str, object]:
        """How numbers are parted, as drawings are told: {"decimal": ",", "thousands": " ", …}."""
        if self.language == SOURCE:
            return {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}
        known = self.locale.number_symbols["latn"]
        return {
            "decimal": known["decimal"],
            "thousands": known["group"],
            "grouping": [3],
            "currency": ["", ""],
        }

    @property
    def locale(self) -> Locale:
        """The language's rules in the Unicode CLDR."""
        return _locale(self.language)

    def _dated(self, value: date, pattern: str, otherwise: str) -> str:
        said = self(pattern)
        return str(format_date(value, otherwise if said == pattern else said, locale=self.locale))

    def _of_english(self, text: str) -> str:
        """A number that is written in English, with as many decimals."""
        if self.language == SOURCE:
            return str(text)
        plain = Decimal(text.replace(",", ""))
        return _decimal(plain, max(0, -int(plain.as_tuple().exponent)), self.language)

    def _filled(self, template: str, english: str, values: Mapping[str, Any]) -> str:
        given = {
            key: value
            if type(value) is str or (key in PLAIN and isinstance(value, int))
            else self.value(value)
            for key, value in values.items()
        }
        try:
            return template.format(**given)
        except (KeyError, IndexError, ValueError):  # braces of its own in a catalogue that a package brings
            return english.format(**given)

    def value(self, value: Any) -> Any:
        """What goes into a sentence, as the language writes it."""
        if isinstance(value, str):
            if isinstance(value, _OF_SVAT):
                return self(value)
            return self.table(value) if isinstance(value, Foreign) else value
        if isinstance(value, bool) or not isinstance(value, _WRITTEN_BY_LANGUAGE):
            return value
        return self.day(value) if isinstance(value, date) else self.number(value)


ENGLISH = Wording(SOURCE)


@cache
def wording(language: str) -> Wording:
    """The wording of a language, whatever its region (ru-KZ); the English one where there is no catalogue of it.

    >>> svat.in_language("ko").language, svat.in_language("xx").language
    ('ko', 'en')
    """
    code = re.split(r"[-_]", language.strip().lower())[0]
    file: Path | Traversable = _FOLDER.joinpath(code, "LC_MESSAGES", "svat.mo")
    if not code.isalpha() or not file.is_file():
        theirs = next((x.catalogue for x in languages() if x.code == code), None)
        if theirs is None or code in KNOWN:
            return ENGLISH
        file = theirs
    try:
        return Wording(code, GNUTranslations(BytesIO(file.read_bytes())))
    except (OSError, ValueError) as error:
        raise UnusableInput(f"{file.name}: no compiled catalogue of {code!r}: {error}") from error


@cache
def spoken() -> tuple[str, ...]:
    """The languages that there is a catalogue of, svat's own first; packages may bring others."""
    there = {x.name for x in _FOLDER.iterdir() if x.joinpath("LC_MESSAGES", "svat.mo").is_file()}
    there |= {x.code for x in languages() if x.catalogue is not None}
    return (*KNOWN, *sorted(there - set(KNOWN)))


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):  # a language that the CLDR does not have: its numbers in English
        return Locale(SOURCE)


@lru_cache(100_000)
def _decimal(value: float | Decimal, places: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(value, format=pattern, locale=_locale(language)))


@lru_cache(100_000)
def _percentage(hundredths: float, places: int, language: str) -> str:
    """Hundredths as the language writes a percentage, digits unparted."""
    pattern = _locale(language).percent_formats[None].pattern
    pattern = pattern.replace("#,##0", "0" + ("." + "0" * places if places else ""))
    return str(format_percent(Decimal(str(hundredths)) / 100, format=pattern, locale=_locale(language)))

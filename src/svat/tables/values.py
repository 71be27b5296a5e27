"""Tables: words with a set meaning: countries, languages, currencies, yes and no, in three languages.

Names come from the Unicode CLDR (through Babel) in English, Russian and Korean, those of countries in sixty languages
more (country_names.py); data/values.csv adds what people write in addition.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from svat.notation import Written
from svat.tables.country_forms import adjective, beside_its_code, flags, in_a_sentence
from svat.tables.country_names import BRACKETS, named_elsewhere, without_state
from svat.text.spelling import squash

_LOCALES = ("en", "ru", "ko")
# In CLDR, yet not countries of ISO 3166-1: reserved codes, unions, and codes for testing.
_NOT_ISO = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ")
)
_FORMER = frozenset(("ANT", "BUR", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR"))
# Languages whose own name for themselves is known too.
_IN_THEMSELVES = (
    "kk",
    "uz",
    "ky",
    "vi",
    "zh",
    "ja",
    "de",
    "fr",
    "es",
    "pt",
    "tr",
    "uk",
    "be",
    "mn",
    "az",
    "hy",
)
_DOTS = str.maketrans(".·•", "   ")
_PARTED = re.compile(r"\s[-–—/]\s|\s*[,/|，、・]\s*|\s+(?=г\.\s?\w)|(?<=\sг\.)\s+")
_SHORTEST_NAME = 4  # of a country in a sentence
_NUMERIC = re.compile(r"[0-9]{3}")


def word_key(text: str) -> str:
    """How a set word is looked up: letters, digits and currency signs; a text of signs alone as it is."""
    return squash(text) or unicodedata.normalize("NFKC", text).strip()


def _cldr(locale: str, part: str) -> dict[str, str]:
    """One table of names (territories, languages, currencies) of a locale: code → name."""
    return {str(code): str(name) for code, name in getattr(Locale(locale), part).items() if name}


@cache
def words(kind: str) -> Mapping[str, str]:
    """word_key → value, for one kind of data/values.csv."""
    return _all_words()[kind]


def written(kind: str) -> Mapping[str, str]:
    """A word in lower case as data/values.csv writes it → value, for one kind."""
    return _all_words()[f"{kind} as written"]


@cache
def _all_words() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, dict[str, str]] = defaultdict(dict)
    text = files("svat.tables").joinpath("data/values.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        table[row["kind"]].setdefault(word_key(row["word"]), row["value"])
        table[f"{row['kind']} as written"].setdefault(row["word"].casefold(), row["value"])
    return table


@cache
def countries() -> frozenset[str]:
    """The alpha-2 codes of ISO 3166-1."""
    return (
        frozenset(code for code in _cldr("en", "territories") if len(code) == 2 and code.isalpha()) - _NOT_ISO
    )


def country_name(code: str) -> str:
    """What a country is called in English; the code itself when it is none."""
    if code not in countries():
        return code
    return Written(_cldr("en", "territories").get(code, code), "country", (code,))


@cache
def _country_words() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for alias, now in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and alias not in _FORMER and now[0] in countries():
            table[alias.casefold()] = (now[0],)
    for locale in _LOCALES:
        for code, name in _cldr(locale, "territories").items():
            if code in countries():
                table.setdefault(squash(name), (code,))
                table.setdefault(squash(BRACKETS.sub("", name)), (code,))
    for word, value in words("country").items():
        table[word] = tuple(value.split("/"))
    for code in countries():
        table[code.casefold()] = (code,)
    return table


def is_country_at_hand(text: str) -> bool:
    """Whether a text is a country's code, or its name in English, Russian or Korean."""
    return squash(text) in _country_words()


@lru_cache(maxsize=1 << 14)
def countries_named(text: str) -> tuple[str, ...]:
    """Alpha-2 codes that a text may mean: one when it is clear, several when not ("Korea"), none if unknown.

    Takes ISO 3166-1 codes of two or three letters or three digits and names in English, Russian, Korean and sixty other
    languages, flags, adjectives and names in the cases of Russian; with brackets, the part outside or inside must be
    clear and they must not differ.
    """
    text, shown = flags(text)
    if shown:
        known = {*shown} & countries()
        named = countries_named(text) if text else ()
        return tuple(sorted(known & {*named} or known | {*named}))
    if whole := _country_meant(text) or beside_its_code(text, _country_meant):
        return whole
    found = {codes for part in _parts(text) if part != text and (codes := _country_meant(part))}
    clear = {codes for codes in found if len(codes) == 1}
    if len(clear) == 1 and all(next(iter(clear))[0] in codes for codes in found):
        return next(iter(clear))
    return tuple(sorted({code for codes in found for code in codes}))


def understood(text: str) -> bool:
    """Whether every part of a text that `countries_named` reads is a country's name or code."""
    return bool(_country_meant(text)) or all(_country_meant(part) for part in _parts(text) if part.strip())


def _parts(text: str) -> list[str]:
    """A text without its brackets and what is in them, else what signs part."""
    parts = [BRACKETS.sub(" ", text), *BRACKETS.findall(text)]
    return parts if len(parts) > 1 else _PARTED.split(text)


def _initials(name: str) -> str:
    """The letters of an abbreviation that is written with dots or spaces, "T.C.", "K. R": initials are no ISO code."""
    letters = unicodedata.normalize("NFKC", name).casefold().translate(_DOTS).split()
    return "".join(letters) if len(letters) > 1 and all(map(_is_letter, letters)) else ""


def _spelt_out(name: str) -> str:
    """A name with words that are written short in full: "Kyrgyz Rep.", "Dem. People's Rep. of Korea"."""
    known = words("country abbreviation")
    parts = [(part, known.get(squash(part))) for part in re.split(r"(?<=\.)|\s+|(?<=,)", name) if part]
    if not any(full for _, full in parts):
        return name
    return " ".join(f"{full}," if full and part.endswith(",") else full or part for part, full in parts)


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


@lru_cache(maxsize=1 << 14)
def _country_meant(name: str) -> tuple[str, ...]:
    """The codes of one name or code, in English, Russian or Korean first; then of a name in another language."""
    if initials := words("initials").get(_initials(name)):
        return tuple(initials.split("/"))
    known = _country_words().get(key := squash(name), ())
    if known and not (len(key) == 3 and name.istitle()):
        return known
    if not key or not any(char.isalpha() for char in key):
        return _numeric().get(name.strip(), ())
    # "Nga" is Russia in Vietnamese, NGA the code of Nigeria: a name of three letters may be either.
    elsewhere = named_elsewhere(name, countries())
    if known or elsewhere:
        return tuple(dict.fromkeys((*known, *elsewhere)))
    if found := without_state(name, words("state"), _country_meant):
        return found
    spelt = _spelt_out(name)
    if spelt != name and (found := _country_meant(spelt)):
        return found
    return in_a_sentence(name, words("adjective"), _named_plainly)


def _named_plainly(name: str) -> tuple[str, ...]:
    """The codes of a name as it stands, in any language; codes of letters are none."""
    if len(name) < _SHORTEST_NAME and name.isascii():
        return ()
    return _country_words().get(squash(name)) or named_elsewhere(name, countries())


def is_adjective(text: str) -> bool:
    """Whether a text is the adjective of a country, which a company may be called: "American"."""
    return bool(adjective(text, words("adjective")))


@cache
def _numeric() -> Mapping[str, tuple[str, ...]]:
    """The three digits of ISO 3166-1 → alpha-2 code."""
    aliases = get_global("territory_aliases").items()
    return {a: (now[0],) for a, now in aliases if _NUMERIC.fullmatch(a) and now[0] in countries()}


@cache
def _language_words() -> Mapping[str, str]:
    known = {code for code in _cldr("en", "languages") if len(code) == 2}
    table: dict[str, str] = {}
    for alias, now in get_global("language_aliases").items():
        if len(alias) == 3 and now in known:
            table.setdefault(alias, now)
    for locale in _LOCALES:
        for code, name in _cldr(locale, "languages").items():
            if code in known:
                table.setdefault(squash(name), code)
    for code in _IN_THEMSELVES:
        table.setdefault(squash(_cldr(code, "languages").get(code, code)), code)
    table.update(words("language"))
    table.update({code: code for code in known})
    return table


@lru_cache(maxsize=1 << 14)
def language_named(text: str) -> str | None:
    """The ISO 639-1 code that a text means, or None."""
    return _language_words().get(squash(text))


@cache
def _currency_words() -> Mapping[str, str]:
    table: dict[str, str] = {}
    codes = {code for code in _cldr("en", "currencies") if len(code) == 3}
    for locale in _LOCALES:
        for code, name in _cldr(locale, "currencies").items():
            table.setdefault(word_key(name), code)
    table.update(words("currency"))
    for code in codes:
        table.setdefault(code.casefold(), code)
    return table


@lru_cache(maxsize=1 << 14)
def currency_named(text: str) -> str | None:
    """The ISO 4217 code that a code, name or sign means, or None."""
    return _currency_words().get(word_key(text))


def yes_or_no(text: str) -> bool | None:
    """True, False, or None when the text says neither."""
    key = word_key(text)
    if key in words("yes"):
        return True
    return False if key in words("no") else None


@cache
def _blanks() -> frozenset[str]:
    return frozenset((*written("blank"), *written("error")))


def is_error(text: str) -> bool:
    """Is this what a spreadsheet writes where it could not work a cell out: "#N/A", "#ССЫЛКА!", "Err:502"."""
    stripped = text.strip()
    return stripped.casefold() in written("error") or (len(stripped) > 2 and not stripped.strip("#"))


def is_blank(text: str) -> bool:
    """Is this a way of writing nothing: "", "-", "n/a", "#REF!", "없음" and the like ("NA" is Namibia)."""
    if not text:
        return True
    return (len(text) < 20 and text.strip().casefold() in _blanks()) or (text[0] == "#" and is_error(text))


def country_of(text: str) -> str | None:
    """The alpha-2 code in capitals, or None when the text is not one."""
    code = text.strip().upper()
    return code if code in countries() else None

"""Corridor room, units of money: what the values of a column are multiplied by, and in which currency they are.

A unit that is passed over makes a figure a thousand times too small, and tonnes dollars: so every word of a unit is a
scale, a currency or known to say nothing of either, or the unit is not understood.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from svat.tables.values import currency_named, words

# Words that say nothing of the unit: links, that it is money of its year, and how it was valued.
_PASSED = frozenset((
    "in", "of", "de", "d", "di", "do", "des", "von", "en", "em", "the", "and", "by", "unit", "units", "currency",
    "total", "all",
    "goods", "merchandise", "products", "bilateral", "mutual", "annual", "yearly", "nominal", "current", "prices",
    "price",
    "fob", "cif", "в", "во", "по", "и", "ед", "изм", "единица", "измерения", "всего", "итого", "товары", "товаров",
    "товарами", "взаимной", "взаимный", "годовой", "текущих", "текущие", "ценах", "цены", "фоб", "сиф", "за", "год",
    "contract", "deal", "agreed", "confirmed", "excl", "excluding", "incl", "including", "vat", "net", "gross",
    "договора",
    "контракта", "сделки", "без", "с", "ндс", "учета", "учетом", "계약", "부가세", "별도", "포함", "단위", "합계",
    "총액", "총", "상품", "경상", "가격", "单位", "単位", "總額", "总额",
))  # fmt: skip
_TOKEN = re.compile(r"us\$|u\.s\.(?:a\.)?|\d[\d,.']*(?:s\b)?|[^\W\d_]+\$?|[^\w\s]", re.IGNORECASE)
_PART = re.compile(r"[()\[\]/;]")
_POWER = re.compile(r"1?(0{3,12})s?")
_SIGNS = frozenset(",.:;'\"-–—_*")
_LONGEST_PHRASE = 5
_WORDS = {
    10**3: "thousand", 10**4: "만", 10**5: "lakh", 10**6: "million", 10**7: "crore", 10**8: "억", 10**9: "billion",
    10**12: "trillion",
}  # fmt: skip


class UnknownUnitError(ValueError):
    """A unit with a word that is neither one of money nor known to say nothing; the message names it."""


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """What a value is multiplied by, and its currency (ISO 4217) where the heading names one."""

    scale: int = 1
    currency: str = ""

    @property
    def words(self) -> str:
        """As the reader of amounts understands it: "million USD"; "" where it says nothing."""
        return f"{_WORDS.get(self.scale, '')} {self.currency}".strip()


def money_unit(text: str) -> MoneyUnit:
    """The unit of money that a text such as "тыс. долл. США", "US$ '000" or "천달러 (thousand USD)" names.

    Parts in brackets may say the same in another language, or the rest of it. Raises UnknownUnitError for any other
    word, and for parts that contradict each other.
    """
    scales: set[int] = set()
    currencies: set[str] = set()
    for part in _PART.split(plain(text)):
        scale, currency = _one(part)
        scales |= {scale} - {1}
        currencies |= {currency} - {""}
    if len(scales) > 1 or len(currencies) > 1:
        raise UnknownUnitError(f"{text.strip()!r} names more than one unit")
    [scale] = scales or {1}
    if scale != 1 and scale not in _WORDS:
        raise UnknownUnitError(f"{text.strip()!r} is a scale of {scale}, which nobody writes")
    return MoneyUnit(scale, *currencies)


def _one(part: str) -> tuple[int, str]:
    tokens = [t for t in _TOKEN.finditer(part) if t[0] not in _SIGNS]
    scale, currency, place, after_scale = 1, "", 0, False
    while place < len(tokens):
        for length in range(min(_LONGEST_PHRASE, len(tokens) - place), 0, -1):
            found = _meaning(part[tokens[place].start() : tokens[place + length - 1].end()])
            if found is not None:
                if found[0] != 1 and scale not in (1, found[0]) and not after_scale:
                    raise UnknownUnitError(f"{part.strip()!r} names more than one unit")
                if found[0] != 1 and (after_scale or scale == 1):
                    scale *= found[
                        0
                    ]  # "thousand million" is one number, "천달러, thousand USD" the same twice
                currency, after_scale = currency or found[1], found[0] != 1 and not found[1]
                place += length
                break
        else:
            raise UnknownUnitError(f"{tokens[place][0]!r} is neither a unit of money nor a currency")
    return scale, currency


@cache
def _meaning(text: str) -> tuple[int, str] | None:
    """(scale, currency) of a word or phrase; (1, "") of one that says neither, None of one that is not known."""
    if text == "mil":
        raise UnknownUnitError("'mil' may be a thousand or a million")
    number = re.sub(r"[,.'\s]", "", text)
    if power := _POWER.fullmatch(number):
        return 10 ** len(power[1]), ""
    if number.isdigit():
        return (1, "") if 1900 <= int(number) <= 2200 else None
    scales = words("scale")
    bare = text.strip(" .'")
    if currency := currency_named(text) or currency_named(bare):
        return 1, currency
    if bare in _PASSED:
        return 1, ""
    if scale := scales.get(text) or scales.get(bare):
        return int(scale), ""
    for cut in range(len(bare) - 1, 0, -1):
        head, tail = bare[:cut], bare[cut:].lstrip(".")
        if head in scales and (currency := currency_named(tail)):
            return int(scales[head]), currency
        if tail in scales and (currency := currency_named(head)):
            return int(scales[tail]), currency
    if bare[:1] == "t" and bare[1:] in ("eur", "usd", "chf", "gbp"):
        return 1000, bare[1:].upper()
    return None


def plain(text: str) -> str:
    """A heading in lower case with single spaces, look-alike signs made one."""
    folded = unicodedata.normalize("NFKC", text).replace("\ufeff", "").casefold().replace("ё", "е")
    return " ".join(folded.replace("’", "'").replace("‘", "'").split())

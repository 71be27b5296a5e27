"""Tables, titles: what stands above the records that it is of: a section, a letter of the alphabet, a region."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from svat.tables.values import countries_named, is_adjective, words, written
from svat.text.legal_forms import has_legal_form
from svat.text.spelling import squash

ORNAMENTS = " \t-–—―*~=_.。·•<>«»\"“”'…"  # around a line
_LONGEST_NAMED = 4  # words of a region's name
_APOSTROPHES = str.maketrans("'’ʻʼ`", "‘‘‘‘‘")
_LETTER_TO_LETTER = re.compile(r"([^\W\d_])\s*[-–—~]\s*([^\W\d_])")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})|[Ⅰ-Ⅻ]")
_OUTLINE = re.compile(rf"((?:{_ROMAN.pattern})|[А-ЯЁ](?=[.)]\s[А-ЯЁ\s]+$))[.)．]\s*(\S.*)")
_ARABIC_ORDINALS = "الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|اول|دوم|سوم|چهارم|پنجم|ششم|هفتم"
_HAN_OUTLINE = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}(?:[)）]|、)\s*\S|[甲乙丙丁]、")
_HAN_SECTION = re.compile(
    r"제\s*\d+\s*[장절부편과](?![^\W_])|第\s*[\d一二三四五六七八九十百]+\s*(?:[章節节]|(?:部分|[部編篇類类])(?![^\W_]))"
)
_HAN_REGION = re.compile(
    r"[一-鿿]{1,6}(?:省|自治区|直辖市|县|縣|県)|(?!.*(?:超|城|都|门|夜|股|花)市)[一-鿿]{2,3}市|[东東]京都|[京大][都阪]府"
    r"|北海道|[가-힣]{2,3}(?:특별시|광역시|특별자치시|특별자치도)|(?:경기|강원|충청[남북]|전라[남북]|경상[남북]|제주)도"
)
_ADJECTIVE_REGION = re.compile(
    r"[^\W\d_-]+(?:ск|цк)(?:ая|ий|ой)\s+(?:область|обл\.?|край|район|р-н)|(?:область|республика)\s+[^\W\d_-]+|г\.\s?[^\W\d_-]+",
    re.IGNORECASE,
)


@cache
def _sections() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """("Section 3", "3-бөлім"), each with what may follow."""
    named = "|".join(
        sorted((re.escape(w.translate(_APOSTROPHES)) for w in written("section")), key=len, reverse=True)
    )
    number = rf"(?:№\s*)?(?:\d+(?:\.\d+)*|{_ROMAN.pattern}|{_ARABIC_ORDINALS})(?![^\W_])"
    before = rf"(?:{named})\s*(?:{number}|\s[A-ZА-ЯЁ]\s*(?:$|[.:：)–—-]))"
    after = rf"(?:\d+|{_ROMAN.pattern})\s?[-.]?\s?(?:{named})(?![^\W_])"
    grouped = "|".join(map(re.escape, written("group")))
    weak = rf"(?:{grouped})\s*(?:\d+|[A-ZА-ЯЁ])\s*[.:：–—]\s*\S"
    return re.compile(f"{before}|{weak}", re.IGNORECASE), re.compile(after, re.IGNORECASE)


def is_section(text: str) -> bool:
    """Whether a line begins as a section's title does: "Section 3", "3-бөлім", "第三章", "II. Металлургия"."""
    if _HAN_SECTION.match(text) or _HAN_OUTLINE.match(text):
        return True
    before, after = _sections()
    text = text.translate(_APOSTROPHES)
    if before.match(text) or after.match(text):
        return True
    match = _OUTLINE.fullmatch(text)
    if not match:
        return False
    return (
        len(match[1]) > 1 or not match[1].isascii() or not match[2][0].isascii()
    )  # "I. Alfa" is a person's name


def divides(text: str, following: str) -> Literal["title"] | None:
    """A letter of the alphabet, a small number or a region alone, which stand above the names that they are of.

    A letter may be a name too, and is none where the `following` name begins with it.
    """
    core = text.strip(ORNAMENTS + ":：[]()")
    core = core[0] if core[1:] == "行" else core
    if not any(map(str.isalpha, core)):
        return "title" if len(core) < 3 or re.fullmatch(r"\d\s*[-–—]\s*\d", core) else None
    match = _LETTER_TO_LETTER.fullmatch(core)
    first, last = (match[1], match[2]) if match else (core, core)
    if match or len(core) == 1:
        if unicodedata.name(first, "").startswith(("HIRAGANA", "KATAKANA")):
            return "title"
        beginnings = {_order(word[0]) for word in re.findall(r"\w+", following)[:4]}
        return "title" if any(_order(first) <= x <= _order(last) for x in beginnings) else None
    return "title" if _is_region(core) and not has_legal_form(text) else None


def _order(letter: str) -> str:
    """A letter for comparison: the first consonant of a Hangul syllable, without the marks of a Latin one."""
    if "가" <= letter <= "힣":
        return "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[(ord(letter) - ord("가")) // 588]
    return (
        unicodedata.normalize("NFKD", letter.casefold())[:1] if letter.isalpha() and letter < "ㄱ" else letter
    )


def _is_region(text: str) -> bool:
    if len(text) > 3 or not text.isascii():
        if len(countries_named(text)) == 1 and not is_adjective(text):
            return True
        if _HAN_REGION.fullmatch(text) or _ADJECTIVE_REGION.fullmatch(text):
            return True
    parts = text.split()
    if not 1 < len(parts) <= _LONGEST_NAMED:
        return False
    if squash(parts[-1]) in words("region") or squash(parts[0]) in words("region of"):
        return True
    return len(parts) > 2 and squash("".join(parts[:2])) in words("region of")

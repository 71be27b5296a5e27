"""Tables, lines: what a line between or below the records says: a total, a title, a note, a signature, a page.

A line is known by its words, so that a name which is one of them is told by what else its row says, or its legal form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

from svat.tables.dates import month_named
from svat.tables.numbers import read_unit
from svat.tables.signs import western
from svat.tables.titles import ORNAMENTS, divides, is_section
from svat.tables.values import words, written
from svat.text.legal_forms import has_legal_form
from svat.text.spelling import squash

Line = Literal["total", "title", "footnote", "signature"]

_LABELS: Mapping[str, Line] = {
    "signature": "signature",
    "made by": "signature",
    "total": "total",
    "footer": "footnote",
}
_WORD_BEFORE_COLON = 5  # words of a label at most
_LONGEST_LABEL = 60
_LONGEST_LOOKED_AT = 300  # characters that tell what a line is
_LONGEST_UNIT = 4  # words
_COLON = re.compile(r"\s*[:：]\s*")
_BRACKETED = re.compile(r"[(（\[【〔]\s*([^()（）\[\]【】〔〕]{1,80}?)\s*[)）\]】〕]")
_NUMBER = re.compile(r"\D{0,3}\d[\d\s.,]*(?:\(?[^\W\d_]+\)?\.?\s*){0,2}")
_NUMBER_END = re.compile(r"[:=–—-]?\s*\d[\d\s.,]*(?:[^\W\d_]+\.?\s*){0,2}$")
_OF = frozenset((
    "по", "за", "на", "из", "в", "for", "of", "in", "by", "on", "the", "de", "del", "da", "du", "des", "für", "im",
    "der", "iz", "per", "do", "di", "z", "dla",
))  # fmt: skip
_COUNTED = re.compile(
    r"организац|компани|предприят|участник|фирм|позиц|запис|строк|член|экспорт|підприєм|кәсіпорын|compan|enterpris|member"
    r"|firm|record|row|item|entr|participant|supplier|unternehmen|betriebe|empresa|entreprise|société|aziend|impres|şirket"
    r"|bedrijv|podnik|korxona|doanh nghiệp|công ty|perusahaan|บริษัท|شرك|업체|기업|회사|개사|개소|家|社|个|개$|곳|건"
)
_COUNT = re.compile(
    r"(?:총|합계|전체|共计|合计|总计|總計|合計|共|全)\s*[:：]?\s*[\d,]+\s*(?:여\s*)?(?:개|곳|건|명|家|社|个|個|件|名|間)\s*[^\W\d]{0,4}"
)
_SIGNED = re.compile(r"(?<![^\W_])_{3,}|_{3,}(?![^\W_])|\.{6,}|…{2,}")  # not the one within KZ___001
_SEAL = re.compile(r"[MМ]\s*\.\s*[PПYOО]\s*[‘'ʻ’]?\s*\.|L\s*\.\s*S\s*\.|(?:직?인|印|公章|盖章|簽章|签章)\.")
_TELEPHONE = re.compile(r"\+\s?\d|\(\d+\)\s?\d|\d-\d+-\d")
_PERSON = re.compile(
    r"[^\W\d_][^\W\d_-]+\s+[^\W\d_]\.\s*(?:[^\W\d_]\.)?|[^\W\d_]\.\s*(?:[^\W\d_]\.)?\s*[^\W\d_][^\W\d_-]+"
)
_PATRONYMIC = re.compile(
    r"[^\W\d_-]+\s+[^\W\d_-]+\s+[^\W\d_-]+(?:вич|вна|ічна|ұлы|қызы|улу|кызы|оглы|о‘g‘li|ovich|evich|ovna|evna)"
)
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}\s*(?:년|年)\s*\d{1,2}\s*(?:월|月)(?:\s*\d{1,2}\s*(?:일|日))?|(?:19|20)\d\d([-./])\s?\d{1,2}\1\s?\d{1,2}"
    r"|\d{1,2}\s?([-./])\s?\d{1,2}\s?\2\s?(?:19|20)\d\d|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月"
    r"|1[34]\d\d/\d{1,2}/\d{1,2})(?!\d)"
)
_DAY_OF_MONTH = re.compile(
    r"[«\"“]?(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\s*[»\"”.]?[\s-]*(?:de\s+|of\s+)?([^\W\d_]+)[.,]?[\s-]+(?:de\s+|del\s+)?"
    r"((?:19|20|25)\d\d)(?!\d)|([^\W\d_]+)\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d(?!\d)"
    r"|(?:ngày|วันที่)\s*\d{1,2}\s+(?:tháng\s*)?\S+(?:\s+năm)?\s+\d{4}",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:©|\([cс]\)|copyright)\s*(?:.*\D)?(?:19|20)\d\d", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+", re.IGNORECASE)
_MARK = re.compile(r"※|[¹²³⁴†‡]|\[\d{1,2}\]\s|N\.?B\.?[\s:]|\*{1,3}(?:\s|[^\s*]+\s)|\*{1,3}\)")
# No name begins so; a star and "Alfa LLC" may be one.
_REMARK = re.compile(r"※|(?:\*{1,3}|[¹²³⁴†‡]|\[\d{1,2}\])\s*(?=[\da-zа-яё])")
_PLACE = re.compile(r"(?:г\.\s*)?[^\W\d_]+(?:[\s-][^\W\d_]+){0,2}")


def line_alone(
    text: str, is_fact: Callable[[str], bool], *, divided: bool, following: str = ""
) -> Line | None:
    """What a line of one cell says, or None when it may be a name.

    `is_fact` says of a label whether it is the heading of a column that tells of records ("Страна: Казахстан");
    `divided` that a letter, a number or a country alone stands above the records that it is of, the first of which
    is named `following`.
    """
    text = text[:_LONGEST_LOOKED_AT]
    inside = _BRACKETED.fullmatch(text)
    bare = inside[1] if inside else text
    if _SIGNED.search(text) or _SEAL.fullmatch(text.strip(ORNAMENTS + "()") + "."):
        return "signature"
    if found := _page(text) or _labelled(bare, is_fact):
        return found
    core = bare.strip(ORNAMENTS)
    key = squash(core)
    decorated = inside is not None or core != text.rstrip(".。")
    if is_word_of("total", core):
        return "total"
    if key in words("signature") or key in words("made by") or _is_signed(text):
        return "signature"
    if key in words("marked") or key in words("to be continued") or (decorated and key in words("footer")):
        return "footnote"
    if key in words("list of") and " " in core:
        return "title"
    if (decorated or core.islower()) and key in words("end"):
        return "footnote"
    if _OWNED.match(text) or _REMARK.match(text):
        return "footnote"
    if divided and (found := divides(text, following)):
        return found
    if has_legal_form(text):
        return None
    return _said(text) or ("footnote" if inside and divided else None)


def line_with_numbers(text: str) -> Line | None:
    """The same of a line whose other cells are numbers."""
    text = text[:_LONGEST_LOOKED_AT]
    if has_legal_form(text):
        return None
    if is_total(text):
        return "total"
    return "title" if is_section(text) else None


def line_with_others(first: str, others: Sequence[str]) -> Line | None:
    """The same of a line of a few cells that are texts: who signs, and when; "Source:" and what it is."""
    first, others = first[:_LONGEST_LOOKED_AT], [other[:_LONGEST_LOOKED_AT] for other in others]
    if any(_SIGNED.search(text) for text in (first, *others)):
        return "signature"
    stem, colon, rest = _parted(first)
    if colon:
        kind = _kind_of_label(stem)
        if kind == "signature" or (kind and not rest and len(others) == 1):
            return kind
    if squash(first) in words("signature") and all(map(_signs, others)):
        return "signature"
    if is_word_of("total", first) and not any(map(is_word, others)):
        return "total"
    return None


def _said(text: str) -> Line | None:
    """What a line without a label says by its words; None when it may be a name."""
    if is_total(text):
        return "total"
    if is_section(text) or text.rstrip().endswith((":", "：")):
        return "title"
    if _begins(text, "made by") or _is_signed(text) or _is_dated(text):
        return "signature"
    if _is_unit(text) or _ADDRESS.fullmatch(text) or _MARK.match(text) or _goes_on(text):
        return "footnote"
    parts = text.split()
    if len(parts) > 1 and squash(parts[0]) in words("list of") and not has_digit(parts[-1]):
        return "title"
    if len(parts) > 2 and squash("".join(parts[:2])) in words("list of"):
        return "title"
    return None


def _is_unit(text: str) -> bool:
    """Whether a line is nothing but a unit of the amounts: "тыс. долл. США"."""
    scale, currency = read_unit(text)
    return scale != 1 and bool(currency) and len(text.split()) <= _LONGEST_UNIT


def is_word(text: str) -> bool:
    """Whether a cell beside a total says more than how many or how much: a telephone number does."""
    return not _NUMBER.fullmatch(text) or is_telephone(text)


def is_telephone(text: str) -> bool:
    """Whether a cell is a telephone number, and no figure."""
    return _TELEPHONE.search(text) is not None


def has_digit(text: str) -> bool:
    """Whether a digit is in a text."""
    return any(char.isdigit() for char in text)


def _parted(text: str) -> tuple[str, bool, str]:
    """(label, whether there is one, what is said under it) of "Label: text", "Label) text" and "(Label) text"."""
    if match := _COLON.search(text):
        return text[: match.start()].strip("*( （[【"), True, text[match.end() :]
    match = _BRACKETED.match(text)
    if match and match.end() < len(text) and squash(match[1]) in words("footer") and not has_legal_form(text):
        return match[1], True, text[match.end() :].strip()
    match = re.match(r"([^\W\d_]{1,12})(?:\s?\d{1,2}\s?[)）]\s*|\s?[)）]\s*(?=\S+\s|\d))", text) or re.match(
        r"(\S+)\s*!\s*(?=\S)", text
    )
    match = match or re.match(r"([^\W\d_]+\.?)\s+[-–—]\s+(?=\S)", text)
    if match and squash(match[1]) in words("footer"):
        return match[1], True, text[match.end() :]
    return "", False, ""


def _labelled(text: str, is_fact: Callable[[str], bool]) -> Line | None:
    stem, colon, rest = _parted(text)
    if not colon or len(stem) > _LONGEST_LABEL:
        return None
    if kind := _kind_of_label(stem):
        return kind
    if is_fact(stem):
        return "footnote" if has_digit(rest) else "title"
    if rest and _NUMBER.fullmatch(rest) and not has_legal_form(text):
        return "total"
    return None


def _kind_of_label(stem: str) -> Line | None:
    """What a label introduces, by all of it or its first words."""
    parts = stem.rstrip(" 0123456789.№*").split()
    if not parts or len(parts) > _WORD_BEFORE_COLON:
        return None
    key = squash("".join(parts))
    if key in words("section") or key in words("sorted by"):
        return "title"
    if key in words("signed"):
        return "signature"
    for kind, line in _LABELS.items():
        if key in words(kind):
            return line
        if any(squash("".join(parts[:n])) in words(kind) for n in (3, 2, 1) if n < len(parts)):
            return line
    return None


def is_word_of(kind: str, text: str) -> bool:
    """Whether a text is one of the words of a kind in data/values.csv, with a number behind it or without."""
    return squash(text.rstrip("0123456789 :.-")) in words(kind) or text.strip(" 0123456789:=") in ("Σ", "∑")


def is_total(text: str) -> bool:
    """A word for a total, alone, with a number, or with what is counted: "Итого по разделу 1", "Total: 2 companies"."""
    if is_word_of("total", text) or _COUNT.fullmatch(text):
        return True
    parts = re.split(r"[\s:：]+", text)
    for length in (3, 2, 1):
        if len(parts) <= length or squash("".join(parts[:length])) not in words("total"):
            continue
        rest = text.split(parts[length - 1], 1)[1]
        if rest.lstrip().startswith((":", "：", "(", "（")) or parts[length].casefold() in _OF:
            return True
        if rest.lstrip()[:1] in ("-", "–", "—", "=") and _NUMBER_END.search(rest):
            return True
        if _COUNTED.search(rest.casefold()) and has_digit(rest):
            return True
    return False


def _signs(text: str) -> bool:
    """Whether a cell beside "Director" or "Дата" is a person or a day."""
    return bool(_PERSON.fullmatch(text) or _PATRONYMIC.fullmatch(text)) or _is_dated(text)


def _is_signed(text: str) -> bool:
    """A word such as "Director" with a person at its end: "Директор палаты Иванов И. И."."""
    parts = text.split()
    for length in (3, 2, 1):
        rest = " ".join(parts[length:])
        if rest and squash("".join(parts[:length])) in words("signature"):
            return any(_signs(" ".join(parts[k:])) for k in range(length, len(parts))) or bool(
                _BRACKETED.search(rest)
            )
    return False


def _begins(text: str, kind: str) -> bool:
    """Whether a line begins with words of a kind and goes on."""
    parts = text.split()
    return any(squash("".join(parts[:n])) in words(kind) for n in (4, 3, 2, 1) if n < len(parts))


def _is_dated(text: str) -> bool:
    """Whether a text holds a day with its year, which no name has."""
    text = western(text)
    if _DATE.search(text):
        return True
    match = _DAY_OF_MONTH.search(text)
    if not match:
        return False
    month = match[2] or match[4]
    if not month or month_named(month):
        return True
    before = text[: match.start()].rstrip()
    return match.end() == len(text) and before.endswith(",") and _PLACE.fullmatch(before[:-1]) is not None


def _goes_on(text: str) -> bool:
    """Whether a line says that the table goes on: "Table 1 (continued)", "Продолжение таблицы 1"."""
    known = words("to be continued")
    match = _BRACKETED.search(text)
    if match and match.end() == len(text) and squash(match[1]) in known:
        return True
    parts = text.split()
    if len(parts) < 2 or squash(parts[0]) not in known:
        return False
    return parts[1].casefold() in _OF or squash(parts[1]) in words("page") or has_digit(parts[-1])


@cache
def _pages() -> re.Pattern[str]:
    named = "|".join(sorted(map(re.escape, written("page")), key=len, reverse=True))
    of = r"(?:из|of|от|von|van|de|di|sur|sur|z|ze|из|dari|trên|จาก|از|من|з|/|\|)"
    return re.compile(
        rf"(?:{named})(?:\.\s*|\s+|\s*(?=\d)(?<![a-zа-яё]))(?:№\s*)?\d+(?:\s*{of}\s*\d+)?"
        rf"|\d+\s*(?:[/.-]\s*)?(?:\d+\s*)?(?:{named})\.?|\d+\s*(?:из|of|/)\s*\d+|[-–—]\s*\d+\s*[-–—]"
        r"|第\s*\d+\s*[页頁](?:\s*[,，/]?\s*共\s*\d+\s*[页頁])?",
        re.IGNORECASE,
    )


def _page(text: str) -> Line | None:
    plain = western(text)
    return "footnote" if _pages().fullmatch(plain) or _pages().fullmatch(plain.strip(" -–—")) else None

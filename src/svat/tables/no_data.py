"""Tables, no data: which rows below a header are no record of anything: headers again, titles, totals, signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Literal

from svat.tables.header import Header
from svat.tables.schema import TableSchema
from svat.tables.synonyms import LONGEST_HEADING
from svat.tables.table import Merge
from svat.tables.values import is_blank, is_error, words
from svat.text.legal_forms import legal_forms
from svat.text.spelling import clean, squash
from svat.text.words import native_words

NoData = Literal[
    "header-repeated", "column-numbers", "total", "title", "footnote", "signature", "name-alone"
]  # fmt: skip

REASONS: dict[NoData, str] = {
    "header-repeated": "the header repeated",
    "column-numbers": "the columns' numbers",
    "total": "a total",
    "title": "a title",
    "footnote": "a footnote",
    "signature": "a signature or date below the table",
    "name-alone": "a name and nothing else, in a table of {known} known columns, so perhaps a title",
}

_FEW_NUMBERS = 2  # of columns, after letters
_ORDERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
)  # fmt: skip
_FEW = 4  # known columns from which on a name alone is a doubt
_PAGE = re.compile(
    r"(?:[-–—\s]*)(?:(?:стр(?:аница)?|лист|page|p|pg|sheet|seite|página|pagina|sayfa|strona|бет|bet|sahifa|trang|페이지|쪽)\.?"
    r"\s*(?:№\s*)?\d+(?:\s*(?:из|of|от|von|de|di|sur|z|/|\|)\s*\d+)?"
    r"|\d+\s*(?:из|of)\s*\d+|\d+\s*(?:/\s*\d+\s*)?(?:페이지|쪽|页|ページ)|第\s*\d+\s*[页頁](?:\s*[,，/]?\s*共\s*\d+\s*[页頁])?)"
    r"[-–—\s]*",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:(?:под)?раздел|глава|часть|приложение|секция|section|chapter|part|annex|appendix|kapitel|abschnitt|sección"
    r"|capítulo|seção|bölüm|bo‘lim|бөлім|розділ)\s*(?:№\s*)?(?:\d+(?:\.\d+)*|[ivxlc]+)(?![^\W_])"
    r"|제\s*\d+\s*[장절부편]|第\s*[\d一二三四五六七八九十]+\s*[章节部分編]",
    re.IGNORECASE,
)  # fmt: skip
_NUMBER_END = re.compile(r"[:=–—-]?\s*\d[\d\s.,]*(?:[^\W\d_]+\.?\s*){0,2}$")
_OF = (
    "по",
    "за",
    "на",
    "из",
    "for",
    "of",
    "in",
    "by",
    "on",
    "de",
    "del",
    "da",
    "du",
    "des",
    "für",
    "im",
    "iz",
)
_COUNTED = re.compile(
    r"(?:организац|компани|предприят|участник|фирм|позиц|запис|строк|член|экспорт|compan|enterpris|member|firm|record"
    r"|row|item|entr|participant|supplier|unternehmen|firmen|empresa|entreprise|şirket|firma|업체|기업|회사|개사|家|社)"
)
_UNDERLINE = re.compile(r"(?<![^\W_])_{3,}|_{3,}(?![^\W_])|\.{6,}|…{2,}")  # not the one within KZ___001
_DAY = re.compile(
    r"[«\"“]?\s*\d{1,4}\s*[»\"”]?[\s./-]*(?:\d{1,2}|[^\W\d_]+)[\s./-]*\d{2,4}\s*(?:г\.?|года|년)?.*"
)
_PERSON = re.compile(
    r"[^\W\d_][^\W\d_-]+\s+[^\W\d_]\.\s*(?:[^\W\d_]\.)?|[^\W\d_]\.\s*(?:[^\W\d_]\.)?\s*[^\W\d_][^\W\d_-]+"
)
_OUTLINE = re.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*\.|\d+(?:\.\d+)+)[.)]?")


class RowsWithoutData:
    """Says of the rows of one table which hold no data, and why."""

    def __init__(self, header: Header, schema: TableSchema, merges: Mapping[int, Sequence[Merge]]) -> None:
        self.header, self.schema, self.merges = header, schema, merges
        self._telling = [
            i
            for i, column in enumerate(header.columns)
            if column.canonical and column.canonical not in (*schema.alone, *schema.identity)
        ]
        self._counters = frozenset(
            i
            for i, column in enumerate(header.columns)
            if not column.canonical and (squash(column.header) or column.header) in words("counter")
        )

    def why(self, number: int, cells: Sequence[str]) -> NoData | None:
        """Why a row that is not empty holds no data; None if it may hold some."""
        filled = [(i, text) for i, text in enumerate(cells) if text and not text.isspace()]
        if self._repeats_header(cells, filled):
            return "header-repeated"
        first = clean(filled[0][1])
        if len(filled) > 2 and len(first) < 5 and _are_column_numbers(filled):
            return "column-numbers"
        if self.header.known < 2:
            return None
        if len(filled) == 1:
            return self._why_alone(number, filled[0][0], first)
        if len(filled) <= _FEW and _is_signature(first, [clean(text) for _, text in filled[1:]]):
            return "signature"
        said = list(islice((text for _, text in filled if not _is_number(text)), 2))
        return self._why_numbers(clean(said[0])) if len(said) == 1 else None

    def is_name_alone(self, cells: Sequence[str]) -> bool:
        """Does a row say a name and nothing else, in a table that has room for more.

        A dash is something: who writes "—" for what a company does not have does not write a title.
        """
        if self.header.known < _FEW or not self.schema.alone:
            return False
        width = len(cells)
        for i in self._telling:  # most rows are told from a title by the first of these
            if i < width and (text := cells[i]) and text[0] not in "# \t\n":
                return False
        named = False
        for i, text in enumerate(cells):
            if not text or text.isspace() or i in self._counters:
                continue
            canonical = self.header.columns[i].canonical if i < len(self.header.columns) else ""
            if canonical in self.schema.alone:
                named = True
            elif not is_error(text) and not (
                canonical in self.schema.identity and _OUTLINE.fullmatch(clean(text))
            ):
                return False
        return named

    def _why_numbers(self, text: str) -> NoData | None:
        """Why a row of one text and numbers holds no data."""
        if _is_total(text) and not _has_legal_form(text):
            return "total"
        return "title" if _SECTION.match(text) and not _has_legal_form(text) else None

    def _why_alone(self, number: int, place: int, text: str) -> NoData | None:
        """Why a row of one cell holds no data."""
        merged = (m for m in self.merges.get(number, ()) if m.left <= place <= m.right)
        if any(m.right - m.left + 1 > max(2, len(self.header.columns) // 2) for m in merged):
            return "title"
        if text.startswith(("*", "※")) or (":" in text and squash(text.partition(":")[0]) in words("footer")):
            return "footnote"
        if _PAGE.fullmatch(text):
            return "footnote"
        if _is_signature(text, []):
            return "signature"
        return self._why_numbers(text)

    def _repeats_header(self, cells: Sequence[str], filled: Sequence[tuple[int, str]]) -> bool:
        """Do at least half of the cells repeat their own heading: counted no further than it takes to see."""
        spellings = self.header.spellings
        for i in self.header.needed:
            if i < len(cells) and cells[i].strip() and not _spelt(spellings, i, cells[i]):
                return False
        found = 0
        for place, (i, cell) in enumerate(filled, start=1):
            found += _spelt(spellings, i, cell)
            if (place - found) * 2 > len(filled):
                return False
        return found > 1 or (len(filled) == self.header.known == found == 1)


def _spelt(spellings: Sequence[frozenset[str]], i: int, cell: str) -> bool:
    return i < len(spellings) and len(cell) < LONGEST_HEADING and squash(cell) in spellings[i]


def _are_column_numbers(filled: Sequence[tuple[int, str]]) -> bool:
    """Numbers from left to right: 1 2 3, (1) (2) (3), 0 1 2, I II III; or letters first, as forms have: А Б 1 2."""
    numbers = [clean(text).strip("()[].") for _, text in filled]
    for letters in _ORDERS:
        count = next((k for k, text in enumerate(numbers) if text not in letters[k : k + 1]), len(numbers))
        if count == len(numbers) or (count and _count_up(numbers[count:])):
            return True
    return _count_up(numbers)


def _count_up(numbers: Sequence[str]) -> bool:
    if len(numbers) < _FEW_NUMBERS or numbers[0] not in ("0", "1"):
        return False
    return numbers == [str(k) for k in range(int(numbers[0]), int(numbers[0]) + len(numbers))]


def _is_total(text: str) -> bool:
    """A word for a total, alone, with a number, or with what is counted: "Итого по разделу 1", "Total: 2 companies"."""
    if squash(text.rstrip("0123456789 :.-")) in words("total"):
        return True
    parts = re.split(r"[\s:]+", text)
    for length in (3, 2, 1):
        if len(parts) <= length or squash("".join(parts[:length])) not in words("total"):
            continue
        rest = text.split(parts[length - 1], 1)[1]
        if rest.lstrip().startswith(":") or parts[length].casefold() in _OF:
            return True
        if rest.lstrip()[:1] in ("-", "–", "—", "=") and _NUMBER_END.search(rest):
            return True
        if _COUNTED.search(rest.casefold()) and any(c.isdigit() for c in rest):
            return True
    return False


def _is_signature(first: str, others: Sequence[str]) -> bool:
    """A line to sign on, or a word such as "Director" or "Дата" with a person, a day or a line after it."""
    if any(_UNDERLINE.search(text) for text in (first, *others)):
        return True
    known = words("signature")
    stem, colon, _ = first.partition(":")
    if colon and squash(stem) in known:
        return True
    if squash(first) in known:
        return all(_PERSON.fullmatch(text) or _DAY.fullmatch(text) for text in others)
    if others:
        return False
    parts = first.split()
    for length in (3, 2, 1):
        rest = " ".join(parts[length:])
        if rest and squash("".join(parts[:length])) in known:
            return bool(_PERSON.fullmatch(rest) or _DAY.fullmatch(rest))
    return False


def _has_legal_form(text: str) -> bool:
    return bool(legal_forms().strip(native_words(text))[1])


def _is_number(text: str) -> bool:
    return is_blank(text) or not any(c.isalpha() for c in text)

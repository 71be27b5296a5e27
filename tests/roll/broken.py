"""A roll with 200 broken rows amid good and merely odd ones, as a file of any kind that the reader takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

Kind = Literal["csv-utf8-bom", "csv-cp1251", "csv-cp949", "xlsx", "parquet"]
KINDS: tuple[Kind, ...] = ("csv-utf8-bom", "csv-cp1251", "csv-cp949", "xlsx", "parquet")
BROKEN = 200

CANONICAL = (
    "external_id", "name", "country", "city", "employees", "turnover", "turnover_currency", "founded", "offers",
    "needs", "hs_offers", "hs_needs", "email", "lei", "updated_on", "countries_of_interest",
)  # fmt: skip
HEADERS = {
    "ru": (
        "Код компании", "Наименование *", "Страна", "Город", "Численность, чел.", "Оборот", "Валюта", "Год основания",
        "Предложения", "Потребности", "Код ТН ВЭД\nпредложений", "Код ТН ВЭД потребностей", "Эл. почта", "Код LEI",
        "Дата обновления", "Интересующие страны",
    ),
    "ko": (
        "관리번호", "회사명*", "국가", "도시", "직원수 (명)", "매출액", "통화", "설립연도", "공급 품목", "수요 품목",
        "공급 HS 코드", "수요 HS 코드", "이메일", "LEI 코드", "갱신일", "관심 국가",
    ),
}  # fmt: skip
WORDS = {
    "ru": {
        "name": "ТОО Берёзовый Мост",
        "country": "Казахстан",
        "city": "Актобе",
        "goods": "Мука пшеничная, 1 сорт",
    },
    "ko": {
        "name": "주식회사 푸른다리",
        "country": "대한민국",
        "city": "부산",
        "goods": "냉동 오징어, 손질한 것",
    },
}

Cells = dict[str, str]
Writer = Callable[[Path, Sequence[str], Sequence[Sequence[str]]], Path]

# (what is broken, the cells that differ from a good row, the reason in the refusal)
BREAKAGES: tuple[tuple[str, Cells, str], ...] = (
    ("no name", {"name": ""}, "no name"),
    ("name of spaces", {"name": " \t "}, "no name"),
    ("name of a dash", {"name": "-"}, "no name"),
    ("placeholder for a name", {"name": "n/a"}, "no name"),
    ("overlong name", {"name": "x" * 501}, "a name of 501 characters is too long to be one (at most 500)"),
    ("no country", {"country": ""}, "no country"),
    ("placeholder for a country", {"country": "---"}, "no country"),
    ("unknown country", {"country": "Atlantis"}, "not a country of ISO 3166-1"),
    ("unknown code", {"country": "XX"}, "not a country of ISO 3166-1"),
    ("union, not a country", {"country": "EU"}, "not a country of ISO 3166-1"),
    ("unclear country", {"country": "Korea"}, "the country is not clear: KR or KP"),
    ("two countries", {"country": "JP / CN"}, "the country is not clear: CN or JP"),
    ("a number for a country", {"country": "303"}, "not a country of ISO 3166-1"),
)
SAME, TAKEN = "the same as row ", "the identifier is that of row "

# (what is odd, the cells that differ from a good row, what the company then says, headings with a note)
ODDITIES: tuple[tuple[str, Cells, dict[str, object], tuple[str, ...]], ...] = (
    ("lost zero", {"hs_offers": "303"}, {"hs_offers": ("0303",)}, ()),
    ("code as a float", {"hs_offers": "303.0"}, {"hs_offers": ("0303",)}, ()),
    ("code with dots", {"hs_offers": "0303.89"}, {"hs_offers": ("030389",)}, ()),
    ("national code", {"hs_offers": "0303890000"}, {"hs_offers": ("030389",)}, ("hs_offers",)),
    ("no code", {"hs_offers": "fish"}, {"hs_offers": (None,)}, ("hs_offers",)),
    ("decimal comma", {"turnover": "1234567,5"}, {"turnover": "1234567.5"}, ()),
    ("spaces in a number", {"turnover": "1 234 567"}, {"turnover": "1234567"}, ()),
    ("negative turnover", {"turnover": "-5"}, {"turnover": None}, ("turnover",)),
    ("day first", {"updated_on": "31.01.2026"}, {"updated_on": "2026-01-31"}, ()),
    ("serial number", {"updated_on": "46053"}, {"updated_on": "2026-01-31"}, ()),
    ("no such day", {"updated_on": "2015-02-30"}, {"updated_on": None}, ("updated_on",)),
    ("either way round", {"updated_on": "01/02/2026"}, {"updated_on": None}, ("updated_on",)),
    ("year as a date", {"founded": "12.03.1998"}, {"founded": 1998}, ()),
    ("words for a count", {"employees": "many"}, {"employees": None}, ("employees",)),
    ("wrong check digits", {"lei": "5493001KJTIIGC8Y1R13"}, {"lei": ""}, ("lei",)),
    ("no address", {"email": "office at home"}, {"email": ""}, ("email",)),
    ("unknown currency", {"turnover_currency": "shells"}, {"turnover_currency": ""}, ("turnover_currency",)),
    ("half known countries", {"countries_of_interest": "JP; Atlantis"}, {"countries_of_interest": ("JP",)},
     ("countries_of_interest",)),
    ("country by code", {"country": "KOR"}, {"country": "KR"}, ()),
)  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What must come of one row of the file."""

    row: int
    cells: Cells
    reason: str = ""  # empty: the row is a company
    says: dict[str, object] | None = None
    noted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """The file, and what must come of it."""

    path: Path
    headers: dict[str, str]  # canonical → as the file spells it
    rows: tuple[Expected, ...]


def write(folder: Path, kind: Kind) -> Broken:
    """Write the roll as one kind of file."""
    language: Literal["ru", "ko"] = "ko" if kind in ("csv-cp949", "xlsx") else "ru"
    headers = HEADERS[language]
    lines: list[Sequence[str]] = []
    if kind != "parquet":
        title = ["Реестр компаний" if language == "ru" else "기업 명부", *[""] * (len(headers) - 1)]
        lines += [title, headers, CANONICAL, [""] * len(headers)]
    expected: list[Expected] = []
    for cells, reason, says, noted in _rows(language):
        if len(expected) % 50 == 49:
            lines.append([""] * len(headers))
        if len(expected) % 150 == 149:
            lines.append(headers)
        lines.append([cells.get(name, "") for name in CANONICAL])
        number = len(lines)
        if reason in (SAME, TAKEN):
            first = next(e.row for e in expected if e.cells["external_id"] == cells["external_id"])
            reason = f"{SAME}{first}" if reason == SAME else f"{TAKEN}{first} already"
        expected.append(Expected(number, cells, reason, says, noted))
    lines.append(["Итого" if language == "ru" else "합계", *[""] * 3, "12345", *[""] * (len(headers) - 5)])
    path = _WRITERS[kind](folder, headers, lines)
    spelt = [" ".join(header.split()) for header in headers]
    return Broken(path, dict(zip(CANONICAL, spelt, strict=True)), tuple(expected))


def _rows(
    language: Literal["ru", "ko"],
) -> list[tuple[Cells, str, dict[str, object] | None, tuple[str, ...]]]:
    """Good, odd and broken rows in turn: 200 broken ones."""
    out: list[tuple[Cells, str, dict[str, object] | None, tuple[str, ...]]] = []
    goods: list[Cells] = []
    for k in range(BROKEN):
        goods.append(_good(language, len(out)))
        out.append((goods[-1], "", {}, ()))
        _, odd, says, noted = ODDITIES[k % len(ODDITIES)]
        out.append((_good(language, len(out)) | odd, "", says, noted))
        choice = k % (len(BREAKAGES) + 2)
        if choice < len(BREAKAGES):
            _, cells, reason = BREAKAGES[choice]
            out.append((_good(language, len(out)) | cells, reason, None, ()))
        elif choice == len(BREAKAGES):
            out.append((dict(goods[k // 2]), SAME, None, ()))
        else:
            out.append(
                (_good(language, len(out)) | {"external_id": goods[k // 2]["external_id"]}, TAKEN, None, ())
            )
    return out


def _good(language: Literal["ru", "ko"], k: int) -> Cells:
    words = WORDS[language]
    return {
        "external_id": f"ID-{k:04}",
        "name": f"{words['name']} {k:04}",
        "country": words["country"],
        "city": words["city"],
        "employees": str(10 + k),
        "turnover": str(100_000 + k),
        "turnover_currency": "KZT",
        "founded": "1998",
        "offers": words["goods"],
        "needs": "",
        "hs_offers": "1101",
        "email": f"office{k}@bridge.example",
        "updated_on": "2026-01-31",
        "countries_of_interest": "JP; CN",
    }


def _csv(encoding: str, delimiter: str) -> Writer:
    def write_(folder: Path, _headers: Sequence[str], lines: Sequence[Sequence[str]]) -> Path:
        out = io.StringIO()
        # The heading with a line break would shift line numbers, which is tested elsewhere.
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        writer.writerows([[cell.replace("\n", " ") for cell in line] for line in lines])
        path = folder / f"roll-{encoding}.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        return path

    return write_


def _xlsx(folder: Path, headers: Sequence[str], lines: Sequence[Sequence[str]]) -> Path:
    path = folder / "roll.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, len(headers) - 1, lines[0][0])
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if number == 0 or not cell:
                    continue
                if CANONICAL[column] in ("employees", "founded", "hs_offers") and cell.isdecimal():
                    sheet.write_number(number, column, float(cell))
                else:
                    sheet.write_string(number, column, cell)
    return path


def _parquet(folder: Path, headers: Sequence[str], lines: Sequence[Sequence[str]]) -> Path:
    path = folder / "roll.parquet"
    columns = {header: pa.array([line[i] for line in lines]) for i, header in enumerate(headers)}
    pq.write_table(pa.table(columns), path)
    return path


_WRITERS: dict[Kind, Writer] = {
    "csv-utf8-bom": _csv("utf-8-sig", ";"),
    "csv-cp1251": _csv("cp1251", ";"),
    "csv-cp949": _csv("cp949", ","),
    "xlsx": _xlsx,
    "parquet": _parquet,
}

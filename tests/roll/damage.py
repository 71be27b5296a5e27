"""Small rolls damaged at random, in rows, headings, cells, encodings, sheets and bytes, and what must still be true.

`python -m tests.roll.damage FIRST LAST FOLDER` tries the seeds of a range and prints how many were read and refused; a
fault is a traceback, and the seed before it.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.tables.workbooks import Raw, Sheet, ods, xls, xlsb, xlsx, zipped

from svat.refusals import UnusableInput
from svat.roll.columns import roll_schema
from svat.roll.model import Roll
from svat.roll.reader import read_roll
from svat.tables.reader import read_table

MEMORY = 2 << 30
Rows = list[list[str]]

HEADINGS = (
    ["external_id", "name", "country", "city", "offers", "hs_offers", "employees", "email", "updated_on"],
    [
        "№",
        "Наименование",
        "Страна",
        "Город",
        "Продукция",
        "Код ТН ВЭД",
        "Численность",
        "E-mail",
        "Дата обновления",
    ],
    ["관리번호", "회사명", "국가", "도시", "공급 품목", "공급 HS 코드", "직원수", "이메일", "갱신일"],
    ["Company", "Country", "Products"],
    ["企業名稱", "國家/城市", "主要產品"],
    ["Firma Unvanı", "Ülke", "Ürünler"],
    ["اسم الشركة", "الدولة", "المنتجات"],
    ["Name"],
)
ODD = (
    "#N/A", "#ССЫЛКА!", "Err:502", "####", "=A1", '="0303"', '=HYPERLINK("a","b")', "-", "—", "+", "✓", "…", "?", "",
    " ", "\n", '"', 'a "b" c', ";", ",", "x" * 600, "\ufffd", "\u202e", "😀", "0", "1e400", "-5", "31.02.2026", "Korea",
    "Итого", "Name", "Наименование", "Раздел 1", "* note", "Стр. 1 из 2", "____", "KZ", "303", "03.04", "1;2;3", "да",
    "\r", "\t", "\0", "a\u0301", "\ufeff", "🇰🇿", "из Казахстана", "A", "1.2.3", "'007", "00123", "1E+10", "44927",
    "TRUE", "x;y;؛z",
        "٣٠٣", "ООО «Альфа»; ООО «Бета»", "a" * 40_000, "=1+1", "-1", "@x", "+7 (700) 000-00-00", "\u2028", "(주)한빛",
)  # fmt: skip
LINES = (
    "Раздел 2. Металлургия", "Итого: 2 организации", "Всего", "Директор ________ Сидоров", "Исполнитель: Петров",
    "* данные за 2025 год", "Стр. 1 из 2", "Дата: 01.02.2026", "합계", "Total", "Source: us", "Members of the chamber",
    "A", "Б", "ㄱ", "あ行", "(continued)", "Продолжение таблицы 1", "共2家企业", "制表人：李明",
    "Región: Norte", "II. Металлургия",
    "Казахстан", "2-бөлім", "01.02.2026", "(단위: 백만원)", "이하 여백", "Page 3", "3",
    "©2026", "http://a.example", "المجموع: 2",
)  # fmt: skip


def company(chance: random.Random, k: int, width: int) -> list[str]:
    """A company that is as it should be."""
    full = [
        f"K-{k}", f"Firm {chance.choice(('Alfa', 'Бета', '감마'))} {k}", chance.choice(("KZ", "Korea", "RU", "")),
        chance.choice(("Aktau", "", "Seoul")), chance.choice(("tea", "salt; flour", "", "уголь, соль")),
        chance.choice(("0902", "303", "", "2501;1101")), chance.choice(("5", "", "~100")), "a@b.example", "2026-01-31",
    ]  # fmt: skip
    return full if width == 9 else full[1:2] if width == 1 else [full[1], full[2], full[4]]


def rolls(chance: random.Random) -> tuple[list[str], Rows]:
    """A header and its companies."""
    heads = list(chance.choice(HEADINGS))
    return heads, [company(chance, k, len(heads)) for k in range(chance.randint(1, 7))]


def damaged_rows(chance: random.Random, heads: list[str], rows: Rows) -> None:
    """Rows lost, twice there, empty, out of order, cut, too long, and rows that are no company's."""
    width = len(heads)
    at = chance.randrange(len(rows) + 1)
    new: Callable[[], list[list[str]]] = chance.choice((
        lambda: [list(rows[at % len(rows)])] if rows else [],
        lambda: [[""] * width],
        lambda: [list(heads)],
        lambda: [[chance.choice(LINES)]],
        lambda: [["", chance.choice(LINES)][:width]],
        lambda: [[str(k + 1) for k in range(width)]],
        lambda: [["Beta", *[chance.choice(("-", "—", "+", "✓", "…", "?"))] * (width - 1)]],
        lambda: [[*company(chance, 90, width), "more", "", "and more"]],
        lambda: [company(chance, 91, width)[: chance.randint(1, width)]],
        lambda: [["Name", "Country", "City", "Phone"], ["Second", "KZ", "Aktau", "1"]],
        lambda: [[""] * 40 + ["far off"]],
        lambda: [[chance.choice(LINES), "", chance.choice(LINES)], [""], [chance.choice(LINES)]],
        lambda: [[cell + chance.choice(("", " ", "\n")) for cell in heads], [cell.upper() for cell in heads]],
        lambda: [[chance.choice(ODD) for _ in range(width)]],
    ))  # fmt: skip
    rows[at:at] = new()
    if chance.random() < 0.2:
        chance.shuffle(rows)


def damaged_heads(chance: random.Random, heads: list[str]) -> None:
    """A heading lost, misspelt, twice there, or in the wrong place."""
    at = chance.randrange(len(heads))
    heads[at] = chance.choice(("", heads[at] * 2, heads[at].upper(), "?", heads[at - 1], "Shoe size", "-"))
    if chance.random() < 0.3:
        chance.shuffle(heads)


def damaged_cells(chance: random.Random, rows: Rows) -> None:
    """Cells that say something odd."""
    for _ in range(chance.randint(1, 6)):
        if rows and (row := chance.choice(rows)):
            row[chance.randrange(len(row))] = chance.choice(ODD)


def text_file(chance: random.Random, rows: Rows) -> bytes:
    """The roll as CSV, in one encoding or another."""
    out = io.StringIO()
    delimiter = chance.choice(",;\t")
    if chance.random() < 0.5:
        csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    encoding = chance.choice(
        ("utf-8", "utf-8-sig", "utf-16", "cp1251", "cp949", "cp1252", "koi8-r", "cp1254", "utf-16-be", "cp1250",
         "cp1256", "gb18030", "cp932", "big5", "euc_kr", "cp866", "iso8859-5", "mac_cyrillic", "utf-32")
    )  # fmt: skip
    return mixed(chance, out.getvalue(), encoding)


def mixed(chance: random.Random, text: str, encoding: str) -> bytes:
    """A text in an encoding, now and then with other line ends, delimiters or quotes, or half of it in another."""
    damage = chance.random()
    if damage < 0.1:
        text = text.replace("\r\n", chance.choice(("\r", "\n", "\n\r", "\r\r\n")))
    elif damage < 0.2:
        text = "".join(chance.choice(",;\t") if c in ",;\t" and chance.random() < 0.1 else c for c in text)
    elif damage < 0.3:
        text = "".join("" if c == '"' and chance.random() < 0.3 else c for c in text)
    elif damage < 0.35:
        text = f"sep=;\r\n{text}"
    elif damage < 0.4:
        at = chance.randrange(len(text) + 1)
        return text[:at].encode(encoding, "replace") + text[at:].encode("cp1251", "replace")
    return text.encode(encoding, "replace")


def parquet_file(_chance: random.Random, rows: Rows) -> bytes:
    """The roll as Parquet, every cell a text."""
    out, width = io.BytesIO(), max(map(len, rows))
    full = [row + [""] * (width - len(row)) for row in rows]
    names = [f"{name or 'x'}{k if full[0].count(name) > 1 else ''}" for k, name in enumerate(full[0])]
    pq.write_table(pa.table({name: [row[k] for row in full[1:]] for k, name in enumerate(names)}), out)
    return out.getvalue()


def workbook(chance: random.Random, rows: Rows, kind: Callable[..., bytes]) -> bytes:
    """The roll as a workbook, with sheets and rows that are hidden, sheets beside it, and merged cells."""
    most = 4_000 if kind is xls else 32_767  # characters that a cell of a workbook may have
    rows = [["".join(c for c in cell if c >= " ")[:most] for cell in row] for row in rows]
    hidden = [k for k in range(1, len(rows) + 1) if chance.random() < 0.15] if chance.random() < 0.4 else []
    merges = []
    if chance.random() < 0.3:
        top = chance.randint(1, len(rows))
        column = "ABCD"[chance.randrange(4)]
        merges.append(f"{column}{top}:{chance.choice((column, 'J'))}{top + chance.randint(0, 3)}")
    sheets = [Sheet("R", marked(chance, rows, kind), hidden=hidden, merges=merges)]
    if chance.random() < 0.3:
        other = chance.choice((
            Sheet("more", [rows[0], *rows[1:3]]),
            Sheet("more", rows, "hidden"),
            Sheet("About", [["Please fill in"]]),
            Sheet("empty", []),
            Sheet("list", [["yes"], ["no"]], "hidden"),
            Sheet("other", [["Name", "Country", "Phone"], ["Second", "KZ", "1"]]),
            Sheet("parts", [["HS", "Description"], ["0902", "tea"]]),
            Sheet("merged", [["Title"], rows[0], *rows[1:2]], merges=["A1:C1"]),
        ))  # fmt: skip
        sheets.insert(chance.randrange(2), other)
    return kind(*sheets)


def marked(chance: random.Random, rows: Rows, kind: Callable[..., bytes]) -> list[list[object]]:
    """Rows with an error and a formula of the spreadsheet's own here and there."""
    out: list[list[object]] = [[*row] for row in rows]
    if kind is xlsx and chance.random() < 0.4:
        row = chance.choice(out)
        place = chance.randrange(len(row) or 1)
        row[place:] = [chance.choice(MARKS), *row[place + 1 :]]
    return out


MARKS = (
    Raw('<c r="@" t="e"><v>#N/A</v></c>'),
    Raw('<c r="@"><f>A1&amp;B1</f></c>'),
    Raw('<c r="@"><f>"Alfa"</f><v></v></c>'),
    Raw('<c r="@" s="1"/>'),
)
WRITERS: dict[str, Callable[[random.Random, Rows], bytes]] = {
    "csv": text_file,
    "parquet": parquet_file,
    "xlsx": lambda chance, rows: workbook(chance, rows, xlsx),
    "ods": lambda chance, rows: workbook(chance, rows, ods),
    "xls": lambda chance, rows: workbook(chance, rows, xls),
    "xlsb": lambda chance, rows: workbook(chance, rows, xlsb),
}


def damaged_bytes(chance: random.Random, data: bytes) -> bytes:
    """Bytes lost, changed or added, somewhere in the file, or in one of the parts that are packed in it."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = chance.choice([name for name in parts if name != "mimetype"])
        return zipped({**parts, name: damaged_bytes(chance, parts[name])})
    at = chance.randrange(len(data))
    noise = chance.randbytes(chance.randint(1, 40))
    return chance.choice((
        lambda: data[:at],
        lambda: data[:at] + noise + data[at + len(noise) :],
        lambda: data[:at] + noise + data[at:],
        lambda: data[:at] + data[at + len(noise) :],
        lambda: data[:at] + b"\xff\xff\xff\x7f" + data[at + 4 :],
    ))()  # fmt: skip


def roll_file(seed: int, folder: Path) -> tuple[Path, bool]:
    """(a damaged roll, whether its bytes were damaged too, so that it may be unreadable)."""
    chance = random.Random(seed)
    heads, rows = rolls(chance)
    for _ in range(chance.randint(0, 3)):
        damaged_rows(chance, heads, rows)
    if chance.random() < 0.3:
        damaged_heads(chance, heads)
    if chance.random() < 0.6:
        damaged_cells(chance, rows)
    lines = [*[[chance.choice(LINES)] for _ in range(chance.choice((0, 0, 1)))], heads, *rows]
    kind = chance.choice(("csv", "csv", "xlsx", "xlsx", "xlsx", "ods", "xls", "xlsb", "parquet"))
    data = WRITERS[kind](chance, lines)
    broken = chance.random() < 0.35
    path = folder / f"{seed}.{kind}"
    path.write_bytes(damaged_bytes(chance, data) if broken else data)
    return path, broken


def check(roll: Roll, path: Path) -> None:
    """Is every row that the reader met a company, a refusal, or named in a note, and each but once."""
    companies = [(c.file, c.row) for c in roll.companies]
    refusals = [(r.file, r.row) for r in roll.refusals]
    notes = {(n.file, n.row) for n in roll.notes}
    assert len({*companies, *refusals}) == len(companies) + len(refusals)
    assert (roll.rows.read, roll.rows.refused) == (len(companies), len(refusals))
    table = read_table(path, roll_schema())
    below = {
        (part.table.file, row.number)
        for part in table.parts
        for row in part.raw
        if row.number > part.header.last
        and (any(map(str.strip, row.cells)) or row.number in part.table.formulas)
    }
    below |= {(p.table.file, row) for p in table.parts for row in p.table.cut if row > p.header.last}
    lost = below - {*companies, *refusals} - notes
    assert not lost, lost
    assert len(below) == roll.rows.on_the_sheet


def attempt(seed: int, folder: Path) -> str:
    """What becomes of the roll of a seed."""
    path, broken = roll_file(seed, folder)
    try:
        roll = read_roll([path], default_country="KZ")
    except UnusableInput as unusable:
        message = str(unusable)
        assert "\n" not in message
        assert message.startswith(str(path))
        return "unusable, bytes damaged" if broken else "unusable"
    check(roll, path)
    return "read, bytes damaged" if broken else "read"


def main(first: int, last: int, folder: Path) -> None:
    """Try a range of seeds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    counts: Counter[str] = Counter()
    for seed in range(first, last):
        try:
            counts[attempt(seed, folder)] += 1
        except BaseException:
            sys.stdout.write(f"seed {seed}\n")
            sys.stdout.flush()
            raise
    sys.stdout.write(", ".join(f"{times} {what}" for what, times in sorted(counts.items())) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))

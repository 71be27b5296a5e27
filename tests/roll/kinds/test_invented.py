"""Companies that nobody entered: titles, totals, signatures and dates between and below the companies."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.roll.conftest import Write
from tests.tables.workbooks import Sheet, xlsx

from svat.roll.reader import read_roll

WIDE = "№;Наименование;Страна;Город;Продукция;Телефон;E-mail;ИНН\n"  # seven columns known
NARROW = "name;city;offers\n"
NAMES = "name\n"
FIRST = {WIDE: "1;Alfa;KZ;Aktau;tea;1;;12\n", NARROW: "Alfa;Aktau;tea\n", NAMES: "Alfa\n"}

TITLES = {
    "a section": WIDE + ";Раздел 2. Металлургия;;;;;;",
    "a section in the column of numbers": WIDE + "Раздел 2. Металлургия;;;;;;;",
    "a section with a Roman number": WIDE + "II;Металлургия;;;;;;",
    "a section with a number of its own": WIDE + "2;Металлургия;;;;;;",
    "a trade": WIDE + ";Пищевая промышленность;;;;;;",
    "a region": WIDE + ";Алматинская область;;;;;;",
    "a country": WIDE + ";Republic of Korea;;;;;;",
    "a name that the rest of the row does not know": WIDE + ";#N/A;#N/A;;;;;",
    "a title and an error": WIDE + ";Химия;#N/A;#N/A;#N/A;;;",
    "a section in a narrow table": NARROW + "Раздел 1. Металлургия;;",
    "a chapter in a narrow table": NARROW + "Chapter 3: Food;;",
    "a part, in Korean": NARROW + "제2장 식품;;",
}
TOTALS = {
    "a total with what is counted": WIDE + ";Итого: 2 организации;;;;;;",
    "a total by section": WIDE + ";Итого по разделу 1;;;;12;;",
    "a total with a number": WIDE + ";Всего;2;;;;;",
    "a total in English": NARROW + "Total: 25 companies;;",
    "companies in all": NARROW + "Всего организаций - 25;;",
    "a total with its own columns": WIDE + "Итого;;12;15;;;;",
    "a total, in Korean": NARROW + "합계;2;",
    "a total, in Chinese": WIDE + ";合计;;;;2;;",
    "a total, in Turkish": WIDE + ";Genel toplam;;;;25;;",
    "a total, in German": WIDE + ";Gesamt: 25 Firmen;;;;;;",
}
SIGNED = {
    "who made it": WIDE + ";Исполнитель: Петров П.П., тел. 123-45-67;;;;;;",
    "who signs": WIDE + ";Директор ____________ Сидоров;;;;;;",
    "who signs, over several cells": WIDE + ";Директор;________;Сидоров И.И.;;;;",
    "who signs without a line": WIDE + ";Руководитель;;Сидоров И.И.;;;;",
    "who signs, in a narrow table": NARROW + "Генеральный директор;;Иванов И.И.",
    "when": WIDE + ";Дата составления: 01.02.2026;;;;;;",
    "when, in a narrow table": NARROW + "Дата 01.02.2026;;",
    "who prepared it": NARROW + "Prepared by: J. Smith;;",
    "who prepared it, in Korean": NARROW + "작성자: 김민수;;",
    "a place for the seal": WIDE + ";М.П.;;;;;;",
    "a dotted line": NARROW + "Signature ............ Kim;;",
}
NOTES = {
    "a footnote": WIDE + ";* данные за 2025 год;;;;;;",
    "a remark": NARROW + "Примечание: список неполный;;",
    "a page": WIDE + ";;;;;;;Стр. 1 из 2",
    "a page in English": NARROW + "Page 1 of 2;;",
    "a page with strokes": NARROW + "- 3 / 12페이지 -;;",
    "a source": NARROW + "Source: chamber of commerce;;",
}
COMPANIES = {
    "names only": NAMES + "Пищевая промышленность",
    "names only, one with a number": NAMES + "Beta 24",
    "three columns": NARROW + "Beta;;",
    "three columns, a town in its name": NARROW + "Актау Трейд;;",
    "a name and a town": WIDE + ";Beta;;Aktau;;;;",
    "a name and a country": WIDE + ";Beta;KZ;;;;;",
    "a name and a number": WIDE + ";Beta;;;;;;123456789012",
    "a name and dashes": WIDE + "2;Beta;-;-;-;-;-;-",
    "a name and a telephone": WIDE + "2;Beta;;;;+7 700 000 00 00;;",
    "a company called Total": WIDE + "2;Total Energies;KZ;;oil;;;1",
    "a company called Total in a narrow table": NARROW + "Total 24 LLP;;",
    "a company called Itogo": NARROW + "Итого-Сервис ООО;Aktau;",
    "a company called Director": WIDE + "2;Director;KZ;Aktau;pens;;;",
    "a company called President": NARROW + "President;Aktau;cheese",
    "a company called Section": NARROW + "Section 8 Records LLC;;",
    "a company called Part": NARROW + "Part Two Media;;music",
    "a company called Data": NARROW + "Data Systems;;",
    "a company called Page": NARROW + "Page One Books;;",
    "a company called Source": NARROW + "Source Trading;;tea",
    "a company whose name begins with a star": NARROW + "*Star Trade;Aktau;tea",
    "a company in brackets": NARROW + "Beta (formerly Gamma);;",
    "a company with a number before it": NARROW + "2. Beta;;",
}
INVENTED = TITLES | TOTALS | SIGNED | NOTES


@pytest.mark.parametrize("kind", ["titles", "totals", "signatures", "notes"])
def test_what_nobody_entered_is_no_company(file: Write, kind: str) -> None:
    invented = {"titles": TITLES, "totals": TOTALS, "signatures": SIGNED, "notes": NOTES}[kind]
    cases = [Case(name, text, caught=name in invented) for name, text in (invented | COMPANIES).items()]

    def caught(text: str) -> bool:
        header = text.partition("\n")[0] + "\n"
        roll = read_roll([file(header + FIRST[header] + text[len(header) :] + "\n")], default_country="KZ")
        assert roll.companies[0].name == "Alfa"
        noted = [n for n in roll.notes if n.row == 3 and n.kind != "identifier-made"]
        return len(roll.companies) == 1 and (bool(noted) or any(r.row == 3 for r in roll.refusals))

    judge(f"companies invented, {kind}", cases, caught, at_least=6)


@pytest.mark.parametrize("name", INVENTED)
def test_it_is_noted_with_its_row_and_words(file: Write, name: str) -> None:
    text = INVENTED[name]
    header = text.partition("\n")[0] + "\n"
    roll = read_roll([file(header + FIRST[header] + text[len(header) :] + "\n")], default_country="KZ")
    words = {cell.strip() for cell in text[len(header) :].split(";") if cell.strip()}
    said = [n.value for n in roll.notes if n.row == 3] + [r.record for r in roll.refusals if r.row == 3]
    assert any(all(word in value for word in words) for value in said)


def test_a_title_merged_over_a_narrow_table(tmp_path: Path) -> None:
    rows = [["Name", "City", "Offers"], ["Metals"], ["Alfa", "Aktau", "tin"], ["Beta"]]
    path = tmp_path / "r.xlsx"
    path.write_bytes(xlsx(Sheet("R", rows, merges=("A2:C2",))))
    roll = read_roll([path], default_country="KZ")
    assert [c.name for c in roll.companies] == ["Alfa", "Beta"]
    assert [(n.row, n.kind) for n in roll.notes if n.row > 1] == [(2, "title")]


def test_a_country_merged_over_all_rows_makes_no_company_of_a_title(tmp_path: Path) -> None:
    rows = [
        ["Name", "Country", "City", "Offers"],
        ["Metals", "KZ"],
        ["Alfa", "", "Aktau", "tin"],
        ["Beta", "", "", "tea"],
    ]
    path = tmp_path / "r.xlsx"
    path.write_bytes(xlsx(Sheet("R", [rows[0], rows[2], ["Tea"], rows[3]], merges=("B2:B4",))))
    roll = read_roll([path], default_country="KZ")
    assert [c.name for c in roll.companies] == ["Alfa", "Beta"]
    assert [(n.row, n.kind) for n in roll.notes if n.kind == "name-alone"] == [(3, "name-alone")]

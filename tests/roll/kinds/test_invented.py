"""Companies that nobody entered: titles, totals, signatures and dates between and below the companies."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.kinds import Case, judge
from tests.roll.conftest import Write
from tests.roll.kinds.tables import read_rows
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
    "a section with how many are in it": WIDE + ";Раздел 2. Металлургия;;;;15;;",
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
    "a total after a number": WIDE + "3;Итого;;12;15;;;",
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
ELSEWHERE = {
    "titles": """
        РАЗДЕЛ III. ЛЕГКАЯ ПРОМЫШЛЕННОСТЬ|Section B – Textiles|SECTION A|Teil 2: Maschinenbau
        Capítulo II – Alimentos|Seção 2|Partie 3: Textile|Chapitre 2 - Chimie|Sezione A|Kısım II|Część II. Spożywcza
        Розділ 2. Харчова|1-бөлім. Тамақ|2-bo'lim. Oziq-ovqat|第二部分 机械|一、食品类|（二）机械类|Ⅱ. 식품
        II. Металлургия|Phần 2: Thực phẩm|บทที่ 2|Bagian 2|القسم 2: الأغذية|الباب الثاني|بخش 2: مواد غذایی
        Категория: Продукты|업종: 식품|Branche: Chemie|Sektör: Gıda|行业：食品|Регион: Алматинская область
        Country: Korea|País: España|Группа 2. Металлы|Алматинская область|г. Алматы|경기도|Қостанай облысы
        Toshkent viloyati|Almaty Region|广东省|КАЗАХСТАН|Deutschland|List of members|Список членов палаты
        Пищевая промышленность:""",
    "totals": """
        Total number: 12|Number of companies: 12|Количество компаний: 12|총 12개사|총 12개 기업|Gesamtzahl: 12
        Total geral|Nombre d'entreprises : 12|Totale aziende: 12|Firma sayısı: 12|Liczba firm: 12|Összesen: 12
        Жалпы саны: 12|Hammasi|Нийт: 12|Cəmi|სულ|कुल योग|共计12家|共12家企业|总数：12|全12社|Tổng số: 12|รวมทั้งหมด
        Jumlah perusahaan: 12|جمع کل|إجمالي الشركات: 12|סה"כ|Totaal: 12 bedrijven|Σ|Бардыгы|Ընդամենը|Укупно""",
    "signatures": """
        Директор ТПП Иванов И. И.|Президент палаты: С. Ахметов|Исп. Петрова, тел. 123-45-67|«01» февраля 2026 г.
        2026. 2. 1.|01.02.2026|2026년 2월 1일|February 1, 2026|Prepared by John Smith|Approved: J. Smith
        작성자 김민수|(직인)|(인)|L.S.|담당자 김민수 (02-123-4567)|Berlin, den 1. Februar 2026
        Fait à Paris, le 1er février 2026|Firma y sello|İmza / Kaşe|Mis à jour le 01/02/2026|Hazırlayan Ali Veli
        Preparato da: M. Rossi|Sporządził Jan Kowalski|Razítko|Készítette: Nagy|Opgesteld door: Jan|Підпис
        Жасаған: Ахметов|M.O‘.|Гарын үсэг|制表人：李明 审核人：王芳|2026年2月1日|(盖章)|作成者：田中
        Hà Nội, ngày 1 tháng 2 năm 2026|ผู้จัดทำ: สมชาย|Jakarta, 1 Februari 2026|Disetujui oleh|التوقيع
        تاریخ: ۱۴۰۴/۱۱/۱۲|תאריך: 01.02.2026|Last updated 1 Feb 2026|Отчет сформирован 01.02.2026
        Данные на 01.02.2026|2025년 12월 31일 현재|Generated by CRM 5.1|As of 31.12.2025|截至2025年12月31日""",
    "notes": """
        Fonte: CNI|Źródło: KIG|Джерело: ТПП|Эх сурвалж: МҮХАҮТ|来源：商会|資料來源：外貿協會|出所：JETRO
        ที่มา: หอการค้า|Sumber: KADIN|المصدر: الغرفة|منبع: اتاق|מקור: X|N.B. the list is not complete|¹ new members
        주) 2025년 기준|주1) 회원사만|Прим.: X|Внимание! Список неполный|Для служебного пользования
        Legend: green = exporter|범례: 녹색=수출|Legende: grün|Uwaga: x|Poznámka: x|Opmerking: x|Тайлбар: x
        注：*为新会员|（注）2025年|Ghi chú: x|ملاحظات: x|continued|(continued)|Table 1 (continued)
        Продолжение таблицы 1|(계속)|Fortsetzung auf Seite 2|(suite)|devamı|续表|（续）|(続き)|تابع|End of list
        *** End ***|конец списка|- 끝 -|이하 여백|以下空白|- 3 -|3 / 12|Страница 3 из 12|Pág. 3|3. oldal|หน้า 3
        صفحه 3 از 12|第 3 页 共 12 页|3 бет|© ТПП РК, 2026|info@chamber.kz|Tel.: +82 2 123 4567|(단위: 백만원)
        Ед. изм.: тыс. тенге|тыс. долл. США|(in thousand USD)""",
}
BRANDS = """
    Alfa|Beta 24|Approved Foods|Prepared Foods|Source One|Source Ltd|Итого Сервис ТОО|Total SE|Chapter One Books
    Part-Time GmbH|Page One|Page Industries|Bet365|Note Cosmetics|Legend Holdings|Legend|Continued Success
    Cont. Trading|Stand Up GmbH|Standard|Data Art|Sum Trading|Jami Textile|합계산업|총각네|대표식품|Директор Плюс
    President Foods|Seal Tech|Печатный двор|Дата Системс|Date Palm Co|Всё для дома|Signature Brands|(주)한빛|㈜두리
    주)나래|(株)光|（유）가나|第二印刷|第3工場|제일제당|제1부동산|Group 4|Группа 7|Group S|Регион 24|Region Trade
    East Wind|Seoul Milk|서울우유|Astana Motors|Kaynak Ltd|源|全日空|Фонтан|Sumber Alfaria|Nguồn Việt|Unit 8|Fin
    Suite|Конец Света|Page3|LS|МП|MP Trading|L.S. Trading|М.П. Сервис|A. Lange|B. Braun|I. Alfa|V. Müller|XL. Sport
    C. Bechstein|2. Beta|1) Beta|3M|7-Eleven|360|2026|1С|X|Z|가|光|H&M|A&B|alfa.kz|Count on Us|8 Марта|21 Век|1 Мая
    ИП Иванов И.И.|Иванов И.И.|J. Smith & Co|Land Rover|Город Мастеров|永辉超市|万达城市|**Stars|*Star|Studio 2026
    Реестр-Сервис|List|Список|Тел-Авив Трейд|Contact|Totaal Bouw|Gesamtverband Holz|End to End|МОРЕ"""
LETTERS = {
    "a letter": ("A", "Alfa"), "a letter, in Russian": ("Б", "ООО «Бета»"), "letters": ("C-F", "Delta"),
    "a letter between dashes": ("– А –", "Альфа"), "a consonant": ("ㄱ", "(주)금호"),
    "a syllable": ("가", "강원상사"), "kana": ("あ行", "アルファ"), "a letter with a mark": ("Ö", "Öko"),
    "a letter in brackets": ("[B]", "Beta"), "a letter in Arabic": ("ن", "نور"), "several": ("А – Д", "ТОО «Гамма»"),
}  # fmt: skip
ONE_LETTER = {
    "a company": ("X", "Alfa"), "two letters": ("AB", "Abba"),
    "a company, in Korean": ("봄", "나라"), "in Han": ("光", "明"),
    "a pair": ("H-D", "Harley"), "letters and a sign": ("A&B", "Alfa"), "a letter and a figure": ("A1", "Alfa"),
    "last of the table": ("X", ""), "with its town": ("A;Aktau", "Alfa"), "with its goods": ("A;;tea", "Alfa"),
}  # fmt: skip
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
    "an identifier with a line in it": WIDE + ";KZ___001;;Aktau;;;;",
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


def _words(text: str) -> list[str]:
    return [word for line in text.strip().splitlines() for word in line.strip().split("|")]


@pytest.mark.parametrize(
    "header", [["name", "city", "offers"], ["name"]], ids=["three columns", "names only"]
)
@pytest.mark.parametrize("kind", ELSEWHERE)
def test_what_nobody_entered_in_the_languages_of_offices(
    tmp_path: Path, kind: str, header: list[str]
) -> None:
    lines = dict.fromkeys(_words(ELSEWHERE[kind]), True) | dict.fromkeys(_words(BRANDS), False)
    rows = [header]
    for k, line in enumerate(lines):
        rows += [[line], [f"Omega {k}", "Aktau", "tea"][: len(header)]]
    roll = read_rows(tmp_path, rows)
    read = {company.row for company in roll.companies}
    noted = {
        note.row: note.value
        for note in roll.notes
        if note.kind in ("title", "total", "footnote", "signature")
    }
    cases = [Case(line, 2 + 2 * k, caught) for k, (line, caught) in enumerate(lines.items())]

    def caught(row: int) -> bool:
        assert (row in read) != (row in noted)
        return row in noted

    judge(f"companies invented elsewhere, {kind}", cases, caught)


def test_letters_of_the_alphabet_above_the_names_that_begin_with_them(file: Write) -> None:
    cases = [Case(f"{name} (caught)", x, caught=True) for name, x in LETTERS.items()]
    cases += [Case(name, x, caught=False) for name, x in ONE_LETTER.items()]

    def caught(case: tuple[str, str]) -> bool:
        row, following = case
        after = f"\n;;\n{following};Aktau;tea\n" if following else "\n"
        roll = read_roll([file(f"{NARROW}Omega;Aktau;salt\n{row}{after}")], default_country="KZ")
        named = [n for n in roll.notes if n.row == 3 and n.kind == "title"]
        assert len(roll.companies) == 2 + bool(following) - len(named)
        return bool(named)

    judge("letters of the alphabet", cases, caught)


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

"""Rows of one company are united and nothing of them is lost; identifiers that identify nobody are said to be none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from tests.kinds import judge
from tests.roll.kinds.tables import cases
from tests.tools import data_folder

from svat.roll.model import Roll
from svat.roll.reader import read_roll

Table = Sequence[Sequence[str]]
Read = Callable[..., Roll]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read tables of texts, given row by row, as the files of one roll."""

    def read_(*tables: Table) -> Roll:
        paths = []
        for k, rows in enumerate(tables):
            out = io.StringIO()
            csv.writer(out).writerows(rows)
            paths.append(tmp_path / f"roll-{k}.csv")
            paths[-1].write_text(out.getvalue(), encoding="utf-8")
        return read_roll(paths, default_country="KZ")

    return read_


def rows(text: str) -> Table:
    """A table written as lines of cells parted by "|"."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


# Two rows each, which are one company; both have goods that the other has not.
ONE = {
    "one product a row, by the office's number": rows("""
        ID | Company | Product
        K-1 | Alfa LLP | flour
        K-1 | Alfa LLP | pasta"""),
    "by registration number": rows("""
        Наименование | БИН | Продукция
        ТОО Алфа | 990340001234 | мука
        ТОО Алфа | 990340001234 | макароны"""),
    "by a tax number spaced otherwise": rows("""
        Company | Tax number | Product
        Alfa LLP | 990 340 001 234 | flour
        Alfa LLP | 990340001234 | pasta"""),
    "by a number that a spreadsheet took the zeros of": rows("""
        Company | Tax number | Product
        Alfa LLP | 000340001234 | flour
        Alfa LLP | 340001234 | pasta"""),
    "by LEI": rows("""
        Company | LEI | Product
        Alfa LLP | 5493001KJTIIGC8Y1R12 | flour
        Alfa LLP | 5493001kjtiigc8y1r12 | pasta"""),
    "by number, named in two scripts": rows("""
        Company | БИН | Product
        ТОО «Алтын Ара» | 990340001234 | flour
        Altyn Ara LLP | 990340001234 | pasta"""),
    "by number, with a word more in the name": rows("""
        Company | БИН | Product
        Alfa LLP | 990340001234 | flour
        Alfa Trading House LLP | 990340001234 | pasta"""),
    "by identifier, named in two scripts": rows("""
        ID | Company | Product
        K-1 | ТОО «Алтын Ара» | flour
        K-1 | Altyn Ara LLP | pasta"""),
    "by name alone": rows("""
        Exhibitor | Products | Booth
        ABICO R&D CO.,LTD. | drills | A1
        ABICO R&D CO.,LTD. | end mills | B7"""),
    "by name, the form written otherwise": rows("""
        Exhibitor | Products
        IMPROBE Co., Ltd. | drills
        IMPROBE Co.,Ltd | gauges"""),
    "by name, in other quotes and order": rows("""
        Наименование | Продукция
        ТОО «Алтын Ара» | мука
        "Алтын Ара" ТОО | макароны"""),
    "by name, the form spelt out": rows("""
        Наименование | Продукция
        ООО «Ромашка» | мука
        Общество с ограниченной ответственностью Ромашка | макароны"""),
    "by name, in Hangul": rows("""
        업체명 | 주요제품
        ㈜한빛무역 | 드릴
        주식회사 한빛무역 | 엔드밀"""),
    "by name, in two scripts": rows("""
        Company | Product
        Altyn Ara | flour
        Алтын Ара | pasta"""),
    "by name, in one city spelt in two scripts": rows("""
        Company | City | Product
        Alfa LLP | г. Алматы | flour
        Alfa LLP | Almaty | pasta"""),
    "by name, one city left out": rows("""
        Company | City | Product
        Alfa LLP | Almaty | flour
        Alfa LLP | | pasta"""),
    "by name, one website written otherwise": rows("""
        Company | Website | Product
        Alfa LLP | https://www.alfa.example/en | flour
        Alfa LLP | alfa.example | pasta"""),
    "by number, rows counted": rows("""
        ID | Company | БИН | Product
        1 | Alfa LLP | 990340001234 | flour
        2 | Alfa LLP | 990340001234 | pasta"""),
    "by name, rows counted": rows("""
        ID | Company | Product
        1 | Alfa LLP | flour
        2 | Alfa LLP | pasta"""),
    "by name, companies counted": rows("""
        ID | Company | Product
        1 | Alfa LLP | flour
        1 | Alfa LLP | pasta"""),
    "placeholders for numbers": rows("""
        Company | БИН | Product
        Alfa LLP | 000000000000 | flour
        Alfa LLP | 000000000000 | pasta"""),
    "years stacked": rows("""
        Год | Предприятие | БИН | Продукция
        2022 | ТОО Алфа | 990340001234 | мука
        2023 | ТОО Алфа | 990340001234 | макароны"""),
    "years stacked, by name": rows("""
        기준연도 | 회사명 | 주요제품
        2022 | ㈜한빛무역 | 드릴
        2023 | ㈜한빛무역 | 엔드밀"""),
    "a city at another number": rows("""
        Company | Tax number | City | Product
        Alfa LLP | 990340001234 | Almaty | flour
        Alfa LLP | 990340001234 | Astana | pasta"""),
}
TWO = {
    "one name, two registration numbers": rows("""
        Наименование | БИН | Продукция
        ТОО Алфа | 990340001234 | мука
        ТОО Алфа | 150740004321 | макароны"""),
    "one name in two cities": rows("""
        Company | City | Product
        Alfa LLP | Almaty | flour
        Alfa LLP | Astana | pasta"""),
    "one name, two websites": rows("""
        Company | Website | Product
        Alfa LLP | alfa.example | flour
        Alfa LLP | alfa-trade.example | pasta"""),
    "one name in two countries": rows("""
        Company | Country | Product
        Alfa LLP | KZ | flour
        Alfa LLP | UZ | pasta"""),
    "one number in two countries": rows("""
        Company | Tax number | Country | Product
        Alfa LLP | 990340001234 | KZ | flour
        Alfa LLP | 990340001234 | UZ | pasta"""),
    "one name, two legal forms": rows("""
        Наименование | Продукция
        ООО Ромашка | мука
        АО Ромашка | макароны"""),
    "one name, one without a legal form": rows("""
        Company | Product
        Alfa | flour
        Alfa LLP | pasta"""),
    "one number, two names": rows("""
        Company | Tax number | Product
        Alfa LLP | 990340001234 | flour
        Kumis Dairy LLP | 990340001234 | pasta"""),
    "one tax number, two LEI": rows("""
        Company | Tax number | LEI | Product
        Alfa LLP | 990340001234 | 5493001KJTIIGC8Y1R12 | flour
        Alfa LLP | 990340001234 | 213800D1EI4B9WTWWD28 | pasta"""),
    "names that differ in their number": rows("""
        Company | Product
        Altyn 7 | flour
        Altyn 8 | pasta"""),
    "two members of one name": rows("""
        ID | Company | Product
        K-1 | Alfa LLP | flour
        K-2 | Alfa LLP | pasta"""),
    "one of them has a number": rows("""
        Company | БИН | Product
        Alfa LLP | 990340001234 | flour
        Alfa LLP | | pasta"""),
    "each with a number of another kind": rows("""
        Company | Tax number | LEI | Product
        Alfa LLP | 990340001234 | | flour
        Alfa LLP | | 5493001KJTIIGC8Y1R12 | pasta"""),
    "a trade more in the name": rows("""
        업체명 | 주요제품
        한빛 | 드릴
        한빛무역 | 엔드밀"""),
    "a name nearly the same": rows("""
        Company | Product
        Samho Electronics | flour
        Samsu Electronics | pasta"""),
    "companies counted, names nearly the same": rows("""
        ID | Company | Product
        1 | Alfa LLP | flour
        2 | Alpha LLP | pasta"""),
    "placeholders for numbers": rows("""
        Company | БИН | Product
        Alfa LLP | 000000000000 | flour
        Beren LLP | 000000000000 | pasta"""),
}


def two_rows(first: str, second: str) -> Table:
    return [("Company", "Product"), (first, "flour"), (second, "pasta")]


# Pairs of names without anything else to go by: the same letters, or another script's, make one company.
ONE_NAME = (
    ("ТОО Ёлка", "ТОО Елка"), ("«Рога и Копыта»", "РОГА И КОПЫТА"), ("삼성전자(주)", "㈜삼성전자"),
    ("삼성전자 주식회사", "주식회사 삼성 전자"),
    ("㈜삼성전자", "Samseongjeonja Co., Ltd."), ("ＡＢＩＣＯ Ltd", "Abico Ltd"),
    ("ТОО Алтын\u00a0Ара", "ТОО Алтын Ара"), ("ТОО «Ұлы Дала»", "ТОО Ұлы-Дала"), ("Ұлы Дала", "Uly Dala"),
    ("ТОО Ёлка", "TOO Yolka"), ("ТОО Ёлка", "TOO Elka"), ("Müller GmbH", "MULLER GmbH"), ("Işık A.Ş.", "IŞIK A.Ş."),
    ("ŞİŞECAM A.Ş.", "Şişecam A.Ş."), ("Hòa Phát", "Hoà Phát"), ("Νίκη ΑΕ", "ΝΙΚΗ ΑΕ"), ("華為技術", "華為 技術"),
    ("トヨタ自動車", "ﾄﾖﾀ自動車"), ("ЗАО «Мост‑7»", "ЗАО Мост 7"), ("ТОО Алтын\u200bАра", "ТОО АлтынАра"),
    ("ТОО Сауле", "ТОО Cауле"), ("Հայկ ՍՊԸ", "ՀԱՅԿ ՍՊԸ"), ("ТОО “Нұр”", "ТОО „НҰР“"), ("O‘zbek Teks", "O'zbek Teks"),
    ("Cafe\u0301 Uno", "Café Uno"), ("ТОО Й-Трейд", "ТОО И\u0306-Трейд"), ("S.A.M. LLC", "SAM LLC"),
    ("ООО Ромашка", "Romashka Ltd"), ("株式会社ナノ", "株式会社 ナノ"),
)  # fmt: skip
# Names of one script that are the same in Latin letters alone, or look the same there.
TWO_NAMES = (
    ("ТОО Тест Б", "ТОО Тест В"), ("ТОО Ротор", "ТОО Потоп"), ("МТС В", "МТС Б"), ("ТОО Мост Р", "ТОО Мост П"),
    ("주식회사 인아", "주식회사 이나"), ("㈜신안", "㈜시난"), ("ТОО Ұлы", "ТОО Улы"), ("ТОО Ель", "ТОО Ел"),
    ("ТОО Сан", "ТОО Сань"), ("ТОО Щит", "ТОО Шчит"), ("ТОО Мать", "ТОО Мат"), ("ТОО Қала", "ТОО Кала"),
    ("ТОО Өнер", "ТОО Онер"), ("ТОО Элит", "ТОО Елит"), ("ТОО Объект", "ТОО Обект"), ("ТОО Үміт", "ТОО Уміт"),
    ("ТОО Һан", "ТОО Ҳан"), ("ТОО Съезд", "ТОО Сезд"), ("ТОО Цех", "ТОО Тсех"), ("ΝΙΚΗ", "ΝΙΚΙ"), ("Λήμνος", "Λύμνος"),
    ("Công ty Hòa Phát", "Công ty Hóa Phát"), ("Käse GmbH", "Kàse GmbH"), ("同仁堂", "同人堂"),
    ("ひかり商事", "ヒカリ商事"),
    ("Հար ՍՊԸ", "Հառ ՍՊԸ"), ("კარი", "ქარი"), ("شركة النور", "شركة النوره"), ("한성", "한승"), ("대한 1", "대한 2"),
    ("АО Рост", "АО Роста"), ("МОСТ", "MOCT"), ("ТОО Ротор", "TOO Potop"), ("ABC Тест В", "ABC Тест Б"),
    ("АО Алтын", "Altyn Ltd"), ("ООО Алтын", "ТОО Алтын"), ("㈜한빛", "한빛 유한회사"), ("한빛", "Hanbit Ltd"),
)  # fmt: skip
ONE |= {f"{a} = {b}": two_rows(a, b) for a, b in ONE_NAME}
TWO |= {f"{a} / {b}": two_rows(a, b) for a, b in TWO_NAMES}
TWO |= {
    "a Latin name of either": [*two_rows("ТОО Ель", "ТОО Ел"), ("TOO El", "salt")],
    "a Latin name of either, first": [*two_rows("TOO El", "ТОО Ель"), ("ТОО Ел", "salt")],
    "a further name tells": rows("""
        Наименование | Name in English | Продукция
        ТОО Ель | El LLP | мука
        ТОО Ел | El LLP | макароны"""),
    "a further name tells, another altogether": rows("""
        Наименование | Name in English | Продукция
        ТОО Алтын | Golden LLP | мука
        ТОО Күміс | Golden LLP | макароны"""),
}


def two_with(column: str, first: str, second: str) -> Table:
    return [("Company", column, "Product"), ("Alfa LLP", first, "flour"), ("Alfa LLP", second, "pasta")]


SAME_VALUES = (
    ("City", "Алматы", "г.Алматы"),
    ("City", "Almaty", "Алматы қ."),
    ("City", "Almaty, Kazakhstan", "Almaty"),
    ("City", "서울특별시", "서울"),
    ("City", "수원시", "Suwon"),
    ("City", "Almaty region, Talgar", "Talgar"),
    ("Website", "https://facebook.com/alfa", "alfa.example"),
    ("Website", "facebook.com/alfa", "instagram.com/alfa"),
    ("Website", "facebook.com/Alfa", "https://www.facebook.com/alfa/"),
    ("Website", "alfa.example; alfa.kz", "alfa.kz"),
    ("Website", "en.alfa.example", "alfa.example"),
    ("БИН", "БИН 990340001234", "990340001234"),
    ("БИН", "№ 990340001234", "990340001234"),
    ("ИНН", "7701234567/770101001", "7701234567"),
    ("Tax number", "KZ990340001234", "990340001234"),
    ("БИН", "нет", "в процессе"),
    ("BIN", "BIN: 990340001234", "990340001234"),
)
OTHER_VALUES = (
    ("City", "Алматы", "Астана"),
    ("City", "Novgorod", "Nizhny Novgorod"),
    ("City", "Almaty, Kazakhstan", "Astana, Kazakhstan"),
    ("City", "수원시", "성남시"),
    ("City", "Almaty region, Talgar", "Almaty region, Kaskelen"),
    ("City", "Almaty", "Talgar, Almaty region"),
    ("Website", "facebook.com/alfa", "facebook.com/alfa.astana"),
    ("Website", "alfa.example; facebook.com/alfa", "beta.example"),
    ("Website", "alfa.example", "alfa.example.kz"),
    ("Website", "notalfa.example", "alfa.example"),
    ("БИН", "БИН 990340001234", "БИН 990340001235"),
    ("ИНН", "7701234567/770101001", "7701234568/770101001"),
    ("Tax number", "SC990340", "990340"),
    ("БИН", "нет", "990340001234"),
)
ONE |= {f"{column} {a} = {b}": two_with(column, a, b) for column, a, b in SAME_VALUES}
TWO |= {f"{column} {a} / {b}": two_with(column, a, b) for column, a, b in OTHER_VALUES}
TWO |= {
    "one site for everybody": rows(
        "Company|Website|Product\nAlfa LLP|facebook.com|flour\nBeren LLP|facebook.com|pasta"
    ),
    "one telephone": rows("Company|Phone|Product\nAlfa LLP|777|flour\nBeren LLP|777|pasta"),
    "a branch with a number of its own": rows(
        "Company|BIN|Product\nAlfa LLP|990340001234|flour\nAlfa LLP Branch|990341001234|pasta"
    ),
    "a parent and its daughter": rows("Company|Product\nAlfa Group|flour\nAlfa Group Trade|pasta"),
}

# Three rows each, the second of which leaves to the first whose goods it has.
DITTO = (
    '"', "〃", "''", '-"-', "- '' -", "do.", "ditto", "Idem", "id.", "то же", "Тот же", "-//-", "—»—", "» »", "↑",
    "同上",
    "〃 〃", "상동", "위와 같음", "as above", "same as above", "см. выше", "lo mismo", "s. o.", "aynı",
)  # fmt: skip
ABOVE = {
    **{f"a mark {mark}": rows("ID|Company|BIN|Product\nK1|Alfa LLP|990340001234|flour\n"
                              f"{mark}|{mark}|{mark}|pasta\n"
                              "K2|Beren LLP|150740004321|salt") for mark in DITTO},
    "a mark for the name alone": rows("Company|City|Product\nAlfa LLP|Almaty|flour\n〃||pasta\nBeren LLP||salt"),
    "the name left out": rows("Company|Product\nAlfa LLP|flour\n|pasta\nBeren LLP|salt"),
    "all left out but goods": rows(
        "ID|Company|City|BIN|Product\nK1|Alfa|Almaty|990340001234|flour\n||||pasta\nK2|Beren|||salt"
    ),
    "the number repeated": rows(
        "BIN|Company|Product\n990340001234|Alfa|flour\n990340001234||pasta\n150740004321|Beren|salt"
    ),
    "dashes for the name": rows("Company|City|Product\nAlfa|Almaty|flour\n-|-|pasta\nBeren|Astana|salt"),
    "rows counted": rows("No|Company|Product\n1|Alfa|flour\n2||pasta\n3|Beren|salt"),
    "quantities beside": rows("Company|Product|Quantity\nAlfa|flour|10\n|pasta|20\nBeren|salt|30"),
    "codes alone": rows("Company|HS|Booth\nAlfa|1101|A1\n|1902|A1\nBeren|2501|A2"),
    "two of one name above": rows("Company|City|Product\nAlfa|Astana|flour\n||pasta\nAlfa|Almaty|salt"),
}  # fmt: skip
NOT_ABOVE = {
    "a number of its own": rows("Company|BIN|Product\nAlfa|990340001234|flour\n|150740004321|pasta\nBeren||salt"),
    "an identifier of its own": rows("ID|Company|Product\nK1|Alfa|flour\nK7||pasta\nK2|Beren|salt"),
    "a telephone of its own": rows("Company|Phone|Product\nAlfa|777|flour\n|778|pasta\nBeren|779|salt"),
    "a city of its own": rows("Company|City|Product\nAlfa|Almaty|flour\n|Astana|pasta\nBeren|Astana|salt"),
    "a country": rows("Company|Country|Product\nAlfa|KZ|flour\n|KZ|pasta\nBeren|KZ|salt"),
    "a website of its own": rows("Company|Website|Product\nAlfa|a.example|flour\n|b.example|pasta\nBeren||salt"),
    "no goods": rows("Company|City|Product\nAlfa|Almaty|flour\n|Almaty|\nBeren|Astana|salt"),
    "nobody above": rows("Company|Product\n|pasta\nAlfa|flour\nBeren|salt"),
    "a title between": rows("Company|City|Phone|Product\nAlfa|Almaty|1|flour\nSouth|||\n|||pasta\nBeren|Almaty|2|salt"),
    "an empty row between": rows("Company|Product\nAlfa|flour\n|\n|pasta\nBeren|salt"),
    "a total": rows("Company|Product|HS\nAlfa|flour|1101\n|Total: 1|\nBeren|salt|2501"),
    "a company called so": rows("Company|BIN|Product\nAlfa|990340001234|flour\nIdem|150740004321|pasta\nBeren||salt"),
    "a name that begins so": rows("Company|Product\nAlfa|flour\nDitto LLP|pasta\nBeren|salt"),
    "another name": rows("Company|Product\nAlfa|flour\nAlfa 2|pasta\nBeren|salt"),
    "a mark with nothing above": rows("Company|Product\n|flour\n〃|pasta\nBeren|salt"),
    "a mark in the city": rows("Company|City|Product\nAlfa|Almaty|flour\nKumis|〃|pasta\nBeren||salt"),
}  # fmt: skip


def test_rows_that_leave_to_the_row_above_whose_goods_they_have(read: Read) -> None:
    def taken(table: Table) -> bool:
        roll = read(table)
        united = roll.companies[:1] and len(roll.companies[0].offers) == 2
        said = [(note.row, note.kind) for note in roll.notes]
        assert roll.rows.on_the_sheet == sum(any(row) for row in table[1:])
        assert not united or {(3, "read-as"), (3, "rows-joined")} <= set(said)
        return bool(united)

    judge("rows that leave to the row above", cases(ABOVE, NOT_ABOVE), taken)


def test_rows_of_one_company_are_united(read: Read) -> None:
    def one(table: Table) -> bool:
        roll = read(table)
        assert roll.refusals == ()
        goods = {listing.text for company in roll.companies for listing in company.offers}
        assert goods == {row[-1] if table[0][-1] != "Booth" else row[1] for row in table[1:]}
        joined = [note for note in roll.notes if note.kind == "rows-joined"]
        assert len(roll.companies) + len(joined) == len(table) - 1
        assert all(note.value in table[note.row - 1] for note in joined)
        return len(roll.companies) == 1

    judge("rows of one company", cases(ONE, TWO), one)


def numbered(*names: str, start: int = 1, prefix: str = "") -> Table:
    return [
        ("ID", "Company", "Product"), *((f"{prefix}{k}", name, "flour") for k, name in enumerate(names, start=start)),
    ]  # fmt: skip


LETTERS = ("Alfa", "Beren", "Kumis", "Nomad", "Tulpar", "Saryarka", "Zhetysu", "Orda", "Otrar", "Shanyrak")
# Files whose identifiers identify nobody, though companies of other names share them.
NONE = {
    "two files, each counted": (numbered("Alfa", "Beren"), numbered("Kumis", "Nomad")),
    "three files, each counted": (numbered(*LETTERS[:2]), numbered(*LETTERS[2:5]), numbered(*LETTERS[5:])),
    "counted from 0": (numbered(*LETTERS[:3], start=0), numbered(*LETTERS[3:6], start=0)),
    "numbers with a dot": (
        rows("ID|Company\n1.|Alfa\n2.|Beren"),
        rows("ID|Company\n1.|Kumis\n2.|Nomad"),
    ),
    "with a sign for numbers": (
        rows("ID|Company\n№ 1|Alfa\n№ 2|Beren"),
        rows("ID|Company\n№ 1|Kumis\n№ 2|Nomad"),
    ),
    "sections counted": ([*numbered(*LETTERS[:4]), *numbered(*LETTERS[4:])[1:]],),
    "companies counted, over several rows": (
        rows("ID|Company|Product\n1|Alfa|flour\n1|Alfa|pasta\n2|Beren|salt"),
        rows("ID|Company|Product\n1|Kumis|flour\n2|Nomad|salt\n2|Nomad|zinc"),
    ),
    "a district for an identifier": (
        rows("Code|Company\nA|Alfa\nA|Beren\nB|Kumis\nB|Nomad\nC|Otrar"),
    ),
    "codes of goods": (rows("Code|Company|Product\n1101|Alfa|flour\n1902|Alfa|pasta\n1101|Beren|flour"),),
    "a word for all that have none": (
        rows("ID|Company\nnew|Alfa\nnew|Beren\nnew|Kumis\nK-4|Nomad\nK-5|Otrar\nK-6|Orda"),
    ),
    "zero for all that have none": (
        rows("Member No|Company\n0|Alfa\n0|Beren\n0|Kumis\n17|Nomad\n45|Otrar\n8|Orda"),
    ),
    "a character that nobody sees": (rows("ID|Company\nB1|Alfa\nB1\u200b|Beren\nB2|Kumis"),),
    "a soft hyphen": (rows("ID|Company\nB1|Alfa\nB2|Kumis\nB\u00ad2|Beren"),),
    "a tax number of two companies": (
        rows("Company|Tax number\nAlfa LLP|990340001234\nKumis Dairy LLP|990340001234"),
    ),
    "a long list counted, a row struck out": (
        numbered(*(f"Firm {k:02}" for k in range(20))),
        [row for k, row in enumerate(numbered(*(f"House {k:02}" for k in range(21)))) if k != 7],
    ),
}  # fmt: skip
KEPT = {
    "one file, counted": (numbered(*LETTERS),),
    "a second file counted on": (numbered(*LETTERS[:5]), numbered(*LETTERS[5:], start=6)),
    "two files of the same companies": (
        rows("ID|Company|Product\n1|Alfa|flour\n2|Beren|salt"),
        rows("ID|Company|Product\n1|Alfa|pasta\n2|Beren|zinc"),
    ),
    "a member number given twice": (numbered("Alfa", "Beren", prefix="K-"), rows("ID|Company\nK-1|Kumis\nK-7|Orda")),
    "numbers that are not counted": (rows("ID|Company\n17|Alfa\n4|Beren"), rows("ID|Company\n17|Kumis\n91|Orda")),
    "a number given twice in a small second file": (numbered("Alfa", "Beren"), rows("ID|Company\n1|Kumis\n3|Orda")),
    "one number twice in a long list": (rows(
        "ID|Company\n" + "\n".join(f"K-{k}|{name}" for k, name in enumerate(LETTERS)) + "\nK-3|Sunkar"
    ),),
    "one company a row, several rows": (rows("ID|Company|Product\nK-1|Alfa|flour\nK-1|Alfa|salt\nK-2|Beren|zinc"),),
    "a tax number of one company": (rows("Company|Tax number\nAlfa LLP|990340001234\nAlfa|990340001234"),),
    "no identifiers": (rows("Company|Product\nAlfa|flour\nBeren|salt"),),
    "an unseen character that changes nothing": (rows("ID|Company\nB1|Alfa\nB2\u200b|Beren\nB3|Kumis"),),
    "identifiers of which many are blank": (rows("ID|Company\n-|Alfa\n|Beren\nn/a|Kumis\nK-1|Orda"),),
}  # fmt: skip


def test_identifiers_that_identify_nobody(read: Read) -> None:
    def none(tables: Sequence[Table]) -> bool:
        roll = read(*tables)
        said = [note for note in roll.notes if note.kind == "no-identity"]
        if not said:
            return False
        assert roll.refusals == ()
        named = {row[0 if table[0][0] == "Company" else 1] for table in tables for row in table[1:]}
        assert {company.name for company in roll.companies} == named
        ids = [company.external_id for company in roll.companies]
        assert len(set(ids)) == len(ids)
        assert all(x.company == c.external_id for c in roll.companies for x in c.listings)
        return True

    judge("identifiers that are none", cases(NONE, KEPT), none)


# An identifier that a file writes and two companies claim is refused, as nobody knows whose it is.
CLAIMED = {
    "another name": rows("ID|Company\nK-1|Alfa\nK-1|Kumis\nK-2|Beren"),
    "one name, another registration": rows("ID|Company|БИН\nK-1|Alfa|990340001234\nK-1|Alfa|150740004321"),
    "another name and registration": rows("ID|Company|БИН\nK-1|Alfa|990340001234\nK-1|Kumis|150740004321"),
    "one name in another country": rows("ID|Company|Country\nK-1|Alfa|KZ\nK-1|Alfa|UZ"),
    "another number in the name": rows("ID|Company\nK-1|Altyn 7\nK-1|Altyn 8\nK-2|Beren"),
    "another LEI": rows(
        "ID|Company|LEI\nK-1|Alfa|5493001KJTIIGC8Y1R12\nK-1|Alfa|213800D1EI4B9WTWWD28\nK-2|Beren|"
    ),
    "another tax number": rows("ID|Company|Tax number\nK-1|Alfa|990340001234\nK-1|Alfa|150740004321"),
    "another name in Hangul": rows("관리번호|회사명\nK-1|한빛무역\nK-1|대한테크\nK-2|푸른다리"),
    "another name in Cyrillic": rows("Код компании|Наименование\nK-1|ТОО Алфа\nK-1|ТОО Кумыс\nK-2|ТОО Берен"),
    "a name with a word more": rows("ID|Company\nK-1|Alfa LLP\nK-1|Alfa Trading LLP\nK-2|Beren"),
}
UNCLAIMED = {
    "the same name": rows("ID|Company|City\nK-1|Alfa|Almaty\nK-1|Alfa|Astana"),
    "the same registration under another name": rows(
        "ID|Company|БИН\nK-1|Golden Road LLP|990340001234\nK-1|ТОО Алтын Жол|990340001234"
    ),
    "the same name in another script": rows("ID|Company\nK-1|Altyn Ara\nK-1|Алтын Ара"),
    "the same name with another form": rows("ID|Company\nK-1|Alfa LLP\nK-1|Alfa"),
    "another identifier": rows("ID|Company\nK-1|Alfa\nK-2|Kumis"),
    "the same name, misspelt": rows("ID|Company\nK-1|Hanbit Trading\nK-1|Hanbit Tradng"),
    "the same name, half translated": rows("ID|Company\nK-1|㈜한빛무역\nK-1|Hanbit Trading Co., Ltd."),
    "the same, a number missing": rows("ID|Company|БИН\nK-1|Alfa|990340001234\nK-1|Alfa|"),
    "the same, years apart": rows("ID|Company|Year\nK-1|Alfa|2022\nK-1|Alfa|2023"),
    "no identifier": rows("ID|Company\n|Alfa\n|Kumis"),
}


def test_an_identifier_that_two_companies_claim(read: Read) -> None:
    def claimed(table: Table) -> bool:
        refusals = read(table).refusals
        assert all(r.kind == "contradiction" and r.value == "K-1" for r in refusals)
        assert all(
            r.column == table[0][0] and r.reason.startswith("the identifier is that of row 2")
            for r in refusals
        )
        return bool(refusals)

    judge("an identifier of two companies", cases(CLAIMED, UNCLAIMED), claimed)


def test_years_stacked_give_the_newest_figures_and_all_goods(read: Read) -> None:
    roll = read(
        rows("""
        Год | Наименование | БИН | Численность | Оборот, тыс. тенге | Телефон | Продукция | Код ТН ВЭД
        2023 | ТОО Алфа | 990340001234 | 30 | 900 | 222 | мука; соль | 1101; 2501
        2021 | ТОО Алфа | 990340001234 | 10 | 100 | 111 | соль; макароны | 2501; 1902
        2022 | ТОО Алфа | 990340001234 | | 500 | | мука |
        2022 | ТОО Берен | 150740004321 | 5 | 50 | 333 | мёд | 0409""")
    )
    alfa, beren = roll.companies
    assert (alfa.row, alfa.employees, alfa.turnover, alfa.phone) == (2, 30, Decimal(900_000), "222")
    assert [(x.position, x.text, x.hs) for x in alfa.offers] == [
        (0, "мука", "1101"), (1, "соль", "2501"), (2, "макароны", "1902"),
    ]  # fmt: skip
    assert (beren.employees, beren.offers[0].hs) == (5, "0409")
    assert ("Год", "2023; 2021; 2022") in alfa.extra
    said = {(note.row, note.kind): note for note in roll.notes}
    assert said[3, "rows-joined"].column == "БИН"
    assert said[3, "rows-joined"].value == "990340001234"
    assert said[4, "rows-joined"].reason.startswith("a further row of the company of row 2 (the same БИН)")
    newest = said[2, "read-as"]
    assert newest.value == "2023"
    assert "the values of row 2 count, the newest" in newest.reason
    assert all(heading in newest.reason for heading in ("Численность", "Оборот, тыс. тенге", "Телефон"))
    assert not any(note.kind == "other-value" for note in roll.notes)


def test_the_year_of_a_file_counts_where_rows_have_none(tmp_path: Path) -> None:
    paths = [tmp_path / "members-2024.csv", tmp_path / "members-2023.csv"]
    for path, staff in zip(paths, ("20", "10"), strict=True):
        path.write_text(f"Company,БИН,Employees\nAlfa,990340001234,{staff}\n", encoding="utf-8")
    for order in (paths, paths[::-1]):
        assert [company.employees for company in read_roll(order, default_country="KZ").companies] == [20]


def test_a_value_that_is_no_identifier_is_kept_as_a_further_column(read: Read) -> None:
    roll = read(*NONE["two files, each counted"])
    assert [company.extra[0] for company in roll.companies] == [
        ("ID", "1"),
        ("ID", "2"),
        ("ID", "1"),
        ("ID", "2"),
    ]


def test_the_row_updated_last_counts(read: Read) -> None:
    roll = read(
        rows("""
        Company | City | Employees | Contact person | Position | Updated | E-mail
        Alfa LLP | Almaty | 10 | Kim | director | 2024-05-01 | old@alfa.example
        Alfa LLP | Almaty | 20 | Lee | | 2025-05-01 | new@alfa.example""")
    )
    (alfa,) = roll.companies
    assert (alfa.employees, alfa.contact_name, alfa.contact_title) == (20, "Lee", "")
    assert (str(alfa.updated_on), alfa.email) == ("2025-05-01", "new@alfa.example")


def test_values_of_which_none_is_newer_are_noted_or_joined(read: Read) -> None:
    roll = read(
        rows("""
        ID | Company | Employees | E-mail | Phone | Notes | May we share the contact
        K-1 | Alfa LLP | 10 | a@alfa.example | 111 | first | yes
        K-1 | Alfa LLP | 20 | b@alfa.example | 111 | second | no""")
    )
    (alfa,) = roll.companies
    assert (alfa.employees, alfa.email, alfa.phone) == (10, "a@alfa.example; b@alfa.example", "111")
    left_out = [(note.row, note.column, note.value) for note in roll.notes if note.kind == "other-value"]
    assert (3, "Employees", "20") in left_out


def test_the_careful_answer_counts_where_none_is_newer(read: Read) -> None:
    table = rows("""
        ID | Company | consent_share_contact | state_owned
        K-1 | Alfa LLP | yes | no
        K-1 | Alfa LLP | no | yes""")
    (alfa,) = read(table).companies
    assert (alfa.consent_share_contact, alfa.state_owned) == (False, True)


def test_every_name_of_a_company_stays_to_be_screened(read: Read) -> None:
    (one,) = read(rows("Company|БИН\nТОО Алтын Ара|990340001234\nAltyn Ara LLP|990340001234")).companies
    assert set(one.names) == {"ТОО Алтын Ара", "Altyn Ara LLP"}
    roll = read(
        rows(
            "Company|name_latin|БИН\nТОО Алтын|Altyn LLP|990340001234\nТОО Алтын Трейд|Altin LLP|990340001234"
        )
    )
    (one,) = roll.companies
    assert set(one.names) == {"ТОО Алтын", "Altyn LLP", "ТОО Алтын Трейд"}
    assert [(note.row, note.value) for note in roll.notes if note.kind == "other-value"] == [(3, "Altin LLP")]


def test_a_row_repeated_is_refused_in_the_words_of_the_file(read: Read) -> None:
    (refusal,) = read(rows("Company|БИН|Product\nAlfa|990340001234|flour\nAlfa|990340001234|flour")).refusals
    assert (refusal.row, refusal.column, refusal.value) == (3, "Company", "Alfa")
    assert (refusal.reason, refusal.kind) == ("the same as row 2", "repeated")


def test_made_identifiers_do_not_depend_on_the_order_of_rows(read: Read) -> None:
    header, *lines = rows("Company|БИН\nAlfa LLP|990340001234\nKumis LLP|990340001234\nOrda LLP|150740004321")
    ways = [
        {c.name: c.external_id for c in read([header, *order]).companies} for order in (lines, lines[::-1])
    ]
    assert ways[0] == ways[1]
    assert ways[0]["Orda LLP"] == "reg-KZ-150740004321"
    assert not ways[0]["Alfa LLP"].startswith("reg-")


def test_the_cases_of_one_company() -> None:
    folder = data_folder().parent / "cases/rolls"
    if not folder.is_dir():
        pytest.skip("needs the folder of cases beside the data")
    alfa, beta = read_roll([folder / "long_id.xlsx"]).companies
    assert [(x.text, x.hs) for x in alfa.offers] == [("flour", "1101"), ("pasta", "1902"), ("bran", "2302")]
    assert [(x.text, x.hs) for x in beta.offers] == [("zinc", "7901")]


def test_ten_thousand_rows_under_one_identifier_take_no_longer(read: Read) -> None:
    table = [("ID", "Company"), *(("K-1", f"Firm {chr(97 + k % 26)}{k // 26:03}x") for k in range(3000))]
    roll = read(table)
    assert len(roll.companies) == 3000
    assert roll.refusals == ()

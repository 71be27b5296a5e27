"""Companies taken for a part of the header: a row of signs is data, a second row of headings is none."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge
from tests.roll.conftest import Write

from svat.roll.reader import read_roll

# Each is a whole roll; the row in question is the second. DATA: it must be a company or a refusal. HEADER: it must not.
DATA = {
    "dashes": "name,country,city,offers,phone\nAlfa,-,-,-,-\nBeta,KZ,-,tea,-\n",
    "long dashes": "name,country,city,offers,phone\nAlfa,—,—,—,—\nBeta,—,—,tea,—\n",
    "plus signs": "name,country,certificates,exporter,importer\nAlfa,KZ,+,+,+\nBeta,KZ,+,+,-\n",
    "ticks": "Наименование,Страна,Экспорт,Импорт,Сертификаты\nAlfa,KZ,✓,✓,✓\nBeta,KZ,✓,,✓\n",
    "dots": "name,city,offers\nAlfa,…,…\nBeta,…,…\n",
    "question marks": "회사명,국가,도시,품목\nAlfa,?,?,?\nBeta,KR,?,차\n",
    "bullets and boxes": "name,city,offers,needs\nAlfa,•,☐,☑\nBeta,•,☐,☑\n",
    "placeholders": "name,city,offers,needs\nAlfa,n/a,n/a,n/a\nBeta,n/a,tea,n/a\n",
    "a name of dashes": "name,country,city\n---,-,-\nBeta,KZ,Aktau\n",
    "stars": "name,country,city\nAlfa,*,*\nBeta,KZ,*\n",
    "signs of equality": "name,city,offers\nAlfa,==,==\nBeta,==,==\n",
    "goods called as a heading": "name,offers\nAlfa,Products\nBeta,tea\n",
    "a city called as a heading": "Название,Город,Продукция\nAlfa,Город,Телефон\nBeta,Актау,чай\n",
    "a company called as a heading": "name,country,offers\nКонтакт,Kazakhstan,Продукция\nBeta,KZ,tea\n",
    "numbers under numbered headings": "name,turnover,employees\nAlfa,1,2\nBeta,3,4\n",
    "companies whose names are headings, with their country": (
        "Наименование,Страна\nОрганизация,Казахстан\nПредприятие,Казахстан\n"
    ),
    "ticks under a heading that may be a name": "Name,Exporter,Importer,Member\nAlfa,✔,✘,☒\nBeta,✔,✔,☑\n",
    "emoji": "Name,Country,Exporter,Importer\nAlfa,KZ,✅,❌\nBeta,KZ,✅,✅\n",
    "noughts": "name,city,offers\n0,0,0\nBeta,Aktau,tea\n",
    "a company called A": "name,country,city\nA,KZ,C\nBeta,KZ,Aktau\n",
    "errors": "name,city,offers\nAlfa,#N/A,#N/A\nBeta,#REF!,tea\n",
}
HEADER = {
    "two languages": "Название,Страна,Продукция\nName,Country,Products\nAlfa,KZ,tea\n",
    "three languages": "회사명,국가,품목\nName,Country,Products\nНазвание,Страна,Продукция\nAlfa,KZ,tea\n",
    "canonical below": "관리번호,회사명,국가,이메일\nexternal_id,name,country,email\n1,Alfa,KZ,a@b.example\n",
    "with dashes for what the second language lacks": "Название,Страна,Продукция\nName,-,Products\nAlfa,KZ,tea\n",
    "with marks for what is needed": "Название,Страна,Продукция,Город\nName *,Country *,Products,—\nAlfa,KZ,tea,X\n",
    "headings under their group": "ID,Name,Country,Contacts,\n,,,email,phone\n1,Alfa,KZ,a@b.example,1\n",
    "the columns' numbers": "name,country,city\n1,2,3\nAlfa,KZ,Aktau\n",
    "the columns' numbers in brackets": "name,country,city\n(1),(2),(3)\nAlfa,KZ,Aktau\n",
    "the columns' numbers from nought": "name,country,city\n0,1,2\nAlfa,KZ,Aktau\n",
    "the columns' letters": "Name,Country,City,Offers\nA,B,C,D\nAlfa,KZ,Aktau,tea\n",
    "letters, then numbers, as forms have": "Наименование,Страна,Город,Оборот\nА,Б,1,2\nАльфа,KZ,Актау,5\n",
    "Roman numbers": "Name,Country,City\nI,II,III\nAlfa,KZ,Aktau\n",
    "the header again": "name,country,city\nname,country,city\nAlfa,KZ,Aktau\n",
    "the header again, shouted": "name,country,city\nNAME,COUNTRY,CITY\nAlfa,KZ,Aktau\n",
    "one heading unknown": "Название,Страна,Продукция,Код\nName,Country,Products,Whatever\nAlfa,KZ,tea,1\n",
}


@pytest.mark.parametrize("text", [*DATA.values(), *HEADER.values()], ids=[*DATA, *HEADER])
def test_no_row_is_without_a_word(file: Write, text: str) -> None:
    roll = read_roll([file(text)], default_country="KZ")
    said = {c.row for c in roll.companies} | {r.row for r in roll.refusals} | {n.row for n in roll.notes}
    below = max(said, default=1)
    assert below == text.count("\n")
    assert roll.companies or roll.refusals


def test_companies_are_not_swallowed_by_the_header(file: Write) -> None:
    cases = [Case(name, text, caught=text in DATA.values()) for name, text in (DATA | HEADER).items()]

    def data(text: str) -> bool:
        roll = read_roll([file(text)], default_country="KZ")
        read = {c.row for c in roll.companies} | {r.row for r in roll.refusals}
        assert text.count("\n") in read  # the last row always is a company
        return 2 in read

    judge("companies swallowed as header", cases, data)


def test_a_row_taken_as_header_with_doubt_is_noted(file: Write) -> None:
    roll = read_roll([file(HEADER["one heading unknown"])])
    assert [(n.row, n.value) for n in roll.notes if n.kind == "header-row"] == [
        (2, "Name | Country | Products | Whatever")
    ]


ABOVE = {
    "one record": "Alfa,KZ,Aktau,tea\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "two records": "Alfa,KZ,Aktau,tea\nGamma,KZ,Semey,coal\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "all of them": "Alfa,KZ,Aktau,tea\nGamma,KZ,Semey,coal\nName,Country,City,Offers\n",
    "told by a number": "Alfa,090340012345,Aktau\nCompany,БИН,City\nBeta,090340012346,Aktau\n",
    "told by an address": "Alfa,a@b.example,Aktau\nCompany,E-mail,City\nBeta,c@d.example,Aktau\n",
    "below a title": "Members\nAlfa,KZ,Aktau,tea\n\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "with a gap": "Alfa,KZ,,tea\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "two header rows": "Alfa,KZ,1,a@b.example\n,,Contacts,\nName,Country,Phone,E-mail\nBeta,KZ,2,c@d.example\n",
    "Russian": "ТОО Альфа,Казахстан,Актау,чай\nНазвание,Страна,Город,Продукция\nБета,KZ,Семей,соль\n",
    "Korean": "알파,대한민국,서울,차\n회사명,국가,도시,품목\n베타,KR,부산,소금\n",
}
NOT_ABOVE = {
    "a title": "Members of the chamber\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "a title over all columns": "Members,Kazakhstan\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "who reports": "Report for:,KZ,Year:,2026\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "group titles": "Company,,Contacts,\nName,Country,Phone,E-mail\nBeta,KZ,1,a@b.example\n",
    "groups of other words": "About,them,How to,reach them\nName,Country,Phone,E-mail\nBeta,KZ,1,a@b.example\n",
    "another language": "회사명,국가,도시,품목\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "a date": "as of,01.02.2026,Astana\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "the columns' letters": "A,B,C,D\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "numbers of columns": "1,2,3,4\nName,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
    "nothing above": "Name,Country,City,Offers\nBeta,KZ,Aktau,tea\n",
}


def test_records_above_the_header_are_noted(file: Write) -> None:
    cases = [Case(name, text, caught=text in ABOVE.values()) for name, text in (ABOVE | NOT_ABOVE).items()]

    def noted(text: str) -> bool:
        roll = read_roll([file(text)], default_country="KZ")
        above = [note.row for note in roll.notes if note.kind == "above-header"]
        assert not {company.row for company in roll.companies} & set(above)
        return bool(above)

    judge("records above the header", cases, noted)


UPPER = "name,country\nAlfa,KZ\nBeta,KZ\n"
LOWER = "\nname,country,city,phone\nGamma,KZ,Aktau,1\nDelta,KZ,Semey,2\n"


def test_a_second_table_below_the_first_swallows_none_of_it(file: Write) -> None:
    roll = read_roll([file(UPPER + LOWER)])
    assert [(c.row, c.name, c.city) for c in roll.companies] == [
        (2, "Alfa", ""), (3, "Beta", ""), (6, "Gamma", "Aktau"), (7, "Delta", "Semey"),
    ]  # fmt: skip
    assert [(n.row, n.kind) for n in roll.notes if n.row == 5] == [(5, "header-changed")]


def test_rows_above_a_much_richer_header_are_noted(file: Write) -> None:
    wide = "\nname,country,city,phone,email,website,offers\nGamma,KZ,Aktau,1,,,tea\n"
    roll = read_roll([file(UPPER + wide)])
    assert [c.name for c in roll.companies] == ["Gamma"]
    assert [n.row for n in roll.notes if n.kind == "above-header"] == [2, 3]


def test_a_header_above_notes_on_the_file_swallows_nothing(file: Write) -> None:
    roll = read_roll([file("Members,2026\nOffice,Astana\nname,country\nAlfa,KZ\n")])
    assert [c.name for c in roll.companies] == ["Alfa"]
    assert not [n for n in roll.notes if n.kind == "above-header"]

"""Which row is the header and which column is which, and what several files make together."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.roll.conftest import Write

from svat.refusals import UnusableInput
from svat.roll.model import Company, Roll
from svat.roll.reader import NO_IDENTIFIERS, read_roll


def names(roll: Roll) -> list[str]:
    return [company.name for company in roll.companies]


def notes(roll: Roll) -> list[tuple[int, str, str]]:
    return [(note.row, note.column, note.reason) for note in roll.notes if note.reason != NO_IDENTIFIERS]


HEADERS = {
    "canonical": "external_id,name,country,email\n1,A,KZ,a@b.example\n",
    "title and empty rows": "Members 2026,,,\n,,,\nID,Company name*,COUNTRY,E-mail\n,,,\n1,A,KZ,a@b.example\n",
    "two languages": "ID,Название,Страна,Эл. почта\nID,Name,Country,E-mail\n1,A,KZ,a@b.example\n",
    "two languages in a cell": "ID,Название / Name,Страна (Country),Эл. почта\n1,A,KZ,a@b.example\n",
    "canonical below": "관리번호,회사명,국가,이메일\nexternal_id,name,country,email\n1,A,KZ,a@b.example\n",
    "group titles": "Company,,,Contact\nID,Name,Country,E-mail\n1,A,KZ,a@b.example\n",
    "headings under their group only": "ID,Name,Country,Contacts\n,,,email\n1,A,KZ,a@b.example\n",
    "numbered columns": "ID,Name,Country,E-mail\n1,2,3,4\n1,A,KZ,a@b.example\n",
    "repeated": "ID,Name,Country,E-mail\n1,A,KZ,a@b.example\nID,Name,Country,E-mail\n",
    "total and footnote": "ID,Name,Country,E-mail\n1,A,KZ,a@b.example\nИтого:,1,,\n* as of January,,,\n",
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers(file: Write, name: str) -> None:
    roll = read_roll([file(HEADERS[name])])
    assert [(c.external_id, c.name, c.country, c.email) for c in roll.companies] == [
        ("1", "A", "KZ", "a@b.example")
    ]
    assert roll.refusals == ()
    assert [canonical for _, canonical in roll.columns] == ["external_id", "name", "country", "email"]


def test_a_group_title_tells_two_headings_apart(file: Write) -> None:
    text = (
        "Company,,Contact,,Offers,,Needs,\nName,Country,Name,E-mail,Description,HS code,Description,HS code\n"
    )
    roll = read_roll([file(text + "A,KZ,Kim,k@b.example,flour,1101,squid,307\n")])
    company = roll.companies[0]
    assert (company.name, company.contact_name) == ("A", "Kim")
    assert [(x.kind, x.text, x.hs) for x in company.listings] == [
        ("offer", "flour", "1101"),
        ("need", "squid", "0307"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        'Название,Страна,"Оборот, тыс. тенге"',
        "name,country,turnover (thousand KZT)",
        'name,country,"Оборот, тыс. тенге"\nНазвание,Страна,Оборот',
    ],
)
def test_a_unit_in_the_heading_counts(file: Write, header: str) -> None:
    roll = read_roll([file(header + '\nA,KZ,"1 500,5"\n')])
    assert (str(roll.companies[0].turnover), roll.companies[0].turnover_currency) == ("1500500", "KZT")


def test_a_second_column_of_one_meaning_is_extra(file: Write) -> None:
    roll = read_roll([file("name,country,email,E-mail address,shoe size\nA,KZ,a@b.example,c@d.example,43\n")])
    assert roll.companies[0].email == "a@b.example"
    assert roll.companies[0].extra == (("E-mail address", "c@d.example"), ("shoe size", "43"))
    assert roll.columns[3:] == (("E-mail address", ""), ("shoe size", ""))
    assert notes(roll) == [
        (1, "E-mail address", "means email like the column 'email'; kept as an extra column")
    ]


def test_own_synonyms_add_to_the_table(file: Write, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("canonical,language,synonym\nname,xx,Benennung\ncity,xx,E-mail\n", encoding="utf-8")
    roll = read_roll([file("Benennung,country,e-mail\nA,KZ,Aktobe\n")], synonyms=own)
    assert (roll.companies[0].name, roll.companies[0].city) == ("A", "Aktobe")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("canonical,synonym\nsize,Größe\n", "own.csv, line 2: 'size' is not a column of a roll"),
        ("canonical,synonym\nname,\n", "own.csv, line 2: the synonym is empty"),
        ("a,b\n1,2\n", "own.csv: a table of synonyms needs the column canonical and synonym"),
    ],
)
def test_wrong_synonyms_are_unusable(file: Write, tmp_path: Path, text: str, reason: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match=reason):
        read_roll([file("name\nA\n")], synonyms=own)


def test_several_files_are_one_roll(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("id,name,country\n1,A,KZ\n2,B,KZ\n", encoding="utf-8")
    second.write_text("id,name\n1,A2\n3,C\n", encoding="utf-8")
    roll = read_roll([first, second], default_country="Казахстан")
    assert names(roll) == ["A", "B", "C"]
    assert roll.files == (str(first), str(second))
    assert [(r.file, r.row, r.reason) for r in roll.refusals] == [
        (str(second), 2, f"the identifier is that of {first}, row 2 already")
    ]


def test_missing_identifiers_are_made_the_same_every_time(file: Write) -> None:
    header, a, b = "no,name,country,tax number\n", "1,A,KZ,123456\n", "2,B,KZ,\n"
    one = {c.name: c.external_id for c in read_roll([file(header + a + b)]).companies}
    two = {c.name: c.external_id for c in read_roll([file(header + b.replace("2", "1") + a)]).companies}
    assert one == two
    assert one["A"] == "tax-KZ-123456"
    assert one["B"].startswith("gen-")


def test_an_unclear_country_is_the_default_where_that_is_one_of_them(file: Write) -> None:
    path = file("name,country\nA,Korea\nB,\nC,JP\n")
    assert [c.country for c in read_roll([path], default_country="KR").companies] == ["KR", "KR", "JP"]
    assert [r.reason for r in read_roll([path], default_country="JP").refusals] == [
        "the country is not clear: KR or KP"
    ]


def _company(file: Write, header: str, cells: str) -> Company:
    return read_roll([file(f"name,country,{header}\nA,KZ,{cells}\n")]).companies[0]


def test_lists_of_countries_languages_and_partnerships(file: Write) -> None:
    company = _company(
        file,
        "countries_of_interest,contact_language,partnership_types,certificates",
        '"Korea, Republic of; Россия, 일본",русский/English,СП; OEM; Barter,"ISO 9001, HACCP"',
    )
    assert company.countries_of_interest == ("KR", "RU", "JP")
    assert company.contact_language == "ru;en"
    assert company.partnership_types == ("joint venture", "manufacturing", "barter")
    assert company.certificates == ("ISO 9001", "HACCP")


@pytest.mark.parametrize("second", ["Код ТН ВЭД", "Код ТН ВЭД "])
def test_two_code_columns_of_one_heading_belong_to_the_goods_left_of_them(
    tmp_path: Path, second: str
) -> None:
    path = tmp_path / "roll.csv"
    path.write_text(
        f"Наименование;Страна;Предлагает;Код ТН ВЭД;Ищет;{second}\nПример;KZ;мёд;409;розлив;8422,30\n",
        "utf-8",
    )
    roll = read_roll([path])
    (company,) = roll.companies
    assert [x.hs for x in company.offers] == ["0409"]
    assert [x.hs for x in company.needs] == ["842230"]
    assert any("taken as hs_needs" in note.reason for note in roll.notes)


def test_a_code_column_that_names_what_it_is_of_needs_no_guess(tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"
    path.write_text(
        "Наименование;Страна;Предлагает;Код ТН ВЭД;Ищет;Код ТН ВЭД (ищет)\nПример;KZ;мёд;409;розлив;8422,30\n",
        "utf-8",
    )
    roll = read_roll([path])
    (company,) = roll.companies
    assert [x.hs for x in company.offers] == ["0409"]
    assert [x.hs for x in company.needs] == ["842230"]
    assert [(h, c) for h, c in roll.columns if c.startswith("hs_")] == [
        ("Код ТН ВЭД", "hs_offers"),
        ("Код ТН ВЭД (ищет)", "hs_needs"),
    ]

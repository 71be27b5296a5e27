"""What the council has decided about companies: merges and corrections that count, and those that are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from tests.kinds import judge
from tests.roll.kinds.tables import cases

from svat.law.ownership.chains import Stake, chains_of
from svat.law.screening.companies import _company
from svat.market.decisions import read_decisions
from svat.roll.decided import NONE, CompanyPair, Correction, Decided, across_refused, read_decided
from svat.roll.model import Company, Roll
from svat.roll.reader import read_roll
from svat.sides import Sides
from svat.wording import say

ROLL = """external_id,name,name_latin,country,city,tax_number,offers,hs_offers,employees,updated_on
A1,ТОО Ромашка,,KZ,Алматы,123456789012,мука,1101,5,
A2,ТОО Ромашка Трейд,,KZ,Астана,223456789012,honey; flour,0409;,7,
A3,Camomile,,KZ,,,мука,1101,,2025-03-01
A4,Other Corp,,KZ,Орал,,soap,3401,9,2024-01-01
A5,Beta,,KG,,,,,,
A6,Alfa Import,,KZ,Aktau,,tea,,,
A7,Alfa Import,,KZ,Oral,,salt,,,
"""
ROLL_B = "external_id,name,country\nB1,로마시카,KR\n"
SAME = "side,company,other,same,decided_by,decided_on\n"
CORRECTIONS = "side,company,column,value,corrected_by,corrected_on\n"


@dataclass(frozen=True)
class Tables:
    folder: Path

    def __call__(self, same: str = "", corrections: str = "", roll: str = ROLL) -> Sides[Roll]:
        """Both rolls with these rows decided, as a council's folder reads them."""
        paths = {}
        texts = {"a": roll, "b": ROLL_B, "same": SAME + same, "corrections": CORRECTIONS + corrections}
        for name, text in texts.items():
            paths[name] = self.folder / f"{name}.csv"
            paths[name].write_text(text, encoding="utf-8")
        decided = read_decided(
            paths["same"] if same else None, paths["corrections"] if corrections else None, Sides("KZ", "KR")
        )
        rolls = Sides(
            read_roll([paths["a"]], default_country="KZ", decided=decided.a),
            read_roll([paths["b"]], default_country="KR", decided=decided.b),
        )
        return across_refused(rolls, decided)


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path)


def of(roll: Roll) -> dict[str, Company]:
    return {company.external_id: company for company in roll.companies}


def refused(rolls: Sides[Roll]) -> list[tuple[str, int, str, str]]:
    return [(Path(x.file).name, x.row, x.column, x.value) for roll in rolls for x in roll.refusals]


def test_two_are_one_and_the_kept_one_wins(tables: Tables) -> None:
    rolls = tables("a,A1,A2,yes,kim,2026-01-01\n")
    company = of(rolls.a)["A1"]
    assert "A2" not in of(rolls.a)
    assert (company.city, company.employees, company.tax_number) == ("Алматы", 5, "123456789012")
    assert [(x.company, x.position, x.text, x.hs) for x in company.offers] == [
        ("A1", 0, "мука", "1101"),
        ("A1", 1, "honey", "0409"),
        ("A1", 2, "flour", None),
    ]
    assert rolls.a.merged == (("A2", "A1"),)
    assert (rolls.a.rows.read, rolls.a.rows.joined) == (6, 1)
    assert len(rolls.a.companies) == rolls.a.rows.read
    [note] = [x for x in rolls.a.notes if x.kind == "rows-joined"]
    assert note.reason == "A2 is the company of row 2 by decision (same.csv, row 2), united with it"
    assert refused(rolls) == []


def test_listings_of_both_stand_once_each(tables: Tables) -> None:
    assert [x.text for x in of(tables("a,A1,A3,yes,,\n").a)["A1"].offers] == ["мука"]


def test_the_newer_wins_where_both_are_dated_and_the_kept_one_where_one_is_not(tables: Tables) -> None:
    dated = of(tables("a,A4,A3,yes,,\n").a)["A4"]
    assert (dated.name, dated.city, dated.employees, dated.updated_on) == (
        "Camomile",
        "Орал",
        9,
        date(2025, 3, 1),
    )
    assert of(tables("a,A1,A3,yes,,\n").a)["A1"].name == "ТОО Ромашка"


def test_names_and_numbers_that_find_no_place_are_still_screened(tables: Tables) -> None:
    """Nobody leaves a list by going into another company, or by a corrected name."""
    party = _company(of(tables("a,A1,A2,yes,,\na,A1,A3,yes,,\na,A1,A4,yes,,\n").a)["A1"])
    assert {"ТОО Ромашка", "Camomile", "Other Corp"} <= set(party.names)
    assert any(number == "223456789012" for _, number in party.identifiers)
    party = _company(
        of(tables(corrections="a,A4,name,Good Corp,,\na,A1,tax_number,990340001234,,\n").a)["A4"]
    )
    assert set(party.names) == {"Good Corp", "Other Corp"}


def test_owners_and_decisions_of_a_company_follow_it(tables: Tables, tmp_path: Path) -> None:
    rolls = tables("a,A1,A2,yes,,\n")
    stake = Stake("A2", "Invented Holding", Fraction(60, 100))
    assert [x.owned for x in chains_of([stake], rolls.map(lambda roll: roll.companies))] == ["A1"]
    stake = Stake("A6", "Invented Holding", Fraction(60, 100))
    assert [x.owned for x in chains_of([stake], rolls.map(lambda roll: roll.companies))] == ["A6"]
    path = tmp_path / "decisions.csv"
    path.write_text("date,company,partner,decision\n2026-03-01,A2,B1,accepted\n", encoding="utf-8")
    found = read_decisions([path], rolls)
    assert [(x.company, x.partner) for x in found.decisions] == [("A1", "B1")]
    assert [x.reason for x in found.notes] == ["read as A1"]


def test_chains_and_cycles(tables: Tables) -> None:
    for same in ("a,A1,A2,yes,,\na,A2,A3,yes,,\n", "a,A2,A3,yes,,\na,A1,A2,yes,,\n"):
        rolls = tables(same)
        assert rolls.a.merged == (("A2", "A1"), ("A3", "A1"))
    rolls = tables("a,A2,A1,yes,,\na,A1,A2,yes,,\n")
    assert rolls.a.merged == (("A1", "A2"),)
    assert any("A2 is, as the first row has it" in x.reason for x in rolls.a.notes)
    rolls = tables("a,A4,A2,yes,,\na,A1,A2,yes,,\n")  # one into two
    assert rolls.a.merged == (("A1", "A4"), ("A2", "A4"))
    rolls = tables("a,A1,A9,yes,,\na,A9,A3,yes,,\n")  # through one that is gone
    assert rolls.a.merged == (("A3", "A1"),)
    assert {x.value for x in rolls.a.notes if x.kind == "key-unknown"} == {"A9"}


def test_two_that_are_two_are_proposed_no_more(tables: Tables) -> None:
    assert ("A6", "A7") in {(x.first, x.second) for x in tables().a.duplicates}
    rolls = tables("a,A7,A6,no,,\n")
    assert ("A6", "A7") not in {(x.first, x.second) for x in rolls.a.duplicates}
    assert len(rolls.a.companies) == 7
    rolls = tables("a,A7,A6,no,,\na,A6,A7,yes,,\n")  # yes and no: neither counts
    assert ("A6", "A7") in {(x.first, x.second) for x in rolls.a.duplicates}
    assert sorted(refused(rolls)) == [("same.csv", 2, "same", "no"), ("same.csv", 3, "same", "yes")]


def test_a_company_of_another_country_keeps_that_of_the_kept_one_and_says_so(tables: Tables) -> None:
    rolls = tables("a,A1,A5,yes,,\n")
    assert of(rolls.a)["A1"].country == "KZ"
    assert any(x.column == "country" and x.value == "KG" for x in rolls.a.notes)


REFUSED_PAIRS = {
    "yes and no": "a,A1,A2,yes,,\na,A2,A1,no,,\n",
    "across sides": "a,A1,B1,yes,,\n",
    "across sides, kept apart": "b,B1,A1,no,,\n",
    "no side": ",A1,A2,yes,,\n",
    "a side that is none": "c,A1,A2,yes,,\n",
    "a country that is no side's": "RU,A1,A2,yes,,\n",
    "with itself": "a,A1,A1,yes,,\n",
    "no other": "a,A1,,yes,,\n",
    "no company": "a,,A2,yes,,\n",
    "neither yes nor no": "a,A1,A2,perhaps,,\n",
    "a day that is none": "a,A1,A2,yes,kim,31.02.2026\n",
    "two that are one through a third": "a,A1,A2,yes,,\na,A2,A3,yes,,\na,A3,A1,no,,\n",
}
TAKEN_PAIRS = {
    "yes": "a,A1,A2,yes,,\n",
    "yes twice": "a,A1,A2,yes,,\na,A1,A2,yes,,\n",
    "yes of one pair, no of another": "a,A1,A2,yes,,\na,A1,A3,no,,\n",
    "no": "a,A1,A2,no,,\n",
    "the side by its country": "KZ,A1,A2,yes,,\n",
    "the side's country in words": "Казахстан,A1,A2,да,,\n",
    "gone for a year": "a,A1,A99,yes,,\n",
    "both gone": "a,A98,A99,no,,\n",
    "a day in another form": "a,A1,A2,예,kim,31.01.2026\n",
    "a cycle": "a,A1,A2,yes,,\na,A2,A1,yes,,\n",
    "a side in capitals": "A,A1,A2,yes,,\n",
    "side b, gone": "b,B1,B2,yes,,\n",
}
REFUSED_CORRECTIONS = {
    "an identifier": "a,A1,external_id,X1,,\n",
    "a column that is none": "a,A1,colour,red,,\n",
    "no column": "a,A1,,red,,\n",
    "no number": "a,A1,employees,many,,\n",
    "no day": "a,A1,updated_on,31.02.2026,,\n",
    "an unclear day": "a,A1,updated_on,01/02/2026,,\n",
    "no country": "a,A1,country,Atlantis,,\n",
    "an empty country": "a,A1,country,,,\n",
    "an empty name": "a,A1,name,,,\n",
    "an unknown language": "a,A1,contact_language,Klingon,,\n",
    "no address of mail": "a,A1,email,nobody,,\n",
    "no yes": "a,A1,state_owned,perhaps,,\n",
    "no code": "a,A1,hs_offers,flour,,\n",
    "more codes than texts": "a,A1,hs_offers,1101; 1102; 1103,,\n",
    "goods that are none": "a,A1,offers,yes,,\n",
    "a company across": "a,B1,city,Seoul,,\n",
    "wrong check digits": "a,A1,lei,529900T8BM49AURSDO56,,\n",
}
TAKEN_CORRECTIONS = {
    "a city": "a,A1,city,Шымкент,,\n",
    "a number": "a,A1,employees,1 200 чел.,,\n",
    "a day": "a,A1,updated_on,31.01.2026,,\n",
    "a country": "a,A1,country,Кыргызстан,,\n",
    "a name": "a,A1,name,ТОО Ромашка Плюс,,\n",
    "nothing stated": "a,A1,employees,,,\n",
    "languages": 'a,A1,contact_language,"ru; Korean",,\n',
    "two addresses": "a,A1,email,a@b.example; c@d.example,,\n",
    "no": "a,A1,state_owned,нет,,\n",
    "a code": "a,A1,hs_offers,1102,,\n",
    "a code in its place": "a,A2,hs_offers,; 1101,,\n",
    "goods": "a,A1,offers,flour; bran,,\n",
    "a company that is gone": "a,A99,city,Seoul,,\n",
    "right check digits": "a,A1,lei,529900T8BM49AURSDO55,,\n",
    "a heading in capitals": "a,A1,CITY,Oral,,\n",
    "one again": "a,A1,city,Oral,,2026-01-01\na,A1,city,Aktau,,2026-01-02\n",
}  # fmt: skip


def judged(tables: Callable[..., Sides[Roll]], table: str) -> Callable[[str], bool]:
    def is_refused(rows: str) -> bool:
        plain, rolls = tables(), tables(**{table: rows})
        found = refused(rolls)
        if found:  # with its place and reason, and the rest goes on
            assert all(file == f"{table}.csv" and row > 1 and column for file, row, column, _ in found)
            assert all(x.reason and x.record for roll in rolls for x in roll.refusals)
            assert set(of(rolls.b)) == set(of(plain.b))
        return bool(found)

    return is_refused


def test_pairs_that_cannot_be_used_are_refused(tables: Tables) -> None:
    judge("decided pairs", cases(REFUSED_PAIRS, TAKEN_PAIRS), judged(tables, "same"))


def test_corrections_that_cannot_be_used_are_refused(tables: Tables) -> None:
    judge("corrections", cases(REFUSED_CORRECTIONS, TAKEN_CORRECTIONS), judged(tables, "corrections"))


def test_a_refused_correction_leaves_the_files_value(tables: Tables) -> None:
    plain = of(tables().a)["A1"]
    for rows in REFUSED_CORRECTIONS.values():
        assert of(tables(corrections=rows).a)["A1"] == plain, rows


@pytest.mark.parametrize(
    ("column", "value", "read"),
    [
        ("turnover", "1,5 млн тенге", Decimal(1500000)),
        ("employees", "-", None),
        ("countries_exported", "Республика Корея; Китай", ("KR", "CN")),
        ("certificates", "ISO 9001; HACCP", ("ISO 9001", "HACCP")),
        ("updated_on", "2026년 1월 31일", date(2026, 1, 31)),
        ("consent_share_contact", "да", True),
        ("founded", "1998 г.", 1998),
        ("partnership_types", "", ()),
    ],
)
def test_a_value_is_read_as_a_cell_of_its_column(
    tables: Tables, column: str, value: str, read: object
) -> None:
    company = of(tables(corrections=f'a,A1,{column},"{value}",,\n').a)["A1"]
    assert getattr(company, column) == read
    assert company.external_id == "A1"


def test_corrected_goods_replace_the_listings_and_keep_codes_of_their_texts(tables: Tables) -> None:
    company = of(
        tables(corrections='a,A2,offers,"honey; wheat, soft",,\na,A2,needs,salt,,\na,A2,hs_needs,2501,,\n').a
    )["A2"]
    assert [(x.text, x.hs) for x in company.offers] == [("honey", "0409"), ("wheat, soft", None)]
    assert [(x.text, x.hs) for x in company.needs] == [("salt", "2501")]
    assert of(tables(corrections="a,A2,offers,,,\n").a)["A2"].offers == ()


def test_a_correction_of_a_company_that_went_into_another_goes_there(tables: Tables) -> None:
    rolls = tables("a,A1,A2,yes,,\n", "a,A2,city,Oral,,2026-02-01\n")
    assert of(rolls.a)["A1"].city == "Oral"
    assert any(x.reason == "A2 went into A1: corrected there" for x in rolls.a.notes)
    rolls = tables("a,A1,A2,yes,,\n", "a,A1,city,Aktau,,2026-01-01\na,A2,city,Oral,,2026-02-01\n")
    assert of(rolls.a)["A1"].city == "Aktau"


def test_an_identifier_made_of_a_rows_content_is_noted_when_the_row_changes(tables: Tables) -> None:
    plain = "name,country,city\nAlfa,KZ,Oral\nBeta,KZ,Aktau\n"
    [own, _] = [x.external_id for x in tables(roll=plain).a.companies]
    assert own.startswith("gen-")
    rolls = tables(corrections=f"a,{own},city,Astana,,\n", roll=plain)
    assert of(rolls.a)[own].city == "Astana"  # and its identifier is its own still
    rolls = tables(corrections=f"a,{own},city,Astana,,\n", roll=plain.replace("Oral", "Uralsk"))
    [note] = [x for x in rolls.a.notes if x.kind == "key-unknown"]
    assert "changes when the row does" in note.reason


def test_decisions_need_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(ROLL, encoding="utf-8")
    decided = Decided(
        (CompanyPair("A1", "A2"),), (CompanyPair("A6", "A7"),), (Correction("A2", "city", "Oral"),)
    )
    roll = read_roll([path], decided=decided)
    assert (of(roll)["A1"].city, roll.merged, roll.duplicates) == ("Oral", (("A2", "A1"),), ())
    assert read_roll([path], decided=NONE) == read_roll([path])


def test_what_is_said_is_translated(tables: Tables) -> None:
    from svat.wording import wording

    rolls = tables("a,A1,A2,yes,,\na,A1,A99,yes,,\n")
    for language in ("ru", "ko"):
        put = wording(language)
        for note in rolls.a.notes:
            assert put(note.reason) != note.reason, note
    assert say("no column") == "no column"

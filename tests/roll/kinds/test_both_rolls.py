"""A company that is on both rolls is held wherever the law is asked; a namesake and a subsidiary are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from tests.kinds import judge
from tests.law.proof.samples import KEY
from tests.roll.kinds.tables import cases
from tests.tools import data_folder, rules

from svat.candidates.model import Candidate
from svat.law.ground import Law
from svat.law.proof.case import basis_of
from svat.law.proof.document import documents
from svat.law.proof.judge import judge as judge_again
from svat.law.settings import Settings
from svat.roll.look_alikes import on_both
from svat.roll.model import Company
from svat.roll.reader import read_roll
from svat.sides import Sides

ON = date(2026, 11, 16)
Firm = Mapping[str, str]
LEI, OTHER_LEI = "5493001KJTIIGC8Y1R12", "213800D1EI4B9WTWWD28"


def firm(name: str, **said: str) -> Firm:
    return {"name": name, **said}


ONE = {
    "the same name": (firm("Same Company Ltd"), firm("Same Company Ltd")),
    "the same name, another form": (firm("Altyn Ara LLP"), firm("Altyn Ara Co., Ltd.")),
    "in two scripts": (firm("ТОО «Алтын Ара»"), firm("Altyn Ara LLP")),
    "in Hangul and Latin": (firm("㈜한빛무역"), firm("Hanbit Muyeok Co., Ltd.")),
    "half translated": (firm("Hanbit Trading Co., Ltd."), firm("주식회사 한빛무역")),
    "misspelt": (firm("Karatau Phosphorous Trading"), firm("Qaratau Phosphorus Trading")),
    "words the other way round": (firm("Severnyy Veter"), firm("Ветер Северный")),
    "without a space": (firm("AltynTrade"), firm("Altyn Trade")),
    "by a further name": (firm("Golden Road", name_local="Алтын Жол"), firm("Altyn Zhol LLP")),
    "by LEI": (firm("Golden Road", lei=LEI), firm("Алтын Жол", lei=LEI)),
    "by a number of one country": (
        firm("Golden Road", tax_number="990340001234"),
        firm("Алтын Жол", tax_number="990340001234", country="KZ"),
    ),
    "by a number in another column": (
        firm("Altyn LLP", registration_number="990340001234"),
        firm("Altyn Trade House", tax_number="990340001234"),
    ),
    "by a number, the country put in by default": (
        firm("Altyn LLP", tax_number="990 340 001 234"),
        firm("ALTYN", tax_number="990340001234"),
    ),
    "one of them has a number": (
        firm("Altyn Ara LLP", registration_number="990340001234"),
        firm("Altyn Ara"),
    ),
    "in two cities": (firm("Altyn Ara LLP", city="Almaty"), firm("Altyn Ara LLP", city="Seoul")),
    "a branch": (firm("Hanbit Co., Ltd. Kazakhstan Branch"), firm("Hanbit Co., Ltd.")),
    "a representative office": (
        firm("Представительство Hanbit Co., Ltd. в Казахстане"),
        firm("한빛 주식회사"),
    ),
    "a branch in Hangul": (firm("㈜한빛무역"), firm("한빛무역 카자흐스탄지사")),
    "typed in Latin letters that look the same": (firm("ТОО МОСТ"), firm("MOCT")),
    "typed half in Latin letters": (firm("ТОО Роcнано Тех"), firm("Роснано Тех")),
    "typed in Latin letters, beside Cyrillic ones": (firm("MTC Трейд"), firm("МТС Трейд")),
    "without the letters of Kazakh": (firm("ТОО Ұлы Дала"), firm("Улы Дала")),
    "in three scripts": (firm("Сеул Трейдинг"), firm("서울 트레이딩", name_latin="Seul Treyding")),
    "numbers in the name": (firm("Altyn 7 LLP"), firm("Алтын 7")),
}
TWO = {
    "namesakes, each registered at home": (
        firm("Altyn Ara LLP", registration_number="990340001234"),
        firm("Altyn Ara Co., Ltd.", registration_number="110111-1234567"),
    ),
    "namesakes, numbers of two kinds": (
        firm("Altyn Ara LLP", tax_number="990340001234"),
        firm("Altyn Ara LLP", registration_number="110111-1234567"),
    ),
    "namesakes, two LEI": (firm("Altyn Ara", lei=LEI), firm("Altyn Ara", lei=OTHER_LEI)),
    "namesakes of one country, two tax numbers": (
        firm("Altyn Ara", tax_number="990340001234"),
        firm("Altyn Ara", tax_number="150740004321", country="KZ"),
    ),
    "a subsidiary": (firm("Hanbit Kazakhstan LLP"), firm("Hanbit Co., Ltd.")),
    "a subsidiary called Korea": (firm("Hanbit"), firm("Hanbit Korea")),
    "a subsidiary in Hangul": (firm("한빛"), firm("한빛코리아")),
    "a subsidiary with a long name": (
        firm("International Petroleum Equipment Manufacturing"),
        firm("International Petroleum Equipment Manufacturing Korea"),
    ),
    "a subsidiary in another script": (firm("Shymkent Agro Export"), firm("Шымкент Агро Экспорт Корея")),
    "a subsidiary with the same website": (
        firm("Hanbit LLP Central Asia", website="hanbit.example"),
        firm("Hanbit Co., Ltd.", website="hanbit.example"),
    ),
    "two with one mail provider": (
        firm("Altyn Trading House", email="altyn@gmail.com"),
        firm("Altyn Foods", email="foods@gmail.com"),
    ),
    "two of one group": (
        firm("Posco Steel", website="posco.example"), firm("Posco Chem", website="posco.example"),
    ),
    "one number by chance": (firm("Altyn LLP", tax_number="990340001234"), firm("Kumis", tax_number="990340001234")),
    "a short number by chance": (firm("Altyn LLP", tax_number="12345"), firm("Altyn Ara", tax_number="12345")),
    "another number in the name": (firm("Altyn 7 LLP"), firm("Altyn 8 LLP")),
    "another word": (firm("Altyn Trade"), firm("Kumis Trade")),
    "another trade": (firm("Hanbit Electronics"), firm("㈜한빛무역")),
    "another syllable": (firm("삼호전자"), firm("삼화전자")),
    "a word more": (firm("Altyn"), firm("Altyn Ara")),
    "letters that look like another word's": (firm("ТОО Ротор"), firm("Потоп")),
    "letters that look like another word's, parted": (firm("Торг Ротор"), firm("ООО Торг Потоп")),
    "letters that look like another's, beside Latin": (firm("ABC Ротор"), firm("ABC Потоп")),
    "the next letter": (firm("ТОО Тест Б"), firm("Тест В")),
    "the next letter, short": (firm("МТС Б"), firm("МТС В")),
    "another last letter": (firm("ТОО Мост Р"), firm("Мост П")),
    "Hangul of one Latin spelling": (firm("주식회사 인아"), firm("이나")),
    "the branch of another": (firm("Hansol Co., Ltd. Kazakhstan Branch"), firm("Hanbit Co., Ltd.")),
}  # fmt: skip


def pair(case: tuple[Firm, Firm]) -> Sides[Company]:
    a, b = case
    return Sides(
        Company(**{"external_id": "A-1", "country": "KZ", **a}),  # type: ignore[arg-type]
        Company(**{"external_id": "B-1", "country": "KR", **b}),  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def law() -> Law:
    return Law(ON, Settings(("UN",), 30), rules())


def test_one_company_on_both_rolls_is_held(law: Law) -> None:
    def held(case: tuple[Firm, Firm]) -> bool:
        both = pair(case)
        rolls = both.map(lambda company: [company])
        of_pair, of_other = (
            law.verdicts([Candidate("A-1", "B-1", ())], rolls),
            law.verdict_on("KZ", "KR", parties=both),
        )
        (document,) = documents(
            zip([Candidate("A-1", "B-1", ())], of_pair, strict=True),
            law,
            rolls,
            basis_of(law.settings, None),
            KEY,
        )
        again = judge_again(document.case, None, rules())
        found = [
            [f for f in verdict.findings if f.rule == "SAME-COMPANY"]
            for verdict in (*of_pair, of_other, again)
        ]
        assert found[0] == found[1] == found[2]
        assert of_pair[0] == document.verdict == again
        assert all(f.effect == "review" and f.decide.startswith("Are they one company?") for f in found[0])
        return bool(found[0])

    judge("one company on both rolls", cases(ONE, TWO), held)


def test_the_answer_does_not_depend_on_the_rest_of_the_rolls(law: Law) -> None:
    pairs = [pair(case) for case in (*ONE.values(), *TWO.values())]
    named = [
        Sides(replace(x.a, external_id=f"A{k}"), replace(x.b, external_id=f"B{k}"))
        for k, x in enumerate(pairs)
    ]
    rolls = Sides([x.a for x in named], [x.b for x in named])
    candidates = [Candidate(x.a.external_id, x.b.external_id, ()) for x in named]
    together = law.verdicts(candidates, rolls)
    for candidate, verdict, alone in zip(candidates, together, named, strict=True):
        assert law.verdicts([candidate], alone.map(lambda company: [company]))[0] == verdict


IDS = {
    "unseen": ("B1", "B1\u200b"), "right to left": ("B1", "B\u202e1"), "Cyrillic": ("A-1", "А-1"),
    "Greek": ("B-1", "Β-1"), "full width": ("B-1", "Ｂ-1"), "case": ("kz-1", "KZ-1"), "space": ("KZ 1", "KZ1"),
    "a dash": ("KZ-1", "KZ–1"), "zero and O": ("K0-7", "KO-7"), "one and l": ("K-1", "K-l"),
    "one and I": ("K-I", "K-1"), "no-break space": ("KZ\u00a01", "KZ 1"),
}  # fmt: skip
OTHER_IDS = {
    "next number": ("B1", "B2"), "a zero more": ("B1", "B10"), "other side": ("A-1", "B-1"), "dash": ("A-1", "A1"),
    "Cyrillic": ("Ж-1", "X-1"), "two": ("Z-2", "Z-7"), "digits": ("112", "121"), "hangul": ("가-1", "나-1"),
    "length": ("K-1", "K-11"), "letters": ("KZ-1", "KR-1"),
}  # fmt: skip


def test_identifiers_that_look_alike_on_two_rolls() -> None:
    def noted(ids: tuple[str, str]) -> bool:
        a, b = ids
        lines = on_both(Sides([Company(a, "Alfa", "KZ")], [Company(b, "Daon", "KR")]))
        assert all("look alike" in line for line in lines)
        return bool(lines)

    judge("identifiers that look alike", cases(IDS, OTHER_IDS), noted)


def test_one_identifier_for_two_companies_of_both_rolls_is_said() -> None:
    (line,) = on_both(Sides([Company("A1", "Alfa", "KZ")], [Company("A1", "Daon", "KR")]))
    assert "A1" in line
    assert on_both(Sides([Company("A1", "Alfa", "KZ")], [Company("A1", "Alfa", "KZ")])) == []


def test_a_domain_of_their_own_is_asked_about_and_a_provider_is_not() -> None:
    def said(domain: str) -> list[str]:
        a = Company("1", "Altyn Ara LLP", "KZ", email=f"info@{domain}")
        return on_both(
            Sides([a], [Company("2", "Altyn Ara Trading", "KR", website=f"https://www.{domain}/")])
        )

    (line,) = said("altyn-ara.example")
    assert "the same domain altyn-ara.example" in line
    for provider in (
        "gmail.com",
        "mail.ru",
        "naver.com",
        "yandex.kz",
        "yahoo.co.kr",
        "blog.naver.com",
        "163.com",
    ):
        assert said(provider) == [], provider


def test_the_cases_of_both_rolls(law: Law) -> None:
    folder = data_folder().parent / "cases/rolls"
    if not folder.is_dir():
        pytest.skip("needs the folder of cases beside the data")
    rolls = Sides("self_a.csv", "self_b.csv").map(lambda name: read_roll([folder / name]))
    companies = rolls.map(lambda roll: roll.companies)
    assert [len(side) for side in companies] == [4, 6]
    candidates = [Candidate(a.external_id, b.external_id, ()) for a in companies.a for b in companies.b]
    held = [
        (candidate.a, candidate.b)
        for candidate, verdict in zip(candidates, law.verdicts(candidates, companies), strict=True)
        if any(f.rule == "SAME-COMPANY" for f in verdict.findings)
    ]
    assert held == [("X1", "X1")]
    assert {note.kind for note in rolls.b.notes} == {"no-identity", "look-alike"}
    assert any("A1" in line for line in on_both(companies))


def test_no_false_alarm_on_the_real_rolls(law: Law) -> None:
    folder = data_folder() / "rolls"
    rolls = Sides("kz.csv", "kr.xlsx").map(lambda name: read_roll([folder / name]).companies)
    assert on_both(rolls) == []
    candidates = [Candidate(a.external_id, b.external_id, ()) for a, b in zip(rolls.a, rolls.b, strict=True)]
    assert not any(f.rule == "SAME-COMPANY" for v in law.verdicts(candidates, rolls) for f in v.findings)

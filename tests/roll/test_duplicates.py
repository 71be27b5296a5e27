"""Likely duplicates: who is asked about, who is not, and that neither order nor size misleads."""

from __future__ import annotations

import random

import pytest

from svat.roll import duplicates, likeness
from svat.roll.duplicates import likely_duplicates
from svat.roll.model import Company


def company(number: int, name: str, **fields: str) -> Company:
    return Company(f"{number:05}", name, fields.pop("country", "KZ"), **fields)  # type: ignore[arg-type]


SAME = [
    ("ТОО «Алтын Трейд»", "Altyn Trade LLP"),
    ("Altyn Trade 7", "Алтын Трейд 7"),
    ("Казах Астык", "Kazak Astyk"),
    ("Zhetysu Astyk", "Жетысу Астық"),
    ("ООО Северный Ветер", "Severny Weter"),
    ("Veter Severnyy", "Северный ветер"),
    ("Shymkent Agro Export", "Шымкент Агро Экспорт"),
    ("Алмaты Строй", "Алматы Строй"),  # a Latin letter among Cyrillic ones
    ("AltynTrade", "Altyn Trade"),
    ("Hanbit Trading", "Hanbit Tradng"),
    ("삼호전자", "Samhojeonja"),
    ("대한테크", "Daehan Tech"),
    ("㈜한빛무역", "Hanbit Muyeok"),
    ("㈜한빛무역", "Hanbit Trading Co., Ltd."),
    ("주식회사 푸른다리전자", "Pureundari Electronics"),
    ("ТОО Отрар Хим", "Otrar Chemicals LLP"),
]
DIFFERENT = [
    ("Altyn Trade 000", "Altyn Trade 001"),
    ("Altyn Trade", "Altyn Trade 001"),
    ("Altyn Trade", "Altyn Trans"),
    ("Altyn", "Altyn Trade"),
    ("Altyn Trade", "Kumis Trade"),
    ("Almaty Agro", "Almaty Auto"),
    ("Samho Electronics", "Samsu Electronics"),
    ("ABC Steel", "ABD Steel"),
    ("Alpha A", "Alpha B"),
    ("North Steel", "South Steel"),
    ("Астана Мука", "Астана Мрия"),
    ("대한전자", "대한전기"),
    ("삼호전자", "삼화전자"),
    ("한빛무역", "Hansol Trading"),
    ("한빛무역", "Hanbit Electronics"),
    ("Отрар Хим", "Orda Chem"),
    ("Boreumari International", "Bomnaeari International"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_the_same_company_in_other_letters_is_asked_about(a: str, b: str) -> None:
    (found,) = likely_duplicates([company(1, a), company(2, b)])
    assert (found.first, found.second) == ("00001", "00002")
    assert likeness.THRESHOLD <= found.score <= 1


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_other_companies_are_not(a: str, b: str) -> None:
    assert likely_duplicates([company(1, a), company(2, b)]) == ()


def test_any_name_of_a_company_counts() -> None:
    rolls = [company(1, "Golden Road", name_local="Алтын Жол"), company(2, "Altyn Zhol LLP")]
    assert len(likely_duplicates(rolls)) == 1


@pytest.mark.parametrize(
    ("field", "value", "other"),
    [
        ("tax_number", "123 456 789", "123456789"),
        ("registration_number", "AB-1234", "ab1234"),
        ("lei", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"),
    ],
)
def test_a_shared_identifier_is_enough(field: str, value: str, other: str) -> None:
    (found,) = likely_duplicates(
        [company(1, "Alfa", **{field: value}), company(2, "Omega", **{field: other})]
    )
    assert found.score >= 0.95
    assert "the same" in found.reason


def test_placeholders_and_other_countries_numbers_are_no_identifiers() -> None:
    for a, b in (
        (company(1, "Alfa", tax_number="0000000000"), company(2, "Omega", tax_number="0000000000")),
        (company(1, "Alfa", tax_number="123456"), company(2, "Omega", tax_number="123456", country="KR")),
    ):
        assert likely_duplicates([a, b]) == ()


def test_a_shared_domain_needs_names_alike() -> None:
    site = {"website": "https://www.altyn.example/about"}
    near = company(1, "Altyn Trading House", **site), company(2, "Altyn Trade", email="info@altyn.example")
    assert "altyn.example" in likely_duplicates(near)[0].reason
    assert likely_duplicates([company(1, "Altyn Trading House"), company(2, "Altyn Trade")]) == ()
    assert likely_duplicates([company(1, "Kumis", **site), company(2, "Beren Agro", **site)]) == ()


def test_a_mail_provider_is_no_shared_domain() -> None:
    many = [
        company(k, name, email=f"{k}@mail.example")
        for k, name in enumerate(("Altyn Bir", "Altyn Eki", "Altyn Bes", "Altyn On"))
    ]
    assert likely_duplicates(many) == ()


def test_the_answer_does_not_depend_on_row_order() -> None:
    rows = [company(k, name) for k, name in enumerate(name for pair in SAME + DIFFERENT for name in pair)]
    expected = likely_duplicates(rows)
    assert len(expected) >= len(SAME)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert likely_duplicates(rows) == expected
    assert list(expected) == sorted(expected, key=lambda d: (-d.score, d.first, d.second))


def test_large_rolls_of_like_names_are_neither_flooded_nor_compared_each_with_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ("Altyn", "Beren", "Kumis", "Zhetysu", "Saryarka", "Tulpar", "Nomad", "Shanyrak")
    kinds = ("Trade", "Agro", "Stroy", "Logistics", "Export")
    rows = [company(k, f"{words[k % 8]} {kinds[k % 5]} {k:05}") for k in range(3000)]
    rows += [
        company(10_000 + k, f"{words[k % 8]} {kinds[k % 5]} Group {chr(97 + k % 26) * 4}")
        for k in range(2000)
    ]
    calls = 0
    real = likeness.likeness

    def counted(a: likeness.Name, b: likeness.Name) -> float:
        nonlocal calls
        calls += 1
        return real(a, b)

    monkeypatch.setattr(duplicates, "_likeness", counted)
    found = likely_duplicates(rows)
    assert calls < 30 * len(rows)
    numbered = [d for d in found if d.first < "10000"]
    assert numbered == []


def test_a_typo_is_found_among_many() -> None:
    rows = [company(k, f"Company {k:04} {chr(97 + k % 26)}{chr(97 + k // 26 % 26)}nomad") for k in range(500)]
    rows += [company(9001, "Qaratau Phosphorus Trading"), company(9002, "Karatau Phosphorous Trading")]
    assert [(d.first, d.second) for d in likely_duplicates(rows)] == [("09001", "09002")]

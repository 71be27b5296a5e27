"""Hangul: persons as press and passports write them in Latin letters; organisations listed in translation."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge
from tests.law.names.kinds.asked import found

from svat.law.names.korean import as_written, korean, surnames

# Invented persons, each as a newspaper, a passport or a list may write them.
PERSONS = (
    ("정석우", "CHUNG, Suk Woo"), ("정석우", "Jung Seok-woo"), ("노우석", "ROH, Woo Suk"), ("노우석", "Noh Woo Seok"),
    ("우상철", "WOO, Sang Chul"), ("이영현", "Rhee Young Hyun"), ("이영현", "RI, Yong Hyon"),
    ("박경수", "Park Kyung-soo"),
    ("박경수", "PAK, Kyong Su"), ("최성준", "CHOI Sung Joon"), ("최성준", "CHOE, Song Jun"),
    ("허정은", "Hur Jung Eun"),
    ("서명훈", "Suh Myung-hoon"), ("서명훈", "SO, Myong Hun"), ("백승철", "Paik Seung Chul"),
    ("임철현", "Yim Chul-hyun"),
    ("림철현", "LIM Cheol Hyeon"), ("유용수", "Ryu Yong Su"), ("류룡수", "Yoo Yong-soo"),
    ("조병욱", "CHO Byung Wook"),
    ("전형석", "Chun Hyung Suk"), ("강근혁", "KANG, Kun Hyok"), ("강근혁", "Kang Keun-hyuk"),
    ("신희정", "Shin Hee Jung"),
    ("심재원", "Shim Jae Won"), ("황보석철", "Hwangbo Suk Chul"), ("안선영", "Sun-young Ahn"),
    ("문준호", "Moon Joon-ho"),
    ("배종민", "Pae Jong Min"), ("엄태웅", "Uhm Tae Woong"), ("오진우", "Oh Jin Woo"), ("선우정아", "Sunwoo Jung-ah"),
    ("천은희", "Chun Eun Hee"), ("석주명", "Suk Joo Myung"), ("곽원갑", "Kwak Won Kap"), ("양혜란", "RYANG, Hye Ran"),
    ("현경애", "Hyun Kyung Ai"), ("염기훈", "Yeom Ki-hun"), ("변은택", "Byun Eun Taek"), ("손현우", "Sohn Hyun-woo"),
    ("구자욱", "Koo Ja Wook"), ("정 석우", "Chung Suk Woo"), ("鄭成哲", "CHONG, Song Chol"),
)  # fmt: skip
OTHERS = (
    ("정석우", "CHUNG, Suk Min"), ("노우석", "ROH, Tae Suk"), ("우상철", "WOO, Sang Ho"),
    ("박경수", "Park Kyung-min"),
    ("최성준", "CHOI Sung Ho"), ("서명훈", "Suh Min-ho"), ("백승철", "Paik Nam Jun"), ("조병욱", "CHO Nam Wook"),
    ("강근혁", "KANG, Nam Hyok"), ("안선영", "Ahn Min-jae"), ("문준호", "Moon Tae-sik"), ("오진우", "Oh Se Hun"),
    ("석주명", "Suk Ho Pil"), ("이영현", "Rhee Sang Chul"), ("정석우", "Jacobs, Stewart"), ("허정은", "HURST, Jane"),
)  # fmt: skip
COMPANIES = (
    ("고려수산설비무역회사", "KORYO FISHERIES EQUIPMENT TRADING CORPORATION"),
    ("한국전력장비공사", "KOREA ELECTRIC POWER EQUIPMENT CORPORATION"),
    ("은빛합작은행", "EUNBIT JOINT BANK"), ("동양정밀기계공업", "ORIENTAL PRECISION MACHINERY INDUSTRY"),
    ("고려선박주식회사", "KORYO SHIPPING CO LTD"),
    ("평양국제해운", "PYONGYANG INTERNATIONAL SHIPPING"), ("조선석탄수출회사", "KOREA COAL EXPORT COMPANY"),
    ("중앙과학원", "CENTRAL ACADEMY OF SCIENCES"),
    ("은빛창작사", "EUNBIT ART STUDIO"), ("한빛반도체기술", "HANBIT SEMICONDUCTOR TECHNOLOGY"),
    ("대외경제협력위원회", "EXTERNAL ECONOMIC COOPERATION COMMITTEE"),
)  # fmt: skip


def test_persons_as_press_and_passports_write_them() -> None:
    cases = [Case(f"{hangul} for {latin}", (latin, hangul), caught=True) for hangul, latin in PERSONS]
    cases += [
        Case(f"{latin} for {hangul}", (hangul, latin), caught=True)
        for hangul, latin in PERSONS
        if hangul > "가" and " " not in hangul
    ]
    cases += [Case(f"{hangul} for {latin}", (latin, hangul), caught=False) for hangul, latin in OTHERS]
    cases += [Case(f"{latin} for {hangul}", (hangul, latin), caught=False) for hangul, latin in OTHERS]
    judge(
        "Hangul against press and passports",
        cases,
        lambda case: found(*case, kind="person", of="person") is not None,
    )


def test_organisations_listed_in_translation() -> None:
    cases = [Case(name, (listed, name), caught=True) for name, listed in COMPANIES]
    names = [name for name, _ in COMPANIES]
    turned = zip(names[3:] + names[:3], (listed for _, listed in COMPANIES), strict=True)
    cases += [Case(f"{name} for {listed}", (listed, name), caught=False) for name, listed in turned]
    judge("a Hangul organisation listed in translation", cases, lambda case: found(*case) is not None)


@pytest.mark.parametrize("hangul", sorted(surnames()))
def test_surname_is_written_as_the_table_says(hangul: str) -> None:
    ways = as_written(f"{hangul}민호") or as_written(f"{hangul}호")
    for latin in surnames()[hangul]:
        assert korean(f"{latin}minho") in ways or korean(f"{latin}ho") in ways


def test_no_name_of_a_person_has_many_ways() -> None:
    assert as_written("한빛무역상사") == as_written("민") == as_written("Kim") == as_written("힣민호") == ()
    assert max(len(as_written(f"{surname}영의")) for surname in surnames()) <= 200

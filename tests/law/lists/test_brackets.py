"""Brackets inside a listed name: it whole, without them, and what they hold where that is a name of its own."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge
from tests.law.listfiles import VERSION
from tests.law.reallists import lists

from svat.law.lists.model import Entry, ListedName, ListSet
from svat.law.lists.name_fields import names_in, names_of
from svat.law.model import Party
from svat.law.screening.screener import Screener

HELD = (
    # a field, and a name that it holds
    ("ООО «Зурбалан» (Zurbalan LLC)", "Zurbalan LLC"), ("ООО «Зурбалан» (Zurbalan LLC)", "ООО «Зурбалан»"),
    ("Zurbalan LLC (ООО «Зурбалан»)", "ООО «Зурбалан"), ("波朗德贸易 (Bolangde Trading)", "Bolangde Trading"),
    ("波朗德贸易 (Bolangde Trading)", "波朗德贸易"), ("Bolangde Trading (波朗德贸易)", "波朗德贸易"),
    ("شركة النور (Al Noor Zurbal)", "Al Noor Zurbal"), ("Al Noor Zurbal (شركة النور)", "شركة النور"),
    ("김철우 (KIM Chol U)", "김철우"), ("김철우 (KIM Chol U)", "KIM Chol U"), ("KIM CHOL U (金哲宇)", "金哲宇"),
    ("Зурбалан (aka Тазимар)", "Тазимар"), ("ZURBALAN (a.k.a. TAZIMAR TRADING)", "TAZIMAR TRADING"),
    ("ZURBALAN (f.k.a. TAZIMAR; OLDENAME)", "OLDENAME"), ("ZURBALAN (f.k.a. TAZIMAR; OLDENAME)", "TAZIMAR"),
    ("ZURBALAN (formerly known as TAZIMAR)", "TAZIMAR"), ("ZURBALAN [n.k.a. TAZIMAR]", "TAZIMAR"),
    ("Зурбалан (бывш. ООО «Тазимар»)", "ООО «Тазимар"), ("Зурбалан (ранее — Тазимар)", "Тазимар"),
    ("波朗德贸易（曾用名：华泰实业）", "华泰实业"), ("주식회사 하르마탄 (구 은빛무역)", "은빛무역"),
    ("Зурбалан (она же Тазимар)", "Тазимар"), ("ZURBALAN (d/b/a TAZIMAR)", "TAZIMAR"),
    ("Sviat (original script: Свят)", "Свят"), ("Sviat (original script: Свят)", "Sviat"),
    ("حسن زربلان (Hasan Zurbalan; Hassan Zurbalan)", "Hassan Zurbalan"), ("A; ZURBALAN (TAZ)", "ZURBALAN"),
    ("حسن زربلان (Hasan Zurbalan; Hassan Zurbalan)", "حسن زربلان"), ("Зурбалан (Zurbalan), ООО", "Зурбалан, ООО"),
    ("Katiba Zurbal (كتيبة زربلان - sub-unit name)", "كتيبة زربلان"), ("Зурбалан ((Zurbalan))", "Zurbalan"),
    ("華信船務(香港)有限公司", "華信船務 有限公司"), ("შპს ჰარმატანი (Harmattan Ltd)", "Harmattan Ltd"),
)  # fmt: skip
NOT_HELD = (
    # a field, and what is no name of it
    ("華信船務(香港)有限公司", "香港"), ("华信船务（香港）有限公司", "香港"), ("HUAXIN SHIPPING (香港) LTD", "香港"),
    ("Зурбалан (Hong Kong)", "Hong Kong"), ("ООО «Зурбалан» (Москва)", "Москва"), ("하르마탄(서울)", "서울"),
    ("شركة النور (دبي)", "دبي"), ("شركة النور (Dubai)", "Dubai"), ("Зурбалан (LLC)", "LLC"),
    ("Zurbalan (ООО)", "ООО"),
    ("Зурбалан (Co., Ltd.)", "Co., Ltd"), ("波朗德贸易 (Limited)", "Limited"),
    ("Зурбалан (Republic of Korea)", "Republic of Korea"),
    ("Zurbalan (Республика Казахстан)", "Республика Казахстан"), ("شركة النور (ذ.م.م)", "ذ.م.م"),
    ("Зурбалан (HK)", "HK"), ("Зурбалан (Dubai branch)", "Dubai branch"), ("ZURBALAN BUREAU (ZB)", "ZB"),
    ("ZURBALAN TRADING (TAZIMAR WORKS)", "TAZIMAR WORKS"), ("Зурбалан (завод в Тазимаре)", "завод в Тазимаре"),
    ("HASAN ZURBALAN (previously listed as)", "listed as"), ("Зурбалан (China, Hong Kong)", "China, Hong Kong"),
    ("Zurbalan (филиал)", "филиал"), ("华信(集团)公司", "集团"), ("하르마탄 (Korea)", "Korea"),
    ("ZURBALAN; LLC", "LLC"),
    ("حسن زربلان (Hasan Zurbalan; Hassan Zurbalan)", "Hassan Zurbalan)"), ("Zurbalan (平壤)", "平壤"),
)  # fmt: skip


def test_what_a_field_holds() -> None:
    cases = [Case(f"{field}: {name}", (field, name), caught=True) for field, name in HELD]
    cases += [Case(f"{field}: {name}", (field, name), caught=False) for field, name in NOT_HELD]
    judge("brackets inside a listed name", cases, lambda case: case[1] in names_in(case[0]))


@pytest.mark.parametrize("field", sorted({field for field, _ in (*HELD, *NOT_HELD) if ";" not in field}))
def test_the_whole_is_always_kept(field: str) -> None:
    assert field in names_in(field)
    assert field in names_of(field)


@pytest.mark.parametrize("field", ["TOO «A (B", "(", ")", "()", "( )", "(BLB)", ";", "A; ", "【】", "a)(b"])
def test_a_broken_field_is_a_name(field: str) -> None:
    assert all(names_in(field))
    assert all(names_of(field))


def test_typed_as_listed_is_found_and_its_place_alone_is_not() -> None:
    fields = sorted({field for field, _ in HELD})
    entries = tuple(
        Entry(str(n), "OFAC", "unknown", tuple(map(ListedName, names_in(field))), VERSION)
        for n, field in enumerate(fields)
    )
    screener = Screener(ListSet(VERSION, (), entries))

    def entry_of(case: tuple[str, str]) -> bool:
        (hits,) = screener.screen([Party("p", (case[1],), "unknown")])
        return case[0] in {h.entry_id for h in hits}

    cases = [Case(field, (str(n), field), caught=True) for n, field in enumerate(fields)]
    places = (
        "香港",
        "Hong Kong",
        "Москва",
        "서울",
        "دبي",
        "LLC",
        "ООО",
        "有限公司",
        "Dubai branch",
        "ذ.م.م",
        "Limited",
    )
    cases += [
        Case(f"{place} for {field}", (str(n), place), caught=False)
        for place in places
        for n, field in enumerate(fields[:3])
    ]
    judge("a listed name with brackets, typed as listed", cases, entry_of)


def test_real_names_with_brackets_are_found_as_they_are_listed() -> None:
    listed = lists()
    named = [(e, n.text) for e in listed.entries for n in e.names if any(c in "(（[" for c in n.text)]
    screener = Screener(ListSet(listed.on, (), listed.entries))
    kinds = {"person": "person", "organisation": "organisation"}
    parties = [Party(str(k), (name,), kinds.get(e.kind, "unknown")) for k, (e, name) in enumerate(named)]  # type: ignore[arg-type]
    missed = [
        name
        for (e, name), hits in zip(named, screener.screen(parties), strict=True)
        if e.kind != "vessel" and (e.publisher, e.id) not in {(h.publisher, h.entry_id) for h in hits}
    ]
    assert len(named) > 100
    assert not missed

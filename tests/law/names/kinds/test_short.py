"""Business words cut short, ordinals in digits, and Chinese names as Hong Kong and the old books spell them."""

from __future__ import annotations

from tests.kinds import Case, judge
from tests.law.names.kinds.asked import barred, found

SHORT = (
    # listed, asked about
    ("ZURBALAN INTERNATIONAL TRADING", "Zurbalan Intl Trading"), ("ZURBALAN INTERNATIONAL", "Zurbalan Int'l"),
    ("ZURBALAN COMMERCIAL GROUP", "Zurbalan Comm Grp"), ("ZURBALAN TECHNOLOGY SERVICES", "Zurbalan Tech Srvces"),
    ("ZURBALAN TECHNOLOGIES", "Zurbalan Techs"), ("ZURBALAN SERVICES", "Zurbalan Svcs"),
    ("ZURBALAN COMPANY LIMITED", "Zurbalan Comp Ltd"), ("ZURBALAN TELECOMMUNICATIONS", "Zurbalan Telecom"),
    ("ZURBALAN ENGINEERING", "Zurbalan Engg"), ("ZURBALAN MANUFACTURING", "Zurbalan Mfg"),
    ("ZURBALAN INDUSTRIES", "Zurbalan Inds"), ("ZURBALAN DEVELOPMENT BANK", "Zurbalan Devt Bk"),
    ("ZURBALAN CONSTRUCTION", "Zurbalan Constr."), ("ZURBALAN ENTERPRISES", "Zurbalan Entpr"),
    ("ZURBALAN SHIPPING LINES", "Zurbalan Shpg Lines"), ("ZURBALAN TRANSPORT", "Zurbalan Transp"),
    ("ZURBALAN HOLDINGS", "Zurbalan Hldgs"), ("ZURBALAN INVESTMENT", "Zurbalan Invt"),
    ("ZURBALAN MANAGEMENT", "Zurbalan Mgmt"), ("ZURBALAN ASSOCIATION", "Zurbalan Assn"),
    ("ZURBALAN BROTHERS", "Zurbalan Bros."), ("ZURBALAN NATIONAL BANK", "Zurbalan Natl Bank"),
    ("ZURBALAN GENERAL TRADING", "Zurbalan Gen Trdg"), ("ZURBALAN INTL TRDG", "Zurbalan International Trading"),
    ("ZURBALAN MFG", "Zurbalan Manufacturing"), ("ZURBALAN FIRST BANK", "Zurbalan 1st Bank"),
    ("2ND ZURBALAN ACADEMY", "Second Zurbalan Academy"), ("THIRD ZURBALAN BUREAU", "3rd Zurbalan Bureau"),
    ("МЕЖДУНАРОДНЫЙ ЗУРБАЛАН", "Зурбалан Межд."), ("ЗУРБАЛАН ПРОМЫШЛЕННАЯ ГРУППА", "Зурбалан пром. группа"),
    ("ЗУРБАЛАН ТЕХНОЛОГИИ", "Зурбалан техн."), ("ZURBALAN DEPARTMENT OF DEFENSE", "Zurbalan Dept of Defence"),
    ("ZURBALAN INFORMATION SYSTEMS", "Zurbalan Info Sys"), ("ZURBALAN IMPORT EXPORT", "Zurbalan Imp-Exp"),
)  # fmt: skip
OTHER_WORDS = (
    ("KESTREL INTERNATIONAL", "Zurbalan Intl"), ("ZURBALAN COMMERCIAL", "Kestrel Comm"),
    ("ZURBALAN SHIPPING", "Zuleika Shpg"),
    ("FIRST ZURBALAN FACTORY", "1st Kestrel Factory"), ("2ND KESTREL ACADEMY", "Second Zurbalan Academy"),
    ("INTERNATIONAL TRADING", "Zurbalan Intl Trdg"), ("ЗУРБАЛАН ТЕХНОЛОГИИ", "Тазимар техн."),
    ("TECH SERVICES", "Zurbalan Techn Svcs"),
    ("KESTREL NATIONAL BANK", "Zurbalan Natl Bank"), ("ZURBALAN MANUFACTURING", "Kestrel Mfg"),
    ("GROUP HOLDINGS", "Zurbalan Grp Hldgs"),
)  # fmt: skip
SURE = (
    ("ZURBALAN MANUFACTURING", "Zurbalan Mfg"),
    ("ZURBALAN INTERNATIONAL", "Zurbalan Intl"),
    ("ZURBALAN GROUP", "Zurbalan Grp"),
)
UNSURE = (
    ("ZURBALAN COMMITTEE", "Zurbalan Comm"),
    ("ZURBALAN MINISTRY", "Zurbalan Min"),
    ("ZURBALAN COMMERCIAL", "Zurbalan Comm"),
)

CHINESE = (
    ("陳偉明", "CHAN Wai Ming"), ("黃家輝", "WONG Ka Fai"), ("張國榮", "Cheung Kwok Wing"),
    ("梁志強", "LEUNG, Chi Keung"),
    ("鄧美玲", "TANG Mei Ling"), ("吳德華", "NG Tak Wah"), ("謝學友", "TSE Hok Yau"),
    ("歐陽詠儀", "AU YEUNG Wing Yi"),
    ("陈伟明", "Chan Wai-ming"), ("麥兆輝", "MAK Siu Fai"), ("劉鑾雄", "LAU Luen Hung"),
    ("蔣國平", "CHIANG Kuo-ping"),
    ("謝志偉", "HSIEH Chih-wei"), ("曾慶紅", "TSENG Ch'ing-hung"), ("郭泰源", "KUO Tai-yuan"),
    ("周恩平", "CHOU En-p'ing"),
)  # fmt: skip
OTHER_CHINESE = (
    ("陳偉明", "CHAN Ka Fai"), ("黃家輝", "WONG Wai Ming"), ("張國榮", "Cheung Tak Wah"),
    ("梁志強", "LEUNG, Mei Ling"),
    ("鄧美玲", "TANG Chi Keung"), ("吳德華", "NG Hok Yau"), ("謝志偉", "HSIEH Ching-hung"),
    ("曾慶紅", "TSENG Tai-yuan"),
    ("郭泰源", "KUO Chih-wei"), ("陳偉明", "CHANDLER, William"), ("麥兆輝", "MACKAY, Sue Faye"),
)  # fmt: skip


def test_business_words_cut_short() -> None:
    cases = [Case(f"{listed} / {name}", (listed, name), caught=True) for listed, name in SHORT]
    cases += [Case(f"{listed} / {name}", (listed, name), caught=False) for listed, name in OTHER_WORDS]
    judge("business words cut short, ordinals", cases, lambda case: found(*case) is not None)
    assert all(barred(listed, name) for listed, name in SURE)
    assert not any(barred(listed, name) for listed, name in UNSURE)
    assert all(found(listed, name) for listed, name in UNSURE)


def test_chinese_names_as_hong_kong_and_the_old_books_spell_them() -> None:
    cases = [Case(f"{han} for {latin}", (latin, han), caught=True) for han, latin in CHINESE]
    cases += [Case(f"{latin} for {han}", (han, latin), caught=True) for han, latin in CHINESE]
    cases += [Case(f"{han} for {latin}", (latin, han), caught=False) for han, latin in OTHER_CHINESE]
    judge(
        "Cantonese, Wade and Giles",
        cases,
        lambda case: found(*case, kind="person", of="person") is not None,
    )

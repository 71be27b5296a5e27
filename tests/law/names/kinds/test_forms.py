"""Legal forms: a brand of one word is found in whatever form a registry or an office writes it; others are not."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge
from tests.law.names.kinds.asked import barred, found
from tests.law.reallists import lists, screener

from svat.law.model import Party
from svat.text.folding import core, fold, legal_classes
from svat.text.legal_forms import legal_forms

# As registries and offices of some sixty countries write them; signs of trade and branches at the edge with them.
FORMS = (
    "{} TOO", "ТОО «{}»", "{} ТОО", "TOO {}", "{} Sp. z o.o.", "{} Sp.z o.o.", "{} sp. z o. o.",
    "{} spółka z o.o.", "{} S.à r.l.", "{} S.à.r.l.", "{} SARL", "{} spol. s r.o.", "{}, spol. s r. o.",
    "{} s.r.o.", "{} TOV", "TOV {}", "ТОВ «{}»", "{} ТОВ", "СП ООО «{}»", "ООО СП {}", "СП {} ООО",
    "{} S.A. de C.V.", "{}, S.A. DE C.V.", "{} SA de CV", "{} S. de R.L. de C.V.", "{} SAPI de CV",
    "{} L.L.C-FZ", "{} L.L.C - FZ", "{} FZ-LLC", "{} FZ LLC", "{} FZE", "{} FZCO", "{} DMCC", "{} DWC-LLC",
    "{} GmbH & Co. KG", "{} GmbH & Co KG", "{} GmbH u. Co. KG", "{} GmbH", "{} G.m.b.H.", "{} AG & Co. KGaA",
    "{} KGaA", "{} UG (haftungsbeschränkt)", "{} d.o.o.", "{} D.O.O.", "{} d.o.o", "{} d.d.", "{} a.d.",
    "{} j.d.o.o.", "{} a.s.", "{}, a. s.", "{} A.Ş.", "{} A.S.", "{} Ltd. Şti.", "{} Ltd.Şti.",
    "{} Limited Şirketi", "{} Anonim Şirketi", "{} San. ve Tic. A.Ş.", "{} Sanayi ve Ticaret Limited Şirketi",
    "{} MChJ", "{} MCHJ", "\"{}\" mas'uliyati cheklangan jamiyati", "{} XK", "{} AJ", "{} МЧЖ", "ОсОО «{}»",
    "OsOO {}", "{} OsOO", "ШЖҚ РМК «{}»", "«{}» ШЖҚ РМК", "РГП на ПХВ «{}»", "ГКП на ПХВ «{}»", "«{}» ЖШС",
    "ЖШС «{}»", "{} JShS", "{} АҚ", "SIA {}", "SIA \"{}\"", "{} SIA", "UAB {}", "UAB \"{}\"", "{}, UAB",
    "OÜ {}", "{} OÜ", "AS {}", "{} AS", "შპს {}", "შპს „{}“", "{} შპს", "სს {}", "Shps {}", "«{}» ՍՊԸ",
    "{} ՍՊԸ", "{} ՓԲԸ", "«{}» LLC", "{} SPY", "주식회사 {}", "{} 주식회사", "㈜{}", "(주){}", "{}㈜", "{}(주)",
    "유한회사 {}",
    "({}) 유한회사", "{} 有限公司", "{}有限公司", "{}有限责任公司", "{}股份有限公司", "株式会社{}",
    "{}株式会社", "㈱{}", "(株){}", "PT {} Tbk",
    "PT. {}", "PT {} (Persero) Tbk", "{} Sdn Bhd", "{} Sdn. Bhd.", "{} SDN BHD", "{} Berhad", "{} Bhd.",
    "{} W.L.L.", "{} WLL", "{} B.S.C. (c)", "{} Pvt. Ltd.", "{} Pvt Ltd", "{} (Pvt) Ltd",
    "{} (Private) Limited", "{} Private Limited", "{} Pte. Ltd.", "{} Pty Ltd", "{} (Pty) Ltd",
    "{} Proprietary Limited", "Công ty TNHH {}", "CÔNG TY TNHH MTV {}", "Công ty Cổ phần {}", "CTCP {}",
    "Cong ty TNHH {}", "{} JSC", "{} Co., Ltd", "{} Co.,Ltd.", "{} Company Limited", "IP {}", "ИП {}", "{} ИП",
    "ЧП «{}»", "ЧП {}", "Представительство {}", "Представительство компании {}",
    "Представительство фирмы «{}» в РК", "Филиал {}", "Филиал ООО «{}»",
    "Филиал компании {} в Республике Казахстан", "Филиал АО {}", "{} Branch", "{} Representative Office",
    "Representative Office of {}", "Branch of {}", "{} (филиал)", "{} LLP", "{} L.L.P.", "{} Kft.", "{} Zrt.",
    "{} Nyrt", "{} Bt.", "{} SRL", "{} S.R.L.", "SC {} SRL", "S.C. {} S.R.L.", "{} S.A.", "{} SpA",
    "{} S.p.A.", "{} S.r.l.s.", "{} S.a.s.", "{} SNC", "{} S.L.", "{} S.L.U.", "{} S.L.L.", "{} SAU",
    "{} Lda.", "{}, Lda", "{} Ltda.", "{} Ltda ME", "{} EIRELI", "{} S/A", "{} ApS", "{} A/S", "{} IVS",
    "{} Oy", "{} Oyj", "{} Ab", "{} AB (publ)", "{} ASA", "{} ehf.", "{} hf.", "{} B.V.", "{} N.V.", "{} BVBA",
    "{} V.O.F.", "{} CVBA", "{} EOOD", "{} ЕООД", "{} OOD", "{} АД", "{} ЕАД", "{} Ε.Π.Ε.", "{} ΕΠΕ",
    "{} A.E.", "{} Α.Ε.", "{} I.K.E.", "{} M.I.K.E.", "{} sh.p.k.", "{} Sh.A.", "{} DOOEL", "{} ДООЕЛ",
    "ДОО {}", "{} s.p.", "{} S.A.L.", "{} S.A.E.", "{} S.A.O.G.", "{} K.S.C.", "{} Q.P.S.C.", "{} PJSC",
    "{} P.J.S.C.", "{} PJS", "{} MMC", "{} M.M.C.", "{} QSC", "{} ASC", "{} ХХК", "{} LLC", "{} XXK",
    "ҶДММ {}", "ҶДММ «{}»", "ООО {}", "Общество с ограниченной ответственностью «{}»",
    "Общество с ограниченной ответственностью \"Совместное предприятие {}\"", "{} (ООО)", "ООО НПО «{}»",
    "ООО ТД «{}»", "ТД {} ООО", "Торговый дом {}", "ООО «Торговый Дом «{}»", "ГК {}", "ООО ПКФ {}", "ЗАО «{}»",
    "НПП {} ООО", "ИООО {}", "СООО «{}»", "ЧТУП «{}»", "ОДО {}", "ЗАТ {}", "ПрАТ «{}»", "ДП {}", "ПП «{}»",
    "ФОП {}", "شركة {} ذ.م.م", "{} ش.م.ع", "شركت {} (سهامی خاص)", "{} PJSCo", "Sherkat Sahami Khass {}",
    "{} Kabushiki Kaisha", "{} K.K.", "{} GK", "{} Godo Kaisha", "{} Y.K.", "{} Group", "{} Holding",
    "{} Inc.", "{}, Inc", "{} Corp.", "{} Corporation", "{} PLC", "{} p.l.c.", "{} LP", "{} L.P.", "{} Ltd",
    "{} CIC", "{} CC", "{} NPO", "{} RF", "{} JV LLC", "JV {} LLC", "JV LLC {}", "{} GIE", "{} SASU",
    "{} E.U.R.L.", "{} SCRL", "{} SPRL", "{} S.C.A.", "{} C.A.", "Cía. {}", "{} y Cía. S.C.A.", "{} e.K.",
    "{} e.V.", "{} eG", "{} OG", "{} Ges.m.b.H.", "{} GesmbH", "{} Sàrl", "{} SE", "{} SCE", "{} QK", "{} ГП",
    "ГП «{}»", "ГУП {}", "ФГБУ {}", "КТ {}", "ПТ {}", "{} BT", "{} TNHH", "{} m.b.H.", "{} kom. dd",
    "{} Nig. Ltd", "{} PLLC", "{} P.C.", "{} Unipersonal", "{} S.A.S. E.S.P.", "{} S.A. E.S.P.",
)  # fmt: skip
# No table has these; the last two are no forms at all.
UNKNOWN = (
    "{} XQZ", "Xqz {}", "{} X.Q.Z.", "{} (Xqz)", "{}-XQZ", "ЦКЩ {}", "{} ЦКЩ", "ქწხ {}", "Խճժ {}", "{} qwz LLC",
    "{} KAR", "Kar {}",
)  # fmt: skip
BRANDS = ("HARMATTAN", "Зурбалан")

NOT_THE_BRAND = (
    # listed, asked about: another name that has the same form, or is spelt like one
    ("NORDVIK AIRLINES", "SAS Airlines"), ("AIRLINES LLC", "SAS Airlines"), ("ASOL", "Aso"), ("ASOL LLC", "Aso LLC"),
    ("BARR TRADING", "AG Barr"), ("TRADING LLC", "SE Trading"), ("SE TRADING", "SA Trading"), ("AG BARR", "BG Carr"),
    ("SIA", "SIA Baltika"), ("UAB", "UAB Litas"), ("LIMITED", "Harmattan Limited"), ("ООО ООО", "ООО Ромашка"),
    ("ТОО", "ТОО Зурбалан"), ("TOO", "Me Too Trading"), ("GMBH", "Harmattan GmbH"), ("HARMATTAN TOO", "Kestrel TOO"),
    ("ЖШС Зурбалан", "ЖШС Тазимар"), ("შპს ჰარმატანი", "შპს იმერეთი"), ("주식회사 하르마탄", "주식회사 은빛"),
    ("株式会社波朗德", "株式会社東方"), ("СП ООО Зурбалан", "СП ООО Тазимар"), ("HARMATTAN", "Harmattan Bakery TOO"),
    ("Филиал ООО Зурбалан", "Филиал ООО Тазимар"), ("ООО ТД Зурбалан", "ООО ТД Тазимар"),
    ("HARMATTAN, S.A. DE C.V.", "Kestrel, S.A. de C.V."), ("PT HARMATTAN TBK", "PT Kestrel Tbk"),
    ("HARMATTAN SP. Z O.O.", "Kestrel sp. z o.o."), ("MILITARY UNIT", "Unit LLC"), ("LLC HARMATTAN", "LLC Harvester"),
)  # fmt: skip
QUESTION_AT_MOST = (
    ("BARR", "AG Barr"), ("AG BARR", "Barr"), ("BARR", "SE Barr"), ("HARMATTAN LLC", "Harmattan JSC"),
    ("HARMATTAN GMBH", "Harmattan AG"), ("ООО Зурбалан", "АО Зурбалан"), ("ЗАО Зурбалан", "ИП Зурбалан"),
    ("AS TALLIND", "SIA Tallind"), ("HARMATTAN", "ТД Харматтан"), ("HARMATTAN", "Harmattan XQZ"),
    ("HARMATTAN XQZ", "Harmattan"), ("Зурбалан", "Торговый дом Зурбалан"), ("ГП Зурбалан", "ТОО Зурбалан"),
    ("주식회사 하르마탄", "유한회사 하르마탄"), ("HARMATTAN", "Harmattan Nord"), ("KAM", "Kam Zhol"),
    ("SAS", "SAS Airlines"), ("ООО Зурбалан", "КХ Зурбалан"),
)  # fmt: skip
BARRED = (
    ("HARMATTAN LLC", "ООО «Harmattan»"), ("HARMATTAN", "Harmattan TOO"), ("HARMATTAN JSC", "Harmattan PJSC"),
    ("ООО Зурбалан", "ТОО «Зурбалан»"), ("Зурбалан", "Филиал ООО «Зурбалан» в РК"),
    ("HARMATTAN S.A.", "Harmattan A.Ş."),
    ("HARMATTAN", "Harmattan S.A. de C.V."), ("HARMATTAN LTD", "Harmattan L.L.C-FZ"),
    ("HARMATTAN", "Harmattan Sp. z o.o."),
    ("HARMATTAN", "Harmattan spol. s r.o."), ("HARMATTAN KESTREL LLC", "Harmattan Kestrel JSC"),
    ("ჰარმატანი", "შპს ჰარმატანი"), ("Зурбалан", "ШЖҚ РМК «Зурбалан»"), ("하르마탄", "㈜하르마탄"),
)  # fmt: skip


def test_brand_is_found_in_every_form() -> None:
    forms = [
        Case(form.format(brand), (brand, form.format(brand)), caught=True)
        for brand in BRANDS
        for form in (*FORMS, *UNKNOWN)
    ]
    others = [Case(f"{listed} / {name}", (listed, name), caught=False) for listed, name in NOT_THE_BRAND]
    judge("a legal form hides a one-word brand", [*forms, *others], lambda case: found(*case) is not None)


def test_listed_form_is_found_without_it() -> None:
    forms = [
        Case(form.format(brand), (form.format(brand), brand), caught=True)
        for brand in BRANDS
        for form in FORMS
    ]
    turned = [
        (name, listed) for listed, name in NOT_THE_BRAND if name != "Me Too Trading"
    ]  # "me" may be a form
    others = [Case(f"{listed} / {name}", (listed, name), caught=False) for listed, name in turned]
    judge(
        "a listed legal form hides a one-word brand", [*forms, *others], lambda case: found(*case) is not None
    )


def test_brand_alike_is_a_question_where_the_form_tells_them_apart() -> None:
    cases = [Case(f"{listed} / {name}", (listed, name), caught=True) for listed, name in BARRED]
    cases += [Case(f"{listed} / {name}", (listed, name), caught=False) for listed, name in QUESTION_AT_MOST]
    judge("barred by brand and form", cases, lambda case: barred(*case))
    assert all(found(listed, name) for listed, name in QUESTION_AT_MOST)


@pytest.mark.parametrize("form", ["S A R L", "S.A.R.L.", "s.a r.l", "SARL", "S.à r.l.", "S. à R. L."])
def test_form_is_its_letters(form: str) -> None:
    assert core(f"Harmattan {form}") == "harmattan"
    assert legal_classes(f"Harmattan {form}") == ("LLC",)


def test_table_has_every_form_once_and_in_its_place() -> None:
    forms = legal_forms()
    assert set(forms.places.values()) == {"any", "edge", "start", "end"}
    assert all(forms.classes[form] for form in forms.places)
    assert len(forms.places) > 1_400


def test_real_one_word_brands_are_found_in_every_form() -> None:
    brands = [
        e
        for e in lists().entries
        if e.kind == "organisation" and len(fold(e.name).split()) == 1 and len(e.name) > 5
    ][::40]
    asked = [(e, form.format(e.name)) for e in brands for form in FORMS[::7]]
    hits = screener().screen([Party(str(n), (name,), "organisation") for n, (_, name) in enumerate(asked)])
    missed = [
        form for (e, form), own in zip(asked, hits, strict=True) if e.id not in {h.entry_id for h in own}
    ]
    assert len(asked) > 100
    assert not missed

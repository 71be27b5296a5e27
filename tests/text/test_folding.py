"""Folding: what the same name in other letters, case, order or legal form becomes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svat.text.folding import core, core_readings, fold, key, legal_classes, readings
from svat.text.hangul import romanise

FOLDED = [
    # name, folded
    ("ＡＣＭＥ　ｃｏ．", "acme co"),
    ("Müller & Söhne", "muller and sohne"),
    ("Straße, Łódź, Ærø, İzmir, ılık", "strasse lodz aero izmir ilik"),
    ("ac\u200bm\u202ee\u00ad", "acme"),
    ("O’Hara Lук'янов", "ohara lukyanov"),
    ("ТОО «Алтын Трейд 000»", "too altyn treyd 000"),
    ("Щёлково Объём Юзефа", "shchyolkovo obyom yuzefa"),
    ("и\u0306од", "yod"),
    ("Қазақ Ғылымы Әлем Өскен", "kazak gylymy alem osken"),
    ("Αθήνα Ευρώπη Ουρανός", "athina evropi ouranos"),
    ("한빛무역", "hanbinmuyeok"),
    ("한빛Trading", "hanbit trading"),
    ("東方Trading", "東方 trading"),
    ("٣٤٥ تجارة", "345 تجارة"),
    ("दिल्ली", "दिल्ली"),
    ("B0ris 2B 007", "boris 2b 007"),
    ("S.p.A. J.R.R.", "spa jrr"),
    ("Nimbus™ №5", "nimbus no5"),
    ("", ""),
    ("— / …", ""),
]


@pytest.mark.parametrize(("name", "folded"), FOLDED)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


LOOK_ALIKES = [
    # written with other alphabets' letters, as a reader sees it
    ("Nоvаk", "novak"),  # Cyrillic о and а
    ("ВЕTOH", "betoh"),  # Cyrillic В, Е in a word of Latin letters
    ("Gοldman", "goldman"),  # Greek omicron
    ("Ѕсаrlet", "scarlet"),
    ("Տamоvar", "samovar"),  # Armenian and Cyrillic
    ("sᴛᴏɴᴇ", "stone"),
    ("Mосквич", "moskvich"),  # a Latin M in a word that has no Latin reading
]


@pytest.mark.parametrize(("name", "folded"), LOOK_ALIKES)
def test_mixed_alphabets_are_read_as_one(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_word_wholly_of_look_alikes_has_both_readings() -> None:
    assert readings("ОРЕС") == ("ores", "opec")
    assert readings("HOPMA") == ("hopma", "norma")
    assert readings("Nimbus") == ("nimbus",)
    assert core_readings("ООО «ОРЕС»") == ("ores", "opec")


ROMANISED = [
    # rules of the Revised Romanisation, each with the place or word its own rule book uses
    ("구미", "gumi"),
    ("영동", "yeongdong"),
    ("합덕", "hapdeok"),
    ("월곶", "wolgot"),
    ("벚꽃", "beotkkot"),
    ("백마", "baengma"),
    ("종로", "jongno"),
    ("왕십리", "wangsimni"),
    ("별내", "byeollae"),
    ("신라", "silla"),
    ("해돋이", "haedoji"),
    ("같이", "gachi"),
    ("좋고", "joko"),
    ("놓다", "nota"),
    ("값이", "gapsi"),
    ("앉아", "anja"),
    ("많아", "mana"),
    ("싫어", "sireo"),
    ("강원", "gangwon"),
]


@pytest.mark.parametrize(("hangul", "latin"), ROMANISED)
def test_revised_romanisation(hangul: str, latin: str) -> None:
    assert romanise(hangul) == latin


SAME_CORE = [
    ("Brightmoor LLC", "BRIGHTMOOR L.L.C."),
    ("Brightmoor LLC", "ООО «Брайтмур»"),
    ("Brightmoor S.A.", "Brightmoor Société Anonyme"),
    ("Brightmoor B.V.", "Brightmoor"),
    ("Brightmoor GmbH & Co. KG", "Brightmoor AG"),
    ("Brightmoor Co., Ltd.", "Brightmoor Pte. Ltd."),
    ("Brightmoor Sdn. Bhd.", "PT Brightmoor Tbk"),
    ("ПАО Ромашка", "Публичное акционерное общество «Ромашка»"),
    ("ИП Ромашка", "ОАО Ромашка"),
    ("ЖШС Ромашка", "ТОО Ромашка"),
    ("Ромашка АҚ", "ЗАО Ромашка"),
    ("주식회사 은빛", "(주)은빛"),
    ("은빛유한회사", "㈜은빛"),
    ("東方貿易有限公司", "東方貿易股份有限公司"),
    ("شركة النور ش.م.م", "شركة النور"),
]


@pytest.mark.parametrize(("one", "other"), SAME_CORE)
def test_legal_form_makes_no_difference(one: str, other: str) -> None:
    if one.isascii() == other.isascii():
        assert core(one) == core(other) != ""
    else:
        assert legal_classes(one) == legal_classes(other) != ()


def test_name_that_is_only_a_legal_form_stays() -> None:
    assert core("LLC") == "llc"
    assert core("주식회사") == "jusikhoesa"


def test_short_form_within_a_name_is_the_name() -> None:
    assert core("Ras As Sidr Works") == "ras as sidr works"
    assert core("Ras Sidr AS") == "ras sidr"


def test_key_forgets_word_order() -> None:
    assert key("Trading Brightmoor Ltd") == key("BRIGHTMOOR trading, LLC") == "brightmoor trading"


NAMES = st.text(st.characters(codec="utf-8"), max_size=40)


@given(NAMES)
def test_fold_is_settled_and_plain(name: str) -> None:
    once = fold(name)
    assert fold(once) == once
    assert once == " ".join(once.split())
    assert not any(unicodedata.category(c) in ("Cf", "Cc") for c in once)
    assert once == once.casefold()  # which of Cherokee are the capitals
    assert once in readings(name)
    assert core(name) in core_readings(name)


@given(st.text("abcdefgh ijklmnopqrstuvwxyzабвгдежзиклмнопрстуфхцчшщыэюя한빛무역0123", max_size=30))
def test_case_makes_no_difference(name: str) -> None:
    assert fold(name.upper()) == fold(name) == fold(name.title())

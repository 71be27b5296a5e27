"""Official identifiers: their check digits, what they are called, and where a text states them."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge

from svat.text.official.check_digits import CHECKS, sound
from svat.text.official.comparing import plain
from svat.text.official.kinds import NO_IDENTITY, identifier_kinds, kind_of
from svat.text.official.stated import in_cell, in_field, in_sentences

# Invented, or published examples of the registries and standards; none is of a listed party.
SOUND = {
    "imo": "9074729",
    "bic": "DEUTDEFF",
    "lei": "5493001KJTIIGC8Y1R12",
    "luhn": "US0378331005",
    "kz": "940140000385",
    "inn": "5007008008",
    "ogrn": "1085007008008",
    "okpo": "00032537",
    "edrpou": "37008005",
    "snils": "11223344595",
    "unp": "100582333",
    "kr_business": "1248100998",
    "kr_corporate": "1301110006246",
    "uscc": "91990000MA0007008K",
    "cnpj": "11222333000181",
    "vkn": "4540536920",
    "tckn": "10000000146",
    "ir_person": "0499370899",
    "nit": "2131234321",
}


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_one_digit_wrong_is_seen(check: str) -> None:
    number = SOUND[check]
    assert sound(check, number) is True
    if check == "bic":
        assert sound(check, "DEUTQQFF") is False
        return
    for place, digit in enumerate(number):
        if digit.isdecimal() and (check, place) != ("kz", 10):  # its weight is the modulus
            wrong = number[:place] + str((int(digit) + 1) % 10) + number[place + 1 :]
            assert sound(check, wrong) is False, wrong


def test_every_check_of_the_table_is_known_or_an_extras() -> None:
    for kind in identifier_kinds():
        assert kind.check in {"", *CHECKS} or "." in kind.check
    assert sound("no.such_number", "1") is None


CALLED = [
    # what it is called, its family
    ("Tax ID No.", "tax"),
    ("R.F.C.", "tax"),
    ("V.A.T. Number", "tax"),
    ("ИНН", "tax"),
    ("БИН/ИИН", "tax"),
    ("Идентификационный номер налогоплательщика", "tax"),
    ("税号", "tax"),
    ("사업자등록번호", "registration"),
    ("법인등록번호", "registration"),
    ("ОГРН", "registration"),
    ("Legal Entity Number", "registration"),
    ("C.R. No.", "registration"),
    ("Passport", "passport"),
    ("Серия и номер паспорта", "passport"),
    ("여권번호", "passport"),
    ("Numéro de passeport", "passport"),
    ("SWIFT/BIC", "swift"),
    ("swiftBic", "swift"),
    ("MMSI", "mmsi"),
    ("LEI", "lei"),
    ("SSN", "person"),
    ("socialSecurityNumber", "person"),
    ("Cedula No.", "person"),
    ("D-U-N-S Number", "duns"),
    ("IMO №", "imo"),
    ("номер ИМО", "imo"),
    ("БИК", "bik"),
    ("Call sign", "call sign"),
    ("number", ""),
    ("idNumber", ""),
    ("Номер", ""),
    ("Government Gazette Number", ""),
    ("whatever", ""),
    ("КПП", NO_IDENTITY),
    ("Phone Number", NO_IDENTITY),
    ("факс", NO_IDENTITY),
    ("HS code", NO_IDENTITY),
    ("Postal code", NO_IDENTITY),
    ("우편번호", NO_IDENTITY),
    ("Chinese Commercial Code", NO_IDENTITY),
]


@pytest.mark.parametrize(("label", "family"), CALLED)
def test_what_numbers_are_called(label: str, family: str) -> None:
    assert kind_of(label).family == family


SENTENCES = [
    ("in brackets", "International Maritime Organization (IMO) Number: 9074729. It played a role.", True),
    ("plain", "IMO 9074729", True),
    ("colon", "IMO:9074729", True),
    ("No.", "vessel IMO No. 9074729", True),
    ("together", "IMO9074729", True),
    ("verb", "its IMO number is 9074729", True),
    ("several", "IMO numbers: 9074731, 9074743 and 9074729", True),
    ("slash", "IMO 9074731/9074729", True),
    ("Cyrillic", "судно, номер ИМО 9074729", True),
    ("dash", "IMO - 9074729", True),
    ("Korean", "IMO번호: 9074729", True),
    ("full-width", "ＩＭＯ　９０７４７２９", True),
    ("lower case", "imo number 9074729", True),
    ("eight digits", "IMO 90747291", False),
    ("a year between", "Member of IMO since 1959, telephone 9074729", False),
    ("next sentence", "It is known to the IMO. Its telephone is 9074729", False),
    ("no name", "number 9074729", False),
    ("telephone", "Tel.: 9074729", False),
    ("word in a word", "SIMO 9074729", False),
    ("six digits", "IMO 907472", False),
    ("part of a number", "IMO 9074729123", False),
    ("MMSI", "MMSI 907472912", False),
    ("another's", "registration 9074729, IMO unknown", False),
    ("empty", "", False),
]


def test_imo_numbers_in_sentences() -> None:
    cases = [Case(name, text, caught) for name, text, caught in SENTENCES]
    judge("IMO in a sentence", cases, lambda text: ("IMO", "9074729") in in_sentences(text))


def test_other_kinds_in_sentences_need_their_check_digits() -> None:
    said = (
        "ИНН 5007008008, ОГРН 1085007008008; SWIFT/BIC: DEUTDEFF, MMSI 273123456, LEI 5493001KJTIIGC8Y1R12."
    )
    assert dict(in_sentences(said)) == {
        "INN": "5007008008",
        "OGRN": "1085007008008",
        "SWIFT": "DEUTDEFF",
        "MMSI": "273123456",
        "LEI": "5493001KJTIIGC8Y1R12",
    }
    assert in_sentences("ИНН 5007008001; swift NETWORKS; a quick BIC response") == ()


FIELDS = [
    # field of an OFAC remark, what is read of it
    ("Registration Number HRB 12345 (Mainz) (Germany)", ("Registration Number", "HRB 12345", "Germany")),
    ("SWIFT/BIC QWERKPPY", ("SWIFT/BIC", "QWERKPPY", "")),
    ("MMSI 273123456", ("MMSI", "273123456", "")),
    ("License 9999 (Russia)", ("License", "9999", "Russia")),
    ("Trade License No. C 99999 (Malta)", ("Trade License No.", "C 99999", "Malta")),
    ("V.A.T. Number BG 123456789 (Bulgaria)", ("V.A.T. Number", "BG 123456789", "Bulgaria")),
    ("SSN 123-45-6789 (United States)", ("SSN", "123-45-6789", "United States")),
    ("Passport L 123456 issued 09 Feb 2001 expires 01 Feb 2006", ("Passport", "L 123456", "")),
    ("Aircraft Tail Number EP-QQQ", ("Aircraft Tail Number", "EP-QQQ", "")),
    ("Government Gazette Number 12345678 (Russia)", ("Government Gazette Number", "12345678", "Russia")),
    ("Credencial electoral 123456789012 (Mexico)", ("Credencial electoral", "123456789012", "Mexico")),
    ("C.U.I.T. 20-12345678-9 (Argentina)", ("C.U.I.T.", "20-12345678-9", "Argentina")),
    ("Phone Number 123456789", None),
    ("Fax (123) 4567890", None),
    ("arrested 12 Apr 2009", None),
    ("named in UNSCR 1234", None),
    ("President since 2009", None),
    ("Vessel Year of Build 1999", None),
    ("Chinese Commercial Code 1234 5678 9012", None),
    ("DOB 04 Mar 1962", None),
    ("Linked To: SOMEBODY 1234567", None),
    ("Executive Order 13846 information: LOANS", None),
    ("Organization Established Date 12 Dec 2001", None),
    ("Secondary sanctions risk: section 1(b) of Executive Order 13224", None),
    ("Gender Male", None),
]


@pytest.mark.parametrize(("field", "read"), FIELDS)
def test_fields_of_remarks(field: str, read: tuple[str, str, str] | None) -> None:
    assert in_field(field) == read


def test_cells_with_several_numbers() -> None:
    assert list(in_cell("реквизиты", "ИНН: 5007008008, IMO 9074729; 55555")) == [
        ("ИНН", "5007008008"),
        ("IMO", "9074729"),
        ("реквизиты", "55555"),
    ]
    assert list(in_cell("ИНН/КПП", "5007008008/500701001")) == [("ИНН/КПП", "5007008008")]
    assert list(in_cell("tax", "500 700 800 8")) == [("tax", "500 700 800 8")]


OFFICES = [
    # the heading, a cell as offices write it, a reading of it, and one that it must not have
    ("реквизиты", "ИНН 0270077029 КПП 270001001 ОГРН 1085007007007", ("ОГРН", "1085007007007"), "270001001"),
    ("реквизиты", "ИНН 0270077029 КПП 270001001 ОГРН 1085007007007", ("ИНН", "0270077029"), "0270077029 КПП"),
    ("реквизиты", "ИНН:0270077029 ОГРН:1085007007007", ("ИНН", "0270077029"), "0270077029 ОГРН"),
    ("tax", "BIN 010240007005 (Almaty), tel +7 727 123 45 67", ("BIN", "010240007005"), "77271234567"),
    ("ИНН", "0270077029 (ОГРН 1085007007007)", ("ИНН", "0270077029"), "0270077029 (ОГРН"),
    ("registration", "ОГРН 1085007007007 от 01.01.2008", ("ОГРН", "1085007007007"), "01.01.2008"),
    ("паспорт", "№ N1700801 выдан 01.02.2010", ("паспорт", "N1700801"), "01.02.2010"),
    ("passport", "N 1700801", ("passport", "N 1700801"), "N"),
    ("identifiers", "IMO No. 9007025 / MMSI 273007008", ("MMSI", "273007008"), "9007025 / MMSI 273007008"),
    ("IMO", "9007025/9007037", ("IMO", "9007037"), ""),
    ("tax", "010240007005 010240007015", ("tax", "010240007015"), ""),
    (
        "번호",
        "사업자등록번호 120-85-07018 법인등록번호 110111-0707004",
        ("사업자등록번호", "120-85-07018"),
        "110111",
    ),
]


@pytest.mark.parametrize(("heading", "cell", "read", "never"), OFFICES)
def test_cells_as_offices_write_them(heading: str, cell: str, read: tuple[str, str], never: str) -> None:
    found = list(in_cell(heading, cell))
    assert read in found
    assert never not in {number for _, number in found}


def test_digits_and_letters_of_other_scripts() -> None:
    assert plain("№ １２３-４٥٦") == "123456"
    assert plain("АВ 1234567") == "AB1234567"  # Cyrillic
    assert plain("Я1234567") == "Я1234567"  # no look-alike: another number

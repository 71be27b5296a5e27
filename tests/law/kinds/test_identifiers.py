"""Identifiers against lists: a listed number is never passed over, and one that only looks alike bars nobody."""

from __future__ import annotations

from datetime import date
from functools import cache

from tests.kinds import Case, judge

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet, ListVersion
from svat.law.model import Party
from svat.law.screening.screener import Screener

ON = date(2026, 3, 10)
LISTED: tuple[tuple[str, EntryKind, tuple[tuple[str, str], ...]], ...] = (
    (
        "RU",
        "organisation",
        (("Tax ID No. (Russia)", "0270070087"), ("Registration Number (Russia)", "1085007008008")),
    ),
    ("KZ", "organisation", (("Tax ID No. (Kazakhstan)", "060140007000"),)),
    ("KR", "organisation", (("Business Registration Number (South Korea)", "120-85-07003"),)),
    ("CN", "organisation", (("Unified Social Credit Code (USCC) (China)", "91990000MA0007008K"),)),
    ("BG", "organisation", (("V.A.T. Number (Bulgaria)", "BG 112700801"),)),
    ("CO", "organisation", (("NIT # (Colombia)", "900700800-4"),)),
    ("DE", "organisation", (("Registration Number (Germany)", "HRB 70080"),)),
    ("VE", "organisation", (("RIF # (Venezuela)", "30700801"), ("Registration Number (Iran)", "70081"))),
    ("BANK", "organisation", (("SWIFT/BIC", "QXVYKZ2A"),)),
    ("SHIP", "vessel", (("IMO", "9007001"), ("MMSI", "273007008"), ("Call sign", "QXVY"))),
    ("PLANE", "aircraft", (("Aircraft Tail Number", "EP-QXV"),)),
    ("MAN", "person", (("Passport (Iran)", "AB1700801"), ("SSN (United States)", "700-80-1234"))),
    ("WOMAN", "person", (("National ID No. (Syria)", "17008"), ("Passport (Belarus)", "MP1700802"))),
    ("OTHER", "organisation", (("Number", "570081"), ("Government Gazette Number (Russia)", "50070081"))),
    (
        "NULL",
        "organisation",
        (("Tax ID No.", "0000000000"), ("KPP", "500701001"), ("Phone Number", "77170080012")),
    ),
)


@cache
def lists() -> ListSet:
    entries = (
        Entry(key, "OFAC", kind, (ListedName(f"Unlike Anybody {key}"),), ON, identifiers=numbers)
        for key, kind, numbers in LISTED
    )
    own = ListVersion("OFAC", "ofac-sdn-csv", ON, len(LISTED), "", (), 0, stale=False)
    return ListSet(ON, (own,), tuple(entries))


@cache
def screener() -> Screener:
    return Screener(lists())


def found(label: str, number: str, country: str = "") -> dict[str, str]:
    """The entries that a party without any name alike reaches by one number, each with its status."""
    party = Party("p", ("Zzyzx",), "unknown", ((label, number),), country)
    return {hit.entry_id: hit.status for hit in screener().screen([party])[0]}


Asked = tuple[str, str, str, str]  # label, number, the party's country, entry

SAME: list[tuple[str, Asked]] = [
    ("as listed", ("ИНН", "0270070087", "", "RU")),
    ("leading zero lost", ("ИНН", "270070087", "", "RU")),
    ("zero lost, by country", ("tax", "270070087", "RU", "RU")),
    ("its name in the cell", ("tax", "БИН: 060140007000", "", "KZ")),
    ("its name glued to it", ("tax", "ИНН0270070087", "", "RU")),
    ("with the office's KPP", ("tax", "0270070087/500701001", "RU", "RU")),
    ("БИН", ("БИН", "060140007000", "", "KZ")),
    ("БИН, zero lost", ("БИН", "60140007000", "", "KZ")),
    ("as a registration number", ("registration", "060140007000", "KZ", "KZ")),
    ("Korean, with dashes", ("사업자등록번호", "120-85-07003", "KR", "KR")),
    ("Korean, tax column", ("tax", "1208507003", "KR", "KR")),
    ("ОГРН", ("ОГРН", "1085007008008", "", "RU")),
    ("USCC in small letters", ("统一社会信用代码", "91990000ma0007008k", "CN", "CN")),
    ("VAT without its country", ("vat", "112700801", "BG", "BG")),
    ("NIT without check digit", ("NIT", "900700800", "CO", "CO")),
    ("BIC", ("SWIFT", "QXVYKZ2A", "", "BANK")),
    ("BIC of the head office", ("BIC", "QXVYKZ2AXXX", "", "BANK")),
    ("IMO with its name", ("IMO", "IMO 9007001", "", "SHIP")),
    ("MMSI", ("mmsi", "273007008", "", "SHIP")),
    ("call sign", ("позывной", "QXVY", "", "SHIP")),
    ("tail number", ("tail number", "EPQXV", "", "PLANE")),
    ("passport", ("паспорт", "AB 1700801", "", "MAN")),
    ("passport in Cyrillic letters", ("паспорт", "МР1700802", "BY", "WOMAN")),
    ("SSN", ("SSN", "700801234", "US", "MAN")),
    ("Arabic digits", ("جواز السفر", "AB١٧٠٠٨٠١", "IR", "MAN")),
    ("full-width digits", ("IMO", "９００７００１", "", "SHIP")),
    ("ID of a person", ("national id", "17008", "SY", "WOMAN")),
]
ASKED_ONLY: list[tuple[str, Asked]] = [
    ("unclassified, six digits", ("number", "570081", "", "OTHER")),
    ("five digits", ("number", "70081", "", "VE")),
    ("five digits of a person", ("номер", "17008", "", "WOMAN")),
    ("list does not say what", ("tax", "570081", "KZ", "OTHER")),
    ("OKPO under another name", ("ОКПО", "50070081", "RU", "OTHER")),
    ("unclassified INN", ("number", "0270070087", "", "RU")),
    ("unclassified BIC", ("number", "QXVYKZ2A", "", "BANK")),
    ("another country's tax number", ("tax", "30700801", "KZ", "VE")),
    ("another country's register", ("registration", "70081", "KZ", "VE")),
    ("short, no country", ("registration", "70081", "", "VE")),
    ("another label", ("registration", "30700801", "VE", "VE")),
    ("another branch", ("SWIFT", "QXVYKZ2A001", "", "BANK")),
    ("register's number alone", ("registration", "70080", "DE", "DE")),
    ("another country's passport", ("passport", "AB1700801", "KZ", "MAN")),
    ("zeros lost, no check digits", ("tax", "0030700801", "VE", "VE")),
]
NEITHER: list[tuple[str, Asked]] = [
    ("another's name in the cell", ("tax", "тел. 060140007000", "KZ", "RU")),
    ("a digit more", ("ИНН", "02700700871", "", "RU")),
    ("a digit wrong", ("ИНН", "0270070088", "", "RU")),
    ("two digits swapped", ("БИН", "060140070000", "", "KZ")),
    ("zeros only", ("tax", "0000000000", "RU", "NULL")),
    ("KPP is shared by many", ("КПП", "500701001", "RU", "NULL")),
    ("KPP as tax", ("tax", "500701001", "RU", "NULL")),
    ("telephone", ("phone", "77170080012", "", "NULL")),
    ("IMO of another ship", ("IMO", "8009002", "", "SHIP")),
    ("four digits", ("number", "1700", "", "WOMAN")),
    ("end of a number", ("number", "70087", "", "RU")),
    ("another bank of the country", ("SWIFT", "QXVZKZ2A", "", "BANK")),
    ("short, two kinds", ("passport", "70081", "", "VE")),
    ("a letter for a digit", ("passport", "AB17008O1", "IR", "MAN")),
    ("letters alone", ("number", "QXVY", "", "SHIP")),
]


def test_listed_numbers_are_found_however_they_are_written() -> None:
    cases = [Case(name, asked, caught=True) for name, asked in (*SAME, *ASKED_ONLY)]
    cases += [Case(name, asked, caught=False) for name, asked in NEITHER]
    judge("identifiers, not clear", cases, lambda x: x[3] in found(*x[:3]))


def test_a_number_that_may_be_anothers_is_a_question() -> None:
    cases = [Case(name, asked, caught=True) for name, asked in SAME]
    cases += [Case(name, asked, caught=False) for name, asked in (*ASKED_ONLY, *NEITHER)]
    judge("identifiers, a hit", cases, lambda x: found(*x[:3]).get(x[3]) == "hit")


def test_what_a_question_says() -> None:
    (hit,) = screener().screen([Party("p", ("Zzyzx",), "organisation", (("tax", "30700801"),), "KZ")])[0]
    assert hit.reason == "same identifier as the entry's RIF #, of another country"
    (hit,) = screener().screen([Party("p", ("Zzyzx",), "organisation", (("number", "570081"),))])[0]
    assert hit.reason.endswith("what kind of number it is, is not said")


def test_a_number_whose_digits_are_lost_is_never_clear() -> None:
    (hit,) = screener().screen([Party("p", ("Zzyzx",), "organisation", (("tax", "7,7E+11"),), "KZ")])[0]
    assert (hit.status, hit.entry_id) == ("review", "")
    assert "a spreadsheet has rounded it" in hit.reason

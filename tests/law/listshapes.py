"""Small invented lists in the exact shapes that the publishers issue, with the oddities of the real files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def columns(text: str) -> list[str]:
    return next(csv.reader([text]))


OFSI_HEADER = columns(
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
    "National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,"
    "Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,"
    "Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID"
)
UKSL_HEADER = columns(
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,"
    "Designation Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,"
    "Address Line 1,Address Line 2,Address Line 3,Address Line 4,Address Line 5,Address Line 6,"
    "Address Postal Code,Address Country,Phone number,Website,Email address,Date Designated,D.O.B,"
    "Nationality(/ies),National Identifier number,National Identifier additional information,Passport number,"
    "Passport additional information,Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,"
    "Parent company,Business registration number (s),IMO number,Current owner/operator (s),"
    "Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,Tonnage of ship,"
    "Length of ship,Year Built,Hull identification number (HIN)"
)


def csv_of(
    header: Sequence[str],
    rows: Iterable[dict[str, str]],
    *,
    quoting: Any = csv.QUOTE_MINIMAL,
    end: str = "\r\n",
) -> str:
    """A CSV table; a key of a row that is no column is an error of the test."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", quoting=quoting, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


_OFSI_DATES = {
    "Listed On": "01/01/2026",
    "UK Sanctions List Date Designated": "31/12/2020",
    "Last Updated": "01/01/2026",
}


def ofsi_rows() -> list[dict[str, str]]:
    """Four groups: a company of three rows, two persons, a ship."""
    lines = {"Group Type": "Entity", "Regime": "Example", "Group ID": "9001", **_OFSI_DATES}
    person = {"Group Type": "Individual", "Regime": "Example", **_OFSI_DATES}
    return [
        {**lines, "Name 6": "CWL", "Alias Type": "AKA", "Alias Quality": "Low quality"},
        {
            **lines,
            "Name 6": "COPPER WREN LINES",
            "Country": "Exampleland",
            "Alias Type": "Primary name",
            "Other Information": (
                "(UK Sanctions List Ref):EXA0001. (UK Statement of Reasons):Invented, with\na new line. "
                "(Phone number):(1) +000000001 (2) +000000002 (Business Reg No):(1) INN 7700000017 "
                "(2) Tax ID No. 990000000009 (Samplia) (IMO number):9999993 (Type of entity):Company"
            ),
        },
        {
            **lines,
            "Name 6": "COPPER WREN SHIPPING",
            "Name Non-Latin Script": "Медный крапивник",
            "Non-Latin Script Type": "Cyrillic",
            "Country": "Samplia",
            "Alias Type": "AKA",
            "Alias Quality": "Good quality",
        },
        {
            **person,
            "Name 6": "HALDERMOTT",
            "Name 1": "Yusten",
            "Title": "Dr",
            "DOB": "00/00/1965",
            "Nationality": "(1) Exampleland (2) Samplia",
            "Passport Number": "(1) N77 (2) N78",
            "Passport Details": "(1) Exampleland number 5 (2) Samplia",
            "Alias Type": "Primary name",
            "Group ID": "9002",
        },
        {
            **person,
            "Name Non-Latin Script": "오르벨린 하늘",
            "Alias Type": "Primary name",
            "Group ID": "9003",
        },
        {
            **person,
            "Group Type": "Ship",
            "Name 6": "AMBER PETREL X",
            "Other Information": "(IMO number):9999981 (Flag of ship):Exampleland.",
            "Alias Type": "Primary name",
            "Group ID": "9004",
        },
    ]


def uksl_rows() -> list[dict[str, str]]:
    """Four designations of the UK Sanctions List, among them a ship, and rows that name nobody."""
    fixed = {
        "Last Updated": "12/01/2026",
        "Regime Name": "The Example (Sanctions) (EU Exit) Regulations 2026",
        "Designation source": "UK",
        "Sanctions Imposed": "Asset freeze|Travel Ban",
        "Date Designated": "11/01/2026",
    }
    heron = {**fixed, "Unique ID": "EXA0101", "OFSI Group ID": "19001", "Designation Type": "Entity"}
    person = {
        **fixed,
        "Unique ID": "EXA0102",
        "Designation Type": "Individual",
        "UN Reference Number": "EXi.002",
    }
    return [
        {**heron, "Name 6": "SLATE HERON", "Name type": "Alias", "Alias strength": "Weak"},
        {
            **heron,
            "Name 6": "SLATE HERON TRADING HOUSE ",
            "Name type": "Primary Name ",
            "Name non-latin script": "Сланцевая цапля",
            "Non-latin script type": "Cyrillic",
            "Other Information": 'Invented, "quoted",\r\nand with a new line. ',
            "Address Country": "Exampleland",
            "Business registration number (s)": "Exampleland INN - 7700000024\nOGRN: 1027700000002",
        },
        {**heron, "Name 6": "HERON SLATE", "Name type": "Primary Name Variation"},
        {
            **person,
            "Name 6": "VESTORMAN",
            "Name 1": "Ilka",
            "Name 2": "Peet",
            "Name type": "Primary Name",
            "Title": "Mullah",
            "D.O.B": "dd/mm/1965",
            "Nationality(/ies)": "Exampleland",
            "Passport number": "X5550001",
            "Passport additional information": "Issued in 2001",
            "National Identifier number": "990-00-17",
        },
        {**person, "Name type": "Alias", "D.O.B": "00/00/1966"},
        {
            **fixed,
            "Unique ID": "EXA2176",
            "Designation Type": "Ship",
            "Name 6": "AMBER PETREL XI",
            "Name type": "Primary Name",
            "IMO number": "IMO9999979",
            "Current believed flag of ship": "Samplia",
            "Type of ship": "Oil Tanker",
            "Year Built": "2019",
        },
        {
            **fixed,
            "Unique ID": "EXA0103",
            "Designation Type": "Individual",
            "Name type": "Primary Name",
            "Passport number": "X5550099",
        },
    ]


def ofsi_csv(made: str = "01/03/2026") -> bytes:
    """OFSI's ConList.csv, four groups."""
    return (f"Last Updated,{made}\r\n" + csv_of(OFSI_HEADER, ofsi_rows())).encode()


def uksl_csv(made: str = "01-Mar-2026") -> bytes:
    """The UK Sanctions List, four designations, with the byte order mark and the line ends of an office file."""
    return b"\xef\xbb\xbf" + (f"Report Date: {made}\r\n" + csv_of(UKSL_HEADER, uksl_rows())).encode()


_URL = "http://example.invalid/legal-content/EN/TXT/?uri=X&amp;from=EN"
_SUMMARY = (
    f'<regulationSummary regulationType="amendment" publicationDate="2026-01-10" numberTitle="2026/1 (OJ L1)" '
    f'publicationUrl="{_URL}"/>'
)
_REGULATION = (
    '<regulation regulationType="amendment" organisationType="council" publicationDate="2026-01-10" '
    'entryIntoForceDate="2026-01-11" numberTitle="2026/1 (OJ L1)" programme="EXA" logicalId="1102">'
    f"<publicationUrl>{_URL}</publicationUrl></regulation>"
)


def _alias(whole: str, *, language: str = "", strong: str = "true", remark: str = "", parts: str = "") -> str:
    said = f"<remark>{remark}</remark>" if remark else ""
    parts = parts or 'firstName="" middleName="" lastName=""'
    return (
        f'<nameAlias {parts} wholeName="{whole}" function="" gender="" title="" nameLanguage="{language}" '
        f'strong="{strong}" regulationLanguage="en" logicalId="17">{said}{_SUMMARY}</nameAlias>'
    )


def _identification(number: str, code: str, label: str, *, latin: str = "") -> str:
    return (
        '<identification diplomatic="false" knownExpired="false" knownFalse="false" reportedLost="false" '
        f'revokedByIssuer="false" issuedBy="" latinNumber="{latin}" nameOnDocument="" number="{number}" region="" '
        f'countryIso2Code="00" countryDescription="UNKNOWN" identificationTypeCode="{code}" '
        f'identificationTypeDescription="{label}" regulationLanguage="en" logicalId="315">'
        f"<remark>({code})</remark>{_SUMMARY}</identification>"
    )


def _entity(reference: str, logical: int, subject: str, *children: str) -> str:
    return (
        f'<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="{reference}" '
        f'logicalId="{logical}"><remark>Invented.</remark>{_REGULATION}{subject}{"".join(children)}</sanctionEntity>'
    )


_PERSON = '<subjectType code="person" classificationCode="P"/>'
_ENTERPRISE = '<subjectType code="enterprise" classificationCode="E"/>'


def fsf_xml(made: str = "2026-03-01T14:39:54.511+01:00") -> bytes:
    """Four entries in the EU's XML as it is issued: every attribute, on one line, with a byte order mark."""
    address = (
        '<address city="Nowhere" street="Main 1" poBox="" zipCode="" region="" place="" asAtListingTime="false" '
        'countryIso2Code="QM" countryDescription="EXAMPLELAND" regulationLanguage="en" logicalId="88">'
        f'<contactInfo key="PHONE" value="+000"/>{_SUMMARY}</address>'
    )
    born = (
        '<birthdate circa="true" calendarType="GREGORIAN" city="" zipCode="" year="1965" region="" '
        'place="" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="1"/>'
    )
    citizen = (
        '<citizenship region="" countryIso2Code="QN" countryDescription="SAMPLIA" regulationLanguage="en" '
        f'logicalId="9">{_SUMMARY}</citizenship>'
    )
    parts = 'firstName="Ilmar" middleName="Osk" lastName="Questovan"'
    entities = (
        _entity(
            "EU.7001.1",
            7001,
            _ENTERPRISE,
            _alias("BTH", remark="(Low quality alias)"),
            _alias("Bronze  Thistle Haulage"),
            _alias("Бронзов трън", language="BG"),
            address,
            _identification("77-88-990", "regnumber", "Registration Number"),
        ),
        _entity(
            "EU.7002.2",
            7002,
            _PERSON,
            _alias("", parts=parts),
            _alias("Questo", strong="false"),
            born,
            citizen,
            _identification("ФБ 1112223", "passport", "National passport", latin="FB 1112223"),
        ),
        _entity("", 7003, _ENTERPRISE.replace("enterprise", "entity"), _alias("Pewter Auk &amp; Sons")),
        _entity("EU.7001.1", 7004, _PERSON, _alias("Renske Ollimar")),
    )
    return (
        b"\xef\xbb\xbf"
        + (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><export xmlns="http://eu.europa.ec/fpi/fsd/export" '
            f'generationDate="{made}" globalFileId="118887">{"".join(entities)}</export>'
        ).encode()
    )

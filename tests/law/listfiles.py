"""Small invented lists, written in the publishers' own file formats."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

from tests.law.listshapes import fsf_xml, ofsi_csv, uksl_csv
from tests.law.openshapes import ftm_items, jsonl, targets_simple

VERSION = date(2026, 3, 1)
END = "\x1a"

# number, name, kind, remarks
SDN = (
    (101, "TOBYLZHAR MERIDIAN SUPPLY LLP", "", "Tax ID No. 770912345678 (Exampleland); Linked To: NOBODY."),
    (102, "KERBEZSAI LOGISTICS GROUP", "", "a.k.a. 'KLG'; Registration Number 88-4455-12 (Exampleland)."),
    (
        103,
        "VANTARRIC, Ossel Dumarin",
        "individual",
        "nationality Exampleland; Passport N1234567 (Exampleland).",
    ),
    (104, "AMBER PETREL IX", "vessel", "Vessel Registration Identification IMO 9999993."),
    (105, "GREYOTTER", "", ""),
)
ALT = ((102, "KERBEZSAI FREIGHT"), (103, "VANTARIK, Osel"), (101, "TMS TRADING HOUSE"))
# reference, name parts, original script, aliases (quality, name), individual?
UN = (
    ("XXe.001", ("SILVER HERON GENERAL TRADING",), "", (("a.k.a.", "Eunbit Waegari Sangsa"),), False),
    ("XXi.002", ("BOGUMENKO", "SVYATORAD", "ILYICH"), "Богуменко Святорад", (("Low", "Sviat"),), True),
    ("XXi.003", ("HWANGBO", "CHOL", "SU"), "", (("Good", "Hwangbo Cheol-soo"),), True),
)


def quoted(text: str) -> str:
    """A cell as OFAC writes it."""
    return f'"{text}"' if text else "-0- "


def sdn_csv(rows: Sequence[tuple[int, str, str, str]] = SDN) -> bytes:
    lines = [
        f'{n},{quoted(name)},{quoted(kind)},"EXAMPLE] [TWO",' + "-0- ," * 7 + quoted(remarks)
        for n, name, kind, remarks in rows
    ]
    return ("\r\n".join(lines) + "\r\n" + END).encode()


def alt_csv(rows: Sequence[tuple[int, str]] = ALT) -> bytes:
    lines = [f"{n},{k},{quoted('aka')},{quoted(name)},-0- " for k, (n, name) in enumerate(rows, start=1)]
    return ("\r\n".join(lines) + "\r\n" + END).encode()


UnRow = tuple[str, tuple[str, ...], str, tuple[tuple[str, str], ...], bool]


def un_xml(made: str = "2026-03-01T00:00:00.000Z", rows: Sequence[UnRow] = UN) -> bytes:
    groups: dict[bool, list[str]] = {True: [], False: []}
    for reference, parts, original, aliases, individual in rows:
        tag = "INDIVIDUAL" if individual else "ENTITY"
        places = zip(("FIRST", "SECOND", "THIRD", "FOURTH"), parts, strict=False)
        names = "".join(f"<{p}_NAME>{escape(part)}</{p}_NAME>" for p, part in places)
        also = "".join(
            f"<{tag}_ALIAS><QUALITY>{q}</QUALITY><ALIAS_NAME>{escape(a)}</ALIAS_NAME></{tag}_ALIAS>"
            for q, a in aliases
        )
        script = f"<NAME_ORIGINAL_SCRIPT>{escape(original)}</NAME_ORIGINAL_SCRIPT>" if original else ""
        groups[individual].append(
            f"<{tag}><DATAID>1{reference[-3:]}</DATAID>{names}<UN_LIST_TYPE>EXAMPLE</UN_LIST_TYPE>"
            f"<REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>{script}{also}</{tag}>"
        )
    people, bodies = "".join(groups[True]), "".join(groups[False])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST dateGenerated="{made}">'
        f"<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES>{bodies}</ENTITIES></CONSOLIDATED_LIST>\n"
    ).encode()


def table(
    publisher: str, kind: str, version: date, floor: int | None, files: dict[str, bytes], hashed: bool = True
) -> str:
    """One [[list]] table; a file's role is its name without ending."""
    lines = ["[[list]]", f'publisher = "{publisher}"', f'kind = "{kind}"', f"version = {version}"]
    if floor is not None:
        lines.append(f"entries_at_least = {floor}")
    lines.append("files = [")
    for path, data in files.items():
        role = Path(path).stem
        digest = f', sha256 = "{sha256(data).hexdigest()}"' if hashed else ""
        lines.append(f'  {{ path = "{path}", role = "{role}"{digest} }},')
    return "\n".join([*lines, "]", "", ""])


def write_lists(folder: Path, *, hashed: bool = True, changed: Mapping[str, bytes] | None = None) -> Path:
    """A folder with both invented lists of VERSION; `changed` puts other bytes in the place of sdn, alt or un.

    The manifest keeps the hashes of what the files ought to be.
    """
    ofac = {"ofac/sdn.csv": sdn_csv(), "ofac/alt.csv": alt_csv()}
    un = {"un/consolidated.xml": un_xml()}
    manifest = table("OFAC", "ofac-sdn-csv", VERSION, len(SDN), ofac, hashed)
    manifest += table("UN", "un-consolidated-xml", VERSION, len(UN), un, hashed)
    places = {"sdn": "ofac/sdn.csv", "alt": "ofac/alt.csv", "un": "un/consolidated.xml"}
    for path, data in {**ofac, **un, **{places[k]: v for k, v in (changed or {}).items()}}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / "lists.toml").write_text(manifest, encoding="utf-8")
    return folder


def eu_xml(made: str = "2026-03-01T09:00:00.000+01:00") -> bytes:
    """Two invented entries in the EU's format."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="{made}" globalFileId="1">
<sanctionEntity logicalId="7" euReferenceNumber="EU.7.1"><remark>Invented.</remark>
<regulation programme="EXA" numberTitle="2026/1"/><subjectType code="enterprise" classificationCode="E"/>
<nameAlias wholeName="BTH" strong="false"/><nameAlias wholeName="Bronze Thistle Haulage" strong="true"/>
<address countryIso2Code="QM" countryDescription="EXAMPLELAND"/>
<identification number="77-88" identificationTypeCode="regnumber" identificationTypeDescription="Registration Number"/>
</sanctionEntity>
<sanctionEntity logicalId="8" euReferenceNumber="EU.8.2"><subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Ilmar" lastName="Questovan" wholeName="" strong="true"/>
<citizenship countryIso2Code="QM" countryDescription="EXAMPLELAND"/></sanctionEntity>
</export>
""".encode()


UK_HEADER = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
    "Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,"
    "UK Sanctions List Date Designated,Last Updated,Group ID"
)


def uk_csv(made: str = "01/03/2026") -> bytes:
    """Two invented groups in OFSI's format, one of three rows."""
    rows = (
        "CWL,,,,,,,,,,,,,,,,,,Entity,AKA,Low quality,Example,01/01/2026,01/01/2026,01/01/2026,9001",
        (
            "COPPER WREN LINES,,,,,,,,,,,,,,,,Exampleland,IMO number 9999993,Entity,Primary name,,Example,"
            "01/01/2026,01/01/2026,01/01/2026,9001"
        ),
        (
            "COPPER WREN SHIPPING,,,,,,,Медный крапивник,,,,,,,,,Samplia,,Entity,AKA,Good quality,Example,"
            "01/01/2026,01/01/2026,01/01/2026,9001"
        ),
        (
            "HALDERMOTT,Yusten,,,,,,,,,,,,(1) Exampleland (2) Samplia,(1) N77 (2) N78,,,,Individual,Primary name,,"
            "Example,01/01/2026,01/01/2026,01/01/2026,9002"
        ),
    )
    return "\r\n".join([f"Last Updated,{made}", UK_HEADER, *rows, ""]).encode()


SIMPLE_HEADER = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,"
    "first_seen,last_seen,last_change"
)


def simple_csv(seen: str = "2026-03-01T00:00:00") -> bytes:
    """Two invented targets in OpenSanctions' targets.simple.csv."""
    end = f'"","",Invented,2025-01-01T00:00:00,{seen},2025-01-01T00:00:00'
    return (
        f'{SIMPLE_HEADER}\nNK-1,Company,Pewter Finch Trading,"PFT;Оловянный вьюрок","",qm,"",'
        f'"7701;LEI9","Example",{end}\n'
        f'NK-2,Person,Orsolin Vaddermay,"",1970,qm,"","","Example",{end}\n'
    ).encode()


def ftm_jsonl(seen: str = "2026-03-01T00:00:00") -> bytes:
    """Two invented targets and one address as FollowTheMoney entities."""
    items = (
        {
            "id": "NK-1",
            "schema": "Company",
            "last_seen": seen,
            "properties": {
                "name": ["Zinc Plover Works"],
                "weakAlias": ["ZPW"],
                "innCode": ["7712"],
                "topics": ["sanction"],
            },
        },
        {"id": "addr-1", "schema": "Address", "properties": {"full": ["Nowhere 1"]}},
        {"id": "NK-2", "schema": "Person", "target": True, "properties": {"name": ["Tessaly Brommark"]}},
    )
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items).encode()


def council_csv(encoding: str = "utf-8-sig") -> bytes:
    """Two invented entries in a council's own list, as an office in Cyrillic saves it."""
    return (
        "№;Наименование;Тип;Псевдонимы;weak_aliases;Страна;ИНН;Причина\r\n"
        'C-1;Ртутный стриж;организация;"Стриж|Rtutny Strizh";РС;QM;INN: 7713;не платит\r\n'
        ";;;;;;;\r\n"
        "C-2;Quillon Farthmere;person;;;QM;;\r\n"
    ).encode(encoding)


# kind (after a slash, which shape of it) → publisher, its files by role and ending, how many entries
SAMPLES: dict[str, tuple[str, dict[str, bytes], int]] = {
    "ofac-sdn-csv": ("OFAC", {"sdn.csv": sdn_csv(), "alt.csv": alt_csv()}, 5),
    "un-consolidated-xml": ("UN", {"consolidated.xml": un_xml()}, 3),
    "eu-fsf-xml": ("EU", {"consolidated.xml": eu_xml()}, 2),
    "uk-conlist-csv": ("UK", {"conlist.csv": uk_csv()}, 2),
    "opensanctions-simple-csv": ("OpenSanctions", {"targets.csv": simple_csv()}, 2),
    "ftm-jsonl": ("OpenSanctions", {"entities.json": ftm_jsonl()}, 2),
    "council-csv": ("Council", {"list.csv": council_csv()}, 2),
    "uk-conlist-csv/whole OFSI": ("UK", {"conlist.csv": ofsi_csv()}, 4),
    "uk-conlist-csv/UK Sanctions List": ("UK", {"conlist.csv": uksl_csv()}, 4),
    "eu-fsf-xml/whole": ("EU", {"consolidated.xml": fsf_xml()}, 4),
    "opensanctions-simple-csv/whole": ("OpenSanctions", {"targets.csv": targets_simple()}, 4),
    "ftm-jsonl/flat": ("OpenSanctions", {"entities.json": jsonl(ftm_items())}, 3),
    "ftm-jsonl/nested": ("OpenSanctions", {"entities.json": jsonl(ftm_items(nested=True))}, 3),
}


def kind_of(shape: str) -> str:
    """The kind of file of a key of SAMPLES."""
    return shape.partition("/")[0]


def write_kind(folder: Path, kind: str, first: bytes | None = None, *, hashed: bool = False) -> Path:
    """A folder with one list of a kind; `first` lies in the place of its first file, the manifest is as ever."""
    publisher, files, count = SAMPLES[kind]
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, data) in enumerate(files.items()):
        (folder / name).write_bytes(data if first is None or number else first)
    text = table(publisher, kind_of(kind), VERSION, count, files, hashed)
    (folder / "lists.toml").write_text(text, encoding="utf-8")
    return folder

"""Small invented lists, written in the publishers' own file formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

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


def un_xml(made: str = "2026-03-01T00:00:00.000Z") -> bytes:
    groups: dict[bool, list[str]] = {True: [], False: []}
    for reference, parts, original, aliases, individual in UN:
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

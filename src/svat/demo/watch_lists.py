"""Demo: two invented watch lists, in the file formats of OFAC and of the UN, with their manifest."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from svat.demo import catalogue

PROGRAMME = "SVAT-DEMO"
EMPTY = "-0- "  # how the SDN files write an empty field
REMARK = "Invented entry of the svat demo"


def files(version: date) -> dict[str, bytes]:
    """Path within the lists folder → bytes: lists.toml and the files that it names."""
    entries = catalogue.table("watch_lists.toml")
    ofac = {f"demo_ofac/{role}.csv": data for role, data in _sdn(entries["ofac"]).items()}
    un = {"demo_un/consolidated.xml": _un(entries["un"], version)}
    manifest = (
        "# INVENTED lists, for the demo alone: they screen nothing in real life; the publishers say so.\n"
        "# A lists folder is read through a manifest like this one: publisher, kind of file, date of the\n"
        "# list, the fewest entries that it may have, and the SHA-256 of every file (`sha256sum FILE`).\n"
        '# With official files the publishers are "OFAC" and "UN". What is not named here is not read.\n\n'
        + _listed("DEMO-OFAC", "ofac-sdn-csv", version, len(entries["ofac"]), ofac)
        + "\n"
        + _listed("DEMO-UN", "un-consolidated-xml", version, len(entries["un"]), un)
    )
    return {"lists.toml": manifest.encode(), **ofac, **un}


def fetched() -> dict[str, bytes]:
    """The next version of the list in OFAC's form, as if it had been fetched: one entry more."""
    entries = catalogue.table("watch_lists.toml")["ofac"] + catalogue.table("everything/fetched.toml")["ofac"]
    return {f"{role}.csv": data for role, data in _sdn(entries).items()}


def _listed(publisher: str, kind: str, version: date, entries: int, members: dict[str, bytes]) -> str:
    lines = [
        "[[list]]",
        f'publisher = "{publisher}"',
        f'kind = "{kind}"',
        f"version = {version.isoformat()}",
        f"entries_at_least = {entries}",
        "files = [",
    ]
    for path, data in members.items():
        role = path.rsplit("/", 1)[-1].partition(".")[0]
        lines.append(f'  {{ path = "{path}", role = "{role}", sha256 = "{sha256(data).hexdigest()}" }},')
    return "\n".join([*lines, "]", ""])


def _sdn(entries: list[dict[str, Any]]) -> dict[str, bytes]:
    """The three SDN files: no header, `-0-` for empty, CRLF, a 0x1A line at the end."""
    sdn: list[str] = []
    alt: list[str] = []
    add: list[str] = []
    for number, entry in enumerate(entries, start=990_001):
        kind = entry.get("kind", "organisation")
        vessel = kind == "vessel"
        fields = [
            _quoted("" if kind == "organisation" else kind),
            _quoted(PROGRAMME),
            _quoted(entry.get("title", "")),
            EMPTY,  # call sign
            _quoted("General Cargo" if vessel else ""),
            EMPTY,  # tonnage
            EMPTY,  # gross registered tonnage
            _quoted(entry.get("flag", "")),
            _quoted(entry.get("owner", "")),
            _quoted(f"{REMARK}."),
        ]
        sdn.append(f"{number},{_quoted(entry['name'])},{','.join(fields)}")
        for name in entry.get("also", []):
            alt.append(f"{number},{990_001 + len(alt)},{_quoted('aka')},{_quoted(name)},{EMPTY}")
        place = [_quoted(part) for part in entry.get("place", ["", "", ""])]
        add.append(f"{number},{990_001 + len(add)},{','.join(place)},{EMPTY}")
    return {
        role: ("\r\n".join(lines) + "\r\n\x1a").encode("ascii")
        for role, lines in {"sdn": sdn, "alt": alt, "add": add}.items()
    }


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"' if text else EMPTY


def _un(entries: list[dict[str, Any]], version: date) -> bytes:
    """One CONSOLIDATED_LIST document: individuals, then entities."""
    numbered = list(enumerate(entries, start=9_990_001))
    people = [_un_entry(n, e, "INDIVIDUAL", version) for n, e in numbered if e.get("kind") == "individual"]
    bodies = [_un_entry(n, e, "ENTITY", version) for n, e in numbered if "kind" not in e]
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<CONSOLIDATED_LIST dateGenerated="{version.isoformat()}T00:00:00.000Z">',
        "  <INDIVIDUALS>",
        *people,
        "  </INDIVIDUALS>",
        "  <ENTITIES>",
        *bodies,
        "  </ENTITIES>",
        "</CONSOLIDATED_LIST>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _un_entry(number: int, entry: dict[str, Any], tag: str, version: date) -> str:
    person = tag == "INDIVIDUAL"
    # A person's name comes in up to three parts, an organisation's whole.
    parts = entry["name"].split() if person else [entry["name"]]
    letter = "i" if person else "e"
    lines = [_xml("DATAID", str(number)), _xml("VERSIONNUM", "1")]
    lines += [
        _xml(f"{place}_NAME", part) for place, part in zip(("FIRST", "SECOND", "THIRD"), parts, strict=False)
    ]
    lines += [
        _xml("UN_LIST_TYPE", PROGRAMME),
        _xml("REFERENCE_NUMBER", f"DEMO{letter}.{number - 9_990_000:03}"),
        _xml("LISTED_ON", version.isoformat()),
    ]
    if "original" in entry:
        lines.append(_xml("NAME_ORIGINAL_SCRIPT", entry["original"]))
    lines += [
        _xml("COMMENTS1", f"{REMARK}."),
        f"<LIST_TYPE>{_xml('VALUE', 'UN List')}</LIST_TYPE>",
        f"<LAST_DAY_UPDATED>{_xml('VALUE', version.isoformat())}</LAST_DAY_UPDATED>",
    ]
    quality = "Good" if person else "a.k.a."
    lines += [
        f"<{tag}_ALIAS>{_xml('QUALITY', quality)}{_xml('ALIAS_NAME', name)}</{tag}_ALIAS>"
        for name in entry.get("also", [])
    ]
    lines += [f"<{tag}_ADDRESS><COUNTRY/></{tag}_ADDRESS>", "<SORT_KEY/>", "<SORT_KEY_LAST_MOD/>"]
    body = "\n".join(f"      {line}" for line in lines)
    return f"    <{tag}>\n{body}\n    </{tag}>"


def _xml(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"

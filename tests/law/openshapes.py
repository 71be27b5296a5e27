"""Small invented lists in the exact shapes of OpenSanctions' files, with the oddities of the real ones."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any

from tests.law.listshapes import columns, csv_of

SIMPLE_HEADER = columns(
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,"
    "first_seen,last_seen,last_change"
)
OFAC_TITLE = "US OFAC Specially Designated Nationals (SDN) List"
UN_TITLE = "UN Security Council Consolidated Sanctions"
EU_TITLE = "EU Financial Sanctions Files (FSF)"


def simple_rows(seen: str = "2026-03-01T04:10:01") -> list[dict[str, str]]:
    """Four targets: a company with quotes and semicolons in its names, a person, a ship, a purse without a name."""
    days = {"first_seen": "2024-05-01T18:10:01", "last_seen": seen, "last_change": "2026-01-26T16:10:01"}
    return [
        {
            "id": "NK-1aVfinch",
            "schema": "Company",
            "name": "Pewter Finch Trading",
            "aliases": '"ООО ""Оловянный вьюрок""";"PFT; Finch";백랍 핀치',
            "countries": "qm;qn",
            "addresses": '"Main 1; Nowhere";Main 2,\nNowhere',
            "identifiers": "7701000017;1027700000011;QMTEST00000000000177",
            "sanctions": '"Block - Said ""so"" of it,\non two lines; and more - 2024-05-01"',
            "program_ids": "US-EXA",
            "dataset": f"{OFAC_TITLE};{EU_TITLE}",
            **days,
        },
        {
            "id": "Q999000111",
            "schema": "Person",
            "name": "Orsolin Vaddermay",
            "birth_date": "1965;1965-00-00",
            "countries": "qm",
            "dataset": UN_TITLE,
            **days,
        },
        {
            "id": "NK-2ship",
            "schema": "Vessel",
            "name": "AMBER PETREL XII",
            "identifiers": "IMO9999967",
            "sanctions": '""',
            "dataset": OFAC_TITLE,
            **days,
        },
        {
            "id": "ofac-purse-1",
            "schema": "CryptoWallet",
            "name": "0x00000000000000000000000000000000000000a1",
            "identifiers": "0x00000000000000000000000000000000000000a1",
            "dataset": OFAC_TITLE,
            **days,
        },
        {"id": "NK-3none", "schema": "LegalEntity", "name": "Legal entity", "dataset": OFAC_TITLE, **days},
    ]


def targets_simple(seen: str = "2026-03-01T04:10:01") -> bytes:
    """targets.simple.csv as it is exported: every cell quoted, LF, UTF-8."""
    return csv_of(SIMPLE_HEADER, simple_rows(seen), quoting=csv.QUOTE_ALL, end="\n").encode()


def _ftm(
    key: str,
    schema: str,
    datasets: Sequence[str],
    properties: dict[str, Any],
    seen: str,
    *,
    target: bool = False,
) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key,
        "caption": next(iter(properties.get("name", [schema])), schema),
        "schema": schema,
        "properties": properties,
        "referents": [f"ofac-{key[-3:]}"],
        "datasets": list(datasets),
        "first_seen": "2024-05-01T18:10:01",
        "last_seen": seen,
        "last_change": "2026-01-26T16:10:01",
    }
    return {**item, "target": target}


def ftm_items(seen: str = "2026-03-01T04:10:01", *, nested: bool = False) -> list[dict[str, Any]]:
    """Four targets (one without a name, one without anything), their records and a relative, flat or nested."""
    plover: dict[str, Any] = {
        "name": ["Zinc Plover Works"],
        "alias": ['ООО "Цинковый зуёк"'],
        "weakAlias": ["ZPW"],
        "innCode": ["7712000011"],
        "country": ["qm"],
        "topics": ["sanction"],
    }
    brommark: dict[str, Any] = {
        "firstName": ["Tessaly"],
        "lastName": ["Brommark"],
        "birthDate": ["1965"],
        "topics": ["sanction"],
    }
    sanction = _ftm(
        "ofac-sanc-1",
        "Sanction",
        ["us_ofac_sdn"],
        {"entity": ["ofac-001"], "program": ["EXAMPLE-EO1"], "programId": ["US-EXA"]},
        seen,
    )
    passport = _ftm(
        "ofac-pass-1",
        "Passport",
        ["un_sc_sanctions"],
        {"holder": ["NK-p-002"], "number": ["X5550002"], "type": ["Passport"], "country": ["qn"]},
        seen,
    )
    purse = _ftm(
        "ofac-purse-003",
        "CryptoWallet",
        ["us_ofac_sdn"],
        {
            "publicKey": ["0x00000000000000000000000000000000000000b2"],
            "holder": ["NK-z-001"],
            "topics": ["sanction"],
        },
        seen,
        target=True,
    )
    nothing = _ftm("NK-n-004", "LegalEntity", ["us_ofac_sdn"], {"topics": ["sanction"]}, seen, target=True)
    if nested:
        plover["sanctions"] = [sanction]
        plover["addressEntity"] = [_ftm("addr-1", "Address", ["us_ofac_sdn"], {"country": ["qo"]}, seen)]
        brommark["passports"] = [passport]
    company = _ftm("NK-z-001", "Company", ["us_ofac_sdn", "eu_fsf"], plover, seen, target=True)
    person = _ftm("NK-p-002", "Person", ["un_sc_sanctions"], brommark, seen, target=True)
    if nested:
        return [company, person, purse, nothing]
    relative = _ftm("NK-r-005", "Person", ["us_ofac_sdn"], {"name": ["Oda Brommark"]}, seen)
    return [sanction, company, passport, relative, nothing, person, purse]


def jsonl(items: Iterable[dict[str, Any]]) -> bytes:
    """Lines of JSON as OpenSanctions writes them."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items).encode()

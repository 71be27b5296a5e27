"""Names at every door: one council whose files carry every case in every place that takes it, and what each door says.

Every command is run once. A case is a company on the roll (and a party of a deal), the owner of 60 % of one, its
contact person, a row of a file of names, a name on the command line and a query to the endpoint.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.doorfiles import ON, back
from tests.acceptance.doors import ShutError, svat
from tests.acceptance.namecases import LISTED, Asked, nobody
from tests.law.listfiles import table, un_xml

# Heading of a column → FollowTheMoney's property.
COLUMNS = {
    "tax_number": "taxNumber", "registration_number": "registrationNumber", "lei": "leiCode", "ИНН": "innCode",
    "ОГРН": "ogrnCode", "사업자등록번호": "idNumber", "SWIFT/BIC": "swiftBic", "IMO": "imoNumber",
    "MMSI": "mmsi", "ОКПО": "okpoCode", "passport": "passportNumber", "identifiers": "idNumber",
}  # fmt: skip
GOODS = (("1001", "wheat"), ("1003", "barley"), ("1005", "maize"), ("1201", "soya beans"))
_SCHEMATA = {"organisation": "Company", "person": "Person", "vessel": "Vessel"}
_STATUS = {"barred": "hit"}


class Council:
    """A council's folder that holds every case, or, `closed`, one plain company beside a list that clears nobody."""

    def __init__(self, folder: Path, cases: Sequence[Asked]) -> None:
        self.folder, self.cases = folder, cases
        self._kept: dict[str, dict[str, str] | ShutError] = {}
        self.place = {case.id: number for number, case in enumerate(cases)}
        rolls: dict[str, list[dict[str, str]]] = {}
        owners: dict[str, list[dict[str, str]]] = {}
        for case in cases:
            for role in ("company", "owner", "contact"):
                if not not_carried(f"match, {role}", case):
                    rolls.setdefault(case.heading, []).append(self._seller(role, case))
            if not not_carried("match, owner", case):
                owners.setdefault(case.heading, []).append(self._stake(case))
        for number, rows in enumerate(rolls.values()):
            self._write(f"rolls/a/{number}.csv", rows)
        for number, rows in enumerate(owners.values()):
            self._write(f"owners-{number}.csv", rows)
        self.owners = len(owners)
        self._write("rolls/b/b.csv", [
            {"external_id": f"B-{hs}", "name": f"{name} Haneulbit", "country": "KR", "needs": goods, "hs_needs": hs}
            for (hs, goods), name in zip(GOODS, ("Pildumsae", "Yeonkkot", "Garammul", "Dasomnuri"), strict=True)
        ])  # fmt: skip
        self._write("names.csv", [
            {"id": str(self.place[case.id]), "name": case.name, "type": "" if self._untold(case) else case.of,
             "country": case.country, "birth_date": case.born}
            | {heading: case.number if heading == case.heading else "" for heading in COLUMNS}
            for case in cases
        ])  # fmt: skip
        self._write("deals.csv", [
            self._deal(self.id_of(role, case), self.id_of(role, case))
            for role in ("company", "owner", "contact") for case in self._in(f"settlement, {role}")
        ])  # fmt: skip
        self._write("named.csv", [
            self._deal(str(self.place[case.id]), case.name) for case in self._in("settlement, by name")
        ])  # fmt: skip
        text = 'a = "KZ"\nb = "KR"\nsettlement_currency = "USD"\nregimes = ["UN"]\n'
        (folder / "corridor.toml").write_text(text, "utf-8")

    def id_of(self, role: str, case: Asked) -> str:
        """The seller's id that carries a case in a role."""
        return f"{role}-{self.place[case.id]}"

    def _untold(self, case: Asked) -> bool:
        """Whether a file leaves out if it is a person: of a ship, and of every other party, which changes nothing."""
        return case.of == "vessel" or self.place[case.id] % 2 == 1

    def _in(self, door: str) -> list[Asked]:
        return [case for case in self.cases if not not_carried(door, case)]

    def _seller(self, role: str, case: Asked) -> dict[str, str]:
        number = self.place[case.id]
        hs, goods = GOODS[number % len(GOODS)]
        row = {
            "external_id": self.id_of(role, case),
            "country": case.country,
            "offers": goods,
            "hs_offers": hs,
        }
        row |= {
            "name": case.name
            if role == "company"
            else nobody(len(self.cases) + 2 * number + (role == "owner"))
        }
        row |= {"contact_name": case.name if role == "contact" else ""}
        if case.heading and role != "owner":
            row[case.heading] = case.number
        return row | ({"birth_date": case.born} if role == "contact" else {})

    def _stake(self, case: Asked) -> dict[str, str]:
        row = {"owned": self.id_of("owner", case), "owner_id": f"OWN-{self.place[case.id]}", "owner": case.name,
               "owner_type": "" if self._untold(case) else case.of, "share": "60 %",
               "country": case.country, "birth_date": case.born}  # fmt: skip
        return row | ({case.heading: case.number} if case.heading else {})

    def _deal(self, name: str, seller: str) -> dict[str, str]:
        return {"deal": name, "a": seller, "b": "B-1001" if name == seller else "Pildumsae Haneulbit",
                "exporter": "a", "value": "100", "currency": "USD", "date": f"{ON}", "confirmed_on": f"{ON}",
                "hs": "1001"}  # fmt: skip

    def _write(self, name: str, rows: Iterable[dict[str, str]]) -> None:
        rows = list(rows)
        text = io.StringIO(newline="")
        writer = csv.DictWriter(
            text, list(dict.fromkeys(key for row in rows for key in row)), delimiter=";", restval=""
        )
        writer.writeheader()
        writer.writerows(rows)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.getvalue(), "utf-8")

    def _given(self) -> list[object]:
        """The folder, and its files of owners."""
        found: list[object] = ["--council", self.folder]
        for number in range(self.owners):
            found += ["--owners", self.folder / f"owners-{number}.csv"]
        return found

    @cached_property
    def matched(self) -> dict[str, str]:
        """Seller → its verdict."""
        svat("match", *self._given(), "--on", ON, "--shortlist", 200, "--out", self.folder / "out")
        data = json.loads((self.folder / "out/introductions.json").read_text("utf-8"))
        found = {x["a"]: x["verdict"]["status"] for x in data["introductions"]}
        return found | {x["a"]: "barred" for x in data["barred_pairs"]}

    @cached_property
    def rescreened(self) -> dict[str, str]:
        """Seller → how strict the news is since a day on which nobody was listed."""
        data = json.loads(svat("law", "rescreen", *self._given(), "--from", back(10), "--to", ON, "--json"))
        order = ("clear", "review", "barred")
        least = "review" if data["problems"] else "clear"
        return {
            x["company"]: max((least, *(f["effect"] for f in x["new"])), key=order.index)
            for x in data["companies"]
            if x["side"] == "a"
        }

    @cached_property
    def settled(self) -> dict[str, str]:
        """Seller → the verdict on its deal."""
        return self._account(*self._given(), "--deals", self.folder / "deals.csv")

    @cached_property
    def settled_by_name(self) -> dict[str, str]:
        """Number of a case → the verdict on a deal that names companies of no roll."""
        return self._account(self.folder / "corridor.toml", "--lists", self.folder / "lists",
                             "--deals", self.folder / "named.csv")  # fmt: skip

    def _account(self, *given: object) -> dict[str, str]:
        data = json.loads(svat("corridor", "settlement", *given, "--on", ON, "--json"))
        found = {x["deal"]: "clear" for x in data["settled"]}
        return found | {x["deal"]: x["verdict"] for x in data["refused"]}

    @cached_property
    def screened(self) -> dict[str, str]:
        """Name → where it stands, of those that need no more than a name."""
        names = [case.name for case in self._in("screen")]
        data = json.loads(svat("law", "screen", *names, "--council", self.folder, "--on", ON, "--json"))
        return {x["name"]: x["status"] for x in data["results"]}

    @cached_property
    def batched(self) -> dict[str, str]:
        """Number of a case → where it stands."""
        out = self.folder / "hits.csv"
        svat(
            "law",
            "screen",
            "--batch",
            self.folder / "names.csv",
            "--council",
            self.folder,
            "--on",
            ON,
            "--out",
            out,
        )
        found: dict[str, str] = {}
        for row in csv.DictReader(out.read_text("utf-8").splitlines()):
            found[row["id"]] = _worst([row["status"], found.get(row["id"], "clear")])
        return found

    @cached_property
    def asked(self) -> dict[str, str]:
        """Number of a case → where it stands by the endpoint, which takes 100 at a time."""
        httpx = pytest.importorskip("httpx")
        pytest.importorskip("uvicorn")
        from tests.yente.servers import Clock, serving

        found: dict[str, str] = {}
        queries = [(str(self.place[case.id]), _query(case)) for case in self.cases]
        with serving(self.folder / "lists", Clock(ON)) as url:
            for start in range(0, len(queries), 100):
                answer = httpx.post(
                    f"{url}/match/default", json={"queries": dict(queries[start : start + 100])}
                )
                if answer.status_code == 503:
                    return dict.fromkeys(map(str, self.place.values()), "review")
                if answer.status_code != 200:
                    raise ShutError(f"HTTP {answer.status_code}: {answer.text}")
                for own, response in answer.json()["responses"].items():
                    found[own] = _worst(["clear", *(x["svat"]["status"] for x in response["results"])])
        return found

    def _once(self, name: str) -> dict[str, str]:
        """What a command says, or the ShutError that it ended in; each is run once."""
        if name not in self._kept:
            try:
                self._kept[name] = getattr(self, name)
            except ShutError as error:
                self._kept[name] = error
        kept = self._kept[name]
        if isinstance(kept, ShutError):
            raise kept
        return kept

    def said(self, door: str, case: Asked) -> str:
        """Where a case stands at a door; raises ShutError where it fails or says nothing of it."""
        place, role = door.partition(", ")[::2]
        places: dict[str, Callable[[], dict[str, str]]] = {
            "match": lambda: self.matched, "rescreen": lambda: self.rescreened, "settlement": lambda: self.settled,
        }  # fmt: skip
        if role == "by name":
            found, key = self.settled_by_name, str(self.place[case.id])
        elif place in places:
            found, key = places[place](), self.id_of(role, case)
        else:
            found = {"screen": lambda: self.screened, "screen --batch": lambda: self.batched,
                     "endpoint": lambda: self.asked}[door]()  # fmt: skip
            key = case.name if door == "screen" else str(self.place[case.id])
        if key not in found:
            raise ShutError("nothing is said of it")
        return _STATUS.get(found[key], found[key])


DOORS = (
    "match, company", "match, owner", "match, contact", "screen", "screen --batch", "rescreen, company",
    "rescreen, owner", "rescreen, contact", "settlement, company", "settlement, owner", "settlement, contact",
    "settlement, by name", "endpoint",
)  # fmt: skip


def not_carried(door: str, case: Asked) -> str:
    """Why a door cannot be told a case, in words; "" where it can."""
    role = door.partition(", ")[2]
    if (door == "screen" or role == "by name") and (case.number or case.born):
        return "it is given names alone"
    if role in ("company", "by name") and case.of != "organisation":
        return "a company of a roll or a deal is an organisation"
    if role == "contact" and case.of != "person":
        return "a contact is a person"
    if door.startswith("rescreen") and case.before:
        return "it says what turned, and this was a question before"
    return "a ship owns nothing" if role == "owner" and case.of == "vessel" else ""


def at(door: str, expected: str) -> str:
    """What the kind says, as a door has it: a contact person's name is a question at most, as names are shared."""
    return "review" if door.endswith("contact") and expected == "hit" else expected


def _worst(statuses: Iterable[str]) -> str:
    return max(statuses, key=("clear", "review", "hit").index)


def _query(case: Asked) -> dict[str, Any]:
    properties = {"name": [case.name], "country": [case.country.lower()]}
    if case.heading:
        prop = COLUMNS[case.heading]  # a number without a property of its own says what it is
        named = prop == "idNumber" and case.heading != "identifiers"
        properties[prop] = [f"{case.heading} {case.number}" if named else case.number]
    if case.born:
        properties["birthDate"] = [case.born]
    return {"schema": _SCHEMATA[case.of], "properties": properties}


@cache
def own_list() -> bytes:
    """The council's own list with every listed name that has no end."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(("id", "name", "type", "identifiers", "birth_date"))
    for number, x in enumerate(LISTED):
        if not x.ended:
            writer.writerow((f"C-{number}", x.name, x.of, x.identifiers, x.born))
    return text.getvalue().encode()


def ended_list() -> bytes:
    """FollowTheMoney entities, as a publisher writes those whose sanctions have an end."""
    lines = []
    for number, x in enumerate(LISTED):
        if x.ended:
            properties = {
                "name": [x.name],
                "topics": ["sanction"],
                "taxNumber": [x.identifiers[-12:]] if x.identifiers else [],
            }
            lines.append(
                {
                    "id": f"E-{number}",
                    "schema": "Person" if x.of == "person" else "Company",
                    "properties": properties,
                }
            )
            ends = {"entity": [f"E-{number}"], "program": ["X"], "endDate": [x.ended]}
            lines.append({"id": f"S-{number}", "schema": "Sanction", "properties": ends})
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


_NOBODY = b"id;name\r\nC-0;Fernwick Obsolete Depot\r\n"
_NOBODY_FTM = (
    b'{"id":"E-0","schema":"Company","properties":{"name":["Fernwick Depot"],"topics":["sanction"]}}\n'
)


def write_lists(folder: Path) -> None:
    """Three lists; on none of them is anybody asked about until three days before."""
    manifest = ""
    versions = ((20, _NOBODY, _NOBODY_FTM), (3, own_list(), ended_list()))
    for days, own, ended in versions:
        for publisher, kind, name, data in (
            ("Council", "council-csv", "list.csv", own), ("Others", "ftm-jsonl", "entities.json", ended),
            ("UN", "un-consolidated-xml", "consolidated.xml", un_xml(f"{back(days)}T00:00:00.000Z")),
        ):  # fmt: skip
            path = folder / publisher / str(back(days)) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            manifest += table(publisher, kind, back(days), 1, {path.relative_to(folder).as_posix(): data})
    (folder / "lists.toml").write_text(manifest, "utf-8")


def closed_lists(folder: Path, files: dict[str, bytes], *more: str) -> None:
    """The UN's list, and one that is added as OFAC's of specially designated nationals."""
    paths = []
    for name, data in files.items():
        paths.append(folder / "in" / name)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_bytes(data)
    lists = folder / "lists"
    svat("law", "lists", "add", *paths, "--kind", "ofac-sdn-csv", "--publisher", "OFAC", "--version", back(20),
         "--to", lists, *more)  # fmt: skip
    un = {"un/consolidated.xml": un_xml(f"{back(20)}T00:00:00.000Z")}
    (lists / "un").mkdir()
    (lists / "un/consolidated.xml").write_bytes(un["un/consolidated.xml"])
    with (lists / "lists.toml").open("a", encoding="utf-8") as manifest:
        manifest.write("\n" + table("UN", "un-consolidated-xml", back(20), 1, un))

"""Small invented councils for the table of cases × doors: rolls, lists, case files, deals and trade of one corridor.

Everything is invented. Each council has one buyer in South Korea and sellers in Kazakhstan; what happens to a seller's
pair with the buyer is what a case is about. Only files are written, so that nothing here knows how svat is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.corridor.trade import comtradefiles
from tests.law.listfiles import table, un_xml
from tests.law.record.recordfiles import ANSWER, EXEMPTION, write

ON = date(2026, 11, 16)
WHEAT, COPPER, ZINC, COAL, LIGNITE, CHIPS = "1001", "2603", "2608", "2701", "2702", "8542"
GOODS = {
    WHEAT: "wheat", COPPER: "copper ores", ZINC: "zinc ores", COAL: "coal", LIGNITE: "lignite",
    CHIPS: "electronic integrated circuits",
}  # fmt: skip
BUYER, BUYER_NAME = "KR-1", "Haneulbit Supplies"
REGIME = "KZ-NATIONAL"


def back(days: int) -> date:
    """So many days before the day that everything is asked about."""
    return ON - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Firm:
    """A seller on the first roll."""

    id: str
    name: str
    hs: str = WHEAT
    contact_name: str = ""
    tax_number: str = ""
    registration_number: str = ""
    lei: str = ""


@dataclass(frozen=True, slots=True)
class Council:
    """One council's folder, and what of it the commands are given."""

    name: str
    folder: Path
    firms: tuple[Firm, ...]
    lists: bool = True
    measures: bool = False
    companies_known: bool = False  # the account of deals is given the rolls too
    case_file: tuple[str, ...] = ()  # of owners, rulings, exemptions, usage, answers

    def path(self, name: str) -> Path:
        return self.folder / name

    def option(self, *names: str) -> list[object]:
        """Those of the files that the council has, as options of the command line; their name is the option's."""
        has = {"lists": self.lists, "measures": self.measures} | dict.fromkeys(self.case_file, True)
        ending = {"lists": "", "rulings": ".jsonl"}
        return [
            word
            for name in names
            if has.get(name)
            for word in (f"--{name}", self.path(name + ending.get(name, ".csv")))
        ]


PLAIN = Firm("P-PLAIN", "Saryarka Linen Works", contact_name="Dorvane Ulmarick")
LISTED = Firm("P-LISTED", "Krellowind Export Bureau")
OWNED = Firm("P-OWNED", "Tulpar Wool Combing")
HALF = Firm("P-HALF", "Alatau Felt House")
FREE = Firm("P-FREE", "Zhetysu Apple Press")
RULED = Firm("P-RULED", "Quellmar Dunscote")
LAPSED = Firm("P-LAPSED", "Ostrevane Milling")
TAX = Firm("P-TAX", "Irgiz Salt Pans", tax_number="770912345678")
NUMBER = Firm("P-NUMBER", "Mugodzhar Glass", registration_number="88445512-90")
LEI = Firm("P-LEI", "Tengri Pumice", lei="9999INVENTED00DOOR67")
OTHER_CLASS = Firm("P-CLASS", "Bayanaul Timber", tax_number="661803309917")
CONTACT = Firm("P-CONTACT", "Kokshetau Buckwheat", contact_name="Ilmar Questovan")
TWIN = Firm("P-TWIN", "HANEULBIT SUPPLIES LLP")
SUBSIDIARY = Firm("P-SUB", "Haneulbit Supplies Kazakhstan")
PARTIES = (
    PLAIN, LISTED, OWNED, HALF, FREE, RULED, LAPSED, TAX, NUMBER, LEI, OTHER_CLASS, CONTACT, TWIN, SUBSIDIARY,
)  # fmt: skip

BARRED_GOODS = Firm("G-COPPER", "Ulytau Ore Dressing", COPPER)
FREE_GOODS = Firm("G-WHEAT", "Turgai Grain Union", WHEAT)
CHIP_GOODS = Firm("G-CHIPS", "Esil Circuit Works", CHIPS)
ORES = (BARRED_GOODS, FREE_GOODS, CHIP_GOODS)

EXEMPT = Firm("E-ZINC", "Karatau Zinc Yard", ZINC)
NOT_EXEMPT = Firm("E-OTHER", "Shyngys Ore Trade", ZINC)
SPENT = Firm("E-COAL", "Ekibas Seam Works", COAL)
UNSPENT = Firm("E-LIGNITE", "Maikube Brown Seam", LIGNITE)
ANSWERED = Firm("E-ANSWERED", "Talgar Microparts", CHIPS)
HALF_ANSWERED = Firm("E-HALF", "Burabai Signal Parts", CHIPS)
FILED = (EXEMPT, NOT_EXEMPT, SPENT, UNSPENT, ANSWERED, HALF_ANSWERED)

_ROLL = (
    "external_id;name;country;offers;hs_offers;needs;hs_needs;contact_name;tax_number;registration_number;lei"
)
_LISTED_HEADER = ("id;name;type;identifiers",)
_LISTED = (
    "C-1;KRELLOWIND EXPORT BUREAU;organisation;",
    "C-2;VORRUNDEL HOLDING;organisation;",
    "C-3;QUELLMAR DUNSCOTE;organisation;",
    "C-4;OSTREVANE MILLING;organisation;",
    "C-5;Nimbarossa Freight;organisation;Tax: 770912345678",
    "C-6;Pellidore Marine;organisation;Registration: 88445512-90",
    "C-7;Gravelinck Estates;organisation;LEI: 9999INVENTED00DOOR67",
    "C-8;Hartibeld Cargo;organisation;Registration: 661803309917",
    "C-9;QUESTOVAN, Ilmar;person;",
)
_FRESH, _NEW = back(5), back(3)
_NOBODY = "C-0;Fernwick Obsolete Depot;organisation;"
_COLUMNS = (
    "id", "regime", "source", "target", "direction", "hs_revision", "hs", "valid_from", "verdict", "cap",
    "cap_amount", "cap_unit", "cap_period", "confidence", "detail", "decide",
)  # fmt: skip
_BAR = ("barred", "", "", "", "", "A", "Invented: none of it leaves.", "")
_CAP = ("cap", "100 t a year", "100", "t", "calendar_year", "A", "Invented: a cap.", "Is the cap kept?")
_MEASURES = [
    dict(zip(_COLUMNS, (rule, REGIME, "Order 1", "KZ", "procure_from", "2022", hs, "2025-01-01", *says), strict=True))
    for rule, hs, says in (
        ("KZ-COPPER", COPPER, _BAR), ("KZ-ZINC", ZINC, _BAR), ("KZ-COAL", COAL, _CAP), ("KZ-LIGNITE", LIGNITE, _CAP),
    )
]  # fmt: skip
_OWNERS = (
    "owned,owner_id,owner,owner_type,share",
    f"{OWNED.id},OWN-1,Vorrundel Holding,organisation,100 %",
    f"{HALF.id},OWN-1,Vorrundel Holding,organisation,49 %",
    f"{HALF.id},OWN-2,Brindlemoor Partners,organisation,51 %",
    f"{FREE.id},OWN-2,Brindlemoor Partners,organisation,100 %",
)
# question, the answer that settles it
_SETTLING = {f"MEU-{k}": "yes" if k > 5 else "no" for k in range(1, 8)}


def councils(root: Path) -> dict[str, Council]:
    """Every council of the table, by name, its files written below `root`."""
    few, tomorrow = (PLAIN,), ON + timedelta(days=1)
    required = 'required_publishers = ["UN", "Council", "Board"]\n'
    military = 'context = "military"\n'
    made = [
        _council(Council("none", root / "none", few, lists=False)),
        _listed(_council(Council("later", root / "later", few)), own=tomorrow),
        _listed(_council(Council("stale", root / "stale", few)), own=back(31)),
        _listed(_council(Council("missing", root / "missing", few), required)),
        _listed(_council(Council("doubt", root / "doubt", few)), un_made=back(2)),
        # at the very edge of what is allowed: of the day itself, as old as may be and made on that day, all there
        _listed(_council(Council("edge", root / "edge", few), required), un=back(30), own=ON, board=True),
        _parties(root / "parties"),
        _listed(_council(Council("measures", root / "measures", ORES, measures=True))),
        _listed(_council(Council("military", root / "military", ORES[1:]), military)),
        _on_file(root / "on-file", military),
    ]
    return {council.name: council for council in made}


def _council(council: Council, law: str = "") -> Council:
    """The files that every council has: corridor, rolls, measures, and what is asked about them."""
    council.folder.mkdir(parents=True)
    regimes = f'["UN", "{REGIME}"]' if council.measures else '["UN"]'
    corridor = f'a = "KZ"\nb = "KR"\nsettlement_currency = "USD"\nregimes = {regimes}\n[law]\n{law}'
    sellers = [
        f"{f.id};{f.name};KZ;{GOODS[f.hs]};{f.hs};;;{f.contact_name};{f.tax_number};{f.registration_number};{f.lei}"
        for f in council.firms
    ]
    wanted = list(dict.fromkeys(f.hs for f in council.firms))
    needs = f'"{"; ".join(GOODS[hs] for hs in wanted)}";"{"; ".join(wanted)}"'
    deals = [
        f"{f.id}/{way},{a},{b},a,100,USD,{ON},{ON},{f.hs}"
        for f in council.firms
        for way, a, b in (("id", f.id, BUYER), ("name", f.name, BUYER_NAME))
    ]
    answers = [f"{back(1)};{f.id};{BUYER};accepted" for f in council.firms]
    for name, lines in {
        "corridor.toml": [corridor],
        "a.csv": [_ROLL, *sellers],
        "b.csv": [_ROLL, f"{BUYER};{BUYER_NAME};KR;;;{needs};Seo Narin;;;"],
        "decisions.csv": ["date;company;partner;decision", *answers],
        "deals.csv": ["deal,a,b,exporter,value,currency,date,confirmed_on,hs", *deals],
        "names.csv": ["id,name,type", *(f"{f.id},{f.name},organisation" for f in council.firms)],
        "comtrade.csv": [_trade(wanted)],
    }.items():
        _text(council.path(name), lines)
    write(council.path("measures.csv"), _MEASURES)
    return council


def _trade(headings: Iterable[str]) -> str:
    """Trade of one year in which Kazakhstan sells less of all but one heading than it could."""
    rows: list[comtradefiles.Given] = []
    for hs in headings:
        rows += [
            (2025, "KZ", "X", "WORLD", hs, 2_000_000), (2025, "DE", "X", "WORLD", hs, 2_000_000),
            (2025, "KR", "M", "WORLD", hs, 1_000_000), (2025, "KZ", "X", "KR", hs, 400_000 if hs == CHIPS else 100_000),
        ]  # fmt: skip
    return comtradefiles.text(comtradefiles.PRESENT, map(comtradefiles.present, rows))


def _listed(
    council: Council,
    *,
    un: date = _FRESH,
    un_made: date | None = None,
    own: date = _NEW,
    board: bool = False,
) -> Council:
    """The lists: the UN's of a day and made on it unless said, and the council's own, empty before its day."""
    whole = "\n".join(_LISTED_HEADER + _LISTED).encode()
    nobody = "\n".join((*_LISTED_HEADER, _NOBODY)).encode()
    asked_before = council.name == "parties"  # only there is it asked what turned since an earlier day
    un = back(20) if asked_before else un
    files = [("UN", "un-consolidated-xml", un, "consolidated.xml", un_xml(f"{un_made or un}T00:00:00.000Z"))]
    files.append(("Council", "council-csv", own, "list.csv", whole))
    if asked_before:
        files.append(("Council", "council-csv", back(20), "list.csv", nobody))
    if board:
        files.append(("Board", "council-csv", back(1), "list.csv", nobody))
    manifest = ""
    for publisher, kind, version, name, data in files:
        path = council.folder / "lists" / publisher / str(version) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        place = path.relative_to(council.folder / "lists").as_posix()
        manifest += table(publisher, kind, version, 1, {place: data})
    (council.folder / "lists/lists.toml").write_text(manifest, encoding="utf-8")
    return council


def _parties(folder: Path) -> Council:
    """Sellers that are listed, or owned by who is, or alike; rulings on two of them are made by the test."""
    council = Council("parties", folder, PARTIES, companies_known=True, case_file=("owners", "rulings"))
    _listed(_council(council))
    _text(council.path("owners.csv"), _OWNERS)
    return council


def _on_file(folder: Path, law: str) -> Council:
    """Sellers whose verdict turns by exemptions, by what moved under caps, and by answers on end use."""
    known = ("exemptions", "usage", "answers")
    council = Council("on-file", folder, FILED, measures=True, companies_known=True, case_file=known)
    _listed(_council(council, law))
    exemption = EXEMPTION | {
        "rules": "KZ-ZINC", "granted_on": f"{back(60)}", "valid_from": f"{back(60)}", "valid_to": f"{ON}",
        "exporters": "KZ", "importers": "KR", "hs": ZINC, "exporter_companies": EXEMPT.id,
    }  # fmt: skip
    write(council.path("exemptions.csv"), [exemption])
    used = [
        {"date": f"{back(30)}", "exporter": "KZ", "importer": "KR", "hs": hs, "quantity": quantity, "unit": "t",
         "value": "", "currency": "", "reference": f"INV-{hs}"}
        for hs, quantity in ((COAL, "100"), (LIGNITE, "40"))
    ]  # fmt: skip
    write(council.path("usage.csv"), used)
    until = {"answered_on": f"{back(9)}", "valid_to": f"{ON}"}
    answers = [
        ANSWER | until | {"a": firm.id, "b": BUYER, "question": question, "answer": answer}
        for firm, told in ((ANSWERED, _SETTLING), (HALF_ANSWERED, dict([*_SETTLING.items()][:-1])))
        for question, answer in told.items()
    ]
    write(council.path("answers.csv"), answers)
    return council


def _text(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

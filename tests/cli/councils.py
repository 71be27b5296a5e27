"""A council's folder with something of everything in it, small: what --council reads, each file of which matters.

Beside it stands other/, with another file of each kind, for single options that win over the folder.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.corridor.files import FULL, HEAD
from tests.corridor.trade import comtradefiles
from tests.corridor.trade.comtradefiles import Given
from tests.law.listfiles import SDN, VERSION, sdn_csv, un_xml, write_lists
from tests.law.record.recordfiles import ANSWER, EXEMPTION, write

from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.council.screening import RulingDraft, rule
from svat.law.rules.dual_use import load_end_use

ON = date(2026, 3, 10)  # nine days after the lists' version
NEAR = "Tobylzhar Meridien Suply Works"  # alike to the listed OFAC 101

ROLL_A = """\
external_id,name,country,zvarnik,hs_offers
A1,Пример Мёд,KZ,honey,040900
A2,Пример Соты,KZ,honey,040900
A3,Tobylzhar Meridien Suply Works,KZ,honey,040900
A4,Пример Зерно,KZ,wheat,100199
A5,Пример Уголь,KZ,coal,270112
A6,Пример Схемы,KZ,integrated circuits,854231
"""
ROLL_B = """\
external_id,name,name_latin,country,needs,hs_needs
B1,예시상사,Yesi,KR,honey; wheat,040900; 100199
B2,보기식품,Pogi,KR,honey; coal,040900; 270112
B3,예시전자,Yesi Chip,KR,integrated circuits,854231
"""
MEASURES = """\
id,regime,source,target,direction,hs_revision,hs,verdict,confidence,detail,decide,cap,cap_amount,cap_unit,cap_period
OWN-1,KZ-OWN,Order 1,KZ,procure_from,2022,1001,barred,A,Invented: no wheat leaves.,,,,,
OWN-2,KZ-OWN,Order 2,KZ,procure_from,2022,2701,cap,A,Invented: 10 t of coal.,Is there room?,10 t,10,t,calendar_year
"""
USAGE = """\
date,exporter,importer,hs,quantity,unit,value,currency,reference
2026-02-01,KZ,KR,270112,{tonnes},t,,,INV-1
"""
DEALS = """\
deal,a,b,exporter,hs,stage,year,value,currency,date,known_on,confirmed_on,paid
D1,A1,B1,a,040900,confirmed,2026,{value},KZT,2026-03-02,2026-03-02,2026-03-03,2026-03-04: 400
D2,A2,B2,a,040900,confirmed,2026,500,KZT,2026-03-02,2026-03-02,2026-03-03,
"""
TRADE: list[Given] = [
    (2021, "KZ", "X", "WORLD", "2603", 2000_000), (2021, "DE", "X", "WORLD", "2603", 2000_000),
    (2021, "KZ", "X", "WORLD", "1001", 300_000), (2021, "DE", "X", "WORLD", "1001", 2700_000),
    (2021, "KR", "M", "WORLD", "2603", 1000_000), (2021, "KR", "M", "WORLD", "1001", 500_000),
    (2021, "KZ", "X", "KR", "2603", 200_000), (2021, "KZ", "X", "KR", "1001", 75_000),
]  # fmt: skip


def write_council(folder: Path) -> Path:
    """The council's folder, and the files beside it."""
    for place in ("rolls/a", "rolls/b", "case-file", "rates", "trade", "keys", "other", "new"):
        (folder / place).mkdir(parents=True)
    _corridor(folder)
    _rolls(folder)
    write_lists(folder / "lists")
    more = (*SDN, (106, "ПРИМЕР МЁД", "", ""))
    write_lists(folder / "other/lists", hashed=False, changed={"sdn": sdn_csv(more)})
    (folder / "new/un.xml").write_bytes(un_xml("2026-03-08T00:00:00.000Z"))
    _law(folder)
    _trade_and_deals(folder)
    return folder


def _corridor(folder: Path) -> None:
    regimes = f'{HEAD.rstrip()}\nregimes = ["UN", "US", "KZ-OWN"]\n\n'
    text = FULL.replace(HEAD, regimes) + '\n[law]\ncontext = "military"\n'
    (folder / "corridor.toml").write_text(text, encoding="utf-8")
    other = text.replace("amount = 1_000\n", "amount = 2_000\n").replace(
        "principal = 100.00", "principal = 300.00"
    )
    other = other.replace('title = "Forum"', 'title = "Fair"') + "two_person_rule = true\n"
    (folder / "other/corridor.toml").write_text(other, encoding="utf-8")


def _rolls(folder: Path) -> None:
    (folder / "rolls/a/kz.csv").write_text(ROLL_A, encoding="utf-8")
    (folder / "rolls/b/kr.csv").write_text(ROLL_B, encoding="utf-8")
    (folder / "other/kz.csv").write_text(ROLL_A.replace("Пример Соты", "Пример Улей"), encoding="utf-8")
    (folder / "other/kr.csv").write_text(ROLL_B.replace("보기식품", "보기상회"), encoding="utf-8")
    (folder / "synonyms.csv").write_text("canonical,language,synonym\noffers,en,zvarnik\n", encoding="utf-8")
    (folder / "other/synonyms.csv").write_text(
        "canonical,language,synonym\nneeds,en,zvarnik\n", encoding="utf-8"
    )
    head = "term,language,kind,means,hs,reason\n"
    (folder / "glossary.csv").write_text(f"{head}zvarnik,,goods,natural honey,0409,\n", encoding="utf-8")
    (folder / "other/glossary.csv").write_text(f"{head}zvarnik,,nothing,,,\n", encoding="utf-8")
    (folder / "wishes.csv").write_text("wish,a,b,most\nveto,A1,B2,\n", encoding="utf-8")
    (folder / "other/wishes.csv").write_text("wish,a,b,most\nveto,A1,B1,\n", encoding="utf-8")
    head = "date,company,partner,decision\n2026-03-01,A1,B1,accepted\n"
    (folder / "decisions.csv").write_text(head, encoding="utf-8")
    (folder / "other/decisions.csv").write_text(f"{head}2026-03-02,B1,A1,declined\n", encoding="utf-8")


def _law(folder: Path) -> None:
    case_file, other = folder / "case-file", folder / "other"
    (folder / "measures.csv").write_text(MEASURES, encoding="utf-8")
    (other / "measures.csv").write_text(MEASURES.replace("2022,1001", "2022,1002"), encoding="utf-8")
    owners = "owned,owner,share\n{},Tobylzhar Meridian Supply LLP,60\n"
    (case_file / "owners.csv").write_text(owners.format("A2"), encoding="utf-8")
    (other / "owners.csv").write_text(owners.format("A1"), encoding="utf-8")
    exemption = EXEMPTION | {
        "rules": "OWN-1", "granted_on": "2026-01-10", "valid_from": "2026-01-10", "valid_to": "2026-12-31",
        "exporters": "KZ", "importers": "KR", "hs": "1001",
    }  # fmt: skip
    write(case_file / "exemptions.csv", [exemption])
    write(other / "exemptions.csv", [exemption | {"hs": "1002"}])
    (case_file / "usage.csv").write_text(USAGE.format(tonnes=10), encoding="utf-8")
    (other / "usage.csv").write_text(USAGE.format(tonnes=5), encoding="utf-8")
    for path, until in ((case_file / "answers.csv", "2026-12-31"), (other / "answers.csv", "2026-03-09")):
        dates = {"answered_on": "2026-03-01", "valid_to": until}
        pair = ANSWER | dates | {"a": "A6", "b": "B3"}
        write(path, [pair | {"question": q.id, "answer": q.closes} for q in load_end_use().questions])
    _rulings(folder)


def _rulings(folder: Path) -> None:
    """A near name that was cleared, and a listed one of which one person alone proposes it."""
    law = FolderStore(CouncilFiles(lists=folder / "lists")).law_of_lists(VERSION)
    for path, until, by in (("case-file", date(2026, 6, 1), "One"), ("other", date(2026, 3, 9), "Three")):
        for name in (NEAR, "Tobylzhar Meridian Supply"):
            draft = RulingDraft(name, "OFAC 101", "cleared", "another firm", by, VERSION, until)
            rule(folder / path / "rulings.jsonl", law, draft)


def _trade_and_deals(folder: Path) -> None:
    (folder / "deals.csv").write_text(DEALS.format(value=1000), encoding="utf-8")
    (folder / "other/deals.csv").write_text(DEALS.format(value=900), encoding="utf-8")
    rates = "date,base,quote,rate,source\n2026-03-02,USD,KZT,{},bank\n"
    (folder / "rates/own.csv").write_text(rates.format(500), encoding="utf-8")
    (folder / "other/rates.csv").write_text(rates.format(400), encoding="utf-8")
    for path, rows in ((folder / "trade/comtrade.csv", TRADE), (folder / "other/trade.csv", TRADE[:-1])):
        text = comtradefiles.text(comtradefiles.PRESENT, map(comtradefiles.present, rows))
        path.write_text(text, encoding="utf-8")

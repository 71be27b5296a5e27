"""Invented lists and companies of a log that svat wrote before names were read as they are now: each kind that turns.

The log, earlier_names.jsonl, is never to be written anew. Each company of it is here, with what the verdict was and is:
those that turn, and beside each its nearest neighbour that stands.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.law.listfiles import VERSION, UnRow, alt_csv, sdn_csv, table, un_xml

LOG = Path(__file__).with_name("earlier_names.jsonl")

SDN = (
    (201, "DRUZHANOVETS, Kliment Yarovetovich", "individual", "DOB 04 Mar 1962."),
    (202, "VANTARRIC, Ossel", "individual", ""),
    (203, "SALMAN BIN MUHAMMAD AL-ZORVATI", "individual", ""),
    (204, "HARMATTAN", "", ""),
    (205, "JOINT STOCK COMPANY ARBATEX DEFENCE WORKS", "", ""),
    (206, "BORDANE ORCHARD INTERNATIONAL", "", ""),
    (207, "BORDANE COMMERCIAL UNION", "", ""),
    (208, "AMBER PETREL", "vessel", ""),
    (209, "KELVORIN OOO", "", ""),
    (210, "QUARTZ HERON WORKS", "", "Tax ID No. 7709120 (Russia); Registration Number 8844551277 (Kazakhstan)."),
    (211, "ZORGANIM", "individual", ""),
    (212, "DUMARIN, Benjamin", "individual", ""),
    (213, "CHUNG CHOON HEE", "individual", ""),
    (214, "LIMITED LIABILITY COMPANY SVETLANOVO", "", ""),
    (215, "CORAL HERON WORKS", "", "Tax ID No. 0088112299 (Kazakhstan); alt. Tax ID No. 060140007000 (Kazakhstan)."),
    (216, "PEACE TRADING COMPANY", "", ""),
)  # fmt: skip
UN: tuple[UnRow, ...] = (
    ("XXe.201", ("VENTORA SHIPPING (Гонконг)",), "", (), False),
    ("XXi.202", ("TESSALIN", "BROMMARK"), "", (("Good", "Barak Druzhanyan"),), True),
)


class Kept(NamedTuple):
    """A company of the log: who it is, its verdict then and now, and the kind by which it turns; "" where it stands."""

    who: str  # its name; "owner: …" its owner, a person; "ship: …" its owner, of what kind is not said; "tax: …"
    then: str
    now: str
    cause: str = ""


KEPT = (
    Kept("VENTORA SHIPPING (Гонконг)", "clear", "barred", "brackets"),
    Kept("ООО «Гонконг»", "barred", "clear", "brackets"),
    Kept("Ventora Shipping", "barred", "barred"),
    Kept("owner: Druzhanovets K.Y.", "clear", "review", "initials"),
    Kept("owner: Druzhanovets K. Y.", "review", "review"),
    Kept("owner: Druzhanovets P.S.", "clear", "clear"),
    Kept("owner: Ossel Petrovich Vantarric", "clear", "review", "father"),
    Kept("owner: Ossel Vantarric", "barred", "barred"),
    Kept("owner: Pyotr Petrovich Vantarric", "clear", "clear"),
    Kept("owner: Kliment Ivanovich Druzhanovets", "clear", "clear"),
    Kept("owner: Kliment Yarovetovich Druzhanovets", "barred", "barred"),
    Kept("owner: Muhammad bin Salman al-Zorvati", "barred", "review", "swapped"),
    Kept("owner: Salman bin Muhammad al-Zorvati", "barred", "barred"),
    Kept("owner: Zorganim", "barred", "review", "one-word"),
    Kept("Zorganim Works LLP", "clear", "clear"),
    Kept("owner: President Kliment Yarovetovich Druzhanovets", "review", "barred", "title"),
    Kept("ship: M/V Amber Petrel", "clear", "barred", "ship"),
    Kept("ship: Amber Petrel", "barred", "barred"),
    Kept("ship: M/V Coral Petrel", "clear", "clear"),
    Kept("Harmattan II LLP", "barred", "review", "number"),
    Kept("Harmattan LLP", "barred", "barred"),
    Kept("ИП Дружановец К.Я.", "clear", "review", "own-name"),
    Kept("ИП Дружановец П.С.", "clear", "clear"),
    Kept("Kelvorin Sp. z o.o.", "clear", "barred", "forms"),
    Kept("Kelvorin LLC", "barred", "barred"),
    Kept("Torvalin Sp. z o.o.", "clear", "clear"),
    Kept("Kelvorin JSC", "barred", "review", "forms-differ"),
    Kept("Kelvorin Zhan", "clear", "review", "left-aside"),
    Kept("Torvalin Zhan", "clear", "clear"),
    Kept("Joint Stock Company A", "review", "clear", "lone-letters"),
    Kept("Joint Stock Company Arbatex Defence Works", "barred", "barred"),
    Kept("Limited Liability Company", "review", "clear", "cut"),
    Kept("Limited Liability Company Svetlano", "review", "review"),
    Kept("Bordane Orchard Intl", "clear", "barred", "spelling"),
    Kept("Bordane Orchard International", "barred", "barred"),
    Kept("Bordane Comm Union", "clear", "review", "abbreviation"),
    Kept("Bordane Commercial Union", "barred", "barred"),
    Kept("owner: Ben Dumarin", "clear", "review", "nickname"),
    Kept("owner: Benjamin Dumarin", "barred", "barred"),
    Kept("owner: Robert Dumarin", "clear", "clear"),
    Kept("owner: 정춘희", "clear", "review", "hangul"),
    Kept("owner: 박춘희", "clear", "clear"),
    Kept("보람고리", "clear", "review", "hangul-organisation"),
    Kept("owner: Բարակ Դրուժանյան", "review", "review"),
    Kept("Oʻzbekgʻalla Namuna", "review", "clear", "apostrophe"),
    Kept("Ozbekgalla Namuna", "clear", "clear"),
    Kept("M?llerin Werke", "clear", "review", "wrong-letters"),
    Kept("Möllerin Werke", "clear", "clear"),
    Kept("tax: 7709120", "barred", "review", "number-question"),
    Kept("tax: 88112299", "clear", "review", "number-question"),
    Kept("tax: 60140007000", "clear", "barred", "same-number"),
    Kept("tax: 0088112299", "barred", "barred"),
    Kept("tax: 8844551277", "review", "review"),
    Kept("tax: 8844551999", "clear", "clear"),
    Kept("Twin Lantern Namuna", "clear", "review", "same-company"),
)


def write_lists(folder: Path) -> Path:
    """The lists that the log rests on, byte for byte."""
    ofac = {"sdn.csv": sdn_csv(SDN), "alt.csv": alt_csv(((202, "VANTARIK, Osel"),))}
    un = {"consolidated.xml": un_xml(rows=UN)}
    folder.mkdir(parents=True)
    for path, data in {**ofac, **un}.items():
        (folder / path).write_bytes(data)
    manifest = table("OFAC", "ofac-sdn-csv", VERSION, len(SDN), ofac)
    manifest += table("UN", "un-consolidated-xml", VERSION, len(UN), un)
    (folder / "lists.toml").write_text(manifest, encoding="utf-8")
    return folder

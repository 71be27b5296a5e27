"""Comtrade files made up for tests: the exact headers of every generation, rows from a few words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping


def _columns(header: str) -> list[str]:
    return header.split(",")


PRESENT = _columns(
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
    "partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,"
    "classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,"
    "mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,"
    "isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,"
    "legacyEstimationFlag,isReported,isAggregate"
)
FORMER = _columns(
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,"
    "Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,"
    "Netweight (kg),Trade Value (US$),Flag"
)
FORMER_LONG = _columns(
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,"
    "Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,"
    "Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,"
    "Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),"
    "CIF Trade Value (US$),FOB Trade Value (US$),Flag"
)
SHORT = _columns(
    "pfCode,yr,period,periodDesc,aggrLevel,IsLeaf,rgCode,rgDesc,rtCode,rtTitle,rt3ISO,ptCode,ptTitle,pt3ISO,ptCode2,"
    "ptTitle2,pt3ISO2,cstCode,cstDesc,motCode,motDesc,cmdCode,cmdDescE,qtCode,qtDesc,qtAltCode,qtAltDesc,"
    "TradeQuantity,AltQuantity,NetWeight,GrossWeight,TradeValue,CIFValue,FOBValue,estCode"
)
AREAS = {
    "KZ": ("398", "KAZ", "Kazakhstan"),
    "KR": ("410", "KOR", "Rep. of Korea"),
    "DE": ("276", "DEU", "Germany"),
    "CN": ("156", "CHN", "China"),
    "US": ("842", "USA", "USA"),
    "RU": ("643", "RUS", "Russian Federation"),
    "KP": ("408", "PRK", "Dem. People's Rep. of Korea"),
    "WORLD": ("0", "W00", "World"),
}
Given = tuple[int, str, str, str, str, object]  # year, reporter, flow X or M, partner, code, value


def area(code: str) -> tuple[str, str, str]:
    return AREAS.get(code) or ("", code, code)


def level(code: str) -> str:
    return "0" if code == "TOTAL" else str(len(code))


def present(given: Given, **changes: str) -> dict[str, str]:
    year, reporter, flow, partner, code, value = given
    (rn, r3, rd), (pn, p3, pd) = area(reporter), area(partner)
    row = dict.fromkeys(PRESENT, "") | {
        "typeCode": "C", "freqCode": "A", "refPeriodId": f"{year}0101", "refYear": str(year), "refMonth": "52",
        "period": str(year), "reporterCode": rn, "reporterISO": r3, "reporterDesc": rd, "flowCode": flow,
        "flowDesc": {"X": "Export", "M": "Import"}.get(flow, ""), "partnerCode": pn, "partnerISO": p3,
        "partnerDesc": pd, "partner2Code": "0", "partner2ISO": "W00", "partner2Desc": "World",
        "classificationCode": "H6", "classificationSearchCode": "HS", "isOriginalClassification": "true",
        "cmdCode": code, "cmdDesc": "goods, of a kind", "aggrLevel": level(code), "isLeaf": "false",
        "customsCode": "C00", "mosCode": "0", "motCode": "0", "primaryValue": str(value),
        "cifvalue": str(value) if flow == "M" else "", "fobvalue": str(value) if flow == "X" else "",
        "isReported": "true", "isAggregate": "true",
    }  # fmt: skip
    return row | changes


def former(given: Given, **changes: str) -> dict[str, str]:
    year, reporter, flow, partner, code, value = given
    (rn, r3, rd), (pn, p3, pd) = area(reporter), area(partner)
    p3 = "WLD" if partner == "WORLD" else p3
    return dict.fromkeys([*FORMER, *FORMER_LONG], "") | {
        "Classification": "H4", "Year": str(year), "Period": str(year), "Period Desc.": str(year),
        "Aggregate Level": level(code), "Trade Flow Code": {"M": "1", "X": "2"}.get(flow, flow),
        "Trade Flow": {"X": "Export", "M": "Import"}.get(flow, ""), "Reporter Code": rn, "Reporter": rd,
        "Reporter ISO": r3, "Partner Code": pn, "Partner": pd, "Partner ISO": p3, "Commodity Code": code,
        "Commodity": "goods, of a kind", "Trade Value (US$)": str(value), "Flag": "0",
    } | changes  # fmt: skip


def short(given: Given, **changes: str) -> dict[str, str]:
    year, reporter, flow, partner, code, value = given
    (rn, r3, rd), (pn, p3, pd) = area(reporter), area(partner)
    return dict.fromkeys(SHORT, "") | {
        "pfCode": "H4", "yr": str(year), "period": str(year), "periodDesc": str(year), "aggrLevel": level(code),
        "rgCode": {"M": "1", "X": "2"}.get(flow, flow), "rtCode": rn, "rtTitle": rd, "rt3ISO": r3, "ptCode": pn,
        "ptTitle": pd, "pt3ISO": p3, "cmdCode": code, "cmdDescE": "goods", "TradeValue": str(value),
    } | changes  # fmt: skip


FORMS = {"47 columns": (PRESENT, present), "22 columns": (FORMER, former), "35 columns": (FORMER_LONG, former),
         "short form": (SHORT, short)}  # fmt: skip


def text(header: Iterable[str], rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(
        out, list(header), extrasaction="ignore", delimiter=delimiter, lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()

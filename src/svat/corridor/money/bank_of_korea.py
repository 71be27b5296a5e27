"""Corridor room, Bank of Korea: the items of its statistics (ECOS), which name currencies and units in Korean.

"원/미국달러(매매기준율)" is won for one US dollar, the basic rate of the day; "원/일본엔(100엔)" is for 100 yen.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from svat.corridor.money.official import RateEntry
from svat.wording import say

CURRENCY_OF_ITEM = {
    "미국달러": "USD", "일본엔": "JPY", "유로": "EUR", "위안": "CNY", "중국위안": "CNY", "영국파운드": "GBP",
    "캐나다달러": "CAD", "홍콩달러": "HKD", "스위스프랑": "CHF", "호주달러": "AUD", "뉴질랜드달러": "NZD",
    "싱가포르달러": "SGD", "스웨덴크로나": "SEK", "덴마크크로네": "DKK", "노르웨이크로네": "NOK",
    "사우디아라비아리얄": "SAR", "사우디아라비아리알": "SAR", "사우디리얄": "SAR", "쿠웨이트디나르": "KWD",
    "바레인디나르": "BHD", "아랍에미리트디르함": "AED", "아랍연방토후국디르함": "AED", "UAE디르함": "AED",
    "태국바트": "THB", "인도네시아루피아": "IDR", "말레이시아링깃": "MYR", "말레이지아링깃": "MYR", "인도루피": "INR",
    "대만달러": "TWD", "필리핀페소": "PHP", "베트남동": "VND", "몽골투그릭": "MNT", "카자흐스탄텡게": "KZT",
    "러시아루블": "RUB", "터키리라": "TRY", "튀르키예리라": "TRY", "브라질헤알": "BRL", "브라질레알": "BRL",
    "멕시코페소": "MXN", "폴란드즈워티": "PLN", "폴란드즐로티": "PLN", "체코코루나": "CZK", "헝가리포린트": "HUF",
    "남아프리카공화국랜드": "ZAR", "남아공랜드": "ZAR", "이스라엘셰켈": "ILS", "이스라엘쉐켈": "ILS",
    "이집트파운드": "EGP", "요르단디나르": "JOD", "카타르리얄": "QAR", "카타르리알": "QAR", "방글라데시타카": "BDT",
    "파키스탄루피": "PKR", "우즈베키스탄숨": "UZS", "캄보디아리엘": "KHR", "브루나이달러": "BND", "오만리알": "OMR",
    "오만리얄": "OMR",
}  # fmt: skip
_PARTS = re.compile(r"\(([^()]*)\)")
_UNITS = re.compile(r"(\d{1,6})\s*[^\W\d_]+")
_BASIC = "매매기준율"
_BY_HUNDREDS = frozenset({"JPY", "IDR", "VND"})  # quoted for 100 units, which their items must say


def item(name: str) -> tuple[str, str, str]:
    """(currency, units, why it is no official rate) of an item of the bank's statistics."""
    parts = _PARTS.findall(name)
    plain = _PARTS.sub("", name).replace(" ", "").replace(".", "")
    won, _, other = plain.partition("/")
    currency = CURRENCY_OF_ITEM.get(other, "")
    if won != "원" or not currency:
        return name, "", say("not a currency in won that svat knows")
    units = "1"
    for part in parts:
        if match := _UNITS.fullmatch(part.strip()):
            units = match[1]
        elif part.replace(" ", "") != _BASIC:
            return (
                name,
                "",
                say("{part} is not the basic rate of the day ({basic})", part=repr(part), basic=_BASIC),
            )
    if units == "1" and currency in _BY_HUNDREDS:
        return name, "", say("not said for how many units, which for this currency are 100")
    return currency, units, ""


def ecos_entry(place: int, cell: Callable[[str], str]) -> RateEntry:
    """One row of an answer of the bank's service, by the names of its cells."""
    time = cell("TIME")
    currency, units, wrong = item(cell("ITEM_NAME1"))
    if not wrong and cell("UNIT_NAME") not in ("", "원"):
        wrong = say("in {cell}, not in won (원)", cell=repr(cell("UNIT_NAME")))
    if not wrong and len(time) < 8:
        wrong = say(
            "{time} is no day: an average or a rate of a month or year is none of a day", time=repr(time)
        )
    return RateEntry(place, time, currency, units, cell("DATA_VALUE"), wrong=wrong)

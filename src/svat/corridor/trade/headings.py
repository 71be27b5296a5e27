"""Corridor room, headings of trade tables: which column it is and in what unit its values are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from svat.corridor.money.units import MoneyUnit, money_unit, plain

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "year": (
        "year", "calendar year", "год", "연도", "년도", "年", "年份", "jahr", "año", "ano", "année", "yil",
        "yıl", "жыл",
    ),
    "value": (
        "value", "amount", "turnover", "trade", "trade value", "trade turnover", "trade volume", "volume of trade",
        "foreign trade turnover", "значение", "сумма", "оборот", "товарооборот", "стоимость", "внешнеторговый оборот",
        "объем торговли", "объем товарооборота", "взаимная торговля", "금액", "교역액", "무역액", "교역 규모",
        "무역 규모", "교역규모",
        "무역규모", "貿易額", "贸易额", "тауар айналымы",
    ),
    "unit": (
        "unit", "units", "unit of measure", "scale", "ед. изм.", "единица измерения", "единица", "단위", "单位", "単位",
    ),
    "source": ("source", "источник", "출처"),
    "currency": ("currency", "валюта", "통화"),
    "measure": ("measure", "показатель", "지표"),
    "reporter": ("reporter", "reported by", "страна-отчётчик", "보고국"),
    "valuation": ("valuation", "valued", "оценка"),
    "published_on": ("published_on", "published", "published on", "опубликовано", "발표일"),
    "note": ("note", "notes", "примечание", "비고"),
}  # fmt: skip


def column_of(heading: str) -> str:
    """The column that a heading names, whatever its unit; "" for none."""
    return _split(heading)[0]


def unit_of(heading: str) -> MoneyUnit:
    """The unit in a heading of values. Raises UnknownUnitError."""
    return money_unit(_split(heading)[1])


def _split(heading: str) -> tuple[str, str]:
    """(column, what is left of the heading without the column's name): the longest name that the heading has."""
    text = plain(heading)
    names = _names()
    if text in names:
        return names[text], ""
    head = re.split(r"[,(\[:]", text, maxsplit=1)[0].strip()
    if head in names and names[head] not in ("value", "unit"):
        return names[head], ""
    for name, column in sorted(names.items(), key=lambda item: (-len(item[0]), item[0])):
        if column == "value" and (found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)):
            return column, f"{text[: found.start()]} {text[found.end() :]}"
    return "", ""


@cache
def _names() -> dict[str, str]:
    return {plain(name): column for column, names in _COLUMNS.items() for name in names}

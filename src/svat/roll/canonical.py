"""Roll, canonical: companies written as a CSV in the canonical columns that reads back as the same companies.

Goods and codes each end in ";", so that no comma or slash within a text is taken for one that parts goods. Where a text
holds a ";" itself the cell counts its texts, ① … ②, as the reader knows it from offices.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from svat.roll.columns import CANONICAL
from svat.roll.listings import listings_of
from svat.roll.model import Company, Listing, ListingKind, Roll
from svat.wording import unusable

_GOODS: dict[str, ListingKind] = {"offers": "offer", "needs": "need"}
_COUNTED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DECIMALS = 4  # at least, for three after one sign may be a group of thousands


def canonical_fields(company: Company) -> dict[str, str]:
    """Every canonical column of a company as the text that reads back as it. Raises UnusableInput where none does.

    Further columns are not among them; `write_canonical` writes them under their own headings.
    """
    found = {column: _text(getattr(company, column, "")) for column in CANONICAL}
    for goods, kind in _GOODS.items():
        found[goods], found[f"hs_{goods}"] = _cells(company, kind, getattr(company, goods))
    return found


def write_canonical(roll: Roll) -> bytes:
    """The roll's companies as CSV in UTF-8 with a byte order mark, further columns after the canonical ones.

    Raises UnusableInput where a listing cannot be written so that it reads back as it is.
    """
    headings = list(dict.fromkeys(heading for company in roll.companies for heading, _ in company.extra))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    table.writerow((*CANONICAL, *headings))
    for company in roll.companies:
        beside = dict(company.extra)
        table.writerow((*canonical_fields(company).values(), *(beside.get(x, "") for x in headings)))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "backslashreplace")


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(map(str, value))
        case Decimal():
            return _number(value)
        case _:
            return str(value)


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(_DECIMALS, '0')}" if point else text


def _cells(company: Company, kind: ListingKind, listings: Sequence[Listing]) -> tuple[str, str]:
    """(goods, codes) of listings. Raises UnusableInput where they do not read back."""
    texts, codes = [x.text for x in listings], [x.hs or "" for x in listings]
    if not any(texts) and not any(codes):
        return "", ""
    written = _ended(codes) if any(codes) else ""
    ways = [_ended(texts) if any(texts) else ""]
    if len(texts) < len(_COUNTED):
        ways.append(_counted(texts))
    for way in ways:
        read, remarks = listings_of(company.external_id, kind, way, written)
        if not remarks and [(x.text, x.hs) for x in read] == [(x.text, x.hs) for x in listings]:
            return way, written
    raise unusable(
        "{company}: its {goods} cannot be written so that they read back: {texts}",
        company=company.external_id,
        goods=f"{kind}s",
        texts=" | ".join(texts),
    )


def _ended(parts: Sequence[str]) -> str:
    return "; ".join(parts) + ";"


def _counted(parts: Sequence[str]) -> str:
    """Parts behind the signs of a count, one more at the end so that a single one is counted too."""
    return "; ".join(f"{sign} {part}" for sign, part in zip(_COUNTED, (*parts, ""), strict=False)).rstrip()

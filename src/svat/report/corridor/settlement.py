"""Report, corridor: how the two sides settle: first uses of a currency, what each owes, what remains after set-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from svat.report.corridor.figure import INK, MUTED, Drawing, Figure, figure, is_wide, layered, text_mark
from svat.report.corridor.page_data import Json, Said, from_document
from svat.report.corridor.words import amount, when_words
from svat.report.drawing import data
from svat.tables.values import country_name

_LANE = 62


@dataclass(frozen=True, slots=True)
class SettlementView:
    """What the page shows of the account, and of how settling began."""

    facts: tuple[tuple[str, str, str, tuple[Said, ...]], ...]  # when, what, sum, who said it
    statement: str
    figure: Figure | None
    netting: tuple[tuple[str, ...], ...]
    net: str
    deals: int
    refused: tuple[tuple[str, str, str], ...]
    missing: tuple[str, ...]
    empty: str


def settlement_view(register: Json, account: Json | None, deal_files: Sequence[str]) -> SettlementView:
    """The facts of a corridor-register document and the corridor-settlement document, where there is one."""
    facts = tuple(
        (
            when_words(f["on"]),
            f["text"] or f"first settlement in {f['currency']}",
            amount(f["amount"], f["currency"]) if f["amount"] else f["currency"],
            tuple(from_document(s) for s in f["sources"]),
        )
        for f in register["settlements"]
    )
    if account is None:
        return SettlementView(
            facts,
            "",
            None,
            (),
            "",
            0,
            (),
            (),
            "Exposure by currency and netting are left out: no file of deals was given (--deals, with --rates for "
            "other currencies and --lists for the legal check).",
        )
    names = {"a": country_name(account["corridor"]["a"]), "b": country_name(account["corridor"]["b"])}
    return SettlementView(
        facts=facts,
        statement=account["statement"],
        figure=_exposure(account["exposure"], names, deal_files) if account["exposure"] else None,
        netting=tuple(_netted(n, names) for n in account["netting"]),
        net=_net(account["net"], names) if account["net"] else "",
        deals=len(account["deals"]),
        refused=tuple(
            (
                f"{r['deal']}, {r['year']}",
                r["why"],
                "; ".join(dict.fromkeys(f"{f['rule']}: {f['detail']}" for f in r["findings"])),
            )
            for r in account["refused"]
        ),
        missing=tuple(account["missing"]),
        empty="No confirmed deal is outstanding: neither side owes the other anything.",
    )


def _netted(n: Json, names: dict[str, str]) -> tuple[str, ...]:
    unit = n["currency"]
    remains = f"{names[n['payer']]} pays {amount(n['remains'], unit)}" if n["payer"] else "nothing"
    return (unit, *(amount(n[key], unit) for key in ("a_owes", "b_owes", "set_off")), remains)


def _net(n: Json, names: dict[str, str]) -> str:
    unit = n["currency"]
    if not n["payer"]:
        return f"In {unit}, all set off: nothing remains to be paid."
    return (
        f"In {unit}, {amount(n['set_off'], unit)} is set off and {names[n['payer']]} has "
        f"{amount(n['remains'], unit)} still to pay."
    )


def _exposure(rows: Sequence[Json], names: dict[str, str], deal_files: Sequence[str]) -> Figure:
    a, b = names["a"], names["b"]
    each = "; ".join(
        f"{r['currency']}: {a} owes {amount(r['a_owes'], r['currency'])}, {b} {amount(r['b_owes'], r['currency'])}"
        for r in rows
    )
    return figure(
        "exposure",
        "What each side owes, by currency",
        f"{each}. Each currency has its own scale.",
        lambda width: _bars(rows, names, width),
        header=("Currency", f"{a} owes", f"{b} owes", "Deals"),
        rows=[
            (
                r["currency"],
                amount(r["a_owes"], r["currency"]),
                amount(r["b_owes"], r["currency"]),
                str(r["deals"]),
            )
            for r in rows
        ],
        sources=[Said(f"the council's own deals, confirmed by clients: {', '.join(deal_files)}")],
        note="Lengths can be compared within a currency, not between currencies.",
    )


def _bars(rows: Sequence[Json], names: dict[str, str], width: int) -> tuple[Drawing, int]:
    """For each currency two bars, one under the other, to that currency's own scale."""
    bars = []
    heads = []
    for k, r in enumerate(rows):
        top = k * (_LANE + 8)
        heads.append({"x": 0, "y": top + 9, "words": r["currency"]})
        most = max(Decimal(r["a_owes"]), Decimal(r["b_owes"]), Decimal(1))
        for n, side in enumerate(("a", "b")):
            value = Decimal(r[f"{side}_owes"])
            y = top + 20 + n * 21
            words = f"{names[side]} owes {amount(r[f'{side}_owes'], r['currency'])}"
            bars.append(
                {"x": round(float(value / most), 6), "zero": 0, "y": y, "y2": y + 15, "m": y + 7.5}
                | {"words": words, "colour": f"var(--{side})"}
            )
    height = len(rows) * (_LANE + 8)
    y_scale = alt.Scale(domain=[height, 0], nice=False)
    x_scale = alt.Scale(domain=[0, 1.55 if is_wide(width) else 2.6], nice=False)
    x = alt.X("x:Q", scale=x_scale, axis=None)
    bar = alt.Chart(data(bars)).mark_rect()
    head = alt.Chart(data(heads)).mark_text(**text_mark(baseline="middle", fontWeight=600), fill=MUTED)
    words_mark = alt.Chart(data(bars)).mark_text(**text_mark(baseline="middle", dx=7), fill=INK)
    return layered(
        bar.encode(
            x=x,
            x2=alt.X2("zero:Q"),
            y=alt.Y("y:Q", scale=y_scale, axis=None),
            y2=alt.Y2("y2:Q"),
            fill=alt.Fill("colour:N", scale=None),
        ),
        head.encode(x=x, y=alt.Y("y:Q", scale=y_scale, axis=None), text=alt.Text("words:N")),
        words_mark.encode(x=x, y=alt.Y("m:Q", scale=y_scale, axis=None), text=alt.Text("words:N")),
    ), height

"""Report, corridor: how the two sides settle: first uses of a currency, what each owes, what remains after set-off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from svat.corridor.register.state import Register
from svat.corridor.settlement.account import Exposure, Netted
from svat.notation import amount, number, percent
from svat.report.corridor.figure import Figure, figure, is_wide
from svat.report.corridor.model import NO_PAYMENT, SettlementReport
from svat.report.corridor.page_data import SourceLine, source_lines
from svat.report.corridor.shares import reckoned_words, share_words, stated_words
from svat.report.corridor.words import when_words
from svat.report.drawing import MUTED, Caption, ChartTable, Lettering, Picture, Ruler
from svat.sides import Sides
from svat.tables.values import country_name
from svat.wording import ENGLISH, Wording, say, say_list

_LANE = 62


@dataclass(frozen=True, slots=True)
class SettlementView:
    """What the page shows of the account, and of how settling began."""

    facts: tuple[tuple[str, str, str, tuple[SourceLine, ...]], ...]  # when, what, sum, who said it
    empty: str
    statement: str = ""
    figure: Figure | None = None
    netting: tuple[tuple[str, ...], ...] = ()
    net: str = ""
    deals: int = 0
    refused: tuple[tuple[str, str, str], ...] = ()
    missing: tuple[str, ...] = ()
    shares: tuple[tuple[str, str, str, str], ...] = ()  # year, by payments, own currencies, what sources say
    remarks: tuple[tuple[str, str], ...] = ()  # deal, what is to be known of its payments


def settlement_view(
    register: Register,
    report: SettlementReport | None,
    deal_files: Sequence[str],
    wording: Wording = ENGLISH,
) -> SettlementView:
    """The facts of the register, and the account where there is one."""
    facts = tuple(
        (
            when_words(f.on),
            f.text or say("first settlement in {currency}", currency=f.currency),
            share_words(f) or (amount(f.amount, f.currency) if f.amount else f.currency),
            source_lines(f.sources),
        )
        for f in register.settlements
    )
    if report is None:
        return SettlementView(
            facts,
            say(
                "Exposure by currency and netting are left out: no file of deals was given (--deals, "
                "with --rates for other currencies and --lists for the legal check)."
            ),
        )
    names, account = Sides(report.corridor.a, report.corridor.b).map(country_name), report.account
    return SettlementView(
        facts=facts,
        empty=say("No confirmed deal is outstanding: neither side owes the other anything."),
        statement=NO_PAYMENT,
        figure=_exposure(account.exposure, names, deal_files, wording) if account.exposure else None,
        netting=tuple(netting_words(n, names) for n in account.netting),
        net=net_words(account.net, names) if account.net else "",
        deals=len(account.values),
        refused=tuple(
            (
                f"{r.deal.deal}, {r.deal.year}",
                r.why,
                say_list(
                    dict.fromkeys(say("{rule}: {detail}", rule=f.rule, detail=f.detail) for f in r.findings),
                    "; ",
                ),
            )
            for r in account.refused
        ),
        missing=account.missing,
        shares=tuple(
            (
                str(found.year),
                reckoned_words(found),
                percent(float(found.national)) if found.national is not None else "",
                say_list(stated_words(found.stated), "; "),
            )
            for found in report.shares
        ),
        remarks=tuple(
            (f"{value.deal.deal}, {value.deal.year}", said)
            for value in account.values
            for said in value.remarks
        ),
    )


def netting_words(n: Netted, names: Sides[str]) -> tuple[str, ...]:
    """One row of the table of netting: currency, what each side owes, what is set off, what remains."""
    unit = n.currency
    remains = (
        say("{name} pays {remains}", name=names[n.payer], remains=amount(n.remains, unit))
        if n.payer
        else say("nothing")
    )
    return (unit, *(amount(value, unit) for value in (n.a_owes, n.b_owes, n.set_off)), remains)


def net_words(n: Netted, names: Sides[str]) -> str:
    """What remains of all claims in the settlement currency."""
    unit = n.currency
    if not n.payer:
        return say("In {unit}, all set off: nothing remains to be paid.", unit=unit)
    return say(
        "In {unit}, {set_off} is set off and {name} has {remains} still to pay.",
        unit=unit,
        set_off=amount(n.set_off, unit),
        name=names[n.payer],
        remains=amount(n.remains, unit),
    )


def _exposure(
    rows: Sequence[Exposure], names: Sides[str], deal_files: Sequence[str], wording: Wording
) -> Figure:
    a, b = names
    each = say_list(
        say(
            "{currency}: {a} owes {a_owes}, {b} {b_owes}",
            currency=r.currency,
            a=a,
            a_owes=amount(r.a_owes, r.currency),
            b=b,
            b_owes=amount(r.b_owes, r.currency),
        )
        for r in rows
    )
    cells = tuple(
        (r.currency, amount(r.a_owes, r.currency), amount(r.b_owes, r.currency), number(r.deals))
        for r in rows
    )
    return figure(
        Caption(
            "exposure",
            say("What each side owes, by currency"),
            say("{each}. Each currency has its own scale.", each=each),
        ),
        ChartTable((say("Currency"), say("{a} owes", a=a), say("{b} owes", b=b), say("Deals")), cells),
        lambda width: _bars(rows, names, width, wording),
        [
            SourceLine(
                say(
                    "the council's own deals, confirmed by clients: {deal_files}",
                    deal_files=", ".join(deal_files),
                )
            )
        ],
        say("Lengths can be compared within a currency, not between currencies."),
    )


def _bars(rows: Sequence[Exposure], names: Sides[str], width: int, wording: Wording) -> Picture:
    """For each currency two bars, one under the other, to that currency's own scale."""
    picture = Picture(width - 4, len(rows) * (_LANE + 8), top=2, wording=wording)
    along = Ruler(0, 1.55 if is_wide(width) else 2.6, 0, picture.width)
    for k, r in enumerate(rows):
        top = k * (_LANE + 8)
        picture.text((0, top + 9), r.currency, Lettering(bold=True, fill=MUTED))
        most = max(r.a_owes, r.b_owes, Decimal(1))
        for n, (side, value) in enumerate(Sides(r.a_owes, r.b_owes).items()):
            y, end = top + 20 + n * 21, along(float(value / most))
            picture.rect((0, y), (end, y + 15), f"var(--{side})")
            words = say("{name} owes {value}", name=names[side], value=amount(value, r.currency))
            picture.text((end + 7, y + 7.5), words)
    return picture

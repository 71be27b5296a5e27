"""Report, corridor: the settlement account as JSON."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from svat.corridor.model import Deal
from svat.corridor.money.amounts import Money, code, decimal_of
from svat.corridor.money.rates import Converted
from svat.corridor.register.state import context
from svat.corridor.settlement.account import Netted
from svat.corridor.settlement.model import DealValue, PaymentValue, RefusedSettlement
from svat.corridor.settlement.shares import YearShares
from svat.law.model import Finding
from svat.report.corridor.json.parts import Json, digits, fact, head, places
from svat.report.corridor.model import NO_PAYMENT, SettlementReport


def settlement_document(report: SettlementReport) -> Json:
    """The account of a corridor on a day, with every row of the input files that could not be used."""
    corridor, account = report.corridor, report.account
    return {
        **head(corridor, "corridor-settlement", account.on),
        "statement": NO_PAYMENT,
        "context": context(corridor, account.on),
        "settlement_currency": account.currencies.settlement or None,
        "goal_currency": account.currencies.goal or None,
        "facts": [fact(each) for each in corridor.settlements_known(account.on)],
        "deals": [_value(value, account.on) for value in account.values],
        "settled": [_key(x.deal) for x in account.settled],
        "refused": [_refused(x) for x in account.refused],
        "exposure": [
            {"currency": e.currency, "a_owes": digits(e.a_owes), "b_owes": digits(e.b_owes), "deals": e.deals}
            for e in account.exposure
        ],
        "netting": [_netted(n) for n in account.netting],
        "net": _netted(account.net) if account.net else None,
        "missing": list(account.missing),
        "shares": [_shares(year) for year in report.shares],
        "rows_refused": places(report.refusals),
    }


def _key(deal: Deal) -> Json:
    return {"deal": deal.deal, "year": deal.year}


def _money(amount: Money) -> Json:
    return {"amount": digits(amount.amount), "currency": code(amount)}


def _value(value: DealValue, on: date) -> Json:
    deal = value.deal
    confirmed = deal.confirmed_by(on)
    return {
        **_key(deal),
        "a": deal.a,
        "b": deal.b,
        "payer": deal.payer,
        "date": deal.day.isoformat(),
        "known_on": deal.known_on.isoformat(),
        "stage": (deal.stage or None) if confirmed or deal.stage.casefold() != "confirmed" else "signed",
        "probability": digits(deal.probability) if deal.probability is not None else None,
        "confirmed_on": deal.confirmed_on.isoformat() if deal.confirmed_on and confirmed else None,
        "hs": deal.hs or None,
        "contract": _money(deal.value),
        "settlement": _converted(value.settlement),
        "goal": _converted(value.goal),
        "outstanding": _money(value.outstanding),
        "outstanding_settlement": _converted(value.outstanding_settlement),
        "missing": list(value.missing),
        "payments": [_payment(payment) for payment in value.payments],
        "remarks": list(value.remarks),
    }


def _payment(value: PaymentValue) -> Json:
    return {
        "on": str(value.on),
        **_money(value.paid),
        "counted": _converted(value.counted),
        "missing": value.missing or None,
        "from_earlier_row": value.carried,
    }


def _shares(found: YearShares) -> Json:
    return {
        "year": found.year,
        "compared_in": found.unit or None,
        "currencies": [{**_money(c.paid), "share": _share(c.share)} for c in found.currencies],
        "national": _share(found.national),
        "missing": list(found.missing),
        "stated": [fact(each) for each in found.stated],
    }


def _share(share: Fraction | None) -> str | None:
    return None if share is None else f"{decimal_of(share):.6f}"


def _converted(turned: Converted | None) -> Json | None:
    if turned is None:
        return None
    return {
        **_money(turned.money),
        "residual": f"{decimal_of(turned.residual):.12f}",
        "rate": turned.quote.words,
        "publisher": turned.quote.publisher or None,
        "age_days": turned.quote.age_days,
        "sources": [rate.source for rate in turned.quote.rates],
    }


def _refused(x: RefusedSettlement) -> Json:
    return {
        **_key(x.deal),
        "why": x.why,
        "verdict": x.verdict.status if x.verdict else None,
        "findings": [_finding(finding) for finding in x.findings],
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "regime": finding.regime,
        "source": finding.source,
        "detail": finding.detail,
        "confidence": finding.confidence,
        "effect": finding.effect,
        "decide": finding.decide or None,
        "party": finding.party or None,
    }


def _netted(n: Netted) -> Json:
    return {
        "currency": n.currency,
        "a_owes": digits(n.a_owes),
        "b_owes": digits(n.b_owes),
        "set_off": digits(n.set_off),
        "payer": n.payer or None,
        "remains": digits(n.remains),
        "residual": f"{decimal_of(n.residual):.12f}",
    }

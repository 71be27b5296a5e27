"""Council, settlement: the account of the council's deals in three currencies; nothing is paid by it."""

from __future__ import annotations

from datetime import date

from svat.corridor.deals import as_known
from svat.corridor.double_entries import likely_twice
from svat.corridor.settlement.account import Account as Account
from svat.corridor.settlement.account import AccountCurrencies, account
from svat.corridor.settlement.deals import for_account
from svat.corridor.settlement.legal import verdicts
from svat.corridor.settlement.shares import shares_by_year
from svat.council.store import Store
from svat.refusals import Note
from svat.report.corridor.model import SettlementReport as SettlementReport
from svat.sides import Sides


def settlement(store: Store, on: date) -> SettlementReport:
    """The account on a day, with what is known of settlements. Raises UnusableInput for a file that cannot be read.

    A deal whose verdict is not clear on its date is refused with the findings; without lists none is clear.
    """
    corridor, rates = store.corridor(), store.rates()
    deals = for_account(store.deals())
    known = as_known(deals.deals, on)
    companies = store.known_rolls().map(lambda roll: roll.companies)
    found = verdicts(known, store.law_on, Sides(corridor.a, corridor.b), on, companies)
    state = account(
        known,
        {(deal.deal, deal.year): verdict for deal, verdict in zip(known, found, strict=True)},
        rates.table,
        on,
        AccountCurrencies(
            corridor.settlement_currency, next((g.currency for g in corridor.goals_known(on)), "")
        ),
        screened=store.law_on(on).lists is not None,
    )
    return SettlementReport(
        corridor=corridor,
        account=state,
        shares=shares_by_year(
            state.values,
            rates.table,
            corridor.settlement_currency,
            (corridor.a, corridor.b),
            corridor.settlements_known(on),
        ),
        refusals=(*deals.refusals, *rates.refusals),
        notes=(*deals.notes, *likely_twice(known), *_payments_noted(state), *rates.notes),
        conflicts=rates.conflicts,
    )


def _payments_noted(state: Account) -> list[Note]:
    """What is to be known of payments, at the row of their deal."""
    return [
        Note(value.deal.file, value.deal.row, "paid", value.deal.deal, remark, "remark")
        for value in state.values
        for remark in value.remarks
    ]

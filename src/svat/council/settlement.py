"""Council, settlement: the account of the council's deals in three currencies; nothing is paid by it."""

from __future__ import annotations

from datetime import date

from svat.corridor.deals import as_known
from svat.corridor.settlement.account import Account, AccountCurrencies, account
from svat.corridor.settlement.deals import for_account
from svat.corridor.settlement.legal import verdicts
from svat.council.corridor_files import CorridorFiles, CorridorInputs
from svat.law.lists import ListSet, load_lists
from svat.law.rules.ruleset import load_rules
from svat.report.corridor.model import SettlementReport

__all__ = ["Account", "CorridorFiles", "SettlementReport", "settlement"]


def settlement(files: CorridorFiles, on: date) -> SettlementReport:
    """The account on a day, with what is known of settlements. Raises UnusableInput for a file that cannot be read.

    A deal whose verdict is not clear on its date is refused with the findings; without lists none is clear.
    """
    return settlement_report(CorridorInputs(files), on)


def settlement_report(inputs: CorridorInputs, on: date) -> SettlementReport:
    """The same from files that are read already. Raises UnusableInput."""
    corridor, rates, lists = inputs.corridor, inputs.rates, inputs.files.lists
    deals = for_account(inputs.deals)
    known = as_known(deals.deals, on)

    def lists_on(when: date) -> ListSet:
        assert lists is not None  # asked for only where there is a folder
        return load_lists(lists, when, max_age_days=corridor.max_list_age_days)

    rules = load_rules(list(inputs.files.measures))
    found = verdicts(known, corridor, rules, on, lists_on if lists else None)
    state = account(
        known,
        {(deal.deal, deal.year): verdict for deal, verdict in zip(known, found, strict=True)},
        rates.table,
        on,
        AccountCurrencies(
            corridor.settlement_currency, next((g.currency for g in corridor.goals_known(on)), "")
        ),
        screened=lists is not None,
    )
    return SettlementReport(
        corridor=corridor,
        account=state,
        refusals=(*deals.refusals, *rates.refusals),
        notes=(*deals.notes, *rates.notes),
        conflicts=rates.conflicts,
    )

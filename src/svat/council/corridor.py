"""Council, corridor: what two countries promised and owe, as known on a day, and all of it on one page."""

from __future__ import annotations

from datetime import date

from svat.corridor.debt.state import Debts, DebtState
from svat.corridor.debt.state import debts as debts_on
from svat.corridor.register.state import Register, State
from svat.corridor.register.state import register as register_on
from svat.corridor.source import Source
from svat.council.corridor_files import CorridorFiles, CorridorInputs
from svat.council.goals import goal_report
from svat.council.potential import Lawful, both_directions
from svat.council.settlement import settlement_report
from svat.report.corridor.page_data import PageData

__all__ = [
    "CorridorFiles", "DebtState", "Debts", "PageData", "Register", "Source", "State", "debts", "register", "report",
]  # fmt: skip


def register(files: CorridorFiles, on: date) -> Register:
    """What was promised and what became of it, as known on a day. Raises UnusableInput."""
    return register_on(CorridorInputs(files).corridor, on)


def debts(files: CorridorFiles, on: date) -> Debts:
    """The debts between the two sides as known on a day: terms, balance, and whether figures agree.

    Raises UnusableInput.
    """
    return debts_on(CorridorInputs(files).corridor, on)


def report(files: CorridorFiles, on: date, lawful: Lawful) -> PageData:
    """Everything that the corridor's page shows: goal, figures, potential, debt, commitments, settlement.

    Raises UnusableInput.
    """
    inputs = CorridorInputs(files)
    corridor, conflicts = inputs.corridor, inputs.rates.conflicts
    goals = goal_report(inputs, on)
    settlement = settlement_report(inputs, on) if files.deals else None
    potentials, missing = both_directions(inputs, on, lawful)
    return PageData(
        corridor=corridor,
        on=on,
        register=register_on(corridor, on),
        debts=debts_on(corridor, on),
        goals=goals if corridor.goals else None,
        settlement=settlement,
        potentials=potentials,
        potential_missing=missing,
        trade_files=tuple(path.name for path in files.trade),
        deal_files=(files.deals.name,) if files.deals else (),
        conflicts=conflicts,
    )

"""Council, corridor: what two countries promised and owe, as known on a day, and all of it on one page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from svat.corridor.debt.state import Debts as Debts
from svat.corridor.debt.state import DebtState as DebtState
from svat.corridor.debt.state import debts as debts_on
from svat.corridor.file import corridor_of
from svat.corridor.goal.figures import figures_of
from svat.corridor.model import Corridor
from svat.corridor.register.state import Register as Register
from svat.corridor.register.state import State as State
from svat.corridor.register.state import register as register_on
from svat.corridor.source import Source as Source
from svat.corridor.trade.between import TradeBetween, trade_between
from svat.corridor.trade.series_file import Expected
from svat.council.goals import goal_report
from svat.council.law_settings import settings_of
from svat.council.potential import both_directions
from svat.council.settlement import settlement
from svat.council.store import Store
from svat.law.settings import Settings
from svat.notation import shortest
from svat.report.corridor.page_data import PageData
from svat.sides import Sides


def corridor_of_text(text: str) -> Corridor:
    """The corridor that a text in the form of corridor.toml describes. Raises UnusableInput."""
    return corridor_of(Path("corridor.toml"), text)


def with_learning(text: str, *, on: bool) -> str:
    """The text of a corridor in which decisions teach, or not. Raises UnusableInput.

    >>> from svat.council.corridor import corridor_of_text, with_learning
    >>> corridor_of_text(with_learning('a = "KZ"\\nb = "KR"\\n', on=False)).learns
    False
    """
    return with_key(text, "market", "learn", "true" if on else "false")


def with_least_fit(text: str, least: float) -> str:
    """The text of a corridor with another fit below which a pair is too weak to show. Raises UnusableInput."""
    return with_key(text, "market", "least_fit", shortest(least))


def with_key(text: str, table: str, key: str, value: str) -> str:
    """The text of a corridor with another value of a key, all else as its writer left it. Raises UnusableInput."""
    line = f"{key} = {value}"
    found = re.search(rf"(?ms)^\[{table}\][^\n]*\n(.*?)(?=^\[|\Z)", text)
    if found is None:
        made = f"{text.rstrip()}\n\n[{table}]\n{line}\n"
    elif re.search(rf"(?m)^[ \t]*{key}[ \t]*=", found[1]):
        inner = re.sub(rf"(?m)^[ \t]*{key}[ \t]*=[ \t]*[^#\s]+", line, found[1], count=1)
        made = text[: found.start(1)] + inner + text[found.end(1) :]
    else:
        made = f"{text[: found.start(1)]}{line}\n{text[found.start(1) :]}"
    corridor_of_text(made)
    return made


def law_settings(text: str, on: date) -> Settings:
    """What the corridor of a text asks of the law on a day. Raises UnusableInput."""
    return settings_of(corridor_of_text(text), on)


def register(store: Store, on: date) -> Register:
    """What was promised and what became of it, as known on a day. Raises UnusableInput."""
    return register_on(store.corridor(), on)


def debts(store: Store, on: date) -> Debts:
    """The debts between the two sides as known on a day: terms, balance, and whether figures agree.

    Raises UnusableInput.
    """
    return debts_on(store.corridor(), on)


def report(store: Store, on: date) -> PageData:
    """Everything that the corridor's page shows: goal, figures, potential, debt, commitments, settlement.

    Raises UnusableInput.
    """
    corridor, deal_files = store.corridor(), store.names_of("deals")
    potentials, missing = both_directions(store, on)
    return PageData(
        corridor=corridor,
        on=on,
        register=register_on(corridor, on),
        debts=debts_on(corridor, on),
        goals=goal_report(store, on) if corridor.goals else None,
        settlement=settlement(store, on) if deal_files else None,
        potentials=potentials,
        potential_missing=missing,
        trade=_trade(store, on),
        trade_files=store.names_of("trade"),
        deal_files=deal_files,
        conflicts=store.rates().conflicts,
    )


def _trade(store: Store, on: date) -> TradeBetween:
    corridor, files = store.corridor(), store.trade()
    currency = corridor.goal.currency if corridor.goal else "USD"
    plain = files.figures(Expected("turnover", currency, partner=corridor.b)).observations
    figures = (*figures_of(corridor).observations, *plain)
    return trade_between(files.table, figures, Sides(corridor.a, corridor.b), on)

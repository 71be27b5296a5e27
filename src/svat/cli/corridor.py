"""The corridor by itself: corridor register, corridor debt, corridor settlement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from svat.cli.options import (
    AnswersOption,
    CouncilOption,
    ExemptionsOption,
    Given,
    ListsOption,
    MeasuresOption,
    OnOption,
    OwnersOption,
    RulingsOption,
    UsageOption,
    day,
)
from svat.cli.terminal import Json, err, out, print_json, table

if TYPE_CHECKING:
    from svat.corridor.model import Corridor
    from svat.corridor.money.rates import RateFile, Rates
    from svat.corridor.register.state import State
    from svat.corridor.settlement.account import Account
    from svat.council.folder import FolderStore
    from svat.refusals import Note, Refusal

corridor_app = typer.Typer(no_args_is_help=True, help="What two countries promised, owe and settle.")

FileArgument = Annotated[
    Path | None, typer.Argument(help="Corridor file (docs/reference/corridor.md). Default: the council's.")
]
RatesOption = Annotated[
    list[Path] | None,
    typer.Option(help="File of rates: Bank of Russia XML, ECB XML or CSV, own table; repeatable."),
]
StaleOption = Annotated[int, typer.Option(min=0, help="Days after which a rate is too old.")]


def told(corridor: Corridor) -> Corridor:
    """The corridor, with each key that svat does not use named on stderr."""
    for note in corridor.notes:
        err.print(f"{note.file}: line {note.row}: {note.column}: {note.reason}")
    return corridor


def load_corridor(file: Path | None, council: Path | None) -> Corridor:
    """The corridor of a file, or else of a council's folder. Raises UnusableInput."""
    return told(Given(corridor=file).store(council).corridor())


@corridor_app.command("register")
def corridor_register(
    file: FileArgument = None, council: CouncilOption = None, on: OnOption = None, as_json: Json = False
) -> None:
    """Show what was promised and what became of it, as known on a day: nothing published later has any part in it."""
    from svat.corridor.document import register_document
    from svat.corridor.register.state import register

    corridor = load_corridor(file, council)
    view = register(corridor, day(on))
    document = register_document(corridor, view)
    if as_json:
        print_json(document)
        return
    out.print(f"{corridor.name or f'{corridor.a} – {corridor.b}'}, as known on {view.on}")
    out.print(f"context: {view.context}")
    for goal in document["goals"]:
        amount = _amount(goal["amount"], goal["currency"])
        out.print(f"\ngoal: {goal['measure']} of {amount} by {goal['by']}" + _by(goal["said_by"]))
        _print_sources(goal["sources"])
    for state in view.states:
        _print_state(state)
    for fact in document["settlements"]:
        amount = _amount(fact["amount"], fact["currency"]) if fact["amount"] else fact["currency"]
        out.print(f"\nsettlement fact: {fact['text']} ({amount}), {fact['on']}")
        _print_sources(fact["sources"])
    for debt in document["debts"]:
        _print_debt(debt)
    out.print("")
    for word, rows in (("next", document["coming"]), ("overdue", document["overdue"])):
        for row in rows:
            out.print(f"{word}: {row['title']}, {row['due']} ({row['words']})")
    if view.unknown:
        out.print(f"{view.unknown} further commitments of the file were not known yet")


def _by(said_by: str | None) -> str:
    return f", said by {said_by}" if said_by else ""


def _amount(digits: str, currency: str) -> str:
    from decimal import Decimal

    from svat.corridor.money.amounts import money, worded

    return worded(money(Decimal(digits), currency))


def _print_sources(rows: list[dict[str, Any]], indent: str = "  ") -> None:
    for row in rows:
        out.print(f"{indent}source: {row['words']}" + (f", {row['link']}" if row["link"] else ""))


def _print_state(state: State) -> None:
    commitment = state.commitment
    parties = ", ".join(f"{p.name} ({p.role})" if p.role else p.name for p in commitment.parties)
    military = ", military" if commitment.military else ""
    out.print(f"\n{commitment.title} [{commitment.kind}{military}]")
    out.print(f"  {state.status} since {state.since}; parties: {parties}")
    if state.due:
        words = {"ahead": "announced for", "now": "due now:", "overdue": "due, nothing heard:"}
        out.print(f"  {words[state.due_state]} {state.due}")
    for known in state.events:
        out.print(f"  {known.event.happened}  {known.event.status}: {known.event.text}")
        for said in known.sources:
            out.print(f"    source: {said}")
    for c in state.contradictions:
        out.print(f"  CONTRADICTION about {c.about}:")
        for each in (c.one, c.other):
            claim = each.event.claim or f"{each.event.status} {each.event.due or each.event.happened}"
            out.print(f"    {claim} — {'; '.join(map(str, each.sources))}")


def _print_debt(debt: dict[str, Any]) -> None:
    unit, balance = debt["currency"], debt["balance"]
    out.print(f"\ndebt: {debt['title'] or debt['id']}, {debt['debtor']} owes {debt['creditor']}")
    out.print(
        f"  principal {_amount(debt['principal'], unit)}, forgiven {_amount(debt['forgiven'], unit)}, "
        f"to be paid {_amount(debt['remaining'], unit)}"
    )
    if debt["instalment"]:
        out.print(f"  {debt['instalments']} instalments of {_amount(debt['instalment'], unit)}")
    elif debt["instalments"]:
        out.print(f"  {debt['instalments']} instalments")
    if debt["plan_note"]:
        out.print(f"  {debt['plan_note']}")
    out.print(
        f"  balance on {balance['on']}: {_amount(balance['scheduled'], unit)} if what was due "
        f"({balance['instalments_due']} of {debt['instalments']} instalments) was paid; "
        f"{_amount(balance['recorded'], unit)} by the payments on record"
    )
    if balance["next_due"]:
        out.print(f"  next: {_amount(balance['next_amount'], unit)} on {balance['next_due']}")
    if debt["use"] or debt["use_text"]:
        out.print(f"  for: {debt['use_text'] or ', '.join(debt['use'])}")
    _print_sources(debt["sources"])


@corridor_app.command("debt")
def corridor_debt(
    file: FileArgument = None, council: CouncilOption = None, on: OnOption = None, as_json: Json = False
) -> None:
    """Show the debts between the two sides: terms, balance on a day, and whether their figures agree."""
    from svat.corridor.document import debt_document

    corridor = load_corridor(file, council)
    document = debt_document(corridor, day(on))
    if as_json:
        print_json(document)
        return
    if not document["debts"]:
        out.print("no debt")
    if document["not_known_yet"]:
        out.print(f"{document['not_known_yet']} debts of the file were not known on {document['on']}")
    for debt in document["debts"]:
        _print_debt(debt)
        for check in debt["checks"]:
            out.print(f"  {'agrees' if check['agrees'] else 'DIFFERS'}: {check['words']}")
            _print_sources(check["sources"], "    ")
        out.print("")
        cells = [(i["number"], i["due"], _amount(i["amount"], debt["currency"])) for i in debt["schedule"]]
        table("", ("instalment", "due", "amount"), cells, numbers="02")


@corridor_app.command("settlement")
def corridor_settlement(
    file: FileArgument = None,
    council: CouncilOption = None,
    deals: Annotated[
        Path | None,
        typer.Option(help="File of deals (docs/reference/corridor.md); without it the file's facts alone."),
    ] = None,
    rates: RatesOption = None,
    roll_a: Annotated[
        Path | None, typer.Option(help="Roll of the first country: who the companies are.")
    ] = None,
    roll_b: Annotated[Path | None, typer.Option(help="Roll of the second country.")] = None,
    lists: ListsOption = None,
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    answers: AnswersOption = None,
    owners: OwnersOption = None,
    rulings: RulingsOption = None,
    stale_after: StaleOption = 10,
    on: OnOption = None,
    as_json: Json = False,
) -> None:
    """Say what is known of settlements, and keep the account of deals in three currencies; nothing is paid by it.

    A deal whose verdict is not clear on its date is refused with the findings.
    """
    from svat.corridor.settlement.document import settlement_document

    store = Given(file, roll_a, roll_b, lists, measures, exemptions, usage, answers, owners, rulings).store(
        council
    )
    corridor, today = told(store.corridor()), day(on)
    state, refusals, notes = keep_account(
        store, deals or store.files.deals, quoted(rates or list(store.files.rates), stale_after), today
    )
    if as_json:
        print_json(settlement_document(corridor, state, refusals))
        return
    _print_account(state, corridor, refusals, notes)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Files of rates as read, and the table made of them."""

    files: Sequence[RateFile]
    table: Rates


def quoted(rates: Sequence[Path], stale_after: int = 10) -> Quoted:
    """Read the files of rates, once for all that a command asks, and tell where they contradict each other."""
    from svat.corridor.money.rates import Rates
    from svat.corridor.money.readers import read_rates

    files = read_rates(rates)
    table = Rates(files, stale_after)
    for conflict in table.conflicts:
        err.print(conflict)
    return Quoted(files, table)


def keep_account(
    store: FolderStore, deals: Path | None, rates: Quoted, on: date
) -> tuple[Account, tuple[Refusal, ...], tuple[Note, ...]]:
    """The account of deals on a day, what of the files could not be used, and notes. Raises UnusableInput."""
    from svat.corridor.money.readers import refusals_of
    from svat.corridor.settlement.account import account
    from svat.corridor.settlement.deals import as_known, read_deals
    from svat.corridor.settlement.legal import verdicts
    from svat.corridor.settlement.model import Deals
    from svat.sides import Sides

    corridor = store.corridor()
    read = read_deals(deals, corridor.a, corridor.b) if deals else Deals("")
    known = as_known(read.deals, on)
    companies = store.known_rolls().map(lambda roll: roll.companies)
    found = verdicts(known, store.law_on, Sides(corridor.a, corridor.b), on, companies)
    state = account(
        known,
        {(d.deal, d.year): verdict for d, verdict in zip(known, found, strict=True)},
        rates.table,
        on,
        screened=store.files.lists is not None,
        settlement_currency=corridor.settlement_currency,
        goal_currency=next((goal.currency for goal in corridor.goals if goal.known_on(on)), ""),
    )
    notes = (*read.notes, *(note for file in rates.files for note in file.notes))
    return state, (*read.refusals, *refusals_of(rates.files)), notes


def _print_account(
    state: Account, corridor: Corridor, refusals: tuple[Refusal, ...], notes: tuple[Note, ...]
) -> None:
    from svat.corridor.document import facts_known
    from svat.corridor.money.amounts import money, worded
    from svat.corridor.settlement.document import NO_PAYMENT

    names = {"a": corridor.a, "b": corridor.b, "": "nobody"}
    out.print(f"Settlement account on {state.on}. {NO_PAYMENT}")
    for fact in facts_known(corridor, state.on):
        out.print(f"\n{fact['on']}: {fact['text'] or 'settled in ' + fact['currency']}")
        _print_sources(fact["sources"], "  ")
    for value in state.values:
        deal = value.deal
        said = worded(deal.value)
        for turned in (value.settlement, value.goal):
            if turned and turned.quote.rates:
                said += f" = {worded(turned.money)}"
        out.print(f"\n{deal.deal} {deal.year}: {said}; {names[deal.payer]} pays")
        out.print(f"  outstanding: {worded(value.outstanding)}")
        quotes = (t.quote.words for t in (value.settlement, value.goal) if t and t.quote.rates)
        for words in (*dict.fromkeys(quotes), *value.missing):
            out.print(f"  {words}")
    for refused in state.refused:
        out.print(f"\nREFUSED: {refused.deal.deal} {refused.deal.year}: {refused.why}")
        for finding in refused.findings:
            out.print(f"  {finding.effect}: {finding.rule}, {finding.source}: {finding.detail}")
    out.print("")
    for e in state.exposure:
        a, b = (worded(money(owed, e.currency)) for owed in (e.a_owes, e.b_owes))
        out.print(f"exposure: {names['a']} owes {a}, {names['b']} owes {b} ({e.deals} deals)")
    for n in (*state.netting, *([state.net] if state.net else [])):
        title = "all, in the settlement currency" if n is state.net else "netting"
        out.print(
            f"{title}: {worded(money(n.set_off, n.currency))} set off; "
            f"{names[n.payer]} has {worded(money(n.remains, n.currency))} still to pay"
        )
    for why in state.missing if state.values else ():
        out.print(f"no net sum in the settlement currency: {why}")
    told: list[Refusal | Note] = [*refusals, *notes]
    for r in told:
        err.print(f"{r.file}: row {r.row}: {r.column}: {r.value}: {r.reason}")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(corridor_app, name="corridor")

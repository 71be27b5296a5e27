"""The corridor by itself: corridor register, corridor debt, corridor settlement."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.options import (
    AnswersOption,
    CouncilOption,
    EncodingAOption,
    EncodingBOption,
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
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, err, out, print_first, print_json, table
from svat.notation import count, number

if TYPE_CHECKING:
    from svat.council.corridor import Debts, DebtState, Register, Source, State
    from svat.council.settlement import SettlementReport
    from svat.refusals import Note, Refusal

corridor_app = typer.Typer(no_args_is_help=True, help="What two countries promised, owe and settle.")

FileArgument = Annotated[
    Path | None, typer.Argument(help="Corridor file (docs/reference/corridor.md). Default: the council's.")
]
DealsOption = Annotated[Path | None, typer.Option(help="File of deals (docs/reference/corridor.md).")]
RollAOption = Annotated[
    Path | None, typer.Option("--roll-a", help="Roll of the first country: who the companies of deals are.")
]
RollBOption = Annotated[Path | None, typer.Option("--roll-b", help="Roll of the second country.")]
FactorsOption = Annotated[
    Path | None, typer.Option(help="Expected growth and access by code (CSV: hs, growth, access).")
]
RatesOption = Annotated[
    list[Path] | None,
    typer.Option(help="File of rates: a central bank's official file or an own table; repeatable."),
]
StaleOption = Annotated[int, typer.Option(min=0, help="Days after which a rate is too old.")]


def print_remarks(notes: Iterable[Note], conflicts: Iterable[str] = ()) -> None:
    """Keys of a corridor file that svat does not use, and rates that contradict each other, on stderr."""
    for note in notes:
        err.print(f"{note.file}: line {note.row}: {note.column}: {note.reason}")
    for conflict in conflicts:
        err.print(conflict)


@corridor_app.command("register")
def corridor_register(
    file: FileArgument = None,
    council: CouncilOption = None,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Show what was promised and what became of it, as known on a day: nothing published later has any part in it."""
    from svat.council.corridor import register
    from svat.council.matters import of_register
    from svat.report.corridor.json import register_document

    view = register(Given(corridor=file).store(council), day(on))
    print_remarks(view.corridor.notes)
    if as_json:
        print_json(register_document(view))
    else:
        _print_register(view)
    finish(of_register(view), strict=strict)


def _print_register(view: Register) -> None:
    from svat.report.corridor.words import exact

    corridor = view.corridor
    out.print(f"{corridor.name or f'{corridor.a} – {corridor.b}'}, as known on {view.on}")
    out.print(f"context: {view.context}")
    for goal in view.goals:
        said = f", said by {goal.said_by}" if goal.said_by else ""
        out.print(f"\ngoal: {goal.measure} of {exact(goal.amount, goal.currency)} by {goal.by}{said}")
        _print_sources(goal.sources)
    for state in view.states:
        _print_state(state)
    for fact in view.settlements:
        amount = exact(fact.amount, fact.currency) if fact.amount else fact.currency
        out.print(f"\nsettlement fact: {fact.text or 'settled'} ({amount}), {fact.on}")
        _print_sources(fact.sources)
    for debt in view.debts:
        _print_debt(debt)
    out.print("")
    for word, items in (("next", view.coming), ("overdue", view.overdue)):
        for item in items:
            out.print(f"{word}: {item.title}, {item.due} ({item.words})")
    if view.unknown:
        out.print(f"{count(view.unknown, 'further commitment')} of the file not known yet")


def _print_sources(sources: Iterable[Source], indent: str = "  ") -> None:
    for source in sources:
        out.print(f"{indent}source: {source}" + (f", {source.link}" if source.link else ""))


def _print_state(state: State) -> None:
    commitment = state.commitment
    parties = ", ".join(f"{p.name} ({p.role})" if p.role else p.name for p in commitment.parties)
    military = ", military" if commitment.military else ""
    out.print(f"\n{commitment.title} [{commitment.kind}{military}]")
    out.print(f"  {state.status} since {state.since}; parties: {parties}")
    if state.due:
        words = {"ahead": "announced for", "now": "due now:", "overdue": "due, nothing heard:"}
        out.print(f"  {words[state.due_state]} {state.due}")
    if state.order_unknown:
        out.print(f"  {state.order_unknown}")
    for known in state.events:
        doubt = " (doubtful: nothing rests on it)" if known.doubtful else ""
        out.print(f"  {known.event.happened}  {known.event.status}{doubt}: {known.event.text}")
        for said in known.sources:
            out.print(f"    source: {said}")
    for c in state.contradictions:
        out.print(f"  CONTRADICTION about {c.about}:")
        for each in (c.one, c.other):
            claim = each.event.claim or f"{each.event.status} {each.event.due or each.event.happened}"
            out.print(f"    {claim} — {'; '.join(map(str, each.sources))}")


def _print_debt(state: DebtState) -> None:
    from svat.report.corridor.words import exact

    debt, balance, unit = state.debt, state.balance, state.debt.currency
    instalments = count(len(state.schedule), "instalment")
    out.print(f"\ndebt: {debt.title or debt.id}, {debt.debtor} owes {debt.creditor}")
    out.print(
        f"  principal {exact(debt.principal, unit)}, forgiven {exact(state.forgiven, unit)}, "
        f"to be paid {exact(state.to_pay, unit)}"
    )
    if state.each is not None:
        out.print(f"  {instalments} of {exact(state.each, unit)}")
    elif state.schedule:
        out.print(f"  {instalments}")
    if state.plan_note:
        out.print(f"  {state.plan_note}")
    out.print(
        f"  balance on {balance.on}: {exact(balance.scheduled, unit)} if what was due "
        f"({number(balance.count_due)} of {instalments}) was paid; "
        f"{exact(balance.recorded, unit)} by the payments on record"
    )
    if balance.next:
        out.print(f"  next: {exact(balance.next.amount, unit)} on {balance.next.due}")
    if debt.use or debt.use_text:
        out.print(f"  for: {debt.use_text or ', '.join(debt.use)}")
    _print_sources(state.sources)


@corridor_app.command("debt")
def corridor_debt(
    file: FileArgument = None,
    council: CouncilOption = None,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Show the debts between the two sides: terms, balance on a day, and whether their figures agree."""
    from svat.council.corridor import debts
    from svat.council.matters import of_debts
    from svat.report.corridor.json import debt_document

    found = debts(Given(corridor=file).store(council), day(on))
    print_remarks(found.corridor.notes)
    if as_json:
        print_json(debt_document(found))
    else:
        _print_debts(found)
    finish(of_debts(found), strict=strict)


def _print_debts(found: Debts) -> None:
    from svat.report.corridor.words import exact

    if not found.states:
        out.print("no debt")
    if found.unknown:
        out.print(f"{count(found.unknown, 'debt')} of the file not known on {found.on}")
    for state in found.states:
        _print_debt(state)
        for check in state.checks:
            out.print(f"  {'agrees' if check.agrees else 'DIFFERS'}: {check.words}")
            _print_sources(check.sources, "    ")
        out.print("")
        cells = [(i.number, i.due, exact(i.amount, state.debt.currency)) for i in state.schedule]
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
    roll_a: RollAOption = None,
    roll_b: RollBOption = None,
    encoding_a: EncodingAOption = None,
    encoding_b: EncodingBOption = None,
    lists: ListsOption = None,
    measures: MeasuresOption = None,
    exemptions: ExemptionsOption = None,
    usage: UsageOption = None,
    answers: AnswersOption = None,
    owners: OwnersOption = None,
    rulings: RulingsOption = None,
    stale_after: StaleOption = 10,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Say what is known of settlements, and keep the account of deals in three currencies; nothing is paid by it.

    A deal whose verdict is not clear on its date is refused with the findings.
    """
    from svat.council.attention import letters_told
    from svat.council.matters import of_settlement
    from svat.council.settlement import settlement
    from svat.report.corridor.json import settlement_document

    given = Given(
        file, roll_a, roll_b, lists, measures, exemptions, usage, answers, owners, rulings,
        deals=deals, rates=rates, stale_after=stale_after,
        encoding_a=encoding_a, encoding_b=encoding_b,
    )  # fmt: skip
    store = given.store(council)
    found = settlement(store, day(on))
    print_first([*store.letters_told(), *letters_told(found.notes, "deals and rates")], as_json=as_json)
    print_remarks(found.corridor.notes, found.conflicts)
    if as_json:
        print_json(settlement_document(found))
    else:
        _print_account(found)
    finish(of_settlement(found), strict=strict)


def _print_account(found: SettlementReport) -> None:
    from svat.report.corridor.model import NO_PAYMENT
    from svat.report.corridor.shares import share_words, year_words
    from svat.report.corridor.words import exact, worded

    corridor, state = found.corridor, found.account
    names = {"a": corridor.a, "b": corridor.b, "": "nobody"}
    out.print(f"Settlement account on {state.on}. {NO_PAYMENT}")
    for fact in corridor.settlements_known(state.on):
        share = f" ({share_words(fact)})" if fact.share is not None else ""
        out.print(f"\n{fact.on}: {fact.text or 'settled in ' + ' and '.join(fact.of)}{share}")
        _print_sources(fact.sources)
    for value in state.values:
        deal = value.deal
        turned = [x for x in (value.settlement, value.goal) if x and x.quote.rates]
        said = " = ".join((worded(deal.value), *(worded(x.money) for x in turned)))
        pays = "it was lost, and nobody owes anything for it" if deal.lost else f"{names[deal.payer]} pays"
        out.print(f"\n{deal.deal} {deal.year}: {said}; {pays}")
        out.print(f"  outstanding: {worded(value.outstanding)}")
        for payment in value.payments:
            counted = payment.counted
            other = f" = {worded(counted.money)}" if counted and counted.quote.rates else ""
            out.print(f"  paid on {payment.on}: {worded(payment.paid)}{other}")
            if counted and counted.quote.rates:
                out.print(f"    {counted.quote.words}")
        for words in (*dict.fromkeys(x.quote.words for x in turned), *value.missing, *value.remarks):
            out.print(f"  {words}")
    for refused in state.refused:
        out.print(f"\nREFUSED: {refused.deal.deal} {refused.deal.year}: {refused.why}")
        for finding in refused.findings:
            out.print(f"  {finding.effect}: {finding.rule}, {finding.source}: {finding.detail}")
    out.print("")
    for e in state.exposure:
        a, b = exact(e.a_owes, e.currency), exact(e.b_owes, e.currency)
        out.print(f"exposure: {names['a']} owes {a}, {names['b']} owes {b} ({count(e.deals, 'deal')})")
    for n in (*state.netting, *([state.net] if state.net else [])):
        title = "all, in the settlement currency" if n is state.net else "netting"
        out.print(
            f"{title}: {exact(n.set_off, n.currency)} set off; "
            f"{names[n.payer]} has {exact(n.remains, n.currency)} still to pay"
        )
    for why in state.missing if state.values else ():
        out.print(f"no net sum in the settlement currency: {why}")
    for year in found.shares:
        out.print(f"settled in {year.year}: {year_words(year)}")
    rows: list[Refusal | Note] = [*found.refusals, *found.notes]
    for r in rows:
        err.print(f"{r.file}: row {r.row}: {r.column}: {r.value}: {r.reason}")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(corridor_app, name="corridor")

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
from svat.cli.terminal import Json, err, out, print_first, print_json, table
from svat.notation import count, number
from svat.wording import say

_AGREES, _DIFFERS = say("agrees: {words}"), say("DIFFERS: {words}")

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
        err.print(
            say(
                "{file}: line {row}: {column}: {reason}",
                file=note.file,
                row=note.row,
                column=note.column,
                reason=note.reason,
            )
        )
    for conflict in conflicts:
        err.print(conflict)


@corridor_app.command("register")
def corridor_register(
    file: FileArgument = None, council: CouncilOption = None, on: OnOption = None, as_json: Json = False
) -> None:
    """Show what was promised and what became of it, as known on a day: nothing published later has any part in it."""
    from svat.council.corridor import register
    from svat.report.corridor.json import register_document

    view = register(Given(corridor=file).store(council), day(on))
    print_remarks(view.corridor.notes)
    if as_json:
        print_json(register_document(view))
    else:
        _print_register(view)


def _print_register(view: Register) -> None:
    from svat.report.corridor.words import exact

    corridor = view.corridor
    out.print(f"{corridor.name or f'{corridor.a} – {corridor.b}'}, as known on {view.on}")
    out.print(say("context: {context}", context=view.context))
    for goal in view.goals:
        said = say(", said by {said_by}", said_by=goal.said_by) if goal.said_by else ""
        out.print(
            "\n"
            + say(
                "goal: {measure} of {amount} by {by}{said}",
                measure=goal.measure,
                amount=exact(goal.amount, goal.currency),
                by=str(goal.by),
                said=said,
            )
        )
        _print_sources(goal.sources)
    for state in view.states:
        _print_state(state)
    for fact in view.settlements:
        amount = exact(fact.amount, fact.currency) if fact.amount else fact.currency
        out.print(
            "\n"
            + say(
                "settlement fact: {words} ({amount}), {on}",
                words=fact.text or say("settled"),
                amount=amount,
                on=fact.on,
            )
        )
        _print_sources(fact.sources)
    for debt in view.debts:
        _print_debt(debt)
    out.print("")
    for word, items in (("next", view.coming), ("overdue", view.overdue)):
        for item in items:
            out.print(
                say(
                    "{word}: {title}, {due} ({words})",
                    word=word,
                    title=item.title,
                    due=item.due,
                    words=item.words,
                )
            )
    if view.unknown:
        out.print(
            say(
                "{further_commitments} of the file not known yet",
                further_commitments=count(view.unknown, "further commitment"),
            )
        )


def _print_sources(sources: Iterable[Source], indent: str = "  ") -> None:
    for source in sources:
        out.print(
            indent
            + say("source: {source}", source=str(source))
            + (say(", {link}", link=source.link) if source.link else "")
        )


def _print_state(state: State) -> None:
    commitment = state.commitment
    parties = ", ".join(
        say("{name} ({role})", name=p.name, role=p.role) if p.role else p.name for p in commitment.parties
    )
    military = ", military" if commitment.military else ""
    out.print(
        "\n"
        + say("{title} [{kind}{military}]", title=commitment.title, kind=commitment.kind, military=military)
    )
    out.print(
        "  "
        + say(
            "{status} since {since}; parties: {parties}",
            status=state.status,
            since=state.since,
            parties=parties,
        )
    )
    if state.due:
        words = {"ahead": say("announced for"), "now": say("due now:"), "overdue": say("due, nothing heard:")}
        out.print("  " + say("{words} {due}", words=words[state.due_state], due=state.due))
    if state.order_unknown:
        out.print("  " + state.order_unknown)
    for known in state.events:
        doubt = " (doubtful: nothing rests on it)" if known.doubtful else ""
        out.print(
            "  "
            + say(
                "{happened}  {status}{doubt}: {words}",
                happened=known.event.happened,
                status=known.event.status,
                doubt=doubt,
                words=known.event.text,
            )
        )
        for said in known.sources:
            out.print("    " + say("source: {said}", said=said))
    for c in state.contradictions:
        out.print("  " + say("CONTRADICTION about {about}:", about=c.about))
        for each in (c.one, c.other):
            claim = each.event.claim or say(
                "{status} {due}", status=each.event.status, due=each.event.due or each.event.happened
            )
            out.print(
                "    " + say("{claim} — {sources}", claim=claim, sources="; ".join(map(str, each.sources)))
            )


def _print_debt(state: DebtState) -> None:
    from svat.report.corridor.words import exact

    debt, balance, unit = state.debt, state.balance, state.debt.currency
    instalments = count(len(state.schedule), "instalment")
    out.print(
        "\n"
        + say(
            "debt: {title}, {debtor} owes {creditor}",
            title=debt.title or debt.id,
            debtor=debt.debtor,
            creditor=debt.creditor,
        )
    )
    out.print(
        "  "
        + say(
            "principal {principal}, forgiven {forgiven}, to be paid {to_pay}",
            principal=exact(debt.principal, unit),
            forgiven=exact(state.forgiven, unit),
            to_pay=exact(state.to_pay, unit),
        )
    )
    if state.each is not None:
        out.print(
            "  " + say("{instalments} of {amount}", instalments=instalments, amount=exact(state.each, unit))
        )
    elif state.schedule:
        out.print("  " + instalments)
    if state.plan_note:
        out.print("  " + state.plan_note)
    out.print(
        "  "
        + say(
            "balance on {on}: {scheduled} if what was due ({count_due} of {instalments}) was paid; "
            "{recorded} by the payments on record",
            on=balance.on,
            scheduled=exact(balance.scheduled, unit),
            count_due=number(balance.count_due),
            instalments=instalments,
            recorded=exact(balance.recorded, unit),
        )
    )
    if balance.next:
        out.print(
            "  "
            + say("next: {amount} on {due}", amount=exact(balance.next.amount, unit), due=balance.next.due)
        )
    if debt.use or debt.use_text:
        out.print("  " + say("for: {use_text}", use_text=debt.use_text or ", ".join(debt.use)))
    _print_sources(state.sources)


@corridor_app.command("debt")
def corridor_debt(
    file: FileArgument = None, council: CouncilOption = None, on: OnOption = None, as_json: Json = False
) -> None:
    """Show the debts between the two sides: terms, balance on a day, and whether their figures agree."""
    from svat.council.corridor import debts
    from svat.report.corridor.json import debt_document

    found = debts(Given(corridor=file).store(council), day(on))
    print_remarks(found.corridor.notes)
    if as_json:
        print_json(debt_document(found))
    else:
        _print_debts(found)


def _print_debts(found: Debts) -> None:
    from svat.report.corridor.words import exact

    if not found.states:
        out.print(say("no debt"))
    if found.unknown:
        out.print(
            say("{debts} of the file not known on {on}", debts=count(found.unknown, "debt"), on=found.on)
        )
    for state in found.states:
        _print_debt(state)
        for check in state.checks:
            out.print("  " + say(_AGREES if check.agrees else _DIFFERS, words=check.words))
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
    as_json: Json = False,
) -> None:
    """Say what is known of settlements, and keep the account of deals in three currencies; nothing is paid by it.

    A deal whose verdict is not clear on its date is refused with the findings.
    """
    from svat.council.attention import letters_told
    from svat.council.settlement import settlement
    from svat.report.corridor.json import settlement_document

    given = Given(
        file, roll_a, roll_b, lists, measures, exemptions, usage, answers, owners, rulings,
        deals=deals, rates=rates, stale_after=stale_after,
        encoding_a=encoding_a, encoding_b=encoding_b,
    )  # fmt: skip
    store = given.store(council)
    found = settlement(store, day(on))
    print_first([*store.letters_told(), *letters_told(found.notes, say("deals and rates"))], as_json=as_json)
    print_remarks(found.corridor.notes, found.conflicts)
    if as_json:
        print_json(settlement_document(found))
    else:
        _print_account(found)


def _print_account(found: SettlementReport) -> None:
    from svat.report.corridor.model import NO_PAYMENT
    from svat.report.corridor.shares import share_words, year_words
    from svat.report.corridor.words import exact, worded

    corridor, state = found.corridor, found.account
    names = {"a": corridor.a, "b": corridor.b, "": "nobody"}
    out.print(say("Settlement account on {on}. {no_payment}", on=state.on, no_payment=NO_PAYMENT))
    for fact in corridor.settlements_known(state.on):
        share = " " + say("({shares})", shares=share_words(fact)) if fact.share is not None else ""
        out.print(
            "\n"
            + say(
                "{on}: {words}{share}",
                on=fact.on,
                words=fact.text or say("settled in {currencies}", currencies=" and ".join(fact.of)),
                share=share,
            )
        )
        _print_sources(fact.sources)
    for value in state.values:
        deal = value.deal
        turned = [x for x in (value.settlement, value.goal) if x and x.quote.rates]
        said = " = ".join((worded(deal.value), *(worded(x.money) for x in turned)))
        pays = (
            say("it was lost, and nobody owes anything for it")
            if deal.lost
            else say("{name} pays", name=names[deal.payer])
        )
        out.print(
            "\n" + say("{deal} {year}: {said}; {pays}", deal=deal.deal, year=deal.year, said=said, pays=pays)
        )
        out.print("  " + say("outstanding: {amount}", amount=worded(value.outstanding)))
        for payment in value.payments:
            counted = payment.counted
            other = (
                " " + say("= {amount}", amount=worded(counted.money))
                if counted and counted.quote.rates
                else ""
            )
            out.print(
                "  "
                + say(
                    "paid on {on}: {amount}{other}", on=payment.on, amount=worded(payment.paid), other=other
                )
            )
            if counted and counted.quote.rates:
                out.print("    " + counted.quote.words)
        for words in (*dict.fromkeys(x.quote.words for x in turned), *value.missing, *value.remarks):
            out.print("  " + words)
    for refused in state.refused:
        out.print(
            "\n"
            + say(
                "REFUSED: {deal} {year}: {why}",
                deal=refused.deal.deal,
                year=refused.deal.year,
                why=refused.why,
            )
        )
        for finding in refused.findings:
            out.print(
                "  "
                + say(
                    "{effect}: {rule}, {source}: {detail}",
                    effect=finding.effect,
                    rule=finding.rule,
                    source=finding.source,
                    detail=finding.detail,
                )
            )
    out.print("")
    for e in state.exposure:
        a, b = exact(e.a_owes, e.currency), exact(e.b_owes, e.currency)
        out.print(
            say(
                "exposure: {name_a} owes {a}, {name_b} owes {b} ({deals})",
                name_a=names["a"],
                a=a,
                name_b=names["b"],
                b=b,
                deals=count(e.deals, "deal"),
            )
        )
    for n in (*state.netting, *([state.net] if state.net else [])):
        title = say("all, in the settlement currency") if n is state.net else say("netting")
        out.print(
            say(
                "{title}: {set_off} set off; {name} has {remains} still to pay",
                title=title,
                set_off=exact(n.set_off, n.currency),
                name=names[n.payer],
                remains=exact(n.remains, n.currency),
            )
        )
    for why in state.missing if state.values else ():
        out.print(say("no net sum in the settlement currency: {why}", why=why))
    for year in found.shares:
        out.print(say("settled in {year}: {shares}", year=year.year, shares=year_words(year)))
    rows: list[Refusal | Note] = [*found.refusals, *found.notes]
    for r in rows:
        err.print(
            say(
                "{file}: row {row}: {column}: {value}: {reason}",
                file=r.file,
                row=r.row,
                column=r.column,
                value=r.value,
                reason=r.reason,
            )
        )


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(corridor_app, name="corridor")

"""The corridor by itself: corridor register, corridor debt, corridor settlement."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.options import (
    CouncilOption,
    Given,
    OnOption,
    day,
)
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, err, out, print_json, table
from svat.cli.words import word
from svat.notation import count, number
from svat.wording import say, say_each, say_list

_AGREES, _DIFFERS = say("agrees: {words}"), say("DIFFERS: {words}")

if TYPE_CHECKING:
    from svat.council.corridor import Debts, DebtState, Register, Source, State
    from svat.refusals import Note

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
    out.print(
        say("{name}, as known on {on}", name=corridor.name or f"{corridor.a} – {corridor.b}", on=view.on)
    )
    out.print(say("context: {context}", context=word(view.context)))
    for goal in view.goals:
        said = say(", said by {said_by}", said_by=goal.said_by) if goal.said_by else ""
        out.print(
            "\n"
            + say(
                "goal: {measure} of {amount} by {by}{said}",
                measure=word(goal.measure),
                amount=exact(goal.amount, goal.currency),
                by=str(goal.by),
                said=said,
            )
        )
        print_sources(goal.sources)
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
        print_sources(fact.sources)
    for debt in view.debts:
        _print_debt(debt)
    out.print("")
    for when, items in ((say("next"), view.coming), (say("overdue"), view.overdue)):
        for item in items:
            out.print(
                say(
                    "{when}: {title}, {due} ({words})",
                    when=when,
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


def print_sources(sources: Iterable[Source], indent: str = "  ") -> None:
    """A line for each source."""
    for source in sources:
        out.print(
            indent
            + say("source: {source}", source=str(source))
            + (say(", {link}", link=source.link) if source.link else "")
        )


def _print_state(state: State) -> None:
    commitment = state.commitment
    parties = say_list(
        say("{name} ({role})", name=p.name, role=word(p.role)) if p.role else p.name
        for p in commitment.parties
    )
    military = say(", military") if commitment.military else ""
    out.print(
        "\n"
        + say(
            "{title} [{kind}{military}]",
            title=commitment.title,
            kind=word(commitment.kind),
            military=military,
        )
    )
    out.print(
        "  "
        + say(
            "{status} since {since}; parties: {parties}",
            status=word(state.status),
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
        doubt = say(" (doubtful: nothing rests on it)") if known.doubtful else ""
        out.print(
            "  "
            + say(
                "{happened}  {status}{doubt}: {words}",
                happened=known.event.happened,
                status=word(known.event.status),
                doubt=doubt,
                words=known.event.text,
            )
        )
        for said in known.sources:
            out.print("    " + say("source: {said}", said=str(said)))
    for c in state.contradictions:
        out.print("  " + say("CONTRADICTION about {about}:", about=c.about))
        for each in (c.one, c.other):
            claim = each.event.claim or say(
                "{status} {due}", status=word(each.event.status), due=each.event.due or each.event.happened
            )
            out.print(
                "    "
                + say("{claim} — {sources}", claim=claim, sources=say_list(map(str, each.sources), "; "))
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
    print_sources(state.sources)


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
        out.print(say("no debt"))
    if found.unknown:
        out.print(
            say("{debts} of the file not known on {on}", debts=count(found.unknown, "debt"), on=found.on)
        )
    for state in found.states:
        _print_debt(state)
        for check in state.checks:
            out.print("  " + say(_AGREES if check.agrees else _DIFFERS, words=check.words))
            print_sources(check.sources, "    ")
        out.print("")
        cells = [(i.number, i.due, exact(i.amount, state.debt.currency)) for i in state.schedule]
        table("", say_each("instalment", "due", "amount"), cells, numbers="02")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the command line."""
    app.add_typer(corridor_app, name="corridor")

"""The account of deals: corridor settlement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.corridor import (
    FileArgument,
    RatesOption,
    RollAOption,
    RollBOption,
    StaleOption,
    print_remarks,
    print_sources,
)
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
from svat.cli.terminal import Json, err, out, print_first, print_json
from svat.notation import count
from svat.wording import say

if TYPE_CHECKING:
    from svat.council.settlement import SettlementReport
    from svat.refusals import Note, Refusal


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
    print_first([*store.letters_told(), *letters_told(found.notes, say("deals and rates"))], as_json=as_json)
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
        print_sources(fact.sources)
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
    """Put this module's command on the corridor's group."""
    app.command("settlement")(corridor_settlement)

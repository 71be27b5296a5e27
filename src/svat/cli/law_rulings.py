"""The law's commands on reviewers' rulings and re-screening: law rule, law second, law rulings, law rescreen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from svat.cli.options import (
    CouncilOption,
    EncodingAOption,
    EncodingBOption,
    Given,
    ListsOption,
    OnOption,
    OwnersOption,
    RulingsOption,
    day,
)
from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_first, print_json, progress, table
from svat.cli.words import word
from svat.wording import say, say_each, say_list, say_meant, unusable

if TYPE_CHECKING:
    from svat.council.folder import FolderStore
    from svat.council.law import Law
    from svat.council.screening import Rescreened, RulingState

Day = "%Y-%m-%d"
RulingsFile = Annotated[Path | None, typer.Argument(help="File of rulings. Default: the council's.")]
CorridorOption = Annotated[
    Path | None, typer.Option(help="Corridor file (TOML): its two_person_rule and max_list_age_days count.")
]
_NEW, _GONE = say_meant("new", "new (of a finding)"), say_meant("gone", "gone (of a finding)")
Kind = Literal["any", "person", "organisation", "unknown"]


def law_rule(
    name: Annotated[
        str, typer.Option(help="The name that was screened, or identifier as the finding gives it.")
    ],
    entry: Annotated[str, typer.Option(help='Publisher and number of the entry, such as "OFAC 12345".')],
    cleared: Annotated[bool, typer.Option("--cleared/--confirmed", help="Not the same, or the same.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    by: Annotated[str, typer.Option(help="The reviewer.")],
    on: Annotated[datetime, typer.Option(formats=[Day], help="Day of the ruling.")],
    expires: Annotated[datetime, typer.Option(formats=[Day], help="Its last day.")],
    rulings: Annotated[Path | None, typer.Option(help="File of rulings to add to (JSON lines).")] = None,
    lists: ListsOption = None,
    council: CouncilOption = None,
    second: Annotated[
        str, typer.Option(help="The second reviewer, if both decided together; else see `svat law second`.")
    ] = "",
    company: Annotated[str, typer.Option(help="The company's external_id, for information.")] = "",
    kind: Annotated[
        Kind, typer.Option("--type", help="Whose name it is: the ruling then speaks of such parties alone.")
    ] = "any",
    corridor: CorridorOption = None,
    two_persons: Annotated[
        bool, typer.Option("--two-persons", help="Ask for two persons whatever is cleared.")
    ] = False,
    max_age: Annotated[
        int | None,
        typer.Option(min=0, help="Days after which a list is stale. Default: the corridor's, or 30."),
    ] = None,
    strict: Strict = False,
) -> None:
    """Record a reviewer's ruling on a name and a list entry, once the name is found to hit it.

    A clearing by one person where two are needed is recorded as proposed: it clears nothing until a second, different
    person has put it in force with `svat law second`.
    """
    from svat.council.matters import of_ruling
    from svat.council.screening import RulingDraft, is_proposal, rule

    store = Given(corridor=corridor, lists=lists).store(council)
    file = rulings or _file(store, council)
    law = _law(store, on.date(), max_age, two_persons=two_persons)
    decision: Literal["cleared", "confirmed"] = "cleared" if cleared else "confirmed"
    draft = RulingDraft(name, entry, decision, reason, by, on.date(), expires.date(), second, company, kind)
    ruling = rule(file, law, draft)
    words = say(
        "{name} {said} against {entry} until {day}",
        name=name,
        said=word(ruling.said),
        entry=entry,
        day=ruling.expires_on,
    )
    if is_proposal(ruling):
        out.print(
            say(
                "{id}: PROPOSED, not in force: {words}; two persons are needed: another than {by} "
                "confirms it with `svat law second {file} {id}`",
                id=ruling.id,
                words=words,
                by=by,
                file=file,
            )
        )
    else:
        out.print(say("{id}: {words}", id=ruling.id, words=words))
    finish(of_ruling(law, ruling), strict=strict)


def law_second(
    by: Annotated[str, typer.Option(help="The second reviewer.")],
    reason: Annotated[str, typer.Option(help="Why the second reviewer agrees, in words.")],
    on: Annotated[datetime, typer.Option(formats=[Day], help="Day of the confirmation: in force from then.")],
    file: Annotated[
        str, typer.Argument(help="File of rulings; with --council it may be left out: the id alone.")
    ],
    proposal: Annotated[str | None, typer.Argument(help="Id of the proposed ruling, such as R7.")] = None,
    lists: ListsOption = None,
    council: CouncilOption = None,
    corridor: CorridorOption = None,
    strict: Strict = False,
) -> None:
    """Put a proposed clearing in force as the second person; both persons and both days stay on record."""
    from svat.council.matters import of_ruling
    from svat.council.screening import SecondOpinion, second

    store = Given(corridor=corridor, lists=lists).store(council)
    if proposal is None and council is None:
        raise unusable("law second: give the file of rulings and the id of the proposal")
    target, own = (_file(store, council), file) if proposal is None else (Path(file), proposal)
    law = _law(store, on.date())
    ruling = second(target, law, SecondOpinion(own, by, reason, on.date()))
    out.print(
        say(
            "{id}: {name} cleared against {publisher} {entry_id} until {expires_on}, by "
            "{reviewer} ({own}) and {second}",
            id=ruling.id,
            name=ruling.name,
            publisher=ruling.publisher,
            entry_id=ruling.entry_id,
            expires_on=ruling.expires_on,
            reviewer=ruling.reviewer,
            own=own,
            second=ruling.second,
        )
    )
    finish(of_ruling(law, ruling), strict=strict)


def _file(store: FolderStore, council: Path | None) -> Path:
    """The council's file of rulings, there or yet to be made. Raises UnusableInput without a council."""
    if council is None:
        raise unusable("no file of rulings: name it, or give --council")
    return store.files.case_file.rulings or council / "case-file" / "rulings.jsonl"


def _law(store: FolderStore, on: date, max_age: int | None = None, *, two_persons: bool = False) -> Law:
    """The law of a day that rulings are made by. Raises UnusableInput without lists."""
    if store.files.lists is None:
        raise unusable("no lists: give --lists, or --council with its lists/")
    return store.law_of_lists(on, max_age, two_persons=two_persons)


def law_rulings(
    file: RulingsFile = None,
    lists: Annotated[Path | None, typer.Option(help="Folder of lists, to see which entries changed.")] = None,
    council: CouncilOption = None,
    corridor: CorridorOption = None,
    on: OnOption = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """List the rulings with their state on a day."""
    from svat.council.matters import of_rulings
    from svat.council.screening import rulings_on

    store, today = Given(corridor=corridor, lists=lists).store(council), day(on)
    rows = rulings_on(file or _file(store, council), store.law_of_lists(today))
    if as_json:
        shown = [{"state": x.state, "changed": x.changed, "ruling": x.ruling} for x in rows]
        print_json({"on": today, "rulings": shown})
    else:
        _print_rulings(rows)
    finish(of_rulings(rows), strict=strict)


def _print_rulings(rows: Sequence[RulingState]) -> None:
    columns = (
        say_meant("id", "id (of a record)"),
        *say_each("state", "ruling", "name", "entry"),
        say_meant("by", "by (a reviewer)"),
        say_meant("second", "second (reviewer)"),
        say_meant("until", "until (the last day)"),
    )
    cells = [
        (
            r.id,
            word(x.state),
            word(r.said),
            r.name,
            f"{r.publisher} {r.entry_id}",
            r.reviewer,
            r.second,
            r.expires_on,
        )
        for x in rows
        for r in (x.ruling,)
    ]
    table("", columns, cells)
    for x in rows:
        if x.changed:
            out.print(say("{id}: entry changed: {changed}", id=x.ruling.id, changed=x.changed))


def law_rescreen(
    roll_a: Annotated[Path | None, typer.Argument(help="Roll of the first country.")] = None,
    roll_b: Annotated[Path | None, typer.Argument(help="Roll of the second country.")] = None,
    council: CouncilOption = None,
    before: Annotated[
        datetime | None,
        typer.Option("--from", formats=[Day], help="The earlier day. Default: the day before the later."),
    ] = None,
    after: Annotated[
        datetime | None, typer.Option("--to", formats=[Day], help="The later day. Default: today.")
    ] = None,
    corridor: Annotated[Path | None, typer.Option(help="Corridor file (TOML).")] = None,
    lists: ListsOption = None,
    rulings: RulingsOption = None,
    owners: OwnersOption = None,
    encoding_a: EncodingAOption = None,
    encoding_b: EncodingBOption = None,
    strict: Strict = False,
    mail: Annotated[
        str | None,
        typer.Option(
            help="Print it as a mail to this address, for `| sendmail -t`: what turned, and what to do."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Screen all companies against the lists of two days and say what turned."""
    from svat.council.matters import of_rescreened
    from svat.council.rescreen_mail import mail as as_mail
    from svat.council.screening import rescreen_rolls

    if mail and as_json:
        raise unusable("--mail prints a mail, --json a document: give one of them")

    store = Given(
        corridor, roll_a, roll_b, lists, owners=owners, rulings=rulings, encoding_a=encoding_a, encoding_b=encoding_b,
    ).store(council)  # fmt: skip
    if store.files.lists is None:
        raise unusable("no lists: give --lists, or --council with its lists/")
    later = day(after)
    earlier = before.date() if before else later - timedelta(days=1)
    with progress() as watch:
        found = rescreen_rolls(store, earlier, later, watch)
    print_first(store.letters_told(), as_json=as_json or bool(mail))
    if mail:
        message = as_mail(found, store.corridor(), mail)
        sys.stdout.write(message.decode("ascii"))  # quoted-printable
    elif as_json:
        print_json({"from": found.days[0], "to": found.days[1], "counts": dict(sorted(found.counts.items())),
                    "rows_refused": found.rows_refused, "problems": found.problems,
                    "companies": found.turned,
                    "meetings": [{"mission": name, "meetings": of} for name, of in found.meetings]})  # fmt: skip
    else:
        _show(found)
    finish(of_rescreened(found), strict=strict)


def _show(found: Rescreened) -> None:
    for problem in found.problems:
        out.print(say("PROBLEM: {problem}", problem=problem))
    counted = say_list(
        say("{count} {turn}", count=n, turn=word(turn)) for turn, n in sorted(found.counts.items())
    )
    out.print(
        say(
            "{count} companies: {counted}; {rows_refused} rows refused",
            count=len(found.turned),
            counted=counted,
            rows_refused=found.rows_refused,
        )
    )
    for mission, meetings in found.meetings:
        out.print(
            say(
                "MEETINGS no longer clear, mission {mission}: {meetings} (svat mission recheck)",
                mission=mission,
                meetings=", ".join(meetings),
            )
        )
    for x in found.turned:
        if x.turn != "same":
            out.print(say("{company} ({side}): {turn}", company=x.company, side=x.side, turn=word(x.turn)))
            for sign, findings in ((_NEW, x.new), (_GONE, x.gone)):
                for f in findings:
                    out.print(
                        say(
                            "  {sign}: {effect}, {rule}: {detail}",
                            sign=sign,
                            effect=word(f.effect),
                            rule=f.rule,
                            detail=f.detail,
                        )
                    )
            for words in x.entries:
                out.print(say("  entry changed: {words}", words=words))


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the law's command line."""
    app.command("rule")(law_rule)
    app.command("second")(law_second)
    app.command("rulings")(law_rulings)
    app.command("rescreen")(law_rescreen)

"""Recorded verdicts computed again, one or a whole log of them: law replay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.options import CouncilOption, Given
from svat.cli.strict import OPEN, Strict, finish
from svat.cli.terminal import Json, out, print_json, progress, table
from svat.cli.words import word
from svat.wording import say, say_count, say_each, say_list, unusable

if TYPE_CHECKING:
    from svat.council.proofs import Document, Replay
    from svat.council.replays import LoggedTurn, ReplayedLog

_SHORT = 12  # digits of an id that are shown
_FINDINGS = 3  # of one verdict
_PAIRS = 3  # named of those of which the same was found
_THEN, _NOW = say_each("then", "now")


def replay(
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="Beginning of a verdict's id; without --log the file of an exported verdict. Left out: every verdict "
            "of the log.",
        ),
    ] = None,
    log: Annotated[Path | None, typer.Option("--log", help="Log of verdicts.")] = None,
    lists: Annotated[
        Path | None, typer.Option(help="Folder of lists; those of the verdict are found by their hashes.")
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            formats=["%Y-%m-%d"],
            help="Another date to judge by, YYYY-MM-DD. Default: the verdict's own.",
        ),
    ] = None,
    measures: Annotated[
        list[Path] | None, typer.Option(help="File of own measures that the verdict rests on.")
    ] = None,
    council: CouncilOption = None,
    limit: Annotated[
        int,
        typer.Option(min=0, help="Of a whole log: show at most so many of those that turn; 0: all of them."),
    ] = 25,
    turns: Annotated[
        Path | None,
        typer.Option("--out", help="Of a whole log: CSV file for every finding that is another, a row each."),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
) -> None:
    """Compute recorded verdicts again from their own inputs, and say whether they are the same.

    Without --on each is computed on its own date with its own lists, and must be the same byte for byte; with --on by
    the lists in force on that date. Hashes are checked on the way, signatures are not: that is for `svat law prove` and
    `svat law log verify`. Of one verdict the exit code is 1 when it differs, 2 when an input is missing. Of a whole log
    svat says how many verdicts stand, which turn and why; the exit code is 2 when none could be computed again.
    """
    files = Given(lists=lists, measures=measures).files(council)
    day = on.date() if on else None
    if which is not None:
        from svat.council.proofs import WhichVerdict, replay_verdict

        if turns:
            raise unusable("--out is for a whole log: leave out the id")
        one = replay_verdict(WhichVerdict(which, log), files.lists, day, files.measures)
        _show_one(one.document, one.result, as_json=as_json)
        if not one.result.same:
            raise typer.Exit(OPEN)
        return
    from svat.council.matters import of_replays
    from svat.council.replays import replay_log, write_turns

    if log is None:
        raise unusable("give the id of a verdict, or --log for all of a log")
    with progress() as watch:
        found = replay_log(log, files.lists, day, files.measures, watch)
    if turns is not None:
        write_turns(found, turns)
    if as_json:
        print_json(_as_json(found))
    else:
        _show_log(found, limit)
        if turns is not None:
            out.print(say("\nEvery finding that is another is in {turns}.", turns=turns))
    if found.missing and found.missing + found.forgotten == found.verdicts:
        raise typer.Exit(2)
    finish(of_replays(found), strict=strict)


def _show_one(document: Document, result: Replay, *, as_json: bool) -> None:
    before, now = document.verdict, result.verdict
    if as_json:
        print_json(
            {
                "id": document.id,
                "same": result.same,
                "recorded": before,
                "on": result.case.on,
                "replayed": now,
                "differences": result.differences,
                "changes": result.changes,
            }
        )
        return
    own_day = now.on == before.on
    same = (
        say("the same verdict, byte for byte")
        if own_day
        else say("the same verdict as on {day}", day=before.on)
    )
    differs = say("ANOTHER VERDICT") if own_day else say("another verdict than on {day}", day=before.on)
    out.print(
        say(
            "{same}: {status} on {on}",
            same=same if result.same else differs,
            status=word(now.status),
            on=now.on,
        )
    )
    for difference in result.differences:
        out.print(say_list(("  ", difference), ""))
    for change in result.changes:
        out.print(say("  changed since: {change}", change=change))


def _show_log(found: ReplayedLog, limit: int) -> None:
    became, turned = found.became, found.turned
    out.print(
        say_count("{count} verdict, computed again", "{count} verdicts, each computed again", found.verdicts)
    )
    out.print(
        say(
            "  {stand} stand: {same} as they were, {words} in other words, {findings} on other findings",
            stand=found.stand,
            same=became["same"],
            words=became["words"],
            findings=became["findings"],
        )
    )
    out.print(say_count("  {count} turns", "  {count} turn", len(turned)))
    out.print(
        say("  {missing} not computed again, so that nothing can be said of them", missing=found.missing)
    )
    for item in found.not_replayed:
        out.print(say("    {count}: {reason}", count=len(item.verdicts), reason=item.reason))
    if found.forgotten:
        out.print(say("  {forgotten} forgotten, and so not shown", forgotten=found.forgotten))
    if not turned:
        return
    out.print()
    ways = Counter((x.turn.before.status, x.turn.now.status) for x in turned)
    for (was, now), count in sorted(ways.items(), key=lambda item: (-item[1], item[0])):
        out.print(say("{was} then, {now} now: {count}", was=word(was), now=word(now), count=count))
    out.print()
    rows = [
        (
            word(x.before),
            word(x.now),
            x.verdicts,
            x.companies,
            x.cause.code,
            say("now {words}", words=x.cause.words),
        )
        for x in found.counts
    ]
    table("", say_each("then", "now", "verdicts", "companies", "kind", "why: now"), rows, "23")
    if any(len(x.turn.causes) > 1 for x in turned):
        out.print(say("A verdict that turns for two reasons is counted for each."))
    _show_turns(turned, limit)


def _show_turns(turned: Sequence[LoggedTurn], limit: int) -> None:
    """What turned, the hardest first; the verdicts of one company with several others together."""
    from svat.council.replays import harder

    alike: dict[tuple[object, ...], list[LoggedTurn]] = {}
    for x in turned:
        alike.setdefault((x.turn.before.status, x.turn.now.status, x.turn.findings), []).append(x)
    groups = sorted(alike.values(), key=lambda group: -harder(group[0].turn))
    shown = groups if limit == 0 else groups[:limit]
    of = (
        say(", the first {count} (--limit 0 shows all)", count=len(shown)) if len(shown) < len(groups) else ""
    )
    out.print(say("\nWhat was found then and now, of {count} that differ{of}", count=len(groups), of=of))
    for group in shown:
        _show_turn(group)


def _show_turn(group: Sequence[LoggedTurn]) -> None:
    from svat.council.replays import shown

    turn = group[0].turn
    pairs = [say("{a} and {b} of {day} ({id})", a=x.a, b=x.b, day=x.on, id=x.id[:_SHORT]) for x in group]
    more = say(" and {count} more", count=len(pairs) - _PAIRS) if len(pairs) > _PAIRS else ""
    out.print(
        say(
            "{was} then, {now} now: {pairs}{more}",
            was=word(turn.before.status),
            now=word(turn.now.status),
            pairs=say_list(pairs[:_PAIRS]),
            more=more,
        )
    )
    for y in turn.findings[:_FINDINGS]:
        out.print(say("  now {words} [{code}]", words=y.cause.words, code=y.cause.code))
        for when, findings in ((_THEN, y.before), (_NOW, y.now)):
            for finding in findings:
                out.print(say("    {when}: {shown}", when=when, shown=shown(finding)))
            if not findings:
                out.print(say("    {when}: nothing", when=when))
    if len(turn.findings) > _FINDINGS:
        out.print(
            say(
                "  and {count} more findings that are other ones (--out, --json)",
                count=len(turn.findings) - _FINDINGS,
            )
        )


def _as_json(found: ReplayedLog) -> dict[str, object]:
    became = found.became
    return {
        "verdicts": found.verdicts,
        "stand": {"same": became["same"], "words": became["words"], "findings": became["findings"]},
        "turned": len(found.turned),
        "not_replayed": found.not_replayed,
        "forgotten": found.forgotten,
        "counts": [
            {
                "then": x.before,
                "now": x.now,
                "cause": x.cause,
                "verdicts": x.verdicts,
                "companies": x.companies,
            }
            for x in found.counts
        ],
        "changed": [
            {
                "seq": x.seq,
                "id": x.id,
                "on": x.on,
                "a": x.a,
                "b": x.b,
                "became": x.turn.became,
                "then": x.turn.before.status,
                "now": x.turn.now.status,
                "causes": [cause.code for cause in x.turn.causes] if x.turn.became == "turned" else [],
                "findings": [
                    {"cause": y.cause.code, "then": y.before, "now": y.now} for y in x.turn.findings
                ],
            }
            for x in found.changed
        ],
    }


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the law's command line."""
    app.command("replay")(replay)

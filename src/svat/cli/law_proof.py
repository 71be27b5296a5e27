"""The proof of verdicts: law key, law prove, law log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.strict import Strict, finish
from svat.cli.terminal import Json, out, print_json, progress, table
from svat.cli.words import word
from svat.wording import say, say_list, say_meant

if TYPE_CHECKING:
    from svat.council.proofs import Document

key_app = typer.Typer(no_args_is_help=True, help="The council's signing key.")
log_app = typer.Typer(no_args_is_help=True, help="The log of signed verdicts.")

_SHORT = 12  # digits of a hash that are shown where a reader need not copy it
# The headings of a log's entries: place, id, day, status and companies.
_HEADS = (
    say_meant("seq", "seq (place in a log)"),
    say_meant("id", "id (of a record)"),
    say_meant("on", "on (a day)"),
    say("status"),
    say_meant("a", "a (side)"),
    say_meant("b", "b (side)"),
)
_MOST_FAULTS = 20

WhichArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="Beginning of a verdict's id; without --log the file of an exported verdict."
    ),
]
LogOption = Annotated[Path | None, typer.Option("--log", help="Log of verdicts.")]
LogArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Log of verdicts.")]
HeadOption = Annotated[
    str | None, typer.Option(help="Hash kept elsewhere, from `svat law log head`: it must be in the log.")
]
KeyOption = Annotated[Path, typer.Option("--key", help="The council's public key.")]


@key_app.command("new")
def key_new(
    file: Annotated[Path, typer.Option("--out", help="File for the private key; it must not exist yet.")],
) -> None:
    """Make the council's Ed25519 key: the private half in FILE, the public half in FILE.pub."""
    from svat.council.proofs import new_key

    public, beside = new_key(file)
    out.print(say("private key: {file} (keep it where nobody else can read it, and a copy)", file=file))
    out.print(say("public key: {beside} (give it to everybody)", beside=beside))
    out.print(say("  32 bytes: {hex}", hex=public.raw.hex()))
    out.print(say("  id: {id}", id=public.id))


def prove(
    which: WhichArgument,
    key: KeyOption,
    log: LogOption = None,
    head: HeadOption = None,
    export: Annotated[
        Path | None, typer.Option(help="Write the whole signed document to this file (JSON).")
    ] = None,
    as_json: Json = False,
) -> None:
    """Verify a recorded verdict (hashes, signature, its place in the log) and say what it shows.

    Exit code 1 when anything is not as it was signed.
    """
    from svat.council.proofs import WhichVerdict
    from svat.council.proofs import prove as verified

    with progress() as watch:
        found = verified(WhichVerdict(which, log, head), key, export, watch)
    proven = not found.faults
    if as_json:
        print_json(
            {
                "proven": proven,
                "faults": found.faults,
                "log": log,
                "entries": found.places,
                "head": found.head if proven else None,
                "document": found.document.content if found.document and proven else None,
                "forgotten": found.blocked,
            }
        )
    elif found.document and proven:
        _say(found.document, log, found.places)
        if export:
            out.print(say("written: {export}", export=export))
    elif found.blocked:
        out.print(
            say(
                "proven: entry {entry} of {log} is as it was signed",
                entry=", ".join(map(str, found.places)),
                log=log,
            )
        )
        out.print(say("  {blocked}; it is not shown", blocked=found.blocked))
    else:
        out.print(say("NOT PROVEN"))
        _say_faults(found.faults)
    if found.faults:
        raise typer.Exit(1)


@log_app.command("verify")
def log_verify(
    file: LogArgument,
    key: KeyOption,
    head: HeadOption = None,
    as_json: Json = False,
) -> None:
    """Check every byte of a log: form, hashes, chain and signatures. Exit code 1 when it is broken."""
    from svat.council.proofs import in_words, verify_log

    with progress() as watch:
        check = verify_log(file, key, head, watch)
    if as_json:
        print_json(
            {"sound": not check.faults, "entries": check.entries, "head": check.head, "faults": check.faults}
        )
    else:
        out.print(
            say("BROKEN")
            if check.faults
            else say("sound: every line is as it was signed, and none is missing between")
        )
        out.print(say("{entries} sound entries, head {hash}", entries=check.entries, hash=check.head.hash))
        _say_faults(in_words(check))
        if head and not check.faults:
            out.print(say("the head that was kept elsewhere is in it"))
    if check.faults:
        raise typer.Exit(1)


@log_app.command("list")
def log_list(
    file: LogArgument,
    company: Annotated[
        list[str] | None, typer.Option(help="Only pairs with this external_id; repeatable: all of them.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List the recorded verdicts: place, id, date, status and companies. Signatures are not checked here."""
    from svat.council.proofs import logged_verdicts

    rows = logged_verdicts(file, company or ())
    columns = ("seq", "id", "on", "status", "a", "b")
    if as_json:
        print_json(
            [{name: getattr(row, name) for name in columns} | {"forgotten": row.blocked} for row in rows]
        )
    else:
        cells = [
            (row.seq, row.id[:_SHORT], row.on, row.blocked or word(row.status), row.a, row.b) for row in rows
        ]
        table("", _HEADS, cells, numbers="0")


@log_app.command("head")
def log_head(file: LogArgument, as_json: Json = False) -> None:
    """Print the hash of the last entry: keep it elsewhere, as it proves that nothing before it was cut off."""
    from svat.council.proofs import head_of

    link = head_of(file)
    if as_json:
        print_json(link)
    else:
        out.print(say("{hash} (entry {seq})", hash=link.hash, seq=link.seq))


@log_app.command("repair")
def log_repair(file: LogArgument, strict: Strict = False) -> None:
    """Move a half-written last line, as a crash leaves it, into a file beside the log; nothing is thrown away."""
    from svat.council.proofs import repair

    aside = repair(file)
    out.print(say("the broken end is now in {file}", file=aside) if aside else say("nothing to repair"))
    finish([say("the end was broken: {file}", file=aside.name)] if aside else [], strict=strict)


def _say(document: Document, log: Path | None, places: Sequence[int]) -> None:
    """What a proven document shows."""
    case, verdict = document.case, document.verdict
    out.print(say("proven: verdict {id}", id=document.id))
    out.print(say("  {status} on {on}", status=word(verdict.status), on=verdict.on))
    for side, company in (("a", case.a), ("b", case.b)):
        out.print(
            say(
                "  {side}: {name}, {country}, {external_id}",
                side=side,
                name=company.name,
                country=company.country,
                external_id=company.external_id,
            )
        )
    codes = ", ".join(
        dict.fromkeys(f"HS {line.hs} {line.direction.replace('_', ' ')}" for line in case.lines)
    )
    out.print(say("  goods: {codes}", codes=codes or say("none")))
    for finding in verdict.findings:
        out.print(
            say(
                "  {effect}: {rule}, {source} [{confidence}]",
                effect=word(finding.effect),
                rule=finding.rule,
                source=finding.source,
                confidence=finding.confidence,
            )
        )
        out.print(say_list(("    ", finding.detail), ""))
    if not verdict.findings:
        out.print(say("  no finding"))
    basis = case.basis
    out.print(say("  regimes: {regimes}", regimes=", ".join(basis.settings.regimes or ())))
    for item in basis.lists or ():
        out.print(say("  list: {item}, {age_days} days old", item=item, age_days=item.age_days))
    if not basis.lists:
        out.print(say("  list: none, so nobody was screened"))
    for stamp in basis.measures:
        out.print(say("  own measures: {name}, SHA-256 {sha256}", name=stamp.name, sha256=stamp.sha256))
    for name, items in case.record.items():
        out.print(say("  on record: {count} {name}", count=len(items), name=word(name)))
    out.print(
        say(
            "  computed by svat {svat}, code {code}",
            svat=basis.software.svat,
            code=basis.software.code[:_SHORT],
        )
    )
    out.print(say("  signed with the key {key}", key=document.content["key"]))
    if log:
        out.print(
            say(
                "  entry {entry} of {log}, every line of which is as it was signed",
                entry=", ".join(map(str, places)),
                log=log,
            )
        )


def _say_faults(faults: Sequence[str]) -> None:
    for fault in faults[:_MOST_FAULTS]:
        out.print(say_list(("  ", fault), ""))
    if len(faults) > _MOST_FAULTS:
        out.print(say("  and {count} more", count=len(faults) - _MOST_FAULTS))


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the law's command line."""
    app.add_typer(key_app, name="key")
    app.command("prove")(prove)
    app.add_typer(log_app, name="log")

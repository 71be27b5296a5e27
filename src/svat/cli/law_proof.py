"""The proof of verdicts: law key, law prove, law replay, law log."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from svat.cli.job import OnOption
from svat.cli.terminal import Json, out, print_json, progress, table
from svat.files import write
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from svat.law.proof.chain import Entry
    from svat.law.proof.document import Document
    from svat.law.proof.replay import Replay

key_app = typer.Typer(no_args_is_help=True, help="The council's signing key.")
log_app = typer.Typer(no_args_is_help=True, help="The log of signed verdicts.")

_SHORT = 12  # digits of a hash that are shown where a reader need not copy it
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
    from svat.law.proof.keys import new_key

    public, beside = new_key(file)
    out.print(f"private key: {file} (keep it where nobody else can read it, and a copy)")
    out.print(f"public key: {beside} (give it to everybody)")
    out.print(f"  32 bytes: {public.raw.hex()}")
    out.print(f"  id: {public.id}")


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
    from svat.law.proof.canonical import canonical
    from svat.law.proof.document import fault_in
    from svat.law.proof.keys import load_public_key
    from svat.law.proof.log import verify

    _check_head(head)
    if head and not log:
        raise UnusableInput("--head belongs to a log: give it with --log")
    public = load_public_key(key)
    choice = _Choice(which, log)
    faults: list[str] = []
    end = None
    if log:
        with progress() as tick:
            check = verify(
                log,
                public,
                head,
                progress=lambda done, all_: tick("verifying the log", done, all_),
                seen=choice.see,
            )
        faults += [
            f"line {fault.line}: {fault.reason}" if fault.line else fault.reason for fault in check.faults
        ]
        end = check.head.hash
    found: Document | None = None
    places: list[int] = []
    if not faults:
        found, places = choice.made()
        if not log and (fault := fault_in(found.content, public)):
            faults.append(f"the document {fault}")
    if found and not faults and export:
        write(export, canonical(found.content) + b"\n")
    if as_json:
        proven = not faults
        print_json(
            {
                "proven": proven,
                "faults": faults,
                "log": log and str(log),
                "entries": places,
                "head": end if proven else None,
                "document": found.content if found and proven else None,
            }
        )
    elif found and not faults:
        _say(found, log, places)
        if export:
            out.print(f"written: {export}")
    else:
        out.print("NOT PROVEN")
        _say_faults(faults)
    if faults:
        raise typer.Exit(1)


def replay(
    which: WhichArgument,
    log: LogOption = None,
    lists: Annotated[
        Path | None, typer.Option(help="Folder of lists; those of the verdict are found by their hashes.")
    ] = None,
    on: OnOption = None,
    measures: Annotated[
        list[Path] | None, typer.Option(help="File of own measures that the verdict rests on.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Compute a recorded verdict again from its own inputs, and say whether it is the same.

    Without --on it is computed on its own date with its own lists, and must be the same byte for byte; with --on by
    the lists in force on that date. Exit code 1 when it differs, 2 when an input is missing. Hashes are checked on the
    way, signatures are not: that is for `svat law prove`.
    """
    from svat.law.proof.document import fault_in
    from svat.law.proof.log import entries_of
    from svat.law.proof.replay import replay as again

    choice = _Choice(which, log)
    for entry in entries_of(log) if log else ():
        choice.see(entry)
    document, _ = choice.made()
    if fault := fault_in(document.content, None):
        raise UnusableInput(f"{which}: {fault}")
    result = again(document, lists, on.date() if on else None, measures or [])
    if as_json:
        print_json(
            {
                "id": document.id,
                "same": result.same,
                "recorded": document.verdict,
                "on": result.case.on,
                "replayed": result.verdict,
                "differences": result.differences,
                "changes": result.changes,
            }
        )
    else:
        _say_replay(document, result)
    if not result.same:
        raise typer.Exit(1)


@log_app.command("verify")
def log_verify(
    file: LogArgument,
    key: KeyOption,
    head: HeadOption = None,
    as_json: Json = False,
) -> None:
    """Check every byte of a log: form, hashes, chain and signatures. Exit code 1 when it is broken."""
    from svat.law.proof.keys import load_public_key
    from svat.law.proof.log import verify

    _check_head(head)
    public = load_public_key(key)
    with progress() as tick:
        check = verify(file, public, head, lambda done, all_: tick("verifying the log", done, all_))
    if as_json:
        print_json(
            {"sound": not check.faults, "entries": check.entries, "head": check.head, "faults": check.faults}
        )
    else:
        out.print(
            "BROKEN" if check.faults else "sound: every line is as it was signed, and none is missing between"
        )
        out.print(f"{check.entries} sound entries, head {check.head.hash}")
        _say_faults([f"line {x.line}: {x.reason}" if x.line else x.reason for x in check.faults])
        if head and not check.faults:
            out.print("the head that was kept elsewhere is in it")
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
    from svat.law.proof.log import entries_of

    rows = []
    for entry in entries_of(file):
        case, verdict = entry.document.content["case"], entry.document.content["verdict"]
        pair = [case["a"]["external_id"], case["b"]["external_id"]]
        if set(company or ()) <= set(pair):
            rows.append((entry.link.seq, entry.document.id, verdict["on"], verdict["status"], *pair))
    columns = ("seq", "id", "on", "status", "a", "b")
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        table("", columns, [(row[0], row[1][:_SHORT], *row[2:]) for row in rows], numbers="0")


@log_app.command("head")
def log_head(file: LogArgument, as_json: Json = False) -> None:
    """Print the hash of the last entry: keep it elsewhere, as it proves that nothing before it was cut off."""
    from svat.law.proof.chain import BEGINNING
    from svat.law.proof.log import entries_of

    link = BEGINNING
    for entry in entries_of(file):
        link = entry.link
    if link == BEGINNING:
        raise UnusableInput(f"{file}: has no entry")
    if as_json:
        print_json(link)
    else:
        out.print(f"{link.hash} (entry {link.seq})")


@log_app.command("repair")
def log_repair(file: LogArgument) -> None:
    """Move a half-written last line, as a crash leaves it, into a file beside the log; nothing is thrown away."""
    from svat.law.proof.log import repair

    aside = repair(file)
    out.print(f"the broken end is now in {aside}" if aside else "nothing to repair")


def _check_head(head: str | None) -> None:
    if head is not None and not re.fullmatch("[0-9a-f]{64}", head):
        raise UnusableInput(f"--head: {head!r} is not 64 hexadecimal digits")


class _Choice:
    """The one document meant: by the beginning of its id in a log, or by its own file."""

    def __init__(self, which: str, log: Path | None) -> None:
        if log and not re.fullmatch("[0-9a-f]{4,64}", which):
            raise UnusableInput(
                f"{which!r} is no id: 4 to 64 hexadecimal digits, as `svat law log list` shows them"
            )
        self.which, self.log = which, log
        self._found: dict[str, tuple[Document, list[int]]] = {}

    def see(self, entry: Entry) -> None:
        """Keep the entry if it is one that is meant."""
        if entry.document.id.startswith(self.which):
            self._found.setdefault(entry.document.id, (entry.document, []))[1].append(entry.link.seq)

    def made(self) -> tuple[Document, list[int]]:
        """The document and its places in the log. Raises UnusableInput unless there is exactly one."""
        from svat.law.proof.log import read_exported

        if self.log is None:
            return read_exported(Path(self.which)), []
        if not self._found:
            raise UnusableInput(f"{self.log}: has no verdict whose id begins with {self.which}")
        if len(self._found) > 1:
            ids = ", ".join(sorted(self._found)[:5])
            raise UnusableInput(
                f"{self.log}: {len(self._found)} verdicts have an id that begins with {self.which}: {ids}"
            )
        return next(iter(self._found.values()))


def _say(document: Document, log: Path | None, places: list[int]) -> None:
    """What a proven document shows."""
    case, verdict = document.case, document.verdict
    out.print(f"proven: verdict {document.id}")
    out.print(f"  {verdict.status} on {verdict.on}")
    for side, company in (("a", case.a), ("b", case.b)):
        out.print(f"  {side}: {company.name}, {company.country}, {company.external_id}")
    codes = ", ".join(
        dict.fromkeys(f"HS {line.hs} {line.direction.replace('_', ' ')}" for line in case.lines)
    )
    out.print(f"  goods: {codes or 'none'}")
    for finding in verdict.findings:
        out.print(f"  {finding.effect}: {finding.rule}, {finding.source} [{finding.confidence}]")
        out.print(f"    {finding.detail}")
    if not verdict.findings:
        out.print("  no finding")
    basis = case.basis
    out.print(f"  regimes: {', '.join(basis.settings.regimes)}")
    for item in basis.lists or ():
        out.print(f"  list: {item}, {item.age_days} days old")
    if not basis.lists:
        out.print("  list: none, so nobody was screened")
    for stamp in basis.measures:
        out.print(f"  own measures: {stamp.name}, SHA-256 {stamp.sha256}")
    for name, items in case.record.items():
        out.print(f"  on record: {len(items)} {name}")
    out.print(f"  computed by svat {basis.software.svat}, code {basis.software.code[:_SHORT]}")
    out.print(f"  signed with the key {document.content['key']}")
    if log:
        out.print(f"  entry {', '.join(map(str, places))} of {log}, every line of which is as it was signed")


def _say_replay(document: Document, result: Replay) -> None:
    before, now = document.verdict, result.verdict
    own_day = now.on == before.on
    same = "the same verdict, byte for byte" if own_day else f"the same verdict as on {before.on}"
    differs = "ANOTHER VERDICT" if own_day else f"another verdict than on {before.on}"
    out.print(f"{same if result.same else differs}: {now.status} on {now.on}")
    for difference in result.differences:
        out.print(f"  {difference}")
    for change in result.changes:
        out.print(f"  changed since: {change}")


def _say_faults(faults: list[str]) -> None:
    for fault in faults[:_MOST_FAULTS]:
        out.print(f"  {fault}")
    if len(faults) > _MOST_FAULTS:
        out.print(f"  and {len(faults) - _MOST_FAULTS} more")


def add_to(app: typer.Typer) -> None:
    """Put this module's commands on the law's command line."""
    app.add_typer(key_app, name="key")
    app.command("prove")(prove)
    app.command("replay")(replay)
    app.add_typer(log_app, name="log")

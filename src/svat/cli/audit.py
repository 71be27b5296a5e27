"""The web application, from outside: its audit log verified and exported, and a lost second factor taken away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from svat.cli.serve import installed, ready, told
from svat.cli.terminal import out
from svat.wording import say, unusable

_NOTED = re.compile(r"([0-9]{1,18}):([0-9a-f]{8,64})…?")
BROKEN = 1  # the exit code of a chain that does not hold

audit_app = typer.Typer(no_args_is_help=True, help="The audit log of the web application, from outside.")
site_app = typer.Typer(no_args_is_help=True, help="What whoever has the server does for the web application.")

Installation = Annotated[
    Path, typer.Argument(help="The council's folder; DATABASE_URL counts as for `svat serve`.")
]


@audit_app.command("verify")
@told
def audit_verify(
    log: Annotated[
        Path, typer.Argument(help="The council's folder, or a log that `svat audit export` wrote.")
    ],
    noted: Annotated[
        str,
        typer.Option(
            help="NUMBER:HASH of an entry that was written down before; the chain must still have it."
        ),
    ] = "",
) -> None:
    """Say whether every entry rests on the one before it, or where not (exit code 1)."""
    place = _noted(noted)
    with installed():
        from svat.web.audit.exported import faults, read_log
    if log.is_dir():
        ready(log)
        from svat.web.audit.append import head, links

        entries, end = links(), head()
    else:
        found, end = read_log(log)
        entries = iter(found)
    wrong = False
    for fault in faults(entries, end, place):
        wrong = True
        out.print(fault)
    if wrong:
        raise typer.Exit(BROKEN)
    out.print(say("{log}: the chain holds up to entry {number}, {hash}", log=log, number=end[0], hash=end[1]))


@audit_app.command("export")
@told
def audit_export(
    folder: Installation,
    file: Annotated[Path, typer.Argument(help="The file to write, of JSON lines.")],
    words: Annotated[
        bool, typer.Option("--words", help="With what was before and after in words, which may be personal.")
    ] = False,
) -> None:
    """Write the audit log into a file that is verified with nothing but itself."""
    _there(folder)
    from svat.web.audit.append import head, links
    from svat.web.audit.exported import write_log

    end = head()
    write_log(file, (link for link in links() if link.number <= end[0]), end, words=words)
    out.print(say("{file}: {count} entries, the last of them {hash}", file=file, count=end[0], hash=end[1]))


@site_app.command("recover")
@told
def site_recover(
    folder: Installation,
    address: Annotated[str, typer.Argument(help="The address of whoever lost the second factor.")],
) -> None:
    """Take a lost second factor away where the council has no two other officers; it is audited, the person is told."""
    _there(folder)
    from svat.web.actions import NotDone, perform
    from svat.web.people.factors import RecoverOnServer

    try:
        perform(None, RecoverOnServer(address), who="server")
    except NotDone as error:
        raise unusable("{address}: {said}", address=address, said=error.said) from None
    out.print(
        say("the second factor was taken away; the person signs in with the password and sets up a new one")
    )


def _there(folder: Path) -> None:
    if not folder.is_dir():
        raise unusable("{folder}: is not a folder", folder=folder)
    ready(folder)


def _noted(text: str) -> tuple[int, str] | None:
    if not text:
        return None
    found = _NOTED.fullmatch(text.strip())
    if found is None:
        raise unusable("--noted: write it as NUMBER:HASH, with eight or more characters of the hash")
    return int(found[1]), found[2]


def add_to(app: typer.Typer) -> None:
    """Put the commands in."""
    app.add_typer(audit_app, name="audit")
    app.add_typer(site_app, name="site")

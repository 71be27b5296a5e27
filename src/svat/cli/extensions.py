"""What other installed packages bring to svat: extensions."""

from __future__ import annotations

import typer

from svat.cli.strict import Strict, finish
from svat.cli.terminal import out, table
from svat.cli.words import word
from svat.extensions import GROUPS, Brought, brought
from svat.refusals import UnusableInput, said_of
from svat.wording import say, say_each


def extensions(strict: Strict = False) -> None:
    """List the readers of lists and the languages that installed packages bring, and what is wrong with them."""
    found = [x for group in GROUPS for x in brought(group)]
    faults = {x: fault for x in found if (fault := _fault(x))}
    if found:
        cells = [
            (x.group, x.name, x.package, x.version, word("unusable" if x in faults else "good"))
            for x in found
        ]
        table("", say_each("group", "name", "package", "version", "state"), cells)
    else:
        out.print(say("no installed package brings anything"))
    for fault in faults.values():
        out.print(say("PROBLEM: {fault}", fault=fault))
    finish(faults.values(), strict=strict)


def _fault(one: Brought) -> str:
    """Why it cannot be used; "" where it can."""
    from svat.council.extensions import check

    try:
        check(one)
    except UnusableInput as error:
        return said_of(error)
    return ""


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the command line."""
    app.command()(extensions)

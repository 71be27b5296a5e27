"""The law for other programs: law serve."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

import typer

from svat.cli.options import CouncilOption, Given, ListsOption, day
from svat.cli.strict import Strict, finish
from svat.cli.terminal import err, out
from svat.refusals import UnusableInput, said_of
from svat.wording import say, unusable


def law_serve(
    lists: ListsOption = None,
    council: CouncilOption = None,
    host: Annotated[str, typer.Option(help="Address to listen at; there is no log-in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at.")] = 8017,
    max_age: Annotated[
        int | None,
        typer.Option(min=0, help="Days after which a list is stale. Default: the corridor's, or 30."),
    ] = None,
    strict: Strict = False,
) -> None:
    """Answer yente's requests (POST /match/{dataset} and more) from the lists in force today."""
    try:
        import uvicorn

        from svat.yente.app import application
    except ModuleNotFoundError as error:
        raise UnusableInput(
            say("{name} is not installed: install svat with its extra svat[yente]", name=error.name),
            "not-installed",
        ) from None
    from svat.yente.list_cache import ListCache

    given = Given(lists=lists)
    folder = given.files(council).lists
    if folder is None:
        raise unusable("no lists: give --lists, or --council with its lists/")
    list_cache = ListCache(
        folder, lambda: day(None), lambda on: given.store(council).law_of_lists(on, max_age)
    )
    try:
        ready = list_cache.lists()
        for version in ready.set.versions:
            out.print(
                say(
                    "{publisher} of {version}: {entries} entries",
                    publisher=version.publisher,
                    version=version.version,
                    entries=version.entries,
                )
            )
        problems = ready.closed
    except (
        UnusableInput
    ) as error:  # a server that comes up closed says so to its clients and waits for the lists
        problems = (said_of(error),)
    for problem in problems:
        err.print(say("NOBODY CAN BE CLEARED: {problem}", problem=problem))
    finish(problems, strict=strict)
    if not _own(host):
        err.print(
            say(
                "{host} can be reached from other machines, and there is no log-in: put a gateway before it",
                host=host,
            )
        )
    try:
        uvicorn.run(
            application(list_cache),
            host=host,
            port=port,
            ws="none",
            log_level="warning",
            access_log=False,
        )
    except SystemExit as stopped:  # uvicorn's way to say that it could not begin
        if stopped.code:
            raise unusable("{host}:{port}: cannot listen there", host=host, port=port) from None
        raise


def _own(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def add_to(app: typer.Typer) -> None:
    """Put this module's commands among those of the law."""
    app.command("serve")(law_serve)

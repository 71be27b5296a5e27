"""The web application: serve, worker."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from svat.cli.terminal import out
from svat.refusals import UnusableInput
from svat.wording import say

FolderArgument = Annotated[Path, typer.Argument(help="The council's folder, made if it is not there.")]


def serve(
    folder: FolderArgument = Path(),
    host: Annotated[
        str, typer.Option(help="Address to listen at; other than this machine's own needs SVAT_URL.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8000,
    demo: Annotated[
        bool,
        typer.Option("--demo", help="Fill an empty folder with the demo's corridor and one member per role."),
    ] = False,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Start a worker too; several may run on PostgreSQL.")
    ] = True,
) -> None:
    """Serve the council's web application, worker included, until it is ended."""
    with installed():
        from svat.web import migrating, serving

        serving.surroundings(folder, host, port)
        serving.set_up()
    for line in migrating.migrate(folder.resolve()):
        out.print(line)
    if demo:
        from svat.web.demo import fill

        for line in fill():
            out.print(line)
    serving.serve(
        host, port, lambda address: out.print(say("svat is at {address}", address=address)), worker=worker
    )


def worker(folder: FolderArgument = Path()) -> None:
    """Run one more worker for a council's folder, on PostgreSQL beside others."""
    with installed():
        from svat.web import serving

        serving.surroundings(folder, "127.0.0.1", 8000)
        serving.set_up()
    from svat.web.jobs.worker import run_worker

    run_worker()


class installed:  # noqa: N801 - reads as `with installed():`
    """Says which extra is missing where a package of the application is."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raises UnusableInput in the place of a package that is not there."""
        if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("svat"):
            raise UnusableInput(
                say("{name} is not installed: install svat with its extra svat[web]", name=error.name),
                "not-installed",
            ) from None


def add_to(app: typer.Typer) -> None:
    """Put the commands in."""
    app.command("serve")(serve)
    app.command("worker")(worker)

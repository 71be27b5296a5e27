"""The web application: serve, worker, backup, restore."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from svat.cli.terminal import out
from svat.files import read_text
from svat.refusals import UnusableInput
from svat.wording import say, unusable

Given = ParamSpec("Given")
_NO_ROOM = say("there is no room on the disk; nothing was changed: make room, then do it again")
_GONE = say("the database does not answer; look whether it runs, and whether DATABASE_URL names it")
FolderArgument = Annotated[Path, typer.Argument(help="The council's folder, made if it is not there.")]
Passphrase = Annotated[
    Path | None,
    typer.Option(
        help="A file whose first line is the passphrase of the keys; or set SVAT_BACKUP_PASSPHRASE."
    ),
]


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
    processes: Annotated[
        int,
        typer.Option(
            min=0,
            max=64,
            help="How many processes serve; 0: on PostgreSQL one for each processor, on SQLite one.",
        ),
    ] = 0,
) -> None:
    """Serve the council's web application, worker included, until it is ended."""
    ready(folder, host, port)
    from svat.web.keeping.migrating import migrate
    from svat.web.serving import serve as run

    saved = migrate(folder.resolve())
    if saved is not None:
        out.print(say("the database was brought to this version; a backup from before is {file}", file=saved))
    if demo:
        from svat.web.demo import fill

        for line in fill():
            out.print(line)
    run(
        host, port, lambda address: out.print(say("svat is at {address}", address=address)), worker=worker,
        processes=processes,
    )  # fmt: skip


def worker(folder: FolderArgument = Path()) -> None:
    """Run one more worker for a council's folder, on PostgreSQL beside others."""
    ready(folder)
    from svat.web.jobs.worker import run_worker

    run_worker()


def backup(
    folder: FolderArgument,
    file: Annotated[Path, typer.Argument(help="The archive to write, which must not be there yet.")],
    passphrase: Passphrase = None,
) -> None:
    """Write all of an installation into one file: database, uploads, lists, log, and its keys under a passphrase."""
    if not folder.is_dir():
        raise unusable("{folder}: is not a folder", folder=folder)
    ready(folder)
    from svat.web.keeping.backup import back_up

    given = _passphrase(passphrase)
    made = back_up(folder.resolve(), file.resolve(), given)
    out.print(say("{file}: {count} files, audit log up to entry {number}", file=file, count=len(made.parts),
                  number=made.chain[0]))  # fmt: skip
    if not given:
        out.print(say("the keys are not in it, as there is no passphrase: keep the folder keys/ elsewhere"))


def restore(
    file: Annotated[Path, typer.Argument(help="An archive that `svat backup` made.")],
    folder: Annotated[Path, typer.Argument(help="An empty folder, made if it is not there.")],
    passphrase: Passphrase = None,
) -> None:
    """Put a backup back into an empty folder (and the empty database of DATABASE_URL), and check it."""
    with installed():
        from svat.web.keeping.archive import read_archive
    read_archive(file)  # before a folder is made for it
    ready(folder)
    from svat.web.keeping.backup import restore as put_back

    made = put_back(file, folder.resolve(), _passphrase(passphrase))
    out.print(say("{folder}: {count} files, audit log whole up to entry {number}", folder=folder,
                  count=len(made.parts), number=made.chain[0]))  # fmt: skip


def ready(folder: Path, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Load the application over a folder. Raises UnusableInput."""
    with installed():
        from svat.web import serving

        serving.surroundings(folder, host, port)
        serving.set_up()


def _passphrase(file: Path | None) -> str:
    if file is not None:
        return (read_text(file).splitlines() or [""])[0].strip()
    return os.environ.get("SVAT_BACKUP_PASSPHRASE", "")


def told(command: Callable[Given, None]) -> Callable[Given, None]:
    """A command over an installation: a full disk, or a database that does not answer, is said in a sentence."""

    @wraps(command)
    def telling(*args: Given.args, **named: Given.kwargs) -> None:
        try:
            command(*args, **named)
        except Exception as error:
            if (said := _surroundings(error)) is None:
                raise
            raise unusable(said) from error

    return telling


def _surroundings(error: Exception) -> str | None:
    """What is said of a fault that is not svat's; what names the file already says enough."""
    if isinstance(error, UnusableInput | typer.Exit):
        return None
    try:
        from svat.web.faults import GONE, NO_ROOM, kind_of
    except ModuleNotFoundError:  # the application is not installed, and that is what `error` says
        return None
    return {NO_ROOM: _NO_ROOM, GONE: _GONE}.get(kind_of(error))


@contextmanager
def installed() -> Iterator[None]:
    """Says which extra is missing where a package of the application is. Raises UnusableInput."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("svat"):
            raise
        raise UnusableInput(
            say("{name} is not installed: install svat with its extra svat[web]", name=error.name),
            "not-installed",
        ) from None


def add_to(app: typer.Typer) -> None:
    """Put the commands in."""
    for command in (serve, worker, backup, restore):
        app.command(command.__name__)(told(command))

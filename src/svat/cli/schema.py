"""The shapes of svat's documents, for programs that read them: schema."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from svat.cli.terminal import out
from svat.wording import say


def schema(
    name: Annotated[
        str | None, typer.Argument(help="Name of a schema, such as introductions. Default: list them all.")
    ] = None,
) -> None:
    """Print the JSON schema of a document that svat writes or prints; without a name, list what there is."""
    from svat.report.schemas import schema_names, schema_text

    if name is not None:
        out.file.write(schema_text(name))
        return
    width = max(map(len, schema_names()))
    for each in schema_names():
        title = json.loads(schema_text(each))["title"].replace("`", "")
        out.print(say("{each}  {title}", each=f"{each:<{width}}", title=title))


def add_to(app: typer.Typer) -> None:
    """Put this module's command on the command line."""
    app.command()(schema)

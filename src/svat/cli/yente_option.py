"""A yente server as one more source: the options of match, and asking it."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from svat.progress import Progress
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from svat.law.screening.external import Outside
    from svat.roll.model import Roll

KEY_VARIABLE = "SVAT_YENTE_KEY"

YenteOption = Annotated[
    str | None,
    typer.Option(help=f"Address of a yente server to screen with too; {KEY_VARIABLE} may hold its API key."),
]
YenteDatasetOption = Annotated[str, typer.Option(help="Dataset of the yente server.")]


def ask(
    url: str | None,
    dataset: str,
    roll_a: Roll,
    roll_b: Roll,
    on: date,
    max_age_days: int,
    progress: Progress,
) -> Outside:
    """What the server at an address says of both rolls; nothing without an address. Raises UnusableInput."""
    from svat.law.screening.external import NOBODY_ASKED

    if url is None:
        return NOBODY_ASKED
    try:
        from svat.yente.client import Yente
        from svat.yente.companies import ask_about
    except ModuleNotFoundError as error:
        raise UnusableInput(
            f"{error.name} is not installed: install svat with its extra svat[serve]"
        ) from None
    server = Yente(url, dataset, max_age_days=max_age_days, api_key=os.environ.get(KEY_VARIABLE, ""))
    return ask_about(server, roll_a.companies, roll_b.companies, on, progress)

"""The option --language, which every command takes: in which language it speaks and writes its pages."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from svat.cli.terminal import speaking
from svat.wording import KNOWN, SOURCE, say, spoken, wording

ENVIRONMENT = "SVAT_LANGUAGE"


def _known(given: str) -> str:
    """The code of a language that there are sentences in."""
    found = wording(given).language
    if found == SOURCE and not given.strip().lower().startswith(SOURCE):
        raise typer.BadParameter(
            say("{given} is not one of {spoken}", given=repr(given), spoken=", ".join(spoken()))
        )
    return found


LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        envvar=ENVIRONMENT,
        callback=_known,
        help=f"Language of what is said and of pages: {', '.join(KNOWN)}, or one that a package brings.",
    ),
]


def offer_languages(app: typer.Typer) -> None:
    """Give every command of an application, and of its groups, the option."""
    for info in app.registered_commands:
        if info.callback is not None:
            info.callback = _speaking(info.callback)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            offer_languages(group.typer_instance)


def _speaking(command: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(command)
    def run(*, language: str = SOURCE, **given: Any) -> Any:
        with speaking(language):
            return command(**given)

    signature = inspect.signature(command, eval_str=True)
    option = inspect.Parameter(
        "language", inspect.Parameter.KEYWORD_ONLY, default=SOURCE, annotation=LanguageOption
    )
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]  # what Typer reads options from
        parameters=[*signature.parameters.values(), option]
    )
    run.__annotations__ = {name: x.annotation for name, x in signature.parameters.items()} | {
        "language": LanguageOption
    }
    return run

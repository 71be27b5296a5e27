"""Command lines that cannot be understood: what the library that parses them says, in the language asked for."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import typer

from svat.cli.language import ENVIRONMENT
from svat.cli.terminal import err, speaking, spoken
from svat.wording import SOURCE, say, wording

# What Typer says, as it says it: its words are taken apart by these, for it knows its sentences in English alone.
_SENTENCES = (
    say("Missing command."),
    say("Missing option {option}."),
    say("Missing argument {argument}."),
    say("No such command {name}."),
    say("{sentence} (Possible options: {options})"),
    say("No such option: {option}"),
    say("Option {option} requires an argument."),
    say("Option {option} does not take a value."),
    say("Got unexpected extra argument(s) ({arguments})"),
    say("Invalid value for {option}: {why}"),
    say("Invalid value: {why}"),
    say("Input should be greater than or equal to {least}"),
    say("Input should be greater than {bound}"),
    say("Input should be less than or equal to {most}"),
    say("Input should be less than {bound}"),
    say("Input should be a valid integer, unable to parse string as an integer"),
    say("Input should be a valid number, unable to parse string as a number"),
    say("Value error, {value} does not match the formats {formats}."),
    say("Value error, {value} is not one of {choices}."),
    say("{value} is not one of {choices}"),
)
_INNER = {"sentence", "why"}  # fields that hold another of these sentences


def show(error: Any) -> None:
    """What is wrong with a command line, on stderr as Typer itself shows it, in the language that it names."""
    with speaking(language_asked(sys.argv[1:])):
        if spoken().language == SOURCE or not hasattr(error, "ctx"):
            error.show()
            return
        if error.ctx is not None and not error.message.startswith("Usage:"):
            usage = error.ctx.get_usage().removeprefix("Usage: ")
            err.print(say("Usage: {usage}", usage=usage))
            err.print(say("Try '{command} --help' for help.", command=error.ctx.command_path))
            err.print("")
        err.print(say("Error: {what}", what=in_words(error.format_message())))


@cache
def in_words(message: str) -> str:
    """What Typer says in English, as a sentence that can be said otherwise; as it is where it is none that we know.

    >>> in_words("Missing option '--to'.").template
    'Missing option {option}.'
    """
    for template in _SENTENCES:
        found = re.fullmatch(_pattern(template), message, re.DOTALL)
        if found:
            values = found.groupdict()
            given = {name: in_words(text) if name in _INNER else text for name, text in values.items()}
            return say(template, **given)
    return message


def _pattern(template: str) -> str:
    """A sentence as a pattern whose groups are its fields."""
    return "".join(
        f"(?P<{part[1:-1]}>.+)" if part.startswith("{") else re.escape(part)
        for part in re.split(r"({\w+})", template)
    )


def language_asked(words: Sequence[str]) -> str:
    """The language that a command line names, though it cannot be understood; else that of the environment."""
    asked = os.environ.get(ENVIRONMENT, SOURCE)
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "--language":
            asked = after
        elif word.startswith("--language="):
            asked = word.partition("=")[2]
    return wording(asked).language


def ran(app: typer.Typer) -> int:
    """Run an application; the exit code. What Typer cannot understand is said by `show`."""
    try:
        code = app(prog_name="svat", standalone_mode=False)  # also where it is called as python -m svat
    except typer.Abort:
        err.print(say("Aborted!"))
        return 1
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        show(error)
        return int(getattr(error, "exit_code", 2))
    return code if isinstance(code, int) else 0

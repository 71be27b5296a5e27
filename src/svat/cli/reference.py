"""The command reference, made from the commands themselves.

python -m svat.cli.reference > docs/reference/commands.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer
import typer.main

_HEAD = """# Commands

Exit codes: 0 done, 1 done with refusals under `--strict`, 2 unusable input (one line on stderr says what and where),
3 an error of svat itself.
"""


def commands(app: typer.Typer) -> Iterator[tuple[str, Any]]:
    """Every command with its full name, in order of the name."""

    def walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
        if hasattr(command, "commands"):
            for name, inner in sorted(command.commands.items()):
                yield from walk(f"{path} {name}".strip(), inner)
        else:
            yield path, command

    yield from walk("", typer.main.get_command(app))


def render(app: typer.Typer) -> str:
    """One Markdown page: each command with its help, arguments and options."""
    parts = [_HEAD]
    for name, command in commands(app):
        parts.append(f"\n## svat {name}\n\n{command.help}\n\n| | | |\n|---|---|---|\n")
        for parameter in command.params:
            if parameter.param_type_name == "argument":
                left, kind = f"`{parameter.name.upper()}`", "argument"
            else:
                left = ", ".join(f"`{option}`" for option in parameter.opts)
                kind = "flag" if getattr(parameter, "is_flag", False) else "option"
            default = parameter.default
            shown = f" Default: {default}." if kind == "option" and isinstance(default, int | str) else ""
            words = str(getattr(parameter, "help", "")).replace("|", "\\|")
            parts.append(f"| {left} | {kind} | {words}{shown} |\n")
    return "".join(parts)


if __name__ == "__main__":
    from svat.cli import app as svat

    sys.stdout.write(render(svat))

"""The references, made from the product itself: its commands, and what `import svat` offers.

python -m svat.cli.reference commands > docs/reference/commands.md
python -m svat.cli.reference python > docs/reference/python.md
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import typer
import typer.main

import svat

_COMMANDS = """# Commands

Exit codes: 0 done, 1 done and something is open (under `--strict`; `law prove`, `law replay`, `law log verify` and
`market check` without being asked), 2 unusable input (one line on stderr says what and where), 3 an error of svat.
[Scripts](../how-to/scripts.md) says what `--strict` counts.
"""
_PYTHON = """# Python

What `import svat` offers. Each name is imported when it is first asked for; each example is run by a test, in a folder
where `svat demo` was run before, and `svat demo --all --out with-visit`.
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
    root = typer.main.get_command(app)
    parts = [_COMMANDS, _section("svat", str(root.help), root)]
    for name, command in commands(app):
        parts.append(_section(f"svat {name}", str(command.help), command))
    return "".join(parts)


def _section(title: str, words: str, command: Any) -> str:
    """One command with its arguments and options."""
    parts = [f"\n## {title}\n\n{words}\n\n| | | |\n|---|---|---|\n"]
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            left, kind = f"`{parameter.name.upper()}`", "argument"
        else:
            left = ", ".join(f"`{option}`" for option in parameter.opts)
            kind = "flag" if getattr(parameter, "is_flag", False) else "option"
        default = parameter.default
        shown = f" Default: {default}." if kind == "option" and isinstance(default, int | str) else ""
        said = str(getattr(parameter, "help", "")).replace("|", "\\|")
        parts.append(f"| {left} | {kind} | {said}{shown} |\n")
    return "".join(parts)


def render_python() -> str:
    """One Markdown page: every public name with its signature, what it is, and its example."""
    parts = [_PYTHON]
    for name in svat.__all__:
        item = getattr(svat, name)
        text, example = told_apart(inspect.getdoc(item) or "")
        kind = "class" if inspect.isclass(item) else "function"
        parts.append(f"\n## svat.{name}\n\n*{kind}* `{name}{_signature(item)}`\n\n{text}\n")
        methods = [
            f"| `{method}` | {(inspect.getdoc(value) or '').partition(chr(10))[0]} |"
            for method, value in (vars(item).items() if inspect.isclass(item) else ())
            if not method.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))
        ]
        if methods:
            parts.append("\n" + "\n".join(["| | |", "|---|---|", *methods]) + "\n")
        if example:
            parts.append(f"\n```python\n{example}\n```\n")
    return "".join(parts)


def told_apart(docstring: str) -> tuple[str, str]:
    """(what a docstring says, its example)."""
    before, mark, rest = docstring.partition(">>> ")
    return before.strip(), (mark + rest).strip()


def _signature(item: Any) -> str:
    """Names of the parameters, with their defaults left out: "(on, *, progress)"."""
    try:
        parameters = inspect.signature(item).parameters.values()
    except (TypeError, ValueError):
        return ""
    names = [f"*{p.name}" if p.kind is p.VAR_POSITIONAL else p.name for p in parameters]
    first_keyword = next((k for k, p in enumerate(parameters) if p.kind is p.KEYWORD_ONLY), None)
    if first_keyword is not None:
        names.insert(first_keyword, "*")
    return f"({', '.join(names)})"


if __name__ == "__main__":
    if sys.argv[1:] == ["python"]:
        sys.stdout.write(render_python())
    else:
        from svat.cli import app as _app

        sys.stdout.write(render(_app))

"""What `--json` prints, held against the schema that is called after the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from jsonschema import Draft202012Validator

from svat.cli import app
from svat.cli.reference import commands
from svat.report.schemas import schema_text


@cache
def validator(name: str) -> Draft202012Validator:
    """What holds documents against a schema of that name; dates are days."""
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def printing_json() -> tuple[str, ...]:
    """The names of the commands that take --json, the longest first."""
    found = [name for name, command in commands(app) if any("--json" in p.opts for p in command.params)]
    return tuple(sorted(found, key=len, reverse=True))


def faults_of(words: Sequence[str], printed: str) -> list[str]:
    """What is against the schema in what a command line printed."""
    line = " ".join(words[words.index("--run-log") + 2 :] if "--run-log" in words else words)
    name = next(name for name in printing_json() if line.startswith(name))
    document = json.loads(printed)
    name = document.get("document", name) if name.startswith("corridor ") else name
    return [
        f"{name}: {fault.json_path}: {fault.message[:300]}"
        for fault in validator(name.replace(" ", "-")).iter_errors(document)
    ]

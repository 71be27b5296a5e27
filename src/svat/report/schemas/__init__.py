"""Report, schemas: the JSON schema of every document that svat writes, as files within the package.

Each is called after what it describes: a command that prints JSON, its words joined by hyphens ("law-screen"), or a
file that svat writes ("introductions", "run").
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from svat.files import read_text
from svat.wording import unusable

_END = ".schema.json"


def schema_names() -> tuple[str, ...]:
    """The names of all schemas, in their order."""
    return tuple(sorted(_schemas()))


def schema_text(name: str) -> str:
    """A schema (JSON Schema, draft 2020-12) as text. Raises UnusableInput where there is none of that name.

    >>> from svat.report.schemas import schema_text
    >>> schema_text("run").startswith("{")
    True
    """
    found = _schemas().get(name)
    if found is None:
        raise unusable("{name}: no schema has this name; `svat schema` lists them", name=name)
    return read_text(found)


def _schemas() -> dict[str, Traversable]:
    return {
        path.name.removesuffix(_END): path for path in files(__name__).iterdir() if path.name.endswith(_END)
    }

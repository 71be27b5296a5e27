"""Every action of the application that has a name: those that others are made of are none themselves."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def every_action() -> list[type[Any]]:
    """All of them, with every part loaded."""
    from svat.web.actions import Action

    import_module("svat.web.urls")
    return _named(Action)


def _named(of: type[Any]) -> list[type[Any]]:
    return [y for x in of.__subclasses__() for y in (*([x] if "name" in vars(x) else []), *_named(x))]

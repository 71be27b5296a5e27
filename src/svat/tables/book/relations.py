"""Tables, book, relations: which part of a workbook is meant by the name that another part gives it."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import join, normpath

from svat.refusals import UnusableInput
from svat.tables.book.package import Package
from svat.tables.book.scan import local, parse, parser

_LARGEST = 20 << 20  # bytes of a part that lists others


def targets(package: Package, part: str) -> dict[str, str]:
    """Name → part, of what a list of relations names."""
    found = elements(package, part, ("Relationship",))
    return {a.get("Id", ""): normpath(join("/xl", a.get("Target", ""))) for _, a in found}


def elements(package: Package, part: str, wanted: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    """(tag, attributes) of a part's elements of some names, in order. Raises UnusableInput."""
    found: list[tuple[str, dict[str, str]]] = []
    made = parser()

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) in wanted:
            found.append((local(name), attributes))

    made.StartElementHandler = start
    if data := package.part(part):
        if len(data) > _LARGEST:
            raise UnusableInput(f"{package.file}: {part}: too large for a table")
        parse(made, data, part, package.file)
    return found

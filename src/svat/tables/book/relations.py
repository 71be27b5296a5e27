"""Tables, book, relations: where the parts of a workbook are: its list of sheets, each sheet, the texts they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath

from svat.tables.book.package import Package
from svat.tables.book.scan import local, parse, parser
from svat.wording import unusable

_LARGEST = 20 << 20  # bytes of a part that lists others
_USUAL = ("xl/workbook.xml", "xl/workbook.bin")


@dataclass(frozen=True)
class Relations:
    """What a part calls other parts."""

    by_name: dict[str, str]
    strings: str  # the part of the texts that all sheets share; "" where it names none
    styles: str  # the part of the styles of cells; "" where it names none


def workbook_part(package: Package) -> str:
    """The part that lists a workbook's sheets, "" where there is none."""
    for attributes in _relations(package, ""):
        if attributes.get("Type", "").endswith("/officeDocument"):
            return _resolved(package, "", attributes.get("Target", ""))
    return next((part for part in _USUAL if part in package), "")


def relations(package: Package, part: str) -> Relations:
    """The parts that a part names."""
    found = {}
    strings = styles = ""
    for attributes in _relations(package, part):
        target = _resolved(package, dirname(part), attributes.get("Target", ""))
        found[attributes.get("Id", "")] = target
        if attributes.get("Type", "").endswith("/sharedStrings"):
            strings = target
        elif attributes.get("Type", "").endswith("/styles"):
            styles = target
    return Relations(found, strings, styles)


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
            raise unusable("{file}: {part}: too large for a table", file=package.file, part=part)
        parse(made, data, part, package.file)
    return found


def _relations(package: Package, part: str) -> list[dict[str, str]]:
    links = join(dirname(part), "_rels", f"{basename(part)}.rels")
    return [attributes for _, attributes in elements(package, links, ("Relationship",))]


def _resolved(package: Package, folder: str, target: str) -> str:
    path = normpath(join("/", folder, target)).lstrip("/")
    return target if path not in package and target in package else path

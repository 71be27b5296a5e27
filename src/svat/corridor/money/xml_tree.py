"""Corridor room, XML of rate files: a file as a tree of elements, each with the line on which it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from svat.refusals import said_of
from svat.wording import say, unusable


@dataclass
class Element:
    """One element of a small XML file, with the line on which it begins."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, tag: str) -> Element | None:
        """The first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def content(self, tag: str) -> str:
        """The text of the first child of a name; "" where there is none."""
        found = self.child(tag)
        return found.text.strip() if found else ""

    def every(self, tag: str) -> Iterator[Element]:
        """All elements of a name below this one, at any depth, in the order of the file."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.every(tag)


def parse(data: bytes, file: str) -> Element:
    """The root of an XML file. Raises UnusableInput: not well-formed, a DOCTYPE, or bytes not of its encoding."""
    parser = expat.ParserCreate()
    top = Element("", {}, 0)
    path = [top]

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag.rpartition(":")[2], attributes, parser.CurrentLineNumber)
        path[-1].children.append(element)
        path.append(element)

    def end(_tag: str) -> None:
        path.pop()

    def characters(text: str) -> None:
        path[-1].text += text

    def doctype(*_: Any) -> None:
        raise unusable(
            "{file}: line {line}: has a DOCTYPE, which rate files never have",
            file=file,
            line=parser.CurrentLineNumber,
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = characters, doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat takes it by position: this is all of it
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        why = say(" (is the file in the encoding that its first line names?)") if error.code == 4 else ""
        raise unusable(
            "{file}: line {line}: is not well-formed XML: {said}{why}",
            file=file,
            line=error.lineno,
            said=said,
            why=why,
        ) from error
    except (LookupError, ValueError) as error:
        raise unusable(
            "{file}: line 1: names an encoding that cannot be read: {error}", file=file, error=said_of(error)
        ) from error
    return top.children[0]

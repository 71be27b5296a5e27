"""Law, lists: an XML file as a tree, without DOCTYPE, entities or anything fetched from outside."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from svat.law.lists.source import SourceFile
from svat.refusals import UnusableInput


class _NoDoctype(ET.TreeBuilder):
    """Builds the tree, and refuses a DOCTYPE: publishers' files have none, and it may hide entities."""

    def doctype(self, *names: str | None) -> None:
        """Called by the parser at a DOCTYPE."""
        raise _DoctypeError(names[0])


class _DoctypeError(Exception):
    pass


def xml_root(file: SourceFile, root_tag: str, whose: str) -> ET.Element:
    """The root element; raises UnusableInput for a file that is not whole XML, or has another root.

    `root_tag` is compared without namespace; `whose` names the publisher's list in the message.
    """
    if not file.data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        raise UnusableInput(f"{file.path}: is not XML")
    try:
        # Entities that a document declares need a DOCTYPE, which is refused; expat loads nothing from outside.
        root = ET.fromstring(file.data, ET.XMLParser(target=_NoDoctype()))  # noqa: S314
    except _DoctypeError:
        raise UnusableInput(f"{file.path}: has a DOCTYPE, which {whose} list never has") from None
    except (ET.ParseError, ValueError, LookupError) as error:
        raise UnusableInput(f"{file.path}: is not well-formed XML, so it may be cut: {error}") from error
    if local(root) != root_tag:
        raise UnusableInput(f"{file.path}: its root is <{local(root)}>, not <{root_tag}>")
    return root


def local(element: ET.Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]

"""Law, lists: an XML file as a tree, without DOCTYPE, entities or anything fetched from outside."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from svat.law.lists.source import SourceFile
from svat.refusals import said_of
from svat.wording import unusable


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
        raise unusable("{file}: is not XML", file=file.path)
    try:
        # Entities that a document declares need a DOCTYPE, which is refused; expat loads nothing from outside.
        root = ET.fromstring(file.data, ET.XMLParser(target=_NoDoctype()))  # noqa: S314 - a DOCTYPE is refused
    except _DoctypeError:
        raise unusable(
            "{file}: has a DOCTYPE, which {whose} list never has", file=file.path, whose=whose
        ) from None
    except (ET.ParseError, ValueError, LookupError) as error:
        raise unusable(
            "{file}: is not well-formed XML, so it may be cut: {error}", file=file.path, error=said_of(error)
        ) from error
    if local(root) != root_tag:
        raise unusable(
            "{file}: its root is <{local}>, not <{root_tag}>",
            file=file.path,
            local=local(root),
            root_tag=root_tag,
        )
    return root


def local(element: ET.Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]

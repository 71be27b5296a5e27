"""Law, proof, the chain: documents as lines, each bound to the one before by its hash.

What many documents share (companies, listings, findings, the basis) is written once and referred to by its hash: in
the line's `parts` where it is first needed. The document's own hash is always of its full form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from svat.law.proof.canonical import JsonObject, canonical, parsed, sha256
from svat.law.proof.document import Document, fault_in
from svat.law.proof.keys import PublicKey, SigningKey
from svat.wording import say

FORMAT = "svat-log/1"
START = "0" * 64  # what the first line has for the hash of the one before
_KEYS = {"document", "format", "hash", "parts", "previous", "seq", "signature"}
_PART = "part"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a line stands in the chain."""

    seq: int  # from 1
    hash: str


BEGINNING = Link(0, START)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One sound line."""

    link: Link
    document: Document


class BrokenLine(Exception):  # noqa: N818 - reads as what it is at every raise
    """What is wrong with a line, and what the line itself says of its place (None where it says nothing)."""

    def __init__(self, reason: str, link: Link | None = None) -> None:
        super().__init__(reason)
        self.link = link


class Writer:
    """Documents in, lines out; parts are written once in its lifetime."""

    def __init__(self, key: SigningKey, last: Link) -> None:
        self._key, self.last = key, last
        self._known: dict[int, tuple[JsonObject, JsonObject]] = {}  # id of an object → it, its reference
        self._written: set[str] = set()

    def line(self, document: Document) -> bytes:
        """The next line of the chain."""
        parts: list[JsonObject] = []

        def refer(item: JsonObject) -> JsonObject:
            known = self._known.get(id(item))
            if known is None:
                digest = sha256(canonical(item))
                known = self._known[id(item)] = (item, {_PART: digest})
                if digest not in self._written:
                    self._written.add(digest)
                    parts.append(item)
            return known[1]

        body: JsonObject = {
            "document": _placed(document.content, refer),
            "format": FORMAT,
            "parts": parts,
            "previous": self.last.hash,
            "seq": self.last.seq + 1,
        }
        message = canonical(body)
        self.last = Link(self.last.seq + 1, sha256(message))
        return canonical({**body, "hash": self.last.hash, "signature": self._key.sign(message)}) + b"\n"


class Reader:
    """Lines in order, each checked on its own and against the one before; parts are remembered."""

    def __init__(self, key: PublicKey | None = None) -> None:
        """With a key every signature is checked, of lines and of documents."""
        self._key = key
        self._parts: dict[str, JsonObject] = {}
        self._last: Link | None = BEGINNING  # None after a line that does not say where it stands

    def entry(self, raw: bytes) -> LogEntry:
        """The entry on a line. Raises BrokenLine; the next line is then held to what this one says of itself."""
        last, self._last = self._last, None
        body = _body(raw)
        link = self._last = Link(body["seq"], body["hash"])
        try:
            return LogEntry(link, Document(self._document(body, last)))
        except ValueError as error:
            raise BrokenLine(str(error), link) from error

    def _document(self, body: JsonObject, last: Link | None) -> JsonObject:
        """The full document of a line. Raises ValueError saying what is wrong with either."""
        place = (body["seq"], body["previous"])
        if last is not None and place != (last.seq + 1, last.hash):
            raise ValueError(
                say(
                    "does not follow the line before: it is number {place} after {place_2}…, number "
                    "{seq} after {hash}… was expected",
                    place=place[0],
                    place_2=place[1][:12],
                    seq=last.seq + 1,
                    hash=last.hash[:12],
                )
            )
        _check_line(body, self._key)
        for part in body["parts"]:
            self._parts[sha256(canonical(part))] = part
        document = _unfolded(body["document"], self._parts)
        if fault := fault_in(document, self._key):
            raise ValueError(say("its document {fault}", fault=fault))
        return document


def last_link(raw: bytes, key: PublicKey) -> Link:
    """Where a line stands that was signed with the key. Raises BrokenLine."""
    body = _body(raw)
    link = Link(body["seq"], body["hash"])
    try:
        _check_line(body, key)
    except ValueError as error:
        raise BrokenLine(str(error), link) from error
    return link


def _check_line(body: JsonObject, key: PublicKey | None) -> None:
    """Raise ValueError when the line's hash or signature is not that of its content."""
    message = canonical({k: v for k, v in body.items() if k not in ("hash", "signature")})
    if body["hash"] != sha256(message):
        raise ValueError(say("its content is not the one that its hash was taken of"))
    if key is not None and not key.verifies(body["signature"], message):
        document = body["document"]
        signer = document.get("key") if isinstance(document, dict) else None
        if signer != key.id:
            raise ValueError(
                say("was signed with another key: {signer}, not {id}", signer=f"{signer!s:.64}", id=key.id)
            )
        raise ValueError(say("its signature is not the key's"))


def _body(raw: bytes) -> JsonObject:
    """The object on a line, its outer form checked. Raises BrokenLine."""
    if not raw.endswith(b"\n"):
        raise BrokenLine("was not written to its end")
    try:
        body = parsed(raw[:-1])
    except (ValueError, RecursionError) as error:
        said = say("is not JSON") if isinstance(error, RecursionError) else str(error)
        raise BrokenLine(f"is not what svat writes: {said}") from error
    forms = {"seq": int, "hash": str, "previous": str, "signature": str, "parts": list}
    if not isinstance(body, dict) or set(body) != _KEYS or body["format"] != FORMAT:
        raise BrokenLine(f"is no line of the format {FORMAT}")
    if any(type(body[name]) is not form for name, form in forms.items()):
        raise BrokenLine(f"is no line of the format {FORMAT}")
    return body


def _placed(content: JsonObject, change: Callable[[Any], Any]) -> JsonObject:
    """A document with every part that others may share changed: the one place that knows where those stand."""
    case, verdict = content["case"], content["verdict"]
    changed = {name: change(case[name]) for name in ("a", "b", "basis")}
    changed["lines"] = [
        {**line, "offer": change(line["offer"]), "need": change(line["need"])} for line in case["lines"]
    ]
    if "record" in case:
        changed["record"] = {name: [change(item) for item in items] for name, items in case["record"].items()}
    findings = [change(finding) for finding in verdict["findings"]]
    return {**content, "case": {**case, **changed}, "verdict": {**verdict, "findings": findings}}


def _unfolded(folded: Any, parts: Mapping[str, JsonObject]) -> JsonObject:
    """The full form of a document. Raises ValueError where it is none or refers to what is not there."""

    def look_up(reference: Any) -> JsonObject:
        digest = reference[_PART]
        if digest not in parts:
            raise ValueError(
                say("refers to a part {digest}… that no line before it holds", digest=f"{digest!s:.12}")
            )
        return parts[digest]

    try:
        return _placed(folded, look_up)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(say("its document is not in the form of one")) from error

"""Law, proof, the document: a verdict with its case, signed, complete enough to be checked and computed again alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from svat.candidates.model import Candidate
from svat.law.ground import Law, Rolls
from svat.law.model import Verdict
from svat.law.proof.canonical import JsonObject, canonical, sha256
from svat.law.proof.case import CASE, VERDICT, Basis, Case, codecs
from svat.law.proof.codec import Once
from svat.law.proof.keys import PublicKey, SigningKey
from svat.law.proof.record import RecordScribe
from svat.wording import say

FORMAT = "svat-verdict/1"
_KEYS = {"case", "case_id", "format", "id", "key", "signature", "verdict"}


@dataclass(frozen=True)
class Document:
    """A document as stored: `content` is the whole JSON object."""

    content: JsonObject

    @property
    def id(self) -> str:
        """SHA-256 of what is signed."""
        return str(self.content["id"])

    @cached_property
    def case(self) -> Case:
        """What the verdict was made from. Raises UnusableInput when a newer svat wrote more than is known here."""
        return CASE.read(self.content["case"], f"verdict {self.id[:12]}: case")

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict. Raises UnusableInput as `case` does."""
        return VERDICT.read(self.content["verdict"], f"verdict {self.id[:12]}: verdict")


class DocumentScribe:
    """Writes and signs the documents of one run; what they share is put into words once."""

    def __init__(self, key: SigningKey) -> None:
        self._key, self._key_id = key, key.public.id
        self._case, self._verdict = codecs(Once)

    def document(self, case: Case, verdict: Verdict) -> Document:
        """The signed document: the same case, verdict and key always give the same bytes."""
        case_json = self._case.write(case)
        signed: JsonObject = {
            "case": case_json,
            "case_id": sha256(canonical(case_json)),
            "format": FORMAT,
            "key": self._key_id,
            "verdict": self._verdict.write(verdict),
        }
        message = canonical(signed)
        return Document({**signed, "id": sha256(message), "signature": self._key.sign(message)})


def documents(
    judged: Iterable[tuple[Candidate, Verdict]], law: Law, rolls: Rolls, basis: Basis, key: SigningKey
) -> Iterator[Document]:
    """A signed document for each pair that the law has judged on this basis, in the order given.

    `rolls` are all companies of both sides; what of the case file may bear on a pair is in its document.
    """
    scribe, records = DocumentScribe(key), RecordScribe()
    companies = rolls.map(lambda roll: {company.external_id: company for company in roll})
    for pair, verdict in judged:
        a, b = companies.a[pair.a], companies.b[pair.b]
        record = records.written(law.of_pair(a, b, rolls))
        yield scribe.document(Case(verdict.on, a, b, pair.lines, basis, record), verdict)


def fault_in(content: Any, key: PublicKey | None) -> str:
    """What is wrong with a document's form, hashes and (where a key is given) signature; empty when nothing is."""
    if not isinstance(content, dict) or set(content) != _KEYS:
        return say("is not a document with exactly the keys that one has")
    if content["format"] != FORMAT:
        return say(
            "is of the format {format}, not {format_2}", format=f"{content['format']!r:.40}", format_2=FORMAT
        )
    if content["case_id"] != sha256(canonical(content["case"])):
        return say("the case is not the one that its hash was taken of")
    message = canonical({k: v for k, v in content.items() if k not in ("id", "signature")})
    if content["id"] != sha256(message):
        return say("the content is not the one that its hash was taken of")
    if key is not None and content["key"] != key.id:
        return say("was signed with the key {key}, not with {id}", key=f"{content['key']!s:.64}", id=key.id)
    if key is not None and not key.verifies(content["signature"], message):
        return say("the signature is not the key's")
    return ""

"""Law, proof, the record: what reviewers and authorities have said, as plain objects beside the case.

A kind of record is a name and the codec of its dataclass in CODECS, and an argument of the gate that `judge` fills.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svat.law.proof.case import Record
from svat.law.proof.codec import Codec
from svat.roll.model import UnusableInput

CODECS: dict[str, Codec[Any]] = {}  # "exemptions": Codec(Exemption), …


def written(record: Mapping[str, Sequence[Any]]) -> Record:
    """What is on record for a case as plain objects, in the order given; kinds of which there is nothing left out."""
    return {
        name: tuple(CODECS[name].write(item) for item in items) for name, items in record.items() if items
    }


def read(record: Record) -> dict[str, tuple[Any, ...]]:
    """The same as dataclasses, for every kind. Raises UnusableInput for a kind that this svat cannot weigh."""
    for name in sorted(set(record) - set(CODECS)):
        raise UnusableInput(f"the case has {name!r} on record, which this version of svat cannot weigh")
    return {
        name: tuple(codec.read(item, f"record.{name}") for item in record.get(name, ()))
        for name, codec in CODECS.items()
    }

"""Law, proof, the record: what a case rests on besides its two companies, as plain objects in its document.

A kind of it is a name and the codec of its dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svat.law.ownership.chains import Stake
from svat.law.proof.case import COMPANY_FIELDS, KEPT_IN_PART, Record
from svat.law.proof.codec import Codec, Once
from svat.law.record.answers import Answer
from svat.law.record.case_file import CaseFile
from svat.law.record.exemptions import Exemption
from svat.law.record.of_pair import PairFile
from svat.law.record.usage import Use
from svat.law.screening.external import NOBODY_ASKED, External
from svat.law.screening.rulings import Ruling
from svat.roll.model import Company
from svat.sides import Sides
from svat.wording import unusable


def codecs(kind: type[Codec[Any]] = Codec) -> dict[str, Codec[Any]]:
    """How each kind is written; of `kind` are the codecs of what the cases of one run share."""
    company = kind(Company, keep=COMPANY_FIELDS, only=KEPT_IN_PART)
    return {
        "exemptions": kind(Exemption),
        "usage": kind(Use),
        "answers": kind(Answer),
        "owners": kind(Stake),
        "holders_a": company,
        "holders_b": company,
        "rulings": kind(Ruling),
        "outside": Codec(External),
    }


CODECS = codecs()


class RecordScribe:
    """Writes what is on record for the cases of one run; what they share becomes one and the same JSON object."""

    def __init__(self) -> None:
        self._codecs = codecs(Once)

    def written(self, pair: PairFile) -> Record:
        """All that is on record as plain objects; kinds of which there is nothing left out.

        Usage that is known and empty is not the same as usage that is not known, so it stays.
        """
        case_file, holders = pair.case_file, pair.holders
        kinds: dict[str, Sequence[Any]] = {
            "exemptions": case_file.exemptions,
            "usage": case_file.usage or (),
            "answers": case_file.answers,
            "owners": case_file.owners,
            "holders_a": holders.a,
            "holders_b": holders.b,
            "rulings": case_file.rulings,
            "outside": () if case_file.external == NOBODY_ASKED else (case_file.external,),
        }
        return {
            name: tuple(self._codecs[name].write(item) for item in items)
            for name, items in kinds.items()
            if items or (name == "usage" and case_file.usage is not None)
        }


def read(record: Record) -> PairFile:
    """The same as a case file, and the companies that own. Raises UnusableInput for what this svat cannot weigh."""
    for name in sorted(set(record) - set(CODECS)):
        raise unusable(
            "the case has {name} on record, which this version of svat cannot weigh", name=repr(name)
        )
    kinds: Mapping[str, tuple[Any, ...]] = {
        name: tuple(codec.read(item, f"record.{name}[{n}]") for n, item in enumerate(record.get(name, ())))
        for name, codec in CODECS.items()
    }
    if len(kinds["outside"]) > 1:
        raise unusable("the case has more than one outside source on record")
    (external,) = kinds["outside"] or (NOBODY_ASKED,)
    case_file = CaseFile(
        kinds["exemptions"],
        kinds["usage"] if "usage" in record else None,
        kinds["answers"],
        kinds["owners"],
        kinds["rulings"],
        external,
    )
    return PairFile(case_file, Sides(kinds["holders_a"], kinds["holders_b"]))

"""Law, proof, the record: what a case rests on besides its two companies, as plain objects in its document.

A kind of it is a name and the codec of its dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svat.law.ownership.chains import Stake
from svat.law.proof.case import COMPANY_FIELDS, Record
from svat.law.proof.codec import Codec, Once
from svat.law.record.answers import Answer
from svat.law.record.case_file import Dossier
from svat.law.record.exemptions import Exemption
from svat.law.record.model import Record as OnGoods
from svat.law.record.usage import Use
from svat.law.screening.external import NOBODY_ASKED, Outside
from svat.law.screening.rulings import Ruling
from svat.law.verdicts import Rolls
from svat.refusals import UnusableInput
from svat.roll.model import Company


def codecs(kind: type[Codec[Any]] = Codec) -> dict[str, Codec[Any]]:
    """How each kind is written; of `kind` are the codecs of what the cases of one run share."""
    company = kind(Company, keep=COMPANY_FIELDS)
    return {
        "exemptions": kind(Exemption),
        "usage": kind(Use),
        "answers": kind(Answer),
        "owners": kind(Stake),
        "holders_a": company,
        "holders_b": company,
        "rulings": kind(Ruling),
        "outside": Codec(Outside),
    }


CODECS = codecs()


class Scribe:
    """Writes what is on record for the cases of one run; what they share becomes one and the same JSON object."""

    def __init__(self) -> None:
        self._codecs = codecs(Once)

    def written(self, dossier: Dossier, holders: Rolls = ((), ())) -> Record:
        """All that is on record as plain objects; kinds of which there is nothing left out.

        Usage that is known and empty is not the same as usage that is not known, so it stays.
        """
        record = dossier.record
        kinds: dict[str, Sequence[Any]] = {
            "exemptions": record.exemptions,
            "usage": record.usage or (),
            "answers": record.answers,
            "owners": dossier.owners,
            "holders_a": holders[0],
            "holders_b": holders[1],
            "rulings": dossier.rulings,
            "outside": () if dossier.outside == NOBODY_ASKED else (dossier.outside,),
        }
        return {
            name: tuple(self._codecs[name].write(item) for item in items)
            for name, items in kinds.items()
            if items or (name == "usage" and record.usage is not None)
        }


def read(record: Record) -> tuple[Dossier, Rolls]:
    """The same as a dossier, and the companies that own. Raises UnusableInput for what this svat cannot weigh."""
    for name in sorted(set(record) - set(CODECS)):
        raise UnusableInput(f"the case has {name!r} on record, which this version of svat cannot weigh")
    kinds: Mapping[str, tuple[Any, ...]] = {
        name: tuple(codec.read(item, f"record.{name}[{n}]") for n, item in enumerate(record.get(name, ())))
        for name, codec in CODECS.items()
    }
    if len(kinds["outside"]) > 1:
        raise UnusableInput("the case has more than one outside source on record")
    on_file = OnGoods(kinds["exemptions"], kinds["usage"] if "usage" in record else None, kinds["answers"])
    (outside,) = kinds["outside"] or (NOBODY_ASKED,)
    return Dossier(on_file, kinds["owners"], kinds["rulings"], outside), (
        kinds["holders_a"],
        kinds["holders_b"],
    )

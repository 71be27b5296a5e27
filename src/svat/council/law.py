"""The council's law: what measures say of goods between two countries, and the proof of recorded verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from svat.council.folder import FolderStore
from svat.law.ground import GOODS_ONLY as GOODS_ONLY
from svat.law.ground import Law as Law
from svat.law.model import Finding as Finding
from svat.law.model import Verdict
from svat.law.settings import Settings


@dataclass(frozen=True, slots=True)
class GoodsQuestion:
    """Goods of one code, or an activity, from one country to another; `regimes` None: every regime that has a rule."""

    exporter: str
    importer: str
    hs: str | None = None
    activity: str | None = None
    regimes: Sequence[str] | None = None
    contract_from: date | None = None  # day of an old contract that is delivered on
    context: str = ""  # "military": the end use of dual-use goods is asked for

    def settings(self) -> Settings:
        """What is asked of the law; no list has a part in it."""
        regimes = None if self.regimes is None else tuple(self.regimes)
        return Settings(regimes, 0, (), self.context, contract_from=self.contract_from)


def check_goods(store: FolderStore, question: GoodsQuestion, on: date) -> Verdict:
    """The verdict of the measures alone; say GOODS_ONLY with it."""
    law = Law(on, question.settings(), store.rules, None, store.case_file)
    return law.verdict_on(question.exporter, question.importer, question.hs, question.activity)

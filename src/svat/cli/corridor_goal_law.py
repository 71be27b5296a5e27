"""The corridor's potential and the law: what each heading is called and what measures say of it."""

from __future__ import annotations

from datetime import date

from svat.corridor.trade.potential import Potential
from svat.goods.nomenclature import load as load_nomenclature
from svat.law.measures.flow import check_one
from svat.law.rules.ruleset import load_rules
from svat.report.corridor.model import HeadingLaw


def lawful(found: Potential, on: date, regimes: list[str] | None) -> list[HeadingLaw]:
    """What the measures on goods say of each heading between the two countries on a day."""
    texts, rules = load_nomenclature().descriptions, load_rules([])
    checked = []
    for heading in found.headings:
        verdict = check_one(
            rules,
            exporter=found.exporter,
            importer=found.importer,
            hs=heading.hs,
            activity=None,
            on=on,
            regimes=regimes,
        )
        named = tuple(dict.fromkeys(f.rule for f in verdict.findings))
        checked.append(HeadingLaw(texts.get(heading.hs, ""), verdict.status, named))
    return checked

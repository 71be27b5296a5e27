"""Law, record, of a pair: what of a case file one pair's verdict rests on, for its proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from svat.law.ownership.chains import Stake
from svat.law.record.case_file import CaseFile
from svat.law.record.usage import Use
from svat.law.rules.ruleset import Rule, Ruleset
from svat.law.screening.companies import parties_of
from svat.law.screening.rulings import Ruling, keys_of
from svat.roll.model import Company
from svat.sides import Sides
from svat.tables.values import country_of


@dataclass(frozen=True, slots=True)
class PairFile:
    """What concerns a pair, and the companies of both rolls that stand among its owners."""

    case_file: CaseFile
    holders: Sides[Sequence[Company]]


class PairFiles:
    """A case file taken apart by pair.

    Whatever may bear on a pair is kept with it: more than was needed changes no verdict, less could.
    """

    def __init__(
        self, case_file: CaseFile, rules: Ruleset, chains: Sequence[Stake], rolls: Sides[Sequence[Company]]
    ) -> None:
        """`chains` are those of the whole rolls, as ownership.chains_of gives them."""
        self._case_file, self._rules = case_file, rules
        self._stakes = _by_owned(chains)
        self._place = {id(stake): n for n, stake in enumerate(chains)}
        self._rolls = rolls.map(lambda roll: {company.external_id: company for company in roll})
        self._rulings: dict[str, list[int]] = {}
        for n, ruling in enumerate(case_file.rulings):
            for key in keys_of(ruling.name):
                self._rulings.setdefault(key, []).append(n)
        self._above: dict[str, tuple[Stake, ...]] = {}
        self._ways: dict[tuple[str, str], CaseFile] = {}

    def of(self, a: Company, b: Company) -> PairFile:
        """What concerns a pair."""
        pair = Sides(a.external_id, b.external_id)
        above = {id(s): s for key in pair for s in self._owners(key)}
        stakes = tuple(sorted(above.values(), key=lambda s: self._place[id(s)]))
        held = {s.key for s in stakes} | set(pair)
        holders = Sides(*(
            [roll[key] for key in sorted(held) if key in roll and key != own]
            for roll, own in zip(self._rolls, pair, strict=True)
        ))  # fmt: skip
        answers = tuple(x for x in self._case_file.answers if (x.a, x.b) == tuple(pair))
        part = replace(
            self._on_goods(a.country, b.country),
            answers=answers,
            owners=stakes,
            rulings=self._on([a, b, *holders.a, *holders.b], stakes),
            external=self._case_file.external.about(*pair),
        )
        return PairFile(part, holders)

    def _owners(self, key: str) -> tuple[Stake, ...]:
        """All stakes up the chains from an entity."""
        if key not in self._above:
            found: dict[int, Stake] = {}
            seen, ahead = {key}, [key]
            while ahead:
                for stake in self._stakes.get(ahead.pop(), ()):
                    found[id(stake)] = stake
                    if stake.key not in seen:
                        seen.add(stake.key)
                        ahead.append(stake.key)
            self._above[key] = tuple(found.values())
        return self._above[key]

    def _on(self, companies: Iterable[Company], stakes: Iterable[Stake]) -> tuple[Ruling, ...]:
        """The rulings on any name or identifier of these, in the order of their file."""
        if not self._rulings:
            return ()
        names = [s.owner for s in stakes] + [" ".join(x) for s in stakes for x in s.identifiers]
        for party in (p for company in companies for p in parties_of(company)):
            names += [*party.names, *(" ".join(x) for x in party.identifiers)]
        found = {n for name in names for key in keys_of(name) for n in self._rulings.get(key, ())}
        return tuple(self._case_file.rulings[n] for n in sorted(found))

    def _on_goods(self, country_a: str, country_b: str) -> CaseFile:
        """What is on file about goods between two countries."""
        way = (country_a, country_b)
        if way not in self._ways:
            a, b = country_of(country_a) or "", country_of(country_b) or ""
            rules = [rule for rule in self._rules.rules if rule.concerns(a, b) or rule.concerns(b, a)]
            exemptions = tuple(x for x in self._case_file.exemptions if any(x.names(rule) for rule in rules))
            caps = [rule for rule in rules if rule.verdict == "cap"]
            self._ways[way] = CaseFile(exemptions, _under(caps, self._case_file.usage) if caps else None)
        return self._ways[way]


def _under(caps: Sequence[Rule], usage: Sequence[Use] | None) -> tuple[Use, ...] | None:
    """The use under these caps; None where the use is not known."""
    if usage is None:
        return None
    return tuple(x for x in usage if any(cap.concerns(x.exporter, x.importer) for cap in caps))


def _by_owned(stakes: Iterable[Stake]) -> dict[str, list[Stake]]:
    found: dict[str, list[Stake]] = {}
    for stake in stakes:
        found.setdefault(stake.owned, []).append(stake)
    return found

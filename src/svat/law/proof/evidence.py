"""Law, proof, the evidence: what of a run's dossier one pair's verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from svat.candidates.model import Candidate
from svat.law.ownership.chains import Stake
from svat.law.proof.case import Record as OnRecord
from svat.law.proof.record import Scribe
from svat.law.record.case_file import Dossier
from svat.law.record.model import Record
from svat.law.record.usage import Use
from svat.law.rules.ruleset import Rule, Ruleset
from svat.law.screening.companies import parties_of
from svat.law.screening.rulings import Ruling, keys_of
from svat.law.verdicts import Rolls, screened
from svat.roll.model import Company
from svat.tables.values import country_of


class Evidence:
    """The dossier of one run, taken apart by pair.

    Whatever may bear on a pair is kept with it: more than was needed changes no verdict, less could.
    """

    def __init__(
        self,
        dossier: Dossier,
        candidates: Sequence[Candidate],
        companies_a: Mapping[str, Company],
        companies_b: Mapping[str, Company],
        rules: Ruleset,
    ) -> None:
        """`candidates` are all of the run, as they decide which companies were screened."""
        self._dossier, self._rules = dossier, rules
        self._sides = (companies_a, companies_b)
        who = screened(candidates, companies_a, companies_b, dossier.owners)
        self._stakes = _by_owned(who.chains)
        self._place = {id(stake): n for n, stake in enumerate(who.chains)}
        self._rolls = tuple({company.external_id: company for company in roll} for roll in who.rolls)
        self._rulings: dict[str, list[int]] = {}
        for n, ruling in enumerate(dossier.rulings):
            for key in keys_of(ruling.name):
                self._rulings.setdefault(key, []).append(n)
        self._above: dict[str, tuple[Stake, ...]] = {}
        self._ways: dict[tuple[str, str], Record] = {}
        self._scribe = Scribe()

    def of(self, pair: Candidate) -> OnRecord:
        """What concerns a pair, as it stands in its document."""
        part, holders = self.dossier(pair)
        return self._scribe.written(part, holders)

    def dossier(self, pair: Candidate) -> tuple[Dossier, Rolls]:
        """What concerns a pair, and the companies of both rolls that stand among its owners."""
        a, b = self._sides[0][pair.a], self._sides[1][pair.b]
        above = {id(s): s for key in (pair.a, pair.b) for s in self._owners(key)}
        stakes = tuple(sorted(above.values(), key=lambda s: self._place[id(s)]))
        held = {s.key for s in stakes} | {pair.a, pair.b}
        holders = [
            [roll[key] for key in sorted(held) if key in roll and key != own]
            for roll, own in zip(self._rolls, (pair.a, pair.b), strict=True)
        ]
        part = Dossier(
            self._record(a, b),
            stakes,
            self._on([a, b, *holders[0], *holders[1]], stakes),
            self._dossier.outside.about(pair.a, pair.b),
        )
        return part, (holders[0], holders[1])

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
        return tuple(self._dossier.rulings[n] for n in sorted(found))

    def _record(self, a: Company, b: Company) -> Record:
        """What is on file about goods between two countries, and the answers of the two companies."""
        way, record = (a.country, b.country), self._dossier.record
        if way not in self._ways:
            self._ways[way] = self._between(*way)
        answers = tuple(x for x in record.answers if (x.a, x.b) == (a.external_id, b.external_id))
        return replace(self._ways[way], answers=answers)

    def _between(self, country_a: str, country_b: str) -> Record:
        record = self._dossier.record
        a, b = country_of(country_a) or "", country_of(country_b) or ""
        rules = [rule for rule in self._rules.rules if rule.concerns(a, b) or rule.concerns(b, a)]
        exemptions = tuple(x for x in record.exemptions if any(x.names(rule) for rule in rules))
        caps = [rule for rule in rules if rule.verdict == "cap"]
        usage = None if record.usage is None or not caps else _under(caps, record)
        return Record(exemptions, usage)


def _under(caps: Sequence[Rule], record: Record) -> tuple[Use, ...]:
    return tuple(x for x in record.usage or () if any(cap.concerns(x.exporter, x.importer) for cap in caps))


def _by_owned(stakes: Iterable[Stake]) -> dict[str, list[Stake]]:
    found: dict[str, list[Stake]] = {}
    for stake in stakes:
        found.setdefault(stake.owned, []).append(stake)
    return found

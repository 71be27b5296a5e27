"""The council's store in a folder: its files, each read once.

What reads a kind of file is imported when the first of them is read: a question of goods loads no law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from svat.council.files import CouncilFiles
from svat.council.template import TABLES
from svat.progress import Progress, silent
from svat.sides import SIDES, Sides
from svat.wording import unusable

if TYPE_CHECKING:
    from svat.corridor.deals import DealFile
    from svat.corridor.model import Corridor
    from svat.corridor.trade.factors import Factors
    from svat.corridor.trade.readers import TradeFiles
    from svat.council.missions.shelf import FolderPlans
    from svat.council.store import Appended, RateFiles
    from svat.goods.classify import Classifier
    from svat.law.ground import Law
    from svat.law.lists import ListSet
    from svat.law.record.case_file import CaseFile
    from svat.law.rules.ruleset import Ruleset
    from svat.law.settings import Settings
    from svat.market.decisions import Decisions
    from svat.market.wishes import Wishes
    from svat.mission.files.read import VisitFiles
    from svat.refusals import Note
    from svat.report.introductions.earlier import EarlierRun
    from svat.roll.model import Roll


class FolderStore:
    """A council's files, each read once and kept as long as the store."""

    def __init__(self, files: CouncilFiles) -> None:
        self.files = files
        self._laws: dict[tuple[date, date], Law] = {}
        self._lists: dict[tuple[date, int], ListSet] = {}
        self._owners_notes: list[Note] = []

    def corridor(self) -> Corridor:
        """The corridor file, checked. Raises UnusableInput, also where none is named."""
        return self._corridor

    def rolls(self, progress: Progress = silent) -> Sides[Roll]:
        """Both rolls, read when first asked for. Raises UnusableInput where a side has none."""
        from svat.roll.decided import across_refused, read_decided
        from svat.roll.reader import asked_encoding, read_roll

        if self._rolls is None:
            corridor = self.corridor()
            for side in SIDES:
                if not self.files.rolls[side]:
                    raise unusable(
                        "no roll of {corridor}: name it, or put it into rolls/{side} of the council's folder",
                        corridor=corridor[side],
                        side=side,
                    )
            decided = read_decided(self.files.same, self.files.corrections, Sides(corridor.a, corridor.b))
            rolls = Sides(
                *(
                    read_roll(
                        self.files.rolls[side],
                        default_country=corridor[side],
                        synonyms=self.files.synonyms,
                        progress=progress,
                        encoding=asked_encoding(self.files.encodings[side], f"--encoding-{side}"),
                        decided=decided[side],
                    )
                    for side in SIDES
                )
            )
            self._rolls = across_refused(rolls, decided)
        return self._rolls

    def known_rolls(self) -> Sides[Roll]:
        """Both rolls where both are there, else none: for those who can do without."""
        from svat.roll.model import Roll

        return self.rolls() if all(self.files.rolls) else Sides(Roll(()), Roll(()))

    _rolls: Sides[Roll] | None = None

    def law_on(self, day: date, known: date | None = None) -> Law:
        """The law of a day as asked on `known`; one and the same for a day."""
        from svat.law.ground import Law

        asked = known or day
        if (day, asked) not in self._laws:
            settings = self.settings_on(day)
            self._laws[day, asked] = Law(
                day, settings, self.rules, self._lists_on(min(day, asked), settings), self.case_file, asked
            )
        return self._laws[day, asked]

    def law_of_lists(self, day: date, max_age_days: int | None = None, *, two_persons: bool = False) -> Law:
        """The law of a day for names alone: no publisher's list is asked for beyond those there are.

        The corridor's two-person rule and list age count where there is a corridor; what is given wins.
        """
        from svat.law.ground import Law
        from svat.law.settings import screening_settings

        asked = self.settings_on(day)
        age = asked.max_list_age_days if max_age_days is None else max_age_days
        settings = screening_settings(age, two_person_rule=two_persons or asked.two_person_rule)
        return Law(day, settings, self.rules, self._lists_on(day, settings), self.case_file)

    def law_of_goods(self, day: date, regimes: Sequence[str] | None = None) -> Law:
        """The law of a day for goods alone, no list having a part in it; regimes given win over the corridor's."""
        from svat.law.ground import Law

        asked = self.settings_on(day)
        own = asked.regimes if self.files.corridor else None
        settings = replace(asked, regimes=tuple(regimes) if regimes is not None else own)
        return Law(day, settings, self.rules, None, self.case_file)

    def settings_on(self, day: date) -> Settings:
        """What the corridor asks of the law on a day; without a corridor, of names alone."""
        from svat.council.law_settings import settings_of
        from svat.law.settings import screening_settings

        return settings_of(self.corridor(), day) if self.files.corridor else screening_settings(30)

    @cached_property
    def rules(self) -> Ruleset:
        """Svat's measures and the council's own."""
        from svat.law.rules.ruleset import load_rules

        return load_rules(self.files.measures)

    @cached_property
    def case_file(self) -> CaseFile:
        """All that the council has on file for the law; what speaks against a company does so under all its names."""
        from svat.law.record.answers import of_one_company
        from svat.law.record.read import read_case_file

        found = read_case_file(self.files.case_file, self.rules, self._owners_notes)
        if not found.answers or self.files.same is None:
            return found
        answers = of_one_company(found.answers, self.rules.end_use.questions, self._one_with())
        return replace(found, answers=answers)

    def _one_with(self) -> Sides[dict[str, set[str]]]:
        """Each identifier of a side with all that are one company with it by decision, whatever the rolls have."""
        from svat.roll.decided import read_decided, without_contradictions
        from svat.roll.merging import parts_of

        countries = None
        if self.files.corridor:
            corridor = self.corridor()
            countries = Sides(corridor.a, corridor.b)
        decided = read_decided(self.files.same, None, countries)
        return decided.map(lambda x: parts_of(without_contradictions(x).merges))

    def letters_told(self, *, rolls: bool = True) -> list[str]:
        """What is assumed or doubted of the letters of the rolls and owners files read so far, for an answer's top."""
        from svat.council.attention import letters_told

        sides = self._rolls.items() if rolls and self._rolls else ()
        lines = [line for side, roll in sides for line in letters_told(roll.notes, self.corridor()[side])]
        return lines + letters_told(self._owners_notes, "owners")

    def classifier(self) -> Classifier:
        """What reads goods, loaded when first asked for."""
        return self._classifier

    def decisions(self) -> Decisions:
        """The companies' recorded decisions."""
        from svat.market.decisions import read_decisions

        rolls, corridor = self.rolls(), self.corridor()
        countries = Sides(corridor.a, corridor.b)
        key = corridor.sharing.key
        return read_decisions(self.files.decisions, rolls, countries=countries, key=key)

    def wishes(self) -> Wishes:
        """Pairs that must meet, vetoes and caps."""
        from svat.market.wishes import NONE, read_wishes

        if self.files.wishes is None:
            return NONE
        rolls = self.rolls()
        known = rolls.map(lambda roll: [company.external_id for company in roll.companies])
        return read_wishes(self.files.wishes, known, rolls.map(lambda roll: dict(roll.merged)))

    def deals(self) -> DealFile:
        """The council's deals, read once for goal and settlement; none where no file is named."""
        return self._deals

    def rates(self) -> RateFiles:
        """The rates of all files, read once."""
        return self._rates

    def trade(self) -> TradeFiles:
        """The trade files, read once for every goal and for both directions of the potential."""
        return self._trade

    def factors(self) -> Factors:
        """What is expected of headings."""
        from svat.corridor.trade.factors import NO_FACTORS, read_factors

        return read_factors(self.files.factors) if self.files.factors else NO_FACTORS

    def names_of(self, kind: Literal["trade", "deals"]) -> tuple[str, ...]:
        """The names of the files of a kind."""
        if kind == "trade":
            return tuple(path.name for path in self.files.trade)
        return (self.files.deals.name,) if self.files.deals else ()

    @cached_property
    def _deals(self) -> DealFile:
        from svat.corridor.deals import DealFile, read_deals

        corridor = self.corridor()
        countries = Sides(corridor.a, corridor.b)
        return read_deals(self.files.deals, countries) if self.files.deals else DealFile()

    @cached_property
    def _rates(self) -> RateFiles:
        from svat.corridor.money.rates import Rates
        from svat.corridor.money.readers import read_rates
        from svat.council.store import RateFiles

        files = read_rates(self.files.rates)
        return RateFiles(
            Rates(files, self.files.stale_after),
            tuple(refusal for file in files for refusal in file.refusals),
            tuple(note for file in files for note in file.notes),
        )

    @cached_property
    def _trade(self) -> TradeFiles:
        from svat.corridor.trade.readers import read_trade

        return read_trade(self.files.trade)

    def measures(self) -> tuple[Path, ...]:
        """The files of the council's own measures."""
        return self.files.measures

    def missions(self) -> tuple[str, ...]:
        """The names of the council's missions."""
        from svat.council.missions.shelf import missions_in

        return missions_in(self.files.folder / "missions") if self.files.folder else ()

    def mission_files(self, mission: str) -> VisitFiles:
        """What the files of a mission's folder say."""
        from svat.mission.files.read import read_visit
        from svat.mission.files.rows import CompanyBook

        corridor = self.corridor()
        book = CompanyBook(self.rolls(), Sides(corridor.a, corridor.b))
        return read_visit(self._mission(mission), book)

    def introduced(self, named: Sequence[Path], on: date) -> EarlierRun | None:
        """The last run by a day: of those named, or of those under runs/."""
        from svat.report.introductions.earlier import read_earlier
        from svat.report.introductions.write import FILES

        paths = [path / FILES["json"] if path.is_dir() else path for path in named] or self.files.runs
        found = [run for run in map(read_earlier, paths) if run.on <= on]
        return max(found, key=lambda run: run.on, default=None)

    def plans(self, mission: str) -> FolderPlans:
        """A mission's numbered plans."""
        from svat.council.missions.shelf import FolderPlans

        return FolderPlans(self._mission(mission))

    def append(self, table: Literal["decisions", "deals"], rows: Sequence[Mapping[str, str]]) -> Appended:
        """Add rows to decisions.csv or deals.csv of the council's folder; what was read of them is read anew."""
        from svat.corridor.deals import SCHEMA
        from svat.council.missions.shelf import append_rows
        from svat.market.decisions import schema

        if self.files.folder is None:
            raise unusable(
                "no council's folder: give --council DIR, whose {table}.csv rows are added to", table=table
            )
        of_decisions = table == "decisions"
        path = self.files.folder / f"{table}.csv"
        header = TABLES[path.name]
        found = append_rows(path, header, rows, schema() if of_decisions else SCHEMA)
        self.__dict__.pop("_deals", None)
        return found

    def _mission(self, name: str) -> Path:
        from svat.council.missions.shelf import mission_folder

        if self.files.folder is None:
            raise unusable("no council's folder: give --council DIR, whose missions/ holds the mission")
        return mission_folder(self.files.folder / "missions", name)

    @cached_property
    def _corridor(self) -> Corridor:
        from svat.corridor.file import load

        if self.files.corridor is None:
            raise unusable("no corridor file: give --corridor FILE, or --council DIR with its corridor.toml")
        return load(self.files.corridor)

    @cached_property
    def _classifier(self) -> Classifier:
        from svat.goods.classify import Classifier

        files = self.files
        own = (files.glossary,) if files.glossary else ()
        return Classifier.load(
            files.nomenclatures,
            glossary=own,
            spoken=files.spoken,
            labelled=files.labelled,
            correlations=files.correlations,
        )

    def _lists_on(self, day: date, settings: Settings) -> ListSet | None:
        from svat.law.lists import load_lists

        if self.files.lists is None:
            return None
        age = settings.max_list_age_days
        if (day, age) not in self._lists:
            self._lists[day, age] = load_lists(self.files.lists, day, max_age_days=age)
        return self._lists[day, age]

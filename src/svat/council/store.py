"""The council's store: what a council keeps of one corridor, whoever keeps it: a folder or a database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from svat.corridor.model import Corridor
from svat.goods.classify import Classifier
from svat.law.ground import Law
from svat.market.decisions import Decisions
from svat.market.wishes import Wishes
from svat.progress import Progress, silent
from svat.roll.model import Roll
from svat.sides import Sides


class Store(Protocol):
    """One corridor's files or records. What is not there is empty; what cannot be read raises UnusableInput."""

    def corridor(self) -> Corridor:
        """The corridor: the pair of countries, their law and goals, what was promised and paid."""

    def rolls(self, progress: Progress = silent) -> Sides[Roll]:
        """Both sides' rolls, read once."""

    def law_on(self, day: date, known: date | None = None) -> Law:
        """The law of a day as asked on `known` (the same day where it is not given); one and the same for a day."""

    def classifier(self) -> Classifier:
        """What reads goods: svat's nomenclature, and the council's in other languages."""

    def decisions(self) -> Decisions:
        """The companies' recorded decisions."""

    def wishes(self) -> Wishes:
        """Pairs that must meet, vetoes and caps."""

    def measures(self) -> tuple[Path, ...]:
        """The council's own measures, which a proof names by their hashes."""

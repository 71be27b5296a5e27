"""The council: one store and the verbs that a council uses it with, as the command line and pages do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from svat.corridor.model import Corridor
from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.council.matching import IntroductionRequest, Learnt, learn_weights, match
from svat.council.missions.visit import CouncilMission
from svat.council.screening import Rescreened, ScreenedName, rescreen_rolls, screen_names
from svat.council.store import Store
from svat.law.ground import Law
from svat.progress import Progress, silent
from svat.report.introductions.model import Outcome
from svat.roll.model import Roll
from svat.sides import Sides

_PLAIN = IntroductionRequest()


class Council:
    """A council of one corridor, over whatever keeps its files.

    Every method raises UnusableInput where a file that it needs is missing or cannot be used.

    >>> council = svat.open("svat-demo")
    >>> council.corridor.a, council.corridor.b
    ('KZ', 'KR')
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def corridor(self) -> Corridor:
        """The pair of countries, with their law, goals and register."""
        return self.store.corridor()

    @property
    def rolls(self) -> Sides[Roll]:
        """Both sides' companies, with the rows refused and what was noted."""
        return self.store.rolls()

    def law_on(self, day: date, known: date | None = None) -> Law:
        """The law of a day as asked on `known`; whatever needs a verdict asks it.

        >>> law = svat.open("svat-demo").law_on(date(2026, 11, 16))
        >>> law.doubts
        ()
        """
        return self.store.law_on(day, known)

    def introduce(
        self, on: date, request: IntroductionRequest = _PLAIN, progress: Progress = silent
    ) -> Outcome:
        """Who should meet whom on a day, by law and by interest, with every reason.

        >>> outcome = svat.open("svat-demo").introduce(on=date(2026, 11, 16))
        >>> outcome.introductions[0].reasons_a[0].name
        'product fit'
        """
        return match(self.store, on, request, progress).outcome

    def screen(self, names: Sequence[str], on: date) -> list[ScreenedName]:
        """Where each name stands on the lists in force on a day: clear, review or hit, and why.

        >>> [found] = svat.open("svat-demo").screen(["Altyn Saddlery"], on=date(2026, 11, 16))
        >>> found.status
        'clear'
        """
        return screen_names(self.store.law_on(on), names)

    def rescreen(self, before: date, after: date) -> Rescreened:
        """What turned for the companies of both rolls between the lists and rulings of two days."""
        return rescreen_rolls(self.store, before, after)

    @property
    def missions(self) -> tuple[str, ...]:
        """The names of its visits."""
        return self.store.missions()

    def mission(self, name: str) -> CouncilMission:
        """One visit, to be planned, changed and published."""
        return CouncilMission(self.store, name)

    def learn(self, on: date) -> Learnt:
        """What the companies' recorded decisions teach of the weights of reasons."""
        return learn_weights(self.store, on)


def open_council(folder: str | Path) -> Council:
    """The council of a folder, as `svat init` and `svat demo` make one. Raises UnusableInput where there is none.

    >>> council = svat.open("svat-demo")
    >>> outcome = council.introduce(on=date(2026, 11, 16))
    >>> round(outcome.certificate.share, 2) > 0.9
    True
    """
    return Council(FolderStore(files_of(Path(folder))))

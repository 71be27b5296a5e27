"""The main job as tests run it: two rolls and their law on a day, with as much on file as a test says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.tools import classifier, rules

from svat.corridor.model import Corridor
from svat.council.introductions import IntroductionTask, introduce
from svat.council.law_settings import settings_of
from svat.law.ground import Law
from svat.law.lists.model import ListSet
from svat.law.record.case_file import NOTHING_ON_FILE, CaseFile
from svat.market.decisions import Decision
from svat.market.ranking import Policy
from svat.report.introductions.model import Outcome
from svat.roll.model import Roll
from svat.sides import Sides


def outcome_of(
    rolls: tuple[Roll, Roll],
    corridor: Corridor,
    on: date,
    lists: ListSet | None = None,
    *,
    policy: Policy | None = None,
    decisions: Sequence[Decision] = (),
    case_file: CaseFile = NOTHING_ON_FILE,
) -> Outcome:
    """The outcome of one run by svat's own measures."""
    law = Law(on, settings_of(corridor, on), rules(), lists, case_file)
    task = IntroductionTask(Sides(*rolls), corridor, law, classifier(), policy or Policy(), decisions)
    return introduce(task).outcome

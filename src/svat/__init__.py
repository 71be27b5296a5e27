"""svat: lawful, explained introductions between the companies of two countries.

A council's folder in, introductions with reasons and a certificate out:

>>> council = svat.open("svat-demo")
>>> outcome = council.introduce(on=date(2026, 11, 16))
>>> outcome.introductions[0].reasons_a[0].name, outcome.certificate.share > 0.9
('product fit', True)
>>> outcome.write("out")[0].name                 # beside it workbooks, pages (index.html), and what is to be sent
'introductions.json'

| for | names |
|---|---|
| a council's whole work | `open`, `Council`, `Outcome`, `Introduction`, `IntroductionRequest` |
| rolls | `read_roll`, `Roll`, `Company`, `Listing`, `Sides` |
| goods | `Classifier`, `Reading` |
| the law | `Law`, `Settings`, `CaseFile`, `load_lists`, `load_rules`, `Party`, `Hit`, `Verdict`, `Finding` |
| the corridor | `load_corridor`, `Corridor` |
| interest and shortlists | `Policy`, `Interest`, `Reason`, `Certificate` |
| names in any script | `fold` |
| visits | `CouncilMission`, `PlanAsk`, `ChangeAsk` |
| timetables | `solve_mission`, `check_plan`, `Mission`, `Slot`, `MeetingTable`, `Delegate`, `Interpreter`, `Request` |
| their plans | `Plan`, `Meeting`, `Unplaced`, `PlanCounts`, `PlanBounds` |
| what a country brings itself | `ListReader`, `ListFiles`, `Entry`, `ListedName`, `Language` |
| what svat says in another language | `in_language`, `Wording` |
| what cannot be used | `UnusableInput`, `Refusal`, `Note` |

Everything is imported when it is first asked for: `import svat` by itself costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from svat.corridor.file import load as load_corridor
    from svat.corridor.model import Corridor
    from svat.council.council import Council
    from svat.council.council import open_council as open  # noqa: A004 - svat.open, as gzip.open
    from svat.council.matching import IntroductionRequest
    from svat.council.missions.asking import ChangeAsk
    from svat.council.missions.planning import PlanAsk
    from svat.council.missions.visit import CouncilMission
    from svat.goods.classify import Classifier
    from svat.goods.model import Reading
    from svat.languages import Language
    from svat.law.ground import Law
    from svat.law.lists import load_lists
    from svat.law.lists.model import Entry, ListedName
    from svat.law.lists.readers import ListReader
    from svat.law.lists.source import ListFiles
    from svat.law.model import Finding, Hit, Party, Verdict
    from svat.law.record.case_file import CaseFile
    from svat.law.rules.ruleset import load_rules
    from svat.law.settings import Settings
    from svat.market.model import Certificate, Interest, Reason
    from svat.market.ranking import Policy
    from svat.mission.check import check as check_plan
    from svat.mission.model import (
        Delegate,
        Interpreter,
        Meeting,
        MeetingTable,
        Mission,
        Plan,
        PlanBounds,
        PlanCounts,
        Request,
        Slot,
        Unplaced,
    )
    from svat.mission.solve import solve as solve_mission
    from svat.refusals import Note, Refusal, UnusableInput
    from svat.report.introductions.model import Introduction, Outcome
    from svat.roll.model import Company, Listing, Roll
    from svat.roll.reader import read_roll
    from svat.sides import Sides
    from svat.text.folding import fold
    from svat.wording import Wording
    from svat.wording import wording as in_language

# name → (module, name there)
_FACE: dict[str, tuple[str, str]] = {
    "CaseFile": ("svat.law.record.case_file", "CaseFile"),
    "Certificate": ("svat.market.model", "Certificate"),
    "ChangeAsk": ("svat.council.missions.asking", "ChangeAsk"),
    "Classifier": ("svat.goods.classify", "Classifier"),
    "Company": ("svat.roll.model", "Company"),
    "Corridor": ("svat.corridor.model", "Corridor"),
    "Council": ("svat.council.council", "Council"),
    "CouncilMission": ("svat.council.missions.visit", "CouncilMission"),
    "Delegate": ("svat.mission.model", "Delegate"),
    "Entry": ("svat.law.lists.model", "Entry"),
    "Finding": ("svat.law.model", "Finding"),
    "Hit": ("svat.law.model", "Hit"),
    "Interest": ("svat.market.model", "Interest"),
    "Interpreter": ("svat.mission.model", "Interpreter"),
    "Introduction": ("svat.report.introductions.model", "Introduction"),
    "IntroductionRequest": ("svat.council.matching", "IntroductionRequest"),
    "Language": ("svat.languages", "Language"),
    "Law": ("svat.law.ground", "Law"),
    "ListFiles": ("svat.law.lists.source", "ListFiles"),
    "ListReader": ("svat.law.lists.readers", "ListReader"),
    "ListedName": ("svat.law.lists.model", "ListedName"),
    "Listing": ("svat.roll.model", "Listing"),
    "Meeting": ("svat.mission.model", "Meeting"),
    "MeetingTable": ("svat.mission.model", "MeetingTable"),
    "Mission": ("svat.mission.model", "Mission"),
    "Note": ("svat.refusals", "Note"),
    "Outcome": ("svat.report.introductions.model", "Outcome"),
    "Party": ("svat.law.model", "Party"),
    "Plan": ("svat.mission.model", "Plan"),
    "PlanAsk": ("svat.council.missions.planning", "PlanAsk"),
    "PlanBounds": ("svat.mission.model", "PlanBounds"),
    "PlanCounts": ("svat.mission.model", "PlanCounts"),
    "Policy": ("svat.market.ranking", "Policy"),
    "Reading": ("svat.goods.model", "Reading"),
    "Reason": ("svat.market.model", "Reason"),
    "Refusal": ("svat.refusals", "Refusal"),
    "Request": ("svat.mission.model", "Request"),
    "Roll": ("svat.roll.model", "Roll"),
    "Settings": ("svat.law.settings", "Settings"),
    "Sides": ("svat.sides", "Sides"),
    "Slot": ("svat.mission.model", "Slot"),
    "Unplaced": ("svat.mission.model", "Unplaced"),
    "UnusableInput": ("svat.refusals", "UnusableInput"),
    "Verdict": ("svat.law.model", "Verdict"),
    "Wording": ("svat.wording", "Wording"),
    "check_plan": ("svat.mission.check", "check"),
    "fold": ("svat.text.folding", "fold"),
    "in_language": ("svat.wording", "wording"),
    "load_corridor": ("svat.corridor.file", "load"),
    "load_lists": ("svat.law.lists", "load_lists"),
    "load_rules": ("svat.law.rules.ruleset", "load_rules"),
    "open": ("svat.council.council", "open_council"),
    "read_roll": ("svat.roll.reader", "read_roll"),
    "solve_mission": ("svat.mission.solve", "solve"),
}

__all__ = [
    "CaseFile",
    "Certificate",
    "ChangeAsk",
    "Classifier",
    "Company",
    "Corridor",
    "Council",
    "CouncilMission",
    "Delegate",
    "Entry",
    "Finding",
    "Hit",
    "Interest",
    "Interpreter",
    "Introduction",
    "IntroductionRequest",
    "Language",
    "Law",
    "ListFiles",
    "ListReader",
    "ListedName",
    "Listing",
    "Meeting",
    "MeetingTable",
    "Mission",
    "Note",
    "Outcome",
    "Party",
    "Plan",
    "PlanAsk",
    "PlanBounds",
    "PlanCounts",
    "Policy",
    "Reading",
    "Reason",
    "Refusal",
    "Request",
    "Roll",
    "Settings",
    "Sides",
    "Slot",
    "Unplaced",
    "UnusableInput",
    "Verdict",
    "Wording",
    "check_plan",
    "fold",
    "in_language",
    "load_corridor",
    "load_lists",
    "load_rules",
    "open",
    "read_roll",
    "solve_mission",
]


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for."""
    try:
        module, inner = _FACE[name]
    except KeyError:
        raise AttributeError(f"module 'svat' has no attribute {name!r}") from None
    value = globals()[name] = getattr(import_module(module), inner)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

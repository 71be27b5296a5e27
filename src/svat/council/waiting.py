"""The council's open answers: which companies owe one on partners proposed to them, since when; and reminders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.council.store import Store
from svat.files import make_folder, write
from svat.market.decisions import known
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.report.introductions.earlier import read_earlier
from svat.report.introductions.file_names import FileNames
from svat.report.introductions.sending.letters import read_letters
from svat.report.introductions.sending.message import encoded
from svat.report.introductions.sending.reminder import WaitingCompany, reminder_letter, waiting_table
from svat.report.introductions.write import FILES
from svat.results import ResultFolder
from svat.roll.model import Company
from svat.sides import SIDES, Sides
from svat.wording import say, unusable

TABLE, REMINDERS = "waiting.csv", "reminders/"


@dataclass(frozen=True, slots=True)
class OpenAnswers:
    """The companies that owe an answer, the longest waiting first, and what of the answers could not be used."""

    on: date
    companies: tuple[WaitingCompany, ...]
    notes: tuple[Note | Refusal, ...]


def waiting(store: Store, on: date, runs: Sequence[Path], progress: Progress = silent) -> OpenAnswers:
    """Which companies have not answered on a day, of what earlier runs proposed to them.

    `runs` are folders of results, or their introductions.json. What counts are the clear pairs of the last of them by
    its day; a pair waits since the day of the first run that proposed it. Raises UnusableInput.
    """
    proposed = _proposed(runs, on)
    rolls, decisions = store.rolls(progress), store.decisions()
    companies = rolls.map(lambda roll: {company.external_id: company for company in roll.companies})
    answered = {(x.side, x.pair) for x in known(decisions.decisions, on).decisions}
    found = []
    for side in SIDES:
        open_: dict[str, list[date]] = {}
        for pair, since in proposed.items():
            if (side, pair) not in answered:
                open_.setdefault(pair[side == "b"], []).append(since)
        found += [
            WaitingCompany(side, companies[side][key], len(days), min(days), (on - min(days)).days)
            for key, days in open_.items()
            if key in companies[side]
        ]
    found.sort(key=lambda x: (x.since, x.side, x.company.external_id))
    return OpenAnswers(on, tuple(found), (*decisions.refusals, *_gone(proposed, companies)))


def write_reminders(store: Store, open_: OpenAnswers, folder: Path) -> list[Path]:
    """Write waiting.csv and a reminder to each company into a folder; their paths. Raises UnusableInput."""
    corridor = store.corridor()
    letters, names = read_letters(corridor.sharing.letters), FileNames(store.rolls())

    def made(half: Path) -> str:
        write(half / TABLE, waiting_table(open_.companies, corridor))
        make_folder(half / REMINDERS)
        for waits in open_.companies:
            letter = reminder_letter(waits, open_.on, corridor, letters)
            name = names(waits.side, waits.company.external_id)
            write(half / REMINDERS / f"{name}.eml", encoded(letter))
        return ""

    with ResultFolder(folder) as results:
        results.put([TABLE, REMINDERS], made)
    return [folder / TABLE, folder / REMINDERS]


def _proposed(runs: Sequence[Path], on: date) -> dict[tuple[str, str], date]:
    """The clear pairs of the last run by a day, and since when each is proposed."""
    read = [
        (read_earlier(path), path) for path in (run / FILES["json"] if run.is_dir() else run for run in runs)
    ]
    later = next((path for run, path in read if run.on > on), None)
    if later:
        raise unusable(
            "{later}: is of a day after {on}: nobody can have answered it by then", later=later, on=on
        )
    since: dict[tuple[str, str], date] = {}
    for run, _ in read:
        for pair in run.places.keys() - run.held:
            since[pair] = min(run.on, since.get(pair, run.on))
    last = max((run for run, _ in read), key=lambda run: run.on)
    return {pair: since[pair] for pair in sorted(last.places.keys() - last.held)}


def _gone(proposed: Mapping[tuple[str, str], date], companies: Sides[dict[str, Company]]) -> list[Note]:
    """Companies that have left the roll since they were proposed."""
    gone = sorted(
        {(side, pair[side == "b"]) for pair in proposed for side in SIDES}
        - {(side, key) for side in SIDES for key in companies[side]}
    )
    why = say("was proposed to partners and is on the roll no longer; it is not reminded")
    return [Note(f"roll {side}", 0, "external_id", key, why, kind="remark") for side, key in gone]

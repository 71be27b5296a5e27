"""The council's verdict log: where the verdicts of a run are recorded, signed, before anything is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svat.council.introductions import IntroductionRun
from svat.law.ground import Law
from svat.law.proof.case import basis_of
from svat.law.proof.document import documents
from svat.law.proof.keys import SigningKey, load_signing_key
from svat.law.proof.log import append, end_of
from svat.progress import Progress
from svat.roll.model import Roll
from svat.sides import Sides
from svat.wording import say, unusable


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded, and the head of the log since."""

    verdicts: int
    log: Path
    head: str

    def __str__(self) -> str:
        return say(
            "{verdicts} verdicts recorded in {log}, head {head}",
            verdicts=self.verdicts,
            log=self.log,
            head=self.head,
        )


@dataclass(frozen=True, slots=True)
class VerdictLog:
    """A log of signed verdicts, and the key that signs them."""

    path: Path
    key: SigningKey

    def record(
        self,
        run: IntroductionRun,
        law: Law,
        rolls: Sides[Roll],
        measures: tuple[Path, ...],
        progress: Progress,
    ) -> Recorded:
        """Record the verdict of every pair that was introduced, held or barred."""
        outcome = run.outcome
        shown = {(x.a, x.b) for x in outcome.introductions} | {(x.a, x.b) for x in outcome.barred}
        rows = np.flatnonzero(run.candidates.among(shown))
        kept = [
            (pair, run.verdicts[k]) for k, pair in zip(rows.tolist(), run.candidates.part(rows), strict=True)
        ]
        basis = basis_of(law.settings, law.lists, measures)
        companies = rolls.map(lambda roll: roll.companies)
        made = documents(kept, law, companies, basis, self.key)
        head = append(self.path, made, self.key, progress, len(kept))
        return Recorded(len(kept), self.path, head.hash)


def open_verdict_log(log: Path | None, key: Path | None) -> VerdictLog | None:
    """The log to record in, found sound at its end before any work is done; None where none is asked for."""
    if log is None and key is None:
        return None
    if log is None or key is None:
        raise unusable("--log and --key belong together: a record is signed, and a signature recorded")
    found = VerdictLog(log, load_signing_key(key))
    end_of(log, found.key.public)
    return found

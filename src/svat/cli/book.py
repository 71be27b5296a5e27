"""The book of a run: the log that its verdicts are recorded in, and the key that signs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from svat.progress import Progress
from svat.refusals import UnusableInput

if TYPE_CHECKING:
    from svat.candidates.model import Candidate
    from svat.law.model import Verdict
    from svat.law.proof.case import Basis
    from svat.law.proof.keys import SigningKey
    from svat.law.record.case_file import Dossier
    from svat.law.rules.ruleset import Ruleset
    from svat.report.introductions.model import Outcome


@dataclass(frozen=True, slots=True)
class Book:
    """Where verdicts are recorded, and the key that signs them."""

    log: Path
    key: SigningKey

    def record(
        self,
        judged: Sequence[tuple[Candidate, Verdict]],
        outcome: Outcome,
        basis: Basis,
        dossier: Dossier,
        rules: Ruleset,
        tick: Progress,
    ) -> str:
        """Record the verdict of every pair that was introduced, held or barred; what was done, in words."""
        from svat.law.proof.document import documents
        from svat.law.proof.evidence import Evidence
        from svat.law.proof.log import append

        told = {(x.a, x.b) for x in outcome.introductions} | {(x.a, x.b) for x in outcome.barred}
        kept = [(pair, verdict) for pair, verdict in judged if (pair.a, pair.b) in told]
        side_a, side_b = ({c.external_id: c for c in x.companies} for x in (outcome.roll_a, outcome.roll_b))
        evidence = Evidence(dossier, [pair for pair, _ in judged], side_a, side_b, rules)
        made = documents(kept, side_a, side_b, basis, self.key, evidence.of)
        head = append(
            self.log, made, self.key, lambda n, all_: tick("recording verdicts", n, all_), len(kept)
        )
        return f"{len(kept)} verdicts recorded in {self.log}, head {head.hash}"


def open_book(log: Path | None, key: Path | None) -> Book | None:
    """The log to record in, found sound at its end before any work is done."""
    from svat.law.proof.keys import load_signing_key
    from svat.law.proof.log import end_of

    if log is None and key is None:
        return None
    if log is None or key is None:
        raise UnusableInput("--log and --key belong together: a record is signed, and a signature recorded")
    book = Book(log, load_signing_key(key))
    end_of(log, book.key.public)
    return book

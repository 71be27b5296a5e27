"""Law, record, paths: where the files of a case file are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CaseFilePaths:
    """Where the parts of a case file are kept; a part that is not named is empty."""

    exemptions: Path | None = None
    usage: Path | None = None
    answers: Path | None = None
    owners: Sequence[Path] = ()
    rulings: Path | None = None

"""The council's rolls and goods, each alone: a roll checked, texts classified."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from svat.council.store import Store
from svat.goods.classify import Classifier
from svat.goods.model import Reading
from svat.progress import Progress, silent
from svat.roll.model import Roll as Roll
from svat.roll.reader import read_roll


def check_roll(
    files: Sequence[Path],
    country: str | None,
    synonyms: Path | None,
    encoding: str | None = None,
    progress: Progress = silent,
) -> Roll:
    """One side's roll with all that was refused, mended or doubtful. Raises UnusableInput."""
    return read_roll(files, default_country=country, synonyms=synonyms, progress=progress, encoding=encoding)


def check_rolls(store: Store, progress: Progress = silent) -> dict[str, Roll]:
    """Both rolls of a council, by the country that each is of. Raises UnusableInput."""
    corridor = store.corridor()
    return {corridor[side]: roll for side, roll in store.rolls(progress).items()}


def classify(texts: Sequence[str], top: int, nomenclatures: Sequence[Path] = ()) -> Sequence[Reading]:
    """HS codes for product texts, the most probable first."""
    return Classifier.load(nomenclatures).read(texts, top=top)

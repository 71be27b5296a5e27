"""The council's letters, kept: those of a results folder, each with whom it goes to and which partners it speaks of."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from email.utils import parseaddr
from pathlib import Path

from svat.council.reminders import LetterTo
from svat.files import read_bytes
from svat.report.introductions.sending.write import FOLDER, LETTER, TABLE

Companies = tuple[str, str]  # side, external_id


@dataclass(frozen=True, slots=True)
class KeptLetters:
    """The letters of one run."""

    folder: Path
    places: Mapping[Companies, str]  # path within the folder
    partners: Mapping[Companies, frozenset[str]]  # external_ids that a company's letter speaks of

    def of(self, side: str, external_id: str) -> LetterTo | None:
        """A company's letter; None where it got none."""
        place = self.places.get((side, external_id))
        if place is None:
            return None
        data = read_bytes(self.folder / place / LETTER)
        message = message_from_bytes(data, policy=default)
        return LetterTo(parseaddr(str(message["To"] or ""))[1], str(message["Subject"]), data)


def kept_letters(folder: Path, document: bytes) -> KeptLetters:
    """The letters of a results folder, of the run whose document that is. Raises UnusableInput where they are gone."""
    text = read_bytes(folder / FOLDER / TABLE).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    places = {(row["side"], row["company"]): row["folder"] for row in rows}
    partners: dict[Companies, set[str]] = {}
    for pair in json.loads(document)["introductions"]:
        if not pair["held"] and pair["verdict"]["status"] == "clear":
            partners.setdefault(("a", pair["a"]), set()).add(pair["b"])
            partners.setdefault(("b", pair["b"]), set()).add(pair["a"])
    return KeptLetters(folder, places, {key: frozenset(found) for key, found in partners.items()})

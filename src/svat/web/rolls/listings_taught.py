"""Rolls, listings taught: what officers have confirmed, as a file from which the goods room learns."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from svat.council.goods_confirmed import ConfirmedText, confirmed_file, text_key
from svat.web.people.models import CorridorRecord
from svat.web.rolls.models import ConfirmationRecord, FolderFile

FILE, BESIDE = "labelled/confirmed.csv", "labelled/confirmed-here.csv"


def confirmed_texts(corridor: CorridorRecord) -> list[ConfirmedText]:
    """Every word on a text that stands, in the order of the texts."""
    found = ConfirmationRecord.objects.filter(corridor=corridor, undone=None)
    return sorted(
        (ConfirmedText(*row) for row in found.values_list("text", "answer", "hs")),
        key=lambda x: (x.text, x.answer, x.hs),
    )


def labelled_csv(corridor: CorridorRecord) -> bytes:
    """labelled/confirmed.csv of a corridor; b"" where nothing is confirmed."""
    lines = confirmed_texts(corridor)
    return confirmed_file(lines) if lines else b""


def confirmed_files(corridor: CorridorRecord) -> Iterator[tuple[str, bytes]]:
    """What the corridor's folder has of confirmations, for the store; beside a file that came with the folder."""
    if data := labelled_csv(corridor):
        came = FolderFile.objects.filter(corridor=corridor, path=FILE).exists()
        yield BESIDE if came else FILE, data


def key_of_text(text: str) -> str:
    """What equal texts have in common, short enough for an index."""
    return sha256(text_key(text).encode()).hexdigest()

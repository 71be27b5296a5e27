"""Rolls, names: what a file that somebody sent may be called, and how it is called in the council's folder."""

from __future__ import annotations

import re
import unicodedata

from svat.wording import unusable

KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet")
TEXTS = (".csv", ".tsv", ".txt")  # those whose letters are bytes in an encoding
_LONGEST = 200
_LONGEST_BYTES = 150  # in the folder, so that every system takes it
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_NUMBERED = re.compile(r"^\d{4}-")


def received_name(name: str) -> str:
    """A file's name as it is kept: NFC, without folders, without what is not seen. Raises UnusableInput.

    >>> from svat.web.rolls.names import received_name
    >>> received_name("C:\\\\Rolls\\\\..\\\\члены 2026.xlsx")
    'члены 2026.xlsx'
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    text = "".join(x for x in text if unicodedata.category(x)[0] != "C").strip(" .")
    stem, dot, ending = text.rpartition(".")
    if not stem or f".{ending}".lower() not in KINDS:
        raise unusable(
            "{name}: a roll is a file of the kind {kinds}", name=repr(text[:_LONGEST]), kinds=", ".join(KINDS)
        )
    return f"{stem[: _LONGEST - len(ending)]}{dot}{ending}"


def folder_name(place: int, name: str) -> str:
    """What a file is called in the folder: its place in the order of the files, and its name on any system."""
    stem, _, ending = _NOT_IN_NAMES.sub("_", name).rpartition(".")
    while len(stem.encode()) > _LONGEST_BYTES:
        stem = stem[:-1]
    return f"{place:04}-{stem.rstrip(' .') or '_'}.{ending.lower()}"


def name_in_folder(name: str) -> str:
    """The name that a file of a folder had before it was given its place there."""
    return _NUMBERED.sub("", name)


def is_text(name: str) -> bool:
    """Whether a file's letters are bytes in an encoding that somebody can say."""
    return name.lower().endswith(TEXTS)

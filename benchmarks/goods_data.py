"""Labelled goods lines for the goods benchmarks, halved: one half to fit on, the other to report on."""

from __future__ import annotations

import csv
import os
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LABELLED = ("uk_references_en", "uk_parcels_en", "hscodecomp_en")
LANGUAGES = ("ru", "ko", "pt")


@dataclass(frozen=True)
class Lines:
    """Texts with their true subheadings."""

    name: str
    texts: list[str]
    truth: list[str]


def folder() -> Path:
    """The data folder: $SVAT_DATA, or ../shared/data beside the checkout."""
    return Path(os.environ.get("SVAT_DATA") or Path(__file__).parents[2] / "shared" / "data") / "hs"


def lines(known: tuple[str, ...], half: int, sample: int) -> list[Lines]:
    """At most `sample` lines (0: all) of the first (0) or second (1) half of every file, in a fixed order.

    Nomenclature files in other languages come twice: the whole line, and its last part alone ("leaf"),
    which reads like a product line in that language.
    """
    found = []
    for name in LABELLED:
        rows = read(folder() / f"labelled_{name}.csv", "hs6")
        found.append(_half(name, rows, known, half, sample))
    for language in LANGUAGES:
        rows = read(folder() / f"nomenclature_{language}.csv", "hscode")
        found.append(_half(f"nomenclature_{language}", rows, known, half, sample))
        leaves = [(_leaf(text), code) for text, code in rows]
        shortest = 8 if language == "ko" else 14  # leaves out "other" in each language
        rows = [(text, code) for text, code in leaves if len(text) >= shortest]
        found.append(_half(f"leaf_{language}", rows, known, half, sample))
    return found


def read(path: Path, label: str) -> list[tuple[str, str]]:
    """(description, code) of every row; `label` names the column of codes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["description"], row[label]) for row in csv.DictReader(file)]


def _leaf(text: str) -> str:
    parts = [part.strip() for part in re.split("[:;]", text) if part.strip()]
    return parts[-1] if parts else ""


def _half(name: str, rows: list[tuple[str, str]], known: tuple[str, ...], half: int, sample: int) -> Lines:
    valid = set(known)
    rows = [row for row in rows if row[1] in valid]
    order = np.random.default_rng(7).permutation(len(rows))
    middle = len(rows) // 2
    kept = [rows[i] for i in (order[:middle] if half == 0 else order[middle:])][: sample or None]
    return Lines(name, [text for text, _ in kept], [code for _, code in kept])

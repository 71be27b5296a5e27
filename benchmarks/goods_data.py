"""Labelled goods lines for the goods benchmarks, halved: one half to fit on, the other to report on."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from svat.goods import nomenclature
from svat.goods.nomenclature import Nomenclature
from svat.goods.text import normalise

LABELLED = ("uk_references_en", "uk_parcels_en", "hscodecomp_en")
LANGUAGES = ("ru", "ko", "pt", "de", "es", "fr", "pl")


@dataclass(frozen=True)
class Lines:
    """Texts with their true subheadings."""

    name: str
    texts: list[str]
    truth: list[str]


@dataclass(frozen=True)
class Situation:
    """Lines of one half of a file, and what is loaded when they are read."""

    name: str
    known: Nomenclature
    lines: Lines
    voiceless: bool = False  # read as if the encoder did not know their language


def folder() -> Path:
    """The data folder: $SVAT_DATA, or ../shared/data beside the checkout."""
    return Path(os.environ.get("SVAT_DATA") or Path(__file__).parents[2] / "shared" / "data") / "hs"


def lines(known: tuple[str, ...], half: int, sample: int) -> list[Lines]:
    """At most `sample` lines (0: all) of the first (0) or second (1) half of every file, in a fixed order.

    Nomenclature files in other languages come twice: the whole line, and its last part alone ("leaf"), which reads like
    a product line in that language. Only of headings that the space and the tables of words were not made of, and the
    halves share no heading.
    """
    found = []
    for name in LABELLED:
        rows = read(folder() / f"labelled_{name}.csv", "hs6")
        found.append(_half(name, rows, known, half, sample))
    for language in LANGUAGES:
        rows = [row for row in spoken(language) if part(row[1]) == half]
        found.append(_half(f"nomenclature_{language}", rows, known, None, sample))
        leaves = [(_leaf(text), code) for text, code in rows]
        shortest = 8 if language == "ko" else 14  # leaves out "other" in each language
        rows = [(text, code) for text, code in leaves if len(text) >= shortest]
        found.append(_half(f"leaf_{language}", rows, known, None, sample))
    return found


def is_asked(code: str) -> bool:
    """Whether a heading is left out of what the space and the tables of words are made of, by its hash."""
    return _number(code) % 5 == 0


def _number(code: str) -> int:
    return int(hashlib.sha256(code[:4].encode()).hexdigest(), 16)


def part(code: str) -> int | None:
    """0 or 1 for the headings that are asked, a tenth of all each; None for those that shipped data is made of."""
    return _number(code) // 5 % 2 if is_asked(code) else None


def spoken(language: str) -> list[tuple[str, str]]:
    """(text, subheading) of a language's customs nomenclature, the first text of each subheading."""
    own = folder() / f"nomenclature_{language}.csv"
    first: dict[str, str] = {}
    for text, code in read(own if own.exists() else folder() / "cn2026" / f"{language}.csv", "hscode"):
        first.setdefault(code[:6], text)
    return [(text, code) for code, text in first.items()]


def read(path: Path, label: str) -> list[tuple[str, str]]:
    """(description, code) of every row; `label` names the column of codes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["description"], row[label]) for row in csv.DictReader(file)]


def _leaf(text: str) -> str:
    parts = [part.strip() for part in re.split("[:;]", text) if part.strip()]
    return parts[-1] if parts else ""


def _half(
    name: str, rows: list[tuple[str, str]], known: tuple[str, ...], half: int | None, sample: int
) -> Lines:
    valid = set(known)
    rows = [row for row in rows if row[1] in valid]
    order = np.random.default_rng(7).permutation(len(rows))
    middle = len(rows) // 2
    chosen = {None: order, 0: order[:middle], 1: order[middle:]}[half]
    kept = [rows[i] for i in chosen][: sample or None]
    return Lines(name, [text for text, _ in kept], [code for _, code in kept])


def loaded(*files: str) -> Nomenclature:
    """HS 2022 with files of the data folder, such as cn2026/en or nomenclature_ru."""
    return nomenclature.load([folder() / f"{name}.csv" for name in files])


def situations(half: int, sample: int) -> Iterator[Situation]:
    """Lines of one half (0 to fit on, 1 to report on), each in what may be loaded when they come.

    Labelled lines never hold a text that is asked. Lines of other languages, and ends of such lines, are read without
    their own nomenclature, or with one that lacks all that is asked. English lines "without vector" stand for a
    language that the encoder does not know, read by the words of its own nomenclature alone.
    """
    plain = loaded()
    parts = {part.name: part for part in lines(plain.subheadings, half, sample)}
    english, many = (
        loaded("cn2026/en"),
        loaded("cn2026/en", "nomenclature_ru", "nomenclature_ko", "cn2026/de"),
    )
    valid = set(plain.subheadings)
    for name in LABELLED:
        yield Situation(f"{name}, English", plain, parts[name])
        yield Situation(f"{name}, CN", english, parts[name])
        yield Situation(f"{name}, CN and three languages", many, parts[name])
    references = [row for row in read(folder() / "labelled_uk_references_en.csv", "hs6") if row[1] in valid]
    for name in LABELLED:
        asked = {normalise(text) for text in parts[name].texts}
        pool = [row for row in references if normalise(row[0]) not in asked]
        yield Situation(
            f"{name}, CN and UK references", replace(english, labelled=tuple(sorted(pool))), parts[name]
        )
    for language in LANGUAGES:
        name = f"leaf_{language}"
        yield Situation(f"{name}, English", plain, parts[name])
    for language in ("ru", "ko", "fr"):
        name = f"nomenclature_{language}"
        yield Situation(f"{name}, CN", english, parts[name])
    for language in ("ru", "ko", "de"):
        own = partly(language)
        yield Situation(f"leaf_{language}, its own without what is asked", own, parts[f"leaf_{language}"])
        name = f"nomenclature_{language}"
        yield Situation(f"{name}, its own without what is asked", own, parts[name])
    for name in ("uk_references_en", "hscodecomp_en"):
        yield Situation(f"{name}, CN, no vector", english, parts[name], voiceless=True)


def partly(language: str) -> Nomenclature:
    """HS 2022 with a language's nomenclature that lacks every heading that is asked."""
    rows = [(text, code) for text, code in spoken(language) if not is_asked(code)]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"nomenclature_{language}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["hscode", "description"])
            writer.writerows([code, text] for text, code in rows)
        return nomenclature.load([path], [language])

"""The council's goods, confirmed: codes proposed for texts, and what the council has said of texts, which teaches.

What is confirmed is a file of labelled lines with a column `answer`: goods of a subheading, a service, or too vague.
It is read as every labelled file is, so that pages and `goods classify --labelled` propose the same.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from svat.goods.nomenclature import codes, titles
from svat.goods.text import normalise
from svat.progress import Progress, silent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from svat.council.store import Store

    Vectors = Callable[[Sequence[str]], NDArray[np.float32]]

COLUMNS = ("hscode", "description", "answer")
GOODS, SERVICE, VAGUE = ANSWERS = ("goods", "service", "too vague")
NEAR = 0.74  # cosine from which a confirmed text is shown beside one that is not confirmed
_BLOCK = 2048  # texts held against all confirmed ones at once


@dataclass(frozen=True, slots=True)
class ConfirmedText:
    """What the council said that a text is: one of ANSWERS, and of goods the subheading."""

    text: str
    answer: str
    hs: str = ""


@dataclass(frozen=True, slots=True)
class ProposedCode:
    """A subheading for a text, its official words, and how probable it is."""

    hs: str
    words: str
    probability: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one text: codes, a service, or too vague; and what was confirmed of a text near to it."""

    codes: tuple[ProposedCode, ...]
    answer: str
    note: str
    near: ConfirmedText | None = None  # the council's own word on the nearest text, its own where it has one


def propose(
    store: Store,
    texts: Sequence[str],
    confirmed: Sequence[ConfirmedText],
    top: int = 3,
    progress: Progress = silent,
) -> list[Proposal]:
    """A proposal for each text, by the store's classifier, whose labelled lines hold what is confirmed."""
    classifier = store.classifier()
    readings = classifier.subheadings(texts, top, progress)
    near = _near(classifier.literal_vectors, texts, confirmed)
    return [
        Proposal(
            tuple(ProposedCode(c.hs, c.description, round(c.score, 4)) for c in reading.codes),
            reading.answer,
            reading.note,
            beside,
        )
        for reading, beside in zip(readings, near, strict=True)
    ]


def confirmed_file(lines: Iterable[ConfirmedText]) -> bytes:
    """What is confirmed as a file of labelled lines, sorted: labelled/confirmed.csv of a council's folder.

    >>> confirmed_file([ConfirmedText("rent of trucks", "service")]).decode().splitlines()
    ['hscode,description,answer', ',rent of trucks,service']
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted((line.hs, line.text, line.answer) for line in lines))
    return table.getvalue().encode()


def confirmed_rows(
    coded: Sequence[tuple[str, str]], confirmed: Sequence[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """Lines of a file that somebody has coded, as COLUMNS, the council's own word on a text said to be that."""
    own = Counter(confirmed)
    rows = []
    for code, text in coded:
        is_own = own[text, code] > 0
        own[text, code] -= is_own
        rows.append((code, text, GOODS if is_own else ""))
    return rows + [("", text, said) for text, said in confirmed if said in ANSWERS]


def text_key(text: str) -> str:
    """What equal texts have in common, as the goods room compares them."""
    return normalise(text)


def typed_code(typed: str) -> str:
    """The subheading that a person typed, with dots, spaces or the digits of a national code; "" where there is none.

    >>> typed_code("0902.10"), typed_code("0902 10 000 1"), typed_code("123456")
    ('090210', '090210', '')
    """
    digits = "".join(c for c in normalise(typed) if c.isalnum())
    if not (digits.isascii() and digits.isdigit() and 6 <= len(digits) <= 10):
        return ""
    return digits[:6] if digits[:6] in _known() else ""


def words_of(hs: str) -> str:
    """The official words of a code."""
    return titles().get(hs, hs)


def _known() -> frozenset[str]:
    return frozenset(code for code in codes() if len(code) == 6)


def _near(
    vectors: Vectors, texts: Sequence[str], confirmed: Sequence[ConfirmedText]
) -> list[ConfirmedText | None]:
    """For each text the confirmed one that is it, or else the nearest in meaning; None where none is near."""
    own = {normalise(line.text): line for line in confirmed}
    said = [own[key] for key in sorted(own)]
    if not said:
        return [None] * len(texts)
    of_said = vectors([line.text for line in said])
    found: list[ConfirmedText | None] = []
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        alike = vectors(list(block)) @ of_said.T
        best = np.argmax(alike, axis=1)
        for text, place, row in zip(block, best.tolist(), alike, strict=True):
            same = own.get(normalise(text))
            found.append(same or (said[place] if row[place] >= NEAR else None))
    return found

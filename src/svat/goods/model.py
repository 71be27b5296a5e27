"""The nouns of goods: a proposed HS code, and the goods table of many listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from svat.roll.model import Listing

Origin = Literal["given", "guessed"]
Answer = Literal["goods", "code", "service", "too vague", "unsupported language"]


@dataclass(frozen=True, slots=True)
class Code:
    """One HS code proposed for a listing or text."""

    hs: str  # 2, 4 or 6 digits of HS 2022
    score: float  # 0 … 1, comparable within one text; 1.0 for a given code
    origin: Origin
    description: str  # the nomenclature's own words


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text was understood as.

    >>> [reading] = svat.Classifier.load().read(["мёд натуральный"], top=1)
    >>> reading.language, reading.supported
    ('ru', True)
    """

    text: str
    codes: tuple[Code, ...]  # best first; given codes come before guessed ones
    language: str  # its ISO 639 code, such as "ru" or "ko"; "und" where nothing tells it
    supported: bool  # False: the encoder does not know this language, codes rest on shared letters at most
    answer: Answer = "goods"  # what the text is; a service and what is too vague have no codes
    note: str = ""  # how it was read, where that is not plain from the text, or why it was not
    # What the text would have been read as before anything was set aside or read in another word's place: the law
    # reads these too.
    law: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """What could not be taken as the company wrote it: a code or a text of one listing, and why."""

    company: str  # external_id
    column: str  # of the canonical header, such as "hs_offers"
    value: str
    reason: str


@dataclass(frozen=True)
class Goods:
    """Listings with their readings and unit vectors; row i of each belongs together."""

    listings: tuple[Listing, ...]
    readings: tuple[Reading, ...]
    vectors: npt.NDArray[
        np.float32
    ]  # (len(listings), 256), rows of length 1, or 0 where there is no readable text
    doubts: tuple[Doubt, ...] = ()

"""Wording: what svat says to people, in their language: sentences that can be translated, and the catalogues.

The core says English. A sentence with values in it is made by `say`, so that it is text like any other and still
knows its parts; a `Wording` puts it, and numbers, shares and days, into one language for pages, letters and books.
"""

from __future__ import annotations

from svat.wording.catalogues import ENGLISH, KNOWN, SOURCE, Wording, spoken, wording
from svat.wording.sentences import (
    Foreign,
    Said,
    SaidInLanguages,
    say,
    say_any,
    say_count,
    say_each,
    say_list,
    say_meant,
    say_word,
    unusable,
)

__all__ = [
    "ENGLISH",
    "KNOWN",
    "SOURCE",
    "Foreign",
    "Said",
    "SaidInLanguages",
    "Wording",
    "say",
    "say_any",
    "say_count",
    "say_each",
    "say_list",
    "say_meant",
    "say_word",
    "spoken",
    "unusable",
    "wording",
]

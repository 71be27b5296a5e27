"""Company, reasons: why a company declines a partner: the list to choose from, each by the word that records keep."""

from __future__ import annotations

from svat.wording import say

# What is kept → how it is said. A reason that was given stays on record: take none away.
REASONS = {
    "wrong goods": say("The goods do not fit"),
    "wrong size": say("The company is too large or too small for us"),
    "wrong market": say("We do not look for partners in this country"),
    "already our partner": say("We work together already"),
    "no capacity now": say("We have no capacity now"),
    "other": say("Another reason"),
}


def reason_word(reason: str) -> str:
    """A reason in words; one of a file as it stands there."""
    return REASONS.get(reason, reason)

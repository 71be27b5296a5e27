"""Law room, countries: which two letters are a country of ISO 3166-1."""

from __future__ import annotations

from svat.roll.values import countries


def country_of(text: str) -> str | None:
    """The alpha-2 code in capitals, or None when the text is not one."""
    code = text.strip().upper()
    return code if code in countries() else None

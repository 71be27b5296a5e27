"""Report: codes and texts as they are printed; numbers are written by svat.notation."""

from __future__ import annotations


def code(hs: str) -> str:
    """An HS code as it is printed: 8479.89, 8479, 84."""
    return f"{hs[:4]}.{hs[4:]}" if len(hs) > 4 else hs


def shortened(text: str, most: int) -> str:
    """Text of at most `most` characters, ending with … when cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

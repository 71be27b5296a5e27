"""References: what an answer calls the pair that it is about, so that only pairs that were proposed can be answered."""

from __future__ import annotations

import base64
import hmac
import json

from svat.sides import Side

_said = json.JSONEncoder(ensure_ascii=False).encode
_LENGTH, _GROUP = 12, 4  # letters and digits, 60 bits of them


def reference(key: str, side: Side, company: str, partner: str) -> str:
    """What a company's sheet calls one partner: the same on every day, and made of both identifiers.

    With a key that nobody else has, no company can find out from it who the partner is, or make one of its own.
    Without one it still tells whether an identifier was written over.

    >>> reference("", "a", "KZ-1", "KR-1")
    'BCT3-Q4OJ-NRDT'
    """
    said = _said([side, company, partner]).encode("utf-8", "surrogatepass")
    made = hmac.digest(key.encode(), said, "sha256")
    text = base64.b32encode(made[:10]).decode()[:_LENGTH]
    return "-".join(text[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))

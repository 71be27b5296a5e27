"""Law, proof: one value, one text: JSON in its canonical form (RFC 8785), and SHA-256.

Keys are sorted, nothing is spaced out, text is UTF-8 as it was given: names are not normalised, for two spellings of
one name are two different inputs. Of numbers only those are let through that every JSON library writes alike.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from svat.refusals import said_of
from svat.wording import say, unusable

JsonObject = dict[str, Any]

_LARGEST = 2**53  # whole numbers beyond it are not exact in every JSON library
_ENCODE = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def canonical(value: Any) -> bytes:
    """The bytes of a JSON value whose numbers went through `number` and whose keys `checked` would accept.

    Raises UnusableInput for text that is no Unicode (half of a surrogate pair).
    """
    try:
        return _ENCODE(value).encode("utf-8")
    except UnicodeEncodeError as error:
        near = error.object[max(0, error.start - 20) : error.end + 20]
        raise unusable("{near}: is not text that can be written as UTF-8", near=repr(near)) from error


def parsed(raw: bytes) -> Any:
    """The JSON value of canonical bytes; raises ValueError for any other bytes, even of the same value."""
    value = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    if _ENCODE(value).encode("utf-8", "surrogatepass") != raw:
        raise ValueError(say("is not in canonical form"))
    return value


def sha256(data: bytes) -> str:
    """SHA-256 in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def number(value: float) -> float:
    """The same number, whole ones as int; raises ValueError for one that libraries may write differently."""
    if value == int(value) and abs(value) < _LARGEST:
        return int(value)
    if not 1e-4 <= abs(value) < 1e16:  # below and above, Python writes an exponent where others do not
        raise ValueError(say("{value} has no text that is the same everywhere", value=repr(value)))
    return value


def checked(value: Any, where: str) -> Any:
    """A JSON value made elsewhere, numbers as `number` says; UnusableInput naming the place of what is none."""
    match value:
        case None | bool() | str():
            return value
        case int() if abs(value) < _LARGEST:
            return value
        case float():
            try:
                return number(value)
            except (ValueError, OverflowError) as error:
                raise unusable("{file}: {error}", file=where, error=said_of(error)) from error
        case list() | tuple():
            return [checked(item, f"{where}[{k}]") for k, item in enumerate(value)]
        case dict():
            # UTF-16 and code point order of keys agree below U+10000: no need to choose one
            if all(isinstance(key, str) and all(c < "\U00010000" for c in key) for key in value):
                return {key: checked(item, f"{where}.{key}") for key, item in value.items()}
    raise unusable(
        "{file}: {value} is nothing that JSON can hold in one way only", file=where, value=f"{value!r:.60}"
    )


def _no_constant(text: str) -> None:
    raise ValueError(say("{text} is no number of JSON", text=text))

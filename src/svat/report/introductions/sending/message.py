"""Report, sending: letter.eml, a letter as a message that any mail program opens, with files attached.

The library writes each kind of message once, with marks where letters differ; the letters' own parts take their place.
"""

from __future__ import annotations

import binascii
import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

import numpy as np

from svat.report.introductions.sending.letter import Letter, sound

NOBODY = (
    "sender-not-set@council.invalid"  # where the corridor names no sender: a letter must come from somebody
)
_TYPES = {"html": ("text", "html"), "ics": ("text", "calendar"), "pdf": ("application", "pdf"), "xlsx": (
    "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)}  # fmt: skip
_LINE, _BASE64 = 78, 76  # characters: the most that a line of a header should have, and of base64 may have
_WORD, _WORD_ENDS = "=?utf-8?b?", "?="  # of RFC 2047
# Marks in the place of what letters have of their own.
_SUBJECT, _BODY, _FILE, _BOUNDARY = "svat-subject", b"svat-body\r\n", b"svat-file", f"svat-{0:032}".encode()


def encoded(letter: Letter, files: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The letter as a message of RFC 5322 with files attached; the same letter gives the same bytes.

    Its day is the run's. `X-Unsent` lets mail programs open it ready to be sent.
    """
    digest = hashlib.sha256(letter.body.encode("utf-8", "replace")).hexdigest()[:32]
    frame = _frame(letter.sender, letter.language, letter.on, tuple(name for name, _ in files))
    after_headers, *between = (part.replace(_BOUNDARY, f"svat-{digest}".encode()) for part in frame[1:])
    body = b"\r\n".join((*sound(letter.body).encode().splitlines(), b""))
    headers = _to(letter) + _header("Subject", letter.subject)
    made = [frame[0], headers.encode(), after_headers, _base64(body), between[0]]
    for after, (_, data) in zip(between[1:], files, strict=True):
        made += _base64(data), after
    return b"".join(made)


@lru_cache(maxsize=256)  # by language, and by the kinds of files
def _frame(sender: str, language: str, on: date, names: tuple[str, ...]) -> tuple[bytes, ...]:
    """A message cut at what letters have of their own: headers, body, and each file."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender or NOBODY
    message["Subject"] = _SUBJECT
    message["Date"] = format_datetime(datetime.combine(on, time(), UTC))
    message["X-Unsent"] = "1"
    message["Content-Language"] = language
    message.set_content(_BODY.decode(), cte="base64")
    for name in names:
        kind, subkind = _TYPES[name.rpartition(".")[2]]
        message.add_attachment(_FILE, maintype=kind, subtype=subkind, filename=name)
    if names:
        message.set_boundary(_BOUNDARY.decode())
    marks = (_header("Subject", _SUBJECT).encode(), _base64(_BODY), *[_base64(_FILE)] * len(names))
    return tuple(_cut(message.as_bytes(), marks))


def _cut(text: bytes, marks: Sequence[bytes]) -> Iterator[bytes]:
    for mark in marks:
        before, _, text = text.partition(mark)
        yield before
    yield text


def _to(letter: Letter) -> str:
    """The header of the recipient; "" where there is none."""
    if not letter.to:
        return ""
    if letter.to.isascii() and "=?" not in letter.to:
        return _header("To", letter.to)
    name, address = letter.mailbox
    named, address = _in_words("To", name), f" <{address}>"
    if len(named) - named.rfind("\n") - 1 + len(address) > _LINE:
        named += "\r\n"
    return f"{named}{address}\r\n"


def _header(name: str, text: str) -> str:
    if not text.isascii() or "=?" in text:
        return _in_words(name, sound(text)) + "\r\n"
    line = f"{name}: {text}\r\n"
    if len(line) <= _LINE:
        return line
    return SMTP.fold_binary(*SMTP.header_store_parse(name, text)).decode()


def _in_words(name: str, text: str) -> str:
    """A header whose text is not ASCII: encoded words, one a line, without the last line's end.

    The library of Python 3.11 and 3.12 loses spaces between some words, and no two versions cut at the same places.
    """
    line, lines = f"{name}: ", []
    while text:
        room = (_LINE - len(line) - len(_WORD) - len(_WORD_ENDS)) // 4 * 3  # bytes
        now = text.encode()[:room].decode("utf-8", "ignore")  # whole characters
        lines.append(f"{line}{_WORD}{binascii.b2a_base64(now.encode(), newline=False).decode()}{_WORD_ENDS}")
        line, text = " ", text[len(now) :]
    return "\r\n".join(lines)


def _base64(data: bytes) -> bytes:
    text = np.frombuffer(binascii.b2a_base64(data, newline=False), np.uint8)
    whole = len(text) // _BASE64
    lines = np.empty((whole, _BASE64 + 2), np.uint8)
    lines[:, :_BASE64] = text[: whole * _BASE64].reshape(whole, _BASE64)
    lines[:, _BASE64:] = np.frombuffer(b"\r\n", np.uint8)
    rest = text[whole * _BASE64 :].tobytes()
    return lines.tobytes() + (rest + b"\r\n" if rest else b"")

"""Mission, calendar: long lines of an iCalendar file, folded so that no reader breaks a letter or an escape."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 75  # octets of a line, without its end
_FOLD = re.compile(rb"\r?\n[ \t]")


def unfolded(data: bytes) -> bytes:
    """A file with its long lines whole, as bytes, since others fold inside a letter.

    >>> unfolded("SUMMARY:한".encode()[:9] + b"\\r\\n " + "SUMMARY:한".encode()[9:]).decode()
    'SUMMARY:한'
    """
    return _FOLD.sub(b"", data)


def folded(data: bytes) -> bytes:
    """A file with its lines of at most 75 octets: no letter is parted, nor the sign after a backslash from it."""
    lines = unfolded(data).replace(b"\r\n", b"\n").split(b"\n")
    return b"\r\n".join(b"\r\n ".join(_parts(line)) for line in lines)


def _parts(line: bytes) -> Iterator[bytes]:
    most = MOST
    while len(line) > most:
        end = most
        while line[end] & 0xC0 == 0x80:  # within a letter of UTF-8
            end -= 1
        if _backslashes(line[:end]) % 2:  # the last of them begins an escape
            end -= 1
        yield line[:end]
        line, most = line[end:], MOST - 1  # a space stands before what follows
    yield line


def _backslashes(text: bytes) -> int:
    return len(text) - len(text.rstrip(b"\\"))

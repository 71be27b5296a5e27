"""The council's forgetting, holding: whether a file has a text in it, however offices write files.

Text in the encodings that are met, workbooks and other packages part by part. No more of a part is unpacked than a
file may have: what is packed beyond that is no roll (svat.council.roll_files), and says nothing to anybody.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Collection, Iterator

SHORTEST = 4  # characters of a text that a file is searched for
ZIPPED = b"PK\x03\x04"
_ENCODINGS = ("utf-8", "utf-16-le", "cp1251", "cp949")
_LARGEST = 256 << 20  # bytes of one part, unpacked


def holds(data: bytes, texts: Collection[str]) -> bool:
    """Whether a file's bytes have one of the texts in them, capitals or small letters of the Latin script alike.

    >>> from svat.council.holding import holds
    >>> holds("имя;почта\\nАнна;Anna@Example.org".encode("cp1251"), ["anna@example.org"]), holds(b"anna", ["hanna"])
    (True, False)
    """
    forms = {form for text in texts for form in _forms(text)}
    return bool(forms) and any(form in part for part in _parts(data) for form in forms)


def _forms(text: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        form = text.encode(encoding, "ignore").lower()
        if len(form) >= SHORTEST:
            yield form


def _parts(data: bytes) -> Iterator[bytes]:
    """The bytes themselves, and of a package each part as it is and as its markup says it, all in small letters."""
    yield data.lower()
    if not data.startswith(ZIPPED):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.infolist():
                with package.open(part) as opened:
                    found = opened.read(_LARGEST)
                yield found.lower()
                if b"&" in found:
                    yield html.unescape(found.decode("utf-8", "replace")).encode().lower()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError):
        return  # no package, or one under a password: nobody reads it either

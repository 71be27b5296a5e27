"""The web application, secret: the key that signs sessions and links, made once in the council's folder."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from svat.files import make_folder, read_text, write_new
from svat.refusals import UnusableInput
from svat.wording import unusable

FILE = "keys/web-secret.txt"
_SHORTEST = 50


def secrets_of(folder: Path, surroundings: Mapping[str, str]) -> list[str]:
    """The key in use and those before it, which still open what they signed. Raises UnusableInput for a short one."""
    given = surroundings.get("SVAT_SECRET")
    if not given and "SVAT_DIR" not in surroundings:  # nothing is served: checks of types and of settings
        return [secrets.token_urlsafe(48)]
    before = surroundings.get("SVAT_SECRET_BEFORE", "").split()
    found = [given or _kept(folder / FILE), *before]
    if any(len(key) < _SHORTEST for key in found):
        raise unusable("SVAT_SECRET: has fewer than {least} characters", least=_SHORTEST)
    return found


def _kept(file: Path) -> str:
    """The key of the folder; made where there is none, by whichever process comes first."""
    if not file.exists():
        if (
            not file.parent.parent.is_dir()
        ):  # whoever serves it has made it: its disk is gone, and this is another place
            raise unusable("{folder}: is not there", folder=file.parent.parent)
        make_folder(file.parent)
        try:
            write_new(file, (secrets.token_urlsafe(48) + "\n").encode(), 0o600)
        except UnusableInput:
            if not file.exists():
                raise
    return read_text(file).strip()

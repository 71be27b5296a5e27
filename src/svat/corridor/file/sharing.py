"""Corridor room, file: [sharing], what companies are told of each other, and in which languages and letters."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path

from svat.corridor.file.fields import Fields
from svat.corridor.model import Sharing
from svat.wording import say, spoken

_SENDER = re.compile(r"([^<>]*)<([^<>\s,;]+)>|([^<>\s,;]+)")
SHORTEST_KEY = 16  # characters: fewer can be guessed


def read_sharing(table: Fields) -> Sharing:
    """The table [sharing]; nothing of it needs to be there. Raises UnusableInput."""
    table.only("anonymous", "key", "language_a", "language_b", "letters", "from")
    anonymous, key = table.flag("anonymous"), table.text("key")
    if (anonymous or key) and len(key) < SHORTEST_KEY:
        table.refuse(
            "key",
            say(
                "needs at least {shortest_key} characters of your own that no company can guess: the "
                "references of partners without a name are made from it",
                shortest_key=SHORTEST_KEY,
            ),
        )
    return Sharing(
        anonymous,
        key,
        _language(table, "language_a"),
        _language(table, "language_b"),
        _letters(table),
        _sender(table),
    )


def _language(table: Fields, key: str) -> str:
    language = table.text(key)
    if language and language not in spoken():
        table.refuse(
            key,
            say(
                "must be a language that svat speaks ({known}), not {language}",
                known=", ".join(spoken()),
                language=repr(language),
            ),
        )
    return language


def _letters(table: Fields) -> Path | None:
    if not table.has("letters"):
        return None
    folder = table.toml.path.parent / table.text("letters")
    if not table.text("letters") or not folder.is_dir():
        table.refuse("letters", say("there is no folder {folder}", folder=folder))
    return folder


def _sender(table: Fields) -> str:
    """Name <address> of one sender, as the head of a letter takes it."""
    text = table.text("from")
    if not text:
        return ""
    sender = _address(text)
    if sender is None:
        table.refuse(
            "from",
            say("must be an address such as Council <office@example.org>, not {text}", text=repr(text)),
        )
    return sender


def _address(text: str) -> str | None:
    """An address as the head of a letter has it; None for a text that is none."""
    found = _SENDER.fullmatch(text)
    if found is None:
        return None
    try:
        return str(Address((found[1] or "").strip(' "'), addr_spec=found[2] or found[3]))
    except (MessageError, ValueError, IndexError):
        return None

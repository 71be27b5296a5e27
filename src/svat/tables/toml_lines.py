"""Tables, settings: on which line of a TOML text each key stands, inside arrays of tables too."""

from __future__ import annotations

import re

KeyPath = tuple[str | int, ...]

_KEY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")
_SKIPPED = re.compile(  # strings of the four kinds, and comments
    r"""\"{3}(?:[^\\]|\\.)*?"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*""", re.DOTALL
)


def key_lines(text: str) -> dict[KeyPath, int]:
    """Key path → line (from 1) of every key and table header of a valid TOML text.

    An element of an array of tables is numbered from 0: ("debt", 1, "principal"). Keys inside an inline table have
    no place of their own; the key that holds them has.
    """
    found: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    base: KeyPath = ()
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] == "#":
            at = _line_end(text, at)
        elif text[at] == "[":
            array = text.startswith("[[", at)
            keys, end = _keys(text, at + (2 if array else 1))
            base = _resolved(keys[:-1], counts)
            if array:
                number = counts.get((*base, keys[-1]), -1) + 1
                counts[(*base, keys[-1])] = number
                base = (*base, keys[-1], number)
            else:
                base = (*base, keys[-1])
            found.setdefault(base, text.count("\n", 0, at) + 1)
            at = end + (2 if array else 1)
        else:
            keys, end = _keys(text, at)
            line = text.count("\n", 0, at) + 1
            for size in range(1, len(keys) + 1):
                found.setdefault((*base, *keys[:size]), line)
            at = _value_end(text, end + 1)
    return found


def _keys(text: str, at: int) -> tuple[list[str], int]:
    """The parts of a dotted key from a place on, and the place of what ends it ("=" or "]")."""
    keys = []
    while found := _KEY.match(text, at):
        keys.append(next(part for part in found.groups() if part is not None))
        at = found.end()
        if not text.startswith(".", at):
            break
        at += 1
    return keys, at


def _resolved(keys: list[str], counts: dict[KeyPath, int]) -> KeyPath:
    """The path with the number of the last element wherever a key is an array of tables."""
    path: KeyPath = ()
    for key in keys:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path])
    return path


def _value_end(text: str, at: int) -> int:
    depth = 0
    while at < len(text):
        if skipped := _SKIPPED.match(text, at):
            at = skipped.end()
            continue
        depth += (text[at] in "[{") - (text[at] in "]}")
        if text[at] == "\n" and depth == 0:
            return at
        at += 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end

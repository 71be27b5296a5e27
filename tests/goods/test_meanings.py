"""Vectors that are kept: made anew where anything changes that they depend on."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from svat.goods.meanings import _LANGUAGES, _SPACE

ROOM = files("svat.goods")
IMPORTED = re.compile(r"^from svat\.goods\.(\w+) import", re.MULTILINE)
TABLES = re.compile(r"data/\w+\.\w+")
APART = {"encoder", "blocks"}  # of which `encoded_by` speaks, and which change no number


@pytest.mark.parametrize("modules", [_LANGUAGES, _SPACE], ids=["languages", "space"])
def test_every_module_and_table_that_they_read_is_named(modules: tuple[str, ...]) -> None:
    for name in modules:
        if name.startswith("data/"):
            continue
        source = ROOM.joinpath(f"{name}.py").read_text(encoding="utf-8")
        named = set(TABLES.findall(source)) | (set(IMPORTED.findall(source)) - APART)
        assert named <= {*_LANGUAGES, *modules}, name

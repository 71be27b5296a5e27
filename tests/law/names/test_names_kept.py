"""An index that comes from the cache finds what the one that was made finds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from svat.law.lists.model import Entry, EntryKind, ListedName, ListSet
from svat.law.model import Party, PartyKind
from svat.law.names import listed
from svat.law.screening.screener import Screener

ON = date(2026, 11, 9)
NAMED: list[tuple[EntryKind, str]] = [
    ("person", "Ли Мин Хо"),
    ("person", "محمد العلي"),
    ("person", "王小明"),
    ("organisation", "Amber Petrel Shipping LLC"),
    ("organisation", "주식회사 은빛바다"),
    ("vessel", "AMBER PETREL IX"),
    ("unknown", "O'Greyotter / Silverfen"),
]
ENTRIES = tuple(
    Entry(
        str(k),
        "Ministry",
        kind,
        (ListedName(name), ListedName(f"{name} trading", "weak")),
        ON,
        identifiers=(("Tax ID No. (Russia)", f"77070838{k:02}"),),
    )
    for k, (kind, name) in enumerate(NAMED)
)
ASKED = [
    "Li Min Ho",
    "Mohammed Al Ali",
    "Wang Xiaoming",
    "Amber Petrel Shiping",
    "Eunbit Bada",
    "Amber Petrel 9",
    "Greyotter",
    "Honey Farm",
]


@pytest.mark.parametrize("kind", ["person", "organisation", "unknown"])
def test_it_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: PartyKind) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    parties = [Party(str(k), (name,), kind) for k, name in enumerate(ASKED)]
    found = []
    for kept_from in (10_000, 1, 1):
        monkeypatch.setattr(listed, "_KEPT_FROM", kept_from)
        listed._READY.clear()
        found.append(Screener(ListSet(ON, (), ENTRIES)).screen(parties))
    assert len(list(tmp_path.glob("svat/names-*.obj"))) == 1
    assert found[0] == found[1] == found[2]
    assert any(found[0])

"""The invented lists pass through the same reader as official ones: whole, fresh, nothing odd about them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import svat.demo
from svat.corridor import file as corridor_file
from svat.council.law_settings import settings_of
from svat.demo import DemoFiles
from svat.law.lists import load_lists
from svat.law.lists.doubts import doubts_of
from svat.refusals import UnusableInput


@pytest.fixture
def demo(tmp_path: Path) -> DemoFiles:
    return svat.demo.write(tmp_path)


def test_both_lists_are_read_whole_and_fresh(demo: DemoFiles) -> None:
    corridor = corridor_file.load(demo.corridor)
    lists = load_lists(demo.lists, demo.on, max_age_days=corridor.max_list_age_days)
    assert {version.publisher for version in lists.versions} == set(corridor.required_publishers or ())
    assert [(version.entries, version.stale, version.remarks) for version in lists.versions] == [
        (40, False, ()),
        (15, False, ()),
    ]
    assert doubts_of(lists.versions, settings_of(corridor, demo.on), lists.not_yet) == ()
    kinds = Counter(entry.kind for entry in lists.entries)
    assert kinds == {"organisation": 33, "person": 21, "vessel": 1}
    assert {entry.programs for entry in lists.entries} == {("SVAT-DEMO",)}


@pytest.mark.parametrize("path", ["demo_ofac/sdn.csv", "demo_ofac/alt.csv", "demo_un/consolidated.xml"])
def test_a_list_file_that_was_changed_is_refused(demo: DemoFiles, path: str) -> None:
    target = demo.lists / path
    target.write_bytes(target.read_bytes().replace(b"e", b"o", 1))
    with pytest.raises(UnusableInput, match=target.name):
        load_lists(demo.lists, demo.on, max_age_days=30)

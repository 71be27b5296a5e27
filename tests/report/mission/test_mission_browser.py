"""A mission's pages in a real browser: they fit a telephone, print on their paper, and axe finds nothing serious."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from tests.browser import Browser
from tests.report.mission.missions import changed, small
from tests.tools import chromium

from svat.report.mission.write import write_mission

# A page of each kind, some in each language.
PAGES = (
    "en/index.html",
    "ru/report.html",
    "ko/days/day-1.html",
    "ru/tables/T7.html",
    "en/rooms/Hall%20%3CB%3E.html",
    "en/to-send/people/a2-1/timetable.html",
    "en/to-send/people/b2-1/badge.html",
    "ko/to-send/people/a1-1/card.html",
    "ko/to-send/companies/b-KR%2F02/timetable.html",
    "ko/to-send/interpreters/I1/timetable.html",
)
AXE = """
  const result = await axe.run(document, {resultTypes: ["violations"]});
  return result.violations.filter(v => ["serious", "critical"].includes(v.impact))
    .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]);
"""
WIDE = """
  const root = document.documentElement;
  return [root.scrollWidth, [...document.querySelectorAll("main *")].filter(e => !e.closest(".t, svg, table") &&
    e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName + "." + e.className)];
"""
PAPER = {
    "ru/report.html": (1, "594.95996 841.91998"),  # A4
    "ko/days/day-1.html": (1, "841.91998 594.95996"),
    "ru/tables/T1.html": (2, "594.95996 841.91998"),  # a day a page
    "en/to-send/people/b2-1/badge.html": (1, "298.07999 420"),  # A6
    "ru/to-send/people/b2-1/card.html": (2, "244.08 153.119995"),  # 86 × 54 mm, a day a card
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chromium()  # skips before anything is written
    folder = tmp_path_factory.mktemp("mission")
    write_mission(changed(), folder / "ru", "ru")
    for language in ("en", "ko"):
        write_mission(changed(small()), folder / language, language)
    return folder


def test_axe_finds_nothing_serious_on_any_kind_of_page(folder: Path, browser: Browser) -> None:
    spec = importlib.util.find_spec("axe_core_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("needs axe-core-python")
    axe = (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")
    found = {}
    for page in PAGES:
        browser.open(folder / page)
        found[page] = browser.run(f"{axe}; {AXE}")
    assert found == {page: [] for page in PAGES}


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_screen(folder: Path, browser: Browser, width: int) -> None:
    browser.is_like(width)
    found = {}
    for page in PAGES:
        browser.open(folder / page)
        found[page] = browser.run(WIDE)
    assert found == {page: [width, []] for page in PAGES}


@pytest.mark.parametrize("name", PAPER)
def test_pages_print_on_their_paper(folder: Path, browser: Browser, name: str) -> None:
    browser.open(folder / name)
    data = browser.pdf()
    pages, paper = PAPER[name]
    assert set(re.findall(rb"/MediaBox ?\[0 0 ([\d. ]+)\]", data)) == {paper.encode()}
    assert len(re.findall(rb"/Type\s*/Page[^s]", data)) == pages

"""A mission's pages in a real browser: they fit a telephone, print on their paper, and axe finds nothing serious."""

from __future__ import annotations

import html
import importlib.util
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.report.mission.missions import changed, small
from tests.report.test_browser import browse
from tests.report.test_pages_browser import FRAME
from tests.tools import chromium

from svat.report.mission.write import write_mission

# A page of each kind, in each language; names of files are percent-encoded once more in a link.
PAGES = (
    "en/index.html",
    "ru/report.html",
    "ko/days/day-1.html",
    "ru/tables/T7.html",
    "en/rooms/Hall%2520%253CB%253E.html",
    "en/to-send/people/a2-1/timetable.html",
    "en/to-send/people/b2-1/badge.html",
    "ko/to-send/people/a1-1/card.html",
    "ko/to-send/companies/b-KR%252F02/timetable.html",
    "ko/to-send/interpreters/I1/timetable.html",
)
TASK = """
  const names = NAMES, widths = [390, 1280], found = {};
  for (const name of names) {
    await open(name);
    const script = page().createElement("script");
    script.src = new URL("axe.js", location.href).href;
    const ready = new Promise(done => { script.onload = done; });
    page().head.append(script);
    await ready;
    const result = await frame.contentWindow.axe.run(page(), {resultTypes: ["violations"]});
    found[name] = result.violations.filter(v => ["serious", "critical"].includes(v.impact))
      .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]);
    for (const width of widths) {
      frame.style.width = width + "px";
      const root = page().documentElement;
      const wide = [...page().querySelectorAll("main *")].filter(e => !e.closest(".t, svg, table") &&
        e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName + "." + e.className);
      if (root.scrollWidth > width || wide.length) found[name].push([width, root.scrollWidth, wide]);
    }
  }
  return found;
"""
PAPER = {
    "ru/report.html": (1, "594.95996 841.91998"),  # A4
    "ko/days/day-1.html": (1, "841.91998 594.95996"),
    "ru/tables/T1.html": (2, "594.95996 841.91998"),  # a day a page
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


def test_pages_fit_any_width_and_axe_finds_nothing_serious(folder: Path, tmp_path: Path) -> None:
    spec = importlib.util.find_spec("axe_core_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("needs axe-core-python")
    shutil.copy(Path(spec.submodule_search_locations[0]) / "axe.min.js", folder / "axe.js")
    # axe comes from another file than the page's own, which the page's rule for scripts forbids: it is taken out here
    for name in PAGES:
        path = folder / name.replace("%25", "%")
        path.write_text(
            re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text("utf-8")), "utf-8"
        )
    frame = folder / "frame.html"
    task = TASK.replace("NAMES", json.dumps(PAGES))
    frame.write_text(FRAME.format(page=PAGES[0], width=1280, height=900, task=task), "utf-8")
    run = browse(frame, tmp_path / "profile", "--dump-dom")
    made = re.search(r'data-found="([^"]*)"', run.stdout)
    assert made is not None, run.stdout[:500]
    found: Any = json.loads(html.unescape(made[1]))
    assert found == {name: [] for name in PAGES}


@pytest.mark.parametrize("name", PAPER)
def test_pages_print_on_their_paper(folder: Path, tmp_path: Path, name: str) -> None:
    sheet = tmp_path / "sheet.pdf"
    browse(folder / name, tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={sheet}")
    data = sheet.read_bytes()
    pages, paper = PAPER[name]
    assert set(re.findall(rb"/MediaBox ?\[0 0 ([\d. ]+)\]", data)) == {paper.encode()}
    assert len(re.findall(rb"/Type\s*/Page[^s]", data)) == pages

"""The corridor's page in a real browser: it loads clean and fits a telephone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser import Browser
from tests.report.corridor import corridorfiles
from tests.tools import chromium
from typer.testing import CliRunner

from svat.cli import app


@pytest.fixture(scope="module")
def corridor_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chromium()  # skips before anything is drawn
    folder = tmp_path_factory.mktemp("corridor")
    arguments = corridorfiles.written(folder).arguments()
    result = CliRunner().invoke(
        app, ["corridor", "report", *arguments, "--out", str(folder)], catch_exceptions=False
    )
    assert result.exit_code == 0
    return folder


@pytest.mark.parametrize("width", [390, 1280])
def test_the_corridor_fits_and_draws_each_chart_once(
    corridor_folder: Path, browser: Browser, width: int
) -> None:
    browser.is_like(width)
    browser.open(corridor_folder / "corridor.html")
    found = browser.run(
        """
        const root = document.documentElement;
        const wide = [...document.querySelectorAll("main *")].filter(e => !e.closest(".t, svg") &&
          e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName + "." + e.className);
        const drawings = [...document.querySelectorAll("figure svg")].filter(e => e.clientWidth > 0).length;
        return [root.scrollWidth, wide, getComputedStyle(document.querySelector("h1")).fontWeight, drawings];
        """
    )
    assert found == [width, [], "300", 10]


def test_the_corridor_prints_with_its_wide_drawings(corridor_folder: Path, browser: Browser) -> None:
    browser.open(corridor_folder / "corridor.html")
    assert browser.pdf().startswith(b"%PDF")

"""The corridor's page in a real browser: it loads clean and fits a telephone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.report.corridor import corridorfiles
from tests.tools import chromium
from typer.testing import CliRunner

from svat.cli import app

# The page itself runs no script; the frame around it measures it.
FRAME = """<!doctype html><meta charset="utf-8"><body>
<iframe id="f" src="corridor.html" style="width:{width}px;height:2000px;border:0"></iframe>
<script>
onload = () => {{
  const d = document.getElementById("f").contentDocument, root = d.documentElement;
  const wide = [...d.querySelectorAll("main *")].filter(e => !e.closest(".t, svg") &&
    e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName + "." + e.className);
  document.body.dataset.scroll = root.scrollWidth;
  document.body.dataset.client = root.clientWidth;
  document.body.dataset.wide = wide.join(" ");
  document.body.dataset.styled = getComputedStyle(d.querySelector("h1")).fontWeight;
  document.body.dataset.drawings = [...d.querySelectorAll("figure svg")].filter(e => e.clientWidth > 0).length;
}};
</script>"""


def browse(page: Path, profile: Path, *options: str) -> subprocess.CompletedProcess[str]:
    flags = [
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            "--enable-logging=stderr",
            "--virtual-time-budget=20000",
        ),
    ]
    return subprocess.run(
        [chromium(), *flags, f"--user-data-dir={profile}", *options, page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )


def _measured(folder: Path, profile: Path, width: int) -> dict[str, str]:
    """What the frame measures of the corridor's page at a width, once it has loaded without a complaint."""
    frame = folder / f"frame-{width}.html"
    frame.write_text(FRAME.format(width=width), "utf-8")
    run = browse(frame, profile, "--dump-dom")
    assert [line for line in run.stderr.splitlines() if "CONSOLE" in line or "Refused to" in line] == []
    return dict(re.findall(r'data-(\w+)="([^"]*)"', run.stdout))


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
    corridor_folder: Path, tmp_path: Path, width: int
) -> None:
    found = _measured(corridor_folder, tmp_path / "profile", width)
    assert found == {
        "scroll": str(width),
        "client": str(width),
        "wide": "",
        "styled": "300",
        "drawings": "10",
    }


def test_the_corridor_prints_with_its_wide_drawings(corridor_folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "corridor.pdf"
    browse(
        corridor_folder / "corridor.html",
        tmp_path / "profile",
        "--no-pdf-header-footer",
        f"--print-to-pdf={sheet}",
    )
    assert sheet.read_bytes().startswith(b"%PDF")

"""report.html in a real browser: it loads clean and fits a telephone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.report.outcomes import outcome
from tests.tools import chromium

from svat.report.write import write

# The page itself runs no script; the frame around it measures it.
FRAME = """<!doctype html><meta charset="utf-8"><body>
<iframe id="f" src="report.html" style="width:{width}px;height:2000px;border:0"></iframe>
<script>
onload = () => {{
  const d = document.getElementById("f").contentDocument, root = d.documentElement;
  const wide = [...d.querySelectorAll("main *")].filter(e => !e.closest(".t, svg") &&
    e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName + "." + e.className);
  document.body.dataset.scroll = root.scrollWidth;
  document.body.dataset.client = root.clientWidth;
  document.body.dataset.wide = wide.join(" ");
  document.body.dataset.styled = getComputedStyle(d.querySelector("h1")).fontWeight;
  document.body.dataset.sections = d.querySelectorAll("details.c").length;
}};
</script>"""


def _browse(page: Path, profile: Path, *options: str) -> subprocess.CompletedProcess[str]:
    flags = [
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            "--enable-logging=stderr",
            "--virtual-time-budget=5000",
        ),
    ]
    return subprocess.run(
        [chromium(), *flags, f"--user-data-dir={profile}", *options, page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    write(outcome(), folder, ("html",))
    return folder


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_and_loads_without_a_complaint(folder: Path, tmp_path: Path, width: int) -> None:
    frame = folder / f"frame-{width}.html"
    frame.write_text(FRAME.format(width=width), "utf-8")
    run = _browse(frame, tmp_path / "profile", "--dump-dom")
    found = dict(re.findall(r'data-(\w+)="([^"]*)"', run.stdout))
    assert found == {
        "scroll": str(width),
        "client": str(width),
        "wide": "",
        "styled": "300",
        "sections": "15",
    }
    assert [line for line in run.stderr.splitlines() if "CONSOLE" in line or "Refused to" in line] == []

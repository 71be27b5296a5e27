"""sheet.pdf: on A4, on one page or two, the same bytes each time; and what is said where nothing can print."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.report.introductions.sent import message, small
from tests.tools import chromium

from svat.refusals import UnusableInput
from svat.report.introductions.sending import pdf
from svat.report.introductions.sending.write import FOLDER, write_sending


@pytest.mark.skipif(sys.platform == "win32", reason="no browser can be asked over a pipe there")
def test_sheets_are_printed_by_one_browser_the_same_each_time(tmp_path: Path) -> None:
    chromium()
    for name in ("1", "2"):
        write_sending(small(), tmp_path / name, pdf=True)
    sheets = sorted((tmp_path / "1").rglob("sheet.pdf"))
    assert len(sheets) == 15
    for path in sheets:
        data = path.read_bytes()
        assert data == (tmp_path / "2" / path.relative_to(tmp_path / "1")).read_bytes()
        assert re.findall(rb"/CreationDate \(D:(\d{8})", data) == [b"20260227"]
        assert len(re.findall(rb"/Type /Page\b", data)) in (1, 2)
        [box] = set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", data))
        assert (int(box[0]), int(box[1])) in {(594, 841), (595, 841), (595, 842), (594, 842)}
    letter = message((tmp_path / "1" / FOLDER / "a-KZ-0000" / "letter.eml").read_bytes())
    assert [x.get_filename() for x in letter.iter_attachments()] == ["sheet.pdf", "answers.xlsx"]


def test_a_browser_that_ends_early_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_browser", lambda: "/bin/true")
    with pytest.raises(UnusableInput, match="before all sheets were printed"), pdf.pdf_printer():
        pass


def test_weasyprint_prints_where_there_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    class HTML:
        def __init__(self, string: str) -> None:
            self.string = string

        def write_pdf(self) -> bytes:
            return b"%PDF /ModDate (D:20300101120000Z) " + self.string.encode()

    made: Any = ModuleType("weasyprint")
    made.HTML = HTML
    made.__spec__ = object()
    monkeypatch.setitem(sys.modules, "weasyprint", made)
    monkeypatch.setattr(pdf, "_browser", lambda: None)
    with pdf.pdf_printer() as printed:
        assert printed("<p>x", date(2026, 2, 27)) == b"%PDF /ModDate (D:20260227000000Z) <p>x"


def test_where_nothing_can_print_that_is_said_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "_browser", lambda: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UnusableInput, match="needs Chromium or Google Chrome on the PATH") as error:
        write_sending(small(), tmp_path, pdf=True)
    assert error.value.meaning == "not-installed"
    assert list(tmp_path.rglob("*.html")) == []

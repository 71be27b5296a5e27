"""Report, sending: sheets as PDF: one Chromium for all of them, or WeasyPrint.

Each sheet is a document of its own: one that is printed for several companies and cut afterwards would hold letters of
all their names in its fonts.
"""

from __future__ import annotations

import base64
import importlib
import importlib.util
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from svat.refusals import UnusableInput
from svat.report.chromium import Chromium, ChromiumFault
from svat.wording import say, unusable

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_DAY = re.compile(rb"/(CreationDate|ModDate) \(D:(\d{14})")

PrintPdf = Callable[[str, date], bytes]  # (page as HTML, the day that the PDF says) → PDF


@contextmanager
def pdf_printer() -> Iterator[PrintPdf]:
    """What prints pages, for as long as the `with` lasts.

    Raises UnusableInput where there is neither Chromium nor WeasyPrint.
    """
    browser = _browser()
    if browser:
        with _printing(browser) as printer:
            yield lambda page, on: _dated(printer.printed(page), on)
    elif importlib.util.find_spec("weasyprint"):
        weasyprint: Any = importlib.import_module("weasyprint")
        yield lambda page, on: _dated(weasyprint.HTML(string=page).write_pdf(), on)
    else:
        raise UnusableInput(
            say(
                "--pdf: needs Chromium or Google Chrome on the PATH, or the Python package "
                "weasyprint; without --pdf every sheet.html prints on A4 from any browser"
            ),
            "not-installed",
        )


def _browser() -> str | None:
    """A browser that can be asked over a pipe: on Windows none can by what Python hands on."""
    if sys.platform == "win32":
        return None
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or (_MAC if sys.platform == "darwin" and Path(_MAC).exists() else None)


def _dated(pdf: bytes, on: date) -> bytes:
    """The PDF with the run's day in place of the clock's, which is as long."""
    day = on.strftime("%Y%m%d").encode() + b"000000"
    return _DAY.sub(lambda found: b"/" + found[1] + b" (D:" + day, pdf)


class _Printer:
    """A page of a browser that is printed again and again."""

    def __init__(self, program: str, chromium: Chromium) -> None:
        self._program, self._chromium = program, chromium
        self._frame = self._asked("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def printed(self, page: str) -> bytes:
        """A page as PDF, on the paper that its style asks for."""
        self._asked("Page.setDocumentContent", frameId=self._frame, html=page)
        return base64.b64decode(
            self._asked("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        )

    def _asked(self, method: str, **parameters: Any) -> dict[str, Any]:
        try:
            return self._chromium.call(method, **parameters)
        except ChromiumFault as fault:
            raise _failed(self._program, fault) from None


@contextmanager
def _printing(program: str) -> Iterator[_Printer]:
    """A browser to print with. Raises UnusableInput where it does not start."""
    with ExitStack() as stack:
        try:
            chromium = stack.enter_context(Chromium(program))
        except ChromiumFault as fault:
            raise _failed(program, fault) from None
        yield _Printer(program, chromium)


def _failed(program: str, fault: ChromiumFault) -> UnusableInput:
    if not str(fault):
        return unusable(
            "--pdf: {program} ended, or said nothing, before all sheets were printed", program=program
        )
    return unusable("--pdf: {program}: {fault}", program=program, fault=str(fault))

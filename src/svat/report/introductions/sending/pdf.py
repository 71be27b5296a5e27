"""Report, sending: sheets as PDF: one Chromium for all of them, asked over its debugging pipe, or WeasyPrint.

Each sheet is a document of its own: one that is printed for several companies and cut afterwards would hold letters of
all their names in its fonts.
"""

from __future__ import annotations

import base64
import importlib
import importlib.util
import json
import os
import re
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from svat.refusals import UnusableInput
from svat.wording import say, unusable

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_FLAGS = (
    "--headless", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
_DAY = re.compile(rb"/(CreationDate|ModDate) \(D:(\d{14})")
_PATIENCE = 60  # seconds for a browser to answer, and to end

PrintPdf = Callable[[str, date], bytes]  # (page as HTML, the day that the PDF says) → PDF


@contextmanager
def pdf_printer() -> Iterator[PrintPdf]:
    """What prints pages, for as long as the `with` lasts.

    Raises UnusableInput where there is neither Chromium nor WeasyPrint.
    """
    browser = _browser()
    if browser:
        with _Chromium(browser) as chromium:
            yield lambda page, on: _dated(chromium.printed(page), on)
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


class _Chromium:
    """One browser, one page of it, printed again and again."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._number = 0

    def __enter__(self) -> _Chromium:
        self._profile = tempfile.TemporaryDirectory(prefix="svat-pdf-", ignore_cleanup_errors=True)
        hears, self._ask = os.pipe()
        self._answers, says = os.pipe()
        self._process = _started(
            [self._program, *_FLAGS, f"--user-data-dir={self._profile.name}", "about:blank"], hears, says
        )
        os.close(hears)
        os.close(says)
        self._rest = b""
        try:
            target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
            attached = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})
            self._session = str(attached["sessionId"])
            tree = self._call("Page.getFrameTree", {}, self._session)
            self._frame = str(tree["frameTree"]["frame"]["id"])
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._ask)  # the end of the pipe ends the browser
        os.close(self._answers)
        until = time.monotonic() + _PATIENCE
        while not os.waitpid(self._process, os.WNOHANG)[0]:
            if time.monotonic() > until:
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)
                break
            time.sleep(0.02)
        self._profile.cleanup()

    def printed(self, page: str) -> bytes:
        """A page as PDF, on the paper that its style asks for."""
        self._call("Page.setDocumentContent", {"frameId": self._frame, "html": page}, self._session)
        options = {"preferCSSPageSize": True, "printBackground": True}
        return base64.b64decode(self._call("Page.printToPDF", options, self._session)["data"])

    def _call(self, method: str, parameters: dict[str, Any], session: str = "") -> dict[str, Any]:
        self._number += 1
        asked = {"id": self._number, "method": method, "params": parameters} | (
            {"sessionId": session} if session else {}
        )
        self._send(json.dumps(asked).encode() + b"\0")
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise unusable(
                        "--pdf: {program}: {method}: {get}",
                        program=self._program,
                        method=method,
                        get=answer["error"].get("message"),
                    )
                return dict(answer["result"])

    def _send(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self._ask, view) :]
            except BrokenPipeError:
                raise self._gone() from None

    def _next(self) -> bytes:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], _PATIENCE)
            more = os.read(self._answers, 1 << 20) if ready else b""
            if not more:
                raise self._gone()
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return message

    def _gone(self) -> UnusableInput:
        return unusable(
            "--pdf: {program} ended, or said nothing, before all sheets were printed", program=self._program
        )


def _started(command: list[str], hears: int, says: int) -> int:
    """A browser that reads what it is asked from its file 3 and answers into its file 4; its process."""
    import fcntl

    # The sandbox does not start for root, in a container say. The pages are ours, and run no script.
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    high = [
        fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 10) for file in (hears, says)
    ]  # neither is 3 or 4 itself
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        *((os.POSIX_SPAWN_OPEN, file, os.devnull, os.O_WRONLY, 0) for file in (1, 2)),
        *((os.POSIX_SPAWN_DUP2, file, number) for file, number in zip(high, (3, 4), strict=True)),
    ]
    try:
        return os.posix_spawn(command[0], [command[0], *root, *command[1:]], os.environ, file_actions=actions)
    finally:
        for file in high:
            os.close(file)

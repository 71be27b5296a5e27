"""A Chromium to test with, as a person uses one: pages opened from files, clicks, keys, widths, the dark and paper.

One browser serves all tests of a process: to start one costs a second.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Self

from tests.tools import chromium

from svat.report.chromium import Chromium

_LOADED = "Page.loadEventFired"
# key → what Chromium calls its code
_KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38}
_SEEN = """(selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility())
    .map(e => e.innerText.replace(/\\s+/g, " ").trim()))"""


class Browser(Chromium):
    """One page of one Chromium."""

    def __init__(self) -> None:
        super().__init__(chromium(), "--no-sandbox", "--hide-scrollbars")
        self.complaints: list[str] = []  # what pages said to the console, or tried and were not allowed
        self._events = [""]

    def __enter__(self) -> Self:
        super().__enter__()
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.is_like()
        return self

    # --- what a person sets

    def is_like(
        self, width: int = 1280, *, height: int = 900, dark: bool = False, script: bool = True
    ) -> None:
        """A screen of a width, light or dark, with scripts or without."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Emulation.setScriptExecutionDisabled", value=not script)

    # --- what a person does

    def open(self, page: Path, fragment: str = "") -> None:
        """A page afresh, as from a link in a letter."""
        for url in ("about:blank", page.as_uri() + fragment):
            self._events.clear()
            self.call("Page.navigate", url=url)
            self._wait(_LOADED)

    def click(self, selector: str, text: str = "") -> None:
        """The middle of the first element that shows a text, wherever on the page it is."""
        x, y = self.run(
            f"""
            const e = [...document.querySelectorAll({json.dumps(selector)})]
              .find(e => e.checkVisibility() && e.innerText.includes({json.dumps(text)}));
            if (!e) throw "nothing to click: " + {json.dumps(f"{selector} {text}")};
            e.scrollIntoView({{block: "center", behavior: "instant"}});
            const box = [...e.getClientRects()][0];
            return [box.left + box.width / 2, box.top + box.height / 2];
            """
        )
        for what in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if what == "mouseMoved" else "left"
            self.call("Input.dispatchMouseEvent", type=what, x=x, y=y, button=button, clickCount=1)

    def follow(self, selector: str, text: str = "") -> None:
        """A link to another page."""
        self._events.clear()
        self.click(selector, text)
        self._wait(_LOADED)

    def types(self, text: str) -> None:
        """Text into the field that has the focus, in place of what is in it."""
        self.run("document.activeElement.select(); return null")
        self.call("Input.insertText", text=text)

    def presses(self, *keys: str, loads: bool = False) -> None:
        """Keys, one after the other; the last may load another page."""
        self._events.clear()
        for key in keys:
            words: dict[str, Any] = {"key": key, "code": key, "windowsVirtualKeyCode": _KEYS[key]}
            if key == "Enter":
                words["text"] = "\r"
            self.call("Input.dispatchKeyEvent", type="keyDown", **words)
            self.call("Input.dispatchKeyEvent", type="keyUp", **words)
        if loads:
            self._wait(_LOADED)

    def chooses(self, field: str, text: str) -> None:
        """The first option of a list that begins with a text, by the arrow keys."""
        by = self.run(
            f"""
            const e = document.getElementById({json.dumps(field)});
            e.focus();
            return [...e.options].findIndex(o => o.text.trim().startsWith({json.dumps(text)})) - e.selectedIndex;
            """
        )
        self.presses(*(["ArrowDown"] * by if by > 0 else ["ArrowUp"] * -by))

    # --- what a person sees

    def sees(self, selector: str) -> list[str]:
        """The texts of all elements that show."""
        found: list[str] = self.run(f"return {_SEEN}({json.dumps(selector)})")
        return found

    def run(self, words: str) -> Any:
        """What a function body of JavaScript gives on the page; it may wait."""
        asked = {"expression": f"(async () => {{ {words} }})()", "awaitPromise": True, "returnByValue": True}
        answer = self.call("Runtime.evaluate", **asked)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def address(self) -> str:
        """Where the page is."""
        found: str = self.run("return location.href")
        return found

    def pdf(self) -> bytes:
        """The page on paper."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])

    def picture(self) -> bytes:
        """The page as it is seen, a PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    # --- what the browser tells

    def heard(self, event: dict[str, Any]) -> None:
        """An event is noted, and what pages complain of."""
        match event:
            case {"method": "Log.entryAdded", "params": {"entry": entry}}:
                self.complaints.append(entry["text"])
            case {"method": "Runtime.exceptionThrown" | "Runtime.consoleAPICalled", "params": said}:
                self.complaints.append(json.dumps(said))
            case {"method": str(name)}:
                self._events.append(name)

    def _wait(self, event: str) -> None:
        while event not in self._events:
            self.next_message()

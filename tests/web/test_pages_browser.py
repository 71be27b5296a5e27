"""Every page in a browser, light and dark, wide and narrow: axe finds nothing serious, nothing scrolls sideways, small.

Each state of each page (tests/web/pages.py) is loaded once; scheme and width change under it.
"""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.web.pages import MORE, PARTS, Council, PageState, first_run, with_demo, without_state

pytestmark = [
    pytest.mark.usefixtures("site"),
    pytest.mark.skipif("SVAT_TEST_DATABASE" in os.environ, reason="is about browsers, on SQLite"),
]
ORIGIN = "http://127.0.0.1:8000"
LARGEST = 150_000  # bytes of a page with all that it loads
WIDTHS = (1280, 390)
AXE = """async only => (await axe.run(document, {resultTypes: ["violations"], ...only})).violations
    .filter(v => ["serious", "critical"].includes(v.impact))
    .map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 150)).slice(0, 3).join(" | ")}`)"""
# What is wider than the window, apart from what scrolls within itself.
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [`${document.documentElement.scrollWidth} wide`, ...[...document.querySelectorAll("body *")]
      .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll"))
      .map(e => e.outerHTML.slice(0, 120)).slice(0, 3)]"""


def axe() -> str:
    spec = importlib.util.find_spec("axe_core_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("needs axe-core-python")
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


class Looker:
    """A page of the browser that is given answers of the application, and what is wrong with them."""

    def __init__(self, browser: Any, static: Any) -> None:
        self.page = browser.new_context(base_url=ORIGIN).new_page()
        self.page.on("console", lambda said: self.said(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said(str(error)))
        self.page.route("**/*", self.answered)
        self.axe, self.static = axe(), static
        self.kept: dict[str, Any] = {}
        self.given: Any = None
        self.complaints: list[str] = []
        self.bytes = 0

    def said(self, text: str) -> None:
        if "Failed to load resource" not in text:  # the page's own status
            self.complaints.append(text)

    def answered(self, route: Any) -> None:
        """The state's answer, and what it loads as the application gives it."""
        path = urlsplit(route.request.url).path
        # Of a page that asks for itself again, while something is worked on, the same.
        again = "hx-request" in route.request.headers
        given = self.given if again or route.request.is_navigation_request() else self.loaded(path)
        self.bytes += len(given.content)
        headers = {k: v for k, v in given.headers.items() if k != "Content-Length"}
        route.fulfill(status=given.status_code, headers=headers, body=given.content)

    def loaded(self, path: str) -> Any:
        """A file of the application's own, as it is sent; read once."""
        from django.http import HttpResponse

        if path not in self.kept:
            answer = self.static.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            answer.close()
            self.kept[path] = HttpResponse(body, status=answer.status_code, headers=dict(answer.headers))
        return self.kept[path]

    def faults(self, state: PageState) -> Iterator[str]:
        """Whatever is wrong with a page in a state."""
        self.given, self.bytes = state.answer, 0
        self.complaints = []
        if state.answer.status_code in (301, 302) or "text/html" not in state.answer["Content-Type"]:
            yield f"is no page: {state.answer.status_code} {state.answer.get('Location', '')}"
            return
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        self.page.goto(f"{ORIGIN}/{state.name}/")
        self.page.evaluate(self.axe)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                # Nothing but colours differs in the dark.
                only: dict[str, Any] = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
                yield from (f"{width} {scheme} {x}" for x in self.page.evaluate(AXE, only))
            yield from (f"{width} {x}" for x in self.page.evaluate(WIDER))
        self.keep(state)
        if self.bytes > LARGEST:
            yield f"{self.bytes} bytes"
        yield from self.complaints

    def keep(self, state: PageState) -> None:
        """A picture of the narrow page in the dark, where somebody wants to look."""
        if folder := os.environ.get("SVAT_SCREENS"):
            self.page.screenshot(path=Path(folder) / f"{state}.png".replace("/", " "), full_page=True)


def test_axe_finds_nothing_serious_on_any_page_in_any_state(
    browser: Any, site: Path, browser_of: Any, request: pytest.FixtureRequest
) -> None:
    looker = Looker(browser, browser_of())
    found: dict[str, list[str]] = {}
    met: set[str] = set()

    def look(states: Iterator[PageState]) -> None:
        for state in states:
            met.add(state.name)
            found[str(state)] = found.get(str(state), []) + list(looker.faults(state))

    look(first_run(browser_of()))
    council = Council(request.getfixturevalue("members"), browser_of)
    for part in PARTS:
        look(part(council))
    of_demo, demo = with_demo(browser_of)
    for more in MORE:
        look(more(of_demo, demo))
    wrong = {name: faults for name, faults in found.items() if faults}
    assert wrong == {}, json.dumps(wrong, indent=1, ensure_ascii=False)
    assert without_state(met, of_demo) == []
    assert len(found) > 130

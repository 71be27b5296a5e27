"""Somebody who works with a keyboard alone: Tab, Enter, arrows, letters; each step says where the focus went.

No element that the focus comes to may be without a name, and the focus may not get lost: both fail where they happen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

FURTHEST = 250  # presses of Tab to what is wanted
# What has the focus: what it is called, what it is, the form that it is in, and whether one can see that it has it.
_FOCUS = """() => {
  const e = document.activeElement, text = (x) => x ? x.textContent.replace(/\\s+/g, ' ').trim() : '';
  if (!e || e === document.body) return null;
  const by = (e.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
  const name = e.getAttribute('aria-label') || by.map((x) => text(document.getElementById(x))).join(' ')
    || (e.labels && [...e.labels].map(text).join(' ')) || (e.matches('input, select, textarea') ? '' : text(e));
  const form = e.closest('form'), seen = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return {id: e.id, href: e.getAttribute('href') || '',
    tag: e.tagName.toLowerCase(), type: e.type || '', name, group: e.name || '',
    action: form ? form.getAttribute('action') || '' : '', item: e.matches('[data-item]'),
    shows: (seen.outlineStyle !== 'none' || e.id === 'main') && box.width > 0 && box.height > 0};
}"""


@dataclass
class KeyboardUser:
    """A person at a browser, with the keyboard; with scripts or without."""

    page: Any
    origin: str
    script: bool
    pressed: int = 0
    met: list[str] = field(default_factory=list)  # names that the focus came by

    def at(self, path: str) -> None:
        """Open a page by its address."""
        answer = self.page.goto(self.origin + path, wait_until="domcontentloaded")
        assert answer.status == 200, (path, answer.status)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed += 1
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        """Into what has the focus, in place of what is in it."""
        self.press("Control+A")
        self.pressed += len(text)
        self.page.keyboard.type(text)

    def types_day(self, day: date) -> None:
        """Into a field for a day, as an American browser asks for it."""
        self.pressed += 8
        self.page.keyboard.type(f"{day:%m%d%Y}")

    def focus(self) -> dict[str, Any]:
        """What has the focus now."""
        found = self.page.evaluate(_FOCUS)
        assert found is not None, f"the focus is lost on {self.page.url}"
        return dict(found)

    def skips(self) -> None:
        """Past the head of the page."""
        self.press("Tab")
        if "Skip" in self.focus()["name"]:
            self.press("Enter")

    def reaches(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """By Tab to the next element that is wanted."""
        self.met = []
        for _ in range(FURTHEST):
            self.press("Tab")
            now = self.page.evaluate(_FOCUS)
            if now is None:  # past the last one, where a browser's own bar would be
                continue
            assert now["name"], f"no name: {now} on {self.page.url}"
            assert now["shows"], f"not seen to have the focus: {now} on {self.page.url}"
            self.met.append(now["name"][:60])
            if wanted(now):
                return dict(now)
        raise AssertionError(f"not reached on {self.page.url} by Tab; met: {self.met[:60]}")

    def back_to(self, name: str) -> None:
        """By Tab backwards, within a page's height or so."""
        for _ in range(20):
            self.press("Shift+Tab")
            if name in self.focus()["name"]:
                return
        raise AssertionError(f"not reached on {self.page.url} by Tab backwards: {name}")

    def to(self, name: str, *, action: str = "") -> dict[str, Any]:
        """By Tab to the next element called so, in a form with an address like this where one is given."""
        return self.reaches(lambda x: name in x["name"] and not x["item"] and action in x["action"])

    def to_field(self, name: str) -> None:
        """By Tab to the next field that forms send under a name."""
        self.reaches(lambda x: x["group"] == name)

    def to_item(self, name: str = "") -> dict[str, Any]:
        """By Tab to the next item of a queue."""
        return self.reaches(lambda x: x["item"] and name in x["name"])

    def loads(self, *keys: str) -> None:
        """Keys of which the last leads to another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.press(keys[-1])
        assert not self.page.locator("main h1", has_text="svat").count(), self.page.url

    def goes(self, name: str, *, action: str = "") -> None:
        """Follow a link, or press a button that leads on."""
        self.to(name, action=action)
        self.loads("Enter")

    def fills(self, name: str, text: str, *, action: str = "") -> None:
        self.to(name, action=action)
        self.types(text)

    def opens(self, name: str) -> None:
        """Open what is folded."""
        self.to(name)
        self.press("Enter")

    def ticks(self, name: str) -> None:
        self.to(name)
        self.press("Space")

    def chooses(self, name: str) -> None:
        """A radio button by its words: Tab to its group, arrows within."""
        now = self.reaches(lambda x: x["type"] == "radio")
        for _ in range(20):
            if name in now["name"]:
                self.press("Space")
                return
            self.press("ArrowDown")
            now = self.focus()
        raise AssertionError(f"no choice {name} on {self.page.url}")

    def selects(self, name: str, option: str) -> None:
        """An option of a list, by its first letters."""
        self.to(name)
        self.pressed += len(option)
        self.page.keyboard.type(option)

    def takes(self, name: str) -> tuple[str, bytes]:
        """A file by a link or button: its name and what is in it."""
        self.to(name)
        with self.page.expect_download() as found:
            self.press("Enter")
        return str(found.value.suggested_filename), Path(found.value.path()).read_bytes()

    def told(self) -> str:
        """What the page says has happened."""
        return " ".join(self.page.locator("#status .told").all_text_contents())

    def reads(self) -> str:
        """The page's words."""
        return " ".join(str(self.page.inner_text("main")).split())

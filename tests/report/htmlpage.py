"""A page as tests read it: its elements, ids and links, and what each section says."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "input"}
OPTIONAL_END = {"option", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "caption"}


class Page(HTMLParser):
    """The page's elements, ids, links, and the text of each top section."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.text: dict[str, str] = {}
        self.section = ""
        self.unclosed: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        found = dict(attrs)
        self.attributes |= set(found)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.add(str(found["href"]))
        if tag == "section":
            self.section = str(found["id"])
        if tag not in VOID | OPTIONAL_END:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in OPTIONAL_END:
            assert self.unclosed.pop() == tag
        if tag == "section":
            self.section = ""

    def handle_data(self, data: str) -> None:
        self.text[self.section] = self.text.get(self.section, "") + data

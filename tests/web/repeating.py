"""A person at a browser without scripts, who repeats as people do: what was not answered is loaded or sent again."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException
from http.cookiejar import CookieJar
from types import MappingProxyType
from urllib.parse import urlsplit

WAIT = 240  # seconds after which nobody would go on
_PAUSE = 0.25
SentFiles = Sequence[tuple[str, str, bytes]]  # field, file name, bytes
Given = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Answered:
    """How a page or form was answered, by which address in the end."""

    status: int
    path: str
    text: str


class _Forms(HTMLParser):
    """The forms of a page: where each goes, and what it holds already."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.found.append(((given.get("action") or self.page), {}))
        elif (
            tag == "input"
            and self.found
            and given.get("name")
            and given.get("type") in ("hidden", "text", None)
        ):
            self.found[-1][1][given["name"] or ""] = given.get("value") or ""


class RepeatingPerson:
    """Cookies, and patience."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def page(self, path: str) -> Answered:
        """A page, loaded until it is there."""
        return self._until(self.asking(path))

    def asking(self, path: str) -> urllib.request.Request:
        """What asks for a page."""
        return urllib.request.Request(self.origin + path)

    def send_again(self, form: urllib.request.Request) -> Answered:
        """A form as it was filled in, until it is answered."""
        return self._until(form)

    def send(self, page: str, action: str, given: Given, files: SentFiles = ()) -> Answered:
        """Fill in the form of a page that goes to an address, and send this very form until it is answered."""
        return self._until(self.filled(page, action, given, files))

    def filled(self, page: str, action: str, given: Given, files: SentFiles = ()) -> urllib.request.Request:
        """The form of a page that goes to an address, filled in: what it holds already, and what is given."""
        return self._filled(page, self.page(page).text, action, (given, files))

    def send_on(self, page: Answered, action: str, given: Given = MappingProxyType({})) -> Answered:
        """The same with the form of a page that was answered."""
        return self._until(self._filled(page.path, page.text, action, (given, ())))

    def _filled(
        self, page: str, text: str, action: str, more: tuple[Given, SentFiles]
    ) -> urllib.request.Request:
        given, files = more
        parser = _Forms(page)
        parser.feed(text)
        holds = [fields for where, fields in parser.found if where.split("?")[0] == action]
        assert holds, (page, action, [x for x, _ in parser.found], text[:3000])
        body, kind = _multipart({**holds[0], **given}, files)
        return urllib.request.Request(
            self.origin + action, body, {"Content-Type": kind, "Referer": self.origin + page}
        )

    def ask(self, request: urllib.request.Request) -> Answered:
        """One attempt. Raises OSError and HTTPException where nobody answers."""
        try:
            with self._open(request, timeout=60) as answer:
                return Answered(answer.status, urlsplit(answer.geturl()).path, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answered(error.code, urlsplit(error.geturl()).path, error.read().decode())

    def _until(self, request: urllib.request.Request) -> Answered:
        end = time.monotonic() + WAIT
        while True:
            with suppress(OSError, HTTPException):
                answer = self.ask(request)
                if answer.status < 500:
                    return answer
                assert answer.status in (503, 507), answer.text
                assert "<h1>" in answer.text, answer.text  # one clear page
            assert time.monotonic() < end, "nobody answers"
            time.sleep(_PAUSE)


def _multipart(fields: Given, files: SentFiles) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, values in fields.items()
        for value in ((values,) if isinstance(values, str) else values)
    ]
    for field, name, data in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        parts += [head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", data, b"\r\n"]
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"

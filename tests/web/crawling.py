"""A crawler over every address of the application: whether anything tells a role what it may not know.

Three questions, each asked of whatever stands in the matrix, so that a page is covered as soon as its name is there:
1. a page that is not a role's answers as an address that was never there: status, headers, words, number of queries;
2. an object that is hidden from a role answers as a key that nobody has;
3. everything that a role does see is the same, byte for byte, before and after hidden objects come into being, and
   holds no word of theirs: so no count, title, file name, cell, redirect or tag can tell of them.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

MARK = "Zhasyryn"  # stands in every word of what is hidden
ABSENT = "2" * 16
# What is sent to an address beside nothing: the answers that a page's own forms give.
FORMS: dict[str, tuple[dict[str, str], ...]] = {
    "own-answer": (
        {"answer": "accept", "seen": ""},
        {"answer": "decline", "seen": "accepted", "reason": "other"},
    ),
    "own-contact": ({"give": "1"},),
    "own-field": ({"value": "77"},),
    "own-listing": ({"value": ""},),
    "own-listing-new": ({"value": "camel wool"},),
    "own-code": ({"value": "040900"},),
    "own-forget": ({"words": "please"},),
    "own-reminders": ({"on": "0"},),
}
_RANDOM = re.compile(r'(name="(?:csrfmiddlewaretoken|once|who)" value=)"[^"]*"')
_PASSED = {"X-Request-Id", "Date", "Content-Length", "Set-Cookie", "Expires"}


@dataclass(frozen=True)
class Target:
    """One address, and how it is asked for."""

    name: str
    arguments: tuple[tuple[str, Any], ...]
    method: str
    sent: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> str:
        from django.urls import reverse

        return reverse(self.name, kwargs=dict(self.arguments))

    def __str__(self) -> str:
        return f"{self.method} {self.name} {dict(self.arguments)} {dict(self.sent) or ''}"


@dataclass(frozen=True)
class Seen:
    """An answer without what is random in it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    queries: int

    @property
    def text(self) -> str:
        return f"{self.headers} {self.body}"


def routes() -> dict[str, list[str]]:
    """Every address by name: its parameters."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: Any) -> Iterator[tuple[str, list[str]]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns)
            elif isinstance(one, URLPattern) and one.name:
                yield (
                    one.name,
                    [*one.pattern.converters, *getattr(one.pattern, "regex", re.compile("")).groupindex],
                )

    return {name: list(dict.fromkeys(found)) for name, found in walk(get_resolver().url_patterns)}


def targets(keys: Mapping[str, Collection[str]], names: Collection[str] = ()) -> Iterator[Target]:
    """Every address with each key that its name asks for; `keys` are by the name's first word, "" for any other."""
    for name, parameters in sorted(routes().items()):
        if names and name not in names:
            continue
        word = name.split("-")[0]
        for key in (
            dict.fromkeys([*keys.get(word, list(keys[""])[:2]), ABSENT]) if "key" in parameters else [""]
        ):
            given = {x: _value(x, key) for x in parameters}
            for method in ("get", "post"):
                yield Target(name, tuple(given.items()), method)
            for form in FORMS.get(name, ()):
                yield Target(name, tuple(given.items()), "post", tuple(form.items()))


def _value(parameter: str, key: str) -> Any:
    if parameter == "key":
        return key
    known = {"number": 1, "pk": 999_999, "uidb36": "zz", "token": "no-such:token:here"}
    return {**known, "column": "city", "kind": "offer"}.get(parameter, "x")


def ask(client: Any, target: Target, **headers: str) -> Seen:
    """Ask for it; what it changes is taken back. Mails that it brings about are part of the answer."""
    from django.core import mail
    from django.db import connection, transaction

    path, queries, cookies = target.path, [0], copy.deepcopy(client.cookies)
    mails = len(mail.outbox)

    def count(execute: Any, *given: Any) -> Any:
        queries[0] += 1
        return execute(*given)

    with connection.execute_wrapper(count), transaction.atomic():
        answer = getattr(client, target.method)(path, dict(target.sent) or None, headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies = cookies
    shown = tuple(sorted((k, _plain(v, target)) for k, v in answer.headers.items() if k not in _PASSED))
    said = "".join(f"\nto {x.to} {x.subject}: {x.body}" for x in mail.outbox[mails:])
    return Seen(answer.status_code, shown, _plain(_words(body) + said, target), queries[0])


def _words(body: bytes) -> str:
    """What an answer says, of a workbook or an archive too: the names of its parts and all that stands in them."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(f"{x} {archive.read(x).decode('utf-8', 'replace')}" for x in archive.namelist())
    return body.decode("utf-8", "replace")


def _plain(text: str, target: Target) -> str:
    from urllib.parse import quote

    text = _RANDOM.sub(r"\1", text).replace(f'value="{target.path}"', 'value="PATH"')
    text = text.replace(' aria-current="page"', "")  # by the address alone
    for name, value in target.arguments:
        if name == "key" and value:
            text = text.replace(str(value), "KEY").replace(quote(str(value), ""), "KEY")
    return text


@dataclass(frozen=True)
class Crawl:
    """A role, how it asks, and what is hidden from it."""

    role: str | None
    client: Callable[[], Any]
    own: Mapping[str, Collection[str]]  # keys of what it may see, by the first word of a name
    hide: Callable[[], Mapping[str, Collection[str]]]  # makes hidden objects; their keys
    names: Collection[str] = ()
    never: dict[str, Seen] = field(default_factory=dict)

    def findings(self) -> list[str]:
        """Every leak, in words."""
        client = self.client()
        every = list(targets(self.own, self.names))
        ask(client, every[0])  # what is made once for a process is made now
        before = {target: ask(client, target) for target in every}
        hidden = self.hide()
        found = []
        for target in every:
            after = ask(client, target)
            found += [
                f"{target}: {x}" for x in _differences(before[target], after, "after hidden objects came")
            ]
            found += [f"{target}: {x}" for x in self._against_the_matrix(client, target, after)]
        for target in targets(hidden, self.names):
            if ABSENT in dict(target.arguments).values() or target in before:
                continue
            absent = Target(
                target.name,
                tuple((k, ABSENT if k == "key" else v) for k, v in target.arguments),
                target.method,
                target.sent,
            )
            seen = ask(client, target)
            found += [
                f"{target}: {x}" for x in _differences(ask(client, absent), seen, "for a hidden object")
            ]
            found += [f"{target}: {x}" for x in self._against_the_matrix(client, target, seen)]
        return [f"{self.role}: {x}" for x in found]

    def _against_the_matrix(self, client: Any, target: Target, seen: Seen) -> Iterator[str]:
        from svat.web.permissions import PAGES, may_see

        if seen.status >= 500:
            yield f"status {seen.status}"
        if MARK.casefold() in seen.text.casefold():
            yield "names what is hidden"
        asked = dict(target.arguments).get("key", ABSENT) == ABSENT and target.method == "get"
        if asked and ask(client, target, **{"if-none-match": "*"}).status in (304, 412):
            yield "answers a guessed tag"
        name = target.name if target.name in PAGES else "sign-in"
        if may_see(name, self.role, signed_in=self.role is not None):
            return
        if self.role is None:
            if seen.status not in (302, 401) or not dict(seen.headers).get("Location", "").startswith(
                "/account/sign-in/"
            ):
                yield f"status {seen.status} for somebody who is not signed in"
            return
        yield from _differences(
            self._never_there(client, target), seen, "than an address that was never there"
        )

    def _never_there(self, client: Any, target: Target) -> Seen:
        """The answer of the guard for a page of nobody's."""
        if target.method not in self.never:
            self.never[target.method] = ask(client, Target(_nobodys(self.role), (), target.method))
        return self.never[target.method]

    def of_others(self) -> list[str]:
        """The first two questions alone, of pages that are not the role's: the guard answers all of them."""
        client, hidden = self.client(), self.hide()
        every = list(targets(hidden, self.names))
        ask(client, every[0])
        return [
            f"{self.role}: {target}: {x}"
            for target in every
            for x in self._against_the_matrix(client, target, ask(client, target))
        ]


def _nobodys(role: str | None) -> str:
    """A page without parameters that is not this role's."""
    from svat.web.permissions import PAGES, may_see

    known = routes()
    return next(
        x for x in sorted(PAGES) if x in known and not known[x] and not may_see(x, role, signed_in=True)
    )


def _differences(one: Seen, other: Seen, when: str) -> Iterator[str]:
    if one.status != other.status:
        yield f"another status {when} ({one.status}, {other.status})"
    elif one.headers != other.headers:
        yield f"other headers {when}"
    elif one.body != other.body:
        lines = zip_longest(one.body.splitlines(), other.body.splitlines(), fillvalue="")
        differs = next(f"{a[:200]!r}, {b[:200]!r}" for a, b in lines if a != b)
        yield f"other words {when} ({differs})"
    elif one.queries != other.queries:
        yield f"another number of queries {when} ({one.queries}, {other.queries})"

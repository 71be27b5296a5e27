"""Yente, HTTP: one question to a server, one JSON answer within a time, or why there is none, in words."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import Any, NoReturn

import httpx

from svat.refusals import said_of
from svat.wording import say, unusable

MAX_ANSWER = 32 << 20  # bytes
_QUOTED = 200  # letters of a server's own words that are repeated


class Unanswered(Exception):  # noqa: N818 - what it says goes into a finding
    """No answer that can be relied on; the text says why, as the end of "the server …"."""


class HttpClient:
    """A connection to one server. Redirects are not followed: they would lead to another one."""

    def __init__(self, url: str, *, timeout: float, api_key: str = "") -> None:
        """`timeout`: seconds for a whole question and answer, however slowly it drips. Raises UnusableInput."""
        self._timeout = timeout
        headers = {"accept": "application/json", "user-agent": "svat"}
        if api_key:
            headers["authorization"] = f"ApiKey {api_key}"
        self._client = httpx.AsyncClient(
            base_url=checked(url),
            headers=headers,
            timeout=timeout,
            verify=ssl.create_default_context(),  # the certificates of this machine
        )

    async def __aenter__(self) -> HttpClient:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def get(self, path: str) -> Any:
        """The JSON at a path. Raises Unanswered."""
        return await self._ask("GET", path, {}, None)

    async def post(self, path: str, parameters: Mapping[str, str | int | float], body: object) -> Any:
        """The JSON that answers a JSON body. Raises Unanswered."""
        return await self._ask("POST", path, parameters, body)

    async def _ask(
        self, method: str, path: str, parameters: Mapping[str, str | int | float], body: object
    ) -> Any:
        try:
            async with asyncio.timeout(self._timeout):
                return await self._answer(method, path, parameters, body)
        except (TimeoutError, httpx.TimeoutException):
            raise Unanswered(f"did not answer {path} within {self._timeout:g} seconds") from None
        except httpx.HTTPError as error:
            why = " ".join(str(error).split()) or type(error).__name__
            raise Unanswered(f"could not be asked for {path}: {why[:_QUOTED]}") from error

    async def _answer(
        self, method: str, path: str, parameters: Mapping[str, str | int | float], body: object
    ) -> Any:
        async with self._client.stream(method, path, params=dict(parameters), json=body) as answer:
            data = bytearray()
            async for chunk in answer.aiter_bytes():
                data += chunk
                if len(data) > MAX_ANSWER:
                    raise Unanswered(f"answered {path} with more than {MAX_ANSWER} bytes")
        said = bytes(data[:_QUOTED]).decode("utf-8", "replace")
        if answer.status_code != httpx.codes.OK:
            raise Unanswered(f"answered {path} with status {answer.status_code}: {' '.join(said.split())}")
        kind = answer.headers.get("content-type", "nothing that says what it is").split(";")[0].strip()
        if kind.lower() != "application/json":
            raise Unanswered(f"answered {path} with {kind[:_QUOTED]}, not JSON")
        try:
            return json.loads(data, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise Unanswered(f"answered {path} with JSON that is cut or faulty: {error}") from error


def checked(url: str) -> str:
    """The address of a server. Raises UnusableInput when it is none."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise unusable(
            "--yente: {url} is not the address of a server: {error}", url=repr(url), error=said_of(error)
        ) from error
    if parsed.scheme not in {"http", "https"} or not parsed.host or parsed.query or parsed.fragment:
        raise unusable(
            "--yente: {url} is not the address of a server, such as https://yente.example:8000", url=repr(url)
        )
    return str(parsed)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(say("{text} is not a number", text=text))

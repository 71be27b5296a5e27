"""Report, Chromium: one browser asked over its debugging pipe, with one page that is loaded again and again."""

from __future__ import annotations

import json
import os
import select
import signal
import tempfile
import time
from typing import Any, Self

_FLAGS = (
    "--headless", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
)  # fmt: skip
_PATIENCE = 60  # seconds for a browser to answer, and to end


class ChromiumFault(Exception):  # noqa: N818 - what went wrong with the browser, or what it refused
    """What Chromium says that it cannot do, or "" where it ended or says nothing any more."""


class Chromium:
    """A browser of its own folder, which is thrown away, for as long as the `with` lasts."""

    def __init__(self, program: str, *flags: str) -> None:
        self._program, self._flags = program, flags
        self._number, self._rest, self._session = 0, b"", ""

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(prefix="svat-chromium-", ignore_cleanup_errors=True)
        hears, self._ask = os.pipe()
        self._answers, says = os.pipe()
        folder = f"--user-data-dir={self._profile.name}"
        self._process = _started([self._program, *_FLAGS, *self._flags, folder, "about:blank"], hears, says)
        try:
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
            self._session = str(attached["sessionId"])
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

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to one question of Chromium's protocol. Raises ChromiumFault."""
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        self._send(json.dumps(asked).encode() + b"\0")
        while True:
            answer = self.next_message()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise ChromiumFault(f"{method}: {answer['error'].get('message')}")
                return dict(answer["result"])

    def next_message(self) -> dict[str, Any]:
        """The next answer or event; an event is handed to `heard`. Raises ChromiumFault."""
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], _PATIENCE)
            more = os.read(self._answers, 1 << 20) if ready else b""
            if not more:
                raise ChromiumFault("")
            self._rest += more
        data, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(data)
        if "method" in message:
            self.heard(message)
        return message

    def heard(self, event: dict[str, Any]) -> None:
        """What the browser tells without being asked; nobody here wants to know."""

    def _send(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self._ask, view) :]
            except BrokenPipeError:
                raise ChromiumFault("") from None


def _started(command: list[str], hears: int, says: int) -> int:
    """A browser that reads what it is asked from its file 3 and answers into its file 4; its process."""
    import fcntl  # not on Windows, where no browser can be asked this way

    # The sandbox does not start for root, in a container say. The pages are svat's own.
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
        for file in (*high, hears, says):
            os.close(file)

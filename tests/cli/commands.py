"""How the command line's tests call svat: in this process, with its exit code, stdout and stderr."""

from __future__ import annotations

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]

"""The council's errors: what an error means to whoever asked, in one table for every door."""

from __future__ import annotations

from dataclasses import dataclass

from svat.refusals import Meaning, UnusableInput, said_of
from svat.wording import say


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """What is said of an error: exit code of the command line, status of a page, and one line of words."""

    exit_code: int
    http_status: int
    words: str


# meaning → (exit code, HTTP status)
_CODES: dict[Meaning, tuple[int, int]] = {
    "unusable": (2, 422),  # input that no part of can be used
    "busy": (2, 409),  # another svat holds a file or folder: the same may do later
    "not-installed": (2, 501),  # an extra of svat is missing
    "out-of-reach": (2, 502),  # a server or engine that was named does not answer
}
_INTERNAL = (3, 500)


def answer_to(error: Exception) -> ErrorAnswer:
    """The answer to what a service raised: what was unusable in its own words, all else as svat's own fault."""
    if isinstance(error, UnusableInput):
        return ErrorAnswer(*_CODES[error.meaning], said_of(error))
    words = say(
        "internal error: {kind}: {error} (please report it; SVAT_DEBUG=1 shows more)",
        kind=type(error).__name__,
        error=said_of(error),
    )
    return ErrorAnswer(*_INTERNAL, words)

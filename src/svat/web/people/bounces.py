"""People, bounces: a message that a mail server sent back, read for which of our mails did not arrive (RFC 3464)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default

_ID = re.compile(r"<([2-9a-z]{16})@[^>\s]+>")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_MAILER = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)
_LONGEST = 2_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """Which mail came back, and with which status; "" where the message tells none."""

    key: str
    status: str
    lasting: bool  # it will not arrive; otherwise it is late and the server still tries


def bounce_of(data: bytes) -> Bounce | None:
    """What a message says came back; None where it names no mail of ours, or says that one arrived.

    >>> from svat.web.people.bounces import bounce_of
    >>> bounce_of(b"Subject: Hello\n\nGood morning")
    """
    message = message_from_bytes(data[:_LONGEST], policy=default)
    action, status = _delivery(message)
    if action in ("delivered", "relayed", "expanded"):
        return None
    lasting = action == "failed" or status.startswith("5")
    key = (
        _own(message) if lasting or action == "delayed" or status else None
    )  # else an answer that quotes ours
    return None if key is None else Bounce(key, status, lasting)


def _delivery(message: Message) -> tuple[str, str]:
    """The first recipient's Action and Status of a report; of a message that is no report what its text says."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else ():
                if isinstance(block, Message) and block["Action"]:
                    return str(block["Action"]).strip().casefold(), _first(str(block["Status"] or ""))
    if message["In-Reply-To"] and not _MAILER.search(str(message["From"] or "")):
        return "", ""  # a person's answer, whatever numbers stand in it
    text = "".join(_text(part) for part in message.walk() if part.get_content_maintype() == "text")
    return "", _first(text)


def _own(message: Message) -> str | None:
    """The key of the mail that the message is about: of the original's headers, or what it answers to."""
    for part in message.walk():
        if (
            part is not message
            and part["Message-ID"]
            and (found := _ID.fullmatch(str(part["Message-ID"]).strip()))
        ):
            return found[1]
    named = " ".join(
        str(message[x]) for x in ("References", "In-Reply-To", "X-Failed-Message-Id") if message[x]
    )
    text = "".join(_text(part) for part in message.walk() if part.get_content_maintype() == "text")
    found = _ID.search(named) or _ID.search(text)
    return found[1] if found else None


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""


def _first(text: str) -> str:
    found = _STATUS.search(text)
    return found[1] if found else ""

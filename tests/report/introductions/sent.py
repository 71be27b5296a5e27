"""What stands in a file that is sent, whatever its kind, as text; and outcomes to send."""

from __future__ import annotations

import email
import email.policy
import html
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from functools import cache, lru_cache
from pathlib import Path

from tests.report.introductions.outcomes import outcome
from tests.tools import classifier

from svat import demo
from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.council.matching import match
from svat.goods.classify import Classifier
from svat.market.decisions import Decision
from svat.report.introductions import views
from svat.report.introductions.model import Outcome

KEY = "a key that no company can guess"


def texts(file: str, data: bytes) -> tuple[str, ...]:
    """Everything in a file: parts and properties of a workbook, bodies and attachments of a letter, too."""
    return _texts(file.rpartition(".")[2], data)


@lru_cache(maxsize=16)  # what is attached to a letter lies beside it too
def _texts(kind: str, data: bytes) -> tuple[str, ...]:
    return tuple(_read(kind, data))


def _read(kind: str, data: bytes) -> Iterator[str]:
    match kind:
        case "xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                yield from book.namelist()
                for part in book.namelist():
                    yield html.unescape(book.read(part).decode())
        case "eml":
            letter = message(data)
            yield from (f"{name}: {value}" for name, value in letter.items())
            for within in letter.walk():
                if within.is_multipart():
                    continue
                content = within.get_payload(decode=True)
                assert isinstance(content, bytes)
                yield from texts(within.get_filename() or "body.txt", content)
        case "html":
            yield html.unescape(data.decode())
        case _:
            yield data.decode("utf-8-sig")


def message(data: bytes) -> EmailMessage:
    """A letter, read."""
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path within it."""
    return {
        x.relative_to(folder).as_posix(): x.read_bytes() for x in sorted(folder.rglob("*")) if x.is_file()
    }


def said(folder: Path) -> str:
    """All that the files of a folder say."""
    return "\n".join(text for name, data in files_in(folder).items() for text in texts(name, data))


def shared(made: Outcome, **changed: object) -> Outcome:
    """An outcome whose corridor shares otherwise."""
    sharing = replace(made.corridor.sharing, **changed)  # type: ignore[arg-type]
    return replace(made, corridor=replace(made.corridor, sharing=sharing))


def answered(made: Outcome, *answers: tuple[str, str, str, bool]) -> Outcome:
    """An outcome with decisions: (side, company, partner, accepted)."""
    day = made.on
    found = tuple(Decision(day, views.side_of(side), own, other, yes) for side, own, other, yes in answers)
    return replace(made, decisions=found)


def accepted_by_both(made: Outcome) -> Outcome:
    """An outcome in which every pair, held ones too, was accepted by both."""
    pairs = [(x.a, x.b) for x in made.introductions]
    answers = [("a", a, b, True) for a, b in pairs] + [("b", b, a, True) for a, b in pairs]
    return answered(made, *answers)


def consenting(made: Outcome, *, consent: bool | None = True) -> Outcome:
    """An outcome in which every company consents to its contact being shared, or does not."""
    roll_a, roll_b = (
        replace(
            roll,
            companies=tuple(
                replace(
                    x,
                    consent_share_contact=consent,
                    contact_name=f"Person of {x.external_id}",
                    phone=f"+{x.row}00700",
                )
                for x in roll.companies
            ),
        )
        for roll in (made.roll_a, made.roll_b)
    )
    return replace(made, roll_a=roll_a, roll_b=roll_b)


@cache
def demo_outcome(folder: Path) -> Outcome:
    """The demo's outcome, computed once in a process."""
    demo.write(folder)
    load = Classifier.load
    Classifier.load = lambda *_, **__: classifier()  # type: ignore[method-assign]
    try:
        return match(FolderStore(files_of(folder)), date(2026, 11, 16)).outcome
    finally:
        Classifier.load = load  # type: ignore[method-assign]


def small() -> Outcome:
    """The invented outcome of the other tests, whose letters have a sender."""
    return shared(outcome(), sender="Council <office@council.example>", language_a="ru", language_b="ko")

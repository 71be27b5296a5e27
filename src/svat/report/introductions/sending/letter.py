"""Report, sending: letter.eml, a letter that any mail program opens, with the sheet and the answers attached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from svat.report import words
from svat.report.introductions.sending.letters import Letters
from svat.report.introductions.sending.view import CompanyView, PartnerView
from svat.roll.model import Company
from svat.sides import other
from svat.wording import Wording, say_count, wording

NOBODY = (
    "sender-not-set@council.invalid"  # where the corridor names no sender: a letter must come from somebody
)
_TYPES = {"html": ("text", "html"), "pdf": ("application", "pdf"), "xlsx": (
    "application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)}  # fmt: skip
_SHORT = 60  # characters of goods in the list of partners


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is sent and as it stands in the table for mail merge."""

    to: str  # name and address; "" where the roll has no address that can be used
    sender: str
    language: str
    subject: str
    body: str
    on: date

    @property
    def address(self) -> str:
        """The address alone; "" where there is none."""
        return parseaddr(self.to)[1]


def introduction_letter(view: CompanyView, letters: Letters, countries: tuple[str, str]) -> Letter:
    """The letter that goes with a company's sheet; `countries` are those of side a and side b."""
    language = view.language.code
    said = wording(language)
    agreed = sum(partner.agreed for partner in view.partners)
    template = letters.template("introduction", language)
    subject, body = template.filled(
        {
            **common_words(view.company, view.sender, view.title),
            "country": said.country(countries[other(view.side) == "b"]),
            "count": said.number(len(view.partners)),
            "day": said.day(view.on),
            "list": "\n".join(_entry(partner, said) for partner in view.partners),
            "news": _news(agreed, said),
        }
    )
    return Letter(recipient(view.company), view.sender, language, subject, body, view.on)


def common_words(company: Company, sender: str, title: str) -> dict[str, str]:
    """What every letter to a company may say."""
    name = _one_line(company.name)
    return {
        "company": name,
        "contact": _one_line(company.contact_name) or name,
        "sender": parseaddr(sender)[0] or title,
        "title": title,
    }


def _entry(partner: PartnerView, said: Wording) -> str:
    name = partner.name.text if partner.name else said("Partner {place}", place=partner.place)
    where = ", ".join(filter(None, (partner.city, said.country(partner.country))))
    best = partner.lines[0] if partner.lines else None
    goods = words.shortened(best.theirs, _SHORT) if best and best.theirs else ""
    code = f"HS {words.code(best.hs)}" if best and best.hs else ""
    return f"{partner.place}. {_one_line(name)} ({_one_line(where)})" + (
        f": {goods or code}" if goods or code else ""
    )


def _news(agreed: int, said: Wording) -> str:
    """What is new since answers came in; "" where nothing is."""
    if not agreed:
        return ""
    return said(
        say_count(
            "Both sides have accepted with {count} partner: the sheet says how you come together.",
            "Both sides have accepted with {count} partners: the sheet says how you come together.",
            agreed,
        )
    )


def recipient(company: Company) -> str:
    """Name and address of a company's contact; "" where its e-mail cell holds no address that can be used."""
    for word in re.split(r"[\s;,<>]+", company.email):
        if "@" not in word or not word.isascii():
            continue
        try:
            return str(Address(_one_line(company.contact_name or company.name), addr_spec=word))
        except (MessageError, ValueError, IndexError):
            continue
    return ""


def encoded(letter: Letter, files: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The letter as a message of RFC 5322 with files attached; the same letter gives the same bytes.

    Its day is the run's. `X-Unsent` lets mail programs open it ready to be sent.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = letter.sender or NOBODY
    if letter.to:
        message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(datetime.combine(letter.on, time(), UTC))
    message["X-Unsent"] = "1"
    message["Content-Language"] = letter.language
    message.set_content(_sound(letter.body), cte="base64")
    for name, data in files:
        kind, subkind = _TYPES[name.rpartition(".")[2]]
        message.add_attachment(data, maintype=kind, subtype=subkind, filename=name)
    if files:
        message.set_boundary(
            "svat-" + hashlib.sha256(letter.body.encode("utf-8", "replace")).hexdigest()[:32]
        )
    return message.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(_sound(text).split())


def _sound(text: str) -> str:
    """Text that can be written as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()

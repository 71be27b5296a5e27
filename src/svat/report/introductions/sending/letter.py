"""Report, sending: what the letter says that goes with a company's sheet, and to whom it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from functools import lru_cache

from svat.report import words
from svat.report.introductions.sending.letters import Letters
from svat.report.introductions.sending.view import CompanyView, PartnerView
from svat.roll.model import Company
from svat.sides import other
from svat.wording import Wording, say_count, wording

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
        return self.mailbox[1]

    @property
    def mailbox(self) -> tuple[str, str]:
        """Name and address apart."""
        return _mailbox(self.to) if self.to else ("", "")


@lru_cache(maxsize=16)  # asked for by header and table, one letter after the other
def _mailbox(to: str) -> tuple[str, str]:
    return parseaddr(to)


def introduction_letter(view: CompanyView, letters: Letters, countries: tuple[str, str]) -> Letter:
    """The letter that goes with a company's sheet; `countries` are those of side a and side b."""
    language = letters.language("introduction", view.language.code)
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
    return _recipient(company.email, company.contact_name or company.name)


@lru_cache(maxsize=1 << 16)  # an outcome's companies are asked for it three times
def _recipient(email: str, name: str) -> str:
    for word in re.split(r"[\s;,<>]+", email):
        if "@" not in word or not word.isascii():
            continue
        try:
            return str(Address(_one_line(name), addr_spec=word))
        except (MessageError, ValueError, IndexError):
            continue
    return ""


def _one_line(text: str) -> str:
    return " ".join(sound(text).split())


def sound(text: str) -> str:
    """Text that can be written as UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()

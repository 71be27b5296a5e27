"""Roll, numbers: the official identifiers of a company and its website as they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from svat.roll.model import Company
from svat.tables.values import written
from svat.text.official.comparing import official, plain
from svat.text.official.stated import in_cell

OFFICIAL = {"registration_number": "registration number", "tax_number": "tax number", "lei": "LEI"}
_SHORTEST = 4
_ZEROS_LOST = 6  # digits that are left at least where leading zeros do not count
_WITH_KPP = re.compile(r"^\s*((?:ИНН\W*)?\d{10})\s*/\s*\d{9}\s*$")
_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#\s@]+\.[^/:?#\s@]+)", re.IGNORECASE)


def official_numbers(company: Company) -> Iterator[tuple[str, str]]:
    """(column, number as it is compared) of each official identifier; placeholders such as 0000 are none."""
    for column in OFFICIAL:
        prefix = "" if column == "lei" else company.country
        if (stated := getattr(company, column)) and (number := compared(stated, prefix)):
            yield column, number


@lru_cache(maxsize=1 << 16)
def compared(stated: str, country: str = "") -> str:
    """Letters in capitals and digits, leading zeros off a long number, as spreadsheets do; "" of a placeholder.

    A word that says what number it is ("БИН 990…"), the country that it is of ("DE123…") and a Russian office's KPP
    behind the INN do not count. What has no digit is no number.
    """
    upper = stated.upper()
    words = re.split(r"[\s:№#.]+", _WITH_KPP.sub(r"\1", upper))
    while len(words) > 1 and (not words[0] or words[0].casefold() in written("number label")):
        words.pop(0)
    number = plain(" ".join(words))
    if (
        country
        and number.startswith(country)
        and number[len(country) :].isdecimal()
        and len(number) > _ZEROS_LOST
    ):
        number = number[len(country) :]
    if len(number) < _SHORTEST or len(set(number)) == 1 or not any(map(str.isdigit, number)):
        return ""
    bare = number.lstrip("0")
    return bare if number.isdecimal() and len(bare) >= _ZEROS_LOST else number


def of_another_registry(heading: str, cell: str, country: str) -> bool:
    """Whether a heading calls a number another country's than its company's, and form and digits agree.

    So a Russian ИНН or a Korean 사업자등록번호 of a company in Kazakhstan is not taken for a number of Kazakhstan.
    """
    found = (official(*stated, country) for stated in in_cell(heading, cell))
    return any(number is not None and number.country not in ("", country) for number in found)


def website_host(website: str) -> str:
    """The host of a website in lower case without "www."; "" where there is none."""
    match = _HOST.match(website)
    return match[1].lower().removeprefix("www.") if match else ""


def websites(cell: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """(hosts of its own, pages on sites for everybody as host and page) that a cell of websites names."""
    own, pages = set(), set()
    for text in re.split(r"[;,\s]+", cell):
        if not (host := website_host(text)):
            continue
        if _for_everybody(host):
            page = text.partition(host)[2].strip("/").casefold()
            pages.add((host, page))
        else:
            own.add(host)
    return frozenset(own), frozenset(pages)


def domains(company: Company) -> tuple[str, ...]:
    """The domains of website and e-mail, each once, without those of mail providers and of sites for everybody."""
    hosts = [website_host(company.website)]
    hosts += [
        address.rpartition("@")[2].lower().removeprefix("www.") for address in company.email.split("; ")
    ]
    return tuple(dict.fromkeys(host for host in hosts if "." in host and not _for_everybody(host)))


@lru_cache(maxsize=1 << 14)
def _for_everybody(host: str) -> bool:
    """Whether anybody may have an address there."""
    known = written("provider")
    labels = host.split(".")
    names = [".".join(labels[k:]) for k in range(len(labels) - 1)]
    return any(name in known for name in names) or any(f"{label}." in known for label in labels[:-1])

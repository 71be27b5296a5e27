"""Report, sending: what can be said of a company that must not be named: its goods, unless they name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from svat.roll.model import Company
from svat.text.folding import core, fold
from svat.text.spelling import squash

_SHORTEST = 3  # letters; shorter words are in every text


class Unnamed:
    """Texts of one roll's companies as they may be shown without a name; made of the companies of both.

    A text is withheld where a word of the company's names, or of its addresses on the net, stands in it that no other
    company's goods have: "honey" of Golden Honey may be shown where others sell honey too.
    """

    def __init__(self, companies: Iterable[Company]) -> None:
        self._used = Counter(
            word for company in companies for word in {w for x in company.listings for w in _words(x.text)}
        )
        self._telling: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}

    def text(self, text: str, company: Company) -> str:
        """The text, or "" where it names the company."""
        words, signs = self._of(company)
        squashed = squash(text)
        names = any(self._used[word] < 2 for word in words & set(_words(text)))
        return "" if names or any(sign in squashed for sign in signs) else text

    def texts(self, texts: Iterable[str], company: Company) -> tuple[str, ...]:
        """Those of the texts that do not name the company."""
        return tuple(text for text in texts if self.text(text, company))

    def _of(self, company: Company) -> tuple[frozenset[str], tuple[str, ...]]:
        key = company.external_id
        if key not in self._telling:
            words = frozenset(
                word for name in company.names for word in core(name).split() if len(word) >= _SHORTEST
            )
            hosts = (_host(company.website), _host(company.email.rpartition("@")[2]))
            contacts = (
                company.email,
                company.phone,
                company.registration_number,
                company.tax_number,
                company.lei,
                key,
            )
            signs = (squash(x) for x in (*company.names, *hosts, *contacts))
            self._telling[key] = words, tuple(x for x in signs if len(x) >= _SHORTEST)
        return self._telling[key]


def _words(text: str) -> list[str]:
    return fold(text).split()


def _host(address: str) -> str:
    """The name of a site without what many have in common."""
    host = address.split("://")[-1].split("/")[0].removeprefix("www.")
    return host.rpartition(".")[0]

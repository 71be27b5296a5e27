"""Tables, digits: how many digits an identifier has, so that one short of them is seen: a spreadsheet drops zeros."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from svat.tables.signs import western
from svat.text.spelling import squash
from svat.wording import say

# Part of a heading, squashed → (what the number is called, how many digits it has). The longer names first.
_NAMED: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("огрнип", "OGRNIP", (13, 15)), ("огрн", "OGRN", (13, 15)), ("ogrn", "OGRN", (13, 15)),
    ("법인등록번호", "corporate registration number", (13,)), ("법인번호", "corporate registration number", (13,)),
    ("사업자등록번호", "business registration number", (10,)), ("사업자번호", "business registration number", (10,)),
    ("биниин", "BIN or IIN", (12,)), ("ииниин", "IIN", (12,)), ("бин", "BIN", (12,)), ("иин", "IIN", (12,)),
    ("жсн", "IIN", (12,)), ("бсн", "BIN", (12,)), ("рнн", "RNN", (12,)), ("унп", "UNP", (9,)),
    ("окпо", "OKPO", (8, 10)),
    ("cnpj", "CNPJ", (14,)), ("siret", "SIRET", (14,)), ("siren", "SIREN", (9,)), ("mersis", "MERSIS number", (16,)),
    ("regon", "REGON", (9, 14)), ("gstin", "GSTIN", (15,)),
)  # fmt: skip
_WORDS: dict[str, tuple[str, tuple[int, ...]]] = {
    "bin": ("BIN", (12,)), "iin": ("IIN", (12,)), "unp": ("UNP", (9,)), "nip": ("NIP", (10,)), "vkn": ("VKN", (10,)),
    "brn": ("business registration number", (10,)),
}  # fmt: skip
_INN = {"RU": (10, 12), "UZ": (9, 14), "KG": (14,), "TJ": (9,), "BY": (9,), "AM": (8,)}
# Country → (what a number of a column without such a name may be, how many digits it then has).
_TAX: dict[str, tuple[str, tuple[int, ...]]] = {
    "KZ": ("BIN or IIN", (12,)), "RU": ("INN", (10, 12)), "KR": ("business registration number", (10, 13)),
    "UZ": ("INN", (9, 14)), "KG": ("INN", (14,)), "BY": ("UNP", (9,)), "BR": ("CNPJ or CPF", (11, 14)),
    "PL": ("NIP", (10,)), "TR": ("VKN or TCKN", (10, 11)),
}  # fmt: skip
_REGISTRATION: dict[str, tuple[str, tuple[int, ...]]] = {
    "KZ": ("BIN or IIN", (12,)), "RU": ("OGRN or INN", (10, 12, 13, 15)), "KR": ("registration number", (10, 13)),
    "BY": ("UNP", (9,)), "BR": ("CNPJ", (14,)),
}  # fmt: skip
_DIGITS = re.compile(r"\d[\d\s.-]*")
_SAME = 0.8  # share of a column's numbers that are equally long, where shorter ones stand out
_LONG, _ROUNDED = (
    10,
    "000000",
)  # digits, and how a number of so many ends that was shown as 9.60741E+11 and stored so
_FEWEST, _SHORTEST, _MISSING = 5, 4, 3


def bare(text: str) -> str:
    """The digits of an identifier that has nothing else but signs between them; "" of any other."""
    text = western(text).strip()
    return "".join(filter(str.isdigit, text)) if _DIGITS.fullmatch(text) else ""


def digits_of(heading: str, column: str, country: str) -> tuple[str, tuple[int, ...]] | None:
    """(what an identifier is called, how many digits it may have) by its heading, else by the country, or None."""
    key = squash(heading)
    if found := next(((name, lengths) for part, name, lengths in _NAMED if part in key), None):
        return found
    words = re.findall(r"[^\W\d_]+", heading.casefold())
    if found := next((_WORDS[word] for word in words if word in _WORDS), None):
        return found
    if any(word in ("инн", "inn") for word in words):
        return ("INN", _INN[country]) if country in _INN else None
    return (_TAX if column == "tax_number" else _REGISTRATION).get(country)


def short_of(text: str, known: tuple[str, Sequence[int]] | None, usual: int | None) -> str:
    """Why an identifier lacks digits, or "": by what it is called, else by what the others of its column have."""
    digits = bare(text)
    if len(digits) >= _LONG and digits.endswith(_ROUNDED):
        zeros = len(digits) - len(digits.rstrip("0"))
        return say("ends in {zeros} zeros: a spreadsheet may have rounded it; kept as it is", zeros=zeros)
    if not digits or not (known or usual):
        return ""
    if known:
        name, lengths = known
        wanted = min((n for n in lengths if n > len(digits)), default=0)
        if len(digits) in lengths or not wanted:
            return ""
        of: str = say(
            "one of its kind ({name}) has {lengths}", name=name, lengths=" or ".join(map(str, lengths))
        )
    elif usual and len(digits) < usual <= len(digits) + _MISSING and not digits.startswith("0"):
        wanted, of = usual, say("most of the column have {usual}", usual=usual)
    else:
        return ""
    return say(
        "{count} digits, though {of}: zeros may be lost at its start ({zfill}); kept as it is",
        count=len(digits),
        of=of,
        zfill=digits.zfill(wanted),
    )


def usual_length(cells: Iterable[str], *, zeros: bool = False) -> int | None:
    """How many digits nearly all numbers of a column have; None where there is no such habit.

    With `zeros` some of them must begin with one: running numbers are longer the later they are, and lack nothing.
    """
    found = [digits for cell in cells if (digits := bare(cell))]
    if len(found) < _FEWEST:
        return None
    length, times = Counter(map(len, found)).most_common(1)[0]
    if times < _SAME * len(found) or length < _SHORTEST or max(map(len, found)) > length:
        return None
    return length if not zeros or any(digits.startswith("0") for digits in found) else None

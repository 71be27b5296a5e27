"""Invented cases, a key and a log of a few entries, for the tests of the proof room."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.law.listfiles import VERSION

from svat.candidates.model import Line
from svat.law.lists import load_lists
from svat.law.lists.model import ListSet
from svat.law.proof.case import Case, basis_of
from svat.law.proof.document import Document, DocumentScribe
from svat.law.proof.judge import judge
from svat.law.proof.keys import SigningKey
from svat.law.proof.log import append
from svat.law.rules.ruleset import Ruleset, load_rules
from svat.law.settings import Settings
from svat.roll.model import Company, Listing

ON = VERSION  # 2026-03-01
KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER_KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
SETTINGS = Settings(regimes=("UN", "US"), max_list_age_days=30)


@cache
def rules() -> Ruleset:
    return load_rules()


def lists_in(folder: Path, on: date = ON) -> ListSet:
    return load_lists(folder, on, max_age_days=SETTINGS.max_list_age_days)


def company(key: str, name: str, country: str, **more: str) -> Company:
    return Company(key, name, country, partnership_types=("distribution",), **more)  # type: ignore[arg-type]


def line(hs: str = "040900", text: str = "Мёд, ヨモギ, 꿀") -> Line:
    return Line(
        "a_to_b", Listing("A1", "offer", 0, text, hs), Listing("B1", "need", 0, "꿀"), hs, "given", 0.5, 0.25
    )


def case(lists: ListSet | None, *, name: str = "ТОО «Пример Мёд»", hs: str = "040900", on: date = ON) -> Case:
    a = company("A1", name, "KZ", tax_number="123", contact_name="Ivan Primerov")
    b = company("B1", "주식회사 예시상사", "KR", name_latin="Yesi Trading")
    return Case(on, a, b, (line(hs),), basis_of(SETTINGS, lists))


def documents(lists: ListSet | None, names: tuple[str, ...]) -> list[Document]:
    """Judged and signed documents, one for each name of the first company."""
    scribe = DocumentScribe(KEY)
    cases = [case(lists, name=name) for name in names]
    return [scribe.document(item, judge(item, lists, rules())) for item in cases]


def unlisted(count: int) -> list[Document]:
    """Documents of cases without lists: quick to make, each with findings."""
    return documents(None, tuple(f"Пример {k}" for k in range(count)))


def write_log(path: Path, count: int) -> bytes:
    """A log of that many entries; its bytes."""
    append(path, unlisted(count), KEY)
    return path.read_bytes()

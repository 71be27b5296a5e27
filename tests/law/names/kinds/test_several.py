"""Several names in one text, and names that so many people have that they are no name within another."""

from __future__ import annotations

import pytest
from tests.kinds import Case, judge
from tests.law.names.kinds.asked import found

from svat.law.model import PartyKind
from svat.law.names.parting import parts_of

Both = tuple[str, str]  # listed, asked about

PARTED = (
    *((f"{a}", f"{b}{mark}{a}") for a, b, mark in (
        ("Zurbalan", "Kestrel Works", " | "), ("Zurbalan", "Kestrel Works", "; "), ("Zurbalan", "Kestrel Works", ";"),
        ("Zurbalan", "Kestrel Works", " \\ "), ("Zurbalan", "Kestrel Works", "\\"), ("Zurbalan", "Kestrel Works", "／"),
        ("Zurbalan", "Kestrel Works", " • "), ("Zurbalan", "Kestrel Works", " ~ "),
        ("Zurbalan", "Kestrel Works", " a.k.a. "), ("Zurbalan", "Kestrel Works", " AKA "),
        ("Zurbalan", "Kestrel Works", ", f/k/a "), ("Zurbalan", "Kestrel Works", " d/b/a "),
        ("Zurbalan", "Kestrel Works", " trading as "), ("Zurbalan", "Kestrel Works", " also known as "),
        ("Zurbalan", "Kestrel Works", " 又名 "), ("Зурбалан", "Кестрел", ", он же "),
        ("Зурбалан", "ООО «Кестрел»", ", также известное как "), ("Зурбалан", "Кестрель", ", вона ж "),
    )),
    ("Kestrel Works | Zurbalan", "Zurbalan"), ("Kestrel Works a.k.a. Zurbalan", "ООО Зурбалан"),
    ("Zurbalan", "Kestrel A/S | Zurbalan S.p.A."), ("Zurbalan", "Lumen; Kestrel; Brantford; Harmattan; Zurbalan"),
    ("Zurbalan", "Kestrel Works (f.k.a. Zurbalan)"), ("华雀工厂", "中兴工厂又名华雀工厂"),
)  # fmt: skip
OTHERS_PARTED = (
    ("Zurbalan", "Kestrel | Zurban"), ("Zurbalan", "Kestrel; Balan"), ("Zurbalan", "Kestrel \\ Zurbin Works"),
    ("Zurbalan", "Zurban ／ Kestrel"), ("Zurbalan", "Kestrel a.k.a. Zurbin"), ("Кестрел", "Зурбалан, он же Кестюк"),
    ("Zurbalan", "Zurkov aka Balanov"), ("Lumen c/o Brantford", "Brantford"), ("Brantford", "Lumen c/o Brantford"),
    ("AT", "AT&T"), ("Kestrel A/S", "Lumen A/S"), ("Zurbalan S.p.A.", "Kestrel S.p.A."),
    ("Zurbalan", "Akakov Works"), ("Zurbalan 12/05/2020", "Kestrel 12/05/2020"), ("Zurbalan N/A", "Kestrel N/A"),
    ("Zurbalan", "Kestrel | Bangladesh"), ("Bangladesh Zurbalan", "Kestrel; Bangladesh"),
)  # fmt: skip
PERSONS_PARTED = (
    ("Zelimir Quarovec", "Anton Brusko a.k.a. Zelimir Quarovec"),
    ("Zelimir Quarovec", "Anton Brusko; Quarovec Zelimir"),
    ("Зелимир Куаровец", "Антон Бруско, он же Зелимир Куаровец"),
    ("Zelimir Quarovec", "Anton Brusko alias Zelimir Quarovec"),
)  # fmt: skip
WITHIN = (
    ("Fazlan Rabeed", "Фазлан Рабид Мохаммед"), ("Fazlan Rabeed", "Мухаммад Фазлан Рабид"),
    ("Fazlan Rabeed Mohammed", "Фазлан Рабид"), ("Zelimir Quarovec", "Quarovec"), ("Zelimir Quarovec", "Зелимир"),
    ("Zelimir Khanov", "Khanov"), ("Khan", "Khan"), ("Khan", "Хан"), ("Мохаммед", "Mohammed"),
    ("Zelimir Singhal", "Singhal"), ("Zelimir Khan", "Khan Zelimir"), ("Zelimir Khan", "Zelimir"),
    ("Fazlan Rabeed Khan", "Fazlan Rabeed Khan Mohammed Ali"),
)  # fmt: skip
NOT_WITHIN = (
    ("Зелимир Мохаммед", "Мохаммед"), ("Зелимир Мохаммед", "Mohammed"), ("Zelimir Mohammed", "Мохаммед"),
    ("Зелимир Мухаммед", "Мухаммед"), ("Мохаммед", "Мохаммед Каленко"), ("Zelimir Khan", "Khan"),
    ("Zelimir Khan", "Хан"), ("Khan", "Zelimir Khan"), ("Zelimir Singh", "Singh"), ("Zelimir Kim", "Kim"),
    ("Zelimir Garcia", "Garcia"), ("Zelimir Ivanov", "Иванов"), ("Ali Mohammed Khan Hassan", "Мохаммед Хан"),
    ("Mohammed Khan", "Mohammed Khan Ali Hassan"), ("Nguyen Zelimir", "Nguyen"), ("Zelimir Wang", "Wang"),
)  # fmt: skip


def _judge(kind: str, same: tuple[Both, ...], others: tuple[Both, ...], of: PartyKind) -> None:
    cases = [Case(f"{name} for {listed}", (listed, name), caught=True) for listed, name in same]
    cases += [Case(f"{name} for {listed}", (listed, name), caught=False) for listed, name in others]
    judge(kind, cases, lambda case: found(*case, kind=of, of=of) is not None)


def test_each_of_several_names_in_one_text_is_looked_up() -> None:
    _judge("several names in one text", PARTED, OTHERS_PARTED, "organisation")


@pytest.mark.parametrize(("listed", "name"), [*PARTED[:6], *PERSONS_PARTED])
def test_one_of_several_names_is_a_question_only(listed: str, name: str) -> None:
    of: PartyKind = "person" if (listed, name) in PERSONS_PARTED else "organisation"
    hit = found(listed, name, kind=of, of=of)
    assert hit is not None
    assert hit.status == "review"
    assert "one of several names in one text" in hit.reason


def test_names_of_very_many_people_are_no_name_within_another() -> None:
    _judge("names within names", WITHIN, NOT_WITHIN, "person")


@pytest.mark.parametrize(
    "name",
    [
        "AT&T",
        "AT&amp;T Works",
        "Kestrel A/S",
        "Kestrel S.p.A.",
        "N/A",
        "12/05/2020",
        "Kestrel 24/7",
        "Akakov Works",
    ],
)
def test_marks_within_one_name_part_nothing(name: str) -> None:
    assert parts_of(name) == ()

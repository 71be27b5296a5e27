"""Identifiers of countries whose check digits python-stdnum tests: the extra svat[ids], and what is left without it."""

from __future__ import annotations

from importlib import import_module

import pytest
from tests.kinds import Case, judge

from svat.text.official import check_digits
from svat.text.official.check_digits import CHECKS, sound
from svat.text.official.comparing import official
from svat.text.official.kinds import identifier_kinds, kind_of

# What a label says, the country, numbers that are right, and the same with a digit that is not.
NUMBERS = [
    ("NIP", "PL", "526-104-08-28", "526-104-08-29"),
    ("REGON", "PL", "192598184", "192598183"),
    ("VAT", "DE", "DE136695976", "DE136695977"),
    ("CUIT", "AR", "20-05536168-2", "20-05536168-3"),
    ("SIREN", "FR", "552 008 443", "552 008 444"),
    ("SIRET", "FR", "73282932000074", "73282932000075"),
    ("ABN", "AU", "83 914 571 673", "83 914 571 674"),
    ("ACN", "AU", "004 085 616", "010 499 967"),
    ("Codice Fiscale", "IT", "RCCMNL83S18D969H", "RCCMNL83S18D969"),
    ("GSTIN", "IN", "27AAPFU0939F1ZV", "27AAPFU0939F1Z0"),
    ("MST", "VN", "0100233488", "0100233480"),
    ("법인 NPWP", "ID", "01.312.166.0-091.000", "01.312.166.1-091.000"),
    ("VÖEN", "AZ", "1400057421", "140155507"),
    ("RIF", "VE", "V-11470283-4", "V-11470283-3"),
    ("法人番号", "JP", "5-8356-7825-6246", "2-8356-7825-6246"),
    ("UEN", "SG", "00192200M", "00192200N"),
    ("CPF", "BR", "390.533.447-05", "231.002.999-00"),
]


def _is_sound(asked: tuple[str, str, str]) -> bool:
    label, country, number = asked
    found = official(label, number, country)
    return found is not None and bool(found.sure)


def test_check_digits_of_further_countries() -> None:
    cases = [
        Case(f"{label} {number}", (label, country, number), caught=is_right)
        for label, country, right, wrong in NUMBERS
        for number, is_right in ((right, True), (wrong, False))
    ]
    judge("identifiers of further countries", cases, _is_sound)


def test_every_check_named_in_the_table_is_there() -> None:
    for kind in identifier_kinds():
        if kind.check and kind.check not in CHECKS:
            assert import_module(f"stdnum.{kind.check}").is_valid, kind.name


def test_without_the_extra_such_numbers_are_compared_and_no_check_is_claimed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(check_digits, "import_module", missing)
    check_digits._stdnum.cache_clear()
    official.cache_clear()
    try:
        for label, country, right, wrong in NUMBERS:
            for number in (right, wrong):
                assert sound(kind_of(label).check, number) is None
                found = official(label, number, country)
                assert found is not None
                assert found.keys
                assert not found.sure
    finally:
        check_digits._stdnum.cache_clear()
        official.cache_clear()

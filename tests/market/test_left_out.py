"""Why a company was left out, as small stories."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from svat.market.left_out import UnmatchedCompany, cause, missing_facts
from svat.roll.model import Company, Listing

SILENT = Company(external_id="KZ-1", name="Арман", country="KZ")
HONEY = replace(SILENT, offers=(Listing("KZ-1", "offer", 0, "мёд натуральный", None),))


@pytest.mark.parametrize(
    ("unmatched", "expected", "detail", "advice"),
    [
        (UnmatchedCompany(SILENT), "no listing", "neither an offer nor a need", "Ask the company"),
        (UnmatchedCompany(HONEY), "no candidate", "мёд натуральный", "Recruit companies"),
        (
            UnmatchedCompany(HONEY, candidates=2, barred=2, rules=["un-2397"]),
            "all barred",
            "un-2397",
            "Nothing may be done",
        ),
        (UnmatchedCompany(HONEY, weak=2), "too weak", "may meet 2 companies", "least_fit"),
        (UnmatchedCompany(HONEY, candidates=2, weak=3), "outcompeted", "higher mutual", "Lengthen"),
        (
            UnmatchedCompany(HONEY, candidates=2, barred=1, vetoed=1),
            "vetoed",
            "vetoed by the council",
            "Take back",
        ),
        (UnmatchedCompany(HONEY, candidates=2, cap=0), "capacity", "caps its list at 0", "Raise its cap"),
        (UnmatchedCompany(HONEY, candidates=2, full=["KR-5"]), "capacity", "KR-5", "Raise their caps"),
        (
            UnmatchedCompany(HONEY, candidates=2),
            "outcompeted",
            "higher mutual interest",
            "HS codes, countries of interest",
        ),
    ],
)
def test_the_cause_and_what_would_help(
    unmatched: UnmatchedCompany, expected: str, detail: str, advice: str
) -> None:
    found = cause(unmatched)
    assert found[0] == expected
    assert detail in found[1]
    assert advice in found[2]


def test_a_company_that_states_everything_is_asked_for_nothing() -> None:
    whole = replace(
        HONEY,
        offers=(Listing("KZ-1", "offer", 0, "мёд", "040900"),),
        countries_of_interest=("KR",),
        turnover=Decimal(5),
        contact_language="ru",
        certificates=("HACCP",),
        employees=4,
        partnership_types=("supply",),
    )
    assert missing_facts(whole) == []
    assert cause(UnmatchedCompany(whole, candidates=1))[2] == "Lengthen the shortlist."

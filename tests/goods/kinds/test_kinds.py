"""What misleads a reader, kind by kind: judged by the heading that is then first."""

from __future__ import annotations

import pytest
from tests import tools
from tests.goods.kinds.cases import (
    CASES,
    CODES,
    LANGUAGE_CODES,
    LANGUAGES,
    SERVICES,
    SEVERAL,
    TOTALS,
    VAGUE,
)
from tests.kinds import Case, judge

from svat.goods.model import Reading


def reading(text: str) -> Reading:
    """What the real classifier reads."""
    return tools.classifier().read([text], top=60)[0]


def first(text: str) -> str:
    """The heading that is first; a text that is no goods has none."""
    return next((code.hs for code in reading(text).codes if len(code.hs) == 4), "")


@pytest.mark.parametrize("kind", sorted(CASES))
def test_what_misleads(kind: str) -> None:
    caught, neighbours = CASES[kind]
    cases = [Case(text, (text, heading, True), caught=True) for text, heading in caught]
    cases += [Case(text, (text, heading, False), caught=False) for text, heading in neighbours]
    # A neighbour is caught, and wrongly, where what is done for the kind leads it away from its own heading.
    judge(kind, cases, lambda case: (first(case[0]) in case[1].split()) == case[2])


def test_codes_typed_as_text() -> None:
    def given(case: tuple[str, str]) -> bool:
        best = reading(case[0]).codes[:1]
        return bool(best) and best[0].origin == "given" and case[1] in ("", best[0].hs)

    cases = [Case(text, (text, code), caught=True) for text, code in CODES[0]]
    judge("codes", cases + [Case(text, (text, ""), caught=False) for text in CODES[1]], given)
    alone = [text for text, _ in CODES[0] if "beef" not in text]
    assert {reading(text).answer for text in alone} == {"code"}
    assert "code" not in {reading(text).answer for text in CODES[1]}


def test_services() -> None:
    def is_service(case: tuple[str, str]) -> bool:
        found = reading(case[0])
        if found.answer == "service":
            assert (found.codes, found.law) == ((), ())
            assert found.note
            return True
        assert first(case[0]) in case[1].split(), found
        return False

    cases = [Case(text, (text, ""), caught=True) for text in SERVICES[0]]
    judge("services", cases + [Case(t, (t, h), caught=False) for t, h in SERVICES[1]], is_service)


def test_several_products_in_a_cell() -> None:
    def each(case: tuple[str, str, bool]) -> bool:
        text, headings, several = case
        found = [code.hs for code in reading(text).codes if len(code.hs) == 4]
        if several:
            return set(headings.split()) == set(found[: len(headings.split())])
        return found[0] not in headings.split()

    cases = [Case(text, (text, headings, True), caught=True) for text, headings in SEVERAL[0]]
    judge("several", cases + [Case(t, (t, h, False), caught=False) for t, h in SEVERAL[1]], each)


def test_too_vague() -> None:
    cases = [Case(text, text, caught=True) for text in VAGUE[0]]
    cases += [Case(text, text, caught=False) for text in VAGUE[1]]
    judge("too vague", cases, lambda text: reading(text).answer == "too vague")
    assert all(reading(text).note and not reading(text).codes for text in VAGUE[0])


def test_languages_told_by_more_than_their_letters() -> None:
    def told(case: tuple[str, str]) -> bool:
        found = reading(case[0])
        return found.answer == "unsupported language" and f"{case[1]} is not supported" in found.note

    cases = [Case(text, (text, language), caught=True) for text, language in LANGUAGES[0]]
    judge("languages", cases + [Case(text, (text, ""), caught=False) for text in LANGUAGES[1]], told)
    assert all(reading(text).answer == "goods" for text in LANGUAGES[1])


def test_totals_are_no_goods() -> None:
    def is_total(text: str) -> bool:
        found = reading(text)
        return found.answer == "too vague" and "total of a list" in found.note and not found.codes

    cases = [Case(text, text, caught=True) for text in TOTALS[0]]
    judge("totals", cases + [Case(text, text, caught=False) for text in TOTALS[1]], is_total)
    assert "too vague" not in {reading(text).answer for text in TOTALS[1]}


def test_the_code_of_a_language() -> None:
    def told(case: tuple[str, str]) -> bool:
        return reading(case[0]).language == case[1] != "und"

    cases = [Case(text, (text, code), caught=True) for text, code in LANGUAGE_CODES[0]]
    judge("language codes", cases + [Case(t, (t, "und"), caught=False) for t in LANGUAGE_CODES[1]], told)
    assert {reading(text).language for text in LANGUAGE_CODES[1]} == {"und"}

"""The hand-written goods: real codes, natural in three languages, fit for cells joined by semicolons."""

from __future__ import annotations

import re
import tomllib

import pytest

from svat.demo import catalogue
from svat.demo.catalogue import Good
from svat.goods.nomenclature import codes

SCRIPT = {"en": re.compile("[a-z]"), "ru": re.compile("[а-яё]"), "ko": re.compile("[가-힣]")}
CODES = set(codes())


def test_the_nomenclature_is_the_whole_of_hs_2022() -> None:
    assert len([code for code in CODES if len(code) == 6]) > 5500
    assert "854143" in CODES  # new in the revision of 2022
    assert "854890" not in CODES  # gone with it


def test_there_are_goods_for_both_sides() -> None:
    for side in ("KZ", "KR"):
        assert sum(side in good.sellers for good in catalogue.goods()) >= 50
    assert len({good.hs6 for good in catalogue.goods()}) == len(catalogue.goods())


@pytest.mark.parametrize("good", catalogue.goods(), ids=lambda good: good.hs6)
def test_a_good_is_a_real_subheading_said_in_every_language(good: Good) -> None:
    assert re.fullmatch(r"\d{6}", good.hs6)
    assert good.hs6 in CODES
    for language, wordings in good.wordings.items():
        assert len(wordings) >= 2
        assert len(set(wordings)) == len(wordings)
        for text in wordings:
            assert SCRIPT[language].search(text), text
            assert not set(";|\n") & set(text), text
            assert text == text.strip()


def test_nothing_of_the_catalogue_is_arms_or_nuclear() -> None:
    assert not [good.hs6 for good in catalogue.goods() if good.hs6[:2] == "93" or good.hs6[:4] == "2844"]


def test_industries_name_groups_that_somebody_sells() -> None:
    groups = {good.group for good in catalogue.goods()}
    for industry in catalogue.industries():
        assert set(industry.sells) | set(industry.buys) <= groups
        other = "KR" if industry.side == "KZ" else "KZ"
        sellable = {good.group for good in catalogue.goods() if industry.side in good.sellers}
        buyable = {good.group for good in catalogue.goods() if other in good.sellers}
        assert set(industry.sells) <= sellable, industry.id
        assert set(industry.buys) <= buyable, industry.id


def test_an_unknown_code_is_said_by_name() -> None:
    with pytest.raises(LookupError, match="999999"):
        catalogue.good("999999")


def test_the_data_files_are_toml_without_leftovers() -> None:
    for name in ("industries.toml", "names.toml", "showcases.toml", "watch_lists.toml", "corridor.toml"):
        assert tomllib.loads(catalogue.data(name).decode())

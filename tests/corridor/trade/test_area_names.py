"""Countries as statistics shorten their names, without codes; areas that are no country stay what they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.kinds import Case, judge

from svat.corridor.trade.comtrade_areas import comtrade_area
from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.council.goals import goals
from svat.tables.values import countries

SHORT = {
    "Rep. of Korea": "KR", "Dem. People's Rep. of Korea": "KP", "Dem. People’s Rep. of Korea": "KP",
    "Korea, Rep.": "KR",
    "Korea, Dem. People's Rep.": "KP", "Korea, Rep. of": "KR", "Russian Federation": "RU", "USA": "US",
    "Viet Nam": "VN",
    "Lao People's Dem. Rep.": "LA", "Lao PDR": "LA", "Dem. Rep. of the Congo": "CD", "Congo, Dem. Rep.": "CD",
    "Congo": "CG",
    "Congo, Rep.": "CG", "United Rep. of Tanzania": "TZ", "China, Hong Kong SAR": "HK", "Hong Kong SAR, China": "HK",
    "China, Macao SAR": "MO", "Macao SAR, China": "MO", "Other Asia, nes": "TW", "Br. Virgin Isds": "VG",
    "Bosnia Herzegovina": "BA", "Central African Rep.": "CF", "Dominican Rep.": "DO", "Solomon Isds": "SB",
    "Cayman Isds": "KY", "Marshall Isds": "MH", "Turks and Caicos Isds": "TC", "FS Micronesia": "FM",
    "Micronesia, Fed. Sts.": "FM", "Saint Kitts and Nevis": "KN", "St. Kitts and Nevis": "KN", "Egypt, Arab Rep.": "EG",
    "Iran, Islamic Rep.": "IR", "Venezuela, RB": "VE", "Yemen, Rep.": "YE", "Gambia, The": "GM", "Bahamas, The": "BS",
    "Kyrgyz Republic": "KG", "Slovak Republic": "SK", "Slovak Rep.": "SK", "Czechia": "CZ", "Czech Rep.": "CZ",
    "Rep. of Moldova": "MD", "Türkiye": "TR", "Turkey": "TR", "Eswatini": "SZ", "Swaziland": "SZ", "Cabo Verde": "CV",
    "State of Palestine": "PS", "West Bank and Gaza": "PS", "Bolivia (Plurinational State of)": "BO",
    "Syrian Arab Rep.": "SY", "TFYR of Macedonia": "MK", "North Macedonia": "MK", "Côte d'Ivoire": "CI",
    "Cote d'Ivoire": "CI", "Poland, Rep. of": "PL", "KAZAKHSTAN": "KZ", "kazakhstan ": "KZ",
}  # fmt: skip
NO_COUNTRY = (
    "Areas, nes", "Other Africa, nes", "Other Europe, nes", "Special Categories", "Bunkers", "Free Zones",
    "Rest of America, nes",
    "Sub-Saharan Africa", "European Union", "EU-28", "ASEAN", "Oceania, nes", "East Asia & Pacific", "Neutral Zone",
    "Unspecified",
)  # fmt: skip


def test_short_names_without_codes_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(name, (name, code), caught=True) for name, code in SHORT.items()]
    cases += [Case(name, (name, ""), caught=False) for name in NO_COUNTRY]

    def known(given: tuple[str, str]) -> bool:
        name, code = given
        found = comtrade_area("", "", name)
        return found == code if code else found in countries()

    with capsys.disabled():
        judge("countries by the names that statistics give them", cases, known)


def test_files_without_a_row_of_the_pair_say_which_they_have(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        'a="KZ"\nb="KR"\n[goal]\nmeasure="turnover"\namount=5_000_000\ncurrency="USD"\nby=2030\n',
        encoding="utf-8",
    )
    head = "Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)\n"
    (tmp_path / "t.csv").write_text(
        head + "2021,Export,Uzbekistan,Rep. of Korea,TOTAL,5\n2021,Export,Uzbekistan,Areas nes,TOTAL,5\n",
        encoding="utf-8",
    )
    store = FolderStore(CouncilFiles(corridor=tmp_path / "c.toml", trade=(tmp_path / "t.csv",)))
    notes = [n.reason for n in goals(store, date(2026, 1, 1)).notes]
    assert notes == [
        "no row is between KZ and KR: the reporters are UZ, the partners Areas nes, KR",
    ]

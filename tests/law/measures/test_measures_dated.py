"""Law room: what the measures say, day by day. The tables are meant to be read against the resolutions."""

from __future__ import annotations

from datetime import date

import pytest
from tests.law.asking import checked, verdict_of_goods

from svat.law.rules.ruleset import load_rules

RULES = load_rules()

# on, what, which way, verdict, the measure that must be named ("" where only the default speaks)
CONTROL = [
    ("2015-02-04", "2701", "from KP", "review", "KP-DEFAULT"),
    ("2015-02-04", "93", "to KP", "barred", "UNSCR 1718"),
    ("2015-02-04", "93", "from KP", "barred", "UNSCR 1874"),
    ("2015-02-04", "9302", "to KP", "barred", "UNSCR 1874"),
    ("2015-02-04", "7113", "to KP", "barred", "UNSCR 1718"),
    ("2015-02-04", "8903", "to KP", "barred", "UNSCR 1718"),
    ("2017-03-01", "2701", "from KP", "review", "UNSCR 2321 OP26"),
    ("2017-08-06", "2701", "from KP", "barred", "UNSCR 2371 OP8"),
    ("2017-08-06", "2601", "from KP", "barred", "UNSCR 2371 OP8"),
    ("2017-08-06", "03", "from KP", "barred", "UNSCR 2371 OP9"),
    ("2017-09-12", "50", "from KP", "barred", "UNSCR 2375 OP16"),
    ("2017-09-12", "6203", "from KP", "barred", "UNSCR 2375 OP16"),
    ("2017-09-12", "63", "from KP", "barred", "UNSCR 2375 OP16"),
    ("2017-09-12", "joint venture", "to KP", "barred", "UNSCR 2375 OP18"),
    ("2017-12-23", "84", "to KP", "barred", "UNSCR 2397 OP7"),
    ("2017-12-23", "07", "from KP", "barred", "UNSCR 2397 OP6"),
    ("2017-12-23", "0808", "from KP", "barred", "UNSCR 2397 OP6"),
    ("2017-12-23", "12", "from KP", "barred", "UNSCR 2397 OP6"),
    ("2026-02-27", "2701", "from KP", "barred", "UNSCR 2371 OP8"),
    ("2026-02-27", "93", "to KP", "barred", "UNSCR 1718"),
    ("2026-02-27", "7113", "to KP", "barred", "UNSCR 1718"),
    ("2026-02-27", "2601", "from KP", "barred", "UNSCR 2371 OP8"),
    ("2026-02-27", "03", "from KP", "barred", "UNSCR 2371 OP9"),
    ("2026-02-27", "6203", "from KP", "barred", "UNSCR 2375 OP16"),
    ("2026-02-27", "joint venture", "to KP", "barred", "UNSCR 2375 OP18"),
    ("2026-02-27", "8471", "to KP", "barred", "UNSCR 2397 OP7"),
    ("2026-02-27", "0808", "from KP", "barred", "UNSCR 2397 OP6"),
]

# The day before and the first day of each measure, and the way it does not run.
KOREA = [
    # arms
    ("2006-10-13", "9301", "to KP", "review", "KP-EARLY"),
    ("2006-10-14", "9301", "to KP", "barred", "KP-ARMS-EXP-1"),
    ("2006-10-14", "8710.00", "to KP", "barred", "KP-ARMS-EXP-1"),
    ("2006-10-14", "890610", "to KP", "barred", "KP-ARMS-EXP-1"),
    ("2006-10-14", "8906", "to KP", "review", "KP-ARMS-EXP-1"),  # warships are not ruled out
    ("2006-10-14", "8802", "to KP", "review", "KP-ARMS-EXP-1-AIR"),
    ("2009-06-11", "9301", "from KP", "review", "ARMS-ANY"),
    ("2009-06-12", "9301", "from KP", "barred", "KP-ARMS-IMP"),
    ("2009-06-12", "9301", "to KP", "barred", "KP-ARMS-EXP-2"),
    ("2016-03-02", "9302", "to KP", "barred", "KP-ARMS-EXP-2-SALW"),
    # luxury
    ("2006-10-13", "7113", "to KP", "review", "KP-EARLY"),
    ("2006-10-14", "7101", "to KP", "barred", "KP-LUX"),
    ("2006-10-14", "7113", "from KP", "review", "KP-DEFAULT"),
    ("2010-01-01", "9101", "to KP", "barred", "KP-LUX"),
    ("2010-01-01", "8703", "to KP", "barred", "KP-LUX-CARS"),
    ("2010-01-01", "7013.22", "to KP", "barred", "KP-LUX-CRYSTAL"),
    ("2010-01-01", "7013.37", "to KP", "review", "KP-DEFAULT"),  # glass, but not crystal
    ("2010-01-01", "5701", "to KP", "barred", "KP-LUX-CARPETS"),
    ("2010-01-01", "6911", "to KP", "barred", "KP-LUX-CHINA"),
    ("2010-01-01", "9506", "to KP", "barred", "KP-LUX-SPORT"),
    ("2013-03-07", "8903", "to KP", "barred", "UNSCR 2094 OP23"),
    ("2016-03-02", "8903", "to KP", "barred", "UNSCR 2270 OP39"),
    ("2016-11-30", "8903", "to KP", "barred", "UNSCR 2321 OP5"),
    # coal and iron
    ("2016-03-01", "2701", "from KP", "review", "KP-DEFAULT"),
    ("2016-03-02", "2701", "from KP", "review", "UNSCR 2270 OP29"),
    ("2016-11-29", "2701", "from KP", "review", "UNSCR 2270 OP29"),
    ("2016-11-30", "2701", "from KP", "review", "KP-COAL-CAP-2016"),
    ("2016-12-31", "2701", "from KP", "review", "KP-COAL-CAP-2016"),
    ("2017-01-01", "270112", "from KP", "review", "KP-COAL-CAP"),
    ("2017-08-04", "2701", "from KP", "review", "KP-COAL-CAP"),
    ("2017-08-05", "2701", "from KP", "barred", "KP-COAL-IRON"),
    ("2017-08-05", "2701", "to KP", "review", "KP-DEFAULT"),
    ("2017-08-05", "2704", "from KP", "barred", "KP-COAL-IRON-2702"),
    ("2017-08-04", "7208", "from KP", "review", "KP-DEFAULT"),
    ("2017-08-05", "7208", "from KP", "barred", "KP-COAL-IRON"),
    ("2017-09-05", "2601", "from KP", "barred", "KP-COAL-IRON"),
    # seafood and lead
    ("2017-08-04", "0303", "from KP", "review", "KP-DEFAULT"),
    ("2017-08-05", "0303", "from KP", "barred", "KP-SEAFOOD"),
    ("2017-08-05", "160510", "from KP", "barred", "KP-SEAFOOD"),
    ("2017-08-05", "1602", "from KP", "review", "KP-DEFAULT"),
    ("2017-12-21", "fishing rights", "from KP", "review", "KP-DEFAULT"),
    ("2017-12-22", "fishing rights", "from KP", "barred", "KP-SEAFOOD-RIGHTS"),
    ("2017-08-05", "2607", "from KP", "barred", "KP-LEAD"),
    ("2017-08-05", "7801", "from KP", "barred", "KP-LEAD"),
    # ores and metals
    ("2016-03-01", "7108", "from KP", "review", "KP-DEFAULT"),
    ("2016-03-02", "7108", "from KP", "barred", "KP-MIN-1"),
    ("2016-03-02", "261690", "from KP", "barred", "KP-MIN-1"),
    ("2016-03-02", "2616", "from KP", "review", "KP-MIN-1"),
    ("2016-03-02", "2846", "from KP", "barred", "KP-MIN-1"),
    ("2016-03-02", "2530.90", "from KP", "barred", "KP-MIN-1"),
    ("2016-11-29", "7403", "from KP", "review", "KP-DEFAULT"),
    ("2016-11-30", "7403", "from KP", "barred", "KP-MIN-2"),
    ("2016-11-30", "2616", "from KP", "review", "KP-MIN-2"),
    ("2016-11-30", "261610", "from KP", "barred", "KP-MIN-2"),
    ("2016-11-30", "7106", "from KP", "barred", "KP-MIN-2"),
    ("2016-11-30", "9703", "from KP", "barred", "KP-STATUE"),
    ("2016-11-30", "970390", "from KP", "barred", "KP-STATUE"),
    ("2016-11-30", "970300", "from KP", "barred", "KP-STATUE"),  # HS 2017, split in HS 2022
    ("2016-11-30", "9703.10", "from KP", "barred", "KP-STATUE"),
    ("2016-11-29", "970300", "from KP", "review", "KP-DEFAULT"),
    ("2016-11-29", "9703", "from KP", "review", "KP-DEFAULT"),
    # helicopters, vessels, fuel
    ("2016-11-29", "880211", "to KP", "review", "KP-ARMS-EXP-1-AIR"),
    ("2016-11-30", "880211", "to KP", "barred", "KP-HELI-VESSEL"),
    ("2016-11-30", "8901", "to KP", "barred", "KP-HELI-VESSEL"),
    ("2016-03-01", "271019", "to KP", "review", "KP-DEFAULT"),
    ("2016-03-02", "271019", "to KP", "barred", "KP-AVFUEL"),
    ("2016-03-02", "2710", "to KP", "review", "KP-AVFUEL"),
    ("2016-03-02", "271011", "to KP", "barred", "KP-AVFUEL"),  # HS 2007, now 271012
    ("2017-09-10", "2711", "to KP", "review", "KP-DEFAULT"),
    ("2017-09-11", "2711", "to KP", "barred", "KP-NGL"),
    ("2017-09-11", "2709", "to KP", "review", "KP-CRUDE-2375"),
    ("2017-09-11", "2709", "to KP", "review", "KP-NGL-CONDENSATE"),
    ("2017-10-01", "2710", "to KP", "review", "KP-REFINED-1"),
    ("2018-01-01", "2710", "to KP", "barred", "KP-DEFAULT-BAR"),
    ("2017-12-22", "2709", "to KP", "barred", "KP-DEFAULT-BAR"),
    # textiles
    ("2017-09-10", "6203", "from KP", "review", "KP-DEFAULT"),
    ("2017-09-11", "6203", "from KP", "barred", "KP-TEXTILE"),
    ("2017-09-11", "6203", "to KP", "review", "KP-DEFAULT"),
    ("2017-09-11", "6401", "from KP", "review", "KP-DEFAULT"),
    # the sectors of December 2017
    ("2017-12-21", "8471", "to KP", "review", "KP-DEFAULT"),
    ("2017-12-22", "8471", "to KP", "barred", "KP-IND-EXP"),
    ("2017-12-22", "8471", "from KP", "barred", "KP-SECT-IMP"),
    ("2017-12-22", "7208", "to KP", "barred", "KP-IND-EXP"),
    ("2017-12-22", "8708", "to KP", "barred", "KP-IND-EXP"),
    ("2017-12-22", "4403", "from KP", "barred", "KP-SECT-IMP"),
    ("2017-12-22", "2519", "from KP", "barred", "KP-SECT-IMP"),
    ("2017-12-22", "8908", "to KP", "barred", "KP-VESSEL-ANY"),
    ("2017-12-22", "1001", "to KP", "barred", "KP-DEFAULT-BAR"),
    ("2017-12-21", "1001", "to KP", "review", "KP-DEFAULT"),
    # activities
    ("2017-08-04", "joint_venture", "to KP", "review", "KP-DEFAULT"),
    ("2017-08-05", "joint_venture", "from KP", "barred", "KP-JV-NEW"),
    ("2017-09-10", "joint_venture", "to KP", "barred", "KP-JV-NEW"),
    ("2017-08-05", "workers", "from KP", "barred", "KP-WORK"),
    ("2017-08-04", "workers", "from KP", "review", "KP-DEFAULT"),
    ("2009-06-12", "public_financing", "to KP", "barred", "KP-FIN-PUBLIC"),
    ("2009-06-12", "financing", "to KP", "review", "KP-FIN-EARLY"),
    ("2016-11-30", "financing", "to KP", "barred", "UNSCR 2321 OP32"),
    ("2013-03-07", "bulk_cash", "to KP", "barred", "KP-FIN-CASH"),
    ("2016-03-02", "banking", "to KP", "barred", "KP-FIN-BANK"),
    ("2017-08-05", "clearing", "to KP", "barred", "UNSCR 2371 OP13"),
    ("2016-11-29", "technical_cooperation", "to KP", "review", "KP-DEFAULT"),
    ("2016-11-30", "technical_cooperation", "to KP", "barred", "KP-SCI"),
    ("2016-03-01", "shipping", "to KP", "review", "KP-DEFAULT"),
    ("2016-03-02", "shipping", "to KP", "barred", "KP-SHIP"),
    ("2017-09-11", "ship_to_ship", "to KP", "barred", "KP-SHIP-STS"),
    ("2016-03-01", "military_end_use", "to KP", "review", "MILITARY-ANY"),
    ("2016-03-02", "military_end_use", "to KP", "barred", "KP-CATCHALL-MIL"),
    ("2016-03-02", "repair", "from KP", "barred", "KP-REPAIR"),
    ("2013-03-07", "wmd_end_use", "to KP", "barred", "KP-CATCHALL-WMD-CALL"),
    ("2016-03-02", "wmd_end_use", "to KP", "barred", "KP-CATCHALL-WMD"),
    ("2006-10-14", "wmd_item", "from KP", "barred", "KP-WMD-EXP"),
]

# exporter → importer, where the corridor has chosen the law of the UN and the US
UNDER_US = [
    ("2024-02-22", "854231", "KZ", "RU", "clear", ""),
    ("2024-02-23", "854231", "KZ", "RU", "barred", "CHPL-1"),
    ("2024-02-23", "8542.31.00", "KR", "BY", "barred", "CHPL-1"),
    ("2024-02-23", "854231", "RU", "KZ", "review", "CHPL-1-HINT"),
    ("2024-02-23", "854231", "KR", "KZ", "review", "CHPL-1-HINT"),
    ("2024-02-23", "8542", "KR", "RU", "review", "CHPL-1"),
    ("2024-02-23", "854290", "KR", "KZ", "clear", ""),
    ("2024-02-23", "854800", "KR", "RU", "barred", "CHPL-2"),
    ("2024-02-23", "854890", "KR", "RU", "barred", "CHPL-2"),  # HS 2017 of the same goods
    ("2024-02-22", "8548.90", "KR", "RU", "clear", ""),
    ("2024-02-22", "8548.00", "KR", "RU", "clear", ""),
    ("2024-02-23", "8548", "KR", "RU", "review", "CHPL-2"),  # the heading held other goods before
    ("2024-02-23", "854140", "KR", "RU", "review", "CHPL-3A"),  # HS 2017: one of its four heirs is listed
    ("2024-02-23", "854141", "KR", "RU", "clear", ""),  # another heir
    ("2024-02-23", "880330", "KR", "RU", "barred", "CHPL-3B"),
    ("2024-02-23", "852580", "KR", "RU", "review", "CHPL-3A"),
    ("2024-02-23", "903082", "KR", "BY", "barred", "CHPL-4A"),
    ("2024-02-23", "846693", "KR", "RU", "barred", "CHPL-4B"),
    ("2024-03-19", "848210", "DE", "KZ", "review", "CHPL-3B-HINT"),
    ("2026-02-27", "2701", "KZ", "KR", "clear", ""),
    ("2026-02-27", "0303", "KR", "KZ", "clear", ""),
    ("2026-02-27", "9303", "KZ", "KR", "review", "ARMS-ANY"),
    ("2026-02-27", "joint venture", "KZ", "KR", "clear", ""),
    ("2026-02-27", "military_end_use", "KZ", "KR", "review", "US-MEU"),
]

# … of the UN and the EU
UNDER_EU = [
    ("2024-03-20", "848210", "DE", "KZ", "review", "EU-833-XL"),
    ("2021-09-09", "brokering", "KZ", "KR", "review", "EU-DU-OTHER-BROKER"),
    ("2021-09-08", "brokering", "KZ", "KR", "clear", ""),
    ("2026-02-27", "2701", "DE", "RU", "review", "EU-833-IV"),
    ("2024-03-19", "848210", "DE", "KZ", "clear", ""),
    ("2026-02-27", "military_end_use", "DE", "KZ", "review", "EU-DU-CATCHALL-MIL"),
]


def ask(on: str, what: str, exporter: str, importer: str, regimes: str = "UN US") -> tuple[str, list[str]]:
    """The verdict on goods, or on an activity with harmless goods, and the rules and sources named."""
    code = what.replace(".", "")
    goods = what if code.isdigit() else "1806"
    verdict = verdict_of_goods(
        RULES,
        exporter=exporter,
        importer=importer,
        hs=goods,
        on=date.fromisoformat(on),
        activity=None if code.isdigit() else what,
        regimes=regimes.split(),
    )
    strictest = [f for f in verdict.findings if f.effect == verdict.status]
    return verdict.status, [f"{f.rule} {f.source}" for f in strictest]


@pytest.mark.parametrize(("on", "what", "way", "verdict", "named"), CONTROL + KOREA)
@pytest.mark.parametrize("other", ["RU", "CN"])
def test_a_pair_with_a_company_in_the_dprk(
    on: str, what: str, way: str, verdict: str, named: str, other: str
) -> None:
    exporter, importer = (other, "KP") if way == "to KP" else ("KP", other)
    status, said = ask(on, what, exporter, importer)
    assert status == verdict
    assert any(named in words for words in said), said


@pytest.mark.parametrize(
    ("on", "what", "exporter", "importer", "verdict", "named", "regimes"),
    [(*row, "UN US") for row in UNDER_US] + [(*row, "UN EU") for row in UNDER_EU],
)
def test_other_countries(
    on: str, what: str, exporter: str, importer: str, verdict: str, named: str, regimes: str
) -> None:
    status, said = ask(on, what, exporter, importer, regimes)
    assert status == verdict
    if named:
        assert any(words.startswith(named) for words in said), said
    else:
        assert said == []


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(CONTROL) >= 20
    assert len(KOREA) + len(UNDER_US) + len(UNDER_EU) >= 60


@pytest.mark.parametrize("on", ["1999-01-01", "2006-10-14", "2015-02-04", "2017-12-22", "2030-01-01"])
def test_nothing_with_the_dprk_is_ever_clear(on: str) -> None:
    day = date.fromisoformat(on)
    for chapter in range(1, 98):
        for exporter, importer in (("RU", "KP"), ("KP", "RU")):
            verdict = verdict_of_goods(
                RULES, exporter=exporter, importer=importer, hs=f"{chapter:02d}01", on=day, regimes=()
            )
            assert verdict.status in (("barred",) if on >= "2017-12-22" else ("review", "barred"))


def test_a_new_introduction_does_not_profit_from_a_wind_down() -> None:
    during = checked(RULES, exporter="KP", importer="RU", hs="6203", on=date(2017, 10, 1))
    bar = next(f for f in during if f.rule == "KP-TEXTILE")
    assert bar.effect == "barred"
    assert "could be wound down until 2017-12-10" in bar.detail
    after = checked(RULES, exporter="KP", importer="RU", hs="6203", on=date(2017, 12, 11))
    assert "wound down" not in next(f for f in after if f.rule == "KP-TEXTILE").detail


def test_a_cap_says_how_much_and_asks() -> None:
    found = checked(RULES, exporter="KP", importer="RU", hs="2701", on=date(2017, 3, 1))
    cap = next(f for f in found if f.rule == "KP-COAL-CAP")
    assert (cap.effect, cap.confidence) == ("review", "A")
    assert "USD 400,870,018 or 7,500,000 t" in cap.detail
    assert "cap" in cap.decide
